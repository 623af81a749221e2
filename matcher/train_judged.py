"""Trains a small adapter on top of the current model from the judgements of a library; keeps it only where it is better.

It is judged by what a user would see: the search with the very file that would be written, among all clauses of the counterparts'
standards, for clauses that were held out.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.adapter import Adapter, combined, read_adapter, write_adapter
from index.care import MODELS
from index.encoder import BUNDLED, Encoder, load_encoder
from index.learn import Learner, Recipe
from index.passage import passage
from ingest.clause import Clause
from ingest.errors import UsageError
from matcher.gain import gain
from matcher.judged import Asked, Judged, judged
from matcher.lessons import Lesson, is_held_out, read_lessons
from matcher.rerank import built_in
from matcher.retrieve import search
from matcher.train import BASE, BATCH, CUT, FEW, Found, Langs, Report, current, flat, learn, seen_by

if TYPE_CHECKING:
    from index.library import Library

Array = NDArray[np.float32]
Progress = Callable[[int, int], None]
GOING_ON = Recipe(rank=8, rate=2e-4, share=1.0)
"""Few lessons, and a model that knows much already: smaller factors and smaller steps than from the base."""
PASSES = 8
STEPS = 20, 200
CANDIDATES = 1000
"""Of a long standard so many clauses are searched when a model is judged."""
MEANS = 128
"""So many texts of a language tell how far its mean has moved."""
MOST_RANK = 64
_APART = 0.25
_LEARNT = "learnt"


def train_judged(
    library: Library,
    *,
    out: Path | None = None,
    model: str = BUNDLED,
    gold: Sequence[Path] = (),
    teacher: Encoder | None = None,
    steps: int | None = None,
    recipe: Recipe = GOING_ON,
    progress: Progress | None = None,
) -> Report:
    """Go on from ``model`` ("bundled", or an adapter) with the judgements of a library, and with the lessons of ``gold`` sets.

    The adapter goes to ``out``, or into the folder ``models`` of the library, if the search with it finds more counterparts of
    the clauses held out than chance explains; else nothing is written. ``steps``: as many as the lessons need where left out.
    The same input on the same machine gives the same bytes.

    Raises:
        UsageError: there are too few judgements, or ``model`` cannot be trained.
        FileMissing, BadRow: of ``read_lessons``.
    """
    began = time.monotonic()
    start = _start(model)
    known = learnt_by(start)
    told = judged(library, known)
    before = _first_hits(told.asked, load_encoder(model))
    lessons = (*told.lessons, *_more(gold))
    recipe = replace(recipe, steps=steps or _steps(len(lessons)))
    learner = Learner(recipe, start)
    vectors = seen_by(learner, lessons, teacher)
    samples = _samples(told, recipe.seed)
    means = {lang: learner.encode(texts, limit=2 * CUT).mean(axis=0) for lang, texts in samples.items()}
    learn(learner, lessons, vectors, taught=told_apart(vectors, told.rejected), progress=progress)
    moved = {lang: learner.encode(texts, limit=2 * CUT).mean(axis=0) - means[lang] for lang, texts in samples.items()}
    factors = _on_top(start, learner.factors(), recipe.rank)
    own = _moved(start.means if start else {}, means, moved, samples)
    marks = json.dumps(sorted(told.marks | known))
    about = {"base": BASE, "lessons": str(len(lessons)), "steps": str(recipe.steps), _LEARNT: marks}
    del learner
    with tempfile.TemporaryDirectory(prefix="clausebridge-") as folder:
        trial = Path(folder) / "adapter.safetensors"
        digest = write_adapter(trial, factors, means=own, about=about)
        after = _first_hits(told.asked, load_encoder(str(trial)))
    gained = gain(flat(before), flat(after), _drawn_with(told.asked))
    path = None
    if gained.better:
        path = out or library.folder / MODELS / f"judged-{digest[:8]}.safetensors"
        write_adapter(path, factors, means=own, about=about)
    seconds = time.monotonic() - began
    return Report(len(lessons), before, after, gained, digest if path else "", path, recipe.steps, seconds)


def learnt_by(adapter: Adapter | None) -> frozenset[str]:
    """The texts of judgements that an adapter has learnt from, by ``matcher.judged.mark``."""
    return frozenset(json.loads(adapter.about.get(_LEARNT, "[]"))) if adapter else frozenset()


def told_apart(vectors: Array, rejected: Sequence[tuple[int, int]]) -> Array:
    """Vectors (n, d + pairs) in which the two of a rejected pair are no longer alike, whatever the model thought of them.

    Each pair gets a dimension of its own, in which its two lessons lie on opposite sides with a quarter of their squared length,
    shared by all rejections of a lesson: of a cosine of .9 between two that were rejected once, .43 is left. All else stays
    nearly as it was.
    """
    times = np.bincount(np.array(rejected, dtype=int).reshape(-1), minlength=len(vectors))
    result = np.zeros((len(vectors), vectors.shape[1] + len(rejected)), dtype=np.float32)
    result[:, : vectors.shape[1]] = vectors * np.where(times > 0, np.sqrt(1 - _APART), 1.0)[:, None]
    for column, pair in enumerate(rejected, vectors.shape[1]):
        for lesson, side in zip(pair, (1, -1), strict=True):
            result[lesson, column] = side * np.sqrt(_APART / times[lesson])
    return result


def _start(model: str) -> Adapter | None:
    """The adapter to go on from; None for the bare base."""
    path = Path(model).expanduser()
    if model != BUNDLED and not (path.suffix == ".safetensors" and path.is_file()):
        raise UsageError(f"{model} cannot be trained: only the bundled model, or an adapter that was trained from it, can")
    return current() if model == BUNDLED else read_adapter(path)


def _more(gold: Sequence[Path]) -> list[Lesson]:
    return [x for x in read_lessons(gold) if not is_held_out(x.document) and len({w.text for w in x.wordings}) > 1]


def _steps(lessons: int) -> int:
    """So many that each lesson is seen about ``PASSES`` times, within ``STEPS``."""
    return min(max(-(-PASSES * lessons // min(BATCH, lessons)), STEPS[0]), STEPS[1])


def _on_top(start: Adapter | None, factors: Mapping[str, tuple[Array, Array]], rank: int) -> dict[str, tuple[Array, Array]]:
    """The factors of both side by side, which loses nothing; at ``MOST_RANK``, the best of their sum."""
    if start is None:
        return dict(factors)
    if rank + max(down.shape[0] for _, down in start.factors.values()) > MOST_RANK:
        return combined(start.factors, factors, MOST_RANK)
    both = dict(start.factors)
    for name, (up, down) in factors.items():
        old = both.get(name)
        both[name] = (np.hstack((old[0], up)), np.vstack((old[1], down))) if old else (up, down)
    return both


def _samples(told: Judged, seed: int) -> dict[str, list[str]]:
    """Texts of the judged standards by language, at most ``MEANS`` of each."""
    texts: dict[str, set[str]] = defaultdict(set)
    for one in told.asked:
        for clause in (*one.a.clauses, *one.b.clauses):
            texts[clause.lang].add(passage(clause))
    draw = np.random.default_rng(seed)
    return {lang: draw.permutation(sorted(own))[:MEANS].tolist() for lang, own in sorted(texts.items())}


def _moved(
    old: Mapping[str, Array], means: Mapping[str, Array], moved: Mapping[str, Array], samples: Mapping[str, Sequence[str]]
) -> dict[str, Array]:
    """The means of the new model: those of the old, moved as the samples were; of a new language, where there are enough."""
    result = {lang: mean + moved[lang] if lang in moved else mean for lang, mean in old.items()}
    return result | {lang: means[lang] + moved[lang] for lang in samples if lang not in old and len(samples[lang]) >= FEW}


def _first_hits(asked: Sequence[Asked], encoder: Encoder) -> Found:
    """For each clause held out, by pair of languages, whether search finds a counterpart first."""
    found: dict[Langs, list[bool]] = defaultdict(list)
    for one in asked:
        queries = [clause for clause in one.a.clauses if clause.id in one.wanted]
        right = frozenset[str]().union(*one.wanted.values())
        corpus = _candidates(one.b.clauses, right)
        for query, ranking in zip(queries, search(queries, corpus, encoder, top=1, reranker=built_in(encoder)), strict=True):
            first = bool(ranking) and ranking[0].clause_id in one.wanted[query.id]
            found[query.lang, one.b.standard.lang].append(first)
    return dict(found)


def _drawn_with(asked: Sequence[Asked]) -> list[str]:
    """The top-level clause of each query, in the order of ``flat``."""
    names: dict[Langs, list[str]] = defaultdict(list)
    for one in asked:
        for clause in one.a.clauses:
            if clause.id in one.wanted:
                names[clause.lang, one.b.standard.lang].append(f"{clause.standard}/{clause.id.partition('/')[0]}")
    return [name for langs in sorted(names) for name in names[langs]]


def _candidates(clauses: Sequence[Clause], right: frozenset[str]) -> list[Clause]:
    """The clauses to search: all, or of a long standard those that are right and every so many of the others."""
    every = -(-len(clauses) // CANDIDATES)
    return [clause for number, clause in enumerate(clauses) if number % every == 0 or clause.id in right]
