"""What makes two languages comparable: means removed, hubs held down. Pure arithmetic on vectors, rows of length one.

Embeddings of one language share a direction that says nothing but the language; removing its mean makes the cosine comparable.
In many dimensions some vectors are near to everything (hubs: Radovanović et al. 2010); CSLS (Conneau et al. 2018,
arXiv:1710.04087) takes from a cosine the mean similarity of either side to its nearest neighbours on the other.

A *single* query may use the corpus and what is shipped with the model, never other queries: its scores do not depend on its
company. A *joint* match may use both sides in full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
NEIGHBOURS = 4
# Of its mean a single query loses a share: all of it costs more than it brings where corpus and query differ in kind.
SHARE = 0.5
# A mean over fewer vectors than this leans on the shipped mean of the language: one clause is no language.
ENOUGH = 32


def single_space(
    queries: Array, query_langs: Sequence[str], corpus: Array, corpus_langs: Sequence[str], means: Mapping[str, Array]
) -> tuple[Array, Array]:
    """Both sides in the space in which a single query is compared: (n, d) and (m, d), rows of length one.

    The corpus is moved by half of its own means by language. A query's language that the corpus does not hold is given the mean
    that it would have there: that of the corpus's main language, moved by the difference of the shipped ``means``; what the
    corpus is about is removed too. Row i depends on query i, the corpus and the model alone.
    """
    own = language_means(corpus, corpus_langs, means)
    main = max(sorted(own), key=list(corpus_langs).count)
    centres = dict(own)
    for lang in sorted(set(query_langs) - own.keys()):
        centres[lang] = own[main] + (means[lang] - means[main] if lang in means and main in means else np.float32(0))
    return _centred(queries, query_langs, centres, SHARE), _centred(corpus, corpus_langs, own, SHARE)


def joint_space(
    queries: Array, query_langs: Sequence[str], corpus: Array, corpus_langs: Sequence[str], means: Mapping[str, Array]
) -> tuple[Array, Array]:
    """Both sides centred on their own means by language: (n, d) and (m, d), rows of length one."""
    left, right = language_means(queries, query_langs, means), language_means(corpus, corpus_langs, means)
    return _centred(queries, query_langs, left), _centred(corpus, corpus_langs, right)


def single_scores(
    queries: Array,
    corpus: Array,
    query_langs: Sequence[str],
    corpus_langs: Sequence[str],
    *,
    means: Mapping[str, Array] | None = None,
) -> Array:
    """Scores (n, m) of every query (n, d) against the corpus (m, d), higher is nearer; see ``single_space``.

    ``means`` are the shipped means (d,) by language (``Encoder.means``).
    """
    if not len(queries) or not len(corpus):
        return np.zeros((len(queries), len(corpus)), dtype=np.float32)
    left, right = single_space(queries, query_langs, corpus, corpus_langs, means or {})
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
    left, right = joint_space(queries, query_langs, corpus, corpus_langs, means or {})
    return csls(left @ right.T, neighbours)


def csls(scores: Array, neighbours: int = NEIGHBOURS) -> Array:
    """Cross-domain similarity local scaling.

    Each score (n, m) less half of the means of the ``neighbours`` best of its row and of its column.
    """
    row = _best_mean(scores, neighbours)
    column = _best_mean(scores.T, neighbours)
    return np.asarray(scores - (row[:, None] + column[None, :]) / 2, dtype=np.float32)


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
            result[lang] = (rows.mean(axis=0) if len(rows) > 1 else np.zeros(vectors.shape[1])).astype(np.float32)
    return result


def _centred(vectors: Array, langs: Sequence[str], centres: Mapping[str, Array], share: float = 1.0) -> Array:
    """Rows less a share of the centre of their language, of length one again."""
    moved = vectors - np.float32(share) * np.stack([centres[lang] for lang in langs])
    result: Array = np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-12), dtype=np.float32)
    return result


def _best_mean(scores: Array, count: int) -> Array:
    """The mean of the ``count`` greatest values of each row."""
    count = min(count, scores.shape[1])
    best: Array = np.partition(scores, -count, axis=1)[:, -count:].mean(axis=1)
    return best
