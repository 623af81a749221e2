"""Is the text of a page usable? Pure judgements over glyphs."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.glyph import Glyph

FEWEST = 8
"""Fewer visible glyphs than this are no text layer: a page number, a watermark's rest."""
_POOR_SHARE = 0.2


def is_bad(char: str) -> bool:
    """A character that stands for nothing: replacement, private use, control."""
    code = ord(char[0])
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF or code < 0x20 or code >= 0xF0000


def bad_share(glyphs: Sequence[Glyph]) -> float:
    """Share of the glyphs whose character stands for nothing, in [0, 1]."""
    return sum(is_bad(glyph.text) for glyph in glyphs) / len(glyphs) if glyphs else 0.0


def is_poor(glyphs: Sequence[Glyph]) -> bool:
    """Whether another reader should try the page."""
    return len(glyphs) < FEWEST or bad_share(glyphs) > _POOR_SHARE


def better(other: Sequence[Glyph], glyphs: Sequence[Glyph]) -> bool:
    """Whether ``other`` has clearly more sound characters than ``glyphs``."""
    sound = len(glyphs) * (1 - bad_share(glyphs))
    return len(other) * (1 - bad_share(other)) > 1.1 * sound + FEWEST


def page_marks(glyphs: Sequence[Glyph], number: int) -> tuple[str, ...]:
    """What a reader must know about the text of page ``number``."""
    if not glyphs:
        return (f"page {number} has no text (a picture or an empty page)",)
    if len(glyphs) < FEWEST:
        return (f"page {number} has almost no text ({len(glyphs)} characters)",)
    if bad_share(glyphs) > _POOR_SHARE:
        return (f"page {number} has a damaged text layer",)
    return ()
