"""Imports point one way, and each heavy library has one door."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STREAM = ("ingest", "index", "matcher", "app")
DOORS = {
    "pypdfium2": {"ingest/pages.py"},
    "pdfplumber": {"ingest/second.py"},
    "faiss": {"index/vectors.py"},
    "pint": {"index/algebra.py"},
    "sqlalchemy": {"index/database.py", "index/store.py", "index/schema.py", "index/migrations"},
    "alembic": {"index/store.py", "index/schema.py", "index/migrations"},
    "sentence_transformers": {"index/encoder.py", "index/bundled.py", "index/reranker.py"},
    "torch": {"index/encoder.py", "index/bundled.py", "index/learn.py", "index/reranker.py", "index/translator.py"},
    "transformers": {"index/bundled.py", "index/translator.py"},
    "rapidocr": {"ingest/rapid.py"},
    "lxml": {"ingest/markup.py"},
    "xlsxwriter": {"app/tables.py", "app/sheet_out.py", "app/paper_xlsx.py"},
    "openpyxl": {"app/workbooks.py"},
    "docx": {"app/paper_docx.py"},
    "typst": {"app/paper_pdf.py"},
    "streamlit": {"app/main.py", "app/views"},
}
HEAVY = (*DOORS, "pandas", "numpy", "scipy", "sklearn")
LONGEST_MODULE = 300


def modules() -> list[Path]:
    found = [path for package in STREAM for path in sorted((ROOT / package).rglob("*.py"))]
    assert len(found) > 20
    return found


def imports(path: Path) -> list[tuple[str, int]]:
    """(module, line) of every import in ``path``, also those inside functions."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            found.append((node.module or "", node.lineno))
    return found


@pytest.mark.parametrize("package", STREAM)
def test_imports_point_downstream_only(package):
    upstream = STREAM[: STREAM.index(package)]
    against = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sorted((ROOT / package).rglob("*.py"))
        for name, line in imports(path)
        if name.split(".")[0] in STREAM and name.split(".")[0] not in (*upstream, package)
    ]
    assert against == []


def test_packages_have_no_import_cycles():
    edges = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): {
            name for name, _ in imports(path) if name.split(".")[0] in STREAM
        }
        for path in modules()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name in done or name not in edges:
            return
        for target in edges[name]:
            visit(target, (*trail, name))
        done.add(name)

    for name in edges:
        visit(name, ())


@pytest.mark.parametrize("library", sorted(DOORS))
def test_each_heavy_library_has_one_door(library):
    elsewhere = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules()
        for name, line in imports(path)
        if name.split(".")[0] == library
        and not any(
            path.relative_to(ROOT).as_posix() == door or path.relative_to(ROOT).is_relative_to(door) for door in DOORS[library]
        )
    ]
    assert elsewhere == []


def test_the_command_line_starts_without_anything_heavy():
    code = f"import sys, app.cli; print([name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"


def test_modules_stay_short():
    long = {
        str(p.relative_to(ROOT)): n for p in modules() if (n := len(p.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert long == {}
