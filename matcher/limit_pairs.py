"""Which limits of two sides belong together: by row and column, sentence, conditions, role, value and place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from matcher.condition import excluding
from matcher.gases import is_mixed
from matcher.limits import Limit, direction_of, is_bounding, same, same_kind
from matcher.rowed import Row

_END = re.compile(r"[。；;\n]|\.\s")
_UNLIKE, _ANSWERS = 0.12, 0.3
"""Sentences less alike than the first have nothing to do with each other; than the second, do not answer to each other."""
_TOGETHER = 0.5
"""Sentences at least so alike limit the same thing."""


def pairs(a: Sequence[Limit], b: Sequence[Limit], alike: Callable[[Limit, Limit], float]) -> list[tuple[Limit, Limit]]:
    """Limits of one dimension that belong together: by row, sentence, conditions, role, value and place.

    ``alike`` says in [-1, 1] how alike the sentences around two limits are. Where one side has a single value for what the other
    side divides (5 K against 5 K for some classes and 10 K for others), that value answers to each of them.
    """
    from scipy.optimize import linear_sum_assignment

    if not a or not b:
        return []
    gain = np.array([[_gain(x, y, alike(x, y), abs(i / len(a) - j / len(b))) for j, y in enumerate(b)] for i, x in enumerate(a)])
    rows, columns = linear_sum_assignment(gain, maximize=True)
    found = [(a[int(i)], b[int(j)]) for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0]
    return [*found, *_divided(found, a, b, alike)]


def unlike_pairs(
    a: Sequence[Limit], b: Sequence[Limit], found: Sequence[tuple[Limit, Limit]], alike: Callable[[Limit, Limit], float]
) -> Iterator[tuple[Limit, Limit]]:
    """Limits that are left over, each the only one of its sentence, in sentences that answer to each other: of another kind.

    "Down to 60 V" against "not more than 0.2 mJ": the same is limited by something else. ``found`` are those that have a partner.
    """
    paired = {id(x) for pair in found for x in pair}
    left = [[x for x in side if id(x) not in paired and _is_plain(x)] for side in (a, b)]
    for x in left[0]:
        near = [y for y in left[1] if not y.quantity.trigger and alike(x, y) >= _TOGETHER]
        if len(near) == 1 and not x.quantity.trigger and not same_kind(x.quantity, near[0].quantity):
            yield x, near[0]


def divided_otherwise(a: Sequence[Limit], b: Sequence[Limit], found: Sequence[tuple[Limit, Limit]]) -> tuple[Limit, Limit] | None:
    """The first limits of a kind that both sides set and of which no two belong together: by zone there, one for all here."""
    paired = {x.quantity.dimension for pair in found for x in pair}
    left = [[x for x in side if x.quantity.dimension not in paired and is_bounding(x.quantity)] for side in (a, b)]
    return next(((x, y) for x in left[0] for y in left[1] if same_kind(x.quantity, y.quantity)), None)


def _is_plain(x: Limit) -> bool:
    """Whether a limit of running text bounds something, and not how often something happens."""
    q = x.quantity
    return x.row is None and bool(direction_of(q)) and not q.every and "occurrence" not in q.dimension


def _gain(x: Limit, y: Limit, alike: float, apart: float) -> float:
    """What speaks for two limits belonging together; zero where nothing can."""
    p, q = x.quantity, y.quantity
    if not same_kind(p, q):
        return 0.0
    rows = _rows(x.row, y.row) if x.row and y.row else 0.0
    if rows < 0 or (alike < _UNLIKE and not (same(p, q) or rows)):
        return 0.0
    ways = direction_of(p) * direction_of(q)
    if "count1" in {p.dimension, q.dimension} and not same(p, q) and bool(direction_of(p)) != bool(direction_of(q)):
        return 0.0  # "two or more firms" and "one coordinator" count different things
    whole = 0.25 if is_mixed(p, q) else 1.0  # only where nothing of the same kind answers
    return whole * (
        1
        + (8 if x.row and y.row else 4) * max(alike, 0.0)
        - 3 * bool(excluding(x.conditions, y.conditions))
        + (1 - apart)
        + 0.8 * (p.trigger == q.trigger)
        + (1.5 * same(p, q) if ways >= 0 and not rows else -1.5 if ways < 0 else 0.0)
        + rows
    )


def _rows(x: Row, y: Row) -> float:
    """What speaks for two cells belonging together: numbers that name their rows, the column; below zero if nothing can."""
    if x.named and y.named:
        shared = set(x.named) & set(y.named)
        if not shared:
            return -1.0
        return (4.0 if set(x.named) == set(y.named) else 2.0) + (2.0 if x.column == y.column else -2.0)
    return 3.0 if x.column == y.column else 0.5


def _divided(
    found: Sequence[tuple[Limit, Limit]], a: Sequence[Limit], b: Sequence[Limit], alike: Callable[[Limit, Limit], float]
) -> Iterator[tuple[Limit, Limit]]:
    """What is left over on one side, with the value of the other side that already answers to a value of the same sentence."""
    for left, turned in ((a, False), (b, True)):
        linked = [(y, x) if turned else (x, y) for x, y in found]
        ours = [x for x, _ in linked]
        for x in left:
            if any(x is own for own in ours) or x.row:
                continue
            beside = [y for own, y in linked if own.clause is x.clause and _one_sentence(own, x) and _may_divide(own, x, y)]
            if len(beside) == 1 and (alike(beside[0], x) if turned else alike(x, beside[0])) >= _ANSWERS:
                yield (beside[0], x) if turned else (x, beside[0])


def _may_divide(own: Limit, x: Limit, y: Limit) -> bool:
    p, q = x.quantity, y.quantity
    return (
        same_kind(p, q)
        and not same(p, q)
        and direction_of(p) == direction_of(own.quantity)
        and direction_of(p) * direction_of(q) >= 0
        and p.trigger == own.quantity.trigger == q.trigger
        and not excluding(x.conditions, y.conditions)
    )


def _one_sentence(x: Limit, y: Limit) -> bool:
    first, last = sorted((x.quantity.start, y.quantity.start))
    return not _END.search(x.clause.text[first:last])
