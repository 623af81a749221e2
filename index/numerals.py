"""Numbers as standards write them, in digits, Chinese numerals and number words: value and place, in any of the languages read.

Places are offsets into the text as given: ``fold`` maps every character to exactly one, so that nothing moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from index.number_words import spelled_numbers

DECIMAL_COMMA = frozenset({"ru", "kk", "fr", "de", "es", "it", "pt", "vi", "id", "tr", "uz", "uk", "be", "ky", "mn", "hu", "pl"})

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= {0x3000: 0x20, 0xA0: 0x20, 0x202F: 0x20, 0x2009: 0x20, 0x2007: 0x20, 0x2212: 0x2D, 0x2010: 0x2D, 0x2011: 0x2D}
_FOLD |= {first + i: 0x30 + i for first in (0x660, 0x6F0, 0xE50) for i in range(10)}
_FOLD |= {0x66B: ord("."), 0x66C: ord(","), 0xB5: 0x3BC, 0x2103: 0x2103, 0xFE63: 0x2D, 0xBA: 0xB0, 0x2DA: 0xB0}


def fold(text: str) -> str:
    """Full-width, Arabic and Thai digits, odd spaces and minus signs as their ASCII kin; the length stays the same."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``start`` to ``end``; ``form``: digits, han, word, ordinal, fraction; ``unit`` if the numeral says it."""

    value: Decimal
    start: int
    end: int
    form: str = "digits"
    unit: str = ""


_HAN_DIGIT = {
    c: i
    for i, row in enumerate(("〇零○", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"))
    for c in row
}
_HAN_POWER = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_HAN_MYRIAD = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_HAN = "".join(_HAN_DIGIT) + "".join(_HAN_POWER) + "".join(_HAN_MYRIAD)
_NAMED = {
    "half": Decimal("0.5"), "one half": Decimal("0.5"), "a quarter": Decimal("0.25"), "one quarter": Decimal("0.25"),
    "three quarters": Decimal("0.75"), "one third": Decimal(1) / 3, "a third": Decimal(1) / 3, "two thirds": Decimal(2) / 3,
    "половина": Decimal("0.5"), "половины": Decimal("0.5"), "половину": Decimal("0.5"), "треть": Decimal(1) / 3,
    "трети": Decimal(1) / 3, "две трети": Decimal(2) / 3, "двух третей": Decimal(2) / 3, "четверть": Decimal("0.25"),
    "четверти": Decimal("0.25"),
}  # fmt: skip
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_TOPS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_FRACTION = re.compile(
    rf"\b(?P<said>{'|'.join(_TOPS)})[ -](?P<part>{'|'.join(_PARTS)})s?\b(?![ -](?:year|time|day|part))|"
    r"(?<![\w./])(?P<top>\d)/(?P<over>[2-9]|1[0-6]|32|64)(?![\w./])|"
    rf"(?P<han>[{''.join(_HAN_DIGIT)}十]+)分之(?P<han_top>[{''.join(_HAN_DIGIT)}十]+)|"
    rf"\b(?P<named>{'|'.join(sorted((n.replace(' ', '[ -]') for n in _NAMED), key=len, reverse=True))})\b(?!-)",
    re.I,
)
_HAN_RUN = re.compile(
    rf"(百分之|千分之|万分之)?([{_HAN}]+(?:点[{''.join(_HAN_DIGIT)}]+)?)(?P<half>个半(?=[年月天小]))?(?P<tenths>成(?![立为分品员本功果绩长套都年因熟]))?"
)
_HAN_HALF = re.compile(r"(?<!个)半(?=(?:个)?(?:小时|月|年|天|日)(?!径))")
_COUNTED = re.compile(r"\s?(?:个|年|天|日|周|小时|分钟|秒|人|名|位|次|米|公[尺斤里升分]|千克|吨|倍|种|份|台|级|层|元|月)")
_NOT_NUMBERS = frozenset(
    {"万一", "千万", "百万", "万", "千", "百", "亿", "零", "两", "兩", "〇", "○", "万千", "萬一", "萬", "億", "零一"}
)
_HAN_MIXED = {"百": 100, "千": 1000, **_HAN_MYRIAD, "万亿": 10**12, "百万": 10**6, "千万": 10**7}

_DIGITS = re.compile(
    r"(?<![A-Za-zА-Яа-я0-9_.])(?<!\d,)(?:(?<![°℃%‰²³)])(?P<sign>[-+±](?=[\d.,])))?"
    r"(?:(?P<ten>10(?:\^[-+]?\d{1,2}|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))(?!\d)|"
    r"(?P<body>\d+(?:[.,' ]\d{3}(?!\d))*(?:[.,]\d+)?|\.\d+)"
    r"(?:[eE](?P<e>[-+]\d{1,3})(?!\d)|\s?[×xX*·⋅]\s?10(?P<power>\^?[-+]?\d{1,2}|[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?)"
)
_MINUS = re.compile(r"(?:(?<!плюс-)минус|(?<!or )minus|零下|(?<!正)负|âm|سالب)\s?$", re.I)
_LABELLED = re.compile(
    r"(?:article|clause|section|paragraph|item|table|figure|part|annex|chapter|step|no\.|class|level|type|第|表|图|附录|条)\s?$",
    re.I,
)
_NARROW = frozenset("\u00a0\u2009\u202f\u2007")
_LETTER = re.compile(r"[^\W\d_\u3400-\u9fff]")
_DOTTED = re.compile(r"\d+(?:\.\d+){2,}")
_SUPER = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_SCALES = {
    "thousand": 3, "million": 6, "billion": 9, "тыс": 3, "тысяч": 3, "тысячи": 3, "млн": 6, "миллион": 6, "миллиона": 6,
    "миллионов": 6, "млрд": 9, "mille": 3, "millions": 6, "nghìn": 3, "triệu": 6, "ribu": 3, "juta": 6, "мың": 3,
}  # fmt: skip
_SCALE = re.compile(
    rf"\s?(?P<han>万亿|百万(?!分)|千万|千(?![克帕瓦米伏安赫焦卡牛欧乏])|百(?![帕克分])|[{''.join(_HAN_MYRIAD)}])|"
    rf"\s(?P<word>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b\.?",
    re.I,
)


def numbers(text: str, lang: str = "") -> tuple[Number, ...]:
    """All numbers of ``text`` in reading order. ``lang`` decides whether a comma before three digits is a decimal comma."""
    folded = fold(text)
    parts = list(_fractions(folded))
    taken = [(m.start(), m.end()) for m in _DOTTED.finditer(folded) if not _grouped(m.group(), lang)]
    taken += [(n.start, n.end) for n in parts]
    found = parts + [n for n in _digits(text, folded, lang) if not any(s <= n.start < e for s, e in taken)]
    spans = [(n.start, n.end) for n in found]
    found += [n for n in _han(folded) if not any(n.start < e and s < n.end for s, e in spans)]
    if _LETTER.search(folded):
        spelled = (
            Number(w.value, w.start, w.end, "ordinal" if w.ordinal else "word", w.unit) for w in spelled_numbers(folded, lang)
        )
        found += [n for n in spelled if not any(n.start < e and s < n.end for s, e in spans)]
    return tuple(sorted(found, key=lambda n: n.start))


def _fractions(text: str) -> Iterator[Number]:
    """2/3, 三分之二, two thirds, две трети: the value to 28 digits, form "fraction"."""
    for m in _FRACTION.finditer(text):
        if m["over"]:
            value = Decimal(int(m["top"])) / Decimal(int(m["over"]))
        elif m["said"]:
            if m["part"].lower() == "half" and text[: m.start()].lower().endswith("one and "):
                continue  # one and a half
            value = Decimal(_TOPS[m["said"].lower()]) / _PARTS[m["part"].lower()]
        elif m["han"]:
            value = han_value(m["han_top"]) / han_value(m["han"])
        else:
            if text[: m.start()].endswith(("and a ", "and one ")):
                continue  # one and a half
            value = _NAMED[re.sub(r"[\s-]+", " ", m["named"].lower())]
        if 0 < value < 1:
            yield Number(value, m.start(), m.end(), "fraction")


def _grouped(dotted: str, lang: str) -> bool:
    """Whether 1.000.000 is one number: dots group digits where the comma is the decimal sign."""
    head, *rest = dotted.split(".")
    return lang in DECIMAL_COMMA and len(head) <= 3 and all(len(part) == 3 for part in rest)


def digits(body: str, lang: str = "") -> Decimal:
    """The value of one numeral in digits, as ``lang`` groups and points them."""
    body = body.replace(" ", "").replace("'", "")
    comma, dot = body.rfind(","), body.rfind(".")
    if comma >= 0 and dot >= 0:
        group = "," if comma < dot else "."
        return Decimal(body.replace(group, "").replace(",", "."))
    mark = "," if comma >= 0 else "." if dot >= 0 else ""
    if not mark:
        return Decimal(body)
    groups = body.split(mark)
    whole = all(len(g) == 3 for g in groups[1:]) and 0 < len(groups[0]) <= 3 and not groups[0].startswith("0")
    groups_by = "." if lang in DECIMAL_COMMA else ","
    if len(groups) > 2 or (whole and mark == groups_by and not (lang in ("ru", "kk") and mark == ".")):
        return Decimal(body.replace(mark, ""))
    return Decimal(body.replace(",", "."))


def _digits(original: str, text: str, lang: str) -> list[Number]:
    found = []
    for m in _DIGITS.finditer(text):
        end = m.end()
        if original[: m.start()].endswith(",") and text[: m.start() - 1][-1:].isalpha():
            continue  # the 8 of L_EX,8h
        if m["ten"]:
            value = Decimal(10) ** int(m["ten"][2:].lstrip("^").translate(_SUPER))
        else:
            body = m["body"]
            if " " in body and not _spaced(original, text, m, lang):
                body = body.split(" ")[0]
                end = m.start("body") + len(body)
            value = digits(body, lang)
            if m["e"] and end == m.end():
                value = value.scaleb(int(m["e"]))
            if m["power"] and end == m.end():
                value = value.scaleb(int(m["power"].lstrip("^").translate(_SUPER)))
        if m["sign"] == "-" or _MINUS.search(text[max(0, m.start() - 12) : m.start()]):
            value = -value
        scale = _SCALE.match(text, end)
        if scale:
            value *= _HAN_MIXED[scale["han"]] if scale["han"] else Decimal(10) ** _SCALES[scale["word"].lower()]
            end = scale.end()
        found.append(Number(_plain(value), m.start(), end))
    return found


def _spaced(original: str, text: str, m: re.Match[str], lang: str) -> bool:
    """Whether the spaces of a numeral group its digits: narrow ones do; a plain one not in "Article 3 100 m"."""
    start, end = m.span("body")
    if lang in DECIMAL_COMMA or all(original[i] in _NARROW for i in range(start, end) if text[i] == " "):
        return True
    first = m["body"].split(" ")[0]
    tail = text[end : end + 2]
    return (
        len(first) <= 3
        and not (tail[:1] == " " and tail[1:].isdigit())
        and not _LABELLED.search(text[max(0, start - 12) : start])
    )


def _plain(value: Decimal) -> Decimal:
    """The same value without exponent and without zeros at the end."""
    return Decimal(f"{value.normalize():f}")


def han_value(run: str) -> Decimal:
    """The value of a Chinese numeral: 二十五, 二〇一八, 三万五千, 一点五."""
    run, _, fraction = run.partition("点")
    if len(run) > 1 and all(c in _HAN_DIGIT for c in run):
        total = int("".join(str(_HAN_DIGIT[c]) for c in run))
    else:
        total = section = digit = 0
        for c in run:
            if c in _HAN_DIGIT:
                digit = _HAN_DIGIT[c]
            elif c in _HAN_POWER:
                section += (digit or 1) * _HAN_POWER[c]
                digit = 0
            else:
                total = (total + section + digit or 1) * _HAN_MYRIAD[c]
                section = digit = 0
        total += section + digit
    return Decimal(f"{total}.{''.join(str(_HAN_DIGIT[c]) for c in fraction)}") if fraction else Decimal(total)


def _han(text: str) -> list[Number]:
    found = [Number(Decimal("0.5"), m.start(), m.end(), "han") for m in _HAN_HALF.finditer(text)]
    for m in _HAN_RUN.finditer(text):
        run = m[2]
        if not m[1] and (not run.strip("〇零○") or (run in _NOT_NUMBERS and not _COUNTED.match(text, m.end(2)))):
            continue
        value, unit = han_value(run), {"百分之": "%", "千分之": "‰", "万分之": "%"}.get(m[1] or "", "")
        if m[1] == "万分之":
            value /= 100
        if m["half"]:
            value += Decimal("0.5")
        end = m.end()
        if m["tenths"] and not m[1]:
            value, unit = value * 10, "%"
        found.append(Number(value, m.start(), end, "han", unit))
    return found
