"""The committed fonts of the sample standards: registered with reportlab, and checked for every character that is set."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).parent / "fonts"
NAMES = (
    "SampleSong",
    "SampleHei",
    "SampleRoman",
    "SampleRomanBold",
    "SampleRomanItalic",
    "SampleGrotesk",
    "SampleGroteskBold",
    "ReportSong",
)


class MissingGlyphError(LookupError):
    """A character of a source that a committed font lacks."""


@cache
def register() -> None:
    """Make the committed fonts known to reportlab under their own names."""
    for name in NAMES:
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))


def check(font: str, text: str) -> None:
    """Raise ``MissingGlyphError`` for a character of ``text`` that ``font`` cannot show."""
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    for character in text:
        if ord(character) not in glyphs:
            raise MissingGlyphError(f"{font} has no {character!r} (U+{ord(character):04X}): run python -m corpora.build --fonts")


def width(text: str, font: str, size: float) -> float:
    """The width of ``text`` in points."""
    return float(pdfmetrics.stringWidth(text, font, size))
