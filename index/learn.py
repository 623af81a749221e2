"""Training of a low-rank adapter for the bundled model (LoRA: Hu et al. 2021, arXiv:2106.09685).

The loss is InfoNCE in both directions (van den Oord et al. 2018, arXiv:1807.03748) over the other pairs of the batch, and an
anchor: which texts of one language the base takes for near to each other must stay (Kullback-Leibler divergence of the two
softmaxes over the batch). Without the anchor the model learns to tell translations apart and forgets what says the same in
other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an adapter is learnt.

    ``rank`` of the factors, ``rate`` of AdamW at its peak, ``steps`` in all (a tenth of them warming up, then half a cosine
    down to zero), ``temperature`` of the loss, ``anchor`` the weight of staying with the base inside a language, ``decay`` of
    the factors towards zero, ``threads`` of the processor, ``seed``. In the end ``share`` of the way from the base is gone
    (Wortsman et al. 2022, arXiv:2109.01903): most of what was learnt, and little of what the base knew is lost.
    """

    rank: int = 32
    rate: float = 2e-4
    steps: int = 300
    temperature: float = 0.02
    anchor: float = 1.0
    decay: float = 0.01
    share: float = 0.6
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
        self._layers = _adapt(self._model, recipe.rank)
        self._parameters = [p for layer in self._layers.values() for p in (layer.up, layer.down)]
        self._optimiser = torch.optim.AdamW(self._parameters, lr=recipe.rate, weight_decay=recipe.decay, betas=(0.9, 0.98))
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimiser, lambda step: _course(step, recipe.steps))

    def step(
        self, a: Sequence[str], b: Sequence[str], twins: NDArray[np.bool_], *, limits: tuple[Sequence[int], Sequence[int]]
    ) -> float:
        """One step on the pairs (a[i], b[i]); the loss before it.

        ``twins`` (n, n) is true where i and j are so alike that neither may count as wrong for the other; ``limits`` are the
        tokens after which each text of ``a`` and of ``b`` is cut.
        """
        import torch
        from torch.nn import functional

        count = len(a)
        vectors = self._vectors([*a, *b], [*limits[0], *limits[1]])
        left, right = vectors[:count], vectors[count:]
        itself = torch.eye(count, dtype=torch.bool)
        across = (left @ right.T).masked_fill(torch.from_numpy(twins) & ~itself, -1.0) / self.recipe.temperature
        target = torch.arange(count)
        loss = (functional.cross_entropy(across, target) + functional.cross_entropy(across.T, target)) / 2
        if self.recipe.anchor:
            with torch.no_grad(), self._as_before():
                before = self._vectors(b, limits[1])
            now, then = ((v @ v.T / self.recipe.temperature).masked_fill(itself, -1e4).log_softmax(1) for v in (right, before))
            loss = loss + self.recipe.anchor * functional.kl_div(now, then, log_target=True, reduction="batchmean")
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

    @contextmanager
    def _as_before(self) -> Iterator[None]:
        """Inside, the model answers as it did before training."""
        for layer in self._layers.values():
            layer.enabled = False
        try:
            yield
        finally:
            for layer in self._layers.values():
                layer.enabled = True

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


def _course(step: int, steps: int) -> float:
    """Share of the peak rate at ``step``: a tenth of the steps up, then half a cosine down to zero."""
    warm = max(1, steps // 10)
    share = min(1.0, max(0, step - warm) / max(1, steps - warm))
    return min(1.0, (step + 1) / warm) * (0.5 + 0.5 * float(np.cos(np.pi * share)))


def _adapt(model: nn.Module, rank: int) -> dict[str, Any]:
    """Put factors beside every adapted layer, by its name; ``up`` starts at zero, so that training starts at the base."""
    import torch
    from torch import nn
    from torch.nn import functional

    class LowRank(nn.Module):
        def __init__(self, base: nn.Linear) -> None:
            super().__init__()
            self.base = base
            self.enabled = True
            self.down = nn.Parameter(torch.randn(rank, base.in_features) / base.in_features**0.5)
            self.up = nn.Parameter(torch.zeros(base.out_features, rank))

        def forward(self, x: Tensor) -> Tensor:
            result: Tensor = self.base(x)
            if self.enabled:
                result = result + functional.linear(functional.linear(x, self.down.to(x.dtype)), self.up.to(x.dtype))
            return result

    layers = {}
    for name, module in list(model.named_modules()):
        if name.startswith("encoder.layer.") and name.endswith(_ADAPTED):
            layer = LowRank(module)
            parent, _, child = name.rpartition(".")
            setattr(model.get_submodule(parent), child, layer)
            layers[name] = layer
    return layers
