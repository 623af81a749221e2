"""Who is to review what: a whole comparison, its chapters or single clauses, given to a person by an adjudicator.

Each assignment is an entry of the log, and so is taking it back. Where it asks for double review (``double``), those it was given
to write opinions that the others do not see yet, and nobody but an adjudicator writes a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from index import filing, shelf
from index.log import Draft, Entry, Planned, canonical, pair_key, words
from index.roles import Role, role_of
from ingest.errors import NotPermitted, UsageError
from matcher.match import Match

if TYPE_CHECKING:
    from index.library import Library
    from index.log import Log
    from index.shelf import Stored
    from index.store import Transaction

KIND = "assignment"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What ``person`` is to review in the comparison of two standards: clauses (ids) and all below them; none named is all of it.

    ``double`` asks for double review. The log gives ``entry`` and ``at`` (ISO 8601, UTC); ``undoes`` is the entry taken back.
    """

    a_standard: str
    b_standard: str
    person: str
    author: str
    a_clauses: tuple[str, ...] = ()
    b_clauses: tuple[str, ...] = ()
    double: bool = False
    entry: int = 0
    at: str = ""
    undoes: int = 0

    def covers(self, a_clauses: Iterable[str], b_clauses: Iterable[str]) -> bool:
        """Whether one of these clauses (ids) is assigned."""
        if not self.a_clauses and not self.b_clauses:
            return True
        return _below(a_clauses, self.a_clauses) or _below(b_clauses, self.b_clauses)


FIELDS = tuple(field.name for field in fields(Assignment) if field.name not in {"author", "entry", "at"})


def is_assigned(assignments: Iterable[Assignment], person: str, match: Match) -> bool:
    """Whether a card, or part of it, is assigned to ``person``."""
    return any(one.person == person and one.covers(match.a_clauses, match.b_clauses) for one in assignments)


def assigned(assignments: Iterable[Assignment], a_clauses: Sequence[str], b_clauses: Sequence[str]) -> tuple[Assignment, ...]:
    """The assignments of double review that cover one of these clauses (ids)."""
    return tuple(one for one in assignments if one.double and one.covers(a_clauses, b_clauses))


def assign(library: Library, assignment: Assignment) -> Assignment:
    """Write it, durably, before this returns; one that says the same and is in force already is returned instead.

    Raises:
        UsageError: no such standard or clause, or the person is no member of a library that has members.
        NotPermitted: the author is no adjudicator.
    """
    before: list[Assignment] = []

    def prepare(transaction: Transaction) -> Sequence[Planned]:
        a, b = (filing.find(transaction, name) for name in (assignment.a_standard, assignment.b_standard))
        whole = replace(assignment, a_standard=a.standard.designation, b_standard=b.standard.designation, undoes=0)
        _check(transaction, whole, a, b)
        before.extend(one for one in in_force(transaction, whole.a_standard, whole.b_standard) if _same(one, whole))
        return [] if before else [_planned(whole)]

    written = library.log.append_all(prepare)
    return _assignment(written[0]) if written else before[0]


def withdraw(library: Library, assignment: Assignment, author: str) -> Assignment:
    """Take an assignment back.

    Raises:
        UsageError: it is not in force.
        NotPermitted: the author is no adjudicator.
    """

    def prepare(transaction: Transaction) -> Sequence[Planned]:
        held = in_force(transaction, assignment.a_standard, assignment.b_standard)
        if assignment.entry not in {one.entry for one in held}:
            raise UsageError("this assignment was taken back already")
        return [_planned(replace(assignment, author=author, undoes=assignment.entry))]

    return _assignment(library.log.append_all(prepare)[0])


def assignments(log: Log, a: str, b: str) -> tuple[Assignment, ...]:
    """The assignments in force for two standards (designations as filed), oldest first, with ``a`` as their A.

    Raises:
        LibraryError: the log is not what was written.
    """
    return _current(log.words(kind=KIND, topic=pair_key(a, b)), a)


def in_force(transaction: Transaction, a: str, b: str) -> tuple[Assignment, ...]:
    """``assignments`` as a transaction sees them."""
    return _current(words(transaction, kind=KIND, topic=pair_key(a, b)), a)


def refuse_double(transaction: Transaction, a: tuple[str, str], b: tuple[str, str], author: str) -> None:
    """Refuse a decision on clauses under double review by who is no adjudicator; sides are designation as filed and clause (id).

    Raises:
        NotPermitted: the author is a reviewer there: what reviewers say is an opinion.
    """
    held = assigned(in_force(transaction, a[0], b[0]), (a[1],) if a[1] else (), (b[1],) if b[1] else ())
    role = role_of(transaction, author)
    if held and role is not None and not role.reaches(Role.ADJUDICATOR):
        raise NotPermitted(f"this is under double review: an adjudicator decides it, and {author} is {role} here")


def _check(transaction: Transaction, assignment: Assignment, a: Stored, b: Stored) -> None:
    if not assignment.person.strip():
        raise UsageError("an assignment names a person")
    if role_of(transaction, assignment.person) is None:
        raise UsageError(f"{assignment.person} is no member of this library; an admin can make them one")
    for stored, clauses in ((a, assignment.a_clauses), (b, assignment.b_clauses)):
        for clause in clauses:
            if shelf.text_hash(transaction, stored, clause) is None:
                raise UsageError(f"{stored.standard.designation}: has no clause with the id {clause!r}")


def _below(clauses: Iterable[str], chapters: Sequence[str]) -> bool:
    """Whether a clause is one of ``chapters`` or stands below one: an id begins with those of the clauses above it."""
    return any(clause == chapter or clause.startswith(f"{chapter}/") for clause in clauses for chapter in chapters)


def _same(one: Assignment, other: Assignment) -> bool:
    return _turned(one, other.a_standard) == replace(other, author=one.author, entry=one.entry, at=one.at)


def _planned(assignment: Assignment) -> Planned:
    pair = pair_key(assignment.a_standard, assignment.b_standard)
    payload = {name: getattr(assignment, name) for name in FIELDS}
    return Draft(assignment.author, KIND, pair, payload), [canonical({"assignment": pair, "person": assignment.person})], None


def _current(entries: Sequence[Entry], first: str) -> tuple[Assignment, ...]:
    told = [_turned(_assignment(entry), first) for entry in entries]
    undone = {one.undoes for one in told}
    return tuple(one for one in told if not one.undoes and one.entry not in undone)


def _assignment(entry: Entry) -> Assignment:
    stated: dict[str, Any] = {name: entry.payload[name] for name in FIELDS}
    stated |= {name: tuple(stated[name]) for name in ("a_clauses", "b_clauses")}
    return Assignment(**stated, author=entry.author, entry=entry.number, at=entry.at)


def _turned(one: Assignment, first: str) -> Assignment:
    """The assignment with ``first`` as its A."""
    if one.a_standard == first:
        return one
    return replace(
        one, a_standard=one.b_standard, a_clauses=one.b_clauses, b_standard=one.a_standard, b_clauses=one.a_clauses
    )  # fmt: skip
