"""Low-rank adapters: what was trained, kept as small factors beside the pinned base (Hu et al. 2021, arXiv:2106.09685).

A file holds for each adapted weight matrix W (out, in) the factors ``<name>.down`` (rank, in) and ``<name>.up`` (out, rank),
float16; the model is used with W + up @ down. Factors are merged once, when the model is loaded: the trained model is as fast as
the base.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.files import write_whole
from ingest.errors import UsageError

Array = NDArray[np.float32]
SHIPPED = Path(__file__).with_name("model") / "adapter.safetensors"


@dataclass(frozen=True, slots=True)
class Adapter:
    """A trained adapter.

    ``factors`` (up, down) by the name of the weight; ``sha256`` of its file; ``means`` (d,) of its embeddings by language;
    ``about``: what it was made from.
    """

    factors: Mapping[str, tuple[Array, Array]]
    sha256: str
    means: Mapping[str, Array]
    about: Mapping[str, str]


def manifest_of(path: Path) -> Path:
    """Where the hash of an adapter is kept: a JSON file beside it."""
    return path.with_suffix(".json")


def read_adapter(path: Path) -> Adapter:
    """Read ``path``, checked against the hash in its manifest; ``UsageError`` where either is missing or they differ."""
    from safetensors import SafetensorError, safe_open
    from safetensors.numpy import load

    try:
        content = path.read_bytes()
        manifest = json.loads(manifest_of(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"the adapter {path.name} or its manifest cannot be read ({error}); train again or reinstall") from error
    digest = hashlib.sha256(content).hexdigest()
    if manifest.get("sha256") != digest:
        raise UsageError(f"the adapter {path.name} is not the one that its manifest names; train again or reinstall")
    try:
        tensors = load(content)
        with safe_open(path, framework="numpy") as opened:
            about = dict(opened.metadata() or {})
    except (SafetensorError, ValueError) as error:
        raise UsageError(f"the adapter {path.name} cannot be read ({error}); train again or reinstall") from error
    names = [key.removesuffix(".down") for key in tensors if key.endswith(".down")]
    factors = {name: (tensors[f"{name}.up"].astype(np.float32), tensors[f"{name}.down"].astype(np.float32)) for name in names}
    means = {key.removeprefix("mean."): value.astype(np.float32) for key, value in tensors.items() if key.startswith("mean.")}
    return Adapter(factors, digest, means, about)


def write_adapter(
    path: Path,
    factors: Mapping[str, tuple[Array, Array]],
    *,
    means: Mapping[str, Array] | None = None,
    about: Mapping[str, str] | None = None,
) -> str:
    """Write factors (float16), language means (float32) and what is said about them; returns the sha256 of the file.

    The same input gives the same bytes.
    """
    from safetensors.numpy import save

    tensors: dict[str, NDArray[np.generic]] = {}
    for name, (up, down) in sorted(factors.items()):
        tensors[f"{name}.up"] = np.ascontiguousarray(up, dtype=np.float16)
        tensors[f"{name}.down"] = np.ascontiguousarray(down, dtype=np.float16)
    for language, mean in sorted((means or {}).items()):
        tensors[f"mean.{language}"] = np.ascontiguousarray(mean, dtype=np.float32)
    content = _ordered(save(tensors, metadata=dict(about or {})))
    digest = hashlib.sha256(content).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    write_whole(manifest_of(path), (json.dumps({"file": path.name, "sha256": digest}, indent=1) + "\n").encode())
    return digest


def _ordered(content: bytes) -> bytes:
    """A safetensors file with its metadata sorted: the library writes them in another order each time."""
    size = int.from_bytes(content[:8], "little")
    head = json.loads(content[8 : 8 + size])
    told = {"__metadata__": dict(sorted(head.pop("__metadata__", {}).items()))} | head
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    written += b" " * (-len(written) % 8)  # tensors start at a multiple of eight
    return len(written).to_bytes(8, "little") + written + content[8 + size :]


def truncated(difference: Array, rank: int) -> tuple[Array, Array]:
    """The best factors (up, down) of ``rank`` for a difference of weights (out, in): theorem of Eckart and Young (1936)."""
    u, s, vt = np.linalg.svd(difference.astype(np.float64), full_matrices=False)
    root = np.sqrt(s[:rank])
    return (u[:, :rank] * root).astype(np.float32), (root[:, None] * vt[:rank]).astype(np.float32)


def combined(
    first: Mapping[str, tuple[Array, Array]], second: Mapping[str, tuple[Array, Array]], rank: int
) -> dict[str, tuple[Array, Array]]:
    """Factors of ``rank`` for the sum of two differences: an adapter that was learnt on top of another, as one."""
    result = {}
    for name in sorted({*first, *second}):
        parts = [factors[name] for factors in (first, second) if name in factors]
        result[name] = truncated(np.sum([up @ down for up, down in parts], axis=0), rank)
    return result
