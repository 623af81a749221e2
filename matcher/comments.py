"""What a committee says of a frozen version, line by line, and what becomes of each comment; all of it entries of the log.

The form is that of ISO committees: each comment is of one type (general, technical, editorial), may propose a change, and gets a
disposition with its reason. A comment is of one version and stays with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    PARTLY = "partly accepted"
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
    """A comment on the line ``line`` (a key, or ``WHOLE``) of a version; the log gives ``entry`` and ``at`` (ISO 8601, UTC).

    ``body`` is the member body or organization that it comes from, where its author enters it for one.
    """

    version: int
    line: str
    text: str
    author: str
    type: CommentType = CommentType.GENERAL
    proposed: str = ""
    at: str = ""
    entry: int = 0
    disposition: Disposition | None = None
    body: str = ""

    @property
    def says(self) -> tuple[object, ...]:
        """What it says of which line, whoever stored it and when."""
        return self.version, self.line, self.type, self.text, self.proposed, self.body


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
            found[entry.number] = Comment(*own, entry.at, entry.number, body=said.get("body", ""))
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
    return _comments(library, a, b, [new], again=True)[0]


def comment_all(library: Library, a: str, b: str, new: Sequence[Comment]) -> tuple[Comment, ...]:
    """Write comments of one author, all or none; what the same author said already, word for word, is not said again.

    Raises:
        UsageError, NotPermitted: as ``comment``.
    """
    return _comments(library, a, b, new, again=False) if new else ()


def _comments(library: Library, a: str, b: str, new: Sequence[Comment], *, again: bool) -> tuple[Comment, ...]:
    author = new[0].author
    names = _named(library, a, b, author)

    def drafts(transaction: Transaction) -> list[Planned]:
        told = find(transaction, topic=pair_key(*names))
        now = fold(told, *names)
        _may_comment(transaction, now, author)
        known = set[tuple[object, ...]]() if again else {one.says for one in comments_of(told) if one.author == author}
        sound = dict.fromkeys(_sound(now, one) for one in new)
        return [(_draft(one, now, names), [], None) for one in sound if one.says not in known]

    return comments_of(library.log.append_all(drafts))


def _sound(now: Course, new: Comment) -> Comment:
    """The comment with the key of its line and its texts as they are stored."""
    said, found = _text("a comment", new.text), now.version(new.version)
    if found.state is not State.COMMITTEE:
        raise UsageError(f"version {new.version} is not before the committee: it is {found.state}")
    key = found.line(new.line)["key"] if new.line else WHOLE
    proposed = _text("a proposed change", new.proposed, empty=True)
    return replace(new, line=key, text=said, proposed=proposed, body=_text("a member body", new.body, empty=True))


def _draft(one: Comment, now: Course, names: tuple[str, str]) -> Draft:
    payload = {"a_standard": now.a, "b_standard": now.b, "version": one.version, "line": one.line, "text": one.text}
    payload |= {"type": one.type.value, "proposed": one.proposed} | ({"body": one.body} if one.body else {})
    return Draft(one.author, COMMENT, pair_key(*names), payload)


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
    return dispose_all(library, a, b, {entry: (outcome, reason)}, author=author, seen=seen)[0]


def dispose_all(
    library: Library, a: str, b: str, said: Mapping[int, tuple[Outcome, str]], *, author: str, seen: int | None = None
) -> tuple[Entry, ...]:
    """Say what becomes of several comments, by the numbers of their entries, all or none. Raises what ``dispose`` raises."""
    names = _named(library, a, b, author)
    sound = {entry: (outcome, _text("the reason of a disposition", reason)) for entry, (outcome, reason) in said.items()}

    def drafts(transaction: Transaction) -> list[Planned]:
        told = find(transaction, topic=pair_key(*names))
        found: list[Planned] = []
        now = fold(told, *names)
        for entry, (outcome, why) in sound.items():
            one = _comment(told, entry)
            if now.version(one.version).state is State.APPROVED:
                raise UsageError(f"version {one.version} is approved: what became of its comments stands")
            payload = {"a_standard": names[0], "b_standard": names[1], "version": one.version, "comment": entry}
            payload |= {"outcome": outcome.value, "reason": why}
            found.append((Draft(author, DISPOSITION, pair_key(*names), payload), [comment_key(entry)], seen))
        return found

    return library.log.append_all(drafts)


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
