"""What a filled commenting template comes to: new comments of one person, dispositions, what was stored, what is not clear.

First look: ``plan`` stores nothing. A row becomes a comment in the name of whoever enters it, for the member body that the row
names; a row that has an entry number is a comment that is stored, and only its disposition can be new. What was said is never
changed: a row that says something else than its entry is told. The same file again stores nothing again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.commenting import CODES, OUTCOME_WORDS, Form
from app.commenting_file import Filled, Template
from app.record_tables import clauses_of
from app.record_wording import OUTCOMES
from app.recording import Opened
from app.visible import visible
from app.wording import N_, Translate
from ingest.errors import UsageError
from matcher import comments
from matcher.comments import TEXT_LIMIT, WHOLE, Comment, CommentType, Outcome
from matcher.record import State, Version

if TYPE_CHECKING:
    from index.library import Library

OTHER_VERSION = N_("This file was made for another version, or for another comparison: fill in the template of this one.")
NO_COMMITTEE = N_("No version is before the committee: comments are taken on one that is.")
FORMULA = N_("{address}: this is a formula; write what it says as text.")
NO_LINE = N_("{address}: version {version} has no line {line}.")
NO_CLAUSE = N_("{address}: no line of version {version} is about {clause}.")
OTHER_CLAUSE = N_("{address}: line {line} is about {clauses}, not about {clause}.")
MANY = N_("{address}: {clause} stands in the lines {lines}; name one of them in the column for the line.")
NO_TYPE = N_("{address}: {value} is no type of comment; write ge, te or ed.")
NO_OUTCOME = N_("{address}: {value} is no disposition; write accepted, partly accepted, not accepted or noted.")
NO_ENTRY = N_("{address}: version {version} has no comment {entry}.")
CHANGED = N_(
    "{address}: comment {entry} says something else. What was said stays; clear the entry to store this as a new comment."
)
EARLY = N_("{address}: this comment is not stored yet; it can be disposed of once it is.")
TWICE = N_("{address}: {other} disposes of comment {entry} otherwise; leave one of the two rows.")
TOO_LONG = N_("{address}: more than {limit} characters.")
_TYPES = {
    **{code: kind for codes in CODES.values() for kind, code in codes.items()},
    **{kind.value: kind for kind in CommentType},
    "总体性": CommentType.GENERAL, "一般": CommentType.GENERAL, "技术性": CommentType.TECHNICAL, "编辑性": CommentType.EDITORIAL,
}  # fmt: skip
_OUTCOMES = {
    **{word.casefold(): one for words in OUTCOME_WORDS.values() for one, word in words.items()},
    **{one.value: one for one in Outcome},
    "partially accepted": Outcome.PARTLY, "accepted in principle": Outcome.PARTLY, "rejected": Outcome.NOT_ACCEPTED,
    "未采纳": Outcome.NOT_ACCEPTED, "不予采纳": Outcome.NOT_ACCEPTED, "noted": Outcome.NOTED, "知悉": Outcome.NOTED,
}  # fmt: skip
_LEAD = re.compile(r"^[\w ]+?(?=\s*(?:[,.;:，。；：\n(（–—-]|$|because\b))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Disposed:
    """What is to become of a stored comment, by the address of its row."""

    address: str
    entry: int
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file comes to: comments by the address of their rows, dispositions, rows stored before, and what is not clear."""

    version: int
    comments: tuple[tuple[str, Comment], ...]
    dispositions: tuple[Disposed, ...]
    known: int
    problems: tuple[str, ...]
    seen: int | None

    @property
    def count(self) -> int:
        """How many rows would be stored."""
        return len(self.comments) + len(self.dispositions)


class _Unclear(Exception):
    """Why a row is not understood, as a message for a person."""


def plan(opened: Opened, template: Template, author: str, _: Translate, *, number: int | None = None) -> Taken:
    """What a template comes to in the name of ``author``; ``number`` names the version of a form without a mark.

    Raises:
        UsageError: it is of another version or comparison, or no version is before the committee.
    """
    version = _version(opened, template, number)
    reader = _Reader(opened, version, template.form, author, _)
    found: list[tuple[str, Comment]] = []
    disposed: list[Disposed] = []
    problems: list[str] = []
    known = 0
    for row in template.rows:
        try:
            said = reader.row(row)
        except _Unclear as unclear:
            problems.append(str(unclear))
            continue
        if isinstance(said, Comment):
            again = said.says in reader.stored or said.says in {one.says for _address, one in found}
            known += again
            found += [] if again else [(row.address, said)]
        elif isinstance(said, Disposed):
            before = next((one for one in disposed if one.entry == said.entry), said)
            if (before.outcome, before.reason) != (said.outcome, said.reason):
                problems.append(_(TWICE).format(address=said.address, entry=said.entry, other=before.address))
            elif before is said:
                disposed.append(said)
            else:
                known += 1
        else:
            known += said
    if found and version.state is not State.COMMITTEE:
        raise UsageError(NO_COMMITTEE)
    seen = template.mark.get("seen")
    told = tuple(found), tuple(disposed), known, tuple(problems)
    return Taken(version.number, *told, seen if isinstance(seen, int) else None)


def store(library: Library, opened: Opened, taken: Taken, author: str) -> int:
    """Store what a file comes to, comments and dispositions each all or none; how many were stored.

    Raises:
        UsageError, NotPermitted: as ``matcher.comments.comment_all`` and ``dispose_all``.
        Conflict: somebody else disposed of one of the comments since the file was made.
    """
    names = opened.course.a, opened.course.b
    written = comments.comment_all(library, *names, [replace(one, author=author) for _address, one in taken.comments])
    if not taken.dispositions:
        return len(written)
    said = {one.entry: (one.outcome, one.reason) for one in taken.dispositions}
    return len(written) + len(comments.dispose_all(library, *names, said, author=author, seen=taken.seen))


def _version(opened: Opened, template: Template, number: int | None) -> Version:
    now = opened.course
    if mark := template.mark:
        named = next((one for one in now.versions if type(mark.get("version")) is int and one.number == mark["version"]), None)
        if named is None or named.hash != mark.get("hash") or number not in (None, named.number):
            raise UsageError(OTHER_VERSION)
        return named
    if number is not None:
        return now.version(number)
    found = [one for one in now.versions if one.state is State.COMMITTEE]
    if not found:
        raise UsageError(NO_COMMITTEE)
    return found[-1]


class _Reader:
    """Reads rows against a version and the comments on it."""

    def __init__(self, opened: Opened, version: Version, form: Form, author: str, _: Translate) -> None:
        self._version, self._form, self._author, self._words = version, form, author, _
        self._by_entry = {one.entry: one for one in opened.of(version)}
        self.stored = {one.says for one in self._by_entry.values() if one.author == author}
        self._lines = {str(row["line"]): row for row in version.rows}

    def row(self, row: Filled) -> Comment | Disposed | int:
        """The comment or the disposition of a row; else 1 where it says what is stored, 0 where it says nothing."""
        for name in row.formulas:
            raise self._unclear(FORMULA, row, name)
        cells = row.cells
        if entry := cells.get("entry", ""):
            return self._stored(row, entry)
        if not cells.get("text"):
            if cells.get("outcome") or cells.get("proposed"):
                raise self._unclear(NO_ENTRY, row, "outcome", version=self._version.number, entry="–")
            return 0
        if cells.get("outcome") or cells.get("reason"):
            raise self._unclear(EARLY, row, "outcome" if cells.get("outcome") else "reason")
        key = self._line(row)
        said = {name: self._short(row, name) for name in ("text", "proposed", "body")}
        body = "" if said["body"] == self._author else said["body"]
        place = cells.get("place", "")
        text = f"{place}: {said['text']}" if place else said["text"]
        return Comment(self._version.number, key, text, self._author, self._type(row, key), proposed=said["proposed"], body=body)

    def _stored(self, row: Filled, entry: str) -> Disposed | int:
        """What a row says of a stored comment."""
        one = self._by_entry.get(int(entry)) if entry.isascii() and entry.isdecimal() else None
        if one is None:
            raise self._unclear(NO_ENTRY, row, "entry", version=self._version.number, entry=entry)
        if any(
            name in row.cells and _plain(row.cells[name]) != _plain(own)
            for name, own in (("text", one.text), ("proposed", one.proposed))
        ):
            raise self._unclear(CHANGED, row, "text", entry=entry)
        if place := self._elsewhere(row, one):
            raise self._unclear(CHANGED, row, place, entry=entry)
        outcome, reason = self._outcome(row)
        if outcome is None:
            return 1
        was = one.disposition
        if was and (was.outcome, _plain(was.reason)) == (outcome, _plain(reason)):
            return 1
        return Disposed(row.address, one.entry, outcome, reason)

    def _elsewhere(self, row: Filled, one: Comment) -> str:
        """The field in which a row names another line than the comment of its entry is about; "" where it does not."""
        number, clause = row.cells.get("line", ""), _clause(row)
        if number:
            own = WHOLE if number == "0" else str(self._lines[number]["key"]) if number in self._lines else None
            return "" if own == one.line else "line"
        fitting = {str(line["key"]) for line in self._version.rows if clause and _plain(clause) in _names(line)}
        return "clause" if fitting and one.line not in fitting else ""

    def _outcome(self, row: Filled) -> tuple[Outcome | None, str]:
        """What a row says becomes of its comment; the form of ISO says it in the first words of the observations."""
        given, reason = row.cells.get("outcome", ""), self._short(row, "reason")
        if not given and not reason:
            return None, ""
        first = _LEAD.match(given or reason)
        outcome = _OUTCOMES.get((first.group() if first else given).strip().casefold())
        if outcome is None:
            name = "outcome" if given else "reason"
            raise self._unclear(NO_OUTCOME, row, name, value=row.cells[name][:60])
        return outcome, reason or given

    def _type(self, row: Filled, key: str) -> CommentType:
        given = row.cells.get("type", "").casefold().strip(". ")
        if not given:
            return CommentType.TECHNICAL if key else CommentType.GENERAL
        if given not in _TYPES:
            raise self._unclear(NO_TYPE, row, "type", value=given)
        return _TYPES[given]

    def _line(self, row: Filled) -> str:
        """The key of the line that a row is about; ``WHOLE`` where it names none."""
        number, clause = row.cells.get("line", ""), _clause(row)
        if number and number != "0":
            line = self._lines.get(number)
            if line is None:
                raise self._unclear(NO_LINE, row, "line", version=self._version.number, line=number)
            if clause and _plain(clause) not in _names(line):
                told = {"line": number, "clauses": visible(clauses_of(line)), "clause": visible(clause)}
                raise self._unclear(OTHER_CLAUSE, row, "clause", **told)
            return str(line["key"])
        if not clause:
            return WHOLE
        fitting = [line for line in self._version.rows if _plain(clause) in _names(line)]
        if len(fitting) == 1:
            return str(fitting[0]["key"])
        told = {
            "version": str(self._version.number),
            "clause": visible(clause),
            "lines": ", ".join(str(one["line"]) for one in fitting),
        }
        raise self._unclear(MANY if fitting else NO_CLAUSE, row, "clause", **told)

    def _short(self, row: Filled, name: str) -> str:
        text = row.cells.get(name, "")
        if len(text) > TEXT_LIMIT:
            raise self._unclear(TOO_LONG, row, name, limit=TEXT_LIMIT)
        return text

    def _unclear(self, message: str, row: Filled, name: str, **told: object) -> _Unclear:
        return _Unclear(self._words(message).format(address=row.addresses.get(name, row.address), **told))


def _names(line: Mapping[str, Any]) -> set[str]:
    """How a line may be named: by both its clauses, or by one."""
    return {_plain(one) for one in (clauses_of(line), line["a_label"], line["b_label"]) if one}


def _clause(row: Filled) -> str:
    """What a row names its clause, without the titles below it."""
    return row.cells.get("clause", "").partition("\n")[0].strip()


def _plain(text: str) -> str:
    """A text as it comes back from a file: hidden characters named, white space of one kind."""
    return " ".join(visible(text).split())


def taken_lines(taken: Taken, _: Translate) -> Iterator[str]:
    """What a file comes to, row by row, for a reader."""
    for address, one in taken.comments:
        yield _("{address}: new comment: {text}").format(address=address, text=_plain(one.text))
    for said in taken.dispositions:
        told = {"address": said.address, "entry": said.entry, "outcome": _(OUTCOMES[said.outcome]), "reason": _plain(said.reason)}
        yield _("{address}: comment {entry} becomes {outcome}: {reason}").format(**told)
    yield from taken.problems


def counts(taken: Taken, _: Translate) -> str:
    """How many rows of each kind there are."""
    return _("comments: {comments} · dispositions: {dispositions} · stored before: {known} · not clear: {problems}").format(
        comments=len(taken.comments), dispositions=len(taken.dispositions), known=taken.known, problems=len(taken.problems)
    )
