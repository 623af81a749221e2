"""How probable it is, token by token, that one text does not say what another says: from their tokens alone.

What is said has its own tokens on the other side: the best match of a token there has the token for its own best match (mutual
nearest neighbours, as in SimAlign, Jalili Sabet et al. 2020, arXiv:2004.08728), and so have the tokens around it. The weights are
fitted on wordings of the same demands of which a part was taken away (``matcher.fit_tokens``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, PieceEncoder
from matcher import logistic
from matcher.remembering import Remembering

Array = NDArray[np.float32]
FEATURES = (
    "best", "three", "above mean", "mutual", "best near", "best around", "best wide", "mutual near", "mutual around", "text",
    "other text", "own", "above own", "longer",
)  # fmt: skip
"""``best``: cosine to the best token of the other text; ``three``: mean of the three best; ``above mean``: ``best`` over the
mean of all; ``mutual``: whether both are each other's best; ``… near``, ``… around``, ``… wide``: the mean over 2, 5, 10 tokens
on either side (mutual: 3, 8); ``text``, ``other text``: the mean of ``best`` of all tokens of either text; ``own``: to the best
token of the own text; ``above own``: ``best`` over that; ``longer``: the logarithm of the ratio of lengths."""


def features(ours: Array, theirs: Array) -> NDArray[np.float64]:
    """(t, features) of the tokens (t, d) of one text against those (u, d) of another, rows of length one; t and u over 0."""
    cosines = ours @ theirs.T
    order = -np.sort(-cosines, axis=1)[:, :3]
    best, met = order[:, 0], cosines.max(axis=0)
    mutual = (cosines.argmax(axis=0)[cosines.argmax(axis=1)] == np.arange(len(ours))).astype(np.float64)
    within = ours @ ours.T
    np.fill_diagonal(within, -1)
    own = within.max(axis=1)
    whole = np.ones(len(ours))
    return np.column_stack(
        (
            best,
            order.mean(axis=1),
            best - cosines.mean(axis=1),
            mutual,
            *(around(best, reach) for reach in (2, 5, 10)),
            *(around(mutual, reach) for reach in (3, 8)),
            whole * best.mean(),
            whole * met.mean(),
            own,
            best - own,
            whole * np.log(len(ours) / len(theirs)),
        )
    ).astype(np.float64)


def around(values: NDArray[np.floating], reach: int) -> NDArray[np.float64]:
    """(t,) the mean of ``values`` (t,) over ``reach`` places on either side, fewer at the ends."""
    sums = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    at = np.arange(len(values))
    first, last = np.maximum(at - reach, 0), np.minimum(at + reach + 1, len(values))
    return np.asarray((sums[last] - sums[first]) / (last - first))


def unsaid(ours: Array, theirs: Array, weights: Mapping[str, float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(t,) how probable it is that the other text does not say it, and (t,) 1 for tokens with a mutual match, else 0.

    ``weights`` by name, with "bias".
    """
    if not len(theirs):
        return np.ones(len(ours)), np.zeros(len(ours))
    rows = features(ours, theirs)
    return logistic.probabilities(rows, FEATURES, weights), rows[:, FEATURES.index("mutual")]


def token_encoder(encoder: Encoder) -> PieceEncoder | None:
    """What tells the tokens of texts: the encoder, or the one behind one that remembers; None where it has no tokens."""
    inner = encoder.encoder if isinstance(encoder, Remembering) else encoder
    return encoder if isinstance(inner, PieceEncoder) and isinstance(encoder, PieceEncoder) else None


def tokens_of(texts: Sequence[str], encoder: PieceEncoder) -> dict[str, tuple[Array, NDArray[np.int64]]]:
    """By text the rows (t, d) of its tokens, and (t, 2) the characters where each starts and ends."""
    own = list(dict.fromkeys(texts))
    told = zip(own, encoder.pieces(own), encoder.places(own), strict=True)
    found = {}
    for text, rows, places in told:
        count = min(len(rows), len(places))
        found[text] = rows[:count], np.array(places[:count], dtype=np.int64).reshape(-1, 2)
    return found
