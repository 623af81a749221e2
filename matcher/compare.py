"""The entry point of a comparison: one standard with another, or with several, to proposals with evidence for a reviewer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.passage import passages
from ingest.clause import Clause, Document
from matcher.align import Alignment, Link, align
from matcher.calibrate import confidence
from matcher.match import Candidate, Evidence, Match, Relation
from matcher.parameters import Parameters, shipped
from matcher.retrieve import Scorer
from matcher.signals import (
    anchor_evidence,
    context_evidence,
    dense_evidence,
    modality,
    modality_evidence,
    order_evidence,
    path_evidence,
    title_evidence,
)

Array = NDArray[np.float32]
Progress = Callable[[int, int], None]
ALTERNATIVES = 10


def compare(
    a: Document,
    b: Document | Sequence[Document],
    encoder: Encoder,
    *,
    vectors: Mapping[str, Array] | None = None,
    parameters: Parameters | None = None,
    progress: Progress | None = None,
) -> tuple[Match, ...]:
    """The proposals for ``a`` against ``b`` (one document or several), in order of A, then what of B has no counterpart.

    ``vectors`` by designation, aligned with the clauses, where they are at hand. A clause without counterpart in any of the documents
    has a row with an empty other side, the nearest candidates as alternatives and the designations that were searched.
    """
    others = (b,) if isinstance(b, Document) else tuple(b)
    chosen = parameters or shipped()
    at_hand = dict(vectors or {})
    for document in (a, *others):
        if document.standard.designation not in at_hand:
            at_hand[document.standard.designation] = encoder.encode(passages(document.clauses), progress=progress)
    pairs = [_Pair(a, other, at_hand, encoder, chosen) for other in others]
    rows: list[Match] = []
    searched = tuple(d.standard.designation for d in others)
    for i, clause in enumerate(a.clauses):
        found = [match for pair in pairs for match in pair.matches_of(i)]
        linked = any(pair.linked_a(i) for pair in pairs)
        rows += found if linked else [_without(clause, pairs, i, searched)]
    rows += [row for pair in pairs for row in pair.unmatched_b()]
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Group:
    """The clauses of one proposal: n:1 or 1:n around the main link."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    main: Link
    links: tuple[Link, ...]


class _Pair:
    """One document against one other: scores, alignment, groups."""

    def __init__(self, a: Document, b: Document, vectors: Mapping[str, Array], encoder: Encoder, parameters: Parameters) -> None:
        self.a, self.b, self.parameters = a, b, parameters
        self.scorer = Scorer(
            a.clauses,
            b.clauses,
            vectors[a.standard.designation],
            vectors[b.standard.designation],
            encoder,
            joint=True,
            parameters=parameters,
        )
        n = len(a.clauses)
        self.scores = self._scores() if n and b.clauses else np.zeros((n, len(b.clauses)))
        w = parameters.joint
        self.alignment: Alignment = align(
            a.clauses, b.clauses, self.scores, temperature=w.temperature, null=w.null, support=parameters.support
        )
        self.groups = _groups(self.alignment.links)
        self._place_a = {c.id: i for i, c in enumerate(a.clauses)}
        self._place_b = {c.id: i for i, c in enumerate(b.clauses)}

    def _scores(self) -> NDArray[np.float64]:
        scores = np.vstack([block for _, block in self.scorer.blocks()]).astype(np.float64)
        weight = self.parameters.joint.weights.get("modality", 0.0)
        return scores + weight * modality(self.a.clauses, self.b.clauses) if weight else scores

    def linked_a(self, i: int) -> bool:
        return any(link.a == i for link in self.alignment.links)

    def matches_of(self, i: int) -> list[Match]:
        """The proposals whose first clause of A is the ``i``-th."""
        return [self._match(group) for group in self.groups if group.a[0] == i]

    def unmatched_b(self) -> list[Match]:
        linked = {link.b for link in self.alignment.links}
        rows = []
        for j, clause in enumerate(self.b.clauses):
            if j not in linked:
                column = self.alignment.posterior[:, j] if len(self.a.clauses) else np.zeros(0)
                near = _ranked(column, self.a.clauses)
                best = near[0].score if near else 0.0
                rows.append(
                    Match(
                        self.a.standard.designation,
                        (),
                        self.b.standard.designation,
                        (clause.id,),
                        Relation.NONE,
                        round(1 - confidence(best, 0.0, self.parameters), 4),
                        alternatives=near,
                        searched=(self.a.standard.designation,),
                    )
                )
        return rows

    def candidates(self, i: int) -> tuple[Candidate, ...]:
        return _ranked(self.alignment.posterior[i], self.b.clauses)

    def _match(self, group: _Group) -> Match:
        link = group.main
        probability = confidence(link.posterior, link.support, self.parameters)
        return Match(
            self.a.standard.designation,
            tuple(self.a.clauses[i].id for i in group.a),
            self.b.standard.designation,
            tuple(self.b.clauses[j].id for j in group.b),
            Relation.EQUIVALENT,
            round(probability, 4),
            evidence=self._evidence(link),
            alternatives=self.candidates(link.a),
            searched=(self.b.standard.designation,),
        )

    def _evidence(self, link: Link) -> tuple[Evidence, ...]:
        a, b = self.a.clauses[link.a], self.b.clauses[link.b]
        above_a, above_b = self._place_a.get(a.parent, -1), self._place_b.get(b.parent, -1)
        parents = float(self.alignment.posterior[above_a, above_b]) if above_a >= 0 and above_b >= 0 else 0.0
        similarity = float(self.scorer.ours[link.a] @ self.scorer.theirs[link.b])
        found = (
            dense_evidence(similarity),
            anchor_evidence(a, b, self.scorer.lexicon),
            title_evidence(a, b, similarity),
            path_evidence(path(a, self.a), path(b, self.b), parents),
            modality_evidence(a, b),
            context_evidence(link.support),
            order_evidence(kept=link.monotone, order=self.alignment.order),
        )
        return tuple(e for e in found if e is not None)


def path(clause: Clause, document: Document) -> tuple[str, ...]:
    """The titles (labels where there is none) of what stands above ``clause``, topmost first."""
    by_id = {c.id: c for c in document.clauses if c.id}
    titles: list[str] = []
    seen = {clause.id}
    above = by_id.get(clause.parent)
    while above is not None and above.id not in seen:
        titles.insert(0, above.title or above.clause)
        seen.add(above.id)
        above = by_id.get(above.parent)
    return tuple(titles)


def _groups(links: Sequence[Link]) -> list[_Group]:
    """Proposals: each main link with the extra links of the side that has more of them, the others in rows of their own."""
    groups = []
    extras = [link for link in links if link.extra]
    for link in (x for x in links if not x.extra):
        same_a = [x for x in extras if x.a == link.a]
        same_b = [x for x in extras if x.b == link.b]
        if len(same_a) > len(same_b):
            groups.append(_Group((link.a,), (link.b, *(x.b for x in same_a)), link, (link, *same_a)))
            alone = same_b
        else:
            ours = tuple(sorted((link.a, *(x.a for x in same_b))))
            groups.append(_Group(ours, (link.b,), link, (link, *same_b)))
            alone = same_a
        groups += [_Group((x.a,), (x.b,), x, (x,)) for x in alone]
    return groups


def _ranked(beliefs: NDArray[np.float64], clauses: Sequence[Clause]) -> tuple[Candidate, ...]:
    best = np.argsort(-beliefs, kind="stable")[:ALTERNATIVES]
    return tuple(Candidate(clauses[k].standard, clauses[k].id, round(float(beliefs[k]), 4)) for k in best)


def _without(clause: Clause, pairs: Sequence[_Pair], i: int, searched: tuple[str, ...]) -> Match:
    """The row of a clause of A that has no counterpart in any of the documents."""
    near = sorted((c for pair in pairs for c in pair.candidates(i)), key=lambda c: -c.score)[:ALTERNATIVES]
    best = near[0].score if near else 0.0
    parameters = pairs[0].parameters if pairs else shipped()
    return Match(
        clause.standard,
        (clause.id,),
        searched[0] if len(searched) == 1 else "",
        (),
        Relation.NONE,
        round(1 - confidence(best, 0.0, parameters), 4),
        alternatives=tuple(near),
        searched=searched,
    )
