"""Quantities as structure: comparator, value or range, tolerance, unit, and where they stand, in the languages that are read.

The grammar is our own (numerals and units of ``index``); values are ``Decimal`` throughout, so nothing is lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from index.numerals import DECIMAL_COMMA, Number, fold, numbers
from index.units import RATIO, Unit, convert, unit_at
from index.units import unit as named_unit
from matcher.comparators import AFTER, BEFORE, PRINTED, Comparator
from matcher.labels import measuring

IP_CODE = Unit("IP", Decimal(1), "IP1")
_WINDOW = 44
_GAPS = (re.compile(""), re.compile(r"[ -]\s?"), re.compile(r"\s?[)）]\s?"))
_DASHES = r"[-–—~～〜∼]|至|到|÷|\.\.\.|…"
_RANGE = re.compile(rf"\s?(?:{_DASHES}|to|до|đến|à|sampai|hingga|إلى)\s?|\s(?:and|и|và|et|dan)\s", re.I)
_BETWEEN = re.compile(r"(?:between|между|từ|entre|antara|介于|在)\s?$", re.I)
_TOLERANCE = re.compile(r"\s?(?:±|\+/-|\+/−)\s?")
_CURRENCY = re.compile(r"(NT\$|US\$|\$|€|£|¥|RMB|USD|EUR|NTD)\s?$")
_CURRENCIES = {"US$": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR"}
_TRIGGER_BEFORE = re.compile(
    r"(?:当|若|如|如果|凡|(?<![A-Za-z])(?:when|where|if|whenever|once|in case|until)(?![A-Za-z])|(?<![А-Яа-я])(?:если|при|"
    r"когда|в случае)(?![А-Яа-я])|khi|nếu|lorsque|si\s|jika|apabila|إذا|عند)",
    re.I,
)
_TRIGGER_AFTER = re.compile(
    r"^[^。；;.\n]{0,12}?(?:的[，,]|者[，,]|的场所|的作业|的岗位|的区域)|^[^。；;\n，]{0,40}?时(?:[，,]|$)"
)
_EVERY = re.compile(
    r"(?:每隔?|每满|(?<![A-Za-z])(?:every|each|once (?:in|per)|per)|"
    r"кажды[ехй]|раза? в|mỗi|setiap|tous les|toutes les|كل)\s?$",
    re.I,
)
_TIMES = frozenset({"T1", "calendar1", "working1"})
_PERIODS = {"a": "year", "quarter": "quarter", "month": "month", "week": "week", "d": "day"}
_PERIOD = re.compile(
    r"(?P<year>每一?年|annually|yearly|(?:once|every|each) (?:an? )?(?:calendar )?year|once per year|ежегодно|"
    r"раза? в год|(?:mỗi|hằng) năm|setiap tahun|par an|chaque année)|"
    r"(?P<quarter>每个?季度?|quarterly|(?:once|every|each) (?:a )?quarter|ежеквартально|раза? в квартал)|"
    r"(?P<month>每一?个?月(?!\d)|monthly|(?:once|every|each) (?:a )?month|ежемесячно|раза? в месяц|(?:mỗi|hằng) tháng|"
    r"setiap bulan|chaque mois)|"
    r"(?P<week>每一?周|(?:once|every|each) (?:a )?week|еженедельно|раза? в неделю)|"
    r"(?P<day>每日一次|每天一次|(?:once|every|each) (?:a )?day(?! of)|ежедневно|раза? в (?:сутки|день))",
    re.I,
)
_ASKED = re.compile(
    r"不|至少|最[低小少]|下限|\bnot?\b|at least|minimum|\bmin\b|\bне\b|минимум|không|tối thiểu|ít nhất|au moins|لا|الأقل|أدنى|"
    r"tidak|paling|sekurang",
    re.I,
)
_IP = re.compile(r"(?<![A-Za-z])IP\s?(\d)(\d)(?!\d)")
_RESTATED = re.compile(r"\s?[(（]\s?$")
_STOP = re.compile(r"[。；;！？\n]|\.\s|[!?]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a text.

    ``value`` in ``unit`` (None: a bare number with a comparator), ``upper`` the other end of a RANGE, ``tolerance`` what
    stands after ±. ``start`` to ``end`` are the characters with the words of comparison, ``value_start`` to ``value_end``
    those of number and unit. ``trigger``: it says from when a provision applies ("where the level exceeds 85 dB(A)"), not
    what must be kept.
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

    @property
    def dimension(self) -> str:
        """What it is a quantity of; "" for a bare number."""
        return self.unit.dimension or "ratio" if self.unit else ""

    def base(self) -> Decimal:
        """The value in the base unit of its dimension."""
        return self.in_base(self.value)

    def in_base(self, value: Decimal) -> Decimal:
        """``value``, given in the unit of this quantity, in the base unit of its dimension."""
        return (value + self.unit.offset) * self.unit.factor if self.unit else value


def quantities(text: str, lang: str = "") -> tuple[Quantity, ...]:
    """The quantities of ``text`` in reading order: numbers with a unit, and bare numbers with a comparator.

    Labels of clauses, designations and dates are left out.
    """
    folded = fold(text)
    tokens = list(measuring(folded, numbers(text, lang)))
    found = [*_periods(folded), *_protections(folded)]
    at = 0
    while at < len(tokens):
        quantity, used = _read(folded, tokens, at)
        at += used
        if quantity is not None and not (
            quantity.value == 1 and quantity.dimension == "time1"
        ):  # "once" says nothing without its period
            found.append(quantity)
    return tuple(_without_restated(folded, sorted(found, key=lambda q: q.value_start)))


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
        yield Quantity(Comparator.AT_LEAST, Decimal(m[1] + m[2]), IP_CODE, m.start(), m.end(), m.start(), m.end())


def _periods(text: str) -> Iterator[Quantity]:
    """Intervals without a numeral: 每年, once a year, ежегодно; the interval is what is limited."""
    for m in _PERIOD.finditer(text):
        symbol = next(s for s, group in _PERIODS.items() if m[group])
        value = 3 if symbol == "quarter" else 1
        unit = named_unit({"quarter": "months", "month": "months", "a": "years", "week": "weeks"}.get(symbol, symbol))
        yield Quantity(Comparator.AT_MOST, Decimal(value), unit, m.start(), m.end(), m.start(), m.end())


def _unit_after(text: str, number: Number) -> tuple[Unit | None, int]:
    if number.unit:
        return named_unit(number.unit), number.end
    for gap in _GAPS:
        m = gap.match(text, number.end)
        found = unit_at(text, m.end()) if m else None
        if found:
            return found
    return (RATIO if number.form == "fraction" else None), number.end


def _read(text: str, tokens: list[Number], at: int) -> tuple[Quantity | None, int]:
    """The quantity that begins at token ``at`` (None: it is none), and how many tokens it took."""
    first = tokens[at]
    unit, end = _unit_after(text, first)
    start, used = first.start, 1
    upper: Decimal | None = None
    tolerance: Decimal | None = None
    currency = _CURRENCY.search(text[max(0, start - 5) : start])
    if currency:
        unit, start = named_unit(_CURRENCIES.get(currency[1], "CNY")), start - len(currency.group())
    if at + 1 < len(tokens):
        second = tokens[at + 1]
        between = text[end : second.start]
        second_unit, second_end = _unit_after(text, second)
        if _TOLERANCE.fullmatch(between) and (second_unit or unit):
            tolerance, unit, end, used = second.value, second_unit or unit, second_end, 2
        elif _joins(text, start, between, first, second) and (second_unit or unit) and _same(unit, second_unit):
            upper, end, used = second.value, second_end, 2
            if unit and second_unit and unit != second_unit:
                upper = convert(upper, second_unit, unit)
            unit = unit or second_unit
    comparator, outer_start, outer_end = _comparator(text, start, end)
    if upper is not None:
        comparator = Comparator.RANGE
    every = unit is not None and unit.dimension in _TIMES and _EVERY.search(text[max(0, start - 14) : start])
    if every:
        comparator = Comparator.AT_MOST  # "at least every 12 months": the interval is what is limited
    if unit is None and comparator is Comparator.EQUAL and "=" not in text[outer_start:start]:
        return None, used
    words = text[outer_start:start] + text[end:outer_end]
    trigger = not every and _may_trigger(comparator, words) and _is_trigger(text, outer_start, outer_end)
    return Quantity(comparator, first.value, unit, outer_start, outer_end, start, end, upper, tolerance, trigger), used


def _joins(text: str, start: int, between: str, first: Number, second: Number) -> bool:
    if not _RANGE.fullmatch(between) or second.value <= first.value:
        return False
    listed = between.strip().lower() in ("and", "и", "và", "et", "dan")
    return not listed or bool(_BETWEEN.search(text[max(0, start - 12) : start]))


def _same(a: Unit | None, b: Unit | None) -> bool:
    return a is None or b is None or a.dimension == b.dimension


def _comparator(text: str, start: int, end: int) -> tuple[Comparator, int, int]:
    """The comparator of the value at ``start`` to ``end``, and the characters with its words."""
    window = max(0, start - _WINDOW)
    before = text[window:start]
    hits = [(m.start("words"), c) for c, pattern in BEFORE for m in [_first(pattern, before)] if m]
    if hits:
        place, comparator = min(hits, key=lambda hit: hit[0])
        return comparator, window + place, end
    for comparator, pattern in AFTER:
        m = pattern.match(text, end)
        if m:
            return comparator, start, m.end()
    return Comparator.EQUAL, start, end


def _first(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return pattern.search(text)


def _may_trigger(comparator: Comparator, words: str) -> bool:
    """Passing a value starts a duty ("exceeds", "reaches", "below"); "at least" and "not less than" ask for a value."""
    return comparator in (Comparator.ABOVE, Comparator.BELOW) or (comparator is Comparator.AT_LEAST and not _ASKED.search(words))


def _is_trigger(text: str, start: int, end: int) -> bool:
    """Whether the quantity stands in a condition: 当…超过 85 dB(A) 时, where … exceeds, если … выше."""
    before = text[max(0, start - 60) : start]
    stops = [m.end() for m in _STOP.finditer(before)]
    before = before[stops[-1] :] if stops else before
    opened = _TRIGGER_BEFORE.search(before)
    if opened and not re.search(r"[，,](?!.*(?:and|or)\b)", before[opened.end() :]):
        return True
    return bool(_TRIGGER_AFTER.match(text[end : end + 44]))


def spell(quantity: Quantity, lang: str = "") -> str:
    """The quantity as ``lang`` prints it; ``quantities`` reads it back to the same value."""
    words = PRINTED.get(lang, PRINTED[""])

    def number(value: Decimal) -> str:
        printed = f"{value:f}"
        return printed.replace(".", ",") if lang in DECIMAL_COMMA else printed

    tail = f" {quantity.unit.symbol}" if quantity.unit else ""
    if quantity.upper is not None:
        return f"{number(quantity.value)}{words[Comparator.RANGE]}{number(quantity.upper)}{tail}"
    if quantity.tolerance is not None:
        return f"{number(quantity.value)} ± {number(quantity.tolerance)}{tail}"
    head = "" if quantity.comparator is Comparator.EQUAL and quantity.unit else f"{words[quantity.comparator]} "
    return f"{head}{number(quantity.value)}{tail}"
