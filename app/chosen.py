"""What stands on a card: the clauses of both sides, relation, rationale and deviations as they were proposed, decided, or chosen.

What a reviewer has chosen and not stored yet is ``Pending``; what that makes of the card is ``Held``, and what Accept stores is a
``Choice``. Nothing here knows streamlit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.state import Choice, Item, item_key
from app.wording import N_
from ingest.errors import UsageError
from matcher.match import Decision, Deviation, Judgement, Match, Relation, Span

Ids = tuple[str, ...]
MOST = 20
"""Clauses on one side of a card: every one of A is linked with every one of B."""
TOO_MANY = N_("A card holds at most 20 clauses on a side.")
ITS_OWN = N_("A clause that stands alone cannot be taken off its own card: decide it, or skip it.")


@dataclass(frozen=True, slots=True)
class Pending:
    """What was chosen on the card ``key`` and is not stored: None and "" are what stands anyway.

    ``mode`` is what the card is doing: "reject" asks for a reason, "other" and "more" for a clause, "away" for one to take away,
    "deviations" lists them, "deviation" edits the one at ``place`` (None: a new one). ``side`` is where a clause is added.
    """

    key: str = ""
    mode: str = ""
    a: Ids | None = None
    b: Ids | None = None
    relation: Relation | None = None
    rationale: str = ""
    deviations: tuple[Deviation, ...] | None = None
    place: int | None = None
    side: str = ""

    @property
    def changes(self) -> bool:
        """Whether anything was chosen that Accept would store."""
        return bool(self.relation or self.rationale) or any(one is not None for one in (self.a, self.b, self.deviations))


NOTHING = Pending()


@dataclass(frozen=True, slots=True)
class Held:
    """What stands on a card now.

    ``proposed`` says whether both sides hold the clauses that are proposed; ``edited`` whether a person set the deviations, with
    ``by`` naming who stored them and on which day ("" where they are not stored yet).
    """

    a: Ids
    b: Ids
    relation: Relation
    rationale: str
    deviations: tuple[Deviation, ...]
    proposed: bool
    edited: bool = False
    by: str = ""

    @property
    def linked(self) -> bool:
        """Whether there is a clause on both sides."""
        return bool(self.a and self.b)

    def side(self, name: str) -> Ids:
        """The clauses (ids) of side "a" or "b"."""
        return self.a if name == "a" else self.b


def held(item: Item, pending: Pending = NOTHING) -> Held:
    """What stands on a card: what is pending, else what was decided, else what is proposed."""
    match, linked = item.match, _linked(item)
    decided = (_seen(one.a_clause for one in linked), _seen(one.b_clause for one in linked))
    a, b = decided if linked else (match.a_clauses, match.b_clauses)
    a, b = a if pending.a is None else pending.a, b if pending.b is None else pending.b
    stored = linked if linked and _same((a, b), decided) else ()
    proposed = _same((a, b), (match.a_clauses, match.b_clauses))
    # nothing is proposed for clauses that were put together by hand: the weakest relation then
    relation = pending.relation or next((one.relation for one in stored if one.relation), None)
    relation = relation or (match.relation if proposed else Relation.INTERSECTS)
    rationale = pending.rationale or next((one.rationale for one in stored if one.rationale), "")
    found = Held(a, b, relation, rationale or (match.rationale if proposed else ""), (), proposed)
    said = [one for one in stored if one.deviations is not None]
    if pending.deviations is not None:
        return replace(found, deviations=pending.deviations, edited=not (proposed and pending.deviations == match.deviations))
    if said:
        kept = tuple(deviation for one in said for deviation in one.deviations or ())
        return replace(found, deviations=kept, edited=True, by=f"{said[-1].author}, {said[-1].at[:10]}")
    return replace(found, deviations=match.deviations if proposed else _still(match, a, b))


def choice(item: Item, pending: Pending, decision: Decision, *, reason: str = "", note: str = "") -> Choice:
    """What is stored when a card is decided as it stands; what is as proposed stays unsaid."""
    now = held(item, pending)
    accepts = decision is Decision.ACCEPT and now.linked
    told = now.edited or (not now.proposed and bool(now.deviations))
    return Choice(
        decision,
        now.relation if accepts else None,
        reason,
        note,
        None if now.proposed else now.a,
        None if now.proposed else now.b,
        now.rationale if accepts and not (now.proposed and now.rationale == item.match.rationale) else "",
        now.deviations if accepts and told else None,
    )


def with_clause(item: Item, pending: Pending, side: str, clause_id: str) -> Pending:
    """The card with one more clause on a side; one that is there already stays where it is.

    Raises:
        UsageError: the side is full.
    """
    now = held(item, pending)
    if clause_id in now.side(side):
        return pending
    if len(now.side(side)) >= MOST:
        raise UsageError(TOO_MANY)
    return _anew(pending, side, (*now.side(side), clause_id))


def without_clause(item: Item, pending: Pending, side: str, clause_id: str) -> Pending:
    """The card with one clause less on a side.

    Raises:
        UsageError: nothing that the card is about would be left on it.
    """
    left = tuple(one for one in held(item, pending).side(side) if one != clause_id)
    match = item.match
    own = match.a_clauses if side == "a" else match.b_clauses
    if not (match.a_clauses and match.b_clauses) and own and not set(own) & set(left):
        raise UsageError(ITS_OWN)
    if not (left or held(item, pending).side("b" if side == "a" else "a")):
        raise UsageError(ITS_OWN)
    return _anew(pending, side, left)


def with_counterpart(pending: Pending, side: str, clause_id: str) -> Pending:
    """The card with one clause in place of those on a side."""
    return _anew(pending, side, (clause_id,))


def as_proposed(item: Item) -> Pending:
    """The card back as it is proposed, whatever was decided or chosen on it."""
    match = item.match
    if not item.said:
        return Pending(item_key(match))
    return Pending(
        item_key(match), a=match.a_clauses, b=match.b_clauses, relation=match.relation, rationale=match.rationale,
        deviations=match.deviations,
    )  # fmt: skip


def by_hand(item: Item, side: str, clause_id: str) -> bool:
    """Whether a clause on a card was put there by a person."""
    return clause_id not in (item.match.a_clauses if side == "a" else item.match.b_clauses)


def taken_away(item: Item, now: Held, side: str) -> Ids:
    """The clauses that are proposed on a side and no longer on the card."""
    own = item.match.a_clauses if side == "a" else item.match.b_clauses
    return tuple(one for one in own if one not in now.side(side))


def _anew(pending: Pending, side: str, ids: Ids) -> Pending:
    """The card with other clauses: what was chosen of deviations was of the earlier ones."""
    changed = replace(pending, a=ids) if side == "a" else replace(pending, b=ids)
    return replace(changed, deviations=None, place=None)


def _linked(item: Item) -> list[Judgement]:
    """The links that a person accepted, or was unsure of."""
    either = (Decision.ACCEPT, Decision.UNSURE)
    return [one for one in item.said if one.decision in either and one.a_clause and one.b_clause]


def _seen(ids: Iterable[str]) -> Ids:
    return tuple(dict.fromkeys(ids))


def _same(one: tuple[Sequence[str], Sequence[str]], other: tuple[Sequence[str], Sequence[str]]) -> bool:
    return all(set(x) == set(y) for x, y in zip(one, other, strict=True))


def _still(match: Match, a: Ids, b: Ids) -> tuple[Deviation, ...]:
    """The proposed deviations that still hold where clauses were added: what both sides say, in clauses that stayed."""
    if not (set(match.a_clauses) <= set(a) and set(match.b_clauses) <= set(b) and match.a_clauses and match.b_clauses):
        return ()
    return tuple(one for one in match.deviations if _in(one.a, a) and _in(one.b, b))


def _in(spans: Sequence[Span], ids: Ids) -> bool:
    return bool(spans) and all(span.clause in ids for span in spans)
