"""What a card must tell of editions: its clause was decided on an earlier one and changed, or its own edition was replaced.

A decision that holds is no doubt: it can be carried. While a regulation cites a replaced edition nothing is told of it either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ingest.errors import UsageError
from matcher.edition import EditionClause, Succession
from matcher.edition_carry import Outcome, fates
from matcher.editions import successions, suspects
from matcher.ledger import turned
from matcher.match import Judgement

if TYPE_CHECKING:
    from index.library import Library

_DOUBTFUL = frozenset({Outcome.EDITORIAL, Outcome.SUSPECT, Outcome.OTHER})


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about a clause (an id) on one ``side`` ("a", "b") of a comparison.

    ``judgement`` is the decision that is in doubt. ``replaced`` says that it was made in this comparison, whose edition was
    replaced; else it was made on the earlier edition, and this comparison is of the later one. ``row`` is what became of the
    clause, None of a clause that had no counterpart in the earlier edition.
    """

    side: str
    clause: str
    judgement: Judgement
    row: EditionClause | None
    succession: Succession
    replaced: bool = False


def doubts(library: Library, a: str, b: str, as_of: date | None = None) -> tuple[Doubt, ...]:
    """What is to be told on the cards of A (designation as filed) and B; nothing where nobody stated a succession."""
    stated = successions(library)
    if not any({one.old, one.new} & {a, b} for one in stated):
        return ()
    found = [
        Doubt(one.side, _own(one.judgement, one.side), one.judgement, one.row, one.succession, replaced=True)
        for one in suspects(library, a, b, as_of)
        if one.suspect
    ]
    for side, name, other in (("a", a, b), ("b", b, a)):
        for one in stated:
            if one.new == name:
                found += _earlier(library, one, side, name, other)
    return tuple(found)


def _earlier(library: Library, stated: Succession, side: str, name: str, other: str) -> list[Doubt]:
    """The decisions on the earlier edition that do not hold for the later one, which is ``side`` of the comparison."""
    try:
        told = fates(library, stated, other)
    except UsageError:  # nothing was ever said of the two
        return []
    first = stated.old if side == "a" else other
    return [
        Doubt(side, clause, turned(fate.judgement, first), fate.row, stated)
        for fate in told
        if fate.outcome in _DOUBTFUL and fate.row is not None and name == stated.new
        for clause in fate.row.new
    ]


def _own(judgement: Judgement, side: str) -> str:
    return judgement.a_clause if side == "a" else judgement.b_clause
