"""A quantity that is asked for against the limits of a clause: equal, stricter, looser, or not to be compared, and how near."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.condition import excluding
from matcher.limits import Limit, direction_of, limits, opposed, same, same_kind, stricter
from matcher.match import Side, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.clause import Clause
    from matcher.quantity import Quantity

Floats = NDArray[np.float64]
_FALL = 4.0
"""How fast nearness falls: to a half where one value is a quarter larger than the other, to a tenth where it is ten times so."""
_LESS = 1 - 1e-6
"""Another value is never quite as near as the same."""
_OTHER_WAY, _TRIGGER, _OTHER_FORM = 0.5, 0.9, 0.6
"""What is left of the nearness where one is a floor and the other a ceiling, where one says from when on something applies, and
where one is a range."""


class Against(StrEnum):
    """What a limit of a clause is against the one that is asked for.

    The same value need not be an equal limit: it may say from when on something applies, or limit the other way.
    """

    EQUAL = "equal"
    SAME_VALUE = "same value"
    STRICTER = "stricter"
    LOOSER = "looser"
    NOT_COMPARABLE = "not comparable"


_SIDES = {Side.A: Against.LOOSER, Side.B: Against.STRICTER, Side.SAME: Against.EQUAL}
"""A is what is asked for: where it is the stricter side, the limit that was found is looser."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A quantity that is asked for beside the limit of a clause that comes nearest to it, both as printed.

    ``nearness`` in [0, 1] is 1 for the same value; ``reason`` says why the two cannot be compared; ``span`` is where the limit
    stands in the clause.
    """

    verdict: Against
    asked: str
    found: str
    nearness: float
    span: Span
    reason: str = ""


def compared(query: Clause, clause: Clause, above: Callable[[Clause], str]) -> tuple[Compared, ...]:
    """Each quantity of ``query`` beside the nearest of its kind in ``clause``, in order; those without any are left out.

    ``above`` gives what stands above a clause, where conditions may be stated.
    """
    theirs = limits([clause], above)
    found = []
    for ours in limits([query], above):
        kin = [one for one in theirs if same_kind(ours.quantity, one.quantity)]
        if kin:
            best = max(kin, key=lambda one: (nearness(ours.quantity, one.quantity), -one.quantity.start))
            found.append(_told(ours, best))
    return tuple(found)


def nearness(p: Quantity, q: Quantity) -> float:
    """How near two quantities of one kind are, in [0, 1]: 1 for the same value, the same way round."""
    way = _OTHER_WAY if opposed(p, q) else _TRIGGER if p.trigger != q.trigger else 1.0
    way *= _OTHER_FORM if (p.upper is None) != (q.upper is None) else 1.0
    if same(p, q):
        return way
    return way * float(near_values(float(p.base()), float(q.base())))


def near_values(x: float, y: float | Floats) -> Floats:
    """How near values in one base unit come to ``x``, by their ratio; 0 where they differ in sign or one of them is zero."""
    others = np.asarray(y, dtype=np.float64)
    alike = (others * x) > 0
    ratio = np.abs(np.log(np.abs(np.where(alike, others, 1.0) / (x or 1.0))))
    return np.where(others == x, 1.0, np.where(alike, _LESS / (1 + _FALL * ratio), 0.0))


def _told(ours: Limit, theirs: Limit) -> Compared:
    p, q = ours.quantity, theirs.quantity
    verdict, reason = Against.EQUAL, ""
    if same(p, q) and _demands_another(p, q):
        verdict = Against.SAME_VALUE
    elif not same(p, q) or excluding(ours.conditions, theirs.conditions):
        comparable, side, reason = stricter(ours, theirs)
        verdict = _SIDES.get(side, Against.NOT_COMPARABLE) if comparable else Against.NOT_COMPARABLE
    span = Span(theirs.clause.id, q.start, q.end)
    return Compared(verdict, _words(ours), _words(theirs), nearness(p, q), span, reason)


def _demands_another(p: Quantity, q: Quantity) -> bool:
    """Whether two quantities of one value ask for different things: from above and from below, from when on, how often."""
    return direction_of(p) * direction_of(q) < 0 or p.trigger != q.trigger or p.every != q.every


def _words(limit: Limit) -> str:
    return limit.clause.text[limit.quantity.start : limit.quantity.end]


def base_of(q: Quantity) -> tuple[float, float]:
    """Both ends of a quantity in its base unit; of a single value twice the same."""
    low = q.base()
    high: Decimal = low if q.upper is None else q.in_base(q.upper)
    return float(low), float(high)
