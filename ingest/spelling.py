"""What all families of designations are written with: one spelling of signs, heads in their variants, and the parts they give.

Text is matched in a shadow copy of the same length (``shadow``), in which dashes are hyphens, full-width letters are plain, and
Thai and Arabic digits are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ALIKE: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "‐‑‒–—―−─━﹣"), "-"),
    **dict.fromkeys(map(ord, "∕⁄"), "/"),
    **dict.fromkeys(map(ord, "∶﹕"), ":"),
    **dict.fromkeys(map(ord, "\u00a0\u3000\u2002\u2003\u2009\u202f\t"), " "),
    **dict.fromkeys(map(ord, "‘’ʻʼ`´"), "'"),
    **dict.fromkeys(map(ord, "﹒"), "."),
    **{zero + value: str(value) for zero in (0x0660, 0x06F0, 0x0E50) for value in range(10)},
}  # fmt: skip


def shadow(text: str) -> str:
    """``text`` of the same length, with one spelling for dashes, slashes, colons, blanks, quotes, digits, full-width letters."""
    return text.translate(_ALIKE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A designation taken apart: ``head`` and ``sign`` (before the year) in house style, ``year`` as written ("" where undated).

    ``publisher`` the head without mandate and kind; ``chain`` the adopted publisher inside of the head ("ISO/IEC"); ``tail`` what
    follows the year ("/BYT"); ``first`` whether the year is printed before the number.
    """

    head: str
    publisher: str
    number: str
    part: str = ""
    year: str = ""
    sign: str = ":"
    mandate: str = ""
    chain: str = ""
    tail: str = ""
    first: bool = False


_LATIN_DOUBLES = {"А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T", "Х": "X"}
_FEWEST_DOUBLES = 4  # letters of a head that may be typed with Latin look-alikes: OCT 26 is a day


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of ``words``, the longest first.

    Blanks and apostrophes may be missing, a slash may have blanks around, and Cyrillic letters may be their Latin doubles.
    """
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(_loose(word) for word in longest)


def _loose(word: str) -> str:
    doubled = sum(map(str.isalpha, word)) >= _FEWEST_DOUBLES
    signs = {" ": " ?", "/": " ?/ ?", "'": "'?"}
    return "".join(
        signs.get(char) or (f"[{char}{_LATIN_DOUBLES[char]}]" if doubled and char in _LATIN_DOUBLES else re.escape(char))
        for char in word
    )


def tight(head: str) -> str:
    """``head`` without blanks around its slashes, and with single blanks elsewhere."""
    return re.sub(r" ?/ ?", "/", re.sub(r" +", " ", head)).strip()


def spelt(head: str, known: Iterable[str]) -> str:
    """The spelling of ``head`` among ``known`` that differs only in blanks, quotes, full stops, case and Latin doubles."""
    bare, names = _bare(head), list(known)
    return head if head in names else next((name for name in names if _bare(name) == bare), head)


_TO_LATIN = str.maketrans(_LATIN_DOUBLES)


def _bare(head: str) -> str:
    return re.sub(r"[ .']", "", head).translate(_TO_LATIN).casefold()


def group(match: re.Match[str], name: str) -> str:
    """What the group ``name`` of ``match`` caught, stripped; "" where the pattern has no such group, or it caught nothing."""
    return (match.groupdict().get(name) or "").strip()


# Han beside a designation is text, and not part of it: \w would not do.
WORD = r"[0-9A-Za-zÀ-ɏЀ-ӿ_]"
BEFORE = rf"(?<!{WORD})(?<![.-])(?:(?<!')|(?<=[lLdD]')|(?<=[qQ]u'))(?:(?<!/)|(?<=\d{{4}}/))"
"""A designation begins no word, and stands behind a slash only where a year is before that: GB 4943.1—2022/GB 9254.1—2021; behind
an apostrophe only after the article of a Romance language: l'ISO 9612.
"""
LONG_YEAR = r"(?:19|20)\d\d"
YEAR = rf"(?P<year>{LONG_YEAR}|[4-9]\d)(?!{WORD}|[.,]\d)"
OPEN = rf"(?!{WORD}|[.,]\d)"
"""Nothing that would go on with the number."""
