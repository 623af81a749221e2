"""Two standards at once: who answers to whom, with belief from neighbours, crossing allowed, nothing forced.

Scores become mutual probabilities (a softmax over each row and each column, with a place for "no counterpart"); parents,
children and neighbours in reading order lend support, in the manner of similarity flooding (Melnik et al. 2002); the links
are a maximum-weight assignment (order-free view). A monotone alignment (Needleman and Wunsch 1970) is the second view;
where the two disagree, it is said. Reading order counts as far as the confident links keep it: in a shuffled list it counts
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.clause import PARTS_OF_A_CLAUSE, Clause

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Link:
    """Clause ``a`` of A answers to clause ``b`` of B (places in the lists).

    ``posterior`` is the mutual probability before calibration, ``support`` what the neighbours lend, in [0, 1];
    ``monotone`` says that the monotone view has the link too; ``extra`` marks a link beside the one-to-one assignment (a
    split or a merged clause).
    """

    a: int
    b: int
    posterior: float
    support: float
    monotone: bool
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """The links in order of A, ``posterior`` and ``support`` (n, m) of all pairs, and how far both lists keep one order."""

    links: tuple[Link, ...]
    posterior: Array
    support: Array
    order: float


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
    a: Sequence[Clause], b: Sequence[Clause], scores: Array, *, temperature: float, null: float, support: Mapping[str, float]
) -> Alignment:
    """Align two clause lists from ``scores`` (n, m), higher is better, on the scale of ``temperature`` and ``null``.

    ``support`` weighs parent, children, neighbours (per unit of probability), and gives ``propose`` (the least posterior of
    a link), ``extra`` (the least share of a clause without link of its own in a clause that has one) and ``rounds``.
    """
    if not len(a) or not len(b):
        empty = np.zeros((len(a), len(b)))
        return Alignment((), empty, empty, 0.0)
    tree_a, tree_b = _Tree.of(a), _Tree.of(b)
    kinds = (
        np.array([c.kind in PARTS_OF_A_CLAUSE for c in a])[:, None] != np.array([c.kind in PARTS_OF_A_CLAUSE for c in b])[None, :]
    )
    base = scores - support["kind"] * kinds
    belief = mutual(base, temperature, null)
    order = kept_order(belief)
    lent = np.zeros_like(belief)
    for _ in range(int(support["rounds"])):
        lent = lend(belief, tree_a, tree_b, support, order)
        belief = mutual(base + lent, temperature, null)
    chosen = assign(belief, support["propose"])
    along = monotone(belief, support["propose"])
    most = sum(support[name] for name in ("parent", "children", "neighbours"))
    share = np.clip(lent / most, 0.0, 1.0) if most else lent
    links = [Link(i, j, float(belief[i, j]), float(share[i, j]), (i, j) in along) for i, j in chosen]
    links += _extras(base + lent, share, chosen, along, temperature, null, support["extra"])
    return Alignment(tuple(sorted(links, key=lambda link: (link.a, link.b))), belief, share, order)


@dataclass(frozen=True, slots=True)
class _Tree:
    """Places of parents (-1: none) and an averaging matrix over children, row-normalised."""

    parent: NDArray[np.int64]
    children: Array

    @staticmethod
    def of(clauses: Sequence[Clause]) -> _Tree:
        place = {c.id: i for i, c in enumerate(clauses) if c.id}
        parent = np.array([place.get(c.parent, -1) if c.parent != c.id else -1 for c in clauses], dtype=np.int64)
        children = np.zeros((len(clauses), len(clauses)))
        for i, p in enumerate(parent):
            if p >= 0:
                children[p, i] = 1.0
        return _Tree(parent, children)


def lend(belief: Array, a: _Tree, b: _Tree, weights: Mapping[str, float], order: float) -> Array:
    """(n, m) what neighbours say for a pair: the belief of parents, children and, as far as order is kept, neighbours."""
    total = np.zeros_like(belief)
    has = (a.parent >= 0)[:, None] & (b.parent >= 0)[None, :]
    total += weights["parent"] * np.where(has, belief[np.maximum(a.parent, 0)][:, np.maximum(b.parent, 0)], 0.0)
    counts = np.maximum(a.children.sum(1)[:, None], b.children.sum(1)[None, :])
    total += weights["children"] * (a.children @ belief @ b.children.T) / np.maximum(counts, 1.0)
    before, after = np.zeros_like(belief), np.zeros_like(belief)
    before[1:, 1:] = belief[:-1, :-1]
    after[:-1, :-1] = belief[1:, 1:]
    before[0, 0] = after[-1, -1] = 1.0
    total += weights["neighbours"] * order * (before + after) / 2
    return np.asarray(total, dtype=np.float64)


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


def assign(belief: Array, least: float) -> list[tuple[int, int]]:
    """The one-to-one assignment with the greatest sum of log odds over ``least``; pairs below it stay without."""
    from scipy.optimize import linear_sum_assignment

    gain = np.maximum(_log_odds(belief) - _log_odds(np.array(least)), 0.0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0]


def monotone(belief: Array, least: float) -> set[tuple[int, int]]:
    """The links of the best alignment that never crosses: the same gains, by dynamic programming over anti-diagonals' rows."""
    gain = np.maximum(_log_odds(belief) - _log_odds(np.array(least)), 0.0)
    n, m = gain.shape
    best = np.zeros((n + 1, m + 1))
    for i in range(1, n + 1):
        best[i, 1:] = np.maximum(best[i - 1, 1:], best[i - 1, :-1] + gain[i - 1])
        best[i] = np.maximum.accumulate(best[i])
    links = set()
    i, j = n, m
    while i and j:
        if best[i, j] == best[i, j - 1]:
            j -= 1
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            i, j = i - 1, j - 1
            links.add((i, j))
    return links


def _log_odds(p: Array) -> Array:
    clipped = np.clip(p, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _extras(
    scores: Array,
    share: Array,
    chosen: Sequence[tuple[int, int]],
    along: set[tuple[int, int]],
    temperature: float,
    null: float,
    least: float,
) -> list[Link]:
    """Links of clauses that have none to clauses that have one: what was split or merged. Each such clause gets at most one."""
    found = []
    for transposed in (False, True):
        own = {j if transposed else i for i, j in chosen}
        taken = {i if transposed else j for i, j in chosen}
        one_way = posterior(scores.T if transposed else scores, temperature, null)
        for i in range(one_way.shape[0]):
            j = int(one_way[i].argmax())
            if i not in own and j in taken and one_way[i, j] >= least:
                x, y = (j, i) if transposed else (i, j)
                found.append(Link(x, y, float(one_way[i, j]) * 0.5, float(share[x, y]), (x, y) in along, extra=True))
    return found
