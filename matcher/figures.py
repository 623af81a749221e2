"""What ``evaluate`` reports: figures as dataclasses, how they are computed, and how they print as a table and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from typing import Any

from matcher.match import Relation
from matcher.reliability import Bin


@dataclass(frozen=True, slots=True)
class RankFigures:
    """Any-hit@1/5/20 of one way to search over ``queries`` queries of one pair of languages."""

    a_lang: str
    b_lang: str
    mode: str
    queries: int
    at_1: float
    at_5: float
    at_20: float


@dataclass(frozen=True, slots=True)
class PairFigures:
    """Precision, recall, F1 of the pairs that one way to compare finds in ``documents`` pairs of documents."""

    a_lang: str
    b_lang: str
    mode: str
    documents: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class CalibrationFigures:
    """How far the confidence of one mode (single: the first candidate; match: every pair) means what it says, on one set.

    ``ece`` with its 95 % interval over whole documents, or over clauses where there are few documents (``drawn``).
    ``proposed`` of the ``pairs`` that gold can judge reach ``threshold``, the confidence of ``precision``; what they reach here,
    with its 95 % lower bound; ``share`` of all gold pairs is among them, ``clauses`` of all clauses with a counterpart.
    """

    name: str
    mode: str
    pairs: int
    ece: float
    ece_low: float
    ece_high: float
    drawn: str
    bins: tuple[Bin, ...]
    precision: float
    threshold: float
    proposed: int
    reached: float
    reached_low: float
    share: float
    clauses: float
    asked: int
    silent: int


@dataclass(frozen=True, slots=True)
class FoldFigures:
    """Macro-F1 of relations by weights that were learned from the other ``folds`` of the same set, drawn over ``drawn``.

    ``pairs`` are what is drawn for the 95 % interval, ``rows`` all their wordings in different languages; F1 by relation,
    macro-F1 by pair of languages.
    """

    drawn: str
    folds: int
    pairs: int
    rows: int
    macro_f1: float
    low: float
    high: float
    by_relation: Mapping[str, float]
    by_languages: Mapping[str, float]

    def line(self) -> str:
        """The figures for a terminal."""
        each = ", ".join(f"{name} {value:.2f}" for name, value in self.by_relation.items())
        langs = ", ".join(f"{name} {value:.3f}" for name, value in self.by_languages.items())
        return (
            f"    learned in {self.folds} folds over {self.drawn}  n {self.pairs} ({self.rows} rows)"
            f"  macro-F1 {self.macro_f1:.3f} [{self.low:.3f}, {self.high:.3f}]  {each}  by language: {langs}"
        )


@dataclass(frozen=True, slots=True)
class RelationFigures:
    """Macro-F1 of the relations of ``pairs`` gold pairs, F1 by relation, and macro-F1 of always saying the most frequent.

    ``folds``: the same where the weights are learned from the rest of the set.
    """

    pairs: int
    macro_f1: float
    by_relation: Mapping[str, float]
    plain_macro_f1: float
    folds: tuple[FoldFigures, ...] = ()


@dataclass(frozen=True, slots=True)
class DeviationFigures:
    """How many deviations gold states of ``groups`` of clauses, how many were ``found``, and how well (``matcher.differing``).

    ``by_kind``: stated, found, F1. ``sides``: of the right ones the share whose stricter side and comparability are right too.
    ``flagged`` of the ``equal`` groups have a deviation that gold does not know.
    """

    groups: int
    wanted: int
    found: int
    precision: float
    recall: float
    f1: float
    by_kind: Mapping[str, tuple[int, int, float]]
    sides: float
    equal: int
    flagged: int


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one gold set."""

    name: str
    ranks: tuple[RankFigures, ...]
    pairs: tuple[PairFigures, ...]
    calibration: tuple[CalibrationFigures, ...]
    relations: RelationFigures | None
    deviations: DeviationFigures | None = None

    def table(self) -> str:
        """The figures for a terminal."""
        lines = [f"{self.name}   labels hidden, rows shuffled"]
        if self.ranks:
            lines.append(f"{'search':<12}{'languages':<11}{'queries':>8}{'@1':>8}{'@5':>8}{'@20':>8}")
        lines += [
            f"{r.mode:<12}{_arrow(r.a_lang, r.b_lang):<11}{r.queries:>8}{r.at_1:>8.3f}{r.at_5:>8.3f}{r.at_20:>8.3f}"
            for r in self.ranks
        ]
        if self.pairs:
            lines.append(f"{'comparison':<12}{'languages':<11}{'pairs':>8}{'P':>8}{'R':>8}{'F1':>8}")
        lines += [
            f"{p.mode:<12}{_arrow(p.a_lang, p.b_lang):<11}{p.documents:>8}{p.precision:>8.3f}{p.recall:>8.3f}{p.f1:>8.3f}"
            for p in self.pairs
        ]
        lines += calibration_lines(self.calibration)
        if self.relations is not None:
            r = self.relations
            each = ", ".join(f"{name} {value:.2f}" for name, value in r.by_relation.items())
            lines.append(
                f"relations  n {r.pairs}  macro-F1 {r.macro_f1:.3f}  (always the most frequent: {r.plain_macro_f1:.3f})  {each}"
            )
            lines += [one.line() for one in r.folds]
        if self.deviations is not None:
            d = self.deviations
            each = ", ".join(f"{kind} {f1:.2f} ({n})" for kind, (n, _, f1) in d.by_kind.items())
            lines.append(
                f"deviations  n {d.wanted} in {d.groups}  found {d.found}  P {d.precision:.3f}  R {d.recall:.3f}  F1 {d.f1:.3f}"
                f"  stricter side right {d.sides:.3f}; of {d.equal} equal {d.flagged} flagged  {each}"
            )
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of several gold sets with one model, and of their proposals pooled.

    ``fitted`` says on what the parameters were fitted; ``in_sample`` names the sets that were among it, whose figures flatter.
    """

    model: str
    seed: int
    fitted: Mapping[str, str]
    in_sample: tuple[str, ...]
    notes: tuple[str, ...]
    sets: tuple[Report, ...]
    pooled: tuple[CalibrationFigures, ...]

    def as_dict(self) -> dict[str, Any]:
        """Everything as JSON can hold it, rounded to four places."""
        return {key: _rounded(value) for key, value in asdict(self).items()}

    def closing(self) -> str:
        """What is said once, below the tables of the sets."""
        relations = f"; relations on {self.fitted['relations']}" if "relations" in self.fitted else ""
        sets = self.fitted.get("sets", "nothing that is known")
        lines = [f"model {self.model}, seed {self.seed}; parameters fitted on {sets}{relations}"]
        if self.in_sample:
            lines.append(f"fitted on, so that their figures flatter: {', '.join(self.in_sample)}")
        lines += self.notes
        if self.pooled:
            lines.append("all sets pooled, every proposal counting once")
            lines += calibration_lines(self.pooled, bins=True)
        return "\n".join(lines)


def calibration_lines(figures: Sequence[CalibrationFigures], *, bins: bool = False) -> list[str]:
    """Calibration as lines of a table; with ``bins`` the reliability of each as well."""
    lines = []
    for c in figures:
        lines.append(
            f"confidence  {c.mode:<7}n {c.pairs}  ECE {c.ece:.3f} [{c.ece_low:.3f}, {c.ece_high:.3f}] drawn by {c.drawn}"
        )
        lines.append(
            f"    proposed at {c.precision:g} (confidence {c.threshold:.3f}): {c.proposed}, precision {c.reached:.3f}"
            f" (95 % ≥ {c.reached_low:.3f}), of gold pairs {c.share:.3f}, of clauses with a counterpart {c.clauses:.3f};"
            f" asked {c.asked}, silent {c.silent}"
        )
        if bins:
            lines += [f"    {b.low:.1f}–{b.high:.1f}{b.count:>8}  said {b.confidence:.3f}  right {b.right:.3f}" for b in c.bins]
    return lines


def _arrow(a: str, b: str) -> str:
    return f"{a}>{b}"


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value


def counted(found: Set[Any], wanted: Set[Any]) -> tuple[float, float, float]:
    """Precision, recall and F1 of ``found`` against ``wanted``; 0 where there is nothing."""
    return counts(len(found & wanted), len(found), len(wanted))


def counts(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    """Precision, recall and F1 of so many; 0 where there is nothing."""
    precision, recall = right / max(found, 1), right / max(wanted, 1)
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
