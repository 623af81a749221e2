"""Is the text of a page usable? Pure judgements over glyphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.glyph import Glyph
from ingest.glyphs import Glyphs

FEWEST = 8
"""Fewer visible glyphs than this are no text layer: a page number, a watermark's rest."""
_POOR_SHARE = 0.2
_ENOUGH = 60
_STRANGE_SHARE = 0.08
_SIGN_SHARE = 0.14
_SIGNS = frozenset("!\"#$%&'*+<=>?@[\\]^`{|}~")


def is_bad(char: str) -> bool:
    """A character that stands for nothing: replacement, private use, control."""
    code = ord(char[0])
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF or code < 0x20 or code >= 0xF0000


def bad_share(glyphs: Sequence[Glyph]) -> float:
    """Share of the glyphs whose character stands for nothing, in [0, 1]."""
    counts = Counter(Glyphs.of(glyphs).text)
    return sum(count for char, count in counts.items() if is_bad(char)) / len(glyphs) if glyphs else 0.0


def is_strange(char: str) -> bool:
    """A character that no standard prints: Han beyond GB 2312 and Big5, scripts that a font's broken map to Unicode leads to."""
    code = ord(char[0])
    if 0x3400 <= code <= 0x9FFF:
        return code < 0x4E00 or not (_encodes(char, "gb2312") or _encodes(char, "big5"))
    return 0x0900 <= code <= 0x0DFF or 0x1200 <= code <= 0x1DFF or 0x2C00 <= code <= 0x2DFF or 0xA000 <= code <= 0xABFF


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def is_garbled(glyphs: Sequence[Glyph]) -> bool:
    """Whether the text only looks like text: a broken map of the font to Unicode gives rare Han, or signs instead of letters."""
    text = Glyphs.of(glyphs).text
    if len(text) < _ENOUGH:
        return False
    counts = Counter(text)
    han = sum(count for char, count in counts.items() if "\u3400" <= char <= "\u9fff")
    strange = sum(count for char, count in counts.items() if is_strange(char))
    if han and strange > _STRANGE_SHARE * len(text) and strange > _STRANGE_SHARE * han:
        return True
    signs = sum(count for char, count in counts.items() if char in _SIGNS)
    return signs > _SIGN_SHARE * len(text)


def is_poor(glyphs: Sequence[Glyph]) -> bool:
    """Whether another reader should try the page."""
    return len(glyphs) < FEWEST or bad_share(glyphs) > _POOR_SHARE


def better(other: Sequence[Glyph], glyphs: Sequence[Glyph]) -> bool:
    """Whether ``other`` has clearly more sound characters than ``glyphs``; what is printed twice to look bold counts once."""
    return _covered(other) * (1 - bad_share(other)) > 1.1 * _covered(glyphs) * (1 - bad_share(glyphs)) + FEWEST


def _covered(glyphs: Sequence[Glyph]) -> int:
    """How many places of a page have a character, in a raster of font sizes."""
    sizes = ((max(1.0, glyph.size), glyph) for glyph in glyphs)
    return len({(round(glyph.x0 / size), round(glyph.top / size)) for size, glyph in sizes})


def page_marks(glyphs: Sequence[Glyph], number: int) -> tuple[str, ...]:
    """What a reader must know about the text of page ``number``."""
    if not glyphs:
        return (f"page {number} has no text (a picture or an empty page)",)
    if len(glyphs) < FEWEST:
        return (f"page {number} has almost no text ({len(glyphs)} characters)",)
    if bad_share(glyphs) > _POOR_SHARE or is_garbled(glyphs):
        return (f"page {number} has a damaged text layer: its characters are not those that are printed",)
    return ()
