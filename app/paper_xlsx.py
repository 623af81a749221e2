"""A report as an Excel workbook: a sheet for what stands above the tables, and one for each table.

The same report gives the same bytes. Every text is written as text, never as a formula or a link. A text longer than a cell may
be ends in a note of its full length, and is named in a notice and in the sheet "Notes".
"""

from __future__ import annotations

import datetime
import io
import re
from typing import TYPE_CHECKING

from app.paper import Paper, Table, Value
from app.paper_text import flat, running_foot, running_head, shares, shown
from app.tables import CELL_LIMIT, ROW_LIMIT, fitted
from app.visible import visible

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FIRST_SHEET = {"en": "Report", "zh": "报告"}
NOTES = "Notes"
_A4 = 9  # the paper size's number in SpreadsheetML
_NAME_LIMIT = 31
_PAGE_WIDTH = 165  # characters across a landscape page at the size that fitting leaves
_COLUMN_WIDTH = 18
_HEAD_LIMIT = 250  # of 255, with the codes for left and right
_SIDE_LIMIT = 180
_SMALL = '&"Arial,Regular"&8 '  # the blank ends the number of the size: a text may begin with a digit
_EXACT = 2**53  # a number cell is a double: larger integers lose digits
_RESERVED = re.compile(r"[\[\]:*?/\\]")


def xlsx_paper(paper: Paper) -> tuple[bytes, tuple[str, ...]]:
    """The workbook, and what it could not hold whole."""
    import xlsxwriter

    target = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, {"in_memory": True, **as_text})
    book.set_properties({"title": flat(paper.title)[:255], "created": datetime.datetime(2000, 1, 1)})  # fixed: the same bytes
    written = _Book(book, paper)
    written.front()
    for section in paper.sections:
        for table in section.tables:
            written.table(table)
    written.notes()
    book.close()
    return target.getvalue(), tuple(written.notices)


class _Book:
    """A workbook that is being written: its formats, the names of its sheets, and what had to be cut."""

    def __init__(self, book: xlsxwriter.Workbook, paper: Paper) -> None:
        self.book = book
        self.paper = paper
        self.names: set[str] = {NOTES.lower(), "history"}  # Excel keeps "History" for itself
        head, head_notices = running_head(paper)
        foot, foot_notices = running_foot(paper)
        self.notices = [*head_notices, *foot_notices]
        self.head, self.foot = self._side(head), self._side(foot)
        wrapped = {"text_wrap": True, "valign": "top", "font_name": "Arial", "font_size": 10}
        self.body: Format = book.add_format(wrapped | {"border": 1, "border_color": "#C9CDC5"})
        self.number: Format = book.add_format(wrapped | {"border": 1, "border_color": "#C9CDC5", "align": "center"})
        self.plain: Format = book.add_format(wrapped)
        self.bold: Format = book.add_format(wrapped | {"bold": True})
        self.column: Format = book.add_format(wrapped | {"bold": True, "bg_color": "#E8ECE6", "border": 1})
        self.large: Format = book.add_format({"bold": True, "font_size": 14, "valign": "top", "font_name": "Arial"})
        self.section: Format = book.add_format({"bold": True, "font_size": 12, "valign": "top", "font_name": "Arial"})
        self.tables = _sheet_names(paper, self.names)

    def _side(self, text: str) -> str:
        """A text for the left of head or foot; & counts twice there, so that the limit of the format can be reached earlier."""
        kept = text
        while len(_coded(kept)) > _SIDE_LIMIT:
            kept = kept[:-1]
        if kept != text:
            self.notices.append(f"The head or foot of the sheets: {len(text)} characters, cut to {len(kept)}.")
        return _coded(kept)

    def front(self) -> None:
        """The first sheet: title, facts, and the lines of the sections with the sheets of their tables."""
        sheet = self._sheet(" ".join(FIRST_SHEET.get(lang, lang) for lang in self.paper.langs))
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 110)
        row = 0
        for line in visible(self.paper.title).split("\n"):
            self._write(sheet, row, 0, line, self.large)
            row += 1
        for name, value in self.paper.facts:
            row += 1
            self._write(sheet, row, 0, name, self.bold)
            self._write(sheet, row, 1, value, self.plain)
        names = iter(self.tables)
        for section in self.paper.sections:
            row += 2
            self._write(sheet, row, 0, flat(section.title), self.section)
            for said in section.lines:
                row += 1
                self._write(sheet, row, 1, said, self.plain)
            for table in section.tables:
                row += 1
                self._write(sheet, row, 0, next(names), self.bold)
                self._write(sheet, row, 1, table.title, self.plain)

    def table(self, table: Table) -> None:
        """A sheet of its own: the names of the columns fixed and on every printed page, then the rows."""
        sheet = self._sheet(self.tables[len(self.book.worksheets()) - 1], flat(table.title))
        width = min(_PAGE_WIDTH, _COLUMN_WIDTH * (len(table.columns) + 1))  # a table of few columns need not fill the page
        for place, share in enumerate(shares(tuple(one.width for one in table.columns))):
            sheet.set_column(place, place, max(round(share * width, 1), 7))
            self._write(sheet, 0, place, table.columns[place].title, self.column)
        for row, cells in enumerate(table.rows[: ROW_LIMIT - 1], 1):
            for place, value in enumerate(cells):
                self._write(sheet, row, place, value, self.body if isinstance(value, str) else self.number)
        if len(table.rows) >= ROW_LIMIT:
            self.notices.append(f"{sheet.name}: {len(table.rows) - ROW_LIMIT + 1} rows are left out.")
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        if table.columns:
            sheet.autofilter(0, 0, max(min(len(table.rows), ROW_LIMIT - 1), 1), len(table.columns) - 1)

    def notes(self) -> None:
        """What had to be cut, as a last sheet; none when nothing was."""
        if not self.notices:
            return
        told = list(self.notices)
        sheet = self._sheet(NOTES)
        sheet.set_column(0, 0, 140)
        for row, notice in enumerate(told):
            self._write(sheet, row, 0, notice, self.plain)

    def _sheet(self, name: str, title: str = "") -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        room = _HEAD_LIMIT - len(self.head) - 2 * len(_SMALL)
        right = f"&R{_SMALL}{_coded(title)}" if len(_coded(title)) <= room else ""
        sheet.set_header(f"&L{_SMALL}{self.head}{right}", {"scale_with_doc": False})
        sheet.set_footer(f"&L{_SMALL}{self.foot}&R{_SMALL}&P / &N", {"scale_with_doc": False})
        return sheet

    def _write(self, sheet: Worksheet, row: int, column: int, value: Value, form: Format) -> None:
        if isinstance(value, int | float) and abs(value) < _EXACT:
            sheet.write_number(row, column, value, form)
            return
        text, units = fitted(visible(shown(value)))
        sheet.write_string(row, column, text, form)
        if units > CELL_LIMIT:
            self.notices.append(f"{sheet.name}, row {row + 1}, column {column + 1}: {units} characters, cut to {CELL_LIMIT}.")


def _sheet_names(paper: Paper, taken: set[str]) -> list[str]:
    """A name for the sheet of every table, as Excel allows them: 31 characters, none of ``_RESERVED``, each once."""
    names = []
    for table in (table for section in paper.sections for table in section.tables):
        base = _bare(" ".join(flat(table.title).split(" / ")))
        if len(base) > _NAME_LIMIT:  # of two languages the first, as far as there is room for its words
            base = _bare(flat(table.title.split("\n")[0]))
        if len(base) > _NAME_LIMIT:
            base = base[: _NAME_LIMIT + 1].rpartition(" ")[0] or base
        base = base[:_NAME_LIMIT].strip("' ") or "Table"
        name, number = base, 1
        while name.lower() in taken:
            number += 1
            end = f" {number}"
            name = base[: _NAME_LIMIT - len(end)] + end
        taken.add(name.lower())
        names.append(name)
    return names


def _bare(title: str) -> str:
    return " ".join(_RESERVED.sub(" ", title).split())


def _coded(text: str) -> str:
    """A text for the head or foot of a sheet, where & begins a code."""
    return text.replace("&", "&&")
