"""The wheel works outside the checkout, and the four top-level names are ours alone."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("ingest", "index", "matcher", "app")


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder with the wheel unpacked as pip would install it, far from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"  # built from a copy: setuptools leaves its own copies of the modules where it builds
    for name in (*NAMES, "pyproject.toml", "README.md", "LICENSE"):
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(path, source / name)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", str(source), "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)], check=True)
    (wheel,) = folder.glob("clausebridge-*.whl")
    site = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def run(site: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, check=False, cwd=site.parent, env=environment
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_name_belongs_to_this_project_alone(name):
    assert set(importlib.metadata.packages_distributions()[name]) == {"clausebridge"}


def test_every_source_file_is_in_the_wheel(installed):
    def files(folder: Path) -> set[str]:
        found = (p for name in NAMES for p in (folder / name).rglob("*") if p.is_file() and "__pycache__" not in p.parts)
        return {path.relative_to(folder).as_posix() for path in found}

    # Sources of what is shipped compiled may stay behind; everything else that git has in the packages must be there.
    tracked = subprocess.run(["git", "ls-files", *NAMES], capture_output=True, text=True, check=False, cwd=ROOT).stdout.split()
    if not tracked:
        pytest.skip("not a git checkout")
    assert set(tracked) - files(installed) == set()


def test_the_wheel_runs_outside_the_checkout(installed, tmp_path):
    where = run(
        installed,
        "-c",
        "import ingest, index, matcher, app; print(ingest.__file__, index.__file__, matcher.__file__, app.__file__)",
    )
    assert where.stdout.count(str(installed)) == len(NAMES), where.stderr

    source = tmp_path / "list.jsonl"
    source.write_text(
        '{"standard": "X 1", "clause": "1", "lang": "en", "title": "Scope", "text": "This applies to pumps."}\n', encoding="utf-8"
    )
    parsed = run(installed, "-m", "app.cli", "parse", str(source))
    assert parsed.returncode == 0, parsed.stderr
    assert "Scope" in parsed.stdout

    library = tmp_path / "library"
    stored = run(installed, "-m", "app.cli", "ingest", str(source), "--library", str(library))
    assert stored.returncode == 0, stored.stderr
    found = run(installed, "-m", "app.cli", "search", "what are pumps subject to", "--library", str(library))
    assert found.returncode == 0, found.stderr
    assert "X 1" in found.stdout
