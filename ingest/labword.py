"""A test report in a Word document ─▶ its paragraphs and tables, with their places ("table 3, row 4")."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.block import Block
from ingest.clause import Table
from ingest.labprint import Grid, Pages, Printed, Row, Text
from ingest.word import docx_blocks


def word_pages(path: Path) -> Pages:
    """What a Word document prints.

    Raises:
        DocumentError: it is encrypted, damaged, or too large.
    """
    blocks, heads = docx_blocks(path)
    return Pages(tuple(_printed(blocks)), tuple(heads))


def _printed(blocks: list[Block]) -> Iterator[Printed]:
    tables = 0
    for number, block in enumerate(blocks, 1):
        if block.table is not None:
            tables += 1
            yield as_grid(block.table, f"table {tables}")
        elif block.text.strip():
            yield Text(block.text, place=f"paragraph {number}")


def as_grid(table: Table, place: str) -> Grid:
    """The rows of a table; a cell that reaches over several rows is repeated in each."""
    cells: list[list[str | None]] = [["" for _ in range(table.columns)] for _ in range(table.rows)]
    again: list[set[int]] = [set() for _ in range(table.rows)]
    for cell in table.cells:
        for down in range(cell.rows):
            for across in range(cell.columns):
                if cell.column + across < table.columns:
                    cells[cell.row + down][cell.column + across] = None if across else cell.text
            if down:
                again[cell.row + down].add(cell.column)
    rows = zip(cells, again, strict=True)
    return Grid(
        tuple(Row(tuple(row), place=f"{place}, row {at}", again=frozenset(held)) for at, (row, held) in enumerate(rows, 1))
    )
