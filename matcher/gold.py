"""Gold sets as they are measured and fitted on: labels hidden, rows shuffled, pairs by pair of documents."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ingest.clause import Clause, Document, Reference
from ingest.formats import GoldRow, read_gold, read_jsonl
from ingest.provisions import with_provisions
from ingest.references import with_references
from matcher.lessons import SAME, document_of, is_held_out

Key = tuple[str, str]
SEED = 17
LOST = 0.3
"""Of so many queries the answers are taken out where parameters are fitted: in use, too, not every clause has a counterpart."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold set with hidden labels: documents by true designation, clauses by true (standard, label).

    ``rows`` are the gold rows of which both clauses are there, ``pairs`` those of them whose clauses answer to each other, by
    pair of documents. ``place`` is where a clause (hidden id) stood in the file: for a baseline that needs reading order.
    """

    name: str
    documents: Mapping[str, Document]
    labels: Mapping[Key, Clause]
    place: Mapping[str, int]
    cited: Mapping[str, tuple[Reference, ...]]
    rows: tuple[GoldRow, ...]
    pairs: Mapping[Key, tuple[tuple[Clause, Clause], ...]]

    def languages(self, pair: Key) -> Key:
        """The languages of a pair of documents."""
        a, b = (self.documents[name].standard.lang for name in pair)
        return a, b

    def by_languages(self) -> dict[Key, list[Key]]:
        """The pairs of documents that answer to each other, by their languages, in the order of these."""
        found: dict[Key, list[Key]] = {}
        for pair in self.pairs:
            found.setdefault(self.languages(pair), []).append(pair)
        return dict(sorted(found.items()))

    def sides(self, pairs: Collection[Key]) -> tuple[list[Clause], list[Clause]]:
        """All clauses of the documents of ``pairs``, of A and of B."""
        names = (dict.fromkeys(pair[side] for pair in pairs) for side in (0, 1))
        ours, theirs = ([clause for name in own for clause in self.documents[name].clauses] for own in names)
        return ours, theirs

    def wanted(self, pairs: Collection[Key]) -> dict[str, set[str]]:
        """The clauses (hidden ids) that answer to each clause of A, over ``pairs`` of documents."""
        found: dict[str, set[str]] = {}
        for pair in pairs:
            for a, b in self.pairs[pair]:
                found.setdefault(a.id, set()).add(b.id)
        return found


def lost_answers(wanted: Mapping[str, set[str]], draw: np.random.Generator) -> set[str]:
    """The clauses that answer to a part of the queries, as ``draw`` decides; ``wanted``: see ``GoldSet.wanted``."""
    return {answer for query in sorted(wanted) if draw.random() < LOST for answer in wanted[query]}


def gold_set(path: Path, *, held_out: bool = False) -> GoldSet:
    """The gold set of a file (JSONL: clauses, then gold rows); with ``held_out`` only what training keeps for judging of it.

    Of that the links of clauses that are alike: of those that say less or more, training sets name a part, and what they do not
    name would count as wrong.

    Raises:
        FileMissing: there is no such file.
        BadRow, EmptyDocument: it is no gold set.
    """
    documents = read_jsonl(path)
    if held_out:
        documents = tuple(own for document in documents if (own := _held_out(path.stem, document)).clauses)
    hidden, labels, place, cited = hide(documents)
    ends = (((row.a_standard, row.a_clause), (row.b_standard, row.b_clause), row) for row in read_gold(path))
    rows = [row for a, b, row in ends if a in labels and b in labels and (not held_out or row.relation in SAME)]
    pairs: dict[Key, list[tuple[Clause, Clause]]] = {}
    for row in rows:
        if not row.relation.startswith("no"):
            pair = labels[row.a_standard, row.a_clause], labels[row.b_standard, row.b_clause]
            pairs.setdefault((row.a_standard, row.b_standard), []).append(pair)
    return GoldSet(path.stem, hidden, labels, place, cited, tuple(rows), {key: tuple(found) for key, found in pairs.items()})


def _held_out(name: str, document: Document) -> Document:
    kept = tuple(c for c in document.clauses if is_held_out(document_of(name, c.standard, c.clause)))
    return Document(document.standard, kept)


def hide(
    documents: Sequence[Document],
) -> tuple[dict[str, Document], dict[Key, Clause], dict[str, int], dict[str, tuple[Reference, ...]]]:
    """Documents under random names, shuffled, by their true designation; the clause of each true (standard, label); places.

    Last what each clause (hidden id) cites of other standards, found before the names were taken away.

    What belongs under what is kept: a parser sees that too. Where a label occurs twice in a standard, the first is meant.
    """
    draw = random.Random(SEED)  # noqa: S311 (a shuffle that must repeat, not a secret)
    hidden: dict[str, Document] = {}
    labels: dict[Key, Clause] = {}
    place: dict[str, int] = {}
    cited: dict[str, tuple[Reference, ...]] = {}
    for document in sorted((with_provisions(d) for d in documents), key=lambda d: d.standard.designation):
        designation = f"S{draw.randrange(10**9):09d}"
        ids = {clause.id: f"c{draw.randrange(10**9):09d}" for clause in document.clauses}
        cited |= {ids[c.id]: tuple(r for r in c.references if r.standard) for c in with_references(document).clauses}
        clauses = []
        for at, clause in enumerate(document.clauses):
            new = ids[clause.id]
            clauses.append(replace(clause, standard=designation, clause=new, id=new, parent=ids.get(clause.parent, "")))
            labels.setdefault((document.standard.designation, clause.clause), clauses[-1])
            place[new] = at
        draw.shuffle(clauses)
        hidden[document.standard.designation] = Document(replace(document.standard, designation=designation), tuple(clauses))
    return hidden, labels, place, cited


def families(golds: Sequence[GoldSet]) -> dict[tuple[str, Key], int]:
    """A number for each (set, pair of documents): pairs that share a document, directly or by others, have the same.

    What is fitted on one of them may not be judged by another: they hold the same clauses, or translations of them.
    """
    number: dict[tuple[str, Key], int] = {}
    at = 0
    for gold in golds:
        joined: list[set[str]] = []
        for pair in gold.pairs:
            touched = [group for group in joined if group & set(pair)]
            joined = [group for group in joined if group not in touched] + [set(pair).union(*touched)]
        for pair in gold.pairs:
            number[gold.name, pair] = at + next(i for i, group in enumerate(joined) if pair[0] in group)
        at += len(joined)
    return number
