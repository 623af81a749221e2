"""Gap lists at the desk and on the command line: what is filed, changed, signed and written, and the page."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from datetime import date

import gap_shelf
import pytest
from gap_shelf import DAY, A, B, report
from review_desk import FakeEncoder
from test_app_views import desk, go, said  # noqa: F401 - desk is a fixture

from app import cli
from app.gap_paper import gap_paper, page_words
from app.gapping import document, view
from app.papers import FORMS, in_languages, paper_bytes
from app.views import gap_signing, gaps
from app.wording import catalogue
from index.library import Library
from index.log import Conflict
from index.shelf import Licence
from ingest.errors import UsageError
from ingest.mend import Act, Mend, place_of
from matcher import gap_log, ledger
from matcher.gap import GapClass
from matcher.gap_read import open_list
from matcher.match import Decision, Judgement

FULL = "explosion-full"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    """A library with both standards, the gold decided by a person, and the sample report on file."""
    folder = tmp_path_factory.mktemp("gaps") / "library"
    with Library.open(folder, create=True) as library:
        for one in gap_shelf.documents():
            library.add(one, FakeEncoder())
        ledger.record_all(library, [replace(one, entry=0, seen=10**9) for one in gap_shelf.decided()])
        gap_log.file_report(library, report(FULL), author="a clerk")
    return folder


@pytest.fixture
def place(seeded, tmp_path):
    return shutil.copytree(seeded, tmp_path / "library")


@pytest.fixture
def library(place):
    with Library.open(place) as opened:
        yield opened


def opened(library):
    return open_list(library, gap_log.reports(library)[0].report, B, as_of=DAY)


def line(library, label):
    return next(one for one in opened(library).found.lines if one.label == label)


def test_a_filed_report_is_what_was_read_without_the_requirements_of_the_standard(library):
    (filed,) = gap_log.reports(library)
    assert filed.report == replace(report(FULL), lines=tuple(replace(one, requirement="") for one in report(FULL).lines))
    head = library.log.head()
    gap_log.file_report(library, report(FULL), author="another")
    assert library.log.head() == head, "the same report is filed once"
    assert opened(library).found.counts()[GapClass.MET] == 9


def test_a_person_changes_a_class_for_a_reason_and_takes_it_back(library):
    found = opened(library).found
    with pytest.raises(UsageError, match="reason"):
        gap_log.change_line(library, found, "7.3", GapClass.MET, " ", author="first")
    seen = library.log.head().number
    gap_log.change_line(library, found, "7.3", GapClass.MET, "toughened glass, clamped", author="first", seen=seen)
    with pytest.raises(Conflict):
        gap_log.change_line(library, found, "7.3", GapClass.OPEN, "no", author="second", seen=seen)
    changed = line(library, "7.3")
    assert (changed.gap, changed.proposed, changed.changed.author) == (GapClass.MET, GapClass.DELTA, "first")
    assert "7.3" not in {test.line.label for group in opened(library).plan.groups for test in group.tests}
    gap_log.undo_line(library, found, "7.3", author="first")
    assert line(library, "7.3").changed is None
    assert library.check() == ()


def test_what_was_signed_is_compared_with_what_the_list_says_now(library):
    signed = gap_log.sign(library, opened(library).found, author="an adjudicator")
    assert gap_log.differences(library, signed, opened(library).found) == ()
    words = {word for one in gap_shelf.documents() for clause in one.clauses for word in [clause.text] if len(word) > 40}
    assert not any(word in json.dumps(signed.content, ensure_ascii=False) for word in words), "no text of a standard is signed"
    (own,) = (one for one in gap_shelf.decided() if one.b_clause.endswith("/6.6.1"))
    ledger.record(library, Judgement(A, own.a_clause, B, own.b_clause, Decision.REJECT, "second", seen=10**9))
    told = {(one.label, one.what) for one in gap_log.differences(library, signed, opened(library).found)}
    assert ("6.6.1", "class") in told
    assert {label for label, _ in told} == {"6.6.1"}


def test_a_list_that_may_be_another_since_it_was_read_is_not_signed(library):
    read = opened(library)
    gap_log.change_line(library, read.found, "7.3", GapClass.MET, "toughened glass", author="first")
    with pytest.raises(Conflict):
        gap_log.sign(library, read.found, author="an adjudicator", seen=read.head)
    again = opened(library)
    assert gap_log.sign(library, again.found, author="an adjudicator", seen=again.head).entry
    assert gap_log.sign(library, again.found, author="another", seen=again.head).entry, "a signature changes no list"


def test_a_change_follows_its_clause_after_a_mend_gave_it_another_id(library):
    read = opened(library)
    gap_log.change_line(library, read.found, "7.3", GapClass.MET, "toughened glass", author="first")
    clause = next(one for one in library.clauses(B) if one.clause == "7.3")
    library.mend(B, [Mend(Act.LABEL, place_of(clause), label="7.9")], FakeEncoder(), author="first")
    moved = line(library, "7.9")
    assert (moved.clause != clause.id, moved.gap, moved.changed.author) == (True, GapClass.MET, "first")
    with pytest.raises(Conflict):
        gap_log.change_line(library, opened(library).found, "7.9", GapClass.OPEN, "no", author="second", seen=read.head)
    gap_log.undo_line(library, opened(library).found, "7.9", author="first")
    assert line(library, "7.9").changed is None


def test_a_licence_keeps_sentences_back_and_never_figures(library):
    library.set_licence(B, Licence.NONE, author="admin")
    told = json.dumps(document(view(library, opened(library)), str), ensure_ascii=False)
    assert "Special fasteners with shrouded heads" not in told
    assert "150 psi" in told


def test_every_format_in_every_language_says_every_line(library):
    shown = view(library, opened(library))
    both = in_languages(lambda _: gap_paper(shown, _), "both")
    lists = [table for section in both.sections for table in section.tables if table.title.startswith("Gap list")]
    assert [len(table.rows) for table in lists] == [len(shown.opened.found.lines)]
    assert "差异试验清单" in both.title
    for form in FORMS:
        data, cut = paper_bytes(in_languages(lambda _: gap_paper(shown, _), "zh"), form)
        assert data, form
        assert not cut


def run(monkeypatch, place, *words):
    monkeypatch.setenv("CLAUSEBRIDGE_LIBRARY", str(place))
    monkeypatch.setattr(sys, "argv", ["clausebridge", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code or 0


def test_the_commands_list_change_sign_and_verify(place, monkeypatch, capsys):
    number = report(FULL).number
    assert run(monkeypatch, place, "gap", number, B, "--format", "json", "--as-of", "2026-01-01") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"]["met"] == 9
    assert told["report"]["number"] == number
    assert run(monkeypatch, place, "gap", number, B, "--verify") == 2, "never signed"
    assert run(monkeypatch, place, "gap-sign", number, B, "--as-of", "2026-01-01") == 0
    assert run(monkeypatch, place, "gap", number, B, "--verify", "--as-of", "2026-01-01") == 0
    assert run(monkeypatch, place, "gap-line", number, B, "7.3", "met", "seen on the sample", "--as-of", "2026-01-01") == 0
    assert run(monkeypatch, place, "gap", number, B, "--verify", "--as-of", "2026-01-01") == 1
    assert "7.3" in capsys.readouterr().out
    assert run(monkeypatch, place, "gap-line", number, B, "7.3", "--undo") == 0
    assert run(monkeypatch, place, "reports") == 0
    assert number in capsys.readouterr().out
    assert run(monkeypatch, place, "gap", "nothing", B) == 2
    assert run(monkeypatch, place, "gap", number, B, "--format", "pdf") == 2, "a PDF is not for a terminal"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_opens_a_line_by_its_link(desk, place, language):  # noqa: F811
    test = desk("gaps", language, target=B, line="6.2.1")
    assert not test.exception
    assert catalogue(language).gettext("met by the report") in said(test)
    assert "386 °C" in said(test)


def test_the_page_changes_a_class_and_signs(desk, place):  # noqa: F811
    test = desk("gaps", target=B, line="6.2.1")
    test.text_input(key="gap_reason").set_value("corrected to 45 °C by the laboratory")
    test.selectbox(key="gap_new_class_10").select_index(0)
    next(one for one in test.button if one.label == "Change the class").click()
    test.run()
    next(one for one in test.button if one.label == "Sign the list").click()
    test.run()
    assert not test.exception
    with Library.open(place) as library:
        assert [entry.kind for entry in library.log.entries()][-2:] == ["gap-line", "gap-signed"]
        assert line(library, "6.2.1").gap is GapClass.MET
    go(test, "log")
    assert not test.exception
    assert report(FULL).number in said(test)


def test_the_page_judges_the_dates_of_a_report_by_the_day_of_the_desk(desk, place, monkeypatch):  # noqa: F811
    days = []

    def recorded(*told, as_of):
        days.append(as_of)
        return open_list(*told, as_of=as_of)

    monkeypatch.setattr(gaps, "open_list", recorded)
    assert not desk("gaps", target=B, as_of="2090-01-02").exception
    assert days == [date(2090, 1, 2)]


def test_differences_beyond_the_first_are_counted(monkeypatch):
    monkeypatch.setattr(gap_signing, "_", str)
    lines = tuple(map(str, range(15)))
    assert gap_signing.first(lines) == (*lines[:12], "and 3 more")
    assert gap_signing.first(lines[:12]) == lines[:12]


def test_the_page_without_reports_says_what_to_do(desk):  # noqa: F811
    test = desk("gaps")
    assert not test.exception
    assert "No test report is on file yet." in said(test)


def test_where_a_line_of_a_docx_stands_is_told_in_the_language_of_the_list():
    words = catalogue("zh").gettext
    assert page_words(0, words, "table 2, row 17") == "表 2 第 17 行"
    assert page_words(3, words, "table 2, row 17") == "第 3 页"
    assert page_words(0, words, "Report!B7") == "Report!B7", "a cell of a sheet is named as the sheet names it"
