"""The figures of gold sets: labels hidden, rows shuffled, everything beside baselines on the same vectors and texts.

Every text is embedded once. The same gold, model and parameters give the same figures: ties go by the order of a shuffle with a
fixed seed, intervals by draws with the same seed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import numpy as np

from index.encoder import Encoder
from ingest.errors import UsageError
from matcher.advise import PRECISION, advice, needed
from matcher.differing import deviation_figures
from matcher.figures import CalibrationFigures, Evaluation, Report
from matcher.gold import SEED, GoldSet, gold_set
from matcher.match import Advice
from matcher.monotone import has_vecalign
from matcher.paired import pair_figures
from matcher.parameters import Parameters, shipped
from matcher.ranking import MODES, rank_figures
from matcher.relation_folds import relation_figures
from matcher.reliability import Sample, calibration_error, interval, lower_bound, reliability
from matcher.remembering import Remembering
from matcher.rerank import Reranker, built_in
from matcher.second_look import Outcome, second_look, verdict

Progress = Callable[[int, int], None]
_FEW = 10
"""Fewer documents than this are not drawn again: their clauses are."""
NO_VECALIGN = "vecalign itself is not installed (pip install sentweave): `monotone` does the same on the same vectors"


PARTS = (*MODES, "match", "relations", "deviations")
"""What can be measured."""


def own_gold() -> list[Path]:
    """The gold sets of the project's own sample standards, which a checkout has and an installed package has not.

    Raises:
        UsageError: there are none.
    """
    folder = Path(__file__).resolve().parent.parent / "corpora" / "gold"
    found = sorted(folder.glob("*.jsonl"))
    if not found:
        raise UsageError("no gold set was named, and the project's own are not here; name one: clausebridge evaluate GOLD.jsonl")
    return found


def evaluate(  # noqa: PLR0913 (all but two have a default)
    paths: Sequence[Path],
    encoder: Encoder,
    *,
    only: Collection[str] = PARTS,
    baselines: bool = True,
    precision: float = PRECISION,
    parameters: Parameters | None = None,
    reranker: Reranker | None = None,
    told: Callable[[Report], None] | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Measure on the gold sets ``paths`` (JSONL: clauses, then gold rows) what ``only`` asks for.

    By pair of languages: any-hit@1/5/20 of single and joint search over all clauses of the counterparts' documents; precision,
    recall and F1 of proposed pairs over all pairs of documents. Over each set and over all: calibration of the confidences, and
    what is proposed at ``precision``; macro-F1 of relations, each gold pair judged by
    itself, with the shipped weights and learned in folds (``relation_folds``); deviations, each group of linked
    clauses by itself. Gold rows never reach the matcher.
    ``told`` hears of each set when it is done. With a ``reranker``, single search is measured with it as well.

    Raises:
        FileMissing, BadRow, EmptyDocument: a file is no gold set.
    """
    chosen = parameters or shipped()
    least = needed(precision, chosen)
    golds = [gold_set(path) for path in paths]
    remembering = encoder if isinstance(encoder, Remembering) else Remembering(encoder, progress)
    closer = built_in(encoder)
    reports: list[Report] = []
    pooled: dict[str, list[Sample]] = {}
    outcomes: list[Outcome] = []
    for gold in golds:
        ranks, firsts = (
            rank_figures(gold, remembering, chosen, modes=set(only) & set(MODES), baselines=baselines, reranker=closer)
            if set(only) & set(MODES)
            else ([], [])
        )
        if reranker and "single" in only:
            again, own = second_look(gold, remembering, chosen, reranker, closer)
            ranks += again
            outcomes += own
        pairs, proposed = pair_figures(gold, remembering, chosen, baselines=baselines) if "match" in only else ([], [])
        relations = relation_figures(gold, remembering, chosen) if "relations" in only else None
        told_of = {"single": firsts, "match": proposed}
        for mode, samples in told_of.items():
            pooled.setdefault(mode, []).extend(samples)
        calibration = _calibrations([gold], told_of, (precision, least), chosen)
        differing = deviation_figures(gold, remembering, chosen) if "deviations" in only else None
        reports.append(Report(gold.name, tuple(ranks), tuple(pairs), calibration, relations, differing))
        if told:
            told(reports[-1])
    notes: tuple[str, ...] = (NO_VECALIGN,) if baselines and "match" in only and not has_vecalign() else ()
    notes += (verdict(outcomes, reranker.name),) if reranker and outcomes else ()
    fitted_on = {name.strip() for part in ("sets", "relations") for name in chosen.fitted.get(part, "").split(",")}
    return Evaluation(
        encoder.name,
        SEED,
        dict(chosen.fitted),
        tuple(gold.name for gold in golds if gold.name in fitted_on),
        notes,
        tuple(reports),
        _calibrations(golds, pooled, (precision, least), chosen) if len(golds) > 1 else (),
    )


def _calibrations(
    golds: Sequence[GoldSet], told: dict[str, list[Sample]], wanted: tuple[float, float], parameters: Parameters
) -> tuple[CalibrationFigures, ...]:
    pairs = [(gold.name, a.id, b.id) for gold in golds for own in gold.pairs.values() for a, b in own]
    total, clauses = len(set(pairs)), len({pair[:2] for pair in pairs})
    name = golds[0].name if len(golds) == 1 else "all"
    return tuple(
        calibration_figures(name, mode, samples, wanted, (total, clauses), parameters)
        for mode, samples in told.items()
        if samples
    )


def calibration_figures(
    name: str,
    mode: str,
    samples: Sequence[Sample],
    wanted: tuple[float, float],
    gold: tuple[int, int],
    parameters: Parameters,
) -> CalibrationFigures:
    """The figures of ``samples``; ``wanted``: a precision and its threshold, ``gold``: how many pairs and clauses there are.

    A clause of A whose first candidate is right covers one pair in single search.
    """
    precision, least = wanted
    sure = np.array([s.confidence for s in samples])
    right = np.array([float(s.right) for s in samples])
    documents = {(s.set, s.document) for s in samples}
    few = len(documents) < _FEW
    clusters = [(s.set, s.clause) if few else (s.set, s.document) for s in samples]
    low, high = interval(sure, right, clusters, SEED)
    kept = sure >= least
    good = int(right[kept].sum())
    found = {(s.set, s.clause) for s in samples if s.right and s.confidence >= least}
    advised = [advice(float(p), parameters, precision) for p in sure]
    return CalibrationFigures(
        name,
        mode,
        len(samples),
        calibration_error(sure, right),
        low,
        high,
        "clause" if few else "document",
        reliability(sure, right),
        precision,
        least,
        int(kept.sum()),
        good / max(int(kept.sum()), 1),
        lower_bound(good, int(kept.sum())),
        good / max(gold[0], 1),
        len(found) / max(gold[1], 1),
        advised.count(Advice.ASK),
        advised.count(Advice.SILENT),
    )
