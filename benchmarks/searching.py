"""Search among 10⁴ to 6 × 10⁶ made-up clauses: ``python -m benchmarks.searching [SIZE…]``, a line for each size.

Vectors are made as centred embeddings are: a spectrum that falls, topics, and a question lies at a cosine of about .8 from its
answer. Each size runs in a process of its own. Questions are asked one by one, as in the app, for the ``NEAREST`` rows that a
search takes; recall is that of the first ten of them against an exact product in float32.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.vectors import Plan, Vectors
from matcher.shortlist import NEAREST

Array = NDArray[np.float32]
SIZES = (10_000, 100_000, 1_000_000)
DIMENSIONS, BLOCK, QUESTIONS, TOPICS = 384, 10_000, 200, 2_000
SPECTRUM = (np.arange(1, DIMENSIONS + 1) ** -0.5).astype(np.float32)
IN_MEMORY = 1_000_000


def unit(rows: Array) -> Array:
    """Rows of length one."""
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def block(number: int) -> Array:
    """The rows of the ``number``-th made-up standard."""
    draw = np.random.default_rng([5, number])
    topics = np.random.default_rng(4).standard_normal((TOPICS, DIMENSIONS), dtype=np.float32)
    own = draw.standard_normal((BLOCK, DIMENSIONS), dtype=np.float32)
    return unit((topics[draw.integers(0, TOPICS, BLOCK)] + own) * SPECTRUM)


def questions(size: int) -> Array:
    """Questions near to rows of all standards."""
    draw = np.random.default_rng(6)
    blocks = size // BLOCK
    rows = np.stack([block(n % blocks)[draw.integers(0, BLOCK)] for n in range(QUESTIONS)])
    return unit(rows + 0.75 * unit(draw.standard_normal((QUESTIONS, DIMENSIONS), dtype=np.float32) * SPECTRUM))


def exact(asked: Array, size: int, top: int) -> list[set[int]]:
    """The ``top`` nearest rows of each question, one standard after the other."""
    scores, ids = np.zeros((len(asked), 0), dtype=np.float32), np.zeros((len(asked), 0), dtype=np.int64)
    for number in range(size // BLOCK):
        found = asked @ block(number).T
        places = np.broadcast_to(np.arange(number * BLOCK, (number + 1) * BLOCK), found.shape)
        scores, ids = np.hstack((scores, found)), np.hstack((ids, places))
        best = np.argpartition(-scores, top - 1, axis=1)[:, :top]
        scores, ids = np.take_along_axis(scores, best, axis=1), np.take_along_axis(ids, best, axis=1)
    return [set(row) for row in ids.tolist()]


def measured(size: int) -> dict[str, float | str]:
    """The figures of one size."""
    plan = Plan({f"{n}": BLOCK for n in range(size // BLOCK)}, lambda name: block(int(name)))
    start = time.perf_counter()
    index = Vectors.build(plan)
    built = time.perf_counter() - start
    peak = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    asked = questions(size)
    index.near(asked[:1], NEAREST)
    taken, found = [], []
    for query in asked:
        start = time.perf_counter()
        ids, _ = index.near(query[None], NEAREST)
        taken.append(time.perf_counter() - start)
        found.append(set(ids[0, :10].tolist()))
    wanted = exact(asked, size, 10)
    p50, p95 = np.percentile(taken, [50, 95]) * 1e3
    recall = np.mean([len(a & b) / 10 for a, b in zip(found, wanted, strict=True)])
    kind = "compressed" if index.compressed else "exact"
    return {
        "size": size, "kind": kind, "built": built, "peak": peak / 1024, "p50": p50, "p95": p95, "recall": float(recall),
        "plain": _plain(size, asked) if size <= IN_MEMORY else float("nan"),
    }  # fmt: skip


def _plain(size: int, asked: Array) -> float:
    """Milliseconds (median) of a numpy product with all rows in memory, and of finding the same number of best."""
    rows = np.concatenate([block(number) for number in range(size // BLOCK)])
    taken = []
    for query in asked[:21]:
        start = time.perf_counter()
        np.argpartition(-(rows @ query), NEAREST)
        taken.append(time.perf_counter() - start)
    return float(np.median(taken)) * 1e3


def main(sizes: list[int]) -> None:
    """Print a line for each size; the ratio is that of numpy's median to ours."""
    print(
        f"{'rows':>9} {'kind':11}{'built s':>9}{'peak MiB':>9}{'p50 ms':>8}{'p95 ms':>8}{'recall':>8}{'numpy ms':>9}{'ratio':>7}"
    )
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.searching", "--one", str(size)]
        row = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        figures = f"{row['built']:9.1f}{row['peak']:9.0f}{row['p50']:8.2f}{row['p95']:8.2f}{row['recall']:8.3f}"
        print(f"{size:>9} {row['kind']:11}{figures}{row['plain']:9.2f}{row['plain'] / row['p50']:7.1f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measured(int(sys.argv[2]))))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
