"""What is known of a link when its confidence is told: its own numbers, those of its rivals, and how kin the two documents are.

Every feature is turned so that more of it never speaks against a link. Two of them belong to the pair of documents: between two
documents that say different things the best candidate of a clause is no better than chance may give it, and stands out less.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.pairing import Pairing

Array = NDArray[np.float64]
Places = NDArray[np.int64]
FEATURES = ("odds", "distance", "margin", "support", "order", "own", "anchors", "length", "kinship", "distinct")
"""``odds``: log odds of the mutual posterior. ``distance``: of the cosine from those of the same row and of the same column, in
standard deviations, the lesser. ``margin``: over the next best of row and column, the lesser. ``support``: of neighbours and
parents. ``order``: the monotone view has the link, as far as there is an order. ``own``: 1 for a link of the one-to-one
assignment, 0 for one beside it. ``anchors``, ``length``: those signals. ``kinship``: the mean best posterior of the shorter side.
``distinct``: the median margin of its best candidates."""
_SPREAD = 0.02
"""A row with less spread than this is a row of few clauses: it says nothing of what is usual."""
_MOST = 8.0


class Known:
    """The features of the links of one pairing."""

    def __init__(self, pairing: Pairing) -> None:
        signals = pairing.scorer.signals(0, len(pairing.a.clauses))
        self._cosine, self._anchors, self._length = (
            signals[name].astype(np.float64) for name in ("meaning", "anchors", "length")
        )
        self._pairing = pairing
        self._links = {(link.a, link.b): link for link in pairing.alignment.links}
        self._rows, self._columns = _Side(self._cosine), _Side(self._cosine.T)
        belief = pairing.alignment.posterior
        n, m = belief.shape
        shorter = self._rows if n <= m else self._columns
        self._kinship = float(belief.max(axis=1 if n <= m else 0).mean()) if n and m else 0.0
        self._distinct = float(np.median(shorter.first - shorter.second)) if n and m else 0.0

    def of(self, places: Sequence[tuple[int, int]]) -> Array:
        """(k, features) of the pairs (place in A, place in B)."""
        if not places:
            return np.zeros((0, len(FEATURES)))
        i, j = np.array(places, dtype=np.int64).T
        alignment = self._pairing.alignment
        links = [self._links.get((int(a), int(b))) for a, b in places]
        belief = np.array([link.posterior if link else alignment.posterior[a, b] for link, a, b in zip(links, i, j, strict=True)])
        belief = np.clip(belief, 1e-6, 1 - 1e-6)
        cosine = self._cosine[i, j]
        columns = (
            np.clip(np.log(belief / (1 - belief)), -_MOST, _MOST),
            np.minimum(self._rows.distance(cosine, i), self._columns.distance(cosine, j)),
            np.minimum(self._rows.margin(cosine, i), self._columns.margin(cosine, j)),
            np.array([link.support if link else 0.0 for link in links]),
            np.array([alignment.order if link and link.monotone else 0.0 for link in links]),
            np.array([1.0 if link and not link.extra else 0.0 for link in links]),
            self._anchors[i, j],
            self._length[i, j],
            np.full(len(i), self._kinship),
            np.full(len(i), self._distinct),
        )
        return np.stack(columns, axis=1)


class _Side:
    """Mean, spread, best and second best of the rows of a matrix of cosines (n, m)."""

    def __init__(self, cosine: Array) -> None:
        n, m = cosine.shape
        self.mean, self.first, self.second = np.zeros(n), np.zeros(n), np.zeros(n)
        self.spread = np.full(n, _SPREAD)
        if m:
            self.mean, self.spread = cosine.mean(axis=1), np.maximum(cosine.std(axis=1), _SPREAD)
            self.first = cosine.max(axis=1)
        if m > 1:
            self.second = np.partition(cosine, -2, axis=1)[:, -2]

    def distance(self, cosine: Array, row: Places) -> Array:
        """From the mean of the row, in standard deviations."""
        return np.asarray((cosine - self.mean[row]) / self.spread[row])

    def margin(self, cosine: Array, row: Places) -> Array:
        """Over the best of the others of the row."""
        return np.asarray(cosine - np.where(cosine >= self.first[row], self.second[row], self.first[row]))
