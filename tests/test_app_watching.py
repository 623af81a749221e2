"""What the desk keeps of a library: as fresh as if it were read anew, also when others write; and where people disagree."""

from __future__ import annotations

from dataclasses import replace

import pytest
import review_desk
from review_desk import A, B, FakeEncoder

from app import deciding
from app.disputes import disputed
from app.queueing import queue
from app.state import Choice, Dispute, State, load_comparison, progress, save_comparison
from app.watching import Watch
from index.library import Library
from ingest.clause import Document
from ingest.mend import Act, Mend, place_of
from matcher import ledger
from matcher.assignments import Assignment, assign, assignments
from matcher.match import Decision, Relation

PAIR = (A, B)
ACCEPT = Choice(Decision.ACCEPT, Relation.EQUIVALENT)


@pytest.fixture
def library(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        yield opened


@pytest.fixture
def watch(library):
    return Watch(library)


def anew(library):
    """The cards as they are when nothing is kept."""
    seen = library.log.head().number
    return disputed(
        queue(load_comparison(library, *PAIR), ledger.judgements(library, *PAIR), seen), ledger.history(library, *PAIR)
    )


def decide(library, watch, place, choice=ACCEPT, author="first reviewer"):
    deciding.apply(library, watch.comparison(PAIR), watch.cards(PAIR)[place], choice, author)


def test_what_is_kept_is_what_reading_anew_gives(library, watch):
    assert watch.cards(PAIR) == anew(library)
    decide(library, watch, 0)
    assert watch.cards(PAIR) == anew(library) and watch.cards(PAIR)[0].state is State.ACCEPTED
    decide(library, watch, 3, Choice(Decision.REJECT, reason="too-loose"))
    deciding.undo(library, watch.comparison(PAIR), "first reviewer")
    assert watch.cards(PAIR) == anew(library) and watch.cards(PAIR)[3].state is State.OPEN


def test_what_another_process_writes_is_seen(library, watch, tmp_path):
    watch.cards(PAIR)
    with Library.open(tmp_path / "library") as other:
        decide(other, Watch(other), 1, author="second reviewer")
    assert watch.cards(PAIR)[1].said[0].author == "second reviewer" and watch.cards(PAIR) == anew(library)


def test_who_decides_on_a_kept_card_that_changed_is_refused(library, watch, tmp_path):
    mine, comparison = watch.cards(PAIR)[1], watch.comparison(PAIR)
    with Library.open(tmp_path / "library") as other:
        decide(other, Watch(other), 1, author="second reviewer")
    with pytest.raises(ledger.Conflict):
        deciding.apply(library, comparison, mine, ACCEPT, "first reviewer")


def test_new_proposals_and_new_texts_are_read_anew(library, watch):
    ours, theirs = review_desk.documents()
    before = watch.comparison(PAIR)
    assert watch.comparison(PAIR) is before
    decide(library, watch, 0)
    assert watch.comparison(PAIR) is before, "a decision changes no text"
    save_comparison(library, ours, theirs, review_desk.matches(ours, theirs)[:3], "fake@2")
    assert len(watch.cards(PAIR)) == 3 and watch.comparison(PAIR).model == "fake@2"
    clauses = tuple(replace(one, text=one.text + "。") for one in ours.clauses)
    library.add(Document(ours.standard, clauses), FakeEncoder())
    assert watch.comparison(PAIR).clause("a", "4/4.1").text.endswith("。。")


def test_assignments_follow_a_clause_that_gets_another_label(library, watch, tmp_path):
    assign(library, Assignment(A, B, "first reviewer", "adjudicator", a_clauses=("4/4.2",)))
    assert watch.assigned(PAIR)[0].a_clauses == ("4/4.2",)
    with Library.open(tmp_path / "library") as other:
        clause = next(one for one in other.clauses(A) if one.clause == "4.2")
        other.mend(A, [Mend(Act.LABEL, place_of(clause), label="4.8")], FakeEncoder())
    assert watch.assigned(PAIR)[0].a_clauses == ("4/4.8",)
    assert watch.assigned(PAIR) == assignments(library.log, *PAIR)


def test_a_card_whose_text_changed_after_it_was_judged_is_suspect(library, watch):
    ours, _theirs = review_desk.documents()
    decide(library, watch, 0)
    decide(library, watch, 1)
    assert not any(item.suspect for item in watch.cards(PAIR))
    changed = [replace(one, text=one.text.replace("85", "80")) for one in ours.clauses if one.clause != "4.2"]
    library.add(Document(ours.standard, tuple(changed)), FakeEncoder())
    assert [item.suspect for item in watch.cards(PAIR)[:3]] == [True, True, False]


def test_a_comparison_says_that_a_limit_can_be_compared_at_once(library, watch):
    first = watch.comparison(PAIR)
    deciding.turn_scopes(library, first, "first reviewer")
    assert watch.comparison(PAIR) is not first


def test_progress_needs_no_texts_and_follows_the_log(library, watch, tmp_path):
    assert watch.progress(PAIR) == progress(anew(library)) and watch.progress(PAIR).total == 7
    decide(library, watch, 0)
    decide(library, watch, 5)
    with Library.open(tmp_path / "library") as other:
        decide(other, Watch(other), 1, Choice(Decision.UNSURE), "second reviewer")
    assert watch.progress(PAIR) == progress(anew(library)) and watch.progress(PAIR).decided == 3
    deciding.undo(library, watch.comparison(PAIR), "first reviewer")
    assert watch.progress(PAIR).decided == 2
    assert watch.progress(("ISO 1", "ISO 2")).total == 0


def test_no_pair_is_left_when_a_standard_goes(library, watch):
    assert list(watch.pairs()) == [PAIR]
    library.remove(B)
    assert list(watch.pairs()) == []


def disputes(watch):
    return [item.dispute for item in watch.cards(PAIR)]


def test_who_agrees_with_the_proposal_disputes_nothing(library, watch):
    decide(library, watch, 0, Choice(Decision.ACCEPT, Relation.SUPERSET))
    decide(library, watch, 5, Choice(Decision.ACCEPT, Relation.NONE))
    decide(library, watch, 1, Choice(Decision.UNSURE))
    assert disputes(watch) == [None] * 7


@pytest.mark.parametrize(
    ("place", "choice"),
    [
        (0, Choice(Decision.ACCEPT, Relation.EQUAL)),
        (0, Choice(Decision.REJECT, reason="too-loose")),
        (0, Choice(Decision.NO_COUNTERPART)),
        (5, Choice(Decision.REJECT, reason="too-loose")),
    ],
)
def test_who_says_something_else_disputes_the_proposal(library, watch, place, choice):
    decide(library, watch, place, choice)
    assert disputes(watch)[place] is Dispute.PROPOSAL and disputes(watch).count(None) == 6


def test_two_people_who_say_different_things_disagree_until_one_takes_it_back(library, watch):
    decide(library, watch, 0, Choice(Decision.ACCEPT, Relation.SUPERSET))
    decide(library, watch, 0, Choice(Decision.ACCEPT, Relation.EQUAL), "second reviewer")
    assert disputes(watch)[0] is Dispute.PEOPLE
    deciding.undo(library, watch.comparison(PAIR), "second reviewer")
    assert disputes(watch)[0] is None
