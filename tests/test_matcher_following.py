"""Decisions follow the clause through mends and new parses: they are on the text that was judged, or suspect; never lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelves import HashEncoder
from shelves import document as simple
from test_ingest_mended import made, mend

from app.queueing import queue
from app.state import load_comparison, save_comparison
from index.library import Library
from ingest.clause import Document
from ingest.errors import UsageError
from ingest.mend import Act, Mend, cut_at, place_of
from matcher import assignments, confirming, ledger
from matcher.assignments import Assignment
from matcher.confirming import Confirmation
from matcher.decided import Standing, standing
from matcher.match import Candidate, Decision, Deviation, DeviationKind, Judgement, Match, Relation, Side, Span

A, B = "XX 1", "YY 2"
ENCODER = HashEncoder()


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library", create=True) as opened:
        opened.add(made(), ENCODER)
        opened.add(simple(B), ENCODER)
        yield opened


def judge(library: Library, a: str, b: str, decision: Decision = Decision.ACCEPT, **more: object) -> Judgement:
    seen = library.log.head().number
    return ledger.record(library, Judgement(A, a, B, b, decision, "first reviewer", seen=seen, **more))  # type: ignore[arg-type]


def standings(library: Library) -> dict[tuple[str, str], str]:
    said = ledger.judgements(library, A, B)
    return {(one.a_clause, one.b_clause): str(standing(library, A, one.a_clause, one.a_hash)) for one in said}


def test_a_renamed_clause_takes_its_decisions_along(library: Library) -> None:
    judge(library, "5/4.3", "1", relation=Relation.SUBSET)
    judge(library, "5/4.3/4.3.1", "2", Decision.REJECT)
    entry = library.mend(A, [mend(library.document(A), "5", Act.DROP)], ENCODER)
    assert standings(library) == {("4/4.3", "1"): "same", ("4/4.3/4.3.1", "2"): "same"}
    assert [one.a_clause for one in ledger.history(library, A, B, "4/4.3")] == ["4/4.3"]
    assert [one.b_clause for one in ledger.judgements(library, B, A)] == ["4/4.3", "4/4.3/4.3.1"]
    ledger.undo(library, "first reviewer", A, B)
    assert standings(library) == {("4/4.3", "1"): "same"}
    library.mend(A, [], ENCODER, undoes=entry.number)
    assert standings(library) == {("5/4.3", "1"): "same"}
    assert [one.payload["a_clause"] for one in library.log.entries(kind="judgement")] == ["5/4.3", "5/4.3/4.3.1", "4/4.3/4.3.1"]


def test_who_has_not_seen_what_was_said_of_a_clause_under_another_id_is_refused(library: Library) -> None:
    old = Judgement(A, "5/4.3", B, "1", Decision.REJECT, "second reviewer", seen=library.log.head().number)
    entry = library.mend(A, [mend(library.document(A), "5", Act.DROP)], ENCODER)
    judge(library, "4/4.3", "3", Decision.ACCEPT)
    limits = Confirmation(A, "4/4.3", B, "3", "second reviewer", "limit", seen=entry.number)
    with pytest.raises(ledger.Conflict):
        confirming.confirm(library, limits)
    library.mend(A, [], ENCODER, undoes=entry.number)
    for late in (lambda: ledger.record(library, old), lambda: confirming.confirm(library, replace(limits, a_clause="5/4.3"))):
        with pytest.raises(ledger.Conflict) as conflict:
            late()
        assert [one.author for one in conflict.value.judgements] == ["first reviewer"]
    ledger.record(library, replace(old, seen=library.log.head().number))


def test_a_split_leaves_the_decision_with_the_first_part_and_a_merge_takes_both_and_all_are_suspect(library: Library) -> None:
    judge(library, "4/4.1", "1")
    entry = library.mend(A, [mend(library.document(A), "4.1", Act.SPLIT, "4.2 Dust", label="4.2", title="Dust")], ENCODER)
    assert standings(library) == {("4/4.1", "1"): "changed"}
    judge(library, "4/4.2", "1", Decision.REJECT)
    library.mend(A, [mend(library.document(A), "4.2", Act.MERGE)], ENCODER)
    said = ledger.judgements(library, A, B)
    assert [(one.a_clause, one.b_clause, one.decision) for one in said] == [
        ("4/4.1", "1", Decision.ACCEPT), ("4/4.1", "1", Decision.REJECT),
    ]  # fmt: skip
    assert set(standings(library).values()) == {"changed"}
    judge(library, "4/4.1", "1", Decision.UNSURE)
    assert [one.decision for one in ledger.judgements(library, A, B)] == [Decision.UNSURE]
    assert entry.payload["moves"] == {}


def test_a_new_parse_moves_decisions_by_place_and_by_text(library: Library) -> None:
    judge(library, "6", "1")
    judge(library, "5/4.3/4.3.1", "2")
    judge(library, "foreword", "3")
    changed = {"6": "Annex A", "4.3.1": "4.3.2"}
    clauses = [replace(one, clause=changed.get(one.clause, one.clause)) for one in made().clauses]
    clauses = [replace(one, id=one.id.replace("6", "Annex A").replace("4.3.1", "4.3.2")) for one in clauses[1:]]
    library.add(Document(made().standard, tuple(clauses)), ENCODER)
    assert standings(library) == {("Annex A", "1"): "same", ("5/4.3/4.3.2", "2"): "same", ("foreword", "3"): "gone"}


def test_proposals_confirmations_and_assignments_follow_and_the_comparison_says_that_it_is_older(library: Library) -> None:
    span = Span("5/4.3", 0, 3), Span("1", 0, 3)
    deviation = Deviation(DeviationKind.METHOD, "The", "The", (span[0],), (span[1],), stricter=Side.NOT_COMPARABLE)
    other = Span("4/4.1", 0, 3)
    matches = (
        Match(A, ("5/4.3",), B, ("1",), Relation.EQUIVALENT, 0.9, deviations=(deviation,)),
        Match(A, ("4/4.1",), B, ("2",), Relation.EQUIVALENT, 0.9, deviations=(replace(deviation, a=(other,)),)),
        Match(A, (), B, ("3",), Relation.NONE, 0.9, alternatives=(Candidate(A, "5/4.3", 0.5),)),
    )
    save_comparison(library, library.document(A), library.document(B), matches, "hash@1")
    seen = library.log.head().number
    said = Confirmation(A, "5/4.3", B, "1", "first reviewer", "method", "The", "The", seen=seen)
    confirming.confirm(library, said)
    assignments.assign(library, Assignment(A, B, "second reviewer", "adjudicator", a_clauses=("5",)))
    judge(library, "5/4.3", "1", relation=Relation.EQUIVALENT)
    assert not load_comparison(library, A, B).older
    library.mend(A, [mend(library.document(A), "5", Act.DROP)], ENCODER)
    opened = load_comparison(library, A, B)
    assert opened.older
    first, second, third = opened.matches
    assert (first.a_clauses, second.a_clauses, third.alternatives[0].clause_id) == (("4/4.3",), ("4/4.1",), "4/4.3")
    assert (first.deviations[0].a, first.deviations[0].comparable) == ((Span("4/4.3", 0, 3),), True)
    assert second.deviations[0].a == ()  # the text that was marked is another now
    assert [one.a_clauses for one in assignments.assignments(library.log, A, B)] == [("4/4.1",)]
    items = queue(opened, ledger.judgements(library, A, B))
    assert [(item.state, item.suspect) for item in items] == [("accepted", False), ("open", False), ("open", False)]
    save_comparison(library, library.document(A), library.document(B), opened.matches, "hash@1")
    again = load_comparison(library, A, B)
    assert (again.older, again.matches[0].a_clauses) == (False, ("4/4.3",))


@dataclass
class World:
    """A library, what was judged there (the last word on each link, as long as nothing contradicts it), and the mends."""

    library: Library
    told: dict[int, Judgement]
    acts: list[int]

    def judge(self, data: st.DataObject) -> None:
        clauses = self.library.clauses(A)
        clause = clauses[data.draw(st.integers(0, len(clauses) - 1))]
        other = data.draw(st.sampled_from(["1", "2", "3"]))
        decision = data.draw(st.sampled_from([Decision.ACCEPT, Decision.REJECT, Decision.UNSURE]))
        before = {
            one.entry for one in ledger.judgements(self.library, A, B) if (one.a_clause, one.b_clause) == (clause.id, other)
        }
        new = judge(self.library, clause.id, other, decision, a_hash=clause.text_hash)
        self.told = {number: one for number, one in self.told.items() if number not in before} | {new.entry: new}

    def mend(self, data: st.DataObject) -> None:
        clauses = self.library.clauses(A)
        clause = clauses[data.draw(st.integers(0, len(clauses) - 1))]
        act = data.draw(st.sampled_from(list(Act)))
        label = data.draw(st.sampled_from(["9", "4.1", "5", f"{clause.clause}.1"]))
        cut = cut_at(clause, data.draw(st.integers(0, max(len(clause.text) - 1, 0))))
        new = Mend(act, place_of(clause), label, data.draw(st.sampled_from(["", "A title"])), cut=cut, kind=clause.kind)
        try:
            self.acts.append(self.library.mend(A, [new], ENCODER).number)
        except UsageError:
            return

    def undo(self, data: st.DataObject) -> None:
        if self.acts:
            number = self.acts.pop(data.draw(st.integers(0, len(self.acts) - 1)))
            try:
                self.library.mend(A, [], ENCODER, undoes=number)
            except UsageError:
                return

    def parse(self, data: st.DataObject) -> None:
        """Another reading of the file: some texts differ, some clauses have other labels, one is not seen."""
        clauses = []
        parents = {one.parent for one in made().clauses}
        for clause in made().clauses:
            more = f"{clause.text} And more, {data.draw(st.integers(1, 3))}."
            other = {
                "same": clause,
                "text": replace(clause, text=more, sentences=(), references=()),
                "label": replace(clause, clause=f"{clause.clause}x", id=f"{clause.id}x"),
            }
            what = data.draw(st.sampled_from(["same", "same", "same", "text", "label", "gone"]))
            clauses += [] if what == "gone" and clause.id not in parents else [other.get(what, clause)]
        ids = {one.id for one in clauses}
        clauses = [one if one.parent in ids else replace(one, parent="", level=1) for one in clauses]
        self.library.add(Document(made().standard, tuple(clauses)), ENCODER)


@settings(max_examples=25)
@given(data=st.data())
def test_no_acknowledged_judgement_is_lost_and_none_is_on_another_text_unmarked(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder, Library.open(Path(folder) / "library", create=True) as library:
        library.add(made(), ENCODER)
        library.add(simple(B), ENCODER)
        world = World(library, {}, [])
        parsed_again = False
        for _ in range(data.draw(st.integers(2, 7))):
            step = data.draw(st.sampled_from(["judge", "judge", "mend", "undo", "parse"]))
            parsed_again |= step == "parse"
            getattr(world, step)(data)
        now = {one.entry: one for one in ledger.judgements(library, A, B)}
        assert set(now) == set(world.told)
        texts = {one.id: one.text_hash for one in library.clauses(A)}
        for number, judged in world.told.items():
            one = now[number]
            assert (one.a_hash, one.decision) == (judged.a_hash, judged.decision)
            found = standing(library, A, one.a_clause, one.a_hash)
            if found is Standing.SAME:
                assert texts[one.a_clause] == judged.a_hash
            elif not parsed_again:  # a mend always says where a clause went: nothing is gone, and a text that stands is found
                assert found is Standing.CHANGED and judged.a_hash not in texts.values()
        assert library.check() == ()
