"""A list of requirements to search for: a spreadsheet (XLSX, CSV) with a head in English, Chinese or Russian, or a clause list.

Nothing in it is computed: a cell that holds a formula is refused with its address, and text that looks like one stays text. A row
that cannot be used is told with its number, and costs no other row.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.wording import N_, Translate
from app.workbooks import DAMAGED, FILE_LIMIT, address_of, opened
from ingest import delimited
from ingest.errors import UsageError

if TYPE_CHECKING:
    from ingest.clause import Clause

HEADS = {
    "id": "id|no|no.|№|#|number|item|编号|序号|номер|№ п/п|ид",
    "text": "requirement|requirements|text|requirement text|clause text|要求|技术要求|条文|内容|要求内容|требование|требования|"
    "текст|текст требования",
    "standard": "standard|designation|标准|标准号|标准编号|стандарт|обозначение",
    "clause": "clause|article|条款|条|条号|пункт|статья",
    "lang": "lang|language|语言|语种|язык",
}
"""The columns that are read, by name: how their heads may be written, case apart."""
ROWS, COLUMNS, LONGEST = 50_000, 120, 20_000
"""Rows and columns that are read, and characters of one requirement."""
_NAMES = {head: name for name, heads in HEADS.items() for head in heads.split("|")}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row: its number in the file, what it calls itself, its text, and the clause and language that it names; "" for none."""

    row: int
    id: str = ""
    text: str = ""
    standard: str = ""
    clause: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be used, and why: a message of the catalogues and what is filled into it."""

    row: int
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def reason(self, _: Translate = str) -> str:
        """Why, in the language of ``_``."""
        return _(self.message).format(**self.values)

    def told(self, _: Translate) -> str:
        """The row and why, in the language of ``_``."""
        return _("row {row}: {reason}").format(row=self.row, reason=self.reason(_))

    def __str__(self) -> str:
        return self.told(str)


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a file asks for: its rows in order, the rows that are none, and the hash of the file."""

    rows: tuple[Requirement, ...]
    faults: tuple[Fault, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value as text; ``fault`` says why it cannot be used."""

    text: str
    fault: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


_Row = tuple[int, Sequence[_Cell]]


def read_file(path: Path, *, sheet: str = "", column: str = "") -> Requirements:
    """Read the requirements of a file.

    Raises:
        FileMissing: there is no such file.
        DocumentError: the system cannot read it.
        UsageError: it is too large, no table, or no column holds requirements.
    """
    data = delimited.bytes_of(path, FILE_LIMIT)
    try:
        return read_bytes(data, sheet=sheet, column=column)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from None


def read_bytes(data: bytes, *, sheet: str = "", column: str = "") -> Requirements:
    """Read the requirements of the bytes of a workbook or a CSV file.

    ``sheet`` names the sheet, else the first one; ``column`` the head or the letter of the column of the requirements.

    Raises:
        UsageError: as ``read_file``.
    """
    if len(data) > FILE_LIMIT:
        raise UsageError(f"it is larger than {FILE_LIMIT // 2**20} MiB; split it")
    is_book = data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))
    rows = _sheet_rows(data, sheet) if is_book else _csv_rows(data, column)
    found = _requirements(rows, column)
    return Requirements(found[0], found[1], hashlib.sha256(b"\n".join((data, sheet.encode(), column.encode()))).hexdigest())


def columns_of(head: Sequence[str], column: str = "") -> dict[str, int]:
    """The places of the columns that are read, by their names; ``column`` says which one holds the requirements."""
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        name = _NAMES.get(_folded(cell))
        if name and name not in found:
            found[name] = place
    if column.strip():
        wanted = _folded(column)
        by_head = [place for place, cell in enumerate(head) if _folded(cell) == wanted]
        by_letter = [place for place in range(len(head)) if address_of(1, place)[:-1].casefold() == wanted]
        if not by_head and not by_letter:
            named = ", ".join(cell.strip() for cell in head if cell.strip())
            raise UsageError(f"--column {column!r}: there is no such column; there is: {named}")
        found = {name: place for name, place in found.items() if place != (by_head or by_letter)[0]}
        found["text"] = (by_head or by_letter)[0]
    return found


def _requirements(rows: Iterable[_Row], column: str) -> tuple[tuple[Requirement, ...], tuple[Fault, ...]]:
    filled = ((number, cells) for number, cells in rows if any(cell.text or cell.fault for cell in cells))
    first = next(filled, None)
    head = [cell.text for cell in first[1]] if first else []
    while head and not head[-1]:
        head.pop()
    places = columns_of(head, column)
    if "text" not in places and not {"standard", "clause"} <= places.keys():
        raise UsageError(
            "its first row must name the columns, one of them requirement, text, 要求 or требование; or name it with --column"
        )
    found: list[Requirement] = []
    faults: list[Fault] = []
    for number, cells in filled:
        if len(found) + len(faults) >= ROWS:
            raise UsageError(f"it has more than {ROWS} rows; split it")
        read = {name: cells[place] for name, place in places.items() if place < len(cells)}
        bad = next((Fault(number, cell.fault, cell.values) for cell in read.values() if cell.fault), None)
        one = Requirement(number, **{name: cell.text for name, cell in read.items()})
        bad = bad or _fault(one)
        if bad:
            faults.append(bad)
        else:
            found.append(one)
    return tuple(found), tuple(faults)


def _fault(one: Requirement) -> Fault | None:
    if not one.text and not (one.standard and one.clause):
        return Fault(one.row, N_("there is no requirement in it, and no standard and clause"))
    if len(one.text) > LONGEST:
        message = N_("its requirement has {count} characters, at most {most} are searched for; split it")
        return Fault(one.row, message, {"count": len(one.text), "most": LONGEST})
    return None


def _sheet_rows(data: bytes, sheet: str) -> Iterator[_Row]:
    book = opened(data)
    names = book.sheetnames
    if sheet and sheet not in names:
        raise UsageError(f"--sheet {sheet!r}: there is no such sheet; there is: {', '.join(names)}")
    page = book[sheet] if sheet else book.worksheets[0]
    page.reset_dimensions()  # what a file says of its own size is not believed
    try:
        for number, row in enumerate(page.iter_rows(max_row=ROWS + 2, max_col=COLUMNS), 1):
            yield number, [_cell(cell.data_type, cell.value, number, place) for place, cell in enumerate(row)]
    except UsageError:
        raise
    except Exception as error:  # whatever a damaged part makes of the reader
        raise UsageError(DAMAGED) from error


def _cell(kind: str, value: object, number: int, place: int) -> _Cell:
    if kind == "f":
        return _Cell("", N_("{cell} holds a formula; paste its value"), {"cell": address_of(number, place)})
    if kind == "e":
        return _Cell("", N_("{cell} holds an error ({error})"), {"cell": address_of(number, place), "error": value})
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _Cell(_plain("" if value is None else str(value)))


def _csv_rows(data: bytes, column: str) -> Iterator[_Row]:
    text, delimiter = _decoded(data, column)
    for number, cells in delimited.rows(text, delimiter):
        yield number, [_Cell(_plain(cell)) for cell in cells[:COLUMNS]]


def _decoded(data: bytes, column: str) -> tuple[str, str]:
    """The text of a CSV file and what stands between its cells: the reading in which the most columns are known."""
    best = ("", ",", -1)
    for _encoding, text in delimited.texts(data):
        for delimiter, head in delimited.heads(text):
            known = sum(_folded(cell) in _NAMES or (bool(column) and _folded(cell) == _folded(column)) for cell in head)
            if known > best[2]:
                best = (text, delimiter, known)
    if best[2] < 0:
        raise UsageError("it is no text in an encoding that is read; save it as CSV UTF-8")
    return best[0], best[1]


def _plain(text: str) -> str:
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("\ufeff", "").split()).strip(" :：").casefold()


def of_clauses(clauses: Iterable[Clause], digest: str) -> Requirements:
    """The clauses of a list as requirements, numbered in their order."""
    rows = (Requirement(n, c.clause, c.text or c.title, c.standard, c.id, c.lang) for n, c in enumerate(clauses, 1))
    return Requirements(tuple(rows), digest=digest)


def is_table(path: Path) -> bool:
    """Whether a file of queries is a spreadsheet of requirements and no clause list: those have standard, clause, lang, text."""
    suffix = path.suffix.lower()
    if suffix != ".csv":
        return suffix in {".xlsx", ".xlsm", ".xls"}
    with path.open("rb") as file:
        first = file.readline(1 << 16)
    head, delimiter = _decoded(first, "")
    return not {"text", "standard", "clause", "lang"} <= columns_of(next(csv.reader([head], delimiter=delimiter), [])).keys()
