"""A proposal as a row of the JSONL contract, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ingest.clause import Clause
from matcher.match import (
    Absence,
    Advice,
    Candidate,
    Deviation,
    DeviationKind,
    Evidence,
    Match,
    Reason,
    Relation,
    Searched,
    Side,
    Span,
    Why,
)
from matcher.told import Told


def match_to_row(match: Match, clauses: Iterable[Clause] = ()) -> dict[str, Any]:
    """The row of ``match``: ``a_clauses`` and ``b_clauses`` are labels as a reader cites them, ``a_ids`` and ``b_ids`` the ids.

    ``clauses`` are those of both standards; an id that is not among them is its own label.
    """
    labels = {(c.standard, c.id): c.clause for c in clauses}
    return {
        "a_standard": match.a_standard,
        "a_clauses": [labels.get((match.a_standard, i), i) for i in match.a_clauses],
        "b_standard": match.b_standard,
        "b_clauses": [labels.get((match.b_standard, i), i) for i in match.b_clauses],
        "relation": match.relation.value,
        "confidence": match.confidence,
        "advice": match.advice.value,
        "stricter": match.stricter.value,
        "rationale": match.rationale,
        "implication": match.implication,
        "scope": match.scope,
        "a_ids": list(match.a_clauses),
        "b_ids": list(match.b_clauses),
        "deviations": [deviation_to_row(d) for d in match.deviations],
        "evidence": [
            {
                "name": e.name,
                "value": e.value,
                "share": e.share,
                "detail": e.detail,
                "a_spans": _spans(e.a),
                "b_spans": _spans(e.b),
            }
            for e in match.evidence
        ],
        "alternatives": [_candidate_row(c) for c in match.alternatives],
        "searched": list(match.searched),
        "published": [asdict(told) for told in match.published],
        "reasons": [asdict(reason) for reason in match.reasons],
    } | ({} if match.absence is None else {"absence": _absence_row(match.absence, labels)})


def row_to_match(row: Mapping[str, Any]) -> Match:
    """The proposal of a row of ``match_to_row``; ``KeyError`` or ``ValueError`` where it is none."""
    return Match(
        row["a_standard"],
        tuple(row.get("a_ids", row["a_clauses"])),
        row["b_standard"],
        tuple(row.get("b_ids", row["b_clauses"])),
        Relation(row["relation"]),
        float(row["confidence"]),
        Side(row.get("stricter", Side.NOT_COMPARABLE)),
        tuple(row_to_deviation(d) for d in row.get("deviations", ())),
        tuple(
            Evidence(
                e["name"],
                e["value"],
                e.get("detail", ""),
                _from_spans(e.get("a_spans", ())),
                _from_spans(e.get("b_spans", ())),
                e.get("share", 0.0),
            )
            for e in row.get("evidence", ())
        ),
        tuple(_candidate(c) for c in row.get("alternatives", ())),
        tuple(row.get("searched", ())),
        _absence(row["absence"]) if row.get("absence") else None,
        Advice(row.get("advice", Advice.ASK)),
        tuple(Told(**told) for told in row.get("published", ())),
        row.get("rationale", ""),
        row.get("implication", ""),
        row.get("scope", ""),
        tuple(Reason(**reason) for reason in row.get("reasons", ())),
    )


def _candidate_row(c: Candidate) -> dict[str, Any]:
    return {"standard": c.standard, "id": c.clause_id, "score": c.score}


def _candidate(row: Mapping[str, Any]) -> Candidate:
    return Candidate(row["standard"], row["id"], row["score"])


def _absence_row(one: Absence, labels: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    near = one.nearest
    named = {} if near is None else _candidate_row(near) | {"clause": labels.get((near.standard, near.clause_id), near.clause_id)}
    return {
        "why": one.why.value,
        "nearest": named or None,
        "taken_by": list(one.by),
        "detail": one.detail,
        "searched": [{"standard": s.standard, "clauses": s.clauses, "langs": list(s.langs)} for s in one.searched],
        "not_on_file": list(one.missing),
        "unknown_language": one.unknown,
    }


def _absence(row: Mapping[str, Any]) -> Absence:
    return Absence(
        Why(row["why"]),
        _candidate(row["nearest"]) if row.get("nearest") else None,
        tuple(row.get("taken_by", ())),
        row.get("detail", ""),
        tuple(Searched(s["standard"], s["clauses"], tuple(s["langs"])) for s in row.get("searched", ())),
        tuple(row.get("not_on_file", ())),
        row.get("unknown_language", ""),
    )


def deviation_to_row(d: Deviation) -> dict[str, Any]:
    """A deviation as JSON values."""
    return {
        "kind": d.kind.value,
        "a": d.a_text,
        "b": d.b_text,
        "comparable": d.comparable,
        "stricter": d.stricter.value,
        "reason": d.reason,
        "comparable_by": d.by,
        "a_spans": _spans(d.a),
        "b_spans": _spans(d.b),
    }


def row_to_deviation(row: Mapping[str, Any]) -> Deviation:
    """The deviation of ``deviation_to_row``; ``KeyError`` or ``ValueError`` where it is none."""
    return Deviation(
        DeviationKind(row["kind"]),
        row.get("a", ""),
        row.get("b", ""),
        _from_spans(row.get("a_spans", ())),
        _from_spans(row.get("b_spans", ())),
        bool(row.get("comparable", False)),
        Side(row.get("stricter", Side.NOT_COMPARABLE)),
        row.get("reason", ""),
        row.get("comparable_by", ""),
    )


def _spans(spans: Sequence[Span]) -> list[list[str | int]]:
    return [[s.clause, s.start, s.end] for s in spans]


def _from_spans(rows: Sequence[Sequence[Any]]) -> tuple[Span, ...]:
    return tuple(Span(str(clause), int(start), int(end)) for clause, start, end in rows)
