"""Embedding, matching and search, beside float32 ``SentenceTransformer.encode`` and brute-force numpy."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np

from benchmarks.timing import Row, faster, wall_seconds
from index.encoder import load_encoder
from index.vectors import Plan, Vectors
from ingest.clause import Clause, Document, Standard
from matcher.compare import compare

WORDS = "noise level exposure limit shall employer measure worker gas methane enclosure temperature test mark record".split()  # noqa: SIM905


def sentences(count: int, seed: int) -> list[str]:
    """Made-up requirement sentences of 8 to 60 words, the same for the same seed."""
    draw = random.Random(seed)
    return [" ".join(draw.choices(WORDS, k=draw.randint(8, 60))) + f" {draw.randint(1, 500)} dB." for _ in range(count)]


def document(name: str, count: int, seed: int) -> Document:
    """A made-up standard of ``count`` clauses."""
    clauses = tuple(Clause(name, str(n), "en", text=text, id=str(n)) for n, text in enumerate(sentences(count, seed), 1))
    return Document(Standard(name, "en"), clauses)


def rows() -> Iterator[Row]:
    """Embedding, a match of two standards of 500 clauses, search among 10⁴ and 10⁵ vectors."""
    encoder = load_encoder("bundled")
    texts = sentences(200, 1)
    ours = wall_seconds(lambda: encoder.encode(texts))
    plain = wall_seconds(_plain_encoder(texts), repeats=1)
    yield faster("embedding", "clauses / s", len(texts), ours, plain, "plain: SentenceTransformer.encode, float32, batches of 32")
    a, b = document("A", 500, 2), document("B", 500, 3)
    vectors = {d.standard.designation: encoder.encode([c.text for c in d.clauses]) for d in (a, b)}
    whole = wall_seconds(lambda: compare(a, b, encoder), repeats=1)
    known = wall_seconds(lambda: compare(a, b, encoder, vectors=vectors), repeats=1)
    yield Row("matching 500 × 500 clauses", "s", known, whole, whole / known, "vectors at hand; plain: embedding included")
    for size in (10_000, 100_000):
        yield _search(size)


def _plain_encoder(texts: list[str]):  # noqa: ANN202
    import torch

    from index.bundled import load_bundled

    model = load_bundled().to(torch.float32)
    return lambda: model.encode(texts, batch_size=32, normalize_embeddings=True)


def _search(size: int) -> Row:
    draw = np.random.default_rng(5)
    data = draw.standard_normal((size, 384), dtype=np.float32)
    data /= np.linalg.norm(data, axis=1, keepdims=True)
    index = Vectors.build(Plan({"made up": size}, {"made up": data}.__getitem__))
    query = data[:1]
    ours = wall_seconds(lambda: index.near(query, 10), repeats=21)
    plain = wall_seconds(lambda: np.argsort(-(data @ query[0]))[:10], repeats=21)
    return Row(f"search among {size:,} clauses", "ms", ours * 1e3, plain * 1e3, plain / ours, "plain: numpy product and sort")
