"""Training of a low-rank adapter for the bundled model (LoRA: Hu et al. 2021, arXiv:2106.09685).

The loss is contrastive in both directions over a batch (InfoNCE: van den Oord et al. 2018, arXiv:1807.03748), with a teacher's
similarities in place of right and wrong (Hinton et al. 2015, arXiv:1503.02531): what nearly says the same is nearly right. On
each side by itself the neighbourhoods are drawn towards the teacher's too. Without that the model learns to tell translations
apart and forgets what says the same in other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.adapter import Adapter
from index.bundled import PROMPT, WINDOW, build_model, build_tokenizer, padded
from index.weights import find_weights, read_content, read_weights

if TYPE_CHECKING:
    from torch import Tensor, nn

Array = NDArray[np.float32]
_ADAPTED = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
_MICRO = 16
_NEVER = -1e4
"""The score of what is not compared."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an adapter is learnt.

    ``rank`` of the factors, ``rate`` of AdamW at its peak, ``steps`` in all (a twentieth of them warming up, then half a cosine
    down to zero), ``temperature`` of the model's similarities and ``teaching`` that of the teacher's, ``inner`` the weight of the
    neighbourhoods inside a side, ``frozen`` layers at the bottom that stay as they are, ``decay`` of the factors towards zero,
    ``threads`` of the processor, ``seed``.
    """

    rank: int = 32
    rate: float = 4e-4
    steps: int = 850
    temperature: float = 0.03
    teaching: float = 0.05
    inner: float = 0.5
    frozen: int = 4
    decay: float = 0.01
    share: float = 0.7
    threads: int = 1
    seed: int = 17


class Learner:
    """The bundled model with trainable factors beside its frozen weights; ``start`` is an adapter to go on from, merged first."""

    def __init__(self, recipe: Recipe, start: Adapter | None = None) -> None:
        """Raises ``UsageError`` where the weights of the base cannot be had."""
        import torch

        torch.manual_seed(recipe.seed)
        torch.set_num_threads(recipe.threads)
        weights = read_weights(read_content(find_weights()))
        self.recipe = recipe
        self._pad = weights.pieces.pad
        self._tokenizer = build_tokenizer(weights.pieces)
        # on a processor the fused attention's backward pass takes half as long again as the whole step without it
        model: nn.Module = build_model(weights, start, attention="eager")
        self._model = model.to(torch.bfloat16)
        self._model.requires_grad_(False)
        self._layers = _adapt(self._model, recipe)
        self._parameters = [p for layer in self._layers.values() for p in (layer.up, layer.down)]
        self._optimiser = torch.optim.AdamW(self._parameters, lr=recipe.rate, weight_decay=recipe.decay, betas=(0.9, 0.98))
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimiser, lambda step: _course(step, recipe.steps))

    def step(self, left: Sequence[str], right: Sequence[str], taught: Array, *, limits: Sequence[Sequence[int]]) -> float:
        """One step on the pairs (left[i], right[i]); the loss before it.

        ``taught`` (n, d) are the teacher's vectors of the pairs, rows of length one; ``limits`` are the tokens after which each
        text of the left and of the right is cut.
        """
        import torch

        recipe, count = self.recipe, len(left)
        vectors = self._vectors([*left, *right], [*limits[0], *limits[1]])
        a, b = vectors[:count], vectors[count:]
        itself = torch.eye(count, dtype=torch.bool)
        known = torch.from_numpy(np.asarray(taught, dtype=np.float32))
        target = (known @ known.T).masked_fill(itself, 1.0) / recipe.teaching
        across = a @ b.T / recipe.temperature
        loss = (_divergence(target, across) + _divergence(target, across.T)) / 2
        # a side by itself has no right answer, only neighbours: half as sharp at both ends
        near = (target / 2).masked_fill(itself, _NEVER)
        for side in (a, b):
            own = side @ side.T / (2 * recipe.temperature)
            loss = loss + recipe.inner / 2 * _divergence(near, own.masked_fill(itself, _NEVER))
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._parameters, 1.0)
        self._optimiser.step()
        self._schedule.step()
        return float(loss.detach())

    def encode(self, texts: Sequence[str], *, limit: int = WINDOW) -> Array:
        """Vectors (n, d) of the model as it is now, normalised; texts are cut after ``limit`` tokens."""
        import torch

        with torch.inference_mode():
            vectors: Array = self._vectors(texts, [limit] * len(texts)).numpy()
        return vectors

    def finish(self) -> None:
        """Go back to ``share`` of the way from the base; no step is taken after it."""
        import torch

        with torch.no_grad():
            for layer in self._layers.values():
                layer.up.mul_(self.recipe.share)

    def factors(self) -> dict[str, tuple[Array, Array]]:
        """The factors (up, down) by the name of the weight."""
        return {f"{n}.weight": (x.up.detach().numpy().copy(), x.down.detach().numpy().copy()) for n, x in self._layers.items()}

    def _vectors(self, texts: Sequence[str], limits: Sequence[int]) -> Tensor:
        """Vectors (n, d) in float32, computed in small batches of texts of one length: little padding is multiplied."""
        import torch
        from torch.nn import functional

        encodings = self._tokenizer.encode_batch_fast([PROMPT + text for text in texts])
        rows = [e.ids if len(e.ids) <= n else [*e.ids[: n - 1], e.ids[-1]] for e, n in zip(encodings, limits, strict=True)]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        pooled: list[Any] = []
        for start in range(0, len(order), _MICRO):
            features = padded([rows[i] for i in order[start : start + _MICRO]], self._pad)
            hidden = self._model(**features, return_dict=True).last_hidden_state.float()
            mask = features["attention_mask"][..., None].float()
            pooled.append((hidden * mask).sum(1) / mask.sum(1))
        back = torch.tensor(np.argsort(order))
        return functional.normalize(torch.cat(pooled)[back], dim=1)


def _divergence(target: Tensor, scores: Tensor) -> Tensor:
    """Kullback-Leibler divergence of the softmax of both (n, n), by row; the mean over rows."""
    from torch.nn import functional

    return functional.kl_div(scores.log_softmax(1), target.log_softmax(1), log_target=True, reduction="batchmean")


def _course(step: int, steps: int) -> float:
    """Share of the peak rate at ``step``: a twentieth of the steps up, then half a cosine down to zero."""
    warm = max(1, steps // 20)
    share = min(1.0, max(0, step - warm) / max(1, steps - warm))
    return min(1.0, (step + 1) / warm) * (0.5 + 0.5 * float(np.cos(np.pi * share)))


def _adapt(model: nn.Module, recipe: Recipe) -> dict[str, Any]:
    """Put factors beside every layer that is not frozen, by its name; ``up`` starts at zero: training starts at the base."""
    import torch
    from torch import nn
    from torch.nn import functional

    class LowRank(nn.Module):
        def __init__(self, base: nn.Linear) -> None:
            super().__init__()
            self.base = base
            self.down = nn.Parameter(torch.randn(recipe.rank, base.in_features) / base.in_features**0.5)
            self.up = nn.Parameter(torch.zeros(base.out_features, recipe.rank))

        def forward(self, x: Tensor) -> Tensor:
            result: Tensor = self.base(x)
            return result + functional.linear(functional.linear(x, self.down.to(x.dtype)), self.up.to(x.dtype))

    layers = {}
    for name, module in list(model.named_modules()):
        inside = name.startswith("encoder.layer.") and name.endswith(_ADAPTED)
        if inside and int(name.split(".")[2]) >= recipe.frozen:
            layer = LowRank(module)
            parent, _, child = name.rpartition(".")
            setattr(model.get_submodule(parent), child, layer)
            layers[name] = layer
    return layers
