"""Glyphs to rows that share a baseline: runs of neighbours first, then the runs that stand beside each other. Pure geometry.

The box of a glyph says little about the line it stands on (that of a full stop lies far below a letter's); its baseline says all.
Glyphs are told by their index in the columns of their frame: what is asked of every glyph costs as little as it can.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple, TypeVar

from ingest.columns import Piece, Row
from ingest.glyphs import Glyphs
from ingest.marks import is_mark

RUN_GAP = 1.2
"""A wider gap, in font sizes, ends a run of glyphs."""
_SAME_BASELINE = 0.22
"""Largest distance of baselines on one line, in font sizes."""
_TWICE = 0.15
"""One letter is not printed so close to another of the same, in font sizes, but to look bold."""
_MARK_RISE = 0.7
_LEFTWARD_RISE = 0.35
"""Combining marks, and Arabic letters that are joined with one, may have a baseline of their own, so far from their line's."""
_FEW_MARKS = 3
_SMALL = 0.86
"""Superscripts and subscripts are smaller than this part of their line's size."""
_NEAR_ROWS = 3

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Frame:
    """Glyphs in their reading frame: ``u0`` to ``u1`` along the line, baseline at ``v``, which grows from line to line.

    ``marked`` and ``leftward`` say whether there are combining marks, and letters that are read from right to left, among them.
    """

    glyphs: Glyphs
    u0: Sequence[float]
    u1: Sequence[float]
    v: Sequence[float]
    marked: bool
    leftward: bool


class Run(NamedTuple):
    """Neighbouring glyphs of the content stream on one baseline."""

    u0: float
    u1: float
    v: float
    size: float
    glyphs: list[int]


def in_frame(glyphs: Glyphs, turn: int) -> Frame:
    """The glyphs, which all have ``turn``, in their reading frame."""
    rare = [char for char in set(glyphs.text) if char > "\u02ff"]
    kinds = any(map(is_mark, rare)), any(map(is_leftward_letter, rare))
    match turn:
        case 1:
            return Frame(glyphs, glyphs.top, glyphs.bottom, _negative(glyphs.base), *kinds)
        case 2:
            return Frame(glyphs, _negative(glyphs.x1), _negative(glyphs.x0), _negative(glyphs.base), *kinds)
        case 3:
            return Frame(glyphs, _negative(glyphs.bottom), _negative(glyphs.top), glyphs.base, *kinds)
        case _:
            return Frame(glyphs, glyphs.x0, glyphs.x1, glyphs.base, *kinds)


def _negative(values: Sequence[float]) -> list[float]:
    return [-value for value in values]


def is_leftward_letter(char: str) -> bool:
    """Whether the character belongs to a script that runs from right to left."""
    return unicodedata.bidirectional(char[0]) in ("R", "AL")


def taker(order: Sequence[int]) -> Callable[[Sequence[_Value]], Sequence[_Value]]:
    """What picks the glyphs ``order`` out of a column: mostly they are neighbours there."""
    first, last = order[0], order[-1] + 1
    if last - first == len(order) and list(order) == list(range(first, last)):
        return lambda column: column[first:last]
    return lambda column: [column[k] for k in order]


def find_runs(frame: Frame) -> list[Run]:
    """Cut the stream of glyphs where the baseline or the place jumps; what is printed twice, to look bold, is left out."""
    u0, u1, v, size = frame.u0, frame.u1, frame.v, frame.glyphs.size
    # Most glyphs follow the one before them in plain sight; only the others are looked at.
    doubtful = [
        k
        for k, (a0, b0, a1, va, vb, sa, sb) in enumerate(zip(u0, u0[1:], u1, v, v[1:], size, size[1:], strict=False), 1)
        if va != vb or sa != sb or sa < 1 or b0 - a0 < _TWICE * sa or b0 - a1 > RUN_GAP * sa
    ]
    runs: list[list[int]] = [[]]
    for start, end in pairwise((0, *doubtful, len(v))):
        here, last = start, runs[-1][-1] if runs[-1] else -1
        while last >= 0 and here < end and _is_twice(frame, last, here):
            here += 1
        if here < end and last >= 0 and not _goes_on(frame, last, here):
            runs.append([])
        runs[-1] += range(here, end)
    return [_run(run, frame) for run in runs]


def _is_twice(frame: Frame, last: int, here: int) -> bool:
    size = _lesser_size(frame, last, here)
    same = frame.glyphs.text[here] == frame.glyphs.text[last]
    return same and abs(frame.u0[here] - frame.u0[last]) < _TWICE * size and _is_near(frame, last, here, size)


def _goes_on(frame: Frame, last: int, here: int) -> bool:
    size = _lesser_size(frame, last, here)
    if not _is_near(frame, last, here, size):
        return False
    if frame.u0[here] >= frame.u0[last] - _TWICE * size and frame.u0[here] - frame.u1[last] <= RUN_GAP * size:
        return True
    one, other = frame.glyphs.text[last], frame.glyphs.text[here]
    leftward = is_mark(other) or is_mark(one) or is_leftward_letter(other)
    return leftward and abs(frame.u1[here] - frame.u0[last]) <= RUN_GAP * size


def _lesser_size(frame: Frame, one: int, other: int) -> float:
    return max(1.0, min(frame.glyphs.size[one], frame.glyphs.size[other]))


def _is_near(frame: Frame, last: int, here: int, size: float) -> bool:
    char = frame.glyphs.text[here]
    rise = _MARK_RISE if is_mark(char) else _LEFTWARD_RISE if is_leftward_letter(char) else _SAME_BASELINE
    return abs(frame.v[here] - frame.v[last]) <= rise * size


def _run(glyphs: list[int], frame: Frame) -> Run:
    take = taker(glyphs)
    return Run(min(take(frame.u0)), max(take(frame.u1)), _middle(take(frame.v)), _middle(take(frame.glyphs.size)), glyphs)


def _middle(values: Sequence[float]) -> float:
    return values[0] if min(values) == max(values) else median(values)


def find_rows(runs: Sequence[Run], frame: Frame) -> list[Row]:
    """Runs that share a baseline, and the small ones that ride on a line, as rows from top to bottom."""
    rows: list[list[Run]] = []
    heights: list[float] = []
    sizes: list[float] = []
    for run in sorted(runs, key=lambda run: (run.v, run.u0)):
        for at in range(len(rows) - 1, max(-1, len(rows) - 1 - _NEAR_ROWS), -1):
            size = max(1.0, min(run.size, sizes[at]))
            if abs(heights[at] - run.v) <= _SAME_BASELINE * size and not _collides(run, rows[at]):
                rows[at].append(run)
                sizes[at] = max(sizes[at], run.size)
                break
        else:
            rows.append([run])
            heights.append(run.v)
            sizes.append(run.size)
    return [_row(row, frame) for row in _attach_small(rows, sizes, frame)]


def _collides(run: Run, row: Sequence[Run]) -> bool:
    for other in row:
        shared = min(run.u1, other.u1) - max(run.u0, other.u0)
        if shared > 0.5 * min(run.u1 - run.u0, other.u1 - other.u0) and shared > 0.3 * run.size:
            return True
    return False


def _attach_small(rows: list[list[Run]], sizes: Sequence[float], frame: Frame) -> list[list[Run]]:
    """Give superscripts and subscripts to the line that they touch."""
    heights = [_middle([run.v for run in row]) for row in rows]
    for at, row in enumerate(rows):
        largest = _SMALL * max(sizes[max(0, at - _NEAR_ROWS) : at + _NEAR_ROWS + 1])
        for run in list(row):
            marks = frame.marked and len(run.glyphs) <= _FEW_MARKS and any(is_mark(frame.glyphs.text[k]) for k in run.glyphs)
            host = _host(run, at, marks, rows, sizes, heights) if marks or run.size <= largest else None
            if host is not None:
                row.remove(run)
                rows[host].append(run)
    return [row for row in rows if row]


def _host(run: Run, at: int, marks: bool, rows: list[list[Run]], sizes: Sequence[float], heights: Sequence[float]) -> int | None:
    best, nearest = None, 1e9
    for other in range(max(0, at - _NEAR_ROWS), min(len(rows), at + _NEAR_ROWS + 1)):
        size = sizes[other]
        rise = heights[other] - run.v
        if other == at or not (marks or run.size <= _SMALL * size) or not -0.4 * size <= rise <= 0.75 * size:
            continue
        for host in rows[other]:
            gap = max(host.u0 - run.u1, run.u0 - host.u1)
            small = host.size * _SMALL >= run.size and gap >= -0.3 * size
            if (small or (marks and len(host.glyphs) > len(run.glyphs))) and gap <= 0.4 * size and abs(rise) < nearest:
                best, nearest = other, abs(rise)
    return best


def _row(runs: list[Run], frame: Frame) -> Row:
    size = max(run.size for run in runs)
    order = [k for run in runs for k in run.glyphs]
    text = frame.glyphs.text
    if frame.leftward and sum(is_leftward_letter(text[k]) for k in order) * 2 > len(order):
        order.sort(key=lambda k: frame.u0[k] + frame.u1[k])  # a ligature of two letters is split into halves that overlap
    else:
        order.sort(key=frame.u0.__getitem__)
    if len(runs) == 1:
        return Row(runs[0].v, size, [Piece(runs[0].u0, runs[0].u1, order)])
    take = taker(order)
    u0, u1 = take(frame.u0), take(frame.u1)
    wide = RUN_GAP * size
    cuts = [k for k, (a0, b0, a1, b1) in enumerate(zip(u0, u0[1:], u1, u1[1:], strict=False), 1) if max(b0 - a1, a0 - b1) > wide]
    pieces = [Piece(min(u0[a:b]), max(u1[a:b]), order[a:b]) for a, b in pairwise((0, *cuts, len(order)))]
    main = max(runs, key=lambda run: (run.size, run.u1 - run.u0))
    return Row(main.v, size, pieces)
