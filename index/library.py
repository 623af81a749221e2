"""A library: one folder with the database, the sources by their hash, and the vectors, which can be made from the database."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from index import filing, place, shelf
from index.classes import with_choices
from index.compared import Compared
from index.embedding import Progress
from index.log import Draft, Log, append
from index.past import PastLog
from index.place import default_location, local_user
from index.prepared import Prepared
from index.shelf import Count, Filing, Licence, State
from ingest.clause import Clause, Document, Standard
from ingest.content import LISTS, SUFFIXES
from ingest.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from index.care import Finding
    from index.collection import Collection
    from index.embedding import Embedded
    from index.encoder import Encoder
    from index.lexicon import Glossary
    from index.store import Store

__all__ = ["Count", "Library", "default_location"]


class Library(Compared):
    """Standards on file. Every method may be called while other processes use the same library."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.log = Log(store)
        self._store = store
        self._prepared = Prepared(folder / "vectors", self._read)
        self._verified: set[tuple[str, int]] = set()

    @classmethod
    def open(cls, location: Path | str, *, create: bool = False, database: str | None = None) -> Library:
        """Open the library in a folder; ``database`` is the URL of a server where it is not the folder's own SQLite file.

        None asks ``CLAUSEBRIDGE_DATABASE``, and what the folder remembers (``place.database_of``).

        Raises:
            UsageError: there is none, and ``create`` was not asked for; or the database cannot be that of this folder.
            LibraryError: it is damaged, or of a newer version.
        """
        from index.store import Store

        folder = Path(location)
        found = place.prepared(folder, place.database_of(folder, database), create=create)
        store = Store.open(found)
        if isinstance(found, str):
            place.remember(folder, found)
        return cls(folder, store)

    @property
    def server(self) -> str:
        """The URL of the database, without a password; "" where it is a file of the folder."""
        return self._store.place if self._store.on_server else ""

    def close(self) -> None:
        """Give back what is held open."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def look_back(self, day: date) -> None:
        """Read people's words as they stood at the end of ``day`` (UTC), and write nothing; from today on nothing changes."""
        if day < date.today():
            self.log = PastLog(self._store, day)

    # ---- what goes in and out

    def add(
        self,
        document: Document,
        encoder: Encoder,
        *,
        source: Path | None = None,
        progress: Progress | None = None,
        author: str = "",
    ) -> bool:
        """File a document with the file that it was read from, and embed it; False when it was already there, just so.

        A new parse of a standard takes the place of the old one; decisions stay with the ids of the clauses. After a crash at any
        point the same call ends in the same state.

        Raises:
            UsageError: the document cannot be kept (``shelf.checked``), or ``source`` is no longer the file that was read.
        """
        went, document = filing.add(self.folder, self._store, document, source, author or local_user())
        self._prepare(went.designation, encoder, progress)
        return went.state is not State.SAME

    def filing(self, document: Document) -> Filing:
        """Under which designation ``add`` would file a document, and what that would replace."""
        with self._store.read() as transaction:
            return shelf.filing(transaction, document)

    def remove(self, designation: str, *, author: str = "") -> None:
        """Take out a standard with its vectors and, when nothing else came from it, its source. Decisions stay in the log."""
        filing.remove(self.folder, self._store, designation, author or local_user())

    def standards(self) -> tuple[Standard, ...]:
        """The standards on file, by designation; status, sector and field as people chose them, where they did."""
        with self._store.read() as transaction:
            return with_choices(transaction, [stored.standard for stored in shelf.standards(transaction)])

    def counts(self) -> dict[str, Count]:
        """What is on file, counted by the database and not read or verified: by designation, in the order of ``standards``."""
        with self._store.read() as transaction:
            rows = transaction.counts("clauses", "standard_id")
            held = shelf.standards(transaction)
        return {stored.standard.designation: Count(rows.get(stored.id, 0), stored.content) for stored in held}

    def standard(self, designation: str) -> Standard:
        """The standard of that designation, however its dashes, spaces and case are written.

        Raises:
            UsageError: there is none; the nearest designations are named.
        """
        with self._store.read() as transaction:
            return with_choices(transaction, [filing.find(transaction, designation).standard])[0]

    def clauses(self, designation: str, content: str = "") -> tuple[Clause, ...]:
        """The clauses of a standard in reading order; of that ``content`` (``Collection.contents``) where it is given.

        Raises:
            UsageError: there is no such standard, or its content is another by now.
            LibraryError: what is there is not what was written.
        """
        with self._store.read() as transaction:
            stored = filing.find(transaction, designation)
            if content not in ("", stored.content):
                raise UsageError(f"{designation}: was read anew meanwhile; ask again")
            return shelf.clauses(transaction, stored)

    def document(self, designation: str) -> Document:
        """A standard with its clauses.

        Raises:
            UsageError: there is no such standard.
            LibraryError: what is there is not what was written.
        """
        with self._store.read() as transaction:
            stored = filing.find(transaction, designation)
            return Document(with_choices(transaction, [stored.standard])[0], shelf.clauses(transaction, stored))

    def content(self, designation: str) -> str:
        """The hash of a standard's content: a new parse that changed anything has another."""
        with self._store.read() as transaction:
            return filing.find(transaction, designation).content

    def text_hash(self, designation: str, clause_id: str) -> str:
        """The version of one clause.

        Raises:
            UsageError: there is no such standard, or no such clause in it.
        """
        with self._store.read() as transaction:
            stored = filing.find(transaction, designation)
            found = shelf.text_hash(transaction, stored, clause_id)
        if found is None:
            raise UsageError(f"{stored.standard.designation}: has no clause with the id {clause_id!r}")
        return found

    def source(self, designation: str) -> Path | None:
        """The file that a standard was read from, its bytes checked; None where it was not kept.

        Raises:
            LibraryError: the file is gone or damaged.
        """
        with self._store.read() as transaction:
            return filing.source(self.folder, transaction, designation, self._verified)

    def has_source(self, sha256: str) -> bool:
        """Whether the file of that hash is kept. Clause lists do not count: one may hold standards that are not on file yet."""
        with self._store.read() as transaction:
            name = shelf.source_name(transaction, sha256)
        return name is not None and Path(name).suffix in SUFFIXES - LISTS

    def licence(self, designation: str) -> Licence:
        """How much of a standard's text may be shown in reports, exports and page pictures."""
        with self._store.read() as transaction:
            return filing.find(transaction, designation).licence

    def set_licence(self, designation: str, licence: Licence, *, author: str = "") -> None:
        """State how much of a standard's text may be shown; a new parse keeps it."""
        with self._store.write() as transaction:
            stored = filing.find(transaction, designation)
            transaction.update("standards", {"licence": licence.value}, {"id": stored.id})
            append(transaction, Draft(author or local_user(), "licence", stored.standard.designation, {"licence": licence.value}))

    # ---- vectors

    def vectors(self, designation: str, encoder: Encoder, *, progress: Progress | None = None) -> NDArray[np.float32]:
        """The (n, d) vectors of a standard's clauses, see ``embedded``."""
        return self.embedded(designation, encoder, progress=progress).vectors

    def embedded(self, designation: str, encoder: Encoder, *, progress: Progress | None = None) -> Embedded:
        """The vectors of a standard's clauses, in their order, and of the titles above them; made where they are missing.

        Raises:
            LibraryError: they are damaged; ``rebuild`` makes them again.
        """
        with self._store.read() as transaction:
            return self._prepared.embedded(filing.find(transaction, designation), encoder, progress)

    def index(self, encoder: Encoder, *, glossary: Glossary = (), progress: Progress | None = None) -> Collection:
        """What a search sees of all standards as they are now; ``glossary`` are terms beside those that the library keeps.

        Raises:
            UsageError: there are no clauses on file.
            LibraryError: clauses, vectors or the index are damaged.
        """
        from index.glossary import kept_terms

        with self._store.read() as transaction:
            held = shelf.standards(transaction)
        return self._prepared.collection(held, encoder, (*kept_terms(self.folder), *glossary), progress)

    def _prepare(self, designation: str, encoder: Encoder, progress: Progress | None) -> None:
        """Make what a search needs of a standard, where it is missing."""
        with self._store.read() as transaction:
            self._prepared.prepare(filing.find(transaction, designation), encoder, progress)

    def _read(self, stored: shelf.Stored) -> tuple[Clause, ...]:
        with self._store.read() as transaction:
            return shelf.clauses(transaction, stored)

    # ---- care

    def check(self, anchor: str = "") -> tuple[Finding, ...]:
        """Everything that is not as it was written, in plain words; ``anchor`` is the hash of a log head kept elsewhere."""
        from index import care

        return care.check(self.folder, self._store, self.log, anchor)

    def rebuild(
        self, encoder: Encoder, *, clauses: bool = False, author: str = "", progress: Progress | None = None
    ) -> tuple[Finding, ...]:
        """Make the vectors again from the database, with ``clauses`` first the damaged clauses from their sources.

        Returns:
            What is still not right.
        """
        from index import care

        if clauses:
            care.read_again(self.folder, self._store, author or local_user())
        care.clear(self.folder, self._store, encoder.name)
        for standard in self.standards():
            with suppress(LibraryError):  # the check that follows says which standard cannot be read, and the others are mended
                self._prepare(standard.designation, encoder, progress)
        return self.check()

    def backup(self, target: Path | str) -> None:
        """Copy the library into a new folder, whole or not at all, while others go on writing.

        A database on a server (``server``) is not copied: the server's own tools do that.

        Raises:
            UsageError: the folder exists.
        """
        from index import care

        care.backup(self.folder, self._store, Path(target))
