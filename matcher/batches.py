"""Batches of lessons that are hard to tell apart: what the model learns from is what it could confuse."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matcher.lessons import Lesson, Wording

Array = NDArray[np.float32]
Kind = tuple[str, int]
_ALIKE = 0.7
"""How often the neighbours of a lesson are shown in its own two languages: within one language there is most to confuse."""


@dataclass(slots=True)
class Batch:
    """Rows of one step: the lessons, and the two texts that each is shown by, with their languages."""

    lessons: list[int] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    langs: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))


class Batches:
    """Draws batches of ``size`` rows.

    A batch is made of clusters: a lesson and others of its document, or others near to it by ``vectors`` (n, d), rows of length
    one. Lessons with many wordings come up more often (their number of translations to the power .8). Each is shown by two of
    its wordings, with or without title. No text comes twice, and no document in two clusters.
    """

    def __init__(self, lessons: Sequence[Lesson], vectors: Array, *, size: int, seed: int, cluster: int = 4) -> None:
        """The draws repeat by ``seed``."""
        self.lessons = lessons
        self.vectors = vectors
        self.size = size
        self.cluster = cluster
        self._draw = np.random.default_rng(seed)
        self._kinds = [_kinds(lesson.wordings) for lesson in lessons]
        self._mates: dict[tuple[str, bool], list[int]] = defaultdict(list)
        for i, lesson in enumerate(lessons):
            self._mates[lesson.document, lesson.partly].append(i)
        weights = np.array([len(lesson.wordings) - 1 for lesson in lessons], dtype=float) ** 0.8
        self._weights = weights / weights.sum()

    def __iter__(self) -> Iterator[Batch]:
        """One batch after the other, without end."""
        while True:
            batch, texts, documents = Batch(), set[str](), set[str]()
            for _ in range(4 * self.size):
                seed = int(self._draw.choice(len(self.lessons), p=self._weights))
                if len(batch.lessons) < self.size and self.lessons[seed].document not in documents:
                    documents |= self._extend(batch, texts, documents, seed)
            yield batch

    def _extend(self, batch: Batch, texts: set[str], documents: set[str], seed: int) -> set[str]:
        """Put ``seed`` and its neighbours into the batch; the documents that came in."""
        shown = self._pair(seed, None)
        added: set[str] = set()
        room = min(self.cluster, self.size - len(batch.lessons))
        for i in self._around(seed):
            lesson = self.lessons[i]
            pair = self._pair(i, shown if i == seed or self._draw.random() < _ALIKE else None)
            a, b = (self._kinds[i][kind] for kind in pair)
            sides = {a.text, b.text}
            if room and not texts & sides and len(sides) == 2 and lesson.document not in documents:
                batch.lessons.append(i)
                for wording, column, langs in ((a, batch.left, batch.langs[0]), (b, batch.right, batch.langs[1])):
                    column.append(wording.passage if self._draw.random() < 0.5 or not wording.text else wording.text)
                    langs.append(wording.lang)
                texts |= sides
                added.add(lesson.document)
                room -= 1
        return added

    def _around(self, seed: int) -> list[int]:
        """``seed``, and after it in random order its neighbours, by meaning or in the document; all as whole or partly alike."""
        lesson = self.lessons[seed]
        if self._draw.random() < 0.5:
            others = self._mates[lesson.document, lesson.partly]
        else:
            scores = self.vectors @ self.vectors[seed]
            best = np.argpartition(-scores, min(len(scores) - 1, 3 * self.cluster))[: 3 * self.cluster]
            others = [int(i) for i in best if not self.lessons[i].partly]
        return [seed, *(int(i) for i in self._draw.permutation(others) if i != seed)]

    def _pair(self, lesson: int, wanted: tuple[Kind, Kind] | None) -> tuple[Kind, Kind]:
        """Two kinds of wording of a lesson in random order; those ``wanted`` where it has them."""
        kinds = list(self._kinds[lesson])
        if wanted and wanted[0] in kinds and wanted[1] in kinds:
            return wanted
        i, j = self._draw.choice(len(kinds), 2, replace=False)
        return kinds[int(i)], kinds[int(j)]


def _kinds(wordings: Sequence[Wording]) -> dict[Kind, Wording]:
    """The wordings by language and how many of that language came before."""
    seen: Counter[str] = Counter()
    kinds: dict[Kind, Wording] = {}
    for wording in wordings:
        kinds[wording.lang, seen[wording.lang]] = wording
        seen[wording.lang] += 1
    return kinds
