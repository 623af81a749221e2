"""The commenting templates: written, filled in as a committee does, read back, stored once; what is not clear is told."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from review_desk import A, B
from test_app_record import folder, frozen, judge, run  # noqa: F401 - fixtures

from app.commenting import FIELDS, Form
from app.commenting_file import headed, read_template
from app.filed import MARK
from index.library import Library
from ingest.errors import UsageError
from matcher.comments import Comment, CommentType, Outcome, comment, comments, dispose

HOSTILE = '=HYPERLINK("http://x","y") <b>[a](javascript:1)\u202e'


@pytest.fixture
def call(frozen, monkeypatch, capsys):  # noqa: F811
    """Run ``clausebridge comments``: exit code, what is told, messages."""

    def done(*arguments, who="first member"):
        return frozen("comments", A, B, *arguments, "--as", who)

    return done


def stored(folder):  # noqa: F811
    with Library.open(folder / "library") as library:
        return comments(library, A, B)


def say(folder, line, text):  # noqa: F811
    with Library.open(folder / "library") as library:
        comment(library, A, B, Comment(1, str(line), text, "first member"))


def fill_sheet(path, cells, *, remove=()):
    """Fill cells of the table of an Excel template: by line number (0: a new row at the end) the values by field."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    form = next(form for form in Form if sheet["A1"].value == FIELDS[form][0].title)
    columns = {one.name: place for place, one in enumerate(FIELDS[form], 1)}
    for line, values in cells:
        at = next((row[0].row for row in sheet.iter_rows(min_row=2) if row[columns["line"] - 1].value == line), sheet.max_row + 1)
        for name, value in values.items():
            sheet.cell(at, columns[name], value)
    book.save(path)


def fill_word(path, line, values):
    """The same of a Word template."""
    document = docx.Document(path)
    table = document.tables[-1]
    form = next(form for form in Form if table.cell(0, 0).text == FIELDS[form][0].title)
    columns = {one.name: place for place, one in enumerate(FIELDS[form])}
    row = next((row for row in table.rows if row.cells[columns["line"]].text == str(line)), None) or table.add_row()
    for name, value in values.items():
        row.cells[columns[name]].text = value
    document.save(path)


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_a_member_fills_in_a_blank_template_and_it_is_stored_once(call, folder, form, suffix):  # noqa: F811
    path = folder / f"blank.{suffix}"
    assert call("--template", form, "--blank", "--out", path)[0] == 0
    assert call("--in", path)[1] == ""  # nothing was filled in
    said = {
        "text": "Use 85 dB(A).\nSecond line.",
        "proposed": "85",
        "body": "CN",
        "type": {Form.ISO: "te", Form.GB: "技术"}[form],
    }
    whole = {"text": "In general good.", "type": {Form.ISO: "ge", Form.GB: "总体"}[form]}
    if suffix == "xlsx":
        fill_sheet(path, [(2, said), (0, whole)])
    else:
        fill_word(path, 2, said)
        fill_word(path, 0, whole)
    code, out, told = call("--in", path)
    assert code == 0 and "new comment: Use 85 dB(A). Second line." in out and "Nothing is stored yet" in told
    assert stored(folder) == ()
    assert "Stored: 2." in call("--in", path, "--yes")[2]
    first, second = sorted(stored(folder), key=lambda one: not one.line)
    assert (first.text, first.proposed, first.body, first.type) == (
        "Use 85 dB(A).\nSecond line.",
        "85",
        "CN",
        CommentType.TECHNICAL,
    )
    assert first.author == "first member" and (second.line, second.type) == ("", CommentType.GENERAL)
    code, out, told = call("--in", path, "--yes")
    assert (code, out) == (0, "") and "stored before: 2" in told and "Stored: 0." in told and len(stored(folder)) == 2


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_an_adjudicator_disposes_in_the_compiled_template(call, folder, form, suffix):  # noqa: F811
    for number in (1, 2, 3):
        say(folder, number, f"comment {number}")
    path = folder / f"all.{suffix}"
    assert call("--template", form, "--out", path)[0] == 0
    words = {
        Form.ISO: (
            {"outcome": "Accepted", "reason": "as said"},
            {"reason": "Not accepted, out of scope"},
            {"outcome": "partially accepted"},
        ),
        Form.GB: ({"outcome": "采纳", "reason": "同意"}, {"outcome": "未采纳", "reason": "超出范围"}, {"outcome": "部分采纳"}),
    }[form]
    for line, values in enumerate(words, 1):
        fill_sheet(path, [(line, values)]) if suffix == "xlsx" else fill_word(path, line, values)
    code, out, told = call("--in", path, who="adjudicator")
    assert code == 0 and "dispositions: 3" in told and len(out.splitlines()) == 3
    assert "Stored: 3." in call("--in", path, "--yes", who="adjudicator")[2]
    outcomes = [one.disposition.outcome for one in stored(folder)]
    assert outcomes == [Outcome.ACCEPTED, Outcome.NOT_ACCEPTED, Outcome.PARTLY]
    assert stored(folder)[0].disposition.reason == words[0]["reason"]
    assert "Stored: 0." in call("--in", path, "--yes", who="adjudicator")[2]
    assert call("--template", form, "--out", path)[0] == 0  # with the dispositions, as they read back
    assert "stored before: 3" in call("--in", path)[2]


def test_who_disposed_meanwhile_is_not_overwritten(call, folder):  # noqa: F811
    say(folder, 1, "a word")
    path = folder / "all.xlsx"
    call("--out", path)
    entry = stored(folder)[0].entry
    with Library.open(folder / "library") as library:
        dispose(library, A, B, entry, Outcome.NOTED, "seen", author="adjudicator")
    fill_sheet(path, [(1, {"outcome": "accepted", "reason": "yes"})])
    code, *_ = call("--in", path, "--yes", who="adjudicator")
    assert code != 0 and stored(folder)[0].disposition.outcome is Outcome.NOTED


def test_a_comment_has_one_disposition_in_a_file_and_stays_on_its_line(call, folder):  # noqa: F811
    """Rows that were moved with their cells apart: entry and line of different comments, or one entry in two rows."""
    for number in (1, 2):
        say(folder, number, "the same words")
    first, _second = stored(folder)
    path = folder / "all.xlsx"
    call("--out", path)
    accepted = {"outcome": "accepted", "reason": "yes"}
    again = {"text": first.text, "entry": first.entry}
    fill_sheet(path, [(1, accepted), (0, again | accepted), (2, again | accepted)])
    fill_sheet(path, [(0, again | {"outcome": "noted", "reason": "no"})])
    fill_sheet(path, [(0, again | {"clause": "5.3", "outcome": "noted", "reason": "of another clause"})])
    code, out, told = call("--in", path, "--yes", who="adjudicator")
    assert code == 1 and "dispositions: 1 · stored before: 1 · not clear: 3" in told and "Stored: 1." in told
    assert f"Comments, row 2 disposes of comment {first.entry} otherwise; leave one of the two rows." in out
    assert "Comments!B3: comment" in out and "Comments!C12: comment" in out
    assert [one.disposition and one.disposition.outcome for one in stored(folder)] == [Outcome.ACCEPTED, None]


@pytest.mark.parametrize("damage", [('"version":1', '"version":1.0'), ('"version":1}', '"vers'), ("{", "[" * 9000)])
def test_a_file_with_a_damaged_mark_is_of_no_version(call, folder, damage):  # noqa: F811
    path = folder / "blank.xlsx"
    call("--blank", "--out", path)
    fill_sheet(path, [(1, {"text": "a word"})])
    book = openpyxl.load_workbook(path)
    (cell,) = [cell for row in book.worksheets[0].iter_rows() for cell in row if str(cell.value).startswith(MARK)]
    cell.value = cell.value.replace(*damage)
    book.save(path)
    code, _, told = call("--in", path, "--yes")
    assert code == 2 and "made for another version" in told and stored(folder) == ()


@pytest.mark.parametrize(
    ("line", "values", "why"),
    [
        (0, {"line": 99, "text": "x"}, "Comments!B10: version 1 has no line 99."),
        (1, {"text": "x", "clause": "5.2"}, "Comments!C2: line 1 is about 4.1 ↔ 5.1, not about 5.2."),
        (0, {"text": "x", "clause": "9.9"}, "Comments!C10: no line of version 1 is about 9.9."),
        (0, {"text": "x", "clause": "4.4"}, "4.4 stands in the lines 4, 5"),
        (1, {"text": "x", "type": "urgent"}, "Comments!E2: urgent is no type of comment"),
        (1, {"text": "=1+1"}, "Comments!F2: this is a formula"),
        (1, {"text": "x", "outcome": "accepted"}, "Comments!H2: this comment is not stored yet"),
        (1, {"text": "x" * 4001}, "Comments!F2: more than 4000 characters."),
        (1, {"text": "x", "entry": 4}, "Comments!J2: version 1 has no comment 4."),
    ],
)
def test_what_is_not_clear_is_told_by_its_address_and_not_stored(call, folder, line, values, why):  # noqa: F811
    path = folder / "blank.xlsx"
    call("--blank", "--out", path)
    fill_sheet(path, [(line, values), (3, {"text": "a clear one"})])
    code, out, _ = call("--in", path, "--yes")
    assert code == 1 and why in out
    assert [one.text for one in stored(folder)] == ["a clear one"]


def test_what_was_said_is_not_changed_by_a_file(call, folder):  # noqa: F811
    say(folder, 1, "as it was said")
    path = folder / "all.xlsx"
    call("--out", path)
    fill_sheet(path, [(1, {"text": "as it was not said", "outcome": "accepted", "reason": "x"})])
    code, out, _ = call("--in", path, "--yes", who="adjudicator")
    assert code == 1 and "says something else" in out and stored(folder)[0].text == "as it was said"
    assert stored(folder)[0].disposition is None


def test_a_form_that_a_committee_made_itself_is_read_by_its_headings(call, folder):  # noqa: F811
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Template for comments", "", "Date: 2026-07-01"])
    sheet.append(["MB/NC1", "Line number (e.g. 17)", "Clause/ Subclause (e.g. 3.1)", "Paragraph/ Figure/ Table/",
                  "Type of comment2",
                  "Comments", "Proposed change", "Observations of the secretariat"])  # fmt: skip
    sheet.append(["VN", None, "4.2", "Table 1", "ed", "a typing error", None, None])
    path = folder / "own.xlsx"
    book.save(path)
    assert "Stored: 1." in call("--in", path, "--yes")[2]
    (one,) = stored(folder)
    assert (one.body, one.type, one.text) == ("VN", CommentType.EDITORIAL, "Table 1: a typing error")


def test_a_file_of_another_version_is_refused(call, frozen, folder):  # noqa: F811
    path = folder / "blank.docx"
    call("--blank", "--out", path)
    frozen("record", A, B, "--return", "again")
    judge(folder, ("4/4.1", "5/5.1"), note="looked at again")
    frozen("record", A, B, "--review", who="first reviewer")
    frozen("record", A, B, "--freeze")
    assert call("--in", path, "--version", "2")[0] == 2
    fill_word(path, 1, {"text": "late"})
    code, _, said = call("--in", path, "--yes")
    assert code == 2 and "before the committee" in said and stored(folder) == ()


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "html", "pdf"])
def test_hostile_text_of_people_acts_nowhere(call, folder, suffix):  # noqa: F811
    say(folder, 1, HOSTILE)
    path = folder / f"all.{suffix}"
    assert call("--template", "gb", "--out", path)[0] == 0
    data = path.read_bytes()
    if suffix == "xlsx":
        cells = [
            cell for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets for row in sheet.iter_rows() for cell in row
        ]
        assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    elif suffix == "html":
        assert b"<b>" not in data and b"<script" not in data
    if suffix in ("xlsx", "docx"):
        code, _, said = call("--in", path)
        assert code == 0 and "stored before: 1" in said


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", b"PK word/document.xml"])
def test_what_is_no_template_is_one_line(data):
    with pytest.raises(UsageError) as told:
        read_template(data)
    assert "\n" not in str(told.value)


def test_headings_are_compared_without_notes_and_footnotes():
    assert headed("Line number\n(e.g. 17)") == headed("Line number") and headed("Type of comment2") == headed("Type of comment")
    assert headed("备注（理由）") == "备注"
