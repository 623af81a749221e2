"""A review sheet that comes back, as a file: opened within limits, its rows found, its cells read as they stand.

Nothing in it is computed: a formula is told as a formula, whatever value a spreadsheet program kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.sheet_columns import COLUMNS, FORMAT, NAME_PREFIX, Meta, folded, headings, meta_of
from app.wording import N_
from app.workbooks import DAMAGED, FILE_LIMIT, address_of, opened
from ingest.errors import UsageError

ROW_LIMIT, COLUMN_LIMIT, EXCEL_ROWS = 50_000, 120, 1_048_576
"""Rows that are read of a sheet and columns of each; rows that a sheet can have."""
_KINDS = {"n": "number", "s": "text", "str": "text", "inlineStr": "text", "f": "formula", "d": "date", "b": "truth", "e": "error"}

NO_SHEET = N_("This workbook is no review sheet of clausebridge, or its hidden sheet or hidden row was deleted.")
TOO_LONG = N_("This sheet has more rows than a review sheet can have.")


class Form(StrEnum):
    """What a cell holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    FORMULA = "formula"
    DATE = "date"
    TRUTH = "truth"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, and where it stands ("G12"); ``value`` is a text, or a number where ``form`` says so."""

    value: str | float
    form: Form
    address: str

    @property
    def text(self) -> str:
        """Its value as a text, line ends as ours."""
        return str(self.value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number as the spreadsheet program shows it, and its cells by the names of their columns."""

    number: int
    cells: Mapping[str, Cell]

    @property
    def values(self) -> dict[str, str | float]:
        """What its cells hold."""
        return {name: cell.value for name, cell in self.cells.items()}

    def cell(self, name: str) -> Cell:
        """The cell of a column; an empty one where the column was deleted."""
        return self.cells.get(name) or Cell("", Form.EMPTY, "–")


@dataclass(frozen=True, slots=True)
class Returned:
    """A review sheet as it came back: what it was made from, and its rows that hold anything."""

    meta: Meta
    rows: tuple[SheetRow, ...]


def read_sheet(source: Path | bytes) -> Returned:
    """Read a review sheet that was filled in.

    Raises:
        UsageError: it is no workbook, none that is read here, or no review sheet; the message is one line and a message id.
        OSError: the file cannot be read.
    """
    data = source if isinstance(source, bytes) else _bytes_of(source)
    book = opened(data)
    meta, rows = None, None
    try:
        for page in book.worksheets:
            if meta is None:
                meta = _meta(page)
            if rows is None:
                rows = _rows(page)
    except UsageError:
        raise
    except Exception as error:  # whatever a damaged part makes of the reader
        raise UsageError(DAMAGED) from error
    if meta is None or rows is None:
        raise UsageError(NO_SHEET)
    return Returned(meta, rows)


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(FILE_LIMIT + 1)


def _meta(page: Any) -> Meta | None:  # noqa: ANN401 - a worksheet of openpyxl
    cells = [next(iter(row), None) for row in page.iter_rows(max_row=3, max_col=1, values_only=True)]
    return meta_of([str(cell) for cell in cells]) if cells and cells[0] == FORMAT else None


def _rows(page: Any) -> tuple[SheetRow, ...] | None:  # noqa: ANN401
    """The rows of a sheet but for its names and headings, wherever sorting has put these; None where it is another sheet."""
    filled = list(_filled_rows(page))
    named = next((names for _number, cells in filled if (names := _names(cells))), None)
    # the hidden row was deleted: the headings say as much where they were left as they were
    named = named or next((names for _number, cells in filled if (names := _headings(cells))), None)
    if named is None:
        return None
    return tuple(
        SheetRow(number, {name: cells[place] for place, name in named.items() if place < len(cells)})
        for number, cells in filled
        if not _names(cells) and not _headings(cells)
    )


def _names(cells: Iterable[Cell]) -> dict[int, str]:
    """The names of columns by their places in the hidden row; nothing of another row."""
    known = {NAME_PREFIX + column.name: column.name for column in COLUMNS}
    found = {place: known[cell.text] for place, cell in enumerate(cells) if cell.text in known}
    return found if "key" in found.values() else {}


def _headings(cells: Iterable[Cell]) -> dict[int, str]:
    """The names of columns by their places in the row of headings; nothing of another row."""
    known = {folded(words): column.name for column in COLUMNS for words in headings(column)}
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        name = known.get(folded(cell.text)) or known.get(folded(cell.text.partition(":")[0]))
        if name and name not in found.values():
            found[place] = name
    return found if {"key", "marks"} <= set(found.values()) else {}


def _filled_rows(page: Any) -> Iterator[tuple[int, list[Cell]]]:  # noqa: ANN401
    """The rows that hold anything, with their numbers."""
    page.reset_dimensions()  # what a file says of its own size is not believed: rows behind it would be lost
    last = None
    for number, row in enumerate(page.iter_rows(max_row=EXCEL_ROWS, max_col=COLUMN_LIMIT), 1):
        if row is last:  # the filler between two rows, once more
            continue
        last = row
        cells = [_cell(raw, number, place) for place, raw in enumerate(row)]
        if any(cell.form is not Form.EMPTY for cell in cells):
            if number > ROW_LIMIT:
                raise UsageError(TOO_LONG)
            yield number, cells


def _cell(raw: Any, number: int, place: int) -> Cell:  # noqa: ANN401
    address = address_of(number, place)
    value = raw.value
    if value is None or (isinstance(value, str) and not value.strip() and raw.data_type != "f"):
        return Cell("", Form.EMPTY, address)
    form = Form(_KINDS.get(raw.data_type, "text"))
    if form is Form.NUMBER and isinstance(value, int | float):
        return Cell(value, form, address)
    return Cell(str(value), form, address)
