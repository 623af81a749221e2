"""What the library desk says of standards on file and of those that were taken out: who stated what, what goes, what stays."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matcher.ledger import KIND

if TYPE_CHECKING:
    from index.library import Library
    from index.log import Entry
    from ingest.clause import Standard


@dataclass(frozen=True, slots=True)
class Removal:
    """A standard that is not on file any more: who took it out and when (ISO 8601, UTC), and the file that it was read from."""

    designation: str
    author: str
    at: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What a removal would do: ``clauses`` and the proposals of these ``comparisons`` go, ``decisions`` stay in the log.

    ``shared`` are the other standards that were read from the same file, which is kept for them.
    """

    clauses: int
    comparisons: tuple[tuple[str, str], ...]
    decisions: int
    shared: tuple[str, ...]


def removals(library: Library) -> tuple[Removal, ...]:
    """The standards that were taken out and are not on file again, the last first.

    Raises:
        LibraryError: the log is not what was written.
    """
    on_file = set(library.counts())
    gone = {entry.topic: entry for entry in library.log.entries(kind="standard-removed") if entry.topic not in on_file}
    latest = sorted(gone.values(), key=lambda entry: -entry.number)
    return tuple(Removal(one.topic, one.author, one.at, str(one.payload.get("file_name", ""))) for one in latest)


def fate(library: Library, designation: str) -> Fate:
    """What would go and what would stay if a standard were taken out.

    Raises:
        UsageError: it is not on file.
        LibraryError: the log is not what was written.
    """
    own = library.standard(designation)
    pairs = ((one.a_standard, one.b_standard) for one in library.comparisons())
    decided = (json.loads(entry.topic) for entry in library.log.entries(kind=KIND))
    return Fate(
        library.counts()[own.designation].clauses,
        tuple(pair for pair in pairs if own.designation in pair),
        sum(own.designation in names for names in decided),
        tuple(
            one.designation
            for one in library.standards()
            if own.source and one.source == own.source and one.designation != own.designation
        ),
    )


def stated(library: Library, designation: str, kind: str) -> Entry | None:
    """The last entry of a kind about a standard as a whole: who stated its licence, say."""
    return next(reversed(library.log.entries(kind=kind, topic=designation)), None)


def matching(standards: Iterable[Standard], words: str) -> tuple[Standard, ...]:
    """The standards whose designation, titles or file name have all the ``words``, however their case is written."""
    wanted = words.casefold().split()
    return tuple(one for one in standards if all(word in _whole(one) for word in wanted))


def pairs_matching(pairs: Sequence[tuple[str, str]], words: str) -> list[tuple[str, str]]:
    """The comparisons in whose designations all the ``words`` stand."""
    wanted = words.casefold().split()
    return [pair for pair in pairs if all(word in " ".join(pair).casefold() for word in wanted)]


def _whole(standard: Standard) -> str:
    titles: Mapping[str, Any] = dict(standard.titles)
    return " ".join((standard.designation, standard.title, *map(str, titles.values()), standard.file_name)).casefold()
