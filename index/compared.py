"""What a library keeps of comparisons and of mends: the part of ``index.library.Library`` that is about trees and their links."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import filing, mending, proposals, shelf
from index.place import local_user
from index.proposals import Comparison, Row

if TYPE_CHECKING:
    from index.embedding import Progress
    from index.encoder import Encoder
    from index.log import Entry, Log
    from index.mends import State
    from index.prepared import Prepared
    from index.store import Store
    from ingest.mend import Mend


class Compared:
    """Proposals and mends of a library."""

    folder: Path
    log: Log
    _store: Store
    _prepared: Prepared

    def save_matches(
        self, a: str, b: str, model: str, rows: Sequence[Row], *, settings: Row = proposals.NO_SETTINGS, author: str = ""
    ) -> None:
        """Keep the machine's proposals for two standards, in place of earlier ones; the log says so. No judgement is touched.

        ``settings`` are what else they rest on, as JSON values: precision, thresholds, view.
        """
        with self._store.write() as transaction:
            first, second = (filing.find(transaction, name) for name in (a, b))
            proposals.file(transaction, (first, second), model, rows, settings, author or local_user())

    def matches(self, a: str, b: str) -> tuple[dict[str, Any], ...]:
        """The proposals that were saved for A against B, in their order; none where none were saved."""
        with self._store.read() as transaction:
            names = [filing.find(transaction, name).standard.designation for name in (a, b)]
            return proposals.rows(transaction, names[0], names[1])

    def comparisons(self) -> tuple[Comparison, ...]:
        """The pairs of standards that have proposals."""
        with self._store.read() as transaction:
            return proposals.comparisons(transaction)

    def is_older(self, a: str, b: str) -> bool:
        """Whether A or B was mended or read anew since the proposals for the two were made: they should be compared again."""
        with self._store.read() as transaction:
            return proposals.older_than_its_texts(transaction, a, b)

    def mends(self, designation: str) -> State:
        """A standard as it was parsed, and what people's mends in force make of it.

        Raises:
            UsageError: there is no such standard.
            LibraryError: what is there is not what was written.
        """
        with self._store.read() as transaction:
            return shelf.mends(transaction, filing.find(transaction, designation))

    def mend(
        self,
        designation: str,
        mends: Sequence[Mend],
        encoder: Encoder,
        *,
        seen: int | None = None,
        undoes: int = 0,
        author: str = "",
        progress: Progress | None = None,
    ) -> Entry:
        """Mend the clause tree of a standard, or take back the mends of the entry ``undoes``, and embed what changed.

        Decisions follow the clauses (``index.moves``). ``seen`` is the last entry of the log that the author had seen.

        Raises:
            UsageError: there is no such standard, a mend cannot be placed, or nothing would change.
            Conflict: a clause that would change was mended or read anew since; nothing was written.
            NotPermitted: the author is no reviewer.
        """
        done = mending.mend(self.log, designation, mends, author=author or local_user(), seen=seen, undoes=undoes)
        self._prepared.carry((done.before, done.clauses), done.after, encoder, progress)
        filing.sweep(self.folder, self._store)
        return done.entry
