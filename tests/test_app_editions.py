"""Editions for readers: the command with its reports, and the page with its acts, in both languages."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import edition_desk
import openpyxl
import pytest
from edition_desk import A, B, N
from review_desk import FakeEncoder, clause
from test_app_views import desk, said  # noqa: F401 - desk is a fixture

from app import cli
from app.edition_paper import edition_paper
from app.editions import difference_words, open_editions
from app.licensed import EXCERPT
from app.visible import plain_label
from app.wording import catalogue
from index.library import Library
from index.members import appoint
from index.roles import Role
from index.shelf import Licence
from ingest.annotate import annotated
from ingest.clause import Document, Standard
from ingest.stated import PublishedLink, Said
from matcher import ledger
from matcher.edition_stated import StatedChange
from matcher.editions import compared, state, successions


@pytest.fixture
def library(tmp_path):
    """Where ``desk`` looks for its library, with decisions on A, and N on file."""
    with Library.open(edition_desk.seed(tmp_path / "library")) as opened:
        yield opened


@pytest.fixture
def call(library, tmp_path, monkeypatch, capsys):
    """Run ``clausebridge editions`` with some words; gives the exit code, stdout and stderr."""
    monkeypatch.setenv("CLAUSEBRIDGE_LIBRARY", str(tmp_path / "library"))

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["clausebridge", "editions", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        return ended.value.code or 0, told.out, told.err

    return run


def press(test, key):
    """Press the button of that key."""
    next(one for one in test.button if one.key == key).click().run()
    assert not test.exception


def test_without_standards_the_works_with_several_editions_are_listed(call):
    code, out, _err = call()
    assert (code, out) == (0, f"{A}\t{N}\tnot stated\n")


def test_nothing_is_written_without_being_asked_for(call, library):
    head = library.log.head()
    code, out, _err = call(A, N)
    assert code == 0
    assert library.log.head() == head
    assert "85 → 80" in out and "changed (number)" in out
    assert "suspect: decide anew" in out and "holds: can be carried" in out


def test_stating_carrying_and_taking_back_by_command(call, library):
    assert call(A, N, "--carry", B, "--as", "Chen")[0] == 2  # nobody stated it yet
    code, _out, err = call(A, N, "--state", "--carry", B, "--as", "Chen")
    assert code == 0 and "replaces" in err and "decisions are carried" in err
    assert {one.author for one in ledger.judgements(library, N, B)} == {"Chen"}
    assert "replaced: Chen" in call()[1]
    assert call(A, N, "--undo", "--carry", B, "--as", "Chen")[0] == 0
    assert ledger.judgements(library, N, B) == ()
    code, _out, err = call(A, N, "--undo", "--carry", B, "--as", "Chen")
    assert code == 2 and "not carried" in err
    assert call(A, N, "--undo", "--as", "Chen")[0] == 0
    assert successions(library) == ()


@pytest.mark.parametrize(
    ("words", "said_"),
    [
        ((A,), "name two editions"), ((A, A), "no other edition of itself"), (("--state",), "name the two editions"),
        ((A, N, "--format", "xlsx"), "--out"), ((A, "GB/T 1—1999"), "GB/T 1"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line_that_says_what_to_do(call, words, said_):
    code, out, err = call(*words)
    assert (code, out) == (2, "")
    assert said_ in err and len(err.splitlines()) == 1


def test_the_report_in_every_format(call, tmp_path):
    for form in ("json", "csv", "html"):
        code, out, _err = call(A, N, "--format", form)
        assert code == 0 and "80" in out
    told = json.loads(call(A, N, "--format", "json", "--lang", "both")[1])
    assert told["langs"] == ["en", "zh"] and any("有改动的条文" in one["title"] for one in told["sections"])
    for form in ("xlsx", "docx", "pdf"):
        assert call(A, N, "--format", form, "--out", str(tmp_path / f"r.{form}"))[0] == 0
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert any("85 → 80" in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_licence_that_shows_nothing_binds_the_report_and_the_page(library):
    library.set_licence(A, Licence.NONE, author="Li")
    told = str(edition_paper(open_editions(library, A, N), catalogue("en").gettext))
    assert "85" not in told
    assert "changed (number)" in told


def test_the_note_of_a_stated_change_is_told_as_the_licence_of_the_later_edition_lets_it(library):
    found = open_editions(library, A, N)
    link = PublishedLink(N, "4.1", A, "", "4.1", Said.CHANGED, "1", 0, 9, note="增加了接触限值的要求")
    one = StatedChange(link, (), None)
    shown = replace(found, listed=(one,))
    assert link.note in str(edition_paper(shown, str))
    assert link.note not in str(edition_paper(replace(shown, licences={**found.licences, N: Licence.NONE}), str))


@pytest.mark.parametrize("bound", [("2019",), ("2026",), ("2019", "2026")])
def test_the_differences_of_a_clause_quote_no_more_than_one_excerpt_of_it(library, bound):
    """Twelve long differences with a common word between them are the clause, were each an excerpt of its own."""
    name = "XYZ 12:{}".format
    for year, sign in (("2019", "a"), ("2026", "b")):
        text = " and ".join(sign * 90 for _ in range(11))
        made = Document(Standard(name(year), "en"), (clause(name(year), "1", "en", "Limits", text),))
        library.add(annotated(made), FakeEncoder(), author="Li")
    whole = difference(library, name)
    assert whole.count("a") == whole.count("b") == 11 * 90
    for year in bound:
        library.set_licence(name(year), Licence.EXCERPT, author="Li")
    told = difference(library, name)
    assert told != whole
    for year, sign in (("2019", "a"), ("2026", "b")):
        assert told.count(sign) == (EXCERPT if year in bound else 11 * 90)
    assert "∅" not in told  # what is kept back is no text that is missing


def difference(library, name):
    opened = open_editions(library, name("2019"), name("2026"))
    return difference_words(opened, opened.map.of_old[opened.old.clauses[0].id])


def test_no_sign_of_a_designation_acts_in_a_button(desk, library):  # noqa: F811
    earlier, later = "AAA *1* `x` :red[7]:2010", "AAA *1* `x` :red[7]:2020"
    for name in (earlier, later):
        made = Document(Standard(name, "en"), (clause(name, "1", "en", "Limits", "The level shall be measured."),))
        library.add(made, FakeEncoder(), author="Li")
    test = desk("editions", old=earlier, new=later)
    button = next(one for one in test.button if one.key == "editions_state")
    assert not test.exception
    assert plain_label(earlier) in button.label and earlier not in button.label


def test_the_page_states_carries_and_takes_back(desk, library):  # noqa: F811
    test = desk("editions")
    assert not test.exception and "Nobody stated yet" in said(test)
    press(test, "editions_state")
    assert [one.author for one in successions(library)] == ["first reviewer"]
    press(test, "carry_0")
    assert {one.author for one in ledger.judgements(library, N, B)} == {"first reviewer"}
    before = len(ledger.judgements(library, N, B))
    press(test, "clear_0")
    assert len(ledger.judgements(library, N, B)) > before
    press(test, "back_0")
    assert len(ledger.judgements(library, N, B)) == before
    press(test, "back_0")
    assert ledger.judgements(library, N, B) == ()
    press(test, "editions_undo")
    assert successions(library) == () and not test.exception


def test_the_page_closes_its_buttons_to_a_viewer(desk, library):  # noqa: F811
    state(library, compared(library, A, N), "Chen")
    for name, role in (("Chen", Role.ADMIN), ("first reviewer", Role.VIEWER)):
        appoint(library.log, name, role, author="Chen")
    test = desk("editions")
    assert not test.exception
    assert all(one.disabled for one in test.button if one.key in ("carry_0", "clear_0", "editions_undo"))


def test_the_page_in_chinese(desk, library):  # noqa: F811
    test = desk("editions", language="zh")
    assert not test.exception
    assert "尚无人声明" in said(test) and "Nobody" not in said(test)
