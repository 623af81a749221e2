"""Which characters of a clause carry the evidence: its text cut into segments, each with the one kind of mark that it wears.

The result is plain data. The page sets every segment as the text of an element (never as markup) and knows the kinds below; what is not
marked has the kind "".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.visible import hidden_spans, visible
from ingest.clause import Clause
from ingest.provision import modals
from matcher.match import Match, Span

# Of several marks on one character the first of these is shown.
KINDS = ("hidden", "deviation", "modal", "number", "reference", "term", "shared")
_BY_EVIDENCE = {"number": "number", "quantit": "number", "unit": "number", "reference": "reference", "term": "term"}


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


def clause_marks(clause: Clause, match: Match, publisher: str) -> tuple[Mark, ...]:
    """The marks that ``clause`` wears on the card of ``match``: deviations, what evidence shares, and its modal verbs."""
    found = [Mark(modal.start, modal.end, "modal") for modal in modals(clause.text, clause.lang, publisher)]
    for deviation in match.deviations:
        found += _of(clause, (*deviation.a, *deviation.b), "deviation", match)
    for evidence in match.evidence:
        kind = next((kind for part, kind in _BY_EVIDENCE.items() if part in evidence.name), "shared")
        found += _of(clause, (*evidence.a, *evidence.b), kind, match)
    return tuple(found)


def _of(clause: Clause, spans: Sequence[Span], kind: str, match: Match) -> list[Mark]:
    # A span names a clause by its id alone: the two sides may use the same id, so the side decides.
    mine = match.a_clauses if clause.standard == match.a_standard else match.b_clauses
    return [Mark(span.start, span.end, kind) for span in spans if span.clause == clause.id and span.clause in mine]
