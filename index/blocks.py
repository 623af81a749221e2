"""The vectors of each standard under one encoder, a sealed file each: adding a standard touches no other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.files import seal, unseal, write_whole
from index.log import canonical

SUFFIX = ".vectors"


def key_of(texts: Sequence[str]) -> str:
    """sha256 (hex) of the texts that are embedded, in order: vectors of other texts can never be taken for theirs."""
    return hashlib.sha256(canonical(list(texts)).encode()).hexdigest()


class Blocks:
    """One encoder's folder below the library's folder of vectors; files are named by the content hashes of the standards."""

    def __init__(self, vectors: Path, encoder: str) -> None:
        readable = re.sub(r"[^0-9A-Za-z.-]+", "-", encoder).strip("-.")[:40]
        self.encoder = encoder
        self.folder = vectors / f"{readable}-{hashlib.sha256(encoder.encode()).hexdigest()[:12]}"

    def path(self, content: str) -> Path:
        """Where the vectors of a standard are."""
        return self.folder / f"{content}{SUFFIX}"

    def put(self, content: str, key: str, vectors: NDArray[np.float32]) -> None:
        """Keep an (n, d) array, and the key of the texts that it was made from."""
        head = {"encoder": self.encoder, "key": key, "shape": list(vectors.shape)}
        write_whole(self.path(content), seal(head, np.ascontiguousarray(vectors, dtype="<f4").tobytes()))

    def get(self, content: str, key: str) -> NDArray[np.float32] | None:
        """The (n, d) array, read-only; None where there is none of this encoder from these texts.

        Raises:
            LibraryError: the file is damaged.
        """
        path = self.path(content)
        if not path.exists():
            return None
        head, body = unseal(path)
        if head["encoder"] != self.encoder or head["key"] != key:
            return None
        return np.frombuffer(body, dtype="<f4").reshape(head["shape"]).astype(np.float32, copy=False)
