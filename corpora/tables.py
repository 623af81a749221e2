"""Lays out and draws a table with merged cells, row by row, so that it can go on over a page break."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from corpora.source import Table
from corpora.typeset import Face, Setline, Style, break_lines, draw_line, line_width

PADDING = 3.0
THIN, THICK = 0.4, 0.9
LONG_CELL = 24  # characters; a column with longer cells is set to the left
WIDE_CELL = 90.0  # points; what a cell has above it counts by its root, so that long cells do not take all the room


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out: widths of the columns, cells (their lines; none where merged), heights of the rows; all in points."""

    columns: tuple[float, ...]
    raw: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[tuple[Setline, ...], ...], ...]
    heights: tuple[float, ...]
    head: int
    leading: float

    @property
    def width(self) -> float:
        """The whole width in points."""
        return sum(self.columns)


def lay_out(table: Table, face: Face, style: Style, width: float) -> Grid:
    """``table`` fitted into ``width`` points; columns share it by what stands in them."""
    raw = (*table.head, *table.rows)
    wishes = [_wish([row[column] for row in raw], face, style.size) for column in range(len(raw[0]))]
    columns = tuple(width * wish / sum(wishes) for wish in wishes)
    ragged = [any(len(row[column]) > LONG_CELL for row in table.rows) for column in range(len(columns))]
    cells = []
    for number, row in enumerate(raw):
        made = []
        for column, text in enumerate(row):
            room = sum(columns[column : column + _span(row, column)]) - 2 * PADDING
            align = "left" if ragged[column] and number >= len(table.head) else "center"
            merged = text in {"<", "^"}
            made.append(() if merged else tuple(break_lines(text, face, Style(style.size, style.leading, align=align), room)))
        cells.append(tuple(made))
    heights = [max(len(cell) for cell in row) * style.leading + 2 * PADDING for row in cells]
    return Grid(columns, raw, tuple(cells), tuple(heights), len(table.head), style.leading)


def _wish(texts: Sequence[str], face: Face, size: float) -> float:
    """How much room a column asks for, in points."""
    longest = max(line_width(text, face, size) for text in texts)
    return min(longest, WIDE_CELL) + math.sqrt(max(longest - WIDE_CELL, 0.0)) * 6.0 + 4 * PADDING


def _span(row: Sequence[str], column: int) -> int:
    """How many columns the cell at ``column`` covers."""
    span = 1
    while column + span < len(row) and row[column + span] == "<":
        span += 1
    return span


def draw_row(canvas: Canvas, grid: Grid, row: int, x: float, top: float) -> None:
    """Draw row ``row`` with its top left corner at ``x``, ``top`` (points from the bottom left of the page)."""
    canvas.setLineWidth(THIN)
    left, height = x, grid.heights[row]
    for lines, text, width in zip(grid.cells[row], grid.raw[row], grid.columns, strict=True):
        first = top - (height - len(lines) * grid.leading) / 2 - grid.leading * 0.72
        for number, line in enumerate(lines):
            draw_line(canvas, line, left + PADDING, first - number * grid.leading)
        if text != "<":
            canvas.line(left, top, left, top - height)
        if text != "^":
            canvas.line(left, top, left + width, top)
        left += width


def draw_frame(canvas: Canvas, grid: Grid, x: float, top: float, bottom: float) -> None:
    """Draw the outer rules of the part of a table that stands on one page."""
    canvas.setLineWidth(THICK)
    canvas.rect(x, bottom, grid.width, top - bottom)
