"""The quantity that a deviation quotes, read again where it stands: with its comparator, and with the unit of its table."""

from __future__ import annotations

from ingest.clause import Clause
from matcher.cells import cells
from matcher.match import Span
from matcher.quantity import Quantity, quantities


def quantity_in(clause: Clause, span: Span) -> Quantity | None:
    """The quantity of a clause's text, or the bare cell of a table, whose value lies in ``span``; None unless it is one alone."""
    bare = [q for q in cells(clause.text) if (q.value_start, q.value_end) == (span.start, span.end)]
    inside = (q for q in quantities(clause.text, clause.lang) if span.start <= q.value_start and q.value_end <= span.end)
    found = bare or [*inside]
    return found[0] if len(found) == 1 else None


def quantity_quoted(text: str, lang: str, clause: Clause | None, span: Span | None) -> Quantity | None:
    """As ``quantity_in`` where the clause still says ``text`` there; else the one quantity that ``text`` names by itself."""
    if clause is not None and span is not None and clause.text[span.start : span.end] == text:
        return quantity_in(clause, span)
    found = quantities(text, lang)
    return found[0] if len(found) == 1 else None
