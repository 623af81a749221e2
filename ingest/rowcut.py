"""Rows that no line sets apart: a ruled table whose body has lines between its columns only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.clean import CleanLine
from ingest.grid import Grid, Slot, frame

_VALUE = re.compile(r"(?:[≤≥<>＜＞±~～≈=]\s?)?[-+−–—]?\s?\d[\d\s.,·×^/%~～–—-]{0,18}(?:\s?[^\W\d]{1,4})?$|[-–—−*]+$")
_LEVEL = 0.6
"""Pieces whose heights differ by less than this part of their size stand on one level."""
_APART = 1.9
"""Levels so many font sizes apart are rows, when two columns at least agree."""
_MOST = 0.5
_STRAY = 0.25

Cells = dict[Slot, list[CleanLine]]


def cut_rows(grid: Grid, cells: Mapping[Slot, list[CleanLine]], turn: int) -> tuple[Grid, Cells]:
    """The grid with its rows cut where the text shows that they hold several, and the text of its cells."""
    out: Cells = {slot: list(pieces) for slot, pieces in cells.items()}
    for row in range(len(grid.vs) - 2, -1, -1):
        cuts = _cuts([slot for slot in grid.slots if slot.row == row and slot.rows == 1], out, turn)
        if cuts:
            grid, out = _cut(grid, out, row, cuts, turn)
    return grid, out


def is_value(text: str) -> bool:
    """Whether a cell holds a number, with its sign and unit, or the dash that stands for none."""
    return _VALUE.match(text.strip()) is not None


def middle(piece: CleanLine, turn: int) -> float:
    """The height at which a piece stands."""
    _, _, v0, v1 = frame(piece.line.box, turn)
    return (v0 + v1) / 2


def _cuts(slots: Sequence[Slot], cells: Cells, turn: int) -> list[float]:
    """Where the rows that the slots hold begin, but for the first one."""
    filled = [slot for slot in slots if cells.get(slot)]
    pieces = [piece for slot in filled for piece in cells[slot]]
    if len(filled) < 2 or len(pieces) < 2 * 2:
        return []
    levels: list[list[float]] = []
    for piece in sorted(pieces, key=lambda piece: middle(piece, turn)):
        at = middle(piece, turn)
        if levels and at - levels[-1][-1] < _LEVEL * piece.line.size:
            levels[-1].append(at)
        else:
            levels.append([at])
    if len(levels) < 2:
        return []
    spans = [(level[0], level[-1]) for level in levels]
    starts = _by_values(filled, cells, spans, turn) or _by_room(filled, cells, spans, turn)
    return [(spans[at - 1][1] + spans[at][0]) / 2 for at in starts[1:]]


def _by_values(filled: Sequence[Slot], cells: Cells, levels: Sequence[tuple[float, float]], turn: int) -> list[int]:
    """Levels on which most columns have a value; none where the columns hold something else too."""
    columns = [slot for slot in filled if slot.column > 0] or list(filled)
    counts = [0] * len(levels)
    stray = 0
    for slot in columns:
        for piece in cells[slot]:
            if is_value(piece.text):
                counts[_level(levels, middle(piece, turn))] += 1
            else:
                stray += 1
    starts = [at for at, count in enumerate(counts) if count >= max(1, _MOST * len(columns))]
    total = sum(counts) + stray
    return starts if len(starts) > 1 and stray <= _STRAY * total and starts[0] <= 1 else []


def _by_room(filled: Sequence[Slot], cells: Cells, levels: Sequence[tuple[float, float]], turn: int) -> list[int]:
    """Levels above which there is more room than between lines, and on which two columns at least go on."""
    size = max(piece.line.size for slot in filled for piece in cells[slot])
    starts = [0]
    for at in range(1, len(levels)):
        here = sum(any(_level(levels, middle(p, turn)) == at for p in cells[slot]) for slot in filled)
        if levels[at][0] - levels[at - 1][1] > _APART * size and here >= max(2, _MOST * len(filled)):
            starts.append(at)
    return starts if len(starts) > 1 else []


def _level(levels: Sequence[tuple[float, float]], at: float) -> int:
    return next((i for i, (low, high) in enumerate(levels) if low <= at <= high), 0)


def _cut(grid: Grid, cells: Cells, row: int, cuts: Sequence[float], turn: int) -> tuple[Grid, Cells]:
    more = len(cuts)
    slots: list[Slot] = []
    held: Cells = {}
    for slot in grid.slots:
        pieces = cells.get(slot, [])
        if slot.row > row:
            moved = [slot._replace(row=slot.row + more)]
        elif slot.row + slot.rows <= row:
            moved = [slot]
        elif slot.rows > 1 or len({_row_of(cuts, piece, turn) for piece in pieces}) == 1:
            moved = [slot._replace(rows=slot.rows + more)] if slot.rows > 1 or _row_of(cuts, pieces[0], turn) else []
            moved = moved or [slot, *(slot._replace(row=row + n) for n in range(1, more + 1))]
        else:
            moved = [slot._replace(row=row + n) for n in range(more + 1)]
        slots += moved
        if len(moved) == 1:
            held[moved[0]] = pieces
        else:
            for piece in pieces:
                held.setdefault(moved[_row_of(cuts, piece, turn)], []).append(piece)
    vs = (*grid.vs[: row + 1], *cuts, *grid.vs[row + 1 :])
    return replace(grid, vs=vs, slots=tuple(sorted(slots))), held


def _row_of(cuts: Sequence[float], piece: CleanLine, turn: int) -> int:
    at = middle(piece, turn)
    return sum(at > cut for cut in cuts)
