"""Two views of one comparison: order-free, where every clause takes its best partner, and monotone, which never crosses.

Both gain from the same beliefs: the log odds of a link over those of the least belief that makes one. The order-free view is a
maximum-weight assignment. The monotone view is dynamic programming over both lists (Needleman and Wunsch 1970) whose steps are
those of sentence alignment (Gale and Church 1993): a gap on either side, 1:1, 1:2, 2:1 and 2:2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Links = list[tuple[int, int]]

_SPLIT = 2.3
"""What a step of 1:2 or 2:1 costs in log odds: it is a tenth as frequent as 1:1 (.089 to .89, Gale and Church 1993)."""
_BLOCK = 4.4
"""The same for 2:2 (.011 to .89)."""


def assign(belief: Array, least: float) -> Links:
    """The one-to-one assignment of rows and columns with the greatest gain; pairs below ``least`` stay without."""
    from scipy.optimize import linear_sum_assignment

    gain = gains(belief, least)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0]


def monotone(belief: Array, ours: Array, theirs: Array, least: float) -> Links:
    """The links of the best alignment in reading order, sorted.

    ``belief`` (n, m) is the mutual belief of 1:1; ``ours`` and ``theirs`` (n, m) are the probabilities of the column given the
    row and of the row given the column. A clause is split in two neighbours where both have it as their counterpart and it has
    one of the two; two neighbours are a block where each answers to the other's neighbour.
    """
    n, m = belief.shape
    steps = {(1, 1): gains(belief, least)}
    if m > 1:
        steps[1, 2] = _split(ours, theirs, least)
    if n > 1:
        steps[2, 1] = _split(theirs.T, ours.T, least).T
    if n > 1 and m > 1:
        crossed = np.minimum(steps[1, 1][:-1, 1:], steps[1, 1][1:, :-1])
        steps[2, 2] = np.where(crossed > 0, steps[1, 1][:-1, 1:] + steps[1, 1][1:, :-1] - _BLOCK, 0.0)
    best = _best(steps, n, m)
    return sorted(_trace(best, steps, n, m))


def gains(belief: Array, least: float) -> Array:
    """The log odds of each belief over those of ``least``, 0 where they are lower."""
    return np.maximum(log_odds(belief) - log_odds(np.array(least)), 0.0)


def log_odds(p: Array) -> Array:
    """Log odds of probabilities, finite at 0 and 1."""
    clipped = np.clip(p, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(clipped / (1 - clipped)))


def odds_to_belief(odds: Array) -> Array:
    """Probabilities of log odds."""
    return np.asarray(1 / (1 + np.exp(-odds)))


def _split(ours: Array, theirs: Array, least: float) -> Array:
    """(n, m - 1) the gain of a row that answers to two neighbouring columns."""
    whole = np.minimum(ours[:, :-1] + ours[:, 1:], 1.0)
    both = np.minimum(theirs[:, :-1], theirs[:, 1:])
    return np.maximum(gains(np.sqrt(whole * both), least) - _SPLIT, 0.0)


def _best(steps: dict[tuple[int, int], Array], n: int, m: int) -> Array:
    """(n + 1, m + 1) the greatest gain of the first rows and columns, row by row."""
    best = np.zeros((n + 1, m + 1))
    for i in range(1, n + 1):
        best[i] = best[i - 1]
        for (rows, columns), gain in steps.items():
            if i >= rows:
                best[i, columns:] = np.maximum(best[i, columns:], best[i - rows, :-columns] + gain[i - rows])
        best[i] = np.maximum.accumulate(best[i])
    return best


def _trace(best: Array, steps: dict[tuple[int, int], Array], n: int, m: int) -> Links:
    """The links of the steps that lead to the greatest gain; gaps before links, 1:1 before longer steps."""
    links: Links = []
    i, j = n, m
    while i and j:
        if best[i, j] == best[i, j - 1]:
            j -= 1
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            rows, columns = next(
                step
                for step, gain in steps.items()
                if i >= step[0] and j >= step[1]
                and best[i, j] == best[i - step[0], j - step[1]] + gain[i - step[0], j - step[1]]
            )  # fmt: skip
            i, j = i - rows, j - columns
            links += (
                [(i, j + 1), (i + 1, j)]
                if rows == columns == 2
                else [(i + x, j + y) for x in range(rows) for y in range(columns)]
            )
    return links
