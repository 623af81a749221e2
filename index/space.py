"""What makes two languages comparable: their means removed. Pure arithmetic on vectors, rows of length one.

Embeddings of one language share a direction that says nothing but the language; removing its mean makes the cosine comparable.
Hubs, vectors that are near to everything (Radovanović et al. 2010), are held down where scores are made (``matcher.retrieve``).

A *single* query may use the corpus and what is shipped with the model, never other queries: its scores do not depend on its
company. A *joint* match may use both sides in full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
# A mean over fewer vectors than this leans on the shipped mean of the language: one clause is no language.
ENOUGH = 32


def single_space(
    queries: Array, query_langs: Sequence[str], corpus: Array, corpus_langs: Sequence[str], means: Mapping[str, Array]
) -> tuple[Array, Array]:
    """Both sides in the space in which a single query is compared: (n, d) and (m, d), rows of length one.

    The corpus is moved by its own means by language. A query's language that the corpus does not hold is given the mean
    that it would have there: that of the corpus's main language, moved by the difference of the shipped ``means``; what the
    corpus is about is removed too. Row i depends on query i, the corpus and the model alone.
    """
    own = language_means(corpus, corpus_langs, means)
    main = max(sorted(own), key=list(corpus_langs).count)
    centres = dict(own)
    for lang in sorted(set(query_langs) - own.keys()):
        centres[lang] = own[main] + (means[lang] - means[main] if lang in means and main in means else np.float32(0))
    return _centred(queries, query_langs, centres), _centred(corpus, corpus_langs, own)


def joint_space(
    queries: Array, query_langs: Sequence[str], corpus: Array, corpus_langs: Sequence[str], means: Mapping[str, Array]
) -> tuple[Array, Array]:
    """Both sides centred on their own means by language: (n, d) and (m, d), rows of length one."""
    left, right = language_means(queries, query_langs, means), language_means(corpus, corpus_langs, means)
    return _centred(queries, query_langs, left), _centred(corpus, corpus_langs, right)


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


def _centred(vectors: Array, langs: Sequence[str], centres: Mapping[str, Array]) -> Array:
    """Rows less the centre of their language, of length one again."""
    if not len(vectors):
        return vectors
    moved = vectors - np.stack([centres[lang] for lang in langs])
    result: Array = np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-12), dtype=np.float32)
    return result
