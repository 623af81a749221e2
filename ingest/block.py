"""Paragraphs, tables and notes as the author of a structured file made them; and such blocks written as the text of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.captions import read_caption, read_labelled, read_unit, split_unit
from ingest.clause import Cell, Kind, Part, Table
from ingest.markers import Mark, read_marks

_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_EXPONENT = re.compile(r"[-−+]?\d{1,3}")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one table with its rows on lines of their own and tabs between the cells of a row.

    ``text`` as it is printed, its number or mark included; ``kind`` what it is in a clause, None for running text; ``label``,
    ``title`` and ``level`` as in :class:`ingest.clause.Part`; ``heading`` the level at which the author made it one, 0 for none;
    ``size`` in points, where the author said so; ``bolds`` the spans of ``text`` that are bold; ``ends_page`` whether a new page
    is asked for after it; ``apart`` whether it can be no clause, whatever it begins with.
    """

    text: str
    kind: Kind | None = None
    label: str = ""
    title: str = ""
    level: int = 1
    heading: int = 0
    size: float = 0.0
    bolds: tuple[tuple[int, int], ...] = ()
    table: Table | None = None
    ends_page: bool = False
    apart: bool = False


def tidy(text: str) -> str:
    """``text`` with single blanks in place of white space, and none at its ends; the ideographic space is a blank."""
    return " ".join(text.split())


def raised(text: str) -> str:
    """A superscript as it stands in a text: an exponent in raised digits, so that 10³ does not become 103; else as it is."""
    return text.strip().translate(_RAISED) if _EXPONENT.fullmatch(text.strip()) else text


def as_typed(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, paragraphs that begin like a note, an example or an item of a list as such.

    In a list, marks of another shape than those before are a level deeper, until the earlier shape comes again.
    """
    shapes: list[str] = []
    for block in blocks:
        if block.kind is not None or block.heading:
            yield block
        elif (found := read_labelled(block.text)) is not None and (found.firm or _is_set_off(found.label)):
            yield replace(block, kind=found.kind, label=found.label)
        elif mark := _mark(block.text):
            shape = mark.style
            del shapes[shapes.index(shape) if shape in shapes else len(shapes) :]
            shapes.append(shape)
            yield replace(block, kind=Kind.LIST_ITEM, label=mark.label, level=len(shapes))
            continue
        else:
            yield block
        shapes.clear()


def _mark(text: str) -> Mark | None:
    """The mark of an item of a list, if a bullet or a bracket makes it one without its siblings."""
    return next(
        (mark for mark in read_marks(text) if not mark.ordinal or mark.label[-1] in ")）" or not mark.label.isascii()), None
    )


def _is_set_off(label: str) -> bool:
    """Whether a label needs no sign after it to be one: capitals (NOTE), or a number (Note 1)."""
    return label.isupper() or label[-1].isdigit()


def captioned(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, each table together with the caption and the unit above it, captions of figures as figures."""
    out: list[Block] = []
    for block in blocks:
        if block.kind is Kind.TABLE and block.table is not None and not block.label:
            out.append(_with_caption(block, block.table, out))
        elif block.kind is None and not block.heading and (found := read_caption(block.text)) and found.kind is Kind.FIGURE:
            out.append(replace(block, kind=Kind.FIGURE, label=found.label, title=found.title))
        else:
            out.append(block)
    return out


def _with_caption(block: Block, table: Table, before: list[Block]) -> Block:
    """A table with what stands right above it taken out of ``before``."""
    unit, taken = table.unit, 0
    if before and before[-1].kind is None and (said := read_unit(before[-1].text)):
        unit, taken = said, 1
    above = before[-1 - taken] if len(before) > taken else None
    found = read_caption(above.text) if above is not None and above.kind is None else None
    if found is not None and found.kind is Kind.TABLE and not found.continued:
        title, beside = split_unit(found.title)
        unit, taken = unit or beside, taken + 1
        block = replace(block, label=found.label, title=title)
    lines = [one.text for one in before[len(before) - taken :]]
    del before[len(before) - taken :]
    return replace(block, text="\n".join([*lines, block.text]), table=replace(table, unit=unit))


def grid(rows: Sequence[Sequence[Cell]], unit: str = "") -> Table | None:
    """The table of ``rows`` of cells whose places are not set yet: each takes the first free place of its row.

    None for a table without words. Cells that would reach below the last row are cut to it.
    """
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            down = max(1, min(cell.rows, len(rows) - at))
            across = max(1, min(cell.columns, _MOST_COLUMNS - column))
            taken.update((at + y, column + x) for y in range(down) for x in range(across))
            cells.append(replace(cell, row=at, column=column, rows=down, columns=across))
            column += across
            if column >= _MOST_COLUMNS:
                break
    if not any(cell.text for cell in cells):
        return None
    return Table(tuple(cells), len(rows), max(column for _, column in taken) + 1, unit)


_MOST_COLUMNS = 1_000
"""No printed table has more columns."""


def rows_text(table: Table) -> str:
    """The rows of a table on lines, a tab for each step to the next column; a line break inside of a cell is a blank."""
    rows: list[dict[int, str]] = [{} for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = tidy(cell.text)
    lines = ("\t".join(row.get(column, "") for column in range(table.columns)).rstrip("\t") for row in rows)
    return "\n".join(line for line in lines if line)


def written(blocks: Iterable[Block]) -> tuple[str, tuple[Part, ...]]:
    """The text of a clause that is made of ``blocks``, and its parts."""
    lines: list[str] = []
    spans: list[tuple[int, int, Block]] = []
    at = 0
    for block in blocks:
        if not block.text:
            continue
        lines.append(block.text)
        if block.kind is not None:
            spans.append((at, at + len(block.text), block))
        at += len(block.text) + 1
    return "\n".join(lines), parts_of(spans)


def parts_of(spans: Iterable[tuple[int, int, Block]]) -> tuple[Part, ...]:
    """Parts from the places (start, end) of their blocks in a text, in order.

    An item of a list reaches over the items below it, when these follow it at once.
    """
    found: list[Part] = []
    above: list[int] = []  # places in ``found`` of what the next part may belong to, one for each level
    for start, end, block in spans:
        if not found or found[-1].kind is not Kind.LIST_ITEM or block.kind is not Kind.LIST_ITEM or start > found[-1].end + 1:
            above.clear()
        del above[block.level - 1 :]
        for n in above:
            found[n] = replace(found[n], end=max(found[n].end, end))
        above.append(len(found))
        kind = block.kind or Kind.NOTE
        found.append(Part(kind, block.label, start, end, block.title, len(above), table=block.table))
    return tuple(found)
