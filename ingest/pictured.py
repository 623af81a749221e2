"""Numbers of clauses that are pictures in a page of text: found by where they stand, read by OCR, put into their lines.

Some word processors write the numbers of automatic lists as pictures. Text and bookmarks then lack them, and a reader does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest import rapid
from ingest.clause import Box
from ingest.line import Line, Page, Pictures
from ingest.lines import raw_text
from ingest.numbering import read_labels
from ingest.readings import other_readings

if TYPE_CHECKING:
    from PIL.Image import Image

_LOW, _HIGH = 0.5, 1.7
"""Height of a line of text, in font sizes; from 1.2 times as wide as high (a bullet is a square) up to eight font sizes wide."""
_NARROW, _WIDE = 1.2, 8.0
_INDENT, _HANGING = 0.8, 3.0
"""How far right and left of the margin a number may stand, in font sizes."""
_MARGIN = 3
"""Points of paper kept around a picture."""
_HEIGHT, _SPACE, _ON_A_SHEET = 72, 48, 20
_SUREST = 0.95
_FEWEST = 4
"""Fewer pictures of that kind in a document are symbols at the beginning of a line."""


def pictured_labels(pages: Sequence[Page], pictures: Mapping[int, Pictures]) -> dict[int, list[Box]]:
    """By page the pictures that stand at the left margin where a number would; none where they are too few to be a habit."""
    found = {page.number: _labels(page, pictures[page.number].boxes) for page in pages if page.number in pictures}
    return found if sum(map(len, found.values())) >= _FEWEST else {}


def _labels(page: Page, boxes: Sequence[Box]) -> list[Box]:
    upright = [line for line in page.lines if not line.turned]
    if not upright:
        return []
    size = Counter(line.size for line in upright).most_common(1)[0][0]
    starts = sorted(line.box.x0 for line in upright)
    left = starts[len(starts) // 25]
    return [box for box in boxes if _is_label(box, size, left) and not any(_covers(line.box, box) for line in upright)]


def _is_label(box: Box, size: float, left: float) -> bool:
    height, width = box.bottom - box.top, box.x1 - box.x0
    return (
        _LOW * size <= height <= _HIGH * size
        and _NARROW * height <= width <= _WIDE * size
        and left - _HANGING * size <= box.x0 <= left + _INDENT * size
    )


def _same_row(line: Box, box: Box) -> bool:
    shared = min(line.bottom, box.bottom) - max(line.top, box.top)
    return shared > 0.5 * min(line.bottom - line.top, box.bottom - box.top)


def _covers(line: Box, box: Box) -> bool:
    return _same_row(line, box) and line.x0 < box.x1 - _MARGIN


def read_labels_of(pictures: Sequence[Image], *, threads: int) -> list[tuple[str, float]]:
    """What rapidocr reads on each picture, and how sure it is; "" where that is no number of a clause."""
    out: list[tuple[str, float]] = []
    for start in range(0, len(pictures), _ON_A_SHEET):
        out += _read_sheet(pictures[start : start + _ON_A_SHEET], threads)
    return out


def _read_sheet(pictures: Sequence[Image], threads: int) -> list[tuple[str, float]]:
    """The pictures, one below the other on one sheet: the engine looks for text once."""
    from PIL import Image

    scaled = [picture.resize((round(picture.width * _HEIGHT / picture.height), _HEIGHT)) for picture in pictures]
    width = max(picture.width for picture in scaled) + 4 * _SPACE
    sheet = Image.new("L", (width, (_HEIGHT + _SPACE) * len(scaled) + _SPACE), 255)
    for i, picture in enumerate(scaled):
        sheet.paste(picture, (2 * _SPACE, _SPACE + i * (_HEIGHT + _SPACE)))
    found: dict[int, tuple[str, float]] = {}
    for strip in rapid.read_strips(sheet, threads=threads):
        middle = (strip.words[0].top + strip.words[-1].bottom) / 2
        at = int((middle - _SPACE / 2) // (_HEIGHT + _SPACE))
        text = strip.text.strip()
        found[at] = ("", 0.0) if at in found or not _is_number(text) else (text, min(strip.score, _SUREST))
    return [found.get(i, ("", 0.0)) for i in range(len(pictures))]


def _is_number(text: str) -> bool:
    labels = [*read_labels(text), *(reading.label for reading in other_readings(text))]
    return any(label.end == len(text) for label in labels)


def with_labels(page: Page, read: Mapping[Box, tuple[str, float]]) -> Page:
    """The page with the numbers in their lines, and a mark that says so; what could not be read is marked too."""
    lines = list(page.lines)
    for box, (text, sure) in read.items():
        if text:
            _put(lines, box, text, sure)
    offset, placed = 0, []
    for line in lines:
        placed.append(replace(line, raw_start=offset))
        offset += len(line.text) + 1
    good = sum(bool(text) for text, _ in read.values())
    marks = [f"page {page.number}: {good} numbers are pictures and were read by OCR (rapidocr): a person must check them"]
    lost = f"page {page.number}: {len(read) - good} small pictures, where numbers of clauses stand, were not read"
    marks = marks * bool(good) + [lost] * (good < len(read))
    return replace(page, lines=tuple(placed), raw=raw_text(placed), marks=(*page.marks, *marks))


def _put(lines: list[Line], box: Box, text: str, sure: float) -> None:
    beside = [i for i, line in enumerate(lines) if not line.turned and _same_row(line.box, box)]
    if beside:
        at = min(beside, key=lambda i: lines[i].box.x0)
        lines[at] = _joined(lines[at], box, text, sure)
        return
    at = next((i for i, line in enumerate(lines) if line.turned or line.box.top > box.top), len(lines))
    size = lines[min(at, len(lines) - 1)].size
    lines.insert(at, Line(text, box, size, certainty=sure))


def _joined(line: Line, box: Box, text: str, sure: float) -> Line:
    """``line`` with the number before it."""
    shift = len(text) + 1
    ours = line.box
    return replace(
        line,
        text=f"{text} {line.text}",
        box=Box(ours.page, min(box.x0, ours.x0), min(box.top, ours.top), ours.x1, max(box.bottom, ours.bottom)),
        bolds=tuple((a + shift, b + shift) for a, b in line.bolds),
        gaps=(shift, *(gap + shift for gap in line.gaps)),
        certainty=min(line.certainty, sure),
    )
