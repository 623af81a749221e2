"""A whole search among 100,000 made-up clauses, its ten best judged: ``python -m benchmarks.searching_judged FOLDER [CLAUSES]``.

Texts are those of ``made_library``; their vectors are drawn from a seed, so that the library is made in minutes. It is kept in
FOLDER: a run that is stopped goes on. Queries are sentences and quantities in three languages that the library has not met,
embedded by the bundled model, each asked once (nothing of it is remembered) and again (kept). Beside them the plain way: a
product of the query with all vectors in numpy, and the ten best of it, which finds and judges nothing.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.asking import asked
from app.results import Searcher
from benchmarks.made_library import SENTENCES, SUBJECTS, made_standard
from index.encoder import Encoder, load_encoder
from index.library import Library

Array = NDArray[np.float32]
CLAUSES = 100_000
QUERIES = 40
KINDS = ("sentence", "quantity")
RUSSIAN = (
    "Уровень шума на рабочем месте не должен превышать {n} дБА.",
    "Проверку следует проводить каждые {m} месяцев и хранить результаты.",
    "Температура поверхности оборудования не должна превышать {n} °C.",
)
LIMITS = ("≤ {n} dB(A)", "не более {n} °C", "每 {m} 个月")


class Drawn:
    """Vectors drawn by the hash of a text, under the name of a real encoder."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.dimensions, self.means = encoder.name, encoder.dimensions, encoder.means
        self._mean: Mapping[str, Array] = encoder.means

    def encode(self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> Array:
        """(n, d) rows of length one, around the mean of the encoder's Chinese texts."""
        del progress
        around = self._mean.get("zh", np.zeros(self.dimensions, dtype=np.float32))
        rows = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for place, text in enumerate(texts):
            seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
            rows[place] = np.random.default_rng(seed).standard_normal(self.dimensions, dtype=np.float32) * 0.03 + around
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def make(folder: Path, encoder: Encoder, clauses: int) -> None:
    """Add made-up standards until there are so many clauses."""
    with Library.open(folder, create=True) as library:
        counts = library.counts()
        held, number = sum(one.clauses for one in counts.values()), len(counts)
        while held < clauses:
            document = made_standard(number, random.Random(number))
            library.add(document, Drawn(encoder), author="maker")
            held, number = held + len(document.clauses), number + 1


def queries() -> list[str]:
    """Sentences and quantities that no clause of the library says."""
    draw = random.Random(11)
    found = []
    for number in range(QUERIES):
        kind = number % 4
        frame = draw.choice(SENTENCES)[kind] if kind < 2 else draw.choice(RUSSIAN if kind == 2 else LIMITS)
        subject = draw.choice(SUBJECTS)[kind % 2]
        found.append(frame.format(subject=subject, n=draw.randint(50, 120) + 0.5, m=draw.randint(31, 60)))
    return found


def _percentiles(seconds: Sequence[float]) -> str:
    p50, p95 = np.percentile(seconds, [50, 95]) * 1e3
    return f"p50 {p50:7.0f} ms   p95 {p95:7.0f} ms"


def _timed(searcher: Searcher, encoder: Encoder, kind: str, texts: Sequence[str]) -> None:
    """Ask each text once and again, and print the figures of both."""
    taken: dict[str, list[float]] = {kind: [], "again": []}
    for text in texts:
        for seconds in taken.values():
            start = time.perf_counter()
            searcher.search(encoder, text)
            seconds.append(time.perf_counter() - start)
    for what, seconds in taken.items():
        print(f"{what:9} n={len(seconds):3}  {_percentiles(seconds)}", flush=True)


def main(folder: Path, clauses: int) -> None:
    """Make the library where it is missing, and print the figures."""
    encoder = load_encoder()
    make(folder, encoder, clauses)
    with Library.open(folder) as library:
        searcher = Searcher(library)
        start = time.perf_counter()
        collection = searcher.finder.collection(encoder)
        print(
            f"{collection.rows} clauses of {len(collection.standards)} standards; opened in {time.perf_counter() - start:.1f} s"
        )
        of_kind = {kind: [text for text in queries() if asked(text, None).is_quantity == (kind == "quantity")] for kind in KINDS}
        _timed(searcher, encoder, "sentence", of_kind["sentence"])
        start = time.perf_counter()
        searcher.search(encoder, "≤ 85 dB(A)")
        print(
            f"first quantity (reads those of all clauses, once for each content): {time.perf_counter() - start:.1f} s", flush=True
        )
        _timed(searcher, encoder, "quantity", of_kind["quantity"])
        rows = Drawn(encoder).encode([str(number) for number in range(collection.rows)])
        plain = []
        for text in queries():
            start = time.perf_counter()
            vector = encoder.encode([text])[0]
            np.argpartition(-(rows @ vector), 10)
            plain.append(time.perf_counter() - start)
        print(f"plain     n={len(plain):3}  {_percentiles(plain)}   (embedded, numpy product, ten best; nothing judged)")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else CLAUSES)
