"""Risks that people set: superseded, taken back, refused, and to be looked at again when what they rest on changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
import review_desk
from review_desk import A, B, FakeEncoder

from app import deciding
from app.history import History, Wanted
from app.queueing import queue
from app.rating import Rating, rate_clauses, risk_rows
from app.state import Choice, load_comparison
from app.wording import catalogue
from index.library import Library
from index.log import Conflict
from ingest.errors import UsageError
from matcher import ledger, risk
from matcher.match import Decision, Relation
from matcher.risk_classes import FROM, Band, Likelihood, Severity, band


@pytest.fixture
def library(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        yield opened


def rated(library, severity, likelihood, author="ana", clause="4.1", other="5.1"):
    return rate_clauses(library, (A, B), clause, other, Rating(Severity(severity), Likelihood(likelihood), "because"), author)


def decide(library, place, relation=Relation.SUPERSET):
    opened = load_comparison(library, A, B)
    item = queue(opened, ledger.judgements(library, A, B), library.log.head().number)[place]
    return deciding.apply(library, opened, item, Choice(Decision.ACCEPT, relation), "ana")


def test_bands_by_the_product_of_both_classes():
    found = [[band(s, p).value for p in Likelihood] for s in Severity]
    assert found == [
        ["low", "low", "low", "low", "moderate"],
        ["low", "low", "moderate", "moderate", "high"],
        ["low", "moderate", "moderate", "high", "high"],
        ["low", "moderate", "high", "high", "extreme"],
        ["moderate", "high", "high", "extreme", "extreme"],
    ]
    assert list(FROM) == list(Band) and sorted(FROM.values()) == list(FROM.values())


def test_the_last_on_a_link_counts_and_taking_it_back_brings_the_earlier_back(library):
    first, second = rated(library, 2, 2), rated(library, 4, 3, author="ben")
    assert [(one.severity, one.author) for one in risk.risks(library, A, B)] == [(4, "ben")]
    assert risk.undo(library, "ana", A, B) is None  # hers is not the one that counts
    assert risk.undo(library, "ben", A, B).undoes == second.entry
    assert [one.entry for one in risk.risks(library, A, B)] == [first.entry]
    assert len(risk.history(library, A, B)) == 3


def test_it_reads_the_same_from_the_other_side(library):
    rated(library, 5, 1)
    (one,) = risk.risks(library, B, A)
    assert (one.a_standard, one.a_clause, one.b_clause, one.band) == (B, "5/5.1", "4/4.1", Band.MODERATE)


def test_clauses_without_counterpart_on_either_side_have_risks_of_their_own(library):
    rated(library, 3, 3, clause="4.6", other="")
    rated(library, 1, 1, clause="b:5.7", other="")
    assert {one.link for one in risk.risks(library, A, B)} == {("4/4.6", ""), ("", "5/5.7")}


@pytest.mark.parametrize("changed", [{"author": " "}, {"reason": "  "}, {"reason": "x" * 2001}, {"a_clause": "", "b_clause": ""}])
def test_what_says_nothing_is_refused(library, changed):
    whole = risk.Risk(A, "4/4.1", B, "5/5.1", "ana", Severity.MINOR, Likelihood.RARE, "why")
    head = library.log.head()
    with pytest.raises(UsageError):
        risk.rate(library, replace(whole, **changed))
    assert library.log.head() == head


def test_who_has_not_seen_the_last_one_is_refused(library):
    seen = library.log.head().number
    rated(library, 2, 2)
    late = risk.Risk(A, "4/4.1", B, "5/5.1", "ben", Severity.MAJOR, Likelihood.LIKELY, "why", seen=seen)
    with pytest.raises(Conflict):
        risk.rate(library, late)


def test_a_risk_is_no_news_for_who_decides(library):
    opened = load_comparison(library, A, B)
    item = queue(opened, (), library.log.head().number)[0]
    rated(library, 2, 2)
    deciding.apply(library, opened, item, Choice(Decision.ACCEPT, Relation.EQUAL), "ben")


def again(library):
    return [row["again"] for row in risk_rows(library, A, B)]


def test_another_decision_asks_to_look_at_it_again(library):
    rated(library, 2, 2)
    assert again(library) == [False]
    decide(library, 0)
    assert again(library) == [True]
    assert rated(library, 2, 2).rests_on == ledger.judgements(library, A, B)[0].entry
    assert again(library) == [False]
    deciding.undo(library, load_comparison(library, A, B), "ana")
    assert again(library) == [True]


def test_another_text_asks_to_look_at_it_again(library):
    rated(library, 2, 2)
    rated(library, 2, 2, clause="4.3", other="5.3")
    ours, _theirs = review_desk.documents()
    clauses = tuple(replace(one, text="another") if one.clause == "4.1" else one for one in ours.clauses)
    library.add(replace(ours, clauses=clauses), FakeEncoder())
    assert again(library) == [True, False]


def test_the_log_tells_it_in_words_and_by_clause(library):
    rated(library, 4, 5)
    risk.undo(library, "ana", A, B)
    lines = History(library, "ana").page(Wanted(A, B, clause="4.1"), catalogue("en").gettext)
    assert lines[0].sentence.startswith("ana took back the risk of entry ")
    assert lines[1].sentence == f"ana set the risk of 4.1 of {A} and 5.1 of {B}: severity 4 major, likelihood 5 almost certain."
    assert "Reason: because" in lines[1].details
    assert "可能性" in History(library, "ana").page(Wanted(A, B, kinds=("risk",)), catalogue("zh").gettext)[1].sentence
    assert library.check() == ()


def test_a_standard_is_not_rated_against_itself(library):
    head = library.log.head()
    with pytest.raises(UsageError, match="named twice"):
        rate_clauses(library, (A, A), "4.1", "4.2", Rating(Severity(3), Likelihood(3), "because"), "ana")
    assert library.log.head() == head
