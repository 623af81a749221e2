"""Combining marks of vowels and tones, which PDFs place apart from the letters that bear them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ingest.glyph import Glyph
from ingest.glyphs import Glyphs

_BACK = 8
_CLOSE = 0.35
"""Two of the same letter, in font sizes, are never so close that one begins in the other."""
_THIN = 0.08
"""A glyph that is narrower stands for no letter of its own."""


def is_mark(char: str) -> bool:
    """Whether the character is a combining mark: of vowels, of tones."""
    return char > "\u02ff" and unicodedata.category(char[0]) == "Mn"


def told_once(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Without the letters that some writers name once more for the mark on a letter (Thai and Arabic by Chromium)."""
    if not any(map(is_mark, set(Glyphs.of(glyphs).text))):
        return glyphs
    kept: list[Glyph] = []
    for glyph in glyphs:
        thin = glyph.x1 - glyph.x0 < _THIN * glyph.size
        syllabic = unicodedata.category(glyph.text[0]) in ("Lo", "Mn") and unicodedata.bidirectional(glyph.text[0]) != "AL"
        close = (1.0 if thin else _CLOSE) * glyph.size
        if (thin or syllabic) and any(
            old.text == glyph.text and abs(old.x0 - glyph.x0) < close and old.base == glyph.base for old in kept[-_BACK:]
        ):
            continue
        kept.append(glyph)
    return kept
