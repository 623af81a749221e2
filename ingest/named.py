"""Parts of a clause that say what they are: tables, captions, notes, examples, footnotes, formulae."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.body import Paragraph
from ingest.captions import WHERE, read_caption, read_labelled
from ingest.clause import Kind
from ingest.clean import CleanLine
from ingest.formulae import formula_label, is_definition, is_fragment
from ingest.heads import joined_text
from ingest.layout import Layout

_SMALL = 0.94
"""Notes and footnotes are smaller than this part of the running text."""
_FOOT = 14
"""Footnotes stand within so many lines of the foot of their page."""
_FOOTNOTE = re.compile(r"(?P<label>\d{1,2}\s?[)）]|\d{1,2}(?=\s)|[a-z]\s?[)）]|[a-z](?=\s|$)|\*{1,3}\s?[)）]?|[†‡①-⑳])\s*")
_PHRASE = 90
"""A caption is no longer than so many characters on a line."""
_CERTAIN = {Kind.NOTE: 0.95, Kind.EXAMPLE: 0.9, Kind.FIGURE: 0.9, Kind.FORMULA: 0.85, Kind.FOOTNOTE: 0.85}
_RULED, _ALIGNED, _BOXED, _CAPTION = 0.97, 0.8, 0.8, 0.5


@dataclass(slots=True)
class Piece:
    """A part while it is built: the paragraphs (indices) ``first`` to ``last``."""

    kind: Kind
    label: str
    first: int
    last: int
    title: str = ""
    level: int = 1
    confidence: float = 1.0


def named_parts(paragraphs: Sequence[Paragraph], layout: Layout, feet: Mapping[int, float]) -> list[Piece]:
    """The parts that a word, a frame or their shape names, in order; ``feet`` is where the last line of each page ends."""
    return _Finder(paragraphs, layout, feet).named()


class _Finder:
    def __init__(self, paragraphs: Sequence[Paragraph], layout: Layout, feet: Mapping[int, float]) -> None:
        self._paragraphs = paragraphs
        self._layout = layout
        self._feet = feet

    def _text(self, at: int) -> str:
        return " ".join(line.text for line in self._paragraphs[at].lines)

    def named(self) -> list[Piece]:
        """The parts that say what they are."""
        out: list[Piece] = []
        at = 0
        while at < len(self._paragraphs):
            found = self._tables(at) or [piece for piece in (self._one(at, out),) if piece is not None]
            if found and out:  # the upper half of a fraction may look like anything
                found[0].first = max(found[0].first, out[-1].last + 1)
            out += found
            at = max((piece.last for piece in found), default=at) + 1
        return out

    def _tables(self, at: int) -> list[Piece]:
        """The table to which a paragraph belongs, with the notes in its frame."""
        table = self._paragraphs[at].found
        if table is None:
            return []
        last = at
        while last + 1 < len(self._paragraphs) and self._paragraphs[last + 1].found is table:
            last += 1
        caption = table.caption
        sure = (_RULED if table.ruled else _ALIGNED) if caption else _BOXED
        whole = Piece(Kind.TABLE, caption.label if caption else "", at, last, caption.title if caption else "", 1, sure)
        rows = next((i for i in range(at, last + 1) if self._paragraphs[i].table is not None), last)
        inside: list[Piece] = []
        for i in range(rows + 1, last + 1):
            piece = self._labelled(i, 2) or self._footnote(i, 2)
            if piece is not None:
                inside.append(piece)
            elif inside:
                inside[-1].last = i
        return [whole, *inside]

    def _one(self, at: int, before: Sequence[Piece]) -> Piece | None:
        piece = self._labelled(at, 1)
        if piece is not None:
            while self._goes_on(piece):
                piece.last += 1
            after_table = bool(before) and before[-1].last == at - 1 and self._paragraphs[at - 1].found is not None
            if after_table and self._is_small(at):
                piece.level = 2
            return piece
        if self._at_foot(at):
            return self._footnote(at, 1)
        return self._caption(at) or self._formula(at)

    def _is_small(self, at: int) -> bool:
        return self._paragraphs[at].lines[0].line.size <= _SMALL * self._layout.size

    def _goes_on(self, piece: Piece) -> bool:
        """Whether the next paragraph belongs to a note: set as small as it, and no part of its own."""
        at = piece.last + 1
        if at >= len(self._paragraphs) or not self._is_small(piece.first) or not self._is_small(at):
            return False
        plain = self._paragraphs[at].found is None and self._labelled(at, 1) is None and not self._at_foot(at)
        same = self._paragraphs[at].lines[0].page == self._paragraphs[piece.last].lines[-1].page
        return (
            plain
            and same
            and read_caption(self._text(at)) is None
            and not self._layout.starts_item(self._paragraphs[at].lines[0])
        )

    def _labelled(self, at: int, level: int) -> Piece | None:
        line = self._paragraphs[at].lines[0]
        found = read_labelled(line.text)
        if found is None:
            return None
        end = len(found.label)
        set_off = any(end < gap <= end + 2 for gap in line.gaps) or 0 < line.bold_from() <= end + 1 < len(line.text)
        if not (found.firm or found.label[-1].isdecimal() or found.label.isupper() or set_off):
            return None
        return Piece(found.kind, found.label, at, at, level=level, confidence=_CERTAIN[found.kind])

    def _footnote(self, at: int, level: int) -> Piece | None:
        line = self._paragraphs[at].lines[0]
        found = _FOOTNOTE.match(line.text)
        if found is None or (level == 1 and found["label"].isalpha() and found.end() not in line.gaps):
            return None  # outside of a table a letter by itself is a word
        return Piece(Kind.FOOTNOTE, found["label"].strip(), at, at, level=level, confidence=_CERTAIN[Kind.FOOTNOTE])

    def _at_foot(self, at: int) -> bool:
        """Whether a paragraph is small and stands at the foot of its page, where nothing but such paragraphs follows."""
        line = self._paragraphs[at].lines[0]
        if not self._is_small(at) or line.line.turned:
            return False
        if self._feet.get(line.page, 0.0) - line.line.box.top > _FOOT * line.line.size:
            return False
        later = self._paragraphs[at + 1 :]
        same = [p for p in later if p.lines[0].page == line.page and p.found is None]
        return all(p.lines[0].line.size <= _SMALL * self._layout.size for p in same)

    def _caption(self, at: int) -> Piece | None:
        line = self._paragraphs[at].lines[0]
        found = read_caption(line.text)
        if found is None:
            return None
        stands = self._layout.is_centred(line) or line.is_bold() or line.bold_from() > 0 or len(self._paragraphs[at].lines) == 1
        if not stands or len(self._text(at)) > _PHRASE * 2 or line.text[-1] in "。；;，,":
            return None
        if found.title and self._layout.is_full(line) and not (line.is_bold() or self._layout.is_centred(line)):
            return None
        if found.kind is Kind.TABLE:
            return Piece(Kind.TABLE, found.label, at, at, found.title, confidence=_CAPTION)
        piece = Piece(Kind.FIGURE, found.label, at, at, found.title, confidence=_CERTAIN[Kind.FIGURE])
        lines = [self._text(at)[len(line.text) :].strip()]
        while self._title_goes_on(line, piece.last + 1):
            piece.last += 1
            lines.append(self._text(piece.last))
        piece.title = joined_text([found.title, *lines])
        return piece

    def _title_goes_on(self, first: CleanLine, at: int) -> bool:
        if at >= len(self._paragraphs) or self._paragraphs[at].found is not None:
            return False
        line = self._paragraphs[at].lines[0]
        near = 0 < line.line.box.top - first.line.box.top < 2.2 * max(self._layout.leading, line.line.size) * (at and 1.5)
        same = line.page == first.page and abs(line.line.size - first.line.size) < 0.6 and line.line.bold == first.line.bold
        centred = self._layout.is_centred(line) and self._layout.is_centred(first)
        return near and same and centred and read_caption(line.text) is None and len(line.text) < _PHRASE

    def _formula(self, at: int) -> Piece | None:
        label = formula_label(self._paragraphs[at].lines, self._layout)
        if label is None:
            return None
        first = last = at
        while (
            first and self._paragraphs[first - 1].found is None and is_fragment(self._paragraphs[first - 1].lines, self._layout)
        ):
            first -= 1
        while last + 1 < len(self._paragraphs) and is_fragment(self._paragraphs[last + 1].lines, self._layout):
            last += 1
        if last + 1 < len(self._paragraphs) and WHERE.match(self._paragraphs[last + 1].lines[0].text):
            last += 1
            while last + 1 < len(self._paragraphs) and is_definition(self._paragraphs[last + 1].lines[0].text):
                last += 1
        return Piece(Kind.FORMULA, label, first, last, confidence=_CERTAIN[Kind.FORMULA])
