"""Every page, with a library that holds something, with an empty one and with hostile texts, in both languages."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import review_desk
from review_desk import A, B
from sheets import Filling
from shelves import with_parts
from streamlit.testing.v1 import AppTest

from app import deciding, serve
from app.queueing import queue
from app.sheet_out import review_sheet
from app.state import Choice, load_comparison, save_comparison
from app.tables import xlsx_bytes
from app.views import export
from index import classes
from index.library import Library
from index.shelf import Licence
from matcher import ledger
from matcher.match import Absence, Candidate, Decision, Relation, Searched, Why

PAGES = ("", "overview", "record", "library", "legal", "read", "search", "standing", "team", "log", "export", "help")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Opens a page of the review desk on a library of its own."""
    monkeypatch.setenv("CLAUSEBRIDGE_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("CLAUSEBRIDGE_SETTINGS", str(tmp_path / "settings.json"))
    monkeypatch.setenv("CLAUSEBRIDGE_REVIEWER", "first reviewer")

    def open_page(page="", language="en", **parameters):
        test = AppTest.from_file(str(serve.MAIN), default_timeout=30)
        test.session_state["language"] = language
        for name, value in parameters.items():
            test.query_params[name] = value
        test.run()
        return go(test, page) if page else test

    return open_page


def go(test, page):
    """Switch to a page as its link in the head does; AppTest itself knows pages that are files alone."""
    test._page_hash = test.session_state["pages"][page]._script_hash
    return test.run()


def components(test):
    """The data of the components on a page, by key: the texts that they set as text."""
    found = {}

    def walk(block):
        for child in getattr(block, "children", {}).values():
            proto = getattr(child, "proto", None)
            if proto is not None and proto.DESCRIPTOR.name == "BidiComponent":
                found[proto.component_name.removeprefix("clausebridge_"), proto.id.rpartition("-")[2]] = json.loads(proto.json)
            walk(child)

    walk(test._tree)
    return found


def said(test):
    """Everything that a page says, in components, captions and labels, as one text."""
    plain = [one.value for one in (*test.caption, *test.markdown, *test.subheader, *test.text)]
    labels = [one.label for one in (*test.button, *test.selectbox)] + [str(one.options) for one in test.selectbox]
    return "\n".join([json.dumps(list(components(test).values()), ensure_ascii=False), *map(str, plain), *labels])


def card(test):
    return next(data for (name, _), data in components(test).items() if name == "card")


def segments(clause):
    """The texts of a clause on a page with their marks, tables apart."""
    return [pair for block in clause["blocks"] for run in block["runs"] for pair in run["segments"]]


def press(test, label):
    button = next(one for one in test.button if one.label == label)
    return button.click().run()


def decided(tmp_path):
    with Library.open(tmp_path / "library") as library:
        return [(one.a_clause, one.b_clause, one.decision, one.relation, one.author) for one in ledger.judgements(library, A, B)]


NEXT_STEP = {
    "": ("First add two standards", "请先向标准库添加两项标准"),
    "overview": ("First add two standards", "请先向标准库添加两项标准"),
    "record": ("First add two standards", "请先向标准库添加两项标准"),
    "legal": ("State what regulations cite from a table", "请在右侧用表格登记"),
    "library": ("The library is empty", "标准库为空"),
    "read": ("Add standards to the library first", "请先向标准库添加标准"),
    "search": ("Add standards to the library first", "请先向标准库添加标准"),
    "standing": ("First add two standards", "请先向标准库添加两项标准"),
    "team": ("The library has no members", "标准库没有成员"),
    "log": ("Add standards to the library first", "请先向标准库添加标准"),
    "export": ("First add two standards", "请先向标准库添加两项标准"),
    "help": ("Keys of the review page", "审阅页的按键"),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_an_empty_library_says_what_to_do(desk, page, language):
    test = desk(page, language)
    assert not test.exception and not test.error
    assert NEXT_STEP[page][language == "zh"] in said(test)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_library_runs_in_both_languages(desk, tmp_path, page, language):
    review_desk.seed(tmp_path / "library")
    test = desk(page, language)
    assert not test.exception and not test.error
    assert page in {"help", "legal"} or A in said(test)


def test_the_card_shows_both_sides_with_their_marks(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    data = card(desk())
    ours, theirs = data["sides"]
    assert (ours["designation"], ours["clauses"][0]["label"], ours["clauses"][0]["path"]) == (A, "4.1", ["4 一般要求"])
    mine, other = segments(ours["clauses"][0]), segments(theirs["clauses"][0])
    assert ["85 dB(A)", "deviation"] in mine and ["90 dB(A)", "deviation"] in other
    assert ["shall not", "modal"] in other
    assert "".join(text for text, _ in other) == "The 8 h equivalent level shall not exceed 90 dB(A)."
    assert data["deviations"][0]["verdict"] == "A is stricter"
    allowed = f"{A} allows at most 85 dB(A), {B} allows at most 90 dB(A): {A} is stricter by 5 dB."
    assert data["deviations"][0]["sentence"] == allowed and data["relation"].startswith(f"{A}, 4.1 demands all that {B}, 5.1")
    proposed = "Proposed: A includes B · 93% · please check"
    assert [item["text"] for item in data["summary"]] == ["not decided", proposed, "A is stricter"]


def test_the_overview_tells_the_scopes_and_a_person_may_say_that_they_agree(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = desk("overview")
    assert "How the scopes lie to each other cannot be told" in said(test)
    assert f"{A} has no sentence that says what it applies to." in said(test)
    test = press(test, "The scopes agree")
    assert "The scopes agree according to first reviewer, " in said(test)
    assert "according to" not in said(press(test, "Take back"))


def test_accepting_stores_the_decision_and_brings_the_next_card(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = press(desk(), "Accept")
    assert decided(tmp_path) == [("4/4.1", "5/5.1", Decision.ACCEPT, Relation.SUPERSET, "first reviewer")]
    assert card(test)["sides"][0]["clauses"][0]["label"] == "4.2"


def test_a_changed_relation_is_what_accept_stores(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = press(desk(), "partly overlapping")
    assert decided(tmp_path) == []
    assert "Your choice: partly overlapping" in said(test)
    press(test, "Accept")
    assert decided(tmp_path) == [("4/4.1", "5/5.1", Decision.ACCEPT, Relation.INTERSECTS, "first reviewer")]


def test_rejecting_asks_for_a_reason(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = press(desk(), "Reject")
    assert decided(tmp_path) == []
    press(test, "Another subject")
    assert [one[2] for one in decided(tmp_path)] == [Decision.REJECT]


def test_note_unsure_skip_previous_and_undo(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = desk()
    test.text_input(key=next(one.key for one in test.text_input if one.key.startswith("note_"))).input("先问实验室").run()
    test = press(test, "Unsure")
    assert [one[2] for one in decided(tmp_path)] == [Decision.UNSURE]
    test = press(test, "Skip")
    assert card(test)["sides"][0]["clauses"][0]["label"] == "4.3"
    test = press(press(test, "Previous"), "Previous")
    assert card(test)["sides"][0]["clauses"][0]["label"] == "4.1" and "先问实验室" in card(test)["history"][0]
    test = press(press(test, "Skip"), "Undo")
    assert decided(tmp_path) == [] and card(test)["sides"][0]["clauses"][0]["label"] == "4.1"
    assert "There is nothing of yours to undo" in said(press(test, "Undo"))


def test_the_words_that_carry_a_proposal_are_shown_when_asked_for(desk, tmp_path, monkeypatch):
    from matcher.phrases import Phrase, Said

    monkeypatch.setattr("index.encoder.load_encoder", lambda name: review_desk.FakeEncoder())
    found = Said(Phrase(0, 3, "等效级"), Phrase(4, 9, "level"), 0.8)
    monkeypatch.setattr("matcher.explain.same_words", lambda encoder, a, b: (found,))
    review_desk.seed(tmp_path / "library")
    test = desk()
    assert "等效级" not in card(test)["because"]
    test = press(test, "Words")
    assert "“等效级” is “level”" in card(test)["because"]
    assert "等效级 = level" in [one["detail"] for one in card(test)["evidence"]]
    assert "等效级" not in card(press(test, "Words"))["because"]
    assert "等效级" in card(press(desk(language="zh"), "词语"))["because"]


def test_why_a_clause_stands_alone_is_told_on_its_card(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    with Library.open(tmp_path / "library") as library:
        ours, theirs = review_desk.documents()
        matches = list(review_desk.matches(ours, theirs))
        nearest = Candidate(B, theirs.clauses[1].id, 0.2)
        told = Absence(Why.TAKEN, nearest, (ours.clauses[1].id,), searched=(Searched(B, 8, ("en",)),), missing=("ISO 7",))
        matches[5] = replace(matches[5], absence=told)
        save_comparison(library, ours, theirs, matches, "fake@1")
    test = desk(relations="no-relationship")
    assert card(test)["sides"][1]["empty"] == [
        "No counterpart was found.",
        "The nearest on the other side is 5.1, but 4.1 on this side answers better to that.",
        f"Searched: {B} (clauses: 8; English)",
        "Cited there, but not on file: ISO 7",
    ]
    test = press(test, "Other counterpart")
    rows = components(test)["choices", "alternatives"]["rows"]
    assert {row["label"]: row["note"] for row in rows}["5.1"] == "answers to 4.1"


def test_another_counterpart_is_shown_before_it_is_stored(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = press(desk(), "Other counterpart")
    test = press(test, "2")
    assert card(test)["sides"][1]["clauses"][0]["label"] == "5.3" and card(test)["sides"][1]["notice"]
    assert decided(tmp_path) == []
    press(press(test, "equivalent demand"), "Accept")
    assert sorted(one[1:4] for one in decided(tmp_path)) == [
        ("5/5.1", Decision.REJECT, None), ("5/5.3", Decision.ACCEPT, Relation.EQUIVALENT),
    ]  # fmt: skip


def test_any_clause_can_be_searched_for_as_the_counterpart(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = press(desk(), "Other counterpart")
    field = next(one for one in test.text_input if one.key.startswith("find_"))
    test = field.input("vibration").run()
    rows = next(
        data["rows"]
        for (name, _), data in components(test).items()
        if name == "choices" and "rows" in data and len(data["rows"]) == 1
    )
    assert rows[0]["label"] == "5.7"


def test_a_clause_without_counterpart_is_confirmed(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = desk(relations="no-relationship")
    assert card(test)["sides"][1]["clauses"] == [] and B in " ".join(card(test)["sides"][1]["empty"])
    press(test, "Confirm: no counterpart")
    assert [one[:3] for one in decided(tmp_path)] == [("4/4.6", "", Decision.NO_COUNTERPART)]


def test_who_was_too_late_sees_both_and_chooses(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = desk()
    with Library.open(tmp_path / "library") as library:
        comparison = load_comparison(library, A, B)
        item = queue(comparison, (), library.log.head().number)[0]
        deciding.apply(library, comparison, item, Choice(Decision.REJECT, reason="other-scope"), "second reviewer")
    test = press(test, "Accept")
    assert [one[4] for one in decided(tmp_path)] == ["second reviewer"]
    assert "Not stored" in said(test) and "second reviewer" in said(test)
    assert "Yours: accepted (A includes B)" in said(test)
    test = press(test, "Store mine as well")
    assert [one[2:] for one in decided(tmp_path)] == [(Decision.ACCEPT, Relation.SUPERSET, "first reviewer")]
    assert card(test)["sides"][0]["clauses"][0]["label"] == "4.2"


@pytest.mark.parametrize(
    ("stored", "is_the_same"), [({}, True), ({"note": "as agreed"}, False), ({"b_clauses": ("5/5.3",)}, False)]
)
def test_what_is_pressed_twice_is_one_act_and_another_act_of_the_same_person_in_another_tab_is_shown(
    desk, tmp_path, stored, is_the_same
):
    review_desk.seed(tmp_path / "library")
    test = desk()
    with Library.open(tmp_path / "library") as library:
        comparison = load_comparison(library, A, B)
        item = queue(comparison, (), library.log.head().number)[0]
        deciding.apply(library, comparison, item, Choice(Decision.ACCEPT, Relation.SUPERSET, **stored), "first reviewer")
    test = press(test, "Accept")
    assert ("Not stored" in said(test)) is not is_the_same
    assert card(test)["sides"][0]["clauses"][0]["label"] == ("4.2" if is_the_same else "4.1")


def test_a_link_brings_back_comparison_card_and_filters(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    first = press(desk(), "Skip")
    link = dict(first.query_params)
    assert link["a"] == A and link["b"] == B and len(link["at"]) == 10
    again = desk(**link)
    assert card(again)["sides"][0]["clauses"][0]["label"] == "4.2"
    narrowed = desk(states="open", to="60")
    assert card(narrowed)["sides"][0]["clauses"][0]["label"] == "4.5"
    assert "No card passes the filters" in said(desk(states="accepted"))


def test_the_end_of_the_queue_says_where_to_go(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = desk()
    for _ in range(7):
        test = press(test, "Unsure")
    assert "Every card is decided" in said(test) and len(decided(tmp_path)) == 8


def test_the_overview_lists_every_card(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    table = desk("overview", view="table").dataframe[0].value
    assert list(table["A"])[:3] == ["4.1", "4.2", "4.3"] and table["Relation"][0] == "A includes B"


def test_the_overview_counts_what_is_covered(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    tables = {name: data for (_, name), data in components(desk("overview", view="coverage")).items() if "rows" in data}
    row = tables["coverage_a_chapter"]["rows"][0]
    assert row["name"] == "4 一般要求" and [one["count"] for one in row["numbers"]] == [6, 5, 1, 0]
    assert len(tables) == 6 and tables["coverage_b_provision"]["rows"][-1]["numbers"][0]["count"] == 7


def test_the_overview_draws_both_trees_with_their_links(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    data = next(data for (name, _), data in components(desk("overview")).items() if name == "trees")
    assert [len(side["rows"]) for side in data["sides"]] == [7, 8] and len(data["links"]) == 6
    assert data["sides"][0]["rows"][4]["says"] == "not decided · split · ↔ 5.4, 5.5"
    assert {one["name"]: one["count"] for one in data["counts"]}["only in B"] == 1
    assert all(link["on"] for link in data["links"])
    faint = next(
        data for (name, _), data in components(desk("overview", states="open", words="signs")).items() if name == "trees"
    )
    assert [link["on"] for link in faint["links"]] == [False] * 3 + [True, True, False]


def test_what_is_filtered_stands_on_chips_with_counts(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = desk(words="signs", only="requirements,alone", sort="confidence")
    data = next(data for (name, _), data in components(test).items() if name == "chips")
    assert [(row["text"], row["count"]) for row in data["rows"]] == [
        ("Only: without counterpart", 2), ("Only: requirements", 7), ("Words: signs", 1), ("Order: least confident first", None),
    ]  # fmt: skip
    assert data["passed"] == "0 of 7 cards pass" and "No card passes the filters" in said(test)


def test_search_ranks_clauses(desk, tmp_path, monkeypatch):
    review_desk.seed(tmp_path / "library")
    monkeypatch.setattr("index.encoder.load_encoder", lambda name: review_desk.FakeEncoder())
    test = desk("search", q="Records of measurements")
    rows = next(data["rows"] for (name, _), data in components(test).items() if name == "choices")
    assert len(rows) == 10 and all(row["label"].startswith((A, B)) for row in rows)


def test_a_click_on_a_hit_searches_nothing_again(desk, tmp_path, monkeypatch):
    review_desk.seed(tmp_path / "library")
    monkeypatch.setattr("index.encoder.load_encoder", lambda name: review_desk.FakeEncoder())
    test = desk("search", q="Records of measurements")
    monkeypatch.setattr(Library, "document", lambda *_: pytest.fail("the clauses were read again"))
    monkeypatch.setattr("matcher.shortlist.search_on_file", lambda *_, **__: pytest.fail("it was searched again"))
    test.session_state["hit"] = f"{B}\n5/5.3"
    test.run()
    assert not test.exception and "Records of measurements shall be kept" in said(test)


def test_a_new_parse_of_the_same_file_is_seen_on_the_open_card(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = desk()
    ours, _ = review_desk.documents()
    changed = [replace(one, text="新的条文。") if one.clause == "4.1" else one for one in ours.clauses]
    with Library.open(tmp_path / "library") as library:
        library.add(replace(ours, clauses=tuple(changed)), review_desk.FakeEncoder())
    test.run()
    assert "".join(text for text, _ in segments(card(test)["sides"][0]["clauses"][0])) == "新的条文。"


def test_the_library_page_counts_clauses_without_reading_them(desk, tmp_path, monkeypatch):
    review_desk.seed(tmp_path / "library")
    test = desk("library")
    monkeypatch.setattr(Library, "document", lambda *_: pytest.fail("the clauses were read again"))
    assert list(test.run().dataframe[0].value["Clauses"]) == [7, 8] and not test.exception


def write_note(test, text):
    return test.text_input(key=next(one.key for one in test.text_input if one.key.startswith("note_"))).input(text).run()


@pytest.mark.parametrize(("author", "told"), [("first reviewer", "stored"), ("second reviewer", "another reviewer decided this")])
def test_a_note_to_a_decision_is_its_authors_own(desk, tmp_path, author, told):
    review_desk.seed(tmp_path / "library")
    with Library.open(tmp_path / "library") as library:
        comparison = load_comparison(library, A, B)
        item = queue(comparison, (), library.log.head().number)[0]
        deciding.apply(library, comparison, item, Choice(Decision.REJECT, reason="other-scope"), author)
    test = write_note(desk(at=item.key), "先问实验室")
    assert not test.exception and told in said(test)
    with Library.open(tmp_path / "library") as library:
        kept = [(one.author, one.note) for one in ledger.judgements(library, A, B)]
    assert kept == [(author, "先问实验室" if author == "first reviewer" else "")]


def test_a_note_without_a_name_is_a_message(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = press(press(desk(language="zh"), "接受"), "上一张")
    test = write_note(test.text_input(key="reviewer_name").input(" ").run(), "先问实验室")
    assert not test.exception and "需要审阅人姓名" in said(test)


def test_a_licence_is_stated_on_the_library_page(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = desk("library")
    test = test.selectbox(key="properties_of").select(B).run()
    choice = next(one for one in test.selectbox if one.key == f"licence_full_{B}")
    test = choice.select(Licence.NONE).run()
    assert not test.exception
    with Library.open(tmp_path / "library") as library:
        assert (library.licence(A), library.licence(B)) == (Licence.FULL, Licence.NONE)
        assert library.log.entries(kind="licence")[0].author == "first reviewer"
    assert next(one for one in test.selectbox if one.key == f"licence_none_{B}").value is Licence.NONE
    assert "left out where the licence" in said(go(test, "export"))


def choice(test, kind, name=A):
    return next(one for one in test.selectbox if one.key and one.key.startswith(f"class_{kind}_") and one.key.endswith(name))


def test_status_sector_and_field_are_chosen_on_the_library_page_and_taken_back(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = desk("library")
    assert choice(test, "field").options[0] == "suggested: HSE" and "because of 噪声" in said(test)
    test = choice(test, "sector").select("coal").run()
    assert not test.exception
    assert "chosen by first reviewer" in said(test) and "suggested: general" in said(test)
    with Library.open(tmp_path / "library") as library:
        assert [(one.author, dict(one.payload)) for one in library.log.entries(kind="classified")] == [
            ("first reviewer", {"class": "sector", "before": None, "after": "coal"})
        ]
        assert (library.standard(A).sector, library.standard(B).sector) == ("coal", "")
    table = test.dataframe[0].value
    assert list(table["Sector"]) == ["coal", "general"]
    test = press(test, "Undo your last choice")
    assert list(test.dataframe[0].value["Sector"]) == ["general", "general"] and choice(test, "sector").value == ""
    assert "Undo your last choice" not in said(test)


def test_a_choice_on_an_old_view_of_a_standard_is_refused_and_shown(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = desk("library")
    with Library.open(tmp_path / "library") as library:
        classes.choose(library.log, A, {"sector": "power"}, author="second reviewer")
    test = choice(test, "field").select("product").run()
    assert "second reviewer changed the same" in said(test) and "chosen by second reviewer" in said(test)
    assert choice(test, "field").value == ""


def test_a_choice_without_a_name_is_a_message(desk, tmp_path, monkeypatch):
    monkeypatch.setenv("CLAUSEBRIDGE_REVIEWER", " ")
    review_desk.seed(tmp_path / "library")
    test = choice(desk("library"), "sector").select("coal").run()
    assert not test.exception and "needs the reviewer's name" in said(test) and choice(test, "sector").value == ""
    with Library.open(tmp_path / "library") as library:
        assert library.log.entries(kind="classified") == ()


def test_search_looks_only_into_standards_of_a_class(desk, tmp_path, monkeypatch):
    monkeypatch.setattr("index.encoder.load_encoder", lambda name: review_desk.FakeEncoder())
    review_desk.seed(tmp_path / "library")
    with Library.open(tmp_path / "library") as library:
        classes.choose(library.log, B, {"sector": "coal"}, author="second reviewer")
    test = desk("search", q="Records of measurements")
    test.selectbox(key="search_sector").select("coal")
    test = press(test, "Search")
    rows = next(data for (name, _), data in components(test).items() if name == "choices")["rows"]
    assert rows and all(row["label"].startswith(B) for row in rows)


def test_search_is_limited_by_publisher_and_provision_and_says_when_nothing_is_left(desk, tmp_path, monkeypatch):
    monkeypatch.setattr("index.encoder.load_encoder", lambda name: review_desk.FakeEncoder())
    review_desk.seed(tmp_path / "library")
    test = desk("search", q="Records of measurements")
    test.selectbox(key="search_publisher").select("GB")
    test.selectbox(key="search_provision").select("recommendation")
    test = press(test, "Search")
    rows = next(data for (name, _), data in components(test).items() if name == "choices")["rows"]
    assert [row["label"] for row in rows] == [next(row["label"] for row in rows if row["label"].startswith(A))]
    test.selectbox(key="search_lang").select("en")
    assert "nothing to search in" in said(press(test, "Search"))


def test_a_standard_is_read_clause_by_clause(desk, tmp_path):
    review_desk.seed(tmp_path / "library", extra=(with_parts(),))
    test = desk("read", standard="XX 9", clause="4")
    shown = next(data for (name, _), data in components(test).items() if name == "reading")
    assert (shown["designation"], shown["clause"]["label"], shown["clause"]["tags"]) == (
        "XX 9",
        "4",
        ["requirement", "test method"],
    )
    assert ["shall", "modal"] in segments(shown["clause"])
    structure = shown["structure"]
    assert len(structure["head"]) == len(structure["rows"][0]) == 6
    rows = next(data for (name, _), data in components(test).items() if name == "choices")["rows"]
    assert [(row["label"], row["current"]) for row in rows] == [("3", False), ("4", True)]
    assert "标准的解析结果" in said(desk("read", language="zh"))


def test_files_of_the_export_page_are_made_once_for_each_state(desk, tmp_path, monkeypatch):
    review_desk.seed(tmp_path / "library")
    made = []
    monkeypatch.setattr(export, "xlsx_bytes", lambda rows, notes: made.append(len(rows)) or xlsx_bytes(rows, notes=notes))
    test = desk("export")
    assert made == [0, 7]
    test.run()
    assert made == [0, 7]
    go(press(go(test, "review"), "Accept"), "export")
    assert made == [0, 7, 1, 7]  # both name the end of the log


@pytest.mark.parametrize(("language", "head"), [("en", "Report to be filed"), ("zh", "归档报告")])
def test_the_report_to_be_filed_is_a_download_in_each_format(desk, tmp_path, language, head):
    review_desk.seed(tmp_path / "library")
    test = desk("export", language)
    assert not test.exception and head in [one.value for one in test.subheader]
    keys = [one.proto.id.rpartition("-")[2] for one in test.get("download_button")]
    assert [key for key in keys if key.startswith("report_now_")] == [
        f"report_now_{form}" for form in ("xlsx", "docx", "html", "pdf", "csv", "jsonl")
    ]


def test_decisions_on_removed_standards_can_still_be_taken_away(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    press(desk(), "Accept")
    with Library.open(tmp_path / "library") as library:
        library.remove(B)
    test = desk("export")
    assert not test.exception and "1 decision, with reviewer" in said(test)


def test_a_damaged_library_is_one_line(desk, tmp_path):
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "library.db").write_bytes(b"no database" * 1000)
    test = desk()
    assert not test.exception and "This could not be done" in said(test)


@pytest.mark.parametrize("page", PAGES)
def test_hostile_texts_reach_no_markdown(desk, tmp_path, page):
    ours, theirs = review_desk.hostile_documents()
    with Library.open(tmp_path / "library", create=True) as library:
        for document in (ours, theirs):
            library.add(document, review_desk.FakeEncoder())
        save_comparison(library, ours, theirs, review_desk.hostile_matches(ours, theirs), "fake@1")
    test = desk(page)
    if not page:
        test = press(press(press(test, "Other counterpart"), "3"), "Accept")
    assert not test.exception and not test.error
    marked = [str(one.value) for one in (*test.caption, *test.markdown, *test.subheader, *test.title, *test.header)]
    labels = [one.label for one in (*test.button, *test.selectbox, *test.text_input, *test.checkbox)]
    assert not [text for text in (*marked, *labels) if "evil" in text.lower() or "hacked" in text or "badge" in text]
    assert "\u202e" not in said(test)


def test_a_card_that_was_decided_shows_what_was_decided(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = press(press(press(desk(), "Other counterpart"), "2"), "Accept")
    test = press(test, "Previous")
    assert card(test)["sides"][1]["clauses"][0]["label"] == "5.3" and "partly overlapping" in card(test)["history"][1]
    chosen = [one.label for one in test.button if one.key and one.key.startswith("relation_") and one.proto.type == "primary"]
    assert chosen == ["partly overlapping"]
    test = press(test, "Other counterpart")
    rows = next(data["rows"] for (name, _), data in components(test).items() if name == "choices" and data["rows"])
    assert "5.1" in [row["label"] for row in rows] and "5.3" not in [row["label"] for row in rows]
    test = press(press(test, "1"), "Accept")
    assert [one[:2] for one in decided(tmp_path) if one[2] is Decision.ACCEPT] == [("4/4.1", "5/5.1")]


def test_a_pair_that_is_proposed_as_unrelated_is_confirmed_as_such(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    ours, theirs = review_desk.documents()
    with Library.open(tmp_path / "library") as library:
        first = review_desk.matches(ours, theirs)[0]
        save_comparison(library, ours, theirs, [replace(first, relation=Relation.NONE)], "fake@1")
    press(desk(), "Confirm: not related")
    assert [one[:4] for one in decided(tmp_path)] == [("4/4.1", "5/5.1", Decision.REJECT, None)]


def test_undo_shows_its_card_whatever_is_filtered(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = press(desk(states="open"), "Accept")
    assert card(test)["sides"][0]["clauses"][0]["label"] == "4.2"
    test = press(test, "Undo")
    assert card(test)["sides"][0]["clauses"][0]["label"] == "4.1"


def test_the_reviewer_of_the_settings_signs_the_decision(desk, tmp_path, monkeypatch):
    monkeypatch.delenv("CLAUSEBRIDGE_REVIEWER")
    review_desk.seed(tmp_path / "library")
    test = desk()
    test = test.text_input(key="reviewer_name").input("审阅人乙").run()
    press(test, "Accept")
    assert decided(tmp_path)[0][4] == "审阅人乙"
    again = desk()
    assert again.text_input(key="reviewer_name").value == "审阅人乙"


def sheet_back(test, data):
    return test.file_uploader(key="sheet_back").upload("review.xlsx", data).run()


@pytest.mark.parametrize(("language", "waits", "press_it", "stored"), [
    ("en", "nothing is stored yet", "Store 2 decisions in my name", "What was stored"),
    ("zh", "尚未保存任何内容", "以我的名义保存 2 条结论", "已保存的内容"),
])  # fmt: skip
def test_a_review_sheet_is_looked_at_and_stored_on_the_export_page(desk, tmp_path, language, waits, press_it, stored):
    with Library.open(review_desk.seed(tmp_path / "library")) as library:
        filling = Filling(review_sheet(library, A, B).data)
    filling.fill(0, decision="accepted").fill(1, decision="=J3").fill(2, decision="已拒绝")
    test = sheet_back(desk("export", language), filling.data())
    assert not test.exception and waits in said(test) and decided(tmp_path) == []
    assert len(test.dataframe[0].value) == 3
    test = press(test, press_it)
    assert not test.exception and stored in said(test)
    assert sorted(one[0] for one in decided(tmp_path)) == ["4/4.1", "4/4.3"]


def test_what_is_no_review_sheet_is_one_line_on_the_export_page(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = sheet_back(desk("export", "zh"), b"a,b\n")
    assert not test.exception and "这不是 Excel 工作簿" in said(test)


def test_the_history_of_a_card_and_of_the_library_is_read_on_its_pages(desk, tmp_path):
    review_desk.seed(tmp_path / "library")
    test = desk()
    press(test, "What was said until now")
    assert "Nothing was said of this card yet." in said(test)
    press(test, "Accept")
    test.session_state["at"] = ""
    test = go(test, "log")
    assert f"first reviewer accepted 4.1 of {A} and 5.1 of {B}." in said(test)
    test.selectbox(key="log_by").set_value("first reviewer").run()
    assert "filed" not in str(components(test)["log", "log"]) and not test.exception
    test.selectbox(key="log_a").set_value(A).run()
    test.text_input(key="log_clause").set_value("99").run()
    assert "no clause" in said(test)
