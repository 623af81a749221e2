"""The evidence of a proposal: every signal with its value and the characters that carried it, and where a clause stands."""

from __future__ import annotations

from ingest.clause import Clause, Document
from matcher.align import Link
from matcher.match import Evidence
from matcher.pairing import Pairing
from matcher.signals import (
    anchor_evidence,
    context_evidence,
    dense_evidence,
    modality_evidence,
    order_evidence,
    path_evidence,
    title_evidence,
)


def evidence(pairing: Pairing, link: Link) -> tuple[Evidence, ...]:
    """The signals behind ``link``, strongest kinds first: meaning, anchors, title, headings, provision, context, order."""
    a, b = pairing.a.clauses[link.a], pairing.b.clauses[link.b]
    place_a, place_b = ({c.id: i for i, c in enumerate(d.clauses)} for d in (pairing.a, pairing.b))
    above_a, above_b = place_a.get(a.parent, -1), place_b.get(b.parent, -1)
    parents = float(pairing.alignment.posterior[above_a, above_b]) if above_a >= 0 and above_b >= 0 else 0.0
    similarity = float(pairing.scorer.ours[link.a] @ pairing.scorer.theirs[link.b])
    found = (
        dense_evidence(similarity),
        anchor_evidence(a, b, pairing.scorer.lexicon),
        title_evidence(a, b, similarity),
        path_evidence(path(a, pairing.a), path(b, pairing.b), parents),
        modality_evidence(a, b),
        context_evidence(link.support),
        order_evidence(kept=link.monotone, order=pairing.alignment.order),
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
