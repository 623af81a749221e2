"""The trees of a comparison: what moved, was split, merged, is missing; and what the page gets of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
import review_desk
from hypothesis import given
from hypothesis import strategies as st
from review_desk import A, B

from app import deciding
from app.queueing import queue
from app.state import Choice, State, load_comparison
from app.trees import Place, Shape, moved_of, shapes_of, trees
from index.library import Library
from matcher import ledger
from matcher.match import Decision, Relation


@pytest.fixture
def library(tmp_path):
    with Library.open(review_desk.seed(tmp_path / "library")) as opened:
        yield opened


def drawn(library):
    comparison = load_comparison(library, A, B)
    return trees(comparison, queue(comparison, ledger.judgements(library, A, B), library.log.head().number))


def decide(library, place, choice):
    comparison = load_comparison(library, A, B)
    items = queue(comparison, ledger.judgements(library, A, B), library.log.head().number)
    deciding.apply(library, comparison, items[place], choice, "first reviewer")


def test_every_proposed_link_is_drawn_and_every_clause_has_its_place(library):
    found = drawn(library)
    assert [(link.a, link.b) for link in found.links] == [
        ("4/4.1", "5/5.1"), ("4/4.2", "5/5.2"), ("4/4.3", "5/5.3"), ("4/4.4", "5/5.4"), ("4/4.4", "5/5.5"), ("4/4.5", "5/5.6"),
    ]  # fmt: skip
    assert {node.clause: node.place for node in found.a} == {
        "4": Place.HEADING, "4/4.1": Place.LINKED, "4/4.2": Place.LINKED, "4/4.3": Place.LINKED, "4/4.4": Place.LINKED,
        "4/4.5": Place.LINKED, "4/4.6": Place.MISSING,
    }  # fmt: skip
    assert {node.chapter for node in found.b} == {"5"}
    assert [link.shape for link in found.links] == [*[Shape.PLAIN] * 3, Shape.SPLIT, Shape.SPLIT, Shape.PLAIN]
    assert found.count() == {"moved": 0, "split": 1, "merged": 0, "regrouped": 0, "missing_a": 1, "missing_b": 1}
    assert all(node.key for node in found.a if node.place in (Place.LINKED, Place.MISSING))


def test_what_people_decided_is_what_is_drawn(library):
    decide(library, 1, Choice(Decision.REJECT, reason="too-loose"))
    decide(library, 2, Choice(Decision.NO_COUNTERPART))
    decide(library, 0, Choice(Decision.ACCEPT, Relation.EQUAL))
    found = drawn(library)
    states = {(link.a, link.b): link.state for link in found.links}
    assert states["4/4.1", "5/5.1"] is State.ACCEPTED and states["4/4.2", "5/5.2"] is State.REJECTED
    places = {node.clause: node.place for node in (*found.a, *found.b)}
    assert places["4/4.2"] is places["5/5.2"] is places["4/4.3"] is Place.MISSING
    assert found.count()["missing_a"] == 3


def test_a_rejected_link_crosses_nothing():
    order = {"1": 0, "2": 1, "3": 2}
    assert moved_of([("1", "3"), ("2", "1"), ("3", "2")], order, order) == {("1", "3")}
    assert moved_of([("2", "1"), ("3", "2")], order, order) == frozenset()


def test_shapes():
    assert shapes_of([("1", "x")]) == {("1", "x"): Shape.PLAIN}
    assert set(shapes_of([("1", "x"), ("1", "y")]).values()) == {Shape.SPLIT}
    assert set(shapes_of([("1", "x"), ("2", "x")]).values()) == {Shape.MERGED}
    assert set(shapes_of([("1", "x"), ("1", "y"), ("2", "y")]).values()) == {Shape.REGROUPED}
    assert shapes_of([("1", "1"), ("2", "2")]) == {("1", "1"): Shape.PLAIN, ("2", "2"): Shape.PLAIN}, "ids of two sides are two"


def crosses(one, other):
    return (one[0] - other[0]) * (one[1] - other[1]) < 0


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=9))
def test_what_did_not_move_never_crosses_and_no_fewer_could_move(links):
    order = {str(n): n for n in range(7)}
    moved = moved_of([(str(a), str(b)) for a, b in links], order, order)
    kept = [one for one in links if (str(one[0]), str(one[1])) not in moved]
    assert not any(crosses(one, other) for one, other in combinations(kept, 2))
    larger = combinations(links, len(kept) + 1)
    assert all(any(crosses(one, other) for one, other in combinations(some, 2)) for some in larger)


def test_a_heading_without_text_never_misses_a_counterpart(library):
    comparison = load_comparison(library, A, B)
    lone = replace(comparison.matches[5], a_clauses=("4",))
    found = trees(replace(comparison, matches=(lone,)), queue(replace(comparison, matches=(lone,)), ()))
    heading = found.a[0]
    assert heading.place is Place.HEADING and heading.key and not heading.counted and found.count()["missing_a"] == 0


def test_a_clause_that_is_no_longer_there_draws_no_line(library):
    comparison = load_comparison(library, A, B)
    shorter = replace(comparison, a_clauses={key: one for key, one in comparison.a_clauses.items() if key != "4/4.1"})
    found = trees(shorter, queue(shorter, ()))
    assert "4/4.1" not in {link.a for link in found.links} | {node.clause for node in found.a}
    assert {node.clause: node.place for node in found.b}["5/5.1"] is Place.MISSING
