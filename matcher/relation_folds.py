"""How well relations are told: with the shipped weights, and learned in folds from the other pairs of the same gold set.

Every gold pair is judged by itself: what is known of it are its two clauses and the two documents, never which other pairs gold
names, or how many. In folds the weights are fitted on four fifths of the pairs and judged on the rest, five times. A pair in
several languages is one pair, and pairs that share a clause lie in one fold; where that would make one fold of nearly all, the
pairs of one clause of A lie in one fold. Apart from that folds are drawn over whole documents of A, where there are several that
are no translations of each other; documents that stand on side A and on side B go together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.encoder import Encoder
from ingest.formats import GoldRow
from matcher.differing import clauses_of, named
from matcher.figures import FoldFigures, RelationFigures, macro, spelled_as
from matcher.fit_relation import fit_relation
from matcher.gold import SEED, GoldSet, Key
from matcher.judging import judge
from matcher.match import Relation
from matcher.parameters import Parameters
from matcher.relate import Demands, choose
from matcher.reliability import ROUNDS

FOLDS = 5
_SHORT = {r.value.partition("-")[0]: r for r in Relation} | {"equal": Relation.EQUIVALENT}
"""In short "equal" stands for equal and equivalent: the one that claims less."""


@dataclass(frozen=True, slots=True)
class Case:
    """A gold pair: its ``row``, what it demands, and what the shipped weights say of it."""

    row: GoldRow
    demands: Demands
    told: Relation

    @property
    def pair(self) -> Key:
        """The labels of its clauses: the same in all languages of a pair."""
        return self.row.a_clause, self.row.b_clause

    @property
    def relation(self) -> Relation:
        """What gold says; "equal" in short is taken for equivalent, which claims less."""
        return as_relation(self.row.relation)


def as_relation(spelled: str) -> Relation:
    """The relation that a gold set spells in full or in short."""
    return Relation(spelled) if spelled in set(Relation) else _SHORT[spelled.partition("-")[0]]


def relation_cases(gold: GoldSet, encoder: Encoder, parameters: Parameters) -> list[Case]:
    """Every gold row judged, by pair of documents; none where gold has only one relation."""
    if len({row.relation for row in gold.rows}) < 2:
        return []
    by_documents: dict[Key, list[GoldRow]] = {}
    for row in gold.rows:
        by_documents.setdefault((row.a_standard, row.b_standard), []).append(row)
    found = []
    for (a, b), rows in by_documents.items():
        pairs = [(clauses_of(gold, [(a, row.a_clause)]), clauses_of(gold, [(b, row.b_clause)])) for row in rows]
        verdicts = judge(pairs, named(gold, a), named(gold, b), encoder, parameters)
        found += [Case(row, v.demands, v.judged.relation) for row, v in zip(rows, verdicts, strict=True)]
    return found


def relation_figures(gold: GoldSet, encoder: Encoder, parameters: Parameters) -> RelationFigures | None:
    """Macro-F1 over all gold pairs, beside always saying the most frequent relation, and learned in folds.

    None where gold has only one relation.
    """
    cases = relation_cases(gold, encoder, parameters)
    if not cases:
        return None
    truth = [case.row.relation for case in cases]
    names = spelled_as(truth)
    most = max(sorted(set(truth)), key=truth.count)
    folds = tuple(fold_figures(cases, gold, drawn, of) for drawn, of in _foldings(cases))
    shipped = macro(truth, [names[case.told] for case in cases])
    return RelationFigures(len(truth), *shipped, macro(truth, [most] * len(truth))[0], folds)


def _foldings(cases: Sequence[Case]) -> Iterator[tuple[str, Sequence[int]]]:
    """What folds are drawn over, and the fold of each case."""
    linked = _joined([(("a", a), ("b", b)) for a, b in (case.pair for case in cases)])
    largest = max(len({c.pair for c, unit in zip(cases, linked, strict=True) if unit == one}) for one in set(linked))
    if largest * FOLDS <= len({case.pair for case in cases}):
        yield "pairs", _drawn(cases, linked)
    else:
        yield "clauses", _drawn(cases, [case.pair[0] for case in cases])
    either = {case.row.a_standard for case in cases} & {case.row.b_standard for case in cases}
    kin: list[tuple[Hashable, Hashable]] = [(("d", case.row.a_standard), ("p", *case.pair)) for case in cases]
    kin += [(("d", case.row.a_standard), ("d", case.row.b_standard)) for case in cases if case.row.b_standard in either]
    documents = _joined(kin)[: len(cases)]
    if len(set(documents)) > 1:
        names = list(dict.fromkeys(documents))
        yield "documents", [names.index(one) for one in documents]


def _joined(links: Sequence[tuple[Hashable, Hashable]]) -> list[Hashable]:
    """For each link a name of all that is linked with it, directly or by others."""
    root: dict[Hashable, Hashable] = {}

    def found(key: Hashable) -> Hashable:
        while root.get(key, key) != key:
            key = root[key]
        return key

    for one, other in links:
        root[found(other)] = found(one)
    return [found(one) for one, _ in links]


def _drawn(cases: Sequence[Case], units: Sequence[Hashable]) -> list[int]:
    """The fold of each case: units in a shuffled order, the largest first, each to the fold with the fewest pairs."""
    pairs: dict[Hashable, set[Key]] = {}
    for case, unit in zip(cases, units, strict=True):
        pairs.setdefault(unit, set()).add(case.pair)
    names = list(pairs)
    order = sorted(np.random.default_rng(SEED).permutation(len(names)).tolist(), key=lambda k: -len(pairs[names[k]]))
    load, fold = [0] * FOLDS, {}
    for k in order:
        fold[names[k]] = load.index(min(load))
        load[fold[names[k]]] += len(pairs[names[k]])
    return [fold[unit] for unit in units]


def fold_figures(cases: Sequence[Case], gold: GoldSet, drawn: str, fold: Sequence[int]) -> FoldFigures:
    """Each case told by weights that were fitted on the other folds, with a 95 % interval by draws of whole pairs."""
    told: list[Relation | None] = [None] * len(cases)
    for one in sorted(set(fold)):
        rest = [case for case, own in zip(cases, fold, strict=True) if own != one]
        weights = fit_relation(
            [(case.demands, case.relation) for case in rest], {}, independent=len({case.pair for case in rest})
        )
        for k, case in enumerate(cases):
            if fold[k] == one:
                told[k] = choose(case.demands, weights)
    truth = [case.row.relation for case in cases]
    names = spelled_as(truth)
    spelled = [names[relation] for relation in told if relation is not None]
    each = macro(truth, spelled)
    low, high = _interval(cases, truth, spelled)
    languages: dict[Key, list[int]] = {}
    for k, case in enumerate(cases):
        languages.setdefault(gold.languages((case.row.a_standard, case.row.b_standard)), []).append(k)
    by_languages = {
        ">".join(key): macro([truth[k] for k in own], [spelled[k] for k in own])[0] for key, own in sorted(languages.items())
    }
    return FoldFigures(
        drawn, len(set(fold)), len({case.pair for case in cases}), len(cases), each[0], low, high, each[1], by_languages
    )


def _interval(cases: Sequence[Case], truth: Sequence[str], told: Sequence[str]) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of macro-F1 over draws of pairs with all their languages, with replacement."""
    classes = sorted(set(truth))
    pairs = list(dict.fromkeys(case.pair for case in cases))
    at = {pair: k for k, pair in enumerate(pairs)}
    counts = np.zeros((len(pairs), len(classes), 3))  # right, in truth, told
    for case, true, said in zip(cases, truth, told, strict=True):
        counts[at[case.pair], classes.index(true), 1] += 1
        if said in classes:
            counts[at[case.pair], classes.index(said), 2] += 1
        if said == true:
            counts[at[case.pair], classes.index(true), 0] += 1
    draw = np.random.default_rng(SEED)
    scores = []
    for _ in range(ROUNDS):
        times = np.bincount(draw.integers(len(pairs), size=len(pairs)), minlength=len(pairs))
        right, true, said = np.tensordot(times, counts, axes=1).T
        present = true > 0
        scores.append(float((2 * right / np.maximum(true + said, 1))[present].mean()))
    low, high = np.quantile(scores, (0.025, 0.975))
    return float(low), float(high)
