"""Sheets of a workbook (XLSX, ISO/IEC 29500) ─▶ rows of texts, as they are kept in the file. No formula is ever computed.

A cell with a formula has the value that the program which saved the file kept beside it. What is read is bounded by the cells
that the file has, whatever it says of its size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from ingest.errors import LimitExceeded, NotADocument
from ingest.markup import Element, attribute, child, children, descendants
from ingest.package import Package

_MOST_CELLS = 400_000
_MOST_COLUMNS = 200
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_DAYS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Numbers of the built-in formats for dates and times (ECMA-376, 18.8.30)."""
_PERCENT = frozenset({9, 10})
_FIXED = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00"}
"""The built-in formats with a fixed number of decimals."""
_DECIMALS = re.compile(r"[#,0?]*0\.(0+)\s*")
_TENTH = re.compile(r"\d+\.\d")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_BEGIN, _BEGIN_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


@dataclass(slots=True)
class SheetRows:
    """One sheet: ``rows`` by number (from 1), each with its texts by column (from 0); ``merged`` ranges of cells.

    Ranges are (first row, first column, last row, last column). ``formulas`` counts the cells whose value was computed by the
    program that saved the file, ``empty`` those of them for which it kept none; ``hidden`` says whether the sheet or some of its
    rows or columns are hidden. ``struck`` are the cells with text that is struck through and left out; ``loose`` the places (row,
    column) of numbers whose format lets a zero at their end go: 5.1 may have been entered as 5.10.
    """

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: int = 0
    empty: int = 0
    hidden: bool = False
    struck: list[str] = field(default_factory=list)
    loose: set[tuple[int, int]] = field(default_factory=set)


_Runs = list[tuple[str, bool | None]]
"""The runs of a text, each with whether it is struck through; None where that is as its cell says."""


@dataclass(frozen=True, slots=True)
class _Formats:
    """Which of a workbook's cell formats show a date, a share of a hundred, a struck text; ``begin`` is day 0.

    ``decimals`` are how many digits behind the point those formats show that fix it.
    """

    dates: frozenset[int]
    shares: frozenset[int]
    begin: datetime
    struck: frozenset[int] = frozenset()
    decimals: Mapping[int, int] = field(default_factory=dict)


def read_workbook(path: Path) -> list[SheetRows]:
    """The sheets of a workbook, in order.

    Raises:
        NotADocument: the archive holds something else.
        DocumentError: it is encrypted, damaged, or too large.
    """
    package = Package(path)
    for main in package.related("", "officeDocument"):
        root = package.xml(main)
        if root is not None and str(root.tag).rpartition("}")[2] == "workbook":
            return _Reader(package, main, root).sheets()
    raise NotADocument(path.name, "this is no workbook; save it as XLSX or PDF")


class _Reader:
    """A workbook while it is read."""

    def __init__(self, package: Package, main: str, root: Element) -> None:
        self._package, self._main, self._root = package, main, root
        self._strings = self._shared()
        self._formats = self._read_formats()
        self._left = _MOST_CELLS

    def _part(self, kind: str) -> Element | None:
        names = self._package.related(self._main, kind)
        return self._package.xml(names[0]) if names else None

    def _shared(self) -> list[_Runs]:
        root = self._part("sharedStrings")
        return [_runs(item) for item in children(root, "si")] if root is not None else []

    def _read_formats(self) -> _Formats:
        properties = child(self._root, "workbookpr")
        late = properties is not None and attribute(properties, "date1904") in {"1", "true"}
        root = self._part("styles")
        if root is None:
            return _Formats(frozenset(), frozenset(), _BEGIN)
        own = {_whole(attribute(one, "numFmtId")): attribute(one, "formatCode") for one in descendants(root, "numfmt")}
        cells = child(root, "cellxfs")
        forms = list(children(cells, "xf")) if cells is not None else []
        ids = [_whole(attribute(one, "numFmtId")) for one in forms]
        fonts = child(root, "fonts")
        crossed = {at for at, one in enumerate(children(fonts, "font")) if _strikes(one)} if fonts is not None else set()
        struck = frozenset(at for at, one in enumerate(forms) if _whole(attribute(one, "fontId")) in crossed)
        codes = {one: _QUOTED.sub("", own.get(one, "")) for one in ids}
        dates = {at for at, one in enumerate(ids) if one in _DAYS or re.search(r"[ymdhs年月日]", codes[one])}
        shares = {at for at, one in enumerate(ids) if one in _PERCENT or "%" in codes[one]}
        fixed = {at: _DECIMALS.fullmatch((codes[one] or _FIXED.get(one, "")).partition(";")[0]) for at, one in enumerate(ids)}
        decimals = {at: len(found[1]) for at, found in fixed.items() if found}
        return _Formats(frozenset(dates), frozenset(shares - dates), _BEGIN_1904 if late else _BEGIN, struck, decimals)

    def sheets(self) -> list[SheetRows]:
        """Every sheet that holds cells."""
        targets = self._targets()
        listed = child(self._root, "sheets")
        found = []
        for sheet in children(listed, "sheet") if listed is not None else ():
            root = self._package.xml(targets.get(attribute(sheet, "id"), ""))
            if root is not None and str(root.tag).rpartition("}")[2] == "worksheet":
                found.append(self._sheet(root, attribute(sheet, "name"), attribute(sheet, "state") in {"hidden", "veryHidden"}))
        return found

    def _targets(self) -> dict[str, str]:
        """The members of the archive by the ids of their relations."""
        place = PurePosixPath(self._main)
        root = self._package.xml(str(place.parent / "_rels" / f"{place.name}.rels"))
        found = {}
        for relation in descendants(root, "relationship") if root is not None else ():
            target = attribute(relation, "Target")
            found[attribute(relation, "Id")] = target.lstrip("/") if target.startswith("/") else str(place.parent / target)
        return found

    def _sheet(self, root: Element, name: str, hidden: bool) -> SheetRows:
        found = SheetRows(name, hidden=hidden)
        found.hidden |= any(attribute(one, "hidden") in {"1", "true"} for one in descendants(root, "col", "row"))
        number = 0
        data = child(root, "sheetdata")
        for row in children(data, "row") if data is not None else ():
            number = _whole(attribute(row, "r")) or number + 1
            texts = dict(self._cells(row, number, found))
            if texts:
                found.rows.setdefault(number, {}).update(texts)
        for one in descendants(root, "mergecell"):
            ends = _REFERENCE.findall(attribute(one, "ref").upper())
            if len(ends) == 2:
                (first, top), (last, bottom) = ends
                found.merged.append((int(top), _column(first), int(bottom), _column(last)))
        return found

    def _cells(self, row: Element, number: int, sheet: SheetRows) -> Iterator[tuple[int, str]]:
        column = -1
        for cell in children(row, "c"):
            self._left -= 1
            if self._left < 0:
                raise LimitExceeded(self._package.name, f"it has more than {_MOST_CELLS} cells, which no report has; split it")
            place = _REFERENCE.fullmatch(attribute(cell, "r").upper())
            column = _column(place[1]) if place else column + 1
            text, whole = self._value(cell)
            if text != whole:
                sheet.struck.append(attribute(cell, "r") or f"row {number}")
            if attribute(cell, "t") in {"", "n"} and _whole(attribute(cell, "s")) not in self._formats.decimals:
                sheet.loose |= {(number, column)} if _TENTH.fullmatch(text) else set()
            if child(cell, "f") is not None:
                sheet.formulas += 1
                sheet.empty += not whole
            if text and column < _MOST_COLUMNS:
                yield column, text

    def _value(self, cell: Element) -> tuple[str, str]:
        """What a cell shows without what is struck through, and with it."""
        runs = self._content(cell)
        struck = _whole(attribute(cell, "s")) in self._formats.struck
        left = [text for text, own in runs if not (struck if own is None else own)]
        return _cleaned("".join(left)), _cleaned("".join(text for text, _ in runs))

    def _content(self, cell: Element) -> _Runs:
        kind, value = attribute(cell, "t"), child(cell, "v")
        if kind == "inlineStr":
            inner = child(cell, "is")
            return _runs(inner) if inner is not None else []
        raw = "".join(value.itertext()) if value is not None else ""
        if kind == "s":
            at = _whole(raw)
            return self._strings[at] if raw.strip().isdecimal() and at < len(self._strings) else []
        if kind == "b":
            return [({"1": "TRUE", "0": "FALSE"}.get(raw.strip(), raw), None)]
        return [(raw if kind in {"str", "e", "d"} else self._number(raw.strip(), _whole(attribute(cell, "s"))), None)]

    def _number(self, raw: str, form: int) -> str:
        """A number as a reader sees it: a date, a share of a hundred, or its digits without what binary fractions add."""
        try:
            value = float(raw)
        except ValueError:
            return raw
        if form in self._formats.dates and 0 < value < 2_958_466:
            day = self._formats.begin + timedelta(days=value)
            return day.date().isoformat() if value == int(value) else day.isoformat(sep=" ", timespec="minutes")
        if form in self._formats.shares:
            return f"{value * 100:.12g} %"
        exact, shown = f"{value:.15g}", f"{value:.{self._formats.decimals.get(form, 0)}f}"
        return (
            shown if form in self._formats.decimals and float(shown) == float(exact) else exact
        )  # 5.10 is no 5.1; no digit is lost


def _runs(item: Element) -> _Runs:
    """The runs of a string; what is read aloud beside it (phonetic runs) is left out."""
    parts: _Runs = []
    for inner in children(item, "t", "r"):
        plain = str(inner.tag).endswith("}t")
        properties = None if plain else child(inner, "rpr")
        text = "".join("".join(one.itertext()) for one in ([inner] if plain else children(inner, "t")))
        parts.append((text, None if properties is None else _strikes(properties)))
    return parts


def _strikes(font: Element) -> bool:
    switch = child(font, "strike")
    return switch is not None and attribute(switch, "val") not in {"0", "false", "off"}


def _cleaned(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _whole(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text) < 10 else 0


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def spread(sheet: SheetRows) -> dict[tuple[int, int], tuple[int, int]]:
    """The place (row, column) of the cell that covers each covered one of a merged range, within the rows that are there."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    wide = max((column for row in sheet.rows.values() for column in row), default=0)
    last = max(sheet.rows, default=0)
    for top, left, bottom, right in sheet.merged:
        for row in range(top, min(bottom, last) + 1):
            for column in range(left, min(right, wide) + 1):
                if (row, column) != (top, left):
                    covered[row, column] = (top, left)
        if len(covered) > _MOST_CELLS:
            break
    return covered
