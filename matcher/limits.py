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
OTHER_WAY = "one side limits from above, the other from below"
OTHER_FORM = "limits of different form"
_UNIT_LINE = re.compile(
    r"(?:单位(?:为|是|：|:)\s?|\b(?:levels|values|dimensions|pressures?|times?|limits?|lengths?|temperatures?)?\s?in |"
    r"\bв )(?=\S{1,12}\s?(?:[)）\]]|$))",
    re.I,
)
_WITHSTOOD = re.compile(r"承受|耐受|冲击|跌落|withstand|impact|drop|выдержива|удар", re.I)
_CELL = re.compile(r"\s(\d+(?:[.,]\d+)?)\s*$")
_END = re.compile(r"[。；;\n]|\.\s")
_UNLIKE, _ANSWERS = 0.12, 0.3
"""Sentences less alike than the first have nothing to do with each other; than the second, do not answer to each other."""
_ROW = 60
_ROUNDING = Decimal("0.01")
_UPPER_BY_NATURE = ("level", "dB_re", "L-3 M1", "volume_share", "equivalent_dose", "absorbed_dose", "activity")


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


def _gain(x: Limit, y: Limit, alike: float, apart: float) -> float:
    """What speaks for two limits belonging together; zero where nothing can."""
    p, q = x.quantity, y.quantity
    rows = _row_key(x), _row_key(y)
    if not _same_kind(p, q) or (all(rows) and rows[0] != rows[1]):
        return 0.0
    if alike < _UNLIKE and not (same(p, q) or all(rows)):
        return 0.0
    ways = _direction(p) * _direction(q)
    return (
        1
        + 4 * max(alike, 0.0)
        - 3 * bool(excluding(x.conditions, y.conditions))
        + (1 - apart)
        + 0.8 * (p.trigger == q.trigger)
        + (1.5 * same(p, q) if ways >= 0 else -1.5)
        + 4 * bool(all(rows))
    )


def _divided(
    found: Sequence[tuple[Limit, Limit]], a: Sequence[Limit], b: Sequence[Limit], alike: Callable[[Limit, Limit], float]
) -> Iterator[tuple[Limit, Limit]]:
    """What is left over on one side, with the value of the other side that already answers to a value of the same sentence."""
    for left, turned in ((a, False), (b, True)):
        linked = [(y, x) if turned else (x, y) for x, y in found]
        ours = [x for x, _ in linked]
        for x in left:
            if any(x is own for own in ours) or _row_key(x):
                continue
            beside = [y for own, y in linked if own.clause is x.clause and _one_sentence(own, x) and _may_divide(own, x, y)]
            if len(beside) == 1 and (alike(beside[0], x) if turned else alike(x, beside[0])) >= _ANSWERS:
                yield (beside[0], x) if turned else (x, beside[0])


def _may_divide(own: Limit, x: Limit, y: Limit) -> bool:
    p, q = x.quantity, y.quantity
    return (
        _same_kind(p, q)
        and not same(p, q)
        and _direction(p) == _direction(own.quantity)
        and _direction(p) * _direction(q) >= 0
        and p.trigger == own.quantity.trigger == q.trigger
        and not excluding(x.conditions, y.conditions)
    )


def _one_sentence(x: Limit, y: Limit) -> bool:
    first, last = sorted((x.quantity.start, y.quantity.start))
    return not _END.search(x.clause.text[first:last])


def _row_key(x: Limit) -> tuple[Decimal, ...]:
    """The numbers that name the row of a table in which a cell stands (8 h, 0.5 to 2); without any it has none."""
    if x.quantity.comparator is not Comparator.EQUAL or x.quantity.start != x.quantity.value_start:
        return ()
    line = x.clause.text[: x.quantity.start].rpartition("\n")[2]
    after = x.clause.text[x.quantity.end :].partition("\n")[0]
    if after.strip() or not line.strip() or len(line) > _ROW:
        return ()
    named = [q.base().normalize() for q in quantities(line, x.clause.lang)]
    return tuple(named) or tuple(n.value for n in numbers(line, x.clause.lang))


def _same_kind(p: Quantity, q: Quantity) -> bool:
    """Whether two quantities have one dimension; a difference of levels has no weighting, dB goes with dB(A)."""
    return p.dimension == q.dimension or (
        p.dimension.startswith("level") and q.dimension.startswith("level") and "level1" in {p.dimension, q.dimension}
    )


def same(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities of one dimension say the same value (and range, and tolerance), converted and rounded as printed."""
    ours, theirs = _ends(a), _ends(b)
    if len(ours) != len(theirs) or _tolerance(a) != _tolerance(b):
        return False
    converted = (
        a.unit is not None and b.unit is not None and len((a.unit.factor / b.unit.factor).normalize().as_tuple().digits) > 2
    )
    return all(x == y or (converted and _rounded(x, y)) for x, y in zip(ours, theirs, strict=True))


def _rounded(x: Decimal, y: Decimal) -> bool:
    """Whether one is the other in another unit, rounded: 8 mm and 5/16 in, not 25 mm and 1 in."""
    if not x or not y:
        return False
    near = abs(x - y) <= _ROUNDING * max(abs(x), abs(y))
    return near and any(_to(p, len(q.normalize().as_tuple().digits)) == q.normalize() for p, q in ((x, y), (y, x)))


def _to(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1)).normalize()


def _tolerance(q: Quantity) -> tuple[Decimal, Decimal]:
    if q.tolerance is None or q.unit is None:
        return Decimal(0), Decimal(0)
    below = q.tolerance if q.below is None else q.below
    return (q.tolerance * q.unit.factor).normalize(), (below * q.unit.factor).normalize()


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
    if _direction(x) * _direction(y) < 0 and not (x.trigger or y.trigger):
        return False, Side.NOT_COMPARABLE, OTHER_WAY
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
    spans = [q.span() for q in (a, b)]
    if spans[0] is None or spans[1] is None:
        return False, Side.NOT_COMPARABLE, OTHER_FORM
    (low_a, high_a), (low_b, high_b) = spans[0], spans[1]
    if low_a >= low_b and high_a <= high_b:
        return True, Side.A, ""
    if low_b >= low_a and high_b <= high_a:
        return True, Side.B, ""
    return True, Side.MIXED, ""
