"""Fits the weights of ``matcher.relate`` on pairs whose relation is known: a multinomial logistic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.match import Relation
from matcher.relate import TYPICAL, Demands

Array = NDArray[np.float64]
Weights = dict[str, dict[str, float]]
_RIDGE = 0.5
"""The penalty on the squares of all weights, for numbers of spread one, against the log likelihood of all pairs."""


def fit_relation(
    known: Sequence[tuple[Demands, Relation]], fallback: Mapping[str, Mapping[str, float]], *, independent: int = 0
) -> Weights:
    """Weights by relation and name, and what is ``TYPICAL``.

    Every pair counts from both sides, so that turning it around inverts what is said of it. ``independent``: of how many
    different pairs these are the wordings, where a pair comes in several languages. A relation without an example keeps the
    weights of ``fallback``; without any example at all these are given back.
    """
    both = [*known, *((demands.turned, relation.inverse) for demands, relation in known)]
    classes = [r for r in Relation if any(relation is r for _, relation in both)]
    if len(classes) < 2:
        return {name: dict(own) for name, own in fallback.items()}
    names = [*both[0][0].named()]
    x = np.array([[*demands.named().values()] for demands, _ in both])
    y = np.array([classes.index(relation) for _, relation in both])
    middle, spread = x.mean(axis=0), x.std(axis=0)
    spread[spread < 1e-9] = np.inf  # what never differs has no weight
    scaled = np.hstack(((x - middle) / spread, np.ones((len(x), 1))))
    solved = _softmax_regression(scaled, y, len(classes), _RIDGE / (2 * (independent or len(known))))
    slopes = solved[:, :-1] / spread
    rows = np.hstack((slopes, (solved[:, -1] - slopes @ middle)[:, None]))
    found = {
        r.value: {n: round(float(w), 4) for n, w in zip([*names, "bias"], row, strict=True)}
        for r, row in zip(classes, rows, strict=True)
    }
    typical = {n: round(float(m), 4) for n, m in zip(names, middle, strict=True)}
    return {name: dict(own) for name, own in fallback.items()} | found | {TYPICAL: typical}


def _softmax_regression(x: Array, y: NDArray[np.int64], classes: int, ridge: float) -> Array:
    """(classes, signals) by penalised maximum likelihood, a class weighing as the root of its number of examples.

    The last column of ``x`` is 1, and its weights are not penalised.
    """
    from scipy.optimize import minimize

    weight = np.bincount(y, minlength=classes)[y].astype(np.float64) ** -0.5
    weight /= weight.sum()
    truth = np.eye(classes)[y]
    penalty = np.append(np.full(x.shape[1] - 1, ridge), 0.0)

    def loss(flat: Array) -> tuple[float, Array]:
        w = flat.reshape(classes, x.shape[1])
        scores = x @ w.T
        scores -= scores.max(axis=1, keepdims=True)
        p = np.exp(scores)
        p /= p.sum(axis=1, keepdims=True)
        value = -float((weight * np.log(np.maximum((p * truth).sum(axis=1), 1e-12))).sum()) + float((w * w * penalty).sum())
        return value, (((p - truth) * weight[:, None]).T @ x + 2 * w * penalty).ravel()

    start = np.zeros(classes * x.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x).reshape(classes, x.shape[1])
