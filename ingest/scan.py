"""Strips that OCR found on the picture of a page to a page of lines, by the same geometry as glyphs of a text layer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.doubt import SIGNS
from ingest.glyph import Glyph
from ingest.line import Line, Page
from ingest.lines import page_lines, raw_text
from ingest.strip import Strip

UNREAD = 0.5
"""Strips below this score are noise or cannot be read; they are left out and counted."""
UNSURE = 0.85
"""Lines below this score may hold wrong characters."""
_ALONE = 0.75
"""A single letter below this score is a smudge."""
_SUREST = 0.99
"""OCR is never certain."""
_SAME_SIZE = 0.16
_SAME_TEXT = 1.25
"""Running text of two pages is set in one size when what was measured differs by less than this factor."""
_LONG, _FEWEST = 0.5, 4
_WIDE = 12
"""Strips this many times as wide as high say how the page is turned in the scanner."""


def scanned_page(strips: Sequence[Strip], before: Page, size: tuple[float, float], reader: str, turn: int = 0) -> Page:
    """The page that ``strips`` make.

    Args:
        strips: what the engine found, in pixels of the picture that it saw.
        before: the page as it was read without OCR: its number and size.
        size: width and height of the page's picture in pixels, as it is displayed.
        reader: name of the engine.
        turn: quarter turns against the clock by which the picture was turned before it was read.
    """
    read = _without_echoes([strip for strip in strips if not _is_noise(strip)])
    scale = max(size) / max(before.width, before.height, 1.0)
    glyphs = [_shown(glyph, turn, size[0] / scale, size[1] / scale) for glyph in _glyphs(read, scale)]
    sure = _Certainty(glyphs, read)
    lines = tuple(replace(line, certainty=sure.of(line)) for line in page_lines(glyphs, before.number))
    raw = raw_text(lines)
    marks = _marks(before.number, raw, strips, reader)
    return Page(before.number, before.width, before.height, lines, raw, reader, marks)


def _is_noise(strip: Strip) -> bool:
    """Whether a strip is a smudge, or cannot be read."""
    alone = len(strip.text) == 1 and not strip.text.isdigit()
    return strip.score < (_ALONE if alone else UNREAD)


def _without_echoes(strips: Sequence[Strip]) -> list[Strip]:
    """The strips without those that lie in a longer one and say what it says there: found twice."""
    longest = sorted(strips, key=lambda strip: -strip.length)
    kept: list[Strip] = []
    for strip in longest:
        text = "".join(strip.text.split())
        if not any(text in "".join(other.text.split()) and _inside(strip, other) for other in kept):
            kept.append(strip)
    return [strip for strip in strips if strip in kept]


def _inside(strip: Strip, other: Strip) -> bool:
    first, last, left, right = strip.words[0], strip.words[-1], other.words[0], other.words[-1]
    middle = (first.top + last.bottom) / 2
    slack = strip.height
    low, high = min(left.top, right.top), max(left.bottom, right.bottom)
    return low < middle < high and first.x0 > left.x0 - slack and last.x1 < right.x1 + slack


def even_sizes(pages: Sequence[Page], readers: frozenset[str]) -> list[Page]:
    """The pages with one size of running text: what ``readers`` measured on a page is a tenth too large or too small."""
    sizes: Counter[float] = Counter()
    for page in pages:
        sizes[_body(page)] += sum(len(line.text) for line in _running(page))
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    return [_resized(page, usual) if page.reader in readers else page for page in pages]


def _running(page: Page) -> list[Line]:
    """The lines of running text: long, and no rows of a table."""
    return [line for line in page.lines if not line.gaps and line.box.x1 - line.box.x0 > _LONG * page.width]


def _body(page: Page) -> float:
    """Size of the running text of a page, 0 where there is too little of it."""
    sizes = Counter(line.size for line in _running(page))
    return sizes.most_common(1)[0][0] if sizes.total() >= _FEWEST else 0.0


def _resized(page: Page, usual: float) -> Page:
    body = _body(page)
    if not body or not 1 / _SAME_TEXT < usual / body < _SAME_TEXT:
        return page
    return replace(page, lines=tuple(replace(line, size=round(line.size * usual / body, 1)) for line in page.lines))


def _glyphs(strips: Sequence[Strip], scale: float) -> list[Glyph]:
    slope = _slope(strips)
    sizes = _sizes(strips)
    out = []
    for strip, size in zip(strips, sizes, strict=True):
        for word in strip.words:
            across, down = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
            # The bottom of a box depends on the letters in it, its middle does not.
            base = across - size / 2 if strip.turn % 2 else down - slope * across + size / 2
            x0, x1, top, bottom = (value / scale for value in (word.x0, word.x1, word.top, word.bottom))
            out.append(Glyph(word.text, x0, x1, top, bottom, base / scale, round(size / scale, 1), False, strip.turn, True))
    return out


def _shown(glyph: Glyph, turn: int, width: float, height: float) -> Glyph:
    """A glyph of the turned picture where it stands on the page as displayed, ``width`` by ``height`` points."""
    x0, x1, top, bottom, base = glyph.x0, glyph.x1, glyph.top, glyph.bottom, glyph.base
    match turn:
        case 1:
            x0, x1, top, bottom, base = width - bottom, width - top, x0, x1, width - base
        case 2:
            x0, x1, top, bottom, base = width - x1, width - x0, height - bottom, height - top, height - base
        case 3:
            x0, x1, top, bottom = top, bottom, height - x1, height - x0
        case _:
            return glyph
    return glyph._replace(x0=x0, x1=x1, top=top, bottom=bottom, base=base, turn=(glyph.turn + turn) % 4)


def _slope(strips: Sequence[Strip]) -> float:
    """How the page is turned, in pixels down for one to the right: by its long lines."""
    long = [strip.slope for strip in strips if not strip.turn and strip.words[-1].x1 - strip.words[0].x0 > _WIDE * strip.height]
    return median(long) if long else 0.0


def _sizes(strips: Sequence[Strip]) -> list[float]:
    """Font sizes in pixels; what is near the size of the running text is taken for it, because boxes vary more than fonts do."""
    raw = [min(strip.pitch, 1.15 * strip.height) if strip.pitch else strip.height for strip in strips]
    weights: Counter[float] = Counter()
    for size, strip in zip(raw, strips, strict=True):
        weights[round(size)] += len(strip.text)
    body = _middle(weights)
    return [body if abs(size - body) <= _SAME_SIZE * body else size for size in raw]


def _middle(weights: Counter[float]) -> float:
    half = sum(weights.values()) / 2
    seen = 0
    for size in sorted(weights):
        seen += weights[size]
        if seen >= half:
            return float(size)
    return 1.0


class _Certainty:
    """How sure the engine is of a line: as sure as of the least sure strip in it."""

    def __init__(self, glyphs: Sequence[Glyph], strips: Sequence[Strip]) -> None:
        scores = [strip.score for strip in strips for _ in strip.words]
        self._placed = [(glyph, score) for glyph, score in zip(glyphs, scores, strict=True)]

    def of(self, line: Line) -> float:
        box = line.box
        inside = []
        for glyph, score in self._placed:
            across, down = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
            if box.x0 <= across <= box.x1 and box.top <= down <= box.bottom:
                inside.append(score)
        return round(min(_SUREST, *inside), 3)


def _marks(number: int, raw: str, strips: Sequence[Strip], reader: str) -> tuple[str, ...]:
    """What a person must check on the page."""
    signs = sum(raw.count(sign) for sign in SIGNS)
    digits = len(re.findall(r"\d", raw))
    found = f"{_counted(digits, 'digit')} and {_counted(signs, 'comparison sign')} (≤ ≥ < > ≠ ±)"
    marks = [f"page {number} was read by OCR ({reader}): a person must check its {found}"]
    unsure = sum(strip.score < UNSURE and not _is_noise(strip) for strip in strips)
    if unsure:
        marks.append(f"page {number}: OCR is unsure of {unsure} of its {_counted(len(strips), 'line')}")
    unread = sum(map(_is_noise, strips))
    if unread:
        marks.append(f"page {number}: {_counted(unread, 'line')} could not be read by OCR and left out")
    return tuple(marks)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" + "s" * (number != 1)
