"""A commenting template as it comes back: which table of the file it is, its rows by field, and what each cell is called.

Nothing is computed: a formula is told and not read. The headings may be those of the templates or of the forms that committees
use; notes in brackets and numbers of footnotes behind a heading count for nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.commenting import FIELDS, Form
from app.filed import MARK
from app.wording import N_
from app.workbooks import address_of, opened
from ingest.errors import DocumentError, UsageError
from ingest.word_tables import word_tables

FILE_LIMIT = 16 * 2**20
"""Bytes of a file: a template of a thousand lines has some 200 kB."""
ROW_LIMIT, COLUMN_LIMIT, HEAD_ROWS = 20_000, 60, 40
NO_TABLE = N_("No table of comments was found in this file: it needs the columns of the commenting template.")
NO_FILE = N_("A commenting template comes back as a Word document (docx) or an Excel workbook (xlsx).")
TOO_LARGE = N_("This file is larger than a commenting template can be.")
DAMAGED: Mapping[str, Any] = {"version": None}
"""What a mark that cannot be read comes to: one of no version, so that its file is not taken for a foreign form."""
_WORD = b"word/document.xml"


@dataclass(frozen=True, slots=True)
class Filled:
    """A row: ``cells`` and their addresses by field (``app.commenting.FIELDS``); ``formulas`` are fields that were not read."""

    address: str
    cells: Mapping[str, str]
    addresses: Mapping[str, str]
    formulas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A template as read: the mark of its version (``app.filed.mark`` and "seen"; empty in a foreign form) and its rows."""

    form: Form
    mark: Mapping[str, Any]
    rows: tuple[Filled, ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table of a file: texts, None for a formula; ``name`` and ``row`` make addresses."""

    name: str
    rows: Sequence[tuple[str | None, ...]]
    is_sheet: bool

    def address(self, row: int, place: int | None = None) -> str:
        """What a cell, or a whole row, is called."""
        if self.is_sheet:
            return f"{self.name}!{address_of(row + 1, place)}" if place is not None else f"{self.name}, row {row + 1}"
        return f"{self.name}, row {row + 1}" + (f", column {place + 1}" if place is not None else "")


def read_template(data: bytes) -> Template:
    """The comments in a file.

    Raises:
        UsageError: there is no table of comments in it, or it is not read; the message is one line and a message id.
    """
    if len(data) > FILE_LIMIT:
        raise UsageError(TOO_LARGE)
    if not data.startswith(b"PK"):
        raise UsageError(NO_FILE)
    grids = list(_word(data) if _WORD in data else _sheets(data))
    found = next((known for grid in grids if (known := _headed(grid))), None)
    if found is None:
        raise UsageError(NO_TABLE)
    form, grid, at, columns = found
    rows = (_filled(grid, place, columns) for place in range(at + 1, len(grid.rows)))
    return Template(form, _mark(grids), tuple(row for row in rows if any(row.cells.values()) or row.formulas))


def headed(title: str) -> str:
    """A heading as it is compared: in small letters, without spaces, notes in brackets, and the number of a footnote."""
    bare = re.sub(r"[(（\[][^)）\]]*[)）\]]?", "", title)
    return re.sub(r"[\d\s*:：]+", "", bare).casefold().strip("/.")


def _headed(grid: _Grid) -> tuple[Form, _Grid, int, dict[str, int]] | None:
    """The template that a table is, the row of its headings, and the columns by field."""
    for at, cells in enumerate(grid.rows[:HEAD_ROWS]):
        titles = [headed(cell or "") for cell in cells]
        for form, fields in FIELDS.items():
            columns: dict[str, int] = {}
            for field in fields:
                names = {headed(name) for name in (field.title, *field.also)}
                place = next((place for place, title in enumerate(titles) if title in names), None)
                if place is not None:
                    columns[field.name] = place
            if "text" in columns and ("clause" in columns or "line" in columns):
                return form, grid, at, columns
    return None


def _filled(grid: _Grid, row: int, columns: Mapping[str, int]) -> Filled:
    cells = grid.rows[row]
    given = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}
    return Filled(
        grid.address(row),
        {name: (text or "").strip() for name, text in given.items() if name != "number"},
        {name: grid.address(row, place) for name, place in columns.items()},
        tuple(name for name, text in given.items() if text is None),
    )


def _mark(grids: Sequence[_Grid]) -> dict[str, Any]:
    texts = (cell for grid in grids for cells in grid.rows[:HEAD_ROWS] for cell in cells if cell)
    line = next((" ".join(text.split("\n")) for text in texts if text.startswith(MARK)), "")
    try:
        found = json.loads(line.removeprefix(MARK)) if line else {}
    except (ValueError, RecursionError):
        return dict(DAMAGED)
    return found if isinstance(found, dict) else dict(DAMAGED)


def _word(data: bytes) -> Iterator[_Grid]:
    try:
        for number, rows in enumerate(word_tables(data, "docx"), 1):
            yield _Grid(f"table {number}", rows[:ROW_LIMIT], is_sheet=False)
    except DocumentError as error:
        raise UsageError(str(error)) from error


def _sheets(data: bytes) -> Iterator[_Grid]:
    book = opened(data)
    for sheet in book.worksheets:
        rows = [tuple(map(_cell, row)) for row in sheet.iter_rows(max_row=ROW_LIMIT, max_col=COLUMN_LIMIT)]
        yield _Grid(sheet.title, rows, is_sheet=True)


def _cell(cell: Any) -> str | None:  # noqa: ANN401 - openpyxl has one door
    """What a cell says, as text; None for a formula."""
    value = cell.value
    if cell.data_type == "f":
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).replace("\r\n", "\n").replace("_x000D_", "")
