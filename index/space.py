"""What makes two languages comparable: means removed, hubs held down. Pure arithmetic on vectors, rows of length one.

Embeddings of one language share a direction that says nothing but the language; removing its mean makes the cosine comparable. In many
dimensions some vectors are near to everything (hubs: Radovanović et al. 2010); CSLS (Conneau et al. 2018, arXiv:1710.04087) takes from
a cosine the mean similarity of either side to its nearest neighbours on the other.

A *single* query may use the corpus and what is shipped with the model, never other queries: its scores do not depend on its company.
A *joint* match may use both sides in full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
NEIGHBOURS = 4
# A mean over fewer vectors than this leans on the shipped mean of the language: one clause is no language.
ENOUGH = 32


def single_scores(
    queries: Array,
    corpus: Array,
    query_langs: Sequence[str],
    corpus_langs: Sequence[str],
    *,
    means: Mapping[str, Array] | None = None,
) -> Array:
    """Scores (n, m) of every query (n, d) against the corpus (m, d), higher is nearer; row i depends on query i and the corpus alone.

    ``means`` are the shipped means (d,) by language (``Encoder.means``). The corpus is centred on its own means by language, a query on
    the shipped mean of its language; where that is unknown, on the corpus's mean for that language, else on the mean of the corpus.
    """
    if not len(queries) or not len(corpus):
        return np.zeros((len(queries), len(corpus)), dtype=np.float32)
    known = dict(means or {})
    own = language_means(corpus, corpus_langs, known)
    fallback = corpus.mean(axis=0)
    centres = {lang: known.get(lang, own.get(lang, fallback)) for lang in set(query_langs)}
    left = _centred(queries, query_langs, centres)
    right = _centred(corpus, corpus_langs, own)
    scores: Array = left @ right.T
    return scores


def joint_scores(
    queries: Array,
    corpus: Array,
    query_langs: Sequence[str],
    corpus_langs: Sequence[str],
    *,
    means: Mapping[str, Array] | None = None,
    neighbours: int = NEIGHBOURS,
) -> Array:
    """Scores (n, m) where all queries inform each other: both sides centred on their own means by language, then CSLS."""
    if not len(queries) or not len(corpus):
        return np.zeros((len(queries), len(corpus)), dtype=np.float32)
    known = dict(means or {})
    left = _centred(queries, query_langs, language_means(queries, query_langs, known))
    right = _centred(corpus, corpus_langs, language_means(corpus, corpus_langs, known))
    return csls(left @ right.T, neighbours)


def csls(scores: Array, neighbours: int = NEIGHBOURS) -> Array:
    """Cross-domain similarity local scaling: each score less half the mean of the ``neighbours`` best of its row and of its column."""
    row = _best_mean(scores, neighbours)
    column = _best_mean(scores.T, neighbours)
    result: Array = scores - (row[:, None] + column[None, :]) / 2
    return result


def language_means(vectors: Array, langs: Sequence[str], known: Mapping[str, Array]) -> dict[str, Array]:
    """The mean of the rows of each language; of few rows it leans on the ``known`` mean, as if that were ``ENOUGH`` rows.

    A single row of an unknown language has no mean but itself: zeros are given, so that it is left as it is.
    """
    names = np.array(langs)
    result: dict[str, Array] = {}
    for lang in sorted(set(langs)):
        rows = vectors[names == lang]
        if lang in known:
            result[lang] = ((rows.sum(axis=0) + ENOUGH * known[lang]) / (len(rows) + ENOUGH)).astype(np.float32)
        else:
            result[lang] = rows.mean(axis=0) if len(rows) > 1 else np.zeros(vectors.shape[1], dtype=np.float32)
    return result


def _centred(vectors: Array, langs: Sequence[str], centres: Mapping[str, Array]) -> Array:
    """Rows less the centre of their language, of length one again."""
    moved = vectors - np.stack([centres[lang] for lang in langs])
    result: Array = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), np.float32(1e-12))
    return result


def _best_mean(scores: Array, count: int) -> Array:
    """The mean of the ``count`` greatest values of each row."""
    count = min(count, scores.shape[1])
    best: Array = np.partition(scores, -count, axis=1)[:, -count:].mean(axis=1)
    return best
