"""Which entries of the log are asked for: about whom, what, when; a page of them at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.store import Numbers, Span


@dataclass(frozen=True, slots=True)
class Asked:
    """Entries that meet every condition given.

    ``kinds``, ``topics`` and ``authors``: one of them. ``subjects``: of each group one, or the entry is among ``also`` (numbers).
    ``since`` and ``until`` are ISO 8601 in UTC as the log writes them, or the beginning of it; ``until`` is not reached.
    ``without`` are numbers of entries that are left out.
    """

    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    subjects: tuple[tuple[str, ...], ...] = ()
    also: frozenset[int] = frozenset()
    since: str = ""
    until: str = ""
    without: frozenset[int] = frozenset()

    def where(self, before: int = 0) -> Mapping[str, object]:
        """The conditions, for entries with numbers below ``before`` (0 is no bound)."""
        given = {"kind": self.kinds, "topic": self.topics, "author": self.authors}
        numbers = Numbers(before, self.without, self.subjects, self.also)
        return {name: value for name, value in given.items() if value} | {
            "at": Span(self.since or None, self.until or None),
            "number": numbers,
        }
