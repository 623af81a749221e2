"""Whether a filed version says what the log says: the file is read, made again from the log, and both are compared."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.filed import MARK, as_filed
from app.filed_forms import OSCAL, version_bytes
from app.oscal_in import read_oscal
from app.tables import COMMENTED
from app.workbooks import opened
from ingest.errors import UsageError
from matcher.frozen import intact
from matcher.record import course

if TYPE_CHECKING:
    from index.library import Library

SIZE_LIMIT = 64 * 2**20
"""Bytes that a filed version may have, packed and unpacked: one line has about a kilobyte."""
KEY = "key"


@dataclass(frozen=True, slots=True)
class Filed:
    """A filed version as read from a file: its mark (``app.filed.mark``), the lines of its head, its cells by key and column."""

    mark: Mapping[str, Any]
    head: tuple[str, ...]
    rows: Mapping[str, Mapping[str, str]]
    doubled: tuple[str, ...] = ()


def verify(library: Library, path: Path) -> tuple[str, ...]:
    """What a filed version (xlsx, csv, jsonl, html, OSCAL) says otherwise than the log does, in words; nothing where they agree.

    Rows may have been sorted, and the file saved again by a spreadsheet program.

    Raises:
        UsageError: the file is no filed version, or is of a comparison that this library knows nothing of.
        LibraryError: the log is not what was written.
        OSError: the file cannot be read.
    """
    ending, data = path.suffix.lower().removeprefix("."), path.read_bytes()
    form = OSCAL if ending == "json" else ending
    given = read(data, form, path.name)
    named = given.mark
    version = course(library, str(named["a"]), str(named["b"])).version(int(named["version"]))
    anchor = str(named["log_head"])
    faults = list(library.log.faults(anchor))
    if not intact(version) or version.hash != named["hash"]:
        faults.append(f"the hash of version {version.number} is {version.hash} in the log, {named['hash']} in the file")
    made = version_bytes(as_filed(version, int(named["log_entry"])), form, str(named["lang"]))[0]
    if made == data:
        return tuple(faults)
    return (*faults, *_faults(given, read(made, form, path.name)))


def read(data: bytes, form: str, name: str) -> Filed:
    """A filed version from the bytes of a file called ``name``.

    Raises:
        UsageError: it is none.
    """
    readers = {"jsonl": _jsonl, "csv": _csv, "html": _html, "xlsx": _xlsx, OSCAL: _oscal}
    if form not in readers:
        raise UsageError(f"{name}: a filed version is a file .xlsx, .csv, .jsonl, .html or .json (OSCAL)")
    if len(data) > SIZE_LIMIT:
        raise UsageError(f"{name}: larger than any filed version")
    try:
        return readers[form](data)
    except (ValueError, LookupError, TypeError, OSError) as error:
        raise UsageError(f"{name}: is no filed version of a record ({error})") from error


def _faults(given: Filed, made: Filed) -> Iterator[str]:
    yield from (f"head: the log says {line!r}" for line in made.head if line not in given.head)
    yield from (f"head: the file says {line!r}" for line in given.head if line not in made.head)
    yield from (f"line {key}: stands more than once in the file" for key in given.doubled)
    for key, row in made.rows.items():
        yield from _row_faults(row.get("line", key), row, given.rows.get(key))
    yield from (f"line {key or '–'}: is not in the log" for key in given.rows.keys() - made.rows.keys())


def _row_faults(line: str, row: Mapping[str, str], theirs: Mapping[str, str] | None) -> Iterator[str]:
    if theirs is None:
        yield f"line {line}: is not in the file"
        return
    for column in dict.fromkeys((*row, *theirs)):
        ours, cell = row.get(column, ""), theirs.get(column, "")
        if ours != cell:
            yield f"line {line}, {column}: the log says {ours!r}, the file {cell!r}"


def _filed(head: list[str], rows: list[dict[str, str]]) -> Filed:
    found = next((line for line in head if line.startswith(MARK)), "")
    if not found:
        raise ValueError("its head names no version")
    mark = json.loads(found.removeprefix(MARK))
    known: dict[str, dict[str, str]] = {}
    doubled = []
    for row in rows:
        if row[KEY] in known:
            doubled.append(row[KEY])
        known[row[KEY]] = row
    return Filed(dict(mark), tuple(head), known, tuple(doubled))


def _jsonl(data: bytes) -> Filed:
    first, *rest = (json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip())
    content = dict(first["record"])
    said = json.dumps(content.pop("content"), sort_keys=True, ensure_ascii=False)
    rows = [{name: _cell(value) for name, value in row.items()} for row in rest]
    return _filed([MARK + json.dumps(content, sort_keys=True, ensure_ascii=False), said], rows)


def _oscal(data: bytes) -> Filed:
    read_back = read_oscal(data)
    rows = [
        {**{name: _cell(value) for name, value in row.items()}, "map": read_back.maps.get(row[KEY], "")} for row in read_back.rows
    ]
    return _filed([MARK + read_back.mark, read_back.rest], rows)


def _csv(data: bytes) -> Filed:
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    above = [cells[0] for cells in lines if cells and cells[0].startswith(COMMENTED)]
    names, *rows = [cells for cells in lines if any(cells) and not cells[0].startswith(COMMENTED)]
    return _filed([line.removeprefix(COMMENTED) for line in above], [_named(names, cells) for cells in rows])


def _xlsx(data: bytes) -> Filed:
    book = opened(data, values=True)
    names, *rows = [[_cell(cell) for cell in cells] for cells in book.worksheets[0].iter_rows(values_only=True)]
    head = [_cell(cells[0]) for cells in book["notes"].iter_rows(values_only=True) if cells and cells[0] is not None]
    return _filed(head, [_named(names, cells) for cells in rows if any(cells)])


class _Page(HTMLParser):
    """The paragraphs and the rows of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.head: list[str] = []
        self.rows: list[list[str]] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row, a cell, or a paragraph begins."""
        del attrs
        if tag == "tr":
            self.rows.append([])
        self._into = {"p": self.head}.get(tag) if tag == "p" else (self.rows[-1] if tag in {"td", "th"} else self._into)
        if tag in {"p", "td", "th"} and self._into is not None:
            self._into.append("")

    def handle_endtag(self, tag: str) -> None:
        """A cell or a paragraph ends."""
        if tag in {"p", "td", "th"}:
            self._into = None

    def handle_data(self, data: str) -> None:
        """Text of the cell or paragraph."""
        if self._into is not None:
            self._into[-1] += data


def _html(data: bytes) -> Filed:
    page = _Page()
    page.feed(data.decode("utf-8"))
    page.close()
    names, *rows = page.rows
    return _filed(page.head, [_named(names, cells) for cells in rows])


def _named(names: list[str], cells: list[str]) -> dict[str, str]:
    filled = [*cells, *[""] * (len(names) - len(cells))]
    return {name: _cell(cell) for name, cell in zip(names, filled, strict=False) if name}


def _cell(value: object) -> str:
    """A cell as text, whatever program wrote it: numbers without a useless fraction, line ends of one kind."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, list | dict):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)
    return str(value).replace("\r\n", "\n").replace("_x000D_", "")
