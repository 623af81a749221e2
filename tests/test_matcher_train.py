"""Training: what is learnt from, how batches are drawn, and that only a better model is written."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from index.adapter import manifest_of, read_adapter, truncated, write_adapter
from index.learn import Learner, Recipe
from ingest.clause import Clause
from ingest.errors import BadRow, FileMissing, UsageError
from matcher import train as training
from matcher.batches import Batches, twins
from matcher.match import Decision, Judgement, Relation
from matcher.pairs import Pair, held_out, judged_pairs, read_pairs
from matcher.train import train, train_pairs

WORDS = [
    ("噪声", "noise"),
    ("照明", "lighting"),
    ("通风", "ventilation"),
    ("粉尘", "dust"),
    ("辐射", "radiation"),
    ("振动", "vibration"),
    ("高温", "heat"),
    ("压力", "pressure"),
]
PAIRS = tuple(
    Pair(f"{zh}应每{n}个月检测一次。", f"The {en} shall be measured every {n} months.", "zh", "en", f"D{n}")
    for n in range(2, 6)
    for zh, en in WORDS
)
TINY = Recipe(rank=4, steps=6, rate=1e-3)


def _gold(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_a_few_steps_lower_the_loss_and_the_adapter_reads_back(tmp_path: Path) -> None:
    learner = Learner(TINY)
    batch = PAIRS[:8]
    limits = [32] * 8, [32] * 8
    none = np.zeros((8, 8), dtype=bool)
    losses = [learner.step([p.a for p in batch], [p.b for p in batch], none, limits=limits) for _ in range(6)]
    assert losses[-1] < losses[0] - 0.2
    path = tmp_path / "adapter.safetensors"
    means = {"zh": np.ones(384, dtype=np.float32)}
    digest = write_adapter(path, learner.factors(), means=means, about={"steps": "6"})
    read = read_adapter(path)
    assert (read.sha256, read.about) == (digest, {"steps": "6"})
    assert np.array_equal(read.means["zh"], means["zh"])
    merged = Learner(TINY, read).encode([p.b for p in batch])
    assert (merged * learner.encode([p.b for p in batch])).sum(axis=1).min() > 0.999
    assert write_adapter(tmp_path / "again.safetensors", learner.factors(), means=means, about={"steps": "6"}) == digest


def test_an_adapter_that_its_manifest_does_not_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "adapter.safetensors"
    write_adapter(path, {"w": (np.ones((3, 1), dtype=np.float32), np.ones((1, 2), dtype=np.float32))})
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(UsageError, match="not the one that its manifest names"):
        read_adapter(path)
    manifest_of(path).unlink()
    with pytest.raises(UsageError, match="cannot be read"):
        read_adapter(path)


def test_a_model_that_does_not_beat_the_current_one_is_refused(tmp_path: Path) -> None:
    """The base finds all of these already: there is nothing to win."""
    out = tmp_path / "adapter.safetensors"
    easy = [Pair(pair.b, pair.b, "en", "en", pair.document) for pair in PAIRS]
    report = train_pairs(easy, out, recipe=Recipe(rank=2, steps=1))
    assert report.before == 1.0
    assert not report.kept
    assert "refused" in str(report)
    assert not out.exists()


def test_a_better_model_is_written_with_means_and_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter([0.25, 0.75])
    monkeypatch.setattr(training, "_found", lambda learner, judged: next(found))
    rows: list[dict[str, object]] = []
    for i, pair in enumerate(PAIRS):
        rows.append({"standard": f"{pair.document}-zh", "clause": f"{i}", "lang": "zh", "title": "", "text": pair.a})
        rows.append({"standard": f"{pair.document}-en", "clause": f"{i}", "lang": "en", "title": "", "text": pair.b})
    for i, pair in enumerate(PAIRS):
        names = {"a_standard": f"{pair.document}-zh", "a_clause": f"{i}", "b_standard": f"{pair.document}-en", "b_clause": f"{i}"}
        rows.append({"gold": True, **names, "relation": "equal"})
    calls: list[tuple[int, int]] = []
    out = tmp_path / "new" / "adapter.safetensors"
    report = train([_gold(tmp_path / "gold.jsonl", rows)], out, steps=2, progress=lambda done, total: calls.append((done, total)))
    assert (report.kept, report.before, report.after, report.steps) == (True, 0.25, 0.75, 2)
    assert report.pairs + report.judged == len(PAIRS)
    assert calls == [(1, 2), (2, 2)]
    adapter = read_adapter(out)
    assert adapter.sha256 == report.sha256
    assert sorted(adapter.means) == ["en", "zh"]


def test_too_little_to_learn_from_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="too few"):
        train_pairs(PAIRS[:1], tmp_path / "a.safetensors", recipe=TINY)


def test_gold_is_read_with_titles_and_without_partial_relations(tmp_path: Path) -> None:
    clauses: list[dict[str, object]] = [
        {"standard": "A", "clause": "1", "lang": "zh", "title": "范围", "text": "本标准规定了限值。"},
        {"standard": "B", "clause": "9", "lang": "en", "title": "Scope", "text": "This document gives limits."},
    ]
    gold = {"gold": True, "a_standard": "A", "a_clause": "1", "b_standard": "B", "b_clause": "9"}
    rows = [*clauses, gold | {"relation": "equal"}, gold | {"relation": "intersects"}]
    (only,) = read_pairs([_gold(tmp_path / "gold.jsonl", rows)])
    assert only == Pair("范围\n本标准规定了限值。", "Scope\nThis document gives limits.", "zh", "en", "A")
    with pytest.raises(BadRow, match="line 2"):
        read_pairs([_gold(tmp_path / "bad.jsonl", [clauses[0], gold])])
    with pytest.raises(FileMissing):
        read_pairs([tmp_path / "none.jsonl"])


def test_judgements_teach_what_was_accepted_as_the_same() -> None:
    clauses = {
        ("A", "4/4.1"): Clause("A", "4.1", "zh", text="甲", id="4/4.1"),
        ("B", "5"): Clause("B", "5", "en", text="a", id="5"),
    }
    accepted = Judgement("A", "4/4.1", "B", "5", Decision.ACCEPT, "author", Relation.EQUIVALENT)
    partly = Judgement("A", "4/4.1", "B", "5", Decision.ACCEPT, "author", Relation.INTERSECTS)
    rejected = Judgement("A", "4/4.1", "B", "5", Decision.REJECT, "author")
    assert judged_pairs([accepted, partly, rejected], clauses) == (Pair("甲", "a", "zh", "en", "A/4"),)


def test_whole_documents_are_held_out_and_the_draw_repeats() -> None:
    documents = [pair.document for pair in PAIRS]
    apart = held_out(documents, 0.3, seed=1)
    assert apart == held_out(documents[::-1], 0.3, seed=1)
    assert 0 < len(apart) < len(set(documents))
    assert held_out(["only"] * 9, 0.3, seed=1) == frozenset()


def test_batches_hold_no_text_twice_and_prefer_neighbours() -> None:
    draw = np.random.default_rng(0)
    topics = np.repeat(np.eye(4, 16), 40, axis=0)
    vectors = (topics + 0.05 * draw.normal(size=(160, 16))).astype(np.float32)
    pairs = [Pair(f"甲{i // 2}", f"b{i}", "zh", "en", f"D{i // 10}") for i in range(160)]
    batches = list(islice(Batches(pairs, vectors, size=16, seed=5), 20))
    assert batches == list(islice(Batches(pairs, vectors, size=16, seed=5), 20))
    for batch in batches:
        assert len({pairs[i].a for i in batch}) == len(batch) == 16
    topics_of_batches = [len({i // 40 for i in batch}) for batch in batches]
    assert np.mean(topics_of_batches) < 3  # sixteen at random would be of all four


def test_twins_are_not_wrong_answers() -> None:
    vectors = np.array([[1, 0], [0.99, 0.14], [0, 1]], dtype=np.float32)
    assert twins(vectors, 0.9).tolist() == [[True, True, False], [True, True, False], [False, False, True]]


def test_truncated_factors_are_the_best_of_their_rank() -> None:
    draw = np.random.default_rng(2)
    whole = (draw.normal(size=(12, 3)) @ draw.normal(size=(3, 9))).astype(np.float32)
    up, down = truncated(whole, 3)
    assert (up.shape, down.shape) == ((12, 3), (3, 9))
    assert np.allclose(up @ down, whole, atol=1e-4)
