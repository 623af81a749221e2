"""What a PDF reader sees of a page before lines are made of it: single glyphs with their place. Nothing here knows a reader."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

SKEW = 4
"""The ``turn`` of a glyph that runs along neither axis: a watermark across the page."""
SOFT_HYPHEN = 0xAD
HYPHENS = frozenset((2, SOFT_HYPHEN, 0xFFFE))
"""How pdfium reports a hyphen that breaks a word at the end of a line."""
BLANKS = frozenset((*range(0x21), 0xA0, 0x2000, 0x2001, 0x2002, 0x2003, 0x2009, 0x200B, 0x3000, 0xFEFF, 0xFFFF)) - HYPHENS
_HIGH, _LOW, _END = 0xD800, 0xDC00, 0xE000
_BOLD_WEIGHTS = range(600, 951)
"""What lies above is no weight: pdfium guesses it from a stem width that some writers invent."""
_BOLD_NAMES = ("bold", "black", "heavy", "simhei", "stheiti", "demi", "黑", "fzht", "fzhei", "hei-", "-bd", "-hv")
_SLOPE = 0.2
_NAMELESS = re.compile(r"\(cid:\d+\)")
"""What pdfminer gives for a glyph of which the file does not say what character it is."""


class Glyph(NamedTuple):
    """One visible glyph, as displayed: PDF points, origin at the top left, ``top`` < ``bottom``.

    ``base`` is the height of the baseline; ``size`` the font size in points; ``turn`` the writing direction as displayed, in
    quarter turns clockwise (0 left to right, 1 downwards, 2 upside down, 3 upwards, ``SKEW``); ``space`` says that the reader saw
    a space before it.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    turn: int
    space: bool


class Canvas(NamedTuple):
    """A page as displayed: its visible rectangle in the file's coordinates and the clockwise rotation in quarter turns."""

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int

    @property
    def width(self) -> float:
        """Width as displayed, in points."""
        return self.y1 - self.y0 if self.rotation % 2 else self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height as displayed, in points."""
        return self.x1 - self.x0 if self.rotation % 2 else self.y1 - self.y0

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file's coordinates (origin at the bottom left) as displayed (origin at the top left)."""
        return self.across([x], [y])[0], self.down([x], [y])[0]

    def across(self, xs: Sequence[float], ys: Sequence[float]) -> list[float]:
        """How far from the left the points of ``xs`` and ``ys`` are displayed."""
        match self.rotation:
            case 0:
                return [x - self.x0 for x in xs]
            case 1:
                return [y - self.y0 for y in ys]
            case 2:
                return [self.x1 - x for x in xs]
            case _:
                return [self.y1 - y for y in ys]

    def down(self, xs: Sequence[float], ys: Sequence[float]) -> list[float]:
        """How far from the top the points of ``xs`` and ``ys`` are displayed."""
        match self.rotation:
            case 0:
                return [self.y1 - y for y in ys]
            case 1:
                return [x - self.x0 for x in xs]
            case 2:
                return [y - self.y0 for y in ys]
            case _:
                return [self.x1 - x for x in xs]


NOTHING = Canvas(0.0, 0.0, 0.0, 0.0, 0)
"""A page that cannot be opened."""
LETTER = Canvas(0.0, 0.0, 612.0, 792.0, 0)
"""What a page without a size is taken for (PDF 32000-1, 14.11.2, as readers do it)."""


def character(code: int, high: int) -> tuple[str, int]:
    """The character of a UTF-16 unit after the half pair ``high`` (0 for none), "" while it is half; and the half to keep."""
    if _HIGH <= code < _LOW:
        return "", code
    if _LOW <= code < _END:
        return (chr(0x10000 + ((high - _HIGH) << 10) + code - _LOW) if high else "\ufffd"), 0
    # A broken code table may give numbers that are no characters at all.
    return (chr(code) if code <= sys.maxunicode else "\ufffd"), 0


@lru_cache(maxsize=256)
def quarter(a: float, b: float, rotation: int) -> int:
    """Writing direction as displayed in quarter turns clockwise, from the text matrix (a, b, …) and the page's rotation."""
    if min(abs(a), abs(b)) > _SLOPE * max(abs(a), abs(b)):
        return SKEW
    along = (0 if a >= 0 else 2) if abs(a) >= abs(b) else (3 if b > 0 else 1)
    return (along + rotation) % 4


def is_bold(name: bytes, weight: int) -> bool:
    """Whether a font is bold by its name, which Chinese writers put in GBK, or by its weight."""
    try:
        text = name.decode("utf8").lower()
    except UnicodeDecodeError:
        text = name.decode("gbk", "replace").lower()
    return weight in _BOLD_WEIGHTS or any(word in text for word in _BOLD_NAMES)


def from_pdfminer(char: Mapping[str, Any], left: float, top: float, height: float) -> Glyph:
    """A character as pdfplumber gives it (``page.chars``), as a glyph.

    Args:
        char: the character.
        left: where pdfplumber's coordinates of the displayed page begin from the left, in points.
        top: the same from the top.
        height: height of the page as displayed, in points.
    """
    a, b, _, _, across, up = char["matrix"]
    turn = quarter(a, b, 0)
    base = height - up if turn % 2 == 0 else across
    bold = is_bold(str(char.get("fontname", "")).encode(), 0)
    x0, x1 = float(char["x0"]) - left, float(char["x1"]) - left
    high, low = float(char["top"]) - top, float(char["bottom"]) - top
    text = "\ufffd" if _NAMELESS.fullmatch(char["text"]) else str(char["text"])
    return Glyph(text, x0, x1, high, low, base, float(char["size"]), bold, turn, False)
