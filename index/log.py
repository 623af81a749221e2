"""The append-only log: its entries, the chain of hashes that holds them together, and the conflict of two writers.

``append`` and ``Log`` keep it in the database; the rest is pure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from index.roles import require
from ingest.errors import ClausebridgeError, LibraryError

if TYPE_CHECKING:
    from index.store import Store, Transaction


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


Planned = tuple[Draft, Sequence[str], int | None]  # an entry to be, its subjects, and the last entry that was seen for them


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
    again = chained(draft, number=entry.number, at=entry.at, subjects=entry.subjects, previous=entry.previous)
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


class Log:
    """The log of one library."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._verified = Head(0, "")

    def append(self, draft: Draft, subjects: Iterable[str] = (), seen: int | None = None) -> Entry:
        """Add one entry, durably, before this returns.

        ``seen`` is the number of the last entry that the author had seen for any of the subjects; None asks for no comparison.

        Raises:
            Conflict: there is a newer entry for one of the subjects. Nothing was written.
        """
        return self.append_all(lambda _: [(draft, tuple(subjects), seen)])[0]

    def append_all(self, prepare: Callable[[Transaction], Sequence[Planned]]) -> tuple[Entry, ...]:
        """Add several entries, all or none.

        ``prepare`` looks at the database, which nobody changes meanwhile, and says what is to be written, or raises.

        Raises:
            Conflict: there is an entry, newer than seen and not of these, for a subject of one of them. Nothing was written.
            NotPermitted: an author has no role that allows the entry.
            LibraryError: the log is not what was written.
        """
        verified = self._verified
        with self._store.write() as transaction:
            self._verify(transaction, verified)
            planned = prepare(transaction)
            for draft, subjects, seen in planned:
                require(transaction, draft.kind, draft.author)  # first: who may not write is not told what others wrote
                compare(transaction, subjects, seen)
            return tuple(_append(transaction, draft, subjects) for draft, subjects, _ in planned)

    def entries(self, *, kind: str = "", topic: str = "", subject: str = "", after: int = 0) -> tuple[Entry, ...]:
        """Entries in order, those that meet every condition given.

        Raises:
            LibraryError: the log is not what was written. The whole of it is verified once, then what is added to it.
        """
        where: dict[str, object] = {name: value for name, value in (("kind", kind), ("topic", topic)) if value}
        verified = self._verified
        with self._store.read() as transaction:
            self._verify(transaction, verified)
            if subject:
                where["number"] = [row["number"] for row in transaction.select("log_subjects", {"subject": subject})]
            entries = tuple(map(_entry, transaction.select("log", where, order="number", after=after)))
        for entry in entries:
            if not intact(entry):
                raise LibraryError(f"log: entry {entry.number} was changed after it was written; `clausebridge check` says more")
        return entries

    def last(self, subjects: Sequence[str]) -> int:
        """The number of the newest entry for any of the subjects, 0 where there is none."""
        with self._store.read() as transaction:
            found = transaction.select("log_subjects", {"subject": list(subjects)}, order="-number", limit=1)
        return int(found[0]["number"]) if found else 0

    def head(self) -> Head:
        """The end of the log; ``Head(0, "")`` when it is empty."""
        with self._store.read() as transaction:
            return _head(transaction)

    def faults(self, anchor: str = "") -> tuple[str, ...]:
        """What is wrong with the whole log, in words (``chain_faults``)."""
        with self._store.read() as transaction:
            return _faults(transaction, Head(0, ""), anchor)

    def _verify(self, transaction: Transaction, verified: Head) -> None:
        """``verified`` is of before the transaction began: another thread may since have verified what this one cannot see."""
        head = _head(transaction)
        if head == verified:
            return
        faults = _faults(transaction, verified)
        if not verified.number:  # an index of a table that is out of step with it would hide entries
            faults += transaction.faults("log") + transaction.faults("log_subjects")
        if faults or head.number < verified.number:
            raise LibraryError(f"{(*faults, 'log: entries were cut off')[0]}; `clausebridge check` says more")
        self._verified = head


def compare(transaction: Transaction, subjects: Iterable[str], seen: int | None) -> None:
    """Refuse to go on where there is an entry newer than ``seen`` for one of the subjects.

    Raises:
        Conflict: with those entries.
    """
    keys = sorted(set(subjects))
    if seen is None or not keys:
        return
    newer = sorted({row["number"] for row in transaction.select("log_subjects", {"subject": keys}, after=seen)})
    if newer:
        raise Conflict(tuple(map(_entry, transaction.select("log", {"number": newer}, order="number"))))


def newest(transaction: Transaction, subject: str) -> Entry | None:
    """The last entry for a subject."""
    found = transaction.select("log_subjects", {"subject": subject}, order="-number", limit=1)
    return _entry(transaction.select("log", {"number": found[0]["number"]})[0]) if found else None


def find(transaction: Transaction, *, kind: str, topic: str = "", last: bool = False) -> tuple[Entry, ...]:
    """The entries of a kind, about one topic where it is named, in order, or the ``last`` alone, as they stand.

    ``Log.entries`` verifies them.
    """
    where = {"kind": kind, "topic": topic} if topic else {"kind": kind}
    rows = transaction.select("log", where, order="-number" if last else "number", limit=1 if last else None)
    return tuple(map(_entry, rows))


def append(transaction: Transaction, draft: Draft, subjects: Iterable[str] = ()) -> Entry:
    """Add an entry inside a transaction that writes more than it.

    Raises:
        NotPermitted: its author has no role that allows an entry of this kind.
    """
    require(transaction, draft.kind, draft.author)
    return _append(transaction, draft, subjects)


def _append(transaction: Transaction, draft: Draft, subjects: Iterable[str]) -> Entry:
    keys = sorted(set(subjects))
    head = _head(transaction)
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    entry = chained(draft, number=head.number + 1, at=at, subjects=keys, previous=head.hash)
    row = {"number": entry.number, "at": at, "author": entry.author, "kind": entry.kind, "topic": entry.topic}
    row |= {"subjects": canonical(keys), "payload": canonical(entry.payload), "previous": entry.previous, "hash": entry.hash}
    transaction.insert("log", row)
    transaction.insert("log_subjects", *({"number": entry.number, "subject": key} for key in keys))
    return entry


def _faults(transaction: Transaction, after: Head, anchor: str = "") -> tuple[str, ...]:
    entries = [_entry(row) for row in transaction.select("log", order="number", after=after.number)]
    keyed = {(row["number"], row["subject"]) for row in transaction.select("log_subjects", after=after.number)}
    faults = list(chain_faults(entries, anchor, after))
    if keyed != {(entry.number, subject) for entry in entries for subject in entry.subjects}:
        faults.append("log: the index of its subjects does not agree with the entries")
    return tuple(faults)


def _head(transaction: Transaction) -> Head:
    found = transaction.select("log", order="-number", limit=1)
    return Head(found[0]["number"], found[0]["hash"]) if found else Head(0, "")


def _entry(row: Mapping[str, Any]) -> Entry:
    try:
        subjects, payload = tuple(json.loads(row["subjects"])), dict(json.loads(row["payload"]))
    except (TypeError, ValueError):
        # unreadable is changed: such an entry does not agree with its hash
        subjects, payload = (), {"unreadable": repr(row["payload"])}
    own = (row["number"], row["at"], row["author"], row["kind"], row["topic"])
    return Entry(*own, subjects, payload, row["previous"], row["hash"])
