"""What regulations cite, as entries of the log: stated anew for a whole regulation at a time, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from index.force import CITED_KIND, Citation, in_force, row_of
from index.log import Draft, Entry, Log, Planned, canonical, find
from ingest.errors import UsageError

if TYPE_CHECKING:
    from index.store import Transaction


def state(log: Log, rows: Iterable[Citation], *, author: str, file: str = "", seen: int | None = None) -> tuple[Entry, ...]:
    """State what regulations cite: for each regulation of ``rows``, in place of what was stated of it before.

    What holds already is not logged again. All that is stated at once is one act (``group``), which is taken back together.

    Raises:
        UsageError: nobody states it, or there is nothing to state.
        NotPermitted: ``author`` is no adjudicator.
        Conflict: somebody else stated one of these regulations since ``seen``; nothing was written.
    """
    of_regulation: dict[str, list[Citation]] = {}
    for row in rows:
        of_regulation.setdefault(row.regulation, []).append(row)
    if not author.strip():
        raise UsageError("who states what a regulation cites needs a name")
    if not of_regulation:
        raise UsageError("there is not a single row to state")

    def drafts(transaction: Transaction) -> Sequence[Planned]:
        told = find(transaction, kind=CITED_KIND)
        now = in_force(told)
        group = 1 + max((int(one.payload.get("group") or 0) for one in told), default=0)
        planned: list[Planned] = []
        for regulation, own in of_regulation.items():
            said = [row_of(one) for one in own]
            if regulation in now and now[regulation].payload.get("rows") == said:
                continue
            payload = {"rows": said, "file": file, "group": group}
            planned.append((Draft(author, CITED_KIND, regulation, payload), [subject(regulation)], seen))
        return planned

    return log.append_all(drafts)


def undo(log: Log, author: str) -> tuple[Entry, ...]:
    """Take back what ``author`` stated last and nobody stated anew since; () where there is nothing.

    What was stated of the same regulations before holds again.
    """

    def drafts(transaction: Transaction) -> Sequence[Planned]:
        told = find(transaction, kind=CITED_KIND)
        return [
            (
                Draft(author, CITED_KIND, entry.topic, {"undoes": entry.number, "group": int(entry.payload.get("group") or 0)}),
                [subject(entry.topic)],
                told[-1].number,
            )
            for entry in undoable(told, author)
        ]

    return log.append_all(drafts)


def undoable(told: Sequence[Entry], author: str) -> tuple[Entry, ...]:
    """Of all entries about regulations those of the last act of ``author`` that hold still."""
    mine = [entry for entry in in_force(told).values() if entry.author == author]
    last = max((entry.number for entry in mine), default=0)
    group = next((entry.payload.get("group") for entry in mine if entry.number == last), None)
    return tuple(sorted((one for one in mine if one.payload.get("group") == group), key=lambda one: one.number))


def subject(regulation: str) -> str:
    """The subject key of a regulation."""
    return canonical({"regulation": regulation})
