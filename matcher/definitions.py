"""Terms that two standards define, whether the definitions differ, and which clauses use them.

Two demands in the same words are not the same demand where a word in them is defined otherwise: terms whose definitions differ
bar "equal" and "equivalent" until a person confirms. Nothing is decided here: ``terms`` finds what a standard defines,
``differing_terms`` which definitions differ (by the deviations found between them), ``terms_used`` where a clause uses a term,
and ``at_stake`` which of the differing terms both sides of a pair use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.clause import Clause, Document, Kind
from matcher.match import Deviation, DeviationKind, Span
from matcher.naming import Term, names_pattern, terms

__all__ = ["Stake", "Term", "TermPair", "Use", "answering_terms", "at_stake", "differing_terms", "terms", "terms_used"]

_CHANGES = frozenset(DeviationKind) - {DeviationKind.REFERENCE, DeviationKind.MODALITY}
"""Deviations that change what a term means; a definition demands nothing, and what it refers to may say the same."""


@dataclass(frozen=True, slots=True)
class TermPair:
    """A term of A and the one of B that answers to it.

    ``deviations`` are those between the definitions that change the meaning; ``compared`` is False where none were given because
    the match does not link the two, which answer to each other by name alone.
    """

    a: Term
    b: Term
    deviations: tuple[Deviation, ...] = ()
    compared: bool = True

    @property
    def differs(self) -> bool:
        """Whether the definitions are known to say something else."""
        return bool(self.deviations)


@dataclass(frozen=True, slots=True)
class Use:
    """A clause uses ``term`` at ``start`` to ``end`` of its text."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stake:
    """A term that both sides of a pair use and that they define differently, with the characters that use it on both sides."""

    pair: TermPair
    a: Span
    b: Span


def answering_terms(
    a: Document, b: Document, links: Iterable[tuple[str, str]], deviations: Mapping[tuple[str, str], Sequence[Deviation]]
) -> tuple[TermPair, ...]:
    """The terms of ``a`` and ``b`` that answer to each other, in the order of ``a``.

    Terms of the same name or symbol, or whose name the other standard prints beside its own (8 h等效声级 daily noise exposure
    level), answer to each other; else those that the match links.

    Args:
        a: one standard.
        b: the other.
        links: clauses that answer to each other by the match, ids of A and of B; give none that is not sure enough to be shown.
        deviations: what was found between linked clauses, by the same ids.
    """
    ours, theirs = terms(a), terms(b)
    named = [*_same_name(ours, theirs)]
    taken = {x for pair in named for x in pair}
    by_clause = [_by_clause([t for t in side if t not in taken]) for side in (ours, theirs)]
    linked = [
        pair for x, y in dict.fromkeys(links) for pair in _brought_together(by_clause[0].get(x, ()), by_clause[1].get(y, ()))
    ]
    pairs = []
    for x, y in (*named, *linked):
        given = deviations.get((x.clause, y.clause))
        found = tuple(d for d in given or () if d.kind in _CHANGES and _speaks_of(d, x, y))
        pairs.append(TermPair(x, y, found, given is not None))
    return tuple(sorted(pairs, key=lambda pair: ours.index(pair.a)))


def _same_name(ours: Sequence[Term], theirs: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    """The terms that share a name with one of the other side, each with the first that is left."""
    left = list(theirs)
    for x in ours:
        y = next((y for y in left if _all_names(x) & _all_names(y)), None)
        if y is not None:
            left.remove(y)
            yield x, y


def _all_names(term: Term) -> frozenset[str]:
    return frozenset(name.casefold() for name in (*term.names, *term.others))


def differing_terms(
    a: Document, b: Document, links: Iterable[tuple[str, str]], deviations: Mapping[tuple[str, str], Sequence[Deviation]]
) -> tuple[TermPair, ...]:
    """Those of ``answering_terms`` whose definitions differ. Arguments as there."""
    return tuple(pair for pair in answering_terms(a, b, links, deviations) if pair.differs)


def _by_clause(found: Sequence[Term]) -> dict[str, tuple[Term, ...]]:
    grouped: dict[str, tuple[Term, ...]] = {}
    for term in found:
        grouped[term.clause] = (*grouped.get(term.clause, ()), term)
    return grouped


def _brought_together(ours: Sequence[Term], theirs: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    """The terms of two clauses that define one each; which of several (an act) is meant the match of clauses does not say."""
    if len(ours) == len(theirs) == 1:
        yield ours[0], theirs[0]


def _speaks_of(deviation: Deviation, ours: Term, theirs: Term) -> bool:
    """Whether a deviation stands in one of the two definitions; one without characters is of the whole clause."""
    places = [(span, term) for spans, term in ((deviation.a, ours), (deviation.b, theirs)) for span in spans]
    return not places or any(s.clause == t.clause and s.start < t.end and t.start < s.end for s, t in places)


def terms_used(clause: Clause, found: Sequence[Term]) -> tuple[Use, ...]:
    """Where ``clause`` uses the terms that its standard defines (``terms``), each at its first place, in reading order.

    Give all terms of the standard: of two that hold each other (稳态噪声, 非稳态噪声) the longer is used where it stands. A
    clause that defines a term does not use it.
    """
    pattern, owners = names_pattern(tuple(found))
    used: dict[Term, Use] = {}
    if pattern is None:
        return ()
    for m in pattern.finditer(clause.text):
        term = owners[(m.lastindex or 1) - 1]
        if term.clause != clause.id and term not in used:
            used[term] = Use(term, m.start(), m.end())
    return tuple(used.values())


def at_stake(
    ours: Sequence[Clause],
    theirs: Sequence[Clause],
    defined: tuple[Sequence[Term], Sequence[Term]],
    differing: Sequence[TermPair],
) -> tuple[Stake, ...]:
    """The terms of ``differing`` that both sides of a pair of clause groups use; ``defined`` are all terms of A and of B.

    A pair of definitions itself stakes nothing: there the deviations say what differs.
    """
    if not differing or all(c.kind is Kind.TERM for c in (*ours, *theirs)):
        return ()
    a, b = (
        {use.term: Span(c.id, use.start, use.end) for c in reversed(side) for use in terms_used(c, all_terms)}
        for side, all_terms in zip((ours, theirs), defined, strict=True)
    )
    return tuple(Stake(pair, a[pair.a], b[pair.b]) for pair in differing if pair.a in a and pair.b in b)
