"""A proposal seen from the other side: B as A."""

from __future__ import annotations

from dataclasses import replace

from matcher.match import Match
from matcher.relate import Implication

_TURNED = {Implication.A_TO_B: Implication.B_TO_A, Implication.B_TO_A: Implication.A_TO_B}


def turned(match: Match) -> Match:
    """``match`` with B as A; alternatives and reasons, which are told of one side, are left out."""
    return replace(
        match,
        a_standard=match.b_standard,
        a_clauses=match.b_clauses,
        b_standard=match.a_standard,
        b_clauses=match.a_clauses,
        relation=match.relation.inverse,
        stricter=match.stricter.inverse,
        deviations=tuple(one.inverse for one in match.deviations),
        evidence=tuple(replace(one, a=one.b, b=one.a) for one in match.evidence),
        implication=_implication(match.implication),
        alternatives=(),
        reasons=(),
    )


def _implication(value: str) -> str:
    return str(_TURNED.get(Implication(value), value)) if value in set(Implication) else value
