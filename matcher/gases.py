"""A limit as a share of volume against one as a mass in a volume: compared where substance and temperature are stated."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from index.numerals import fold
from index.substances import substances
from matcher.concentration import Concentrations, Lacking, comparable_concentration, stated

if TYPE_CHECKING:
    from matcher.limits import Limit

KINDS = {"volume_share1", "L-3 M1"}
_NEAR = Decimal("0.01")
"""Two limits of a gas that differ by less are one, converted and rounded."""


def is_mixed(x: Limit, y: Limit) -> bool:
    """Whether one limit is a share of volume and the other a mass in a volume."""
    return {x.quantity.dimension, y.quantity.dimension} == KINDS


def concentrations(x: Limit, y: Limit) -> Concentrations | Lacking:
    """Both limits as masses in one volume, or what is lacking: the state is that at which the mass is stated."""
    mass = x if x.quantity.dimension == "L-3 M1" else y
    named = {substance(x), substance(y)} - {""}
    return comparable_concentration(
        x.quantity, y.quantity, named.pop() if len(named) == 1 else "", stated(mass.clause.text, mass.clause.lang)
    )


def agree(x: Limit, y: Limit) -> bool:
    """Whether the two are one value, converted."""
    found = concentrations(x, y)
    return isinstance(found, Concentrations) and abs(found.a - found.b) <= _NEAR * max(found.a, found.b)


def substance(x: Limit) -> str:
    """The substance that the line of a limit names, else its title; "" where it is not one alone."""
    text = x.clause.text
    first = text.rfind("\n", 0, x.quantity.start) + 1
    last = text.find("\n", x.quantity.end)
    for words in (text[first : len(text) if last < 0 else last], x.clause.title):
        found = {key for key, _, _ in substances(fold(words))}
        if len(found) == 1:
            return found.pop()
    return ""
