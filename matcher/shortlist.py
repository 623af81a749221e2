"""Search in a library: an index gives the candidates, and only they are scored in full.

Candidates are the nearest by meaning, and every clause whose other signals (anchors, words, headings) could still lift it among
the best: with the least cosine of the nearest as a bound for the rest, no clause that would rank is left out (the threshold
algorithm, Fagin, Lotem and Naor 2003). That holds while the index is exact; a compressed one misses what it misses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.collection import Collection, Mask
from index.embedding import embed
from index.encoder import Encoder
from index.lexicon import terms_of
from ingest.clause import Clause
from matcher.hits import WEIGHED, probabilities
from matcher.parameters import Parameters, shipped

Array = NDArray[np.float32]
Rows = NDArray[np.int64]
Progress = Callable[[int, int], None]

NEAREST = 1000
OTHERS = 2000
"""Of a compressed index so many clauses at most are looked at for their other signals."""
_BLOCK = 64
_ROUNDING = 1e-4


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause on file that was found: its standard, its place there (from 0), and the probability of being the counterpart."""

    standard: str
    position: int
    score: float


def search_on_file(
    queries: Sequence[Clause],
    collection: Collection,
    encoder: Encoder,
    *,
    top: int = 20,
    among: Mask | None = None,
    context: Sequence[Clause] = (),
    progress: Progress | None = None,
) -> list[list[Placed]]:
    """For each query the ``top`` clauses on file that answer to it, best first; those of its own standard are left out.

    A ranking depends on its query, the library and the model alone: ``among`` limits what is returned, and changes no order.
    ``context`` are all clauses of the queries' documents, which say what stands above a query; the queries' own where it is left
    out. ``progress`` hears of embedded texts.
    """
    if not queries:
        return []
    asked = _Asked.of(queries, context, collection, encoder, progress)
    found: list[list[Placed]] = []
    for start in range(0, len(queries), _BLOCK):
        found += asked.ranked(start, start + _BLOCK, top, among)
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """Queries in the space of a collection: their vectors, and for each the vector of its path of titles, None without one."""

    queries: Sequence[Clause]
    collection: Collection
    vectors: Array
    headings: Sequence[Array | None]
    parameters: Parameters

    @classmethod
    def of(
        cls,
        queries: Sequence[Clause],
        context: Sequence[Clause],
        collection: Collection,
        encoder: Encoder,
        progress: Progress | None,
    ) -> _Asked:
        texts = embed(queries, encoder, progress=progress, context=context)
        langs = [clause.lang for clause in queries]
        vectors = collection.placed(texts.vectors, langs, encoder.means)
        paths = collection.placed_headings(texts.headings, texts.heading_langs(langs), encoder.means)
        own = [paths[place] if place >= 0 else None for place in texts.above.tolist()]
        return cls(queries, collection, vectors, own, shipped())

    def ranked(self, start: int, end: int, top: int, among: Mask | None) -> list[list[Placed]]:
        """The rankings of some of the queries."""
        block = self.queries[start:end]
        by_own: dict[str, list[int]] = {}
        for number, clause in enumerate(block):
            by_own.setdefault(clause.standard if clause.standard in self.collection.standards else "", []).append(number)
        lexical = self._lexical(block)
        found: list[list[Placed]] = [[] for _ in block]
        for own, numbers in by_own.items():
            allowed = among
            if own:
                allowed = ~self.collection.mask([own]) if among is None else among & ~self.collection.mask([own])
            vectors = self.vectors[[start + number for number in numbers]]
            rows, cosines = self.collection.near(vectors, NEAREST, allowed)
            for number, some, near in zip(numbers, rows, cosines, strict=True):
                known = some >= 0
                query = _Query(self, start + number, lexical[number], allowed)
                found[number] = query.best(some[known], near[known], top)
        return found

    def _lexical(self, block: Sequence[Clause]) -> Array:
        """(queries, rows): anchors and words, weighed."""
        terms, langs = [terms_of(clause) for clause in block], [clause.lang for clause in block]
        weights = self.parameters.single.weights
        lexicon = self.collection.lexicon
        total: Array = np.float32(weights.get("anchors", 0.0)) * lexicon.anchors(terms, langs)
        total += np.float32(weights.get("words", 0.0)) * lexicon.words(terms, langs)
        return total


@dataclass(frozen=True, slots=True)
class _Query:
    """One query: ``lexical`` (rows,) is what anchors and words give each clause, ``allowed`` what may be returned."""

    asked: _Asked
    number: int
    lexical: Array
    allowed: Mask | None

    def best(self, rows: Rows, cosines: Array, top: int) -> list[Placed]:
        """The ranking, from the nearest ``rows`` with their cosines, nearest first."""
        collection, chosen = self.asked.collection, self.asked.parameters
        meaning = float(chosen.single.weights.get("meaning", 0.0))
        wanted = max(top, WEIGHED)
        scores = meaning * cosines + self._others(rows)
        missing = (collection.rows if self.allowed is None else int(self.allowed.sum())) - len(rows)
        if missing and len(scores):
            least = float(np.partition(scores, -wanted)[-wanted]) if len(scores) >= wanted else -np.inf
            more = self._liftable(rows, least - meaning * float(cosines[-1]))
            rows = np.concatenate((rows, more))
            others = meaning * collection.cosines(self.asked.vectors[self.number], more) + self._others(more)
            scores = np.concatenate((scores, others))
        if not collection.exact:
            rows, scores = self._headed(rows, scores, 2 * wanted)
        order = np.lexsort((rows, -scores))[:wanted]
        told = probabilities(scores[order], chosen.single, chosen.hits["single"])[:top]
        places = collection.places(rows[order[:top]].tolist())
        return [Placed(*place, score) for place, score in zip(places, told, strict=True)]

    def _others(self, rows: Rows) -> Array:
        """What the signals beside meaning give some rows; of a compressed index without headings, which are not in memory."""
        return self.lexical[rows] + self._headings(rows) if self.asked.collection.exact else self.lexical[rows]

    def _headed(self, rows: Rows, scores: Array, most: int) -> tuple[Rows, Array]:
        """The best rows with what the titles above them give as well."""
        best = np.lexsort((rows, -scores))[:most]
        return rows[best], scores[best] + self._headings(rows[best])

    def _headings(self, rows: Rows) -> Array:
        heading = self.asked.headings[self.number]
        weight = float(self.asked.parameters.single.weights.get("headings", 0.0))
        if heading is None or not weight:
            return np.zeros(len(rows), dtype=np.float32)
        return np.asarray(np.float32(weight) * self.asked.collection.headings(heading, rows), dtype=np.float32)

    def _liftable(self, rows: Rows, needed: float) -> Rows:
        """The rows beside ``rows`` to which the other signals give at least ``needed``."""
        collection = self.asked.collection
        given = self._others(np.arange(collection.rows)) if collection.exact else self.lexical.copy()
        left = np.ones(collection.rows, dtype=bool) if self.allowed is None else self.allowed.copy()
        left[rows] = False
        if collection.exact:
            return np.flatnonzero(left & (given >= needed - _ROUNDING))
        given[~left] = -np.inf
        best = np.argpartition(-given, min(OTHERS, len(given)) - 1)[:OTHERS]
        return np.sort(best[given[best] > max(needed - _ROUNDING, 0.0)])
