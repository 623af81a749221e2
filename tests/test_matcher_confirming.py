"""A person's word that two sides can be compared: who and when, for which texts, with which effect, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from shelves import NOISE_RU, NOISE_ZH, HashEncoder, document

from index.library import Library
from ingest.errors import UsageError
from matcher import ledger
from matcher.confirming import SCOPES, Confirmation, about, applied, by, confirm, confirmations, withdraw
from matcher.ledger import Conflict
from matcher.match import Decision, Deviation, DeviationKind, Judgement, Match, Relation, Side, Span

A, B = NOISE_ZH, NOISE_RU


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", create=True) as opened:
        for name, lang in ((A, "zh"), (B, "ru")):
            opened.add(document(name, lang=lang, clauses=6), HashEncoder(), author="test")
        yield opened


def match(library: Library, *, kind: DeviationKind = DeviationKind.LIMIT) -> Match:
    """Clause 1 (81 dB(A)) against clause 2 (82 dB(A)), said to be not comparable."""
    places = []
    for standard, clause_id in ((A, "1"), (B, "2")):
        text = next(c.text for c in library.clauses(standard) if c.id == clause_id)
        start = text.index("not exceed")
        places.append((text[start : text.index("dB(A)") + 5], Span(clause_id, start, text.index("dB(A)") + 5)))
    (a_text, a), (b_text, b) = places
    deviation = Deviation(kind, a_text, b_text, (a,), (b,), reason="different averaging time")
    return Match(A, ("1",), B, ("2",), Relation.INTERSECTS, 0.9, deviations=(deviation,), scope="overlap")


def seen(library: Library) -> int:
    return library.log.head().number


def now(library: Library, one: Match) -> Deviation:
    clauses = {(c.standard, c.id): c for name in (A, B) for c in library.clauses(name)}
    return applied([one], confirmations(library, A, B), clauses)[0].deviations[0]


def test_a_deviation_that_a_person_calls_comparable_has_a_stricter_side(library: Library) -> None:
    one = match(library)
    written = confirm(library, about(one, one.deviations[0], "reviewer one", seen=seen(library), note="same shift"))
    assert (written.entry, written.note, written.a_hash) == (seen(library), "same shift", library.text_hash(A, "1"))
    found = now(library, one)
    assert (found.comparable, found.stricter, found.by) == (True, Side.A, f"reviewer one, {written.at[:10]}")
    assert by(written) == found.by
    assert found.reason == one.deviations[0].reason  # what the machine had against it stays told


@pytest.mark.parametrize("kind", [DeviationKind.REFERENCE, DeviationKind.SCOPE, DeviationKind.CONDITION])
def test_other_kinds_than_limits_have_no_stricter_side(library: Library, kind: DeviationKind) -> None:
    one = match(library, kind=kind)
    confirm(library, about(one, one.deviations[0], "reviewer one", seen=seen(library)))
    assert (now(library, one).comparable, now(library, one).stricter) == (True, Side.SAME)


def test_it_is_about_one_deviation_alone(library: Library) -> None:
    one = match(library)
    confirm(library, about(one, one.deviations[0], "reviewer one", seen=seen(library)))
    other = replace(one, deviations=(replace(one.deviations[0], b_text="something else"),))
    assert now(library, other) == other.deviations[0]
    assert now(library, replace(one, b_clauses=("3",), deviations=(replace(one.deviations[0], b=(Span("3", 0, 3),)),))).by == ""


def test_it_is_taken_back_by_an_entry(library: Library) -> None:
    one = match(library)
    first = confirm(library, about(one, one.deviations[0], "reviewer one", seen=seen(library)))
    gone = withdraw(library, first, "reviewer two", seen=seen(library))
    assert (gone.undoes, gone.author, confirmations(library, A, B)) == (first.entry, "reviewer two", ())
    assert now(library, one) == one.deviations[0]
    again = confirm(library, about(one, one.deviations[0], "reviewer two", seen=seen(library)))
    assert confirmations(library, A, B) == (again,)
    assert len(library.log.entries(kind="comparable")) == 3


def test_who_has_not_seen_the_newest_word_on_a_clause_is_refused(library: Library) -> None:
    one, start = match(library), seen(library)
    said = ledger.record(library, Judgement(A, "1", B, "2", Decision.REJECT, "reviewer two", seen=start))
    with pytest.raises(Conflict, match="reviewer two") as caught:
        confirm(library, about(one, one.deviations[0], "reviewer one", seen=start))
    assert caught.value.judgements == (said,) and confirmations(library, A, B) == ()
    confirm(library, about(one, one.deviations[0], "reviewer one", seen=said.entry))
    with pytest.raises(Conflict, match="reviewer one"):
        ledger.record(library, Judgement(A, "1", B, "3", Decision.ACCEPT, "reviewer two", seen=said.entry))


def test_it_holds_for_the_texts_that_were_looked_at(library: Library) -> None:
    one = match(library)
    confirm(library, about(one, one.deviations[0], "reviewer one", seen=seen(library)))
    library.add(document(B, lang="ru", clauses=6, changed=2), HashEncoder())
    assert now(library, one) == one.deviations[0]
    assert len(confirmations(library, A, B)) == 1


def test_it_is_turned_with_its_standards(library: Library) -> None:
    one = match(library)
    written = confirm(library, about(one, one.deviations[0], "reviewer one", seen=seen(library)))
    (turned,) = confirmations(library, B, A)
    assert (turned.a_clause, turned.b_clause, turned.a_text, turned.b_hash) == ("2", "1", written.b_text, written.a_hash)


def test_scopes_that_agree(library: Library) -> None:
    one = match(library)
    word = Confirmation(A, "", B, "", "reviewer one", SCOPES, seen=seen(library))
    written = confirm(library, word)
    (found,) = applied([one], confirmations(library, A, B), {})
    assert (found.scope, found.deviations) == ("same", one.deviations)
    with pytest.raises(Conflict):
        confirm(library, word)
    withdraw(library, written, "reviewer one", seen=seen(library))
    assert applied([one], confirmations(library, A, B), {}) == (one,)


def test_nobody_is_no_author_and_a_clause_must_be_there(library: Library) -> None:
    one = match(library)
    with pytest.raises(UsageError, match="author"):
        confirm(library, about(one, one.deviations[0], " ", seen=seen(library)))
    with pytest.raises(UsageError, match="no clause"):
        confirm(library, replace(about(one, one.deviations[0], "x", seen=seen(library)), a_clause="99"))
    assert library.log.entries(kind="comparable") == ()
