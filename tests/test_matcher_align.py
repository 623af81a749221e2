"""Alignment: crossing allowed, nothing forced, neighbours lend belief."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from concepts import clause

from ingest.clause import Kind
from matcher.align import align, kept_order, mutual, posterior
from matcher.lineage import Lineage, contradiction
from matcher.match import View
from matcher.parameters import shipped
from matcher.views import assign, monotone

SUPPORT = shipped().support


def row(n: int, *, parents: dict[int, int] | None = None) -> list[object]:
    above = parents or {}
    return [clause(f"t{i}", f"c{i}", parent=f"c{above[i]}" if i in above else "") for i in range(n)]


def links(scores: np.ndarray, a: list, b: list) -> set[tuple[int, int]]:
    return {(x.a, x.b) for x in align(a, b, scores, temperature=1.0, null=0.0, support=SUPPORT).links}


def test_probabilities_leave_room_for_no_counterpart() -> None:
    scores = np.array([[5.0, 0.0], [-9.0, -9.0]])
    p = posterior(scores, 1.0, 0.0)
    assert p[0, 0] > 0.9
    assert p[1].sum() < 0.01
    assert (mutual(scores, 1.0, 0.0) <= 1).all()


def test_moved_clauses_are_found_and_said_to_have_moved() -> None:
    n = 8
    target = [1, 2, 3, 0, 4, 5, 6, 7]  # the first clause of B stands fourth in A
    scores = np.full((n, n), -6.0)
    for i, j in enumerate(target):
        scores[i, j] = 9.0
    found = align(row(n), row(n), scores, temperature=1.0, null=0.0, support=SUPPORT)
    assert {(x.a, x.b) for x in found.links} == set(enumerate(target))
    assert [x.monotone for x in found.links] == [True, True, True, False, True, True, True, True]
    assert 0 < found.order < 1


def test_nothing_is_forced() -> None:
    scores = np.array([[8.0, -5.0], [-5.0, -4.0]])
    assert links(scores, row(2), row(2)) == {(0, 0)}


def test_neighbours_decide_what_the_text_leaves_open() -> None:
    n = 7
    scores = np.full((n, n), -4.0) + 12.0 * np.eye(n)
    scores[3] = scores[:, 3] = -4.0  # clause 3 says next to nothing: its own words do not carry a link
    scores[3, 3] = -3.5
    assert (3, 3) in links(scores, row(n), row(n))
    rng = np.random.default_rng(3)
    p, q = rng.permutation(n), rng.permutation(n)
    shuffled = scores[p][:, q]
    a, b = row(n), row(n)
    found = links(shuffled, [a[i] for i in p], [b[j] for j in q])
    assert {(p[i], q[j]) for i, j in found} == {(i, i) for i in range(n) if i != 3}  # a shuffled list has no neighbours


def test_parents_and_children_support_each_other() -> None:
    a = row(5, parents={1: 0, 2: 0, 4: 3})
    b = row(5, parents={1: 0, 2: 0, 4: 3})
    scores = np.full((5, 5), -6.0)
    scores[1, 1] = scores[2, 2] = 8.0
    scores[0, 0] = scores[0, 3] = 1.0  # a title that two clauses of B could bear
    scores[3, 3] = scores[3, 0] = 1.0
    scores[4, 4] = 8.0
    assert links(scores, a, b) == {(i, i) for i in range(5)}


def test_a_merged_clause_is_linked_twice() -> None:
    scores = np.array([[9.0, -6.0], [8.0, -6.0], [-6.0, 9.0]])
    found = align(row(3), row(2), scores, temperature=1.0, null=0.0, support=SUPPORT)
    assert {(x.a, x.b) for x in found.links} == {(0, 0), (1, 0), (2, 1)}
    assert sum(x.extra for x in found.links) == 1


def test_a_note_does_not_answer_to_a_clause() -> None:
    a = [clause("x", "1")]
    note = clause("x", "n")
    b = [clause("y", "2"), replace(note, kind=Kind.NOTE)]
    assert links(np.array([[1.0, 3.0]]), a, b) == {(0, 0)}


def test_order_is_measured_by_the_confident_pairs() -> None:
    assert kept_order(np.eye(6)) == 1.0
    assert kept_order(np.eye(6)[::-1]) == 0.0
    assert kept_order(np.eye(3)) == 0.0


def test_assignment_is_the_best_as_a_whole() -> None:
    belief = np.array([[0.9, 0.8], [0.85, 0.01]])
    assert assign(belief, 0.1) == [(0, 1), (1, 0)]


def ordered(scores: np.ndarray) -> set[tuple[int, int]]:
    n, m = scores.shape
    found = align(row(n), row(m), scores, temperature=1.0, null=0.0, support=SUPPORT, view=View.ORDERED)
    return {(x.a, x.b) for x in found.links}


def test_the_monotone_view_never_crosses() -> None:
    belief = np.array([[0.01, 0.01, 0.95], [0.9, 0.01, 0.01], [0.01, 0.9, 0.01]])
    assert monotone(belief, belief, belief, 0.1) == [(1, 0), (2, 1)]
    assert assign(belief, 0.1) == [(0, 2), (1, 0), (2, 1)]


def test_the_monotone_view_splits_and_merges_neighbours() -> None:
    split = np.array([[9.0, 9.0, -6.0], [-6.0, -6.0, 9.0]])
    assert ordered(split) == {(0, 0), (0, 1), (1, 2)}
    assert ordered(split.T) == {(0, 0), (1, 0), (2, 1)}
    apart = np.array([[9.0, -6.0, 9.0], [-6.0, 9.0, -6.0]])
    assert len(ordered(apart)) == 2  # a split clause stays together: its halves are neighbours


def test_the_monotone_view_takes_two_neighbours_that_have_changed_places_as_a_block() -> None:
    scores = np.full((4, 4), -6.0)
    for i, j in enumerate([0, 2, 1, 3]):
        scores[i, j] = 9.0
    assert ordered(scores) == {(0, 0), (1, 2), (2, 1), (3, 3)}


def test_both_views_are_told_and_their_agreement_is_a_number() -> None:
    n = 8
    target = [1, 2, 3, 0, 4, 5, 6, 7]
    scores = np.full((n, n), -6.0)
    for i, j in enumerate(target):
        scores[i, j] = 9.0
    found = align(row(n), row(n), scores, temperature=1.0, null=0.0, support=SUPPORT)
    assert found.free == set(enumerate(target))
    assert found.along == found.free - {(3, 0)}
    agree = [x.order for x in found.links]
    assert agree[3] < 0.5 < min(agree[:3] + agree[4:])
    kept = align(row(n), row(n), scores, temperature=1.0, null=0.0, support=SUPPORT, view=View.ORDERED)
    assert {(x.a, x.b) for x in kept.links} == found.along
    assert {x.order for x in kept.links} == {1.0}
    shuffled = align(row(3), row(3), scores[:3, :3], temperature=1.0, null=0.0, support=SUPPORT)
    assert {x.order for x in shuffled.links} == {0.5}  # three pairs are no order


def test_a_heading_goes_where_the_clauses_below_it_go() -> None:
    a = [clause("", "5", title="Limits"), clause("x", "5.1", parent="5"), clause("y", "5.2", parent="5"), clause("z", "9")]
    b = [
        clause("", "7", title="Values"),
        clause("x", "7.1", parent="7"),
        clause("y", "7.2", parent="7"),
        clause("", "8", title="L"),
    ]
    scores = np.full((4, 4), -6.0)
    scores[1, 1] = scores[2, 2] = 8.0
    scores[0, 0], scores[0, 3] = -3.0, 1.0  # the title alone would go to another clause
    assert (0, 0) in links(scores, a, b)


def test_a_link_against_that_of_its_chapter_is_a_contradiction() -> None:
    a, b = Lineage.of(row(4, parents={1: 0, 3: 2})), Lineage.of(row(4, parents={1: 0, 3: 2}))
    assert contradiction(1, 3, {0: (0,), 1: (3,)}, a, b) == (0, 0)
    assert contradiction(1, 1, {0: (0,), 1: (1,)}, a, b) is None
    assert contradiction(1, 0, {0: (0,), 1: (0,)}, a, b) is None  # a chapter may answer to one clause
    assert contradiction(1, 3, {1: (3,)}, a, b) is None  # nothing is said of the chapter


def test_a_term_does_not_answer_to_a_provision() -> None:
    a = [replace(clause("x", "3.1"), kind=Kind.TERM)]
    b = [clause("x", "5.1"), replace(clause("y", "3.4"), kind=Kind.TERM)]
    assert links(np.array([[3.0, 2.5]]), a, b) == {(0, 1)}


def test_empty_lists() -> None:
    assert align([], row(2), np.zeros((0, 2)), temperature=1.0, null=0.0, support=SUPPORT).links == ()
