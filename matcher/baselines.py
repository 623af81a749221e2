"""What the matcher is measured beside: simpler ways to rank and to align, on the same vectors and texts.

``plain``: cosine. ``centred``: the mean vector of each language removed, over all queries. ``csls``: on the centred vectors
(Lample et al. 2018). ``anchors``: BM25 (Robertson and Zaragoza 2009) over numbers, units, formulae, references, words in Latin
script and, between texts of one language, all words. ``tfidf``: cosine of character n-grams, between texts of one language.
``random``: what chance gives. To align: ``nearest``, ``monotone`` (``matcher.monotone``) and vecalign itself, where a package
that has it is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.lexical import keys_of
from index.passage import text_of
from index.space import joint_space
from ingest.clause import Clause

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Array = NDArray[np.float32]
Block = Callable[[int, int], Array]
"""Scores (end - start, corpus) of the queries from ``start`` to ``end``."""
_K1, _B = 1.2, 0.75
_BLOCK = 256


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched: queries and corpus with their vectors (n, d) and (m, d)."""

    queries: Sequence[Clause]
    corpus: Sequence[Clause]
    ours: Array
    theirs: Array


def plain(asked: Asked) -> Block:
    """Cosine of the vectors as they are."""
    return lambda start, end: asked.ours[start:end] @ asked.theirs.T


def centred(asked: Asked) -> Block:
    """Cosine after the mean of each language was removed; the means are those of queries and corpus."""
    ours, theirs = _centred(asked)
    return lambda start, end: ours[start:end] @ theirs.T


def csls(asked: Asked, neighbours: int = 10) -> Block:
    """Twice the centred cosine less the mean cosine of both texts to their ``neighbours`` nearest on the other side."""
    ours, theirs = _centred(asked)
    rows, columns = _nearest(ours, theirs, neighbours), _nearest(theirs, ours, neighbours)
    return lambda start, end: 2 * (ours[start:end] @ theirs.T) - rows[start:end, None] - columns[None, :]


def anchors(asked: Asked) -> Block:
    """BM25 over anchors and words; of words two languages share only names and what else is written alike."""
    documents = [keys_of(c) for c in asked.corpus]
    column: dict[str, int] = {}
    for count in documents:
        for key in count:
            column.setdefault(key, len(column))
    found = np.zeros(len(column))
    for count in documents:
        for key in count:
            found[column[key]] += 1
    idf = np.log(1 + (len(documents) - found + 0.5) / (found + 0.5))
    lengths = np.array([sum(count.values()) for count in documents], dtype=np.float64)
    usual = max(float(lengths.mean()), 1.0) if len(lengths) else 1.0
    damping = [_K1 * (1 - _B + _B * length / usual) for length in lengths]
    weights = [
        {column[key]: idf[column[key]] * f * (_K1 + 1) / (f + damp) for key, f in count.items()}
        for count, damp in zip(documents, damping, strict=True)
    ]
    theirs = _sparse(weights, len(column))
    ours = _sparse([{column[k]: 1.0 for k in keys_of(c) if k in column} for c in asked.queries], len(column))
    return lambda start, end: (ours[start:end] @ theirs.T).toarray()


def tfidf(asked: Asked) -> Block:
    """Cosine of TF-IDF over character n-grams of one to four inside words (scikit-learn)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, dtype=np.float32)
    theirs = vectorizer.fit_transform([text_of(c) for c in asked.corpus])
    ours = vectorizer.transform([text_of(c) for c in asked.queries])
    return lambda start, end: (ours[start:end] @ theirs.T).toarray()


RANKINGS: dict[str, Callable[[Asked], Block]] = {
    "plain": plain,
    "centred": centred,
    "csls": csls,
    "anchors": anchors,
    "tfidf": tfidf,
}


def ranked(block: Block, asked: Asked, top: int) -> list[list[str]]:
    """The ids of the ``top`` best of each query, ties in the order of the corpus."""
    found = []
    for start in range(0, len(asked.queries), _BLOCK):
        best = np.argsort(-block(start, min(start + _BLOCK, len(asked.queries))), axis=1, kind="stable")[:, :top]
        found += [[asked.corpus[j].id for j in row] for row in best]
    return found


def chance(wanted: Sequence[int], corpus: int, k: int) -> float:
    """The expected any-hit@``k`` of a random order, for queries with so many ``wanted`` in a corpus of that size."""
    ways = comb(corpus, min(k, corpus))
    return sum(1 - comb(max(corpus - count, 0), min(k, corpus)) / ways for count in wanted) / max(len(wanted), 1)


def _centred(asked: Asked) -> tuple[Array, Array]:
    langs = [c.lang for c in asked.queries], [c.lang for c in asked.corpus]
    return joint_space(asked.ours, langs[0], asked.theirs, langs[1], {})


def _nearest(ours: Array, theirs: Array, neighbours: int) -> Array:
    """(n,) mean cosine of each row to its nearest on the other side."""
    k = min(neighbours, len(theirs))
    found = np.zeros(len(ours), dtype=np.float32)
    for start in range(0, len(ours), _BLOCK):
        block = ours[start : start + _BLOCK] @ theirs.T
        found[start : start + _BLOCK] = np.partition(block, -k, axis=1)[:, -k:].mean(axis=1)
    return found


def _sparse(rows: Sequence[dict[int, float]], columns: int) -> csr_matrix[np.float32]:
    """Rows of column and value as a sparse matrix (rows, columns)."""
    from scipy.sparse import csr_matrix

    indptr = np.cumsum([0, *(len(row) for row in rows)])
    indices = [column for row in rows for column in row]
    values = np.array([value for row in rows for value in row.values()], dtype=np.float32)
    return csr_matrix((values, indices, indptr), shape=(len(rows), columns))
