"""The record of a comparison for pages and commands: what it states, how far it is, and what the next step lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from app.wording import N_
from index.log import pair_key
from index.roles import NEEDED, Role
from ingest.errors import UsageError
from matcher.comments import Comment, comments
from matcher.record import FIELDS, FROZEN, Course, Version, course
from matcher.steps import FROM, KINDS, Lack, Missing, Step, missing
from matcher.versions import Work, work

if TYPE_CHECKING:
    from index.library import Library

NOW = "now"
"""How the comparison as it is now is named among the versions."""
CURED = frozenset({Lack.OPEN, Lack.SINGLE, Lack.NOTE})
"""What a step lacks and a note makes good."""
GONE = N_("A standard of this comparison is not on file any more: its versions stand, but it cannot be reviewed or frozen again.")


@dataclass(frozen=True, slots=True)
class Next:
    """A step that can follow: the least ``role`` that may take it, and what it lacks when the reader takes it without a note."""

    step: Step
    role: Role
    missing: tuple[Missing, ...]

    @property
    def possible(self) -> bool:
        """Whether it can be taken, with a note where one is asked for."""
        return all(one.lack in CURED for one in self.missing)


@dataclass(frozen=True, slots=True)
class Opened:
    """The record of a comparison as ``person`` sees it, who has ``role`` (None: no member).

    ``work`` is what the comparison says now; None where a standard is not on file any more.
    """

    course: Course
    comments: tuple[Comment, ...]
    person: str
    role: Role | None
    work: Work | None

    @property
    def next(self) -> tuple[Next, ...]:
        """The steps that can follow on the state."""
        return tuple(self._next(step) for step in Step if self.course.state in FROM[step])

    def _next(self, step: Step) -> Next:
        lacks = missing(self.course, step, self.person, self.role, work=self.work, comments=self.comments)
        return Next(step, NEEDED[KINDS[step]], lacks)

    def of(self, version: Version) -> tuple[Comment, ...]:
        """The comments on a version, by its lines; those on the whole version come first."""
        at = {row["key"]: row["line"] for row in version.rows}
        own = [one for one in self.comments if one.version == version.number]
        return tuple(sorted(own, key=lambda one: (at.get(one.line, 0), one.entry)))


@dataclass(frozen=True, slots=True)
class Said:
    """What a version, or the comparison as it is now, says: its lines, its record and its documents."""

    name: str
    rows: tuple[Mapping[str, Any], ...]
    record: Mapping[str, Any]
    documents: tuple[Mapping[str, Any], ...]


def open_record(library: Library, a: str, b: str, person: str, role: Role | None, found: Work | None = None) -> Opened:
    """The record of two standards as ``person`` sees it, who has ``role``.

    ``found`` is what the comparison says now, where it was read already.

    Raises:
        UsageError: library and log know nothing of them.
        LibraryError: the library is not what was written.
    """
    now = course(library, a, b)
    return Opened(now, comments(library, now.a, now.b), person, role, found or work_now(library, now))


def recorded_pairs(library: Library) -> list[tuple[str, str]]:
    """The pairs of standards that have proposals, then those that are gone but have frozen versions in the log."""
    known = [(one.a_standard, one.b_standard) for one in library.comparisons()]
    topics = {pair_key(*pair) for pair in known}
    frozen = {entry.topic: entry.payload for entry in library.log.entries(kind=FROZEN)}
    return [*known, *((one["a_standard"], one["b_standard"]) for topic, one in frozen.items() if topic not in topics)]


def work_now(library: Library, now: Course) -> Work | None:
    """What the comparison says now; None where a standard is not on file any more."""
    try:
        return work(library, now.a, now.b)
    except UsageError:
        return None


def parsed(name: str, text: str) -> object:
    """What a field of a record holds when it is given as text: lists by semicolons, yes or no.

    Raises:
        UsageError: there is no such field, or it says neither yes nor no.
    """
    kind = FIELDS.get(name)
    if isinstance(kind, tuple):
        return [part for one in text.split(";") if (part := one.strip())]
    if isinstance(kind, bool):
        said = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(text.strip().lower())
        if said is None:
            raise UsageError(f"{name}: say yes or no")
        return said
    if kind is None:
        raise UsageError(f"a record has no field {name!r}; its fields are {', '.join(FIELDS)}")
    return text


def said(opened: Opened, named: str) -> Said:
    """A version by its number, or the comparison as it is ``NOW``.

    Raises:
        UsageError: there is no such version, or a text is gone and with it what would be said now.
    """
    now = opened.course
    if named == NOW:
        if opened.work is None:
            raise UsageError(GONE)
        return Said(NOW, opened.work.rows, asdict(now.record), opened.work.documents)
    version = now.version(int(named) if named.isdecimal() else 0)
    return Said(named, version.rows, asdict(version.record), tuple(version.content["documents"]))
