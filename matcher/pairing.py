"""One document against one other: scores, alignment, and the links grouped into proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from ingest.clause import Clause, Document
from matcher.align import Alignment, Link, align
from matcher.match import Candidate
from matcher.parameters import Parameters
from matcher.retrieve import Scorer
from matcher.signals import modality

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Group:
    """The clauses (places) of one proposal: n:1 or 1:n around the ``main`` link."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    main: Link


class Pairing:
    """The alignment of ``a`` with ``b`` and what it rests on: ``scorer`` (vectors, lexicon), ``alignment``, ``groups``."""

    def __init__(self, a: Document, b: Document, vectors: Mapping[str, Array], encoder: Encoder, parameters: Parameters) -> None:
        self.a, self.b = a, b
        ours, theirs = (vectors[d.standard.designation] for d in (a, b))
        w = parameters.pair
        self.scorer = Scorer(a.clauses, b.clauses, ours, theirs, encoder.means, w, joint=True)
        self.alignment: Alignment = align(
            a.clauses, b.clauses, self._scores(parameters), temperature=w.temperature, null=w.null, support=parameters.support
        )
        self.groups = group(self.alignment.links)

    def _scores(self, parameters: Parameters) -> NDArray[np.float64]:
        if not self.a.clauses or not self.b.clauses:
            return np.zeros((len(self.a.clauses), len(self.b.clauses)))
        scores = np.vstack([block for _, block in self.scorer.blocks()]).astype(np.float64)
        return scores + parameters.pair.weights.get("modality", 0.0) * modality(self.a.clauses, self.b.clauses)

    def linked(self, i: int) -> bool:
        """Whether the ``i``-th clause of A has a link."""
        return any(link.a == i for link in self.alignment.links)

    def unmatched_b(self) -> list[int]:
        """The places of the clauses of B that have no link."""
        linked = {link.b for link in self.alignment.links}
        return [j for j in range(len(self.b.clauses)) if j not in linked]

    def candidates(self, i: int, top: int) -> tuple[Candidate, ...]:
        """The ranked clauses of B for the ``i``-th of A, with their mutual posterior."""
        return _ranked(self.alignment.posterior[i], self.b.clauses, top)

    def candidates_of_b(self, j: int, top: int) -> tuple[Candidate, ...]:
        """The ranked clauses of A for the ``j``-th of B, with their mutual posterior."""
        return _ranked(self.alignment.posterior[:, j], self.a.clauses, top) if self.a.clauses else ()


def group(links: Sequence[Link]) -> tuple[Group, ...]:
    """Proposals: each main link with the extra links of the side that has more of them, the others in rows of their own."""
    groups = []
    extras = [link for link in links if link.extra]
    for link in (x for x in links if not x.extra):
        of_a = [x for x in extras if x.a == link.a]
        of_b = [x for x in extras if x.b == link.b]
        if len(of_a) > len(of_b):
            groups.append(Group((link.a,), tuple(sorted((link.b, *(x.b for x in of_a)))), link))
            alone = of_b
        else:
            groups.append(Group(tuple(sorted((link.a, *(x.a for x in of_b)))), (link.b,), link))
            alone = of_a
        groups += [Group((x.a,), (x.b,), x) for x in alone]
    return tuple(sorted(groups, key=lambda g: (g.a, g.b)))


def _ranked(beliefs: NDArray[np.float64], clauses: Sequence[Clause], top: int) -> tuple[Candidate, ...]:
    best = np.argsort(-beliefs, kind="stable")[:top]
    return tuple(Candidate(clauses[k].standard, clauses[k].id, round(float(beliefs[k]), 4)) for k in best)
