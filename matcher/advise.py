"""Propose, ask or stay silent: what is done at which confidence follows from the precision that proposals are to have.

``Parameters.thresholds`` holds, for several precisions, the least confidence from which on proposals had it where the parameters
were fitted (``matcher.fit``), and under "ask" the least that is worth a person's look.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from matcher.match import Advice, Match
from matcher.parameters import Parameters, shipped

PRECISION = 0.99
"""How much of what is proposed is right, where nobody asks for another share."""
ASK = "ask"
ASKED_FROM = 0.2
"""A person who looks at what is less likely finds four wrong for one right."""


def needed(precision: float, parameters: Parameters | None = None) -> float:
    """The confidence from which on proposals have ``precision`` (in (0, 1)): that of the nearest that was fitted, not below it.

    It is not below the threshold "ask": the precisions are of all that is above a threshold together, and what is mostly wrong
    is not proposed because others are surer. More than the highest precision that was fitted cannot be promised: then it is
    above 1, and nothing is proposed.
    """
    fitted = (parameters or shipped()).thresholds
    known = {float(name): max(least, fitted[ASK]) for name, least in fitted.items() if name != ASK}
    return next((known[name] for name in sorted(known) if name >= precision - 1e-9), 2.0)


def advice(probability: float, parameters: Parameters | None = None, precision: float = PRECISION) -> Advice:
    """Propose where proposals have ``precision``, ask from the threshold "ask" on, else stay silent."""
    chosen = parameters or shipped()
    if probability >= needed(precision, chosen):
        return Advice.PROPOSE
    return Advice.ASK if probability >= chosen.thresholds[ASK] else Advice.SILENT


def advised(matches: Iterable[Match], parameters: Parameters | None = None, precision: float = PRECISION) -> tuple[Match, ...]:
    """The matches, each with what is done at its confidence.

    That a clause has no counterpart is never more than asked: the precision was measured on links.
    """
    told = ((match, advice(match.confidence, parameters, precision)) for match in matches)
    alone = {Advice.PROPOSE: Advice.ASK}
    return tuple(replace(m, advice=said if m.a_clauses and m.b_clauses else alone.get(said, said)) for m, said in told)
