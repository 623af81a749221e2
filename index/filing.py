"""How a document gets into a library and out of it, so that a crash at any point leaves what was there or what was wanted.

The source file comes first, under its hash; then one transaction writes the standard with its clauses and the log entry; files
that nothing refers to any more go last, also those of a crash before, while a transaction of its own keeps others from writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from index import shelf
from index.blocks import SUFFIX
from index.files import PART, copy_whole, file_hash
from index.log import Draft, Entry, append, clause_key
from index.mends import State as Mends
from index.mends import state
from index.nearest import resolve
from index.rows import texts_changed
from index.shelf import Filing, State, Stored
from ingest.clause import Clause, Document
from ingest.content import SUFFIXES
from ingest.errors import FileMissing, LibraryError, UsageError
from ingest.mend import follow

if TYPE_CHECKING:
    from index.store import Store, Transaction


def find(transaction: Transaction, designation: str) -> Stored:
    """The standard of that designation, however its dashes, spaces and case are written.

    Raises:
        UsageError: there is none; the nearest designations are named.
    """
    exact = shelf.find(transaction, designation)
    if exact:
        return exact
    known = {stored.standard.designation: stored for stored in shelf.standards(transaction)}
    return known[resolve(designation, known)]


def add(folder: Path, store: Store, document: Document, source: Path | None, author: str) -> tuple[Filing, Document]:
    """File a document; where it went, and the document as it is filed.

    Raises:
        UsageError: it cannot be kept, or ``source`` is no longer the file that was read.
        FileMissing: ``source`` is gone.
    """
    kept = None
    if source:
        name, document = _named(document, source)
        kept = folder / "sources" / name
    document = shelf.checked(document)
    if source and kept:
        _keep(source, kept)
    with store.write() as transaction:
        filing = shelf.filing(transaction, document)
        mended = state(transaction, shelf.renamed(document, filing.designation))
        document = mended.mended.document
        if kept and source:
            if not kept.exists():  # a colleague removed the last standard of this file meanwhile, and the file with it
                copy_whole(source, kept)
            shelf.put_source(transaction, kept.stem, kept.suffix, kept.stat().st_size)
        if filing.state is not State.SAME:
            _write(transaction, mended, filing, author)
    sweep(folder, store)
    return filing, document


def remove(folder: Path, store: Store, designation: str, author: str) -> None:
    """Take out a standard with its vectors and, when nothing else came from it, its source; the log says so."""
    with store.write() as transaction:
        stored = find(transaction, designation)
        log_change(transaction, author, "standard-removed", stored, texts_changed(shelf.text_hashes(transaction, stored), {}))
        shelf.drop(transaction, stored)
        shelf.drop_unused_source(transaction, stored.standard.source)
    sweep(folder, store)


def source(folder: Path, transaction: Transaction, designation: str, verified: set[tuple[str, int]]) -> Path | None:
    """The file that a standard was read from, its bytes checked; None where it was not kept.

    ``verified`` are the files that were checked before, with the times of their last change; it grows.

    Raises:
        LibraryError: the file is gone or damaged.
    """
    stored = find(transaction, designation)
    own = stored.standard
    name = shelf.source_name(transaction, own.source)
    if name is None and any((folder / "sources").glob(f"{own.source or '-'}.*")):
        raise LibraryError(f"{folder}: the database has lost the source of {own.designation}; ingest it again")
    if name is None:
        return None
    path = folder / "sources" / name
    try:
        version = (name, path.stat().st_mtime_ns)
        if version not in verified and file_hash(path) != own.source:
            raise LibraryError(f"{path}: the source of {own.designation} is damaged; ingest the file again")
    except OSError as error:
        raise LibraryError(f"{path}: the source of {own.designation} is gone; ingest the file again") from error
    verified.add(version)
    return path


@dataclass(frozen=True, slots=True)
class Superseded:
    """A file that was the source of a standard (sha256 and name), the standard's designation, and the file that is it now."""

    source: str
    file_name: str
    designation: str
    by: str


def superseded(entries: Iterable[Entry]) -> tuple[Superseded, ...]:
    """The files that another file took the place of, by what the log says.

    Two files of one designation and language (copies, two scans) cannot both be on file: the later one takes the place of the
    earlier. Whoever files whole folders again and again passes over what is superseded, or the two would change places for ever.
    A standard that was removed supersedes nothing.
    """
    sources: dict[str, dict[str, str]] = {}  # of each standard on file the names of its sources by their hashes, the present last
    for entry in entries:
        if entry.kind == "standard-removed":
            sources.pop(entry.topic, None)
        elif entry.kind in {"standard-added", "standard-replaced"}:
            names = sources.setdefault(entry.topic, {})
            names.pop(entry.payload["source"], None)
            names[entry.payload["source"]] = entry.payload["file_name"]
    return tuple(
        Superseded(source, name, designation, list(names.values())[-1])
        for designation, names in sources.items()
        for source, name in list(names.items())[:-1]
        if source
    )


def _write(transaction: Transaction, new: Mends, filing: Filing, author: str) -> None:
    document, old = new.mended.document, filing.old
    before = shelf.text_hashes(transaction, old) if old else {}
    after = {clause.id: clause.text_hash for clause in document.clauses}
    moved = follow(_clauses(transaction, old), document.clauses) if old else {}
    stored = shelf.put(transaction, document, old, new.parse)
    # what could not be placed is told; it stays in force for a parse on which it can
    left = [act.entry.number for act in new.acts if new.left(act)]
    told: dict[str, object] = {"moves": moved} | ({"mends_left": left} if left else {})
    if old:
        shelf.drop_unused_source(transaction, old.standard.source)
        log_change(transaction, author, "standard-replaced", stored, texts_changed(before, after), told)
    else:
        log_change(transaction, author, "standard-added", stored, {}, {"mends_left": left} if left else {})


def _clauses(transaction: Transaction, old: Stored) -> tuple[Clause, ...]:
    """The clauses on file; none where they are damaged, and nothing can be said of where they went."""
    try:
        return shelf.clauses(transaction, old)
    except LibraryError:
        return ()


def log_change(
    transaction: Transaction,
    author: str,
    kind: str,
    stored: Stored,
    changed: Mapping[str, list[str]],
    told: Mapping[str, object] = MappingProxyType({}),
) -> None:
    """The changed clauses are the subjects: who judges one without having seen its new text is told."""
    draft, subjects = change(author, kind, stored, changed, told)
    append(transaction, draft, subjects)


def change(
    author: str, kind: str, stored: Stored, changed: Mapping[str, list[str]], told: Mapping[str, object]
) -> tuple[Draft, list[str]]:
    """What the log says of a standard that changed, and the subjects: the clauses that have another text, or another id."""
    own, moves = stored.standard, told.get("moves", {})
    payload = {"source": own.source, "file_name": own.file_name, "content": stored.content, "changed": dict(changed)}
    keys = dict.fromkeys([*changed, *(moves if isinstance(moves, Mapping) else ())])
    return Draft(author, kind, own.designation, payload | dict(told)), [clause_key(own.designation, key) for key in keys]


def _named(document: Document, source: Path) -> tuple[str, Document]:
    """The name under which a source is kept, and the document that says which source it is from."""
    try:
        sha256 = file_hash(source)
    except OSError as error:
        raise FileMissing(str(source), f"cannot be read ({error.strerror})") from error
    if document.standard.source not in {"", sha256}:
        raise UsageError(f"{source}: was changed after it was read; ingest it again")
    extension = source.suffix.lower()
    name = sha256 + (extension if extension in SUFFIXES else ".bin")
    return name, replace(document, standard=replace(document.standard, source=sha256))


def _keep(source: Path, kept: Path) -> None:
    """Copy a source to its place, unless it is there and intact."""
    if not kept.exists() or file_hash(kept) != kept.stem:
        copy_whole(source, kept)


def strays(folder: Path, transaction: Transaction) -> list[Path]:
    """Sources and vectors of no standard on file: of one that went, or of a writer who has not committed yet."""
    held = shelf.standards(transaction)
    contents = {stored.content for stored in held}
    # both are asked, so that one damaged row never costs the file that it is about
    names, hashes = set(shelf.sources(transaction)), {stored.standard.source for stored in held}
    files = [path for path in (folder / "sources").iterdir() if path.suffix != PART]
    loose = [path for path in files if path.name not in names and path.stem not in hashes]
    loose += [path for path in (folder / "vectors").glob(f"*/*{SUFFIX}") if path.stem not in contents]
    return sorted(loose)


def sweep(folder: Path, store: Store) -> None:
    """Delete what nothing refers to; a writer at work sees in its own transaction that its file went, and copies it again."""
    with store.read() as transaction:
        found = strays(folder, transaction)
    if found:
        with store.write() as transaction:
            for path in strays(folder, transaction):
                with suppress(OSError):  # Windows keeps a file that somebody reads; the next sweep takes it
                    path.unlink(missing_ok=True)
