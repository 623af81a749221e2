"""Alignment that never crosses, in the manner of vecalign (Thompson and Koehn 2019), on vectors that are at hand.

The neighbours' way, as a baseline: costs of 1:1, 1:2, 2:1 and 2:2 blocks and of clauses left out, the cheapest path by dynamic
programming. Both sides in reading order. The vector of two clauses is the mean of theirs: nothing is embedded for it.
"""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Costs = NDArray[np.float64]
Pairs = set[tuple[int, int]]
_STEPS = ((1, 1), (1, 2), (2, 1), (2, 2))
_LEFT_OUT = 0.2
"""The quantile of the costs of all pairs at which leaving a clause out is as cheap (vecalign's ``del_percentile_frac``)."""
_PACKAGE = "sentweave"
"""The package on the public index that carries the code of vecalign."""


def monotone(ours: Array, theirs: Array) -> Pairs:
    """The pairs (place, place) of the cheapest path through vectors (n, d) and (m, d), rows of length one."""
    if not len(ours) or not len(theirs):
        return set()
    costs = _costs(ours, theirs)
    penalty = float(np.quantile(costs[1, 1], _LEFT_OUT))
    best = _forward(costs, penalty)
    return _back(best, costs, penalty)


def has_vecalign() -> bool:
    """Whether vecalign itself is installed."""
    return find_spec(_PACKAGE) is not None


def vecalign(ours: Array, theirs: Array) -> Pairs:
    """The pairs of vecalign itself with its own defaults, on the same vectors.

    Raises:
        ImportError: it is not installed (see ``has_vecalign``).
    """
    from importlib import import_module

    code = import_module(f"{_PACKAGE}.dp_utils")
    np.random.seed(42)
    stacks = [np.stack([vectors, *(_blocks(vectors, n) for n in (2, 3))]).astype(np.float32) for vectors in (ours, theirs)]
    found = code.vecalign(
        vecs0=stacks[0],
        vecs1=stacks[1],
        final_alignment_types=code.make_alignment_types(4),
        del_percentile_frac=_LEFT_OUT,
        width_over2=7,
        max_size_full_dp=300,
        costs_sample_size=20_000,
        num_samps_for_norm=100,
    )
    return {(int(i), int(j)) for a, b in found[0]["final_alignments"] for i in a for j in b}


def _blocks(vectors: Array, size: int) -> Array:
    """(n, d) row i is the mean of rows i - size + 1 to i, of length one; rows before that are what there is."""
    sums = np.stack([vectors[max(i - size + 1, 0) : i + 1].sum(axis=0) for i in range(len(vectors))])
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def _costs(ours: Array, theirs: Array) -> dict[tuple[int, int], Costs]:
    """(n, m) for each kind of block that ends there: vecalign's cost, with all of the other side as the sample of its norm."""
    a, b = {1: ours, 2: _blocks(ours, 2)}, {1: theirs, 2: _blocks(theirs, 2)}
    usual_a = {n: 1 - a[n] @ theirs.mean(axis=0) for n in a}
    usual_b = {n: 1 - b[n] @ ours.mean(axis=0) for n in b}
    found = {}
    for x, y in _STEPS:
        usual = np.maximum(usual_a[x][:, None] + usual_b[y][None, :], 1e-6)
        found[x, y] = np.maximum(2 * x * y * (1 - a[x] @ b[y].T) / usual, 0.0).astype(np.float64)
    return found


def _forward(costs: dict[tuple[int, int], Costs], penalty: float) -> Costs:
    """(n + 1, m + 1) the least cost of the first i and j clauses."""
    n, m = costs[1, 1].shape
    along = penalty * np.arange(m + 1)
    best = np.full((n + 1, m + 1), np.inf)
    best[0] = along
    for i in range(1, n + 1):
        row = best[i - 1] + penalty
        for (x, y), cost in costs.items():
            if i >= x and m >= y:
                row[y:] = np.minimum(row[y:], best[i - x, : m + 1 - y] + cost[i - 1, y - 1 :])
        best[i] = np.minimum.accumulate(row - along) + along  # clauses of B left out on the way
    return best


def _back(best: Costs, costs: dict[tuple[int, int], Costs], penalty: float) -> Pairs:
    i, j = best.shape[0] - 1, best.shape[1] - 1
    found: Pairs = set()
    while i and j:
        ways = [(best[i - 1, j] + penalty, 1, 0), (best[i, j - 1] + penalty, 0, 1)]
        ways += [(best[i - x, j - y] + c[i - 1, j - 1], x, y) for (x, y), c in costs.items() if i >= x and j >= y]
        _, x, y = min(ways)
        found |= {(p, q) for p in range(i - x, i) for q in range(j - y, j)} if x and y else set()
        i, j = i - x, j - y
    return found
