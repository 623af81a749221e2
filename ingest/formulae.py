"""Formulae set on lines of their own, as far as their text layer shows them, and the lists that say what their letters mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.clean import CleanLine, is_han
from ingest.layout import Layout

_NUMBERED = re.compile(r"[(（]\s?(?P<number>[A-ZА-Я]?\s?[.．-]?\s?\d{1,3}(?:[.-]\d{1,3})?[a-z]?)\s?[)）]\s*$")
_EQUALS = re.compile(r"[=≤≥≈<>∑∫√÷×]|\s[+−–/]\s")
_WORD = re.compile(r"[^\W\d_]{5,}")
_SHORT, _FRAGMENT = 110, 40
_FEW_HAN = 6
_STOPS = "。；;!?！？"
_LETTER = 8
"""A letter with its index, on a line of its own because it is set lower than what is said of it."""
_DEFINES = re.compile(r"(?:is|are)\s|(?P<what>\S.{0,28}?)\s?(?:—|–|──|-{1,2}\s|\bis\b|\bare\b|:\s|：|=\s)")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def formula_label(lines: Sequence[CleanLine], layout: Layout) -> str | None:
    """The number of the formula that a paragraph is, "" for one without a number; None for text."""
    if len(lines) > 1 or lines[0].line.turned:
        return None
    line = lines[0]
    found = _NUMBERED.search(line.text)
    if found and layout.is_full(line) and (found.start() in line.gaps or not found.start() or _leads(line, found.start())):
        rest = line.text[: found.start()].rstrip(" .…·⋯")
        if _is_formula(rest) or (not rest and layout.indent(line) > 8 * line.line.size):
            return found[0].strip()
        return None
    centred = layout.is_centred(line) and "=" in line.text
    return "" if centred and _is_formula(line.text) else None


def _leads(line: CleanLine, at: int) -> bool:
    """Whether dots lead from the formula to its number."""
    return re.search(r"[.…·⋯]{3,}\s*$", line.text[:at]) is not None


def _is_formula(text: str) -> bool:
    if len(text) > _SHORT or not _EQUALS.search(text) or text[-1:] in _STOPS:
        return False
    words = _WORD.findall(text)
    return len(words) <= 2 and sum(map(is_han, text)) <= _FEW_HAN


def is_fragment(lines: Sequence[CleanLine], layout: Layout) -> bool:
    """Whether a paragraph is a piece of a formula that is set higher or lower: limits of a sum, a denominator."""
    line = lines[0]
    if len(lines) > 1 or len(line.text) > _FRAGMENT or line.line.turned or layout.indent(line) < 3 * line.line.size:
        return False
    plain = not _WORD.search(line.text) and sum(map(is_han, line.text)) < 2 and line.text[-1] not in _STOPS + ":："
    return plain and not layout.starts_item(line)


def is_definition(text: str) -> bool:
    """Whether a paragraph says what a letter of a formula stands for: "L — the level;", "r is the limit"."""
    if len(text) <= _LETTER:
        return True
    found = _DEFINES.match(text)
    return found is not None and not _LONG_WORD.search(found["what"] or "") and not re.match(r"\d+(?:\.\d+)*\s", text)
