"""How well deviations are found: on gold that states them, each group of clauses that answer to each other judged by itself.

A deviation that was found is right where gold states one of its kind that shares characters with it on every side that gold
names; one to one. What gold calls equal has none: whatever is found there is a false alarm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.encoder import Encoder
from ingest.clause import Clause, Document
from ingest.formats import GoldRow
from matcher.figures import DeviationFigures, counts
from matcher.gold import GoldSet
from matcher.judging import Verdict, judge
from matcher.match import Deviation, DeviationKind, Relation, Span
from matcher.parameters import Parameters

_SAME = frozenset({Relation.EQUAL, Relation.EQUIVALENT, "equal"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A deviation that gold states, with the places of its words: None for a side that it leaves empty."""

    kind: DeviationKind
    a: tuple[Span, ...] | None
    b: tuple[Span, ...] | None
    stricter: str
    comparable: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A group of clauses that gold links, what it states of them, what was found, and which of both belong together."""

    a: tuple[Clause, ...]
    b: tuple[Clause, ...]
    equal: bool
    wanted: tuple[Wanted, ...]
    verdict: Verdict
    right: tuple[tuple[int, int], ...]


def deviation_figures(gold: GoldSet, encoder: Encoder, parameters: Parameters) -> DeviationFigures | None:
    """Precision, recall and F1 of deviations over all groups of a gold set; None where gold states none."""
    if not any(row.deviations for row in gold.rows):
        return None
    seen = list(cases(gold, encoder, parameters))
    wanted: Counter[str] = Counter(w.kind.value for case in seen for w in case.wanted)
    found: Counter[str] = Counter(d.kind.value for case in seen for d in case.verdict.deviations)
    right: Counter[str] = Counter(case.wanted[w].kind.value for case in seen for _, w in case.right)
    sides = [
        (case.verdict.deviations[f].comparable, case.verdict.deviations[f].stricter.value)
        == (case.wanted[w].comparable, case.wanted[w].stricter)
        for case in seen
        for f, w in case.right
    ]
    equal = [case for case in seen if case.equal]
    kinds = sorted({*wanted, *found})
    return DeviationFigures(
        len(seen),
        wanted.total(),
        found.total(),
        *counts(right.total(), found.total(), wanted.total()),
        {kind: (wanted[kind], found[kind], counts(right[kind], found[kind], wanted[kind])[2]) for kind in kinds},
        sum(sides) / max(len(sides), 1),
        len(equal),
        sum(bool(case.verdict.deviations) for case in equal),
    )


def cases(gold: GoldSet, encoder: Encoder, parameters: Parameters) -> Iterator[Case]:
    """Every group of clauses that gold links, judged; rows that say nothing of deviations, and are not equal, are left out."""
    by_documents: dict[tuple[str, str], list[GoldRow]] = {}
    for row in gold.rows:
        if not row.relation.startswith("no"):
            by_documents.setdefault((row.a_standard, row.b_standard), []).append(row)
    for (a, b), rows in by_documents.items():
        groups = [group for group in _groups(rows) if all(_states(row) for row in group)]
        sides = [
            (clauses_of(gold, ((r.a_standard, r.a_clause) for r in g)), clauses_of(gold, ((r.b_standard, r.b_clause) for r in g)))
            for g in groups
        ]
        verdicts = judge(sides, named(gold, a), named(gold, b), encoder, parameters, alone=True)
        for group, (ours, theirs), verdict in zip(groups, sides, verdicts, strict=True):
            wanted = tuple(w for row in group for w in _wanted(row, gold))
            equal = all(row.relation in _SAME and not row.deviations for row in group)
            yield Case(ours, theirs, equal, wanted, verdict, matched(verdict.deviations, wanted))


def _states(row: GoldRow) -> bool:
    return row.deviations is not None or row.relation in _SAME


def _groups(rows: Sequence[GoldRow]) -> list[list[GoldRow]]:
    """Rows that share a clause, directly or by others."""
    joined: list[tuple[set[tuple[str, str]], list[GoldRow]]] = []
    for row in rows:
        ends, own = {("a", row.a_clause), ("b", row.b_clause)}, [row]
        for group in [g for g in joined if g[0] & ends]:
            joined.remove(group)
            ends, own = ends | group[0], group[1] + own
        joined.append((ends, own))
    return [own for _, own in joined]


def named(gold: GoldSet, designation: str) -> Document:
    """A document under its own name: what "must" means depends on the publisher, and nothing is to be found by names here."""
    hidden = gold.documents[designation]
    clauses = tuple(replace(c, standard=designation) for c in hidden.clauses)
    return Document(replace(hidden.standard, designation=designation), clauses)


def clauses_of(gold: GoldSet, keys: Iterable[tuple[str, str]]) -> tuple[Clause, ...]:
    """The clauses of true (standard, label) under the name of their standard, with what they cite, in reading order."""
    found = {
        gold.labels[key].id: replace(gold.labels[key], standard=key[0], references=gold.cited[gold.labels[key].id])
        for key in keys
    }
    return tuple(sorted(found.values(), key=lambda c: gold.place[c.id]))


def _wanted(row: GoldRow, gold: GoldSet) -> Iterator[Wanted]:
    a, b = gold.labels[row.a_standard, row.a_clause], gold.labels[row.b_standard, row.b_clause]
    for stated in row.deviations or ():
        kind = DeviationKind(stated.kind)
        yield Wanted(kind, _places(a, stated.a), _places(b, stated.b), stated.stricter, stated.comparable)


def _places(clause: Clause, words: str) -> tuple[Span, ...] | None:
    """Wherever ``words`` stand in the clause; None where there are no words."""
    if not words:
        return None
    found, at = [], clause.text.find(words)
    while at >= 0:
        found.append(Span(clause.id, at, at + len(words)))
        at = clause.text.find(words, at + 1)
    return tuple(found)


def matched(found: Sequence[Deviation], wanted: Sequence[Wanted]) -> tuple[tuple[int, int], ...]:
    """Pairs (place in ``found``, place in ``wanted``) that are the same deviation, one to one, as many as can be."""
    from scipy.optimize import linear_sum_assignment

    fits = np.array([[float(_fits(d, w)) for w in wanted] for d in found]).reshape(len(found), len(wanted))
    rows, columns = linear_sum_assignment(fits, maximize=True)
    return tuple((int(i), int(j)) for i, j in zip(rows, columns, strict=True) if fits[i, j])


def _fits(found: Deviation, wanted: Wanted) -> bool:
    return found.kind is wanted.kind and all(
        places is None or any(_share(s, p) for s in spans for p in places)
        for spans, places in ((found.a, wanted.a), (found.b, wanted.b))
    )


def _share(a: Span, b: Span) -> bool:
    return a.clause == b.clause and a.start < b.end and b.start < a.end
