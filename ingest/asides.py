"""Counts of their own inside a clause: the steps of a worked example, the numbered rows of a table.

They begin anew below the word "example" or the caption of a table, look alike, and do not go on with the count around them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from ingest.clean import CleanLine
from ingest.forms import Series
from ingest.numbering import Label, read_labels
from ingest.sequence import Candidate, missing

_WORDS = (
    "пример|решение|(?:продолжение )?таблиц[аы]|мысал|кесте|example|exemple|table|示例|例(?=\\s?\\d*\\s?[:：])|续?表|مثال|ví dụ|"
    "bảng|contoh|tabel"
)
_OPENS = re.compile(rf"(?:{_WORDS})(?![^\W\d_])", re.IGNORECASE)
_NEAR = 12
"""The count begins within so many lines below its caption."""
_LONG = 60
"""So many lines may stand between two of its numbers."""
_LOST = 2
"""So many of its numbers in turn may not have been read."""
_SOUND, _SURE = 0.0, 2.5
"""Above the first score a candidate may belong to the count around; above the second it does, for contents or outline list it."""
_TOLL = 3.0


class _Step(NamedTuple):
    """A line that counts for itself: its index and its label."""

    line: int
    label: Label


def without_asides(candidates: Sequence[Candidate], lines: Sequence[CleanLine], rows: Collection[int]) -> list[Candidate]:
    """The candidates in order; those that count steps or rows have lost what makes them clauses.

    ``rows`` are the lines (indices) that ruled lines make rows of a table, whatever stands in them.
    """
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        if candidate.line not in best or candidate.score > best[candidate.line].score:
            best[candidate.line] = candidate
    watch = _Watch(lines)
    aside = {i for i, line in enumerate(lines) if i not in rows and watch.is_aside(i, line, best.get(i))}
    return [_tolled(c) if (c.line in rows and c.score <= _SURE) or (_is_number(c) and c.line in aside) else c for c in candidates]


def _tolled(candidate: Candidate) -> Candidate:
    return candidate._replace(score=candidate.score - _TOLL)


def _is_number(candidate: Candidate) -> bool:
    return candidate.label is not None and candidate.label.series is Series.DECIMAL


class _Watch:
    """Follows the lines of a document, and knows which of them stand in a count of its own."""

    def __init__(self, lines: Sequence[CleanLine]) -> None:
        self._lines = lines
        self._caption = -_NEAR - 1
        self._around = 0
        self._steps: list[_Step] = []

    def is_aside(self, at: int, line: CleanLine, best: Candidate | None) -> bool:
        """Whether a line is a step or a row; lines are asked for in order. ``best`` is the best reading of it as a clause."""
        if _OPENS.match(line.text):
            self._caption = at
        if best is not None and not _is_number(best):
            if best.label is None or (best.label.series < Series.DECIMAL and best.score > _SOUND):
                self._around, self._steps = 0, []  # another annex, chapter or article counts anew anyway
            return False
        label = next((label for label in read_labels(line.text) if label.series is Series.DECIMAL), None)
        if label is None:
            return False
        sure = best is not None and best.score > _SURE
        if not sure and (self._goes_on(at, label) or self._begins(at, label)):
            self._steps.append(_Step(at, label))
            return True
        if best is not None and best.score > _SOUND:
            self._around = label.path[0]
        return False

    def _begins(self, at: int, label: Label) -> bool:
        """Whether the line is one of the first numbers, which the count around has had, soon after a caption."""
        if len(label.path) > 1 or label.path[0] > min(self._around, 1 + _LOST) or at - self._caption > _NEAR:
            return False
        self._steps = []
        return True

    def _goes_on(self, at: int, label: Label) -> bool:
        if not self._steps or at - self._steps[-1].line > _LONG:
            return False
        before = self._steps[-1].label
        lost = missing(before.path, label.path)
        return lost is not None and lost <= _LOST and before.mark == label.mark and self._is_alike(at)

    def _is_alike(self, at: int) -> bool:
        here, there = self._lines[at].line, self._lines[self._steps[-1].line].line
        return abs(here.box.x0 - there.box.x0) < 0.7 * there.size and abs(here.size - there.size) < 0.1 * there.size
