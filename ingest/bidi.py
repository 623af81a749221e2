"""Lines that run from right to left: from the order in which signs stand on the page to the order in which they are read.

A PDF says where every sign stands, and its readers disagree about the order. So the line is taken as it is seen, from left to
right, and the rules of the Unicode bidirectional algorithm (UAX #9) are applied the other way round: the line is turned, and
numbers and words of scripts that run from left to right are turned back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_LEFTWARD = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks of scripts that run from right to left."""
_NUMBERS = ("EN", "AN")
_FORWARD = ("L", *_NUMBERS)
_MIRRORED = str.maketrans("()[]{}<>«»‹›（）", ")(][}{><»«›‹）（")
_OPENING, _CLOSING = "([{（", ")]}）"


def is_leftward(text: str) -> bool:
    """Whether more signs of ``text`` belong to scripts that run from right to left than to others."""
    if not _LEFTWARD.search(text):
        return False
    classes = [unicodedata.bidirectional(char) for char in text]
    return 2 * sum(kind in ("R", "AL") for kind in classes) > sum(kind in ("R", "AL", "L") for kind in classes)


def logical_order(seen: str) -> list[int]:
    """The places of the signs of ``seen`` (a line as displayed, from left to right) in the order in which they are read."""
    classes = [unicodedata.bidirectional(char) for char in seen]
    out: list[int] = []
    end = len(seen)
    while end > 0:
        start = _run_start(classes, end)
        out += range(start, end)
        end = start
    return _marks_last(seen, out)


def _run_start(classes: Sequence[str], end: int) -> int:
    """Where the run that ends before ``end`` starts: of one sign, or longer where it runs from left to right."""
    if classes[end - 1] not in _FORWARD:
        return end - 1
    start, at = end - 1, end - 2
    while at >= 0:
        kind = classes[at]
        if kind in _FORWARD:
            start = at
        elif kind in ("R", "AL") or not _binds(classes, at, start):
            break
        at -= 1
    return start


def _binds(classes: Sequence[str], at: int, start: int) -> bool:
    """Whether the weak or neutral sign ``at`` stands inside a run that goes on at ``start``: 4.1.2, 4/2, ISO 9001."""
    before = at - 1
    while before >= 0 and classes[before] not in (*_FORWARD, "R", "AL"):
        before -= 1
    if before < 0 or classes[before] in ("R", "AL"):
        return False
    if classes[before] in _NUMBERS and classes[start] in _NUMBERS and not _has_letter(classes, before):
        return before == at - 1 == start - 2 and classes[at] in ("CS", "ES", "ET")
    return _has_letter(classes, before)


def _has_letter(classes: Sequence[str], at: int) -> bool:
    """Whether the number or letter ``at`` follows a letter of its own run: the number then counts as one (UAX #9, W7)."""
    while at >= 0 and classes[at] not in ("R", "AL"):
        if classes[at] == "L":
            return True
        at -= 1
    return False


def _marks_last(seen: str, order: list[int]) -> list[int]:
    """The same order, with every combining mark after the letter that bears it."""
    for at in range(len(order) - 1):
        if unicodedata.combining(seen[order[at]]) and (at == 0 or seen[order[at - 1]] == " "):
            order[at], order[at + 1] = order[at + 1], order[at]
    return order


def unmirrored(text: str) -> str:
    """``text`` in reading order with its brackets the right way round: PDFs name them by their meaning, or by their look."""
    first = next((char for char in text if char in _OPENING + _CLOSING), "")
    return text.translate(_MIRRORED) if first and first in _CLOSING else text


def as_read(
    seen: str, bolds: Sequence[tuple[int, int]], gaps: Sequence[int]
) -> tuple[str, tuple[tuple[int, int], ...], tuple[int, ...]]:
    """A line as displayed, with its bold spans and gaps, in the order in which it is read."""
    order = logical_order(seen)
    heavy = {at for start, end in bolds for at in range(start, end)}
    wide = {gap - 1 for gap in gaps}
    spans: list[tuple[int, int]] = []
    for at, place in enumerate(order):
        if place in heavy:
            spans = [*spans[:-1], (spans[-1][0], at + 1)] if spans and spans[-1][1] == at else [*spans, (at, at + 1)]
    return (
        unmirrored("".join(seen[place] for place in order)),
        tuple(spans),
        tuple(at + 1 for at, place in enumerate(order) if place in wide),
    )
