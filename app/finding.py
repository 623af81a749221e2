"""Search over the library for the search page: one text in any language, the clauses that answer to it best.

What was read and what was found is kept while the library stays as it is: a page that is drawn again asks for the same again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ingest.clause import Clause
from ingest.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.encoder import Encoder
    from index.library import Library

Progress = Callable[[int, int], None]
Version = tuple[str, str]
"""A designation, and the hash of the content that was on file under it."""
Key = TypeVar("Key")
Value = TypeVar("Value")

KEPT = 64
"""Results that are kept, the latest; an older search is made again."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that answers to what was asked, and the probability that it is the counterpart."""

    clause: Clause
    score: float


class Finder:
    """Searches in one library, for several sessions at once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._clauses: dict[Version, tuple[Clause, ...]] = {}
        self._vectors: dict[tuple[str, Version], NDArray[np.float32]] = {}
        self._hits: dict[tuple[object, ...], tuple[Hit, ...]] = {}

    def find(
        self,
        encoder: Encoder,
        text: str,
        *,
        lang: str = "",
        standard: str = "",
        among: Container[str] | None = None,
        top: int = 20,
        progress: Progress | None = None,
    ) -> tuple[Hit, ...]:
        """The ``top`` clauses on file for ``text``, best first, in one language, in one standard, or in the standards ``among``.

        ``progress`` hears of clauses that are embedded first, as they are when the library has not met this model yet.

        Raises:
            UsageError: an empty text, or nothing to search in.
            LibraryError: clauses or vectors are damaged.
        """
        if not text.strip():
            raise UsageError("the text to search for is empty")
        versions = self._versions()
        languages = {one.designation: one.lang for one in self._library.standards()}
        chosen = [one for one in versions if standard in ("", one[0]) and lang in ("", languages.get(one[0]))]
        chosen = [one for one in chosen if among is None or one[0] in among]
        asked = (encoder.name, tuple(chosen), text, top)
        return self._kept(self._hits, asked, lambda: self._found(encoder, text, chosen, top, progress), most=KEPT)

    def clauses(self, designation: str) -> tuple[Clause, ...]:
        """The clauses of a standard, read once for each content that it had.

        Raises:
            UsageError: it is not on file any more.
            LibraryError: the clauses are damaged.
        """
        version = next((one for one in self._versions() if one[0] == designation), None)
        return self._clauses_of(version) if version else self._library.clauses(designation)

    def _versions(self) -> list[Version]:
        """What is on file now; what was kept of anything else is let go."""
        now = [(designation, count.content) for designation, count in self._library.counts().items()]
        with self._lock:
            self._clauses = {key: value for key, value in self._clauses.items() if key in now}
            self._vectors = {key: value for key, value in self._vectors.items() if key[1] in now}
        return now

    def _found(self, encoder: Encoder, text: str, chosen: list[Version], top: int, progress: Progress | None) -> tuple[Hit, ...]:
        import numpy as np

        from ingest.language import language
        from matcher.retrieve import search

        filled = [(version, clauses) for version in chosen if (clauses := self._clauses_of(version))]
        if not filled:
            raise UsageError("there is nothing to search in: choose another language or standard")
        corpus = [clause for _, clauses in filled for clause in clauses]
        vectors = np.vstack([self._vectors_of(version, encoder, progress) for version, _ in filled])
        query = Clause(standard="", clause="", lang=language(text), text=text)
        ranked = search([query], corpus, encoder, top=top, vectors=vectors)[0]
        known = {(clause.standard, clause.id): clause for clause in corpus}
        return tuple(Hit(known[one.standard, one.clause_id], one.score) for one in ranked)

    def _clauses_of(self, version: Version) -> tuple[Clause, ...]:
        return self._kept(self._clauses, version, lambda: self._library.clauses(version[0]))

    def _vectors_of(self, version: Version, encoder: Encoder, progress: Progress | None) -> NDArray[np.float32]:
        made = (encoder.name, version)
        return self._kept(self._vectors, made, lambda: self._library.vectors(version[0], encoder, progress=progress))

    def _kept(self, kept: dict[Key, Value], key: Key, make: Callable[[], Value], *, most: int = 0) -> Value:
        """The value that is kept under ``key``, made where there is none; two who ask at once may both make it."""
        with self._lock:
            if key in kept:
                return kept[key]
        value = make()
        with self._lock:
            kept[key] = value
            while most and len(kept) > most:
                del kept[next(iter(kept))]
        return value
