"""Deviations and relation of every group of a pairing: sentences are embedded once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.space import joint_space
from ingest.clause import Clause, Document
from matcher.coverage import Coverage, Said, said
from matcher.deviation import deviations
from matcher.explain import path
from matcher.match import Deviation, Relation, Side
from matcher.parameters import Parameters
from matcher.relate import Demands, Implication, Judged, Rationale, demands, relate
from matcher.scope import apart

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one pair of clause groups."""

    judged: Judged
    deviations: tuple[Deviation, ...]
    demands: Demands


def judge(
    pairs: Sequence[tuple[Sequence[Clause], Sequence[Clause]]], a: Document, b: Document, encoder: Encoder, parameters: Parameters
) -> list[Verdict]:
    """A verdict for each pair of groups of clauses of ``a`` and ``b``, in order."""
    sides = [tuple(said(ours) for ours, _ in pairs), tuple(said(theirs) for _, theirs in pairs)]
    flat = [[s for group in side for s in group] for side in sides]
    vectors = _sentence_vectors(flat[0], flat[1], encoder)
    titles = {d.standard.designation: d for d in (a, b)}
    barred = apart(a, b)
    verdicts = []
    at = [0, 0]
    for (ours, theirs), said_a, said_b in zip(pairs, *sides, strict=True):
        x, y = vectors[0][at[0] : at[0] + len(said_a)], vectors[1][at[1] : at[1] + len(said_b)]
        at = [at[0] + len(said_a), at[1] + len(said_b)]
        coverage = Coverage(said_a, said_b, x @ y.T, parameters.coverage["said"], parameters.coverage["floor"])
        found = deviations(ours, theirs, coverage, lambda c: _above(c, titles))
        if barred:
            found = tuple(bar(d, barred) for d in found)
        judged = relate(found, coverage, weights=parameters.relation, barred=bool(barred))
        verdicts.append(Verdict(VERBATIM if not barred and _verbatim(ours, theirs) else judged, found, demands(found, coverage)))
    return verdicts


VERBATIM = Judged(Relation.EQUAL, Side.SAME, Rationale.SYNTACTIC, Implication.BOTH)
"""What is said of the same words in the same language, however few they are."""


def _verbatim(ours: Sequence[Clause], theirs: Sequence[Clause]) -> bool:
    said_a, said_b = ([(c.lang, c.title.split(), c.text.split()) for c in side] for side in (ours, theirs))
    return said_a == said_b


def bar(deviation: Deviation, reason: str) -> Deviation:
    """The deviation as it stands between standards whose scopes are disjoint: not comparable, neither side the stricter."""
    return replace(deviation, comparable=False, stricter=Side.NOT_COMPARABLE, reason=reason)


def _above(clause: Clause, documents: Mapping[str, Document]) -> str:
    """Titles above a clause, its own, and the title of its standard: where a condition may be stated once for all."""
    document = documents.get(clause.standard)
    above = path(clause, document) if document else ()
    return "\n".join((clause.title, *reversed(above), document.standard.title if document else ""))


def _sentence_vectors(a: Sequence[Said], b: Sequence[Said], encoder: Encoder) -> tuple[Array, Array]:
    texts = sorted({s.sentence.text for s in (*a, *b)})
    place = {text: i for i, text in enumerate(texts)}
    encoded = encoder.encode(texts) if texts else np.zeros((0, encoder.dimensions), dtype=np.float32)
    ours, theirs = (encoded[[place[s.sentence.text] for s in side]] for side in (a, b))
    return joint_space(ours, [s.clause.lang for s in a], theirs, [s.clause.lang for s in b], encoder.means)
