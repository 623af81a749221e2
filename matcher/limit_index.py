"""The quantities of all clauses on file as numbers, so that a limit is found by its value: one sealed file for each standard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.blocks import Blocks
from matcher.limit_search import base_of, near_values
from matcher.limits import limits

if TYPE_CHECKING:
    from ingest.clause import Clause
    from matcher.quantity import Quantity

GRAMMAR = "quantities 1"
"""Which grammar of quantities the files were read with: raise it where the grammar reads otherwise."""
Floats = NDArray[np.float64]
_ARRAYS = ("high", "kinds", "low", "places")


@dataclass(frozen=True, slots=True)
class Figures:
    """The quantities of one standard: of each the place of its clause, its dimension (``names``), and both ends in base units."""

    places: NDArray[np.int32]
    kinds: NDArray[np.int32]
    low: Floats
    high: Floats
    names: tuple[str, ...]


class LimitIndex:
    """The quantities of a library, read when they are first asked for and kept in ``folder`` by the content of a standard."""

    def __init__(self, folder: Path) -> None:
        self._blocks = Blocks(folder, "limits", GRAMMAR)
        self._known: dict[str, Figures] = {}

    def figures(self, content: str, read: Callable[[], Sequence[Clause]]) -> Figures:
        """The quantities of the standard of that ``content``; ``read`` gives its clauses where they were not read yet.

        Raises:
            LibraryError: the file is damaged.
        """
        if content in self._known:
            return self._known[content]
        kept = self._blocks.get(content)
        if kept is None:
            made = _figures(read())
            arrays = {name: getattr(made, name) for name in _ARRAYS}
            self._blocks.put(content, arrays, {"names": list(made.names)})
        else:
            made = Figures(**{name: kept.arrays[name] for name in _ARRAYS}, names=tuple(kept.about["names"]))
        self._known[content] = made
        return made


def near(asked: Quantity, figures: Figures, clauses: int) -> Floats:
    """(clauses,) how near each of the clauses of a standard comes to a quantity; -1 where it has none of that kind."""
    found = np.full(clauses, -1.0)
    wanted = [code for code, name in enumerate(figures.names) if _kin(asked.dimension, name)]
    rows = np.flatnonzero(np.isin(figures.kinds, wanted))
    low, high = base_of(asked)
    both = np.minimum(near_values(low, figures.low[rows]), near_values(high, figures.high[rows]))
    np.maximum.at(found, figures.places[rows], both)
    return found


def _kin(one: str, other: str) -> bool:
    """Whether values of two dimensions can be put side by side as numbers, levels with a weighting and without among them."""
    return one == other or (one.startswith("level") and other.startswith("level") and "level1" in (one, other))


def _figures(clauses: Sequence[Clause]) -> Figures:
    names: dict[str, int] = {}
    rows = []
    for place, clause in enumerate(clauses):
        for limit in limits([clause], lambda _: ""):
            q = limit.quantity
            rows.append((place, names.setdefault(q.dimension, len(names)), *base_of(q)))
    places, kinds, low, high = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Figures(np.array(places, dtype=np.int32), np.array(kinds, dtype=np.int32), np.array(low), np.array(high), tuple(names))
