"""Sentences of a text with their places, for all that works below the clause: provisions, coverage, conditions, deviations."""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(
    r"[。；！？!?;]+[”’」』）)]*|"
    r"(?<![A-ZА-Я0-9])\.(?=\s+[A-ZА-ЯÀ-Ỹ(“\"0-9])|(?<=\d)\.(?=\s+[A-ZА-Я][a-zа-я])|[؟।。]|\n+"
)
_ABBREVIATED = re.compile(
    r"(?<![^\W\d_])(?:cf|No|Nos|Figs?|e\.g|i\.e|Art|Eqs?|Tab|approx|vs|Refs?|Vol|pp?|para|Sec|St|etc|"
    r"см|пп?|ст|рис|табл|прил|разд|черт|ч|т\.\s?[едпк]|др|гг?|напр|мин|макс|"
    r"z\.\s?B|d\.\s?h|bzw|Nr|Abs|ca|art|n|núm|pág|fig|hlm|dll|dsb|TP|tr|مثل)\.$",
    re.IGNORECASE,
)
_MARKER = re.compile(r"^\s*(?:[(（]?(?:\d{1,3}|[a-zа-я]|[ivx]{1,4})[)）.、．]|[一二三四五六七八九十]{1,3}、|[-—–•·*])\s*", re.I)
_NEAR = 12  # characters: no abbreviation is longer


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item: its text and its place in the text of the clause."""

    text: str
    start: int
    end: int


def sentences(text: str, *, shortest: int = 2) -> tuple[Sentence, ...]:
    """The sentences of ``text`` in reading order; pieces with fewer than ``shortest`` letters are left out, list markers too.

    A line is a sentence at least; a full stop ends none after an abbreviation or in a number.
    """
    found = []
    at = 0
    ends = [
        m.end() for m in _END.finditer(text) if m[0] != "." or not _ABBREVIATED.search(text, max(0, m.end() - _NEAR), m.end())
    ]
    for end in [*ends, len(text)]:
        piece = text[at:end]
        marker = _MARKER.match(piece)
        start = at + (marker.end() if marker and marker.end() < len(piece) else len(piece) - len(piece.lstrip()))
        stripped = text[start:end].rstrip()
        if sum(c.isalpha() for c in stripped) >= shortest:
            found.append(Sentence(stripped, start, start + len(stripped)))
        at = end
    return tuple(found)
