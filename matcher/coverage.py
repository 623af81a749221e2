"""Which sentences of one clause the other side says too: the ground for what is missing and what is added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.clause import Clause
from matcher.sentences import Sentence, sentences

Array = NDArray[np.float32]
_SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of ``clause``."""

    clause: Clause
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sentences of both sides, their similarity (a sentences, b sentences), and which sentence answers to which.

    A sentence is said by the other side where its similarity to any sentence there reaches ``threshold``. Below it, sentences that are
    left over on both sides are paired off down to ``floor``: in a clause that answers to a clause, what remains mostly belongs together.
    """

    a: tuple[Said, ...]
    b: tuple[Said, ...]
    similarity: Array
    threshold: float
    floor: float

    @property
    def only_a(self) -> tuple[Said, ...]:
        """Sentences of A that no sentence of B says."""
        return tuple(said for said, told in zip(self.a, self._told()[0], strict=True) if not told)

    @property
    def only_b(self) -> tuple[Said, ...]:
        """Sentences of B that no sentence of A says."""
        return tuple(said for said, told in zip(self.b, self._told()[1], strict=True) if not told)

    @property
    def shares(self) -> tuple[float, float]:
        """Of each side the share of its letters that the other side says too."""
        return _share(self.a, self.only_a), _share(self.b, self.only_b)

    def alike(self, clause_a: str, at_a: int, clause_b: str, at_b: int) -> float:
        """How alike the sentences around two places are; 0 where there is no sentence."""
        i, j = _around(self.a, clause_a, at_a), _around(self.b, clause_b, at_b)
        return float(self.similarity[i, j]) if i >= 0 and j >= 0 else 0.0

    def _told(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        from scipy.optimize import linear_sum_assignment

        if not self.similarity.size:
            return np.zeros(len(self.a), dtype=bool), np.zeros(len(self.b), dtype=bool)
        ours, theirs = self.similarity.max(axis=1) >= self.threshold, self.similarity.max(axis=0) >= self.threshold
        left_a, left_b = np.flatnonzero(~ours), np.flatnonzero(~theirs)
        rest = self.similarity[np.ix_(left_a, left_b)]
        for i, j in zip(*linear_sum_assignment(rest, maximize=True), strict=True):
            if rest[i, j] >= self.floor:
                ours[left_a[i]] = theirs[left_b[j]] = True
        return ours, theirs


def _share(said: Sequence[Said], missing: Sequence[Said]) -> float:
    total = sum(len(s.sentence.text) for s in said)
    return 1 - sum(len(s.sentence.text) for s in missing) / total if total else 1.0


def _around(said: Sequence[Said], clause: str, at: int) -> int:
    return next((k for k, s in enumerate(said) if s.clause.id == clause and s.sentence.start <= at < max(s.sentence.end, s.sentence.start + 1)), -1)


def said(clauses: Sequence[Clause]) -> tuple[Said, ...]:
    """All sentences of ``clauses`` that can demand something, in order; of a clause without any its title."""
    return tuple(
        Said(c, s) for c in clauses for s in ([s for s in sentences(c.text) if _says(s)] or ([Sentence(c.title, 0, 0)] if c.title else []))
    )


def _says(sentence: Sentence) -> bool:
    """Whether it is long enough to say something: "where:", "(normative)" and the heads of columns are not."""
    return sum(4 if "\u3400" <= c <= "\u9fff" else 1 for c in sentence.text if c.isalpha()) >= _SHORTEST
