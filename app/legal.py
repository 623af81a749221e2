"""What regulations cite, for pages and commands: read from a file, listed, checked against what is on file, told in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.wording import N_, Translate
from index.force import Citation, Force, Purpose, citations, citing, force_of, informative_ids, meets, own_force
from index.force_table import Table, read_csv, read_rows
from ingest.delimited import bytes_of
from ingest.editions import edition_key, same_work
from ingest.errors import UsageError
from ingest.pinpoint import covers, spread

if TYPE_CHECKING:
    from index.library import Library
    from ingest.clause import Clause, Document, Standard

FORCES = {
    Force.MANDATORY: N_("mandatory"),
    Force.CITED: N_("cited by a regulation"),
    Force.VOLUNTARY: N_("voluntary"),
    Force.UNSAID: "–",
}
PURPOSES = {Purpose.REQUIREMENT: N_("requirement"), Purpose.METHOD: N_("test method"), Purpose.UNSAID: "–"}
FILE_LIMIT = 16 * 2**20
"""Bytes of a file with rows of regulations."""
_COLUMNS, _ROWS = 60, 1_048_576
FEW = 2
"""Citations that a badge names."""


@dataclass(frozen=True, slots=True)
class Legal:
    """The legal force of a standard or a clause on a day, and the citations that concern it then.

    ``informs``: it is an informative element (a foreword, an informative annex) of a standard that is mandatory.
    """

    force: Force
    by: tuple[Citation, ...] = ()
    informs: bool = False


@dataclass
class LegalView:
    """What is cited on a day, asked for one standard and clause after the other."""

    cited: Sequence[Citation]
    as_of: date
    _of_standard: dict[str, tuple[Citation, ...]] = field(default_factory=dict)
    _informing: dict[str, frozenset[str]] = field(default_factory=dict)

    def standard(self, standard: Standard) -> Legal:
        """The force of a standard, and all that cites it or a part of it."""
        by = self._citing(standard)
        return Legal(force_of(standard, None, by, self.as_of), by)

    def clause(self, standard: Standard, clause: Clause, clauses: Sequence[Clause]) -> Legal:
        """The force of one of the ``clauses`` of a standard."""
        if standard.designation not in self._informing:
            self._informing[standard.designation] = informative_ids(clauses)
        informing = self._informing[standard.designation]
        by = citing(standard, clause, self._citing(standard))
        force = force_of(standard, clause, by, self.as_of, informative=informing)
        return Legal(force, by, clause.id in informing and own_force(standard) is Force.MANDATORY)

    def _citing(self, standard: Standard) -> tuple[Citation, ...]:
        if standard.designation not in self._of_standard:
            self._of_standard[standard.designation] = citing(standard, None, self.cited)
        return self._of_standard[standard.designation]


def legal_view(library: Library, as_of: date) -> LegalView:
    """What is cited on a day, by all that is known today: a regulation may have been stated long after it came into force.

    Raises:
        LibraryError: the log is not what was written.
    """
    return LegalView(citations(library.log, as_of), as_of)


def words_of(legal: Legal, _: Translate, *, all_named: bool = False) -> str:
    """What the badge of a clause says: mandatory, cited by which article of which regulation, voluntary; "" where nothing."""
    if legal.force is Force.UNSAID:
        return ""
    if legal.force is Force.CITED or (legal.by and all_named):
        named = _(", ").join(place_of(one, _) for one in legal.by[: None if all_named else FEW])
        if not all_named and len(legal.by) > FEW:
            named = _("{names} and {count} more").format(names=named, count=len(legal.by) - FEW)
        cited = _("cited by {regulations}").format(regulations=named)
        return cited if legal.force is Force.CITED else _(", ").join((_(FORCES[legal.force]), cited))
    if legal.informs:
        return _("informative part of a mandatory standard")
    return _(FORCES[legal.force])


def place_of(citation: Citation, _: Translate) -> str:
    """Which article of which regulation cites, for what, and whether it names no edition."""
    where = _("{regulation} art. {article}") if citation.article else "{regulation}"
    words = where.format(regulation=citation.regulation, article=citation.article)
    said = [_(PURPOSES[citation.purpose])] if citation.purpose else []
    if not citation.dated:
        said.append(_("no edition named"))
    return "{} ({})".format(words, _(", ").join(said)) if said else words


class ForceCells:
    """The cells of legal force of either side of a link, for exports: codes in English, with who cites."""

    def __init__(self, documents: Iterable[Document], view: LegalView) -> None:
        self._documents = {one.standard.designation: one for one in documents}
        self._clauses = {(name, clause.id): clause for name, one in self._documents.items() for clause in one.clauses}
        self._view = view

    def cells(self, side: str, standard: str, ids: Iterable[str]) -> dict[str, str]:
        """One line for each clause."""
        return {f"{side}_force": "\n".join(filter(None, (self._line(standard, one) for one in ids)))}

    def _line(self, standard: str, clause_id: str) -> str:
        document, clause = self._documents.get(standard), self._clauses.get((standard, clause_id))
        if document is None or clause is None:
            return ""
        return words_of(self._view.clause(document.standard, clause, document.clauses), str, all_named=True)


# ---- a file with rows


def read_file(path: Path) -> Table:
    """Read a CSV file or an Excel workbook of rows.

    Raises:
        FileMissing: there is no such file.
        DocumentError: the system cannot read it.
        UsageError: it is too large, no table, or its first line names no columns.
    """
    data = bytes_of(path, FILE_LIMIT)
    try:
        return read_bytes(data)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from None


def read_bytes(data: bytes) -> Table:
    """Read rows from the bytes of a file; what they are says what kind of file it is.

    Raises:
        UsageError: it is too large, no table, or its first line names no columns.
    """
    if len(data) > FILE_LIMIT:
        raise UsageError(f"it is larger than {FILE_LIMIT // 2**20} MiB; split it")
    return read_rows(_sheet_rows(data)) if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) else read_csv(data)


def _sheet_rows(data: bytes) -> Iterator[tuple[int, Sequence[object]]]:
    from app.workbooks import DAMAGED, opened

    page = opened(data).worksheets[0]
    page.reset_dimensions()  # what a file says of its own size is not believed
    try:
        for number, row in enumerate(page.iter_rows(max_row=_ROWS, max_col=_COLUMNS), 1):
            for cell in row:
                if cell.data_type == "f":
                    raise UsageError(f"line {number}: a cell holds a formula; paste its value")
            yield number, [cell.value for cell in row]
    except UsageError:
        raise
    except Exception as error:  # whatever a damaged part makes of the reader
        raise UsageError(DAMAGED) from error


# ---- against what is on file


@dataclass(frozen=True)
class Checked:
    """A citation against what is on file.

    ``standards`` are the designations that it means; ``others`` those of other editions on file; ``absent`` the cited labels that
    none of the clauses of a meant standard has; ``clauses`` the ids of those that are cited, by designation.
    """

    citation: Citation
    standards: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()
    clauses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def is_sound(self) -> bool:
        """Whether its edition is on file and has every clause that is cited."""
        return bool(self.standards) and not self.absent


def checked(library: Library, cited: Sequence[Citation]) -> tuple[Checked, ...]:
    """Each citation against the standards on file; clauses are read only of those that are cited by the clause.

    Raises:
        LibraryError: the log or clauses are not what was written.
    """
    standards = library.standards()
    known: dict[str, tuple[Clause, ...]] = {}
    found = []
    for citation in cited:
        own = [one for one in standards if meets(citation, one)]
        alike = [one for one in standards if one not in own and same_work(one.designation, citation.standard)]
        clauses: dict[str, tuple[str, ...]] = {}
        absent: list[tuple[str, str]] = []
        for standard in own if citation.clauses else ():
            name = standard.designation
            if name not in known:
                known[name] = library.clauses(name)
            hits = {label: [c.id for c in known[name] if covers(label, c)] for one in citation.clauses for label in spread(one)}
            absent += [(name, label) for label, ids in hits.items() if not ids]
            clauses[name] = tuple(dict.fromkeys(one for ids in hits.values() for one in ids[:1]))
        others = sorted((one.designation for one in alike), key=edition_key)
        found.append(Checked(citation, tuple(one.designation for one in own), tuple(others), tuple(absent), clauses))
    return tuple(found)


def remarks(one: Checked, _: Translate) -> tuple[str, ...]:
    """What a reader must know of a citation: an edition that is not named or not on file, and clauses that do not exist."""
    lines = []
    if not one.standards:
        beside = _("on file: {names}").format(names=_(", ").join(one.others)) if one.others else ""
        lines.append(_(", ").join(filter(None, (_("the cited edition is not on file"), beside))))
    elif not one.citation.dated:
        names = _(", ").join(sorted(one.standards, key=edition_key))
        lines.append(_("no edition named; on file: {names}").format(names=names))
    for name, label in one.absent:
        lines.append(_("{standard} has no {label}").format(standard=name, label=label))
    return tuple(lines)


def listed_row(one: Checked, _: Translate) -> dict[str, Any]:
    """A citation as a row for a machine, with what was found out about it."""
    citation = one.citation
    return {
        "regulation": citation.regulation, "article": citation.article, "standard": citation.standard,
        "edition": citation.edition, "clauses": list(citation.clauses), "purpose": str(citation.purpose),
        "valid_from": citation.valid_from, "valid_to": citation.valid_to, "dated": citation.dated, "entry": citation.entry,
        "on_file": list(one.standards), "remarks": list(remarks(one, _)),
    }  # fmt: skip
