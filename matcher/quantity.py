"""Quantities as structure: comparator, value or range, tolerance, unit, and where they stand, in the languages that are read.

The grammar is our own (numerals and units of ``index``); values are ``Decimal`` throughout, so nothing is lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from index.numerals import Number, fold, numbers
from index.units import Unit, convert
from index.units import unit as named_unit
from matcher.comparators import LOWER, UPPER, Comparator, comparator_at, kept
from matcher.ends import ends_of
from matcher.labels import measuring
from matcher.periods import Period, periods
from matcher.pieces import TIMES, Piece, pieces
from matcher.triggers import triggers

_LIST = re.compile(
    r"\s?(?:[,，、;；/]\s?(?:and |or |и |или |et |ou |và |hoặc |dan |atau )?|\s?(?:和|或|及|与|以及)\s?|"
    r"\s(?:and|or|и|или|và|hoặc|dan|atau|et|ou|және|немесе|و|أو)\s|\s?[×xх*]\s?)\s?",
    re.I,
)
_BOUNDS = re.compile(
    r"(?:\s?\(inclusive\))?[)）]?\s?[,，、;；]?\s?(?:and|but|yet|и|но|а|且|并|并且|而|但|和|及|、|"
    r"đồng thời|và|dan|tetapi|et|mais|و)?\s?(?:shall |should |is |be )?",
    re.I,
)
_INTERVAL = re.compile(
    r"间隔|周期|频次|频率|\bintervals?\b|\bfrequency\b|"
    r"периодичност|интервал|chu kỳ|intervalles?|fréquence|selang",
    re.I,
)
_RISE = re.compile(
    r"温升|升温|温差|升高|降低|温度差|\brise\b|\bdifference|\bincrease|\bvariation|"
    r"превышени\w+ температур|перепад|разност|повышени\w+ температур|"
    r"échauffement|élévation|kenaikan suhu|chênh lệch|độ tăng|Δ",
    re.I,
)
_IP = re.compile(r"(?<![A-Za-z])IP\s?(\d)(\d)(?!\d)")
_CLASS_AFTER = re.compile(r"\s?(?:级(?!别|数|联|配)|класса|класс|категории|группы|разряда)")
_CLASS_BEFORE = re.compile(r"(?:class|grade|level|category|класса?|категории|cấp|kelas)\s$", re.I)
_ONCE_AFTER = re.compile(r"\s(?:một|bir) (?:lần|marta)", re.I)
_RESTATED = re.compile(r"\s?[(（]\s?$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a text.

    ``value`` in ``unit`` (None: a bare number with a comparator), ``upper`` the other end of a RANGE, ``tolerance`` what
    stands after ±. ``start`` to ``end`` are the characters with the words of comparison, ``value_start`` to ``value_end``
    those of number and unit. ``trigger``: it says from when a provision applies ("where the level exceeds 85 dB(A)"), not
    what must be kept. ``below``: the tolerance downwards where it is another one (+0/−5). ``times``: of an interval, how often
    something happens in it: "twice a year" is 1 a with 2 times; ``every``: it is such an interval, no time that something lasts.
    ``bounds``: how the ends of a range bound it (≥ 5 and < 10).
    """

    comparator: Comparator
    value: Decimal
    unit: Unit | None
    start: int
    end: int
    value_start: int
    value_end: int
    upper: Decimal | None = None
    tolerance: Decimal | None = None
    trigger: bool = False
    below: Decimal | None = None
    times: Decimal = Decimal(1)
    every: bool = False
    bounds: tuple[Comparator, Comparator] = (Comparator.AT_LEAST, Comparator.AT_MOST)

    @property
    def dimension(self) -> str:
        """What it is a quantity of; a bare number with a comparator counts something, as persons do."""
        return self.unit.dimension or "ratio" if self.unit else "count1"

    def base(self) -> Decimal:
        """The value in the base unit of its dimension."""
        return self.in_base(self.value)

    def in_base(self, value: Decimal) -> Decimal:
        """``value``, given in the unit of this quantity, in the base unit of its dimension."""
        return (value + self.unit.offset) * self.unit.factor / self.times if self.unit else value

    def span(self) -> tuple[Decimal, Decimal] | None:
        """Of a range, or of a value with a tolerance, the ends in the base unit; None for anything else."""
        if self.upper is not None:
            return self.base(), self.in_base(self.upper)
        if self.tolerance is None:
            return None
        below = self.tolerance if self.below is None else self.below
        return self.in_base(self.value - below), self.in_base(self.value + self.tolerance)


def quantities(text: str, lang: str = "") -> tuple[Quantity, ...]:
    """The quantities of ``text`` in reading order: numbers with a unit, and bare numbers with a comparator.

    Labels of clauses, designations and dates are left out.
    """
    return _quantities(text, lang)


@lru_cache(maxsize=4096)
def _quantities(text: str, lang: str) -> tuple[Quantity, ...]:
    folded = fold(text)
    every = numbers(text, lang)
    found = pieces(folded, list(measuring(folded, every)))
    said = {p.start: comparator_at(folded, p.start, p.end)[0] for p in found if p.unit and p.unit.symbol == "time"}
    intervals = _apart(periods(folded, found, said))
    used = {piece.start for period in intervals for piece in period.used}
    left = _listed(folded, [p for p in found if p.start not in used])
    told = [*(_interval(period) for period in intervals), *_protections(folded), *_classes(folded, every)]
    at = 0
    while at < len(left):
        quantity, taken = _read(folded, left, at)
        at += taken
        if quantity is not None:
            told.append(quantity)
    return tuple(_bounded(folded, _without_restated(folded, sorted(told, key=lambda q: q.value_start))))


def _apart(found: Iterable[Period]) -> list[Period]:
    """Those that do not stand on one another, the longer ones first."""
    kept: list[Period] = []
    for period in sorted(found, key=lambda p: (p.start - p.end, p.start)):
        if not any(p.start < period.end and period.start < p.end for p in kept):
            kept.append(period)
    return kept


def _interval(period: Period) -> Quantity:
    """Of "at least every 12 months" interval is what is limited; "at most twice a year" limits it from below."""
    comparator = Comparator.AT_LEAST if period.sparing else Comparator.AT_MOST
    place = (period.start, period.end, period.start, period.end)
    return Quantity(comparator, period.value, period.unit, *place, times=period.times, every=True)


def _listed(text: str, found: Sequence[Piece]) -> list[Piece]:
    """Numbers of a list that have the unit of the last one: "30, 60 and 90 days", "0,5; 1,0; 2,0 мм"."""
    done = list(found)
    for i in range(len(done) - 2, -1, -1):
        piece, following = done[i], done[i + 1]
        if piece.unit is None and following.unit is not None and piece.number.form == following.number.form:
            between = text[piece.end : following.start]
            if _LIST.fullmatch(between) and not (1900 <= piece.value <= 2100 and piece.value == int(piece.value)):
                done[i] = replace(piece, unit=following.unit)
    return done


def _bounded(text: str, found: Iterable[Quantity]) -> Iterator[Quantity]:
    """三年以上十年以下, "not less than 5 but not more than 10": two bounds that stand together are one range."""
    held: Quantity | None = None
    for q in found:
        if (
            held is not None
            and held.comparator in LOWER
            and q.comparator in UPPER
            and q.dimension == held.dimension
            and held.times == q.times == 1
            and held.base() < q.base()
            and _BOUNDS.fullmatch(text[held.end : q.start])
        ):
            upper = q.value if q.unit == held.unit or not q.unit or not held.unit else convert(q.value, q.unit, held.unit)
            bounds = (held.comparator, q.comparator)
            held = replace(held, comparator=Comparator.RANGE, upper=upper, end=q.end, value_end=q.value_end, bounds=bounds)
            continue
        if held is not None:
            yield held
        held = q
    if held is not None:
        yield held


def _without_restated(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """A value in a second unit in brackets, 1/4 in (6.35 mm), belongs to the quantity before it."""
    skip = False
    for q, following in zip_longest(found, found[1:]):
        if skip:
            skip = False
        elif following is not None and _restates(text, q, following):
            skip = True
            end = following.end + (text[following.end : following.end + 1] in (")", "）"))
            yield replace(q, end=max(q.end, end))
        else:
            yield q


def _restates(text: str, q: Quantity, other: Quantity) -> bool:
    between = text[q.value_end : other.start]
    if (
        q.unit is None
        or other.unit is None
        or q.unit == other.unit
        or q.dimension != other.dimension
        or not _RESTATED.fullmatch(between)
    ):
        return False
    return abs(q.base() - other.base()) <= abs(q.base()) * Decimal("0.03")


def _protections(text: str) -> Iterator[Quantity]:
    """Degrees of protection (IEC 60529): IP54 is read as at least 54 on a scale of its own."""
    for m in _IP.finditer(text):
        yield Quantity(Comparator.AT_LEAST, Decimal(m[1] + m[2]), named_unit("IP"), m.start(), m.end(), m.start(), m.end())


def _classes(text: str, found: Sequence[Number]) -> Iterator[Quantity]:
    """Classes that bound something: 不低于二级, "at least class 2", "не ниже 2 класса"."""
    for number in found:
        behind = _CLASS_AFTER.match(text, number.end)
        before = _CLASS_BEFORE.search(text[max(0, number.start - 10) : number.start])
        if not behind and not before:
            continue
        start = number.start - (len(before.group()) if before else 0)
        end = behind.end() if behind else number.end
        comparator, outer_start, outer_end = comparator_at(text, start, end)
        if comparator is not Comparator.EQUAL:
            yield Quantity(comparator, number.value, named_unit("class"), outer_start, outer_end, start, end)


def _read(text: str, found: Sequence[Piece], at: int) -> tuple[Quantity | None, int]:
    """The quantity that begins at piece ``at`` (None: it is none), and how many pieces it took."""
    first = found[at]
    ends = ends_of(text, found, at)
    start, end, unit = first.start, ends.end, ends.unit
    comparator, outer_start, outer_end = comparator_at(text, start, end)
    if ends.upper is not None:
        comparator = Comparator.RANGE
    elif first.said is not None:
        comparator = first.said
    elif comparator is Comparator.EQUAL:
        head = at
        while head and _goes_on(text, found[head - 1], found[head]):
            head -= 1
        comparator = comparator_at(text, found[head].start, found[head].end)[0] if head < at else comparator
    if comparator is Comparator.EQUAL and _says_nothing(unit, ends.value):
        return None, ends.used
    if unit is not None and _RISE.search(_clause_before(text, start)):
        unit = unit.as_difference
    once = _ONCE_AFTER.match(text, end) is not None
    every = unit is not None and unit.dimension in TIMES and (once or _INTERVAL.search(_clause_before(text, start)) is not None)
    if every and (comparator is Comparator.EQUAL or (once and comparator is Comparator.AT_LEAST)):
        comparator = Comparator.AT_MOST  # the interval is what is limited: at least once in it
    trigger = triggers(comparator, text, (outer_start, outer_end), (start, end))
    comparator = comparator if trigger else kept(comparator, text, outer_start)
    place = (outer_start, outer_end, start, end)
    return Quantity(comparator, ends.value, unit, *place, ends.upper, ends.tolerance, trigger, ends.below, every=every), ends.used


def _says_nothing(unit: Unit | None, value: Decimal) -> bool:
    """Whether a number of these says nothing by itself: a bare one, or "once" without its period."""
    return unit is None or (unit.symbol == "time" and value == 1)


def _clause_before(text: str, start: int) -> str:
    """What is said before a number in the same breath."""
    return re.split(r"[。；;，,\n]", text[max(0, start - 40) : start])[-1]


def _goes_on(text: str, before: Piece, piece: Piece) -> bool:
    """Whether a number stands in a list behind one that has the words of comparison: "at most 30, 60 and 90 days"."""
    return before.unit == piece.unit and piece.unit is not None and bool(_LIST.fullmatch(text[before.end : piece.start]))
