"""Two sides' quantities against each other: which belong together, whether they can be compared, which is stricter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from index.numerals import numbers
from index.units import Unit, unit_at
from ingest.clause import Clause
from matcher.comparators import LOWER, UPPER, Comparator
from matcher.condition import conditions, conditions_of, excluding
from matcher.match import Side
from matcher.quantity import Quantity, quantities

NO_DIRECTION = "it is not stated which way the limit works"
OTHER_FORM = "limits of different form"
_UNIT_LINE = re.compile(
    r"(?:单位(?:为|是|：|:)\s?|\b(?:levels|values|dimensions|pressures?|times?|limits?|lengths?|temperatures?)?\s?in |"
    r"\bв )(?=\S{1,12}\s?(?:[)）\]]|$))",
    re.I,
)
_WITHSTOOD = re.compile(r"承受|耐受|冲击|跌落|withstand|impact|drop|выдержива|удар", re.I)
_CELL = re.compile(r"\s(\d+(?:[.,]\d+)?)\s*$")
_UPPER_BY_NATURE = ("dB(A)", "dB(C)", "dB(Z)", "dB1", "L-3 M1", "ppm", "dose", "activity", "absorbed")


@dataclass(frozen=True, slots=True)
class Limit:
    """A quantity of a clause, with the conditions under which it holds."""

    clause: Clause
    quantity: Quantity
    conditions: dict[str, frozenset[str]]


def limits(clauses: Sequence[Clause], context: Callable[[Clause], str]) -> tuple[Limit, ...]:
    """All quantities of ``clauses`` in reading order, the bare cells of a table with the unit of its unit line among them.

    ``context`` gives what stands above a clause, where its conditions may be stated.
    """
    return tuple(
        Limit(c, q, conditions_of(c.text, q.value_start, context(c)))
        for c in clauses
        for q in sorted((*_limiting(c), *cells(c.text, c.lang)), key=lambda q: q.value_start)
    )


def _limiting(clause: Clause) -> Iterator[Quantity]:
    """The quantities of a clause, but for those that name an averaging time (8 h in "8 h equivalent level") and limit nothing."""
    times = [(c.start, c.end) for c in conditions(clause.text) if c.group == "averaging"]
    for q in quantities(clause.text, clause.lang):
        if q.comparator is not Comparator.EQUAL or not any(start <= q.start and q.end <= end for start, end in times):
            yield q


def cells(text: str, lang: str = "") -> Iterator[Quantity]:
    """The last bare number of every row of a table, in the unit of the table's unit line: 单位为dB(A), Levels in dB(A)."""
    table: Unit | None = None
    at = 0
    for line in text.split("\n"):
        named = _UNIT_LINE.search(line)
        if named:
            found = unit_at(line, named.end())
            table = found[0] if found else None
        elif table is not None:
            cell = _CELL.search(line)
            if cell and any(c.isalpha() for c in line[: cell.start()]):
                value = numbers(cell[1], lang)[0].value
                start, end = at + cell.start(1), at + cell.end(1)
                yield Quantity(Comparator.EQUAL, value, table, start, end, start, end)
        at += len(line) + 1


def pairs(a: Sequence[Limit], b: Sequence[Limit], alike: Callable[[Limit, Limit], float]) -> list[tuple[Limit, Limit]]:
    """Limits of one dimension that belong together: by sentence, conditions, role, value and place.

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
    return [(a[int(i)], b[int(j)]) for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0]


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
    if x.upper is not None or y.upper is not None or (x.tolerance is not None and y.tolerance is not None):
        return _ranges(x, y)
    # a duty that begins earlier is the stricter one, and so is a permission that ends earlier
    way = -1 if x.trigger or y.trigger else _direction(x) or _direction(y) or _by_nature(a, b)
    if not way:
        return False, Side.NOT_COMPARABLE, NO_DIRECTION
    low, high = x.base(), y.base()
    if low == high:
        return True, _open_end(x, y), ""
    return True, Side.A if (low < high) == (way < 0) else Side.B, ""


def _direction(q: Quantity) -> int:
    """-1: an upper limit, lower is stricter; 1: a lower limit; 0: not stated."""
    return -1 if q.comparator in UPPER else 1 if q.comparator in LOWER else 0


def _by_nature(a: Limit, b: Limit) -> int:
    """What a value without words of comparison limits: from below what is to be withstood, from above a level."""
    if a.quantity.tolerance is not None or b.quantity.tolerance is not None:
        return 0
    if all(_WITHSTOOD.search(x.clause.text) for x in (a, b)):
        return 1
    return -1 if a.quantity.dimension.startswith(_UPPER_BY_NATURE) else 0


def _open_end(a: Quantity, b: Quantity) -> Side:
    """< is stricter than ≤, > stricter than ≥; of equal limits neither."""
    open_a, open_b = (q.comparator in (Comparator.BELOW, Comparator.ABOVE) for q in (a, b))
    return Side.SAME if open_a == open_b else Side.A if open_a else Side.B


def _ranges(a: Quantity, b: Quantity) -> tuple[bool, Side, str]:
    """The range inside the other is the stricter one; ranges that overlap are mixed."""
    spans = [_span(q) for q in (a, b)]
    if spans[0] is None or spans[1] is None:
        return False, Side.NOT_COMPARABLE, OTHER_FORM
    (low_a, high_a), (low_b, high_b) = spans[0], spans[1]
    if low_a >= low_b and high_a <= high_b:
        return True, Side.A, ""
    if low_b >= low_a and high_b <= high_a:
        return True, Side.B, ""
    return True, Side.MIXED, ""


def _span(q: Quantity) -> tuple[Decimal, Decimal] | None:
    if q.upper is not None:
        return q.base(), q.in_base(q.upper)
    return (q.in_base(q.value - q.tolerance), q.in_base(q.value + q.tolerance)) if q.tolerance is not None else None
