"""Training: what is learnt from, how batches are drawn, and that only a better model is written."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from index.adapter import manifest_of, read_adapter, truncated, write_adapter
from index.learn import Learner, Recipe
from ingest.errors import BadRow, FileMissing, UsageError
from matcher import train as training
from matcher.batches import Batches
from matcher.lessons import Lesson, Wording, document_of, is_held_out, read_lessons
from matcher.train import train, train_lessons

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
LESSONS = tuple(
    Lesson(
        (Wording("zh", "", f"{zh}应每{n}个月检测一次。"), Wording("en", "", f"The {en} shall be measured every {n} months.")),
        f"D{n}",
    )
    for n in range(2, 12)
    for zh, en in WORDS
)
TINY = Recipe(rank=4, steps=6, rate=1e-3)


def _gold(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_a_few_steps_lower_the_loss_and_the_adapter_reads_back(tmp_path: Path) -> None:
    learner = Learner(TINY)
    zh, en = ([lesson.wordings[side].text for lesson in LESSONS[:8]] for side in (0, 1))
    apart = np.eye(8, dtype=np.float32)
    losses = [learner.step(zh, en, apart, limits=([32] * 8, [32] * 8)) for _ in range(6)]
    assert losses[-1] < losses[0] - 0.2
    path = tmp_path / "adapter.safetensors"
    means = {"zh": np.ones(384, dtype=np.float32)}
    about = {"steps": "6", "base": "e5", "lessons": "8", "seed": "17"}
    digest = write_adapter(path, learner.factors(), means=means, about=about)
    read = read_adapter(path)
    assert (read.sha256, read.about) == (digest, about)
    assert np.array_equal(read.means["zh"], means["zh"])
    assert (Learner(TINY, read).encode(en) * learner.encode(en)).sum(axis=1).min() > 0.999
    assert write_adapter(tmp_path / "again.safetensors", learner.factors(), means=means, about=about) == digest


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
    texts = [(lesson.wordings[1].text, lesson.document) for lesson in LESSONS]
    easy = [Lesson((Wording("en", "", text), Wording("en", "", text.rstrip("."))), document) for text, document in texts]
    report = train_lessons(easy, out, recipe=Recipe(rank=2, steps=1))
    assert set(report.before) == {("en", "en")}
    assert report.gain.before == 1.0
    assert not report.kept
    assert "refused" in str(report)
    assert not out.exists()


def test_a_better_model_is_written_with_means_and_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter([False, True])

    def hits(learner: Learner, judged: training.Examination) -> training.Found:
        right = next(found)
        return {langs: [right] * len(pairs) for langs, pairs in judged.items()}

    monkeypatch.setattr(training, "_found", hits)
    monkeypatch.setattr(training, "FEW", 20)
    rows: list[dict[str, object]] = []
    for i, lesson in enumerate(LESSONS):
        names: dict[str, object] = {}
        for side, wording in zip("ab", lesson.wordings, strict=True):
            names |= {f"{side}_standard": f"{lesson.document}-{wording.lang}", f"{side}_clause": f"{i}"}
            row = {
                "standard": names[f"{side}_standard"],
                "clause": f"{i}",
                "lang": wording.lang,
                "title": "",
                "text": wording.text,
            }
            rows.append(dict(row))
        rows.append({"gold": True, **names, "relation": "equal"})
    calls: list[tuple[int, int]] = []
    out = tmp_path / "new" / "adapter.safetensors"
    report = train(
        [_gold(tmp_path / "gold.jsonl", rows)],
        out,
        recipe=Recipe(rank=2, steps=2),
        progress=lambda done, total: calls.append((done, total)),
    )
    assert (report.kept, report.path, report.gain.before, report.gain.after, report.steps) == (True, out, 0.0, 1.0, 2)
    assert report.lessons + report.gain.queries == len(LESSONS)
    assert "0.000 before, 1.000 after" in str(report)
    assert calls == [(1, 2), (2, 2)]
    adapter = read_adapter(out)
    assert adapter.sha256 == report.sha256
    assert sorted(adapter.means) == ["en", "zh"]


def test_too_little_to_learn_from_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="too few"):
        train_lessons(LESSONS[:1], tmp_path / "a.safetensors", recipe=TINY)


def test_clauses_that_are_linked_as_equal_are_one_lesson_and_partial_links_are_lessons_of_two(tmp_path: Path) -> None:
    clauses: list[dict[str, object]] = [
        {"standard": "A", "clause": "4.1", "lang": "zh", "title": "范围", "text": "本标准规定了限值。"},
        {"standard": "B", "clause": "9.3", "lang": "en", "title": "Scope", "text": "This document gives limits."},
        {"standard": "C", "clause": "4.1", "lang": "ru", "title": "", "text": "Стандарт устанавливает пределы."},
        {"standard": "D", "clause": "2.2", "lang": "en", "title": "", "text": "Limits and methods are given."},
    ]

    def link(a: int, b: int, relation: str) -> dict[str, object]:
        ends = {f"{side}_{key}": clauses[i][key] for side, i in (("a", a), ("b", b)) for key in ("standard", "clause")}
        return {"gold": True, "relation": relation} | ends

    rows = [*clauses, link(0, 1, "equal"), link(2, 0, "equal"), link(1, 3, "subset"), link(0, 3, "intersects")]
    whole, partly = read_lessons([_gold(tmp_path / "gold.jsonl", rows)])
    assert [w.lang for w in whole.wordings] == ["zh", "en", "ru"]
    assert (whole.wordings[0].passage, whole.pivot) == ("范围\n本标准规定了限值。", "Scope\nThis document gives limits.")
    assert (whole.document, whole.partly) == ("gold/4", False)
    assert ([w.text for w in partly.wordings], partly.partly) == ([clauses[1]["text"], clauses[3]["text"]], True)
    with pytest.raises(BadRow, match="line 2"):
        read_lessons([_gold(tmp_path / "bad.jsonl", [clauses[0], link(0, 1, "equal")])])
    with pytest.raises(FileMissing):
        read_lessons([tmp_path / "none.jsonl"])


def test_what_is_held_out_is_told_by_its_name_alone() -> None:
    names = [f"standard {n}" for n in range(2000)]
    apart = [name for name in names if is_held_out(name)]
    assert 150 < len(apart) < 250
    assert [document_of("set", "L-zh", label) for label in ("第五条", "4.1.2", "A4.1.2")] == ["L-zh", "set/4.1", "set/4.1"]


def test_batches_hold_no_text_twice_and_prefer_neighbours() -> None:
    draw = np.random.default_rng(0)
    topics = np.repeat(np.eye(4, 16), 40, axis=0)
    vectors = (topics + 0.05 * draw.normal(size=(160, 16))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    lessons = [Lesson((Wording("zh", "", f"甲{i // 2}"), Wording("en", "", f"b{i}")), f"D{i // 10}") for i in range(160)]
    batches = list(islice(Batches(lessons, vectors, size=16, seed=5, cluster=8), 20))
    again = list(islice(Batches(lessons, vectors, size=16, seed=5, cluster=8), 20))
    assert [b.left for b in batches] == [b.left for b in again]
    for batch in batches:
        texts = [*batch.left, *batch.right]
        assert len(set(texts)) == len(texts) == 2 * len(batch.lessons)
        assert all(langs in {("zh", "en"), ("en", "zh")} for langs in zip(*batch.langs, strict=True))
    topics_of_batches = [len({i // 40 for i in batch.lessons}) for batch in batches]
    assert np.mean(topics_of_batches) < 3.5  # sixteen at random would be of all four


def test_truncated_factors_are_the_best_of_their_rank() -> None:
    draw = np.random.default_rng(2)
    whole = (draw.normal(size=(12, 3)) @ draw.normal(size=(3, 9))).astype(np.float32)
    up, down = truncated(whole, 3)
    assert (up.shape, down.shape) == ((12, 3), (3, 9))
    assert np.allclose(up @ down, whole, atol=1e-4)
