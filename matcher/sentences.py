"""Sentences of a clause with their places, for what works below the clause: coverage, conditions, deviations."""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(
    r"[。；！？!?;]+[”’」』）)]*|"
    r"(?<![A-ZА-Я0-9])\.(?<!\bcf\.)(?<!\bNo\.)(?<!\bFig\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bArt\.)(?<!\bсм\.)(?<!\bп\.)(?<!\bст\.)"
    r"(?=\s+[A-ZА-ЯÀ-Ỹ(“\"0-9])|(?<=\d)\.(?=\s+[A-ZА-Я][a-zа-я])|[؟।。]|\n+"
)
_MARKER = re.compile(r"^\s*(?:[(（]?[0-9a-zа-я]{1,3}[)）.、．]|[一二三四五六七八九十]{1,3}、|[-—–•·*])\s*", re.I)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item: its text and its place in the text of the clause."""

    text: str
    start: int
    end: int


def sentences(text: str, *, shortest: int = 2) -> tuple[Sentence, ...]:
    """The sentences of ``text`` in reading order; pieces with fewer than ``shortest`` letters are left out, list markers too."""
    found = []
    at = 0
    for m in [*_END.finditer(text), None]:
        end = m.end() if m else len(text)
        piece = text[at:end]
        marker = _MARKER.match(piece)
        start = at + (marker.end() if marker and marker.end() < len(piece) else len(piece) - len(piece.lstrip()))
        stripped = text[start:end].rstrip()
        if sum(c.isalpha() for c in stripped) >= shortest:
            found.append(Sentence(stripped, start, start + len(stripped)))
        at = end
    return tuple(found)
