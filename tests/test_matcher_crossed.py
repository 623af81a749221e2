"""A reranker of the user's choice: from a folder, fused with the search, and measured with and without."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from concepts import Concepts, clause

from index.reranker import load_reranker
from ingest.errors import UsageError
from matcher.crossed import fused, reranked
from matcher.evaluate import evaluate
from matcher.rerank import LOOKED

Array = np.ndarray[tuple[int], np.dtype[np.float32]]


def _cross_encoder(folder: Path, labels: int = 1, *, safe: bool = True) -> Path:
    """A BERT of one small layer with random weights."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "pump", "valve", "noise", "shall", "be", "tested", "measured"]
    (folder / "vocab.txt").write_text("\n".join(words))
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        num_labels=labels, max_position_embeddings=32, initializer_range=1.0,
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    model.save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=32).save_pretrained(folder)
    if not safe:
        torch.save(model.state_dict(), folder / "pytorch_model.bin")
        (folder / "model.safetensors").unlink()
    return folder


def test_a_cross_encoder_from_a_folder_scores_pairs(tmp_path: Path) -> None:
    reranker = load_reranker(str(_cross_encoder(tmp_path / "tiny")))
    assert reranker.name.startswith("tiny@")
    texts = [["valve shall be tested", "noise shall be measured"], [], ["pump " * 200]]
    first, none, long = reranker.scores(["pump", "noise", "valve"], texts)
    assert (first.shape, none.shape, long.shape) == ((2,), (0,), (1,))
    assert first[0] != first[1]
    again = reranker.scores(["pump"], [["noise shall be measured"]])[0]
    assert again[0] == pytest.approx(first[1], abs=1e-4)
    assert np.isfinite(long).all()


@pytest.mark.parametrize(
    ("make", "says"), [("none", "cannot be had"), ("classes", "tells 3 classes apart"), ("pickle", "safetensors")]
)
def test_what_is_no_reranker_is_one_clear_line(tmp_path: Path, make: str, says: str) -> None:
    folder = tmp_path / "model"
    if make == "none":
        folder.mkdir()
    else:
        _cross_encoder(folder, 3 if make == "classes" else 1, safe=make != "pickle")
    with pytest.raises(UsageError, match=says) as caught:
        load_reranker(str(folder))
    assert "\n" not in str(caught.value)


def test_a_reranker_decides_what_search_leaves_open_and_not_what_it_is_sure_of() -> None:
    said = np.array([0.0, 1.0, -0.5, -0.5], dtype=np.float32)
    open_ = fused(np.array([0.31, 0.30, 0.05, 0.02], dtype=np.float32), said)
    sure = fused(np.array([0.97, 0.01, 0.005, 0.005], dtype=np.float32), said)
    assert open_.argmax() == 1
    assert sure.argmax() == 0
    assert sure[0] < 0.97
    assert (open_.sum(), sure.sum()) == (pytest.approx(0.68), pytest.approx(0.99))
    scaled = fused(np.array([0.31, 0.30, 0.05, 0.02], dtype=np.float32), said * 40 - 7)
    assert np.allclose(open_, scaled, atol=1e-5)
    flat = np.array([0.3, 0.2], dtype=np.float32)
    assert np.array_equal(fused(flat, np.array([2.0, 2.0], dtype=np.float32)), flat)


class Concept:
    """Prefers texts that name a concept of the query, or those that do not."""

    def __init__(self, sign: float = 1.0) -> None:
        self.name = f"concept {sign:+g}"
        self.sign = sign

    def scores(self, queries: Sequence[str], texts: Sequence[Sequence[str]]) -> list[Array]:
        return [
            np.array([self.sign * (query.split()[0] in text.split()) for text in own], dtype=np.float32)
            for query, own in zip(queries, texts, strict=True)
        ]


def test_the_best_are_read_again_and_the_others_stay_behind_them() -> None:
    ranking = [(clause(f"c{i} words", str(i)), 0.04 - i / 1000) for i in range(LOOKED + 2)]
    (told,) = reranked([clause("c7 asks", "q")], [ranking], Concept())
    assert [c.id for c, _ in told[:2]] == ["7", "0"]
    assert [c.id for c, _ in told[LOOKED:]] == [str(LOOKED), str(LOOKED + 1)]
    assert [p for _, p in told] == sorted((p for _, p in told), reverse=True)
    assert reranked([clause("c1", "q")], [[]], Concept()) == [[]]


@pytest.mark.parametrize(("sign", "says"), [(1.0, "it helps"), (-1.0, "it does harm"), (0.0, "is not shown")])
def test_evaluate_says_with_and_without_and_whether_it_helps(tmp_path: Path, sign: float, says: str) -> None:
    """Each clause names the concept of its counterpart, which a stub of a search's model half sees."""
    rows: list[dict[str, object]] = []
    for i in range(24):
        own = f"c{i}"
        rows.append({"standard": "A", "clause": f"{i}", "lang": "en", "title": "", "text": f"{own} c{100 + i // 2} is asked."})
        rows.append(
            {"standard": "B", "clause": f"{i}", "lang": "en", "title": "", "text": f"{own} answers, c{100 + i // 2}; c{300 + i}."}
        )
        ends = {"a_standard": "A", "a_clause": f"{i}", "b_standard": "B", "b_clause": f"{i}"}
        rows.append({"gold": True, "relation": "equal", **ends})
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    found = evaluate([path], Halves(), only=["single"], baselines=False, reranker=Concept(sign))
    modes = {one.mode: one for one in found.sets[0].ranks}
    assert modes["reranked"].queries == modes["single"].queries == 24
    difference = modes["reranked"].at_1 - modes["single"].at_1
    assert np.sign(difference) == sign
    assert says in found.closing()
    assert f"reranker concept {sign:+g}" in found.closing()


class Halves(Concepts):
    """Sees the concept that two neighbours share, and not the one that tells them apart."""

    name = "halves@test"

    def encode(self, texts, *, progress=None):  # type: ignore[no-untyped-def]
        return super().encode(
            [
                " ".join(w for w in text.replace(",", " ").replace(";", " ").split() if w.startswith("c1") and len(w) == 4)
                for text in texts
            ]
        )
