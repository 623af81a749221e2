"""Members and assignments on the command line, where the reviewer of the settings acts."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest
import review_desk
from review_desk import A, B

from app import cli, deciding
from app.queueing import queue
from app.settings import Settings, save_settings
from app.state import Choice, load_comparison
from index.library import Library
from index.members import appoint, members
from index.roles import Role
from matcher.assignments import Assignment, assign, assignments
from matcher.match import Decision, Relation


@pytest.fixture
def team(tmp_path, monkeypatch, capsys):
    """Runs a command on a library; gives its exit code and what it said."""
    review_desk.seed(tmp_path / "library")
    monkeypatch.setenv("CLAUSEBRIDGE_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("CLAUSEBRIDGE_REVIEWER", "the user")

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["clausebridge", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        shown = capsys.readouterr()
        return ended.value.code or 0, shown.out, shown.err

    return run


@pytest.mark.parametrize(("environment", "stored", "option", "who"), [
    ("", "", [], "the login"),
    ("", "first reviewer", [], "first reviewer"),
    ("second reviewer", "first reviewer", [], "second reviewer"),
    ("second reviewer", "first reviewer", ["--as", " third\n reviewer"], "third reviewer"),
])  # fmt: skip
def test_who_acts_is_named_by_the_option_else_the_environment_else_the_settings_else_the_login(
    team, tmp_path, monkeypatch, environment, stored, option, who
):
    monkeypatch.setattr("index.place.getpass.getuser", lambda: "the login")
    monkeypatch.setenv("CLAUSEBRIDGE_SETTINGS", str(tmp_path / "settings.json"))
    monkeypatch.setenv("CLAUSEBRIDGE_REVIEWER", environment)
    save_settings(Settings(stored))
    team("classify", A, "--sector", "coal", *option)
    with Library.open(tmp_path / "library") as library:
        assert library.log.entries(kind="classified")[-1].author == who


def held(tmp_path):
    with Library.open(tmp_path / "library") as library:
        return [(one.person, one.a_clauses, one.b_clauses, one.double) for one in assignments(library.log, A, B)]


def test_members_are_listed_added_and_dismissed(team):
    assert team("members", "list") == (0, "", "The library has no members: whoever can open it may do everything.\n")
    code, _out, err = team("members", "add", "first@example.org")
    assert code == 2 and "needs an admin" in err
    assert "is none of them" in team("members", "add", "first@example.org", "--role", "admin")[2]
    code, _out, err = team("members", "add", "the user", "--role", "admin")
    assert code != 0 and "the user is no member" in err


def test_a_member_gets_another_role_and_is_dismissed(team):
    team("members", "add", "the user", "--role", "admin")
    assert team("members", "add", "second@example.org")[0] == 0
    assert team("members", "add", "second@example.org", "--role", "viewer")[2] == "second@example.org is viewer now.\n"
    assert team("members", "add", "second@example.org", "--role", "viewer")[2] == "second@example.org is viewer already.\n"
    assert team("members", "list")[1] == "the user\tadmin\nsecond@example.org\tviewer\n"
    assert "no member any more" in team("members", "remove", "second@example.org")[2]
    assert "is no member." in team("members", "remove", "second@example.org")[2]
    code, _out, err = team("members", "remove", "the user")
    assert code == 2 and "needs an admin" in err


def test_clauses_are_assigned_by_their_labels_and_taken_back(team, tmp_path):
    assert team("assign", A, B) == (0, "", "Nothing is assigned.\n")
    code, out, _err = team("assign", A, B, "second", "--clause", "4.1", "--clause", "b:5.7", "--double")
    assert code == 0 and out.startswith("second\t4.1, b:5.7\tdouble\tthe user, 20")
    assert held(tmp_path) == [("second", ("4/4.1",), ("5/5.7",), True)]
    team("assign", A, B, "second")
    team("assign", A, B, "second", "--clause", "4.1", "--clause", "b:5.7", "--undo")
    assert held(tmp_path) == [("second", (), (), False)]
    code, _out, err = team("assign", A, B, "nobody", "--undo")
    assert code == 2 and "assigned to nobody" in err
    assert team("assign", A, B, "second", "--undo")[2] == "1 taken back.\nNothing is assigned.\n"


def test_a_clause_that_is_not_there_is_told(team, tmp_path):
    code, _out, err = team("assign", A, B, "second", "--clause", "9.9")
    assert code == 2 and "'9.9' occurs nowhere" in err and held(tmp_path) == []


def test_agreement_is_told_by_pair_of_people(team, tmp_path):
    assert team("agreement", A, B) == (0, "", "No card was judged by two people whose opinions are shown.\n")
    with Library.open(tmp_path / "library") as library:
        opened = load_comparison(library, A, B)
        for name in ("first", "second"):
            assign(library, Assignment(A, B, name, "adjudicator", double=True))
        for name in ("first", "second"):
            for place, item in enumerate(queue(opened, ())[:5]):
                unsure = place in ((3,) if name == "first" else (3, 4))
                choice = Choice(Decision.UNSURE) if unsure else Choice(Decision.ACCEPT, Relation.EQUAL)
                deciding.apply(library, opened, replace(item, seen=library.log.head().number), choice, name)
    code, out, _err = team("agreement", A, B)
    assert code == 0 and out.splitlines() == [
        "first / second\tdecision\tn = 5\tobserved 80%\tkappa 0.55 [0.00, 1.00]",
        "first / second\trelation\tn = 3\tobserved 100%\tkappa – (both gave one and the same answer to every card)",
    ]
    rows = [json.loads(line) for line in team("agreement", A, B, "--json")[1].splitlines()]
    assert rows[0]["table"] == [["accept", "accept", 3], ["accept", "unsure", 1], ["unsure", "unsure", 1]]
    assert (rows[0]["kappa"], rows[1]["kappa"]) == (0.5455, None)


def test_who_may_not_assign_is_refused(team, tmp_path):
    with Library.open(tmp_path / "library") as library:
        appoint(library.log, "admin", Role.ADMIN, author="anybody")
        appoint(library.log, "the user", Role.REVIEWER, author="admin")
        assert members(library.log)["the user"] is Role.REVIEWER
    code, _out, err = team("assign", A, B, "the user")
    assert code == 1 and "asks for adjudicator" in err and held(tmp_path) == []
