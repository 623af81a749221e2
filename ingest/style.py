"""A second look at the candidates: those that look like the ones already found at their depth gain, those that do not lose."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.clean import CleanLine
from ingest.layout import Layout
from ingest.numbering import Series
from ingest.sequence import Candidate

_FEWEST = 4
_MAJORITY = 0.7
_AGREES = 0.5
_DIFFERS = 1.0


def restyle(candidates: Sequence[Candidate], taken: Sequence[int], lines: Sequence[CleanLine], layout: Layout) -> list[Candidate]:
    """The candidates with scores moved by how well each agrees with the usual look of its series and depth."""
    looks: dict[tuple[Series, int], list[tuple[object, ...]]] = defaultdict(list)
    for at in taken:
        candidate = candidates[at]
        if candidate.label is not None and candidate.label.end and candidate.label.series is not Series.BRACKET:
            looks[_kind(candidate)].append(_look(candidate, lines, layout))
    usual = {kind: _usual(found) for kind, found in looks.items() if len(found) >= _FEWEST}
    return [_moved(candidate, usual, lines, layout) for candidate in candidates]


def _kind(candidate: Candidate) -> tuple[Series, int]:
    assert candidate.label is not None
    return candidate.label.series, len(candidate.label.path)


def _look(candidate: Candidate, lines: Sequence[CleanLine], layout: Layout) -> tuple[object, ...]:
    """Weight, size, indent and punctuation of a candidate, in coarse steps."""
    line = lines[candidate.line]
    assert candidate.label is not None
    bold = line.bold_from() >= candidate.label.end if layout.bold_tells() else None
    return (
        bold,
        round(line.line.size),
        round(layout.indent(line) / (2 * layout.size)),
        candidate.label.mark,
        candidate.label.tight,
    )


def _usual(found: Sequence[tuple[object, ...]]) -> list[object]:
    """For each trait the value of a clear majority, or None."""
    out: list[object] = []
    for values in zip(*found, strict=True):
        value, count = Counter(values).most_common(1)[0]
        out.append(value if count >= _MAJORITY * len(values) else None)
    return out


def _moved(
    candidate: Candidate, usual: dict[tuple[Series, int], list[object]], lines: Sequence[CleanLine], layout: Layout
) -> Candidate:
    if (
        candidate.label is None
        or not candidate.label.end
        or candidate.label.series is Series.BRACKET
        or _kind(candidate) not in usual
    ):
        return candidate
    score = candidate.score
    for value, common in zip(_look(candidate, lines, layout), usual[_kind(candidate)], strict=True):
        if common is not None:
            score += _AGREES if value == common else -_DIFFERS
    return candidate._replace(score=score)
