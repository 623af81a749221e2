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
TRAINED = 0.5
"""The share of its mean by which a language is moved where the model was trained to bring languages together, and says so by the
means that come with it: the rest is what the clauses are about. A model that was not is moved by the whole."""


class Sums:
    """The sums of the rows of each language, from which means are made: what comes later is added, nothing is read again."""

    def __init__(self) -> None:
        self.totals: dict[str, NDArray[np.float64]] = {}
        self.rows: dict[str, int] = {}

    def add(self, vectors: Array, langs: Sequence[str]) -> None:
        """Count rows (n, d) and the language of each."""
        names = np.array(langs)
        for lang in dict.fromkeys(langs):
            own = vectors[names == lang]
            self.totals[lang] = self.totals.get(lang, 0.0) + own.sum(axis=0, dtype=np.float64)
            self.rows[lang] = self.rows.get(lang, 0) + len(own)

    def means(self, known: Mapping[str, Array]) -> dict[str, Array]:
        """The mean (d,) of each language; of few rows it leans on the ``known`` mean, as if that were ``ENOUGH`` rows.

        A single row of an unknown language has no mean but itself: zeros are given, so that it is left as it is. Where means are
        ``known``, ``TRAINED`` of each is given.
        """
        share = np.float32(TRAINED if known else 1)
        result: dict[str, Array] = {}
        for lang, total in sorted(self.totals.items()):
            rows = self.rows[lang]
            if lang in known:
                result[lang] = share * ((total + ENOUGH * known[lang]) / (rows + ENOUGH)).astype(np.float32)
            else:
                result[lang] = share * (total / rows if rows > 1 else np.zeros(len(total))).astype(np.float32)
        return result

    @property
    def main(self) -> str:
        """The language of most rows; "" where there are none."""
        return max(sorted(self.rows), key=lambda lang: self.rows[lang], default="")


def single_space(
    queries: Array, query_langs: Sequence[str], corpus: Array, corpus_langs: Sequence[str], means: Mapping[str, Array]
) -> tuple[Array, Array]:
    """Both sides in the space in which a single query is compared: (n, d) and (m, d), rows of length one.

    The corpus is moved by its own means by language, a query as ``query_centres`` says. Row i depends on query i, the corpus and
    the model alone.
    """
    sums = Sums()
    sums.add(corpus, corpus_langs)
    own = sums.means(means)
    return centred(queries, query_langs, query_centres(query_langs, own, sums.main, means)), centred(corpus, corpus_langs, own)


def joint_space(
    queries: Array, query_langs: Sequence[str], corpus: Array, corpus_langs: Sequence[str], means: Mapping[str, Array]
) -> tuple[Array, Array]:
    """Both sides centred on their own means by language: (n, d) and (m, d), rows of length one."""
    left, right = language_means(queries, query_langs, means), language_means(corpus, corpus_langs, means)
    return centred(queries, query_langs, left), centred(corpus, corpus_langs, right)


def query_centres(
    query_langs: Sequence[str], own: Mapping[str, Array], main: str, means: Mapping[str, Array]
) -> dict[str, Array]:
    """By language the centre of queries against a corpus with the means ``own``, most of it in the language ``main``.

    A language that the corpus does not hold is given the mean that it would have there: that of the corpus's main language, moved
    by ``TRAINED`` of the difference of the shipped ``means``; what the corpus is about is removed too.
    """
    centres = dict(own)
    for lang in sorted(set(query_langs) - own.keys()):
        centres[lang] = own[main] + (
            np.float32(TRAINED) * (means[lang] - means[main]) if lang in means and main in means else np.float32(0)
        )
    return centres


def language_means(vectors: Array, langs: Sequence[str], known: Mapping[str, Array]) -> dict[str, Array]:
    """The mean of the rows of each language, see ``Sums.means``."""
    sums = Sums()
    sums.add(vectors, langs)
    return sums.means(known)


def centred(vectors: Array, langs: Sequence[str], centres: Mapping[str, Array]) -> Array:
    """Rows less the centre of their language, of length one again."""
    if not len(vectors):
        return vectors
    moved = vectors - np.stack([centres[lang] for lang in langs])
    result: Array = np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-12), dtype=np.float32)
    return result
