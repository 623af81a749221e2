"""Whether one way to search finds more than another on the same queries: what was gained and lost, and what chance does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SURE = 0.05
"""What chance alone may do so often is no gain."""
_ROUNDS = 1000
_SEED = 17


@dataclass(frozen=True, slots=True)
class Gain:
    """Two ways compared on ``queries``: the shares that each has right, and how many were ``gained`` and ``lost`` between them.

    ``chance`` is the probability of at least so many gains among the queries that changed, if gains and losses were equally
    likely (the exact one-sided test of McNemar 1947). ``low`` and ``high`` hold the difference of the shares in 95 of 100 draws.
    """

    queries: int
    before: float
    after: float
    gained: int
    lost: int
    chance: float
    low: float
    high: float

    @property
    def better(self) -> bool:
        """Whether more is right than chance explains."""
        return self.gained > self.lost and self.chance <= SURE

    def __str__(self) -> str:
        """One line for the user."""
        return (
            f"{self.before:.3f} before, {self.after:.3f} after (+{self.gained} −{self.lost}, difference {self.low:+.3f} to "
            f"{self.high:+.3f}; by chance alone in {self.chance:.1%} of cases)"
        )


def gain(before: Sequence[bool], after: Sequence[bool], clusters: Sequence[object] = ()) -> Gain:
    """The gain from ``before`` to ``after``, which say of the same queries whether each is right.

    ``clusters`` name what a query is drawn with for the interval (percentiles of a bootstrap of whole clusters, Efron 1979);
    without them every query is drawn by itself. Raises ``ValueError`` where there is no query.
    """
    if not before:
        raise ValueError("a gain needs queries")
    old, new = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    gained, lost = int(((new - old) > 0).sum()), int(((new - old) < 0).sum())
    codes: dict[object, int] = {}
    place = np.array([codes.setdefault(name, len(codes)) for name in (clusters or range(len(before)))])
    differences, sizes = np.bincount(place, weights=new - old), np.bincount(place)
    drawn = np.random.default_rng(_SEED).integers(len(codes), size=(_ROUNDS, len(codes)))
    low, high = np.quantile(differences[drawn].sum(axis=1) / sizes[drawn].sum(axis=1), (0.025, 0.975))
    return Gain(
        len(before),
        float(old.mean()),
        float(new.mean()),
        gained,
        lost,
        _tail(gained, gained + lost),
        low=float(low),
        high=float(high),
    )


def _tail(least: int, throws: int) -> float:
    """The probability of ``least`` heads or more in ``throws`` of a fair coin."""
    return float(sum(math.comb(throws, k) for k in range(least, throws + 1)) / 2**throws)
