"""Cohen's kappa against published values, a plain second reckoning and scikit-learn; which opinions it counts."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
import review_desk
from hypothesis import given
from hypothesis import strategies as st
from review_desk import A, B
from sklearn.metrics import cohen_kappa_score

from index.library import Library
from matcher import opinions
from matcher.agreement import NO_CARDS, ONE_ANSWER, agreements, kappa
from matcher.assignments import Assignment, assign
from matcher.match import Decision, Judgement, Relation

FIRST, SECOND = "first reviewer", "second reviewer"
ANSWERS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), min_size=1, max_size=60)


def pairs(table):
    return [pair for pair, count in table.items() for _ in range(count)]


def plain(said):
    """Word for word by the definition, in fractions: of two independent draws, how many agree."""
    n = len(said)
    observed = Fraction(sum(x == y for x, y in said), n)
    expected = Fraction(sum(x == y for x, _ in said for _, y in said), n * n)
    return None if expected == 1 else (observed - expected) / (1 - expected)


@pytest.mark.parametrize(
    ("table", "observed", "value"),
    [  # the worked examples of the encyclopedias
        ({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}, 0.70, 0.4),
        ({("yes", "yes"): 45, ("yes", "no"): 15, ("no", "yes"): 25, ("no", "no"): 15}, 0.60, 0.1304),
        ({("yes", "yes"): 25, ("yes", "no"): 35, ("no", "yes"): 5, ("no", "no"): 35}, 0.60, 0.2593),
    ],
)
def test_known_values(table, observed, value):
    found = kappa(pairs(table))
    assert found.n == sum(table.values()) and found.table == table
    assert found.observed == pytest.approx(observed) and found.value == pytest.approx(value, abs=5e-5)
    low, high = found.interval
    assert low < found.value < high


@given(ANSWERS)
def test_it_is_what_a_plain_reckoning_and_another_library_say(said):
    found, wanted = kappa(said), plain(said)
    if wanted is None:
        assert found.value is None and found.interval is None and found.why == ONE_ANSWER
    else:
        assert found.value == pytest.approx(float(wanted)) and found.why == ""
        assert found.value == pytest.approx(cohen_kappa_score(*zip(*said, strict=True)))
        assert found.interval is None or found.interval[0] < found.interval[1] <= 1


@given(ANSWERS, st.randoms(use_true_random=False))
def test_neither_the_order_of_cards_nor_of_people_nor_names_of_answers_matter(said, random):
    mixed = random.sample(said, len(said))
    renamed = [(y.upper(), x.upper()) for x, y in mixed]
    assert kappa(mixed) == kappa(said)
    assert kappa(renamed).value == pytest.approx(kappa(said).value)


@given(st.lists(st.sampled_from("ab"), min_size=1, max_size=30))
def test_who_says_the_same_agrees_wholly_or_it_cannot_be_told(said):
    found = kappa([(one, one) for one in said])
    assert found.observed == 1
    assert found.value == (1 if len(set(said)) > 1 else None) and found.interval is None


def test_without_cards_there_is_nothing_to_say():
    found = kappa([])
    assert (found.n, found.value, found.interval, found.why) == (0, None, None, NO_CARDS)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    """Answers drawn from a known table: κ of the whole lies in about 95 of 100 intervals."""
    import numpy as np

    cells = {("a", "a"): 0.4, ("b", "b"): 0.3, ("a", "b"): 0.2, ("b", "a"): 0.1}
    truth = float(plain(pairs(Counter({cell: round(100 * share) for cell, share in cells.items()}))))
    drawn = np.random.default_rng(7).multinomial(80, list(cells.values()), 100)
    found = [kappa(pairs(dict(zip(cells, map(int, counts), strict=True)))).interval for counts in drawn]
    assert 88 <= sum(low <= truth <= high for low, high in found) <= 99


def test_opinions_count_when_they_are_shown_and_other_counterparts_are_told_apart(tmp_path):
    ours, theirs = review_desk.documents()
    cards = review_desk.matches(ours, theirs)
    with Library.open(review_desk.seed(tmp_path / "library")) as library:
        for name in (FIRST, SECOND):
            assign(library, Assignment(A, B, name, "adjudicator", double=True))

        def say(name, place, decision, relation=None, b_clause=None):
            (a, *_), b = cards[place].a_clauses, cards[place].b_clauses[0] if b_clause is None else b_clause
            word = Judgement(A, a, B, b, decision, name, relation=relation, seen=library.log.head().number)
            opinions.give(library, cards[place], [word])

        for name, relation in ((FIRST, Relation.EQUAL), (SECOND, Relation.SUBSET)):
            say(name, 0, Decision.ACCEPT, relation)
            say(name, 1, Decision.ACCEPT, Relation.EQUAL)
        say(FIRST, 2, Decision.ACCEPT, Relation.EQUAL, "5/5.4")
        say(SECOND, 2, Decision.ACCEPT, Relation.EQUAL)
        say(FIRST, 4, Decision.REJECT)
        view = opinions.opinions(library, A, B, SECOND)
    (found,) = agreements(view)
    assert (found.first, found.second) == (FIRST, SECOND)
    assert found.decision.table == {("accept", "accept"): 2, ("other: 4/4.3 ↔ 5/5.4", "accept"): 1}
    assert found.relation.table == {("equal-to", "subset-of"): 1, ("equal-to", "equal-to"): 1}
