"""An encoder that embeds every text once: within a run by memory, over several runs by a folder of sealed files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.files import seal, unseal, write_whole

Array = NDArray[np.float32]
Progress = Callable[[int, int], None]
_SUFFIX = ".texts"
_PORTION = 256
"""Texts that are embedded and written together: what a run that is cut off loses at most."""


class Remembering:
    """An encoder that embeds every text once, however often it is asked; what it learnt stays in ``folder``, where there is one.

    ``encoder`` is the one behind it. Vectors of another encoder are never taken for its own: each has a folder below ``folder``,
    and files say whose they are.
    """

    def __init__(self, encoder: Encoder, progress: Progress | None = None, *, folder: Path | None = None) -> None:
        self.name, self.dimensions, self.means = encoder.name, encoder.dimensions, encoder.means
        self.encoder, self._progress = encoder, progress
        self._known: dict[str, Array] = {}
        self._pieces: dict[str, NDArray[np.float16]] = {}
        self._folder = folder / _readable(encoder.name) if folder else None
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")) if self._folder else ():
            self._known |= self._read(path)

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Array:
        """Vectors (n, d) of ``texts``; only those that are new are computed."""
        new = sorted({text for text in texts if _key(text) not in self._known}, key=lambda text: (len(text), text))
        told = progress or self._progress
        for start in range(0, len(new), _PORTION):
            portion = new[start : start + _PORTION]
            self._keep(portion, self.encoder.encode(portion))
            if told:
                told(start + len(portion), len(new))
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.stack([self._known[_key(text)] for text in texts])

    def pieces(self, texts: Sequence[str]) -> list[Array]:
        """The rows of the tokens of ``texts``, for an encoder behind this one that has tokens; kept in memory alone."""
        inner: Any = self.encoder
        new = list(dict.fromkeys(text for text in texts if text not in self._pieces))
        self._pieces |= {text: rows.astype(np.float16) for text, rows in zip(new, inner.pieces(new) if new else (), strict=True)}
        return [self._pieces[text].astype(np.float32) for text in texts]

    def places(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """The characters of the tokens of ``texts``, for an encoder behind this one that has tokens."""
        inner: Any = self.encoder
        return list(inner.places(texts))

    def _keep(self, texts: Sequence[str], vectors: Array) -> None:
        keys = [_key(text) for text in texts]
        self._known |= dict(zip(keys, vectors, strict=True))
        if self._folder is not None:
            head = {"encoder": self.name, "texts": keys, "dimensions": self.dimensions}
            path = self._folder / f"{_key(''.join(keys))[:32]}{_SUFFIX}"
            write_whole(path, seal(head, np.ascontiguousarray(vectors, dtype="<f4").tobytes()))

    def _read(self, path: Path) -> Mapping[str, Array]:
        head, body = unseal(path)
        if head.get("encoder") != self.name or head.get("dimensions") != self.dimensions:
            return {}
        rows = np.frombuffer(body, dtype="<f4").reshape(-1, self.dimensions).astype(np.float32)
        return dict(zip(head["texts"], rows, strict=True))


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _readable(name: str) -> str:
    """A folder's name for an encoder's: readable, and told apart by a hash."""
    return f"{re.sub(r'[^0-9A-Za-z.-]+', '-', name).strip('-.')[:40]}-{_key(name)[:12]}"
