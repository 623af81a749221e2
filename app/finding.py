"""Search over the library: one text, or many clauses, and what on file answers to them; for the search page and the command line.

What was read and what was found is kept while the library stays as it is: a page that is drawn again asks for the same again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from app.asking import query_of
from app.limits import Limits, rows_within
from ingest.clause import Clause

if TYPE_CHECKING:
    from datetime import date

    from index.collection import Collection, Mask
    from index.embedding import Embedded
    from index.encoder import Encoder
    from index.lexicon import Glossary
    from index.library import Library
    from matcher.limit_index import Floats, LimitIndex
    from matcher.quantity import Quantity
    from matcher.rerank import Reranker

Progress = Callable[[int, int], None]
Version = tuple[str, str]
"""A designation, and the hash of the content that was on file under it."""
Key = TypeVar("Key")
Value = TypeVar("Value")

KEPT = 64
"""Results that are kept, the latest; an older search is made again."""
JOINT = 200
"""Of each query of a joint search so many of the best single candidates come into the common ranking."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that answers to what was asked, and the probability that it is the counterpart."""

    clause: Clause
    score: float


def ranked(  # noqa: PLR0913 (all but four have a default)
    queries: Sequence[Clause],
    clauses: Sequence[Clause],
    embedded: Embedded,
    encoder: Encoder,
    *,
    top: int,
    joint: bool,
    glossary: Glossary = (),
    reranker: Reranker | None = None,
    progress: Progress | None = None,
) -> list[tuple[Hit, ...]]:
    """The ranking of each query in a list; queries whose own standard is among ``clauses`` are asked apart, without it."""
    from matcher.retrieve import search

    there = {c.standard for c in clauses}
    by_own: dict[str, list[int]] = {}
    for number, query in enumerate(queries):
        by_own.setdefault(query.standard if query.standard in there else "", []).append(number)
    found: list[tuple[Hit, ...]] = [() for _ in queries]
    for own, numbers in by_own.items():
        kept = [n for n, c in enumerate(clauses) if not own or c.standard != own]
        some, others = [queries[n] for n in numbers], [clauses[n] for n in kept]
        rankings = search(
            some,
            others,
            encoder,
            top=top,
            joint=joint,
            vectors=embedded.taken(kept),
            glossary=glossary,
            reranker=reranker,
            progress=progress,
        )
        known = {(c.standard, c.id): c for c in others}
        for number, ranking in zip(numbers, rankings, strict=True):
            found[number] = tuple(Hit(known[one.standard, one.clause_id], one.score) for one in ranking)
    return found


class Finder:
    """Searches in one library, for several sessions at once."""

    def __init__(self, library: Library, as_of: date | None = None) -> None:
        """``as_of`` is the day whose status and legal force limit a search; None: today."""
        self.library, self.as_of = library, as_of
        self._lock = threading.Lock()
        self._collection: Collection | None = None
        self._clauses: dict[Version, tuple[Clause, ...]] = {}
        self._hits: dict[tuple[object, ...], tuple[Hit, ...]] = {}
        self._limits: LimitIndex | None = None

    def find(
        self, encoder: Encoder, text: str, limits: Limits | None = None, *, top: int = 20, progress: Progress | None = None
    ) -> tuple[Hit, ...]:
        """The ``top`` clauses on file for ``text`` within ``limits``, best first.

        ``progress`` hears of texts that are embedded first, as they are when the library has not met this model yet.

        Raises:
            UsageError: an empty text, or nothing to search in.
            LibraryError: clauses or vectors are damaged.
        """
        from matcher.rerank import built_in

        query = query_of(text)
        collection = self.collection(encoder, progress=progress)
        asked = (id(collection), text, limits, top)

        def found() -> tuple[Hit, ...]:
            return self.found([query], collection, encoder, limits=limits, top=top, reranker=built_in(encoder))[0]

        return self._kept(self._hits, asked, found, most=KEPT)

    def found(  # noqa: PLR0913 (all but three have a default)
        self,
        queries: Sequence[Clause],
        collection: Collection,
        encoder: Encoder,
        *,
        limits: Limits | None = None,
        among: Mask | None = None,
        context: Sequence[Clause] = (),
        top: int = 20,
        joint: bool = False,
        reranker: Reranker | None = None,
        progress: Progress | None = None,
    ) -> list[tuple[Hit, ...]]:
        """For each query the clauses that answer to it, best first; with ``joint`` the queries inform each other.

        ``among`` are the rows that may be found, in place of ``limits``; ``context`` are all clauses of the queries' documents;
        ``reranker`` takes a closer look at the best.
        """
        from matcher.parameters import shipped
        from matcher.rerank import LOOKED, closer_look
        from matcher.shortlist import search_on_file

        if among is None:
            among = rows_within(self.library, collection, limits or Limits(), self.as_of)
        placed = search_on_file(
            queries,
            collection,
            encoder,
            top=max(top, JOINT if joint else LOOKED),
            among=among,
            context=context,
            progress=progress,
        )
        if joint:
            return self._joint(
                queries, sorted({(p.standard, p.position) for row in placed for p in row}), collection, encoder, top
            )
        rankings = [
            [(self._clauses_of(p.standard, collection.contents[p.standard])[p.position], p.score) for p in row] for row in placed
        ]
        if reranker:
            rankings = closer_look(queries, rankings, reranker, shipped().closer)
        return [tuple(Hit(clause, score) for clause, score in ranking[:top]) for ranking in rankings]

    def collection(self, encoder: Encoder, *, glossary: Glossary = (), progress: Progress | None = None) -> Collection:
        """What is on file now, as a search sees it; what was kept of anything else is let go."""
        now = self.library.index(encoder, glossary=glossary, progress=progress)
        with self._lock:
            if now is not self._collection:
                self._clauses = {key: value for key, value in self._clauses.items() if key in now.contents.items()}
                self._hits.clear()
                self._collection = now
        return now

    def nearness(self, asked: Quantity, collection: Collection, *, progress: Progress | None = None) -> Floats:
        """(rows,) how near each clause of the collection comes to a quantity, in [0, 1]; -1 where it has none of that kind.

        ``progress`` hears of standards whose quantities are read: once for each content.
        """
        from matcher.limit_index import LimitIndex, near

        with self._lock:
            self._limits = index = self._limits or LimitIndex(self.library.folder / "vectors")
        found = []
        for done, name in enumerate(collection.standards, 1):
            content = collection.contents[name]
            figures = index.figures(content, partial(self._clauses_of, name, content))
            found.append(near(asked, figures, collection.size(name)))
            if progress:
                progress(done, len(collection.standards))
        return np.concatenate(found)

    def clauses(self, designation: str) -> tuple[Clause, ...]:
        """The clauses of a standard, read once for each content that it had.

        Raises:
            UsageError: it is not on file any more.
            LibraryError: the clauses are damaged.
        """
        return self._clauses_of(designation, self.library.content(designation))

    def _joint(
        self,
        queries: Sequence[Clause],
        places: Sequence[tuple[str, int]],
        collection: Collection,
        encoder: Encoder,
        top: int,
    ) -> list[tuple[Hit, ...]]:
        """The joint ranking among the clauses that were found for any of the queries."""
        from index.embedding import Embedded

        by_standard: dict[str, list[int]] = {}
        for standard, position in places:
            by_standard.setdefault(standard, []).append(position)
        clauses = [self._clauses_of(name, collection.contents[name])[at] for name, own in by_standard.items() for at in own]
        parts = [self.library.embedded(name, encoder).taken(own) for name, own in by_standard.items()]
        return ranked(
            queries, clauses, Embedded.joined(parts), encoder, top=top, joint=True, glossary=collection.lexicon.glossary
        )

    def _clauses_of(self, designation: str, content: str) -> tuple[Clause, ...]:
        return self._kept(self._clauses, (designation, content), lambda: self.library.clauses(designation, content))

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
