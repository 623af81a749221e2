"""Which characters of a clause carry the evidence: its text cut into segments, each with the one kind of mark that it wears.

The result is plain data. The page sets every segment as the text of an element (never as markup) and knows the kinds below; what
is not marked has the kind "".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.visible import hidden_spans, visible
from ingest.clause import Clause
from ingest.doubt import doubtful
from ingest.provision import modals
from matcher.match import Match, Span

# Of several marks on one character the first of these is shown.
KINDS = ("hidden", "deviation", "ocr", "modal", "limit", "exception", "method", "condition", "number", "reference", "term")
_DESIGNATION = re.compile(r"[A-ZА-Я]{2,}[^\d]{0,6}\d")


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that wear the same mark: ``text`` ready to be shown, ``kind`` one of ``KINDS`` or ""."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``start`` to ``end`` of a text and their kind."""

    start: int
    end: int
    kind: str


def segments(text: str, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """``text`` cut where marks begin and end; marks outside of the text are cut off, hidden characters are made visible."""
    rank = {kind: place for place, kind in enumerate(KINDS)}
    wears = [len(KINDS)] * len(text)
    every = [*marks, *(Mark(start, end, "hidden") for start, end in hidden_spans(text))]
    for mark in every:
        for at in range(max(mark.start, 0), min(mark.end, len(text))):
            wears[at] = min(wears[at], rank.get(mark.kind, len(KINDS)))
    out: list[Segment] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or wears[at] != wears[start]:
            kind = KINDS[wears[start]] if wears[start] < len(KINDS) else ""
            out.append(Segment(visible(text[start:at]), kind))
            start = at
    return tuple(out)


def own_marks(clause: Clause, publisher: str) -> tuple[Mark, ...]:
    """What ``clause`` wears wherever it is shown: its modal verbs, and the numbers and signs that OCR read."""
    verbs = (Mark(modal.start, modal.end, "modal") for modal in modals(clause.text, clause.lang, publisher))
    return (*verbs, *(Mark(start, end, "ocr") for start, end in doubtful(clause)))


def clause_marks(clause: Clause, match: Match, publisher: str) -> tuple[Mark, ...]:
    """The marks that ``clause`` wears on the card of ``match``: deviations, what evidence shares, and its own."""
    ours = clause.standard == match.a_standard  # both sides may use the same id: the side decides which spans are meant
    found = list(own_marks(clause, publisher))
    for deviation in match.deviations:
        found += _of(clause, deviation.a if ours else deviation.b, "deviation")
    for evidence in match.evidence:
        found += _of(clause, evidence.a if ours else evidence.b, "")
    return tuple(found)


def _of(clause: Clause, spans: Sequence[Span], kind: str) -> list[Mark]:
    mine = [span for span in spans if span.clause == clause.id]
    return [Mark(span.start, span.end, kind or _shared(clause.text[span.start : span.end])) for span in mine]


def _shared(words: str) -> str:
    """What kind of anchor two texts share: a number or quantity, a designation or reference, or a term."""
    if not any(letter.isdigit() for letter in words):
        return "term"
    return "reference" if _DESIGNATION.search(words) else "number"
