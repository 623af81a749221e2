"""Fits what links and candidates are worth, and from which confidence on proposals have a precision.

Every pair of documents is compared several times: as it is, with three and with seven of ten counterparts taken out, with the
clauses of a stranger put in beside what was left, and with a stranger alone. So the fit sees documents that are kin and documents
that are not, and clauses that have no counterpart, as they would be met: the rarer a case is in use, the less it weighs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding import embed
from index.encoder import Encoder
from ingest.clause import Document
from matcher import hits, known
from matcher.advise import ASK, ASKED_FROM
from matcher.gold import SEED, GoldSet, Key, families, lost_answers
from matcher.known import Known
from matcher.logistic import fitted, probabilities
from matcher.pairing import Pairing
from matcher.parameters import Parameters
from matcher.reliability import threshold
from matcher.retrieve import Scorer

Array = NDArray[np.float64]
PRECISIONS = (0.8, 0.9, 0.95, 0.97, 0.98, 0.99)
FOLDS = 5
_TIMES = {"as it is": 1.0, "3 of 10 out": 0.5, "7 of 10 out": 0.25, "3 of 10 out, strangers in": 0.25, "stranger": 0.1}
"""How much each way to compare weighs: whoever compares two documents has reason to believe that they answer to each other."""
_BEST = 3
"""Candidates of a query that are learnt from."""


_Rows = tuple[Array, Array, NDArray[np.bool_], float, int, str]
"""Features, right and linked of some cases, and how much they weigh, their family and their set."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Cases: ``features`` (k, features), whether each is ``right``, how much it weighs, and of which family of documents it is.

    ``linked`` marks those that would be proposed.
    """

    features: Array
    right: Array
    weight: Array
    family: NDArray[np.int64]
    linked: NDArray[np.bool_]


def fit_links(golds: Sequence[GoldSet], encoder: Encoder, parameters: Parameters) -> tuple[dict[str, float], dict[str, float]]:
    """The weights of a link's features and the thresholds, these on links that the fit had not seen."""
    examples = link_examples(golds, encoder, parameters)
    return fitted(examples.features, examples.right, examples.weight, known.FEATURES), thresholds(examples, known.FEATURES)


def fit_hits(golds: Sequence[GoldSet], encoder: Encoder, parameters: Parameters, *, joint: bool) -> dict[str, float]:
    """The weights of a candidate's features in single or joint search."""
    examples = hit_examples(golds, encoder, parameters, joint=joint)
    return fitted(examples.features, examples.right, examples.weight, hits.FEATURES)


def thresholds(examples: Examples, names: Sequence[str]) -> dict[str, float]:
    """For each precision the least confidence that has it in folds over whole families of documents, and "ask".

    Cases count as they weigh, so that a set of many easy documents does not decide for all.
    """
    sure, own = cross_fitted(examples, names), examples.linked
    found = {f"{p:g}": round(threshold(sure[own], examples.right[own], examples.weight[own], p), 4) for p in PRECISIONS}
    return found | {ASK: ASKED_FROM}


def cross_fitted(examples: Examples, names: Sequence[str]) -> Array:
    """(k,) the confidence of each case by weights fitted on the other folds; a fold holds whole families of documents.

    Families go to folds by their size, the largest first, each to the fold that is smallest.
    """
    sizes = Counter(examples.family.tolist())
    loads = [0] * min(FOLDS, len(sizes))
    fold_of: dict[int, int] = {}
    for family, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of[family] = loads.index(min(loads))
        loads[fold_of[family]] += size
    fold = np.array([fold_of[family] for family in examples.family.tolist()])
    sure = np.zeros(len(fold))
    for k in range(len(loads)):
        own, rest = fold == k, (fold != k) if len(loads) > 1 else fold == k
        weights = fitted(examples.features[rest], examples.right[rest], examples.weight[rest], names)
        sure[own] = probabilities(examples.features[own], names, weights)
    return sure


# links ------------------------------------------------------------------------------------------------------------------------


def link_examples(golds: Sequence[GoldSet], encoder: Encoder, parameters: Parameters) -> Examples:
    """The links of every comparison, and the likeliest candidate of each clause that has none; clauses of which gold speaks."""
    rows: list[_Rows] = []
    family = families(golds)
    for gold in golds:
        for pair in gold.pairs:
            spoken = {a.id for a, _ in gold.pairs[pair]}
            for way, other, wanted in _ways(gold, pair):
                features, right, linked = _links(gold.documents[pair[0]], other, wanted, spoken, encoder, parameters)
                rows.append((features, right, linked, _TIMES[way], family[gold.name, pair], gold.name))
    return _examples(rows, len(known.FEATURES))


def _ways(gold: GoldSet, pair: Key) -> Iterator[tuple[str, Document, set[Key]]]:
    """The ways to compare a pair: their name, the document of B, and the pairs of clauses that are right there."""
    b = gold.documents[pair[1]]
    every = {(x.id, y.id) for x, y in gold.pairs[pair]}
    draw = np.random.default_rng([SEED, *map(ord, b.standard.designation)])
    luck = {y: draw.random() for y in sorted({y for _, y in every})}
    stranger = _stranger(gold, pair)
    yield "as it is", b, every
    for way, share, mixed in (("3 of 10 out", 0.3, False), ("7 of 10 out", 0.7, False), ("3 of 10 out, strangers in", 0.3, True)):
        kept = tuple(c for c in b.clauses if luck.get(c.id, 1.0) >= share)
        more = stranger.clauses if mixed and stranger else ()
        if len(kept) > 1 and (stranger or not mixed):
            yield way, Document(b.standard, (*kept, *more)), {(x, y) for x, y in every if luck[y] >= share}
    if stranger:
        yield "stranger", stranger, set()


def _stranger(gold: GoldSet, pair: Key) -> Document | None:
    """A document in B's language that nothing of A answers to: the counterpart of the next pair, cyclically."""
    pairs = list(gold.pairs)
    at = pairs.index(pair)
    taken = {b for a, b in pairs if a == pair[0]}
    return next(
        (
            gold.documents[b]
            for a, b in (*pairs[at + 1 :], *pairs[:at])
            if a != pair[0] and b not in taken and gold.languages((pair[0], b)) == gold.languages(pair)
        ),
        None,
    )


def _links(
    a: Document, b: Document, wanted: set[Key], spoken: set[str], encoder: Encoder, parameters: Parameters
) -> tuple[Array, Array, NDArray[np.bool_]]:
    vectors = {d.standard.designation: embed(d.clauses, encoder).vectors for d in (a, b)}
    pairing = Pairing(a, b, vectors, encoder, parameters)
    linked = [(link.a, link.b) for link in pairing.alignment.links]
    own = {i for i, _ in linked}
    alone = [(i, int(row.argmax())) for i, row in enumerate(pairing.alignment.posterior) if i not in own]
    places = [(i, j) for i, j in (*linked, *alone) if a.clauses[i].id in spoken]
    right = np.array([float((a.clauses[i].id, b.clauses[j].id) in wanted) for i, j in places])
    return Known(pairing).of(places), right, np.array([i in own for i, _ in places], dtype=bool)


# candidates -------------------------------------------------------------------------------------------------------------------


def hit_examples(golds: Sequence[GoldSet], encoder: Encoder, parameters: Parameters, *, joint: bool) -> Examples:
    """The first candidates of every query of which gold speaks, among all clauses of a language, a part of the answers lost."""
    weighting = parameters.joint if joint else parameters.single
    rows: list[_Rows] = []
    for number, gold in enumerate(golds):
        draw = np.random.default_rng(SEED)
        for pairs in gold.by_languages().values():
            wanted = gold.wanted(pairs)
            lost = lost_answers(wanted, draw)
            queries, corpus = gold.sides(pairs)
            corpus = [c for c in corpus if c.id not in lost]
            if not corpus:
                continue
            scorer = Scorer(
                queries, corpus, embed(queries, encoder), embed(corpus, encoder), encoder.means, weighting, joint=joint
            )
            for start, scores in scorer.blocks():
                for clause, row in zip(queries[start:], scores, strict=False):
                    if clause.id in wanted:
                        best = np.argsort(-row, kind="stable")[: hits.WEIGHED]
                        right = np.array([float(corpus[j].id in wanted[clause.id]) for j in best[:_BEST]])
                        known_of = hits.features(row[best], weighting)[:_BEST]
                        rows.append((known_of, right, np.arange(len(right)) == 0, 1.0, number, gold.name))
    return _examples(rows, len(hits.FEATURES))


def _examples(rows: Sequence[_Rows], width: int) -> Examples:
    """One table of all cases: sets weigh by the square root of their size, so that neither size nor number decides alone."""
    total: defaultdict[str, float] = defaultdict(float)
    for _, right, _, times, _, name in rows:
        total[name] += times * len(right)
    weight = [np.full(len(right), times / max(total[name], 1e-9) ** 0.5) for _, right, _, times, _, name in rows]
    family = [np.full(len(right), number) for _, right, _, _, number, _ in rows]
    return Examples(
        np.vstack([np.zeros((0, width)), *(row[0] for row in rows)]),
        np.concatenate([np.zeros(0), *(row[1] for row in rows)]),
        np.concatenate([np.zeros(0), *weight]),
        np.concatenate([np.zeros(0, dtype=np.int64), *family]),
        np.concatenate([np.zeros(0, dtype=bool), *(row[2] for row in rows)]),
    )
