"""Units of measurement as standards print them, in seven languages: what a spelling means, and how to convert.

Factors are exact, after the SI Brochure (9th edition) and ISO 80000; litres, minutes, hours, days, tonnes and bar by their
definitions. Levels (dB(A), dB(C), dB) are dimensions of their own, so is the calendar (months, years), which no number of
days equals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index.numerals import fold

# symbol -> (factor to the base, dimension as "L1 T-2"); the base is SI
_BASE: dict[str, tuple[str, str]] = {
    "m": ("1", "L1"), "g": ("0.001", "M1"), "t": ("1000", "M1"), "s": ("1", "T1"), "min": ("60", "T1"), "h": ("3600", "T1"),
    "d": ("86400", "T1"), "week": ("604800", "T1"), "month": ("1", "calendar1"), "a": ("12", "calendar1"), "A": ("1", "I1"),
    "K": ("1", "K1"), "°C": ("1", "K1"), "°F": ("1", "F1"), "mol": ("1", "N1"), "cd": ("1", "J1"), "lm": ("1", "J1"),
    "lx": ("1", "J1 L-2"), "L": ("0.001", "L3"), "N": ("1", "M1 L1 T-2"), "Pa": ("1", "M1 L-1 T-2"),
    "bar": ("100000", "M1 L-1 T-2"), "atm": ("101325", "M1 L-1 T-2"), "mmHg": ("133.322", "M1 L-1 T-2"),
    "psi": ("6894.757", "M1 L-1 T-2"), "J": ("1", "M1 L2 T-2"), "W": ("1", "M1 L2 T-3"), "V": ("1", "M1 L2 T-3 I-1"),
    "Ω": ("1", "M1 L2 T-3 I-2"), "F": ("1", "M-1 L-2 T4 I2"), "C": ("1", "T1 I1"), "Hz": ("1", "T-1"),
    "T": ("1", "M1 T-2 I-1"), "S": ("1", "M-1 L-2 T3 I2"), "H": ("1", "M1 L2 T-2 I-2"), "Wh": ("3600", "M1 L2 T-2"),
    "Sv": ("1", "dose1"), "Gy": ("1", "absorbed1"), "Bq": ("1", "activity1"), "dB(A)": ("1", "dB(A)1"),
    "dB(C)": ("1", "dB(C)1"), "dB(Z)": ("1", "dB(Z)1"), "dB": ("1", "dB1"), "%": ("0.01", ""), "‰": ("0.001", ""),
    "ppm": ("0.000001", "ppm1"), "ppb": ("0.000000001", "ppm1"), "°": ("1", "angle1"), "rad": ("57.29577951308232", "angle1"),
    "pH": ("1", "pH1"), "r": ("1", "turn1"), "ha": ("10000", "L2"), "in": ("0.0254", "L1"), "ft": ("0.3048", "L1"),
    "mile": ("1609.344", "L1"), "lb": ("0.45359237", "M1"), "gal": ("0.003785411784", "L3"), "CNY": ("1", "money1"),
    "USD": ("1", "USD1"), "EUR": ("1", "EUR1"), "RUB": ("1", "RUB1"), "VA": ("1", "M1 L2 T-3"), "eq": ("1", "eq1"),
    "person": ("1", "person1"), "time": ("1", "time1"), "working day": ("1", "working1"),
}  # fmt: skip
_PREFIX = {"k": 3, "M": 6, "G": 9, "h": 2, "d": -1, "c": -2, "m": -3, "μ": -6, "n": -9, "p": -12}
_PREFIXED = {
    "m",
    "g",
    "s",
    "A",
    "V",
    "W",
    "Pa",
    "Hz",
    "L",
    "N",
    "J",
    "Ω",
    "F",
    "T",
    "S",
    "H",
    "Sv",
    "Gy",
    "Bq",
    "mol",
    "C",
    "Wh",
    "VA",
    "bar",
    "K",
}

# spellings of atoms: canonical symbol -> words; "|" separates, matched without regard to case except where they are symbols
_SPELT: dict[str, str] = {
    "mm": "毫米|公厘|millimetres|millimetre|millimeters|millimeter|мм|ملم|مم|milimét|milimeter|millimètres",
    "cm": "厘米|公分|centimetres|centimetre|centimeters|centimeter|см|سم|xentimét|sentimeter|centimètres",
    "dm": "分米|дм",
    "km": "千米|公里|kilometres|kilometre|kilometers|kilometer|км|كم",
    "m": "米|公尺|metres|metre|meters|meter|метров|метра|метр|м|متر|م|mét|mètres|mètre",
    "μm": "微米|мкм|micrometres|micrometers|microns",
    "nm": "纳米|нм",
    "kg": "千克|公斤|kilograms|kilogrammes|kilogram|кг|كجم|كغ|kilôgam",
    "g": "克|公克|grams|gram|grammes|г|غ|غرام|gam",
    "mg": "毫克|milligrams|milligram|мг|ملغم|ملغ|miligam",
    "μg": "微克|micrograms|microgram|мкг|ug",
    "t": "吨|公吨|tonnes|tonne|tons|ton|metric tons|тонн|тонны|т|طن|tấn",
    "s": "秒钟|秒|seconds|second|sec|секунд|секунды|с|giây|detik|secondes|ثانية|секунд",
    "min": "分钟|minutes|minute|минут|минуты|мин|phút|menit|دقيقة|دقائق|минут",
    "ms": "毫秒|мс",
    "h": "小时|小時|hours|hour|hrs|hr|часов|часа|час|ч|giờ|jam|heures|heure|ساعة|ساعات|сағат",
    "d": (
        "日|天|days|day|суток|сутки|сут|дней|дня|день|ngày|hari|jours|jour|أيام|يوما|يوم|күн|календарных дней|"
        "calendar days|calendar day|日历日|自然日"
    ),
    "working day": (
        "个工作日|工作日|working days|working day|business days|рабочих дней|рабочих дня|ngày làm việc|hari kerja|жұмыс күні"
    ),
    "week": "周|星期|个星期|weeks|week|недель|недели|tuần|minggu|semaines|апта",
    "month": "个月|個月|月|months|month|месяцев|месяца|месяц|мес|tháng|bulan|mois|أشهر|شهرا|شهر|ай",
    "a": "年|years|year|yrs|лет|года|год|năm|tahun|ans|années|année|سنوات|سنة|жыл|周年",
    "°C": "摄氏度|℃|° C|°С|° С|degrees Celsius|degree Celsius|градусов Цельсия|độ C|degrés Celsius|درجة مئوية|oC",
    "°F": "华氏度|℉",
    "K": "开尔文|开|К|kelvin",
    "°": "度|degrees|degree|град",
    "A": "安培|安|amperes|ampere|А",
    "mA": "毫安|мА|milliamperes",
    "kA": "кА",
    "V": "伏特|伏|volts|volt|В|فولت|вольт",
    "kV": "千伏|кВ|kilovolts",
    "mV": "мВ|毫伏",
    "W": "瓦特|瓦|watts|watt|Вт|вт|واط",
    "kW": "千瓦|кВт|kilowatts|kilowatt",
    "MW": "兆瓦|МВт",
    "kWh": "千瓦时|kW·h|кВт·ч|кВтч",
    "Pa": "帕斯卡|帕|Па|паскаль|pascals|pascal",
    "kPa": "千帕|кПа",
    "MPa": "兆帕|МПа",
    "hPa": "百帕|гПа",
    "bar": "巴|бар",
    "N": "牛顿|牛|Н|newtons|newton|ньютон",
    "kN": "千牛|кН",
    "J": "焦耳|焦|Дж|joules|joule",
    "mJ": "毫焦|мДж|毫焦耳",
    "kJ": "千焦|кДж",
    "MJ": "兆焦|МДж",
    "μJ": "мкДж|微焦|uJ",
    "Hz": "赫兹|赫|Гц|hertz|герц",
    "kHz": "千赫|кГц",
    "MHz": "兆赫|МГц",
    "Ω": "欧姆|欧|Ом|ohms|ohm|Ω",
    "kΩ": "千欧|кОм",
    "MΩ": "兆欧|МОм|megohms",
    "F": "法拉|Ф",
    "μF": "微法|мкФ|uF",
    "mH": "毫亨|мГн",
    "μH": "微亨|мкГн|uH",
    "L": "升|公升|litres|litre|liters|liter|л|l|lít|لتر",
    "mL": "毫升|millilitres|milliliters|мл|ml|مل",
    "lx": "勒克斯|勒|lux|лк|люкс",
    "mol": "摩尔|моль",
    "cd": "坎德拉|кд",
    "dB(A)": (
        "分贝(A)|分贝（A）|дБ(А)|дБА|дБ (А)|dBA|dB (A)|dB(А)|дБ(A)|A声级分贝|decibels (A)|A-weighted decibels|decibels A-weighted"
    ),
    "dB(C)": "дБ(С)|дБС|дБ(C)|дБ (С)|dBC|dB (C)|分贝(C)",
    "dB(Z)": "дБ(Z)|dB (Z)",
    "dB": "分贝|дБ|decibels|decibel",
    "Sv": "西弗|希沃特|Зв|sieverts|sievert",
    "mSv": "毫西弗|мЗв|millisieverts|millisievert",
    "Gy": "戈瑞|Гр",
    "Bq": "贝克|贝可|Бк|becquerels|becquerel",
    "%": "％|percent|per cent|процентов|процента|процент|phần trăm|persen|pour cent|في المائة|пайыз",
    "‰": "промилле",
    "ppm": "百万分之一|млн-1|млн⁻¹",
    "r": "转|rev|об|revolutions|rpm_",
    "r/min": "rpm|об/мин|转每分|转/分",
    "in": "英寸|吋|inches|inch|дюйм",
    "ft": "英尺|呎|feet|foot",
    "ha": "公顷|hectares|hectare|га",
    "lb": "磅|lbs|pounds|pound",
    "gal": "加仑|gallons|gallon",
    "CNY": "元|圆|人民币|yuan|RMB",
    "USD": "美元|US dollars|dollars",
    "EUR": "欧元|euros|euro|евро",
    "RUB": "рублей|рубля|руб",
    "person": "人|名|persons|person|people|человек|employees|workers",
    "time": "次|times|раз|раза|lần|kali|fois",
}
_AREA = {"平方": 2, "立方": 3, "square ": 2, "cubic ": 3, "кв. ": 2, "куб. ": 3}
_EXPONENT = re.compile(r"(?:\^?([-+]?[1-6])|([⁺⁻]?[¹²³⁴⁵⁶]))")
_SUPER = str.maketrans("⁺⁻¹²³⁴⁵⁶", "+-123456")


@dataclass(frozen=True, slots=True)
class Unit:
    """``symbol`` as it is printed; ``factor`` to the base of its ``dimension`` (a canonical text; equal texts convert)."""

    symbol: str
    factor: Decimal
    dimension: str

    @property
    def offset(self) -> Decimal:
        """What is added to a value in this unit for the base unit: °C are kept as °C, K are moved onto them."""
        return Decimal("-273.15") if self.symbol == "K" else Decimal(0)


def _atoms() -> dict[str, tuple[Decimal, str]]:
    atoms = {symbol: (Decimal(factor), dimension) for symbol, (factor, dimension) in _BASE.items()}
    for symbol in sorted(_PREFIXED):
        factor, dimension = atoms[symbol]
        for prefix, power in _PREFIX.items():
            atoms.setdefault(prefix + symbol, (factor.scaleb(power), dimension))
    return atoms


_ATOMS = _atoms()
_NEVER_ALONE = frozenset({"hA", "dA", "cA", "hV", "dT", "T", "F", "H", "S", "C"})
_SPELLINGS: dict[str, str] = {
    symbol: symbol
    for symbol in _ATOMS
    if " " not in symbol and symbol not in {"time", "person", "month", "week", "mile", "a", "eq"}
}
_SPELLINGS |= {symbol.replace("μ", "u"): symbol for symbol in _ATOMS if "μ" in symbol}
for _symbol, _words in _SPELT.items():
    _SPELLINGS |= dict.fromkeys(_words.split("|"), _symbol)
_LOWER = {
    spelling.lower(): symbol
    for spelling, symbol in _SPELLINGS.items()
    if len(spelling) > 3 or (not spelling.isascii() and len(spelling) > 2)
}


def _any_of(spellings: Iterable[str]) -> str:
    return "|".join(re.escape(s) for s in sorted(spellings, key=lambda s: (-len(s), s)))


_ATOM = re.compile(rf"(?P<power>{_any_of(_AREA)})?(?P<atom>{_any_of(_SPELLINGS)}|(?i:{_any_of(_LOWER)}))")
_INCH_ENDS = re.compile(r"\s?(?:[(（)）,;.]|$)")
_PER = re.compile(r"\s?(?:/|／|每|\bper\s|\bна\s)\s?|(?<=[A-Za-zА-я²³⁻¹])[·⋅*.](?=[A-Za-zА-я])")


RATIO = Unit("", Decimal(1), "")
"""A share of a whole: what % and ‰ convert to."""


def unit(spelling: str) -> Unit | None:
    """The unit that ``spelling`` names as a whole, or None: "mg/m³", "毫克每立方米", "мг/м3", "m/s²", "°C"."""
    found = unit_at(spelling, 0)
    return found[0] if found and found[1] == len(spelling) else None


@lru_cache(maxsize=4096)
def _compound(parts: tuple[tuple[str, int], ...]) -> Unit:
    factor, exponents, symbol = Decimal(1), dict[str, int](), ""
    for atom, power in parts:
        scale, dimension = _ATOMS[atom]
        factor *= scale**power
        for term in dimension.split():
            name, exponent = re.fullmatch(r"(.+?)(-?\d+)", term).groups()  # type: ignore[union-attr]
            exponents[name] = exponents.get(name, 0) + int(exponent) * power
        shown = atom if abs(power) == 1 else atom + str(abs(power)).translate(str.maketrans("23456", "²³⁴⁵⁶"))
        symbol += shown if not symbol else f"/{shown}" if power < 0 else f"·{shown}"
    return Unit(symbol, factor, " ".join(f"{name}{power}" for name, power in sorted(exponents.items()) if power))


def unit_at(text: str, start: int) -> tuple[Unit, int] | None:
    """The longest unit that begins exactly at ``start`` of ``text``, and where it ends; None where there is none."""
    folded = fold(text)
    parts: list[tuple[str, int]] = []
    at, sign = start, 1
    while True:
        step = _atom_at(folded, at, compound=bool(parts))
        if step is None:
            break
        symbol, power, end = step
        over, *under = symbol.split("/")  # a spelling such as "rpm" is itself a quotient
        parts += [(over, power * sign), *((piece, -power * sign) for piece in under)]
        at = end
        joint = _PER.match(folded, at)
        if joint is None:
            break
        sign = -1 if re.search(r"[/／每]|per|на", joint.group()) else sign
        at_next = joint.end()
        if _atom_at(folded, at_next, compound=True) is None:
            break
        at = at_next
    return (_compound(tuple(parts)), at) if parts else None


def _atom_at(text: str, at: int, *, compound: bool) -> tuple[str, int, int] | None:
    m = _ATOM.match(text, at)
    while m is not None:
        end, spelling = m.end(), m["atom"]
        symbol = _SPELLINGS.get(spelling) or _LOWER[spelling.lower()]
        power = _AREA.get(m["power"] or "", 1)
        exponent = _EXPONENT.match(text, end) if spelling[-1].isalpha() and not m["power"] else None
        if exponent and not text[exponent.end() : exponent.end() + 1].isdigit():
            power, end = int((exponent[1] or exponent[2]).translate(_SUPER)), exponent.end()
        after = text[end : end + 1]
        word = spelling[-1].isalpha() and not "\u4e00" <= spelling[-1] <= "\u9fff"
        if spelling == "in" and not exponent and not _INCH_ENDS.match(text, end):
            return None  # "in" is a word more often than a unit
        if not (word and (after.isalpha() and not "\u4e00" <= after <= "\u9fff")) and (compound or symbol not in _NEVER_ALONE):
            return symbol, power, end
        m = _ATOM.match(text[: m.end() - 1], at) if m.end() - 1 > at else None  # a shorter spelling may fit
    return None


def convert(value: Decimal, source: Unit, target: Unit) -> Decimal | None:
    """``value`` in ``target``; None where the dimensions differ."""
    if source.dimension != target.dimension:
        return None
    return ((value + source.offset) * source.factor) / target.factor - target.offset
