"""People's mends of the clause tree as entries of the log: what each says, which are in force, and a parse with them.

Each entry is one act of a person on one standard (its topic): mends in order, or the taking back of an earlier entry. A new parse
is filed with the mends in force; what cannot be placed on it stays in force, and is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.log import Entry, find
from ingest.clause import Document
from ingest.errors import LibraryError
from ingest.mend import Mend, from_plain
from ingest.mended import Left, Mended, apply

if TYPE_CHECKING:
    from index.store import Transaction

KIND = "mend"


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did at once: ``mends`` in order. The entry of the log says who and when."""

    entry: Entry
    mends: tuple[Mend, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A standard as it was parsed (``parse``), the acts in force on it, oldest first, and what they make of it."""

    parse: Document
    acts: tuple[Act, ...]
    mended: Mended

    def left(self, act: Act) -> tuple[Left, ...]:
        """The mends of an act that could not be placed on this parse: somebody must look."""
        return tuple(one for one in self.mended.left if any(one.mend is mend for mend in act.mends))


def acts(entries: Iterable[Entry]) -> tuple[Act, ...]:
    """The acts in force of the entries about one standard, oldest first."""
    told = list(entries)
    undone = {int(entry.payload.get("undoes", 0)) for entry in told}
    return tuple(
        Act(entry, read_mends(entry)) for entry in told if not entry.payload.get("undoes") and entry.number not in undone
    )


def read_mends(entry: Entry) -> tuple[Mend, ...]:
    """The mends of an entry.

    Raises:
        LibraryError: it is none that this version knows.
    """
    plain: Sequence[Mapping[str, Any]] = entry.payload.get("mends", ())
    try:
        return tuple(from_plain(dict(one)) for one in plain)
    except (TypeError, ValueError) as error:
        raise LibraryError(f"log: the mends of entry {entry.number} cannot be read; update clausebridge") from error


def state_of(parse: Document, held: Sequence[Act]) -> State:
    """A parse with the mends of some acts."""
    return State(parse, tuple(held), apply(parse, [mend for act in held for mend in act.mends]))


def state(transaction: Transaction, parse: Document) -> State:
    """A parse with the mends in force on the standard whose designation it has."""
    return state_of(parse, acts(find(transaction, kind=KIND, topic=parse.standard.designation)))
