"""Two sides' quantities against each other: which belong together, whether they can be compared, which is stricter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from index.units import convert
from ingest.clause import Clause
from matcher.comparators import LOWER, UPPER, Comparator
from matcher.condition import conditions_of, excluding
from matcher.match import Side
from matcher.quantity import Quantity, quantities

NO_DIRECTION = "it is not stated which way the limit works"
OTHER_FORM = "limits of different form"
_UPPER_BY_NATURE = ("dB(A)", "dB(C)", "dB(Z)", "dB1", "L-3 M1", "ppm", "dose", "activity", "absorbed")


@dataclass(frozen=True, slots=True)
class Limit:
    """A quantity of a clause, with the conditions under which it holds."""

    clause: Clause
    quantity: Quantity
    conditions: dict[str, frozenset[str]]


def limits(clauses: Sequence[Clause], context: Callable[[Clause], str]) -> tuple[Limit, ...]:
    """All quantities of ``clauses`` in reading order; ``context`` gives what stands above a clause."""
    return tuple(
        Limit(c, q, conditions_of(c.text, q.value_start, q.value_end, context(c))) for c in clauses for q in quantities(c.text, c.lang)
    )


def pairs(a: Sequence[Limit], b: Sequence[Limit], alike: Callable[[Limit, Limit], float]) -> list[tuple[Limit, Limit]]:
    """Limits of one dimension that belong together: same sentence, same conditions, same role, same value, nearly same place, in this order.

    ``alike`` says in [-1, 1] how alike the sentences around two limits are.
    """
    from scipy.optimize import linear_sum_assignment

    if not a or not b:
        return []
    gain = np.zeros((len(a), len(b)))
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            if x.quantity.dimension != y.quantity.dimension:
                continue
            near = 1 - abs(i / len(a) - j / len(b))
            gain[i, j] = 1 + 4 * max(alike(x, y), 0.0) - 3 * bool(excluding(x.conditions, y.conditions)) + near
            gain[i, j] += 0.8 * (x.quantity.trigger == y.quantity.trigger) + 1.5 * same(x.quantity, y.quantity)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return [(a[i], b[j]) for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0]


def same(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities of one dimension say the same value (and range, and tolerance)."""
    return _ends(a) == _ends(b) and _tolerance(a) == _tolerance(b)


def _tolerance(q: Quantity) -> Decimal:
    return q.tolerance * q.unit.factor if q.tolerance is not None and q.unit else Decimal(0)


def _ends(q: Quantity) -> tuple[Decimal, ...]:
    ends = (q.value,) if q.upper is None else (q.value, q.upper)
    return tuple(q.in_base(end).normalize() for end in ends)


def stricter(a: Limit, b: Limit) -> tuple[bool, Side, str]:
    """(comparable, stricter side, reason where not comparable) of two limits of one dimension that differ."""
    reason = excluding(a.conditions, b.conditions)
    if reason:
        return False, Side.NOT_COMPARABLE, reason
    x, y = a.quantity, b.quantity
    if x.unit and y.unit and convert(x.value, x.unit, y.unit) is None:
        return False, Side.NOT_COMPARABLE, OTHER_FORM
    if x.upper is not None or y.upper is not None:
        return _ranges(x, y)
    way = _direction(x) or _direction(y) or _by_nature(x)
    if not way:
        return False, Side.NOT_COMPARABLE, NO_DIRECTION
    if x.trigger != y.trigger:
        return False, Side.NOT_COMPARABLE, OTHER_FORM
    if x.trigger:
        way = -1  # a duty that begins earlier is the stricter one, whichever words of comparison are used
    low, high = x.base(), y.base()
    if low == high:
        return True, _open_end(x, y), ""
    return True, Side.A if (low < high) == (way < 0) else Side.B, ""


def _direction(q: Quantity) -> int:
    """-1: an upper limit, lower is stricter; 1: a lower limit; 0: not stated."""
    return -1 if q.comparator in UPPER else 1 if q.comparator in LOWER else 0


def _by_nature(q: Quantity) -> int:
    if q.tolerance is not None:
        return 0
    return -1 if q.dimension.startswith(_UPPER_BY_NATURE) else 0


def _open_end(a: Quantity, b: Quantity) -> Side:
    """< is stricter than ≤, > stricter than ≥; of equal limits neither."""
    open_a, open_b = (q.comparator in (Comparator.BELOW, Comparator.ABOVE) for q in (a, b))
    return Side.SAME if open_a == open_b else Side.A if open_a else Side.B


def _ranges(a: Quantity, b: Quantity) -> tuple[bool, Side, str]:
    if a.upper is None or b.upper is None:
        return False, Side.NOT_COMPARABLE, OTHER_FORM
    (low_a, high_a), (low_b, high_b) = _ends(a), _ends(b)
    if low_a >= low_b and high_a <= high_b:
        return True, Side.A, ""
    if low_b >= low_a and high_b <= high_a:
        return True, Side.B, ""
    return True, Side.MIXED, ""
