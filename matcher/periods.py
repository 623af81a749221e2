"""How often: "once a year", 每季度至少两次, "не реже одного раза в месяц"; what is limited is the interval."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.units import Unit
from index.units import unit as named_unit
from matcher.comparators import UPPER, Comparator
from matcher.pieces import TIMES, Piece

_OFTEN = r"once|twice|times?|раза?|дважды|lần|kali|sekali|fois"
_EACH = r"every|each|кажд\w+|mỗi|hằng|hàng|setiap|tiap|chaque|كل"
_LINK = rf"(?:{_EACH}|in|per|a|an|в|на|par|một|trong|dalam|calendar|календарный)"
_UNITS = (
    r"(?P<year>year|годa?|году|an|année|năm|tahun|жылда|سنة|عام)|"
    r"(?P<half>half[- ]year|six-month period|полгода|полугодие|semestre)|"
    r"(?P<quarter>quarter|квартал|quý|triwulan|trimestre)|(?P<month>month|месяц|tháng|bulan|mois|شهر)|"
    r"(?P<week>week|неделю|tuần|minggu|semaine|أسبوع)|(?P<day>day(?! of)|сутки|день|ngày|hari|jour|يوم)"
)
_SPACED = re.compile(rf"(?<!\w)(?:(?P<often>{_OFTEN})\s)?(?P<links>(?:{_LINK}\s){{1,3}})(?:{_UNITS})(?!\w)", re.I)
_ADVERBS = re.compile(
    r"(?P<year>每一?年度?(?!龄|代)|逐年|(?<![\w-])(?:annually|yearly|on an? (?:annual|yearly) basis|"
    r"ежегодно|annuellement|жыл сайын|سنويا)(?!\w))|"
    r"(?P<half>每半年度?|半年(?=.{0,4}一次)|(?<![\w-])(?:half[- ]yearly|semi-?annually|six-monthly|biannually)(?!\w))|"
    r"(?P<quarter>每一?个?季度?|(?<![\w-])(?:(?:on a )?quarterly(?: basis)?|ежеквартально)(?!\w))|"
    r"(?P<month>每一?个?月(?!\s?[\d一二三四五六七八九十]{1,3}\s?日)|逐月|(?<![\w-])(?:(?:on a )?monthly(?: basis)?|"
    r"ежемесячно|mensuellement|ай сайын|شهريا)(?!\w))|"
    r"(?P<week>每一?(?:周|个?星期)|(?<![\w-])(?:weekly|еженедельно|апта сайын|أسبوعيا)(?!\w))|"
    r"(?P<day>每一?[日天](?=[^，。；]{0,8}次)|(?<![\w-])(?:ежедневно|күн сайын|يوميا)(?!\w))",
    re.I,
)
_VALUES = {
    "year": (1, "a"),
    "half": (6, "month"),
    "quarter": (3, "month"),
    "month": (1, "month"),
    "week": (1, "week"),
    "day": (1, "d"),
}
_EVERY = re.compile(
    rf"(?:每隔?|每满|định kỳ|(?<!\w)(?:{_EACH}|once (?:in|per)|per|раза? в|tous les|toutes les|"
    rf"{_OFTEN})(?:\s(?:in|every|each|в))*)\s?$",
    re.I,
)
_SAYIN = re.compile(r"\s?сайын", re.I)
_LINKED = re.compile(rf"\s?(?:{_LINK}\s)*\s?", re.I)
_THINGS = re.compile(r"(?:\s(?!(?:and|or|of|to|in|the|for|with|by|at|from|shall|is|are|be)\s)[a-z-]+){1,3}\s", re.I)
_REACH = 18
_STOP = re.compile(r"[，。；,;.]")


@dataclass(frozen=True, slots=True)
class Period:
    """An interval of ``value`` in ``unit`` in which something happens ``times`` times, at least (or at most: ``sparing``)."""

    value: Decimal
    unit: Unit
    start: int
    end: int
    times: Decimal = Decimal(1)
    sparing: bool = False
    used: tuple[Piece, ...] = ()


def periods(text: str, found: Sequence[Piece], said: dict[int, Comparator]) -> Iterator[Period]:
    """The periods of the folded ``text``; ``found`` are its numbers, ``said`` their comparators by start.

    A period by which something else is measured ("30 m³ per month") is none.
    """
    for pattern in (_SPACED, _ADVERBS):
        for m in pattern.finditer(text):
            if pattern is _SPACED and not m["often"] and not re.search(_EACH, m["links"], re.I):
                continue
            value, symbol = next(_VALUES[name] for name in _VALUES if m[name])
            unit = named_unit(symbol)
            if unit and not any(p.start < m.end() and m.start() < p.end and p.unit and p.unit.symbol != "time" for p in found):
                yield _counted(text, Period(Decimal(value), unit, m.start(), m.end()), found, said)
    for piece in found:
        if piece.unit and piece.unit.dimension in TIMES:
            every = _EVERY.search(text[max(0, piece.start - 28) : piece.start])
            if every or _SAYIN.match(text, piece.end):
                start = piece.start - (len(every.group()) if every else 0)
                own = Period(piece.value, piece.unit, start, piece.end, used=(piece,))
                yield _counted(text, own, found, said)


def _counts(text: str, piece: Piece, period: Period) -> bool:
    """Whether a bare number counts what happens within the period: "two unannounced tests annually"."""
    return piece.unit is None and bool(_THINGS.fullmatch(text[piece.end : period.start]))


def _counted(text: str, period: Period, found: Sequence[Piece], said: dict[int, Comparator]) -> Period:
    """The period with the count that belongs to it: behind it in Chinese, before it elsewhere."""
    for piece in found:
        if piece.value <= 0 or not (_counts(text, piece, period) or (piece.unit and piece.unit.symbol == "time")):
            continue
        behind = period.end <= piece.start <= period.end + _REACH and not _STOP.search(text[period.end : piece.start])
        inside = period.start < piece.end and piece.start < period.end
        before = piece.end <= period.start and bool(_LINKED.fullmatch(text[piece.end : period.start]))
        if behind or inside or before or _counts(text, piece, period):
            sparing = said.get(piece.start) in UPPER
            start, end = min(period.start, piece.start), max(period.end, piece.end)
            return Period(period.value, period.unit, start, end, piece.value, sparing, (*period.used, piece))
    return period
