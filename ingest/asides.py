"""Counts of their own inside a clause: the steps of a worked example, the numbered rows of a table.

They begin anew with 1 below the word "example" or the caption of a table, look alike, and do not go on with the count around
them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.clean import CleanLine
from ingest.numbering import Label, Series
from ingest.sequence import Candidate, missing

_WORDS = "пример|решение|таблица|example|exemple|table|示例|例(?=\\s?\\d*\\s?[:：])|表|مثال|ví dụ|bảng|contoh|tabel|мысал|кесте"
_OPENS = re.compile(rf"(?:{_WORDS})(?![^\W\d_])", re.IGNORECASE)
_NEAR = 12
"""The count begins within so many lines below its caption."""
_LONG = 60
"""So many lines may stand between two of its numbers."""
_SOUND = 0.0
"""A candidate above this score may be a clause: there is a count around the example."""
_SURE = 2.5
"""A candidate above this score is no step: contents or outline list it, or it is set like a heading."""
_TOLL = 3.0


def without_asides(candidates: Sequence[Candidate], lines: Sequence[CleanLine]) -> list[Candidate]:
    """The candidates in order; those that count steps or rows have lost what makes them clauses."""
    watch = _Watch(lines)
    return [c._replace(score=c.score - _TOLL) if watch.is_aside(c) else c for c in candidates]


class _Watch:
    """Follows the lines of a document, and knows in which count of its own a candidate stands."""

    def __init__(self, lines: Sequence[CleanLine]) -> None:
        self._lines = lines
        self._captions = [i for i, line in enumerate(lines) if _OPENS.match(line.text)]
        self._seen = False
        self._steps: list[Candidate] = []

    def is_aside(self, candidate: Candidate) -> bool:
        """Whether the candidate is a step or a row; candidates are asked for in order."""
        label = candidate.label
        if label is None or label.series is not Series.DECIMAL:
            if label is None or (label.series < Series.DECIMAL and candidate.score > _SOUND):
                self._seen, self._steps = False, []  # another annex, chapter or article counts anew anyway
            return False
        if self._begins(candidate, label) or self._goes_on(candidate, label):
            self._steps.append(candidate)
            return True
        self._seen |= candidate.score > _SOUND
        return False

    def _begins(self, candidate: Candidate, label: Label) -> bool:
        if (
            not self._seen
            or label.path != (1,)
            or candidate.score > _SURE
            or not any(0 < candidate.line - i <= _NEAR for i in self._captions)
        ):
            return False
        self._steps = []
        return True

    def _goes_on(self, candidate: Candidate, label: Label) -> bool:
        if not self._steps or candidate.line - self._steps[-1].line > _LONG:
            return False
        before = self._steps[-1].label
        return (
            before is not None
            and missing(before.path, label.path) == 0
            and before.mark == label.mark
            and self._stands_below(candidate, self._steps[0])
        )

    def _stands_below(self, candidate: Candidate, first: Candidate) -> bool:
        here, there = self._lines[candidate.line].line, self._lines[first.line].line
        return abs(here.box.x0 - there.box.x0) < there.size and abs(here.size - there.size) < 0.1 * there.size
