"""What belongs to the clauses of the sample PDFs, against their sources, which the parser never sees."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # corpora/ is no part of the installed distribution

from corpora import source as reader  # noqa: E402
from ingest.clause import Clause, Kind, Table  # noqa: E402
from ingest.flatten import flatten, fold  # noqa: E402
from ingest.pages import read_bookmarks, read_pages  # noqa: E402
from ingest.tree import parse_pages  # noqa: E402

STANDARDS = ROOT / "corpora" / "standards"
NAMES = pytest.mark.parametrize("name", sorted(path.stem for path in STANDARDS.glob("*.md")))
KINDS = {"list-item": {Kind.LIST_ITEM}, "note": {Kind.NOTE, Kind.EXAMPLE}, "formula": {Kind.FORMULA}}
ENTRY = re.compile(r"\[\d+\]")
"""An entry of the bibliography, which the sources do not count among the list items."""
LISTED = re.compile(r"——|\d [А-Я]")
"""Paragraphs of a source that are items in print: history in a Chinese foreword, the numbered foreword of a GOST."""


def folded(text: str) -> str:
    return re.sub(r"[\s\u00ad]+", "", unicodedata.normalize("NFKC", text)).replace("——", "—").replace("-", "—")


@cache
def clauses_of(name: str) -> tuple[Clause, ...]:
    path = STANDARDS / f"{name}.pdf"
    return parse_pages(read_pages(path), read_bookmarks(path), standard=name, lang=name[-2:])


def wanted(name: str, what: str) -> list[str]:
    """The blocks of that kind in the source, mark and text, in order."""
    source = reader.read_source(STANDARDS / f"{name}.md")
    out = []
    for block in source.blocks:
        listed = block.what == "paragraph" and LISTED.match(block.text)
        if block.what == what or (what == "list-item" and listed):
            text = f"{block.text}{block.extra}" if what == "formula" else f"{block.label}{block.text}"
            out.append(folded(reader.plain(text)))
    return out


def found(name: str, what: str) -> list[str]:
    """The parts of that kind in the tree, without what belongs to them, in order."""
    out = []
    for clause in clauses_of(name):
        for at, part in enumerate(clause.parts):
            after = clause.parts[at + 1] if at + 1 < len(clause.parts) else None
            end = after.start if after is not None and after.level > part.level else part.end
            text = clause.text[part.start : end]
            if part.kind in KINDS[what] and not ENTRY.match(text):
                out.append(folded(text))
    return out


def drawn(table: Table) -> list[list[str]]:
    """The cells of a table as the source writes them: "<" and "^" where one runs on."""
    out = [["?"] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                out[row][column] = folded(cell.text) if (row, column) == (cell.row, cell.column) else "merged"
    return out


@NAMES
@pytest.mark.parametrize("what", sorted(KINDS))
def test_every_item_note_and_formula_of_the_source_is_a_part(name, what):
    got, want = found(name, what), wanted(name, what)
    if what == "formula":  # with the list that says what its letters stand for
        got = [text[: len(formula)] for text, formula in zip(got, want, strict=True)]
    assert got == want


@NAMES
def test_every_table_of_the_source_is_read_cell_by_cell(name):
    source = reader.read_source(STANDARDS / f"{name}.md")
    tables = [block.table for block in source.blocks if block.table is not None]
    parts = [part for clause in clauses_of(name) for part in clause.parts if part.kind is Kind.TABLE]
    captions = [folded(reader.plain(table.caption)).replace("—", "") for table in tables]
    assert [folded(f"{part.label}{part.title}").replace("—", "") for part in parts] == captions
    for part, table in zip(parts, tables, strict=True):
        assert part.table is not None, part.label
        printed = [*table.head, *table.rows]
        rows = [["merged" if cell in ("<", "^") else folded(reader.plain(cell)) for cell in row] for row in printed]
        assert drawn(part.table) == rows, part.label
        assert bool(part.table.unit) == bool(table.unit), (part.label, table.unit)
        assert {cell.row for cell in part.table.cells if cell.header} == set(range(len(table.head))), part.label


@NAMES
def test_parts_go_out_as_nodes_and_come_back(name):
    clauses = clauses_of(name)
    assert fold(list(flatten(clauses))) == clauses
