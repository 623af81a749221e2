"""Evaluation: labels hidden, rows shuffled, figures beside the baseline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from concepts import Concepts

from ingest.formats import read_jsonl
from matcher.evaluate import Remembering, evaluate, hide
from matcher.figures import counted, macro, spelled_as
from matcher.match import Relation


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = []
    for i in range(10):
        rows.append({"standard": "Z", "clause": str(i), "lang": "zh", "title": "", "text": f"c{i} 应每{i + 2}个月检查一次。"})
        months = i + 2 if i % 2 else 2 * i + 4
        rows.append(
            {
                "standard": "E",
                "clause": str(i),
                "lang": "en",
                "title": "",
                "text": f"c{i} It shall be inspected every {months} months.",
            }
        )
        relation = "equal" if i % 2 else "superset"
        rows.append(
            {"gold": True, "a_standard": "Z", "a_clause": str(i), "b_standard": "E", "b_clause": str(i), "relation": relation}
        )
    rows.append(
        {"gold": True, "a_standard": "Z", "a_clause": "3", "b_standard": "E", "b_clause": "", "relation": "no-relationship"}
    )
    path = tmp_path_factory.mktemp("gold") / "tiny.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_figures_of_a_set_that_is_easy(gold: Path) -> None:
    report = evaluate(gold, Concepts())
    assert [(r.mode, r.queries) for r in report.ranks] == [("plain", 10), ("single", 10), ("joint", 10)]
    assert report.ranks[1].at_1 == report.ranks[2].at_1 == 1.0
    assert {p.mode: p.f1 for p in report.pairs}["match"] == 1.0
    assert report.relations is not None
    assert report.relations.by_relation == {"equal": 1.0, "superset": 1.0}
    assert report.relations.plain_macro_f1 == pytest.approx(1 / 3, abs=0.01)


def test_the_report_prints_and_goes_to_json(gold: Path) -> None:
    report = evaluate(gold, Concepts())
    table = report.table()
    assert "zh>en" in table
    assert "macro-F1 1.000" in table
    assert json.loads(json.dumps(report.as_dict()))["ranks"][0]["mode"] == "plain"
    assert evaluate(gold, Concepts()) == report


def test_neither_label_nor_place_is_left(gold: Path) -> None:
    documents = read_jsonl(gold)
    hidden, labels = hide(documents)
    true = {c.clause for d in documents for c in d.clauses}
    assert not true & {c.clause for d in hidden.values() for c in d.clauses}
    assert not {"Z", "E"} & {d.standard.designation for d in hidden.values()}
    assert [c.text for c in hidden["Z"].clauses] != [labels["Z", str(i)].text for i in range(10)]
    assert labels["Z", "4"].text.startswith("c4 ")


def test_texts_are_embedded_once() -> None:
    inner = Concepts()
    encoder = Remembering(inner)
    first = encoder.encode(["x", "y", "x"])
    assert (encoder.encode(["y"])[0] == first[1]).all()
    assert inner.asked == 2
    assert encoder.encode([]).shape == (0, inner.dimensions)


def test_figures() -> None:
    assert counted({1, 2, 3}, {2, 3, 4, 5}) == (2 / 3, 0.5, pytest.approx(4 / 7))
    assert counted(set(), {1}) == (0.0, 0.0, 0.0)
    mean, each = macro(["a", "a", "b"], ["a", "b", "b"])
    assert each == {"a": pytest.approx(2 / 3), "b": pytest.approx(2 / 3)}
    assert mean == pytest.approx(2 / 3)


def test_short_names_merge_equal_and_equivalent() -> None:
    short = spelled_as(["equal", "subset"])
    assert short[Relation.EQUIVALENT] == short[Relation.EQUAL] == "equal"
    full = spelled_as(["equal-to", "subset-of"])
    assert full[Relation.EQUIVALENT] == "equivalent-to"
