"""The reading order of a page's rows: straight down, or column by column where the page is set in columns."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

_FEWEST_ROWS = 12
_FILL = 0.62
"""Text columns fill this part of their width; the cells of a table do not."""


_SLACK = 2.0
"""Points by which lines of one margin may differ."""


class Piece(NamedTuple):
    """A part of a row without a wide gap, from ``u0`` to ``u1`` along the line."""

    u0: float
    u1: float
    glyphs: list[Any]


class Row(NamedTuple):
    """What stands on one baseline ``v``; ``size`` is its largest font size."""

    v: float
    size: float
    pieces: list[Piece]


class _Split(NamedTuple):
    """Where two columns, or groups of columns, meet, and how each is split further."""

    gutter: float
    left: _Split | None
    right: _Split | None


def reading_order(rows: Sequence[Row]) -> list[Piece]:
    """One piece a line, in the order in which a person reads them; columns only where the page surely has them."""
    return _ordered(rows, _split(rows))


def _split(rows: Sequence[Row]) -> _Split | None:
    gutter = _gutter(rows)
    if gutter is None:
        return None
    sides = [_sides(row, gutter) for row in rows if not _crosses(row, gutter)]
    left, right = [[side[at] for side in sides if side[at].pieces] for at in (0, 1)]
    return _Split(gutter, _split(left), _split(right))


def _ordered(rows: Sequence[Row], split: _Split | None) -> list[Piece]:
    if split is None:
        return [_joined(row.pieces) for row in rows]
    out: list[Piece] = []
    left: list[Row] = []
    right: list[Row] = []
    for row in rows:
        if _crosses(row, split.gutter):
            out += [*_ordered(left, split.left), *_ordered(right, split.right), _joined(row.pieces)]
            left, right = [], []
            continue
        near, far = _sides(row, split.gutter)
        left += [near] if near.pieces else []
        right += [far] if far.pieces else []
    return [*out, *_ordered(left, split.left), *_ordered(right, split.right)]


def _crosses(row: Row, gutter: float) -> bool:
    return any(piece.u0 < gutter < piece.u1 for piece in row.pieces)


def _sides(row: Row, gutter: float) -> tuple[Row, Row]:
    """What stands left and right of the gutter."""
    left, right = [p for p in row.pieces if p.u1 <= gutter], [p for p in row.pieces if p.u0 >= gutter]
    return row._replace(pieces=left), row._replace(pieces=right)


def _joined(pieces: Sequence[Piece]) -> Piece:
    return Piece(pieces[0].u0, pieces[-1].u1, [g for piece in pieces for g in piece.glyphs])


def _gutter(rows: Sequence[Row]) -> float | None:
    """Where two columns meet; None on a page of one column, or of tables."""
    if len(rows) < _FEWEST_ROWS:
        return None
    low = min(p.u0 for row in rows for p in row.pieces)
    high = max(p.u1 for row in rows for p in row.pieces)
    spans = [(a.u1, b.u0) for row in rows for a, b in zip(row.pieces, row.pieces[1:], strict=False)]
    best: tuple[int, float] | None = None
    for middle in sorted({(a + b) / 2 for a, b in spans}):
        if not low + 0.3 * (high - low) < middle < low + 0.7 * (high - low):
            continue
        both = sum(a <= middle <= b for a, b in spans)
        if best is None or both > best[0]:
            best = both, middle
    if best is not None and best[0] >= _FEWEST_ROWS:
        return best[1] if _is_text(rows, best[1], low, high) else None
    return _margin(rows, low, high)


def _margin(rows: Sequence[Row], low: float, high: float) -> float | None:
    """Where two columns meet whose lines do not share their baselines: just before the margin of the second."""
    starts = sorted(p.u0 for row in rows for p in row.pieces if low + 0.3 * (high - low) < p.u0 < low + 0.7 * (high - low))
    for start in starts:
        alike = sum(start <= other < start + _SLACK for other in starts)
        gutter = start - _SLACK
        before = sum(p.u1 <= gutter for row in rows for p in row.pieces)
        if alike >= _FEWEST_ROWS <= before and _is_text(rows, gutter, low, high):
            return gutter
    return None


def _is_text(rows: Sequence[Row], gutter: float, low: float, high: float) -> bool:
    """Whether what stands left and right of ``gutter`` are columns of running text."""
    crossing = sum(_crosses(row, gutter) for row in rows)
    left = [sum(p.u1 - p.u0 for p in row.pieces if p.u1 <= gutter) for row in rows]
    right = [sum(p.u1 - p.u0 for p in row.pieces if p.u0 >= gutter) for row in rows]
    left, right = [w for w in left if w], [w for w in right if w]
    if crossing > 0.35 * len(rows) or not left or not right:
        return False
    return median(left) > _FILL * (gutter - low) and median(right) > _FILL * (high - gutter)
