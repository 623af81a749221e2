"""Ruled lines to the cells that they frame. Pure geometry: ``u`` grows along a line of text, ``v`` from line to line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.clause import Box
from ingest.line import Rule

_SAME = 2.2
"""Lines so near to each other, in points, are one line, drawn in parts or twice."""
_TOUCH = 4.0
"""Lines so near to each other meet."""
_NARROW = 4.0
"""No row and no column is narrower."""
_WALL = 0.55
"""A line along this part of a side closes it."""
_MOST_PAIRS = 250_000
_MOST_COLUMNS, _MOST_SLOTS = 60, 12_000
"""What has more is a chart on squared paper."""


class Stroke(NamedTuple):
    """A line at ``at`` that runs from ``start`` to ``end`` in the other direction."""

    at: float
    start: float
    end: float


class Slot(NamedTuple):
    """A cell of a grid: its first row and column, and how many of them it takes."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a ruled table: ``us`` and ``vs`` the lines between its columns and rows; ``slots`` in reading order.

    ``top`` and ``bottom`` say whether it is closed there: one that goes on over a page break is not.
    """

    us: tuple[float, ...]
    vs: tuple[float, ...]
    slots: tuple[Slot, ...]
    top: bool = True
    bottom: bool = True


def frame(box: Box | Rule, turn: int) -> tuple[float, float, float, float]:
    """``u0, u1, v0, v1`` of a rectangle on a page whose text runs in direction ``turn`` (quarter turns clockwise)."""
    match turn:
        case 1:
            return box.top, box.bottom, -box.x1, -box.x0
        case 2:
            return -box.x1, -box.x0, -box.bottom, -box.top
        case 3:
            return -box.bottom, -box.top, box.x0, box.x1
        case _:
            return box.x0, box.x1, box.top, box.bottom


def strokes(rules: Iterable[Rule], turn: int) -> tuple[list[Stroke], list[Stroke]]:
    """The lines across the page and those down the page, each put together from its parts."""
    across, down = [], []
    for rule in rules:
        u0, u1, v0, v1 = frame(rule, turn)
        if u1 - u0 >= v1 - v0:
            across.append(Stroke((v0 + v1) / 2, u0, u1))
        else:
            down.append(Stroke((u0 + u1) / 2, v0, v1))
    return _whole(across), _whole(down)


def find_grids(rules: Iterable[Rule], turn: int) -> list[Grid]:
    """The grids on a page, from top to bottom."""
    across, down = strokes(rules, turn)
    if not across or not down or len(across) * len(down) > _MOST_PAIRS:
        return []
    grids = (_grid(hs, vs) for hs, vs in _bundles(across, down) if hs and len(hs) + len(vs) > 2)
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.vs[0], grid.us[0]))


def _whole(parts: list[Stroke]) -> list[Stroke]:
    out: list[Stroke] = []
    rows: list[list[Stroke]] = []
    for part in sorted(parts):
        if rows and part.at - rows[-1][0].at <= _SAME:
            rows[-1].append(part)
        else:
            rows.append([part])
    for row in rows:
        row.sort(key=lambda part: part.start)
        run = row[0]
        for part in row[1:]:
            if part.start <= run.end + _TOUCH:
                run = Stroke(run.at, run.start, max(run.end, part.end))
            else:
                out.append(run)
                run = part
        out.append(run)
    return out


def _bundles(across: Sequence[Stroke], down: Sequence[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """The lines that hang together."""
    owner = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while owner[at] != at:
            owner[at] = owner[owner[at]]
            at = owner[at]
        return at

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if h.start - _TOUCH <= v.at <= h.end + _TOUCH and v.start - _TOUCH <= h.at <= v.end + _TOUCH:
                owner[root(i)] = root(j)
    bundles: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, h in enumerate(across):
        bundles.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down, len(across)):
        bundles.setdefault(root(j), ([], []))[1].append(v)
    yield from bundles.values()


def _grid(across: list[Stroke], down: list[Stroke]) -> Grid | None:
    if not down or not across:
        return None
    left, right = min(h.start for h in across), max(h.end for h in across)
    high, low = min(v.start for v in down), max(v.end for v in down)
    us = _steps([left, right, *(v.at for v in down)])
    vs = _steps([high, low, *(h.at for h in across)])
    if len(us) < 2 or len(vs) < 2 or len(us) - 1 > _MOST_COLUMNS or len(us) * len(vs) > _MOST_SLOTS:
        return None
    across, down = sorted(across), sorted(down)
    top, bottom = (_closed(across, at, us[0], us[-1]) for at in (vs[0], vs[-1]))
    return Grid(us, vs, tuple(_slots(us, vs, across, down)), top, bottom)


def _steps(places: Iterable[float]) -> tuple[float, ...]:
    """The places in order, those that are too near to each other as one."""
    out: list[float] = []
    for place in sorted(places):
        if not out or place - out[-1] > _NARROW:
            out.append(place)
    return tuple(out)


def _slots(us: Sequence[float], vs: Sequence[float], across: Sequence[Stroke], down: Sequence[Stroke]) -> Iterator[Slot]:
    rows, columns = len(vs) - 1, len(us) - 1
    owner = list(range(rows * columns))

    def root(at: int) -> int:
        while owner[at] != at:
            owner[at] = owner[owner[at]]
            at = owner[at]
        return at

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _closed(down, us[column + 1], vs[row], vs[row + 1]):
                owner[root(here)] = root(here + 1)
            if row + 1 < rows and not _closed(across, vs[row + 1], us[column], us[column + 1]):
                owner[root(here)] = root(here + columns)
    members: dict[int, list[tuple[int, int]]] = {}
    for at in range(rows * columns):
        members.setdefault(root(at), []).append(divmod(at, columns))
    found: list[Slot] = []
    for places in members.values():
        found += _rectangles(places)
    yield from sorted(found)


def _closed(lines: Sequence[Stroke], at: float, start: float, end: float) -> bool:
    """Whether the lines, which are in order, close the side from ``start`` to ``end`` at ``at``."""
    first, last = (bisect_left(lines, place, key=lambda line: line.at) for place in (at - _TOUCH, at + _TOUCH))
    covered = sum(max(0.0, min(line.end, end) - max(line.start, start)) for line in lines[first:last])
    return covered >= _WALL * (end - start)


def _rectangles(places: list[tuple[int, int]]) -> Iterator[Slot]:
    """One cell where the slots make a rectangle; else (a line is missing somewhere) one for each row of them."""
    rows, columns = {row for row, _ in places}, {column for _, column in places}
    if len(places) == len(rows) * len(columns):
        yield Slot(min(rows), min(columns), len(rows), len(columns))
        return
    for row in sorted(rows):
        run: list[int] = []
        for column in sorted(c for r, c in places if r == row):
            if run and column > run[-1] + 1:
                yield Slot(row, run[0], 1, len(run))
                run = []
            run.append(column)
        yield Slot(row, run[0], 1, len(run))


def step_of(steps: Sequence[float], place: float) -> int:
    """The row or column in which ``place`` lies; the nearest one where it lies outside."""
    return min(max(bisect_right(steps, place) - 1, 0), len(steps) - 2)
