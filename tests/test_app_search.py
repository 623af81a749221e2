"""Search: decided hits come first, facets count what is found, a link reopens it, a spreadsheet is searched for whole."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from threading import Event

import pytest
import review_desk
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from review_desk import A, B, FakeEncoder, clause
from test_app_views import components, desk, press, said
from typer.testing import CliRunner

from app.asking import asked, named, query_of
from app.batch import COLUMNS, Batch, run
from app.batch_files import batch_bytes
from app.batches import KEPT, Batches
from app.cli import app
from app.decided_hits import Decided
from app.limits import Limits
from app.requirements import read_bytes
from app.results import Searcher, Wanted
from app.search_link import PARAMETERS
from index.library import Library
from ingest.errors import UsageError
from matcher import ledger
from matcher.limit_search import Against, compared
from matcher.match import Decision, Judgement, Relation

assert desk  # a fixture


def decide(library, a, b, decision, relation=None, author="second reviewer"):
    ids = {(one.standard, one.clause): one.id for name in (A, B) for one in library.clauses(name)}
    judgement = Judgement(
        A, ids.get((A, a), ""), B, ids.get((B, b), ""), decision, author, relation, seen=library.log.head().number
    )
    return ledger.record(library, judgement)


@pytest.fixture
def library(tmp_path):
    review_desk.seed(tmp_path / "library")
    with Library.open(tmp_path / "library") as opened:
        yield opened


def found(library, text, wanted=None, top=20, limits=None):
    return Searcher(library).search(FakeEncoder(), text, limits, wanted, top=top)


def labels(results):
    return [one.clause.clause for one in results.answers]


# ---- what people decided


def test_decided_hits_come_first_and_rejected_ones_last(library):
    decide(library, "4.1", "5.6", Decision.REJECT)
    decide(library, "4.1", "5.3", Decision.UNSURE)
    decide(library, "4.1", "5.1", Decision.ACCEPT, Relation.SUPERSET)
    results = found(library, f"{A}#4.1")
    assert labels(results)[:2] == ["5.1", "5.3"] and labels(results)[-1] == "5.6" and len(results.answers) == 8
    first = results.answers[0].said
    assert (first.judgement.author, first.judgement.relation, first.suspect) == ("second reviewer", Relation.SUPERSET, False)
    assert results.facets["decided"] == {"undecided": 5, "accepted": 1, "rejected": 1, "unsure": 1}
    for wanted, left in ((Decided.YES, ["5.1", "5.3", "5.6"]), (Decided.REJECTED, ["5.6"]), (Decided.ACCEPTED, ["5.1"])):
        assert labels(found(library, f"{A}#4.1", Wanted(wanted))) == left
    assert labels(found(library, f"{B}#5.1"))[0] == "4.1"
    assert found(library, f"{B}#5.1").answers[0].said.judgement.relation is Relation.SUBSET


def test_a_decision_on_another_text_is_suspect_and_an_absence_is_told(library):
    decide(library, "4.1", "5.1", Decision.ACCEPT, Relation.SUPERSET)
    decide(library, "4.6", "", Decision.NO_COUNTERPART)
    ours, _ = review_desk.documents()
    library.add(
        replace(ours, clauses=tuple(replace(c, text="新的条文。") if c.clause == "4.1" else c for c in ours.clauses)),
        FakeEncoder(),
    )
    assert found(library, f"{A}#4.1").answers[0].said.suspect
    assert [one.judgement.b_standard for one in found(library, f"{A}#4.6").absent] == [B]


def test_a_decided_hit_outside_of_the_limits_is_not_told(library):
    decide(library, "4.1", "5.1", Decision.ACCEPT, Relation.SUPERSET)
    limits = Limits(provision="unsure")
    assert labels(found(library, f"{A}#4.1", limits=limits)) == ["5"]


def test_a_sentence_that_a_clause_says_is_that_clause(library):
    decide(library, "4.3", "5.3", Decision.ACCEPT, Relation.EQUAL)
    text = next(one.text for one in library.clauses(A) if one.clause == "4.3")
    results = found(library, f"  {text.replace('10', '１０').rstrip('。')} ")
    assert results.asked.by_words and results.asked.clause.clause == "4.3"
    assert labels(results)[0] == "5.3" and {one.clause.standard for one in results.answers} == {B}
    assert not found(library, "测量记录应保存至少 11 年。").asked.by_words


def test_what_stands_in_a_comparison_is_told_as_it_stands_there(library):
    answers = {one.clause.clause: one for one in found(library, f"{A}#4.1").answers}
    assert answers["5.1"].compared and answers["5.1"].match.relation is Relation.SUPERSET
    assert not answers["5.2"].compared and answers["5.2"].match is not None
    turned = {one.clause.clause: one for one in found(library, f"{B}#5.1").answers}["4.1"]
    assert turned.match.relation is Relation.SUBSET and turned.match.deviations[0].a_text == "90 dB(A)"


def test_a_relation_is_asked_for(library):
    every = found(library, f"{A}#4.1", top=50)
    for relation in {one.match.relation for one in every.answers}:
        left = found(library, f"{A}#4.1", Wanted(relation=relation))
        assert left.answers and {one.match.relation for one in left.answers} == {relation}


def test_a_query_is_read_as_a_clause_or_a_sentence(library):
    assert asked(f"{A}#4.1", library).clause.id == "4/4.1"
    assert asked(named(library.clauses(A)[3]), library).clause.clause == "4.3"
    assert asked("pump #1 is tested", library).document is None
    with pytest.raises(UsageError, match="has no clause 99"):
        asked(f"{A}#99", library)
    assert asked("≤ 85 dB(A)", library).is_quantity and asked("甲烷 1.0 %", library).is_quantity
    assert not asked("用人单位应保证劳动者8 h等效声级不超过85 dB(A)。", library).is_quantity
    assert not asked("作业许可证的有效期不应超过一个班次", library).is_quantity and not asked("不应超过一个", library).is_quantity
    assert asked("接地电阻不大于 2 Ω", library).is_quantity


# ---- quantities


def test_a_quantity_finds_the_limits_nearest_to_it(library):
    results = found(library, "≤ 85 dB(A)")
    assert labels(results) == ["4.1", "5.1"]
    assert [one.limits[0].verdict for one in results.answers] == [Against.EQUAL, Against.LOOSER]
    assert all(one.match is None for one in results.answers)
    stricter = found(library, "not more than 95 dB(A)").answers
    assert [one.clause.clause for one in stricter] == ["5.1", "4.1"]
    assert {one.limits[0].verdict for one in stricter} == {Against.STRICTER}
    assert found(library, "≥ 30 kN").answers  # nobody limits a force: then all are ranked


@given(
    st.integers(1, 500),
    st.integers(1, 500),
    st.sampled_from(["不应超过 {} dB(A)", "shall not exceed {} dB(A)", "не более {} дБА"]),
)
def test_of_two_ceilings_the_lower_is_the_stricter(mine, theirs, frame):
    query = query_of(f"≤ {mine} dB(A)", "en")
    (one,) = compared(query, clause("S 1", "1", "en", "", frame.format(theirs)), lambda _: "")
    assert one.verdict is (Against.EQUAL if mine == theirs else Against.STRICTER if theirs < mine else Against.LOOSER)
    assert (one.nearness == 1) == (mine == theirs) and 0 < one.nearness <= 1


@given(st.integers(1, 200), st.integers(1, 200), st.integers(1, 200))
def test_what_lies_nearer_by_ratio_is_nearer(mine, near, far):
    near, far = sorted((near, far), key=lambda value: max(value, mine) / min(value, mine))
    query = query_of(f"≤ {mine} V", "en")
    told = [compared(query, clause("S 1", "1", "en", "", f"It shall not exceed {v} V."), lambda _: "")[0] for v in (near, far)]
    assert told[0].nearness >= told[1].nearness


def test_a_threshold_and_a_floor_are_no_equal_limits():
    query = query_of("≤ 85 dB(A)", "en")
    for text in ("Where it exceeds 85 dB(A), protectors shall be worn.", "It shall not be less than 85 dB(A)."):
        assert compared(query, clause("S 1", "1", "en", "", text), lambda _: "")[0].verdict is Against.SAME_VALUE
    assert compared(query, clause("S 1", "1", "en", "", "It shall not exceed 30 kg."), lambda _: "") == ()
    within = query_of("分析应在进入前30 min内进行", "zh")
    for text in ("Repeat it after each break of more than 30 min.", "It is repeated at least every 30 min."):
        assert compared(within, clause("S 1", "1", "en", "", text), lambda _: "")[0].verdict is Against.SAME_VALUE


# ---- many requirements


def workbook(*rows, title="Sheet"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        workbook(["No.", "Requirement"], [1, "Records shall be kept."], [2, 85.0]),
        workbook(["编号", "要求"], ["1", "Records shall be kept."], [], ["2", 85]),
        "№;Требование\r\n1;Records shall be kept.\r\n2;85\r\n".encode("utf-8-sig"),
        "№;Требование\r\n1;Records shall be kept.\r\n2;85\r\n".encode("cp1251"),
        "编号,要求\n1,Records shall be kept.\n2,85\n".encode("gb18030"),
        "编号\t要求\n1\tRecords shall be kept.\n2\t85\n".encode("utf-16"),
    ],
)
def test_requirements_are_read_by_their_heads(data):
    assert [(one.id, one.text) for one in read_bytes(data).rows] == [("1", "Records shall be kept."), ("2", "85")]


def test_a_sheet_and_a_column_are_named():
    book = load_workbook(io.BytesIO(workbook(["Nr", "Text der Forderung"], [1, "Keep records."], title="Plan")))
    book.create_sheet("Other", 0).append(["nothing"])
    data = io.BytesIO()
    book.save(data)
    for column in ("text der forderung", "B"):
        assert [one.text for one in read_bytes(data.getvalue(), sheet="Plan", column=column).rows] == ["Keep records."]
    with pytest.raises(UsageError, match="there is: Other, Plan"):
        read_bytes(data.getvalue(), sheet="None")
    with pytest.raises(UsageError, match="there is: Nr, Text der Forderung"):
        read_bytes(data.getvalue(), sheet="Plan", column="Z")
    with pytest.raises(UsageError, match="first row must name the columns"):
        read_bytes(data.getvalue(), sheet="Plan")


HOSTILE = ['=HYPERLINK("http://x","y")', "+1+cmd|' /C calc'!A0", "@SUM(A1)", "<script>alert(1)</script>", "a\u202eb", "-2+3"]


def test_hostile_cells_stay_text_and_bad_rows_are_told(library):
    data = workbook(["id", "requirement"], ["a", "Keep records."], ["b", "=1+1"], ["c", None], ["=2", "No."], ["d", "x" * 20_001])
    read = read_bytes(data)
    assert [str(one) for one in read.faults] == [
        "row 3: B3 holds a formula; paste its value",
        "row 4: there is no requirement in it, and no standard and clause",
        "row 5: A5 holds a formula; paste its value",
        "row 6: its requirement has 20001 characters, at most 20000 are searched for; split it",
    ]
    table = io.StringIO()
    csv.writer(table).writerows([["id", "requirement"], *([text, text] for text in HOSTILE)])
    read = read_bytes(table.getvalue().encode())
    assert [one.text for one in read.rows] == HOSTILE
    rows = run(Searcher(library), library, FakeEncoder(), Batch(read, Limits(), Wanted(), 1))
    sheet = load_workbook(io.BytesIO(batch_bytes(rows, "xlsx"))).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    cells = [cell for row in csv.reader(io.StringIO(batch_bytes(rows, "csv").decode("utf-8-sig"))) for cell in row]
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    assert "<script>" not in batch_bytes(rows, "html").decode() and len(rows) == len(HOSTILE)


def test_what_is_done_is_taken_up_while_nothing_changed(library, tmp_path, monkeypatch):
    read = read_bytes(workbook(["id", "requirement"], *([n, f"Requirement number {n} of them."] for n in range(1, 6))))
    batch, kept = Batch(read, Limits(), Wanted(), 2), tmp_path / "out.done"
    whole = run(Searcher(library), library, FakeEncoder(), batch)
    seen = []

    class Stopped(Exception):
        pass

    def stop(done, total):
        if done == 3 and total == 5:
            raise Stopped

    with pytest.raises(Stopped):
        run(Searcher(library), library, FakeEncoder(), batch, partial=kept, progress=stop)
    with kept.open("a", encoding="utf-8") as file:
        file.write('{"row": 5, "ro')  # cut off
    searched = Searcher.search

    def counting(self, encoder, text, *more, **options):
        seen.append(text.clause.text)
        return searched(self, encoder, text, *more, **options)

    monkeypatch.setattr(Searcher, "search", counting)
    assert run(Searcher(library), library, FakeEncoder(), batch, partial=kept) == whole
    assert seen == ["Requirement number 4 of them.", "Requirement number 5 of them."]
    decide(library, "4.1", "5.1", Decision.ACCEPT, Relation.SUPERSET)
    seen.clear()
    run(Searcher(library), library, FakeEncoder(), batch, partial=kept)
    assert len(seen) == 5


def test_a_row_may_name_a_clause_on_file(library):
    decide(library, "4.3", "5.3", Decision.ACCEPT, Relation.EQUAL)
    head = ["id", "requirement", "standard", "clause"]
    rows = [
        ["x", None, A, "4.3"],
        ["y", "Something else.", A, "4.3"],
        ["z", None, "GB/T 1", "4"],
        ["w", "Keep them.", "AA 1", "2"],
    ]
    batch = Batch(read_bytes(workbook(head, *rows)), Limits(), Wanted(), 3)
    told = run(Searcher(library), library, FakeEncoder(), batch)
    first = {row["id"]: row for row in told if row["rank"] in ("", 1)}
    assert (first["x"]["b_clause"], first["x"]["decided"], first["x"]["decided_by"]) == ("5.3", "accepted", "second reviewer")
    assert first["x"]["requirement"] == "测量记录应保存至少 10 年。"
    assert {row["b_standard"] for row in told if row["id"] == "y"} == {B} and first["y"]["decided"] == "undecided"
    assert "GB/T 1" in first["z"]["note"] and first["z"]["rank"] == "" and first["w"]["rank"] == 1


def test_the_command_writes_what_it_found_in_every_format(library, tmp_path, monkeypatch):
    monkeypatch.setattr("index.encoder.load_encoder", lambda name: FakeEncoder())
    (tmp_path / "asked.xlsx").write_bytes(workbook(["id", "要求"], ["q1", "测量记录应保存至少 10 年。"], ["q2", "=1"]))
    base = ["search", "--queries", str(tmp_path / "asked.xlsx"), "--library", str(tmp_path / "library"), "--top", "2"]
    for form in ("xlsx", "csv", "jsonl", "html"):
        out = tmp_path / f"out.{form}"
        done = CliRunner().invoke(app, [*base, "--out", str(out)])
        assert done.exit_code == 1 and "row 3: B3 holds a formula" in done.stderr and out.stat().st_size
        assert not out.with_name(f"{out.name}.done").exists()
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert list(rows[0]) == list(COLUMNS) and [row["rank"] for row in rows] == [1, 2, ""]
    assert len(CliRunner().invoke(app, base).stdout.splitlines()) == 3


# ---- the page


def choices_of(test):
    return next(data["rows"] for (name, _), data in components(test).items() if name == "choices")


@pytest.fixture
def search(desk, library, monkeypatch):
    monkeypatch.setattr("index.encoder.load_encoder", lambda name: FakeEncoder())
    return lambda **parameters: desk("search", **parameters)


def test_the_page_shows_decided_hits_first_and_reopens_from_its_link(search, library):
    decide(library, "4.1", "5.6", Decision.ACCEPT, Relation.INTERSECTS)
    test = search(q=f"{A}#4.1")
    assert choices_of(test)[0]["label"] == f"{B}  5.6" and "second reviewer" in choices_of(test)[0]["note"]
    test.selectbox(key="facet_decided").select("undecided").run()
    assert len(choices_of(test)) == 7 and "second reviewer" not in str(choices_of(test))
    link = {name: test.query_params[name] for name in PARAMETERS if name in test.query_params}
    assert link == {"q": f"{A}#4.1", "decided": "undecided"}
    assert choices_of(search(**link)) == choices_of(test)


def test_facets_narrow_a_search_and_are_counted(search):
    test = search(q="Records of measurements")
    assert test.selectbox(key="facet_lang").options == ["all", "English (8)", "Chinese (7)"]
    test.selectbox(key="facet_lang").select("zh").run()
    assert {row["lang"] for row in choices_of(test)} == {"zh"} and test.query_params["lang"] == "zh"
    test.selectbox(key="facet_lang").select("").run()
    assert {row["lang"] for row in choices_of(test)} == {"zh", "en"} and "lang" not in test.query_params


def test_a_hit_stands_beside_what_was_asked_and_leads_to_more_like_it(search):
    test = search(q=f"{A}#4.1")
    test.session_state["hit"] = f"{B}\n5/5.1"
    test.run()
    card = next(data for (name, _), data in components(test).items() if name == "card")
    assert [side["designation"] for side in card["sides"]] == [A, B] and card["words"]["edit"] == ""
    assert ["85 dB(A)", "deviation"] in card["sides"][0]["clauses"][0]["blocks"][0]["runs"][0]["segments"]
    press(test, "More like this")
    assert not test.exception and test.query_params["q"] == f"{B}#5/5.1"
    assert {row["label"].split("  ")[0] for row in choices_of(test)} == {A}


def test_a_sentence_and_a_quantity_open_too(search):
    test = search(q="Records of something")
    test.session_state["hit"] = choices_of(test)[0]["key"]
    assert not test.run().exception and "A sentence has no standard" in said(test)
    test = search(q="≤ 85 dB(A)")
    test.session_state["hit"] = choices_of(test)[0]["key"]
    assert not test.run().exception and "equal" in choices_of(test)[0]["note"]


def test_a_link_with_values_that_are_not_there_limits_nothing(search):
    test = search(q="Records", lang="xx", decided="so", relation="so", top="many", sector="tea")
    assert not test.exception and len(choices_of(test)) == 10


def test_many_requirements_are_searched_for_behind_the_page(library):
    behind = Batches(library, Searcher(library), FakeEncoder)
    number = behind.start("one", "asked\u202e.xlsx", workbook(["要求"], ["测量记录应保存至少 10 年。"], ["=1"], ["培训"]), top=2)
    behind.wait()
    (task,) = behind.tasks("one")
    assert (task.done, task.total, task.finished, task.error) == (2, 2, True, "") and "A3 holds a formula" in str(task.faults[0])
    assert b"10" in behind.file("one", number, "csv") and not list((library.folder / "searches").iterdir())
    with pytest.raises(UsageError, match="first row must name"):
        behind.start("one", "x.csv", b"a,b\n1,2\n", top=2)


def test_a_file_is_shown_to_its_owner_alone_and_a_bounded_number_is_kept(library):
    behind = Batches(library, Searcher(library), FakeEncoder)
    theirs = behind.start("another", "theirs.csv", b"requirement\nTheir secret\n", top=1)
    for number in range(KEPT + 3):
        behind.start("one", f"{number}.csv", b"requirement\nKeep records\n", top=1)
        behind.wait()
    assert [task.name for task in behind.tasks("one")] == [f"{number}.csv" for number in range(3, KEPT + 3)]
    assert [task.name for task in behind.tasks("another")] == ["theirs.csv"] and behind.tasks("") == ()
    assert b"Their secret" in behind.file("another", theirs, "csv")
    with pytest.raises(UsageError, match="no file"):
        behind.file("one", theirs, "csv")


def test_files_that_wait_are_bounded(library):
    held = Event()

    def encoder():
        held.wait(30)
        return FakeEncoder()

    behind = Batches(library, Searcher(library), encoder)
    for number in range(KEPT):
        behind.start("one", f"{number}.csv", b"requirement\nKeep records\n", top=1)
    with pytest.raises(UsageError, match="wait already"):
        behind.start("one", "more.csv", b"requirement\nKeep records\n", top=1)
    behind.start("another", "theirs.csv", b"requirement\nKeep records\n", top=1)
    held.set()
    behind.wait()
    assert all(task.finished and not task.error for task in (*behind.tasks("one"), *behind.tasks("another")))


def test_notes_are_in_the_language_that_is_asked_for(library):
    decide(library, "4.6", "", Decision.NO_COUNTERPART)
    data = workbook(["requirement", "standard", "clause"], ["", A, "4.6"], ["", A, "99"], ["", "GB 1", "1"], ["=1", "", ""])
    for lang, words in (
        ("en", ["no counterpart, says second reviewer", "has no clause 99", "GB 1 is not on file", "holds a formula"]),
        ("zh", ["second reviewer", "没有条款 99", "库中没有 GB 1", "公式"]),
    ):
        rows = run(Searcher(library), library, FakeEncoder(), Batch(read_bytes(data), Limits(), Wanted(), 1, lang))
        notes = [next(row["note"] for row in rows if row["row"] == number) for number in (2, 3, 4, 5)]
        assert all(word in note for word, note in zip(words, notes, strict=True)), notes
        assert lang == "en" or not any("counterpart" in note or "formula" in note for note in notes)


def test_terms_that_changed_are_searched_for_anew(library):
    batch = Batch(read_bytes(b"requirement\nKeep records\n"), Limits(), Wanted(), 1)
    before = batch.about(library, FakeEncoder())
    (library.folder / "terms.csv").write_text("zh,en\n记录,record\n", encoding="utf-8")
    assert batch.about(library, FakeEncoder()) != before


def test_the_page_takes_a_spreadsheet(search):
    test = search(q="")
    assert any("Many requirements at once" in one.label for one in test.expander)
    assert test.button(key="batch_go").disabled


def test_a_search_as_of_an_earlier_day_knows_nothing_of_what_was_decided_since(library, tmp_path):
    decide(library, "4.1", "5.1", Decision.ACCEPT, Relation.SUPERSET)
    with Library.open(tmp_path / "library") as past:
        past.look_back(date(2020, 1, 1))
        results = Searcher(past, as_of=date(2020, 1, 1)).search(FakeEncoder(), f"{A}#4.1")
    assert all(one.said is None for one in results.answers)
    assert results.facets["force"] and set(results.facets["force"]) <= {"voluntary", "mandatory"}
