"""Tables without lines between their columns: a caption, and below it rows whose words stand in columns (三线表)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.captions import Caption, read_caption, read_labelled, read_unit, split_unit
from ingest.clause import Kind
from ingest.clean import CleanLine
from ingest.found import Found, Held, mirrored
from ingest.grid import Slot, Stroke, frame, strokes
from ingest.heads import is_below, joined_text
from ingest.layout import Layout
from ingest.line import Page
from ingest.rowcut import is_value

_FEWEST = 3
"""So many rows with gaps make a table of what stands below a caption."""
_NEXT = 3.2
"""Rows follow each other within so many line pitches."""
_GUTTER = 0.55
"""Columns are so many font sizes apart at least."""
_EDGE = 6.0
"""The rules of one table begin and end at one place, give or take so many points."""
_MOST = 120
_HEAD = 5
_LONGEST, _NARROW = 40, 0.6
"""A row of one cell, without a gap, has no more characters, and is no wider than this part of its page."""


class _Segment(NamedTuple):
    """A part of a line between two gaps: where it begins and ends along the line, and its piece of the line."""

    start: float
    end: float
    piece: CleanLine


class _Row(NamedTuple):
    """A printed line of a table (index), its middle height, and its segments."""

    at: int
    v: float
    segments: list[_Segment]


def aligned_tables(
    bodies: Iterable[Sequence[CleanLine]],
    lines: Sequence[CleanLine],
    pages: Sequence[Page],
    taken: Iterable[Found],
    layout: Layout,
) -> list[Found]:
    """The tables below captions that head no table yet.

    Args:
        bodies: the lines of every clause.
        lines: those of the document.
        pages: for the rules drawn on them, and the direction of their text.
        taken: the tables found so far.
        layout: the document's usual measures.
    """
    places = {id(line.line): at for at, line in enumerate(lines)}
    used = {at for table in taken for at in (*table.lines, *table.head, *table.below)}
    by_number = {page.number: page for page in pages}
    across: dict[int, list[Stroke]] = {}
    out: list[Found] = []
    for body in bodies:
        own = [places[id(line.line)] for line in body]
        for here, at in enumerate(own):
            caption = read_caption(lines[at].text) if at not in used else None
            if caption is None or caption.kind is not Kind.TABLE or not _stands_alone(lines[at], layout):
                continue
            if lines[at].line.certainty < 1:
                continue  # what OCR finds of a table is too ragged to tell its rows by heights alone
            number = lines[at].page
            page = by_number.get(number)
            turn = page.turn if page else 0
            if number not in across:
                across[number] = strokes(page.rules, turn)[0] if page else []
            after = [i for i in own[here + 1 : here + 1 + _MOST] if i not in used and lines[i].page == number]
            table = _below(caption, at, after, lines, across[number], turn, layout)
            if table is not None:
                out.append(mirrored(table) if layout.leftward else table)
                used |= table.lines | set(table.head)
    return out


def _stands_alone(line: CleanLine, layout: Layout) -> bool:
    """Whether the line is no end of a paragraph that mentions a table."""
    return layout.is_centred(line) or line.bold_from() > 0 or bool(line.gaps) or not layout.is_full(line)


def _below(
    caption: Caption,
    at: int,
    after: Sequence[int],
    lines: Sequence[CleanLine],
    across: Sequence[Stroke],
    turn: int,
    layout: Layout,
) -> Found | None:
    title, unit = split_unit(caption.title)
    head = [at]
    for i in after[:_HEAD]:
        found = read_unit(lines[i].text)
        if lines[i].gaps or not (found or (layout.is_centred(lines[i]) and not is_value(lines[i].text))):
            break
        unit = unit or found
        title = title if found or lines[i].text[0] in "(（" else joined_text([title, lines[i].text])
        head.append(i)
    body = after[len(head) - 1 :]
    top = frame(lines[head[-1]].line.box, turn)[3]
    rules = _rules(across, top, layout)
    rows = _rows(body, lines, turn, top, rules, layout)
    if len(rows) < 2 or sum(len(row.segments) > 1 for row in rows) < (2 if rules else _FEWEST):
        return None
    ruled = rules[1] if len(rules) > 2 else None
    columns = _columns([row for row in rows if ruled is None or row.v > ruled] or rows)
    if len(columns) < 2:
        return None
    cells, count, header = _cells(rows, columns, ruled, layout)
    us = (columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1])
    return Found(
        lines[at].page, us, count, tuple(cells), frozenset(row.at for row in rows), caption=caption._replace(title=title),
        head=tuple(head), unit=unit, header=header, ruled=False, last_page=lines[at].page,
    )  # fmt: skip


def _rules(across: Sequence[Stroke], top: float, layout: Layout) -> list[float]:
    """The heights of the lines across a table: the first one soon below its caption, the others as long as that."""
    below = sorted(rule for rule in across if rule.at > top - 2)
    if not below or below[0].at - top > _NEXT * layout.leading or below[0].end - below[0].start < 8 * layout.size:
        return []
    first = below[0]
    same = [rule.at for rule in below if abs(rule.start - first.start) <= _EDGE and abs(rule.end - first.end) <= _EDGE]
    return same if len(same) > 1 else []


def _rows(
    body: Sequence[int], lines: Sequence[CleanLine], turn: int, top: float, rules: Sequence[float], layout: Layout
) -> list[_Row]:
    """The lines that are rows: down to the last rule, or to where running text begins."""
    rows: list[_Row] = []
    low = top
    for i in body:
        line = lines[i]
        _, _, v0, v1 = frame(line.line.box, turn)
        middle = (v0 + v1) / 2
        if rules:
            if middle > rules[-1]:
                break
        elif v0 - low > _NEXT * layout.leading or line.line.turned or not _is_row(line, layout):
            break
        rows.append(_Row(i, middle, _segments(line)))
        low = v1
    while rows and not rules and len(rows[-1].segments) < 2:
        rows.pop()
    return rows


def _is_row(line: CleanLine, layout: Layout) -> bool:
    if read_caption(line.text) or read_labelled(line.text):
        return False
    if not line.gaps and (is_below(line.text) or layout.starts_item(line)):
        return False
    start, end = layout.span(line)
    narrow = end - start < _NARROW * (layout.right[line.page] - layout.left[line.page])
    short = narrow and len(line.text) <= _LONGEST and line.text[-1] not in "。.;；:："
    return bool(line.gaps) or short


def _segments(line: CleanLine) -> list[_Segment]:
    box = line.line.box
    if not line.gaps or not line.line.places:
        return [_Segment(box.x0, box.x1, line)]
    out = []
    for start, end in zip((0, *line.gaps), (*line.gaps, len(line.text)), strict=True):
        piece = line.cut(start, end)
        stand = [line.line.places[at - line.line.raw_start] for at in piece.at if at >= 0]
        if stand:
            half = line.line.size / 3
            out.append(_Segment(min(stand) - half, max(stand) + half, piece))
    return out


def _columns(rows: Sequence[_Row]) -> list[tuple[float, float]]:
    """Where the columns begin and end: between them nothing stands in any row that has several segments."""
    found: list[tuple[float, float]] = []
    size = max(row.segments[0].piece.line.size for row in rows)
    for start, end in sorted((s.start, s.end) for row in rows if len(row.segments) > 1 for s in row.segments):
        if found and start - found[-1][1] < _GUTTER * size:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _cells(
    rows: Sequence[_Row], columns: Sequence[tuple[float, float]], ruled: float | None, layout: Layout
) -> tuple[list[Held], int, int]:
    """The cells, the number of rows, and how many of these are the head."""
    placed: list[dict[int, tuple[int, list[CleanLine]]]] = []
    header = 0
    last: _Row | None = None
    for row in rows:
        cells: dict[int, tuple[int, list[CleanLine]]] = {}
        for segment in row.segments:
            column, span = _span(segment, columns)
            cells.setdefault(column, (span, []))[1].append(segment.piece)
        in_head = ruled is not None and row.v < ruled
        if last is not None and placed and _goes_on(row, last, cells, placed[-1], in_head, layout):
            for column, (span, pieces) in cells.items():
                placed[-1].setdefault(column, (span, []))[1].extend(pieces)
        elif cells:
            placed.append(cells)
            header += in_head
        last = row
    first = placed[0].items() if placed else ()
    if ruled is None and not any(is_value(piece.text) for column, (_, pieces) in first if column for piece in pieces):
        header = 1
    return _held(placed, len(columns)), len(placed), header


def _held(placed: Sequence[Mapping[int, tuple[int, list[CleanLine]]]], columns: int) -> list[Held]:
    """The cells of rows that are given by column: how many columns each takes, and its pieces."""
    held: list[Held] = []
    for at, cells_of in enumerate(placed):
        end = 0
        for column in range(columns):
            span, pieces = cells_of.get(column, (1, []))
            if column >= end:
                held.append(Held(Slot(at, column, 1, span), tuple(pieces)))
                end = column + span
            elif pieces:  # under a cell that is wider than its column
                held[-1] = Held(held[-1].slot, (*held[-1].pieces, *pieces))
    return held


def _goes_on(
    row: _Row,
    last: _Row,
    cells: Mapping[int, tuple[int, list[CleanLine]]],
    before: Mapping[int, tuple[int, list[CleanLine]]],
    in_head: bool,
    layout: Layout,
) -> bool:
    """Whether a line goes on with the cells of the line before it."""
    near = row.v - last.v < 1.3 * max(layout.leading, row.segments[0].piece.line.size)
    if not near or not set(cells) <= set(before):
        return False
    if any(span != before[column][0] for column, (span, _) in cells.items()):
        return False
    if in_head:
        return all(span == 1 for span, _ in cells.values())
    wraps = all(not is_value(piece.text) for _, pieces in cells.values() for piece in pieces)
    return wraps and (0 not in cells or (len(cells) < len(before) and cells[0][1][0].text[:1].islower()))


def _span(segment: _Segment, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first column that a segment stands in, and over how many it goes."""
    over = [at for at, (start, end) in enumerate(columns) if segment.start < end and segment.end > start]
    if not over:
        middle = (segment.start + segment.end) / 2
        over = [min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))]
    return over[0], over[-1] - over[0] + 1
