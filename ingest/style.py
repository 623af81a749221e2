"""A second look at the candidates: those that look like the ones already found at their depth gain, those that do not lose."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.clean import CleanLine
from ingest.forms import Series
from ingest.layout import Layout
from ingest.numbering import Label
from ingest.sequence import Candidate

_FEWEST = 4
_MAJORITY = 0.7
_AGREES = 0.5
_DIFFERS = 1.0

_Kind = tuple[Series, int, bool]
_Look = tuple[object, ...]


def restyle(candidates: Sequence[Candidate], taken: Sequence[int], lines: Sequence[CleanLine], layout: Layout) -> list[Candidate]:
    """The candidates with scores moved by how well each agrees with the usual look of its series and depth.

    What was taken against its own looks, because nothing better was there, teaches nothing.
    """
    looks: dict[_Kind, list[_Look]] = defaultdict(list)
    annexes = [c.line for at in taken if (c := candidates[at]).label is not None and c.label.series is Series.ANNEX]
    first = min(annexes, default=len(lines))
    for candidate in (candidates[at] for at in taken):
        if candidate.label is not None and _has_look(candidate.label) and candidate.score > 0:
            looks[_kind(candidate.label, candidate.line > first)].append(_look(candidate.label, lines[candidate.line], layout))
    usual = {kind: _usual(found) for kind, found in looks.items() if len(found) >= _FEWEST}
    return [_moved(candidate, usual, lines, layout, annex=candidate.line > first) for candidate in candidates]


def _has_look(label: Label) -> bool:
    """Paragraphs in brackets look like list items, and a label that is a picture has no look at all."""
    return label.end > 0 and label.series is not Series.BRACKET


def _kind(label: Label, annex: bool) -> _Kind:
    """What is set alike: the numbers of annexes may look otherwise than those of the body."""
    return label.series, label.depth, annex


def _look(label: Label, line: CleanLine, layout: Layout) -> _Look:
    """Weight, size, indent and punctuation of a candidate, in coarse steps."""
    bold = line.bold_from() >= label.end if layout.bold_tells() else None
    tight = label.tight if line.line.certainty == 1 else None  # OCR leaves spaces out
    return bold, round(line.line.size), round(layout.indent(line) / (2 * layout.size)), label.mark, tight


def _usual(found: Sequence[_Look]) -> list[object]:
    """For each trait the value of a clear majority, or None."""
    out: list[object] = []
    for values in zip(*found, strict=True):
        value, count = Counter(values).most_common(1)[0]
        out.append(value if count >= _MAJORITY * len(values) else None)
    return out


def _moved(
    candidate: Candidate, usual: dict[_Kind, list[object]], lines: Sequence[CleanLine], layout: Layout, *, annex: bool
) -> Candidate:
    label = candidate.label
    if label is None or not _has_look(label) or _kind(label, annex) not in usual:
        return candidate
    score = candidate.score
    for value, common in zip(_look(label, lines[candidate.line], layout), usual[_kind(label, annex)], strict=True):
        if common is not None and value is not None:
            score += _AGREES if value == common else -_DIFFERS
    return candidate._replace(score=score)
