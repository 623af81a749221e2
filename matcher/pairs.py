"""What the model learns from: pairs of texts that answer to each other, from gold sets and from a library's own judgements."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.passage import passage
from ingest.clause import Clause
from ingest.errors import BadRow, FileMissing
from matcher.match import Decision, Judgement, Relation

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SAME = frozenset({"equal", Relation.EQUAL.value, Relation.EQUIVALENT.value})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that answer to each other, their languages, and the document of the first: what is held out together."""

    a: str
    b: str
    a_lang: str
    b_lang: str
    document: str


def read_pairs(paths: Sequence[Path]) -> tuple[Pair, ...]:
    """The pairs of gold sets (JSONL: clauses, then rows with ``"gold": true``), in order.

    Of the gold rows those whose relation is equal or equivalent; and, since they say related things in other words, each
    clause with a counterpart of the clause that it belongs to by its number ("4.1.2" to "4.1"; chapters are about too much).

    Raises:
        FileMissing: there is no such file.
        BadRow: a line is not JSON, lacks a field, or names a clause that the file does not hold.
    """
    return tuple(pair for path in paths for pair in _read(path))


def _read(path: Path) -> list[Pair]:
    if not path.is_file():
        raise FileMissing(str(path), "there is no such file")
    clauses: dict[tuple[str, str], Clause] = {}
    gold: list[tuple[int, dict[str, Any]]] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if row.get("gold"):
                    gold.append((number, row))
                else:
                    clause = Clause(row["standard"], row["clause"], row["lang"], row.get("title") or "", row["text"])
                    clauses[clause.standard, clause.clause] = clause
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise BadRow(path.name, f"not a clause or a gold row ({error})", line=number) from error
    pairs = []
    equals: dict[tuple[str, str], list[Clause]] = {key: [clause] for key, clause in clauses.items()}
    for number, row in gold:
        try:
            a, b = clauses[row["a_standard"], row["a_clause"]], clauses[row["b_standard"], row["b_clause"]]
        except KeyError as error:
            raise BadRow(path.name, f"a gold row without its clause ({error})", line=number) from error
        if row.get("relation", "equal") in _SAME:
            pairs.append(Pair(passage(a), passage(b), a.lang, b.lang, a.standard))
            equals[a.standard, a.clause].append(b)
            equals[b.standard, b.clause].append(a)
    return pairs + _kin(path.stem, clauses, equals)


def _kin(name: str, clauses: Mapping[tuple[str, str], Clause], equals: Mapping[tuple[str, str], Sequence[Clause]]) -> list[Pair]:
    """Each clause with a counterpart, drawn by a fixed seed, of the clause that it belongs to; one number is one document."""
    draw = np.random.default_rng(len(clauses))
    by_number = {(standard, label.lstrip(_LETTERS)): (standard, label) for standard, label in clauses}
    pairs = []
    for clause in clauses.values():
        parent = clause.clause.lstrip(_LETTERS).rpartition(".")[0]
        key = by_number.get((clause.standard, parent))
        if key and "." in parent:
            other = equals[key][int(draw.integers(len(equals[key])))]
            pairs.append(Pair(passage(clause), passage(other), clause.lang, other.lang, f"{name}/{parent}"))
    return pairs


def judged_pairs(judgements: Sequence[Judgement], clauses: Mapping[tuple[str, str], Clause]) -> tuple[Pair, ...]:
    """The links that people accepted, as pairs; ``clauses`` by (designation, id).

    Relations that share only a part teach nothing here.

    What is held out together is a top-level clause of the first standard: a library may hold a single pair of standards.
    """
    pairs = []
    for judgement in judgements:
        ends = (judgement.a_standard, judgement.a_clause), (judgement.b_standard, judgement.b_clause)
        partly = judgement.relation in {Relation.INTERSECTS, Relation.NONE}
        if judgement.decision is Decision.ACCEPT and not partly and all(end in clauses for end in ends):
            a, b = (clauses[end] for end in ends)
            pairs.append(Pair(passage(a), passage(b), a.lang, b.lang, f"{a.standard}/{a.id.partition('/')[0]}"))
    return tuple(pairs)


def held_out(documents: Sequence[str], share: float, seed: int) -> frozenset[str]:
    """The documents to judge by: about ``share`` of them, at least one where there are two, drawn by ``seed``.

    A document with more than a tenth of all pairs is never held out where there are others: it would be a set of its own.
    """
    counts = {name: documents.count(name) for name in sorted(set(documents))}
    small = [name for name, count in counts.items() if count <= len(documents) / 10]
    names = small if len(small) > 1 else list(counts)
    count = min(len(names) - 1, max(1, round(share * len(names))))
    draw = np.random.default_rng(seed)
    return frozenset(str(name) for name in draw.choice(names, size=count, replace=False)) if count > 0 else frozenset()
