"""The limits of clauses, whether two of them can be compared, and which is stricter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.numerals import fold
from ingest.clause import Clause
from matcher.cells import cells
from matcher.comparators import LOWER, UPPER, Comparator, comparator_at
from matcher.concentration import Lacking
from matcher.condition import conditions, conditions_of, excluding
from matcher.gases import KINDS, concentrations, is_mixed
from matcher.match import Side
from matcher.quantity import Quantity, quantities
from matcher.rowed import Row, row_of
from matcher.tabular import cell_quantities
from matcher.triggers import exempts

NO_DIRECTION = "it is not stated which way the limit works"
OTHER_WAY = "one side limits from above, the other from below"
OTHER_DIVISION = "the limits are divided in another way"
OTHER_FORM = "limits of different form"
_WITHSTOOD = re.compile(r"承受|耐受|冲击|跌落|withstand|impact|drop|выдержива|удар", re.I)
_TABLE = re.compile(
    r"(?:(?:the |those |указанн\w+ |приведенн\w+ |установленн\w+ |giá trị |giới hạn |nêu )?"
    r"(?:values?|limits?|times?|lengths?|значени\w+,? )?(?:указанн\w+ |приведенн\w+ |установленн\w+ )?\s?"
    r"(?:of the |of |in |given in |given there in |specified in |shown in |в |trong |của |quy định tại )?)"
    r"(?:表|\bTable|(?<![а-я])таблиц\w*|\bBảng|\bTabel|\bTableau)\s?[A-ZА-Я]?\.?\d+",
    re.I,
)
_ROUNDING = Decimal("0.01")
_COUNTS = {"occurrence1": "count1"}
_CALENDAR, _DAY, _MONTH, _DAYS_OF_MONTHS = "calendar_month1", Decimal(86400), Decimal("30.4"), Decimal(1)
_PERIODS = {_CALENDAR, "T1"}
"""Months against days: a month has 28 to 31, so that a difference of a day for each month is none."""
_UPPER_BY_NATURE = ("level", "dB_re", "L-3 M1", "volume_share", "equivalent_dose", "absorbed_dose", "activity")


@dataclass(frozen=True, slots=True)
class Limit:
    """A quantity of a clause, with the conditions under which it holds, and the row of a table where it stands in one."""

    clause: Clause
    quantity: Quantity
    conditions: dict[str, frozenset[str]]
    row: Row | None = None


def limits(clauses: Sequence[Clause], context: Callable[[Clause], str]) -> tuple[Limit, ...]:
    """All quantities of ``clauses`` in reading order, the bare cells of a table with the unit of its unit line among them.

    ``context`` gives what stands above a clause, where its conditions may be stated.
    """
    return tuple(found for clause in clauses for found in _of(clause, context(clause)))


def _of(clause: Clause, above: str) -> Iterator[Limit]:
    tabled = [*cell_quantities(clause)]
    given = tabled or [*_limiting(clause)]
    for q in _limiting(clause) if tabled else cells(clause.text):
        if not any(own.value_start < q.value_end and q.value_start < own.value_end for own in given):
            given.append(q)
    values = sorted(given, key=lambda q: q.value_start)
    way = _led(clause.text)
    rows = [row_of(clause, q, values) for q in values]
    for found, row in zip(values, rows, strict=True):
        led = way and row and found.comparator is Comparator.EQUAL and found.upper is None
        q = replace(found, comparator=way) if led and way else found
        yield Limit(clause, q, conditions_of(clause.text, q.value_start, above, own=(q.start, q.end)), row)


def _led(text: str) -> Comparator | None:
    """Which way the values of a table limit, by the sentence that names the table: not less than those of Table 1."""
    folded = fold(text)
    for m in _TABLE.finditer(folded):
        comparator = comparator_at(folded, *m.span())[0]
        if comparator in (Comparator.AT_MOST, Comparator.AT_LEAST):  # "where it exceeds Table 1" begins a duty
            return comparator
    return None


def _limiting(clause: Clause) -> Iterator[Quantity]:
    """The quantities of a clause, but for those that name an averaging time (8 h in "8 h equivalent level") and limit nothing."""
    times = [(c.start, c.end) for c in conditions(clause.text) if c.group == "averaging"]
    for q in quantities(clause.text, clause.lang):
        if q.comparator is not Comparator.EQUAL or not any(start <= q.start and q.end <= end for start, end in times):
            yield q


def same_kind(p: Quantity, q: Quantity) -> bool:
    """Whether two quantities are of one kind: a difference of levels has no weighting, months have about thirty days."""
    if p.every != q.every and p.base() != q.base():
        return False  # how often something is done, and how long something lasts
    kinds = {_COUNTS.get(p.dimension, p.dimension), _COUNTS.get(q.dimension, q.dimension)}
    if kinds == _PERIODS:
        return all(x.dimension == _CALENDAR or (x.unit is not None and x.unit.factor >= _DAY) for x in (p, q))
    return len(kinds) == 1 or kinds == KINDS or (all(kind.startswith("level") for kind in kinds) and "level1" in kinds)


def same(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities of one dimension say the same value (and range, and tolerance), converted and rounded as printed."""
    if is_mixed(a, b):
        return False  # 10 ppm have the number of 10 mg/m³ in base units, and nothing else
    if {a.dimension, b.dimension} == _PERIODS:
        return a.upper is None and b.upper is None and abs(_days(a) - _days(b)) <= _DAYS_OF_MONTHS * max(_months(a), _months(b))
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


def _months(q: Quantity) -> Decimal:
    return q.base() if q.dimension == _CALENDAR else Decimal(0)


def _days(q: Quantity) -> Decimal:
    return q.base() * _MONTH if q.dimension == _CALENDAR else q.base() / _DAY


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
    x, y = a.quantity, b.quantity
    reason = excluding(a.conditions, b.conditions)
    if reason or is_mixed(x, y):
        return (False, Side.NOT_COMPARABLE, reason) if reason else _mixed(a, b)
    if x.upper is not None or y.upper is not None or (x.tolerance is not None and y.tolerance is not None):
        return _ranges(x, y)
    ways = _ways(a, b) or {_by_nature(a, b)} - {0}
    if len(ways) != 1:
        return False, Side.NOT_COMPARABLE, OTHER_WAY if ways else NO_DIRECTION
    periods = {x.dimension, y.dimension} == _PERIODS
    low, high = (_days(x), _days(y)) if periods else (x.base(), y.base())
    if low == high:
        return True, _open_end(x, y), ""
    return True, Side.A if (low < high) == (ways == {-1}) else Side.B, ""


def _mixed(a: Limit, b: Limit) -> tuple[bool, Side, str]:
    """A share of volume against a mass in a volume: as masses, where what that takes is stated."""
    found = concentrations((a.clause, a.quantity), (b.clause, b.quantity))
    if isinstance(found, Lacking):
        return False, Side.NOT_COMPARABLE, found.reason
    if any(x.quantity.upper is not None or x.quantity.tolerance is not None for x in (a, b)):
        return False, Side.NOT_COMPARABLE, OTHER_FORM
    ways = _ways(a, b) or {-1}
    if len(ways) > 1:
        return False, Side.NOT_COMPARABLE, OTHER_WAY
    return True, Side.A if (found.a < found.b) == (ways == {-1}) else Side.B, ""


def _ways(a: Limit, b: Limit) -> set[int]:
    """-1 where the lower value is the stricter one, 1 where the higher is; both where the sides differ, none if it is not said.

    Of values from which something applies, the duty that begins earlier is the stricter one (above 80 dB(A) before above 85,
    below 19.5 % oxygen before below 18 %), and so is the exemption that ends earlier. Beside one of them a limit says nothing.
    """
    begin = [x for x in (a, b) if x.quantity.trigger]
    ways = {direction_of(x.quantity) * (1 if exempts(x.clause, x.quantity.value_start) else -1) for x in begin}
    return ways or {direction_of(x.quantity) for x in (a, b)} - {0}


def is_bounding(q: Quantity) -> bool:
    """Whether a value limits from above by what it is, a level or a concentration, with words of comparison or without."""
    return q.dimension.startswith(_UPPER_BY_NATURE)


def opposed(a: Quantity, b: Quantity) -> bool:
    """Whether one must be reached and the other not be passed: at least 2 and at most 2 are one number, and another demand.

    "Under 5 years" against "at least 5 years" is mostly one rule told from its two ends.
    """
    return not (a.trigger or b.trigger) and {a.comparator, b.comparator} == {Comparator.AT_MOST, Comparator.AT_LEAST}


def direction_of(q: Quantity) -> int:
    """-1: an upper limit, lower is stricter; 1: a lower limit; 0: not stated."""
    return -1 if q.comparator in UPPER else 1 if q.comparator in LOWER else 0


def _by_nature(a: Limit, b: Limit) -> int:
    """What a value without words of comparison limits: from below what is to be withstood, from above a level."""
    if a.quantity.tolerance is not None or b.quantity.tolerance is not None:
        return 0
    if all(_WITHSTOOD.search(x.clause.text) for x in (a, b)):
        return 1
    return -1 if is_bounding(a.quantity) else 0


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
    if spans[0] == spans[1]:
        return True, Side.SAME, ""
    if low_a >= low_b and high_a <= high_b:
        return True, Side.A, ""
    if low_b >= low_a and high_b <= high_a:
        return True, Side.B, ""
    return True, Side.MIXED, ""
