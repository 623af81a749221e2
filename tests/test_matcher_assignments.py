"""Assignments: who is to review what, given and taken back by adjudicators, as entries of the log."""

from __future__ import annotations

import pytest
import review_desk
from review_desk import A, B

from index.library import Library
from index.members import appoint
from index.roles import Role
from ingest.errors import NotPermitted, UsageError
from matcher import ledger
from matcher.assignments import Assignment, assign, assignments, is_assigned, withdraw
from matcher.match import Decision, Judgement


@pytest.fixture
def library(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        appoint(opened.log, "admin", Role.ADMIN, author="anybody")
        for role in Role:
            appoint(opened.log, role.value, role, author="admin")
        yield opened


def given(**what):
    return Assignment(A, B, "reviewer", "adjudicator", **what)


def labels(library, a=A, b=B, person="reviewer"):
    ours, theirs = review_desk.documents()
    held = assignments(library.log, a, b)
    return [one.a_clauses or one.b_clauses for one in review_desk.matches(ours, theirs) if is_assigned(held, person, one)]


def test_a_whole_comparison_a_chapter_or_single_clauses(library):
    whole = assign(library, given())
    assert len(labels(library)) == 7 and labels(library, person="viewer") == []
    withdraw(library, whole, "adjudicator")
    assert labels(library) == [] and assignments(library.log, A, B) == ()
    assign(library, given(a_clauses=("4/4.1", "4/4.3")))
    assign(library, given(b_clauses=("5/5.7",)))
    assert labels(library) == [("4/4.1",), ("4/4.3",), ("5/5.7",)]
    assign(library, given(a_clauses=("4",)))
    assert len(labels(library)) == 7


def test_a_label_that_only_begins_alike_is_not_below_it():
    one = given(a_clauses=("4/4.1",))
    assert one.covers(("4/4.1/4.1.2",), ()) and not one.covers(("4/4.10",), ("4/4.1",))


def test_assignments_are_seen_from_either_side(library):
    said = assign(library, given(a_clauses=("4/4.1",)))
    (turned,) = assignments(library.log, B, A)
    assert (turned.a_standard, turned.b_clauses, turned.entry) == (B, ("4/4.1",), said.entry)
    assert assign(library, Assignment(B, A, "reviewer", "admin", b_clauses=("4/4.1",))).entry == said.entry
    assert library.log.head().number == said.entry


def test_what_makes_no_sense_is_refused(library):
    head = library.log.head()
    for wrong, words in (
        (Assignment(A, B, "stranger", "admin"), "no member"),
        (Assignment(A, B, " ", "admin"), "names a person"),
        (given(a_clauses=("9",)), "no clause"),
        (Assignment(A, "nothing", "reviewer", "admin"), "nothing"),
    ):
        with pytest.raises(UsageError, match=words):
            assign(library, wrong)
    assert library.log.head() == head
    back = assign(library, given())
    withdraw(library, back, "admin")
    with pytest.raises(UsageError, match="already"):
        withdraw(library, back, "admin")


def test_under_double_review_a_reviewer_writes_no_decision(library):
    assign(library, given(a_clauses=("4/4.1",), double=True))
    word = Judgement(A, "4/4.1", B, "5/5.1", Decision.UNSURE, "reviewer")
    head = library.log.head()
    for one in (word, Judgement(B, "5/5.1", A, "4/4.1", Decision.REJECT, "reviewer")):
        with pytest.raises(NotPermitted, match="double review"):
            ledger.record(library, one)
    assert library.log.head() == head
    ledger.record(library, Judgement(A, "4/4.2", B, "5/5.2", Decision.UNSURE, "reviewer"))
    ledger.record(library, Judgement(A, "4/4.1", B, "5/5.1", Decision.UNSURE, "adjudicator"))
