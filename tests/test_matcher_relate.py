"""The relation follows from what each side demands."""

from __future__ import annotations

import numpy as np
import pytest
from concepts import clause

from matcher.coverage import Coverage, said
from matcher.fit_relation import fit_relation
from matcher.match import Deviation, DeviationKind, Relation, Side
from matcher.relate import Demands, Implication, Judged, Rationale, choose, relate

A = said([clause("Records shall be kept for ten years.", "1")])
B = said([clause("记录应保存十年，并由负责人签字。", "1", lang="zh")])
LIMIT_A = Deviation(DeviationKind.LIMIT, "85", "90", comparable=True, stricter=Side.A)
LIMIT_B = Deviation(DeviationKind.LIMIT, "85", "80", comparable=True, stricter=Side.B)
APART = Deviation(DeviationKind.LIMIT, "65", "85", comparable=False, reason="different measurand")
OTHER = Deviation(DeviationKind.REFERENCE, "GB/T 1", "ISO 2", comparable=False)
WEIGHTS = {
    "equal-to": {"bias": -4.0, "wording": 5.0},
    "equivalent-to": {"bias": 0.0},
    "superset-of": {"bias": -1.0, "a_stricter": 3.0},
    "subset-of": {"bias": -1.0, "b_stricter": 3.0},
    "intersects-with": {"bias": -0.5, "a_stricter": 1.0, "b_stricter": 1.0, "apart": 3.0},
    "no-relationship": {"bias": -9.0},
}


def judged(*found: Deviation, alike: float = 0.6, barred: bool = False) -> Judged:
    coverage = Coverage(A, B, np.full((1, 1), alike, dtype=np.float32), 0.4, 0.1)
    return relate(found, coverage, weights=WEIGHTS, barred=barred)


@pytest.mark.parametrize(
    ("found", "relation", "side", "implication"),
    [
        ((), Relation.EQUIVALENT, Side.SAME, Implication.BOTH),
        ((LIMIT_A,), Relation.SUPERSET, Side.A, Implication.A_TO_B),
        ((LIMIT_B,), Relation.SUBSET, Side.B, Implication.B_TO_A),
        ((LIMIT_A, LIMIT_B), Relation.INTERSECTS, Side.MIXED, Implication.NEITHER),
        ((APART,), Relation.INTERSECTS, Side.NOT_COMPARABLE, Implication.UNDETERMINED),
        ((OTHER,), Relation.EQUIVALENT, Side.SAME, Implication.BOTH),
    ],
)
def test_relations(found: tuple[Deviation, ...], relation: Relation, side: Side, implication: Implication) -> None:
    result = judged(*found)
    assert (result.relation, result.stricter, result.implication) == (relation, side, implication)


def test_the_same_wording_is_equal_and_only_without_deviations() -> None:
    assert judged(alike=1.0).relation is Relation.EQUAL
    assert judged(alike=1.0).rationale is Rationale.SYNTACTIC
    assert judged(LIMIT_A, alike=1.0).relation is Relation.SUPERSET


def test_a_stricter_side_rules_out_what_it_contradicts() -> None:
    biased = {r.value: {"bias": 9.0 if r is Relation.EQUAL else 1.0 if r is Relation.SUBSET else 0.0} for r in Relation}
    coverage = Coverage(A, B, np.ones((1, 1), dtype=np.float32), 0.4, 0.1)
    assert relate((), coverage, weights=biased).relation is Relation.EQUAL
    assert relate((LIMIT_A,), coverage, weights=biased).relation not in (Relation.EQUAL, Relation.SUBSET, Relation.EQUIVALENT)
    assert relate((LIMIT_B,), coverage, weights=biased).relation is Relation.SUBSET


def test_fitted_weights_learn_what_the_examples_show() -> None:
    plain = Demands(0.8, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    more = Demands(0.6, 0.9, 0.5, 0.0, 0.0, 0.0, 0.0, 0.7, 0.0)
    weights = fit_relation([(plain, Relation.EQUAL), (more, Relation.SUPERSET)] * 10, {})
    assert choose(plain, weights) is Relation.EQUAL
    assert choose(more, weights) is Relation.SUPERSET
    assert choose(more.turned, weights) is Relation.SUBSET
    assert fit_relation([], {"equal-to": {"bias": 1.0}}) == {"equal-to": {"bias": 1.0}}


def test_turning_the_pair_around_inverts_the_relation() -> None:
    turned = {Side.A: Side.B, Side.B: Side.A}
    for found in ((LIMIT_A,), (LIMIT_B,), (LIMIT_A, LIMIT_B), ()):
        back = tuple(Deviation(d.kind, d.b_text, d.a_text, comparable=True, stricter=turned[d.stricter]) for d in found)
        assert judged(*back).relation is judged(*found).relation.inverse


def test_disjoint_scopes_leave_no_relation() -> None:
    assert judged(alike=0.9, barred=True).relation is Relation.NONE
    assert judged(LIMIT_A, barred=True).stricter is Side.NOT_COMPARABLE
