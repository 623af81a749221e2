"""Review sheets in the hands of a person: opened with openpyxl, edited, saved."""

from __future__ import annotations

import io

import openpyxl

from app.sheet_columns import NAME_PREFIX

FIRST = 3
"""The row of the first card, as a spreadsheet program counts."""


class Filling:
    """A review sheet that is being filled in; rows are counted from 0, columns named as in the hidden row."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.page = self.book["review"]
        self.place = {cell.value.removeprefix(NAME_PREFIX): cell.column for cell in self.page[1]}
        self.count = self.page.max_row - FIRST + 1

    def cell(self, row, name):
        return self.page.cell(FIRST + row, self.place[name])

    def fill(self, row, **values):
        """Type values into the cells of a row; returns this, to go on."""
        for name, value in values.items():
            self.cell(row, name).value = value
        return self

    def rows(self):
        """All rows of cards, as lists of values."""
        return [[cell.value for cell in row] for row in self.page.iter_rows(min_row=FIRST, max_row=self.page.max_row)]

    def put(self, rows):
        """These rows instead, from the first on."""
        self.page.delete_rows(FIRST, self.page.max_row)
        for line, values in enumerate(rows, FIRST):
            for column, value in enumerate(values, 1):
                self.page.cell(line, column).value = value
                if isinstance(value, str) and not value.startswith("=!"):
                    self.page.cell(line, column).data_type = "s"
        return self

    def data(self):
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()
