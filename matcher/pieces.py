"""Numbers with what is written around them: unit, currency, scale, the same value in brackets, a divisor said before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.numerals import Number, digits
from index.units import RATIO, Unit, unit_at
from index.units import unit as named_unit
from matcher.comparators import Comparator

_GAPS = (re.compile(""), re.compile(r"[ -]\s?|\n"), re.compile(r"\s?[)）]\s?"), re.compile(r"\s?[(（]\s?(?=[°%℃dmkgcμhs])"))
_ADJECTIVE = re.compile(
    r"[\s-](?:full|consecutive|calendar|additional|further|successive|continuous|entire|complete|more|other|extra|"
    r"linear|nominal|whole|полных|полные|последовательных|подряд|连续|整)[\s-]?",
    re.I,
)
_OF_A = re.compile(r"[\s-](?:an?|of an?|of one)\s", re.I)
_OR_MORE = re.compile(
    r"\s?(?:(?P<least>or more|and more|or above|or over|и более|или более|hoặc nhiều hơn|ou plus|atau lebih|以上)|"
    r"(?P<most>or less|or fewer|and fewer|или менее|ou moins|以下))(?:\sthan\s(?:[a-z]+|\d+))?\s?",
    re.I,
)
_PEOPLE = re.compile(
    r"\s(?:(?!(?:and|or|of|to|in|the|for|per|with|by|at|from|a|is|are)\s)[a-z-]+\s){1,3}"
    r"(?:persons?|people|workers?|employees?|members?|personnel|technicians?|technologists?|inspectors?|physicians?|nurses?)\b",
    re.I,
)
_CURRENCY = re.compile(
    r"(New Taiwan Dollars?|新台币|新臺幣|人民币|美金|NT\$|US\$|HK\$|NTD|"
    r"RMB|CNY|USD|EUR|NZD|AUD|NT|\$|€|£|¥|￥)\s?$"
)
_CURRENCIES = {
    "US$": "USD", "USD": "USD", "美金": "USD", "€": "EUR", "EUR": "EUR", "£": "GBP", "NZD": "NZD", "AUD": "AUD", "$": "$",
}  # fmt: skip
_CELSIUS = re.compile(r"摄氏\s?(?:零下)?$")
_PER_BEFORE = re.compile(
    r"每(?P<zh>小时|平方米|平方公尺|立方米|立方公尺|分钟|秒|吨|公吨|千克|公斤|升|公升|千瓦时)"
    r"(?:[^，。；,;0-9一二三四五六七八九十]{0,8})$"
)
_A_TIME = re.compile(r"每(?P<zh>年|月|周)(?:[^，。；,;0-9一二三四五六七八九十]{0,8})$")
_SAME_AGAIN = re.compile(r"\s?\(\s?(?P<money>NTD|NT\$|US\$|USD|RMB|CNY|\$|€)?\s?(?P<digits>\d[\d,]*(?:\.\d+)?)\s?\)")
_HALF = "半"
_HALF_A_YEAR = Decimal("0.5")
TIMES = frozenset({"T1", "calendar_month1", "working_day1"})
"""The dimensions of durations."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One number with its unit, ``start`` to ``end``; ``said``: a comparator between the two ("two or more years")."""

    value: Decimal
    unit: Unit | None
    start: int
    end: int
    number: Number
    said: Comparator | None = None


def pieces(text: str, tokens: Sequence[Number]) -> list[Piece]:
    """The numbers of the folded ``text`` with their units; "two (2) years" is one of them."""
    found: list[Piece] = []
    for number in tokens:
        if found and number.start < found[-1].end:
            continue  # said already, or part of a unit (g/100 g)
        again = _SAME_AGAIN.match(text, number.end)
        same = again is not None and number.form != "digits" and digits(again["digits"]) == number.value
        found.append(_piece(text, number, again.end() if again and same else number.end))
    return found


def _piece(text: str, number: Number, end: int) -> Piece:
    value, start = number.value, number.start
    unit, after, said = unit_after(text, number, end)
    money = _CURRENCY.search(text[max(0, start - 20) : start])
    if money and (unit is None or unit.dimension.startswith("money")):
        unit = unit if unit and unit.symbol not in ("CNY",) else named_unit(_CURRENCIES.get(money[1], "CNY"))
        start -= len(money.group())
    if unit is not None and unit.symbol == "°" and _CELSIUS.search(text[max(0, start - 5) : start]):
        unit = named_unit("°C")
    if unit is not None and unit.symbol == "a" and value == _HALF_A_YEAR:
        value, unit = Decimal(6), named_unit("month")
    if unit is not None and text[after : after + 1] == _HALF and unit.dimension in TIMES:
        value, after = value + Decimal("0.5"), after + 1
    before = text[max(0, start - 16) : start].rpartition("\n")[2]
    lasts = _A_TIME.search(before)
    if lasts and unit is not None and unit.symbol in ("h", "min"):
        unit = (unit_at(f"{unit.symbol}/{lasts['zh']}", 0) or (unit, 0))[0]  # 每年不少于12小时: 12 h/a
    per = _PER_BEFORE.search(before)
    if per and unit is not None and unit.dimension not in (*TIMES, "occurrence1", "") and "/" not in unit.symbol:
        whole = unit_at(f"{unit.symbol}/{per['zh']}", 0)
        unit = whole[0] if whole else unit
    return Piece(value, unit, start, after, number, said)


def unit_after(text: str, number: Number, end: int) -> tuple[Unit | None, int, Comparator | None]:
    """The unit behind a number that ends at ``end``, where it ends, and a comparator between the two."""
    if number.unit:
        return named_unit(number.unit), end, None
    for gap in (*_GAPS, _OF_A, _ADJECTIVE):
        m = gap.match(text, end)
        found = unit_at(text, m.end()) if m else None
        if found:
            return *found, None
    return (RATIO, end, None) if number.form == "fraction" else _counted(text, end)


def _counted(text: str, end: int) -> tuple[Unit | None, int, Comparator | None]:
    """The unit of what is counted behind a number: "two or more years", "two trained persons"."""
    between = _OR_MORE.match(text, end)
    said = None
    at = end
    if between:
        said = Comparator.AT_LEAST if between["least"] else Comparator.AT_MOST
        found = unit_at(text, between.end())
        if found:
            return *found, said
        at = between.end() - 1
    people = _PEOPLE.match(text, at)
    return (named_unit("person"), people.end(), said) if people else (None, end, None)
