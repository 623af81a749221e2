"""The figures of a gold set, labels hidden, rows shuffled, beside the plain baseline: the inner product of the same vectors."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.passage import passages
from ingest.clause import Clause, Document
from ingest.formats import GoldRow, read_gold, read_jsonl
from ingest.provisions import with_provisions
from matcher.figures import PairFigures, RankFigures, RelationFigures, Report, counted, macro, spelled_as
from matcher.judging import judge
from matcher.match import Relation
from matcher.pairing import Pairing
from matcher.parameters import shipped
from matcher.retrieve import embed, search

Array = NDArray[np.float32]
Progress = Callable[[int, int], None]
Key = tuple[str, str]
_TOP = 20
_SEED = 17


class Remembering:
    """An encoder that embeds every text once, however often it is asked."""

    def __init__(self, encoder: Encoder, progress: Progress | None = None) -> None:
        self.name, self.dimensions, self.means = encoder.name, encoder.dimensions, encoder.means
        self._encoder, self._progress = encoder, progress
        self._known: dict[str, Array] = {}

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Array:
        """Vectors (n, d) of ``texts``; only those that are new are computed."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known |= dict(zip(new, self._encoder.encode(new, progress=progress or self._progress), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else np.zeros((0, self.dimensions), dtype=np.float32)


def evaluate(path: Path, encoder: Encoder, *, progress: Progress | None = None) -> Report:
    """Measure search, comparison and relations on the gold set ``path`` (JSONL: clauses, then gold rows).

    By pair of languages: any-hit@1/5/20 of single and joint search over all clauses of the counterparts' language, and
    precision, recall and F1 of proposed pairs over all pairs of documents. Over the whole set: macro-F1 of relations, each
    gold pair judged by itself. Gold rows never reach the matcher. Raises the errors of ``read_jsonl`` and ``read_gold``.
    """
    gold = read_gold(path)
    hidden, labels = hidden_set(path)
    remembering = Remembering(encoder, progress)
    rows = [
        row
        for row in gold
        if row.b_clause and (row.a_standard, row.a_clause) in labels and (row.b_standard, row.b_clause) in labels
    ]
    by_languages: dict[Key, list[GoldRow]] = defaultdict(list)
    for row in (r for r in rows if not r.relation.startswith("no")):
        by_languages[hidden[row.a_standard].standard.lang, hidden[row.b_standard].standard.lang].append(row)
    ranks, pairs = [], []
    for languages, own in sorted(by_languages.items()):
        ranks += _ranks(languages, own, hidden, labels, remembering)
        pairs += _pairs(languages, own, hidden, labels, remembering)
    return Report(path.stem, encoder.name, tuple(ranks), tuple(pairs), _relations(rows, hidden, labels, remembering))


def hidden_set(path: Path) -> tuple[dict[str, Document], dict[Key, Clause]]:
    """The clauses of a gold set as ``hide`` gives them."""
    return hide(read_jsonl(path))


def hide(documents: Sequence[Document]) -> tuple[dict[str, Document], dict[Key, Clause]]:
    """Documents under random names, shuffled, by their true designation; and the clause of each true (standard, label).

    What belongs under what is kept: a parser sees that too. Where a label occurs twice in a standard, the first is meant.
    """
    draw = random.Random(_SEED)  # noqa: S311 (a shuffle that must repeat, not a secret)
    hidden: dict[str, Document] = {}
    labels: dict[Key, Clause] = {}
    for document in sorted((with_provisions(d) for d in documents), key=lambda d: d.standard.designation):
        designation = f"S{draw.randrange(10**9):09d}"
        ids = {clause.id: f"c{draw.randrange(10**9):09d}" for clause in document.clauses}
        clauses = []
        for clause in document.clauses:
            new = ids[clause.id]
            clauses.append(replace(clause, standard=designation, clause=new, id=new, parent=ids.get(clause.parent, "")))
            labels.setdefault((document.standard.designation, clause.clause), clauses[-1])
        draw.shuffle(clauses)
        hidden[document.standard.designation] = Document(replace(document.standard, designation=designation), tuple(clauses))
    return hidden, labels


def _ranks(
    languages: Key, rows: Sequence[GoldRow], hidden: Mapping[str, Document], labels: Mapping[Key, Clause], encoder: Encoder
) -> list[RankFigures]:
    queries, corpus = (
        [c for name in dict.fromkeys(getattr(row, side) for row in rows) for c in hidden[name].clauses]
        for side in ("a_standard", "b_standard")
    )
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        wanted[labels[row.a_standard, row.a_clause].id].add(labels[row.b_standard, row.b_clause].id)
    asked = [c for c in queries if c.id in wanted]
    theirs = embed(corpus, encoder)
    found = {
        "plain": _plain(encoder.encode(passages(asked)), encoder.encode(passages(corpus)), corpus),
        "single": _ids(search(asked, corpus, encoder, top=_TOP, vectors=theirs)),
        # every clause of the queries' documents may inform the others, as in a comparison
        "joint": [
            r
            for c, r in zip(queries, _ids(search(queries, corpus, encoder, top=_TOP, joint=True, vectors=theirs)), strict=True)
            if c.id in wanted
        ],
    }
    return [
        RankFigures(*languages, mode, len(asked), *(_hits(asked, ranking, wanted, k) for k in (1, 5, 20)))
        for mode, ranking in found.items()
    ]


def _ids(rankings: Sequence[Sequence[object]]) -> list[list[str]]:
    return [[str(getattr(candidate, "clause_id", "")) for candidate in ranking] for ranking in rankings]


def _plain(ours: Array, theirs: Array, corpus: Sequence[Clause]) -> list[list[str]]:
    ranked = []
    for start in range(0, len(ours), 256):
        best = np.argsort(-(ours[start : start + 256] @ theirs.T), axis=1, kind="stable")[:, :_TOP]
        ranked += [[corpus[j].id for j in row] for row in best]
    return ranked


def _hits(asked: Sequence[Clause], ranking: Sequence[Sequence[str]], wanted: Mapping[str, set[str]], k: int) -> float:
    return sum(bool(wanted[c.id].intersection(found[:k])) for c, found in zip(asked, ranking, strict=True)) / max(len(asked), 1)


def _pairs(
    languages: Key, rows: Sequence[GoldRow], hidden: Mapping[str, Document], labels: Mapping[Key, Clause], encoder: Encoder
) -> list[PairFigures]:
    gold: dict[Key, set[Key]] = defaultdict(set)
    for row in rows:
        gold[row.a_standard, row.b_standard].add(
            (labels[row.a_standard, row.a_clause].id, labels[row.b_standard, row.b_clause].id)
        )
    found: dict[str, set[Key]] = {"plain": set(), "match": set()}
    for a_name, b_name in gold:
        a, b = hidden[a_name], hidden[b_name]
        vectors = {d.standard.designation: encoder.encode(passages(d.clauses)) for d in (a, b)}
        pairing = Pairing(a, b, vectors, encoder, shipped())
        found["match"] |= {(a.clauses[i].id, b.clauses[j].id) for g in pairing.groups for i in g.a for j in g.b}
        nearest = (vectors[a.standard.designation] @ vectors[b.standard.designation].T).argmax(axis=1)
        found["plain"] |= {(c.id, b.clauses[int(j)].id) for c, j in zip(a.clauses, nearest, strict=True)}
    wanted = set().union(*gold.values())
    return [PairFigures(*languages, mode, len(gold), *counted(pairs, wanted)) for mode, pairs in found.items()]


def _relations(
    rows: Sequence[GoldRow], hidden: Mapping[str, Document], labels: Mapping[Key, Clause], encoder: Encoder
) -> RelationFigures | None:
    """Macro-F1 over all gold pairs, beside always saying the most frequent relation; None where gold has only one."""
    if len({row.relation for row in rows}) < 2:
        return None
    by_documents: dict[Key, list[GoldRow]] = defaultdict(list)
    for row in rows:
        by_documents[row.a_standard, row.b_standard].append(row)
    truth: list[str] = []
    said: list[Relation] = []
    for (a, b), own in by_documents.items():
        pairs = [([labels[row.a_standard, row.a_clause]], [labels[row.b_standard, row.b_clause]]) for row in own]
        said += [verdict.judged.relation for verdict in judge(pairs, hidden[a], hidden[b], encoder, shipped())]
        truth += [row.relation for row in own]
    names = spelled_as(truth)
    told = [names[relation] for relation in said]
    most = max(sorted(set(truth)), key=truth.count)
    return RelationFigures(len(truth), *macro(truth, told), macro(truth, [most] * len(truth))[0])
