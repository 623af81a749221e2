"""The log as it stood at a moment: what was written later is not there, and nothing can be written.

Whoever reads people's words through it (judgements, confirmations, assignments, records, comments) sees them as of then. The
texts of standards and the proposals are those of today: they are kept in one version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from index.chain import Entry, Head
from index.log import Log

if TYPE_CHECKING:
    from index.asking import Asked
    from index.store import Store


def end_of(day: date) -> str:
    """The moment that ends a day in UTC, as the log's times are compared: what is below it was written by then."""
    return (day + timedelta(days=1)).isoformat()


class PastLog(Log):
    """The log of a library by the end of ``day`` (UTC); it makes the ``store`` refuse to write."""

    def __init__(self, store: Store, day: date) -> None:
        super().__init__(store)
        store.refusal = f"this is the library as of {day}: nothing can be written into the past"
        self._until = end_of(day)
        self._head: Head | None = None

    def entries(self, *, kind: str = "", topic: str = "", subject: str = "", after: int = 0) -> tuple[Entry, ...]:
        """As ``Log.entries``, of those by then."""
        found = super().entries(kind=kind, topic=topic, subject=subject, after=after)
        return tuple(entry for entry in found if entry.at < self._until)

    def page(self, asked: Asked, *, before: int = 0, limit: int = 50) -> tuple[Entry, ...]:
        """As ``Log.page``, of those by then."""
        return super().page(self._bound(asked), before=before, limit=limit)

    def count(self, asked: Asked) -> int:
        """As ``Log.count``, of those by then."""
        return super().count(self._bound(asked))

    def counts(self, by: str) -> dict[str, int]:
        """As ``Log.counts``, of those by then."""
        return dict(Counter(str(getattr(entry, by)) for entry in self.entries()))

    def last(self, subjects: Sequence[str]) -> int:
        """As ``Log.last``, of those by then."""
        return max((entry.number for key in subjects for entry in self.entries(subject=key)), default=0)

    def head(self) -> Head:
        """The end of the log then; it is part of the chain of today."""
        if self._head is None:
            told = self.entries()
            self._head = Head(told[-1].number, told[-1].hash) if told else Head(0, "")
        return self._head

    def _bound(self, asked: Asked) -> Asked:
        return replace(asked, until=min(asked.until or self._until, self._until))
