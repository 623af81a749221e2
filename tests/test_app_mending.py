"""``clausebridge mend``: what it changes, shows before it does, lists and takes back; and how a mend is told in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import review_desk
from shelves import HashEncoder
from streamlit.testing.v1 import AppTest
from test_app_views import go, press, said
from test_ingest_mended import OURS, at, made, mend, parsed
from typer.testing import CliRunner

from app import serve
from app.cli import app
from app.leaf import leaf_data
from app.mending import change_words, found_spot, gone, possible_parents, spots, suspects
from app.state import load_comparison
from index import members
from index.library import Library
from index.mending import preview
from index.roles import Role
from ingest.errors import UsageError
from ingest.mend import Act
from matcher import ledger
from matcher.match import Decision, Judgement

NAME = "XX 1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("index.encoder.load_encoder", lambda name: HashEncoder())
    monkeypatch.setenv("CLAUSEBRIDGE_LIBRARY", str(tmp_path / "library"))
    with Library.open(tmp_path / "library", create=True) as library:
        library.add(made(), HashEncoder())
    return tmp_path / "library"


def run(*arguments: str) -> tuple[list[str], str, int]:
    done = CliRunner().invoke(app, ["mend", NAME, *arguments])
    error = f"{type(done.exception).__name__}: {done.exception}" if isinstance(done.exception, UsageError) else done.stderr
    return done.stdout.splitlines(), error, done.exit_code


def ids(folder: Path) -> list[str]:
    with Library.open(folder) as library:
        return [one.id for one in library.clauses(NAME)]


def test_the_command_splits_drops_names_lists_and_takes_back(folder: Path) -> None:
    before = ids(folder)
    assert run("4.1", "--split", "4.2 Dust", "--new-title", "Dust", "--dry-run")[0] == [
        "4.1 Noise: 77 characters of text become 33", "new: 4.2 Dust",
    ]  # fmt: skip
    assert ids(folder) == before
    lines, said, code = run("4.1", "--split", "4.2 Dust", "--new-title", "Dust")
    assert (code, "mended, entry 2 of the log" in said) == (0, True)
    assert run("5", "--not-a-clause")[0] == [
        "4.2 Dust: 35 characters of text become 69",
        "5 m/s at the inlet goes into 4.2 Dust",
        "4.3 Methods The sampler: below 4",
        "1 clauses below go along",
    ]
    run("4.3", "--label", "4.4", "--title", "Methods", "--parent", "top")
    assert ids(folder) == ["foreword", "4", "4/4.1", "4/4.2", "4.4", "4.4/4.3.1", "6"]
    lines, said, _ = run("--list")
    assert [line.split(" · ")[3:] for line in lines] == [
        ["4.1", "split: 4.2 Dust begins in it"], ["5", "not a clause"],
        ["4.3", "label: 4.4; 4.3", "at the top; 4.3", "title: Methods"],
    ]  # fmt: skip
    run("--undo", "--entry", "3")
    assert "5" in ids(folder)
    run("--undo")
    run("--undo")
    assert ids(folder) == before
    assert "0 mends in force, 3 taken back" in run("--list")[1]
    assert "nothing to take back" in run("--undo")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("9", "--merge"), "no clause '9'"),
        (("6",), "say what is to be done"),
        (("6", "--merge", "--label", "7"), "say what is to be done"),
        (("--merge",), "name the clause"),
        (("6", "--split", "Nowhere"), "does not say 'Nowhere'"),
        (("4.1", "--split", "."), "says 5 times '.'"),
        (("6", "--kind", "table"), "--kind table: one of"),
        (("6", "--parent", "4.1"), "the clause above it is not found, or does not stand before it"),
        (("", "--not-a-clause", "--undo", "--entry", "1"), "not in force"),
    ],
)
def test_what_cannot_be_done_is_one_line_that_says_what_to_do(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    lines, error, code = run(*arguments)
    assert said in error and code != 0 and lines == []


def test_places_for_a_split_are_lines_and_sentences_with_the_label_that_stands_there() -> None:
    clause = at(made(), "4.1")
    assert [(one.words[:8], one.label, one.title) for one in spots(clause)][:2] == [("The leve", "", ""), ("4.2 Dust", "4.2", "")]
    assert found_spot(clause, "Dust shall").at == clause.text.index("Dust shall")
    assert [one.clause for one in possible_parents(made().clauses, at(made(), "6"))] == ["5", "4.3", "4.3.1"]
    assert possible_parents(made().clauses, made().clauses[0]) == ()


def test_the_preview_counts_the_decisions_that_would_be_suspect(folder: Path) -> None:
    with Library.open(folder) as library:
        ledger.record(library, Judgement(NAME, "6", NAME, "4", Decision.ACCEPT, "first reviewer"))
        given, state = library.document(NAME), library.mends(NAME)
        renamed = preview(state, [mend(given, "6", Act.LABEL, label="7")])
        assert (change_words(renamed, str), suspects(library, NAME, renamed)) == (["6 Marking → 7 Marking"], 0)
        assert suspects(library, NAME, preview(state, [mend(given, "6", Act.MERGE)])) == 1


@pytest.fixture
def page(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAUSEBRIDGE_SETTINGS", str(tmp_path / "settings.json"))
    monkeypatch.setenv("CLAUSEBRIDGE_REVIEWER", "first reviewer")

    def open_page(clause: str, act: Act | None, language: str = "en") -> AppTest:
        test = AppTest.from_file(str(serve.MAIN), default_timeout=30)
        test.session_state["language"] = language
        test.query_params.update({"standard": NAME, "clause": clause})
        test.run()
        if act:
            test.session_state["mend_act"] = act
        return go(test, "read")

    return open_page


def test_a_split_on_the_page_is_shown_before_it_is_stored_and_taken_back_there(folder: Path, page) -> None:
    before = ids(folder)
    test = page("4/4.1", Act.SPLIT)
    place = next(one for one in test.selectbox if one.label == "A new clause begins with")
    assert "4.2 Dust. Dust shall" in place.options[1]
    test = place.select_index(1).run()
    title = next(one for one in test.text_input if one.label == "Title of the new clause")
    test = title.set_value("Dust").run()
    assert "4.1 Noise: 77 characters of text become 33" in said(test) and "new: 4.2 Dust" in said(test)
    assert ids(folder) == before
    test = press(test, "Store the mend")
    assert not test.exception and "Stored as entry 2 of the log." in said(test)
    assert "4/4.2" in ids(folder)
    assert "2 · first reviewer" in said(test) and "split: 4.2 Dust begins in it" in said(test)
    test = press(test, "Take back")
    assert not test.exception and ids(folder) == before


def test_what_cannot_be_done_is_said_on_the_page_and_nothing_is_offered(folder: Path, page) -> None:
    test = page("foreword", Act.MERGE, "zh")
    assert "no clause stands before it" in said(test)
    assert "保存修正" not in [one.label for one in test.button]


def test_who_may_not_mend_is_told_so(folder: Path, page) -> None:
    with Library.open(folder) as library:
        members.appoint(library.log, "admin", Role.ADMIN, author="admin")
        members.appoint(library.log, "first reviewer", Role.VIEWER, author="admin")
    test = page("6", Act.DROP)
    assert "This asks for the role reviewer" in said(test) and "Store the mend" not in [one.label for one in test.button]


def test_a_page_shows_every_clause_framed_with_its_doubts() -> None:
    path = OURS / "noise-en.pdf"
    clauses = parsed(path).clauses
    doubtful = (replace(clauses[3], confidence=0.3), *clauses[4:])
    page, current = doubtful[0].page, doubtful[0]
    data = leaf_data(path, page, doubtful, current.id, str)
    here = [one.id for one in doubtful for box in one.boxes if box.page == page]
    assert [box["key"] for box in data["boxes"]] == here
    first = data["boxes"][0]
    assert (first["current"], first["doubtful"], "only 30% sure" in first["title"]) == (True, True, True)
    assert all(0 <= share <= 1 for box in data["boxes"] for share in box["place"])
    assert data["image"].startswith("data:image/png;base64,")


def test_a_comparison_says_that_it_is_older_and_which_decisions_lost_their_clause(tmp_path: Path) -> None:
    review_desk.seed(tmp_path / "desk")
    with Library.open(tmp_path / "desk") as library:
        opened = load_comparison(library, review_desk.A, review_desk.B)
        link = Judgement(review_desk.A, "4/4.6", review_desk.B, "", Decision.NO_COUNTERPART, "first reviewer")
        ledger.record(library, link)
        assert not opened.older and gone(opened, ledger.judgements(library, review_desk.A, review_desk.B)) == ()
        ours = review_desk.documents()[0]
        library.add(replace(ours, clauses=ours.clauses[:-1]), review_desk.FakeEncoder())
        opened = load_comparison(library, review_desk.A, review_desk.B)
        lost = gone(opened, ledger.judgements(library, review_desk.A, review_desk.B))
        assert opened.older and [one.a_clause for one in lost] == ["4/4.6"]
