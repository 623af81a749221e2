"""Glyphs to printed lines: the rows of a page in reading order, with their text. Nothing here knows what the text says."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import sub
from statistics import median
from typing import NamedTuple

from ingest.baselines import RUN_GAP, Frame, find_rows, find_runs, in_frame, is_leftward_letter, taker
from ingest.bidi import as_read, is_leftward
from ingest.clause import Box
from ingest.columns import Piece, Row, reading_order
from ingest.glyph import SKEW, Glyph
from ingest.glyphs import Glyphs
from ingest.line import Line
from ingest.marks import is_mark, told_once
from ingest.places import places

_WORD_GAP = 0.16
_LEFTWARD_GAP = 0.22
"""Arabic letters that do not join have more room between them."""
_HAN_GAP, _HAN_LEAST_GAP = 0.55, 0.2
_ASCENT, _DESCENT = 1.25, 0.45
"""A line reaches no further above and below its baseline, in font sizes."""
_LEAST_GAP = 0.04
"""A narrower gap, in font sizes, is no space, whatever the reader saw there."""


def main_turn(glyphs: Sequence[Glyph]) -> int:
    """The direction in which most of a page runs; ``SKEW`` only where all of it does, 0 for an empty page."""
    counts = Counter(Glyphs.of(glyphs).turn)
    return max(counts, key=lambda turn: (turn != SKEW, counts[turn]), default=0)


def page_lines(glyphs: Sequence[Glyph], number: int, *, ruled: bool = False) -> tuple[Line, ...]:
    """The lines of page ``number`` in reading order: those in its main direction first, turned and skewed ones after them.

    ``ruled`` says that the page has ruled lines, so that the place of every character is wanted.
    """
    if not glyphs:
        return ()
    page = Glyphs.of(told_once(glyphs))
    main = main_turn(glyphs)
    lines: list[Line] = []
    offset = 0
    for turn in sorted(set(page.turn), key=lambda turn: (turn != main, turn)):
        frame = in_frame(page.pick(k for k, other in enumerate(page.turn) if other == turn), turn)
        runs = find_runs(frame)
        rows = find_rows(runs, frame) if turn != SKEW else [Row(r.v, r.size, [Piece(r.u0, r.u1, r.glyphs)]) for r in runs]
        for piece in reading_order(rows):
            line = _line(piece.glyphs, frame, number, offset, turn != main, ruled)
            lines.append(line)
            offset += len(line.text) + 1
    return tuple(lines)


def raw_text(lines: Iterable[Line]) -> str:
    """The raw text of a page: its lines joined by newlines, so that ``raw_start`` of every line points into it."""
    return "\n".join(line.text for line in lines)


def _line(order: Sequence[int], frame: Frame, number: int, offset: int, turned: bool, ruled: bool) -> Line:
    take, glyphs = taker(order), frame.glyphs
    x0, top, x1, bottom = min(take(glyphs.x0)), min(take(glyphs.top)), max(take(glyphs.x1)), max(take(glyphs.bottom))
    if not turned and order and glyphs.turn[order[0]] == 0:
        # Some fonts claim lines of several em: no letter is that high.
        base, em = take(glyphs.base), max(take(glyphs.size))
        top, bottom = max(top, min(base) - _ASCENT * em), min(bottom, max(base) + _DESCENT * em)
    box = Box(number, round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))
    row = _Glyphs(take(glyphs.text), take(frame.u0), take(frame.u1), take(glyphs.size), take(glyphs.space))
    text, gaps, words = _text(row)
    heavy = take(glyphs.bold)
    bold = sum(heavy) * 2 > len(heavy)
    size = _usual(row.size)
    bolds = _bolds(row.text, words, heavy) if any(heavy) else ()
    stand = places(text, row.text, row.u0, row.u1, words) if ruled or gaps else ()
    if is_leftward(text):
        text, bolds, gaps = as_read(text, bolds, gaps)
    return Line(text, box, size, bold, offset, bolds, gaps, turned, places=stand)


def _usual(sizes: Sequence[float]) -> float:
    """The size of most glyphs."""
    if min(sizes) == max(sizes):
        return round(sizes[0], 2)
    return Counter(round(size, 2) for size in sizes).most_common(1)[0][0]


class _Glyphs(NamedTuple):
    """The glyphs of a line as they are displayed, column by column: what decides about spaces between them."""

    text: Sequence[str]
    u0: Sequence[float]
    u1: Sequence[float]
    size: Sequence[float]
    space: Sequence[bool]


def _text(row: _Glyphs) -> tuple[str, tuple[int, ...], list[int]]:
    """The text of a line, the offsets of its characters after a wide gap, and the glyphs before which there is a space."""
    smallest = max(1.0, min(row.size))
    gaps = enumerate(map(sub, row.u0[1:], row.u1), 1)
    apart = {k: gap for k, gap in gaps if gap > _LEAST_GAP * smallest}
    wide = [k for k, gap in apart.items() if gap > RUN_GAP * smallest and gap > RUN_GAP * max(row.size[k - 1], row.size[k])]
    words: list[int] = []
    for start, end in pairwise((0, *wide, len(row.text))):
        inside = [k for k in apart if start < k < end] if wide else list(apart)
        spaced = _letter_spacing(row, start, end, len(inside))
        if start:
            words.append(start)
        if spaced:
            words += [k for k in inside if apart[k] > 1.5 * spaced]
        else:
            words += [k for k in inside if _is_space(row, k, apart[k])]
    text = " ".join("".join(row.text[a:b]) for a, b in pairwise((0, *words, len(row.text))))
    return text, tuple(_offset(row.text, words, k) for k in wide), words


def _offset(glyphs: Sequence[str], words: Sequence[int], k: int) -> int:
    """Where glyph ``k`` begins in the text of a line that has a space before each of the glyphs ``words``."""
    return len("".join(glyphs[:k])) + bisect_right(words, k)


def _bolds(glyphs: Sequence[str], words: Sequence[int], heavy: Sequence[bool]) -> tuple[tuple[int, int], ...]:
    """The spans of the text that are bold; a space between bold glyphs is bold."""
    turns = [0, *(k for k, (before, here) in enumerate(pairwise(heavy), 1) if before != here), len(heavy)]
    spans = ((start, end) for start, end in pairwise(turns) if heavy[start])
    return tuple((_offset(glyphs, words, a), _offset(glyphs, words, b - 1) + len(glyphs[b - 1])) for a, b in spans)


def _letter_spacing(row: _Glyphs, start: int, end: int, apart: int) -> float:
    """The gap that separates the letters of a letter-spaced line, in points; 0 where the line is set normally.

    ``apart`` of the glyphs between ``start`` and ``end`` have a gap before them.
    """
    pairs = end - start - 1
    if pairs < 4 or apart + sum(row.space[start + 1 : end]) < 0.7 * pairs:
        return 0.0
    gaps = [row.u0[k] - row.u1[k - 1] for k in range(start + 1, end)]
    marked = sum(row.space[k] or gap > _WORD_GAP * row.size[k] for k, gap in enumerate(gaps, start + 1))
    if marked < 0.7 * pairs or any(len(glyph) > 1 or _wide(glyph) for glyph in row.text[start:end]):
        return 0.0
    return max(median(gaps), 0.01)


def _is_space(row: _Glyphs, k: int, room: float) -> bool:
    """Whether there is a space before glyph ``k``, ``room`` points from the one before it, of a line that is set normally."""
    left, right = row.text[k - 1], row.text[k]
    gap = room / max(1.0, min(row.size[k - 1], row.size[k]))
    if not (left.isascii() and right.isascii()):
        if _wide(left) and _wide(right):
            return gap > _HAN_GAP or (row.space[k] and gap > _HAN_LEAST_GAP)
        if is_mark(left) or is_mark(right):
            return gap > 2 * _LEFTWARD_GAP
        if is_leftward_letter(left) and is_leftward_letter(right):
            return gap > _LEFTWARD_GAP
    return gap > _WORD_GAP or (row.space[k] and gap > _LEAST_GAP)


def _wide(char: str) -> bool:
    """Han, kana, and the full-width forms, which fill an em square each."""
    code = ord(char[0])
    return 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFFEF or 0x20000 <= code <= 0x3FFFF
