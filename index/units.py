"""Units of measurement as standards print them, in eight languages: what a spelling means, and how to convert.

The grammar of spellings is ours; what a unit is of and how large it is comes from pint (``index.algebra``), when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from functools import lru_cache

from index.algebra import PRECISION, Measure, Part, measure, short
from index.numerals import fold
from index.spellings import Atom, spellings

_AREA = {
    "平方": 2, "立方": 3, "square ": 2, "cubic ": 3, "sq ": 2, "sq. ": 2, "cu ": 3, "кв. ": 2, "куб. ": 3, "кв.": 2, "куб.": 3,
    "квадратных ": 2, "квадратного ": 2, "квадратный ": 2, "кубических ": 3, "кубического ": 3, "кубический ": 3,
    "шаршы ": 2, "текше ": 3,
}  # fmt: skip
_AREA_AFTER = {
    "carrés": 2, "carré": 2, "cubes": 3, "cube": 3, "vuông": 2, "khối": 3, "persegi": 2, "kubik": 3, "مربعة": 2, "مربع": 2,
    "مكعبة": 3, "مكعب": 3,
}  # fmt: skip
_AREA_BEFORE = re.compile("|".join(map(re.escape, sorted(_AREA, key=len, reverse=True))), re.I)
_AREA_BEHIND = re.compile(rf"\s(?P<power>{'|'.join(sorted(_AREA_AFTER, key=len, reverse=True))})(?!\w)", re.I)
_EXPONENT = re.compile(r"(?:\^?([-+]?[1-6])|([⁺⁻]?[¹²³⁴⁵⁶]))(?!\d)")
_SUPER = str.maketrans("⁺⁻¹²³⁴⁵⁶", "+-123456")
_POWERS = str.maketrans("23456", "²³⁴⁵⁶")
_INCH_ENDS = re.compile(r"\s?(?:[(（)）,;.]|$)")
_PER = re.compile(
    r"\s?(?:/|／|每|\bper\s|\bна\s|\bв\s(?=час|мин|сут|год|секунд|смен)|\bpar\s|\bmỗi\s|\btrên\s|\btiap\s|\bلكل\s|"
    r"(?<=\w\s)an?\s(?=hour|minute|day|week|month|year))\s?",
    re.I,
)
_TIMES = re.compile(
    r"(?:(?<=[A-Za-zА-яΩ°²³⁻¹℃)一-鿿])\s?[·⋅∙•*×]|(?<=[2-4])[·⋅∙•×*]|"
    r"(?<=[A-Za-zА-я²³¹])\.)(?=[A-Za-zА-яΩ°℃一-鿿])"
)
_TIMES_NEGATIVE = re.compile(r"\s(?=[A-Za-zА-я]{1,3}(?:⁻[¹²³]|\^?-[1-3])(?!\d))")
_RE = re.compile(
    r"\s?[(（]?\s?(?:\bre:?\s|\bre\.?:?\s?(?=\d)|参考值?|基准值?|отн\.?)\s?[:=]?\s?(?P<value>\d[\d.×x⁻⁰-⁹^-]*)\s?"
    r"(?P<unit>[μunpmfk]?[A-Za-z][A-Za-z/²0-9]{0,6})\s?[)）]?"
)
_PERIODS = frozenset({"a", "quarter", "month", "week", "d"})
# a Han spelling that is the beginning of a longer word is no unit
_HAN_GOES_ON = {
    "人": "员类口身工力为机群体民才格", "名": "称义单录词", "位": "置于移错", "次": "数级要序生氯", "日": "期常光历志程",
    "年": "度级龄代报审鉴", "天": "然线气花井窗", "周": "围边期转长密", "月": "份球台", "升": "降级高压温", "度": "数量假",
    "元": "素件器", "克": "服", "米": "色饭", "安": "全装排置", "转": "速动移换化让入交", "瓦": "斯楞", "秒": "表",
    "开": "始关口放展", "欧": "洲盟", "牛": "肉", "焦": "点距", "回": "路收填流避", "吨": "位", "巴": "西", "托": "运",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """``symbol`` as it is printed; ``parts``: what pint calls what it is made of, each with its power.

    ``difference``: of two temperatures. Nothing is looked up in pint before ``factor``, ``offset`` or ``dimension`` is asked for.
    """

    symbol: str
    parts: tuple[Part, ...] = ()
    difference: bool = False

    @property
    def measure(self) -> Measure:
        """Its size and dimension."""
        return measure(self.parts, difference=self.difference)

    @property
    def factor(self) -> Decimal:
        """How many of the base unit of its dimension it holds."""
        return self.measure.factor

    @property
    def offset(self) -> Decimal:
        """What is added to a value in this unit before it is multiplied for the base unit: 273.15 to °C."""
        return self.measure.offset

    @property
    def dimension(self) -> str:
        """A canonical text, "L-3 M1" for mg/m³: units with the same one convert."""
        return self.measure.dimension

    @property
    def as_difference(self) -> Unit:
        """The same unit for a difference, where it is one of temperature; else itself."""
        warm = self.parts in ((("degree_Celsius", 1),), (("degree_Fahrenheit", 1),), (("kelvin", 1),))
        return replace(self, difference=True) if warm else self


RATIO = Unit("")
"""A share of a whole: what % and ‰ convert to."""


def unit(spelling: str) -> Unit | None:
    """The unit that ``spelling`` names as a whole, or None: "mg/m³", "毫克每立方米", "мг/м3", "m/s²", "°C", "week"."""
    if spelling in spellings().symbols:
        return _compound(((spellings().symbols[spelling], 1),))
    found = unit_at(spelling, 0)
    return found[0] if found and found[1] == len(spelling) else None


@lru_cache(maxsize=4096)
def _compound(parts: tuple[tuple[Atom, int], ...]) -> Unit:
    symbol = ""
    for atom, power in parts:
        shown = atom.symbol if abs(power) == 1 else atom.symbol + str(abs(power)).translate(_POWERS)
        if not symbol:
            symbol = shown if power > 0 else f"1/{shown}"
        else:
            symbol += f"/{shown}" if power < 0 else f"·{shown}"
    return Unit(symbol, tuple((atom.pint, power) for atom, power in parts))


def unit_at(text: str, start: int) -> tuple[Unit, int] | None:
    """The longest unit that begins exactly at ``start`` of ``text``, and where it ends; None where there is none."""
    folded = fold(text)
    first = _atom_at(folded, start, compound=False)
    if first is None:
        return None
    atom, power, at = first
    parts = [(atom, power)]
    for found, end in _others(folded, at):
        if atom.symbol == "time" and found[0][0].symbol in _PERIODS:
            break  # twice a year is no unit, but a count and a period
        parts += found
        at = end
    if len(parts) == 1 and not atom.alone:
        return None
    if atom.symbol == "dB" and len(parts) == 1:
        against = _RE.match(folded, at)
        if against:
            symbol = f"dB re {against['value']} {against['unit']}"
            name = re.sub(r"\W", "_", symbol)
            return Unit(symbol, ((f"[{name}]", 1),)), against.end()
    return _compound(tuple(parts)), at


def _others(text: str, at: int) -> Iterator[tuple[list[tuple[Atom, int]], int]]:
    """What a unit is multiplied and divided by from ``at`` on: the atoms of each step with their powers, and where it ends.

    After a division all that follows divides too: W/m²·K is W/(m²·K).
    """
    sign = 1
    while True:
        divided = _PER.match(text, at)
        joint = divided or _TIMES.match(text, at) or _TIMES_NEGATIVE.match(text, at)
        if joint is None:
            return
        sign = -1 if divided else sign
        opened = text[joint.end() : joint.end() + 1] == "("
        found, end = _product(text, joint.end() + opened, sign, whole=opened)
        if opened and (not found or text[end : end + 1] != ")"):
            return
        if not found:
            return
        at = end + opened
        yield found, at


def _product(text: str, at: int, sign: int, *, whole: bool) -> tuple[list[tuple[Atom, int]], int]:
    """The atom at ``at``; with ``whole`` all that are multiplied with it."""
    found: list[tuple[Atom, int]] = []
    while step := _atom_at(text, at, compound=True):
        atom, power, at = step
        found.append((atom, power * sign))
        joint = _TIMES.match(text, at) if whole else None
        if joint is None:
            break
        at = joint.end()
    return found, at


def _atom_at(text: str, at: int, *, compound: bool) -> tuple[Atom, int, int] | None:
    before = _AREA_BEFORE.match(text, at)
    if before:
        inner = _plain_at(text, before.end(), compound=True)
        if inner:
            return inner[0], _AREA[before.group().lower()], inner[1]
    found = _plain_at(text, at, compound=compound)
    if found is None:
        return None
    atom, end = found
    exponent = _EXPONENT.match(text, end) if text[end - 1 : end].isalpha() else None
    if exponent and not (exponent[1] and exponent[1][0] == "-" and not compound and not _lone_exponent(text, exponent)):
        return atom, int((exponent[1] or exponent[2]).translate(_SUPER)), exponent.end()
    behind = _AREA_BEHIND.match(text, end)
    return (atom, _AREA_AFTER[behind["power"].lower()], behind.end()) if behind else (atom, 1, end)


def _lone_exponent(text: str, exponent: re.Match[str]) -> bool:
    """Whether -1 behind the first unit is its power (50 s-1), not the other end of a range (5 m-1 km)."""
    return exponent[1] == "-1" and not re.match(r"\s?[^\W\d_]", text[exponent.end() : exponent.end() + 2])


def _plain_at(text: str, at: int, *, compound: bool) -> tuple[Atom, int] | None:
    table = spellings()
    for length in table.lengths.get(text[at : at + 1], ()):
        spelling = text[at : at + length]
        atom = table.exact.get(spelling) or table.lower.get(spelling.lower())
        if atom is None or len(spelling) < length:
            continue
        end = at + length
        if not _is_whole(text, spelling, end):
            continue
        if spelling == "in" and not compound and not _INCH_ENDS.match(text, end):
            return None  # "in" is a word more often than a unit
        return atom, end
    return None


def _is_whole(text: str, spelling: str, end: int) -> bool:
    """Whether the word ends where the spelling does."""
    last, after = spelling[-1], text[end : end + 1]
    if "\u3400" <= last <= "\u9fff":
        return not after or after not in _HAN_GOES_ON.get(spelling, "")
    return not (last.isalpha() and (after == "_" or after.isalpha()) and not "\u3400" <= after <= "\u9fff")


def convert(value: Decimal, source: Unit, target: Unit) -> Decimal | None:
    """``value`` in ``target``, exact where a short decimal is; None where the dimensions differ (``obstacle`` says why)."""
    if source.dimension != target.dimension:
        return None
    with localcontext() as context:
        context.prec = PRECISION
        return short(((value + source.offset) * source.factor) / target.factor - target.offset)


NOT_THE_SAME = "the units measure different things"
LEVELS = "levels with different weighting or reference do not convert"
CALENDAR = "calendar months and working days hold no fixed number of days"
CURRENCY = "amounts in different currencies are not compared"
TEMPERATURE = "a difference of temperatures is no temperature"
VOLUME_SHARE = "a share of volume and a mass in a volume convert with the molar mass and the temperature only"
STANDARD_STATE = "a volume at standard conditions and one as measured convert with temperature and pressure only"
DOSE = "doses of different kinds do not convert"
_DOSES = frozenset({"equivalent_dose1", "absorbed_dose1", "activity1"})


def obstacle(a: Unit, b: Unit) -> str:
    """Why values in ``a`` and ``b`` do not convert, the key of a message; "" where they do."""
    if a.dimension == b.dimension:
        return ""
    kinds = {a.dimension, b.dimension}
    reasons = (
        (LEVELS, all(d.startswith(("level", "dB_re")) for d in kinds)),
        (CALENDAR, kinds <= {"T1", "calendar_month1", "working_day1"}),
        (CURRENCY, all(d.startswith("money") for d in kinds)),
        (TEMPERATURE, kinds == {"K1", "ΔK1"}),
        (VOLUME_SHARE, "volume_share1" in kinds and any(d.endswith("M1") for d in kinds)),
        (STANDARD_STATE, any("normal_volume" in d for d in kinds)),
        (DOSE, kinds <= _DOSES),
    )
    return next((reason for reason, holds in reasons if holds), NOT_THE_SAME)
