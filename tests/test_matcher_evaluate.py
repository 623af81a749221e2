"""Evaluation: labels hidden, rows shuffled, figures beside the baseline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from concepts import Concepts
from typer.testing import CliRunner

from app.cli import app
from ingest.formats import read_jsonl
from matcher.evaluate import evaluate, own_gold
from matcher.figures import counted, macro, spelled_as
from matcher.gold import GoldSet, families, hide
from matcher.match import Relation
from matcher.remembering import Remembering


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
    report = evaluate([gold], Concepts()).sets[0]
    ranks = {r.mode: r for r in report.ranks}
    assert list(ranks) == ["random", "plain", "centred", "csls", "anchors", "single", "joint"]
    assert {r.queries for r in report.ranks} == {10}
    assert ranks["random"].at_1 == pytest.approx(0.1)
    assert ranks["anchors"].at_1 >= 0.5  # the months, where both sides say the same
    assert ranks["single"].at_1 == ranks["joint"].at_1 == 1.0
    assert {p.mode for p in report.pairs} >= {"nearest", "monotone", "match"}
    assert {p.mode: p.f1 for p in report.pairs}["match"] == 1.0
    assert report.relations is not None
    assert report.relations.by_relation == {"equal": 1.0, "superset": 1.0}
    assert report.relations.plain_macro_f1 == pytest.approx(1 / 3, abs=0.01)


def test_only_what_is_asked_for_is_measured(gold: Path) -> None:
    single = evaluate([gold], Concepts(), only=["single"], baselines=False).sets[0]
    assert [r.mode for r in single.ranks] == ["single"]
    assert (single.pairs, single.relations) == ((), None)
    assert [c.mode for c in single.calibration] == ["single"]


def test_confidences_are_judged_by_set_and_pooled(gold: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(gold.read_text(encoding="utf-8"), encoding="utf-8")
    found = evaluate([gold, other], Concepts(), only=["match"], baselines=False)
    (own,), (pooled,) = found.sets[0].calibration, found.pooled
    assert pooled.pairs == 2 * own.pairs == 20
    assert own.drawn == "clause"
    assert own.ece_low <= own.ece <= own.ece_high
    assert pooled.proposed + pooled.asked + pooled.silent == pooled.pairs
    assert pooled.share == pooled.clauses == own.share
    assert sum(b.count for b in pooled.bins) == pooled.pairs


def test_the_command_prints_tables_and_writes_the_same_file_twice(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.encoder.load_encoder", lambda _model: Concepts())
    files = [tmp_path / name for name in ("one.json", "two.json")]
    for file in files:
        run = CliRunner().invoke(app, ["evaluate", str(gold), "--out", str(file), "--vectors", str(tmp_path / "vectors")])
        assert run.exit_code == 0, run.output
        assert "macro-F1 1.000" in run.stdout
        assert "zh>en" in run.stdout
        assert "ECE" in run.stdout
    assert files[0].read_bytes() == files[1].read_bytes()
    told = json.loads(files[0].read_text(encoding="utf-8"))
    assert told["sets"][0]["name"] == "tiny"
    assert told["seed"] == 17


def test_the_samples_of_the_project_are_what_is_measured_by_default() -> None:
    assert [path.stem for path in own_gold()] == ["confined", "decoy", "explosion", "hse", "noise"]


def test_neither_label_nor_place_is_left(gold: Path) -> None:
    documents = read_jsonl(gold)
    hidden, labels, place, _ = hide(documents)
    true = {c.clause for d in documents for c in d.clauses}
    assert not true & {c.clause for d in hidden.values() for c in d.clauses}
    assert not {"Z", "E"} & {d.standard.designation for d in hidden.values()}
    assert [c.text for c in hidden["Z"].clauses] != [labels["Z", str(i)].text for i in range(10)]
    assert labels["Z", "4"].text.startswith("c4 ")
    assert place[labels["Z", "4"].id] == 4


def test_translations_of_one_document_are_one_family() -> None:
    def gold_of(*pairs: tuple[str, str]) -> GoldSet:
        return GoldSet("set", {}, {}, {}, {}, (), dict.fromkeys(pairs, ()))

    apart = families([gold_of(("zh", "en"), ("ru", "en"), ("a", "b"))])
    assert apart["set", ("zh", "en")] == apart["set", ("ru", "en")] != apart["set", ("a", "b")]


def test_texts_are_embedded_once() -> None:
    inner = Concepts()
    encoder = Remembering(inner)
    first = encoder.encode(["x", "y", "x"])
    assert (encoder.encode(["y"])[0] == first[1]).all()
    assert inner.asked == 2
    assert encoder.encode([]).shape == (0, inner.dimensions)


def test_a_run_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    first, second, other = Concepts(), Concepts(), Concepts()
    other.name = "another"
    told = Remembering(first, folder=tmp_path).encode(["x", "y"])
    later = Remembering(second, folder=tmp_path)
    assert (later.encode(["y", "x"]) == told[::-1]).all()
    assert second.asked == 0
    Remembering(other, folder=tmp_path).encode(["x"])
    assert other.asked == 1


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
