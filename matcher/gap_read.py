"""A gap list from what a library holds: which edition was compared, what corresponds, what people changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ingest.designation import same
from matcher.edition_compare import compare_editions
from matcher.gap_basis import Correspondence, correspondence
from matcher.gap_edition import on_file
from matcher.gap_list import Asked, gap_list
from matcher.gap_log import with_changes
from matcher.gap_plan import Plan, plan

if TYPE_CHECKING:
    from index.library import Library
    from ingest.clause import Document
    from ingest.testreport import LabReport
    from matcher.gap import GapList


@dataclass(frozen=True, slots=True)
class Opened:
    """A gap list with the documents that it is about, its plan, and the end of the log that it was read at."""

    found: GapList
    plan: Plan
    tested: Document
    target: Document
    head: int


def open_list(library: Library, report: LabReport, target: str, *, clauses: Sequence[str] = (), as_of: date) -> Opened:
    """The gap list of a report against a standard on file, with people's changes.

    Raises:
        UsageError: one of the standards is not on file, or the target has no such clause.
        LibraryError: the library is not what was written.
    """
    head = library.log.head().number
    asked_for = library.document(library.standard(target).designation)
    tested, known, own = _tested(library, report, asked_for)
    labels, unchanged = _carried(tested, own)
    made = gap_list(Asked(report, tested, asked_for, known, as_of, unchanged, labels, tuple(clauses)))
    found = with_changes(library, made)
    return Opened(found, plan(found, asked_for), tested, asked_for, head)


def _tested(library: Library, report: LabReport, target: Document) -> tuple[Document, Correspondence, Document | None]:
    """The edition of the report's standard that was compared with the target, and that of the report where it is another."""
    editions = on_file(report, library.standards())
    read = [library.document(one.designation) for one in editions if one.designation != target.standard.designation]
    if not read:
        read = [library.document(editions[0].designation)]
    known = [correspondence(library, one, target) for one in read]
    own = read[0] if same(read[0].standard.designation, report.standard) else None
    best = max(range(len(read)), key=lambda at: (bool(known[at].bases), own is read[at], len(known[at].bases), -at))
    return read[best], known[best], own if own is not read[best] else None


def _carried(tested: Document, own: Document | None) -> tuple[Mapping[str, str] | None, frozenset[str]]:
    """For clauses (ids) of the edition that was compared: their labels in that of the report, and which say the same there."""
    if own is None:
        return None, frozenset()
    labels = {clause.id: clause.cited for clause in own.clauses}
    rows = [row for row in compare_editions(own, tested).rows if len(row.old) == 1 and len(row.new) == 1]
    return {row.new[0]: labels[row.old[0]] for row in rows}, frozenset(row.new[0] for row in rows if row.kept)
