"""The nearest rows among the vectors of many standards, by inner product (FAISS).

Rows of one standard are a span of ids, so that one standard comes and goes without the others. The search is exact up to
``LARGE`` rows; beyond it vectors are kept in clusters at one byte a number, and the search looks into the nearest clusters only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.files import seal, unseal, write_whole

if TYPE_CHECKING:
    import faiss

LARGE = 200_000
PROBED = 16  # one of so many clusters is looked into
GROWTH = 4  # clusters are learnt anew when there are so many times the rows that they were learnt from

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found: its standard, its position there (from 0), and the inner product."""

    standard: str
    position: int
    score: float


@dataclass(frozen=True, slots=True)
class Span:
    """The rows of a standard: ids ``start`` to ``start + rows``; ``key`` says which version of them (``blocks.key_of``)."""

    start: int
    rows: int
    key: str


class Vectors:
    """An index over the rows of standards, each row L2-normalised float32."""

    def __init__(self, index: faiss.Index, spans: dict[str, Span], learnt: int = 0) -> None:
        self._index: Any = index
        self._spans = spans
        self._learnt = learnt

    @classmethod
    def build(cls, blocks: Mapping[str, Matrix], *, keys: Mapping[str, str] | None = None, large: int = LARGE) -> Vectors:
        """Index the (n, d) rows of each standard.

        Raises:
            ValueError: no rows at all, or rows of different length.
        """
        if not blocks:
            raise ValueError("nothing to index")
        rows = np.concatenate(list(blocks.values()), dtype=np.float32)
        compressed = len(rows) > large
        found = cls(_clustered(rows) if compressed else _flat(rows.shape[1]), {}, len(rows) if compressed else 0)
        for standard, block in blocks.items():
            found.add(standard, block, key=(keys or {}).get(standard, ""))
        return found

    @property
    def compressed(self) -> bool:
        """Whether scores are of compressed vectors, and rows outside the nearest clusters are not seen."""
        return self._learnt > 0

    @property
    def rows(self) -> int:
        """The number of rows."""
        return int(self._index.ntotal)

    @property
    def keys(self) -> dict[str, str]:
        """Which version of which standard is in the index."""
        return {standard: span.key for standard, span in self._spans.items()}

    def add(self, standard: str, rows: Matrix, *, key: str = "") -> None:
        """Add the (n, d) rows of a standard, in place of those it had."""
        self.remove(standard)
        start = max((span.start + span.rows for span in self._spans.values()), default=0)
        ids = np.arange(start, start + len(rows), dtype=np.int64)
        self._index.add_with_ids(np.ascontiguousarray(rows, dtype=np.float32), ids)
        self._spans[standard] = Span(start, len(rows), key)

    def remove(self, standard: str) -> None:
        """Take out the rows of a standard, where there are any."""
        import faiss

        span = self._spans.pop(standard, None)
        if span:
            self._index.remove_ids(faiss.IDSelectorRange(span.start, span.start + span.rows))

    def follow(self, keys: Mapping[str, str], rows: Callable[[str], Matrix], *, large: int = LARGE) -> Vectors:
        """An index of exactly these versions of these standards: only what changed is touched, unless it outgrew its kind."""
        for standard in [name for name, key in self.keys.items() if keys.get(name) != key]:
            self.remove(standard)
        for standard in sorted(keys.keys() - self._spans.keys()):
            self.add(standard, rows(standard), key=keys[standard])
        if self.rows > (self._learnt * GROWTH or large):
            return Vectors.build({standard: rows(standard) for standard in keys}, keys=keys, large=large)
        return self

    def search(self, queries: Matrix, top: int, *, standards: Collection[str] | None = None) -> list[list[Hit]]:
        """For each of the (q, d) queries its ``top`` nearest rows, best first, ties by standard and position.

        ``standards`` limits the search to some; fewer than ``top`` hits come back where there are fewer rows.
        """
        import faiss

        options: dict[str, Any] = {"nprobe": self._index.nprobe} if self.compressed else {}
        chosen = self._spans if standards is None else {name: self._spans[name] for name in standards if name in self._spans}
        if not chosen or top < 1 or not len(queries):
            return [[] for _ in queries]
        if standards is not None:
            ids = np.concatenate([np.arange(span.start, span.start + span.rows, dtype=np.int64) for span in chosen.values()])
            options["sel"] = faiss.IDSelectorBatch(ids)
        kind = faiss.SearchParametersIVF if self.compressed else faiss.SearchParameters
        matrix = np.ascontiguousarray(queries, dtype=np.float32)
        scores, ids = self._index.search(matrix, min(top, self.rows), params=kind(**options))
        return [self._hits(*found) for found in zip(scores, ids, strict=True)]

    def _hits(self, scores: NDArray[np.float32], ids: NDArray[np.int64]) -> list[Hit]:
        order = sorted(self._spans.items(), key=lambda item: item[1].start)
        starts = np.array([span.start for _, span in order])
        hits = []
        for score, row in zip(scores.tolist(), ids.tolist(), strict=True):
            if row >= 0:
                standard, span = order[int(np.searchsorted(starts, row, side="right")) - 1]
                hits.append(Hit(standard, row - span.start, score))
        return sorted(hits, key=lambda hit: (-hit.score, hit.standard, hit.position))

    def save(self, path: Path) -> None:
        """Write the index with its map of rows as one sealed file: the two can never be out of step."""
        import faiss

        spans = {standard: [span.start, span.rows, span.key] for standard, span in self._spans.items()}
        write_whole(path, seal({"learnt": self._learnt, "spans": spans}, faiss.serialize_index(self._index).tobytes()))

    @classmethod
    def load(cls, path: Path) -> Vectors:
        """Read an index that was saved.

        Raises:
            LibraryError: the file is not, byte for byte, what was written; FAISS has not seen it then.
        """
        import faiss

        head, body = unseal(path)
        index = faiss.deserialize_index(np.frombuffer(body, dtype=np.uint8))
        return cls(index, {name: Span(*span) for name, span in head["spans"].items()}, head["learnt"])


def _flat(dimensions: int) -> faiss.Index:
    import faiss

    return faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions))


def _clustered(rows: Matrix) -> faiss.Index:
    """An empty index whose clusters are learnt from ``rows``: about 4 √n of them, as the FAISS guidelines have it."""
    import faiss

    clusters = max(1, min(4 * math.isqrt(len(rows)), len(rows) // 39))
    quantizer = faiss.IndexFlatIP(rows.shape[1])
    kind, metric = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    index = faiss.IndexIVFScalarQuantizer(quantizer, rows.shape[1], clusters, kind, metric)
    index.train(rows)
    index.nprobe = max(8, clusters // PROBED)
    return index
