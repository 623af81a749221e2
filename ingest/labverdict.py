"""A printed verdict ─▶ pass, fail, not applicable, not tested, or nothing: pure grammar.

A cell is read as a whole: every word of it has to be known. Nothing is searched for inside a cell, so no negation, doubt or
condition beside a "pass" can be overlooked; what is not understood is said to be so, and a person reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.labwords import legend, note_words, verdict_key, verdict_words
from ingest.testreport import Verdict

_FOOTNOTE = re.compile(r"\s*(?:[*†‡#∗⁎★☆△▲]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+\)?)+\s*$")
_BRACKETS = re.compile(r"(?P<core>[^()\[\]]+?) ?[(\[](?P<note>[^()\[\]]*)[)\]]")
_NUMBER = re.compile(r"\d{1,2}\)?|[a-z]\)?")
_DASHES = re.compile(r"[-–—―⎯−‐‑─/\s]+")
_TICKED, _EMPTY = "☑☒■✔✅🗹", "☐□▢"
_BOX = re.compile(f"[{_TICKED}{_EMPTY}]")
_HAN_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_BETWEEN = re.compile(r"[\s;,，；、]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says; ``understood`` is False where something is printed that a person has to read."""

    verdict: Verdict
    understood: bool = True


_NOTHING, _UNKNOWN = Reading(Verdict.UNSAID), Reading(Verdict.UNSAID, understood=False)
Signs = Mapping[str, Verdict]
"""What a report says that its signs mean, by ``verdict_key``; these go before what they mean elsewhere."""


def read_verdict(text: str, signs: Signs | None = None) -> Reading:
    """The verdict that ``text`` prints, in a report whose legend says ``signs``."""
    signs = signs or {}
    bare = text.strip()
    key = verdict_key(bare)
    if key in signs:
        return Reading(signs[key], signs[key] is not Verdict.UNSAID)
    if not key or _DASHES.fullmatch(bare):
        return _NOTHING
    if _BOX.search(bare):
        return _ticked(bare, signs)
    return _read(_HAN_GAP.sub("", verdict_key(_FOOTNOTE.sub("", bare))), signs)


def _read(key: str, signs: Signs) -> Reading:
    known = _known(key, signs)
    if known is not None:
        return Reading(known, known is not Verdict.UNSAID)
    if match := _BRACKETS.fullmatch(key):
        return _with_note(_read(match["core"], signs), match["note"].strip(), signs)
    said = {_known(part, signs) for part in _BETWEEN.split(key) if part}
    only = said.pop() if len(said) == 1 else None
    return Reading(only) if only else _UNKNOWN


def _known(key: str, signs: Signs) -> Verdict | None:
    return signs[key] if key in signs else verdict_words().get(key)


def _with_note(core: Reading, note: str, signs: Signs) -> Reading:
    """A verdict with something in brackets: a pass stands only beside what is known to change nothing."""
    if core.verdict is Verdict.FAIL:
        return core
    said = _known(note, signs)
    harmless = not note or note in note_words() or (said is None and _NUMBER.fullmatch(note) is not None)
    return core if core.verdict and (harmless or said is core.verdict) else _UNKNOWN


def _ticked(text: str, signs: Signs) -> Reading:
    """The one choice that is ticked among several."""
    boxes = _BOX.findall(text)
    parts = [part.strip() for part in _BOX.split(text)]
    words = parts[1:] if not parts[0] else parts[:-1] if not parts[-1] else []
    chosen = [word for box, word in zip(boxes, words, strict=False) if box in _TICKED]
    if len(words) != len(boxes) or len(chosen) != 1 or len({*boxes} & {*_TICKED}) != 1:
        return _UNKNOWN
    others = [_read(verdict_key(word), signs) for word in words]
    return _read(verdict_key(chosen[0]), signs) if all(other.verdict for other in others) else _UNKNOWN


def read_legend(texts: Iterable[str]) -> dict[str, Verdict]:
    """What a report says that its signs mean; a sign that is said to mean two things means nothing."""
    signs: dict[str, Verdict] = {}
    for text in texts:
        for match in legend().finditer(text):
            key, verdict = verdict_key(match["sign"]), verdict_words()[verdict_key(match["words"])]
            signs[key] = verdict if signs.get(key, verdict) is verdict else Verdict.UNSAID
    return signs
