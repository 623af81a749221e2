"""Who stands under whom in a clause list, and where links contradict that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.clause import Clause


@dataclass(frozen=True, slots=True)
class Lineage:
    """Places of parents (n,), -1 for none; children (n, n) with 1 where the column stands under the row; ``bare`` (n,) headings.

    A heading is bare where it has clauses below it and no text of its own.
    """

    parent: NDArray[np.int64]
    children: NDArray[np.float64]
    bare: NDArray[np.bool_]

    @staticmethod
    def of(clauses: Sequence[Clause]) -> Lineage:
        """The lineage of ``clauses``; a parent that is not among them, or that is the clause itself, is none."""
        place = {c.id: i for i, c in enumerate(clauses) if c.id}
        parent = np.array([place.get(c.parent, -1) if c.parent != c.id else -1 for c in clauses], dtype=np.int64)
        children = np.zeros((len(clauses), len(clauses)))
        for i, above in enumerate(parent):
            if above >= 0:
                children[above, i] = 1.0
        bare = np.array([not c.text.strip() for c in clauses], dtype=bool) & (children.sum(1) > 0)
        return Lineage(parent, children, bare)

    def above(self, i: int) -> tuple[int, ...]:
        """The places of what stands above ``i``, nearest first."""
        found: list[int] = []
        while (i := int(self.parent[i])) >= 0 and i not in found:
            found.append(i)
        return tuple(found)


def contradiction(a: int, b: int, links: Mapping[int, Sequence[int]], ours: Lineage, theirs: Lineage) -> tuple[int, int] | None:
    """The nearest linked ancestor of ``a`` and its counterpart, where ``b`` does not stand under that; None where all agrees.

    ``links`` by place in A. A counterpart that is ``b`` itself is no contradiction: a chapter may answer to one clause.
    """
    for above in ours.above(a):
        counterparts = links.get(above, ())
        if counterparts:
            line = {b, *theirs.above(b)}
            return None if line.intersection(counterparts) else (above, counterparts[0])
    return None
