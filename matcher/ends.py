"""A number and what belongs to it: the other end of a range, a tolerance both ways, one upwards and one downwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.units import Unit, convert
from matcher.pieces import TIMES, Piece

_DASHES = r"[-–—~～〜∼]{1,2}|至|到|÷|\.\.\.|…"
_RANGE = re.compile(
    rf"(?:\s?\((?:inclusive|含)\))?\s?(?:{_DASHES}|to|through|до|đến|à|sampai(?: dengan)?|hingga|s/d|إلى|"
    r"-?(?:тен|тан|ден|дан) бастап)(?:\s(?:plus|minus|плюс|минус))?\s?[<≤]?|"
    r"(?:\s?\(inclusive\))?\s(?:and|и|và|et|dan|мен|و)\s|\s?(?:与|和)\s?",
    re.I,
)
_LISTED = frozenset({"and", "и", "và", "et", "dan", "与", "和", "мен", "و"})
_BETWEEN = re.compile(r"(?:between|между|từ|entre|antara|介于|在|بين)\s?$", re.I)
_TOLERANCE = re.compile(
    r"\s?[,，]?\s?(?:(?:容许|允许)?(?:偏差|公差|误差)(?:为|是)?|"
    r"with a tolerance of)?\s?(?:±|\+/-|\+/−)\s?"
)
_BOTH_WAYS = re.compile(r"(?:±|\+/-|plus or minus|正负|плюс-минус)\s?$", re.I)


_YEARS = 1900  # whole numbers from here on are more often years


@dataclass(frozen=True, slots=True)
class Ends:
    """A value, its unit and where it ends; ``upper`` end of a range, ``tolerance`` (``below``: downwards), pieces ``used``."""

    value: Decimal
    unit: Unit | None
    end: int
    used: int
    upper: Decimal | None = None
    tolerance: Decimal | None = None
    below: Decimal | None = None


def ends_of(text: str, found: Sequence[Piece], at: int) -> Ends:
    """The piece ``at`` of the folded ``text`` with those behind it that belong to it."""
    first = found[at]
    if first.unit and (text[first.start] == "±" or _BOTH_WAYS.search(text[max(0, first.start - 14) : first.start])):
        return Ends(Decimal(0), first.unit, first.end, 1, tolerance=abs(first.value))
    if at + 1 < len(found) and (more := _with_next(text, found, at)):
        return more
    return Ends(first.value, first.unit, first.end, 1)


def _with_next(text: str, found: Sequence[Piece], at: int) -> Ends | None:
    first = found[at]
    second = found[at + 1]
    between, sign = text[first.end : second.start], text[second.start : second.start + 1]
    unit = first.unit or second.unit
    if _TOLERANCE.fullmatch(between + (sign if sign == "±" else "")) and unit:
        return Ends(first.value, unit, second.end, 2, tolerance=_absolute(first.value, first.unit, second))
    if sign == "+" and at + 2 < len(found) and _minus(text, second, found[at + 2]):
        third = found[at + 2]
        return Ends(first.value, unit or third.unit, third.end, 3, tolerance=second.value, below=abs(third.value))
    if (unit or _counts(first, between, second)) and _same(first.unit, second.unit) and _joins(text, first, between, second):
        return _range(first, second)
    return None


def _counts(first: Piece, between: str, second: Piece) -> bool:
    """Whether two bare numbers are a range of counts (11 to 17 members), not years, pages or parts of labels."""
    whole = all(p.value == int(p.value) and 0 <= p.value < _YEARS for p in (first, second))
    return whole and bool(re.fullmatch(r"\s?(?:[~～〜∼]|至|到)\s?|\s(?:to|до|đến|à|sampai|hingga|إلى)\s", between, re.I))


def _absolute(value: Decimal, unit: Unit | None, tolerance: Piece) -> Decimal:
    """A tolerance in the unit of the value; 220 V ± 10 % is ± 22 V."""
    given = tolerance.unit
    if unit is None or given is None or given == unit:
        return abs(tolerance.value)
    if given.symbol in ("%", "‰"):
        return abs(value * tolerance.value * given.factor)
    converted = convert(tolerance.value, given.as_difference, unit.as_difference)
    return abs(tolerance.value if converted is None else converted)


def _minus(text: str, plus: Piece, minus: Piece) -> bool:
    """Whether the second of two numbers is the lower tolerance: +0,5/−0,2."""
    return minus.value <= 0 and text[minus.start] == "-" and bool(re.fullmatch(r"\s?[/,]?\s?", text[plus.end : minus.start]))


def _joins(text: str, first: Piece, between: str, second: Piece) -> bool:
    if not _RANGE.fullmatch(between) or (second.value == first.value and _alike(first.unit, second.unit)):
        return False
    if second.value < first.value and _alike(first.unit, second.unit) and not _lasts(first, second):
        return False
    listed = between.replace("(inclusive)", "").strip().lower() in _LISTED
    return not listed or bool(_BETWEEN.search(text[max(0, first.start - 12) : first.start]))


def _same(a: Unit | None, b: Unit | None) -> bool:
    return a is None or b is None or a.dimension == b.dimension


def _range(first: Piece, second: Piece) -> Ends:
    unit = first.unit or second.unit
    if second.value < first.value and _lasts(first, second):
        return Ends(second.value, unit, second.end, 2, upper=first.value)
    upper: Decimal | None = second.value
    if first.unit and second.unit and first.unit != second.unit:
        upper = convert(second.value, second.unit, first.unit)
    return Ends(first.value, unit, second.end, 2, upper=upper)


def _lasts(first: Piece, second: Piece) -> bool:
    """Whether two whole numbers are a time, which may be counted backwards: six to two months before the end."""
    unit = second.unit
    whole = first.number.form == second.number.form and first.value == int(first.value) and _alike(first.unit, unit)
    return whole and first.number.form in ("word", "han") and unit is not None and unit.dimension in TIMES


def _alike(a: Unit | None, b: Unit | None) -> bool:
    return a is None or b is None or a == b
