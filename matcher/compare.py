"""The entry point of a comparison: one standard with another, or with several, to proposals with evidence for a reviewer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding import embed
from index.encoder import Encoder
from ingest.clause import Document
from matcher.absent import absence, missing
from matcher.advise import PRECISION, advised
from matcher.beside import with_published
from matcher.calibrate import Confidence
from matcher.explain import evidence
from matcher.judging import Verdict, judge
from matcher.match import Match, Relation, View
from matcher.match_rows import match_to_row, row_to_match
from matcher.pairing import Group, Pairing
from matcher.parameters import Parameters, shipped
from matcher.several import Cited, bonuses, citations, kept, way

__all__ = ["compare", "match_to_row", "row_to_match"]

Array = NDArray[np.float32]
Progress = Callable[[int, int], None]
ALTERNATIVES = 10


def compare(  # noqa: PLR0913 (all but three have a default)
    a: Document,
    b: Document | Sequence[Document],
    encoder: Encoder,
    *,
    vectors: Mapping[str, Array] | None = None,
    parameters: Parameters | None = None,
    view: View = View.FREE,
    on_file: Collection[str] = (),
    precision: float = PRECISION,
    progress: Progress | None = None,
) -> tuple[Match, ...]:
    """The proposals for ``a`` against ``b`` (one document or several), in order of A, then what of B has no counterpart.

    Several are one comparison: each clause has its best counterparts in all of them, and a clause that one of them cites of
    another gains from that. ``vectors`` by designation, aligned with the clauses, where they are at hand; ``view``: whether
    clauses may cross; ``on_file`` the designations of a library; ``progress`` hears of embedded clauses. A clause without
    counterpart in any of the documents has a row with an empty other side, the nearest candidates as alternatives, the
    designations that were searched, and why. What is sure enough for ``precision`` is marked as proposed
    (``matcher.advise``).
    """
    others = (b,) if isinstance(b, Document) else tuple(b)
    chosen = parameters or shipped()
    known = _embedded((a, *others), encoder, vectors or {}, progress)
    pairings = [Pairing(a, other, known, encoder, chosen, view=view) for other in others]
    cited = citations(others)
    for k, bonus in bonuses(pairings, cited, chosen.support["cited"]).items():
        pairings[k] = Pairing(a, others[k], known, encoder, chosen, view=view, bonus=bonus)
    proposals = kept(pairings)
    worth = [Confidence(pairing, chosen) for pairing in pairings]
    verdicts = _verdicts(pairings, proposals, encoder, chosen)
    told = {*on_file, *(d.standard.designation for d in (a, *others))}
    rows: dict[int, list[Match]] = {}
    for (k, group), verdict in zip(proposals, verdicts, strict=True):
        rows.setdefault(group.a[0], []).append(_proposal(pairings, k, group, verdict, cited, worth[k].proposal(group)))
    linked = {i for _, group in proposals for i in group.a}
    lost = tuple(dict.fromkeys(name for other in others for name in missing(other, told)))
    found: list[Match] = []
    for i in range(len(a.clauses)):
        found += rows.get(i, ())
        if i not in linked:
            found.append(_without(pairings, i, lost, max((one.nearest(i) for one in worth), default=0.0)))
    here = missing(a, told)
    for k, pairing in enumerate(pairings):
        taken = {j for own, group in proposals if own == k for j in group.b}
        left = (j for j in range(len(pairing.b.clauses)) if j not in taken)
        found += [_without_in_a(pairing, j, here, worth[k].nearest_in_a(j)) for j in left]
    return with_published(advised(found, chosen, precision), a, others)


def _embedded(
    documents: Sequence[Document], encoder: Encoder, vectors: Mapping[str, Array], progress: Progress | None
) -> dict[str, Array]:
    known = dict(vectors)
    for document in documents:
        if document.standard.designation not in known:
            known[document.standard.designation] = embed(document.clauses, encoder, progress=progress).vectors
    return known


def _verdicts(
    pairings: Sequence[Pairing], proposals: Sequence[tuple[int, Group]], encoder: Encoder, parameters: Parameters
) -> list[Verdict]:
    """A verdict for each proposal, in their order; the sentences of each standard are embedded together."""
    found: dict[int, Verdict] = {}
    for k, pairing in enumerate(pairings):
        own = [(at, group) for at, (of, group) in enumerate(proposals) if of == k]
        a, b = pairing.a, pairing.b
        pairs = [([a.clauses[i] for i in g.a], [b.clauses[j] for j in g.b]) for _, g in own]
        for (at, _), verdict in zip(own, judge(pairs, a, b, encoder, parameters, scorer=pairing.scorer), strict=True):
            found[at] = verdict
    return [found[at] for at in range(len(proposals))]


def _proposal(pairings: Sequence[Pairing], k: int, group: Group, verdict: Verdict, cited: Sequence[Cited], sure: float) -> Match:
    pairing = pairings[k]
    a, b = pairing.a, pairing.b
    return Match(
        a.standard.designation,
        tuple(a.clauses[i].id for i in group.a),
        b.standard.designation,
        tuple(b.clauses[j].id for j in group.b),
        verdict.judged.relation,
        round(sure, 4),
        stricter=verdict.judged.stricter,
        rationale=verdict.judged.rationale.value,
        implication=verdict.judged.implication.value,
        scope=pairing.scope.kind.value,
        reasons=verdict.judged.reasons,
        deviations=verdict.deviations,
        evidence=evidence(pairing, group.main, _leads(pairings, way(pairings, cited, k, group))),
        alternatives=pairing.candidates(group.main.a, ALTERNATIVES),
        searched=tuple(p.b.standard.designation for p in pairings),
    )


def _leads(pairings: Sequence[Pairing], ways: Sequence[Cited]) -> str:
    """The first clause of another standard that cites this one, and what it cites; "" without any."""
    if not ways:
        return ""
    first = ways[0]
    by, of = pairings[first.by].b, pairings[first.of].b
    citing = f"{by.standard.designation}, {by.clauses[first.at].cited}"
    to = of.standard.designation if first.whole else f"{of.standard.designation}, {of.clauses[first.to].cited}"
    return f"{citing} | {to}"


def _without(pairings: Sequence[Pairing], i: int, lost: Sequence[str], best: float) -> Match:
    """The row of a clause of A that has no counterpart in any of the documents."""
    clause = pairings[0].a.clauses[i]
    near = sorted((c for p in pairings for c in p.candidates(i, ALTERNATIVES)), key=lambda c: -c.score)[:ALTERNATIVES]
    searched = tuple(p.b.standard.designation for p in pairings)
    return Match(
        clause.standard,
        (clause.id,),
        searched[0] if len(searched) == 1 else "",
        (),
        Relation.NONE,
        round(1 - best, 4),
        alternatives=tuple(near),
        searched=searched,
        absence=absence(pairings, i, ours=True, missing=lost),
    )


def _without_in_a(pairing: Pairing, j: int, lost: Sequence[str], best: float) -> Match:
    """The row of a clause of B that has no counterpart in A."""
    near = pairing.candidates_of_b(j, ALTERNATIVES)
    a, b = pairing.a.standard.designation, pairing.b.standard.designation
    return Match(
        a,
        (),
        b,
        (pairing.b.clauses[j].id,),
        Relation.NONE,
        round(1 - best, 4),
        alternatives=near,
        searched=(a,),
        absence=absence([pairing], j, ours=False, missing=lost),
    )
