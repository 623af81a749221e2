"""Fits the weights of ``matcher.relate`` on pairs whose relation is known: a multinomial logistic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.match import Relation
from matcher.relate import Demands

Array = NDArray[np.float64]
Weights = dict[str, dict[str, float]]
_RIDGE = 3e-5


def fit_relation(known: Sequence[tuple[Demands, Relation]], fallback: Mapping[str, Mapping[str, float]]) -> Weights:
    """Weights by relation and name. Every pair counts from both sides, so that turning it around inverts what is said of it.

    A relation without an example keeps the weights of ``fallback``; without any example at all these are given back.
    """
    both = [*known, *((demands.turned, relation.inverse) for demands, relation in known)]
    classes = [r for r in Relation if any(relation is r for _, relation in both)]
    if len(classes) < 2:
        return {name: dict(own) for name, own in fallback.items()}
    names = [*both[0][0].named(), "bias"]
    x = np.array([[*demands.named().values(), 1.0] for demands, _ in both])
    y = np.array([classes.index(relation) for _, relation in both])
    solved = _softmax_regression(x, y, len(classes))
    found = {
        r.value: {n: round(float(w), 4) for n, w in zip(names, row, strict=True)} for r, row in zip(classes, solved, strict=True)
    }
    return {name: dict(own) for name, own in fallback.items()} | found


def _softmax_regression(x: Array, y: NDArray[np.int64], classes: int) -> Array:
    """(classes, signals) by penalised maximum likelihood, a class weighing as the root of its number of examples."""
    from scipy.optimize import minimize

    weight = np.bincount(y, minlength=classes)[y].astype(np.float64) ** -0.5
    weight /= weight.sum()
    truth = np.eye(classes)[y]

    def loss(flat: Array) -> tuple[float, Array]:
        w = flat.reshape(classes, x.shape[1])
        scores = x @ w.T
        scores -= scores.max(axis=1, keepdims=True)
        p = np.exp(scores)
        p /= p.sum(axis=1, keepdims=True)
        value = -float((weight * np.log(np.maximum((p * truth).sum(axis=1), 1e-12))).sum()) + _RIDGE * float(flat @ flat)
        return value, (((p - truth) * weight[:, None]).T @ x).ravel() + 2 * _RIDGE * flat

    start = np.zeros(classes * x.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x).reshape(classes, x.shape[1])
