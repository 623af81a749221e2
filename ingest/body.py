"""The text of a clause from its lines: paragraphs, and tables whose rows are lines with tabs between the cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.clause import Cell, Origin, Table
from ingest.clean import CleanLine, Writer
from ingest.found import Found
from ingest.layout import Layout


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters ``start`` to ``end`` of the text, and the lines that they come from.

    ``found`` is the table that a paragraph belongs to: all rows of a table are one paragraph with its ``table``; its caption
    comes before it, notes inside its frame after it.
    """

    start: int
    end: int
    lines: tuple[CleanLine, ...]
    found: Found | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a clause, where its characters stand in the raw text, and its paragraphs in order."""

    text: str
    origins: tuple[Origin, ...]
    paragraphs: tuple[Paragraph, ...]


class Tables:
    """The tables of a document, asked for by their lines."""

    def __init__(self, found: Iterable[Found], lines: Sequence[CleanLine]) -> None:
        self._first: dict[int, Found] = {}
        self._taken: set[int] = set()
        self._rests: dict[int, CleanLine] = {}
        self._heads: dict[int, Found] = {}
        self._below: dict[int, tuple[CleanLine, ...]] = {}
        for table in found:
            self._first[id(lines[table.first].line)] = table
            self._taken |= {id(lines[at].line) for at in (*table.lines, *table.below)}
            self._rests |= {id(lines[at].line): rest for at, rest in table.rests}
            self._heads |= {id(lines[at].line): table for at in table.head}
            self._below[id(table)] = tuple(lines[at] for at in table.below)

    def starts(self, line: CleanLine) -> Found | None:
        """The table whose first row ``line`` is."""
        return self._first.get(id(line.line))

    def head_of(self, line: CleanLine) -> Found | None:
        """The table above whose rows ``line`` stands: its caption, its unit."""
        return self._heads.get(id(line.line))

    def takes(self, line: CleanLine) -> bool:
        """Whether the line is a row, or stands below the rows inside the frame."""
        return id(line.line) in self._taken

    def rest(self, line: CleanLine) -> CleanLine | None:
        """What of a row stands beside the frame."""
        return self._rests.get(id(line.line))

    def below(self, table: Found) -> tuple[CleanLine, ...]:
        """The lines inside the frame that are no rows."""
        return self._below[id(table)]


def write_body(lines: Iterable[CleanLine], layout: Layout, tables: Tables) -> Body:
    """The lines of a clause as text; a table stands where its first row does, whole, whatever page its other rows are on."""
    writer = _BodyWriter(layout)
    for line in lines:
        rest, table = tables.rest(line), tables.starts(line)
        if rest is not None:
            writer.line(rest, None)
        if table is not None:
            writer.table(table)
            for below in tables.below(table):
                writer.line(below, table)
        elif not tables.takes(line):
            writer.line(line, tables.head_of(line))
    return writer.finish()


class _BodyWriter:
    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._writer = Writer()
        self._open: list[CleanLine] = []
        self._found: Found | None = None
        self._start = 0
        self._paragraphs: list[Paragraph] = []
        self._tables: list[tuple[Paragraph, Found, dict[int, tuple[int, int]]]] = []

    def line(self, line: CleanLine, found: Found | None) -> None:
        """Add a line, to the paragraph before it where it goes on with that."""
        if not line.text:
            return
        before = self._open[-1] if self._open else None
        joined = before is not None and found is self._found and self._layout.continues(before, line)
        if not joined:
            self._close()
            self._start, self._found = self._next(), found
        self._writer.add(line, joined=joined)
        self._open.append(line)

    def table(self, found: Found) -> None:
        """Add the rows of a table."""
        self._close()
        start = self._next()
        places: dict[int, tuple[int, int]] = {}
        for row in range(found.rows):
            held = {cell.slot.column: at for at, cell in enumerate(found.cells) if cell.slot.row == row}
            if not any(found.cells[at].pieces for at in held.values()):
                continue
            columns = range(len(found.us) - 1)
            spans = self._writer.row([found.cells[held[c]].pieces if c in held else () for c in columns])
            places |= {at: spans[column] for column, at in held.items()}
        lines = tuple(piece for cell in found.cells for piece in cell.pieces)
        self._tables.append((Paragraph(start, self._writer.length, lines, found), found, places))
        self._paragraphs.append(self._tables[-1][0])

    def _next(self) -> int:
        return self._writer.length + bool(self._writer.length)

    def _close(self) -> None:
        if self._open:
            self._paragraphs.append(Paragraph(self._start, self._writer.length, tuple(self._open), self._found))
        self._open = []

    def finish(self) -> Body:
        """What has been written."""
        self._close()
        text, origins = self._writer.finish()
        made = {id(paragraph): _table(found, places, text) for paragraph, found, places in self._tables}
        paragraphs = tuple(
            Paragraph(p.start, p.end, p.lines, p.found, made[id(p)]) if id(p) in made else p for p in self._paragraphs
        )
        return Body(text, origins, paragraphs)


def _table(found: Found, places: Mapping[int, tuple[int, int]], text: str) -> Table:
    cells = []
    for at, held in enumerate(found.cells):
        start, end = places.get(at, (0, 0))
        slot = held.slot
        words = text[start:end] if held.pieces else ""
        cells.append(Cell(words, slot.row, slot.column, slot.rows, slot.columns, slot.row < found.header))
    return Table(tuple(cells), found.rows, len(found.us) - 1, found.unit)
