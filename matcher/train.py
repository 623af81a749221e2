"""Trains the adapter of the bundled model on pairs of clauses that answer to each other, and refuses what is no better than before.

Negatives come from the batch, and a batch is made of neighbours: several articles of one document, or articles that the base model takes
for alike. Whole documents are held out to judge by; they decide whether the result is kept.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that answer to each other, their languages, and the document of the first: what is held out together."""

    a: str
    b: str
    a_lang: str
    b_lang: str
    document: str


def read_pairs(paths: Sequence[Path]) -> tuple[Pair, ...]:
    """The gold pairs of clause lists (JSONL, see DESIGN: rows with ``"gold": true``) whose relation is equal or equivalent, in order."""
    pairs = []
    for path in paths:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        clauses = {(r["standard"], r["clause"]): r for r in rows if not r.get("gold")}
        for row in rows:
            if not row.get("gold") or not str(row.get("relation", "equal")).startswith("equ"):
                continue
            a, b = clauses[row["a_standard"], row["a_clause"]], clauses[row["b_standard"], row["b_clause"]]
            texts = ["\n".join(part for part in (r.get("title", ""), r["text"]) if part) for r in (a, b)]
            if all(texts):
                pairs.append(Pair(texts[0], texts[1], a["lang"], b["lang"], a["standard"]))
    return tuple(pairs)


def held_out(documents: Sequence[str], share: float, seed: int) -> frozenset[str]:
    """The documents to judge by: about ``share`` of them, drawn by ``seed``; at least one where there are two."""
    names = sorted(set(documents))
    count = min(len(names) - 1, max(1, round(share * len(names))))
    draw = np.random.default_rng(seed)
    return frozenset(str(name) for name in draw.choice(names, size=count, replace=False)) if count > 0 else frozenset()


class Batches:
    """Draws batches of pairs that are hard to tell apart.

    A batch is made of clusters of ``cluster`` pairs of one pair of languages: a pair and others from among its nearest neighbours by
    ``vectors`` (n, d) of the first texts, every other cluster its neighbours in the document. No text comes twice in a batch. A pair of
    languages comes up in proportion to the number of its pairs to the power .8: large sets do not drown small ones.
    """

    def __init__(self, pairs: Sequence[Pair], vectors: Array, *, size: int, seed: int, cluster: int = 8) -> None:
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
    """(n, n), true where two rows have a cosine above ``threshold``: they say the same, and neither is a wrong answer for the other."""
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


def first_hits(a: Array, b: Array, a_texts: Sequence[str], b_texts: Sequence[str]) -> float:
    """Share of rows of ``a`` whose nearest row of ``b`` (plain cosine) is their own or has the same text; -1 where there are none."""
    if not len(a):
        return -1.0
    best = (a @ b.T).argmax(axis=1)
    return float(np.mean([b_texts[i] == b_texts[j] for i, j in enumerate(best)]))
