"""What is computed of the standards on file, made once and kept beside the database, and put together for a search."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.blocks import Blocks
from index.embedding import RECIPE, TERMS, Described, Embedded, Progress, embed, embed_changed
from index.vectors import LARGE

if TYPE_CHECKING:
    from index.collection import Collection
    from index.encoder import Encoder
    from index.lexicon import Glossary
    from index.shelf import Stored
    from ingest.clause import Clause

Read = Callable[["Stored"], "tuple[Clause, ...]"]


class Prepared:
    """The blocks below one folder, of any encoder; ``read`` gives the clauses of a standard whose block is missing."""

    def __init__(self, folder: Path, read: Read, *, large: int = LARGE) -> None:
        self._folder, self._read, self._large = folder, read, large
        self._collections: dict[str, tuple[object, Collection]] = {}
        self._lock = threading.Lock()

    def embedded(self, stored: Stored, encoder: Encoder, progress: Progress | None = None) -> Embedded:
        """The vectors of a standard; made where they are missing.

        Raises:
            LibraryError: they are there, but damaged.
        """
        blocks = Blocks(self._folder, encoder.name, RECIPE)
        found = blocks.get(stored.content)
        if found is None:
            made = embed(self._read(stored), encoder, progress=progress)
            blocks.put(stored.content, {"above": made.above, "headings": made.headings, "vectors": made.vectors})
            return made
        return Embedded(found.arrays["vectors"], found.arrays["headings"], found.arrays["above"])

    def described(self, stored: Stored) -> Described:
        """What a search asks of the clauses of a standard beside vectors; made where it is missing, as ``embedded`` is."""
        from index.lexicon import Terms, terms_of

        blocks = Blocks(self._folder, "terms", TERMS)
        found = blocks.get(stored.content)
        if found is None:
            clauses = self._read(stored)
            terms = [terms_of(clause) for clause in clauses]
            arrays = {
                "counts": np.concatenate([np.zeros(0, dtype=np.uint16), *(one.counts for one in terms)]),
                "ends": np.cumsum([len(one.keys) for one in terms], dtype=np.int64),
                "keys": np.concatenate([np.zeros(0, dtype=np.uint64), *(one.keys for one in terms)]),
            }
            about = {
                "aspects": [clause.aspect.value for clause in clauses],
                "langs": [clause.lang for clause in clauses],
                "provisions": [clause.provision.value for clause in clauses],
            }
            blocks.put(stored.content, arrays, about)
            return Described(terms, about["langs"], about["provisions"], about["aspects"])
        keys, counts, ends = (found.arrays[name] for name in ("keys", "counts", "ends"))
        spans = zip([0, *ends[:-1].tolist()], ends.tolist(), strict=False)
        terms = [Terms(keys[start:end], counts[start:end]) for start, end in spans]
        return Described(terms, found.about["langs"], found.about["provisions"], found.about["aspects"])

    def prepare(self, stored: Stored, encoder: Encoder, progress: Progress | None = None) -> None:
        """Make what is missing of a standard."""
        if not Blocks(self._folder, "terms", TERMS).path(stored.content).exists():
            self.described(stored)
        if not Blocks(self._folder, encoder.name, RECIPE).path(stored.content).exists():
            self.embedded(stored, encoder, progress)

    def carry(
        self, old: tuple[Stored, Sequence[Clause]], new: Stored, encoder: Encoder, progress: Progress | None = None
    ) -> None:
        """Make what is missing of a standard that differs little from ``old``, whose vectors are taken where they still hold."""
        blocks = Blocks(self._folder, encoder.name, RECIPE)
        found = blocks.get(old[0].content)
        if found is not None and not blocks.path(new.content).exists():
            known = Embedded(found.arrays["vectors"], found.arrays["headings"], found.arrays["above"])
            made = embed_changed(self._read(new), encoder, old[1], known, progress=progress)
            blocks.put(new.content, {"above": made.above, "headings": made.headings, "vectors": made.vectors})
        self.prepare(new, encoder, progress)

    def collection(
        self, held: Sequence[Stored], encoder: Encoder, glossary: Glossary = (), progress: Progress | None = None
    ) -> Collection:
        """All standards as a search sees them; the last one for each encoder is kept while nothing changes.

        Raises:
            UsageError: there are no clauses.
            LibraryError: a block, or the index that was kept, is damaged.
        """
        from index.collection import Shelved, collect

        state = tuple((stored.standard.designation, stored.content) for stored in held), tuple(glossary)
        with self._lock:
            known, found = self._collections.get(encoder.name, (None, None))
            if found is None or known != state:
                for stored in held:  # what must be embedded is, with its progress told, before anything is put together
                    self.prepare(stored, encoder, progress)
                shelved = [
                    Shelved(
                        stored.standard.designation,
                        stored.content,
                        self.described(stored),
                        partial(self.embedded, stored, encoder),
                    )
                    for stored in held
                ]
                kept = Blocks(self._folder, encoder.name, RECIPE).folder / "library.faiss"
                found = collect(shelved, encoder.means, kept=kept, glossary=glossary, large=self._large)
                self._collections[encoder.name] = state, found
        return found
