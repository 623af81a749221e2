"""What is put together by hand on a card: clauses on either side, rationale, deviations; stored, shown again, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import review_desk
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from review_desk import A, B

from app import chosen, deciding, editing
from app.card import card_data
from app.chosen import Pending, held
from app.queueing import queue
from app.report import decision_rows
from app.state import Choice, Comparison, Item, State, load_comparison
from app.wording import catalogue
from index.library import Library
from ingest.errors import UsageError
from matcher import ledger
from matcher.match import Decision, Deviation, DeviationKind, Judgement, Relation, Side, Span
from matcher.relate import Rationale

EN, ZH = (catalogue(lang).gettext for lang in ("en", "zh"))
OURS = tuple(one.id for one in review_desk.documents()[0].clauses)
THEIRS = tuple(one.id for one in review_desk.documents()[1].clauses)
CARDS = 7


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(review_desk.seed(tmp_path_factory.mktemp("chosen") / "library")) as opened:
        yield opened


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Library]:
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        yield opened


def cards(library: Library) -> tuple[Comparison, tuple[Item, ...]]:
    opened = load_comparison(library, A, B)
    return opened, queue(opened, ledger.judgements(library, A, B), library.log.head().number)


def accept(library: Library, place: int, pending: Pending, note: str = "") -> tuple[Judgement, ...]:
    opened, items = cards(library)
    return deciding.apply(
        library, opened, items[place], chosen.choice(items[place], pending, Decision.ACCEPT, note=note), "first reviewer"
    )


words = st.text("abc 85不", min_size=1, max_size=6).filter(str.strip)
verdicts = st.sampled_from([(True, Side.A), (True, Side.B), (True, Side.SAME), (True, Side.MIXED), (False, Side.NOT_COMPARABLE)])
deviations = st.builds(
    lambda kind, a, b, verdict, spans: Deviation(
        kind, a, b, *spans, comparable=verdict[0], stricter=verdict[1], reason="" if verdict[0] else "different averaging time"
    ),
    st.sampled_from([one for one in DeviationKind if one not in (DeviationKind.MISSING, DeviationKind.ADDED)]),
    words,
    words,
    verdicts,
    st.tuples(
        st.lists(st.builds(Span, st.sampled_from(OURS), st.just(0), st.just(3)), max_size=1).map(tuple),
        st.lists(st.builds(Span, st.sampled_from(THEIRS), st.just(0), st.just(3)), max_size=1).map(tuple),
    ),
)


def side(ids: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(ids), max_size=3, unique=True).map(tuple)


choices = st.builds(
    Choice,
    st.sampled_from([Decision.ACCEPT, Decision.REJECT, Decision.UNSURE, Decision.NO_COUNTERPART]),
    st.sampled_from([one for one in Relation if one is not Relation.NONE]),
    st.sampled_from(["", "other-scope"]),
    st.sampled_from(["", "两条合起来"]),
    st.none() | side(OURS),
    st.none() | side(THEIRS),
    st.sampled_from(["", *map(str, Rationale)]),
    st.none() | st.lists(deviations, max_size=3).map(tuple),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much], phases=(Phase.explicit, Phase.generate)
)
@given(place=st.integers(0, CARDS - 1), acts=st.lists(choices, min_size=1, max_size=2))
def test_what_was_chosen_is_what_the_card_shows_and_undo_gives_back_what_was_before(
    library: Library, place: int, acts: list[Choice]
) -> None:
    while deciding.undo(library, cards(library)[0], "first reviewer"):
        pass
    states = [said(library, place)]
    for choice in acts:
        opened, items = cards(library)
        match = items[place].match
        a = match.a_clauses if choice.a_clauses is None else choice.a_clauses
        b = match.b_clauses if choice.b_clauses is None else choice.b_clauses
        assume((a or b) and (match.b_clauses or a == match.a_clauses) and (match.a_clauses or b == match.b_clauses))
        deciding.apply(library, opened, items[place], choice, "first reviewer")
        shown(cards(library)[1][place], choice, a, b)
        states.append(said(library, place))
    while len(states) > 1:
        states.pop()
        assert deciding.undo(library, opened, "first reviewer") is not None
        assert said(library, place) == states[-1]


def said(library: Library, place: int) -> tuple[State, set[Judgement], set[Judgement]]:
    """What is in force for a card, and for all."""
    item = cards(library)[1][place]
    return item.state, set(item.said), set(ledger.judgements(library, A, B))


def shown(item: Item, choice: Choice, a: tuple[str, ...], b: tuple[str, ...]) -> None:
    if choice.decision is Decision.REJECT:
        assert item.state is State.REJECTED and all(one.decision is Decision.REJECT for one in item.said)
        return
    if choice.decision is Decision.NO_COUNTERPART or (choice.decision is Decision.ACCEPT and not (a and b)):
        assert item.state is State.NO_COUNTERPART
        lonely = {one.a_clause or one.b_clause for one in item.said if one.decision is Decision.NO_COUNTERPART}
        assert lonely in (set(a), set(b))
        return
    assert item.state is (State.UNSURE if choice.decision is Decision.UNSURE else State.ACCEPTED)
    if not (a and b):
        return
    now = held(item)
    assert (now.a, now.b) == (a, b)
    assert len({one.group for one in item.said}) == 1
    if choice.decision is Decision.ACCEPT:
        assert now.relation is choice.relation and {one.note for one in item.said} == {choice.note}
        assert not choice.rationale or now.rationale == choice.rationale
        if choice.deviations is not None:
            assert now.edited and sorted(map(repr, now.deviations)) == sorted(map(repr, choice.deviations))


def test_clauses_of_both_sides_become_one_group_and_are_marked(alone: Library) -> None:
    item = cards(alone)[1][1]
    pending = chosen.with_clause(item, Pending(), "b", "5/5.6")
    pending = chosen.with_clause(item, pending, "a", "4/4.3")
    assert chosen.with_clause(item, pending, "a", "4/4.3") == pending
    stored = accept(alone, 1, replace(pending, relation=Relation.SUPERSET))
    assert {(one.a_clause, one.b_clause) for one in stored} == {
        ("4/4.2", "5/5.2"), ("4/4.2", "5/5.6"), ("4/4.3", "5/5.2"), ("4/4.3", "5/5.6"),
    }  # fmt: skip
    assert len({one.group for one in stored}) == 1 and stored[0].group
    opened, items = cards(alone)
    data = card_data(opened, items[1], EN)
    assert [(one["label"], one["hand"]) for one in data["sides"][0]["clauses"]] == [("4.2", ""), ("4.3", "added by hand")]
    assert [(one["label"], one["hand"]) for one in data["sides"][1]["clauses"]] == [("5.2", ""), ("5.6", "added by hand")]
    assert "put together by hand" in data["words"]["noDeviations"]
    deciding.undo(alone, opened, "first reviewer")
    assert ledger.judgements(alone, A, B) == ()


def test_a_clause_is_taken_away_and_what_was_proposed_is_rejected(alone: Library) -> None:
    item = cards(alone)[1][3]
    pending = chosen.without_clause(item, Pending(), "b", "5/5.5")
    accept(alone, 3, pending)
    opened, items = cards(alone)
    said = {(one.a_clause, one.b_clause): one.decision for one in items[3].said}
    assert said == {("4/4.4", "5/5.4"): Decision.ACCEPT, ("4/4.4", "5/5.5"): Decision.REJECT}
    assert card_data(opened, items[3], EN)["sides"][1]["notice"] == "Proposed here, and taken away: 5.5"
    back = chosen.as_proposed(items[3])
    assert held(items[3], back).proposed and held(items[3], back).b == ("5/5.4", "5/5.5")


def test_a_side_that_is_emptied_says_that_there_is_no_counterpart(alone: Library) -> None:
    item = cards(alone)[1][0]
    pending = chosen.without_clause(item, Pending(), "a", "4/4.1")
    assert not held(item, pending).linked
    with pytest.raises(UsageError, match="own card"):
        chosen.without_clause(item, pending, "b", "5/5.1")
    accept(alone, 0, pending)
    said = {(one.a_clause, one.b_clause): one.decision for one in cards(alone)[1][0].said}
    assert said == {("4/4.1", "5/5.1"): Decision.REJECT, ("", "5/5.1"): Decision.NO_COUNTERPART}


def test_a_lone_clause_stays_on_its_card_and_a_side_is_no_heap(alone: Library) -> None:
    item = cards(alone)[1][5]
    with pytest.raises(UsageError, match="own card"):
        chosen.without_clause(item, Pending(), "a", "4/4.6")
    full = replace(Pending(), b=tuple(f"x{n}" for n in range(chosen.MOST)))
    with pytest.raises(UsageError, match="at most 20"):
        chosen.with_clause(item, full, "b", "5/5.1")


@pytest.mark.parametrize(
    "choice",
    [
        Choice(Decision.ACCEPT, Relation.EQUAL, b_clauses=("gone",)),
        Choice(Decision.ACCEPT, Relation.EQUAL, b_clauses=("5/5.1", "5/5.1")),
        Choice(Decision.ACCEPT, Relation.EQUAL, a_clauses=(), b_clauses=()),
        Choice(Decision.ACCEPT, Relation.EQUAL, rationale="because"),
        Choice(Decision.ACCEPT, Relation.EQUAL, deviations=(Deviation(DeviationKind.LIMIT),)),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused_and_nothing_is_written(alone: Library, choice: Choice) -> None:
    opened, items = cards(alone)
    with pytest.raises(UsageError):
        deciding.apply(alone, opened, items[0], choice, "first reviewer")
    assert ledger.history(alone, A, B) == ()


def test_the_rationale_that_is_chosen_is_stored_and_shown(alone: Library) -> None:
    accept(alone, 0, Pending(rationale="functional"))
    opened, items = cards(alone)
    assert items[0].said[0].rationale == "functional"
    assert "accepted (A includes B, by what is achieved)" in card_data(opened, items[0], EN)["history"][0]
    assert {"text": "Rationale: by what is achieved", "tone": ""} in card_data(opened, items[0], EN)["summary"]
    assert decision_rows(alone, A, B)[0]["rationale"] == "functional"


def test_an_edited_deviation_is_stored_shown_exported_and_undone(alone: Library) -> None:
    opened, items = cards(alone)
    edit = editing.Edit(DeviationKind.LIMIT, "85 dB(A)", "not exceed 90 dB(A)", comparable=False, reason="other instrument")
    clauses = [[opened.clause("a", "4/4.1")], [opened.clause("b", "5/5.1")]]
    found = editing.edited(items[0].match.deviations, 0, edit, *clauses)
    text = clauses[1][0].text
    assert [text[span.start : span.end] for span in found[0].b] == ["not exceed 90 dB(A)"]
    assert found[0].a == items[0].match.deviations[0].a, "words that were left stay where they stand"
    found = editing.edited(found, None, editing.Edit(DeviationKind.MISSING, "8 h 等效声级", stricter=Side.A), *clauses)
    data = card_data(opened, items[0], EN, pending=Pending(items[0].key, deviations=found))
    assert data["words"]["edited"] == "Edited by you, not stored yet" and len(data["deviations"]) == 2
    accept(alone, 0, Pending(deviations=found))
    opened, items = cards(alone)
    assert items[0].said[0].deviations == found
    data = card_data(opened, items[0], ZH)
    assert data["words"]["edited"].startswith("由 first reviewer, ") and len(data["deviations"]) == 2
    row = decision_rows(alone, A, B)[0]
    assert "limit: 85 dB(A) | not exceed 90 dB(A) (not comparable: other instrument)" in row["deviations"]
    deciding.undo(alone, opened, "first reviewer")
    opened, items = cards(alone)
    assert card_data(opened, items[0], EN)["words"]["edited"] == ""


def test_a_deviation_that_is_removed_as_false_leaves_an_empty_set(alone: Library) -> None:
    item = cards(alone)[1][0]
    accept(alone, 0, Pending(deviations=editing.without(item.match.deviations, 0)))
    opened, items = cards(alone)
    assert items[0].said[0].deviations == () and held(items[0]).edited
    assert card_data(opened, items[0], EN)["words"]["noDeviations"] == "No deviation stands."


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (editing.Edit(DeviationKind.LIMIT), "quotes at least one side"),
        (editing.Edit(DeviationKind.MISSING, "", "x"), "from the other alone"),
        (editing.Edit(DeviationKind.MISSING, "x", "y"), "from the other alone"),
        (editing.Edit(DeviationKind.ADDED, "x", ""), "from the other alone"),
        (editing.Edit(DeviationKind.LIMIT, "x", "y", comparable=False), "Say why"),
        (editing.Edit(DeviationKind.LIMIT, "x", "y", stricter=Side.NOT_COMPARABLE), "which side is stricter"),
        (editing.Edit(DeviationKind.LIMIT, "x" * 2001, "y"), "at most 2000"),
    ],
)
def test_a_deviation_that_does_not_hold_together_is_refused(edit: editing.Edit, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        editing.edited((), None, edit, (), ())


@given(st.text(max_size=40))
def test_words_are_found_however_their_lines_are_broken(text: str) -> None:
    clause = review_desk.documents()[1].clauses[1]
    broken = clause.text.replace(" ", "\n ")
    (found,) = editing.spans(broken, [clause])
    assert clause.text[found.start : found.end] == clause.text
    assert all(span.clause == clause.id for span in editing.spans(text, [clause]))
