"""A review sheet in the hands of a real LibreOffice: sorted, a column hidden, a formula pasted, half of the rows deleted."""

from __future__ import annotations

import office
import pytest
import review_desk
from review_desk import A, B
from sheets import Filling

from app.sheet_columns import COLUMNS
from app.sheet_file import read_sheet
from app.sheet_in import plan, store
from app.sheet_out import review_sheet
from index.library import Library
from matcher import ledger

PLACE = {column.name: place for place, column in enumerate(COLUMNS)}
EDITS = f"""
  page.getCellByPosition({PLACE["decision"]}, 2).String = "accepted"
  page.getCellByPosition({PLACE["note"]}, 2).String = "第一行" & Chr(10) & "= two"
  page.getCellByPosition({PLACE["decision"]}, 3).String = "已拒绝"
  page.getCellByPosition({PLACE["reason"]}, 3).String = "ANOTHER SUBJECT"
  page.getCellByPosition({PLACE["decision"]}, 5).Formula = "=J3"
  page.getCellByPosition({PLACE["decision"]}, 6).String = "accepted"
  page.getCellByPosition({PLACE["relation"]}, 6).String = "equal"
  page.getCellByPosition({PLACE["b_chosen"]}, 6).String = "5.6; 5.7"
  page.getCellByPosition({PLACE["decision"]}, 4).String = "accepted"
  page.Columns.getByIndex({PLACE["note"]}).IsVisible = False
  page.Columns.getByIndex({PLACE["state"]}).IsVisible = False
  Dim field(0) As New com.sun.star.table.TableSortField
  field(0).Field = {PLACE["confidence"]}
  field(0).IsAscending = True
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "SortFields" : how(0).Value = field()
  how(1).Name = "ContainsHeader" : how(1).Value = False
  page.getCellRangeByPosition(0, 2, {len(COLUMNS) - 1}, 8).sort(how())
  For row = 8 To 2 Step -1
    If page.getCellByPosition({PLACE["number"]}, row).Value = 3 Or page.getCellByPosition({PLACE["number"]}, row).Value > 5 Then
      page.Rows.removeByIndex(row, 1)
    End If
  Next row
"""


@pytest.mark.skipif(office.SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_a_sheet_edited_in_libreoffice_comes_back_right(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as library:
        (tmp_path / "review.xlsx").write_bytes(review_sheet(library, A, B).data)
        saved = office.edited(tmp_path / "review.xlsx", tmp_path, EDITS)
        returned = read_sheet(saved)
        assert [row.cell("number").value for row in returned.rows] == [5, 4, 2, 1]  # sorted by confidence, 3, 6 and 7 deleted
        assert Filling(saved.read_bytes()).page.protection.sheet is False  # it was opened to be sorted
        planned = plan(library, returned, "first reviewer")
        assert {line.card.split(" ")[0]: line.outcome.value for line in planned.lines} == {
            "4.1": "store", "4.2": "store", "4.4": "unclear", "4.5": "store",
        }  # fmt: skip
        unclear = next(line for line in planned.lines if line.card.startswith("4.4"))
        assert "a formula is not read" in unclear.why[0]
        store(library, planned)
        said = {(one.a_clause, one.b_clause): one for one in ledger.judgements(library, A, B)}
        assert {key: one.decision.value for key, one in said.items()} == {
            ("4/4.1", "5/5.1"): "accept",
            ("4/4.2", "5/5.2"): "reject",
            ("4/4.5", "5/5.6"): "accept",
            ("4/4.5", "5/5.7"): "accept",
        }
        assert said["4/4.1", "5/5.1"].note == "第一行\n= two" and said["4/4.2", "5/5.2"].reason == "other-subject"
        assert {line.outcome.value for line in plan(library, returned, "first reviewer").lines} == {"already", "unclear"}
