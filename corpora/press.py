"""Fills pages from top to bottom: running heads, folios, page breaks; remembers on which page each heading came to stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas

from corpora.houses import A4, MM, House
from corpora.source import Source, Table, plain
from corpora.tables import Grid, draw_frame, draw_row, lay_out
from corpora.typeset import Style, break_lines, draw_line, draw_text

ROMAN_NUMERALS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
GAP_BELOW_TABLE = 10.0
DESCENT = 0.28  # of the leading, below the baseline
CAPTION_MARK = re.compile(r"(?:表|Table |Таблица |Bảng )\S+")


def roman(number: int) -> str:
    """``number`` (1 to 39) in Roman numerals."""
    figures = ""
    for value, figure in ROMAN_NUMERALS:
        while number >= value:
            figures, number = figures + figure, number - value
    return figures


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the printed heading, its level (1 at the top), the folio."""

    text: str
    level: int
    folio: str


class Press:
    """A canvas with a cursor. Every page gets running head and folio when it is left."""

    def __init__(self, canvas: Canvas, source: Source, house: House) -> None:
        """Start on a blank first page, the cover, which has neither head nor folio."""
        self.canvas, self.source, self.house = canvas, source, house
        self.entries: list[Entry] = []
        self.folio, self.front, self.furnished = 0, True, False
        self.y = A4[1] - house.margins[2]

    @property
    def left(self) -> float:
        """The left edge of the text."""
        return self.house.margins[0]

    @property
    def room(self) -> float:
        """The height that is left on the page."""
        return self.y - self.house.margins[3]

    @property
    def folio_text(self) -> str:
        """The page number as printed."""
        if not self.front:
            return str(self.folio)
        return roman(self.folio) if self.source["layout"] != "iso" else roman(self.folio).lower()

    def turn(self, *, body: bool = False) -> None:
        """Finish the page and begin the next; ``body`` starts the Arabic page numbers."""
        if self.furnished:
            self._furnish()
        self.canvas.showPage()
        self.folio = 1 if body else self.folio + 1
        self.front = self.front and not body
        self.furnished = True
        self.y = A4[1] - self.house.margins[2]

    def finish(self) -> None:
        """Finish the last page and the document."""
        self._furnish()
        self.canvas.showPage()
        self.canvas.save()

    def _furnish(self) -> None:
        """The running head and the foot: designation and folio on the outer side, the disclaimer on the other."""
        face, layout = self.house.face, self.source["layout"]
        right, odd = self.left + self.house.measure, self.folio % 2 == 1
        outer, inner = (("right", right), ("left", self.left)) if odd else (("left", self.left), ("right", right))
        head = self.source["designation"] + (self.house.word("(E)") if layout == "iso" else "")
        top, foot = A4[1] - (22 if layout == "gbt" else 16) * MM, (18 if layout == "gbt" else 13) * MM
        draw_text(self.canvas, head, face, 10.5, (outer[1], top), align=outer[0], bold=True)
        draw_text(self.canvas, self.folio_text, face, 9.5, (outer[1], foot), align=outer[0])
        draw_text(self.canvas, self.source["disclaimer"], face, 7.5, (inner[1], foot), align=inner[0])

    def paragraph(self, text: str, style: Style, *, label: str = "", keep: float = 0.0) -> None:
        """Set ``text`` behind a ``label`` in the indent; ``keep`` points must be left below it, or it begins a new page."""
        hanging = label and style.first < 0
        shape = replace(style, first=0.0) if hanging else style
        lines = break_lines(text if hanging else f"{label} {text}".lstrip(), self.house.face, shape, self.house.measure)
        parts = keep == 0 and len(lines) > 3 and self.room > style.before + 2 * style.leading
        if len(lines) * style.leading + keep + style.before > self.room and not parts:
            self.turn()
        self.y -= 0.0 if self.untouched else style.before
        for number, line in enumerate(lines):
            if self.room < style.leading * (2 if number == len(lines) - 2 else 1):
                self.turn()
            baseline = self.y - style.leading * (1 - DESCENT)
            if hanging and number == 0:
                draw_text(self.canvas, label, self.house.face, style.size, (self.left + style.left + style.first, baseline))
            draw_line(self.canvas, line, self.left, baseline)
            self.y -= style.leading
        self.y -= style.after

    @property
    def untouched(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y > A4[1] - self.house.margins[2] - 1

    def heading(self, text: str, level: int, style: Style, *, keep: float) -> None:
        """Set a heading and remember its page."""
        self.paragraph(text, style, keep=keep)
        self.note_heading(text, level)

    def note_heading(self, text: str, level: int) -> None:
        """Remember that the heading ``text`` stands on this page; with an outline, add it there."""
        printed = " ".join(plain(text).split())
        self.entries.append(Entry(printed, level, self.folio_text))
        if self.house.outline:
            key = f"h{len(self.entries)}"
            self.canvas.bookmarkPage(key)
            self.canvas.addOutlineEntry(printed, key, level - 1)

    def table(self, table: Table, *, keep: float = 0.0) -> None:
        """Set a table with its caption, its last row with ``keep`` points below it; head and caption come again on a new page."""
        styles = self.house.styles
        grid = lay_out(table, self.house.face, styles["cell"], self.house.measure)
        head = sum(grid.heights[: grid.head])
        self.paragraph(table.caption, styles["caption"], keep=head + 3 * styles["cell"].leading + 24)
        if table.unit:
            self.paragraph(table.unit, styles["unit"])
        top = self.y
        self._rows(range(grid.head), grid)
        for row in range(grid.head, len(grid.raw)):
            needed = grid.heights[row] + (keep if row == len(grid.raw) - 1 else 0.0)
            if needed > self.room and "^" not in grid.raw[row]:
                draw_frame(self.canvas, grid, self.left, top, self.y)
                self.turn()
                again = CAPTION_MARK.match(table.caption)
                self.paragraph((again[0] if again else table.caption) + self.house.continued, styles["caption"])
                top = self.y
                self._rows(range(grid.head), grid)
            self._rows(range(row, row + 1), grid)
        draw_frame(self.canvas, grid, self.left, top, self.y)
        self.y -= GAP_BELOW_TABLE

    def _rows(self, rows: range, grid: Grid) -> None:
        """Draw ``rows`` from the cursor down."""
        for row in rows:
            draw_row(self.canvas, grid, row, self.left, self.y)
            self.y -= grid.heights[row]
