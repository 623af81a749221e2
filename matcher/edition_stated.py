"""What the new edition itself says of its changes, beside what was found: what is stated and not found, found and not stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.clause import Clause, Document, Kind
from ingest.designation import same
from ingest.listed import Named
from ingest.published import published
from ingest.stated import PublishedLink, Said
from matcher.edition import SAME_TEXT, Change, EditionClause, EditionMap

_FRONT = frozenset({Kind.FOREWORD, Kind.INTRODUCTION, Kind.BIBLIOGRAPHY})
_TOLD = frozenset({Said.CHANGED, Said.MOVED, Said.ADDED, Said.DELETED})


@dataclass(frozen=True, slots=True)
class StatedChange:
    """One change that the new edition lists; ``rows`` are those of the map that it is about.

    ``found`` says whether the texts bear it out, None where it names no clause that is in either edition.
    """

    link: PublishedLink
    rows: tuple[EditionClause, ...]
    found: bool | None


def stated_changes(old: Document, new: Document, found: EditionMap) -> tuple[StatedChange, ...]:
    """The changes against ``old`` that ``new`` lists, in its order."""
    named = Named(old)
    told = []
    for link in published(new):
        if link.kind in _TOLD and (not link.other or same(link.other, found.old)):
            theirs = [one.target for one in named.named(link.other_clause, old.standard.lang)] if link.other_clause else []
            below = {*_below(old, [one for one in theirs if one])}, {*_below(new, [link.target] if link.target else [])}
            rows = tuple(row for row in found.rows if set(row.old) & below[0] or set(row.new) & below[1])
            told.append(StatedChange(link, rows, _bears_out(link, rows)))
    return tuple(told)


def unsaid(old: Document, new: Document, found: EditionMap, told: Sequence[StatedChange]) -> tuple[EditionClause, ...]:
    """The rows with another text that that no stated change is about; wording, headings and forewords need not be stated."""
    said = {id(row) for one in told for row in one.rows}
    clauses = {**{("old", one.id): one for one in old.clauses}, **{("new", one.id): one for one in new.clauses}}
    return tuple(row for row in found.rows if id(row) not in said and _to_be_stated(row, clauses))


def _to_be_stated(row: EditionClause, clauses: Mapping[tuple[str, str], Clause]) -> bool:
    held = [clauses["old", one] for one in row.old] + [clauses["new", one] for one in row.new]
    if row.change in SAME_TEXT | {Change.EDITORIAL}:
        return False
    return any(one.text.strip() for one in held) and not any(one.kind in _FRONT for one in held)


def _bears_out(link: PublishedLink, rows: Sequence[EditionClause]) -> bool | None:
    if not rows:
        return None
    changes = {row.change for row in rows}
    if link.kind is Said.DELETED:
        return bool(changes & {Change.WITHDRAWN, Change.CHANGED, Change.MERGED})
    if link.kind is Said.ADDED:
        return bool(changes & {Change.NEW, Change.CHANGED, Change.SPLIT})
    if link.kind is Said.MOVED:
        return bool(changes - {Change.UNCHANGED, Change.EDITORIAL})
    return bool(changes - SAME_TEXT)


def _below(document: Document, ids: Sequence[str]) -> Iterator[str]:
    """The clauses and all that stands below them: a chapter is stated as a whole."""
    held = set(ids)
    for clause in document.clauses:
        if clause.id in held or clause.parent in held:
            held.add(clause.id)
            yield clause.id
