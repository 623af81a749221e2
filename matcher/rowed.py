"""Where in a table a quantity stands: its row, what names that row, and which of its values it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.numerals import numbers
from ingest.clause import Clause
from matcher.cells import CAPTION, LONGEST, SENTENCE
from matcher.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Row:
    """The row of a table: ``named`` the numbers that name it (8 h, 0.5 to 2; none where words do).

    ``column``: how many values of it stand before the quantity.
    """

    named: tuple[Decimal, ...]
    column: int


def is_row(text: str, first: int, line: str) -> bool:
    """Whether the ``line`` of ``text`` that begins at ``first`` may be the row of a table: a caption stands before it."""
    return len(line) <= LONGEST and not SENTENCE.search(line) and any(CAPTION.match(own) for own in text[:first].split("\n"))


def row_of(clause: Clause, quantity: Quantity, values: Sequence[Quantity]) -> Row | None:
    """The row in which ``quantity`` stands, one of the ``values`` of ``clause``; None where it stands in running text."""
    text = clause.text
    first = text.rfind("\n", 0, quantity.start) + 1
    last = text.find("\n", quantity.start)
    line = text[first : len(text) if last < 0 else last]
    if not is_row(text, first, line):
        return None
    own = sorted((q for q in values if first <= q.start and q.end <= first + len(line)), key=lambda q: q.value_start)
    at = next((k for k, q in enumerate(own) if q.value_start == quantity.value_start), 0)
    head = own[0] if own and not text[first : own[0].start].strip() else None
    if head is None:
        label = text[first : own[0].start] if own else line
        return Row(tuple(n.value for n in numbers(label, clause.lang)), at)
    return Row(tuple(head.in_base(end).normalize() for end in (head.value, head.upper) if end is not None), at)
