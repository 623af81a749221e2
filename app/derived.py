"""Which chains (``matcher.chains``) are about a card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.state import Comparison
from matcher.match import Match

if TYPE_CHECKING:
    from matcher.chains import Derived


def on(derivations: Sequence[Derived], match: Match) -> tuple[Derived, ...]:
    """What is derived of the clauses of a proposal: of just its own first, then of a clause of its side with any other."""
    own = set(match.links)
    exact = [one for one in derivations if own & set(one.links)]
    ours, theirs = set(match.a_clauses), set(match.b_clauses)
    near = [one for one in derivations if one not in exact and (ours & set(one.a) if ours else theirs & set(one.c))]
    return (*exact, *near)


def is_derived(comparison: Comparison, match: Match) -> bool:
    """Whether a chain leads to what is proposed, or to another counterpart of its clauses."""
    return bool(on(comparison.derived, match))
