"""Fits what a closer look at the best candidates is worth: a logistic of what both stages of a search say of a candidate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.encoder import Encoder
from matcher.gold import SEED, GoldSet, lost_answers
from matcher.logistic import fitted
from matcher.parameters import Parameters
from matcher.rerank import FEATURES, LOOKED, Reranker, features, words
from matcher.retrieve import search


def fit_rerank(golds: Sequence[GoldSet], encoder: Encoder, parameters: Parameters, reranker: Reranker) -> dict[str, float]:
    """The weights of ``FEATURES``, from the best candidates of each query of single search, a part of the answers lost.

    Sets weigh by the square root of their size, as where candidates are calibrated (``fit_confidence``).
    """
    rows, right, weight = [np.zeros((0, len(FEATURES)))], [np.zeros(0)], [np.zeros(0)]
    for gold in golds:
        draw = np.random.default_rng(SEED)
        own: list[tuple[np.ndarray, np.ndarray]] = []
        for pairs in gold.by_languages().values():
            wanted = gold.wanted(pairs)
            lost = lost_answers(wanted, draw)
            queries, corpus = gold.sides(pairs)
            corpus, asked = [c for c in corpus if c.id not in lost], [c for c in queries if c.id in wanted]
            clauses = {(c.standard, c.id): c for c in corpus}
            found = search(asked, corpus, encoder, top=LOOKED, parameters=parameters)
            texts = [[words(clauses[one.standard, one.clause_id]) for one in ranking] for ranking in found]
            said = reranker.scores([words(clause) for clause in asked], texts)
            for clause, ranking, scores in zip(asked, found, said, strict=True):
                known = features(np.array([one.score for one in ranking]), scores)
                own.append((known, np.array([float(one.clause_id in wanted[clause.id]) for one in ranking])))
        count = sum(len(answers) for _, answers in own)
        rows += [known for known, _ in own]
        right += [answers for _, answers in own]
        weight += [np.full(len(answers), count**-0.5) for _, answers in own]
    return fitted(np.vstack(rows), np.concatenate(right), np.concatenate(weight), FEATURES)
