"""Numerals of labels: digits, Roman, letters of two alphabets, Han, and ordinal words; each is read and printed back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CYRILLIC = "АБВГДЕЖИКЛМНПРСТУФХЦШЩЭЮЯ"
"""Letters of annexes after ГОСТ 1.5: without Ё, З, Й, О, Ч, Ь, Ы, Ъ."""
_LOOK_ALIKE = str.maketrans("ABEKMHPCTX", "АВЕКМНРСТХ")
_ABJAD = "أبجدهوزحطي"
"""Letters of Arabic annexes, in the order in which they count."""
_FIRST_Z = 100  # annexes ZA, ZB of European standards and ДА, ДБ of Russian ones stand after all others
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_HAN = "零一二三四五六七八九"
WORDS = {
    "id": ("kesatu", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan", "kesembilan", "kesepuluh"),
    "ar": (
        "الأولى",
        "الثانية",
        "الثالثة",
        "الرابعة",
        "الخامسة",
        "السادسة",
        "السابعة",
        "الثامنة",
        "التاسعة",
        "العاشرة",
        "الحادية عشرة",
        "الثانية عشرة",
        "الثالثة عشرة",
        "الرابعة عشرة",
        "الخامسة عشرة",
        "السادسة عشرة",
        "السابعة عشرة",
        "الثامنة عشرة",
        "التاسعة عشرة",
        "العشرون",
    ),
    "ar-m": ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"),
    "tr": ("birinci", "ikinci", "üçüncü", "dördüncü", "beşinci", "altıncı", "yedinci", "sekizinci", "dokuzuncu", "onuncu"),
    "mn": (
        "нэгдүгээр",
        "хоёрдугаар",
        "гуравдугаар",
        "дөрөвдүгээр",
        "тавдугаар",
        "зургадугаар",
        "долдугаар",
        "наймдугаар",
        "есдүгээр",
        "аравдугаар",
    ),
    "en": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
"""Ordinal words by language; "ar" is feminine (of an article), "ar-m" masculine (of a chapter)."""


class System(NamedTuple):
    """One way of writing numbers: the regular expression of a numeral, its reading (0 when it is none) and its printing."""

    pattern: str
    read: Callable[[str], int]
    show: Callable[[int], str]


def read_digits(text: str) -> int:
    """A number in digits, Arabic-Indic ones included; 0 when it is none."""
    return int(text) if text.isdecimal() else 0


def roman(number: int) -> str:
    """``number`` (1 to 399) in Roman numerals."""
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def read_roman(text: str) -> int:
    """A Roman numeral; 0 when it is none, or is not written as it is printed."""
    upper = text.upper()
    total, rest = 0, upper
    for value, sign in _ROMAN:
        while rest.startswith(sign):
            total, rest = total + value, rest[len(sign) :]
    return total if not rest and total and roman(total) == upper else 0


def han(number: int) -> str:
    """``number`` (1 to 999) in Han numerals as laws print them: 十, 十一, 二十, 一百零五."""
    if number < 10:
        return _HAN[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")
    hundreds, rest = divmod(number, 100)
    if not rest:
        return _HAN[hundreds] + "百"
    low = _HAN[0] + _HAN[rest] if rest < 10 else (("一" if rest < 20 else "") + han(rest))
    return _HAN[hundreds] + "百" + low


def read_han(text: str) -> int:
    """A Han numeral up to 999; 0 when it is none."""
    total, digit = 0, 0
    for char in text.replace("〇", "零").replace("两", "二"):
        if char in _HAN:
            digit = _HAN.index(char)
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif char == "百":
            total, digit = total + (digit or 1) * 100, 0
        else:
            return 0
    return total + digit


def letter(number: int) -> str:
    """The Latin letter number ``number``."""
    return LATIN[number - 1]


def read_letter(text: str) -> int:
    """The place of a Latin letter in its alphabet, from 1; 0 when it is none."""
    return LATIN.find(text.upper()) + 1 if len(text) == 1 else 0


def cyrillic(number: int) -> str:
    """The Cyrillic letter of annex number ``number``."""
    return CYRILLIC[number - 1]


def read_cyrillic(text: str) -> int:
    """The place of a Cyrillic letter among those of annexes, Latin look-alikes included; 0 when it is none."""
    return CYRILLIC.find(text.upper().translate(_LOOK_ALIKE)) + 1 if len(text) == 1 else 0


def _plain(word: str) -> str:
    """``word`` in small letters; the dotted and the dotless i of Turkish are one."""
    return re.sub(r"\s+", " ", word.replace("İ", "i").replace("I", "i").lower().replace("ı", "i"))


def _dotted(word: str) -> str:
    """A pattern for ``word`` in which any of the letters i may stand for another: BİRİNCİ."""
    return re.sub("[iı]", "[iıİI]", word)


def _words(kind: str) -> System:
    words = WORDS[kind]
    plain = [_plain(word) for word in words]
    return System(
        "|".join(sorted(map(_dotted, words), key=len, reverse=True)),
        lambda text: plain.index(_plain(text)) + 1 if _plain(text) in plain else 0,
        lambda number: words[number - 1],
    )


SYSTEMS: dict[str, System] = {
    "1": System(r"[0-9٠-٩۰-۹๐-๙]{1,3}", read_digits, str),
    "I": System(r"[IVXLC]{1,7}(?:er)?", lambda text: read_roman(re.sub("(?i:er)$", "", text)), roman),
    "A": System(r"[A-Z]", read_letter, letter),
    "А": System(r"[А-ЯA-Z]", read_cyrillic, cyrillic),
    "ZA": System(r"Z[A-Z]", lambda text: _FIRST_Z + read_letter(text[1:]), lambda number: f"Z{letter(number - _FIRST_Z)}"),
    "ДА": System(r"Д[А-И]", lambda text: _FIRST_Z + read_cyrillic(text[1:]), lambda number: f"Д{cyrillic(number - _FIRST_Z)}"),
    "أ": System(f"[{_ABJAD}](?![\u0600-\u06ff])", lambda text: _ABJAD.find(text) + 1, lambda number: _ABJAD[number - 1]),
    "一": System(r"[零〇一二三四五六七八九十百两]{1,6}", read_han, han),
    "id": _words("id"),
    "ar": _words("ar"),
    "ar-m": _words("ar-m"),
    "tr": _words("tr"),
    "mn": _words("mn"),
    "en": _words("en"),
}
"""By the key that a grammar uses: digits, Roman, Latin, Cyrillic, Han, and words."""
