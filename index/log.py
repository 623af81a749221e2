"""The append-only log in the database: what is written to it, compared and verified. ``index.chain`` says what an entry is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from index.chain import (
    Conflict,
    Draft,
    Entry,
    Head,
    Written,
    canonical,
    chain_faults,
    chained,
    clause_key,
    intact,
    pair_key,
    read,
    side_key,
    written,
)
from index.moves import former, placed
from index.roles import require
from ingest.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from index.asking import Asked
    from index.store import Store, Transaction

__all__ = [
    "Conflict", "Draft", "Entry", "Head", "Log", "Planned", "append", "canonical", "chain_faults", "chained", "clause_key",
    "compare", "find", "intact", "newest", "pair_key", "side_key", "words",
]  # fmt: skip

Planned = tuple[Draft, Sequence[str], int | None]  # an entry to be, its subjects, and the last entry that was seen for them


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

        The log was verified when it was first read or written to, and every reading verifies what was added since. Here, where
        others wait, the entry to follow is verified, and those of a conflict.

        Raises:
            Conflict: there is an entry, newer than seen and not of these, for a subject of one of them. Nothing was written.
            NotPermitted: an author has no role that allows the entry.
            UsageError: something in an entry is no text that can be written.
            LibraryError: the log is not what was written.
        """
        if not self._verified.number:
            with self._store.read() as transaction:
                self._verify(transaction, self._verified)
        with self._store.write() as transaction:
            head = _sound_head(transaction, self._verified)
            planned = prepare(transaction)
            for draft, subjects, seen in planned:
                require(transaction, draft.kind, draft.author)  # first: who may not write is not told what others wrote
                compare(transaction, subjects, seen)
            written: list[Entry] = []
            for draft, subjects, _ in planned:
                written.append(_append(transaction, draft, subjects, head))
                head = Head(written[-1].number, written[-1].hash)
            return tuple(written)

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
            return tuple(_sound(transaction.tuples("log", where, order="number", after=after)))

    def page(self, asked: Asked, *, before: int = 0, limit: int = 50) -> tuple[Entry, ...]:
        """The last ``limit`` entries that are asked for, of those with numbers below ``before`` (0 is no bound), newest first.

        Clauses have the ids of today in them (``index.moves``).

        Raises:
            LibraryError: the log is not what was written.
        """
        verified = self._verified
        with self._store.read() as transaction:
            self._verify(transaction, verified)
            return placed(
                transaction, tuple(_sound(transaction.tuples("log", asked.where(before), order="-number", limit=limit)))
            )

    def former(self, designation: str, clause: str) -> tuple[str, ...]:
        """The ids that a clause has had, the one of today first."""
        with self._store.read() as transaction:
            return former(transaction, designation, clause)

    def count(self, asked: Asked) -> int:
        """How many entries are asked for."""
        with self._store.read() as transaction:
            return transaction.count("log", asked.where())

    def counts(self, by: str) -> dict[str, int]:
        """How many entries there are of each ``by``: author, kind or topic."""
        with self._store.read() as transaction:
            return transaction.counts("log", by)

    def words(self, *, kind: str, topic: str = "", after: int = 0) -> tuple[Entry, ...]:
        """``entries`` about two standards with the ids that the clauses have now (``index.moves``)."""
        found = self.entries(kind=kind, topic=topic, after=after)
        with self._store.read() as transaction:
            return placed(transaction, found)

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
    newer = sorted({number for _, number in transaction.tuples("log_subjects", {"subject": keys}, after=seen)})
    if newer:
        raise Conflict(tuple(_sound(transaction.tuples("log", {"number": newer}, order="number"))))


def newest(transaction: Transaction, subject: str) -> Entry | None:
    """The last entry for a subject."""
    found = transaction.select("log_subjects", {"subject": subject}, order="-number", limit=1)
    return read(Written(*transaction.tuples("log", {"number": found[0]["number"]})[0])) if found else None


def find(transaction: Transaction, *, kind: str = "", topic: str = "", last: bool = False) -> tuple[Entry, ...]:
    """The entries of a kind, or about a topic, or both, in order, or the ``last`` of them alone, as they stand.

    ``Log.entries`` verifies them.
    """
    where = {name: value for name, value in (("kind", kind), ("topic", topic)) if value}
    rows = transaction.tuples("log", where, order="-number" if last else "number", limit=1 if last else None)
    return tuple(read(Written(*row)) for row in rows)


def words(transaction: Transaction, *, kind: str, topic: str) -> tuple[Entry, ...]:
    """``find`` with the ids that the clauses have now (``index.moves``)."""
    return placed(transaction, find(transaction, kind=kind, topic=topic))


def append(transaction: Transaction, draft: Draft, subjects: Iterable[str] = ()) -> Entry:
    """Add an entry inside a transaction that writes more than it.

    Raises:
        NotPermitted: its author has no role that allows an entry of this kind.
    """
    require(transaction, draft.kind, draft.author)
    return _append(transaction, draft, subjects, _head(transaction))


def _append(transaction: Transaction, draft: Draft, subjects: Iterable[str], head: Head) -> Entry:
    keys = sorted(set(subjects))
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    try:
        entry = chained(draft, number=head.number + 1, at=at, subjects=keys, previous=head.hash)
    except UnicodeEncodeError as error:  # a command line that is no UTF-8 gives such a text
        raise UsageError("not written: it holds half of a character, or a byte that is no text; type it again") from error
    transaction.insert("log", written(entry)._asdict())
    transaction.insert("log_subjects", *({"number": entry.number, "subject": key} for key in keys))
    return entry


def _faults(transaction: Transaction, after: Head, anchor: str = "") -> tuple[str, ...]:
    rows = [Written(*row) for row in transaction.tuples("log", order="number", after=after.number)]
    faults = list(chain_faults(rows, anchor, after))
    keyed = set(transaction.tuples("log_subjects", after=after.number))
    if keyed != {(subject, entry.number) for entry in map(read, rows) for subject in entry.subjects}:
        faults.append("log: the index of its subjects does not agree with the entries")
    return tuple(faults)


def _sound(rows: Iterable[tuple[Any, ...]]) -> Iterator[Entry]:
    """The entries of rows of the log, each of them intact."""
    for row in map(Written._make, rows):
        if not intact(row):
            raise LibraryError(f"log: entry {row.number} was changed after it was written; `clausebridge check` says more")
        yield read(row)


def _sound_head(transaction: Transaction, verified: Head) -> Head:
    """The end of the log, its last entry intact and not before what was ``verified``."""
    for last in _sound(transaction.tuples("log", order="-number", limit=1)):
        if last.number > verified.number or (last.number, last.hash) == (verified.number, verified.hash):
            return Head(last.number, last.hash)
    if not verified.number:
        return Head(0, "")
    raise LibraryError("log: entries were cut off; `clausebridge check` says more")


def _head(transaction: Transaction) -> Head:
    found = transaction.select("log", order="-number", limit=1)
    return Head(found[0]["number"], found[0]["hash"]) if found else Head(0, "")
