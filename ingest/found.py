"""A table as it is found among the lines of a document, before its clause is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.captions import Caption
from ingest.clean import CleanLine
from ingest.grid import Slot, frame

_WORD = 1.2
"""Characters of one word stand no further apart than so many font sizes."""


@dataclass(frozen=True, slots=True)
class Held:
    """A cell with its text: pieces of lines, in reading order."""

    slot: Slot
    pieces: tuple[CleanLine, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A table: where it stands, its cells, and the lines (indices) that it takes out of the running text.

    ``head`` are the lines of its caption, from the first to the last above the rows (None where it has none); ``below`` are lines
    inside its frame that are no rows: notes, footnotes. ``us`` are the lines between its columns; ``header`` counts header rows;
    ``closed`` and ``opened`` say whether a line ends it below, and whether none begins it above;
    ``rests`` are the parts of lines that stand beside the frame.
    """

    page: int
    us: tuple[float, ...]
    rows: int
    cells: tuple[Held, ...]
    lines: frozenset[int]
    below: tuple[int, ...] = ()
    caption: Caption | None = None
    head: tuple[int, ...] = ()
    unit: str = ""
    header: int = 0
    closed: bool = True
    opened: bool = False
    ruled: bool = True
    last_page: int = 0
    rests: tuple[tuple[int, CleanLine], ...] = ()

    @property
    def first(self) -> int:
        """The first line that is a row."""
        return min(self.lines)


def cut_words(line: CleanLine) -> Iterator[tuple[int, int, float]]:
    """Start, end and place of what stands together in a line: words, and Han without room between them."""
    start, before = 0, None
    stand = [line.line.places[at - line.line.raw_start] if at >= 0 else None for at in line.at]
    for at, char in enumerate(line.text):
        here = stand[at]
        apart = here is not None and before is not None and abs(here - before) > _WORD * line.line.size
        if char == " " or apart:
            if at > start:
                yield start, at, _place(stand[start:at])
            start = at + (char == " ")
        before = here if here is not None and char != " " else before
    if start < len(line.text):
        yield start, len(line.text), _place(stand[start:])


def extent(piece: CleanLine, turn: int) -> tuple[float, float]:
    """Where a piece of a line begins and ends."""
    stand = [piece.line.places[at - piece.line.raw_start] for at in piece.at if at >= 0] if piece.line.places else []
    return (min(stand), max(stand)) if stand and not piece.line.turned else frame(piece.line.box, turn)[:2]


def overlap(one: CleanLine, other: CleanLine, turn: int) -> bool:
    """Whether two pieces stand over each other."""
    (a, b), (c, d) = extent(one, turn), extent(other, turn)
    return min(b, d) > max(a, c)


def _place(stand: Sequence[float | None]) -> float:
    known = [place for place in stand if place is not None]
    return (min(known) + max(known)) / 2 if known else 0.0


def mirrored(table: Found) -> Found:
    """The table with its columns counted from the right, as it is read where lines run from right to left."""
    columns = len(table.us) - 1
    cells = (
        replace(held, slot=held.slot._replace(column=columns - held.slot.column - held.slot.columns)) for held in table.cells
    )
    us = tuple(-place for place in reversed(table.us))
    return replace(table, us=us, cells=tuple(sorted(cells, key=lambda held: held.slot)))
