"""Review sheets: what goes out, and that what comes back is what a person filled in, or is told."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest
import review_desk
from hypothesis import given, settings
from hypothesis import strategies as st
from review_desk import A, B
from sheets import FIRST, Filling
from typer.testing import CliRunner

from app import cli, deciding, workbooks
from app.filters import Filters, Only
from app.queueing import queue
from app.sheet_columns import COLUMNS, EDITED, LISTS, Use, value_of
from app.sheet_file import read_sheet
from app.sheet_in import plan, store
from app.sheet_lines import Outcome, line_rows
from app.sheet_out import review_sheet
from app.state import Choice, State, load_comparison, save_comparison
from app.tables import CELL_LIMIT
from index.library import Library
from index.members import appoint
from index.roles import Role
from index.shelf import Licence
from ingest.errors import UsageError
from matcher import ledger
from matcher.assignments import Assignment, assign
from matcher.match import Decision, Relation

ME, OTHER = "first reviewer", "second reviewer"


@pytest.fixture
def library(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        yield opened


def filling(library, **more):
    return Filling(review_sheet(library, A, B, **more).data)


def planned(library, sheet, author=ME, **more):
    return plan(library, read_sheet(sheet if isinstance(sheet, bytes) else sheet.data()), author, **more)


def outcomes(lines):
    return [line.outcome.value for line in lines]


def told(lines):
    return "\n".join(text for line in lines for text in (*line.why, *line.theirs))


def stored(library, sheet, author=ME):
    return store(library, planned(library, sheet, author))


def in_force(library):
    return [(one.a_clause, one.b_clause, one.decision.value, one.author) for one in ledger.judgements(library, A, B)]


def decide(library, place, choice, author=OTHER):
    comparison = load_comparison(library, A, B)
    item = queue(comparison, ledger.judgements(library, A, B), library.log.head().number)[place]
    return deciding.apply(library, comparison, item, choice, author)


# ---- out


@pytest.mark.parametrize(("lang", "decision", "text"), [("en", "accepted", "Text of A"), ("zh", "已接受", "A 条文")])
def test_a_sheet_shows_both_texts_and_offers_lists(library, lang, decision, text):
    decide(library, 0, Choice(Decision.ACCEPT, Relation.SUPERSET, note="8 h"))
    made = review_sheet(library, A, B, lang=lang)
    sheet = Filling(made.data)
    assert (made.count, sheet.count, made.cut) == (7, 7, ())
    assert "85 dB(A)" in sheet.cell(0, "a_text").value and "90 dB(A)" in sheet.cell(0, "b_text").value
    assert sheet.page.cell(2, sheet.place["a_text"]).value == f"{text}: {A}"
    assert (sheet.cell(0, "a_clause").value, sheet.cell(3, "b_clause").value) == ("4.1", "5.4\n5.5")
    assert sheet.cell(0, "decision").value == decision and OTHER in sheet.cell(0, "said").value
    assert sheet.cell(1, "decision").value is None and sheet.cell(0, "note").value == "8 h"
    rules = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.page.data_validations.dataValidation}
    lists = {column.name: sheet.cell(0, column.name).coordinate for column in EDITED if column.choices}
    assert set(rules) == set(lists.values()) and len(lists) == len(LISTS)
    assert decision in [cell.value for cell in sheet.book["lists"]["A"]]


def test_only_the_columns_that_are_filled_in_are_unlocked_and_ids_are_hidden(library):
    sheet = filling(library)
    assert sheet.page.protection.sheet and not sheet.page.protection.password
    for column in COLUMNS:
        assert sheet.cell(0, column.name).protection.locked is (column.use is not Use.EDITED), column.name
        letter = sheet.cell(0, column.name).column_letter
        hidden = any(
            group.hidden and group.min <= sheet.place[column.name] <= group.max for group in sheet.page.column_dimensions.values()
        )
        assert hidden is (column.use is Use.HIDDEN), letter
    assert json.loads(sheet.cell(3, "b_ids").value) == ["5/5.4", "5/5.5"]
    assert sheet.page.row_dimensions[1].hidden and sheet.book["clausebridge"].sheet_state == "veryHidden"
    assert json.loads(sheet.book["clausebridge"]["A2"].value)["head"] == library.log.head().hash


def test_the_same_comparison_gives_the_same_sheet(library):
    assert review_sheet(library, A, B).data == review_sheet(library, A, B).data


def test_a_sheet_can_hold_the_open_cards_or_those_of_one_person(library):
    decide(library, 0, Choice(Decision.REJECT))
    assert review_sheet(library, A, B, filters=Filters(states=frozenset({State.OPEN}))).count == 6
    assign(library, Assignment(A, B, ME, OTHER, a_clauses=("4/4.2",)))
    mine = Filters(only=frozenset({Only.MINE}))
    sheet = filling(library, reader=ME, filters=mine)
    assert (sheet.count, sheet.cell(0, "a_clause").value, sheet.cell(0, "number").value) == (1, "4.2", 2)
    with pytest.raises(UsageError, match="nothing to write"):
        review_sheet(library, A, B, reader=OTHER, filters=mine)


def test_texts_go_out_as_their_licences_allow(library):
    library.set_licence(A, Licence.NONE, author=ME)
    data = review_sheet(library, A, B).data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        whole = "".join(parts.read(name).decode() for name in parts.namelist())
    assert "等效声级不应超过" not in whole and "shall not exceed 90" in whole
    assert Filling(data).cell(0, "a_text").value == "接触限值"


def test_what_is_longer_than_a_cell_is_cut_and_told_and_does_not_count_as_changed(tmp_path):
    ours, theirs = review_desk.documents()
    ours = replace(ours, clauses=tuple(replace(one, text="限" * 40_000) if one.clause == "4.1" else one for one in ours.clauses))
    with Library.open(tmp_path / "library", create=True) as library:
        for document in (ours, theirs):
            library.add(document, review_desk.FakeEncoder())
        save_comparison(library, ours, theirs, [replace(one, deviations=(), evidence=()) for one in
                                                review_desk.matches(*review_desk.documents())], "fake@1")  # fmt: skip
        made = review_sheet(library, A, B)
        sheet = Filling(made.data)
        assert len(made.cut) == 1 and "40005" in made.cut[0] and len(sheet.cell(0, "a_text").value) == CELL_LIMIT
        assert any(made.cut[0] == cell.value for row in sheet.book.worksheets[0].iter_rows() for cell in row)
        assert set(outcomes(planned(library, sheet.fill(0, decision="accepted")).lines)) == {"store", "unchanged"}


def test_hostile_texts_stay_texts_and_come_back_unchanged(tmp_path):
    extra = ("=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "a\x00b", "_x0041_", "_x005F_", "=cmd|'/c calc'!A0", "x\r\ny", " lead ")
    ours, theirs = review_desk.hostile_documents()
    more = [replace(ours.clauses[0], clause=f"9.{n}", id=f"9.{n}", title=text, text=text) for n, text in enumerate(extra)]
    ours = replace(ours, clauses=(*ours.clauses, *more))
    a, b = ours.standard.designation, theirs.standard.designation
    with Library.open(tmp_path / "library", create=True) as library:
        for document in (ours, theirs):
            library.add(document, review_desk.FakeEncoder())
        matches = [
            replace(one, a_clauses=(clause.id,))
            for clause, one in zip(ours.clauses, 3 * review_desk.hostile_matches(*review_desk.hostile_documents()), strict=False)
        ]
        save_comparison(library, ours, theirs, matches, "fake@1")
        data = review_sheet(library, a, b).data
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for name in parts.namelist():
                content = parts.read(name).decode()
                assert "<f>" not in content and "<hyperlink" not in content and 'TargetMode="External"' not in content, name
                assert "\u202e" not in content
        sheet = Filling(data)
        assert all(cell.data_type in ("s", "n") for row in sheet.page.iter_rows() for cell in row)
        lines = plan(library, read_sheet(sheet.data()), ME).lines
        assert outcomes(lines) == ["unchanged"] * len(matches) and told(lines) == ""
        assert sheet.cell(0, "b_text").alignment.readingOrder == 2 and sheet.cell(0, "a_text").alignment.readingOrder == 0


# ---- back


def test_what_was_filled_in_becomes_the_judgements_of_one_person(library):
    sheet = filling(library)
    sheet.fill(0, decision="accepted", relation="equivalent demand", rationale="by the meaning", note="与第 3 章一致")
    sheet.fill(1, decision="rejected", reason="Another subject")
    sheet.fill(2, decision="accepted", relation="partly overlapping", b_chosen="5.3; 5.6")
    sheet.fill(3, decision="unsure", note="ask the laboratory")
    sheet.fill(4, decision="no counterpart")
    sheet.fill(5, decision="accepted", relation="A within B", b_chosen="5.7 Vibration")
    lines = stored(library, sheet)
    assert outcomes(lines) == ["stored"] * 6 + ["unchanged"]
    said = {(one.a_clause, one.b_clause): one for one in ledger.judgements(library, A, B)}
    assert {key: (one.decision.value, one.relation.value if one.relation else "") for key, one in said.items()} == {
        ("4/4.1", "5/5.1"): ("accept", "equivalent-to"),
        ("4/4.2", "5/5.2"): ("reject", ""),
        ("4/4.3", "5/5.3"): ("accept", "intersects-with"),
        ("4/4.3", "5/5.6"): ("accept", "intersects-with"),
        ("4/4.4", "5/5.4"): ("unsure", ""),
        ("4/4.4", "5/5.5"): ("unsure", ""),
        ("4/4.5", "5/5.6"): ("reject", ""),
        ("4/4.5", ""): ("no-counterpart", ""),
        ("4/4.6", "5/5.7"): ("accept", "subset-of"),
    }
    first, second = said["4/4.1", "5/5.1"], said["4/4.2", "5/5.2"]
    assert (first.author, first.note, first.rationale, first.model) == (ME, "与第 3 章一致", "semantic", "fake@1")
    assert second.reason == "other-subject"


def test_taking_a_sheet_twice_stores_nothing_the_second_time(library):
    sheet = filling(library).fill(0, decision="accepted").fill(3, decision="accepted", b_chosen="5.4", relation="equal")
    sheet.fill(5, decision="accepted")
    stored(library, sheet)
    head = library.log.head()
    assert outcomes(stored(library, sheet)) == [
        "already",
        "unchanged",
        "unchanged",
        "already",
        "unchanged",
        "already",
        "unchanged",
    ]
    assert library.log.head() == head
    sheet.fill(1, decision="accepted", relation="equal", b_chosen="5.1; 5.2")  # after a look at the preview: one row more
    assert outcomes(stored(library, sheet))[:2] == ["already", "stored"]


def test_a_sheet_made_of_decisions_comes_back_unchanged_and_a_change_replaces_them(library):
    decide(library, 0, Choice(Decision.ACCEPT, Relation.SUPERSET, note="a\u202eb"), ME)
    decide(library, 1, Choice(Decision.REJECT, reason="of my own"), ME)
    decide(library, 3, Choice(Decision.ACCEPT, Relation.EQUAL, b_clauses=("5/5.4",)), ME)
    decide(library, 5, Choice(Decision.ACCEPT), ME)
    sheet = filling(library)
    assert set(outcomes(planned(library, sheet).lines)) == {"unchanged"}
    assert (sheet.cell(3, "b_chosen").value, sheet.cell(5, "decision").value) == ("5.4", "no counterpart")
    sheet.fill(0, decision="rejected", reason="Only loosely related").fill(3, b_chosen=None)
    assert outcomes(stored(library, sheet))[:4] == ["stored", "unchanged", "unchanged", "stored"]
    said = {(one.a_clause, one.b_clause): one for one in ledger.judgements(library, A, B)}
    assert said["4/4.1", "5/5.1"].decision is Decision.REJECT and said["4/4.1", "5/5.1"].note == "a\u202eb"
    assert {said["4/4.4", f"5/5.{n}"].decision for n in (4, 5)} == {Decision.ACCEPT}


@pytest.mark.parametrize(
    "text", ["accepted", "ACCEPTED", " Accepted ", "ａｃｃｅｐｔｅｄ", "accept", "已接受", "已 接受", "接受"]
)
def test_list_values_are_read_in_both_languages_whatever_their_case_and_width(library, text):
    assert value_of("decision", text) == "accept"
    assert outcomes(stored(library, filling(library, lang="zh").fill(0, decision=text)))[0] == "stored"


def test_rows_and_columns_may_stand_anywhere(library):
    sheet = filling(library).fill(0, decision="accepted").fill(1, decision="rejected").fill(5, decision="accepted")
    rows = sheet.rows()
    kept = [[None] * len(COLUMNS), *sorted((rows[n] for n in (5, 0, 1, 4)), key=lambda row: -row[0]), ["by hand", "", "", "see"]]
    sheet.put(kept)
    sheet.page.cell(2, sheet.place["decision"]).value = "Verdict"
    sheet.page.column_dimensions[sheet.cell(0, "relation").column_letter].hidden = True
    sheet.page.move_range(f"A1:{sheet.cell(9, 'note').coordinate}", cols=40)  # past the hidden columns
    sheet.page.insert_rows(1, 3)
    sheet.page["A1"] = "Comments of the first round"
    sheet.book.create_sheet("scratch", 0)["A1"] = "=1+1"
    lines = stored(library, sheet)
    assert sorted(outcomes(lines)) == ["stored", "stored", "stored", "unchanged"]
    assert sorted(one[:3] for one in in_force(library)) == [
        ("4/4.1", "5/5.1", "accept"), ("4/4.2", "5/5.2", "reject"), ("4/4.6", "", "no-counterpart"),
    ]  # fmt: skip


def test_without_its_hidden_row_a_sheet_is_read_by_its_headings(library):
    sheet = filling(library, lang="zh").fill(0, decision="已接受")
    sheet.page.delete_rows(1)
    assert outcomes(planned(library, sheet).lines)[0] == "store"
    sheet.page.delete_cols(sheet.place["marks"])
    with pytest.raises(UsageError, match="hidden"):
        planned(library, sheet)


def test_formulas_errors_dates_and_garbage_are_refused_with_their_address(library):
    import datetime

    sheet = filling(library).fill(0, decision="=B3").fill(1, decision="#REF!").fill(2, decision="perhaps")
    sheet.fill(3, decision="accepted", relation="equal", b_chosen="5.99")
    sheet.fill(4, decision="accepted", relation="equal", b_chosen=datetime.datetime(2024, 5, 2))
    sheet.fill(5, note="no decision yet").fill(6, decision=True)
    lines = planned(library, sheet).lines
    assert set(outcomes(lines)) == {"unclear"}
    address = [sheet.cell(row, name).coordinate for row, name in enumerate(
        ["decision", "decision", "decision", "b_chosen", "b_chosen", "decision", "decision"])]  # fmt: skip
    assert all(line.why[0].startswith(f"{where}: ") for line, where in zip(lines, address, strict=True)), told(lines)
    assert "formula" in lines[0].why[0] and "“5.99”" in lines[3].why[0]
    assert set(outcomes(store(library, planned(library, sheet)))) == {"unclear"} and in_force(library) == []


@pytest.mark.parametrize(
    ("row", "cells", "words"),
    [
        (0, {"decision": "rejected", "relation": "equal"}, "goes with “accepted” alone"),
        (0, {"decision": "accepted", "reason": "Another subject"}, "a reason goes with a rejection"),
        (0, {"decision": "accepted", "relation": "no counterpart"}, "contradict each other"),
        (0, {"decision": "accepted", "b_chosen": "5.2"}, "a relation must be chosen"),
        (0, {"decision": "no counterpart", "b_chosen": "5.2"}, "go with “accepted” or “unsure”"),
        (5, {"decision": "accepted", "relation": "equal", "a_chosen": "4.1; 4.6"}, "nothing stands on this side"),
        (0, {"relation": "equal"}, "but no decision"),
    ],
)
def test_cells_that_contradict_each_other_are_told(library, row, cells, words):
    line = planned(library, filling(library).fill(row, **cells)).lines[row]
    assert line.outcome is Outcome.UNCLEAR and words in line.why[0]


def test_a_decision_is_not_taken_back_by_an_empty_cell(library):
    decide(library, 0, Choice(Decision.ACCEPT, Relation.EQUAL), ME)
    lines = planned(library, filling(library).fill(0, decision=None)).lines
    assert lines[0].outcome is Outcome.UNCLEAR and "taken back in the review desk" in lines[0].why[0]


def test_a_number_is_a_label_only_where_it_can_be_no_other(tmp_path):
    ours, theirs = review_desk.documents()
    theirs = replace(theirs, clauses=(*theirs.clauses, review_desk.clause(B, "5.10", "en", "More", "More shall be kept.")))
    with Library.open(tmp_path / "library", create=True) as library:
        for document in (ours, theirs):
            library.add(document, review_desk.FakeEncoder())
        save_comparison(library, ours, theirs, review_desk.matches(ours, theirs), "fake@1")
        sheet = filling(library)
        for row, number in enumerate((5.2, 5.1)):
            sheet.fill(row, decision="accepted", relation="equal", b_chosen=number)
        lines = planned(library, sheet).lines
        assert lines[0].choice.b_clauses == ("5/5.2",)
        assert lines[1].outcome is Outcome.UNCLEAR and "5.10" in lines[1].why[0]


def test_copied_rows_are_told_and_count_once_or_not_at_all(library):
    sheet = filling(library).fill(0, decision="accepted").fill(1, decision="accepted")
    rows = sheet.rows()
    other = list(rows[1])
    other[sheet.place["decision"] - 1] = "rejected"
    lines = planned(library, sheet.put([*rows, rows[0], other, rows[2]])).lines
    assert [line.outcome.value for line in lines if line.key == lines[0].key] == ["store", "unchanged"]
    assert {line.outcome.value for line in lines if line.key == lines[1].key} == {"unclear"}
    assert "Rows 4, 11 are the same card" in told(lines) and "Row 3 is the same card and says the same" in told(lines)


def test_rows_that_contradict_each_other_are_not_stored(library):
    sheet = filling(library).fill(5, decision="accepted", relation="equal", b_chosen="5.7").fill(6, decision="no counterpart")
    sheet.fill(0, decision="accepted").fill(1, decision="accepted", relation="equal", a_chosen="4.1", b_chosen="5.1")
    lines = stored(library, sheet)
    assert [outcomes(lines)[n] for n in (0, 1, 5, 6)] == ["unclear"] * 4 and in_force(library) == []
    assert "Row 9 contradicts this" in told(lines)


def test_cells_that_are_not_to_change_are_noticed(library):
    sheet = filling(library).fill(0, decision="accepted", a_text="8 h 等效声级不应超过 80 dB(A)。").fill(1, decision="accepted")
    sheet.fill(1, a_ids=json.dumps(["4/4.3"])).fill(2, decision="accepted", before=filling(library).cell(2, "before").value + " ")
    sheet.fill(3, b_text="=A1", decision="accepted").fill(4, a_text="not touched otherwise")
    lines = planned(library, sheet).lines
    assert outcomes(lines)[:5] == ["unclear", "unclear", "store", "unclear", "unchanged"]
    for row, name in ((0, "a_text"), (1, "a_ids"), (3, "b_text"), (4, "a_text")):
        assert any(why.startswith(sheet.cell(row, name).coordinate) for why in lines[row].why)
    for name in ("key", "before", "marks", "sheet"):
        again = filling(library).fill(0, decision="accepted").fill(0, **{name: None})
        assert planned(library, again).lines[0].outcome is Outcome.UNCLEAR, name


def test_a_shown_column_may_be_deleted_and_a_deleted_filled_one_changes_nothing(library):
    decide(library, 0, Choice(Decision.ACCEPT, Relation.EQUAL, note="kept"), ME)
    sheet = filling(library).fill(1, decision="accepted")
    for name in ("note", "explanation", "relation"):
        sheet.page.delete_cols(next(cell.column for cell in sheet.page[1] if cell.value == f"cb:{name}"))
    lines = stored(library, sheet)
    assert outcomes(lines)[:2] == ["unchanged", "stored"] and told(lines) == ""


# ---- others


def test_nothing_that_somebody_decided_meanwhile_is_overwritten(library):
    sheet = filling(library).fill(0, decision="accepted").fill(1, decision="accepted")
    decide(library, 0, Choice(Decision.REJECT, reason="other-scope"))
    lines = stored(library, sheet)
    assert outcomes(lines)[:2] == ["conflict", "stored"]
    assert OTHER in lines[0].theirs[0] and "rejected" in lines[0].theirs[0] and "accepted" in lines[0].what
    assert (("4/4.1", "5/5.1", "reject", OTHER) in in_force(library)) and len(in_force(library)) == 2


def test_who_decides_between_preview_and_storing_is_not_overwritten(library):
    ready = planned(library, filling(library).fill(0, decision="accepted").fill(1, decision="accepted"))
    assert outcomes(ready.lines)[:2] == ["store", "store"]
    decide(library, 1, Choice(Decision.UNSURE))
    assert outcomes(store(library, ready))[:2] == ["stored", "conflict"]
    assert ("4/4.2", "5/5.2", "unsure", OTHER) in in_force(library)


def test_two_people_with_copies_of_one_sheet(library):
    sheet = filling(library).fill(0, decision="accepted")
    mine = stored(library, sheet)
    theirs = stored(library, sheet.fill(1, decision="rejected"), OTHER)
    assert (outcomes(mine)[0], *outcomes(theirs)[:2]) == ("stored", "conflict", "stored") and ME in theirs[0].theirs[0]


def test_only_some_rows_can_be_stored(library):
    ready = planned(library, filling(library).fill(0, decision="accepted").fill(1, decision="accepted"))
    assert outcomes(store(library, ready, {FIRST + 1}))[:2] == ["store", "stored"]


def test_a_note_alone_goes_to_ones_own_decision_and_to_no_other(library):
    decide(library, 0, Choice(Decision.ACCEPT, Relation.EQUAL), ME)
    decide(library, 1, Choice(Decision.ACCEPT, Relation.EQUAL), OTHER)
    lines = stored(library, filling(library).fill(0, note="mine").fill(1, note="not mine"))
    assert outcomes(lines)[:2] == ["stored", "unclear"] and "another reviewer decided" in lines[1].why[0]
    assert [(one.note, one.author) for one in ledger.judgements(library, A, B)] == [("", OTHER), ("mine", ME)]


def test_roles_hold(library):
    sheet = filling(library).fill(0, decision="accepted").fill(1, decision="accepted")
    appoint(library.log, OTHER, Role.ADMIN, author=OTHER)
    appoint(library.log, ME, Role.VIEWER, author=OTHER)
    lines = stored(library, sheet)
    assert outcomes(lines)[:2] == ["refused", "refused"] and "viewer" in lines[0].why[0] and in_force(library) == []
    assert outcomes(stored(library, sheet, OTHER))[:2] == ["stored", "stored"]
    with pytest.raises(UsageError, match="name"):
        planned(library, sheet, " ")


def test_under_double_review_a_sheet_holds_opinions_that_others_do_not_see(library):
    boss = "adjudicator"
    for name, role in ((boss, Role.ADMIN), (ME, Role.REVIEWER), (OTHER, Role.REVIEWER)):
        appoint(library.log, name, role, author=boss)
    for name in (ME, OTHER):
        assign(library, Assignment(A, B, name, boss, a_clauses=("4/4.1",), double=True))
    mine = filling(library, reader=ME).fill(0, decision="accepted").fill(1, decision="accepted")
    assert outcomes(stored(library, mine))[:2] == ["stored", "stored"]
    assert [one[0] for one in in_force(library)] == ["4/4.2"]
    assert outcomes(stored(library, mine))[:2] == ["already", "already"]
    assert filling(library, reader=ME).cell(0, "decision").value == "accepted"
    theirs = filling(library, reader=OTHER)
    assert theirs.cell(0, "decision").value is None and theirs.cell(0, "said").value is None
    assert filling(library).cell(0, "decision").value is None
    assert outcomes(stored(library, theirs.fill(0, decision="rejected"), OTHER))[0] == "stored"
    assert len(library.log.entries(kind="opinion")) == 2


# ---- not this sheet


def test_a_sheet_of_another_library_or_comparison_is_refused_in_one_line(library, tmp_path):
    sheet = filling(library)
    with Library.open(review_desk.seed(tmp_path / "other")) as other, pytest.raises(UsageError, match="another library"):
        planned(other, sheet)
    library.remove(B, author=ME)
    with pytest.raises(UsageError, match="no comparison"):
        planned(library, sheet)


def test_rows_of_another_sheet_are_told(library):
    first = filling(library)
    decide(library, 6, Choice(Decision.UNSURE))
    second = filling(library).fill(0, decision="accepted")
    line = planned(library, second.put([*second.rows()[1:], first.fill(0, decision="accepted").rows()[0]])).lines[-1]
    assert line.outcome is Outcome.UNCLEAR and line.why == ("This row comes from another sheet.",)


def test_a_text_that_changed_since_is_told_by_row(library):
    sheet = filling(library).fill(0, decision="accepted").fill(1, decision="accepted")
    ours, theirs = review_desk.documents()
    changed = [replace(one, text="新的条文。") if one.clause == "4.1" else one for one in ours.clauses]
    library.add(replace(ours, clauses=tuple(changed)), review_desk.FakeEncoder())
    lines = stored(library, sheet)
    assert outcomes(lines)[:2] == ["unclear", "stored"] and "The text of A 4.1 was changed" in lines[0].why[0]
    chosen = planned(library, sheet.fill(2, decision="accepted", relation="equal", b_chosen="5.4")).lines[2]
    assert chosen.outcome is Outcome.UNCLEAR and "a label may be another's now" in chosen.why[0]
    save_comparison(library, ours, theirs, review_desk.matches(ours, theirs)[2:], "fake@2")
    assert "no such card any more" in planned(library, sheet).lines[0].why[0]


@pytest.mark.parametrize("edit", ["drop", "change"])
def test_a_workbook_without_its_hidden_sheet_is_no_review_sheet(library, edit):
    sheet = filling(library)
    if edit == "drop":
        del sheet.book["clausebridge"]
    else:
        sheet.book["clausebridge"]["A2"] = sheet.book["clausebridge"]["A2"].value.replace("fake@1", "fake@2")
    with pytest.raises(UsageError, match="no review sheet"):
        planned(library, sheet)


def repacked(data, parts=None, drop=()):
    """A workbook with parts changed, added or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in drop and name not in (parts or {}):
                new.writestr(name, old.read(name))
        for name, content in (parts or {}).items():
            new.writestr(name, content)
    return out.getvalue()


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda data: b"", "no Excel workbook"),
        (lambda data: b"a,b\n1,2\n", "no Excel workbook"),
        (lambda data: data[: len(data) // 2], "no Excel workbook"),
        (lambda data: b"\xd0\xcf\x11\xe0" + data, "another format or a password"),
        (lambda data: repacked(data, drop=("[Content_Types].xml",)), "no Excel workbook"),
        (lambda data: repacked(data, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "another format"),
        (lambda data: repacked(data, {"xl/vbaProject.bin": b"x"}), "macros"),
        (lambda data: repacked(data, {"xl/macrosheets/sheet9.xml": "<x/>"}), "macros"),
        (lambda data: repacked(data, {"xl/externalLinks/externalLink1.xml": "<x/>"}), "linked to other workbooks"),
        (lambda data: repacked(data, {"xl/sharedStrings.xml": ENTITY}), "entities"),
        (lambda data: repacked(data, {"xl/sharedStrings.xml": ENTITY.encode("utf-16")}), "entities"),
        (lambda data: repacked(data, {"xl/sharedStrings.xml": "<sst"}), "damaged"),
        (lambda data: repacked(data, {"xl/workbook.xml": "<x>" * 5000}), "damaged"),
        (lambda data: repacked(data, drop=("xl/workbook.xml",)), "damaged"),
        (lambda data: repacked(data, {f"xl/x{n}.txt": "" for n in range(2500)}), "larger than"),
        (lambda data: repacked(data, {"xl/media/bomb.bin": bytes(101 * 2**20)}), "larger than"),
        (lambda data: repacked(data, {"xl/sharedStrings.xml": "<si/>" * 4 * 2**20}), "larger than"),
    ],
)
def test_what_is_no_sound_workbook_is_refused_in_one_line(library, make, words):
    with pytest.raises(UsageError, match=words) as refused:
        read_sheet(make(review_sheet(library, A, B).data))
    assert "\n" not in str(refused.value)


def test_a_workbook_that_says_it_is_endless_is_refused(library, monkeypatch):
    data = review_sheet(library, A, B).data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        content = parts.read("xl/worksheets/sheet2.xml").decode()
    far = content.replace("</sheetData>", '<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData>')
    assert len(read_sheet(repacked(data, {"xl/worksheets/sheet2.xml": far})).rows) == 7
    near = far.replace("999999999", "60000")
    with pytest.raises(UsageError, match="more rows"):
        read_sheet(repacked(data, {"xl/worksheets/sheet2.xml": near}))
    monkeypatch.setattr(workbooks, "FILE_LIMIT", 1000)
    with pytest.raises(UsageError, match="larger than"):
        read_sheet(data)


# ---- any edits at all

DECISIONS = {"accepted": "accept", "rejected": "reject", "unsure": "unsure", "no counterpart": "no-counterpart"}
TYPED = st.one_of(
    st.sampled_from(
        [*DECISIONS, "ACCEPTED", "已拒绝", "=1+1", "perhaps", "", None, 7, "5.3", "5.2; 5.6", "4.1", "equal", "部分重叠"]
    ),
    st.text(max_size=8).filter(lambda text: text.isprintable()),
)
EDITS = st.lists(st.tuples(st.integers(0, 6), st.sampled_from([column.name for column in EDITED]), TYPED), max_size=8)
COPIES = st.lists(st.integers(0, 6), min_size=1, max_size=9)


@pytest.fixture(scope="module")
def one_library(tmp_path_factory):
    with Library.open(review_desk.seed(tmp_path_factory.mktemp("sheets") / "library")) as opened:
        yield opened, review_sheet(opened, A, B).data


@settings(max_examples=60)
@given(EDITS, COPIES)
def test_whatever_is_done_to_a_sheet_comes_back_as_it_was_typed_or_is_told(one_library, edits, copies):
    library, data = one_library
    sheet = Filling(data)
    for row, name, value in edits:
        sheet.fill(row, **{name: value})
    typed = [{name: sheet.cell(row, name).value for name in sheet.place} for row in range(7)]
    rows = sheet.rows()
    lines = plan(library, read_sheet(sheet.put([rows[n] for n in copies]).data()), ME).lines
    assert len(lines) == len(copies)
    for line, row in zip(lines, copies, strict=True):
        cells = {column.name: typed[row][column.name] for column in EDITED}
        if line.outcome is Outcome.STORE:
            made, decision = line.choice, value_of("decision", str(cells["decision"]))
            assert decision == made.decision.value or (decision, line.item.match.b_clauses and line.item.match.a_clauses) == (
                "accept",
                (),
            )
            assert made.note == (str(cells["note"] or "").strip())
            if made.decision is Decision.ACCEPT:
                assert made.relation.value == (
                    value_of("relation", str(cells["relation"] or "")) or line.item.match.relation.value
                )
            for side in ("a", "b"):
                chosen = getattr(made, f"{side}_clauses")
                assert chosen is None or cells[f"{side}_chosen"] or chosen == getattr(line.item.match, f"{side}_clauses")
        elif line.outcome is Outcome.UNCHANGED:
            proposed = {f"{side}_chosen": typed[row][f"{side}_clause"] for side in ("a", "b")}  # naming it changes nothing
            said = [str(value).strip() for name, value in cells.items() if value not in (None, proposed.get(name))]
            assert not any(said) or (line.why and "says the same" in line.why[0])
        else:
            assert line.outcome is Outcome.UNCLEAR and line.why and line_rows([line], str)


# ---- the commands


def run(library, *command):
    return CliRunner().invoke(cli.app, [*command, "--library", str(library)])


def test_a_sheet_is_written_looked_at_and_entered_by_commands(tmp_path):
    folder, file = review_desk.seed(tmp_path / "library"), tmp_path / "review.xlsx"
    made = run(folder, "sheet", A, B, "--out", str(file), "--lang", "zh", "--open")
    assert made.exit_code == 0 and "7 cards" in made.stderr
    file.write_bytes(Filling(file.read_bytes()).fill(0, decision="已接受").fill(1, decision="=A1").data())
    look = run(folder, "enter", str(file), "--as", ME)
    assert look.exit_code == 1 and "accepted (A includes B)" in look.stdout and "J4: a formula" in look.stdout
    assert "Nothing is stored yet" in look.stderr
    entered = run(folder, "enter", str(file), "--as", ME, "--yes", "--out", str(tmp_path / "list.csv"))
    assert "stored now: 1" in entered.stderr and "stored now" in (tmp_path / "list.csv").read_text("utf-8-sig")
    with Library.open(folder) as library:
        assert in_force(library) == [("4/4.1", "5/5.1", "accept", ME)]
    again = run(folder, "enter", str(file), "--as", ME, "--yes")
    assert "stored before: 1" in again.stderr and "stored now" not in again.stderr
