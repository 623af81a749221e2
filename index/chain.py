"""Entries of the log, the chain of hashes that holds them together, and the conflict of two writers: all of it pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from ingest.errors import ClausebridgeError


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be logged: who (``author``), what sort of act (``kind``), about what (``topic``), and the act itself as JSON."""

    author: str
    kind: str
    topic: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``number`` counts from 1 without a gap, ``at`` is ISO 8601 in UTC, ``subjects`` sorted keys.

    ``previous`` is the hash of the entry before it ("" for the first), ``hash`` its own.
    """

    number: int
    at: str
    author: str
    kind: str
    topic: str
    subjects: tuple[str, ...]
    payload: Mapping[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the log. Kept elsewhere (in an export), it makes every later edit or cut of what came before it visible."""

    number: int
    hash: str


class Conflict(ClausebridgeError):
    """Somebody was faster: ``entries`` are the newer ones for a subject that the writer had not seen."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        authors = ", ".join(sorted({entry.author for entry in entries}))
        super().__init__(f"not written: {authors} changed the same since it was read; look again and decide")


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, no escapes.

    Raises:
        ValueError: a number that is not finite.
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def clause_key(designation: str, clause_id: str) -> str:
    """The subject key of a clause, whatever it is compared with."""
    return canonical([designation, clause_id])


def pair_key(a: str, b: str) -> str:
    """The topic of everything about two standards, the same in both directions."""
    return canonical(sorted((a, b)))


def side_key(pair: str, designation: str, clause_id: str) -> str:
    """The subject key of a clause in the comparison of a pair (``pair_key``); what is said there is no news for another pair."""
    return canonical([pair, designation, clause_id])


class Written(NamedTuple):
    """An entry as it stands in the database: ``subjects`` and ``payload`` as the JSON text that went into its hash."""

    number: int
    at: str
    author: str
    kind: str
    topic: str
    subjects: str
    payload: str
    previous: str
    hash: str


def chained(draft: Draft, *, number: int, at: str, subjects: Iterable[str], previous: str) -> Entry:
    """The entry that a draft becomes at its place in the chain."""
    keys, payload = tuple(sorted(set(subjects))), dict(draft.payload)
    own = (number, at, draft.author, draft.kind, draft.topic)
    return Entry(*own, keys, payload, previous, _hash(Written(*own, canonical(keys), canonical(payload), previous, "")))


def written(entry: Entry) -> Written:
    """An entry as the database has it.

    Raises:
        TypeError: it holds what no JSON does.
        ValueError: it holds a number that is not finite.
    """
    own = (entry.number, entry.at, entry.author, entry.kind, entry.topic)
    return Written(*own, canonical(entry.subjects), canonical(entry.payload), entry.previous, entry.hash)


def read(row: Written) -> Entry:
    """The entry that stands in the database; what cannot be read is no longer what was hashed, and ``intact`` says so."""
    try:
        subjects, payload = tuple(json.loads(row.subjects)), dict(json.loads(row.payload))
    except (TypeError, ValueError, RecursionError):
        subjects, payload = (), {"unreadable": repr(row.payload)}
    return Entry(row.number, row.at, row.author, row.kind, row.topic, subjects, payload, row.previous, row.hash)


def intact(row: Written) -> bool:
    """Whether an entry is what its hash says, to the letter."""
    try:
        return _hash(row) == row.hash
    except (TypeError, ValueError):  # bytes, or half of a surrogate pair, where text was
        return False


def _hash(row: Written) -> str:
    """The sha256 of the JSON list of all but the hash itself; put together from its parts, which is quicker than to read them."""
    texts = [encode_basestring(text) for text in (row.at, row.author, row.kind, row.topic, row.previous)]
    body = f"[{row.number},{','.join(texts[:4])},{row.subjects},{row.payload},{texts[4]}]"
    return hashlib.sha256(body.encode()).hexdigest()


def chain_faults(rows: Iterable[Written], anchor: str = "", after: Head | None = None) -> Iterator[str]:
    """What is wrong with a whole log, or with what follows its entry ``after``, in words.

    ``anchor`` is the hash of a head that was kept elsewhere; without one, entries cut off at the end leave no trace.
    """
    number, previous, anchored = after.number if after else 0, after.hash if after else "", not anchor
    for row in rows:
        if row.number != number + 1:
            yield f"log: entries are missing between {number} and {row.number}"
        elif row.previous != previous:
            yield f"log: entry {row.number} does not follow from the one before it"
        if not intact(row):
            yield f"log: entry {row.number} was changed after it was written"
        number, previous = row.number, row.hash
        anchored = anchored or row.hash == anchor
    if not anchored:
        yield "log: the entry that the given head names is not in the log; entries were cut off or written anew"
