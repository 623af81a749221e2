"""Which pages have no usable text, and why: what OCR must read. Pure judgements over pages and the pictures on them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum

from ingest.clause import Box
from ingest.clean import founder_ascii, is_han
from ingest.health import is_bad, is_strange
from ingest.line import Page, Pictures

_LITTLE = 12
"""Fewer characters than this, running heads and watermarks apart, are no text of a page."""
_SOME = 120
_PICTURED = 0.35
_COVERED, _HIDDEN = 0.8, 0.5
_REPEATS = 3
_FEWEST = 60
_STRANGE, _BAD = 0.04, 0.2
_HAN_STOPS = "，。、；：（）《》"
_FEWEST_STOPS, _HAN_A_STOP = 5, 2
"""Running Chinese has about ten Han for one mark of punctuation, a table three."""
_KNOWN = 0.6
_LEADERS = "…·.．"
_SIGNS = frozenset("!\"#$%&'*+<=>?@[\\]^`{|}~")
_SIGN_SHARE = 0.14


class Reason(StrEnum):
    """Why a page goes to OCR, in words for the user."""

    EMPTY = "it has no text"
    WATERMARK = "its text is a watermark"
    PICTURE = "most of it is a picture"
    GARBLED = "its text layer has other characters than are printed"
    LAYER = "its text layer is somebody's OCR"


def without_text(pages: Sequence[Page], pictures: Mapping[int, Pictures]) -> dict[int, Reason]:
    """The pages that OCR should read, by number.

    Args:
        pages: all pages of a document.
        pictures: what pictures each page has.
    """
    own = _own_text(pages)
    garbled = {page.number for page in pages if is_garbled(page.raw)}
    wide = 2 * len(garbled) > sum(len(text) >= _FEWEST for text in own.values()) > 0
    out: dict[int, Reason] = {}
    for page in pages:
        text = own[page.number]
        seen = pictures.get(page.number, Pictures())
        covered = picture_share(page, seen.boxes)
        if len(text) < _LITTLE:
            out[page.number] = Reason.WATERMARK if page.lines else Reason.EMPTY
        elif page.number in garbled or (wide and _is_alien(text)):
            out[page.number] = Reason.GARBLED
        elif covered >= _COVERED and seen.hidden > _HIDDEN:
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


def picture_share(page: Page, boxes: Sequence[Box]) -> float:
    """Share of the page that pictures cover, in [0, 1]; overlaps counted twice, and cut at 1."""
    area = page.width * page.height
    covered = 0.0
    for box in boxes:
        width, height = min(box.x1, page.width) - max(box.x0, 0.0), min(box.bottom, page.height) - max(box.top, 0.0)
        covered += max(0.0, width) * max(0.0, height)
    return min(1.0, covered / area) if area > 0 else 0.0


def is_garbled(raw: str) -> bool:
    """Whether a text only looks like text, because a font maps its glyphs to other characters than it prints.

    Four signs of it: characters that no standard prints; characters that stand for nothing; punctuation in place of letters; and
    the punctuation of Chinese without the Han between.
    """
    text = _solid(raw)
    if len(text) < _FEWEST:
        return False
    counts = Counter(text)
    odd = sum(count for char, count in counts.items() if is_strange(char) and not founder_ascii(char))
    bad = sum(count for char, count in counts.items() if is_bad(char))
    signs = sum(count for char, count in counts.items() if char in _SIGNS)
    if odd > _STRANGE * len(text) or bad > _BAD * len(text) or signs > _SIGN_SHARE * len(text):
        return True
    stops = sum(counts[char] for char in _HAN_STOPS)
    return stops >= _FEWEST_STOPS and _han(counts) < _HAN_A_STOP * stops


def _is_alien(text: str) -> bool:
    """Whether a page of a document that is garbled elsewhere is garbled too: few Han and few words in ASCII letters."""
    counts = Counter(text)
    plain = sum(count for char, count in counts.items() if char.isascii() and char.isalpha())
    known = _han(counts) + sum(count for char, count in counts.items() if founder_ascii(char))
    return known + plain < _KNOWN * sum(not char.isdigit() and char not in _LEADERS for char in text)


def _han(counts: Mapping[str, int]) -> int:
    return sum(count for char, count in counts.items() if is_han(char) and not (is_strange(char) or founder_ascii(char)))
