"""Scores to probabilities: a monotone logistic of what the alignment knows of a link; when to propose, to ask, to stay silent."""

from __future__ import annotations

import math
from enum import StrEnum

import numpy as np

from matcher.parameters import Parameters


class Advice(StrEnum):
    """What the program does with a link of a given confidence."""

    PROPOSE = "propose"
    ASK = "ask"
    SILENT = "silent"


def confidence(posterior: float, support: float, parameters: Parameters) -> float:
    """The probability in [0, 1] that a link is right, from its mutual posterior and the neighbours' support (both in [0, 1]).

    It grows with either, never falls (weights are not negative).
    """
    odds = math.log(min(max(posterior, 1e-6), 1 - 1e-6) / (1 - min(max(posterior, 1e-6), 1 - 1e-6)))
    link = parameters.link
    z = link["bias"] + max(link["posterior"], 0.0) * odds + max(link["support"], 0.0) * support
    return float(1 / (1 + np.exp(-z)))


def advice(probability: float, parameters: Parameters) -> Advice:
    """Propose from the threshold of that name on, ask from the threshold "ask" on, else stay silent."""
    thresholds = parameters.thresholds
    if probability >= thresholds["propose"]:
        return Advice.PROPOSE
    return Advice.ASK if probability >= thresholds["ask"] else Advice.SILENT
