"""The relation follows from what each side demands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from concepts import clause
from hypothesis import given
from hypothesis import strategies as st

from matcher.coverage import Coverage, said
from matcher.fit_relation import fit_relation
from matcher.match import Deviation, DeviationKind, Relation, Side
from matcher.parameters import shipped
from matcher.relate import SCOPES, TYPICAL, Demands, Implication, Judged, Rationale, choose, demands, reasons, relate
from matcher.standing import Standing

A = said([clause("Records shall be kept for ten years.", "1")])
B = said([clause("记录应保存十年，并由负责人签字。", "1", lang="zh")])
LIMIT_A = Deviation(DeviationKind.LIMIT, "85", "90", comparable=True, stricter=Side.A)
LIMIT_B = Deviation(DeviationKind.LIMIT, "85", "80", comparable=True, stricter=Side.B)
APART = Deviation(DeviationKind.LIMIT, "65", "85", comparable=False, reason="different measurand")
OTHER = Deviation(DeviationKind.REFERENCE, "GB/T 1", "ISO 2", comparable=False)
MORE_A = Deviation(DeviationKind.MISSING, "and signed", comparable=True, stricter=Side.A)
WEIGHTS = {
    "equal-to": {"bias": -4.0, "said_a": 2.5, "said_b": 2.5},
    "equivalent-to": {"bias": 0.0},
    "superset-of": {"bias": -1.0, "a_stricter": 3.0},
    "subset-of": {"bias": -1.0, "b_stricter": 3.0},
    "intersects-with": {"bias": -0.5, "a_stricter": 1.0, "b_stricter": 1.0, "apart": 3.0},
    "no-relationship": {"bias": -9.0},
}


def covered() -> Coverage:
    return Coverage(A, B, np.full((1, 1), 0.6, dtype=np.float32), 0.4, 0.1)


def judged(*found: Deviation, alike: float = 0.6, barred: bool = False) -> Judged:
    return relate(found, covered(), Standing(said_a=alike, said_b=alike), weights=WEIGHTS, barred=barred)


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
    assert relate((), covered(), weights=biased).relation is Relation.EQUAL
    assert relate((LIMIT_A,), covered(), weights=biased).relation not in (Relation.EQUAL, Relation.SUBSET, Relation.EQUIVALENT)
    assert relate((LIMIT_B,), covered(), weights=biased).relation is Relation.SUBSET


def test_what_one_side_alone_demands_is_counted_apart_from_limits() -> None:
    found = demands((MORE_A,), covered(), Standing())
    assert (found.more_a, found.more_b, found.a_stricter, found.b_stricter) == (1.0, 0.0, 0.0, 0.0)


def test_fitted_weights_learn_what_the_examples_show() -> None:
    plain = Demands(said_a=0.8, said_b=0.8)
    more = Demands(said_a=0.4, said_b=0.8, longer_a=0.7)
    weights = fit_relation([(plain, Relation.EQUAL), (more, Relation.SUPERSET)] * 10, {})
    assert choose(plain, weights) is Relation.EQUAL
    assert choose(more, weights) is Relation.SUPERSET
    assert choose(more.turned, weights) is Relation.SUBSET
    assert weights[TYPICAL]["said_a"] == weights[TYPICAL]["said_b"] == pytest.approx(0.7)
    assert fit_relation([], {"equal-to": {"bias": 1.0}}) == {"equal-to": {"bias": 1.0}}


def test_turning_the_pair_around_inverts_the_relation() -> None:
    turned = {Side.A: Side.B, Side.B: Side.A}
    for found in ((LIMIT_A,), (LIMIT_B,), (LIMIT_A, LIMIT_B), ()):
        back = tuple(Deviation(d.kind, d.b_text, d.a_text, comparable=True, stricter=turned[d.stricter]) for d in found)
        assert judged(*back).relation is judged(*found).relation.inverse


NUMBERS = st.builds(Demands, **dict.fromkeys(Demands().named(), st.floats(0, 1)))


@given(NUMBERS)
def test_shipped_weights_say_the_inverse_of_a_turned_pair(found: Demands) -> None:
    assert found.turned.turned == found
    weights = shipped().relation
    here, there = choose(found, weights), choose(found.turned, weights)
    # two relations of the same likelihood may be told in either order
    assert there is here.inverse or choose(replace(found, said_a=found.said_a + 0.01), weights) is not here


@given(NUMBERS)
def test_reasons_are_shares_of_numbers_that_exist(found: Demands) -> None:
    told = reasons(found, choose(found, shipped().relation), shipped().relation)
    assert told
    assert sum(abs(reason.share) for reason in told) <= 1.001
    assert {reason.name for reason in told} <= set(found.named())


def test_reasons_tell_what_spoke_for_the_relation_and_what_ruled_out_another() -> None:
    weights = WEIGHTS | {TYPICAL: {"said_a": 0.5, "said_b": 0.5}}
    found = Standing(said_a=1.0, said_b=1.0)
    same = relate((), covered(), found, weights=weights)
    assert {r.name for r in same.reasons} == {"said_a", "said_b"}
    assert all(r.share == pytest.approx(0.5) for r in same.reasons)
    stricter = relate((LIMIT_A,), covered(), found, weights=weights | {"superset-of": {"bias": -1.0}})
    assert stricter.relation is not Relation.EQUAL
    assert stricter.reasons[0].name == "a_stricter"


def test_disjoint_scopes_leave_no_relation() -> None:
    assert judged(alike=0.9, barred=True).relation is Relation.NONE
    assert [r.name for r in judged(alike=0.9, barred=True).reasons] == [SCOPES]
    assert judged(LIMIT_A, barred=True).stricter is Side.NOT_COMPARABLE


def test_numbers_that_say_nearly_the_same_are_told_together() -> None:
    """Of two that go together one may weigh against what both say: fitted weights share out what they have in common."""
    weights = {"equal-to": {"said_a": 4.0, "rival_a": 1.0}, "intersects-with": {}, TYPICAL: {"said_a": 0.5, "rival_a": 0.0}}
    (told,) = reasons(Demands(said_a=1.0, rival_a=-1.0), Relation.EQUAL, weights)
    assert (told.name, told.share) == ("said_a", 1.0)
