"""The measure of deviations: what counts as found, what as a false alarm, and that gold never reaches the matcher."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from concepts import Concepts

from matcher.differing import Wanted, matched
from matcher.evaluate import evaluate
from matcher.match import Deviation, DeviationKind, Span


def limit(start: int, end: int, *, kind: DeviationKind = DeviationKind.LIMIT) -> Deviation:
    return Deviation(kind, "", "", (Span("a", start, end),), (Span("b", start, end),))


def wanted(start: int, end: int, *, b: tuple[Span, ...] | None = None) -> Wanted:
    return Wanted(DeviationKind.LIMIT, (Span("a", start, end),), b, "A", comparable=True)


def test_one_deviation_answers_to_one_of_gold() -> None:
    assert matched([limit(0, 5)], [wanted(3, 9)]) == ((0, 0),)
    assert len(matched([limit(0, 9)], [wanted(0, 4), wanted(5, 9)])) == 1
    assert matched([limit(0, 3), limit(2, 8)], [wanted(2, 4), wanted(0, 1)]) == ((0, 1), (1, 0))


def test_another_kind_another_place_or_one_side_alone_is_wrong() -> None:
    assert matched([limit(0, 5, kind=DeviationKind.MODALITY)], [wanted(0, 5)]) == ()
    assert matched([limit(0, 5)], [wanted(5, 9)]) == ()
    assert matched([limit(0, 5)], [wanted(0, 5, b=(Span("b", 9, 12),))]) == ()
    assert matched([limit(0, 5)], [wanted(0, 5, b=())]) == ()  # words that do not stand in the clause


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    rows: list[dict[str, object]] = []
    for i, months in enumerate((2, 4, 8, 16)):
        rows.append({"standard": "Z", "clause": str(i), "lang": "zh", "title": "", "text": f"c{i} 应每{months}个月检查一次。"})
        text = f"c{i} It shall be inspected every {months if i < 2 else months + 1} months."
        rows.append({"standard": "E", "clause": str(i), "lang": "en", "title": "", "text": text})
    for i in range(4):
        stated = [{"kind": "limit", "a": "个月", "b": "months", "stricter": "A", "comparable": True}] if i in {1, 2} else []
        ends = {"a_standard": "Z", "a_clause": str(i), "b_standard": "E", "b_clause": str(i)}
        relation = "superset-of" if i in {1, 2} else "equal-to"
        rows.append({"gold": True, **ends, "relation": relation, "deviations": stated})
    path = tmp_path / "tiny.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_what_is_found_beside_what_gold_states(gold: Path) -> None:
    (report,) = evaluate([gold], Concepts(), only=["deviations"]).sets
    found = report.deviations
    assert found is not None
    assert (found.groups, found.wanted, found.found) == (4, 2, 2)  # gold states one where nothing differs, and misses one
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)
    assert found.by_kind == {"limit": (2, 2, 0.5)}
    assert (found.sides, found.equal, found.flagged) == (1.0, 2, 1)
    assert "F1 0.500" in report.table()
    assert "of 2 equal 1 flagged" in report.table()
