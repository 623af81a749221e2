"""How far probabilities mean what they say: calibration error with its interval, reliability, precision with its lower bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
BINS = 10
ROUNDS = 1000
SLACK = 0.02
"""How far the lower bound of a precision may be below the precision that is asked for."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One proposal that gold can judge: its set, what it is drawn again with (document, clause), confidence, and its truth."""

    set: str
    document: str
    clause: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The proposals whose confidence lies in [``low``, ``high``): how many, their mean confidence, the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def reliability(confidence: Array, right: Array) -> tuple[Bin, ...]:
    """Ten bins of equal width over [0, 1], the last with both ends; empty bins are left out."""
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    found = []
    for i in range(BINS):
        own = place == i
        if own.any():
            found.append(Bin(i / BINS, (i + 1) / BINS, int(own.sum()), float(confidence[own].mean()), float(right[own].mean())))
    return tuple(found)


def calibration_error(confidence: Array, right: Array) -> float:
    """Expected calibration error over ten bins of equal width (Guo et al. 2017, equation 3); 0 where there is nothing."""
    if not len(confidence):
        return 0.0
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    apart = np.bincount(place, weights=confidence - right, minlength=BINS)
    return float(np.abs(apart).sum() / len(confidence))


def interval(confidence: Array, right: Array, clusters: Sequence[object], seed: int) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of the calibration error over 1,000 draws of whole ``clusters`` with replacement."""
    if not len(confidence):
        return 0.0, 0.0
    codes: dict[object, int] = {}
    place = np.array([codes.setdefault(cluster, len(codes)) for cluster in clusters])
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    apart, size = np.zeros((len(codes), BINS)), np.zeros(len(codes))
    np.add.at(apart, (place, bins), confidence - right)
    np.add.at(size, place, 1.0)
    draw = np.random.default_rng(seed)
    errors = []
    for _ in range(ROUNDS):
        times = np.bincount(draw.integers(len(codes), size=len(codes)), minlength=len(codes))
        errors.append(np.abs(times @ apart).sum() / max(float(times @ size), 1.0))
    low, high = np.quantile(errors, (0.025, 0.975))
    return float(low), float(high)


def lower_bound(right: float, count: float) -> float:
    """The one-sided 95 % lower bound of a share (Clopper and Pearson 1934); 0 where nothing is right."""
    from scipy.stats import beta

    return float(beta.ppf(0.05, right, count - right + 1)) if right > 0 else 0.0


def threshold(confidence: Array, right: Array, weight: Array, precision: float) -> float:
    """The least confidence from which on proposals together have ``precision``, its lower bound at most ``SLACK`` below; else 2.

    Cases count by ``weight``; the bound is that of as many cases as these are worth together (Kish 1965: squared sum over sum of
    squares). Proposals of one confidence are taken together or not at all. 2 is above every probability: nothing is proposed.
    """
    order = np.argsort(-confidence, kind="stable")
    sure, own = confidence[order], weight[order]
    total, good, squares = np.cumsum(own), np.cumsum(own * right[order]), np.cumsum(own**2)
    last = np.flatnonzero(np.append(sure[1:] != sure[:-1], [True])) if len(sure) else np.zeros(0, dtype=int)
    for end in last[::-1][(good / total >= precision)[last[::-1]]].tolist():
        count = float(total[end] ** 2 / squares[end])
        if lower_bound(count * float(good[end] / total[end]), count) >= precision - SLACK:
            return float(sure[end])
    return 2.0
