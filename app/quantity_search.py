"""A search by a quantity: clauses with a limit of the same kind, the nearest value first, and by what else was said."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from app.finding import Finder, Hit, Progress
from app.limits import Limits, rows_within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.asking import Asked
    from index.collection import Collection
    from index.encoder import Encoder

_WEIGHT = 4.0
"""What the same value weighs beside the log odds of a search, where something is said beside the quantity."""
_POOL = 100
"""So many clauses with such a limit are ranked."""
_LEAST = 1e-4


def by_quantity(
    finder: Finder,
    query: Asked,
    collection: Collection,
    encoder: Encoder,
    limits: Limits,
    top: int,
    *,
    progress: Progress | None = None,
) -> tuple[Hit, ...]:
    """The ``top`` clauses within ``limits`` that set a limit like the first one asked for; all clauses where none does."""
    nearness = finder.nearness(query.quantities[0], collection, progress=progress)
    among = rows_within(finder.library, collection, limits, finder.as_of)
    fitting = nearness >= 0 if among is None else (nearness >= 0) & among
    if not fitting.any():
        return finder.found([query.clause], collection, encoder, limits=limits, top=top)[0]
    said = any(letter.isalpha() for letter in query.beside)
    if not said:
        fitting &= nearness >= _nth(nearness[fitting], _POOL)
    hits = finder.found([query.clause], collection, encoder, among=fitting, top=_POOL)[0]
    return tuple(sorted(hits, key=lambda hit: _worth(hit, nearest(query, hit), said=said), reverse=True)[:top])


def nearest(query: Asked, hit: Hit) -> float:
    """How near the limits of a hit come to the first quantity that is asked for, in [0, 1]."""
    from matcher.limit_search import nearness
    from matcher.limits import limits, same_kind

    wanted = query.quantities[0]
    own = (one.quantity for one in limits([hit.clause], lambda clause: clause.title))
    return max((nearness(wanted, one) for one in own if same_kind(wanted, one)), default=0.0)


def _worth(hit: Hit, near: float, *, said: bool) -> tuple[float, float]:
    """What a hit is worth: with nothing said beside the quantity the value decides, and the search between equal ones."""
    share = min(max(hit.score, _LEAST), 1 - _LEAST)
    odds = math.log(share / (1 - share))
    return (odds + _WEIGHT * near, 0.0) if said else (round(near, 3), odds)


def _nth(values: NDArray[np.float64], count: int) -> float:
    """The ``count``-th greatest of some values, the least where there are fewer."""
    return float(values.min()) if len(values) <= count else float(np.partition(values, -count)[-count])
