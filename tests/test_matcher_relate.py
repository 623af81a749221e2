"""The relation follows from what each side demands."""

from __future__ import annotations

import numpy as np
import pytest
from concepts import clause

from matcher.coverage import Coverage, said
from matcher.match import Deviation, DeviationKind, Relation, Side
from matcher.relate import Implication, Judged, Rationale, relate

A = said([clause("Records shall be kept for ten years.", "1")])
B = said([clause("记录应保存十年，并由负责人签字。", "1", lang="zh")])
LIMIT_A = Deviation(DeviationKind.LIMIT, "85", "90", comparable=True, stricter=Side.A)
LIMIT_B = Deviation(DeviationKind.LIMIT, "85", "80", comparable=True, stricter=Side.B)
APART = Deviation(DeviationKind.LIMIT, "65", "85", comparable=False, reason="different measurand")
OTHER = Deviation(DeviationKind.REFERENCE, "GB/T 1", "ISO 2", comparable=False)


def judged(*found: Deviation, alike: float = 0.6, barred: bool = False) -> Judged:
    coverage = Coverage(A, B, np.full((1, 1), alike, dtype=np.float32), 0.4, 0.1)
    return relate(found, coverage, same_wording=0.7, barred=barred)


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
    assert judged(alike=0.9).relation is Relation.EQUAL
    assert judged(alike=0.9).rationale is Rationale.SYNTACTIC
    assert judged(LIMIT_A, alike=0.9).relation is Relation.SUPERSET


def test_turning_the_pair_around_inverts_the_relation() -> None:
    turned = {Side.A: Side.B, Side.B: Side.A}
    for found in ((LIMIT_A,), (LIMIT_B,), (LIMIT_A, LIMIT_B), ()):
        back = tuple(Deviation(d.kind, d.b_text, d.a_text, comparable=True, stricter=turned[d.stricter]) for d in found)
        assert judged(*back).relation is judged(*found).relation.inverse


def test_nothing_in_common_and_disjoint_scopes() -> None:
    assert judged(alike=-0.5).relation is Relation.NONE
    assert judged(alike=0.9, barred=True).relation is Relation.NONE
    assert judged(LIMIT_A, barred=True).stricter is Side.NOT_COMPARABLE
