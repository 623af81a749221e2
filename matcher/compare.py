"""The entry point of a comparison: one standard with another, or with several, to proposals with evidence for a reviewer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.passage import passages
from ingest.clause import Clause, Document
from matcher.calibrate import confidence
from matcher.explain import evidence
from matcher.judging import judge
from matcher.match import Match, Relation
from matcher.match_rows import match_to_row, row_to_match
from matcher.pairing import Group, Pairing
from matcher.parameters import Parameters, shipped

__all__ = ["compare", "match_to_row", "row_to_match"]

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

    ``vectors`` by designation, aligned with the clauses, where they are at hand; ``progress`` hears of embedded clauses. A
    clause without counterpart in any of the documents has a row with an empty other side, the nearest candidates as
    alternatives and the designations that were searched.
    """
    others = (b,) if isinstance(b, Document) else tuple(b)
    chosen = parameters or shipped()
    known = _embedded((a, *others), encoder, vectors or {}, progress)
    pairings = [Pairing(a, other, known, encoder, chosen) for other in others]
    proposals = [_proposals(pairing, encoder, chosen) for pairing in pairings]
    searched = tuple(d.standard.designation for d in others)
    rows: list[Match] = []
    for i, clause in enumerate(a.clauses):
        for own in proposals:
            rows += own.get(i, ())
        if not any(pairing.linked(i) for pairing in pairings):
            rows.append(_without(clause, pairings, i, searched, chosen))
    for pairing in pairings:
        rows += [_without_in_a(pairing, j, chosen) for j in pairing.unmatched_b()]
    return tuple(rows)


def _embedded(
    documents: Sequence[Document], encoder: Encoder, vectors: Mapping[str, Array], progress: Progress | None
) -> dict[str, Array]:
    known = dict(vectors)
    for document in documents:
        if document.standard.designation not in known:
            known[document.standard.designation] = encoder.encode(passages(document.clauses), progress=progress)
    return known


def _proposals(pairing: Pairing, encoder: Encoder, parameters: Parameters) -> dict[int, list[Match]]:
    """The proposals by the place of their first clause of A."""
    a, b = pairing.a, pairing.b
    groups = pairing.groups
    verdicts = judge([([a.clauses[i] for i in g.a], [b.clauses[j] for j in g.b]) for g in groups], a, b, encoder, parameters)
    found: dict[int, list[Match]] = {}
    for group, verdict in zip(groups, verdicts, strict=True):
        match = Match(
            a.standard.designation,
            tuple(a.clauses[i].id for i in group.a),
            b.standard.designation,
            tuple(b.clauses[j].id for j in group.b),
            verdict.judged.relation,
            _confidence(group, parameters),
            stricter=verdict.judged.stricter,
            deviations=verdict.deviations,
            evidence=evidence(pairing, group.main),
            alternatives=pairing.candidates(group.main.a, ALTERNATIVES),
            searched=(b.standard.designation,),
        )
        found.setdefault(group.a[0], []).append(match)
    return found


def _confidence(group: Group, parameters: Parameters) -> float:
    return round(confidence(group.main.posterior, group.main.support, parameters), 4)


def _without(clause: Clause, pairings: Sequence[Pairing], i: int, searched: tuple[str, ...], parameters: Parameters) -> Match:
    """The row of a clause of A that has no counterpart in any of the documents."""
    near = sorted((c for p in pairings for c in p.candidates(i, ALTERNATIVES)), key=lambda c: -c.score)[:ALTERNATIVES]
    best = confidence(near[0].score, 0.0, parameters) if near else 0.0
    other = searched[0] if len(searched) == 1 else ""
    return Match(
        clause.standard,
        (clause.id,),
        other,
        (),
        Relation.NONE,
        round(1 - best, 4),
        alternatives=tuple(near),
        searched=searched,
    )


def _without_in_a(pairing: Pairing, j: int, parameters: Parameters) -> Match:
    """The row of a clause of B that has no counterpart in A."""
    near = pairing.candidates_of_b(j, ALTERNATIVES)
    best = confidence(near[0].score, 0.0, parameters) if near else 0.0
    a, b = pairing.a.standard.designation, pairing.b.standard.designation
    return Match(a, (), b, (pairing.b.clauses[j].id,), Relation.NONE, round(1 - best, 4), alternatives=near, searched=(a,))
