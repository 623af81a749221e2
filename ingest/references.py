"""References of a document: what its clauses cite, resolved to the clauses of the document that are meant.

An undated reference stays one: it is never resolved to an edition. A reference to a table, figure or formula means the clause
that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.citation import Citation, Step, citations, joined, printed
from ingest.citing import Level
from ingest.clause import Clause, Document, Reference
from ingest.designation import Designation, parse
from ingest.labels import CONTINUED, is_caption
from ingest.targets import BRACKETED, OBJECTS, Targets

_LOOSE = frozenset({Level.PART, *BRACKETED})
"""Words of everyday speech: only a clause that answers makes them references."""


def with_references(document: Document) -> Document:
    """``document`` with the references of every clause that has none yet."""
    targets = Targets(document.clauses)
    own = parse(document.standard.designation)
    series = _series(document.standard.designation, own)
    clauses = tuple(
        clause if clause.references else replace(clause, references=tuple(_references(clause, targets, own, series)))
        for clause in document.clauses
    )
    return replace(document, clauses=clauses)


def unresolved(reference: Reference) -> bool:
    """Whether a reference means a clause of its own document that is not there."""
    return not reference.standard and not reference.target


def _series(designation: str, own: Designation | None) -> re.Pattern[str] | None:
    """How a publisher whose designations no grammar knows names its other standards: as it names this one."""
    head = re.match(r"([A-ZА-Я][A-ZА-Я/ -]*?)[ -]?\d", designation)
    if head is None or own is not None:
        return None
    return re.compile(rf"(?<![^\W_]){re.escape(head[1])}[ -]?\d+(?:\.\d+)*(?:-\d{{1,3}})*(?:\s?[:—–]\s?(?:19|20)\d\d)?(?!\d)")


def _references(clause: Clause, targets: Targets, own: Designation | None, series: re.Pattern[str] | None) -> Iterator[Reference]:
    found: dict[Reference, None] = {}
    for citation in citations(clause.text, clause.lang):
        if citation.standard and not _is_own(citation, own):
            label = printed(citation.steps)
            found[Reference(citation.start, citation.end, citation.standard, label, citation.dated)] = None
        elif citation.steps and not _is_caption(clause, citation):
            reference = _internal(clause, citation, targets)
            if reference is not None:
                found[reference] = None
    for m in series.finditer(clause.text) if series else ():
        if m[0] != clause.standard and not any(r.start < m.end() and m.start() < r.end for r in found):
            found[Reference(m.start(), m.end(), m[0], dated=bool(re.search(r"[:—–]", m[0])))] = None
    yield from sorted(found, key=lambda r: (r.start, r.end))


def _is_own(citation: Citation, own: Designation | None) -> bool:
    """Whether the document cites itself, this edition of it."""
    if own is None:
        return False
    cited = parse(citation.standard)
    return cited is not None and cited.key[:2] == own.key[:2] and cited.year in (0, own.year)


def _is_caption(clause: Clause, citation: Citation) -> bool:
    """Whether it is the label of a table or figure above or below it, and no citation."""
    if citation.steps[-1].level < Level.TABLE:
        return False
    begin = clause.text.rfind("\n", 0, citation.start) + 1
    line = clause.text[begin:].split("\n", 1)[0]
    return bool(CONTINUED.fullmatch(clause.text[begin : citation.start])) and (
        is_caption(line) or any(p.kind in OBJECTS and p.start <= citation.start and citation.end <= p.end for p in clause.parts)
    )


def _internal(clause: Clause, citation: Citation, targets: Targets) -> Reference | None:
    steps = citation.steps
    if steps[0].level in BRACKETED:
        base = targets.base(clause)
        if base is not None and (steps[0].level is Level.PARAGRAPH or citation.within is Level.ARTICLE):
            target, rest = targets.find((base, *steps), clause)
            if target is not None and len(rest) < sum(1 + len(step.tail) for step in steps):
                return _reference(clause, citation, target, rest)
    target, rest = targets.find(steps, clause, citation.within)
    lettered = steps[0].number.partition(".") if steps[0].level is Level.CLAUSE else ("", "", "")
    if target is None and citation.sure and lettered[0].isalpha() and lettered[1]:  # A.1 of an annex that is one form: the annex
        target, rest = targets.find((Step(Level.ANNEX, lettered[0]), *steps), clause)
    if target is None:
        leaf = steps[-1]
        measured = len(leaf.number) > 3 and leaf.number.isdecimal()
        if not citation.sure or steps[0].level in _LOOSE or measured or leaf.number.startswith("0."):
            return None
        standard, dated = citation.beside
        return Reference(citation.start, citation.end, standard, printed(steps), dated)
    return _reference(clause, citation, target, rest)


def _reference(clause: Clause, citation: Citation, target: Clause, rest: Sequence[str]) -> Reference | None:
    if citation.steps[-1].level >= Level.TABLE:
        label = str(citation.steps[-1])
    elif target.id == clause.id and not rest:
        return None  # a clause that names itself
    else:
        label = joined(target.clause, rest)
    return Reference(citation.start, citation.end, clause=label, target=target.id)
