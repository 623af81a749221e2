"""What belongs to a clause, as spans of its text: list items, notes, examples, tables, figures, formulae, footnotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ingest.body import Body, Paragraph
from ingest.clause import Box, Kind, Part
from ingest.clean import CleanLine
from ingest.layout import Layout
from ingest.named import Piece, named_parts
from ingest.runs import Run, find_runs

_DEEPER = 0.7
"""What belongs to an item begins so many font sizes further in than its mark."""


def find_parts(body: Body, layout: Layout, feet: Mapping[int, float]) -> tuple[Part, ...]:
    """The parts of a clause in order; a part stands before those that it holds.

    Args:
        body: the text of the clause.
        layout: the document's usual measures.
        feet: where the last line of each page ends, in points from the top.
    """
    paragraphs = body.paragraphs
    named = named_parts(paragraphs, layout, feet)
    return tuple(_part(piece, body) for piece in _Assembly(paragraphs, layout).pieces(named))


class _Assembly:
    """Puts items, and the parts that say what they are, together to one order with levels."""

    def __init__(self, paragraphs: Sequence[Paragraph], layout: Layout) -> None:
        self._paragraphs = paragraphs
        self._layout = layout

    def pieces(self, named: Sequence[Piece]) -> list[Piece]:
        """All parts with their levels, in order."""
        barred = {at for piece in named for at in range(piece.first, piece.last + 1)}
        hosts = {p.last: p.level for p in named if p.kind is not Kind.TABLE and self._heads_list(p)}
        runs = find_runs(self._paragraphs, self._layout, hosts, barred)
        items = [
            Piece(Kind.LIST_ITEM, mark.label, at, at, level=run.level, confidence=run.confidence)
            for run in runs
            for at, mark in zip(run.places, run.marks, strict=True)
        ]
        self._sink(named, runs, items)
        return self._closed(sorted([*named, *items], key=lambda p: (p.first, p.level)), barred)

    def _heads_list(self, piece: Piece) -> bool:
        text = self._paragraphs[piece.last].lines[-1].text
        return text.endswith((":", "：")) or text.strip() == piece.label

    def _sink(self, named: Sequence[Piece], runs: Sequence[Run], items: Sequence[Piece]) -> None:
        """Parts between the items of a list, or set further in than the mark before them, belong to the item before them."""
        by_place = {item.first: item for item in items}
        shift: dict[int, int] = {}
        for piece in named:
            if piece.level > 1 and piece.kind is not Kind.TABLE and piece.first in shift:
                piece.level += shift[piece.first]
                continue
            host = self._host(piece, runs)
            if host is None:
                continue
            item = by_place[host]
            piece.level += item.level
            for inner in named:
                if inner is not piece and piece.first <= inner.first <= piece.last:
                    shift[inner.first] = item.level

    def _host(self, piece: Piece, runs: Sequence[Run]) -> int | None:
        """The item to which a part belongs: the last one before it of the innermost list that surrounds it."""
        best: tuple[int, int] | None = None
        indent = self._layout.indent(self._paragraphs[piece.first].lines[0])
        size = self._paragraphs[piece.first].lines[0].line.size
        for run in runs:
            earlier = [at for at in run.places if at < piece.first]
            if not earlier or piece.kind is Kind.FOOTNOTE:
                continue
            around = run.places[-1] > piece.first
            deeper = (
                piece.kind in (Kind.NOTE, Kind.EXAMPLE)
                and piece.first == earlier[-1] + 1
                and indent > run.indent + _DEEPER * size
            )
            if (around or deeper) and (best is None or run.level > best[0]):
                best = run.level, earlier[-1]
        return best[1] if best else None

    def _closed(self, pieces: list[Piece], barred: set[int]) -> list[Piece]:
        """The parts with their ends: an item goes on over the paragraphs that are set further in, and over what belongs to it."""
        starts = {piece.first for piece in pieces}
        for piece in pieces:
            if piece.kind is Kind.LIST_ITEM:
                indent = self._layout.indent(self._paragraphs[piece.first].lines[0])
                while piece.last + 1 < len(self._paragraphs) and piece.last + 1 not in starts | barred:
                    line = self._paragraphs[piece.last + 1].lines[0]
                    if self._layout.indent(line) <= indent + _DEEPER * line.line.size or line.line.turned:
                        break
                    piece.last += 1
        for at in range(len(pieces) - 1, -1, -1):
            after = at + 1
            while after < len(pieces) and pieces[after].level > pieces[at].level:
                pieces[at].last = max(pieces[at].last, pieces[after].last)
                after += 1
        return _nested(pieces)


def _nested(pieces: list[Piece]) -> list[Piece]:
    """The parts, none deeper than one level below the one before it, and none beyond the end of the one that holds it."""
    out: list[Piece] = []
    above: list[Piece] = []
    for piece in pieces:
        while above and (above[-1].level >= piece.level or above[-1].last < piece.first):
            above.pop()
        piece.level = len(above) + 1
        if above:
            piece.last = min(piece.last, above[-1].last)
        elif out and out[-1].last >= piece.first:
            for earlier in out:
                earlier.last = min(earlier.last, max(earlier.first, piece.first - 1))
        above.append(piece)
        out.append(piece)
    return out


def _part(piece: Piece, body: Body) -> Part:
    inside = body.paragraphs[piece.first : piece.last + 1]
    table = next((p.table for p in inside if p.table is not None), None) if piece.kind is Kind.TABLE else None
    lines = [line for paragraph in inside for line in paragraph.lines]
    return Part(
        kind=piece.kind,
        label=piece.label,
        start=inside[0].start,
        end=inside[-1].end,
        title=piece.title,
        level=piece.level,
        page=lines[0].page,
        boxes=boxes(lines),
        table=table,
        confidence=piece.confidence,
    )


def boxes(lines: Sequence[CleanLine]) -> tuple[Box, ...]:
    """One box a page around lines."""
    by_page: dict[int, list[Box]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line.line.box)
    return tuple(
        Box(page, min(b.x0 for b in group), min(b.top for b in group), max(b.x1 for b in group), max(b.bottom for b in group))
        for page, group in sorted(by_page.items())
    )
