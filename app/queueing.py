"""The cards of a comparison, each with the judgements that decide its state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.state import Comparison, Item, State, item_key
from matcher.decided import is_about
from matcher.match import Decision, Judgement, Match

_STATE_OF = {
    Decision.ACCEPT: State.ACCEPTED,
    Decision.NO_COUNTERPART: State.NO_COUNTERPART,
    Decision.UNSURE: State.UNSURE,
    Decision.REJECT: State.REJECTED,
}


def queue(comparison: Comparison, current: Sequence[Judgement], seen: int = 0) -> tuple[Item, ...]:
    """The cards of a comparison: ``current`` are the judgements in force, ``seen`` the end of the log before they were read."""
    return tuple(
        Item(item_key(match), match, state_of(said), said, seen, _is_suspect(comparison, said))
        for match, said in zip(comparison.matches, said_of(comparison.matches, current), strict=True)
    )


def states(matches: Sequence[Match], current: Sequence[Judgement]) -> list[State]:
    """The states of cards, for counting them."""
    return [state_of(said) for said in said_of(matches, current)]


def said_of(matches: Sequence[Match], current: Sequence[Judgement]) -> Iterator[tuple[Judgement, ...]]:
    """For each card the judgements that decide its state."""
    by_clause: dict[tuple[str, str], list[Judgement]] = {}
    by_group: dict[str, list[Judgement]] = {}
    for judgement in sorted(current, key=lambda one: one.entry):
        by_clause.setdefault(("a", judgement.a_clause), []).append(judgement)
        by_clause.setdefault(("b", judgement.b_clause), []).append(judgement)
        if judgement.group:
            by_group.setdefault(judgement.group, []).append(judgement)
    for match in matches:
        yield tuple(_said(match, by_clause, by_group))


def _is_suspect(comparison: Comparison, said: Sequence[Judgement]) -> bool:
    """Whether a text that was judged is another now, or gone."""
    sides = [side for one in said for side in (("a", one.a_clause, one.a_hash), ("b", one.b_clause, one.b_hash))]
    return any(clause and judged and comparison.clause(side, clause).text_hash != judged for side, clause, judged in sides)


def _said(
    match: Match, by_clause: Mapping[tuple[str, str], list[Judgement]], by_group: Mapping[str, list[Judgement]]
) -> Iterator[Judgement]:
    """The last act about this card: on its own links, "no counterpart" of its clauses, or a counterpart for a lone clause."""
    mine = [("a", clause) for clause in match.a_clauses] or [("b", clause) for clause in match.b_clauses]
    about = [one for key in mine for one in by_clause.get(key, ()) if is_about(match, one)]
    if not about:
        return
    last = max(about, key=lambda judgement: judgement.entry)
    yield from by_group[last.group] if last.group else (last,)


def state_of(said: Sequence[Judgement]) -> State:
    """The state by the strongest decision of an act: one that rejects a counterpart and accepts another has accepted."""
    decisions = {judgement.decision for judgement in said}
    return next((state for decision, state in _STATE_OF.items() if decision in decisions), State.OPEN)
