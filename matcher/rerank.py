"""The second stage of a search: a closer look at the best candidates of a query, two texts at a time.

A ranking by single vectors is quick and coarse. A reranker compares the words of the query with those of each candidate; what it
says is weighed with what was known before, never taken alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, PieceEncoder
from index.passage import passage
from ingest.clause import Clause
from matcher import logistic
from matcher.tokens import token_encoder

Array = NDArray[np.float32]
Ranking = list[tuple[Clause, float]]
"""Candidates of a query with their probabilities, best first."""
LOOKED = 20
"""So many of the best candidates are looked at; the others stay behind them, in their order."""
FEATURES = ("odds", "likeness", "margin")
"""``odds``: log odds of the first stage's probability. ``likeness``: what the reranker says. ``margin``: that over the best other
candidate, below zero for all but one.
"""
LEAST = 5e-5
"""A probability of the first stage is told in four places."""
_BLOCK = 64
_TOKENS = 400_000
"""So many tokens are remembered (of 384 dimensions: 300 MB)."""


class Reranker(Protocol):
    """What compares texts two at a time. ``name`` tells it apart from others."""

    name: str

    def scores(self, queries: Sequence[str], texts: Sequence[Sequence[str]]) -> list[Array]:
        """(k,) for each query: how well each of its own ``texts`` answers to it; more is better."""
        ...


class Interaction:
    """The likeness of two texts token by token, from the encoder itself: late interaction, as in ColBERT.

    For every token of one text the best cosine among the tokens of the other, in the mean; the mean of both ways (Khattab and
    Zaharia 2020, arXiv:2004.12832; both ways: Zhang et al. 2020, arXiv:1904.09675).
    """

    def __init__(self, encoder: PieceEncoder) -> None:
        self.name = f"interaction of {encoder.name}"
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float16]] = {}
        self._tokens = 0

    def scores(self, queries: Sequence[str], texts: Sequence[Sequence[str]]) -> list[Array]:
        """See ``Reranker``; in [-1, 1]."""
        self._learn([*queries, *(text for own in texts for text in own)])
        result = []
        for query, own in zip(queries, texts, strict=True):
            ours = self._known[query].astype(np.float32)
            result.append(np.array([likeness(ours, self._known[text].astype(np.float32)) for text in own], dtype=np.float32))
        return result

    def _learn(self, texts: Sequence[str]) -> None:
        """Know the tokens of ``texts``; of the others the oldest are forgotten while there are too many."""
        asked = dict.fromkeys(texts)
        new = [text for text in asked if text not in self._known]
        for text, rows in zip(new, self._encoder.pieces(new), strict=True):
            self._known[text] = rows.astype(np.float16)
            self._tokens += len(rows)
        for text in [text for text in self._known if text not in asked]:
            if self._tokens <= _TOKENS:
                break
            self._tokens -= len(self._known.pop(text))


def likeness(a: Array, b: Array) -> float:
    """How well each token of one text is met in the other: of (t, d) and (u, d), rows of length one; in [-1, 1]."""
    cosines = a @ b.T
    return float((cosines.max(axis=1).mean() + cosines.max(axis=0).mean()) / 2)


def built_in(encoder: Encoder) -> Interaction | None:
    """The reranker that needs no other model; None for an encoder that has no tokens."""
    telling = token_encoder(encoder)
    return Interaction(telling) if telling else None


def features(first: NDArray[np.float64], said: Array) -> NDArray[np.float64]:
    """(k, features) of a query's candidates, from their probabilities in the first stage and what the reranker ``said`` (k,)."""
    share = np.clip(first, LEAST, 1 - LEAST)
    scores = said.astype(np.float64)
    margin = scores - scores.max()
    if len(scores) > 1:
        best, second = np.argsort(-scores, kind="stable")[:2]
        margin[best] = scores[best] - scores[second]
    return np.stack((np.log(share / (1 - share)), scores, margin), axis=1)


def closer_look(
    queries: Sequence[Clause], rankings: Sequence[Ranking], reranker: Reranker, worth: Mapping[str, float]
) -> list[Ranking]:
    """The rankings after the second stage; ``worth`` are the weights of ``FEATURES``."""
    result: list[Ranking] = []
    for start in range(0, len(queries), _BLOCK):
        block, own = queries[start : start + _BLOCK], rankings[start : start + _BLOCK]
        texts = [[words(clause) for clause, _ in ranking[:LOOKED]] for ranking in own]
        said = reranker.scores([words(query) for query in block], texts)
        for ranking, scores in zip(own, said, strict=True):
            first = np.array([p for _, p in ranking[:LOOKED]])
            told = logistic.probabilities(features(first, scores), FEATURES, worth) if ranking else first
            result.append(reordered(ranking, told))
    return result


def words(clause: Clause) -> str:
    """What of a clause is compared: its text alone, for a title that many share tells nothing apart; else its title."""
    return clause.text.strip() or passage(clause)


def reordered(ranking: Ranking, told: NDArray[np.floating]) -> Ranking:
    """The candidates of a query in the order of the probabilities ``told`` (k,) of the first k.

    Those that were not looked at keep their order behind the others, and are at most as probable as the last of them.
    """
    order = np.argsort(-told, kind="stable").tolist()
    first = [(ranking[i][0], round(float(told[i]), 4)) for i in order]
    least = first[-1][1] if first else 1.0
    return first + [(clause, min(p, least)) for clause, p in ranking[len(told) :]]
