"""Tables of web pages: which of them are lists or mere frames, and the cells of the others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ingest.block import raised, tidy
from ingest.clause import Cell
from ingest.markup import Element, attribute, children, descendants, tag, whole_text

_MARK = re.compile(r"[(（]?(?:[a-zа-я]{1,3}|\d{1,3}|[ivxlc]{1,6})[)）.]|[—–•-]", re.IGNORECASE)
_MOST_SPAN = 1_000
_APART = frozenset({"p", "div", "br", "li", "td", "tr"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of a list: its mark, "" for none, and the elements that hold it."""

    mark: str
    contents: tuple[Element, ...]


def listed_rows(element: Element) -> list[Listed] | None:
    """The items of a list laid out as a table or as a grid, as the Official Journal sets points; None for what is none."""
    if tag(element) == "table":
        rows = [list(children(row, "td", "th")) for row in _rows(element)]
    elif "grid-list" in attribute(element, "class").split():
        rows = [list(children(element))]
    else:
        return None
    if not rows or not all(len(row) == 2 and _MARK.fullmatch(whole_text(row[0])) for row in rows):
        return None
    return [Listed(whole_text(row[0]), (row[1],)) for row in rows]


def is_frame(table: Element) -> bool:
    """Whether a table only sets a page out: one cell, one column, or headings in its cells."""
    rows = [list(children(row, "td", "th")) for row in _rows(table)]
    if all(len(row) < 2 for row in rows):
        return True
    return any(True for _ in descendants(table, *_HEADINGS)) or attribute(table, "role") == "presentation"


def table_rows(table: Element, notes: Collection[str]) -> list[list[Cell]]:
    """The cells of a table by rows, with the rows and columns that they span; their places are not set yet.

    Calls of footnotes, links to one of ``notes``, are left out: glued to a number they would change it.
    """
    found = []
    for row in _rows(table):
        above = row.getparent()
        head = above is not None and tag(above) == "thead"
        found.append(
            [
                Cell(
                    tidy("".join(_pieces(cell, notes))),
                    0,
                    0,
                    _count(cell, "rowspan"),
                    _count(cell, "colspan"),
                    head or tag(cell) == "th",
                )
                for cell in children(row, "td", "th")
            ]
        )
    return found


def _pieces(element: Element, notes: Collection[str]) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        name = tag(inner)
        if name == "sup":
            yield raised("".join(_pieces(inner, notes)))
        elif name and not (name == "a" and attribute(inner, "href").removeprefix("#") in notes):
            yield " " if name in _APART else ""
            yield from _pieces(inner, notes)
        yield inner.tail or ""


def _rows(table: Element) -> Iterator[Element]:
    for inner in children(table):
        if tag(inner) == "tr":
            yield inner
        elif tag(inner) in {"thead", "tbody", "tfoot"}:
            yield from children(inner, "tr")


def _count(element: Element, name: str) -> int:
    said = attribute(element, name)
    return min(int(said), _MOST_SPAN) if said.isascii() and said.isdecimal() and 0 < len(said) < 6 and int(said) else 1
