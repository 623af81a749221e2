"""What the links of a comparison are worth: a logistic of what is known of a link (Platt 1999), fitted by ``matcher.fit``.

It has no negative weights: more of a feature never lowers a confidence.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.known import FEATURES, Known
from matcher.logistic import probabilities
from matcher.pairing import Group, Pairing
from matcher.parameters import Parameters

Array = NDArray[np.float64]


class Confidence:
    """What the links of one pairing are worth."""

    def __init__(self, pairing: Pairing, parameters: Parameters) -> None:
        self._pairing, self._weights = pairing, parameters.link
        self._known = Known(pairing)

    def of(self, places: Sequence[tuple[int, int]]) -> Array:
        """(k,) the probability in [0, 1] of each pair (place in A, place in B) to be right, linked or not."""
        return probabilities(self._known.of(places), FEATURES, self._weights)

    def proposal(self, group: Group) -> float:
        """Of a proposal: it is as sure as the least sure of its links."""
        return float(self.of([(i, j) for i in group.a for j in group.b]).min())

    def nearest(self, i: int) -> float:
        """Of the likeliest candidate for the ``i``-th clause of A; 0 where B has no clauses."""
        row = self._pairing.alignment.posterior[i]
        return float(self.of([(i, int(row.argmax()))])[0]) if len(row) else 0.0

    def nearest_in_a(self, j: int) -> float:
        """Of the likeliest candidate for the ``j``-th clause of B; 0 where A has no clauses."""
        column = self._pairing.alignment.posterior[:, j]
        return float(self.of([(int(column.argmax()), j)])[0]) if len(column) else 0.0


def proposals(pairing: Pairing, parameters: Parameters) -> list[tuple[Group, float]]:
    """The proposals of a pairing with their confidence."""
    sure = Confidence(pairing, parameters)
    return [(group, sure.proposal(group)) for group in pairing.groups]
