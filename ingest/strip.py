"""What an OCR engine sees on the picture of a page: strips of text with their place, in pixels."""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """A run of characters without white space, as printed; pixels, origin at the top left."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


class Strip(NamedTuple):
    """A line of text, or a part of one, that an engine found in one piece.

    ``words`` in reading order; ``height`` of the letters and ``slope`` of the line (pixels down for one to the right); ``pitch``
    the distance of neighbouring Han, 0 where there are too few to measure; ``score`` of the engine, in [0, 1]; ``turn`` the
    writing direction in quarter turns clockwise.
    """

    words: tuple[Word, ...]
    height: float
    slope: float
    pitch: float
    score: float
    turn: int = 0

    @property
    def length(self) -> float:
        """Length of the line in pixels, whichever way it runs."""
        first, last = self.words[0], self.words[-1]
        return last.bottom - first.top if self.turn % 2 else last.x1 - first.x0

    @property
    def text(self) -> str:
        """The text with one space between words."""
        return " ".join(word.text for word in self.words)
