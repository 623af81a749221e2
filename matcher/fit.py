"""Fits the shipped parameters: how signals are weighed, what a score is worth, and when to stay silent.

    python -m matcher.fit GOLD.jsonl … --learnt GOLD.jsonl … --out matcher/parameters.json

The gold must be kept apart from what the figures are judged by, and from what the model was trained on: of the sets that were
``learnt`` only those documents count that ``matcher.train`` holds out. The ranking is a conditional logit with a place for "no
counterpart" (McFadden 1974): of every query that has a counterpart in the corpus and of as many whose counterparts were
taken out. Links are calibrated by a logistic regression on what the alignment knows, over pairs of documents that belong
together and pairs that do not.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, load_encoder
from index.passage import passages
from ingest.clause import Clause, Document
from ingest.formats import GoldRow, read_gold
from matcher.evaluate import Remembering, hidden_set
from matcher.fit_relation import fit_relation
from matcher.judging import judge
from matcher.lessons import document_of, is_held_out
from matcher.match import Relation
from matcher.pairing import Pairing
from matcher.parameters import Parameters, Weighting, shipped
from matcher.relate import Demands
from matcher.retrieve import Scorer, embed

Array = NDArray[np.float64]
_CANDIDATES = 64
_SEED = 17
_WITHOUT = 0.3
_RIDGE = 1e-4
SINGLE = ("anchors", "meaning")  # lengths help with translations, and hurt between documents that are none
JOINT = ("anchors", "hubs", "length", "meaning", "standard")
PAIR = ("anchors", "hubs", "length", "meaning")
_FIRST_GUESS = {"meaning": 25.0, "anchors": 3.0}
"""What picks the candidates of a case, and shows which standards belong together, before anything is fitted."""


@dataclass(frozen=True, slots=True)
class Case:
    """One query: the signals of its candidates (candidates, signals), and which of them is right (none: "no counterpart")."""

    features: Array
    right: NDArray[np.bool_]
    weight: float


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold set with hidden labels: documents by true designation, clauses by true label, pairs by pair of documents.

    ``rows`` are all gold rows with two clauses, ``pairs`` those of them whose clauses answer to each other.
    """

    documents: Mapping[str, Document]
    labels: Mapping[tuple[str, str], Clause]
    rows: Sequence[GoldRow]
    pairs: Mapping[tuple[str, str], Sequence[tuple[Clause, Clause]]]


def fit(paths: Sequence[Path], encoder: Encoder, *, learnt: Sequence[Path] = ()) -> Parameters:
    """The parameters fitted on ``paths``, and on those documents of ``learnt`` that training holds out."""
    remembering = Remembering(encoder)
    gold = [_gold(path, learnt=path in learnt) for path in (*paths, *learnt)]
    start = shipped()
    single = _weighting(gold, remembering, SINGLE, by_pair=False)
    joint = _weighting(gold, remembering, JOINT, by_pair=False)
    pair = _weighting(gold, remembering, PAIR, by_pair=True)
    fitted = replace(start, single=single, joint=joint, pair=pair)
    link, thresholds = _links(gold, remembering, fitted)
    relation = fit_relation(_examples(gold, remembering, fitted), start.relation)
    about = {
        "model": encoder.name,
        "sets": ", ".join(sorted(p.stem for p in (*paths, *learnt))),
        "command": "python -m matcher.fit",
    }
    return replace(fitted, link=link, thresholds=thresholds, relation=relation, fitted=about)


def _gold(path: Path, *, learnt: bool) -> Gold:
    documents, labels = hidden_set(path)
    rows = [r for r in read_gold(path) if r.b_clause]
    if learnt:
        rows = [r for r in rows if is_held_out(document_of(path.stem, r.a_standard, r.a_clause))]
    pairs: dict[tuple[str, str], list[tuple[Clause, Clause]]] = {}
    for row in rows:
        found = _found(row, labels)
        if found and not row.relation.startswith("no"):
            pairs.setdefault((row.a_standard, row.b_standard), []).append(found)
    return Gold(documents, labels, rows, pairs)


def _examples(gold: Sequence[Gold], encoder: Encoder, parameters: Parameters) -> list[tuple[Demands, Relation]]:
    """What the pairs of sets with several relations demand, and the relation that gold says: only there can it be learnt."""
    found = []
    for one in gold:
        if len({row.relation for row in one.rows}) < 2:
            continue
        by_documents: dict[tuple[str, str], list[GoldRow]] = {}
        for row in one.rows:
            by_documents.setdefault((row.a_standard, row.b_standard), []).append(row)
        for (a, b), rows in by_documents.items():
            clauses = [_found(row, one.labels) for row in rows]
            known = [(pair, Relation(row.relation)) for pair, row in zip(clauses, rows, strict=True) if pair]
            verdicts = judge([([x], [y]) for (x, y), _ in known], one.documents[a], one.documents[b], encoder, parameters)
            found += [(verdict.demands, relation) for verdict, (_, relation) in zip(verdicts, known, strict=True)]
    return found


def _found(row: GoldRow, labels: Mapping[tuple[str, str], Clause]) -> tuple[Clause, Clause] | None:
    a, b = labels.get((row.a_standard, row.a_clause)), labels.get((row.b_standard, row.b_clause))
    return (a, b) if a and b else None


# how signals are weighed ------------------------------------------------------------------------------------------------------


def _weighting(gold: Sequence[Gold], encoder: Encoder, names: Sequence[str], *, by_pair: bool) -> Weighting:
    cases = [case for one in gold for case in _cases(one, encoder, names, by_pair=by_pair)]
    solved = _logit(cases, len(names))
    return Weighting(
        {name: round(float(w), 4) for name, w in zip(names, solved[:-1], strict=True)}, 1.0, round(float(solved[-1]), 4)
    )


def _cases(gold: Gold, encoder: Encoder, names: Sequence[str], *, by_pair: bool) -> list[Case]:
    """Cases by pair of languages, each with the same weight; ``by_pair``: within pairs of documents, else over all."""
    draw = np.random.default_rng(_SEED)
    by_languages: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for a, b in gold.pairs:
        by_languages.setdefault((gold.documents[a].standard.lang, gold.documents[b].standard.lang), []).append((a, b))
    cases = []
    for documents in by_languages.values():
        own = [
            case
            for chosen in ([[pair] for pair in documents] if by_pair else [documents])
            for case in _language_cases(gold, chosen, encoder, names, draw)
        ]
        cases += [replace(case, weight=1 / (len(own) * len(by_languages))) for case in own]
    return cases


def _language_cases(
    gold: Gold, documents: Sequence[tuple[str, str]], encoder: Encoder, names: Sequence[str], draw: np.random.Generator
) -> list[Case]:
    wanted: dict[str, set[str]] = {}
    for pair in documents:
        for a, b in gold.pairs[pair]:
            wanted.setdefault(a.id, set()).add(b.id)
    queries = [c for name in dict.fromkeys(a for a, _ in documents) for c in gold.documents[name].clauses]
    corpus = [c for name in dict.fromkeys(b for _, b in documents) for c in gold.documents[name].clauses]
    lost = {q for q in sorted(wanted) if draw.random() < _WITHOUT}
    taken = {b for q in lost for b in wanted[q]}
    corpus = [c for c in corpus if c.id not in taken]
    if not corpus:
        return []
    ours, theirs = embed(queries, encoder), embed(corpus, encoder)
    guess = Weighting(dict.fromkeys(names, 0.0) | _FIRST_GUESS, 1.0, 0.0)
    scorer = Scorer(queries, corpus, ours, theirs, encoder.means, guess, joint="hubs" in names)
    cases = []
    for i, clause in enumerate(queries):
        if clause.id not in wanted:
            continue
        signals = scorer.signals(i, i + 1)
        features = np.stack([signals[name][0] for name in names], axis=1).astype(np.float64)
        likely = scorer.scores(i, i + 1)[0]
        best = np.argsort(-likely, kind="stable")[:_CANDIDATES]
        right = np.array([corpus[j].id in wanted[clause.id] for j in best])
        cases.append(Case(features[best], right, 1.0))
    return cases


def _logit(cases: Sequence[Case], signals: int) -> Array:
    """Weights of the signals (not negative) and the score of "no counterpart", by penalised maximum likelihood."""
    from scipy.optimize import minimize

    total = sum(case.weight for case in cases)

    def loss(parameters: Array) -> tuple[float, Array]:
        value, slope = 0.0, np.zeros_like(parameters)
        for case in cases:
            scores = np.append(case.features @ parameters[:-1], parameters[-1])
            odds = np.exp(scores - scores.max())
            odds /= odds.sum()
            right = np.append(case.right, not case.right.any())
            hit = max(float(odds[right].sum()), 1e-12)
            value -= case.weight * np.log(hit)
            pull = odds - np.where(right, odds / hit, 0.0)
            slope += case.weight * np.append(case.features.T @ pull[:-1], pull[-1])
        size = parameters[:-1]
        return value / total + _RIDGE * float(size @ size), slope / total + 2 * _RIDGE * np.append(size, 0.0)

    start = np.append(np.full(signals, 5.0), 3.0)
    bounds = [(0.0, None)] * signals + [(None, None)]
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)


# what a link is worth ---------------------------------------------------------------------------------------------------------


def _links(gold: Sequence[Gold], encoder: Encoder, parameters: Parameters) -> tuple[dict[str, float], dict[str, float]]:
    """The logistic of a link, and the thresholds for the precision that it is to have on the same pairs."""
    rows: list[tuple[float, float, float]] = []
    for one in gold:
        rows += _link_rows(one, encoder, parameters)
    x = np.array([[1.0, odds, support] for odds, support, _ in rows])
    y = np.array([right for _, _, right in rows])
    solved = _logistic(x, y)
    link = {name: round(float(v), 4) for name, v in zip(("bias", "posterior", "support"), solved, strict=True)}
    probability = 1 / (1 + np.exp(-(x @ solved)))
    return link, {"propose": _threshold(probability, y, 0.95), "ask": 0.2}


def _link_rows(gold: Gold, encoder: Encoder, parameters: Parameters) -> list[tuple[float, float, float]]:
    """(log odds of the posterior, support, right) of the links of every pair of documents, and of each with a stranger."""
    rows = []
    names = list(gold.pairs)
    for at, (a, b) in enumerate(names):
        stranger = next((y for x, y in names[at + 1 :] + names[:at] if y != b and x != a and _same_lang(gold, y, b)), None)
        for other in (b, stranger) if stranger else (b,):
            documents = gold.documents[a], gold.documents[other]
            vectors = {d.standard.designation: encoder.encode(passages(d.clauses)) for d in documents}
            pairing = Pairing(*documents, vectors, encoder, parameters)
            right = {(x.id, y.id) for x, y in gold.pairs.get((a, other), ())}
            judged = {x for x, _ in right} if other == b else set()
            for link in pairing.alignment.links:
                x, y = documents[0].clauses[link.a].id, documents[1].clauses[link.b].id
                if other == b and x not in judged:
                    continue
                p = min(max(link.posterior, 1e-6), 1 - 1e-6)
                rows.append((float(np.log(p / (1 - p))), link.support, float((x, y) in right)))
    return rows


def _same_lang(gold: Gold, a: str, b: str) -> bool:
    return gold.documents[a].standard.lang == gold.documents[b].standard.lang


def _logistic(x: Array, y: Array) -> Array:
    """Weights of a logistic regression, those of the signals not negative, lightly penalised."""
    from scipy.optimize import minimize

    def loss(w: Array) -> tuple[float, Array]:
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        value = float(np.mean(np.logaddexp(0, z) - y * z)) + _RIDGE * float(w @ w)
        return value, x.T @ (p - y) / len(y) + 2 * _RIDGE * w

    bounds = [(None, None), (0.0, None), (0.0, None)]
    return np.asarray(minimize(loss, np.array([0.0, 1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=bounds).x)


def _threshold(probability: Array, right: Array, precision: float) -> float:
    """The least probability from which on the links together have ``precision``; 1 where none has."""
    order = np.argsort(-probability, kind="stable")
    kept = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(kept >= precision)
    return round(float(probability[order][good[-1]]), 4) if len(good) else 1.0


def main() -> None:
    """The command: fit and write."""
    parser = argparse.ArgumentParser(description="Fit the parameters of the matcher on gold sets that are no judge sets.")
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--learnt", nargs="*", type=Path, default=[], help="sets that the model was trained on")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", default="bundled")
    arguments = parser.parse_args()
    found = fit(arguments.gold, load_encoder(arguments.model), learnt=arguments.learnt)
    arguments.out.write_text(found.to_json(), encoding="utf-8")


if __name__ == "__main__":
    main()
