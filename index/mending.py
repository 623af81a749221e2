"""Mending a standard on file: its rows, an entry of the log with what became of every clause, and the vectors that changed.

The text stays the source's, and so does the parse: it is kept beside what people made of it, so that taking everything back gives
it again to the byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import filing, shelf
from index.log import Entry, Log, Planned, clause_key
from index.mends import KIND, State, state_of
from index.rows import texts_changed
from ingest.clause import Clause, Document
from ingest.errors import UsageError
from ingest.mend import Mend, to_plain
from ingest.mended import Mended, Why, apply, moves

if TYPE_CHECKING:
    from index.store import Transaction

_HELP = {
    Why.NOT_FOUND: "look at the standard again",
    Why.NO_CUT: "choose it in the text as it is now",
    Why.FIRST: "it is the first of the standard",
    Why.NO_PARENT: "choose the clause before it, or one above that",
    Why.IN_TABLE: "choose a place before the table or after it",
    Why.NOTHING: "choose a place inside the text",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What mends would do: the tree before and after, and the ids that clauses would have then, by those they have now."""

    before: Mended
    after: Mended
    moves: dict[str, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """What was written: the entry, and the standard as it was and as it is now."""

    entry: Entry
    before: shelf.Stored
    clauses: tuple[Clause, ...]
    after: shelf.Stored


def preview(state: State, mends: Sequence[Mend], undoes: int = 0) -> Preview:
    """The trees before and after ``mends``, or after the act of the entry ``undoes`` is taken back.

    Raises:
        UsageError: a mend cannot be placed, nothing would change, or there is nothing to take back.
    """
    if undoes:
        if undoes not in {act.entry.number for act in state.acts}:
            raise UsageError("this mend is not in force: it was taken back already")
        after = state_of(state.parse, [act for act in state.acts if act.entry.number != undoes]).mended
    else:
        after = apply(state.parse, [*(mend for act in state.acts for mend in act.mends), *mends])
        for left in after.left:
            if any(left.mend is mend for mend in mends):
                raise UsageError(f"{left.mend.place.clause}: not mended: {left.why}; {_HELP[left.why]}")
        if after.document.clauses == state.mended.document.clauses:
            raise UsageError("nothing would change: the tree is so already")
    return Preview(state.mended, after, moves(state.mended, after))


def mend(
    log: Log, designation: str, mends: Sequence[Mend], *, author: str, seen: int | None = None, undoes: int = 0
) -> Changed:  # fmt: skip
    """Write mends of a standard, or the taking back of the act ``undoes``: rows and log entry in one transaction.

    Raises:
        UsageError: as ``preview``; or there is no such standard.
        Conflict: a clause that would change was mended or read anew after the entry ``seen``; nothing was written.
        NotPermitted: the author is no reviewer.
    """
    done: list[tuple[shelf.Stored, tuple[Clause, ...], shelf.Stored]] = []

    def prepare(transaction: Transaction) -> Sequence[Planned]:
        stored = filing.find(transaction, designation)
        was, state = shelf.clauses(transaction, stored), shelf.mends(transaction, stored)
        shown = preview(state, mends, undoes)
        now = shown.after.document
        before = {clause.id: clause.text_hash for clause in was}
        after = {clause.id: clause.text_hash for clause in now.clauses}
        new = shelf.put(transaction, Document(stored.standard, now.clauses), stored, state.parse)
        done.append((stored, was, new))
        told = {"mends": [to_plain(one) for one in mends], "undoes": undoes, "moves": shown.moves}
        draft, subjects = filing.change(author, KIND, new, texts_changed(before, after), told)
        touched = [clause_key(new.standard.designation, one.place.clause) for one in mends]
        return [(draft, [*subjects, *touched], seen)]

    entry = log.append_all(prepare)[0]
    return Changed(entry, *done[0])
