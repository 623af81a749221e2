"""Two standards at once: who answers to whom, with belief from neighbours, crossing allowed, nothing forced.

Scores become mutual probabilities (a softmax over each row and each column, with a place for "no counterpart"); parents,
children and neighbours in reading order lend support, in the manner of similarity flooding (Melnik et al. 2002). The links are
those of one of two views (``matcher.views``), order-free unless told otherwise; what the other view says of each is kept. Reading
order counts as far as the confident links keep it: in a shuffled list it counts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.clause import PARTS_OF_A_CLAUSE, Clause, Kind
from matcher.lineage import Lineage
from matcher.match import View
from matcher.views import assign, log_odds, monotone, odds_to_belief

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Link:
    """Clause ``a`` of A answers to clause ``b`` of B (places in the lists).

    ``posterior`` is the mutual probability before calibration, ``support`` what the neighbours lend, in [0, 1];
    ``monotone`` says that the monotone view has the link too; ``extra`` marks a link beside the one-to-one assignment (a
    split or a merged clause). ``order`` in [0, 1] is how far the two views agree on it: 1 both have it, 0 the other view
    would have it elsewhere, .5 for an order-free link in lists without a common order: there the other view says nothing.
    """

    a: int
    b: int
    posterior: float
    support: float
    monotone: bool
    extra: bool = False
    order: float = 0.5


@dataclass(frozen=True, slots=True)
class Alignment:
    """The links in order of A; ``posterior`` and ``lent`` (n, m) of all pairs, and how far both lists keep one ``order``.

    ``lent`` are what parents, children and neighbours add to the score of a pair, by name. ``along`` are the links of the
    monotone view, ``free`` those of the order-free one.
    """

    links: tuple[Link, ...]
    posterior: Array
    lent: Mapping[str, Array]
    order: float
    along: frozenset[tuple[int, int]] = frozenset()
    free: frozenset[tuple[int, int]] = frozenset()


def mutual(scores: Array, temperature: float, null: float) -> Array:
    """(n, m) geometric mean of the probabilities of j given i and of i given j; ``null`` is the score of "no counterpart"."""
    return np.sqrt(posterior(scores, temperature, null) * posterior(scores.T, temperature, null).T)


def posterior(scores: Array, temperature: float, null: float) -> Array:
    """(n, m) softmax of each row with one more place, the score of "no counterpart"."""
    if not scores.size:
        return np.zeros_like(scores, dtype=np.float64)
    peak = np.maximum(scores.max(axis=1, keepdims=True), null)
    weights = np.exp((scores - peak) / temperature)
    return np.asarray(weights / (weights.sum(axis=1, keepdims=True) + np.exp((null - peak) / temperature)), dtype=np.float64)


def align(
    a: Sequence[Clause],
    b: Sequence[Clause],
    scores: Array,
    *,
    temperature: float,
    null: float,
    support: Mapping[str, float],
    view: View = View.FREE,
) -> Alignment:
    """Align two clause lists from ``scores`` (n, m), higher is better, on the scale of ``temperature`` and ``null``.

    ``support`` weighs parent, children (of bare headings ``heading`` times as much) and neighbours, per unit of probability, and
    takes ``kind`` or ``term`` from pairs of unlike clauses; it gives ``propose`` (the least posterior of a link), ``extra`` (the
    least share of a clause without link of its own in a clause that has one) and ``rounds``.
    """
    if not len(a) or not len(b):
        return Alignment((), np.zeros((len(a), len(b))), {}, 0.0)
    tree_a, tree_b = Lineage.of(a), Lineage.of(b)
    base = scores - unlike(a, b, support)
    belief = mutual(base, temperature, null)
    order = kept_order(belief)
    lent: Mapping[str, Array] = {}
    total = np.zeros_like(belief)
    for _ in range(int(support["rounds"])):
        lent = lend(belief, lent, tree_a, tree_b, support, order)
        total = np.sum(list(lent.values()), axis=0)
        belief = mutual(base + total, temperature, null)
    most = sum(support[name] for name in ("parent", "children", "neighbours"))
    share = np.clip(total / most, 0.0, 1.0) if most else total
    ours, theirs = posterior(base + total, temperature, null), posterior((base + total).T, temperature, null).T
    free, along = assign(belief, support["propose"]), monotone(belief, ours, theirs, support["propose"])
    other = set(free if view is View.ORDERED else along)
    chosen, more = _chosen(free, along, ours, theirs, support["extra"], view)
    links = [
        Link(
            i, j, float(belief[i, j]) if (i, j) in chosen else more[i, j], float(share[i, j]), (i, j) in set(along),
            (i, j) not in chosen, agreement(kept=(i, j) in other, order=1.0 if view is View.ORDERED else order),
        )
        for i, j in sorted({*chosen, *more})
    ]  # fmt: skip
    return Alignment(tuple(links), belief, lent, order, frozenset(along), frozenset(free))


def agreement(*, kept: bool, order: float) -> float:
    """In [0, 1]: .5 where there is no common order (``order`` 0), towards 1 where it keeps the link, towards 0 where not."""
    return 0.5 + (0.5 if kept else -0.5) * order


def unlike(a: Sequence[Clause], b: Sequence[Clause], support: Mapping[str, float]) -> Array:
    """(n, m) what is taken from the score of a clause and a part of one (a note, a table), or of a term and a provision."""
    total = np.zeros((len(a), len(b)))
    for name, kinds in (("kind", PARTS_OF_A_CLAUSE), ("term", frozenset({Kind.TERM}))):
        ours, theirs = (np.array([c.kind in kinds for c in side]) for side in (a, b))
        total += support[name] * (ours[:, None] != theirs[None, :])
    return total


def lend(
    belief: Array, before: Mapping[str, Array], a: Lineage, b: Lineage, weights: Mapping[str, float], order: float
) -> Mapping[str, Array]:
    """(n, m) each, what the belief of others adds to a pair: of parents, children and, as far as order is kept, neighbours.

    Children count as the share of those with a counterpart on either side that have it below the other clause. Of two headings
    without words of their own that is nearly all there is to know: it counts ``heading`` times there. Nobody hears its own
    voice again: what a pair has lent to another ``before`` does not come back from there (as in belief propagation, Pearl 1982).
    """
    has = (a.parent >= 0)[:, None] & (b.parent >= 0)[None, :]
    up = np.maximum(a.parent, 0)[:, None], np.maximum(b.parent, 0)[None, :]
    bare = 1 + (weights["heading"] - 1) * (a.bare[:, None] & b.bare[None, :])
    told_up = _without(belief, before, "parent")
    linked = a.children @ np.minimum(told_up.sum(1), 1.0), b.children @ np.minimum(told_up.sum(0), 1.0)
    each = weights["children"] * bare / np.maximum(np.maximum(linked[0][:, None], linked[1][None, :]), 1.0)
    own = each[up] * told_up if before else np.zeros_like(belief)
    told_down = odds_to_belief(log_odds(belief)[up] - own)
    half = weights["neighbours"] * order / 2
    earlier, later = np.zeros_like(belief), np.zeros_like(belief)
    earlier[1:, 1:] = _without(belief, before, "later")[:-1, :-1]
    later[:-1, :-1] = _without(belief, before, "earlier")[1:, 1:]
    earlier[0, 0] = later[-1, -1] = 1.0
    return {
        "parent": weights["parent"] * np.where(has, told_down, 0.0),
        "children": each * (a.children @ told_up @ b.children.T),
        "earlier": half * earlier,
        "later": half * later,
    }


def _without(belief: Array, before: Mapping[str, Array], name: str) -> Array:
    """The belief of each pair without what it was lent under this name."""
    return odds_to_belief(log_odds(belief) - before[name]) if before else belief


def kept_order(belief: Array) -> float:
    """In [0, 1]: how far the mutually best pairs keep one order (Kendall's tau, negative values as 0); 0 below four pairs."""
    best = belief.argmax(axis=1)
    back = belief.argmax(axis=0)
    pairs = [(i, int(j)) for i, j in enumerate(best) if back[j] == i and belief[i, j] > 0.5]
    if len(pairs) < 4:
        return 0.0
    places = np.array([j for _, j in pairs])
    later = np.sign(places[None, :] - places[:, None])[np.triu_indices(len(pairs), 1)]
    return max(0.0, float(later.mean()))


def _chosen(
    free: Sequence[tuple[int, int]], along: Sequence[tuple[int, int]], ours: Array, theirs: Array, least: float, view: View
) -> tuple[set[tuple[int, int]], dict[tuple[int, int], float]]:
    """The links of ``view`` one to one, and those beside them (split or merged clauses) with their posterior.

    Each clause without a link of its own gets at most one to a clause that has one, where it belongs there by ``least``; such a
    link is worth half of its one-way probability.
    """
    own = _one_to_one(along, ours * theirs) if view is View.ORDERED else set(free)
    more = {pair: 0.5 * float(max(ours[pair], theirs[pair])) for pair in along if view is View.ORDERED and pair not in own}
    if view is View.ORDERED:
        return own, more
    for one_way, at in ((ours, 0), (theirs.T, 1)):
        linked, taken = {pair[at] for pair in own}, {pair[1 - at] for pair in own}
        for i in range(one_way.shape[0]):
            j = int(one_way[i].argmax())
            if i not in linked and j in taken and one_way[i, j] >= least:
                more[(j, i) if at else (i, j)] = 0.5 * float(one_way[i, j])
    return own, more


def _one_to_one(links: Sequence[tuple[int, int]], worth: Array) -> set[tuple[int, int]]:
    """Of links that share a clause the one that is worth most."""
    own: set[tuple[int, int]] = set()
    for i, j in sorted(links, key=lambda pair: (-worth[pair], pair)):
        if not any(i == x or j == y for x, y in own):
            own.add((i, j))
    return own
