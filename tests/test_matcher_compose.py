"""Composition of relations against every choice of small sets of demands."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from matcher.compose import compose
from matcher.match import Relation

DEMANDS = range(4)
SETS = [frozenset(some) for size in range(1, 5) for some in combinations(DEMANDS, size)]
WORDINGS = (0, 1, 2)
Clause = tuple[frozenset[int], int]


def relation(a: Clause, b: Clause) -> Relation:
    """The relation of two clauses, each its demands and its wording."""
    (ours, wording), (theirs, other) = a, b
    if ours == theirs:
        return Relation.EQUAL if wording == other else Relation.EQUIVALENT
    if ours > theirs:
        return Relation.SUPERSET
    if ours < theirs:
        return Relation.SUBSET
    return Relation.INTERSECTS if ours & theirs else Relation.NONE


@pytest.fixture(scope="module")
def possible() -> dict[tuple[Relation, Relation], set[Relation]]:
    """By the relations of A to P and of P to B those that A may have to B."""
    found: dict[tuple[Relation, Relation], set[Relation]] = {}
    clauses = list(product(SETS, WORDINGS))
    for a, b in product(clauses, clauses):
        between = relation(a, b)
        for pivot in product(SETS, WORDINGS):
            found.setdefault((relation(a, pivot), relation(pivot, b)), set()).add(between)
    return found


@pytest.mark.parametrize(("first", "second"), list(product(Relation, Relation)))
def test_what_follows_is_what_every_choice_gives(
    possible: dict[tuple[Relation, Relation], set[Relation]], first: Relation, second: Relation
) -> None:
    outcomes = possible[first, second]
    alike = {Relation.EQUAL, Relation.EQUIVALENT}
    follows = compose(first, second)
    if len(outcomes) == 1:
        assert {follows} == outcomes
    elif outcomes == alike:
        assert follows is Relation.EQUIVALENT  # the wordings may differ, the demands do not
    else:
        assert follows is None


@pytest.mark.parametrize(("first", "second"), list(product(Relation, Relation)))
def test_turned_round_the_inverse_follows(first: Relation, second: Relation) -> None:
    follows = compose(first, second)
    assert compose(second.inverse, first.inverse) is (follows.inverse if follows else None)
