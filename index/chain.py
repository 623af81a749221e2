"""Entries of the log, the chain of hashes that holds them together, and the conflict of two writers: all of it pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

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


def chained(draft: Draft, *, number: int, at: str, subjects: Iterable[str], previous: str) -> Entry:
    """The entry that a draft becomes at its place in the chain."""
    keys, payload = tuple(sorted(set(subjects))), dict(draft.payload)
    body = canonical([number, at, draft.author, draft.kind, draft.topic, keys, payload, previous])
    own = hashlib.sha256(body.encode()).hexdigest()
    return Entry(number, at, draft.author, draft.kind, draft.topic, keys, payload, previous, own)


def intact(entry: Entry) -> bool:
    """Whether an entry is what its hash says."""
    draft = Draft(entry.author, entry.kind, entry.topic, entry.payload)
    try:
        again = chained(draft, number=entry.number, at=entry.at, subjects=entry.subjects, previous=entry.previous)
    except (TypeError, ValueError):  # what no entry holds: bytes, a number that is not finite
        return False
    return again == entry


def chain_faults(entries: Iterable[Entry], anchor: str = "", after: Head | None = None) -> Iterator[str]:
    """What is wrong with a whole log, or with what follows its entry ``after``, in words.

    ``anchor`` is the hash of a head that was kept elsewhere; without one, entries cut off at the end leave no trace.
    """
    number, previous, anchored = after.number if after else 0, after.hash if after else "", not anchor
    for entry in entries:
        if entry.number != number + 1:
            yield f"log: entries are missing between {number} and {entry.number}"
        elif entry.previous != previous:
            yield f"log: entry {entry.number} does not follow from the one before it"
        if not intact(entry):
            yield f"log: entry {entry.number} was changed after it was written"
        number, previous = entry.number, entry.hash
        anchored = anchored or entry.hash == anchor
    if not anchored:
        yield "log: the entry that the given head names is not in the log; entries were cut off or written anew"
