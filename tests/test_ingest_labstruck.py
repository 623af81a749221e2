"""A workbook's struck-through verdicts do not stand, and a clause that is a number keeps the zero that its format shows."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from ingest.labreport import read_report
from ingest.testreport import Verdict

HEAD = ("Clause", "Requirement + Test", "Result - Remark", "Verdict")
STRUCK = Font(strike=True)


@pytest.fixture
def read(tmp_path):
    """Reads a report of rows, to whose sheet something is done first."""

    def make(rows, mend=lambda sheet: None):
        book = Workbook()
        sheet = book.active
        sheet.title = "S"
        for row in (HEAD, *rows):
            sheet.append(row)
        mend(sheet)
        book.save(tmp_path / "r.xlsx")
        return read_report(tmp_path / "r.xlsx")

    return make


def marks(found, word):
    return [mark for mark in found.marks if word in mark]


def test_a_verdict_in_a_struck_font_does_not_stand(read):
    def strike(sheet):
        sheet["D2"].font = STRUCK

    found = read([("5.1", "shall hold", "holds", "P"), ("5.2", "shall hold", "holds", "P")], strike)
    assert [line.verdict for line in found.lines] == [Verdict.UNSAID, Verdict.PASS]
    assert marks(found, "struck through in D2")


@pytest.mark.parametrize(("second", "verdict"), [("F", Verdict.FAIL), ("", Verdict.UNSAID)])
def test_a_struck_run_does_not_stand(read, second, verdict):
    runs = [TextBlock(InlineFont(strike=True), "P"), *([TextBlock(InlineFont(), second)] if second else [])]
    found = read([("5.1", "shall hold", "holds", CellRichText(*runs)), ("5.2", "shall hold", "holds", "P")])
    assert found.lines[0].verdict is verdict
    assert marks(found, "struck through in D2")


def test_a_run_with_a_font_of_its_own_stands_in_a_struck_cell(read):
    def strike(sheet):
        sheet["D2"].font = STRUCK
        sheet["D2"].value = CellRichText("P", TextBlock(InlineFont(b=True), "F"))

    (line,) = read([("5.1", "shall hold", "holds", "P")], strike).lines
    assert line.verdict is Verdict.FAIL


@pytest.mark.parametrize(("form", "clause"), [("0.00", "5.10"), ("0.00_ ", "5.10"), ('#,##0.00;"–"0.00', "5.10"), ("0", "5.1")])
def test_a_clause_that_is_a_number_is_read_as_it_is_shown(read, form, clause):
    def shown(sheet):
        sheet["A2"].number_format = form

    found = read([(5.1, "shall hold", "holds", "P")], shown)
    assert found.lines[0].clause == clause
    assert bool(marks(found, "lost a zero")) is (clause == "5.1")


def test_a_format_takes_no_digit_from_a_number(read):
    def shown(sheet):
        sheet["C2"].number_format = "0.00"

    found = read([("5.1", "shall be 1.05 MPa", 1.046, "P")], shown)
    assert found.lines[0].result == "1.046"
    assert not marks(found, "lost a zero")


def test_a_clause_in_a_number_of_general_format_is_marked(read):
    found = read([(5.1, "shall hold", "holds", "P"), ("5.2", "shall hold", "holds", "P"), (5.11, "shall hold", "holds", "P")])
    assert [line.clause for line in found.lines] == ["5.1", "5.2", "5.11"]
    (mark,) = marks(found, "lost a zero")
    assert "line 1," in mark
