"""A test report in a workbook ─▶ its tables, one for each sheet and stretch of rows, with their places ("Sheet1!A12")."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.labprint import Grid, Pages, Printed, Row, Text
from ingest.workbook import SheetRows, read_workbook, spread

_LISTED = 12


def sheet_pages(path: Path) -> Pages:
    """What the sheets of a workbook hold.

    Raises:
        DocumentError: it is encrypted, damaged, or too large.
    """
    sheets = read_workbook(path)
    marks = []
    for sheet in sheets:
        if sheet.formulas:
            lost = f"; {sheet.empty} of them have none" if sheet.empty else ""
            marks.append(
                f"sheet {sheet.name}: {sheet.formulas} cells hold formulas, whose values are those that the file keeps{lost}"
            )
        if sheet.hidden:
            marks.append(f"sheet {sheet.name}: it is hidden, or some of its rows or columns are; they are read too")
        if sheet.struck:
            cells = ", ".join(sheet.struck[:_LISTED]) + (
                f" and {len(sheet.struck) - _LISTED} more" if len(sheet.struck) > _LISTED else ""
            )
            marks.append(f"sheet {sheet.name}: text is struck through in {cells}; it is read as if it did not stand")
    return Pages(tuple(block for sheet in sheets for block in _blocks(sheet)), marks=tuple(marks))


def _blocks(sheet: SheetRows) -> Iterator[Printed]:
    """Stretches of rows without a blank row between them; a row with one text and nothing merged is a paragraph."""
    covered = spread(sheet)
    wide = max((column for row in sheet.rows.values() for column in row), default=-1) + 1
    rows: list[Row] = []
    before = 0
    for number in sorted(sheet.rows):
        if rows and number > before + 1:
            yield Grid(tuple(rows))
            rows = []
        row = _row(sheet, number, wide, covered)
        before = number
        if not rows and len(row.texts) == 1 and number + 1 not in sheet.rows:
            yield Text(row.texts[0], place=row.place)
        else:
            rows.append(row)
    if rows:
        yield Grid(tuple(rows))


def _row(sheet: SheetRows, number: int, wide: int, covered: dict[tuple[int, int], tuple[int, int]]) -> Row:
    cells: list[str | None] = []
    again: set[int] = set()
    loose: set[int] = set()
    for column in range(wide):
        top, left = covered.get((number, column), (number, column))
        if left < column:
            cells.append(None)
            continue
        cells.append(sheet.rows.get(top, {}).get(left, ""))
        if (top, left) in sheet.loose:
            loose.add(column)
        if top < number:
            again.add(column)
    first = next((column for column, cell in enumerate(cells) if cell and column not in again), 0)
    return Row(tuple(cells), place=f"{sheet.name}!{_letters(first)}{number}", again=frozenset(again), loose=frozenset(loose))


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
