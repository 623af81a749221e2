"""Texts to vectors: the ``Encoder`` that the rest of the program sees, and its adapter to sentence-transformers.

``load_encoder("bundled")`` needs no network; any other name is a folder, or a model of the hub that is fetched because the user
named it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from index.adapter import SHIPPED, Adapter, read_adapter
from ingest.errors import UsageError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding, Tokenizer
    from torch import nn

Array = NDArray[np.float32]
Progress = Callable[[int, int], None]
Model = TypeVar("Model")
BUNDLED = "bundled"
# Tokens of one batch, padding included: large enough to keep the cores busy, small enough for a few hundred MB of activations.
BUDGET = 8192


class Encoder(Protocol):
    """What turns texts into vectors. ``name`` identifies it with the hash of its weights, e.g. ``bundled-e5-small@1571fc98``.

    ``means`` holds, by language (ISO 639-1), the mean (d,) of the embeddings that it was trained on; empty where nothing is
    known.
    """

    name: str
    dimensions: int
    means: Mapping[str, Array]

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Array:
        """Vectors (n, d), L2-normalised, in the order of ``texts``; ``progress`` is called with texts done and texts in all."""
        ...


@runtime_checkable
class PieceEncoder(Encoder, Protocol):
    """An encoder that also tells its texts token by token."""

    def pieces(self, texts: Sequence[str]) -> list[Array]:
        """The vectors (tokens, d) of the tokens of each text where they stand, rows of length one."""
        ...

    def places(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """The characters where the tokens of each text start and end, in full; ``pieces`` may know fewer of a long text."""
        ...


def load_encoder(name: str = BUNDLED, *, precision: str = "auto") -> PieceEncoder:
    """The encoder ``name``: "bundled", an adapter for it (a file of ``train``), a folder, or a model of the hub.

    A model of the hub is fetched if it is not in the cache.

    ``precision`` is "float32", "bfloat16", or "auto": bfloat16 where the processor multiplies it itself, else float32. Raises
    ``UsageError`` in one line where the model cannot be had. Weights are read from safetensors alone, and no code of a model is
    run.
    """
    trained = Path(name).expanduser()
    if name == BUNDLED or (trained.suffix == SHIPPED.suffix and trained.is_file()):
        from index.bundled import load_bundled

        place = SHIPPED if name == BUNDLED else trained
        adapter = read_adapter(place) if place.exists() else None
        means = adapter.means if adapter else {}
        return SentenceEncoder(load_bundled(adapter), _label(adapter), precision=precision, means=means)
    model = _named_model(name)
    return SentenceEncoder(
        model, f"{Path(name).name if Path(name).is_dir() else name}@{weights_hash(model)}", precision=precision
    )


def _label(adapter: Adapter | None) -> str:
    from index.weights import SHA256

    return f"bundled-e5-small@{(adapter.sha256 if adapter else SHA256)[:8]}"


class LateEncoder:
    """The encoder of ``load_encoder``, loaded when it is needed: for the name of another model than the bundled, or to embed."""

    name: str
    dimensions: int
    means: Mapping[str, Array]

    def __init__(self, asked: str = BUNDLED) -> None:
        self._asked = asked
        if asked == BUNDLED:
            self.name = _label(read_adapter(SHIPPED) if SHIPPED.exists() else None)

    @cached_property
    def _loaded(self) -> PieceEncoder:
        return load_encoder(self._asked)

    def __getattr__(self, attribute: str) -> object:
        """What only the loaded encoder knows."""
        if attribute not in {"name", "dimensions", "means"}:
            raise AttributeError(attribute)
        return getattr(self._loaded, attribute)

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Array:
        """See ``Encoder``."""
        return self._loaded.encode(texts, progress=progress)


class SentenceEncoder:
    """A ``SentenceTransformer`` behind the ``Encoder`` protocol: batches by length, windows for long texts, fast arithmetic."""

    def __init__(
        self, model: SentenceTransformer, name: str, *, precision: str = "auto", means: Mapping[str, Array] | None = None
    ) -> None:
        """``means``: see ``Encoder``; ``precision``: see ``load_encoder``."""
        import torch

        self.name = name
        self.model = model.eval()
        self.dimensions = int(model.get_embedding_dimension() or 0)
        self.means: Mapping[str, Array] = dict(means or {})
        self.prompt = _prompt(model, name)
        if precision == "bfloat16" or (precision == "auto" and _multiplies_bfloat16()):
            self.model = self.model.to(torch.bfloat16)

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Array:
        """Vectors (n, d); a text longer than the model's window is the mean of its windows, weighted by their tokens."""
        from torch import inference_mode

        sums = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        windows = list(self._windows(texts))
        # Sorted by length, ties by the text itself: batches hold little padding and do not depend on the order of the texts.
        windows.sort(key=lambda window: (window[2], window[1]), reverse=True)
        left = np.bincount([owner for owner, _, _ in windows], minlength=len(texts))
        with inference_mode():
            for batch in _batches(windows, BUDGET):
                features = self.model.preprocess([text for _, text, _ in batch], prompt=self.prompt)
                vectors = self.model(features)["sentence_embedding"].float().numpy()
                for (owner, _, tokens), vector in zip(batch, vectors, strict=True):
                    sums[owner] += tokens * vector
                    left[owner] -= 1
                if progress:
                    progress(int((left == 0).sum()), len(texts))
        return _normalised(sums)

    def pieces(self, texts: Sequence[str]) -> list[Array]:
        """See ``PieceEncoder``; of a long text its first window, of one without tokens the row of its end."""
        from torch import inference_mode

        tokenizer: Any = self.model.tokenizer
        fast = getattr(tokenizer, "backend_tokenizer", tokenizer)
        before, room = len(fast.encode(self.prompt, add_special_tokens=False).ids) + 1, self.model.max_seq_length or 512
        lengths = [min(len(e.ids) + before + 1, room) for e in _encodings(fast, texts)]
        order = sorted(range(len(texts)), key=lambda i: (lengths[i], texts[i]), reverse=True)
        found: dict[int, Array] = {}
        with inference_mode():
            for batch in _batches([(i, texts[i], lengths[i]) for i in order], BUDGET):
                features = self.model.preprocess([text for _, text, _ in batch], prompt=self.prompt)
                vectors = self.model[0](features)["token_embeddings"].float().numpy()
                for (owner, _, tokens), rows in zip(batch, vectors, strict=True):
                    found[owner] = _normalised(rows[min(before, tokens - 1) : max(tokens - 1, before + 1)])
        return [found[i] for i in range(len(texts))]

    def places(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """See ``PieceEncoder``."""
        tokenizer: Any = self.model.tokenizer
        return [list(e.offsets) for e in _encodings(getattr(tokenizer, "backend_tokenizer", tokenizer), texts)]

    def _windows(self, texts: Sequence[str]) -> Iterator[tuple[int, str, int]]:
        """(index of the text, words of the window, tokens of it); the windows of a text are about equally long, cut at tokens."""
        tokenizer: Any = self.model.tokenizer
        fast = getattr(tokenizer, "backend_tokenizer", tokenizer)
        room = (self.model.max_seq_length or 512) - len(fast.encode(self.prompt).ids) - 1
        for start in range(0, len(texts), 512):
            for number, encoding in enumerate(_encodings(fast, texts[start : start + 512]), start):
                spans = encoding.offsets
                pieces = -(-len(spans) // room) or 1
                if pieces == 1:
                    yield number, texts[number], len(spans) or 1
                    continue
                for cut in np.array_split(np.arange(len(spans)), pieces):
                    yield number, texts[number][spans[cut[0]][0] : spans[cut[-1]][1]], len(cut)


def _encodings(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Encoding]:
    """Encodings of ``texts`` in full, whatever cut or padding the model's own configuration asks for."""
    padding, truncation = tokenizer.padding, tokenizer.truncation
    tokenizer.no_padding()
    tokenizer.no_truncation()
    encodings = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    if padding:
        tokenizer.enable_padding(**padding)
    if truncation:
        tokenizer.enable_truncation(**truncation)
    return encodings


def _batches(windows: Sequence[tuple[int, str, int]], budget: int) -> Iterator[Sequence[tuple[int, str, int]]]:
    """Runs of ``windows`` (longest first) of at most ``budget`` tokens, padding and eight for prompt and ends included."""
    start = 0
    while start < len(windows):
        count = max(1, budget // (windows[start][2] + 8))
        yield windows[start : start + count]
        start += count


def _normalised(sums: Array) -> Array:
    """Rows of length one; a row of zeros stays."""
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    result: Array = np.asarray(sums / np.maximum(lengths, np.float32(1e-12)), dtype=np.float32)
    return result


def _prompt(model: SentenceTransformer, name: str) -> str:
    """What is put before every text, on both sides: the model's default or query prompt; the e5 family documents "query: "."""
    prompts: Mapping[str, str | None] = model.prompts or {}
    given = prompts.get(model.default_prompt_name or "query") or ""
    e5 = "e5" in name.lower() and "instruct" not in name.lower()
    return given or ("query: " if e5 else "")


def _multiplies_bfloat16() -> bool:
    """Whether the processor has instructions for bfloat16; without them it is slower than float32."""
    import torch

    tests = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    return any(test() for test in (getattr(torch.cpu, name, None) for name in tests) if test)


def _named_model(name: str) -> SentenceTransformer:
    return named_model(name, lambda place, local: _sentence_transformer(place, local=local))


def named_model(name: str, load: Callable[[str, bool], Model]) -> Model:
    """A model from a folder, the hub's cache, or the hub; ``load`` is told where, and whether the network is left alone.

    Raises ``UsageError`` in one line where it cannot be had.
    """
    folder = Path(name).expanduser()
    try:
        if folder.is_dir():
            return load(str(folder), True)
        if _is_cached(name):
            return load(name, True)
        from huggingface_hub import HfApi

        HfApi().model_info(name, timeout=10)  # one question first: the loader would ask for each file, several times
        return load(name, False)
    except Exception as error:  # the hub's client lets the errors of its HTTP library through, and which one that is varies
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        where = "that folder" if folder.is_dir() else "the hub or its cache"
        raise UsageError(
            f"the model {name} cannot be had from {where} (only safetensors are read, and no code is run): {reason}"
        ) from error


def _is_cached(name: str) -> bool:
    """Whether the hub's cache on this computer holds the model's weights; half a model is fetched again."""
    from huggingface_hub import try_to_load_from_cache

    return all(isinstance(try_to_load_from_cache(name, file), str) for file in ("config.json", "model.safetensors"))


def _sentence_transformer(name: str, *, local: bool) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(
        name, device="cpu", trust_remote_code=False, local_files_only=local, model_kwargs={"use_safetensors": True}
    )


def weights_hash(model: nn.Module) -> str:
    """The first eight digits of the sha256 of all weights, in the order of their names."""
    import torch

    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(memoryview(tensor.detach().contiguous().view(-1).view(torch.uint8).numpy()))
    return digest.hexdigest()[:8]
