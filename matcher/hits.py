"""What the candidates of a search are worth: a logistic of the best scores of one query (Platt 1999) and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from matcher import logistic
from matcher.parameters import Weighting

Array = NDArray[np.float64]
FEATURES = ("odds", "distance", "margin")
"""``odds``: log odds of the softmax over the best candidates with a place for "no counterpart". ``distance``: of the score from
those of the best candidates, in standard deviations. ``margin``: over the best other candidate, below zero for all but the first.
"""
WEIGHED = 64
"""So many candidates are looked at, however large the corpus is: an index need not score more."""
_MOST = 8.0
_FEW = 8
"""Fewer scores than this have no spread to speak of."""


def features(best: NDArray[np.float32], weighting: Weighting) -> Array:
    """(k, features) of the candidates of one query; ``best``: their scores, best first, at least 64 where there are as many."""
    scores = best.astype(np.float64)
    weighed = scores[:WEIGHED]
    peak = max(float(scores[0]), weighting.null)
    share = np.exp((scores - peak) / weighting.temperature)
    share /= share[:WEIGHED].sum() + np.exp((weighting.null - peak) / weighting.temperature)
    share = np.clip(share, 1e-6, 1 - 1e-6)
    spread = float(weighed.std()) if len(weighed) >= _FEW else 0.0
    distance = (scores - float(weighed.mean())) / spread if spread > 0 else np.zeros_like(scores)
    margin = scores - scores[0]
    margin[0] = scores[0] - (scores[1] if len(scores) > 1 else min(weighting.null, scores[0]))
    return np.stack((np.clip(np.log(share / (1 - share)), -_MOST, _MOST), distance, margin), axis=1)


def probabilities(best: NDArray[np.float32], weighting: Weighting, worth: Mapping[str, float]) -> list[float]:
    """The probability of each candidate to be the counterpart; ``best``: see ``features``; ``worth``: of ``Parameters.hits``."""
    if not len(best):
        return []
    return [round(float(p), 4) for p in logistic.probabilities(features(best, weighting), FEATURES, worth)]
