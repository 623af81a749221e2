"""Legal force: which regulations cite a standard or its clauses, in which edition, for what, and from when until when.

A row of a regulation is a fact that a person states; it is an entry of the log and nothing else (``index.force_log`` writes
them). What a standard demands of itself (``Provision``) is another question than whether a law demands it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ingest.clause import Clause, Kind, Standard
from ingest.designation import Designation, Mandate, parse
from ingest.editions import Amendment, amendments_of, same_work, work_key
from ingest.pinpoint import covers
from ingest.spelling import shadow

if TYPE_CHECKING:
    from index.log import Entry, Log

CITED_KIND = "cited"
"""The kind of the log's entries that state what a regulation cites: the topic is the regulation, the payload holds the rows."""


class Force(StrEnum):
    """The legal force of a standard or a clause: mandatory by its own mandate, cited by a regulation in force, or voluntary."""

    MANDATORY = "mandatory"
    CITED = "cited"
    VOLUNTARY = "voluntary"
    UNSAID = ""


class Purpose(StrEnum):
    """What a regulation cites a standard for."""

    REQUIREMENT = "requirement"
    METHOD = "test method"
    UNSAID = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One row: ``article`` of ``regulation`` cites ``standard`` (a designation, with its year where it is dated).

    ``edition`` is what else names the edition; ``clauses`` the labels that are cited, none for the whole standard; ``valid_from``
    and ``valid_to`` are ISO dates, the last day included, "" for no bound. ``entry`` is its number in the log.
    """

    regulation: str
    article: str
    standard: str
    edition: str = ""
    clauses: tuple[str, ...] = ()
    purpose: Purpose = Purpose.UNSAID
    valid_from: str = ""
    valid_to: str = ""
    entry: int = 0

    @property
    def dated(self) -> bool:
        """Whether it names one edition; one that does not means every edition, the latest or any: it does not say."""
        found = cited_designation(self)
        return bool(found and found.year) or bool(found is None and self.edition)

    def valid_on(self, day: date) -> bool:
        """Whether it holds on ``day``, the first and the last day included."""
        return (not self.valid_from or self.valid_from <= day.isoformat()) and (
            not self.valid_to or day.isoformat() <= self.valid_to
        )


_LAWFUL = frozenset({"JJG", "TSG", "САНПИН", "ГН", "ПБ", "НПБ"})
"""Codes whose documents bind by themselves though their designation does not say so, besides acts (their mandate is said)."""
_OPEN = frozenset({"СП", "СНиП", "РД", "ОСТ", "СН", "ВСН", "МУ", "МУК", "МР", "GSO", "SASO", "CNAS", "РМГ", "КМС"})
"""Codes under which both what binds and what does not is published: their designation says nothing."""


def citations(log: Log, as_of: date | None = None, *, until: str = "") -> tuple[Citation, ...]:
    """What regulations cite, by regulation and in the order of their rows; with ``as_of`` what is valid on that day.

    ``until`` (a moment as the log writes it, not reached) asks for what was stated by then.

    Raises:
        LibraryError: the log is not what was written.
    """
    said = in_force(entry for entry in log.entries(kind=CITED_KIND) if not until or entry.at < until)
    found = (citation for entry in said.values() for citation in read_rows(entry))
    return tuple(one for one in found if as_of is None or one.valid_on(as_of))


def in_force(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The entry that holds for each regulation: the last that was not taken back; in the order of the regulations' names."""
    told = list(entries)
    undone = {entry.payload.get("undoes") for entry in told}
    standing = {one.topic: one for one in told if not one.payload.get("undoes") and one.number not in undone}
    return dict(sorted(standing.items()))


def read_rows(entry: Entry) -> tuple[Citation, ...]:
    """The rows of an entry; what a later version wrote beside what is known here is left out."""
    return tuple(_citation(entry, row) for row in entry.payload.get("rows") or ())


def row_of(citation: Citation) -> dict[str, Any]:
    """A citation as the payload of its entry holds it."""
    row = asdict(citation)
    del row["regulation"], row["entry"]
    return {name: list(value) if isinstance(value, tuple) else str(value) for name, value in row.items() if value}


def citing(standard: Standard, clause: Clause | None, cited: Iterable[Citation]) -> tuple[Citation, ...]:
    """Those of ``cited`` that concern a standard, or a clause of it (None: any part of the standard)."""
    return tuple(
        one
        for one in cited
        if meets(one, standard) and (clause is None or not one.clauses or any(covers(label, clause) for label in one.clauses))
    )


def meets(citation: Citation, standard: Standard) -> bool:
    """Whether a citation means this edition of this standard.

    A dated one means that edition only; an undated one every edition. One that names amendments means the base with them: the
    base and each of those amendments, in a document of its own or consolidated. Without them it does not mean an amendment.
    """
    wanted = cited_designation(citation)
    there = _parsed(standard.designation)
    if wanted is None or there is None:
        return same_work(citation.standard, standard.designation) and _edition_said(citation, standard)
    if work_key(citation.standard) != work_key(standard.designation):
        return False
    if not wanted.year:
        return True
    if wanted.year != there.year or (there.edition and there.publisher.startswith("GB") and there.edition != wanted.edition):
        return False
    asked = amendments_of(wanted)
    return all(any(_same_amendment(one, other) for other in asked) for one in amendments_of(there))


@lru_cache(maxsize=4096)
def cited_designation(citation: Citation) -> Designation | None:
    """The designation that a citation names, with what its ``edition`` adds: a year, amendments; None where it is none."""
    found = parse(citation.standard)
    if found is None or not citation.edition:
        return found
    edition = citation.edition.strip()
    joined = parse(f"{citation.standard.strip()}{'' if edition[0] in '/(+（' else ' '}{_bare(edition)}")
    if joined is not None and joined.key[:2] == found.key[:2]:
        return joined
    year = _year_of(edition, thai=found.publisher == "มอก.")
    if year and not found.year:
        return parse(f"{citation.standard.strip()}{found.sign}{year}") or found
    return found


def force_of(
    standard: Standard, clause: Clause | None, cited: Sequence[Citation], as_of: date, *, informative: Collection[str] = ()
) -> Force:
    """The legal force of a standard, or of a clause of it, on a day.

    ``informative`` are the ids of its clauses that only inform (``informative_ids``): a mandate does not make them mandatory, but
    a regulation may cite them. A standard's mandate says nothing of the day; citations are those valid on ``as_of``.
    """
    own = own_force(standard)
    informs = clause is not None and (clause.kind in INFORMING or clause.id in informative)
    if own is Force.MANDATORY and not informs:
        return own
    if citing(standard, clause, [one for one in cited if one.valid_on(as_of)]):
        return Force.CITED
    return Force.VOLUNTARY if own is Force.MANDATORY else own


def own_force(standard: Standard) -> Force:
    """What the designation says: mandatory, voluntary, or nothing.

    Sources: the Standardization Law of China (2017), art. 2 and 10 (GB and its like without "/T" bind); Federal Law 162-FZ,
    art. 4 (ГОСТ and ГОСТ Р are voluntary); the Law on Standards and Technical Regulations of Viet Nam (68/2006/QH11), art. 23
    and 38; the technical regulations of the EAEU; elsewhere standards are voluntary unless a regulation cites them (WTO TBT,
    annex 1).
    """
    found = _parsed(standard.designation)
    if found is None:
        return Force.UNSAID
    if found.mandate is Mandate.MANDATORY or found.publisher.upper() in _LAWFUL:
        return Force.MANDATORY
    if found.mandate is Mandate.UNSAID and found.publisher in _OPEN:
        return Force.UNSAID
    return Force.VOLUNTARY


INFORMING = frozenset({Kind.FOREWORD, Kind.INTRODUCTION, Kind.BIBLIOGRAPHY})
"""Elements of a standard that hold no requirements (GB/T 1.1—2020, 8.2–8.4; ISO/IEC Directives 2)."""
_INFORMATIVE = ("资料性", "参考件", "提示的附录", "informati", "справочн", "рекомендуем", "tham khảo", "ақпараттық", "إعلامي")
"""What an annex that only informs has in its title; a Russian рекомендуемое annex recommends."""


def informative_ids(clauses: Iterable[Clause]) -> frozenset[str]:
    """The ids of the clauses that only inform: forewords, introductions, bibliographies, informative annexes, all below them."""
    found: set[str] = set()
    for clause in clauses:
        if clause.parent in found or clause.kind in INFORMING or _informs(clause):
            found.add(clause.id)
    return frozenset(found)


def _informs(clause: Clause) -> bool:
    title = clause.title.casefold()
    return clause.kind is Kind.ANNEX and any(word in title or word in clause.text[:40].casefold() for word in _INFORMATIVE)


def _citation(entry: Entry, row: Mapping[str, Any]) -> Citation:
    names = {field.name for field in fields(Citation)} - {"clauses", "purpose", "regulation", "entry"}
    said = {name: str(value) for name, value in row.items() if name in names}
    purpose = str(row.get("purpose", ""))
    return Citation(
        **{"article": "", "standard": ""} | said,
        regulation=entry.topic,
        clauses=tuple(map(str, row.get("clauses") or ())),
        purpose=Purpose(purpose) if purpose in set(Purpose) else Purpose.UNSAID,
        entry=entry.number,
    )


@lru_cache(maxsize=4096)
def _parsed(designation: str) -> Designation | None:
    return parse(designation)


def _bare(edition: str) -> str:
    """An edition as it may stand behind a designation: "with Amd 1" as "Amd 1", "含第1号修改单" as "第1号修改单"."""
    if re.fullmatch(r"(?:19|20)\d\d ?年版", edition):
        return f"({edition})"
    words = ("with ", "including ", "incl. ", "and ", "с учётом ", "включая ", "含", "包含", "包括", "及", "+ ")
    return next((edition[len(word) :].strip() for word in words if edition.lower().startswith(word)), edition)


def _edition_said(citation: Citation, standard: Standard) -> bool:
    wanted = " ".join(citation.edition.split()).casefold()
    there = " ".join((standard.edition or standard.designation).split()).casefold()
    return not wanted or wanted in there


def _same_amendment(one: Amendment, other: Amendment) -> bool:
    """An amendment that is not dated is the one with that number."""
    return (one.kind, one.number) == (other.kind, other.number) and (not (one.year and other.year) or one.year == other.year)


def _year_of(edition: str, *, thai: bool) -> str:
    """The year that an edition names, as its publisher writes it."""
    years = re.findall(r"(?<!\d)2[45]\d\d(?!\d)" if thai else r"(?<!\d)(?:19|20)\d\d(?!\d)", shadow(edition))
    return str(years[0]) if years else ""
