"""Logistic regression, where asked with weights that are not negative: for features that only ever speak for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
RIDGE = 1e-3


def probabilities(features: Array, names: Sequence[str], weights: Mapping[str, float]) -> Array:
    """(k,) of (k, features): a logistic of ``bias`` and the weights by name (Platt 1999)."""
    slopes = np.array([weights.get(name, 0.0) for name in names])
    return np.asarray(1 / (1 + np.exp(-(weights["bias"] + features @ slopes))), dtype=np.float64)


def fitted(features: Array, right: Array, weight: Array, names: Sequence[str], *, signed: bool = False) -> dict[str, float]:
    """The weights and ``bias`` of greatest likelihood, lightly penalised on the scale of each feature's spread.

    ``features`` (k, features), ``right`` (k,) 0 or 1, ``weight`` (k,) of the cases; ``signed``: features may speak against.
    """
    from scipy.optimize import minimize

    share = weight / weight.sum()
    middle = share @ features
    spread = np.sqrt(share @ (features - middle) ** 2) + 1e-9
    scaled = np.hstack((np.ones((len(features), 1)), (features - middle) / spread))

    def loss(w: Array) -> tuple[float, Array]:
        z = scaled @ w
        p = 1 / (1 + np.exp(-z))
        slopes = np.append(0.0, w[1:])
        value = float(share @ (np.logaddexp(0, z) - right * z)) + RIDGE * float(slopes @ slopes)
        return value, scaled.T @ (share * (p - right)) + 2 * RIDGE * slopes

    start = np.append(0.0, np.full(len(names), 0.0 if signed else 0.5))
    bounds = [(None, None), *[(None if signed else 0.0, None)] * len(names)]
    solved = np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)
    slopes = solved[1:] / spread
    told = {"bias": float(solved[0] - slopes @ middle)} | {n: float(s) for n, s in zip(names, slopes, strict=True)}
    return {name: round(value, 4) for name, value in told.items()}
