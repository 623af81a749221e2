"""Probabilities: monotone, bounded, fitted so that they mean what they say, and what follows from them."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from concepts import Concepts, document
from hypothesis import given
from hypothesis import strategies as st

from index.passage import passages
from matcher import hits
from matcher.advise import advice, advised, needed
from matcher.calibrate import Confidence
from matcher.compare import compare
from matcher.fit import fit
from matcher.logistic import fitted, probabilities
from matcher.match import Advice
from matcher.pairing import Pairing
from matcher.parameters import Parameters, from_json, shipped

SCORES = st.lists(st.floats(min_value=-20, max_value=40, width=32), min_size=1, max_size=80)


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Parameters:
    """Parameters fitted on clauses of which a third has no counterpart."""
    rows = []
    for i in range(60):
        rows.append({"standard": "Z", "clause": f"z{i}", "lang": "zh", "title": "", "text": f"条款 c{i} 规定第{i}类事项"})
        other = i if i % 3 else i + 100
        rows.append(
            {"standard": "E", "clause": f"e{i}", "lang": "en", "title": "", "text": f"clause on c{other}, matter {other}"}
        )
        gold = {"gold": True, "a_standard": "Z", "a_clause": f"z{i}", "b_standard": "E", "b_clause": f"e{i}", "relation": "equal"}
        rows += [gold] if i % 3 else []
    path = tmp_path_factory.mktemp("gold") / "set.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    first, again = fit([path], Concepts()), fit([path], Concepts(), vectors=path.parent / "vectors")
    assert first == again
    return first


def test_fitting_tells_right_from_wrong(learnt: Parameters) -> None:
    assert learnt.single.weights["meaning"] > 0
    assert min(learnt.single.weights.values()) >= 0
    assert learnt.fitted["sets"] == "set"
    a = document("A", "zh", [f"条款 c{i}" for i in range(12)])
    b = document("B", "en", [f"clause on c{i}" for i in range(8)])
    vectors = {d.standard.designation: Concepts().encode(passages(d.clauses)) for d in (a, b)}
    worth = Confidence(Pairing(a, b, vectors, Concepts(), learnt), learnt)
    assert min(worth.nearest(i) for i in range(8)) > 0.7
    assert max(worth.nearest(i) for i in range(8, 12)) < 0.3
    assert worth.nearest_in_a(3) == worth.nearest(3)


def test_a_stranger_is_believed_less_than_kin(learnt: Parameters) -> None:
    a = document("A", "zh", [f"条款 c{i}" for i in range(12)])
    kin = document("B", "en", [f"clause on c{i}" for i in range(12)])
    stranger = document("C", "en", [f"clause on c{i}" for i in (0, *range(50, 61))])
    sure = [{m.a_clauses: m.confidence for m in compare(a, other, Concepts(), parameters=learnt)} for other in (kin, stranger)]
    assert sure[0]["1",] > sure[1]["1",]


def test_every_match_says_what_is_to_be_done_with_it(learnt: Parameters) -> None:
    chosen = replace(learnt, thresholds={"0.9": 0.5, "0.99": 1.1, "ask": 0.2})
    a = document("A", "zh", [f"条款 c{i}" for i in range(12)])
    b = document("B", "en", [f"clause on c{i}" for i in range(8)])
    at_99 = compare(a, b, Concepts(), parameters=chosen)
    at_90 = advised(at_99, chosen, 0.9)
    assert {m.advice for m in at_90 if m.a_clauses and m.b_clauses} == {Advice.PROPOSE}
    assert {m.advice for m in at_99 if m.a_clauses and m.b_clauses} == {Advice.ASK}
    assert [m.confidence for m in at_90] == [m.confidence for m in at_99]


def test_advice_follows_the_thresholds() -> None:
    parameters = replace(shipped(), thresholds={"0.9": 0.6, "0.99": 0.8, "ask": 0.3})
    assert [advice(p, parameters) for p in (0.9, 0.8, 0.7, 0.1)] == [Advice.PROPOSE, Advice.PROPOSE, Advice.ASK, Advice.SILENT]
    assert advice(0.7, parameters, 0.9) is Advice.PROPOSE
    assert needed(0.85, parameters) == needed(0.9, parameters) == 0.6
    assert needed(0.95, parameters) == 0.8
    assert advice(1.0, parameters, 0.999) is Advice.ASK  # more than was fitted cannot be promised


def test_a_higher_precision_never_needs_less_confidence() -> None:
    told = [needed(precision) for precision in (0.8, 0.9, 0.95, 0.97, 0.98, 0.99)]
    assert told == sorted(told)
    assert shipped().thresholds["ask"] <= told[-1]


@given(SCORES)
def test_a_better_candidate_is_never_worth_less(scores: list[float]) -> None:
    best = np.array(sorted(scores, reverse=True), dtype=np.float32)
    for mode in ("single", "joint"):
        told = hits.probabilities(best, shipped().single, shipped().hits[mode])
        assert told == sorted(told, reverse=True)
        assert all(0 <= p <= 1 for p in told)
    assert hits.probabilities(best[:0], shipped().single, shipped().hits["single"]) == []


def test_a_logistic_has_no_weight_below_zero() -> None:
    draw = np.random.default_rng(3)
    features = draw.normal(size=(400, 2))
    right = (draw.random(400) < 1 / (1 + np.exp(-(2 * features[:, 0] - features[:, 1])))).astype(float)
    weights = fitted(features, right, np.ones(400), ("for", "against"))
    assert weights["for"] > 1
    assert weights["against"] == 0
    told = probabilities(features, ("for", "against"), weights)
    assert abs(told.mean() - right.mean()) < 0.02


def test_shipped_parameters_say_how_they_were_fitted() -> None:
    assert from_json(shipped().to_json()) == shipped()
    assert {"model", "sets", "command"} <= shipped().fitted.keys()
    judges = ("tw_hse", "asvs", "crosswalk", "udhr")
    assert not any(name in shipped().fitted["sets"] for name in judges)


def test_damaged_parameters_are_refused() -> None:
    with pytest.raises((TypeError, ValueError)):
        from_json("{}")
