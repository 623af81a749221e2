"""A test report as it is printed, whatever file it comes from: paragraphs and the rows of tables, in order, with their places."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, or a printed line, with its ``page`` (1-based, 0 without pages) and its ``place`` ("" with pages)."""

    text: str
    page: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: one text for each column, None where a cell further left reaches over the column.

    ``again`` are the columns whose cell began in a row above and is repeated here; ``loose`` those whose cell is a number
    that may have lost a zero at its end.
    """

    cells: tuple[str | None, ...]
    page: int = 0
    place: str = ""
    again: frozenset[int] = frozenset()
    loose: frozenset[int] = frozenset()

    @property
    def texts(self) -> list[str]:
        """What is printed in the row for the first time, from left to right."""
        return [cell for column, cell in enumerate(self.cells) if cell and column not in self.again]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; all of its rows have one width."""

    rows: tuple[Row, ...]


Printed = Text | Grid


@dataclass(frozen=True, slots=True)
class Pages:
    """What a file prints, in order; ``heads`` are running heads, ``marks`` what a reader must know of the reading."""

    printed: tuple[Printed, ...]
    heads: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
