"""What a reranker is worth on a gold set: the same queries without it and with it."""

from __future__ import annotations

from collections.abc import Sequence

from index.encoder import Encoder
from matcher.crossed import reranked
from matcher.figures import RankFigures
from matcher.gain import Gain, gain
from matcher.gold import GoldSet
from matcher.parameters import Parameters
from matcher.rerank import Reranker
from matcher.retrieve import search

Outcome = tuple[bool, bool, str]
"""Of a query: whether its first candidate is right without a reranker and with it, and the document that it is drawn with."""
_CUTS = (1, 5, 20)


def second_look(
    gold: GoldSet, encoder: Encoder, parameters: Parameters, reranker: Reranker, closer: Reranker | None = None
) -> tuple[list[RankFigures], list[Outcome]]:
    """By pair of languages the figures of single search whose best candidates the reranker has read again; and each outcome.

    ``closer`` is what search itself takes a closer look with.
    """
    figures: list[RankFigures] = []
    outcomes: list[Outcome] = []
    for languages, pairs in gold.by_languages().items():
        wanted = gold.wanted(pairs)
        queries, corpus = gold.sides(pairs)
        asked = [clause for clause in queries if clause.id in wanted]
        known = {(clause.standard, clause.id): clause for clause in corpus}
        found = search(asked, corpus, encoder, top=_CUTS[-1], parameters=parameters, reranker=closer)
        before = [[(known[one.standard, one.clause_id], one.score) for one in ranking] for ranking in found]
        after = reranked(asked, before, reranker)
        right = [
            [[clause.id in wanted[query.id] for clause, _ in ranking] for query, ranking in zip(asked, rankings, strict=True)]
            for rankings in (before, after)
        ]
        shares = [sum(any(own[:k]) for own in right[1]) / max(len(asked), 1) for k in _CUTS]
        figures.append(RankFigures(*languages, "reranked", len(asked), *shares))
        outcomes += [(any(x[:1]), any(y[:1]), query.standard) for query, x, y in zip(asked, *right, strict=True)]
    return figures, outcomes


def verdict(outcomes: Sequence[Outcome], name: str) -> str:
    """One line on whether the reranker ``name`` helps; "" where nothing was asked."""
    if not outcomes:
        return ""
    found = gain([x for x, _, _ in outcomes], [y for _, y, _ in outcomes], [document for _, _, document in outcomes])
    return f"reranker {name}: first hit on {found.queries} queries {found}; {_said(found, outcomes)}"


def _said(found: Gain, outcomes: Sequence[Outcome]) -> str:
    if found.better:
        return "it helps"
    back = gain([y for _, y, _ in outcomes], [x for x, _, _ in outcomes])
    return "it does harm: leave it out" if back.better else "that it helps is not shown: leave it out"
