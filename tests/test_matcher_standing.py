"""How a pair stands among all clauses of the two documents."""

from __future__ import annotations

import pytest
from concepts import Concepts, clause, document

from ingest.clause import Document
from matcher.judging import judge
from matcher.parameters import shipped
from matcher.standing import Standing, scorer_of, standings

WORDS = "Every c1 shall be tested. Every c2 shall be marked."
A = document("A", "en", [WORDS, "c3 shall be kept dry.", "c4 shall be painted.", "c5 shall be cleaned."])
SPLIT = document(
    "B", "en", ["Every c1 shall be tested.", "Every c2 shall be marked.", "c3 shall be kept dry.", "c9 shall be lifted."]
)


def standing(a: Document, b: Document, i: int, j: int) -> Standing:
    encoder = Concepts()
    (found,) = standings([([a.clauses[i]], [b.clauses[j]])], a, b, scorer_of(a, b, encoder, shipped()), encoder)
    return found


def test_a_part_of_a_clause_that_was_split_leaves_the_rest_to_another() -> None:
    part, whole = standing(A, SPLIT, 0, 0), standing(A, SPLIT, 1, 2)
    assert part.said_b > 0.9  # all of B is said by A
    assert part.said_a < 0.7  # not all of A by B
    assert part.elsewhere_a > -0.2  # as much of A is said by the other part
    assert whole.said_a > 0.9
    assert whole.said_b > 0.9
    assert whole.elsewhere_a < -0.5
    assert whole.rival_a < part.rival_a


def test_seen_from_the_other_side_it_is_the_same() -> None:
    for i, j in ((0, 0), (0, 1), (1, 2), (3, 3)):
        here, there = standing(A, SPLIT, i, j), standing(SPLIT, A, j, i)
        for name, near in {"said": 1e-4, "elsewhere": 1e-4, "spread": 1e-4, "rival": 0.5}.items():  # words weigh as B has them
            assert getattr(here, f"{name}_a") == pytest.approx(getattr(there, f"{name}_b"), abs=near)
            assert getattr(here, f"{name}_b") == pytest.approx(getattr(there, f"{name}_a"), abs=near)


def test_it_does_not_depend_on_which_pairs_are_asked_for() -> None:
    encoder = Concepts()
    pairs = [([A.clauses[i]], [SPLIT.clauses[i]]) for i in range(4)]
    scorer = scorer_of(A, SPLIT, encoder, shipped())
    together = standings(pairs, A, SPLIT, scorer, encoder)
    assert together == [standings([pair], A, SPLIT, scorer, encoder)[0] for pair in pairs]


def test_clauses_without_words_and_documents_of_one_clause_have_a_standing() -> None:
    bare = document("C", "en", ["", "Every c1 shall be tested."])
    assert standing(bare, SPLIT, 0, 0).said_a == 0.0
    lone = standing(document("D", "en", ["Every c1 shall be tested."]), document("E", "en", ["Every c1 shall be tested."]), 0, 0)
    assert (lone.elsewhere_a, lone.rival_a, lone.spread_a) == (0.0, 0.0, pytest.approx(0.0, abs=1e-6))


def test_a_clause_of_another_document_is_refused() -> None:
    with pytest.raises(KeyError):
        judge([([clause("c1", "9")], [SPLIT.clauses[0]])], A, SPLIT, Concepts(), shipped())


def test_judging_for_deviations_alone_embeds_the_pair_only() -> None:
    every, alone = Concepts(), Concepts()
    pair = [([A.clauses[1]], [SPLIT.clauses[2]])]
    whole = judge(pair, A, SPLIT, every, shipped())
    few = judge(pair, A, SPLIT, alone, shipped(), alone=True)
    assert alone.asked < every.asked
    assert [v.deviations for v in few] == [v.deviations for v in whole]
