"""Tables that go on over a page break, put together to one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.clean import CleanLine
from ingest.found import Found, Held
from ingest.grid import Slot
from ingest.heads import header_rows
from ingest.layout import Layout

_SAME = 6.0
"""The lines between columns of one table differ by no more than so many points from page to page."""
_SMALL = 0.93
"""Footnotes of a page are smaller than this part of the running text."""


def joined_tables(tables: Sequence[Found], lines: Sequence[CleanLine], layout: Layout) -> list[Found]:
    """The tables in order, each with its continuations; repeated heads and captions are no rows."""
    out: list[Found] = []
    for table in tables:
        if out and _goes_on(out[-1], table, lines, layout):
            again = [at for at in _between(out[-1], table) if _squeezed(lines[at].text) in _heads(out[-1])]
            out[-1] = _joined(out[-1], table, again)
        else:
            out.append(table)
    return out


def _goes_on(before: Found, after: Found, lines: Sequence[CleanLine], layout: Layout) -> bool:
    continued = after.caption is not None and after.caption.continued
    if after.page - before.last_page not in ((0, 1) if continued else (1,)):
        return False
    between = [at for at in _between(before, after) if not lines[at].line.turned]
    heads = _heads(before)
    if not all(_is_foot(lines[at], before, layout) or _squeezed(lines[at].text) in heads for at in between):
        return False
    if after.caption is not None:
        same = before.caption is not None and _squeezed(after.caption.label) == _squeezed(before.caption.label)
        return continued and (same or not after.caption.label)
    if not after.cells:
        return True
    return _alike(before.us, after.us) or (not before.closed and _within(before.us, after.us))


def _between(before: Found, after: Found) -> range:
    """The lines between two tables."""
    return range(max((*before.lines, *before.below)) + 1, min((*after.lines, *after.below, *after.head)))


def _heads(table: Found) -> set[str]:
    """What the lines of a table's head say."""
    return {_squeezed(piece.line.text) for held in table.cells if held.slot.row < table.header for piece in held.pieces}


def _is_foot(line: CleanLine, table: Found, layout: Layout) -> bool:
    """Whether a line stands at the foot of the page on which the table breaks off."""
    return line.page == table.last_page and line.line.size <= _SMALL * layout.size


def _alike(us: Sequence[float], others: Sequence[float]) -> bool:
    shift = us[0] - others[0]
    return len(us) == len(others) and all(abs(a - b - shift) <= _SAME for a, b in zip(us, others, strict=True))


def _within(us: Sequence[float], others: Sequence[float]) -> bool:
    """Whether two tables are equally wide, and the one with fewer columns has no line that the other lacks."""
    few, many = sorted((us, others), key=len)
    shift = many[0] - few[0]
    wide = abs((us[-1] - us[0]) - (others[-1] - others[0])) <= _SAME
    return wide and all(any(abs(a + shift - b) <= _SAME for b in many) for a in few)


def _joined(before: Found, after: Found, heads: Sequence[int]) -> Found:
    shift = before.us[0] - after.us[0]
    us = list(before.us)
    for place in (u + shift for u in after.us):
        if all(abs(place - u) > _SAME for u in us):
            us.append(place)
    us.sort()
    first, second = _placed(before.cells, before.us, us, 0.0), _placed(after.cells, after.us, us, shift)
    again = _repeated(first, second, before.header)
    second = [held for held in second if held.slot.row >= again]
    split = bool(after.cells) and not before.closed and (after.opened or before.rows == 1) and not again
    down = before.rows - again - split
    cells = {held.slot: held for held in first}
    for held in second:
        slot = held.slot._replace(row=held.slot.row + down)
        above = next((s for s in cells if split and held.slot.row == 0 and _covers(s, slot)), None)
        home = slot if above is None else above
        earlier = cells[home].pieces if home in cells else ()
        cells[home] = Held(home, earlier + held.pieces)
    table = replace(
        before, us=tuple(us), rows=down + after.rows, cells=tuple(cells[slot] for slot in sorted(cells)),
        lines=before.lines | after.lines | {*after.head, *heads},
        rests=before.rests + after.rests, below=before.below + after.below, closed=after.closed,
        last_page=after.last_page,
    )  # fmt: skip
    return replace(table, header=before.header or header_rows(table))


def _covers(above: Slot, slot: Slot) -> bool:
    return above.row + above.rows - 1 == slot.row and above.column == slot.column


def _placed(cells: Sequence[Held], us: Sequence[float], wanted: Sequence[float], shift: float) -> list[Held]:
    """The cells with their columns counted along ``wanted``."""
    at = [min(range(len(wanted)), key=lambda i: abs(wanted[i] - u - shift)) for u in us]
    out = []
    for held in cells:
        begin, end = at[held.slot.column], at[held.slot.column + held.slot.columns]
        out.append(replace(held, slot=held.slot._replace(column=begin, columns=max(1, end - begin))))
    return out


def _repeated(first: Sequence[Held], second: Sequence[Held], header: int) -> int:
    """How many rows at the beginning of ``second`` repeat the head of ``first``."""
    for rows in range(header, 0, -1):
        if _texts(first, rows) == _texts(second, rows) != []:
            return rows
    return 0


def _texts(cells: Sequence[Held], rows: int) -> list[tuple[int, str]]:
    found = [(held.slot.row, _squeezed("".join(piece.text for piece in held.pieces))) for held in cells if held.slot.row < rows]
    return [(row, text) for row, text in found if text]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()
