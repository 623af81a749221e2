"""A cross-encoder that reads two texts together, of the user's choice: the adapter to sentence-transformers' ``CrossEncoder``.

None is bundled. Weights are read from safetensors alone, and no code of a model is run.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoder import named_model, weights_hash
from ingest.errors import UsageError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

Array = NDArray[np.float32]
_BATCH = 32


class CrossReranker:
    """A cross-encoder with one score for a pair of texts. ``name`` identifies it with the hash of its weights."""

    def __init__(self, model: CrossEncoder, name: str) -> None:
        self.name = name
        self._model = model.eval()

    def scores(self, queries: Sequence[str], texts: Sequence[Sequence[str]]) -> list[Array]:
        """(k,) for each query: how well each of its own ``texts`` answers to it, more is better, on the model's own scale.

        A pair that is longer than the model's window is cut by its tokenizer.
        """
        from torch import nn

        pairs = [(query, text) for query, own in zip(queries, texts, strict=True) for text in own]
        if not pairs:
            return [np.zeros(0, dtype=np.float32) for _ in queries]
        # the raw score: a sigmoid makes all that is good the same
        said = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False, activation_fn=nn.Identity())
        ends = np.cumsum([len(own) for own in texts])
        return np.split(np.asarray(said, dtype=np.float32).reshape(-1), ends[:-1])


def load_reranker(name: str) -> CrossReranker:
    """The cross-encoder ``name``: a folder, or a model of the hub, which is fetched if it is not in the cache.

    Raises ``UsageError`` in one line where it cannot be had, or gives no single score for a pair.
    """
    model = named_model(name, _cross_encoder)
    if model.num_labels != 1:
        raise UsageError(
            f"the model {name} tells {model.num_labels} classes apart; a reranker gives one score for a pair of texts"
        )
    short = Path(name).name if Path(name).expanduser().is_dir() else name
    return CrossReranker(model, f"{short}@{weights_hash(model)}")


def _cross_encoder(name: str, local: bool) -> CrossEncoder:
    from sentence_transformers import CrossEncoder

    model: CrossEncoder = CrossEncoder(
        name, device="cpu", trust_remote_code=False, local_files_only=local, model_kwargs={"use_safetensors": True}
    )
    return model
