"""Double review: two people judge a card blind, an adjudicator settles it, and nobody sees what is not for them."""

from __future__ import annotations

import json
import re

import pytest
import review_desk
from review_desk import A, B

from app import deciding
from app.agreeing import agreement_of, kappa_rows
from app.double import as_seen_by, double_lines, is_settled, stages
from app.history import History, Wanted
from app.queueing import queue
from app.report import write_decisions
from app.state import Choice, State, load_comparison, progress
from index.library import Library
from index.log import Conflict
from index.members import appoint
from index.roles import Role
from ingest.errors import NotPermitted, UsageError
from matcher import ledger, opinions
from matcher.assignments import Assignment, assign, assignments, withdraw
from matcher.match import Decision, Relation
from matcher.versions import work

FIRST, SECOND, ADJUDICATOR = "first reviewer", "second reviewer", "adjudicator"
ACCEPT = Choice(Decision.ACCEPT, Relation.SUPERSET)


@pytest.fixture
def library(tmp_path):
    """Both reviewers are to review the whole comparison, each blind."""
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        appoint(opened.log, ADJUDICATOR, Role.ADMIN, author="anybody")
        appoint(opened.log, "viewer", Role.VIEWER, author=ADJUDICATOR)
        for name in (FIRST, SECOND, "third reviewer"):
            appoint(opened.log, name, Role.REVIEWER, author=ADJUDICATOR)
        for name in (FIRST, SECOND):
            assign(opened, Assignment(A, B, name, ADJUDICATOR, double=True))
        yield opened


def cards(library, reader, a=A, b=B):
    opened = load_comparison(library, a, b)
    seen = library.log.head().number
    return opened, as_seen_by(reader, library, opened, queue(opened, ledger.judgements(library, a, b), seen))


def say(library, reader, place, choice, items=None):
    opened, now = cards(library, reader)
    return deciding.apply(library, opened, (items or now)[place], choice, reader)


def states(library, reader):
    return [item.state for item in cards(library, reader)[1]]


def test_an_opinion_is_seen_by_its_author_alone_until_both_are_given(library):
    say(library, FIRST, 0, ACCEPT)
    assert states(library, FIRST)[0] is State.ACCEPTED
    for other in (SECOND, ADJUDICATOR, "viewer", "third reviewer"):
        item = cards(library, other)[1][0]
        assert item.state is State.OPEN and item.said == () and item.double.opinions == ()
        assert item.double.given == (FIRST,) and not item.double.shown
        assert opinions.hidden(library.log, other) == {library.log.head().number}
    assert opinions.hidden(library.log, FIRST) == frozenset()
    assert ledger.judgements(library, A, B) == ()
    say(library, SECOND, 0, Choice(Decision.REJECT, reason="other-subject"))
    for reader in (FIRST, SECOND, ADJUDICATOR, "viewer"):
        double = cards(library, reader)[1][0].double
        assert [one.author for one in double.opinions] == [FIRST, SECOND] and double.shown and not double.agreed
        assert opinions.hidden(library.log, reader) == frozenset()
    assert [states(library, one)[0] for one in (FIRST, SECOND, ADJUDICATOR)] == [State.ACCEPTED, State.REJECTED, State.OPEN]


def test_what_each_finds_on_every_page_is_the_same_whatever_the_other_said(library):
    """Counts, states and words of the second reviewer do not depend on the first."""
    before = cards(library, SECOND)[1]
    for place in range(len(before)):
        say(library, FIRST, place, Choice(Decision.UNSURE, note="only mine"))
    after = cards(library, SECOND)[1]
    assert [(one.key, one.state, one.said) for one in before] == [(one.key, one.state, one.said) for one in after]
    assert progress(after).decided == 0
    assert "only mine" not in repr(after)


CHOICES = (
    Choice(Decision.ACCEPT, Relation.EQUAL),
    Choice(Decision.ACCEPT, Relation.SUBSET, note="a word of my own"),
    Choice(Decision.REJECT, reason="too-loose"),
    Choice(Decision.UNSURE, note="another word"),
)


def everything_for(library, reader):
    """What the desk, the history, the record, the exports and the agreement give a reader, without times."""
    opened, items = cards(library, reader)
    lines = History(library, reader).all(Wanted(a=A, b=B), str)
    exported = []
    write_decisions(library, "jsonl", None, exported.append)
    given = (
        [(one.key, one.state, one.said, one.suspect, one.dispute, one.double) for one in items],
        [double_lines(one, opened, reader, str) for one in items],
        [(one.author, one.kind, one.sentence, one.details) for one in lines],
        [line for line in exported if line],
        kappa_rows(agreement_of(library, A, B, reader)),
        work(library, A, B).rows,
        [len(held) for held in (stages(items).waiting, stages(items).agreed, stages(items).differing)],
    )
    return re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.+]*", "", repr(given))


@pytest.mark.parametrize("reader", [SECOND, ADJUDICATOR, "third reviewer", "viewer"])
def test_nothing_that_a_reader_is_given_depends_on_what_was_said_blind(tmp_path, reader):
    """The first reviewer says something else in each of several libraries; the others cannot tell which they are in."""
    given = []
    for number, choice in enumerate(CHOICES):
        with Library.open(review_desk.seed(tmp_path / str(number))) as library:
            appoint(library.log, ADJUDICATOR, Role.ADMIN, author="anybody")
            appoint(library.log, "viewer", Role.VIEWER, author=ADJUDICATOR)
            for name in (FIRST, SECOND, "third reviewer"):
                appoint(library.log, name, Role.REVIEWER, author=ADJUDICATOR)
            for name in (FIRST, SECOND):
                assign(library, Assignment(A, B, name, ADJUDICATOR, double=True))
            for place in (0, 1, 2):
                say(library, FIRST, place, choice)
            if reader == SECOND:
                say(library, SECOND, 4, ACCEPT)
            given.append(everything_for(library, reader))
            assert FIRST in given[-1] and "of my own" not in given[-1]
    assert set(given) == {given[0]}


def test_the_hash_of_an_opinion_cannot_be_found_by_trying(library):
    for place in (0, 1):
        say(library, FIRST, place, ACCEPT)
    first, second = library.log.entries(kind="opinion")
    assert first.payload["salt"] != second.payload["salt"] and len(first.payload["salt"]) == 32


def test_two_opinions_never_conflict_and_one_author_in_two_windows_does(library):
    stale = cards(library, FIRST)[1]
    say(library, SECOND, 0, Choice(Decision.UNSURE))
    say(library, FIRST, 0, ACCEPT, stale)
    stale = cards(library, FIRST)[1]
    say(library, FIRST, 1, ACCEPT)
    with pytest.raises(ledger.Conflict) as refused:
        say(library, FIRST, 1, Choice(Decision.UNSURE), stale)
    assert [(one.author, one.decision) for one in refused.value.judgements] == [(FIRST, Decision.ACCEPT)]


def test_a_later_opinion_takes_the_place_of_the_same_authors_and_undo_brings_it_back(library):
    say(library, FIRST, 0, ACCEPT)
    say(library, FIRST, 0, Choice(Decision.NO_COUNTERPART))
    assert states(library, FIRST)[0] is State.NO_COUNTERPART
    opened, _ = cards(library, FIRST)
    deciding.undo(library, opened, FIRST)
    assert states(library, FIRST)[0] is State.ACCEPTED
    deciding.undo(library, opened, FIRST)
    assert states(library, FIRST)[0] is State.OPEN
    assert deciding.undo(library, opened, FIRST) is None


def test_once_both_are_shown_neither_is_changed_nor_taken_back(library):
    for reader in (FIRST, SECOND):
        say(library, reader, 0, ACCEPT)
    opened, _ = cards(library, FIRST)
    assert deciding.undo(library, opened, FIRST) is None
    with pytest.raises(NotPermitted, match="double review"):
        say(library, FIRST, 0, Choice(Decision.UNSURE))
    item = cards(library, FIRST)[1][0]
    with pytest.raises(UsageError, match="shown already"):
        opinions.give(library, item.match, item.said)
    with pytest.raises(UsageError, match="shown already"):
        opinions.undo(library, item.double.opinions[0])


def test_an_adjudicator_opens_a_card_that_waits(library):
    say(library, FIRST, 0, ACCEPT)
    item = cards(library, ADJUDICATOR)[1][0]
    with pytest.raises(NotPermitted):
        opinions.show(library, item.match, SECOND)
    opinions.show(library, item.match, ADJUDICATOR)
    assert [one.author for one in cards(library, ADJUDICATOR)[1][0].double.opinions] == [FIRST]
    with pytest.raises(NotPermitted):
        say(library, SECOND, 0, ACCEPT)
    assert cards(library, SECOND)[1][1].double.shown is False


def test_an_adjudicator_takes_over_what_agrees_in_one_act_and_takes_it_back(library):
    for reader in (FIRST, SECOND):
        say(library, reader, 0, Choice(Decision.ACCEPT, Relation.SUPERSET, note="only mine"))
        say(library, reader, 3, ACCEPT)  # a card of two links
        say(library, reader, 4, Choice(Decision.UNSURE))
    say(library, FIRST, 1, Choice(Decision.REJECT, reason="too-loose"))
    say(library, SECOND, 1, Choice(Decision.REJECT, reason="other-kind"))
    say(library, FIRST, 2, ACCEPT)
    say(library, SECOND, 2, Choice(Decision.ACCEPT, Relation.EQUAL))
    opened, items = cards(library, ADJUDICATOR)
    found = stages(items)
    assert [[items.index(one) for one in held] for held in (found.waiting, found.agreed, found.differing)] == [
        [5, 6], [0, 1, 3], [2, 4],
    ]  # fmt: skip
    with pytest.raises(NotPermitted):
        deciding.take_over(library, cards(library, FIRST)[1], FIRST)
    written = deciding.take_over(library, items, ADJUDICATOR)
    assert [(one.a_clause, one.b_clause, one.decision, one.relation, one.reason, one.note) for one in written] == [
        ("4/4.1", "5/5.1", Decision.ACCEPT, Relation.SUPERSET, "", ""),
        ("4/4.2", "5/5.2", Decision.REJECT, None, "", ""),
        ("4/4.4", "5/5.4", Decision.ACCEPT, Relation.SUPERSET, "", ""),
        ("4/4.4", "5/5.5", Decision.ACCEPT, Relation.SUPERSET, "", ""),
    ]
    assert {one.author for one in written} == {ADJUDICATOR} and written[0].opinions == items[0].double.entries
    for reader in (FIRST, SECOND, ADJUDICATOR):
        now = cards(library, reader)[1]
        assert [is_settled(one) for one in now] == [True, True, False, True, False, False, False]
        assert [len(one.said) for one in now[:4]] == [1, 1, 0 if reader == ADJUDICATOR else 1, 2]
    assert deciding.take_over(library, cards(library, ADJUDICATOR)[1], ADJUDICATOR) == ()
    deciding.undo(library, opened, ADJUDICATOR)
    assert ledger.judgements(library, A, B) == ()
    assert len(stages(cards(library, ADJUDICATOR)[1]).agreed) == 3


def test_an_adjudicator_settles_a_disagreement_seeing_both_and_naming_them(library):
    say(library, FIRST, 0, ACCEPT)
    say(library, SECOND, 0, Choice(Decision.NO_COUNTERPART))
    stale = cards(library, ADJUDICATOR)[1]
    (settled,) = say(library, ADJUDICATOR, 0, Choice(Decision.ACCEPT, Relation.INTERSECTS))
    assert settled.opinions == stale[0].double.entries and len(settled.opinions) == 3
    for reader in (FIRST, SECOND, "viewer"):
        item = cards(library, reader)[1][0]
        assert item.state is State.ACCEPTED and [one.author for one in item.said] == [ADJUDICATOR]
    with pytest.raises(Conflict):
        say(library, ADJUDICATOR, 0, Choice(Decision.UNSURE), stale)
    with pytest.raises(NotPermitted):
        say(library, FIRST, 0, ACCEPT)


def test_a_decision_that_came_meanwhile_refuses_an_opinion_on_the_old_view(library):
    stale = cards(library, FIRST)[1]
    say(library, ADJUDICATOR, 0, Choice(Decision.UNSURE))
    with pytest.raises((Conflict, NotPermitted)):
        say(library, FIRST, 0, ACCEPT, stale)
    assert stages(cards(library, FIRST)[1]).settled[0].double.opinions == ()


def test_what_was_decided_before_double_review_was_asked_for_is_not_shown_to_who_is_to_judge_blind(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as library:
        say(library, "earlier", 0, ACCEPT)
        for name in (FIRST, SECOND):
            assign(library, Assignment(A, B, name, ADJUDICATOR, a_clauses=("4/4.1",), double=True))
        item = cards(library, FIRST)[1][0]
        assert item.state is State.OPEN and item.said == ()
        say(library, FIRST, 0, Choice(Decision.NO_COUNTERPART))
        say(library, SECOND, 0, Choice(Decision.NO_COUNTERPART))
        deciding.take_over(library, cards(library, ADJUDICATOR)[1], ADJUDICATOR)
        now = ledger.judgements(library, A, B)
        assert [one.decision for one in now if one.decision is not Decision.REJECT] == [Decision.NO_COUNTERPART]
        say(library, "earlier", 1, ACCEPT)  # which is not under double review


def test_who_was_not_asked_gives_no_opinion_and_one_alone_is_never_complete(library):
    item = cards(library, "third reviewer")[1][0]
    with pytest.raises(NotPermitted, match="double review"):
        say(library, "third reviewer", 0, ACCEPT)
    say(library, FIRST, 0, ACCEPT)
    words = cards(library, FIRST)[1][0].said
    with pytest.raises(UsageError, match="asked of third"):
        opinions.give(library, item.match, [deciding.replace(one, author="third reviewer") for one in words])
    second = next(one for one in assignments(library.log, A, B) if one.person == SECOND)
    withdraw(library, second, ADJUDICATOR)
    assert not cards(library, ADJUDICATOR)[1][0].double.shown


def test_opinions_are_the_same_from_either_side(library):
    say(library, FIRST, 0, ACCEPT)
    view = opinions.opinions(library, B, A, FIRST)
    ((place, (own,)),) = view.told.items()
    assert place == (A, ("4/4.1",)) and own.b_clauses == ("4/4.1",) and own.words[0].relation is Relation.SUBSET
    assert opinions.opinions(library, B, A, SECOND).told == {place: ()}


def test_nothing_that_is_taken_away_holds_an_opinion(library):
    say(library, FIRST, 0, Choice(Decision.ACCEPT, Relation.EQUAL, note="only mine"))
    lines = []
    assert write_decisions(library, "jsonl", None, lines.append) == 0
    assert "only mine" not in json.dumps(lines)
