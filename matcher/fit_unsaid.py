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
from matcher.match import DeviationKind, Span
from matcher.parameters import Parameters
from matcher.unsaid import FEATURES, Piece, features

Array = NDArray[np.float64]
_ELSEWHERE = frozenset({DeviationKind.LIMIT, DeviationKind.MODALITY, DeviationKind.REFERENCE})
"""Kinds that are found in another way: what they speak of teaches nothing here."""
_STEPS = np.arange(0.1, 0.9, 0.05)


def fit_unsaid(golds: Sequence[GoldSet], encoder: Encoder, start: Parameters) -> Mapping[str, float]:
    """The weights of ``matcher.unsaid``, and the probability from which on the F1 of all deviations is the best.

    Without gold that states deviations those of ``start``.
    """
    stating = [gold for gold in golds if any(row.deviations for row in gold.rows)]
    if not stating:
        return start.unsaid
    told = [one for gold in stating for case in cases(gold, encoder, start) for one in _examples(case, encoder)]
    x, y = np.concatenate([rows for rows, _ in told]), np.concatenate([missing for _, missing in told])
    weights = logistic.fitted(x, y, np.ones(len(y)), FEATURES)
    scored = [(_f1(stating, encoder, replace(start, unsaid=weights | {"least": float(least)})), -least) for least in _STEPS]
    return weights | {"least": round(-max(scored)[1], 2)}


def _f1(golds: Sequence[GoldSet], encoder: Encoder, parameters: Parameters) -> float:
    seen = [case for gold in golds for case in cases(gold, encoder, parameters)]
    found, wanted = sum(len(c.verdict.deviations) for c in seen), sum(len(c.wanted) for c in seen)
    return round(counts(sum(len(c.right) for c in seen), found, wanted)[2], 4)


def _examples(case: Case, encoder: Encoder) -> Iterator[tuple[Array, Array]]:
    """Features (parts, features) of the parts of either side, and (parts,) whether gold says that they differ."""
    (divided,) = parts_of([said(case.a)], [said(case.b)], encoder)
    for ours, theirs, alike, at in (
        (divided.a, divided.b, divided.similarity, 0),
        (divided.b, divided.a, divided.similarity.T, 1),
    ):
        rows = features(ours, theirs, alike)
        labels = [_label(piece, [(w.kind, (w.a, w.b)[at] or ()) for w in case.wanted]) for piece in ours]
        kept = np.array([label is not None for label in labels], dtype=bool)
        if kept.any():
            yield rows[kept], np.array([float(label) for label in labels if label is not None])


def _label(piece: Piece, wanted: Sequence[tuple[DeviationKind, Sequence[Span]]]) -> bool | None:
    """Whether gold says that a part differs; None where it speaks of a number, a verb or a reference in it."""
    kinds = {
        kind
        for kind, spans in wanted
        for s in spans
        if s.clause == piece.said.clause.id and s.start < piece.sentence.end and piece.sentence.start < s.end
    }
    return None if kinds & _ELSEWHERE else bool(kinds)
