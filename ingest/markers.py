"""The marks of list items: a) 1) (i) — • ① а) أ) …, and which of them follow each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

_BULLETS = "—–−-•●○◦▪■□◆◇·*►➢✓∙⁃‣\uf0b7\uf0a7\uf0d8"
_ALPHABETS = {
    "latin": "abcdefghijklmnopqrstuvwxyz",
    "vietnamese": "abcdđeghiklmnopqrstuvxy",
    "cyrillic": "абвгдежзиклмнпрстуфхцшщэюя",
    "kazakh": "аәбвгғдежзикқлмнңоөпрсту",
    "abjad": "ابجدهوزحطيكلمنسعفصقر",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "thai": "กขคฆงจฉชซญฐณดตถทธนบปผพภมยรลวสหอ",
    "hangul": "가나다라마바사아자차카타파하",
    "iroha": "イロハニホヘトチリヌルヲワカ",
}
_LETTERS = "".join(sorted(set("".join(_ALPHABETS.values()) + "أإآهـо")))
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_HAN = "一二三四五六七八九十"
_CIRCLED = {**{chr(0x2460 + n): n + 1 for n in range(20)}, **{chr(0x2776 + n): n + 1 for n in range(10)}}
_MARK = re.compile(
    rf"(?P<bullet>[{re.escape(_BULLETS)}]{{1,3}})\s*(?=\S)|"
    r"(?P<circled>[①-⑳❶-❿])\s*|"
    rf"(?P<open>[(（])\s?(?P<in>\d{{1,2}}|[ivxlc]{{1,5}}|[{_LETTERS}A-ZА-Я]|[{_HAN}]{{1,3}})\s?[)）]\s*(?=\S)|"
    rf"(?P<half>\d{{1,2}}|[ivxlc]{{1,5}}|[{_LETTERS}A-ZА-Я]ـ?)\s?(?P<close>[)）]|[°º](?=\s))\s*(?=\S)|"
    rf"(?P<dotted>\d{{1,2}}|[ivx]{{1,4}}|[{_LETTERS}A-ZА-Я])(?P<dot>[.．、])(?:\s+|(?=[^\W\d_]))(?=[^\s\d])|"
    rf"(?P<dashed>[\d]{{1,2}}|[{_ALPHABETS['abjad']}أ]ـ?)\s?(?P<dash>[-–])\s+(?=\S)|"
    rf"(?P<han>[{_HAN}]{{1,3}})、\s*(?=\S)|"
    r"(?P<square>\[\d{1,3}\])\s*(?=\S)|"
    r"(?P<bare>\d{1,2})\s+(?=[^\W\d_])"
)
_VALUE = re.compile(r"[-–−]\s?\d+(?:[.,]\d+)?(?:\s|$)")


class Mark(NamedTuple):
    """A reading of a mark: the ``style`` its siblings share, its ``ordinal`` (0 for a bullet), its label, where text begins."""

    style: str
    ordinal: int
    label: str
    end: int


def read_marks(text: str) -> list[Mark]:
    """Every reading of the mark at the beginning of a paragraph; none for a paragraph that begins with a word."""
    found = _MARK.match(text)
    if found is None or _VALUE.match(text):
        return []
    name = found.lastgroup if found.lastgroup in _SINGLE else next(name for name in _SHAPES if found[name])
    text, label, end = found[name], found[0].strip(), found.end()
    if name in _SINGLE:
        style, value = _SINGLE[name]
        return [Mark(style.format(text[0]), value(text), label, end)]
    return [Mark(_SHAPES[name].format(system), n, label, end) for system, n in _ordinals(text)]


def follows(before: Mark, after: Mark) -> bool:
    """Whether ``after`` comes next to ``before`` among siblings; one label may have been lost."""
    return before.style == after.style and (not before.ordinal or 1 <= after.ordinal - before.ordinal <= 2)


def _ordinals(text: str) -> list[tuple[str, int]]:
    """Every system and number that a label may mean: "i" is the ninth letter and the first Roman numeral."""
    if text.isdecimal():
        digits = "arabic-indic" if ord(text[0]) > 0x600 else "1"
        return [(digits, sum(unicodedata.decimal(char) * 10**at for at, char in enumerate(reversed(text))))]
    if text[0] in _HAN:
        return [("一", _han(text))]
    out: list[tuple[str, int]] = []
    case = "upper " if text.isupper() else ""
    small = text.lower().rstrip("ـ").translate(str.maketrans("أإآ", "ااا")).replace("а", "а")
    if len(small) == 1:
        out += [(case + name, letters.index(small) + 1) for name, letters in _ALPHABETS.items() if small in letters]
    if _ROMAN.fullmatch(small):
        out.append((f"{case}roman", _roman(small)))
    return out


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[char] for char in text]
    return sum(-v if at + 1 < len(values) and v < values[at + 1] else v for at, v in enumerate(values))


def _han(text: str) -> int:
    tens, sign, ones = text.partition("十")
    if not sign:
        return _HAN.index(text[0]) + 1
    return (_HAN.index(tens) + 1 if tens else 1) * 10 + (_HAN.index(ones) + 1 if ones else 0)


_SINGLE: dict[str, tuple[str, Callable[[str], int]]] = {
    "bullet": ("bullet {}", lambda _: 0),
    "circled": ("①", lambda text: _CIRCLED[text]),
    "han": ("一、", _han),
    "square": ("[1]", lambda text: int(text[1:-1])),
}
_SHAPES = {"in": "({})", "half": "{})", "dotted": "{}.", "dashed": "{}-", "bare": "{} "}
