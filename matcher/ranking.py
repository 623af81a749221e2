"""How well search ranks on a gold set: any-hit@1, @5 and @20, single and joint, beside the baselines."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from index.embedding import embed
from index.encoder import Encoder
from index.passage import passages
from ingest.clause import Clause
from matcher.baselines import RANKINGS, Asked, chance, ranked
from matcher.figures import RankFigures
from matcher.gold import GoldSet, Key
from matcher.match import Candidate
from matcher.parameters import Parameters
from matcher.reliability import Sample
from matcher.rerank import Reranker
from matcher.retrieve import search

CUTS = (1, 5, 20)
MODES = ("single", "joint")


def rank_figures(
    gold: GoldSet,
    encoder: Encoder,
    parameters: Parameters,
    *,
    modes: Collection[str] = MODES,
    baselines: bool = True,
    reranker: Reranker | None = None,
) -> tuple[list[RankFigures], list[Sample]]:
    """By pair of languages the figures of each way to search; and, of single search, the first candidates with confidence.

    A query is a clause of A with a counterpart, the corpus all clauses of the counterparts' documents. Joint search and the
    baselines that use means or neighbours see every clause of the queries' documents, as in a comparison. ``reranker`` takes a
    closer look in single search.
    """
    figures: list[RankFigures] = []
    samples: list[Sample] = []
    for languages, pairs in gold.by_languages().items():
        wanted = gold.wanted(pairs)
        queries, corpus = gold.sides(pairs)
        asked = [c for c in queries if c.id in wanted]
        theirs = embed(corpus, encoder)
        found: dict[str, Sequence[Sequence[str]]] = {}
        if baselines:
            found |= _baselines(queries, corpus, wanted, encoder, languages)
        if "single" in modes:
            single = search(asked, corpus, encoder, top=CUTS[-1], vectors=theirs, parameters=parameters, reranker=reranker)
            found["single"] = _ids(single)
            samples += [_sample(gold, clause, own, wanted) for clause, own in zip(asked, single, strict=True) if own]
        if "joint" in modes:
            joint = search(queries, corpus, encoder, top=CUTS[-1], joint=True, vectors=theirs, parameters=parameters)
            found["joint"] = [ids for clause, ids in zip(queries, _ids(joint), strict=True) if clause.id in wanted]
        if baselines:
            counts = [len(wanted[c.id]) for c in asked]
            figures.append(RankFigures(*languages, "random", len(asked), *(chance(counts, len(corpus), k) for k in CUTS)))
        figures += [
            RankFigures(*languages, mode, len(asked), *(_hits(asked, ranking, wanted, k) for k in CUTS))
            for mode, ranking in found.items()
        ]
    return figures, samples


def _baselines(
    queries: Sequence[Clause], corpus: Sequence[Clause], wanted: Mapping[str, set[str]], encoder: Encoder, languages: Key
) -> dict[str, list[list[str]]]:
    asked = Asked(queries, corpus, encoder.encode(passages(queries)), encoder.encode(passages(corpus)))
    found = {}
    for name, score in RANKINGS.items():
        if name == "tfidf" and languages[0] != languages[1]:
            continue  # letters of two languages, often of two scripts, are not to be compared
        rankings = ranked(score(asked), asked, CUTS[-1])
        found[name] = [ranking for clause, ranking in zip(queries, rankings, strict=True) if clause.id in wanted]
    return found


def _sample(gold: GoldSet, clause: Clause, ranking: Sequence[Candidate], wanted: Mapping[str, set[str]]) -> Sample:
    best = ranking[0]
    return Sample(gold.name, clause.standard, clause.id, best.score, best.clause_id in wanted[clause.id])


def _ids(rankings: Sequence[Sequence[Candidate]]) -> list[list[str]]:
    return [[candidate.clause_id for candidate in ranking] for ranking in rankings]


def _hits(asked: Sequence[Clause], ranking: Sequence[Sequence[str]], wanted: Mapping[str, set[str]], k: int) -> float:
    return sum(bool(wanted[c.id].intersection(found[:k])) for c, found in zip(asked, ranking, strict=True)) / max(len(asked), 1)
