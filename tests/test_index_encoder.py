"""The encoder: order, length, windows, batches, and what is said when a model cannot be had."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.adapter import write_adapter
from index.encoder import Encoder, SentenceEncoder, load_encoder
from ingest.errors import UsageError

TEXTS = [
    "应急预案每年至少演练一次。",
    "Emergency plans shall be rehearsed at least once a year.",
    "The colour of the housing is not specified.",
    "外壳的颜色不作规定。",
    "Рабочие места должны быть освещены.",
]


def test_vectors_are_normalised_and_in_order(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert (vectors[0] @ vectors[:, :].T).argsort()[-2] == 1
    assert (vectors[3] @ vectors[[1, 2]].T).argmax() == 1


def test_neighbours_do_not_depend_on_the_batch(encoder: Encoder) -> None:
    together = encoder.encode([*TEXTS, "噪声" * 200])[: len(TEXTS)]
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert (together * alone).sum(axis=1).min() > 0.9995
    assert (np.argsort(together @ together.T, axis=1) == np.argsort(alone @ alone.T, axis=1)).all()
    assert np.array_equal(encoder.encode(TEXTS[::-1])[::-1], encoder.encode(TEXTS))


def test_long_text_is_read_to_its_end(encoder: Encoder) -> None:
    filler = "The supplier keeps records of every delivery. " * 120
    ends = [
        filler + "Explosive atmospheres need flameproof enclosures. " * 60,
        filler + "Milk is stored below seven degrees. " * 60,
    ]
    vectors = encoder.encode([*ends, "flameproof enclosure", "storage of milk"])
    assert vectors[0] @ vectors[2] > vectors[0] @ vectors[3]
    assert vectors[1] @ vectors[3] > vectors[1] @ vectors[2]
    assert len(encoder.encode(["字" * 5_000])) == 1


def test_nothing_and_empty_texts(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimensions)
    assert np.isfinite(encoder.encode(["", " \n", "\x00\x07"])).all()


def test_progress_ends_at_the_number_of_texts(encoder: Encoder) -> None:
    calls: list[tuple[int, int]] = []
    encoder.encode(TEXTS, progress=lambda done, total: calls.append((done, total)))
    assert calls[-1] == (len(TEXTS), len(TEXTS))
    assert calls == sorted(calls)


def test_name_carries_the_hash_of_what_was_loaded(encoder: Encoder) -> None:
    label, _, digest = encoder.name.partition("@")
    assert label == "bundled-e5-small"
    assert len(digest) == 8
    int(digest, 16)


def test_an_adapter_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "own.safetensors"
    draw = np.random.default_rng(8)
    factors = {
        "encoder.layer.11.output.dense.weight": (
            draw.normal(size=(384, 2)).astype(np.float32),
            draw.normal(size=(2, 1536)).astype(np.float32),
        )
    }
    digest = write_adapter(path, factors, means={"zh": np.zeros(384, dtype=np.float32)})
    own = load_encoder(str(path))
    assert own.name == f"bundled-e5-small@{digest[:8]}"
    assert list(own.means) == ["zh"]


def test_a_saved_model_loads_from_its_folder_with_the_same_vectors(tmp_path: Path) -> None:
    folder = tmp_path / "tiny-e5"
    _save_tiny_model(folder)
    first, second = load_encoder(str(folder)), load_encoder(str(folder), precision="float32")
    assert first.name == second.name
    assert first.name.startswith("tiny-e5@")
    assert isinstance(second, SentenceEncoder)
    assert second.prompt == "query: "
    vectors = second.encode(["one two", "three"])
    assert np.allclose(vectors, second.model.encode(["one two", "three"], prompt="query: "), atol=1e-5)


def test_a_pickled_model_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "pickled"
    _save_tiny_model(folder)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(UsageError, match="only safetensors are read"):
        load_encoder(str(folder))


def test_an_unknown_model_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError) as caught:
        load_encoder(str(tmp_path))
    assert "cannot be had from that folder" in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(UsageError, match="cannot be had from the hub"):
        load_encoder("not a name!")


def _save_tiny_model(folder: Path) -> None:
    """A one-layer model with a dozen words, as transformers and sentence-transformers keep it."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(1)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "query", ":", "one", "two", "three"]
    base = folder.parent / "base"
    base.mkdir()
    (base / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(base)
    BertTokenizerFast(str(base / "vocab.txt")).save_pretrained(base)
    SentenceTransformer(modules=[Transformer(str(base)), Pooling(16), Normalize()], device="cpu").save(str(folder))
