"""Lines that may start a clause, each with a score of how much it looks like one. Order is the business of ``sequence``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.asides import without_asides
from ingest.clean import CleanLine, is_han
from ingest.forms import Series
from ingest.layout import TERMINAL, Layout
from ingest.numbering import Label, read_labels
from ingest.readings import other_readings
from ingest.sequence import Candidate
from ingest.words import COUNTER, OTHER_SIDE, STOP_WORDS, UNIT, UNTITLED

_DEPTH_BASE = {1: 0.2, 2: 1.0}
_FEW_LINES = 6
_GUESSED = 0.8
_DOUBT, _SOUND = 4.0, 0.95
"""What a line costs that OCR could not read at all, and the certainty from which it costs nothing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the printed contents and the outline say: the title given to a label, by series and path.

    ``depth`` is how deep the numbers of the contents go; ``places`` gives the label of a title (without white space) on a page,
    for headings whose number is a picture.
    """

    contents: Mapping[tuple[Series, tuple[int, ...]], str]
    bookmarks: Mapping[tuple[Series, tuple[int, ...]], str]
    depth: int = 0
    places: Mapping[tuple[int, str], Label] = field(default_factory=dict)

    def title(self, label: Label | None) -> str:
        """The title given to ``label``, "" for none; the outline's, which keeps small letters small, before the printed one."""
        if label is None:
            return ""
        key = label.series, label.path
        return self.bookmarks.get(key) or self.contents.get(key) or ""


def find_candidates(
    lines: Sequence[CleanLine], layout: Layout, evidence: Evidence, dark: Sequence[int], rows: Collection[int] = ()
) -> list[Candidate]:
    """Every reading of every line as the start of a clause, in order.

    Args:
        lines: the cleaned lines of the document, without furniture and contents.
        layout: its usual measures.
        evidence: of contents and outline.
        dark: numbers of the pages without usable text.
        rows: indices of the lines that are rows of tables in frames.
    """
    out: list[Candidate] = []
    before: CleanLine | None = None
    for i, line in enumerate(lines):
        if line.line.turned:
            continue
        seen = sum(page < line.page for page in dark)
        kind = UNTITLED.get(squeeze(line.text).strip(".:：")) if len(line.text) < 45 else None
        if kind:
            out.append(Candidate(i, None, kind, 2.0 + _stands_out(line, layout) - _runs_on(before, line, layout), seen))
        if evidence.places and (guess := evidence.places.get((line.page, squeeze(line.text)))) is not None:
            out.append(Candidate(i, guess, None, _GUESSED, seen))
        for label in read_labels(line.text):
            score = _score(label, line, before, layout, evidence) - _doubt(line)
            if score > -2.5:
                out.append(Candidate(i, label, None, score, seen))
        if line.line.certainty < 1:
            out += _doubtful(i, line, before, layout, evidence, seen)
        before = None if i in rows else line
    return without_asides(_echoes(_dividers(_lonely(out), lines), lines), lines, rows)


def _doubt(line: CleanLine) -> float:
    return _DOUBT * max(0.0, _SOUND - line.line.certainty)


def _doubtful(
    i: int, line: CleanLine, before: CleanLine | None, layout: Layout, evidence: Evidence, seen: int
) -> Iterator[Candidate]:
    """Other readings of the number of a line that OCR read."""
    for label, toll in other_readings(line.text):
        score = _score(label, line, before, layout, evidence) - toll - _doubt(line)
        if score > -2.5:
            yield Candidate(i, label, None, score, seen)


def _lonely(out: list[Candidate]) -> list[Candidate]:
    """A part that has no sibling is no part of the document: "Part 1: Rice" on a title page."""
    numbers: dict[Series, set[tuple[int, ...]]] = {}
    for candidate in out:
        if candidate.label is not None:
            numbers.setdefault(candidate.label.series, set()).add(candidate.label.path)
    alone = {series for series in (Series.BOOK, Series.PART) if len(numbers.get(series, ())) == 1}
    return [
        c._replace(score=c.score - 9.0) if c.label is not None and c.label.series in alone and c.label.system != "cfr" else c
        for c in out
    ]


def _dividers(out: list[Candidate], lines: Sequence[CleanLine]) -> list[Candidate]:
    """A page with a chapter's number and title alone announces it; the chapter begins on the page after, number and all."""
    crowd = Counter(line.page for line in lines)
    places = {(c.label.series, c.label.path, lines[c.line].page) for c in out if c.label is not None}
    moved = []
    for c in out:
        page = lines[c.line].page
        if c.label is not None and crowd[page] <= _FEW_LINES and (c.label.series, c.label.path, page + 1) in places:
            moved.append(c._replace(score=c.score - 6.0))
        else:
            moved.append(c)
    return moved


def _echoes(out: list[Candidate], lines: Sequence[CleanLine]) -> list[Candidate]:
    """A label that its page has in a larger size too is only an echo of it: in the margin, beside the heading."""
    largest: dict[tuple[str, int], float] = {}
    for c in out:
        key = _worded_key(c, lines)
        largest[key] = max(largest.get(key, 0.0), lines[c.line].line.size)
    echo = [bool(_worded_key(c, lines)[0]) and lines[c.line].line.size < 0.9 * largest[_worded_key(c, lines)] for c in out]
    return [c._replace(score=c.score - 2.0) if lesser else c for c, lesser in zip(out, echo, strict=True)]


def _worded_key(candidate: Candidate, lines: Sequence[CleanLine]) -> tuple[str, int]:
    """The label of a candidate that has a word, in one spelling, and its page; "" for one that has none."""
    label = candidate.label
    return (label.text.lower() if label is not None and label.form else "", lines[candidate.line].page)


def _score(label: Label, line: CleanLine, before: CleanLine | None, layout: Layout, evidence: Evidence) -> float:
    rest = line.text[label.end :].strip()
    if label.series is Series.BRACKET:
        return 0.4 - _runs_on(before, line, layout)
    score = _stands_out(line, layout, label.end) - _runs_on(before, line, layout) + _listed(label, rest, evidence)
    if label.series in (Series.DECIMAL, Series.LETTERED):
        return score + _numbered(label, line, rest, layout)
    if label.series is Series.ROMAN:
        large = line.line.size > 1.3 * layout.size
        return (
            score - 1.0 + 1.2 * bool(label.mark or large) + 0.7 * layout.is_centred(line) - 1.5 * (rest[:1].islower() or not rest)
        )
    return score + _worded(label, rest, layout, line)


def _numbered(label: Label, line: CleanLine, rest: str, layout: Layout) -> float:
    depth = label.depth
    score = _DEPTH_BASE.get(depth, 1.6)
    first = rest[:1]
    if label.tight:
        scanned = line.line.certainty < 1 and first.isupper()  # OCR leaves spaces out
        score -= (0.3 if depth > 1 else 1.0) if first and (is_han(first) or scanned) else 1.5
    if UNIT.match(rest):
        score -= 4.0
    if COUNTER.match(rest):
        score -= 4.0
    if first.islower():
        score -= 2.0 if depth == 1 else 0.8
    if not rest:
        score -= 3.5 if depth == 1 else 0.0
    elif not any(char.isalpha() for char in rest):
        score -= 3.0
    extra = sum(gap > label.end + 1 for gap in line.gaps)
    score -= min(extra, 2) * 0.8
    if layout.indent(line) > 8 * line.line.size:
        score -= 1.5
    if label.series is Series.LETTERED and "." not in label.text:
        score -= 0.8
    return score


def _worded(label: Label, rest: str, layout: Layout, line: CleanLine) -> float:
    score = 2.5 - 0.8 * min(2, sum(gap > label.end + 1 for gap in line.gaps))
    if not rest:
        return score + 0.5
    if OTHER_SIDE.match(rest) or any(other.series is label.series for other in read_labels(rest)):
        score -= 4.0
    if label.tight and rest[0] not in "（(":
        score -= 4.0 if label.series is Series.ANNEX else 2.0
    if label.mark in ("", ":") and (rest[0].islower() or rest[0] in ",;.)、，；"):
        score -= 4.0
    if not label.mark and STOP_WORDS.match(rest) and (label.tight or label.series is Series.ANNEX or rest[0].isascii()):
        score -= 3.0
    if label.series is Series.ANNEX and layout.is_full(line) and line.text[-1] not in "）)":
        score -= 1.0
    return score


def _listed(label: Label, rest: str, evidence: Evidence) -> float:
    key = label.series, label.path
    score = 0.0
    for table, weight in ((evidence.contents, 2.5), (evidence.bookmarks, 2.0)):
        title = table.get(key)
        if title is not None:
            same = squeeze(rest)[:6] == squeeze(title)[:6] or not rest
            score = max(score, weight if same else 0.3)
    if not score and label.series is Series.DECIMAL and len(label.path) <= evidence.depth:
        score = -0.7
    return score


def _stands_out(line: CleanLine, layout: Layout, end: int = 0) -> float:
    """How far a line is set off from the running text: bold, larger, centred."""
    score = 0.0
    if layout.bold_tells() and (line.bold_from() >= max(1, end) or (len(line.text) > end and line.cut(end).is_bold())):
        score += 1.0
    if layout.is_large(line):
        score += 0.8
    if line.line.size < 0.88 * layout.size:
        score -= 1.2
    if layout.is_centred(line):
        score += 0.3
    return score


def _runs_on(before: CleanLine | None, line: CleanLine, layout: Layout) -> float:
    """Penalty where the line before breaks off in the middle of a sentence."""
    if before is None or not before.text or before.text[-1] in TERMINAL + "）)”":
        return 0.0
    if before.page == line.page and abs(before.line.size - line.line.size) > 0.15 * line.line.size:
        return 0.0
    if before.page == line.page and line.line.box.top - before.line.box.top > 1.7 * layout.leading:
        return 0.0
    if layout.bold_tells() and before.line.bold != line.line.bold:
        return 0.0
    return 2.5 if layout.is_full(before) and not layout.is_centred(before) else 0.0


def squeeze(text: str) -> str:
    """Text for comparison: no white space, lower case."""
    return "".join(text.split()).lower()
