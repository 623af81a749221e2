"""Batches of pairs that are hard to tell apart: what the model learns from is what it could confuse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.pairs import Pair

Array = NDArray[np.float32]


class Batches:
    """Draws batches of pairs that are hard to tell apart.

    A batch is made of clusters of ``cluster`` pairs of one pair of languages: a pair and others from among its nearest neighbours
    by ``vectors`` (n, d) of the first texts, every other cluster its neighbours in the document. No text comes twice in a batch.
    A pair of languages comes up in proportion to the number of its pairs to the power .8: large sets do not drown small ones.
    """

    def __init__(self, pairs: Sequence[Pair], vectors: Array, *, size: int, seed: int, cluster: int = 4) -> None:
        """``size`` pairs a batch; the draws repeat by ``seed``."""
        self.pairs = pairs
        self.vectors = vectors
        self.size = size
        self.cluster = cluster
        self._draw = np.random.default_rng(seed)
        self._pools: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._mates: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for i, pair in enumerate(pairs):
            self._pools[pair.a_lang, pair.b_lang].append(i)
            self._mates[pair.document, pair.a_lang, pair.b_lang].append(i)
        weights = np.array([len(pool) for pool in self._pools.values()], dtype=float) ** 0.8
        self._weights = weights / weights.sum()
        self._queues: dict[tuple[str, str], list[int]] = {key: [] for key in self._pools}

    def __iter__(self) -> Iterator[list[int]]:
        """Indices of the pairs of one batch after the other, without end."""
        turn = 0
        keys = list(self._pools)
        while True:
            batch: list[int] = []
            seen: set[str] = set()
            for _ in range(4 * self.size // self.cluster):
                turn += 1
                key = keys[int(self._draw.choice(len(keys), p=self._weights))]
                self._extend(batch, seen, self._around(self._seed(key), key, near=turn % 2 == 0))
                if len(batch) >= self.size:
                    break
            yield batch[: self.size]

    def _seed(self, key: tuple[str, str]) -> int:
        """The next pair of a pool; every pair has been one before any is again."""
        if not self._queues[key]:
            self._queues[key] = self._draw.permutation(self._pools[key]).tolist()
        return self._queues[key].pop()

    def _around(self, seed: int, key: tuple[str, str], *, near: bool) -> list[int]:
        """``seed`` and its neighbours, in the space or in the document, in a random order after it."""
        pair = self.pairs[seed]
        if near:
            pool = self._pools[key]
            scores = self.vectors[pool] @ self.vectors[seed]
            best = np.argpartition(-scores, min(len(pool) - 1, 3 * self.cluster))[: 3 * self.cluster]
            others = [pool[i] for i in best]
        else:
            others = self._mates[pair.document, pair.a_lang, pair.b_lang]
        return [seed, *(int(i) for i in self._draw.permutation(others) if i != seed)]

    def _extend(self, batch: list[int], seen: set[str], candidates: Sequence[int]) -> None:
        added = 0
        for i in candidates:
            texts = {self.pairs[i].a, self.pairs[i].b}
            if added < self.cluster and not texts & seen:
                batch.append(i)
                seen |= texts
                added += 1


def twins(vectors: Array, threshold: float) -> NDArray[np.bool_]:
    """(n, n), true where two rows have a cosine above ``threshold``: neither is a wrong answer for the other."""
    close: NDArray[np.bool_] = vectors @ vectors.T > threshold
    return close


def centred(vectors: Array, groups: Sequence[str]) -> Array:
    """Rows less the mean of their group, of length one again."""
    result = vectors.copy()
    names = np.array(groups)
    for name in sorted(set(groups)):
        result[names == name] -= vectors[names == name].mean(axis=0)
    result /= np.maximum(np.linalg.norm(result, axis=1, keepdims=True), np.float32(1e-12))
    return result
