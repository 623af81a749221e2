"""One document against one other: scores, alignment, and the links grouped into proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.spoken import unknown
from ingest.clause import Clause, Document
from matcher.align import Alignment, Link, align, unlike
from matcher.lineage import Lineage, contradiction
from matcher.match import Candidate, View
from matcher.parameters import Parameters
from matcher.retrieve import Scorer
from matcher.scope import scope_relation
from matcher.scope_verdict import ScopeVerdict
from matcher.signals import modality

Array = NDArray[np.float32]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Group:
    """The clauses (places) of one proposal: n:1 or 1:n around the ``main`` link."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    main: Link


class Pairing:
    """The alignment of ``a`` with ``b`` and what it rests on: ``scorer`` (vectors, lexicon), ``alignment``, ``groups``.

    ``bonus`` (n, m) is added to the scores: what other standards say about a pair. ``unknown`` are the languages that the model
    does not know.
    """

    def __init__(
        self,
        a: Document,
        b: Document,
        vectors: Mapping[str, Array],
        encoder: Encoder,
        parameters: Parameters,
        *,
        view: View = View.FREE,
        bonus: Scores | None = None,
    ) -> None:
        self.a, self.b, self.parameters, self.bonus, self.view = a, b, parameters, bonus, view
        self.unknown = unknown(encoder.name, (c.lang for d in (a, b) for c in d.clauses))
        ours, theirs = (vectors[d.standard.designation] for d in (a, b))
        w = parameters.pair
        self.scorer = Scorer(a.clauses, b.clauses, ours, theirs, encoder.means, w, joint=True)
        self.own: Scores = self._scores()
        self.alignment: Alignment = align(
            a.clauses, b.clauses, self.own, temperature=w.temperature, null=w.null, support=parameters.support, view=view
        )
        self.groups = group(self.alignment.links)

    def _scores(self) -> Scores:
        """(n, m) what the texts and other standards say of each pair; nothing, 0, of a clause without words."""
        a, b = self.a.clauses, self.b.clauses
        if not a or not b:
            return np.zeros((len(a), len(b)))
        scores = np.vstack([block for _, block in self.scorer.blocks()]).astype(np.float64)
        scores += self.parameters.pair.weights.get("modality", 0.0) * modality(a, b)
        scores[[wordless(c) for c in a]] = 0.0
        scores[:, [wordless(c) for c in b]] = 0.0
        return scores if self.bonus is None else scores + self.bonus

    @cached_property
    def whole(self) -> Scores:
        """(n, m) the scores with all that the neighbours lend, on the scale on which "no counterpart" has ``pair.null``."""
        lent = np.sum(list(self.alignment.lent.values()), axis=0)
        return np.asarray(self.own + lent - unlike(self.a.clauses, self.b.clauses, self.parameters.support))

    def contributions(self, i: int, j: int) -> dict[str, float]:
        """What each signal adds to the score of a pair, by name; their sum is ``whole[i, j]``."""
        weights = self.parameters.pair.weights
        a, b = self.a.clauses[i], self.b.clauses[j]
        found: dict[str, float] = {}
        if not wordless(a) and not wordless(b):
            found = {n: float(weights.get(n, 0.0) * s[0, j]) for n, s in self.scorer.signals(i, i + 1).items()}
            found["modality"] = float(weights.get("modality", 0.0) * modality([a], [b])[0, 0])
        found["cited"] = float(self.bonus[i, j]) if self.bonus is not None else 0.0
        found["kind"] = -float(unlike([a], [b], self.parameters.support)[0, 0])
        return found | {name: float(lent[i, j]) for name, lent in self.alignment.lent.items()}

    @cached_property
    def barred(self) -> str:
        """Why nothing of the two standards can be compared; "" where their scopes may meet."""
        return self.scope.apart

    @cached_property
    def scope(self) -> ScopeVerdict:
        """How the scopes of the two standards lie to each other."""
        return scope_relation(self.a, self.b)

    @cached_property
    def lineages(self) -> tuple[Lineage, Lineage]:
        """Who stands under whom, in A and in B."""
        return Lineage.of(self.a.clauses), Lineage.of(self.b.clauses)

    @cached_property
    def links_of(self) -> Mapping[int, tuple[int, ...]]:
        """The counterparts of each linked clause of A, by place."""
        found: dict[int, tuple[int, ...]] = {}
        for link in self.alignment.links:
            found[link.a] = (*found.get(link.a, ()), link.b)
        return found

    def contradiction(self, link: Link) -> tuple[int, int] | None:
        """The clause above A's and its counterpart, where the link leaves what is below that; None where all agrees."""
        return contradiction(link.a, link.b, self.links_of, *self.lineages)

    def candidates(self, i: int, top: int) -> tuple[Candidate, ...]:
        """The ranked clauses of B for the ``i``-th of A, with their mutual posterior."""
        return _ranked(self.alignment.posterior[i], self.b.clauses, top)

    def candidates_of_b(self, j: int, top: int) -> tuple[Candidate, ...]:
        """The ranked clauses of A for the ``j``-th of B, with their mutual posterior."""
        return _ranked(self.alignment.posterior[:, j], self.a.clauses, top) if self.a.clauses else ()


def wordless(clause: Clause) -> bool:
    """Whether a clause has neither title nor text: nothing but its place can be compared."""
    return not clause.title.strip() and not clause.text.strip()


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


def _ranked(beliefs: Scores, clauses: Sequence[Clause], top: int) -> tuple[Candidate, ...]:
    best = np.argsort(-beliefs, kind="stable")[:top]
    return tuple(Candidate(clauses[k].standard, clauses[k].id, round(float(beliefs[k]), 4)) for k in best)
