"""The standards of a library and their sources in the database: where a document is filed, and what is written and read of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from index.log import canonical
from index.log import find as find_entries
from index.mends import State as Mends
from index.mends import state
from index.rows import Row, clause_to_row, content_hash, row_to_clause, row_to_standard, standard_to_row
from ingest.clause import Clause, Document, Standard
from ingest.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from index.store import Transaction


class Licence(StrEnum):
    """How much of a standard's text may appear in reports, exports and page pictures."""

    FULL = "full"
    EXCERPT = "excerpt"
    NONE = "none"


class State(StrEnum):
    """What filing a document would do."""

    NEW = "new"
    SAME = "same"
    REPLACES = "replaces"


class Count(NamedTuple):
    """How many clauses a standard has, and the hash of its content: a new parse that changed anything has another."""

    clauses: int
    content: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A standard as it is kept: its row number, the hash of its content, and its licence."""

    id: int
    standard: Standard
    content: str
    licence: Licence


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a document goes: under which designation, what that does, and the standard that is there now."""

    designation: str
    state: State
    old: Stored | None = None


def standards(transaction: Transaction) -> tuple[Stored, ...]:
    """All standards by designation, code point by code point: a server's collation would depend on the machine."""
    return tuple(sorted(map(_stored, transaction.select("standards")), key=lambda stored: stored.standard.designation))


def find(transaction: Transaction, designation: str) -> Stored | None:
    """The standard of exactly that designation."""
    row = transaction.first("standards", {"designation": designation})
    return _stored(row) if row else None


def clauses(transaction: Transaction, stored: Stored) -> tuple[Clause, ...]:
    """The clauses of a standard in reading order.

    Raises:
        LibraryError: the rows are not those that were written.
    """
    name = stored.standard.designation
    rows = _rows(transaction, stored)
    if not _as_written(stored, rows):
        raise LibraryError(f"{transaction.place}: the clauses of {name} are not as they were written; see `clausebridge check`")
    return tuple(row_to_clause(row, name) for row in rows)


def whole(transaction: Transaction, stored: Stored) -> bool:
    """Whether the clauses of a standard, and its parse where people mended it, are as they were written."""
    return _as_written(stored, _rows(transaction, stored)) and _parse_rows(transaction, stored) is not None


def mends(transaction: Transaction, stored: Stored) -> Mends:
    """A standard as it was parsed, with the mends in force.

    Raises:
        LibraryError: clauses or parse are not those that were written.
    """
    name, kept = stored.standard.designation, _parse_rows(transaction, stored)
    if kept is None:
        raise LibraryError(f"{transaction.place}: the parse of {name} is not as it was written; see `clausebridge check`")
    parsed = tuple(row_to_clause(row, name) for row in kept) if kept else clauses(transaction, stored)
    return state(transaction, Document(stored.standard, parsed))


def text_hashes(transaction: Transaction, stored: Stored) -> dict[str, str]:
    """The version of each clause by its id, in reading order."""
    return {row["clause_id"]: row["text_hash"] for row in _rows(transaction, stored)}


def text_hash(transaction: Transaction, stored: Stored, clause_id: str) -> str | None:
    """The version of one clause, None where there is no such clause."""
    row = transaction.first("clauses", {"standard_id": stored.id, "clause_id": clause_id})
    return str(row["text_hash"]) if row else None


def checked(document: Document) -> Document:
    """The document, when it can be kept.

    Raises:
        UsageError: it has no designation, two clauses of one id, or characters that are none (half of a surrogate pair).
    """
    name, seen = document.standard.designation, set[str]()
    if not name.strip():
        raise UsageError(f"{document.standard.file_name}: has no designation")
    for clause in document.clauses:
        if not clause.id or clause.id in seen:
            raise UsageError(f"{name}: two clauses with the id {clause.id!r}; ids must be unique in a standard")
        seen.add(clause.id)
    try:
        _content(document)
    except ValueError as error:
        raise UsageError(f"{name}: has text or numbers that cannot be stored ({error})") from error
    return document


def filing(transaction: Transaction, document: Document) -> Filing:
    """Where a document goes.

    A standard that is already there in another language keeps its designation; the newcomer is filed as "ISO 17301-1:2016 (zh)":
    the two can be compared, and neither replaces the other.
    """
    own = document.standard
    names = (own.designation, f"{own.designation} ({own.lang})")
    found = [find(transaction, name) for name in names]
    for name, old in zip(names, found, strict=True):
        if old and (old.standard.lang == own.lang or (own.source and old.standard.source == own.source)):
            again = renamed(document, name)
            again = replace(again, standard=replace(again.standard, file_name=old.standard.file_name))
            same = _content(state(transaction, again).mended.document) == old.content and whole(transaction, old)
            kept = _parse_rows(transaction, old) if same else None
            same = same and (not kept or [*map(canonical, kept)] == [*map(canonical, _clause_rows(again))])
            return Filing(name, State.SAME if same else State.REPLACES, old)
    return Filing(names[0] if found[0] is None else names[1], State.NEW)


def renamed(document: Document, designation: str) -> Document:
    """The document under another designation."""
    if document.standard.designation == designation and all(clause.standard == designation for clause in document.clauses):
        return document
    own = replace(document.standard, designation=designation)
    return Document(own, tuple(replace(clause, standard=designation) for clause in document.clauses))


def put(transaction: Transaction, document: Document, old: Stored | None, parse: Document | None = None) -> Stored:
    """Write a standard with its clauses, in place of ``old`` where there is one; the licence stays, also through a removal.

    ``parse`` is kept beside them where people mended it: taking back a mend asks for it.
    """
    licence = old.licence if old else _stated_licence(transaction, document.standard.designation)
    content = _content(document)
    own = standard_to_row(document.standard) | {"licence": licence.value, "content": content}
    if old:
        number = old.id
        for table in ("clauses", "parses"):
            transaction.delete(table, {"standard_id": number})
        transaction.update("standards", own, {"id": number})
    else:
        number = transaction.insert("standards", own)
    transaction.insert("clauses", *(row | {"standard_id": number} for row in _clause_rows(document)))
    if parse is not None and parse.clauses != document.clauses:
        data = {"standard_id": number, "content": _content(parse), "data": canonical(_clause_rows(parse))}
        transaction.insert("parses", data)
    return Stored(number, document.standard, content, licence)


def _stated_licence(transaction: Transaction, designation: str) -> Licence:
    """The last licence that was stated of a standard, which may have been taken out since."""
    found = find_entries(transaction, kind="licence", topic=designation, last=True)
    return Licence(found[0].payload["licence"]) if found else Licence.FULL


def drop(transaction: Transaction, stored: Stored) -> None:
    """Take out a standard, its clauses, and what the machine proposed for it."""
    for side in ("a_standard", "b_standard"):
        transaction.delete("comparisons", {side: stored.standard.designation})
    transaction.delete("standards", {"id": stored.id})


def put_source(transaction: Transaction, sha256: str, extension: str, size: int) -> None:
    """Note a stored file; once is enough."""
    if transaction.first("sources", {"sha256": sha256}) is None:
        transaction.insert("sources", {"sha256": sha256, "extension": extension, "size": size})


def source_name(transaction: Transaction, sha256: str) -> str | None:
    """The name of the stored file of that hash, None where it is not kept."""
    row = transaction.first("sources", {"sha256": sha256})
    return f"{sha256}{row['extension']}" if row else None


def sources(transaction: Transaction) -> tuple[str, ...]:
    """The names of all stored files."""
    return tuple(sorted(f"{row['sha256']}{row['extension']}" for row in transaction.select("sources")))


def drop_unused_source(transaction: Transaction, sha256: str) -> None:
    """Forget a stored file that no standard came from."""
    if transaction.first("standards", {"source": sha256}) is None:
        transaction.delete("sources", {"sha256": sha256})


def _content(document: Document) -> str:
    return content_hash(standard_to_row(document.standard), _clause_rows(document))


def _clause_rows(document: Document) -> list[Row]:
    return [clause_to_row(clause, position) for position, clause in enumerate(document.clauses)]


def _parse_rows(transaction: Transaction, stored: Stored) -> list[Row] | None:
    """The rows of the parse of a standard that people mended, empty where nobody did; None where they are not as written."""
    row = transaction.first("parses", {"standard_id": stored.id})
    if row is None:
        return []
    try:
        rows = list(json.loads(row["data"]))
        return rows if content_hash(standard_to_row(stored.standard), rows) == row["content"] else None
    except (KeyError, TypeError, ValueError):
        return None


def _stored(row: Mapping[str, Any]) -> Stored:
    try:
        return Stored(row["id"], row_to_standard(row), row["content"], Licence(row["licence"]))
    except (TypeError, ValueError) as error:
        raise LibraryError(f"the standard {row['designation']!r} is not what was written; see `clausebridge check`") from error


def _rows(transaction: Transaction, stored: Stored) -> Sequence[Mapping[str, Any]]:
    return transaction.select("clauses", {"standard_id": stored.id}, order="position")


def _as_written(stored: Stored, rows: Sequence[Mapping[str, Any]]) -> bool:
    try:
        return content_hash(standard_to_row(stored.standard), rows) == stored.content
    except (TypeError, ValueError):
        return False
