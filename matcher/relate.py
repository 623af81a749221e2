"""The relation of a pair from what each side demands, its stricter side and implication; never from the cosine alone.

What both sides demand is put into a few numbers (``Demands``): what their deviations say, how much of each side the other
says, and how the pair stands among all clauses of the two documents. A limit or modal verb that makes one side the stricter
rules out every relation that it contradicts; among what is left a small multinomial logistic chooses, fitted on pairs whose
relation is known (``matcher.fit_relation``). Its weights are shipped with the other parameters and can be read there, and what
each number adds to the odds of the relation is told (``Reason``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from matcher.coverage import Coverage
from matcher.match import Deviation, DeviationKind, Match, Reason, Relation, Side
from matcher.standing import Standing

TYPICAL = "typical"
"""Beside the weights of the relations: what each number is in a typical pair, against which reasons are told."""
SCOPES = "scopes"
"""The reason where the scopes of the two standards are disjoint."""
TERMS = "terms"
"""The reason where both sides use a term that the two standards define differently."""
SAME_WORDS = "same_words"
"""The reason of what is said in the same words and language."""
_TOLD = 0.05
"""A reason with a smaller share is not told."""


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
    """The relation, the stricter side, the rationale, the implication, and what spoke for the relation and against it.

    ``reasons`` come in order of their weight; those by which a relation that was likelier is ruled out come first.
    """

    relation: Relation
    stricter: Side
    rationale: Rationale
    implication: Implication
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Demands:
    """What the two sides of a pair demand, in numbers that do not depend on their language.

    ``said``, ``elsewhere``, ``rival``, ``spread``: see ``Standing``. ``a_stricter`` and ``b_stricter``: a limit or modal verb
    makes that side the stricter (0 or 1); ``apart``: a limit is not comparable; ``other``: something else differs of which
    neither side is the stricter (a reference, a method, a definition); ``more_a`` and ``more_b``: that side has a demand, or
    lacks an exception, that the other has not (0 or 1); ``longer_a`` and ``longer_b``: by how much a side has more letters
    (logarithm, at most 1.5). Seen from the other side each number of A is that of B.
    """

    said_a: float = 0.0
    said_b: float = 0.0
    elsewhere_a: float = 0.0
    elsewhere_b: float = 0.0
    rival_a: float = 0.0
    rival_b: float = 0.0
    spread_a: float = 0.0
    spread_b: float = 0.0
    a_stricter: float = 0.0
    b_stricter: float = 0.0
    apart: float = 0.0
    other: float = 0.0
    more_a: float = 0.0
    more_b: float = 0.0
    longer_a: float = 0.0
    longer_b: float = 0.0

    @property
    def turned(self) -> Demands:
        """The same pair seen from the other side."""
        named = self.named()
        return Demands(**{name: named[_turned(name)] for name in named})

    def named(self) -> dict[str, float]:
        """The numbers by name."""
        return {field.name: float(getattr(self, field.name)) for field in fields(self)}


def _turned(name: str) -> str:
    """What a number is called from the other side."""
    if name in ("a_stricter", "b_stricter"):
        return "b_stricter" if name == "a_stricter" else "a_stricter"
    return f"{name[:-1]}{'b' if name.endswith('_a') else 'a'}" if name.endswith(("_a", "_b")) else name


_IMPLIES = {
    Relation.EQUAL: Implication.BOTH,
    Relation.EQUIVALENT: Implication.BOTH,
    Relation.SUPERSET: Implication.A_TO_B,
    Relation.SUBSET: Implication.B_TO_A,
    Relation.INTERSECTS: Implication.NEITHER,
    Relation.NONE: Implication.UNDETERMINED,
}
_TOGETHER = (("said_a", "elsewhere_a", "rival_a"), ("said_b", "elsewhere_b", "rival_b"))
_HARD = ("a_stricter", "b_stricter", "apart", "other", "more_a", "more_b")
"""Numbers that come from deviations: where one of them rules a likelier relation out, it is told first."""
_ONE_SIDED = frozenset({DeviationKind.MISSING, DeviationKind.ADDED, DeviationKind.CONDITION})
_BARRED_BY_A = frozenset({Relation.EQUAL, Relation.EQUIVALENT, Relation.SUBSET})
_BARRED_BY_B = frozenset({Relation.EQUAL, Relation.EQUIVALENT, Relation.SUPERSET})


def demands(deviations: Sequence[Deviation], coverage: Coverage, standing: Standing) -> Demands:
    """What a pair demands, from its deviations, its sentences, and its standing among the clauses of both documents."""
    decided = [d for d in deviations if d.comparable]
    hard = [d for d in decided if d.kind not in _ONE_SIDED]
    soft = [d for d in decided if d.kind in _ONE_SIDED]
    longer = coverage.longer
    return Demands(
        **{field.name: getattr(standing, field.name) for field in fields(Standing)},
        a_stricter=float(any(d.stricter in (Side.A, Side.MIXED) for d in hard)),
        b_stricter=float(any(d.stricter in (Side.B, Side.MIXED) for d in hard)),
        apart=float(any(d.kind is DeviationKind.LIMIT and not d.comparable for d in deviations)),
        other=float(any(d.kind is not DeviationKind.LIMIT and not d.comparable for d in deviations)),
        more_a=float(any(d.stricter is Side.A for d in soft)),
        more_b=float(any(d.stricter is Side.B for d in soft)),
        longer_a=max(longer, 0.0),
        longer_b=max(-longer, 0.0),
    )


def relate(
    deviations: Sequence[Deviation],
    coverage: Coverage,
    standing: Standing | None = None,
    *,
    weights: Mapping[str, Mapping[str, float]],
    barred: bool = False,
    out: Set[Relation] = frozenset(),
) -> Judged:
    """Judge a pair from its deviations, its sentences and its standing (without: as if nothing stood beside it).

    ``weights`` by relation and by name of ``Demands``, with a "bias", and what is ``TYPICAL`` (``Parameters.relation``).
    ``barred``: the scopes of the two standards are disjoint, so that there is no relation in any case. ``out``: relations that
    something else rules out.
    """
    if barred:
        because = (Reason(SCOPES, 1.0, 1.0),)
        return Judged(Relation.NONE, Side.NOT_COMPARABLE, Rationale.SEMANTIC, Implication.UNDETERMINED, because)
    found = demands(deviations, coverage, standing or Standing())
    barring = out | carried(deviations)
    relation = choose(found, weights, barring)
    side = stricter_side(deviations)
    implication = Implication.UNDETERMINED if found.apart else _IMPLIES[relation]
    rationale = Rationale.SYNTACTIC if relation is Relation.EQUAL else Rationale.SEMANTIC
    return Judged(relation, side, rationale, implication, reasons(found, relation, weights, barring))


def carried(deviations: Sequence[Deviation]) -> Set[Relation]:
    """The relations that the deviations of a pair leave nothing to rest on.

    What differs is not equal, and where one side is the stricter not equivalent.
    """
    out: set[Relation] = set()
    if deviations:
        out |= {Relation.EQUAL}
    if any(d.comparable and d.stricter is not Side.SAME for d in deviations):
        out |= {Relation.EQUIVALENT}
    return out


def choose(found: Demands, weights: Mapping[str, Mapping[str, float]], out: Set[Relation] = frozenset()) -> Relation:
    """The most likely relation that no comparable deviation contradicts; ties go to the order of ``Relation``."""
    scores, out = _scores(found, weights), _ruled_out(found) | out
    return max((r for r in scores if r not in out), key=lambda r: scores[r], default=Relation.INTERSECTS)


def _scores(found: Demands, weights: Mapping[str, Mapping[str, float]]) -> dict[Relation, float]:
    named = found.named() | {"bias": 1.0}
    return {
        r: sum(weights[r.value].get(name, 0.0) * value for name, value in named.items()) for r in Relation if r.value in weights
    }


def _ruled_out(found: Demands) -> set[Relation]:
    """The relations that a comparable deviation, or a limit that is not comparable, contradicts."""
    out: set[Relation] = set()
    if found.a_stricter:
        out |= _BARRED_BY_A
    if found.b_stricter:
        out |= _BARRED_BY_B
    if found.apart:
        out |= {Relation.EQUAL}
    return out


def reasons(
    found: Demands, relation: Relation, weights: Mapping[str, Mapping[str, float]], out: Set[Relation] = frozenset()
) -> tuple[Reason, ...]:
    """What speaks for ``relation`` and against it, as shares whose sizes add up to 1 (small ones are left out).

    A number counts by what it adds to the log odds of the relation against all others, to first order, beyond what a typical
    pair has. Numbers that say nearly the same of one side (``_TOGETHER``) count together, and are told by the one that weighs
    most in their direction. The deviations that rule out a likelier relation come first.
    """
    scores = _scores(found, weights)
    if relation not in scores or len(scores) < 2:
        return ()
    top = max(scores.values())
    likely = {r: math.exp(score - top) for r, score in scores.items()}
    others = sum(p for r, p in likely.items() if r is not relation) or 1.0
    typical = weights.get(TYPICAL, {})
    added = {}
    for name, value in found.named().items():
        against = sum(p * weights[r.value].get(name, 0.0) for r, p in likely.items() if r is not relation) / others
        added[name] = (weights[relation.value].get(name, 0.0) - against) * (value - typical.get(name, 0.0))
    added = _together(added)
    whole = sum(map(abs, added.values())) or 1.0
    decisive = max(scores, key=lambda r: scores[r]) in _ruled_out(found) | out
    hard = {name for name in _HARD if decisive and found.named()[name]}
    told = [
        Reason(n, round(found.named()[n], 4), round(v / whole, 4))
        for n, v in added.items()
        if abs(v) >= _TOLD * whole or n in hard
    ]
    return tuple(sorted(told, key=lambda r: (r.name not in hard, -abs(r.share), r.name)))


def _together(added: Mapping[str, float]) -> dict[str, float]:
    """What numbers add, those of ``_TOGETHER`` in one sum under the name of the one that weighs most in its direction."""
    found = dict(added)
    for names in _TOGETHER:
        total = sum(found.pop(name) for name in names)
        found[max(names, key=lambda name: added[name] * math.copysign(1.0, total))] = total
    return found


def anew(match: Match) -> Match:
    """A proposal of whose deviations more is known now than when it was made: what follows from them alone is told anew.

    That is the stricter side and the implication; the relation only where a deviation contradicts it. Where one side became the
    stricter, an equal or equivalent demand is one that includes the other; what included it already now only overlaps.
    """
    hard = [d for d in match.deviations if d.comparable and d.kind not in _ONE_SIDED]
    a, b = (any(d.stricter in (side, Side.MIXED) for d in hard) for side in (Side.A, Side.B))
    out = carried(match.deviations) | (_BARRED_BY_A if a else set()) | (_BARRED_BY_B if b else set())
    relation = match.relation
    if relation in out and (relation in (Relation.SUPERSET, Relation.SUBSET) or (a and b)):
        relation = Relation.INTERSECTS
    elif relation in out:
        relation = Relation.SUPERSET if a else Relation.SUBSET if b else Relation.EQUIVALENT
    if relation in out:  # one side alone says more
        relation = Relation.INTERSECTS
    apart = any(d.kind is DeviationKind.LIMIT and not d.comparable for d in match.deviations)
    implication = Implication.UNDETERMINED if apart else _IMPLIES[relation]
    return replace(
        match,
        relation=relation,
        stricter=stricter_side(match.deviations),
        implication=implication.value,
        reasons=match.reasons if relation is match.relation else (),
    )


def stricter_side(deviations: Sequence[Deviation]) -> Side:
    """The stricter side of the pair: not comparable where a limit is not, mixed where each side is the stricter somewhere."""
    if any(d.kind is DeviationKind.LIMIT and not d.comparable for d in deviations):
        return Side.NOT_COMPARABLE
    sides = {d.stricter for d in deviations if d.comparable and d.stricter is not Side.SAME}
    if not sides:
        return Side.SAME
    return sides.pop() if len(sides) == 1 else Side.MIXED
