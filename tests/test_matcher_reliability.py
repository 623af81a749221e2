"""Calibration error, its interval, precision with its bound, and the ways that the matcher is measured beside."""

from __future__ import annotations

import numpy as np
import pytest
from concepts import clause

from matcher.baselines import Asked, chance, ranked, tfidf
from matcher.monotone import has_vecalign, monotone, vecalign
from matcher.reliability import calibration_error, interval, lower_bound, reliability, threshold


def test_calibration_error_is_the_gap_of_the_bins() -> None:
    sure = np.array([0.95] * 10 + [0.25] * 10)
    right = np.array([1.0] * 9 + [0.0] + [1.0] * 5 + [0.0] * 5)
    assert calibration_error(sure, right) == pytest.approx((10 * 0.05 + 10 * 0.25) / 20)
    assert [(b.low, b.count, b.right) for b in reliability(sure, right)] == [(0.2, 10, 0.5), (0.9, 10, 0.9)]
    assert calibration_error(sure[:0], right[:0]) == 0
    assert reliability(np.array([1.0]), np.array([1.0]))[0].high == 1.0


def test_an_interval_is_wider_where_whole_documents_are_drawn() -> None:
    draw = np.random.default_rng(5)
    sure = np.full(400, 0.7)
    right = np.repeat((draw.random(8) < 0.7).astype(float), 50)  # each document right or wrong as a whole
    alone = interval(sure, right, list(range(400)), 17)
    whole = interval(sure, right, np.repeat(np.arange(8), 50).tolist(), 17)
    assert whole[1] - whole[0] > 2 * (alone[1] - alone[0])
    assert interval(sure, right, list(range(400)), 17) == alone
    assert interval(sure[:0], right[:0], [], 17) == (0.0, 0.0)


def test_a_threshold_has_its_precision_and_enough_cases() -> None:
    sure = np.linspace(0, 1, 1001)
    right = (sure >= 0.4).astype(float)
    least = threshold(sure, right, np.ones(1001), 0.99)
    assert 0.38 < least < 0.4
    assert right[sure >= least].mean() >= 0.99
    few = slice(990, None)
    assert threshold(sure[few], right[few], np.ones(11), 0.99) == 2.0  # eleven right ones are no proof of 99 in 100
    assert threshold(sure, right, np.where(sure < 0.4, 9.0, 1.0), 0.99) > least
    assert lower_bound(0, 10) == 0
    assert lower_bound(300, 300) == pytest.approx(0.99, abs=0.001)


def test_chance_is_what_a_random_order_finds() -> None:
    assert chance([1, 3], 10, 1) == pytest.approx(0.2)
    assert chance([1], 10, 20) == 1.0


def test_letters_find_the_same_words() -> None:
    corpus = [clause("noise shall be measured", "1"), clause("vibration of hand tools", "2")]
    asked = Asked([clause("measuring of noise", "x")], corpus, np.zeros((1, 2), np.float32), np.zeros((2, 2), np.float32))
    assert ranked(tfidf(asked), asked, 2) == [["1", "2"]]


def _texts(places: list[int]) -> np.ndarray:
    return np.eye(12, dtype=np.float32)[places]


@pytest.mark.parametrize("way", [monotone, *([vecalign] if has_vecalign() else [])])
def test_a_path_leaves_out_and_never_crosses(way) -> None:
    ours, theirs = [0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 9, 2, 3, 6, 7]
    found = way(_texts(ours), _texts(theirs))
    true = {(i, j) for i, x in enumerate(ours) for j, y in enumerate(theirs) if x == y}
    assert true <= found
    moved = way(_texts([0, 1, 2, 3, 4, 5]), _texts([5, 0, 1, 2, 3, 4]))
    assert {(i, i + 1) for i in range(5)} <= moved
    assert (5, 0) not in moved
    assert monotone(_texts([]), _texts([1])) == set()
