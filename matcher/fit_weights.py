"""Fits how signals are weighed: a conditional logit with a place for "no counterpart" (McFadden 1974).

Of every query that has a counterpart in the corpus, and of as many whose counterparts were taken out as a draw decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.embedding import embed
from index.encoder import Encoder
from matcher.gold import SEED, GoldSet, Key, lost_answers
from matcher.parameters import Weighting
from matcher.retrieve import Scorer

Array = NDArray[np.float64]
_CANDIDATES = 64
_RIDGE = 1e-4
SINGLE = ("anchors", "headings", "meaning", "words")  # lengths help with translations, and hurt between documents that are none
JOINT = ("anchors", "headings", "hubs", "length", "meaning", "standard", "words")
PAIR = ("anchors", "hubs", "length", "meaning", "words")  # the titles above are what the alignment makes of them
_FIRST_GUESS = {"meaning": 25.0, "anchors": 3.0}
"""What picks the candidates of a case, and shows which standards belong together, before anything is fitted."""


@dataclass(frozen=True, slots=True)
class Case:
    """One query: the signals of its candidates (candidates, signals), and which of them is right (none: "no counterpart")."""

    features: Array
    right: NDArray[np.bool_]
    weight: float


def fit_weighting(
    golds: Sequence[GoldSet], encoder: Encoder, names: Sequence[str], start: Weighting, *, by_pair: bool
) -> Weighting:
    """The weights of the signals ``names``; ``by_pair``: within pairs of documents, else over all documents of a language.

    A signal that no case has (words, where no pair is of one language) keeps the weight that it has in ``start``.
    """
    cases = [case for gold in golds for case in _cases(gold, encoder, names, by_pair=by_pair)]
    kept = {
        number: start.weights.get(name, 0.0)
        for number, name in enumerate(names)
        if not any(case.features[:, number].any() for case in cases)
    }
    solved = _logit(cases, len(names), kept)
    return Weighting(
        {name: round(float(w), 4) for name, w in zip(names, solved[:-1], strict=True)}, 1.0, round(float(solved[-1]), 4)
    )


def _cases(gold: GoldSet, encoder: Encoder, names: Sequence[str], *, by_pair: bool) -> list[Case]:
    """Cases by pair of languages, each with the same weight; ``by_pair``: within pairs of documents, else over all."""
    draw = np.random.default_rng(SEED)
    by_languages = gold.by_languages()
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
    gold: GoldSet, documents: Sequence[Key], encoder: Encoder, names: Sequence[str], draw: np.random.Generator
) -> list[Case]:
    wanted = gold.wanted(documents)
    lost = lost_answers(wanted, draw)
    queries, every = gold.sides(documents)
    corpus = [c for c in every if c.id not in lost]
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


def _logit(cases: Sequence[Case], signals: int, kept: Mapping[int, float]) -> Array:
    """Weights of the signals (not negative) and the score of "no counterpart", by penalised maximum likelihood.

    ``kept`` are weights that are not fitted, by the number of the signal.
    """
    from scipy.optimize import minimize

    features, there, right = _table(cases, signals)
    weight = np.array([case.weight for case in cases])
    weight /= weight.sum()

    def loss(parameters: Array) -> tuple[float, Array]:
        scores = np.where(there, features @ parameters, -np.inf)
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        hit = np.maximum((odds * right).sum(axis=1), 1e-12)
        pull = weight[:, None] * odds * (1 - right / hit[:, None])
        size = np.append(parameters[:-1], 0.0)
        slope = np.tensordot(pull, features, axes=2) + 2 * _RIDGE * size
        return float(-(weight @ np.log(hit)) + _RIDGE * size @ size), slope

    start = np.append(np.full(signals, 5.0), 3.0)
    bounds = [(kept.get(number, 0.0), kept.get(number)) for number in range(signals)] + [(None, None)]
    start[list(kept)] = list(kept.values())
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)


def _table(cases: Sequence[Case], signals: int) -> tuple[Array, NDArray[np.bool_], Array]:
    """All cases at once: features (cases, places, signals + 1), which places there are, and which are right.

    The first place is "no counterpart": its one feature is the last, which nothing else has.
    """
    places = 1 + max(len(case.right) for case in cases)
    features = np.zeros((len(cases), places, signals + 1))
    there, right = np.zeros((len(cases), places), dtype=bool), np.zeros((len(cases), places))
    for number, case in enumerate(cases):
        end = 1 + len(case.right)
        features[number, 0, -1] = 1.0
        features[number, 1:end, :-1] = case.features
        there[number, :end] = True
        right[number, 0] = not case.right.any()
        right[number, 1:end] = case.right
    return features, there, right
