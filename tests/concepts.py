"""A fake encoder for tests of the matcher: a text means the concepts that it names (c1, c2, …); a language has a direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.clause import Clause, Document, Standard

Array = NDArray[np.float32]
_OWN = 0.5
"""What a language has of its own, beside a concept: a trained model leaves some."""


def _direction(name: str, size: int = 256) -> Array:
    draw = np.random.default_rng(list(name.encode()))
    vector = draw.normal(size=size)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


class Concepts:
    """Vectors (n, 256): the concepts of a text, and the direction of its script."""

    name = "concepts@test"
    dimensions = 256
    means: Mapping[str, Array] = {"zh": _direction("han") * _OWN, "en": _direction("latin") * _OWN}

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> Array:
        self.asked += len(texts)
        if progress:
            progress(len(texts), len(texts))
        rows = []
        for text in texts:
            script = _direction("han" if re.search("[\u4e00-\u9fff]", text) else "latin") * _OWN
            found = [_direction(c) for c in re.findall(r"\bc\d+\b", text)] or [_direction(text)]
            total = script + np.sum(found, axis=0)
            rows.append(total / np.linalg.norm(total))
        return np.stack(rows).astype(np.float32) if rows else np.zeros((0, self.dimensions), dtype=np.float32)


def clause(text: str, label: str, *, standard: str = "A", lang: str = "en", title: str = "", parent: str = "") -> Clause:
    return Clause(standard=standard, clause=label, lang=lang, title=title, text=text, id=label, parent=parent)


def document(designation: str, lang: str, texts: Sequence[str], *, prefix: str = "") -> Document:
    """A document with one clause a text, labelled 1, 2, …"""
    clauses = tuple(clause(text, f"{prefix}{i}", standard=designation, lang=lang) for i, text in enumerate(texts, 1))
    return Document(Standard(designation, lang), clauses)
