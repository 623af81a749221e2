"""What people accepted, as steps of chains: the clauses of one act on either side, how they relate, and on which texts.

Only what stands counts: the judgement is in force and names two clauses, and both texts are still those that were judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from matcher import ledger
from matcher.match import Decision, Judgement, Relation

if TYPE_CHECKING:
    from index.library import Library
    from ingest.clause import Clause

Text = tuple[str, str, str]
"""What a step rests on of one clause: its id, the hash of its text, and the edition of its standard at the time."""


@dataclass(frozen=True, slots=True)
class Step:
    """Clauses of A (texts and labels) that a person linked with clauses of B in one act.

    ``relation`` is what all those of A together demand against all those of B; None where the act says nothing of that.
    """

    a_standard: str
    a: tuple[Text, ...]
    a_labels: tuple[str, ...]
    b_standard: str
    b: tuple[Text, ...]
    b_labels: tuple[str, ...]
    relation: Relation | None
    author: str
    at: str
    entry: int

    @property
    def inverse(self) -> Step:
        """The step from B to A."""
        return replace(
            self,
            a_standard=self.b_standard,
            a=self.b,
            a_labels=self.b_labels,
            b_standard=self.a_standard,
            b=self.a,
            b_labels=self.a_labels,
            relation=self.relation.inverse if self.relation else None,
        )


def steps(library: Library, a: str, b: str) -> tuple[Step, ...]:
    """The steps from A to B, in the order in which they were said; none where a standard is not on file.

    Raises:
        LibraryError: log, clauses or proposals are not what was written.
    """
    if not {a, b} <= {one.designation for one in library.standards()}:
        return ()
    known = {name: {clause.id: clause for clause in library.clauses(name)} for name in (a, b)}
    stated = ledger.editions(library, a, b)
    proposed = _proposed(library, a, b)
    found = []
    for act, whole in _acts(ledger.judgements(library, a, b)):
        if not all(
            clause in known[name] and known[name][clause].text_hash == text for one in act for name, clause, text in _texts(one)
        ):
            continue  # a text is another now, or gone: what was said of it is suspect
        sides = _Side.of(a, [one.a_clause for one in act], known), _Side.of(b, [one.b_clause for one in act], known)
        editions = {name: stated[act[0].entry].get(name, {}).get("edition", "") for name in (a, b)}
        relation = _relation(act, proposed) if whole else None
        word = act[0].author, act[0].at, act[0].entry
        (ours, labels), (theirs, others) = ((side.texts(editions[side.name]), side.labels) for side in sides)
        found.append(Step(a, ours, labels, b, theirs, others, relation, *word))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Side:
    """The clauses of one side of an act, in reading order."""

    name: str
    clauses: tuple[Clause, ...]

    @classmethod
    def of(cls, name: str, ids: Iterable[str], known: Mapping[str, Mapping[str, Clause]]) -> _Side:
        wanted = set(ids)
        return cls(name, tuple(clause for key, clause in known[name].items() if key in wanted))

    @property
    def labels(self) -> tuple[str, ...]:
        """As they are cited."""
        return tuple(clause.cited for clause in self.clauses)

    def texts(self, edition: str) -> tuple[Text, ...]:
        """What the act rests on of each."""
        return tuple((clause.id, clause.text_hash, edition) for clause in self.clauses)


def _acts(current: Sequence[Judgement]) -> Iterator[tuple[list[Judgement], bool]]:
    """Accepted links; those of one act on several clauses together, where each of A is linked with each of B.

    The second value is False for a link of an act of which other links do not count any more: what was said of all of them does
    not hold of one.
    """
    groups: dict[str, list[Judgement]] = {}
    for one in current:
        if one.decision is Decision.ACCEPT:
            groups.setdefault(one.group or str(one.entry), []).append(one)
    for own in groups.values():
        links = {(one.a_clause, one.b_clause) for one in own}
        if links == set(product({a for a, _ in links}, {b for _, b in links})):
            yield own, True
        else:
            yield from (([one], False) for one in own)


def _texts(one: Judgement) -> tuple[tuple[str, str, str], ...]:
    return (one.a_standard, one.a_clause, one.a_hash), (one.b_standard, one.b_clause, one.b_hash)


def _proposed(library: Library, a: str, b: str) -> Mapping[tuple[frozenset[str], frozenset[str]], Relation]:
    """The proposed relations by the clauses (ids) that they are about: who accepts without a choice accepts these."""
    found = {}
    for row in library.matches(b, a):
        found[frozenset(row["b_ids"]), frozenset(row["a_ids"])] = Relation(row["relation"]).inverse
    for row in library.matches(a, b):
        found[frozenset(row["a_ids"]), frozenset(row["b_ids"])] = Relation(row["relation"])
    return found


def _relation(act: Sequence[Judgement], proposed: Mapping[tuple[frozenset[str], frozenset[str]], Relation]) -> Relation | None:
    """What an act says: one relation for all of its links, else what was proposed for just these clauses."""
    said = {one.relation for one in act}
    if said != {None}:
        return said.pop() if len(said) == 1 else None
    return proposed.get((frozenset(one.a_clause for one in act), frozenset(one.b_clause for one in act)))
