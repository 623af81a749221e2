"""The nearest rows among the vectors of many standards, by inner product (FAISS).

Rows of one standard are a span of ids, so that one standard comes and goes without the others. The search is exact up to
``LARGE`` rows; beyond it vectors are kept in clusters at half precision, and the search looks into the nearest clusters only.
Clusters are learnt from a sample, and rows are added standard by standard; no more than one standard is in memory uncompressed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.files import seal, unseal, write_whole

if TYPE_CHECKING:
    import faiss

LARGE = 200_000
PROBED = 3  # one of so many clusters is looked into: with fewer, recall falls below .99 (docs/LOG.md)
LEAST_PROBED = 16
SAMPLED = 64  # rows from which a cluster is learnt
FEW = 20_000  # so many rows are looked at one and all, wherever they lie

Matrix = NDArray[np.float32]
Ids = NDArray[np.int64]
Rows = Callable[[str], Matrix]


@dataclass(frozen=True, slots=True)
class Span:
    """The rows of a standard: ids ``start`` to ``start + rows``; ``key`` says which version of them."""

    start: int
    rows: int
    key: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be in an index: how many rows of which standard, which version of them, and how to get them."""

    sizes: Mapping[str, int]
    rows: Rows
    keys: Mapping[str, str] = field(default_factory=dict)


class Vectors:
    """An index over the rows of standards, each row L2-normalised float32. ``about`` is kept with it in its file."""

    def __init__(self, index: faiss.Index, spans: dict[str, Span], about: Mapping[str, Any], *, compressed: bool) -> None:
        self._index: Any = index
        self._spans = spans
        self.about = about
        self.compressed = compressed
        """Whether scores are of compressed vectors, and rows outside the nearest clusters are not seen."""

    @classmethod
    def build(cls, plan: Plan, *, about: Mapping[str, Any] | None = None, large: int = LARGE) -> Vectors:
        """Index the rows that are planned.

        Raises:
            ValueError: no rows at all, or rows of different length.
        """
        total = sum(plan.sizes.values())
        if not total:
            raise ValueError("nothing to index")
        compressed = total > large
        sample = _sample(plan, total, compressed=compressed)
        found = cls(_clustered(sample, total) if compressed else _flat(sample.shape[1]), {}, about or {}, compressed=compressed)
        del sample
        for standard in plan.sizes:
            found.add(standard, plan.rows(standard), key=plan.keys.get(standard, ""))
        return found

    @property
    def rows(self) -> int:
        """The number of rows."""
        return int(self._index.ntotal)

    @property
    def keys(self) -> dict[str, str]:
        """Which version of which standard is in the index."""
        return {standard: span.key for standard, span in self._spans.items()}

    def ids(self, standards: Sequence[str]) -> Ids:
        """The ids of the rows of these standards, one standard after the other."""
        spans = [self._spans[name] for name in standards]
        return np.concatenate([np.zeros(0, dtype=np.int64), *(np.arange(s.start, s.start + s.rows) for s in spans)]).astype(
            np.int64
        )

    def add(self, standard: str, rows: Matrix, *, key: str = "") -> None:
        """Add the (n, d) rows of a standard, in place of those it had."""
        self.remove(standard)
        start = max((span.start + span.rows for span in self._spans.values()), default=0)
        ids = np.arange(start, start + len(rows), dtype=np.int64)
        if len(rows):
            self._index.add_with_ids(np.ascontiguousarray(rows, dtype=np.float32), ids)
        self._spans[standard] = Span(start, len(rows), key)

    def remove(self, standard: str) -> None:
        """Take out the rows of a standard, where there are any."""
        import faiss

        span = self._spans.pop(standard, None)
        if span and span.rows:
            self._index.remove_ids(faiss.IDSelectorRange(span.start, span.start + span.rows))

    def follow(self, plan: Plan) -> bool:
        """Make it an index of exactly what is planned; only what changed is touched. Whether anything did."""
        gone = [name for name, key in self.keys.items() if plan.keys.get(name) != key]
        for standard in gone:
            self.remove(standard)
        new = sorted(plan.keys.keys() - self._spans.keys())
        for standard in new:
            self.add(standard, plan.rows(standard), key=plan.keys[standard])
        return bool(gone or new)

    def near(self, queries: Matrix, top: int, among: Ids | None = None) -> tuple[Ids, Matrix]:
        """The ids and scores, each (q, top), of the nearest rows of the (q, d) queries, best first; -1 where there are no more.

        ``among`` limits the search to some ids.
        """
        import faiss

        held = self.rows if among is None else len(among)
        top = min(top, held)
        if top < 1 or not len(queries):
            return np.zeros((len(queries), 0), dtype=np.int64), np.zeros((len(queries), 0), dtype=np.float32)
        options: dict[str, Any] = {"nprobe": self._probes(held)} if self.compressed else {}
        if among is not None:
            options["sel"] = faiss.IDSelectorBatch(among) if held <= FEW else _bitmap(among)
        kind = faiss.SearchParametersIVF if self.compressed else faiss.SearchParameters
        scores, ids = self._index.search(np.ascontiguousarray(queries, dtype=np.float32), top, params=kind(**options))
        return ids, scores

    def scores(self, query: Matrix, ids: Ids) -> Matrix:
        """The scores (n,) of one query (d,) with the rows ``ids``, wherever they lie."""
        if not len(ids):
            return np.zeros(0, dtype=np.float32)
        found, scores = (one[0] for one in self.near(query[None], len(ids), ids))
        order = np.argsort(found)
        return np.asarray(scores[order][np.searchsorted(found[order], ids)], dtype=np.float32)

    def _probes(self, held: int) -> int:
        """Clusters to look into when ``held`` rows will do: as many of these as without a limit."""
        if held <= FEW:
            return int(self._index.nlist)
        return min(int(self._index.nlist), -(-int(self._index.nprobe) * self.rows // held))

    def save(self, path: Path) -> None:
        """Write the index with its map of rows as one sealed file: the two can never be out of step."""
        import faiss

        spans = {standard: [span.start, span.rows, span.key] for standard, span in self._spans.items()}
        head = {"about": dict(self.about), "compressed": self.compressed, "spans": spans}
        write_whole(path, seal(head, faiss.serialize_index(self._index).tobytes()))

    @classmethod
    def load(cls, path: Path) -> Vectors:
        """Read an index that was saved.

        Raises:
            LibraryError: the file is not, byte for byte, what was written; FAISS has not seen it then.
        """
        import faiss

        head, body = unseal(path)
        index = faiss.deserialize_index(np.frombuffer(body, dtype=np.uint8))
        spans = {name: Span(*span) for name, span in head["spans"].items()}
        return cls(index, spans, head.get("about", {}), compressed=head.get("compressed", True))


def _bitmap(ids: Ids) -> faiss.IDSelector:
    """A selector of many ids, one bit for each id that there could be."""
    import faiss

    chosen = np.zeros(int(ids.max()) + 1, dtype=bool)
    chosen[ids] = True
    kind: Any = faiss.IDSelectorBitmap  # its wrapper takes an array, which the stubs do not say
    selector: faiss.IDSelector = kind(np.packbits(chosen, bitorder="little"))
    return selector


def _flat(dimensions: int) -> faiss.Index:
    import faiss

    return faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions))


def _clusters(total: int) -> int:
    """How many clusters ``total`` rows are put in: √n, so that to find the clusters costs no more than to look into them."""
    return max(1, math.isqrt(total))


def _sample(plan: Plan, total: int, *, compressed: bool) -> Matrix:
    """Rows to learn clusters from, evenly over all standards; of a flat index one row, which only tells the length."""
    if not compressed:
        return plan.rows(next(name for name, size in plan.sizes.items() if size))[:1]
    step = max(1, total // (_clusters(total) * SAMPLED))
    found, at = [], 0
    for standard, size in plan.sizes.items():
        first = -at % step
        if first < size:
            found.append(plan.rows(standard)[first::step].copy())
        at += size
    return np.concatenate(found)


def _clustered(sample: Matrix, total: int) -> faiss.Index:
    """An empty index whose clusters are learnt from ``sample``."""
    import faiss

    clusters = min(_clusters(total), max(1, len(sample) // 39))
    quantizer = faiss.IndexFlatIP(sample.shape[1])
    kind, metric = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    index = faiss.IndexIVFScalarQuantizer(quantizer, sample.shape[1], clusters, kind, metric)
    index.cp.spherical = True
    index.train(np.ascontiguousarray(sample, dtype=np.float32))
    index.nprobe = min(clusters, max(LEAST_PROBED, clusters // PROBED))
    return index
