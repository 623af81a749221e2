"""Candidates for a clause in a list of clauses: all signals in one ranking, for a query alone or for many that inform each other.

Single: a ranking depends on its query, the corpus and the model (with the statistics shipped with it), never on other
queries. Joint: the queries' own means, their competition for the same candidate (CSLS, Lample et al. 2018), and which
standard answers to which. Scores are computed in blocks of queries: memory grows with the corpus, not with queries times
corpus. A library is searched by ``matcher.shortlist``, which scores in the same way and does not look at every clause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedded, embed
from index.encoder import Encoder
from index.lexicon import Glossary, Lexicon, terms_of
from index.space import joint_space, single_space
from ingest.clause import Clause
from matcher.hits import WEIGHED, probabilities
from matcher.match import Candidate
from matcher.parameters import Parameters, Weighting, shipped
from matcher.rerank import LOOKED, Reranker, closer_look
from matcher.signals import lengths, size

Array = NDArray[np.float32]
Progress = Callable[[int, int], None]

_BLOCK = 256
_NEIGHBOURS = 4
_DOUBT = 0.02


def search(  # noqa: PLR0913 (all but three have a default)
    queries: Sequence[Clause],
    corpus: Sequence[Clause],
    encoder: Encoder,
    *,
    top: int = 20,
    joint: bool = False,
    vectors: Embedded | None = None,
    parameters: Parameters | None = None,
    glossary: Glossary = (),
    reranker: Reranker | None = None,
    progress: Progress | None = None,
) -> list[list[Candidate]]:
    """For each query its ``top`` equivalents in ``corpus``, best first; a score is the probability of being the counterpart.

    ``vectors`` are those of the corpus where they are at hand; ``glossary`` are the user's own terms; ``reranker`` takes a closer
    look at the best. ``progress`` hears of embedded texts.
    """
    if not queries or not corpus:
        return [[] for _ in queries]
    total = len(queries) + (0 if vectors is not None else len(corpus))
    ours = embed(queries, encoder, progress=_part(progress, 0, total))
    theirs = vectors if vectors is not None else embed(corpus, encoder, progress=_part(progress, len(queries), total))
    chosen = parameters or shipped()
    weighting = chosen.joint if joint else chosen.single
    scorer = Scorer(queries, corpus, ours, theirs, encoder.means, weighting, joint=joint, glossary=glossary)
    worth = chosen.hits["joint" if joint else "single"]
    ranked: list[list[Candidate]] = []
    for _, scores in scorer.blocks():
        ranked += [scorer.candidates(row, max(top, LOOKED) if reranker else top, worth) for row in scores]
    if reranker is None:
        return ranked
    clauses = {(clause.standard, clause.id): clause for clause in corpus}
    rankings = [[(clauses[one.standard, one.clause_id], one.score) for one in row] for row in ranked]
    looked = closer_look(queries, rankings, reranker, chosen.closer)
    return [[Candidate(clause.standard, clause.id, score) for clause, score in row[:top]] for row in looked]


def _part(progress: Progress | None, done: int, total: int) -> Progress | None:
    return (lambda at, _: progress(done + at, total)) if progress else None


@dataclass(frozen=True, slots=True)
class _Hubs:
    """What joint matching knows of each side: mean similarity to the nearest neighbours, and which standards go together."""

    rows: Array
    columns: Array
    standards: Array


class Scorer:
    """Scores of queries against a corpus, block by block."""

    def __init__(
        self,
        queries: Sequence[Clause],
        corpus: Sequence[Clause],
        ours: Embedded | Array,
        theirs: Embedded | Array,
        means: Mapping[str, Array],
        weighting: Weighting,
        *,
        joint: bool,
        glossary: Glossary = (),
    ) -> None:
        """``ours`` and ``theirs`` are what ``embed`` gives; of arrays (n, d) headings are no signal."""
        self.corpus = corpus
        self.weighting = weighting
        space = joint_space if joint else single_space
        langs = [c.lang for c in queries], [c.lang for c in corpus]
        vectors = [one.vectors if isinstance(one, Embedded) else one for one in (ours, theirs)]
        self.ours, self.theirs = space(vectors[0], langs[0], vectors[1], langs[1], means)
        self._paths = None
        if isinstance(ours, Embedded) and isinstance(theirs, Embedded) and len(ours.headings) and len(theirs.headings):
            names = ours.heading_langs(langs[0]), theirs.heading_langs(langs[1])
            paths = space(ours.headings, names[0], theirs.headings, names[1], means)
            self._paths = paths[0] @ paths[1].T, ours.above, theirs.above
        self.queries = [(terms_of(c), c.lang) for c in queries]
        self.lexicon = Lexicon([terms_of(c) for c in corpus], langs[1], glossary)
        self.sizes = np.array([size(c) for c in queries], dtype=np.float32), np.array([size(c) for c in corpus], dtype=np.float32)
        self._standards = _codes([c.standard for c in queries]), _codes([c.standard for c in corpus])
        self._hubs = self._joint_statistics() if joint else None

    def blocks(self) -> Iterator[tuple[int, Array]]:
        """The first query's place and the scores (queries of the block, corpus), block after block."""
        for start in range(0, len(self.queries), _BLOCK):
            yield start, self.scores(start, start + _BLOCK)

    def signals(self, start: int, end: int) -> dict[str, Array]:
        """Every signal by name, each (block, corpus): with equal weights, meaning and hubs are CSLS."""
        block = self.queries[start:end]
        cosine: Array = self.ours[start:end] @ self.theirs.T
        terms, langs = [terms for terms, _ in block], [lang for _, lang in block]
        found = {
            "meaning": cosine,
            "anchors": self.lexicon.anchors(terms, langs),
            "words": self.lexicon.words(terms, langs),
            "headings": self._headings(start, end),
            "length": lengths(self.sizes[0][start:end], self.sizes[1]),
        }
        if self._hubs is not None:
            ours, theirs = self._standards
            found["hubs"] = (self._hubs.rows[start:end, None] + self._hubs.columns[None, :]) * np.float32(-0.5)
            found["standard"] = self._hubs.standards[ours[start:end]][:, theirs]
        return found

    def _headings(self, start: int, end: int) -> Array:
        """(block, corpus) in [-1, 1]: how alike the titles above are; 0 where nothing with a title stands above one."""
        if self._paths is None:
            return np.zeros((len(self.queries[start:end]), len(self.corpus)), dtype=np.float32)
        alike, ours, theirs = self._paths
        padded = np.pad(alike, ((0, 1), (0, 1)))  # -1 is the row and the column of zeros
        return np.asarray(padded[ours[start:end]][:, theirs], dtype=np.float32)

    def scores(self, start: int, end: int) -> Array:
        """The weighted sum of all signals (block, corpus)."""
        weights = self.weighting.weights
        total = np.zeros((len(self.queries[start:end]), len(self.corpus)), dtype=np.float32)
        for name, signal in self.signals(start, end).items():
            total += np.float32(weights.get(name, 0.0)) * signal
        return total

    def candidates(self, scores: Array, top: int, worth: Mapping[str, float]) -> list[Candidate]:
        """The best ``top`` of one row, with what they are ``worth`` as a probability; ties in the order of the corpus."""
        best = np.argsort(-scores, kind="stable")[: max(top, WEIGHED)]
        told = probabilities(scores[best], self.weighting, worth)[:top]
        return [Candidate(self.corpus[i].standard, self.corpus[i].id, p) for i, p in zip(best.tolist(), told, strict=False)]

    def _joint_statistics(self) -> _Hubs:
        none = np.zeros((len(set(self._standards[0].tolist())), len(set(self._standards[1].tolist()))), dtype=np.float32)
        if not self.queries or not self.corpus:
            return _Hubs(np.zeros(len(self.queries), dtype=np.float32), np.zeros(len(self.corpus), dtype=np.float32), none)
        k = min(max(min(len(self.corpus), len(self.queries)) // 5, 1), _NEIGHBOURS)  # of six clauses, four are no neighbourhood
        rows = np.zeros(len(self.queries), dtype=np.float32)
        best = np.full((k, len(self.corpus)), -np.inf, dtype=np.float32)
        for start in range(0, len(self.queries), _BLOCK):
            block: Array = self.ours[start : start + _BLOCK] @ self.theirs.T
            rows[start : start + _BLOCK] = np.partition(block, -k, axis=1)[:, -k:].mean(axis=1)
            best = np.partition(np.vstack((best, block)), -k, axis=0)[-k:]
        self._hubs = _Hubs(rows, best.mean(axis=0), none)
        return _Hubs(rows, best.mean(axis=0), self._affinity())

    def _affinity(self) -> Array:
        """(standards of the queries, of the corpus): log of the share of a standard's clauses with their best candidate there.

        The best standard has 0, so that it says nothing about whether a clause has a counterpart at all.
        """
        ours, theirs = self._standards
        counts = np.zeros((int(np.max(ours)) + 1, int(np.max(theirs)) + 1), dtype=np.float32)
        w = self.weighting
        for start, scores in self.blocks():
            weights = np.exp((scores - scores.max(axis=1, keepdims=True)) / w.temperature)
            weights /= weights.sum(axis=1, keepdims=True)
            mass = np.zeros((len(scores), counts.shape[1]), dtype=np.float32)
            for column in range(counts.shape[1]):
                mass[:, column] = weights[:, theirs == column].sum(axis=1)
            np.add.at(counts, ours[start : start + len(scores)], mass)
        shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1e-6)
        told = np.log(shares + _DOUBT)
        return np.asarray(told - told.max(axis=1, keepdims=True), dtype=np.float32)


def _codes(names: Sequence[str]) -> NDArray[np.int64]:
    codes: dict[str, int] = {}
    return np.array([codes.setdefault(name, len(codes)) for name in names], dtype=np.int64)
