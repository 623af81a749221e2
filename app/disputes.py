"""On which cards people disagree: with each other, or with what is proposed.

Each person's word on a card is the last that they said of it and did not take back, whether or not it is the one in force now:
who is overruled has still said something else. Being unsure contradicts nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.queueing import said_of, state_of
from app.state import Dispute, Item, State
from matcher.edition_doubts import Doubt
from matcher.ledger import in_force
from matcher.match import Decision, Judgement, Link, Match, Relation

Verdict = tuple[State, frozenset[tuple[Link, Relation | None]]]


def disputed(items: Sequence[Item], told: Sequence[Judgement]) -> tuple[Item, ...]:
    """The cards with who disagrees on them; ``told`` is everything that was said of the two standards, oldest first."""
    matches = [item.match for item in items]
    words: list[set[Verdict]] = [set() for _ in items]
    for author in dict.fromkeys(one.author for one in told):
        own = in_force([one for one in told if one.author == author])
        for place, said in enumerate(said_of(matches, own)):
            if (verdict := _verdict(said)) is not None:
                words[place].add(verdict)
    return tuple(
        replace(item, dispute=_dispute(item.match, said)) if said else item for item, said in zip(items, words, strict=True)
    )


def doubted(items: Sequence[Item], doubts: Sequence[Doubt]) -> tuple[Item, ...]:
    """The cards with what is told of editions: suspect until they are decided on this one, or while their edition is replaced."""
    held: dict[tuple[str, str], list[Doubt]] = {}
    for one in doubts:
        held.setdefault((one.side, one.clause), []).append(one)
    return tuple(_doubted(item, held) for item in items) if doubts else tuple(items)


def _doubted(item: Item, held: Mapping[tuple[str, str], Sequence[Doubt]]) -> Item:
    said = {one.entry for one in item.said}
    own = [("a", clause) for clause in item.match.a_clauses or ("",)] + [
        ("b", clause) for clause in item.match.b_clauses or ("",)
    ]
    about = [one for key in own for one in held.get(key, ()) if (one.judgement.entry in said if one.replaced else not said)]
    return replace(item, suspect=True, doubts=tuple(about)) if about else item


def _dispute(match: Match, said: set[Verdict]) -> Dispute | None:
    if len(said) > 1:
        return Dispute.PEOPLE
    return Dispute.PROPOSAL if said - {_proposed(match)} else None


def _verdict(said: Sequence[Judgement]) -> Verdict | None:
    """What a person says of a card; None where they say nothing, or that they do not know."""
    state = state_of(said)
    if state in (State.OPEN, State.UNSURE):
        return None
    accepted = ((one.a_clause, one.b_clause, one.relation) for one in said if one.decision is Decision.ACCEPT)
    return state, frozenset(((a, b), relation) for a, b, relation in accepted)


def _proposed(match: Match) -> Verdict:
    """What a person says who agrees with the proposal."""
    if match.relation is Relation.NONE:
        return (State.REJECTED if match.a_clauses and match.b_clauses else State.NO_COUNTERPART), frozenset()
    return State.ACCEPTED, frozenset((link, match.relation) for link in match.links)
