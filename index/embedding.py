"""The vectors of the standards on file: made once, kept beside the database, and indexed together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.blocks import Blocks, key_of
from index.shelf import Stored
from index.vectors import LARGE, Vectors
from ingest.clause import Clause
from ingest.errors import UsageError

if TYPE_CHECKING:
    from index.encoder import Encoder

Progress = Callable[[int, int], None]
Held = tuple[Stored, tuple[Clause, ...]]


class Embedding:
    """The vectors below one folder, of any encoder."""

    def __init__(self, folder: Path, *, large: int = LARGE) -> None:
        self._folder = folder
        self._large = large
        self._indexes: dict[str, Vectors] = {}
        self._lock = threading.Lock()

    def vectors(self, held: Held, encoder: Encoder, progress: Progress | None = None) -> tuple[str, NDArray[np.float32]]:
        """The key of the texts that are embedded for a standard, and their (n, d) vectors; made where they are missing.

        Raises:
            LibraryError: they are there, but damaged.
        """
        from index.passage import passages

        stored, clauses = held
        blocks, texts = Blocks(self._folder, encoder.name), passages(clauses)
        key = key_of(texts)
        found = blocks.get(stored.content, key)
        if found is None:
            found = encoder.encode(texts, progress=progress) if texts else np.zeros((0, encoder.dimensions), dtype=np.float32)
            blocks.put(stored.content, key, found)
        return key, found

    def index(self, library: Sequence[Held], encoder: Encoder, progress: Progress | None = None) -> Vectors:
        """An index over the vectors of all standards; a compressed one is kept, an exact one is quicker made than read.

        Raises:
            UsageError: there are no clauses.
            LibraryError: vectors, or the index that was kept, are damaged.
        """
        keys, rows = {}, {}
        for stored, clauses in library:
            if clauses:
                name = stored.standard.designation
                keys[name], rows[name] = self.vectors((stored, clauses), encoder, progress)
        if not rows:
            raise UsageError("the library is empty; `clausebridge ingest` fills it")
        path = Blocks(self._folder, encoder.name).folder / "library.faiss"
        with self._lock:
            found = self._indexes.get(encoder.name)
            if found is None or found.keys != keys:  # one that is in use by others is never changed under their hands
                found = Vectors.load(path) if path.exists() else Vectors.build(rows, keys=keys, large=self._large)
                found = found.follow(keys, rows.__getitem__, large=self._large)
                if found.compressed:
                    found.save(path)
                self._indexes[encoder.name] = found
        return found
