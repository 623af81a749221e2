"""What a committee says of a frozen version, line by line, and what becomes of each comment; all of it entries of the log.

The form is that of ISO committees: each comment is of one type (general, technical, editorial), may propose a change, and gets a
disposition with its reason. A comment is of one version and stays with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from index.log import Draft, Entry, Planned, canonical, find, pair_key
from index.roles import Role, role_of
from ingest.errors import NotPermitted, UsageError
from matcher.record import Course, State, course, fold

if TYPE_CHECKING:
    from index.library import Library
    from index.store import Transaction

COMMENT, DISPOSITION = "comment", "disposition"
TEXT_LIMIT = 4000
WHOLE = ""
"""The line of a comment that is about the whole version."""


class CommentType(StrEnum):
    """The types of the ISO commenting template."""

    GENERAL = "general"
    TECHNICAL = "technical"
    EDITORIAL = "editorial"


class Outcome(StrEnum):
    """What became of a comment."""

    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not accepted"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Disposition:
    """What an adjudicator says of a comment, and why."""

    outcome: Outcome
    reason: str
    author: str
    at: str
    entry: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on the line ``line`` (a key, or ``WHOLE``) of a version; the log gives ``entry`` and ``at`` (ISO 8601, UTC)."""

    version: int
    line: str
    text: str
    author: str
    type: CommentType = CommentType.GENERAL
    proposed: str = ""
    at: str = ""
    entry: int = 0
    disposition: Disposition | None = None


def comments(library: Library, a: str, b: str) -> tuple[Comment, ...]:
    """The comments on all versions of the record of two standards (as filed), oldest first, without those that were taken back.

    Raises:
        LibraryError: the log is not what was written.
    """
    return comments_of(library.log.entries(topic=pair_key(a, b)))


def comments_of(entries: Iterable[Entry]) -> tuple[Comment, ...]:
    """The comments among the entries about a pair, each with its last disposition."""
    found: dict[int, Comment] = {}
    for entry in entries:
        said = entry.payload
        if entry.kind == COMMENT and "undoes" in said:
            found.pop(said["undoes"], None)
        elif entry.kind == COMMENT:
            own = (said["version"], said["line"], said["text"], entry.author, CommentType(said["type"]), said["proposed"])
            found[entry.number] = Comment(*own, entry.at, entry.number)
        elif entry.kind == DISPOSITION and said["comment"] in found:
            told = Disposition(Outcome(said["outcome"]), said["reason"], entry.author, entry.at, entry.number)
            found[said["comment"]] = replace(found[said["comment"]], disposition=told)
    return tuple(found.values())


def comment(library: Library, a: str, b: str, new: Comment) -> Comment:
    """Write a comment, durably, on a line (its number or key, or ``WHOLE``) of a version that is before the committee.

    Raises:
        UsageError: there is no such version or line, it is not before the committee, or nothing is said.
        NotPermitted: a viewer whom the record does not name in its committee.
    """
    names, said = _named(library, a, b, new.author), _text("a comment", new.text)

    def drafts(transaction: Transaction) -> list[Planned]:
        now = fold(find(transaction, topic=pair_key(*names)), *names)
        found = now.version(new.version)
        if found.state is not State.COMMITTEE:
            raise UsageError(f"version {new.version} is not before the committee: it is {found.state}")
        _may_comment(transaction, now, new.author)
        key = found.line(new.line)["key"] if new.line else WHOLE
        payload = {"a_standard": now.a, "b_standard": now.b, "version": new.version, "line": key, "text": said}
        payload |= {"type": new.type.value, "proposed": _text("a proposed change", new.proposed, empty=True)}
        return [(Draft(new.author, COMMENT, pair_key(*names), payload), [], None)]

    return comments_of(library.log.append_all(drafts))[0]


def withdraw(library: Library, a: str, b: str, entry: int, *, author: str) -> Entry:
    """Take back a comment of one's own that nobody disposed of yet.

    Raises:
        UsageError: there is no such comment, it is somebody else's, or it has a disposition.
    """
    names = _named(library, a, b, author)

    def drafts(transaction: Transaction) -> list[Planned]:
        one = _comment(find(transaction, topic=pair_key(*names)), entry)
        if one.author != author or one.disposition:
            raise UsageError(f"comment {entry} is {one.author}'s" + (" and has its disposition" if one.disposition else ""))
        payload = {"a_standard": names[0], "b_standard": names[1], "version": one.version, "undoes": entry}
        return [(Draft(author, COMMENT, pair_key(*names), payload), [comment_key(entry)], None)]

    return library.log.append_all(drafts)[0]


def dispose(
    library: Library, a: str, b: str, entry: int, outcome: Outcome, reason: str, *, author: str, seen: int | None = None
) -> Entry:
    """Say what becomes of a comment (the number of its entry), and why; a later word takes the place of an earlier one.

    ``seen`` is the number of the last entry of the log that the author had seen.

    Raises:
        UsageError: there is no such comment, its version is approved, or no reason is given.
        NotPermitted: the author is no adjudicator.
        Conflict: somebody else said what becomes of it since, or it was taken back.
    """
    names, why = _named(library, a, b, author), _text("the reason of a disposition", reason)

    def drafts(transaction: Transaction) -> list[Planned]:
        told = find(transaction, topic=pair_key(*names))
        one = _comment(told, entry)
        if fold(told, *names).version(one.version).state is State.APPROVED:
            raise UsageError(f"version {one.version} is approved: what became of its comments stands")
        payload = {"a_standard": names[0], "b_standard": names[1], "version": one.version, "comment": entry}
        payload |= {"outcome": outcome.value, "reason": why}
        return [(Draft(author, DISPOSITION, pair_key(*names), payload), [comment_key(entry)], seen)]

    return library.log.append_all(drafts)[0]


def comment_key(entry: int) -> str:
    """The subject key of a comment, by the number of its entry."""
    return canonical({"comment": entry})


def _comment(entries: Iterable[Entry], number: int) -> Comment:
    found = next((one for one in comments_of(entries) if one.entry == number), None)
    if found is None:
        raise UsageError(f"there is no comment {number} on this comparison")
    return found


def _may_comment(transaction: Transaction, now: Course, author: str) -> None:
    if role_of(transaction, author) is Role.VIEWER and author not in now.record.committee:
        raise NotPermitted(f"{author} is {Role.VIEWER} here, and the record does not name them in its committee")


def _named(library: Library, a: str, b: str, author: str) -> tuple[str, str]:
    if not author.strip():
        raise UsageError("a word on a version needs the name of its author")
    found = course(library, a, b)
    return found.a, found.b


def _text(what: str, text: str, *, empty: bool = False) -> str:
    said = text.strip()
    if not (said or empty) or len(said) > TEXT_LIMIT:
        raise UsageError(f"{what} has 1 to {TEXT_LIMIT} characters")
    return said
