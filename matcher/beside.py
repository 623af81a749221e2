"""What standards publish of each other's clauses, beside what is proposed; and as gold.

No proposal rests on it, so that the two can be held against each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.clause import Clause, Document
from ingest.formats import GoldRow
from ingest.listed import Named
from ingest.published import published
from ingest.stated import LINKING, PublishedLink
from matcher.lineage import Lineage
from matcher.match import Match
from matcher.several import meant
from matcher.told import Told

PUBLISHED = "published"
"""The relation of a gold row from a published link: that it is there is stated, and not which one it is."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A published link between two documents: ids of the clauses ("" where a side has none), and who states it."""

    a: str
    b: str
    by: str
    link: PublishedLink
    turned: bool
    """Whether B states it, so that the own side of the link is B."""


def between(a: Document, b: Document) -> tuple[Stated, ...]:
    """What ``a`` and ``b`` publish of each other's clauses: first what A states, then B.

    The edition must be the one that is stated, where one is.
    """
    return (*_stated(a, b, turned=False), *_stated(b, a, turned=True))


def _stated(by: Document, of: Document, *, turned: bool) -> Iterator[Stated]:
    own, other = by.standard.designation, of.standard.designation
    found = [link for link in published(by) if link.standard == own and link.other and meant(link.other, other)]
    named = Named(of) if found else None
    for link in found:
        answering = named.named(link.other_clause, by.standard.lang) if named and link.other_clause else ()
        target = answering[0].target if answering else ""
        a, b = (target, link.target) if turned else (link.target, target)
        yield Stated(a, b, own, link, turned)


def with_published(matches: Sequence[Match], a: Document, others: Sequence[Document]) -> tuple[Match, ...]:
    """``matches`` with what the standards state of their clauses.

    A statement on two clauses goes with every row of either, and with the rows between what stands below both.
    """
    told = {other.standard.designation: between(a, other) for other in others}
    if not any(told.values()):
        return tuple(matches)
    above = {d.standard.designation: _ancestry(d.clauses) for d in (a, *others)}
    return tuple(_beside(match, told, above) for match in matches)


def _ancestry(clauses: Sequence[Clause]) -> dict[str, set[str]]:
    """By id the clause itself and all above it."""
    lineage = Lineage.of(clauses)
    return {clause.id: {clause.id, *(clauses[i].id for i in lineage.above(at))} for at, clause in enumerate(clauses)}


def _beside(match: Match, told: dict[str, tuple[Stated, ...]], above: dict[str, dict[str, set[str]]]) -> Match:
    found: list[Told] = []
    for other, statements in told.items():
        if match.b_standard and match.b_standard != other:
            continue
        ours = [above[match.a_standard].get(i, {i}) for i in match.a_clauses]
        theirs = [above[other].get(j, {j}) for j in match.b_clauses]
        for one in statements:
            within_a, within_b = (any(own in ids for ids in sides) for own, sides in ((one.a, ours), (one.b, theirs)))
            both = bool(one.a and one.b) and within_a and within_b
            if both or (one.a and one.a in match.a_clauses) or (one.b and one.b in match.b_clauses):
                found.append(_told(one, agrees=both or (not (one.a and one.b) and not (ours and theirs))))
    return replace(match, published=tuple(dict.fromkeys(found)))


def _told(one: Stated, *, agrees: bool) -> Told:
    link = one.link
    labels = (link.other_clause, link.clause) if one.turned else (link.clause, link.other_clause)
    return Told(
        one.by, link.kind.value, *labels, one.a, one.b, link.page, link.source, link.start, link.end, link.note, agrees=agrees
    )


def gold_rows(a: Document, b: Document) -> tuple[GoldRow, ...]:
    """The published links between ``a`` and ``b`` as gold, each once; what one side has not, or is not found, is left out.

    So is a clause whose label occurs twice in its document: gold names clauses by their labels.
    """
    labels = [{clause.id: clause.clause for clause in document.clauses} for document in (a, b)]
    often = [Counter(one.values()) for one in labels]
    rows = {}
    for one in between(a, b):
        if one.link.kind in LINKING and one.a and one.b:
            ours, theirs = labels[0][one.a], labels[1][one.b]
            if often[0][ours] == often[1][theirs] == 1:
                rows[ours, theirs] = GoldRow(a.standard.designation, ours, b.standard.designation, theirs, PUBLISHED)
    return tuple(rows.values())
