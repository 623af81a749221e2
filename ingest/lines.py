"""Glyphs to printed lines, grouped by baseline. Pure geometry: nothing here knows what the text says.

The box of a glyph says little about the line it stands on (that of a full stop lies far below a letter's); its baseline says all.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ingest.bidi import as_read, is_leftward
from ingest.clause import Box
from ingest.columns import Piece, Row, reading_order
from ingest.glyph import SKEW, Glyph
from ingest.line import Line
from ingest.marks import is_mark, told_once
from ingest.places import places

_SAME_BASELINE = 0.22
"""Largest distance of baselines on one line, in font sizes."""
_RUN_GAP = 1.2
"""A wider gap, in font sizes, ends a run of glyphs."""
_MARK_RISE = 0.7
_LEFTWARD_RISE = 0.35
"""Combining marks, and Arabic letters that are joined with one, may have a baseline of their own, so far from their line's."""
_FEW_MARKS = 3
_WORD_GAP = 0.16
_LEFTWARD_GAP = 0.22
"""Arabic letters that do not join have more room between them."""
_HAN_GAP = 0.55
_SMALL = 0.86
"""Superscripts and subscripts are smaller than this part of their line's size."""


class _Placed(NamedTuple):
    """A glyph in its reading frame: ``u0`` to ``u1`` along the line, baseline at ``v``, which grows from line to line."""

    u0: float
    u1: float
    v: float
    glyph: Glyph


class _Run(NamedTuple):
    """Neighbouring glyphs of the content stream on one baseline."""

    u0: float
    u1: float
    v: float
    size: float
    glyphs: list[_Placed]


def main_turn(glyphs: Sequence[Glyph]) -> int:
    """The direction in which most of a page runs; ``SKEW`` only where all of it does, 0 for an empty page."""
    counts = Counter(glyph.turn for glyph in glyphs)
    return max(counts, key=lambda turn: (turn != SKEW, counts[turn]), default=0)


def page_lines(glyphs: Sequence[Glyph], number: int, *, ruled: bool = False) -> tuple[Line, ...]:
    """The lines of page ``number`` in reading order: those in its main direction first, turned and skewed ones after them.

    ``ruled`` says that the page has ruled lines, so that the place of every character is wanted.
    """
    if not glyphs:
        return ()
    by_turn: dict[int, list[Glyph]] = {}
    for glyph in told_once(glyphs):
        by_turn.setdefault(glyph.turn, []).append(glyph)
    main = main_turn(glyphs)
    lines: list[Line] = []
    offset = 0
    for turn in sorted(by_turn, key=lambda turn: (turn != main, turn)):
        runs = _runs(_placed(by_turn[turn], turn))
        rows = _rows(runs) if turn != SKEW else [Row(run.v, run.size, [Piece(run.u0, run.u1, run.glyphs)]) for run in runs]
        for piece in reading_order(rows):
            line = _line(piece.glyphs, number, offset, turn != main, ruled)
            lines.append(line)
            offset += len(line.text) + 1
    return tuple(lines)


def raw_text(lines: Iterable[Line]) -> str:
    """The raw text of a page: its lines joined by newlines, so that ``raw_start`` of every line points into it."""
    return "\n".join(line.text for line in lines)


def _placed(glyphs: Iterable[Glyph], turn: int) -> list[_Placed]:
    match turn:
        case 1:
            return [_Placed(g.top, g.bottom, -g.base, g) for g in glyphs]
        case 2:
            return [_Placed(-g.x1, -g.x0, -g.base, g) for g in glyphs]
        case 3:
            return [_Placed(-g.bottom, -g.top, g.base, g) for g in glyphs]
        case _:
            return [_Placed(g.x0, g.x1, g.base, g) for g in glyphs]


def _runs(placed: Sequence[_Placed]) -> list[_Run]:
    """Cut the stream of glyphs where the baseline or the place jumps."""
    runs: list[list[_Placed]] = []
    for glyph in placed:
        if runs:
            last = runs[-1][-1]
            size = max(1.0, min(last.glyph.size, glyph.glyph.size))
            mark = is_mark(glyph.glyph.text)
            rise = _MARK_RISE if mark else _LEFTWARD_RISE if _leftward(glyph.glyph.text) else _SAME_BASELINE
            near = abs(glyph.v - last.v) <= rise * size
            leftward = mark or is_mark(last.glyph.text) or _leftward(last.glyph.text)
            if near and glyph.u0 >= last.u0 - 0.15 * size and glyph.u0 - last.u1 <= _RUN_GAP * size:
                if glyph.glyph.text == last.glyph.text and abs(glyph.u0 - last.u0) < 0.15 * size:
                    continue  # printed twice, a little apart, to look bold
                runs[-1].append(glyph)
                continue
            if near and leftward and abs(glyph.u1 - last.u0) <= _RUN_GAP * size:
                runs[-1].append(glyph)
                continue
        runs.append([glyph])
    return [_run(run) for run in runs]


def _run(glyphs: list[_Placed]) -> _Run:
    sizes = [g.glyph.size for g in glyphs]
    return _Run(min(g.u0 for g in glyphs), max(g.u1 for g in glyphs), median(g.v for g in glyphs), median(sizes), glyphs)


def _leftward(char: str) -> bool:
    """Whether the character belongs to a script that runs from right to left."""
    return unicodedata.bidirectional(char[0]) in ("R", "AL")


def _rows(runs: Sequence[_Run]) -> list[Row]:
    """Runs that share a baseline, and the small ones that ride on a line, as rows from top to bottom."""
    rows: list[list[_Run]] = []
    heights: list[float] = []
    for run in sorted(runs, key=lambda run: (run.v, run.u0)):
        for at in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            size = min(run.size, max(other.size for other in rows[at]))
            if abs(heights[at] - run.v) <= _SAME_BASELINE * max(1.0, size) and not _collides(run, rows[at]):
                rows[at].append(run)
                break
        else:
            rows.append([run])
            heights.append(run.v)
    rows = _attach_small(rows)
    return [_row(row) for row in rows]


def _collides(run: _Run, row: Sequence[_Run]) -> bool:
    for other in row:
        shared = min(run.u1, other.u1) - max(run.u0, other.u0)
        if shared > 0.5 * min(run.u1 - run.u0, other.u1 - other.u0) and shared > 0.3 * run.size:
            return True
    return False


def _attach_small(rows: list[list[_Run]]) -> list[list[_Run]]:
    """Give superscripts and subscripts to the line that they touch."""
    sizes = [max(run.size for run in row) for row in rows]
    heights = [median(run.v for run in row) for row in rows]
    for at, row in enumerate(rows):
        for run in list(row):
            host = _host(run, at, rows, sizes, heights)
            if host is not None:
                row.remove(run)
                rows[host].append(run)
    return [row for row in rows if row]


def _host(run: _Run, at: int, rows: list[list[_Run]], sizes: list[float], heights: list[float]) -> int | None:
    best, nearest = None, 1e9
    marks = len(run.glyphs) <= _FEW_MARKS and any(is_mark(g.glyph.text) for g in run.glyphs)
    for other in range(max(0, at - 3), min(len(rows), at + 4)):
        size = sizes[other]
        rise = heights[other] - run.v
        if other == at or not (marks or run.size <= _SMALL * size) or not -0.4 * size <= rise <= 0.75 * size:
            continue
        for host in rows[other]:
            gap = max(host.u0 - run.u1, run.u0 - host.u1)
            small = host.size * _SMALL >= run.size and gap >= -0.3 * size
            if (small or (marks and len(host.glyphs) > len(run.glyphs))) and gap <= 0.4 * size and abs(rise) < nearest:
                best, nearest = other, abs(rise)
    return best


def _row(runs: list[_Run]) -> Row:
    size = max(run.size for run in runs)
    glyphs = [g for run in runs for g in run.glyphs]
    if sum(_leftward(g.glyph.text) for g in glyphs) * 2 <= len(glyphs):
        glyphs.sort(key=lambda g: g.u0)
    else:  # a ligature of two letters is split into halves that overlap
        glyphs.sort(key=lambda g: g.u0 + g.u1)
    pieces: list[list[_Placed]] = []
    for g in glyphs:
        if pieces and _gap(pieces[-1][-1], g) <= _RUN_GAP * size:
            pieces[-1].append(g)
        else:
            pieces.append([g])
    main = max(runs, key=lambda run: (run.size, run.u1 - run.u0))
    return Row(main.v, size, [Piece(min(g.u0 for g in p), max(g.u1 for g in p), p) for p in pieces])


def _gap(left: _Placed, right: _Placed) -> float:
    """Empty space between two neighbours, whichever way the script runs."""
    return max(right.u0 - left.u1, left.u0 - right.u1)


def _line(glyphs: Sequence[_Placed], number: int, offset: int, turned: bool, ruled: bool) -> Line:
    text, gaps = _text(glyphs)
    boxes = [g.glyph for g in glyphs]
    box = Box(
        number,
        round(min(b.x0 for b in boxes), 2),
        round(min(b.top for b in boxes), 2),
        round(max(b.x1 for b in boxes), 2),
        round(max(b.bottom for b in boxes), 2),
    )
    bold = sum(b.bold for b in boxes) * 2 > len(boxes)
    size = Counter(round(b.size, 2) for b in boxes).most_common(1)[0][0]
    bolds = _bolds(text, glyphs)
    stand = places(text, [(g.glyph.text, g.u0, g.u1) for g in glyphs]) if ruled or gaps else ()
    if is_leftward(text):
        text, bolds, gaps = as_read(text, bolds, gaps)
    return Line(text, box, size, bold, offset, bolds, gaps, turned, places=stand)


def _text(glyphs: Sequence[_Placed]) -> tuple[str, tuple[int, ...]]:
    """The text of a line, and the offsets of the characters that stand after a wide gap."""
    cells: list[list[_Placed]] = []
    for g in glyphs:
        if cells and _gap(cells[-1][-1], g) <= _RUN_GAP * max(cells[-1][-1].glyph.size, g.glyph.size):
            cells[-1].append(g)
        else:
            cells.append([g])
    text = ""
    gaps = []
    for cell in cells:
        if text:
            text += " "
            gaps.append(len(text))
        spaced = _letter_spacing(cell)
        for before, g in zip((None, *cell[:-1]), cell, strict=True):
            space = before is not None and _is_space(before, g, spaced)
            text += f" {g.glyph.text}" if space else g.glyph.text
    return text, tuple(gaps)


def _bolds(text: str, glyphs: Sequence[_Placed]) -> tuple[tuple[int, int], ...]:
    """The spans of ``text`` that are bold; a space between bold glyphs is bold."""
    spans: list[tuple[int, int]] = []
    place = 0
    light = True
    for g in glyphs:
        start = text.index(g.glyph.text, place)
        place = start + len(g.glyph.text)
        if g.glyph.bold:
            if spans and not light:
                spans[-1] = spans[-1][0], place
            else:
                spans.append((start, place))
        light = not g.glyph.bold
    return tuple(spans)


def _letter_spacing(glyphs: Sequence[_Placed]) -> float:
    """The gap that separates the letters of a letter-spaced line, in points; 0 where the line is set normally."""
    pairs = [(b.u0 - a.u1, b.glyph) for a, b in pairwise(glyphs)]
    gaps = [gap for gap, _ in pairs]
    apart = [gap for gap, glyph in pairs if glyph.space or gap > _WORD_GAP * glyph.size]
    if len(gaps) < 4 or len(apart) < 0.7 * len(gaps) or any(len(g.glyph.text) > 1 or _wide(g.glyph.text) for g in glyphs):
        return 0.0
    return max(median(gaps), 0.01)


def _is_space(left: _Placed, right: _Placed, spaced: float) -> bool:
    gap = _gap(left, right)
    size = max(1.0, min(left.glyph.size, right.glyph.size))
    if spaced:
        return gap > 1.5 * spaced
    if _wide(left.glyph.text) and _wide(right.glyph.text):
        return gap > _HAN_GAP * size or (right.glyph.space and gap > 0.2 * size)
    if is_mark(left.glyph.text) or is_mark(right.glyph.text):
        return gap > 2 * _LEFTWARD_GAP * size
    if _leftward(left.glyph.text) and _leftward(right.glyph.text):
        return gap > _LEFTWARD_GAP * size
    return gap > _WORD_GAP * size or (right.glyph.space and gap > 0.04 * size)


def _wide(char: str) -> bool:
    """Han, kana, and the full-width forms, which fill an em square each."""
    code = ord(char[0])
    return 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFFEF or 0x20000 <= code <= 0x3FFFF
