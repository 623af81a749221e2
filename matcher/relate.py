"""The relation of a pair from what each side demands, its stricter side and implication; never from the cosine alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.coverage import Coverage
from matcher.match import Deviation, DeviationKind, Relation, Side


class Rationale(StrEnum):
    """On what a relation rests (NIST IR 8477): the words, their meaning, or what is achieved."""

    SYNTACTIC = "syntactic"
    SEMANTIC = "semantic"
    FUNCTIONAL = "functional"


class Implication(StrEnum):
    """What meeting one side says about the other."""

    A_TO_B = "A ⇒ B"
    B_TO_A = "B ⇒ A"
    BOTH = "both"
    NEITHER = "neither"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Judged:
    """The relation, the stricter side, the rationale and the implication."""

    relation: Relation
    stricter: Side
    rationale: Rationale
    implication: Implication


_IMPLIES = {
    Relation.EQUAL: Implication.BOTH,
    Relation.EQUIVALENT: Implication.BOTH,
    Relation.SUPERSET: Implication.A_TO_B,
    Relation.SUBSET: Implication.B_TO_A,
    Relation.INTERSECTS: Implication.NEITHER,
    Relation.NONE: Implication.UNDETERMINED,
}
_EDITORIAL = frozenset({DeviationKind.REFERENCE})


def relate(deviations: Sequence[Deviation], coverage: Coverage, *, same_wording: float, barred: bool = False) -> Judged:
    """Judge a pair from its deviations and the coverage of its sentences in both directions.

    ``same_wording`` is the least similarity of sentences from which a pair without deviations is *equal* (the same text, or
    its translation) and not only *equivalent*. A side that demands more makes the pair superset or subset; where both do,
    they intersect; where next to nothing of either side is said by the other, there is no relation. ``barred``: the scopes
    of the two standards are disjoint, so that there is none in any case.
    """
    if barred:
        return Judged(Relation.NONE, Side.NOT_COMPARABLE, Rationale.SEMANTIC, Implication.UNDETERMINED)
    share_a, share_b = coverage.shares
    incomparable = [d for d in deviations if d.kind is DeviationKind.LIMIT and not d.comparable]
    more_a = any(d.stricter in (Side.A, Side.MIXED) for d in deviations)
    more_b = any(d.stricter in (Side.B, Side.MIXED) for d in deviations)
    relation = _relation(more_a, more_b)
    if max(share_a, share_b) == 0 and coverage.a and coverage.b:
        relation = Relation.NONE if not _near(coverage) else Relation.INTERSECTS
    elif incomparable and relation is Relation.EQUIVALENT:
        relation = Relation.INTERSECTS
    elif relation is Relation.EQUIVALENT and not deviations and _wording(coverage) >= same_wording:
        relation = Relation.EQUAL
    side = _side(deviations, more_a=more_a, more_b=more_b, incomparable=bool(incomparable))
    return Judged(relation, side, _rationale(relation), _IMPLIES[relation] if not incomparable else Implication.UNDETERMINED)


def _relation(more_a: bool, more_b: bool) -> Relation:
    if more_a and more_b:
        return Relation.INTERSECTS
    return Relation.SUPERSET if more_a else Relation.SUBSET if more_b else Relation.EQUIVALENT


def _near(coverage: Coverage) -> bool:
    """Whether the sentences are at least about the same thing."""
    return bool(coverage.similarity.size) and float(coverage.similarity.max()) >= coverage.threshold / 2


def _wording(coverage: Coverage) -> float:
    """The least of both sides' mean best similarity."""
    if not coverage.similarity.size:
        return 0.0
    return float(min(coverage.similarity.max(axis=1).mean(), coverage.similarity.max(axis=0).mean()))


def _rationale(relation: Relation) -> Rationale:
    return Rationale.SYNTACTIC if relation is Relation.EQUAL else Rationale.SEMANTIC


def _side(deviations: Sequence[Deviation], *, more_a: bool, more_b: bool, incomparable: bool) -> Side:
    if incomparable:
        return Side.NOT_COMPARABLE
    if more_a or more_b:
        return Side.MIXED if more_a and more_b else Side.A if more_a else Side.B
    return Side.SAME if all(d.kind in _EDITORIAL or d.comparable for d in deviations) else Side.NOT_COMPARABLE
