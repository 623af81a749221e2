"""How well two documents are compared: precision, recall and F1 of the pairs, and the confidence of each pair with its truth."""

from __future__ import annotations

import numpy as np

from index.embedding import embed
from index.encoder import Encoder
from index.passage import passages
from ingest.clause import Clause, Document
from matcher.calibrate import proposals
from matcher.figures import PairFigures, counted
from matcher.gold import GoldSet
from matcher.monotone import has_vecalign, monotone, vecalign
from matcher.pairing import Pairing
from matcher.parameters import Parameters
from matcher.reliability import Sample

Pairs = set[tuple[str, str]]


def pair_figures(
    gold: GoldSet, encoder: Encoder, parameters: Parameters, *, baselines: bool = True
) -> tuple[list[PairFigures], list[Sample]]:
    """By pair of languages the figures over all pairs of documents; and every proposed pair whose clause of A gold speaks of.

    ``monotone`` and ``vecalign`` are given the reading order, which the matcher is not.
    """
    figures: list[PairFigures] = []
    samples: list[Sample] = []
    for languages, pairs in gold.by_languages().items():
        found: dict[str, Pairs] = {}
        wanted: Pairs = set()
        for names in pairs:
            own = {(x.id, y.id) for x, y in gold.pairs[names]}
            wanted |= own
            a, b = (gold.documents[name] for name in names)
            for mode, pairs_found in _compared(gold, a, b, encoder, baselines=baselines).items():
                found.setdefault(mode, set()).update(pairs_found)
            told = match_pairs(a, b, encoder, parameters)
            found.setdefault("match", set()).update(told)
            spoken = {x for x, _ in own}
            samples += [
                Sample(gold.name, "\x1f".join(names), x, sure, (x, y) in own) for (x, y), sure in told.items() if x in spoken
            ]
        figures += [PairFigures(*languages, mode, len(pairs), *counted(pairs_, wanted)) for mode, pairs_ in found.items()]
    return figures, samples


def match_pairs(a: Document, b: Document, encoder: Encoder, parameters: Parameters) -> dict[tuple[str, str], float]:
    """The pairs (clause ids) that a comparison proposes, each with the confidence of its proposal."""
    vectors = {d.standard.designation: embed(d.clauses, encoder).vectors for d in (a, b)}
    pairing = Pairing(a, b, vectors, encoder, parameters)
    return {
        (a.clauses[i].id, b.clauses[j].id): sure
        for group, sure in proposals(pairing, parameters)
        for i in group.a
        for j in group.b
    }


def _compared(gold: GoldSet, a: Document, b: Document, encoder: Encoder, *, baselines: bool) -> dict[str, Pairs]:
    """The pairs of the baselines."""
    if not baselines:
        return {}
    sides = [sorted(d.clauses, key=lambda clause: gold.place[clause.id]) for d in (a, b)]
    ours, theirs = (encoder.encode(passages(side)) for side in sides)
    nearest = {(i, int(j)) for i, j in enumerate(np.argmax(ours @ theirs.T, axis=1))}
    found = {"nearest": nearest, "monotone": monotone(ours, theirs)}
    if has_vecalign():
        found["vecalign"] = vecalign(ours, theirs)
    return {mode: _named(places, *sides) for mode, places in found.items()}


def _named(places: set[tuple[int, int]], a: list[Clause], b: list[Clause]) -> Pairs:
    return {(a[i].id, b[j].id) for i, j in places}
