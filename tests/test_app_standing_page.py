"""The recognition page: cells, clauses, cards, risks, in both languages, for each role; and the command beside it."""

from __future__ import annotations

import csv
import json

import pytest
import review_desk
from review_desk import A, B
from test_app_views import components, desk, press, said  # noqa: F401 - desk is a fixture
from typer.testing import CliRunner

from app import deciding
from app.cli import app
from app.queueing import queue
from app.rating import risk_rows
from app.state import Choice, load_comparison
from index import classes
from index.library import Library
from index.members import appoint
from index.roles import Role
from ingest.errors import UsageError
from matcher import ledger
from matcher.assignments import Assignment, assign
from matcher.match import Decision, Relation


@pytest.fixture
def library(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        classes.choose(opened.log, B, {"country": "KZ"}, author="ana")
        yield opened


def decide(library, place, relation=None, author="ana"):
    opened = load_comparison(library, A, B)
    item = queue(opened, ledger.judgements(library, A, B), library.log.head().number)[place]
    return deciding.apply(library, opened, item, Choice(Decision.ACCEPT, relation), author)


def cells(test):
    return [cell for row in components(test)["standing", "standing_cells"]["rows"] for cell in row["cells"] if "name" in cell]


def rows(test, column):
    return next(one.value for one in test.dataframe if column in one.value.columns)


def test_the_page_counts_what_people_decided_and_says_what_it_is_not(desk, library):  # noqa: F811
    decide(library, 0, Relation.SUPERSET)
    decide(library, 5)
    decide(library, 6)
    test = desk("standing")
    assert not test.exception and "Recognition is for people to decide" in said(test)
    (cell,) = cells(test)
    assert (cell["name"], cell["size"]) == ("KZ|general", "clauses: 5, comparisons: 1")
    told = [(part["words"], part["number"]) for part in cell["parts"]]
    assert told == [("undecided", "3 (60 %)"), ("missing there", "1 (20 %)"), ("stricter at home", "1 (20 %)")]
    assert cell["notes"] == ["missing here: 1 (14 %)"]
    assert "of these proposed: not comparable 1, equivalent 2" in said(test)
    assert components(test)["standing", "standing_cells"]["rows"][0]["name"] == "Kazakhstan (KZ)"


def test_who_looks_back_first_does_not_bind_who_looks_at_today(desk, library):  # noqa: F811
    decide(library, 0, Relation.SUPERSET)
    (then,), (now,) = cells(desk("standing", as_of="2020-01-01")), cells(desk("standing"))
    assert [part["words"] for part in then["parts"]] == ["undecided"]
    assert [part["words"] for part in now["parts"]] == ["undecided", "stricter at home"]


def test_from_a_cell_to_the_clauses_and_to_the_card(desk, library):  # noqa: F811
    decide(library, 0, Relation.SUPERSET)
    test = desk("standing", cell="KZ|general")
    assert "Kazakhstan (KZ) · general" in said(test)
    shown = rows(test, "Clause")
    assert list(shown["Clause"]) == ["4.1", "4.2", "4.3", "4.4", "4.6"] and next(iter(shown["Answer"])) == "stricter at home"
    assert list(shown["Counterparts"])[3] == "5.4, 5.5"
    side = next(one for one in test.button_group if one.key == "standing_side")
    test = side.set_value("there").run()
    shown = rows(test, "Clause")
    assert dict(zip(shown["Clause"], shown["Answer"], strict=True))["5.1"] == "stricter at home"  # as seen from home
    assert dict(zip(shown["Clause"], shown["Proposed"], strict=True))["5.7"] == "missing here"


def test_another_home_country_turns_the_comparison_and_a_topic_limits_it(desk, library):  # noqa: F811
    test = desk("standing", home="KZ")
    assert cells(test)[0]["name"] == "CN|general"
    test = desk("standing", topic="certification")
    assert cells(test) == [] and "Nothing of this is compared with a standard of China (CN)." in said(test)


def test_a_clause_without_name_of_country_is_told_as_such(desk, tmp_path):  # noqa: F811
    review_desk.seed(tmp_path / "library")
    with Library.open(tmp_path / "library") as library:
        classes.choose(library.log, B, {"country": "XX"}, author="ana")
    assert components(desk("standing"))["standing", "standing_cells"]["rows"][0]["name"] == "XX"


def test_a_risk_is_set_and_taken_back_on_the_card(desk, library):  # noqa: F811
    test = press(desk(), "Risk")
    test.text_input(key="risk_reason").input("hearing loss")
    test.selectbox(key="risk_severity").set_value(4)
    test = press(test, "Set the risk")
    (row,) = risk_rows(library, A, B)
    assert (row["severity"], row["likelihood"], row["author"], row["a_clause"]) == (4, 2, "first reviewer", "4.1")
    assert "moderate risk: severity 4 major, likelihood 2 unlikely · first reviewer" in said(test) and "hearing loss" in said(
        test
    )
    matrix = components(desk("standing"))["standing", "standing_risks"]
    assert [cell.get("size") for cell in matrix["rows"][1]["cells"]] == [None, "1", None, None, None]
    test = press(press(desk(), "Risk"), "Take back my last risk")
    assert risk_rows(library, A, B) == []


def test_a_risk_without_reason_is_refused_in_words(desk, library):  # noqa: F811
    test = press(press(desk(), "Risk"), "Set the risk")
    assert "a risk needs its reason" in said(test) and risk_rows(library, A, B) == []


def test_a_viewer_sees_all_and_sets_nothing(desk, library):  # noqa: F811
    appoint(library.log, "head", Role.ADMIN, author="head")
    appoint(library.log, "first reviewer", Role.VIEWER, author="head")
    test = press(desk(), "Risk")
    assert next(one for one in test.button if one.label == "Set the risk").disabled
    assert cells(desk("standing"))


def test_who_has_yet_to_judge_blind_is_not_told_what_others_decided(desk, library):  # noqa: F811
    decide(library, 0, Relation.SUPERSET)
    appoint(library.log, "ana", Role.ADMIN, author="ana")
    for name in ("first reviewer", "ben"):
        appoint(library.log, name, Role.REVIEWER, author="ana")
        assign(library, Assignment(A, B, name, "ana", double=True))
    shown = rows(desk("standing"), "Clause")
    assert next(iter(shown["Answer"])) == "undecided" and next(iter(shown["Counterparts"])) == ""


def test_the_page_speaks_chinese(desk, library):  # noqa: F811
    decide(library, 0, Relation.SUPERSET)
    test = desk("standing", "zh")
    told = said(test)
    assert "标准互认现状" in told and "本国更严" in told and "哈萨克斯坦 (KZ)" in told and "是否互认由人决定" in told


# ---- the command line


@pytest.fixture
def run(library):
    def invoke(*words):
        return CliRunner().invoke(app, [*words, *(["--library", str(library.folder)] if words[0] != "sources" else [])])

    return invoke


def test_the_command_has_a_row_for_each_cell(run, library, tmp_path):
    decide(library, 0, Relation.SUPERSET)
    (row,) = [json.loads(line) for line in run("standing", "--format", "json").stdout.splitlines() if line[0] == "{"]
    assert (row["country"], row["sector"], row["topic"], row["clauses"]) == ("KZ", "general", "HSE", 5)
    assert (row["undecided"], row["stricter_here"], row["stricter_here_share"], row["proposed_equivalent"]) == (4, 1, 0.2, 2)
    assert run("standing", "--format", "csv", "--out", str(tmp_path / "s.csv")).exit_code == 0
    (told,) = csv.DictReader((tmp_path / "s.csv").read_text("utf-8-sig").splitlines())
    assert told["missing_here"] == "0" and told["stricter_here"] == "1"
    assert "Nothing is compared here" in run("standing", "--country", "RU").stderr
    assert run("standing", "--as-of", "2020-01-01").stdout == ""
    clauses = [json.loads(line) for line in run("standing", "--clauses").stdout.splitlines()]
    assert [one["answer"] for one in clauses if one["side"] == "here"] == ["stricter here", *["undecided"] * 4]
    assert run("standing", "--clauses", "--out", str(tmp_path / "clauses.jsonl")).stdout == ""
    assert [json.loads(line) for line in (tmp_path / "clauses.jsonl").read_text("utf-8").splitlines()] == clauses
    past = ("--clauses", "--as-of", "2020-01-01")  # a clause is told as it stands now
    for wrong in (("--since", "soon"), ("--format", "pdf"), ("--topic", "weather"), past, ("--clauses", "--format", "csv")):
        assert isinstance(run("standing", *wrong).exception, UsageError)


@pytest.mark.parametrize("form", ["xlsx", "docx", "html"])
def test_the_report_is_written_in_both_languages(run, library, tmp_path, form):
    decide(library, 0, Relation.SUPERSET)
    assert run("risk", A, B, "4.1", "5.1", "--severity", "5", "--likelihood", "4", "--reason", "=1+1").exit_code == 0
    out = tmp_path / f"report.{form}"
    found = run("standing", "--format", form, "--lang", "both", "--since", "2026-01-01", "--out", str(out))
    assert found.exit_code == 0, found.output
    assert out.stat().st_size > 3000
    if form == "html":
        text = out.read_text("utf-8")
        assert "Where recognition stands" in text and "标准互认现状" in text and "5 catastrophic" in text and "重大风险" in text
        assert "not yet compared" in text


def test_sources_lists_publishers_of_a_country_and_for_a_sector(run):
    found = run("sources", "--country", "kz", "--json").stdout.splitlines()
    assert {json.loads(line)["country"] for line in found if line[0] == "{"} == {"KZ"}
    assert all(
        isinstance(run("sources", *wrong).exception, UsageError) for wrong in (("--country", "Atlantis"), ("--sector", "x"))
    )
