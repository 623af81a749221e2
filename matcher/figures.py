"""What ``evaluate`` reports: figures as dataclasses, how they are computed, and how they print as a table and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from typing import Any

from matcher.match import Relation


@dataclass(frozen=True, slots=True)
class RankFigures:
    """Any-hit@1/5/20 of one way to search (plain, single, joint) over ``queries`` queries of one pair of languages."""

    a_lang: str
    b_lang: str
    mode: str
    queries: int
    at_1: float
    at_5: float
    at_20: float


@dataclass(frozen=True, slots=True)
class PairFigures:
    """Precision, recall, F1 of the pairs proposed for ``documents`` pairs of documents (plain: each clause's nearest)."""

    a_lang: str
    b_lang: str
    mode: str
    documents: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class RelationFigures:
    """Macro-F1 of the relations of ``pairs`` gold pairs, F1 by relation, and macro-F1 of always saying the most frequent."""

    pairs: int
    macro_f1: float
    by_relation: Mapping[str, float]
    plain_macro_f1: float


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one gold set with one model."""

    name: str
    model: str
    ranks: tuple[RankFigures, ...]
    pairs: tuple[PairFigures, ...]
    relations: RelationFigures | None

    def as_dict(self) -> dict[str, Any]:
        """Everything as JSON can hold it, rounded to four places."""
        return {key: _rounded(value) for key, value in asdict(self).items()}

    def table(self) -> str:
        """One table, for a terminal."""
        lines = [f"{self.name}   model {self.model}, labels hidden, rows shuffled"]
        lines.append(f"{'languages':<10}{'mode':<8}{'n':>6}{'@1':>8}{'@5':>8}{'@20':>8}{'P':>8}{'R':>8}{'F1':>8}")
        pairs = {(p.a_lang, p.b_lang, "joint" if p.mode == "match" else p.mode): p for p in self.pairs}
        for rank in self.ranks:
            found = pairs.get((rank.a_lang, rank.b_lang, rank.mode))
            tail = f"{found.precision:>8.3f}{found.recall:>8.3f}{found.f1:>8.3f}" if found else ""
            head = f"{rank.a_lang + '>' + rank.b_lang:<10}{rank.mode:<8}{rank.queries:>6}"
            lines.append(f"{head}{rank.at_1:>8.3f}{rank.at_5:>8.3f}{rank.at_20:>8.3f}{tail}")
        if self.relations is not None:
            r = self.relations
            each = ", ".join(f"{name} {value:.2f}" for name, value in r.by_relation.items())
            lines.append(
                f"relations  n {r.pairs}  macro-F1 {r.macro_f1:.3f}  (always the most frequent: {r.plain_macro_f1:.3f})  {each}"
            )
        return "\n".join(lines)


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value


def counted(found: Set[Any], wanted: Set[Any]) -> tuple[float, float, float]:
    """Precision, recall and F1 of ``found`` against ``wanted``; 0 where there is nothing."""
    right = len(found & wanted)
    precision, recall = right / max(len(found), 1), right / max(len(wanted), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-12)


def macro(truth: Sequence[str], told: Sequence[str]) -> tuple[float, dict[str, float]]:
    """The mean over the classes of ``truth`` of their F1, and the F1 of each."""
    scores = {}
    for name in sorted(set(truth)):
        right = sum(t == name == s for t, s in zip(truth, told, strict=True))
        scores[name] = 2 * right / (list(truth).count(name) + list(told).count(name))
    return sum(scores.values()) / max(len(scores), 1), scores


def spelled_as(truth: Sequence[str]) -> dict[Relation, str]:
    """How a gold set spells each relation: in full, or in short, where "equal" stands for equal and equivalent."""
    full = all("-" in name for name in truth)
    short = {Relation.EQUIVALENT: Relation.EQUAL}
    return {r: r.value if full else short.get(r, r).value.partition("-")[0] for r in Relation}
