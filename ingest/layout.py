"""What is usual in a document: margins, body size, line pitch. Against it a line looks like a heading or like running text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.bidi import is_leftward
from ingest.clean import CleanLine, is_han

TERMINAL = "。；：.;:!?！？"
_SAME_SIZE = 0.25
_PITCH = 1.35
_LOOSE = 1.7
"""Lines of one paragraph follow each other within so many usual line pitches; the second where no sentence begins."""
_INDENT = 1.2
_MARGIN = 0.5
"""A centred line ends before the far edge too: an indented one does not."""
_LARGE, _LARGE_SCANNED = 1.08, 1.35
_NUMBER = 3
"""The number of a note, and the blank behind a mark, take so many characters at most."""
_LIST_MARK = re.compile(
    r"(?:[a-zа-яđ]{1,2}[)）]|[(（][a-zа-я0-9ivx]{1,4}[)）]|\d{1,2}[)）]|[—–•●◦▪■□○·*]|-{1,3}\s|①|②|③|④|⑤|⑥|⑦|⑧|⑨|"
    r"注\s?\d*\s?[：:]|示例|NOTE\b|Note\b|EXAMPLE\b|ПРИМЕЧАНИЕ|Примечани|CHÚ THÍCH|表\s?[\dA-Z]|图\s?[\dA-Z])"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Usual measures of a document, in points: margins by page, ``edges`` the far edges of many lines of a page.

    Places along a line grow in the direction in which it is read: where the document is ``leftward``, they are
    measured from the right, and negative, so that ``left`` is always where lines begin. ``whole`` says that every line is a
    paragraph as its author made it: none goes on with another.
    """

    size: float
    leading: float
    bold: float
    left: dict[int, float]
    right: dict[int, float]
    edges: dict[int, tuple[float, ...]]
    leftward: bool = False
    whole: bool = False

    def span(self, line: CleanLine) -> tuple[float, float]:
        """Where the line begins and ends."""
        return _span(line, self.leftward)

    def right_of(self, line: CleanLine) -> float:
        """The far edge of the column in which ``line`` stands."""
        x1 = self.span(line)[1]
        return min((edge for edge in self.edges[line.page] if edge >= x1 - 3), default=self.right[line.page])

    def indent(self, line: CleanLine) -> float:
        """Distance of the line from the margin of its page at which lines begin."""
        return self.span(line)[0] - self.left[line.page]

    def is_full(self, line: CleanLine) -> bool:
        """Whether the line runs up to the far edge of its column."""
        return not self.whole and self.span(line)[1] >= self.right_of(line) - 1.6 * line.line.size

    def is_centred(self, line: CleanLine) -> bool:
        """Whether the line stands in the middle of its page, away from both margins."""
        start, end = self.span(line)
        left, right = self.left[line.page], self.right[line.page]
        near = abs((start + end) / 2 - (left + right) / 2) < 0.04 * (right - left)
        return near and start - left > 1.5 * line.line.size and right - end > _MARGIN * line.line.size

    def is_large(self, line: CleanLine) -> bool:
        """Whether the line is set larger than the running text; what OCR measures varies by a quarter."""
        return line.line.size > (_LARGE if line.line.certainty == 1 else _LARGE_SCANNED) * self.size

    def starts_item(self, line: CleanLine) -> bool:
        """Whether the line begins with the mark of a list item, a note, an example, the caption of a table or figure."""
        return _LIST_MARK.match(line.text) is not None

    def bold_tells(self) -> bool:
        """Whether bold type sets headings off, because the running text is not bold."""
        return self.bold < 0.4

    def continues(self, before: CleanLine, after: CleanLine) -> bool:
        """Whether ``after`` goes on with the paragraph of ``before``."""
        if self.whole or not before.text or not after.text or self.starts_item(after) or before.line.turned or after.line.turned:
            return False
        if _is_parted(before) or after.gaps or not self._had_no_room(before, after):
            return False
        if abs(before.line.size - after.line.size) > _SAME_SIZE * max(before.line.size, after.line.size):
            return False
        ended = before.text[-1] in TERMINAL
        if before.page != after.page:
            return after.page == before.page + 1 and not ended
        box = after.line.box
        pitch = _LOOSE if after.text[0].islower() else _PITCH
        if box.top - before.line.box.top > pitch * self.leading * max(1.0, after.line.size / self.size):
            return False
        indented = self.span(after)[0] - self.span(before)[0] >= _INDENT * after.line.size
        first = is_han(after.text[0]) and self.indent(after) > 1.5 * after.line.size
        return not (ended and (indented or first))

    def _had_no_room(self, before: CleanLine, after: CleanLine) -> bool:
        """Whether the first word of ``after`` would not have fitted on the line before it."""
        if before.text[-1] in "\u00ad\u2010-":
            return True
        word = _first_word(after.text)
        box = after.line.box
        width = (word + 0.5) * (box.x1 - box.x0) / max(1, len(after.line.text))
        return self.span(before)[1] + width >= self.right_of(before) - 0.6 * before.line.size


def _is_parted(line: CleanLine) -> bool:
    """Whether wide gaps part the line, as in a row of a table; one behind the mark of an item or a note does not."""
    mark = _LIST_MARK.match(line.text) if line.gaps else None
    return any(gap > (mark.end() + _NUMBER if mark else 0) for gap in line.gaps)


def _span(line: CleanLine, leftward: bool) -> tuple[float, float]:
    box = line.line.box
    return (-box.x1, -box.x0) if leftward else (box.x0, box.x1)


def _first_word(text: str) -> int:
    """How many characters stay together at the beginning of a line: one Han, or a word up to the next blank or Han."""
    end = next((i for i, char in enumerate(text) if char == " " or is_han(char)), len(text))
    return max(1, end)


def measure(lines: Sequence[CleanLine]) -> Layout:
    """The usual measures of a document's lines; defaults where there is too little to measure."""
    sizes: Counter[float] = Counter()
    by_page: dict[int, list[CleanLine]] = defaultdict(list)
    bold = 0
    for line in lines:
        if line.line.turned:
            continue
        sizes[round(line.line.size * 2) / 2] += len(line.text)
        bold += len(line.text) * line.line.bold
        by_page[line.page].append(line)
    steps = [
        b.line.box.top - a.line.box.top
        for page in by_page.values()
        for a, b in pairwise(page)
        if 4 < b.line.box.top - a.line.box.top < 60
    ]
    left, right, edges = {}, {}, {}
    leftward = 2 * sum(is_leftward(line.text) for line in lines) > len(lines)
    for number in {line.page for line in lines}:
        page = by_page.get(number, [])
        left[number], right[number], edges[number] = _margins([_span(line, leftward) for line in page])
    total = sum(sizes.values())
    return Layout(
        sizes.most_common(1)[0][0] if sizes else 10.0,
        Counter(round(step * 2) / 2 for step in steps).most_common(1)[0][0] if steps else 14.0,
        bold / total if total else 0.0,
        left,
        right,
        edges,
        leftward,
    )


def _margins(page: Sequence[tuple[float, float]]) -> tuple[float, float, tuple[float, ...]]:
    if not page:
        return 0.0, 600.0, ()
    starts = sorted(start for start, _ in page)
    ends = sorted(end for _, end in page)
    left = starts[min(len(starts) - 1, len(starts) // 25)]
    right = ends[max(0, len(ends) - 1 - len(ends) // 25)]
    counts: Counter[int] = Counter(round(end / 3) for end in ends)
    edges = tuple(sorted(3.0 * at for at, count in counts.items() if count + counts[at + 1] >= max(4, 0.2 * len(ends))))
    return left, right, (*edges, right) if not edges or edges[-1] < right - 3 else edges
