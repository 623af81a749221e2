"""What is computed of each standard, a sealed file each: adding a standard touches no other.

Vectors under one encoder, and the terms of the inverted index. The database is the truth, and these can be made again from it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.files import seal, unseal, write_whole

SUFFIX = ".vectors"


class Block(NamedTuple):
    """The arrays of a standard, read-only, and what is said of them."""

    arrays: dict[str, NDArray[Any]]
    about: dict[str, Any]


class Blocks:
    """One folder below the library's folder of vectors; files are named by the content hashes of the standards.

    ``name`` says what made them (an encoder with the hash of its weights), ``recipe`` how: each pair has a folder of its own, so
    that what was made in another way is not taken for these; a new text has a new content hash.
    """

    def __init__(self, vectors: Path, name: str, recipe: str) -> None:
        readable = re.sub(r"[^0-9A-Za-z.-]+", "-", name).strip("-.")[:40]
        self.made = {"name": name, "recipe": recipe}
        own = hashlib.sha256("\n".join((name, recipe)).encode()).hexdigest()[:12]
        self.folder = vectors / f"{readable}-{own}"

    def path(self, content: str) -> Path:
        """Where the block of a standard is."""
        return self.folder / f"{content}{SUFFIX}"

    def put(self, content: str, arrays: Mapping[str, NDArray[Any]], about: Mapping[str, Any] | None = None) -> None:
        """Keep arrays by name, and what is to be said of them (JSON)."""
        little = {name: np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")) for name, array in arrays.items()}
        shapes = {name: [array.dtype.str, list(array.shape)] for name, array in little.items()}
        head = {"made": self.made, "arrays": shapes, "about": dict(about or {})}
        write_whole(self.path(content), seal(head, b"".join(little[name].tobytes() for name in sorted(little))))

    def get(self, content: str) -> Block | None:
        """What was put; None where there is none, or none that was made in this way.

        Raises:
            LibraryError: the file is damaged.
        """
        path = self.path(content)
        if not path.exists():
            return None
        head, body = unseal(path)
        if head.get("made") != self.made:
            return None
        arrays: dict[str, NDArray[Any]] = {}
        at = 0
        for name in sorted(head["arrays"]):  # a canonical head has its keys in order, and so has the body
            kind, shape = head["arrays"][name]
            count = int(np.prod(shape))
            arrays[name] = np.frombuffer(body, dtype=kind, count=count, offset=at).reshape(shape)
            at += arrays[name].nbytes
        return Block(arrays, head["about"])
