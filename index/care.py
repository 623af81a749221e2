"""Looking after a library: finding what is not as it was written, mending what can be made again, and copying it whole."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index import filing, glossary, proposals, shelf
from index.blocks import SUFFIX, Blocks
from index.embedding import RECIPE
from index.files import PART, copy_whole, file_hash, unfinished, unseal, write_whole
from index.log import Log
from ingest.errors import ClausebridgeError, DocumentError, LibraryError, UsageError

if TYPE_CHECKING:
    from index.store import Store


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written: where, what, and what to do about it, in words for the user."""

    place: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}; {self.remedy}"


YOUNG_SECONDS = 600
MODELS = "models"
"""The folder of the adapters that were trained from the library's judgements."""
AGAIN = "ingest the file again"
RESTORE = "restore a backup"


def check(folder: Path, store: Store, log: Log, anchor: str = "") -> tuple[Finding, ...]:
    """Compare sources, clauses, proposals, vectors and log with their hashes, and let the database check itself."""
    parts = (
        _database(store),
        _standards(store),
        _logged(store, log),
        _proposals(store),
        _sources(folder, store),
        _vectors(folder),
    )
    found = [finding for part in parts for finding in _guarded(part, store.place)]
    try:
        found += [Finding(store.place, fault, RESTORE) for fault in log.faults(anchor)]
    except LibraryError as error:
        found.append(Finding(store.place, f"the log cannot be read ({error})", RESTORE))
    return tuple(found)


def _guarded(part: Iterator[Finding], place: str) -> Iterator[Finding]:
    """What a part of the check finds; that it cannot go on is a finding too."""
    try:
        yield from part
    except (ClausebridgeError, OSError) as error:
        yield Finding(place, f"cannot be read ({error})", RESTORE)


def _database(store: Store) -> Iterator[Finding]:
    with store.read() as transaction:
        for fault in transaction.faults():
            yield Finding(store.place, f"the database is damaged ({fault})", RESTORE)


def _standards(store: Store) -> Iterator[Finding]:
    with store.read() as transaction:
        for stored in shelf.standards(transaction):
            name = stored.standard.designation
            if not shelf.whole(transaction, stored):
                yield Finding(
                    name, "its clauses are not as they were written", "`clausebridge rebuild --clauses` reads its source again"
                )


def _logged(store: Store, log: Log) -> Iterator[Finding]:
    """Rows that agree with their own hash, but not with what the log says was filed."""
    with store.read() as transaction:
        held = shelf.standards(transaction)
    for stored in held:
        name = stored.standard.designation
        filed = [entry.payload["content"] for entry in log.entries(topic=name) if "content" in entry.payload]
        if filed[-1:] != [stored.content]:
            yield Finding(name, "is not what the log says was filed", RESTORE)


def _proposals(store: Store) -> Iterator[Finding]:
    with store.read() as transaction:
        for pair in proposals.comparisons(transaction):
            try:
                proposals.rows(transaction, pair.a_standard, pair.b_standard)
            except LibraryError:
                place = f"{pair.a_standard} and {pair.b_standard}"
                yield Finding(place, "the proposals are not as they were written", "`clausebridge match` makes them again")


def _sources(folder: Path, store: Store) -> Iterator[Finding]:
    with store.read() as transaction:
        kept = shelf.sources(transaction)
        hashes = {stored.standard.source for stored in shelf.standards(transaction)}
    for name in kept:
        path = folder / "sources" / name
        if not path.is_file():
            yield Finding(str(path), "the source is gone", AGAIN)
        elif file_hash(path) != path.stem:
            yield Finding(str(path), "the source is not as it was written", AGAIN)
    for path in sorted((folder / "sources").iterdir()):
        if path.name not in kept and path.stem in hashes:
            yield Finding(str(path), "the database has lost this source", AGAIN)
    for path in _left_over(folder, store):
        yield Finding(str(path), "nothing refers to this file", "`clausebridge rebuild` takes it away")


def _vectors(folder: Path) -> Iterator[Finding]:
    for path in _sealed(folder):
        try:
            unseal(path)
        except LibraryError:
            yield Finding(str(path), "the vectors are not as they were written", "`clausebridge rebuild` makes them again")


def _sealed(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "vectors").glob("*/*") if path.suffix in {SUFFIX, ".faiss"})


def _left_over(folder: Path, store: Store) -> list[Path]:
    """Files of writers that were killed; what is young may belong to one that is at work."""
    with store.read() as transaction:
        loose = {*filing.strays(folder, transaction), *unfinished(folder)}
    return [path for path in sorted(loose) if _age(path) > YOUNG_SECONDS]


def _age(path: Path) -> float:
    """Seconds since a file was written; 0 where it has just gone."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def clear(folder: Path, store: Store, encoder: str) -> None:
    """Take away the vectors of one encoder, the damaged ones of any, and what writers that were killed left."""
    own = Blocks(folder / "vectors", encoder, RECIPE).folder
    damaged = {finding.place for finding in _vectors(folder)}
    vectors = [path for path in _sealed(folder) if path.parent == own or str(path) in damaged]
    for path in (*vectors, *_left_over(folder, store)):
        path.unlink(missing_ok=True)


def read_again(folder: Path, store: Store, author: str) -> None:
    """File anew, from their sources, the standards whose clauses are not as they were written; those without a source stay."""
    from ingest.read import read

    with store.read() as transaction:
        held = [(stored, shelf.source_name(transaction, stored.standard.source)) for stored in shelf.standards(transaction)]
        whole = {stored.id for stored, _ in held if shelf.whole(transaction, stored)}
    for stored, name in held:
        path = folder / "sources" / (name or "")
        if stored.id in whole or name is None or not path.is_file() or file_hash(path) != path.stem:
            continue
        try:
            documents = read(path)
        except DocumentError:  # the check that follows names the standard
            continue
        own = stored.standard
        known = {own.designation, own.designation.removesuffix(f" ({own.lang})")}
        for document in documents if len(documents) == 1 else [one for one in documents if one.standard.designation in known]:
            named = shelf.renamed(document, own.designation)
            named = replace(named, standard=replace(named.standard, source=own.source, file_name=own.file_name))
            filing.add(folder, store, named, path, author)


def backup(folder: Path, store: Store, target: Path) -> None:
    """Copy a library into a new folder while others go on writing: one state of it, whole or not at all.

    Of a library with its database on a server all but the database: sources are named by their hashes and never change.

    Raises:
        UsageError: there is something at ``target``.
        LibraryError: a source or vectors are damaged, or went while they were copied.
        ClausebridgeError: the copy cannot be written.
    """
    if target.exists():
        raise UsageError(f"{target}: exists; name a folder that does not")
    part = target.with_name(f"{target.name}.{os.getpid()}{PART}")
    try:
        (part / "sources").mkdir(parents=True)
        (part / "vectors").mkdir()
        names, contents = _copied(store, part)
        for name in names:
            _copy_source(folder / "sources" / name, part / "sources" / name)
        for path in _sealed(folder):
            # vectors of a standard that has just gone may go meanwhile
            if (path.stem in contents or path.suffix != SUFFIX) and path.exists():
                write_whole(part / path.relative_to(folder), path.read_bytes())
        for path in (folder / glossary.NAME, *sorted((folder / MODELS).glob("*"))):  # these cannot be made again
            if path.is_file():
                copy_whole(path, part / path.relative_to(folder))
        part.replace(target)
    except OSError as error:
        raise ClausebridgeError(f"{target}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _copied(store: Store, part: Path) -> tuple[tuple[str, ...], set[str]]:
    """Copy the database, where it is a file; the sources that go with it, and the contents whose vectors do."""
    from index.store import Store as Opened

    def told(database: Store) -> tuple[tuple[str, ...], set[str]]:
        with database.read() as transaction:
            return tuple(shelf.sources(transaction)), {stored.content for stored in shelf.standards(transaction)}

    if store.on_server:
        return told(store)
    store.copy_to(part / "library.db")
    with closing(Opened.open(part / "library.db")) as copy:
        return told(copy)


def _copy_source(path: Path, copy: Path) -> None:
    if not path.is_file():
        raise LibraryError(f"{path}: the source is gone; where somebody has just removed its standard, back up again")
    copy_whole(path, copy)
    if file_hash(copy) != copy.stem:
        raise LibraryError(f"{path}: the source is not as it was written; ingest the file again, then back up")
