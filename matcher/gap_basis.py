"""On which correspondences the requirements of a target rest: what people decided, else what is proposed and nobody rejected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher import ledger
from matcher.confirming import applied, confirmations
from matcher.decided import is_about
from matcher.gap import Basis, Because, GapClass, Ground, Origin, because
from matcher.match import Decision, Judgement, Link, Match, Relation
from matcher.versions import matches_of

if TYPE_CHECKING:
    from index.library import Library
    from ingest.clause import Clause, Document

Clauses = Mapping[tuple[str, str], "Clause"]


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What is known between A and B, by clauses (ids) of B: the bases, and why a clause has none."""

    bases: Mapping[str, tuple[Basis, ...]]
    absent: Mapping[str, Because]


def correspondence(library: Library, a: Document, b: Document) -> Correspondence:
    """What the library knows of two standards on file, A tested and B asked for.

    Raises:
        LibraryError: log, clauses or proposals are not what was written.
    """
    names = a.standard.designation, b.standard.designation
    clauses = {(clause.standard, clause.id): clause for document in (a, b) for clause in document.clauses}
    matches = applied(matches_of(library, *names), confirmations(library, *names), clauses)
    return corresponding(ledger.judgements(library, *names), matches, clauses)


def corresponding(told: Sequence[Judgement], matches: Sequence[Match], clauses: Clauses) -> Correspondence:
    """What judgements that count and proposals say; a proposal that a person spoke about speaks no more."""
    proposed = {link: match for match in matches for link in match.links}
    found: dict[str, list[Basis]] = {}
    for basis in _decided(told, proposed, clauses):
        for one in basis.b_clauses:
            found.setdefault(one, []).append(basis)
    for one, basis in [*_proposals(told, matches, set(found))]:
        found.setdefault(one, []).append(basis)
    return Correspondence({one: tuple(bases) for one, bases in found.items()}, dict(_absent(told, matches, clauses)))


def _decided(told: Sequence[Judgement], proposed: Mapping[Link, Match], clauses: Clauses) -> Iterator[Basis]:
    """A basis for each act: the links of one act on several clauses stand together."""
    acts: dict[str, list[Judgement]] = {}
    for one in told:
        if one.decision is Decision.ACCEPT:
            acts.setdefault(one.group or f"#{one.entry}", []).append(one)
    for links in acts.values():
        for relation, same in _by_relation(links, proposed).items():
            yield _basis(same, relation, proposed, clauses)


def _by_relation(links: Sequence[Judgement], proposed: Mapping[Link, Match]) -> dict[Relation, list[Judgement]]:
    found: dict[Relation, list[Judgement]] = {}
    for one in links:
        match = proposed.get((one.a_clause, one.b_clause))
        found.setdefault(one.relation or (match.relation if match else Relation.INTERSECTS), []).append(one)
    return found


def _basis(links: Sequence[Judgement], relation: Relation, proposed: Mapping[Link, Match], clauses: Clauses) -> Basis:
    deviations = []
    for one in links:
        match = proposed.get((one.a_clause, one.b_clause))
        stands = one.deviations if one.deviations is not None else match.deviations if match else ()
        deviations += [deviation for deviation in stands if deviation not in deviations]
    last = max(links, key=lambda one: one.entry)
    return Basis(
        tuple(dict.fromkeys(one.a_clause for one in links)),
        tuple(dict.fromkeys(one.b_clause for one in links)),
        relation,
        Origin.DECIDED,
        tuple(deviations),
        by=last.author,
        at=last.at,
        entry=last.entry,
        current=all(_is_current(one, clauses) for one in links),
    )


def _is_current(one: Judgement, clauses: Clauses) -> bool:
    """Whether the texts that were judged are those on file."""
    sides = ((one.a_standard, one.a_clause, one.a_hash), (one.b_standard, one.b_clause, one.b_hash))
    return all((found := clauses.get((name, own))) is not None and found.text_hash == judged for name, own, judged in sides)


def _proposals(told: Sequence[Judgement], matches: Sequence[Match], taken: set[str]) -> Iterator[tuple[str, Basis]]:
    """Proposals that nobody spoke about, and those of which somebody could not say, for clauses that nothing was decided on."""
    alone = {one.b_clause for one in told if one.decision is Decision.NO_COUNTERPART}
    for match in matches:
        about = [one for one in told if match.a_clauses and match.b_clauses and is_about(match, one)]
        if not (match.a_clauses and match.b_clauses) or any(one.decision is not Decision.UNSURE for one in about):
            continue
        basis = Basis(
            match.a_clauses,
            match.b_clauses,
            match.relation,
            Origin.PROPOSED,
            match.deviations,
            match.advice,
            unsure=bool(about),
        )
        yield from ((one, basis) for one in match.b_clauses if one not in taken | alone)


def _absent(told: Sequence[Judgement], matches: Sequence[Match], clauses: Clauses) -> Iterator[tuple[str, Because]]:
    """Why clauses of B have no counterpart: what was searched, or who said so."""
    for match in matches:
        if match.b_clauses and not match.a_clauses:
            near = match.absence.nearest if match.absence else None
            found = clauses.get((near.standard, near.clause_id)) if near else None
            for one in match.b_clauses:
                yield (
                    one,
                    because(
                        Ground.NO_COUNTERPART,
                        GapClass.OPEN,
                        searched=", ".join(match.searched),
                        nearest=found.cited if found else "",
                        by="",
                    ),
                )
    for judgement in told:
        if judgement.decision is Decision.NO_COUNTERPART and judgement.b_clause:
            said = because(Ground.NO_COUNTERPART, GapClass.OPEN, searched=judgement.a_standard, nearest="", by=judgement.author)
            yield judgement.b_clause, said
