"""What differs between clauses that a person put together on a card: looked for when it is asked for, by the matcher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.chosen import Held
from app.state import Comparison

if TYPE_CHECKING:
    from index.encoder import Encoder
    from matcher.match import Deviation


def deviations_of(opened: Comparison, now: Held, encoder: Encoder) -> tuple[Deviation, ...]:
    """The deviations between the clauses of both sides as they stand on the card, as those of a proposal are found."""
    from matcher.judging import judge
    from matcher.parameters import shipped

    ours, theirs = ([opened.clause(side, one) for one in now.side(side)] for side in ("a", "b"))
    (verdict,) = judge([(ours, theirs)], opened.document("a"), opened.document("b"), encoder, shipped(), alone=True)
    return verdict.deviations
