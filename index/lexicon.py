"""How alike texts are by what stands in them: two scores over an inverted index of the anchors and words of many clauses.

*Anchors* (numbers, substances, designations …) count between any two languages: Dice's coefficient with idf as weights, what both
have against what either has, so that a number without a counterpart speaks against the pair. *Words* count between texts of one
language: BM25 (Robertson and Zaragoza, 2009) as a share of what a clause of middling length reaches that has each
word of the query once, in [0, 1]. Both hang on the query and the
corpus alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.lexical import keys_of
from ingest.clause import Clause

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Array = NDArray[np.float32]
Keys = NDArray[np.uint64]

_PRIOR = 2.0
"""Keeps a single shared anchor from being everything."""
_SATURATION, _LENGTH = 1.2, 0.75
"""k1 and b of BM25, at their customary values."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The anchors and words of a clause: sorted ``keys`` (see ``key_of``), and how often each occurs."""

    keys: Keys
    counts: NDArray[np.uint16]


@lru_cache(maxsize=1 << 18)
def key_of(name: str) -> int:
    """64 bits for an anchor or a word; the last is set for words, the last but one for what stands in Latin script."""
    digest = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")
    return digest & ~3 | name.startswith("latin:") << 1 | name.startswith("word:")


@lru_cache(maxsize=1 << 13)
def terms_of(clause: Clause) -> Terms:
    """The anchors and words of a clause; kept, as a comparison or a fit asks for the same clauses many times."""
    return terms(keys_of(clause))


def terms(counted: Mapping[str, int]) -> Terms:
    """Names with their counts as terms."""
    found = sorted((key_of(name), min(count, 0xFFFF)) for name, count in counted.items())
    return Terms(np.array([key for key, _ in found], dtype=np.uint64), np.array([count for _, count in found], dtype=np.uint16))


@dataclass(frozen=True, slots=True)
class Alternative:
    """A user's term in one language: a text has it when it has all of these ``words`` (keys)."""

    lang: str
    words: tuple[int, ...]


Glossary = Sequence[Sequence[Alternative]]
"""For each of a user's terms its names; two texts share it where each has one of them."""


class Lexicon:
    """An inverted index of clauses. Memory: about ten bytes for each different term of each clause."""

    def __init__(self, corpus: Sequence[Terms], langs: Sequence[str], glossary: Glossary = ()) -> None:
        """``corpus`` and the language of each clause of it; ``glossary`` are the user's own terms."""
        self.glossary = glossary
        self._names, codes = _coded(langs)
        self._langs = codes
        lengths = np.array([len(one.keys) for one in corpus], dtype=np.int64)
        keys = np.concatenate([one.keys for one in corpus]) if corpus else np.zeros(0, dtype=np.uint64)
        counts = np.concatenate([one.counts for one in corpus]) if corpus else np.zeros(0, dtype=np.uint16)
        self._vocabulary, columns = np.unique(keys, return_inverse=True)
        order = np.argsort(columns, kind="stable")
        self._rows = np.repeat(np.arange(len(corpus), dtype=np.int32), lengths)[order]
        frequency = np.bincount(columns, minlength=len(self._vocabulary)).astype(np.int64)
        self._start = np.concatenate(([0], np.cumsum(frequency)))
        is_word = (self._vocabulary & np.uint64(1)).astype(bool)
        self._idf = np.where(is_word, 0.0, _idf(frequency, len(corpus))).astype(np.float32)
        sorted_columns = columns[order]
        weights = self._idf[sorted_columns]
        # an abbreviation that one side spells out is missing there, which speaks against no pair
        self._counted = np.where(self._vocabulary & np.uint64(2), 0.0, self._idf).astype(np.float32)
        self._sums = np.bincount(self._rows, weights=self._counted[sorted_columns], minlength=len(corpus)).astype(np.float32)
        self._anchors = self._postings(weights)
        self._frequency = frequency
        self._words = self._postings(self._bm25(counts[order], is_word[sorted_columns], sorted_columns))

    def _postings(self, data: NDArray[np.floating]) -> csr_matrix[np.float32]:
        from scipy.sparse import csr_matrix

        shape = len(self._vocabulary), len(self._langs)
        found = csr_matrix((data.astype(np.float32), self._rows.copy(), self._start.copy()), shape=shape)
        found.eliminate_zeros()  # in place, hence the copies
        return found

    def _bm25(self, counts: NDArray[np.uint16], is_word: NDArray[np.bool_], columns: NDArray[np.int64]) -> NDArray[np.float64]:
        """The weight of each posting; rarity and length are those among the clauses of its own language."""
        size = len(self._langs)
        lengths = np.bincount(self._rows, weights=counts * is_word, minlength=size)
        held = np.maximum(np.bincount(self._langs, minlength=len(self._names)), 1)
        self._held = held
        mean = np.maximum(np.bincount(self._langs, weights=lengths, minlength=len(self._names)) / held, 1.0)
        relative = (1 - _LENGTH + _LENGTH * lengths / mean[self._langs])[self._rows] if size else lengths
        saturated = counts * (_SATURATION + 1) / (counts + _SATURATION * relative)
        rarity = _idf(np.minimum(self._frequency[columns], held[self._langs[self._rows]]), held[self._langs[self._rows]])
        return np.asarray(np.where(is_word, saturated * rarity, 0.0))

    def rarity(self, name: str) -> float:
        """The idf of one anchor or word in this corpus; 0 where the corpus does not have it."""
        found = self._columns(np.array([key_of(name)], dtype=np.uint64))[1]
        return float(_idf(self._frequency[found], len(self._langs))[0]) if len(found) else 0.0

    def anchors(self, queries: Sequence[Terms], langs: Sequence[str]) -> Array:
        """(queries, corpus) in [0, 1]: the anchors, and the user's terms, that both have against what either has."""
        known = [self._columns(one.keys) for one in queries]
        shared: Array = (self._picked([columns for _, columns in known]) @ self._anchors).toarray()
        unseen = float(np.log(1 + 2 * (len(self._langs) + 0.5)))
        ours = np.zeros(len(queries), dtype=np.float32)
        for number, (query, lang, (seen, columns)) in enumerate(zip(queries, langs, known, strict=True)):
            missing = int(np.sum((query.keys[~seen] & np.uint64(3)) == 0))
            ours[number] = self._counted[columns].sum() + missing * unseen
            for rows in self._glossary_rows(query, lang):
                weight = float(_idf(np.array([len(rows)]), len(self._langs))[0])
                shared[number, rows] += weight
                ours[number] += weight
        either = np.maximum(ours[:, None] + self._sums[None, :] + _PRIOR, 2 * shared)
        return np.asarray(2 * shared / either, dtype=np.float32)

    def words(self, queries: Sequence[Terms], langs: Sequence[str]) -> Array:
        """(queries, corpus) in [0, 1]: how many of a query's words a clause of its language has, rare ones first."""
        known = [self._columns(one.keys) for one in queries]
        found: Array = (self._picked([columns for _, columns in known]) @ self._words).toarray()
        for number, (query, lang, (seen, columns)) in enumerate(zip(queries, langs, known, strict=True)):
            code = self._names.get(lang, -1)
            held = int(self._held[code]) if code >= 0 else 0
            is_word = (query.keys & np.uint64(1)).astype(bool)
            own = self._frequency[columns[is_word[seen]]]
            most = _idf(np.minimum(own, held), held).sum() + int(np.sum(is_word & ~seen)) * _idf(np.zeros(1), held)[0]
            found[number] *= (self._langs == code) / max(float(most), 1e-9)
        return np.minimum(found, np.float32(1))

    def _glossary_rows(self, query: Terms, lang: str) -> Iterable[NDArray[np.int32]]:
        """For each of the user's terms that a query has the clauses that have it too, under any of its names."""
        own = set(query.keys.tolist()) if self.glossary else set()
        for names in self.glossary:
            if any(one.lang == lang and own.issuperset(one.words) for one in names):
                rows = [found for one in names if len(found := self._with_all(one))]
                if rows:
                    yield np.unique(np.concatenate(rows))

    def _with_all(self, name: Alternative) -> NDArray[np.int32]:
        seen, columns = self._columns(np.array(name.words, dtype=np.uint64))
        if not seen.all() or name.lang not in self._names:
            return np.zeros(0, dtype=np.int32)
        rows = self._rows_of(int(columns[0]))
        for column in columns[1:].tolist():
            rows = np.intersect1d(rows, self._rows_of(column), assume_unique=True)
        return np.asarray(rows[self._langs[rows] == self._names[name.lang]], dtype=np.int32)

    def _rows_of(self, column: int) -> NDArray[np.int32]:
        found: NDArray[np.int32] = self._rows[self._start[column] : self._start[column + 1]]
        return found

    def _columns(self, keys: Keys) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Which of the keys the corpus has, and the columns of those."""
        at = np.searchsorted(self._vocabulary, keys)
        seen = np.zeros(len(keys), dtype=bool)
        inside = at < len(self._vocabulary)
        seen[inside] = self._vocabulary[at[inside]] == keys[inside]
        return seen, at[seen]

    def _picked(self, columns: Sequence[NDArray[np.int64]]) -> csr_matrix[np.float32]:
        from scipy.sparse import csr_matrix

        indptr = np.concatenate(([0], np.cumsum([len(one) for one in columns])))
        indices = np.concatenate(columns) if columns else np.zeros(0, dtype=np.int64)
        data = np.ones(len(indices), dtype=np.float32)
        return csr_matrix((data, indices, indptr), shape=(len(columns), len(self._vocabulary)))


def _coded(names: Sequence[str]) -> tuple[dict[str, int], NDArray[np.int16]]:
    codes: dict[str, int] = {}
    return codes, np.array([codes.setdefault(name, len(codes)) for name in names], dtype=np.int16)


def _idf(frequency: NDArray[Any], size: int | NDArray[Any]) -> NDArray[np.float64]:
    """The rarity of terms that occur in so many of ``size`` clauses; never negative."""
    return np.asarray(np.log(1 + (size - frequency + 0.5) / (frequency + 0.5)), dtype=np.float64)
