"""The relation of a pair from what each side demands, its stricter side and implication; never from the cosine alone.

What both sides demand is put into a few numbers (``Demands``). A limit or modal verb that makes one side the stricter rules
out every relation that it contradicts; among what is left a small multinomial logistic chooses, fitted on pairs whose
relation is known (``matcher.fit_relation``). Its weights are shipped with the other parameters and can be read there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
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


@dataclass(frozen=True, slots=True)
class Demands:
    """What the two sides of a pair demand, in numbers that do not depend on their language.

    ``wording`` the least of both sides' mean best similarity of sentences, ``nearest`` the greatest similarity; ``lacks_b``
    the share of A that B does not say, ``lacks_a`` the other way; ``a_stricter`` and ``b_stricter``: a limit, modal verb or
    condition makes that side the stricter (0 or 1); ``apart``: a limit is not comparable; ``longer_a`` and ``longer_b``: by
    how much a side has more sentences and letters (logarithm, at most 1.5).
    """

    wording: float
    nearest: float
    lacks_b: float
    lacks_a: float
    a_stricter: float
    b_stricter: float
    apart: float
    longer_a: float
    longer_b: float

    @property
    def turned(self) -> Demands:
        """The same pair seen from the other side."""
        return Demands(
            self.wording,
            self.nearest,
            self.lacks_a,
            self.lacks_b,
            self.b_stricter,
            self.a_stricter,
            self.apart,
            self.longer_b,
            self.longer_a,
        )

    def named(self) -> dict[str, float]:
        """The numbers by name."""
        return {field.name: float(getattr(self, field.name)) for field in fields(self)}


_IMPLIES = {
    Relation.EQUAL: Implication.BOTH,
    Relation.EQUIVALENT: Implication.BOTH,
    Relation.SUPERSET: Implication.A_TO_B,
    Relation.SUBSET: Implication.B_TO_A,
    Relation.INTERSECTS: Implication.NEITHER,
    Relation.NONE: Implication.UNDETERMINED,
}
_ONE_SIDED = frozenset({DeviationKind.MISSING, DeviationKind.ADDED})
_BARRED_BY_A = frozenset({Relation.EQUAL, Relation.EQUIVALENT, Relation.SUBSET})
_BARRED_BY_B = frozenset({Relation.EQUAL, Relation.EQUIVALENT, Relation.SUPERSET})


def demands(deviations: Sequence[Deviation], coverage: Coverage) -> Demands:
    """What a pair demands, from its deviations and the coverage of its sentences in both directions."""
    hard = [d for d in deviations if d.comparable and d.kind not in _ONE_SIDED]
    share_a, share_b = coverage.shares
    longer = coverage.longer
    return Demands(
        coverage.wording,
        coverage.nearest,
        1 - share_a,
        1 - share_b,
        float(any(d.stricter in (Side.A, Side.MIXED) for d in hard)),
        float(any(d.stricter in (Side.B, Side.MIXED) for d in hard)),
        float(any(d.kind is DeviationKind.LIMIT and not d.comparable for d in deviations)),
        max(longer, 0.0),
        max(-longer, 0.0),
    )


def relate(
    deviations: Sequence[Deviation], coverage: Coverage, *, weights: Mapping[str, Mapping[str, float]], barred: bool = False
) -> Judged:
    """Judge a pair from its deviations and the coverage of its sentences in both directions.

    ``weights`` by relation and by name of ``Demands``, with a "bias" (``Parameters.relation``). ``barred``: the scopes of
    the two standards are disjoint, so that there is no relation in any case.
    """
    if barred:
        return Judged(Relation.NONE, Side.NOT_COMPARABLE, Rationale.SEMANTIC, Implication.UNDETERMINED)
    found = demands(deviations, coverage)
    relation = choose(found, weights)
    side = _side(deviations)
    implication = Implication.UNDETERMINED if found.apart else _IMPLIES[relation]
    rationale = Rationale.SYNTACTIC if relation is Relation.EQUAL else Rationale.SEMANTIC
    return Judged(relation, side, rationale, implication)


def choose(found: Demands, weights: Mapping[str, Mapping[str, float]]) -> Relation:
    """The most likely relation that no comparable deviation contradicts; ties go to the order of ``Relation``."""
    barred: set[Relation] = set()
    if found.a_stricter:
        barred |= _BARRED_BY_A
    if found.b_stricter:
        barred |= _BARRED_BY_B
    if found.apart:
        barred |= {Relation.EQUAL}
    named = found.named() | {"bias": 1.0}
    scores = {
        r: sum(weights[r.value].get(name, 0.0) * value for name, value in named.items())
        for r in Relation
        if r not in barred and r.value in weights
    }
    return max(scores, key=lambda r: scores[r], default=Relation.INTERSECTS)


def _side(deviations: Sequence[Deviation]) -> Side:
    """The stricter side of the pair: not comparable where a limit is not, mixed where each side is the stricter somewhere."""
    if any(d.kind is DeviationKind.LIMIT and not d.comparable for d in deviations):
        return Side.NOT_COMPARABLE
    sides = {d.stricter for d in deviations if d.comparable and d.stricter is not Side.SAME}
    if not sides:
        return Side.SAME
    return sides.pop() if len(sides) == 1 else Side.MIXED
