"""The degree of correspondence of a standard with its parent, suggested from their comparison, beside the one that is stated.

GB/T 1.2—2020 and ISO/IEC Guide 21-1: IDT has the technical content and structure of the parent, with editorial changes at most;
MOD has technical deviations, or another structure, that are identified and (the technical ones) explained; NEQ has such that are
not, or keeps only a minor part of the parent. What tells MOD from NEQ is whether differences are identified and explained, and a
standard does that in its foreword and annexes (``ingest.published``), so that a comparison of the texts alone cannot tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.clause import Clause, Degree, Document, Kind
from ingest.designation import find_designations, same
from ingest.listed import neutral
from ingest.published import published
from ingest.stated import PublishedLink, Said
from matcher.beside import between
from matcher.match import Deviation, DeviationKind, Match, Relation

_FRAME = frozenset({Kind.FOREWORD, Kind.INTRODUCTION, Kind.BIBLIOGRAPHY})
"""What is written anew in every adoption, and is no part of its technical content."""
_ALIKE = frozenset({Relation.EQUAL, Relation.EQUIVALENT})
_MINOR = 0.5
"""With less of the parent's clauses than this share taken over, a standard keeps a minor part of it."""


class Ground(StrEnum):
    """Why a degree is suggested."""

    IDENTICAL = "no technical difference, and the same structure"
    EXPLAINED = "every technical difference is identified and explained"
    STRUCTURE = "the structure alone differs, and how is told"
    UNTOLD = "there are technical differences that are not identified"
    UNREASONED = "there are technical differences that are identified, but not explained"
    STRUCTURE_UNTOLD = "there are changes of structure that are not identified"
    MINOR = "less than half of the parent is taken over"
    NOTHING = "nothing of the two answers to each other"


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference from the parent: the own clause and that of the parent (labels, "" where a side has none), and what differs.

    ``what`` is the kind of a deviation, "relation" where only the relation tells it, "clause" for a whole clause that one side
    alone has, "structure" for another number or a split. ``identified``: the standard itself tells it; ``explained``: with a
    reason.
    """

    clause: str
    parent_clause: str
    what: str
    identified: bool
    explained: bool

    @property
    def technical(self) -> bool:
        """Whether it is one of content that can be named; a relation alone is to be looked at, and speaks against no degree."""
        return self.what not in ("structure", "relation")


@dataclass(frozen=True, slots=True)
class DegreeAdvice:
    """The suggested degree, None where nothing answers, with its ``ground``; and ``stated``, the one on the cover.

    ``parent`` is the standard that was compared with, ``adopts`` the one that the cover names ("" for none), ``edition`` whether
    these are the same edition. ``alike`` clauses have the same demands on both sides, of ``clauses`` own ones that count;
    ``taken`` of ``parent_clauses`` have a counterpart. ``differences`` in the order of the standard, then of the parent.
    """

    standard: str
    parent: str
    suggested: Degree | None
    ground: Ground
    stated: Degree | None
    adopts: str
    edition: bool
    clauses: int
    alike: int
    parent_clauses: int
    taken: int
    differences: tuple[Difference, ...]


def adopts(standard: Document, parent: Document) -> bool:
    """Whether the cover of ``standard`` says that it adopts ``parent``, in whatever edition."""
    own = standard.standard.adopts
    return own is not None and same(own.designation, parent.standard.designation, any_edition=True)


def suggest_degree(standard: Document, parent: Document, matches: Sequence[Match]) -> DegreeAdvice:
    """What ``matches`` of ``standard`` (A) with ``parent`` (B) suggest."""
    told = _Told(standard, parent)
    ours, theirs = _content(standard), _content(parent)
    found: list[Difference] = []
    alike, linked, taken = set[str](), set[str](), set[str]()
    for match in matches:
        a = [ours[i] for i in match.a_clauses if i in ours]
        b = [theirs[j] for j in match.b_clauses if j in theirs]
        if not (a or b):
            continue
        if a and b and match.relation is not Relation.NONE:
            linked |= {clause.id for clause in a}
            taken |= {clause.id for clause in b}
            own = list(told.technical(match, a, b))
            if not own:
                alike |= {clause.id for clause in a}
            found += [*own, *told.structural(a, b)]
        else:
            sides: tuple[tuple[Sequence[Clause], Sequence[Clause]], ...] = ((a, ()), ((), b))
            found += [told.difference(own, other, "clause") for own, other in sides if own or other]
    stated = standard.standard.adopts
    degree, ground = _degree(found, len(taken), len(theirs))
    return DegreeAdvice(
        standard.standard.designation,
        parent.standard.designation,
        degree,
        ground,
        stated.degree if stated else None,
        stated.designation if stated else "",
        stated is not None and same(stated.designation, parent.standard.designation),
        len(ours),
        len(alike),
        len(theirs),
        len(taken),
        tuple(found),
    )


def _content(document: Document) -> dict[str, Clause]:
    """By id the clauses that are technical content: with text, no part of the frame, no annex that compares with others."""
    compares = {link.source for link in published(document)}
    kept = (c for c in document.clauses if c.text.strip() and c.kind not in _FRAME)
    return {c.id: c for c in kept if not (c.kind is Kind.ANNEX and c.id in compares)}


def _degree(found: Sequence[Difference], taken: int, of: int) -> tuple[Degree | None, Ground]:
    technical = [one for one in found if one.technical]
    structure = [one for one in found if one.what == "structure"]
    barring = (
        (taken < _MINOR * of, Ground.MINOR),
        (not all(one.identified for one in technical), Ground.UNTOLD),
        (not all(one.explained for one in technical), Ground.UNREASONED),
        (not all(one.identified for one in structure), Ground.STRUCTURE_UNTOLD),
    )
    if not taken:
        return None, Ground.NOTHING
    if ground := next((ground for holds, ground in barring if holds), None):
        return Degree.NEQ, ground
    if technical:
        return Degree.MOD, Ground.EXPLAINED
    return (Degree.MOD, Ground.STRUCTURE) if structure else (Degree.IDT, Ground.IDENTICAL)


class _Told:
    """What a standard tells of its differences from the parent, by the clauses that it names."""

    def __init__(self, standard: Document, parent: Document) -> None:
        self._stated = between(standard, parent)
        self._replaced = [link for link in published(standard) if link.kind is Said.REFERENCE and link.degree is Degree.IDT]
        self._langs = standard.standard.lang, parent.standard.lang
        self._above = [{clause.id: clause.parent for clause in document.clauses} for document in (standard, parent)]

    def technical(self, match: Match, a: Sequence[Clause], b: Sequence[Clause]) -> list[Difference]:
        """The technical differences of a link: its deviations, else a relation that is no likeness."""
        kinds = dict.fromkeys(str(one.kind) for one in match.deviations if not self._editorial(one))
        if not kinds and match.relation not in _ALIKE:
            kinds = {"relation": None} if not match.deviations else {}
        return [self.difference(a, b, kind) for kind in kinds]

    def structural(self, a: Sequence[Clause], b: Sequence[Clause]) -> list[Difference]:
        """A change of structure: another number, or clauses split or merged."""
        labels = [[neutral(clause.clause, lang) for clause in side] for side, lang in zip((a, b), self._langs, strict=True)]
        return [] if labels[0] == labels[1] else [self.difference(a, b, "structure")]

    def difference(self, a: Sequence[Clause], b: Sequence[Clause], what: str) -> Difference:
        """A difference of ``a`` and ``b``, with whether it is told."""
        links = self._of(a, b)
        if what == "structure":
            links = [link for link in links if link.other_clause and link.clause]
        elif what == "clause":
            links = [link for link in links if link.kind in (Said.ADDED, Said.DELETED) or link.note]
        else:
            links = [link for link in links if link.note or link.kind not in (Said.CORRESPONDS, Said.SAME)]
        return Difference(
            ", ".join(clause.cited for clause in a),
            ", ".join(clause.cited for clause in b),
            what,
            bool(links),
            any(link.reason for link in links),
        )

    def _of(self, a: Sequence[Clause], b: Sequence[Clause]) -> list[PublishedLink]:
        ours, theirs = (_lines(side, above) for side, above in zip((a, b), self._above, strict=True))
        return [one.link for one in self._stated if not one.turned and (one.a in ours if one.a else one.b in theirs)]

    def _editorial(self, deviation: Deviation) -> bool:
        """Whether a deviation is no technical one: a national standard cited in place of the one that it is identical to."""
        if deviation.kind is not DeviationKind.REFERENCE:
            return False
        ours, theirs = ([str(d.designation) for d in find_designations(t)] for t in (deviation.a_text, deviation.b_text))
        return any(
            same(link.standard, own, any_edition=True) and same(link.other, other, any_edition=True)
            for link in self._replaced
            for own in ours
            for other in theirs
        )


def _lines(clauses: Sequence[Clause], above: Mapping[str, str]) -> set[str]:
    """The ids of ``clauses`` and of all that stands above them."""
    found: set[str] = set()
    for clause in clauses:
        at = clause.id
        while at and at not in found:
            found.add(at)
            at = above.get(at, "")
    return found
