"""The best candidates of a search, read again by a cross-encoder of the user's choice: what it says is fused, not trusted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.passage import passage, passages
from ingest.clause import Clause
from matcher.rerank import LEAST, LOOKED, Ranking, Reranker, reordered

Array = NDArray[np.float32]


def reranked(queries: Sequence[Clause], rankings: Sequence[Ranking], reranker: Reranker) -> list[Ranking]:
    """The rankings after another look at the first ``LOOKED`` candidates of each; the others stay behind them, in their order."""
    texts = [passages([clause for clause, _ in ranking[:LOOKED]]) for ranking in rankings]
    said = reranker.scores([passage(query) for query in queries], texts)
    first = (np.array([p for _, p in ranking[:LOOKED]], dtype=np.float32) for ranking in rankings)
    return [reordered(own, fused(known, scores)) for own, known, scores in zip(rankings, first, said, strict=True)]


def fused(probabilities: Array, said: Array) -> Array:
    """(k,) of the candidates' probabilities and what a reranker ``said`` of them: a product of both, of the same sum as before.

    Its scores are standardised over the candidates, for every model has its own scale (z-scores, as in Bruch et al. 2023,
    arXiv:2210.11934): a lead of one standard deviation makes a candidate e times as probable against the others. So it decides
    between candidates that search finds equally likely, and does not overturn what search is sure of. Where both disagree, the
    probability of either falls. The weight of 1 is set, not fitted, and the result is not calibrated: ``evaluate --reranker``
    says whether it helps.
    """
    spread = float(said.std()) if len(said) else 0.0
    if spread < 1e-6:
        return probabilities
    weights = np.maximum(probabilities, LEAST) * np.exp((said - said.mean()) / spread)
    return np.asarray(weights / weights.sum() * min(float(probabilities.sum()), 1.0), dtype=np.float32)
