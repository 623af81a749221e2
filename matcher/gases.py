"""A limit as a share of volume against one as a mass in a volume: compared where substance and temperature are stated."""

from __future__ import annotations

from decimal import Decimal

from index.numerals import fold
from index.substances import substances
from ingest.clause import Clause
from matcher.concentration import Concentrations, Lacking, comparable_concentration, stated
from matcher.quantity import Quantity

Stated = tuple[Clause, Quantity]
"""A quantity, and the clause that states it."""
KINDS = {"volume_share1", "L-3 M1"}
_NEAR = Decimal("0.01")
"""Two limits of a gas that differ by less are one, converted and rounded."""


def is_mixed(p: Quantity, q: Quantity) -> bool:
    """Whether one limit is a share of volume and the other a mass in a volume."""
    return {p.dimension, q.dimension} == KINDS


def concentrations(x: Stated, y: Stated) -> Concentrations | Lacking:
    """Both limits as masses in one volume, or what is lacking: the state is that at which the mass is stated."""
    mass = x if x[1].dimension == "L-3 M1" else y
    named = {substance(*x), substance(*y)} - {""}
    one = named.pop() if len(named) == 1 else ""
    return comparable_concentration(x[1], y[1], one, stated(mass[0].text, mass[0].lang))


def agree(x: Stated, y: Stated) -> bool:
    """Whether the two are one value, converted."""
    found = concentrations(x, y)
    return isinstance(found, Concentrations) and abs(found.a - found.b) <= _NEAR * max(found.a, found.b)


def substance(clause: Clause, quantity: Quantity) -> str:
    """The substance that the line of a limit names, else its title; "" where it is not one alone."""
    text = clause.text
    first = text.rfind("\n", 0, quantity.start) + 1
    last = text.find("\n", quantity.end)
    for words in (text[first : len(text) if last < 0 else last], clause.title):
        found = {key for key, _, _ in substances(fold(words))}
        if len(found) == 1:
            return found.pop()
    return ""
