"""The report of a comparison: what it says is what the log says, with the licences, and nothing undecided as decided."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hostile import HOSTILE, hostile_documents, hostile_matches
from lxml import etree
from review_desk import A, B, FakeEncoder, documents, matches, seed
from typer.testing import CliRunner

from app import deciding
from app.cli import app
from app.dossier import dossier
from app.dossier_paper import comparison_paper
from app.dossier_rules import Action, action
from app.papers import LANGS, in_languages, paper_bytes
from app.state import Choice, save_comparison
from app.watching import Watch
from app.wording import catalogue
from index.library import Library
from index.shelf import Licence
from ingest.clause import Adoption, Aspect, Degree, Document, Provision, Reference
from ingest.errors import UsageError
from matcher import record_changes
from matcher.degree import adopts
from matcher.match import Decision, Deviation, DeviationKind, Side
from matcher.normative import Answer, references_beside
from matcher.steps import Step, take

DAY = date(2026, 1, 1)
EN = catalogue("en").gettext
NOTE = "=1+1 <b>the limit of A is national law</b>"


def decide(library, *, frozen=False):
    """Five of the seven cards: three links (one of them on two clauses), one without counterpart, one that is unsure."""
    watch = Watch(library)
    pair = next(iter(watch.pairs()))
    items = watch.cards(pair)
    for place, choice in (
        (0, Choice(Decision.ACCEPT, items[0].match.relation, note=NOTE)),
        (2, Choice(Decision.ACCEPT, items[2].match.relation)),
        (3, Choice(Decision.ACCEPT, items[3].match.relation)),
        (4, Choice(Decision.UNSURE, note="ask")),
        (5, Choice(Decision.NO_COUNTERPART)),
    ):
        deciding.apply(library, watch.comparison(pair), items[place], choice, "first" if place < 3 else "second")
    if frozen:
        record_changes.change(library, A, B, {"purpose": "equal demands", "as_of": "2026-01-01"}, author="chief")
        take(library, A, B, Step.REVIEW, author="chief", note="two wait")
        take(library, A, B, Step.FREEZE, author="chief")


@pytest.fixture
def library(tmp_path):
    with Library.open(seed(tmp_path / "library")) as opened:
        decide(opened)
        yield opened


def table(paper, title):
    """The rows of the table of that title, by the titles of its columns."""
    found = next(one for section in paper.sections for one in section.tables if one.title == title)
    return [dict(zip([column.title for column in found.columns], row, strict=True)) for row in found.rows]


def in_every_language(library):
    found = dossier(library, A, B, version=1, as_of=DAY)
    return [paper_bytes(in_languages(lambda _: comparison_paper(found, _), lang), "json") for lang in LANGS]


def paper_of(library, **asked):
    return comparison_paper(dossier(library, A, B, as_of=DAY, **asked), EN)


def test_every_clause_stands_in_the_table_of_numbers_with_what_was_decided(library):
    rows = table(paper_of(library), "Table of clause numbers")
    told = [(row["Clause of A"], row["Clause of B"], row["Relation"], row["Structure"], row["Origin"]) for row in rows]
    assert told == [
        ("4.1", "5.1", "A includes B", "renumbered", "decided"),
        ("4.2", "5.2", "partly overlapping", "renumbered", "proposed, undecided"),
        ("4.3", "5.3", "equal", "renumbered", "decided"),
        ("4.4", "5.4\n5.5", "equivalent demand", "split", "decided"),
        ("4.5", "5.6", "A within B", "renumbered", "proposed, undecided"),
        ("4.6", "–", "no counterpart", "–", "decided"),
        ("–", "5.7", "no counterpart", "–", "proposed, undecided"),
    ]
    turned = table(paper_of(library), "Table of clause numbers in the order of B")
    assert [(row["Clause of B"], row["Clause of A"]) for row in turned] == [
        ("5.1", "4.1"), ("5.2", "4.2"), ("5.3", "4.3"), ("5.4", "4.4"), ("5.5", "4.4"), ("5.6", "4.5"), ("5.7", "–"),
    ]  # fmt: skip
    assert turned[0]["Relation of B to A"] == "A within B"


def test_a_difference_has_its_values_its_reason_and_what_is_left_to_do(library):
    first, *rest = table(paper_of(library), "Technical differences and their reasons")
    assert (first["A says"], first["B says"], first["Stricter"]) == ("85 dB(A)", "90 dB(A)", "A is stricter")
    assert first["Reason, note of the reviewer"] == NOTE
    assert (first["Origin"], first["Action"]) == ("decided", "accept")
    assert {row["Action"] for row in rest} == {"to be decided"}


def test_what_nobody_decided_is_an_open_point(library):
    paper = paper_of(library)
    points = [(row["Clause of A"], row["Clause of B"], row["What is open"]) for row in table(paper, "What is open")]
    assert points == [
        ("4.2", "5.2", "proposed, and nobody decided"),
        ("4.5", "5.6", "the reviewer was unsure"),
        ("–", "5.7", "no counterpart is proposed, and nobody decided"),
    ]
    assert any("does not conclude recognition" in line for line in paper.sections[0].lines)
    assert "onfidence" not in paper_bytes(paper, "json")[0].decode()
    people = {row["Name"]: (row["accepted"], row["no counterpart"]) for row in table(paper, "Who decided what")}
    assert people == {"first": (2, 0), "second": (2, 1)}


def test_clauses_that_no_decision_names_are_open(library):
    watch = Watch(library)
    pair = next(iter(watch.pairs()))
    item = next(one for one in watch.cards(pair) if not one.said)
    deciding.apply(library, watch.comparison(pair), item, Choice(Decision.REJECT, reason="other-subject"), "first")
    points = table(paper_of(library), "What is open")
    assert {(row["Clause of A"], row["Clause of B"]) for row in points if "no decision" in row["What is open"]} == {
        ("4.2", "–"), ("–", "5.2"),
    }  # fmt: skip


def test_texts_are_told_as_the_licence_allows_and_hashes_always(library):
    library.set_licence(A, Licence.NONE)
    paper = paper_of(library)
    data = paper_bytes(paper, "json")[0].decode()
    ours, theirs = documents()
    assert all(json.dumps(one.text)[1:-1] not in data for one in ours.clauses if one.text)
    assert all(one.text_hash in data for one in ours.clauses if one.text)
    assert all(json.dumps(one.text)[1:-1] in data for one in theirs.clauses if one.text)
    assert "85 dB(A)" in data
    assert f"{A}: of its texts the report tells no text, as its licence allows." in paper.sections[-1].lines


def test_a_frozen_version_says_what_it_said(tmp_path):
    with Library.open(seed(tmp_path / "library")) as library:
        decide(library, frozen=True)
        before = in_every_language(library)
        watch = Watch(library)
        pair = next(iter(watch.pairs()))
        item = next(one for one in watch.cards(pair) if not one.said)
        deciding.apply(library, watch.comparison(pair), item, Choice(Decision.ACCEPT, item.match.relation), "third")
        assert in_every_language(library) == before
        facts = dict(paper_of(library, version=1).facts)
        assert facts["State"] == "version 1; frozen"
        assert facts["Purpose"] == "equal demands"
        library.remove(A)
        with pytest.raises(UsageError, match="not on file"):
            dossier(library, A, B, as_of=DAY)
        gone = paper_of(library, version=1)
        rows = table(gone, "Table of clause numbers")
        assert [row["Relation"] for row in rows[:3]] == ["A includes B", "partly overlapping", "equal"]
        assert table(gone, "Texts of A that were compared")[0]["Text"] == ""
        assert "not the one that was compared" in dict(gone.facts)["A: text on file"]


def test_the_degree_is_told_against_a_parent_only(tmp_path):
    ours, theirs = documents()
    adopting = Document(replace(ours.standard, adopts=Adoption(B, Degree.MOD)), ours.clauses)
    with Library.open(tmp_path / "library", create=True) as library:
        for document in (adopting, theirs):
            library.add(document, FakeEncoder())
        save_comparison(library, adopting, theirs, matches(adopting, theirs), FakeEncoder.name)
        assert adopts(adopting, theirs)
        lines = paper_of(library).sections[0].lines
        assert any(line.startswith(f"Suggested degree of correspondence of {A} with {B}") for line in lines)
        assert any("The cover states MOD" in line for line in lines)


def test_references_are_brought_together_once():
    ours, theirs = documents()

    def citing(document, *names):
        first, *rest = document.clauses
        cited = tuple(Reference(0, 1, name, dated=dated) for name, dated in names)
        return Document(document.standard, (replace(first, title="Normative references", references=cited), *rest))

    a = citing(ours, ("GB/T 3785.1—2010", True), ("ISO 9612:2009", True), ("GB 12348", False))
    b = citing(theirs, ("ISO 9612", False), ("IEC 61672-1", False), ("ISO 3785.1", False))
    known = [replace(ours.standard, designation="GB/T 3785.1—2010", adopts=Adoption("IEC 61672-1:2013", Degree.IDT))]
    found = references_beside(a, b, known)
    assert [(one.a and one.a.standard, one.b and one.b.standard, one.answer, one.degree) for one in found] == [
        ("GB/T 3785.1—2010", "IEC 61672-1", Answer.ADOPTION, Degree.IDT),
        ("ISO 9612:2009", "ISO 9612", Answer.SAME, None),
        ("GB 12348", None, Answer.ALONE, None),
        (None, "ISO 3785.1", Answer.ALONE, None),
    ]
    assert found[0].a_on_file == "GB/T 3785.1—2010"


@pytest.mark.parametrize(
    ("deviation", "aspect", "expected"),
    [
        (Deviation(DeviationKind.LIMIT, comparable=True, stricter=Side.A), Aspect.PRODUCT, Action.ACCEPT),
        (Deviation(DeviationKind.LIMIT, comparable=True, stricter=Side.B), Aspect.PRODUCT, Action.DELTA),
        (Deviation(DeviationKind.LIMIT, comparable=True, stricter=Side.B), Aspect.MANAGEMENT, Action.DOCUMENT),
        (Deviation(DeviationKind.METHOD), Aspect.METHOD, Action.DELTA),
        (Deviation(DeviationKind.REFERENCE), Aspect.METHOD, Action.DOCUMENT),
        (Deviation(DeviationKind.MISSING), Aspect.PRODUCT, Action.ACCEPT),
        (Deviation(DeviationKind.ADDED), Aspect.PRODUCT, Action.DELTA),
        (Deviation(DeviationKind.ADDED), Aspect.DOCUMENTS, Action.DOCUMENT),
    ],
)
def test_what_is_left_to_do_follows_by_rule(library, deviation, aspect, expected):
    entry = next(one for one in dossier(library, A, B, as_of=DAY).entries if one.decided and one.linked)
    assert action(entry, deviation, aspect, Provision.REQUIREMENT) is expected
    assert action(entry, Deviation(DeviationKind.ADDED), aspect, Provision.STATEMENT) is Action.NONE


@pytest.mark.parametrize("form", ["xlsx", "docx", "html", "pdf"])
def test_hostile_standards_and_notes_stay_text(tmp_path, form):
    ours, theirs = hostile_documents()
    with Library.open(tmp_path / "library", create=True) as library:
        for document in (ours, theirs):
            library.add(document, FakeEncoder())
        save_comparison(library, ours, theirs, hostile_matches(ours, theirs), FakeEncoder.name)
        watch = Watch(library)
        pair = next(iter(watch.pairs()))
        for item in watch.cards(pair)[::2]:
            choice = Choice(Decision.ACCEPT, item.match.relation, note=item.match.deviations[0].a_text)
            deciding.apply(library, watch.comparison(pair), item, choice, HOSTILE[0])
        found = dossier(library, *pair, as_of=DAY)
        data, notices = paper_bytes(in_languages(lambda _: comparison_paper(found, _), "both"), form)
    assert not [one for one in notices if "cut" in one]
    if form == "pdf":
        assert data.startswith(b"%PDF-")
        assert not re.search(rb"/(URI|JavaScript|Launch|GoToR)\b", data)
    elif form == "html":
        assert not {"script", "a", "img", "iframe", "link", "svg"} & {one.tag for one in etree.fromstring(data).iter()}
    else:
        parts = [zipfile.ZipFile(io.BytesIO(data)).read(name) for name in zipfile.ZipFile(io.BytesIO(data)).namelist()]
        nodes = [one for part in parts if part.lstrip().startswith(b"<") for one in etree.fromstring(part).iter()]
        assert {etree.QName(one).localname for one in nodes if isinstance(one.tag, str)}.isdisjoint(
            {"f", "hyperlink", "fldSimple"}
        )
        assert not [one for one in nodes if one.get("TargetMode") == "External"]


def test_the_command_files_it(tmp_path):
    place = seed(tmp_path / "library")
    with Library.open(place) as library:
        decide(library, frozen=True)
    out = tmp_path / "report.xlsx"
    asked = ["file", A, B, "--version", "1", "--format", "xlsx", "--lang", "both", "--library", str(place)]
    run = CliRunner().invoke(app, asked)
    assert isinstance(run.exception, UsageError)
    run = CliRunner().invoke(app, [*asked, "--out", str(out)])
    assert run.exit_code == 0, run.output
    book = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
    assert "Table of clause numbers 条款编号对照" in book.sheetnames
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    for day, origins in (("", {"decided", "proposed, undecided"}), ("2020-01-01", {"proposed, undecided"})):
        asked = ["file", A, B, "--format", "jsonl", "--library", str(place), *(["--as-of", day] if day else [])]
        run = CliRunner().invoke(app, asked)
        assert run.exit_code == 0, run.output
        rows = [json.loads(line) for line in run.output.splitlines()]
        assert {one["row"]["Origin"] for one in rows if one["table"] == "Table of clause numbers"} == origins


def test_a_standard_has_no_report_with_itself(library):
    with pytest.raises(UsageError, match="named twice"):
        dossier(library, A, A, as_of=DAY)
