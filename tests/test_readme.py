"""README and command reference are true: their commands run, and the reference is what the commands print."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
STAYS_OPEN = "clausebridge review"


def daily_commands() -> list[str]:
    block = re.search(r"<!-- tested.*?-->\s+```sh\n(.*?)```", README, re.S)
    assert block
    return [line.split(" #")[0].strip() for line in block[1].splitlines()]


@pytest.mark.timeout(900)  # some thirty commands, each a program of its own
def test_the_daily_commands_run_in_the_order_of_the_readme(tmp_path):
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    environment = {**os.environ, "CLAUSEBRIDGE_LIBRARY": str(tmp_path / "library")}
    commands = daily_commands()
    assert len(commands) >= 10
    for line in commands:
        if line == STAYS_OPEN:
            continue
        command = [sys.executable, "-m", "app.cli", *shlex.split(line)[1:]]
        run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
        assert run.returncode == 0, f"{line}\n{run.stdout[-2000:]}\n{run.stderr[-2000:]}"
        assert run.stdout or run.stderr, line
    assert (tmp_path / "comparison.xlsx").stat().st_size > 5000
    assert (tmp_path / "decisions.xlsx").stat().st_size > 2000


def test_the_command_reference_is_what_the_commands_print():
    from app.reference import reference

    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == reference(), "run: python -m app.reference > docs/cli.md"


@pytest.mark.parametrize("target", sorted(set(re.findall(r"^    make (\w+)", README, re.M))))
def test_make_targets_of_the_readme_exist(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_links_of_the_readme_lead_somewhere(link):
    assert (ROOT / link).exists()
