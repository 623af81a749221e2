"""Hyphens at the ends of lines: those that only break a word become soft hyphens, which running text leaves out.

The document itself says which they are: a word that stands whole elsewhere in it was broken, unless it also stands there with the
hyphen; where neither is found, halves that are no words by themselves were one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.clean import SOFT_HYPHEN, CleanLine

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_END = re.compile(r"([^\W\d_]{2,})-$")
_BEGIN = re.compile(r"[^\W\d_]{2,}")


def soften(lines: Sequence[CleanLine]) -> list[CleanLine]:
    """The lines of a document in reading order, with a soft hyphen at the end of those that break a word."""
    breaks = {at: halves for at, pair in enumerate(pairwise(lines)) if (halves := _halves(*pair))}
    if not breaks:
        return list(lines)
    whole, joined = _words(lines, breaks)
    out = list(lines)
    for at, (first, second) in breaks.items():
        known = first + second in whole
        alien = first not in whole and second not in whole
        if (known or alien) and f"{first}-{second}" not in joined:
            out[at] = replace(lines[at], text=lines[at].text[:-1] + SOFT_HYPHEN)
    return out


def _halves(line: CleanLine, after: CleanLine) -> tuple[str, str] | None:
    """The halves of a word, in small letters, that may have been broken between two lines."""
    end = _END.search(line.text) if line.text[-1:] == "-" else None
    begin = _BEGIN.match(after.text) if end else None
    if end is None or begin is None or not after.text[0].islower():
        return None
    return end[1].lower(), begin[0].lower()


def _words(lines: Iterable[CleanLine], breaks: dict[int, tuple[str, str]]) -> tuple[set[str], set[str]]:
    """Words that stand whole inside a line, and words with a hyphen, both in small letters."""
    whole: set[str] = set()
    joined: set[str] = set()
    for at, line in enumerate(lines):
        words = _WORD.findall(line.text.lower())
        inner = words[at - 1 in breaks : len(words) - (at in breaks)]
        joined.update(word for word in inner if "-" in word)
        whole.update(part for word in inner for part in word.split("-"))
    return whole, joined
