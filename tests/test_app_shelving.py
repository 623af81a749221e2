"""The library desk: who stated what of a standard, what a removal takes and leaves, and its way back."""

from __future__ import annotations

from dataclasses import replace

import pytest
import review_desk
from review_desk import A, B, FakeEncoder
from test_app_views import desk, go, press, said  # noqa: F401 - desk is a fixture
from typer.testing import CliRunner

from app.classing import country_of_standard
from app.cli import app
from app.shelving import fate, matching, pairs_matching, removals, stated
from index import classes
from index.library import Library
from index.members import appoint
from index.roles import Role
from index.shelf import Licence
from ingest.errors import NotPermitted, UsageError
from matcher import ledger
from matcher.match import Decision, Judgement


def section(test, name):
    """The library page at one of its sections."""
    next(one for one in test.button_group if one.key == "section").set_value(name)
    return test.run()


@pytest.fixture
def library(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        yield opened


def test_a_removal_leaves_a_trace_and_the_same_file_brings_everything_back(library):
    ledger.record(library, Judgement(A, "4/4.2", B, "5/5.2", Decision.REJECT, "first reviewer", reason="too-loose"))
    before = ledger.judgements(library, A, B)
    would = fate(library, B)
    assert (would.clauses, would.comparisons, would.decisions, would.shared) == (8, ((A, B),), 1, ())
    library.remove(B, author="second reviewer")
    (gone,) = removals(library)
    assert (gone.designation, gone.author) == (B, "second reviewer") and gone.at
    assert ledger.judgements(library, A, B) == before and library.comparisons() == ()
    library.add(review_desk.documents()[1], FakeEncoder(), author="second reviewer")
    assert removals(library) == () and ledger.judgements(library, A, B) == before


def test_only_an_admin_takes_out_and_states_licences(library):
    for name, role in (("head", Role.ADMIN), ("first reviewer", Role.REVIEWER)):
        appoint(library.log, name, role, author="head")
    with pytest.raises(NotPermitted):
        library.remove(B, author="first reviewer")
    with pytest.raises(NotPermitted):
        library.set_licence(B, Licence.NONE, author="first reviewer")
    assert removals(library) == () and library.licence(B) is Licence.FULL
    library.set_licence(B, Licence.NONE, author="head")
    assert stated(library, B, "licence").author == "head" and stated(library, A, "licence") is None


def test_an_edition_is_stated_kept_through_a_new_parse_and_taken_back(library):
    classes.choose(library.log, A, {"edition": "第 2 版"}, author="first reviewer")
    assert library.standard(A).edition == "第 2 版"
    library.remove(A)
    library.add(review_desk.documents()[0], FakeEncoder())
    assert {one.designation: one.edition for one in library.standards()}[A] == "第 2 版"
    classes.choose(library.log, A, {"edition": None}, author="first reviewer")
    assert library.standard(A).edition == ""
    for bad in ("", "a\nb", "x" * 81):
        with pytest.raises(UsageError):
            classes.choose(library.log, A, {"edition": bad}, author="first reviewer")


def test_a_country_is_stated_as_its_code_where_the_designation_tells_none(library):
    strange = replace(review_desk.documents()[0].standard, designation="XNS 7:2020")
    assert [country_of_standard(library.standard(name)) for name in (A, B)] == ["CN", "INT"]
    assert country_of_standard(strange) == ""
    classes.choose(library.log, B, {"country": "KZ"}, author="first reviewer")
    assert country_of_standard(library.standard(B)) == "KZ"
    for bad in ("kz", "Kazakhstan", "", "K"):
        with pytest.raises(UsageError):
            classes.choose(library.log, B, {"country": bad}, author="first reviewer")
    assert classes.undo(library.log, B, "first reviewer") and country_of_standard(library.standard(B)) == "INT"


def test_standards_and_comparisons_are_found_by_words(library):
    found = [one.designation for one in matching(library.standards(), "NOISE iso")]
    assert found == [B] and len(matching(library.standards(), " ")) == 2
    assert pairs_matching([(A, B), (B, A)], "90001 gb") == [(A, B), (B, A)] and pairs_matching([(A, B)], "none") == []


def test_the_command_states_edition_and_licence(library):
    run = CliRunner().invoke(app, ["classify", B, "--edition", "2nd", "--licence", "excerpt", "--library", str(library.folder)])
    assert run.exit_code == 0, run.output
    assert "edition\t2nd" in run.output and "licence\texcerpt" in run.output
    assert library.licence(B) is Licence.EXCERPT


def test_the_page_tells_what_was_taken_out_and_by_whom(desk, library):  # noqa: F811
    test = desk("library")
    test = press(test, "Take out of the library…")
    assert "What goes: 7 clauses" in said(test) and "What stays: 0 decisions" in said(test)
    test = press(test, "Take it out")
    assert [one.designation for one in library.standards()] == [B]
    assert f"{A}: by first reviewer, " in said(desk("library"))
    assert "A comparison needs two standards." in said(section(desk("library"), "comparisons"))


def test_the_page_says_what_became_of_each_file(desk, library, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr("index.encoder.load_encoder", lambda name: FakeEncoder())
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "broken.pdf").write_bytes(b"nothing")
    test = section(desk("library"), "add")
    next(one for one in test.text_input if one.label == "Folder").input(str(tmp_path / "in"))
    test = press(test, "Read the folder")
    for _ in range(100):
        if "This is neither a PDF" in said(test.run()):
            break
    assert "broken.pdf" in said(test) and "This is neither a PDF" in said(test)
    next(one for one in test.text_input if one.label == "Folder").input("nowhere")
    assert "no such folder on this machine" in said(press(test, "Read the folder"))
