"""What a licence keeps back is on no page, in no export and in no output: a canary in every text, looked for everywhere."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import openpyxl
import pytest
import review_desk
from review_desk import A, B, FakeEncoder
from streamlit.testing.v1 import AppTest
from test_app_views import PAGES
from typer.testing import CliRunner

from app import serve
from app.cli import app
from app.licensed import EXCERPT, told_clause
from app.report import comparison_rows, decision_rows, write_comparison
from app.state import load_comparison, save_comparison
from index.library import Library
from index.shelf import Licence
from ingest.clause import Cell, Document, Kind, Part, Provision, Reference, Sentence, Table
from matcher import ledger
from matcher.confirming import Confirmation, confirm
from matcher.match import Decision, Deviation, DeviationKind, Evidence, Judgement, Relation
from matcher.told import Told

FIRST, LAST = "canaryfirst", "canarylast"
"""One in the excerpt of every text, one behind it."""
LONG = f"{FIRST} " + "word " * 60 + f"{LAST}."
CELL = Table((Cell(LAST, 0, 0, header=True), Cell(f"{LAST} 2", 1, 0)), 2, 1)


def bound(clause):
    """The clause with canaries in its text, a list item, a note, a table, a reference and a sentence."""
    text = f"{clause.text} {LONG}"
    end = len(text)
    parts = (
        Part(Kind.LIST_ITEM, "a)", 0, 20),
        Part(Kind.NOTE, "NOTE", end - 20, end),
        Part(Kind.TABLE, "Table 1", end, end, title="A table", table=CELL),
    )
    sentences = (Sentence(0, end, Provision.REQUIREMENT),)
    return replace(clause, text=text, parts=parts, sentences=sentences, references=(Reference(end - 12, end, target="5/5.1"),))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A library with A of our own, told whole, and B whose every text, deviation and evidence has the canaries."""
    folder = tmp_path_factory.mktemp("licence") / "library"
    ours, theirs = review_desk.documents()
    theirs = Document(theirs.standard, tuple(bound(clause) if clause.text else clause for clause in theirs.clauses))
    quoted = (
        Deviation(DeviationKind.MISSING, "", LONG), Deviation(DeviationKind.DEFINITION, "", LONG),
        Deviation(DeviationKind.CONDITION, "", LONG),
    )  # fmt: skip
    words = (Evidence("phrases", 0.9, f"记录 | {LONG}", share=0.4), Evidence("meaning", 0.9))
    told = (Told(B, "changed", "4.1", "5.1", page=3, note=LONG),)
    matches = [replace(m, deviations=quoted, evidence=words, published=told) for m in review_desk.matches(ours, theirs)]
    with Library.open(folder, create=True) as library:
        for document in (ours, theirs):
            library.add(document, FakeEncoder())
        save_comparison(library, ours, theirs, matches, FakeEncoder.name)
        ledger.record(library, Judgement(A, "4/4.1", B, "5/5.1", Decision.ACCEPT, "first reviewer", relation=Relation.EQUAL))
    return folder


@pytest.fixture(params=[Licence.EXCERPT, Licence.NONE])
def licence(request, place):
    with Library.open(place) as library:
        library.set_licence(B, request.param, author="first reviewer")
    return request.param


def kept_back(licence, text):
    """The canaries that are in ``text`` against the licence."""
    return [canary for canary in (FIRST, LAST) if canary in text and not (canary == FIRST and licence is Licence.EXCERPT)]


def everything(test):
    """All that a page sends to the browser, of whatever kind its parts are; what is not ASCII stands there escaped."""
    found = []

    def walk(block):
        for child in getattr(block, "children", {}).values():
            proto = getattr(child, "proto", None)
            if proto is not None:
                found.append(str(proto))
            walk(child)

    walk(test._tree)
    return "\n".join(found)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_what_a_licence_keeps_back(place, licence, page, monkeypatch, tmp_path):
    monkeypatch.setenv("CLAUSEBRIDGE_LIBRARY", str(place))
    monkeypatch.setenv("CLAUSEBRIDGE_SETTINGS", str(tmp_path / "settings.json"))
    monkeypatch.setenv("CLAUSEBRIDGE_REVIEWER", "first reviewer")
    monkeypatch.setattr("index.encoder.load_encoder", lambda name: FakeEncoder())
    test = AppTest.from_file(str(serve.MAIN), default_timeout=60)
    test.query_params.update({"a": A, "b": B, "standard": B, "clause": "5/5.1", "q": "records"})
    test.session_state["hit"] = f"{B}\n5/5.1"
    test.session_state["pages_shown"] = True
    test.run()
    if page:
        test._page_hash = test.session_state["pages"][page]._script_hash
        test.run()
    assert not test.exception and not test.error
    assert kept_back(licence, everything(test)) == []
    if not page:
        for label in ("Other counterpart", "Skip"):
            next(one for one in test.button if one.label == label).click().run()
            assert kept_back(licence, everything(test)) == []
        assert "5.1" in everything(test)
    if licence is Licence.EXCERPT and page in ("", "read", "search"):
        assert FIRST in everything(test), "an excerpt is shown"


def test_the_page_that_is_told_whole_has_the_canaries(place, monkeypatch, tmp_path):
    with Library.open(place) as library:
        library.set_licence(B, Licence.FULL, author="first reviewer")
    test_no_page_shows_what_a_licence_keeps_back(place, Licence.EXCERPT, "help", monkeypatch, tmp_path)
    with pytest.raises(AssertionError):
        test_no_page_shows_what_a_licence_keeps_back(place, Licence.EXCERPT, "", monkeypatch, tmp_path)


def test_no_export_holds_what_a_licence_keeps_back(place, licence, tmp_path):
    with Library.open(place) as library:
        documents = [library.document(name) for name in (A, B)]
        licences = {name: library.licence(name) for name in (A, B)}
        matches = load_comparison(library, A, B).matches
        rows = [*comparison_rows(matches, documents, licences), *decision_rows(library, A, B)]
        assert kept_back(licence, json.dumps(rows, ensure_ascii=False)) == [] and any(row["b_clauses"] for row in rows)
        for form in ("csv", "html", "jsonl", "xlsx", "table"):
            out = tmp_path / f"out.{form}"
            write_comparison(matches, documents, form, out, print, licences)
            data = out.read_bytes()
            text = sheets(data) if form == "xlsx" else data.decode()
            assert kept_back(licence, text) == [], form
            assert "5.1" in text


def sheets(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


COMMANDS = (
    ["export", "--format", "jsonl"],
    ["export", "--format", "csv"],
    ["search", "records of measurements"],
    ["published", B],
    ["published", B, "--gold", A],
    ["list", "--json"],
    ["classify", B],
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_prints_what_a_licence_keeps_back(place, licence, command, monkeypatch):
    monkeypatch.setattr("index.encoder.load_encoder", lambda name: FakeEncoder())
    run = CliRunner().invoke(app, [*command, "--library", str(place)])
    assert run.exit_code == 0, run.output
    assert kept_back(licence, run.output) == []


QUOTING = (["export", "--format", "jsonl"], ["export", "--format", "csv"], ["log"], ["log", "--format", "jsonl"], ["log", A, B])


@pytest.mark.parametrize("gone", [(), (B,), (A, B)], ids=("on file", "taken out", "both taken out"))
def test_what_people_said_of_a_sentence_quotes_no_more_than_the_licence_lets_be_told(tmp_path, gone):
    place = review_desk.seed(tmp_path / "library")
    condition = Deviation(DeviationKind.CONDITION, "", LONG, (), (), comparable=False)
    with Library.open(place) as library:
        seen = library.log.head().number
        library.set_licence(B, Licence.NONE, author="first reviewer")
        said = Confirmation(A, "4/4.2", B, "5/5.2", "first reviewer", "definition", "85 dB(A)", LONG, seen=seen)
        confirm(library, said)
        for a, b in (("4/4.1", "5/5.1"), ("4/4.2", "5/5.2")):
            judged = Judgement(A, a, B, b, Decision.ACCEPT, "first reviewer", relation=Relation.EQUAL, deviations=(condition,))
            ledger.record(library, replace(judged, seen=library.log.head().number))
        for name in gone:
            library.remove(name, author="first reviewer")
    for command in QUOTING:
        run = CliRunner().invoke(app, [*command, "--library", str(place)])
        assert run.exit_code == 0, run.output
        assert kept_back(Licence.NONE, run.output) == [] and "85 dB(A)" in run.output


@pytest.mark.parametrize("text", ["", "short", "x" * EXCERPT, "x" * (EXCERPT + 1), LONG * 3])
def test_a_clause_is_told_as_far_as_its_licence_goes(text):
    clause = replace(bound(review_desk.documents()[1].clauses[1]), text=text, parts=(), sentences=(), references=())
    assert told_clause(clause, Licence.FULL) is clause is told_clause(clause, None)
    assert told_clause(clause, Licence.NONE).text == ""
    excerpt = told_clause(clause, Licence.EXCERPT).text
    assert excerpt == text if len(text) <= EXCERPT else excerpt.removesuffix(" …") == text[:EXCERPT].rstrip()
