"""A comparison as a record: what it is for, on which texts, and how far it is, as a fold of entries of the log.

Draft, reviewed, frozen, before the committee, approved or returned: nothing of that is stored but the acts that led there
(``matcher.steps``), so the state of a record is what its entries say. A version that was frozen stands whole in its entry, its
lines with it: whatever becomes of proposals, texts and decisions afterwards, it says what it said (``matcher.versions``). What a
person changes of the record is an entry with the changed fields alone (``matcher.record_changes``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from index.log import Entry, Head, canonical, pair_key
from ingest.errors import UsageError
from matcher.ledger import filed_names

if TYPE_CHECKING:
    from index.library import Library

RECORD, REVIEWED, FROZEN, CLOSED = "record", "record-reviewed", "record-frozen", "record-closed"
KINDS = frozenset({RECORD, REVIEWED, FROZEN, CLOSED})
DECIDED = ("judgement", "opinion", "comparable", "proposed")
"""The kinds of entries that change what a comparison says: after one of them a review has to be said anew."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """What people state of a comparison.

    ``further`` are documents beside the two standards, as they are cited; ``language`` the authentic one, whose text prevails;
    ``as_of`` the date (ISO 8601) for which the texts hold. ``separate``: who decided may not approve. ``double``: two people must
    have looked at every card. ``committee``: those who comment, by name.
    """

    purpose: str = ""
    product: str = ""
    further: tuple[str, ...] = ()
    language: str = ""
    as_of: str = ""
    separate: bool = False
    double: bool = False
    committee: tuple[str, ...] = ()


FIELDS: Mapping[str, Any] = {field.name: getattr(Record(), field.name) for field in fields(Record)}
"""The fields of a record with what they are where nobody said anything."""
RULES = frozenset({"separate", "double", "committee"})
"""Fields that say who may take which step: they ask for an adjudicator, or a rule would be lifted by whom it binds."""


class State(StrEnum):
    """How far a record, or one of its versions, is."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    FROZEN = "frozen"
    COMMITTEE = "committee"
    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Act:
    """A step that was taken: what the version became by it, who took it and when, and what was noted; its entry and its hash."""

    state: State
    author: str
    at: str
    note: str
    entry: int
    hash: str


@dataclass(frozen=True, slots=True)
class Version:
    """A frozen version: ``content`` is all that it says, as it was written; ``acts`` are the freezing and what followed.

    ``before`` is the end of the log before it, ``hash`` the sha256 of the canonical JSON of ``content``.
    """

    number: int
    content: Row
    hash: str
    before: Head
    acts: tuple[Act, ...]

    @property
    def state(self) -> State:
        """What became of it."""
        return self.acts[-1].state

    @property
    def record(self) -> Record:
        """The record as it was."""
        return record_of(self.content["record"])

    @property
    def rows(self) -> tuple[Row, ...]:
        """Its lines (``matcher.versions``)."""
        return tuple(self.content["rows"])

    @property
    def deciders(self) -> tuple[str, ...]:
        """Who answers for what it says, by name."""
        return tuple(self.content["deciders"])

    def line(self, named: str) -> Row:
        """The line of that number or key.

        Raises:
            UsageError: there is none.
        """
        for row in self.rows:
            if named in (str(row["line"]), row["key"]):
                return row
        raise UsageError(f"version {self.number} has no line {named!r}; it has the lines 1 to {len(self.rows)}")


@dataclass(frozen=True, slots=True)
class Course:
    """The record of two standards with all that happened to it; ``review`` is the entry of the review that holds, if one does.

    ``seen`` is the end of the log before it was read.
    """

    a: str
    b: str
    record: Record = Record()
    state: State = State.DRAFT
    versions: tuple[Version, ...] = ()
    review: Entry | None = None
    seen: int = 0

    @property
    def last(self) -> Version | None:
        """The last version that was frozen."""
        return self.versions[-1] if self.versions else None

    def version(self, number: int) -> Version:
        """The version of that number.

        Raises:
            UsageError: there is none.
        """
        if not 1 <= number <= len(self.versions):
            known = f"it has the versions 1 to {len(self.versions)}" if self.versions else "no version was frozen yet"
            raise UsageError(f"the record of {self.a} and {self.b} has no version {number}; {known}")
        return self.versions[number - 1]


def course(library: Library, a: str, b: str) -> Course:
    """The record of two standards as it stands.

    A is the first standard of the last version, where one was frozen, else of the proposals, else the one that is named first.

    Raises:
        UsageError: a designation is unknown, to the library and to the log.
        LibraryError: the log is not what was written.
    """
    seen = library.log.head().number
    first, second = filed_names(library, a, b)
    told = fold(library.log.entries(topic=pair_key(first, second)), first, second)
    made = {(one.a_standard, one.b_standard) for one in library.comparisons()}
    if not told.versions and (second, first) in made and (first, second) not in made:
        told = replace(told, a=second, b=first)
    return replace(told, seen=seen)


def fold(entries: Iterable[Entry], a: str, b: str) -> Course:
    """The record that the entries about one pair, in their order, make; entries of other kinds than its own may be among them."""
    told, record, undone = list(entries), Record(), set[int]()
    for entry in told:
        if entry.kind == REVIEWED:
            undone.add(int(entry.payload.get("undoes", 0)))
    state, versions, review = State.DRAFT, list[Version](), None
    for entry in told:
        if entry.kind == RECORD:
            record = record_of(asdict(record) | dict(entry.payload["after"]))
        elif entry.kind == REVIEWED and "undoes" not in entry.payload and entry.number not in undone:
            state, review = State.REVIEWED, entry
        elif entry.kind in DECIDED and review:
            state, review = _settled(versions), None
        elif entry.kind == FROZEN:
            state, review = State.FROZEN, None
            versions.append(_version(entry))
        elif entry.kind == CLOSED:
            state = State(entry.payload["outcome"])
            versions[-1] = replace(versions[-1], acts=(*versions[-1].acts, _act(entry, state)))
    if versions:
        a, b = versions[-1].content["a_standard"], versions[-1].content["b_standard"]
    return Course(a, b, record, state, tuple(versions), review)


def record_key(a: str, b: str) -> str:
    """The subject key of the record of two standards."""
    return canonical({"record": sorted((a, b))})


def record_of(stated: Mapping[str, Any]) -> Record:
    """The record of its fields as JSON; what a newer version added is left out."""
    return Record(**record_fields(stated))


def record_fields(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as JSON has them, as a record has them: lists become tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in stated.items() if name in FIELDS}


def _settled(versions: Sequence[Version]) -> State:
    """The state without a review: what became of the last version, where it is closed, else a draft."""
    return versions[-1].state if versions else State.DRAFT


def _version(entry: Entry) -> Version:
    content = {name: value for name, value in entry.payload.items() if name != "hash"}
    before = Head(entry.number - 1, entry.previous)
    return Version(int(content["version"]), content, entry.payload["hash"], before, (_act(entry, State.FROZEN),))


def _act(entry: Entry, state: State) -> Act:
    return Act(state, entry.author, entry.at, str(entry.payload.get("note", "")), entry.number, entry.hash)
