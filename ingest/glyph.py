"""What a PDF reader sees of a page before lines are made of it: single glyphs with their place."""

from __future__ import annotations

from typing import NamedTuple


SKEW = 4
"""The ``turn`` of a glyph that runs along neither axis: a watermark across the page."""


class Glyph(NamedTuple):
    """One visible glyph, as displayed: PDF points, origin at the top left, ``top`` < ``bottom``.

    ``base`` is the height of the baseline; ``size`` the font size in points; ``turn`` the writing direction as displayed, in quarter
    turns clockwise (0 left to right, 1 downwards, 2 upside down, 3 upwards, ``SKEW``); ``space`` says that the reader saw a space before it.
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
        match self.rotation:
            case 1:
                return y - self.y0, x - self.x0
            case 2:
                return self.x1 - x, y - self.y0
            case 3:
                return self.y1 - y, self.x1 - x
            case _:
                return x - self.x0, self.y1 - y
