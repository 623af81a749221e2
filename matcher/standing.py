"""How a pair stands among all clauses of the two documents: who else says what it says.

Where one clause was split, each part has rivals among the other parts; where several were merged, the clause that took them in
has a nearer partner than most of them; a clause that says something general is near to many. All of that is told by the texts
of the two documents, as a search sees them: never by which pairs are asked for, or by how many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from index.embedding import embed
from index.encoder import Encoder
from index.space import joint_space
from ingest.clause import Clause, Document
from matcher.coverage import Coverage, Said, said
from matcher.parameters import Parameters
from matcher.retrieve import Scorer

Array = NDArray[np.float32]
_NEAR = 8
"""So many of the nearest other clauses are asked whether they say what a clause says."""
_SAID = ("said_a", "said_b")
_SHARP = 20.0
"""How sharply the spread tells near from far: a clause that is by .05 of the cosine nearer counts e times as much."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the two documents say about a pair, from either side.

    ``said_a``: the mean over the letters of A's sentences of their best similarity to a sentence of B. ``elsewhere_a``: how much
    better the nearest other clauses of B's document say them; below 0 where they say them less well. ``rival_a``: by how much
    the best other clause of B's document is ahead of this pair in the score of a search for A's clause; below 0 where this is
    the best. ``spread_a``: over how much of B's document what A says is spread (the entropy of its likeness to all clauses there,
    in nats). ``…_b`` the same from the other side.
    """

    said_a: float = 0.0
    said_b: float = 0.0
    elsewhere_a: float = 0.0
    elsewhere_b: float = 0.0
    rival_a: float = 0.0
    rival_b: float = 0.0
    spread_a: float = 0.0
    spread_b: float = 0.0


@dataclass(frozen=True, slots=True)
class _Side:
    """One document: the place of each clause (id), its sentences, and their vectors (sentences, d)."""

    places: dict[str, int]
    sentences: tuple[tuple[Said, ...], ...]
    vectors: tuple[Array, ...]


def by_itself(coverage: Coverage, typical: Mapping[str, float]) -> Standing:
    """The standing of a pair whose documents are not looked at: what its own sentences say, and beside that a ``typical`` pair.

    ``typical`` by name, as ``Parameters.relation`` has it. Over 766 pairs of the samples relations are told so nearly as well as
    with both documents (macro-F1 .53 for .60); without what is typical every pair looks unrelated.
    """
    told = (_told(coverage.a, coverage.similarity), _told(coverage.b, coverage.similarity.T))
    return Standing(**{field.name: typical[field.name] for field in fields(Standing)} | dict(zip(_SAID, told, strict=True)))


def _told(said: Sequence[Said], similarity: Array) -> float:
    """The mean over the letters of a side of the best similarity of its sentences; 0 where either side has none."""
    if not similarity.size:
        return 0.0
    weight = np.array([len(s.sentence.text) for s in said], dtype=np.float64)
    return float(weight @ similarity.max(axis=1) / weight.sum())


def scorer_of(a: Document, b: Document, encoder: Encoder, parameters: Parameters) -> Scorer:
    """What scores every clause of ``a`` against every one of ``b``, as where two standards are compared."""
    ours, theirs = (embed(document.clauses, encoder).vectors for document in (a, b))
    return Scorer(a.clauses, b.clauses, ours, theirs, encoder.means, parameters.pair, joint=True)


def standings(
    pairs: Sequence[tuple[Sequence[Clause], Sequence[Clause]]], a: Document, b: Document, scorer: Scorer, encoder: Encoder
) -> list[Standing]:
    """The standing of each pair of groups of clauses of ``a`` and ``b``, in order; ``scorer``: see ``scorer_of``.

    Raises:
        KeyError: a clause is not of its document.
    """
    if not pairs:
        return []
    near = scorer.ours @ scorer.theirs.T
    scores = np.vstack([block for _, block in scorer.blocks()])
    ours, theirs = _sides(a, b, encoder)
    found = []
    for left, right in pairs:
        i, j = [ours.places[c.id] for c in left], [theirs.places[c.id] for c in right]
        from_a = _seen(ours, theirs, i, j, near, scores)
        from_b = _seen(theirs, ours, j, i, near.T, scores.T)
        found.append(Standing(*(value for both in zip(from_a, from_b, strict=True) for value in both)))
    return found


def _sides(a: Document, b: Document, encoder: Encoder) -> tuple[_Side, _Side]:
    """The sentences of both documents, in one space: that of all their sentences, whichever pairs are asked for."""
    sentences = [tuple(said([clause]) for clause in document.clauses) for document in (a, b)]
    flat = [[s for own in side for s in own] for side in sentences]
    texts = sorted({s.sentence.text for side in flat for s in side})
    place = {text: k for k, text in enumerate(texts)}
    encoded = encoder.encode(texts) if texts else np.zeros((0, encoder.dimensions), dtype=np.float32)
    rows = [encoded[[place[s.sentence.text] for s in side]] for side in flat]
    langs = [[s.clause.lang for s in side] for side in flat]
    spaces = joint_space(rows[0], langs[0], rows[1], langs[1], encoder.means)
    sides = []
    for document, own, vectors in zip((a, b), sentences, spaces, strict=True):
        ends = np.cumsum([len(said_by) for said_by in own])[:-1]
        sides.append(_Side({c.id: k for k, c in enumerate(document.clauses)}, own, tuple(np.split(vectors, ends))))
    return sides[0], sides[1]


def _seen(
    own: _Side, other: _Side, i: Sequence[int], j: Sequence[int], near: Array, scores: Array
) -> tuple[float, float, float, float]:
    """Said, elsewhere, rival and spread of the group ``i`` of ``own`` against the group ``j`` of ``other``."""
    best = scores[i].max(axis=0)
    mine = float(best[j].max())
    rest = np.delete(np.arange(scores.shape[1]), j)
    ranked = rest[np.argsort(-best[rest], kind="stable")]
    rival = float(best[ranked[0]]) - mine if len(ranked) else 0.0
    spread = float(np.mean([_entropy(near[k]) for k in i]))
    sentences = [s for k in i for s in own.sentences[k]]
    if not sentences:
        return 0.0, 0.0, rival, spread
    rows = np.vstack([own.vectors[k] for k in i])
    weight = np.array([len(s.sentence.text) for s in sentences], dtype=np.float64)
    weight /= weight.sum()
    here, there = _best(rows, other, j), _best(rows, other, ranked[:_NEAR].tolist())
    told = float(weight @ here)
    return told, float(weight @ there) - told if len(ranked) else 0.0, rival, spread


def _best(rows: Array, other: _Side, clauses: Sequence[int]) -> Array:
    """(sentences,) the best similarity of each row to a sentence of ``clauses``; 0 where these have none."""
    theirs = [other.vectors[k] for k in clauses if len(other.vectors[k])]
    return np.asarray((rows @ np.vstack(theirs).T).max(axis=1)) if theirs else np.zeros(len(rows), dtype=np.float32)


def _entropy(likeness: Array) -> float:
    share = np.exp((likeness - likeness.max()).astype(np.float64) * _SHARP)
    share /= share.sum()
    return float(-(share * np.log(share + 1e-12)).sum())
