"""That an edition replaces another, what that does to decisions, and how they are carried: through the log, by people."""

from dataclasses import replace
from datetime import date

import edition_desk
import pytest
import review_desk
from edition_desk import A, B, N, said

from index import force_log
from index.force import Citation
from index.library import Library
from index.members import appoint
from index.roles import Role
from ingest.errors import NotPermitted, UsageError
from matcher import ledger
from matcher.edition import Change
from matcher.edition_carry import Outcome, carry, fates
from matcher.editions import compared, state, successions, suspects, take_back, works
from matcher.match import Decision, Judgement, Relation


@pytest.fixture
def library(tmp_path):
    with Library.open(edition_desk.seed(tmp_path / "library")) as opened:
        yield opened


def stated(library, author="Chen"):
    return state(library, compared(library, A, N), author, seen=library.log.head().number)


def label(library, name, ids):
    known = {one.id: one.clause for one in library.clauses(name)}
    return tuple(known[one] for one in ids)


def outcomes(library, found):
    """By label of A and of B what becomes of each decision."""
    return {
        (*label(library, A, [f.judgement.a_clause] if f.judgement.a_clause else []), "|",
         *label(library, B, [f.judgement.b_clause] if f.judgement.b_clause else [])): f.outcome
        for f in found
    }  # fmt: skip


def test_the_works_with_several_editions_are_told_the_earliest_first(library):
    assert works(library) == ((A, N),)


def test_a_statement_is_an_entry_and_is_read_back_as_it_was_made(library):
    made = stated(library)
    assert successions(library) == (made,)
    assert {row.change for row in made.map.rows} == {
        Change.UNCHANGED, Change.CHANGED, Change.EDITORIAL, Change.NEW, Change.MOVED, Change.WITHDRAWN,
    }  # fmt: skip
    assert library.log.entries()[-1].kind == "succession"
    assert "声级" not in str(library.log.entries()[-1].payload)  # no text of a standard goes into the log


def test_it_is_stated_once_and_can_be_taken_back(library):
    stated(library)
    with pytest.raises(UsageError, match="stated already"):
        stated(library, "Wang")
    take_back(library, A, N, "Wang")
    assert successions(library) == ()
    assert suspects(library, A, B) == ()
    with pytest.raises(UsageError, match="nobody stated"):
        take_back(library, A, N, "Wang")
    stated(library, "Wang")


def test_what_is_no_edition_of_the_same_work_is_refused(library):
    with pytest.raises(UsageError, match="in en"):
        compared(library, A, B)
    with pytest.raises(UsageError, match="no other edition of itself"):
        compared(library, A, A)


def test_decisions_on_what_changed_are_suspect_from_either_side(library):
    assert suspects(library, A, B) == ()
    stated(library)
    found = suspects(library, A, B)
    assert {label(library, A, [one.judgement.a_clause])[0] for one in found if one.judgement.a_clause} == {"4.1", "4.3", "4.5"}
    assert all(one.suspect and one.side == "a" for one in found)
    turned = suspects(library, B, A)
    assert {one.judgement.entry for one in turned} == {one.judgement.entry for one in found}
    assert all(one.side == "b" for one in turned)


def test_no_counterpart_in_the_earlier_edition_says_nothing_of_the_later_one(library):
    stated(library)
    lone = [one for one in suspects(library, A, B) if not one.judgement.a_clause]
    assert lone
    assert all(one.row is None for one in lone)


def test_while_a_regulation_cites_the_replaced_edition_decisions_on_it_are_good(library):
    stated(library)
    rows = [Citation("REG 7", "art. 3", A, valid_to="2030-12-31"), Citation("REG 8", "art. 1", "GB/T 90001")]
    force_log.state(library.log, rows, author="Chen")
    held = suspects(library, A, B, date(2028, 1, 1))
    assert held
    assert all(not one.suspect and [c.regulation for c in one.held_by] == ["REG 7"] for one in held)
    assert all(one.suspect for one in suspects(library, A, B, date(2031, 1, 1)))


def test_what_is_the_same_is_carried_by_a_person_under_the_own_name(library):
    made = stated(library)
    before = ledger.history(library, A, B)
    told = fates(library, made, B)
    written = carry(library, made, B, "Chen")
    assert {f.outcome for f in told} == {Outcome.CARRY, Outcome.EDITORIAL, Outcome.SUSPECT}
    assert len(written) == sum(f.outcome is Outcome.CARRY for f in told) > 0
    assert ledger.history(library, A, B) == before  # what was said of the earlier edition is as it was
    for one in ledger.judgements(library, N, B):
        origin = next(f.judgement for f in told if f.judgement.entry == one.carried.entry)
        assert (one.author, one.carried.author, one.carried.standard) == ("Chen", "Li", A)
        assert (one.decision, one.relation, one.b_clause) == (origin.decision, origin.relation, origin.b_clause)
        assert one.a_hash == library.text_hash(N, one.a_clause)
    assert ("4.1", "5.1") not in said(library, N, B)


def test_each_card_keeps_its_own_links_and_one_undo_takes_back_the_whole_act(library):
    made = stated(library)
    written = carry(library, made, B, "Chen")
    groups = {one.group for one in written}
    assert len({group.partition("/")[0] for group in groups}) == 1
    by_origin = {}
    for one in written:
        by_origin.setdefault(one.group, set()).add(one.carried.entry)
    old = {one.entry: one.group or one.entry for one in ledger.judgements(library, A, B)}
    assert all(len({old[entry] for entry in entries}) == 1 for entries in by_origin.values())
    ledger.undo(library, "Chen", N, B)
    assert ledger.judgements(library, N, B) == ()
    assert carry(library, made, B, "Chen")


def test_what_differs_in_wording_alone_is_cleared_only_when_a_person_says_so(library):
    made = stated(library)
    carry(library, made, B, "Chen")
    assert not any(pair[0] == "4.3" for pair in said(library, N, B))
    carry(library, made, B, "Chen", editorial=True)
    assert any(pair[0] == "4.3" for pair in said(library, N, B))
    assert carry(library, made, B, "Chen", editorial=True) == ()  # everything stands already


def test_a_decision_that_stands_on_the_new_edition_is_never_touched(library):
    made = stated(library)
    clauses = {one.clause: one.id for one in library.clauses(N)}
    theirs = {one.clause: one.id for one in library.clauses(B)}
    own = Judgement(N, clauses["4.2"], B, theirs["5.7"], Decision.REJECT, "Wang", seen=library.log.head().number)
    kept = ledger.record(library, own)
    lone = Judgement(N, "", B, theirs["5.4"], Decision.NO_COUNTERPART, "Wang", seen=library.log.head().number)
    ledger.record(library, lone)
    outcome = {f.clause: f.outcome for f in fates(library, made, B) if f.clause}
    assert outcome[clauses["4.2"]] is Outcome.STANDING
    carry(library, made, B, "Chen", editorial=True)
    now = ledger.judgements(library, N, B)
    assert kept in now
    assert any(one.author == "Wang" and one.b_clause == theirs["5.4"] for one in now)


def test_who_had_not_seen_a_newer_word_writes_nothing(library):
    made = stated(library)
    seen = library.log.head().number
    moved = next(f for f in fates(library, made, B) if f.outcome is Outcome.CARRY and f.judgement.b_clause)
    newer = Judgement(N, "", B, moved.judgement.b_clause, Decision.REJECT, "Wang", seen=seen)
    ledger.record(library, newer)
    head = library.log.head()
    with pytest.raises(ledger.Conflict):
        carry(library, made, B, "Chen", seen=seen)
    assert library.log.head() == head


def test_who_had_not_seen_that_a_decision_on_the_earlier_edition_is_another_carries_nothing(library):
    made = stated(library)
    seen = library.log.head().number
    assert ledger.undo(library, "Li", A, B)
    head = library.log.head()
    with pytest.raises(ledger.Conflict):
        carry(library, made, B, "Chen", seen=seen)
    assert library.log.head() == head


def test_a_text_that_was_read_anew_since_the_decision_is_not_carried(library):
    ours, _theirs = review_desk.documents()
    clauses = tuple(replace(one, text=f"{one.text}另有规定的除外。") if one.clause == "4.2" else one for one in ours.clauses)
    library.add(replace(ours, clauses=clauses), review_desk.FakeEncoder(), author="Li")
    made = stated(library)
    outcome = {label(library, A, [f.judgement.a_clause])[0]: f.outcome for f in fates(library, made, B) if f.judgement.a_clause}
    assert outcome["4.2"] in (Outcome.OTHER, Outcome.SUSPECT)


def test_a_viewer_may_neither_state_nor_carry(library):
    made = stated(library)
    for name, role in (("Chen", Role.ADMIN), ("guest", Role.VIEWER)):
        appoint(library.log, name, role, author="Chen")
    with pytest.raises(NotPermitted):
        carry(library, made, B, "guest")
    with pytest.raises(NotPermitted):
        take_back(library, A, N, "guest")


def test_payloads_without_the_field_are_read_and_others_are_written_without_it(library):
    assert all(one.carried is None for one in ledger.judgements(library, A, B))
    assert all("carried" not in entry.payload for entry in library.log.entries(kind=ledger.KIND))
    assert library.check() == ()
    assert Relation.SUPERSET in {one.relation for one in ledger.judgements(library, A, B)}
