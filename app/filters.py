"""Which cards of a comparison are shown and in which order, as something that a link can carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from app.coverage import is_linked, top_of
from app.derived import is_derived
from app.state import Comparison, Dispute, Item, State, accepted_relation
from ingest.clause import Aspect, Clause, Provision
from matcher.match import Advice, Match, Relation

E = TypeVar("E", bound=StrEnum)
Mine = Callable[[Match], bool]


class Only(StrEnum):
    """What a card must be, or have."""

    REQUIREMENTS = "requirements"
    DEVIATIONS = "deviations"
    LINKED = "linked"
    ALONE = "alone"
    DISPUTED = "disputed"
    SUSPECT = "suspect"
    MINE = "mine"
    DERIVED = "derived"


class Sort(StrEnum):
    """The order of the cards: of the document, the least sure first, or what people disagree on first."""

    DOCUMENT = "document"
    CONFIDENCE = "confidence"
    DISPUTES = "disputes"


PARAMETERS = ("states", "relations", "advice", "provisions", "aspects", "only", "side", "chapter", "from", "to", "words", "sort")
_SETS: Mapping[str, type[StrEnum]] = {
    "states": State, "relations": Relation, "advice": Advice, "provisions": Provision, "aspects": Aspect, "only": Only,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty sets, empty texts and the whole range filter nothing. ``lowest`` and ``highest`` confidence in per cent, both in.

    ``relations`` are those that hold: decided, else proposed. ``provisions``, ``aspects`` and ``chapter`` (the id of a clause of
    the first level) are of a clause on either side, or of ``side`` "a" or "b" alone. ``words`` must all stand on the card.
    """

    states: frozenset[State] = frozenset()
    relations: frozenset[Relation] = frozenset()
    advice: frozenset[Advice] = frozenset()
    provisions: frozenset[Provision] = frozenset()
    aspects: frozenset[Aspect] = frozenset()
    only: frozenset[Only] = frozenset()
    side: str = ""
    chapter: str = ""
    lowest: int = 0
    highest: int = 100
    words: str = ""
    sort: Sort = Sort.DOCUMENT

    @property
    def active(self) -> bool:
        """Whether anything is filtered out."""
        return replace(self, sort=Sort.DOCUMENT, side="") != Filters()

    def parameters(self) -> dict[str, str]:
        """What a link carries; nothing for what is not filtered."""
        found = {name: ",".join(sorted(getattr(self, name))) for name in _SETS}
        found |= {name: getattr(self, name) for name in ("side", "chapter", "words")}
        found["from"] = str(self.lowest) if self.lowest else ""
        found["to"] = str(self.highest) if self.highest < 100 else ""
        found["sort"] = self.sort.value if self.sort is not Sort.DOCUMENT else ""
        return {name: value for name, value in found.items() if value}

    def parts(self) -> Iterator[tuple[str, Any, Filters, Filters]]:
        """Each condition: name of its field, value, the filters without it, and it alone. Both ends of the range are one."""
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in _SETS:
                for one in sorted(value):
                    rest, own = value - {one}, frozenset({one})
                    yield field.name, one, self._with(**{field.name: rest}), self._alone(**{field.name: own})
            elif field.name in ("chapter", "words") and value:
                yield field.name, value, self._with(**{field.name: ""}), self._alone(**{field.name: value})
        if (self.lowest, self.highest) != (0, 100):
            alone = self._alone(lowest=self.lowest, highest=self.highest)
            yield "confidence", (self.lowest, self.highest), replace(self, lowest=0, highest=100), alone

    def _with(self, **changes: Any) -> Filters:  # noqa: ANN401 - fields of ours with values of their own types
        return replace(self, **changes)

    def _alone(self, **condition: Any) -> Filters:  # noqa: ANN401 - a field of ours with a value of its own type
        return Filters(side=self.side, **condition)


def from_parameters(parameters: Mapping[str, str]) -> Filters:
    """The filters of a link; what a link says that is no filter of ours is passed over."""
    sets: dict[str, Any] = {name: frozenset(_members(kind, parameters.get(name, ""))) for name, kind in _SETS.items()}
    side, sort = parameters.get("side", ""), parameters.get("sort", "")
    return Filters(
        **sets,
        side=side if side in ("a", "b") else "",
        chapter=parameters.get("chapter", ""),
        lowest=_per_cent(parameters.get("from", ""), 0),
        highest=_per_cent(parameters.get("to", ""), 100),
        words=parameters.get("words", ""),
        sort=Sort(sort) if sort in set(Sort) else Sort.DOCUMENT,
    )


def filtered(
    items: Iterable[Item], filters: Filters, comparison: Comparison, keep: str = "", mine: Mine | None = None
) -> tuple[Item, ...]:
    """The cards that pass, in the order that is asked for.

    The card ``keep`` stays, lest it vanish under the hand of who has just decided it. ``mine`` says which are assigned to whoever
    asks; without it, all are.
    """
    found = [item for item in items if item.key == keep or _passes(item, filters, comparison, mine)]
    if filters.sort is Sort.CONFIDENCE:
        found.sort(key=lambda item: item.match.confidence)
    elif filters.sort is Sort.DISPUTES:
        ranks = {Dispute.PEOPLE: 0, Dispute.PROPOSAL: 1, None: 2}
        found.sort(key=lambda item: (ranks[item.dispute], not item.suspect))
    return tuple(found)


def relation_of(item: Item) -> Relation:
    """The relation that holds: decided, else proposed."""
    return accepted_relation(item) or item.match.relation


def _passes(item: Item, filters: Filters, comparison: Comparison, mine: Mine | None) -> bool:
    match = item.match
    return (
        (not filters.states or item.state in filters.states)
        and (not filters.relations or relation_of(item) in filters.relations)
        and (not filters.advice or match.advice in filters.advice)
        and filters.lowest <= round(100 * match.confidence) <= filters.highest
        and all(_is(only, item, comparison, mine) for only in filters.only)
        and _has(item, filters, comparison)
        and (not filters.words or _says(item, filters.words, comparison))
    )


def _is(only: Only, item: Item, comparison: Comparison, mine: Mine | None) -> bool:
    match only:
        case Only.DEVIATIONS | Only.DERIVED:
            return bool(item.match.deviations) if only is Only.DEVIATIONS else is_derived(comparison, item.match)
        case Only.REQUIREMENTS:
            demanded = (Provision.REQUIREMENT, Provision.INSTRUCTION)
            return any(clause.provision in demanded for _side, clause in _clauses(item, comparison))
        case Only.LINKED | Only.ALONE:
            return is_linked(item) is (only is Only.LINKED)
        case Only.DISPUTED:
            told = item.double
            return item.dispute is not None or (told is not None and told.shown and not told.agreed)
        case Only.SUSPECT:
            return item.suspect
        case Only.MINE:
            return mine is None or mine(item.match)


def _has(item: Item, filters: Filters, comparison: Comparison) -> bool:
    """Whether one clause of the card has the type, the aspect and the chapter that are asked for."""
    if not (filters.provisions or filters.aspects or filters.chapter):
        return True
    return any(
        (not filters.provisions or clause.provision in filters.provisions)
        and (not filters.aspects or clause.aspect in filters.aspects)
        and (not filters.chapter or top_of(clause, comparison.side(side)).id == filters.chapter)
        for side, clause in _clauses(item, comparison)
        if filters.side in ("", side)
    )


def _says(item: Item, words: str, comparison: Comparison) -> bool:
    """Whether all words stand in the labels, titles and texts of the card, or in a note to it."""
    clauses = [clause for _side, clause in _clauses(item, comparison)]
    whole = "\n".join(
        [*(f"{one.clause} {one.title}\n{one.text}" for one in clauses), *(one.note for one in item.said)]
    ).casefold()
    return all(word in whole for word in words.casefold().split())


def _clauses(item: Item, comparison: Comparison) -> Sequence[tuple[str, Clause]]:
    sides = (("a", item.match.a_clauses), ("b", item.match.b_clauses))
    return [(side, comparison.clause(side, clause_id)) for side, ids in sides for clause_id in ids]


def _members(kind: type[E], text: str) -> list[E]:
    known = {member.value: member for member in kind}
    return [known[name] for name in text.split(",") if name in known]


def _per_cent(text: str, default: int) -> int:
    return min(max(int(text), 0), 100) if text.isascii() and text.isdigit() and len(text) < 4 else default
