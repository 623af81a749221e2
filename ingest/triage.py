"""Which pages have no usable text, and why: what OCR must read. Pure judgements over pages and the pictures on them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum

from ingest.clause import Box
from ingest.health import is_bad, is_strange
from ingest.line import Page

_LITTLE = 12
"""Fewer characters than this, running heads and watermarks apart, are no text of a page."""
_SOME = 120
_PICTURED = 0.35
_COVERED = 0.8
_REPEATS = 3
_FEWEST = 60
_STRANGE = 0.04
_SIGNS = frozenset("!\"#$%&'*+<=>?@[\\]^`{|}~")
_SIGN_SHARE = 0.14


class Reason(StrEnum):
    """Why a page goes to OCR, in words for the user."""

    EMPTY = "it has no text"
    WATERMARK = "its text is a watermark"
    PICTURE = "most of it is a picture"
    GARBLED = "its text layer has other characters than are printed"
    LAYER = "its text layer is somebody's OCR"


def without_text(pages: Sequence[Page], pictures: Mapping[int, Sequence[Box]]) -> dict[int, Reason]:
    """The pages that OCR should read, by number.

    Args:
        pages: all pages of a document.
        pictures: the boxes of the pictures on each page.
    """
    own = _own_text(pages)
    scanned = _scanned(pages, pictures)
    garbled = {page.number for page in pages if is_garbled(page.raw)}
    wide = 2 * len(garbled) > sum(len(text) >= _FEWEST for text in own.values()) > 0
    out: dict[int, Reason] = {}
    for page in pages:
        text = own[page.number]
        covered = picture_share(page, pictures.get(page.number, ()))
        if len(text) < _LITTLE:
            out[page.number] = Reason.WATERMARK if page.lines else Reason.EMPTY
        elif page.number in garbled or (wide and is_garbled(page.raw, fewest=_LITTLE)):
            out[page.number] = Reason.GARBLED
        elif page.number in scanned:
            out[page.number] = Reason.LAYER
        elif len(text) < _SOME and covered > _PICTURED:
            out[page.number] = Reason.PICTURE
    return out


def _own_text(pages: Sequence[Page]) -> dict[int, str]:
    """The characters of each page without the lines that come back on most pages: running heads, watermarks."""
    seen: dict[str, set[int]] = defaultdict(set)
    for page in pages:
        for line in page.lines:
            seen[_shape(line.text)].add(page.number)
    often = {shape for shape, numbers in seen.items() if len(numbers) >= max(_REPEATS, 0.3 * len(pages))}
    return {page.number: "".join(_solid(line.text) for line in page.lines if _shape(line.text) not in often) for page in pages}


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", _solid(text))


def _solid(text: str) -> str:
    return "".join(text.split())


def _scanned(pages: Sequence[Page], pictures: Mapping[int, Sequence[Box]]) -> set[int]:
    """Pages whose text lies over a picture of the whole page, where at least half of the document is like that."""
    found = {page.number for page in pages if picture_share(page, pictures.get(page.number, ())) >= _COVERED}
    return found if 2 * len(found) >= len(pages) else set()


def picture_share(page: Page, boxes: Sequence[Box]) -> float:
    """Share of the page that pictures cover, in [0, 1]; overlaps counted twice, and cut at 1."""
    area = page.width * page.height
    covered = 0.0
    for box in boxes:
        width, height = min(box.x1, page.width) - max(box.x0, 0.0), min(box.bottom, page.height) - max(box.top, 0.0)
        covered += max(0.0, width) * max(0.0, height)
    return min(1.0, covered / area) if area > 0 else 0.0


def is_garbled(raw: str, *, fewest: int = _FEWEST) -> bool:
    """Whether a text only looks like text: characters that no standard prints, or signs in place of letters."""
    text = _solid(raw)
    if len(text) < fewest:
        return False
    counts = Counter(text)
    odd = sum(count for char, count in counts.items() if is_strange(char) or is_bad(char))
    signs = sum(count for char, count in counts.items() if char in _SIGNS)
    return odd > _STRANGE * len(text) or signs > _SIGN_SHARE * len(text)
