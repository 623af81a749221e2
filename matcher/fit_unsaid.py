"""Fits when a part of a sentence counts as missing on the other side, on gold that states deviations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from matcher import logistic
from matcher.coverage import said
from matcher.differing import Case, cases
from matcher.figures import counts
from matcher.gold import GoldSet
from matcher.judging import parts_of
from matcher.match import Span
from matcher.parameters import Parameters
from matcher.unsaid import FEATURES, Piece

Array = NDArray[np.float64]
FLAGGED = 0.025
"""Of so many pairs that are equal a deviation may be told, where the threshold allows a choice."""
_STEPS = tuple(round(0.05 * step, 2) for step in range(5, 15))


def fit_unsaid(golds: Sequence[GoldSet], encoder: Encoder, start: Parameters) -> Mapping[str, float]:
    """The weights of ``matcher.unsaid``, and the least probability that is told.

    That is where the F1 of all deviations is the best, of those probabilities at which few equal pairs are flagged. Without gold
    that states deviations those of ``start``.
    """
    stating = [gold for gold in golds if any(row.deviations for row in gold.rows)]
    if not stating:
        return start.unsaid
    told = [one for gold in stating for case in cases(gold, encoder, start) for one in _examples(case, encoder, start)]
    x, y = np.concatenate([rows for rows, _ in told]), np.concatenate([missing for _, missing in told])
    weights = logistic.fitted(x, y, np.ones(len(y)), FEATURES)
    scored = {
        float(least): _scored(stating, encoder, replace(start, unsaid=weights | {"least": float(least)})) for least in _STEPS
    }
    return weights | {"least": max(scored, key=lambda least: scored[least])}


def _scored(golds: Sequence[GoldSet], encoder: Encoder, parameters: Parameters) -> tuple[bool, float]:
    """Whether few enough of the equal groups are flagged, and the F1 of all deviations."""
    seen = [case for gold in golds for case in cases(gold, encoder, parameters)]
    found, wanted = sum(len(c.verdict.deviations) for c in seen), sum(len(c.wanted) for c in seen)
    equal = [bool(c.verdict.deviations) for c in seen if c.equal]
    return sum(equal) <= FLAGGED * len(equal), round(counts(sum(len(c.right) for c in seen), found, wanted)[2], 4)


def _examples(case: Case, encoder: Encoder, parameters: Parameters) -> Iterator[tuple[Array, Array]]:
    """Features (parts, features) of the parts of either side, and (parts,) whether gold says that they differ."""
    (divided,) = parts_of([said(case.a)], [said(case.b)], encoder, parameters.tokens)
    for ours, rows, at in ((divided.a, divided.of_a, 0), (divided.b, divided.of_b, 1)):
        labels = [_label(piece, [((w.a, w.b)[at] or (), (w.b, w.a)[at] is None) for w in case.wanted]) for piece in ours]
        kept = np.array([label is not None for label in labels], dtype=bool)
        if kept.any():
            yield rows[kept], np.array([float(label) for label in labels if label is not None])


def _label(piece: Piece, wanted: Sequence[tuple[Sequence[Span], bool]]) -> bool | None:
    """Whether gold says that the other side does not say a part; None where it says that it does so in another way."""
    alone = {
        one_sided
        for spans, one_sided in wanted
        for s in spans
        if s.clause == piece.said.clause.id and s.start < piece.sentence.end and piece.sentence.start < s.end
    }
    return True if True in alone else None if alone else False
