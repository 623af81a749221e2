"""Which sentences of one clause the other side says too: the ground for what is missing and what is added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ingest.clause import Clause, Kind
from ingest.provision import modals
from ingest.sentences import Sentence, sentences
from matcher.edits import Edits, edits
from matcher.rowed import is_row

Array = NDArray[np.float32]
_SHORTEST, _SHORTEST_ROW = 12, 4
_LABEL = re.compile(r"(.*?[^\W\d_][^\s\d]*)\s+(?=[<>≤≥±]?\s?\d)")
_ASIDE_KINDS = frozenset({Kind.NOTE, Kind.EXAMPLE, Kind.FOOTNOTE, Kind.FORMULA, Kind.FIGURE})
_ASIDE = re.compile(
    r"[\[［【](?:来源|定义|SOURCE|ИСТОЧНИК|Nguồn)|注\s?\d*[：:]|示例\s?\d*[：:]|式中|NOTES?\b|EXAMPLES?\b|where:?\s+\w{1,12}\s+(?:is|are)\b|Примечани|Пример\b|где\s|"
    r"(?:表|图|Table|Figure|Таблица|Рисунок|Bảng|Tabel|Tableau)\s?[A-ZА-Я]?\.?\d|[(（]{2}|单位为|.{0,12}单位为"
)
_COMMA = re.compile(r"[，,；;]\s?(?:and |or |и |а )?")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of ``clause``."""

    clause: Clause
    sentence: Sentence


@dataclass(frozen=True)
class Coverage:
    """The sentences of both sides, their similarity (a sentences, b sentences), and which sentence answers to which.

    A sentence is said by the other side where its similarity to any sentence there reaches ``threshold``, or where the
    one-to-one assignment of all sentences links it, down to ``floor``: in a clause that answers to a clause, what remains
    mostly belongs together.
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

    @property
    def wording(self) -> float:
        """The least of both sides' mean best similarity; 0 where a side has no sentence."""
        if not self.similarity.size:
            return 0.0
        return float(min(self.similarity.max(axis=1).mean(), self.similarity.max(axis=0).mean()))

    @property
    def nearest(self) -> float:
        """The greatest similarity of two sentences; 0 where there are none."""
        return float(np.max(self.similarity)) if self.similarity.size else 0.0

    @property
    def longer(self) -> float:
        """By how much A is the longer one: the logarithm of the ratio of letters, within 1.5 either way."""
        ours, theirs = (sum(letters(s.sentence.text) for s in side) + 20 for side in (self.a, self.b))
        return float(np.clip(np.log(ours / theirs), -1.5, 1.5))

    def alike(self, clause_a: str, at_a: int, clause_b: str, at_b: int) -> float:
        """How alike the sentences around two places are; 0 where there is no sentence."""
        i, j = _around(self.a, clause_a, at_a), _around(self.b, clause_b, at_b)
        return float(self.similarity[i, j]) if i >= 0 and j >= 0 else 0.0

    @cached_property
    def links(self) -> tuple[tuple[int, int], ...]:
        """Sentences (places in ``a`` and ``b``) that answer to each other, one to one, down to ``floor``."""
        from scipy.optimize import linear_sum_assignment

        if not self.similarity.size:
            return ()
        rows, columns = linear_sum_assignment(self.similarity, maximize=True)
        return tuple((int(i), int(j)) for i, j in zip(rows, columns, strict=True) if self.similarity[i, j] >= self.floor)

    @cached_property
    def edits(self) -> tuple[tuple[Said, Said, Edits], ...]:
        """Sentences of one language that answer to each other and are nearly the same, with what tells them apart."""
        linked = ((self.a[i], self.b[j]) for i, j in self.links)
        alike = ((x, y, edits(x.sentence, y.sentence)) for x, y in linked if x.clause.lang == y.clause.lang)
        return tuple((x, y, found) for x, y, found in alike if found)

    def _told(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        if not self.similarity.size:
            return np.zeros(len(self.a), dtype=bool), np.zeros(len(self.b), dtype=bool)
        ours, theirs = self.similarity.max(axis=1) >= self.threshold, self.similarity.max(axis=0) >= self.threshold
        for i, j in self.links:
            ours[i] = theirs[j] = True
        return ours, theirs


def _share(said: Sequence[Said], missing: Sequence[Said]) -> float:
    total = sum(len(s.sentence.text) for s in said)
    return 1 - sum(len(s.sentence.text) for s in missing) / total if total else 1.0


def _around(said: Sequence[Said], clause: str, at: int) -> int:
    return next(
        (
            k
            for k, s in enumerate(said)
            if s.clause.id == clause and s.sentence.start <= at < max(s.sentence.end, s.sentence.start + 1)
        ),
        -1,
    )


def said(clauses: Sequence[Clause]) -> tuple[Said, ...]:
    """All sentences of ``clauses`` that can demand something, cut before a further modal verb; without any, the title."""
    found = []
    for clause in clauses:
        aside = [(p.start, p.end) for p in clause.parts if p.kind in _ASIDE_KINDS]
        own = [_labelled(s, clause.text) for s in sentences(clause.text) if not any(a <= s.start < b for a, b in aside)]
        pieces = [piece for s in own if _says(s) for piece in _demands(s, clause.lang)]
        if not pieces and clause.title:
            pieces = [Sentence(clause.title, 0, 0)]
        found += [Said(clause, piece) for piece in pieces]
    return tuple(found)


def _labelled(sentence: Sentence, text: str) -> Sentence:
    """The row of a table by what names it, for its values say nothing of what it is about; any other sentence as it is."""
    first = text.rfind("\n", 0, sentence.start) + 1
    label = _LABEL.match(sentence.text) if is_row(text, first, sentence.text) else None
    return Sentence(label[1], sentence.start, sentence.end) if label else sentence


def _says(sentence: Sentence) -> bool:
    """Whether it can demand something: no note or example, no caption or unit line, not "where:" or the head of a column."""
    is_label = sentence.end - sentence.start > len(sentence.text)
    least = _SHORTEST_ROW if is_label else _SHORTEST
    return letters(sentence.text) >= least and not _ASIDE.match(sentence.text)


def _demands(sentence: Sentence, lang: str) -> list[Sentence]:
    """The sentence cut at commas, each piece with a modal verb: "shall ask …, and shall choose …" demands two things."""
    verbs = [m.start for m in modals(sentence.text, lang, "")]
    cuts = [0]
    for verb in verbs[1:]:
        comma = max((m.end() for m in _COMMA.finditer(sentence.text, cuts[-1], verb)), default=0)
        if comma and any(cuts[-1] <= v < comma for v in verbs) and letters(sentence.text[comma:]) >= _SHORTEST:
            cuts.append(comma)
    ends = [*cuts[1:], len(sentence.text)]
    pieces = []
    for start, end in zip(cuts, ends, strict=True):
        text = sentence.text[start:end].strip()
        at = sentence.start + start + len(sentence.text[start:end]) - len(sentence.text[start:end].lstrip())
        pieces.append(Sentence(text, at, at + len(text)))
    return pieces


def letters(text: str) -> int:
    """How much a text says, in letters: one of Chinese writing counts as four."""
    return sum(4 if "\u3400" <= c <= "\u9fff" else 1 for c in text if c.isalpha())
