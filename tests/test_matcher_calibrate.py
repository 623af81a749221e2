"""Probabilities: monotone, bounded, and fitted so that they mean what they say."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from concepts import Concepts
from hypothesis import given
from hypothesis import strategies as st

from matcher.calibrate import Advice, advice, confidence
from matcher.fit import fit
from matcher.parameters import from_json, shipped

UNIT = st.floats(min_value=0, max_value=1)


@given(UNIT, UNIT, UNIT)
def test_confidence_never_falls_with_belief_or_support(low: float, high: float, support: float) -> None:
    low, high = sorted((low, high))
    assert 0 <= confidence(low, support, shipped()) <= confidence(high, support, shipped()) <= 1
    assert confidence(support, low, shipped()) <= confidence(support, high, shipped())


def test_advice_follows_the_thresholds() -> None:
    parameters = replace(shipped(), thresholds={"propose": 0.8, "ask": 0.3})
    assert [advice(p, parameters) for p in (0.9, 0.8, 0.5, 0.1)] == [Advice.PROPOSE, Advice.PROPOSE, Advice.ASK, Advice.SILENT]


def test_shipped_parameters_say_how_they_were_fitted() -> None:
    assert from_json(shipped().to_json()) == shipped()
    assert {"model", "sets", "command"} <= shipped().fitted.keys()
    judges = ("tw_hse", "asvs", "crosswalk", "udhr")
    assert not any(name in shipped().fitted["sets"] for name in judges)


def test_damaged_parameters_are_refused() -> None:
    with pytest.raises((TypeError, ValueError)):
        from_json("{}")


def test_fitting_tells_right_from_wrong(tmp_path: Path) -> None:
    rows = []
    for i in range(40):
        rows.append({"standard": "Z", "clause": f"z{i}", "lang": "zh", "title": "", "text": f"条款 c{i} 规定第{i}类事项"})
        rows.append({"standard": "E", "clause": f"e{i}", "lang": "en", "title": "", "text": f"clause on c{i}, matter {i}"})
        rows.append(
            {"gold": True, "a_standard": "Z", "a_clause": f"z{i}", "b_standard": "E", "b_clause": f"e{i}", "relation": "equal"}
        )
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    first, again = fit([path], Concepts()), fit([path], Concepts())
    assert first == again
    assert first.single.weights["meaning"] > 0
    assert min(first.single.weights.values()) >= 0
    assert first.fitted["sets"] == "set"
    assert confidence(0.95, 0.5, first) > 0.8
    assert np.isfinite(list(first.link.values())).all()
