"""What a reader hands on: pages of positioned lines. Everything after it works on these types alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ingest.clause import Box


class Rule(NamedTuple):
    """A ruled line as displayed, in points: horizontal where ``top`` is ``bottom``, vertical where ``x0`` is ``x1``."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. ``raw_start`` is the offset of ``text`` in the raw text of the page.

    ``box`` as displayed (PDF points, origin at the top left); ``size`` the font size in points (median over the line); ``bold``
    where the font says so. Text is as the reader saw it: no repair, no normalisation, one space for a gap between glyphs.

    ``bolds`` are the spans (start, end) of ``text`` that are bold; ``gaps`` the offsets of characters before which there is a gap
    wider than a space between words (cells of a table, a number before its title); ``turned`` says that the line does not run in
    the page's main direction; ``certainty`` in [0, 1] is that of OCR in its reading, never quite 1, and 1 for a text layer.
    ``places`` is where the middle of each character of ``text`` stands along the line (x of a line that is not turned), in
    points; empty for lines of which no table can be made: those without gaps, on pages without rules.
    """

    text: str
    box: Box
    size: float
    bold: bool = False
    raw_start: int = 0
    bolds: tuple[tuple[int, int], ...] = ()
    gaps: tuple[int, ...] = ()
    turned: bool = False
    certainty: float = 1.0
    places: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``number`` 1-based; ``width`` and ``height`` in points as displayed; ``lines`` in reading order.

    ``reader`` says who read it (pdfium, pdfplumber, none); ``marks`` what is wrong with it, in words for the user.
    ``raw`` is the text of the lines joined by newlines: immutable, what offsets point into. ``rules`` are the lines drawn on it;
    ``turn`` is the direction of its main text, in quarter turns clockwise.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    raw: str
    reader: str = "pdfium"
    marks: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: its title, 1-based page (0 unknown), and 1-based level."""

    title: str
    page: int
    level: int


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures on a page: their boxes; ``hidden`` is the share of its text, in [0, 1], that cannot be seen.

    Text that is drawn invisibly or below a picture is what somebody's OCR made of the picture.
    """

    boxes: tuple[Box, ...] = ()
    hidden: float = 0.0
