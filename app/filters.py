"""Which cards of a comparison are shown, as something that a link can carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from app.state import Comparison, Item, State
from ingest.clause import Provision
from matcher.match import Advice, Relation

E = TypeVar("E", bound=StrEnum)
PARAMETERS = ("states", "relations", "advice", "from", "to", "only")


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty sets and the whole range filter nothing. ``lowest`` and ``highest`` confidence in per cent, both included."""

    states: frozenset[State] = frozenset()
    relations: frozenset[Relation] = frozenset()
    lowest: int = 0
    highest: int = 100
    deviations: bool = False
    requirements: bool = False
    advice: frozenset[Advice] = frozenset()

    @property
    def active(self) -> bool:
        """Whether anything is filtered out."""
        return self != Filters()

    def parameters(self) -> dict[str, str]:
        """What a link carries; nothing for what is not filtered."""
        only = [name for name, on in (("deviations", self.deviations), ("requirements", self.requirements)) if on]
        found = {
            "states": ",".join(sorted(self.states)),
            "relations": ",".join(sorted(self.relations)),
            "advice": ",".join(sorted(self.advice)),
            "from": str(self.lowest) if self.lowest else "",
            "to": str(self.highest) if self.highest < 100 else "",
            "only": ",".join(only),
        }
        return {name: value for name, value in found.items() if value}


def from_parameters(parameters: Mapping[str, str]) -> Filters:
    """The filters of a link; what a link says that is no filter of ours is passed over."""
    only = parameters.get("only", "").split(",")
    return Filters(
        states=frozenset(_members(State, parameters.get("states", ""))),
        relations=frozenset(_members(Relation, parameters.get("relations", ""))),
        lowest=_per_cent(parameters.get("from", ""), 0),
        highest=_per_cent(parameters.get("to", ""), 100),
        deviations="deviations" in only,
        requirements="requirements" in only,
        advice=frozenset(_members(Advice, parameters.get("advice", ""))),
    )


def filtered(items: Iterable[Item], filters: Filters, comparison: Comparison, keep: str = "") -> tuple[Item, ...]:
    """The cards that pass, in their order; the card ``keep`` stays, lest it vanish under the hand of who has just decided it."""
    return tuple(item for item in items if item.key == keep or _passes(item, filters, comparison))


def _passes(item: Item, filters: Filters, comparison: Comparison) -> bool:
    match = item.match
    if filters.states and item.state not in filters.states:
        return False
    if filters.relations and match.relation not in filters.relations:
        return False
    if filters.advice and match.advice not in filters.advice:
        return False
    if not filters.lowest <= round(100 * match.confidence) <= filters.highest:
        return False
    if filters.deviations and not match.deviations:
        return False
    return not filters.requirements or _demands(item, comparison)


def _demands(item: Item, comparison: Comparison) -> bool:
    sides = (("a", item.match.a_clauses), ("b", item.match.b_clauses))
    demanded = (Provision.REQUIREMENT, Provision.INSTRUCTION)
    return any(comparison.clause(side, clause_id).provision in demanded for side, ids in sides for clause_id in ids)


def _members(kind: type[E], text: str) -> list[E]:
    known = {member.value: member for member in kind}
    return [known[name] for name in text.split(",") if name in known]


def _per_cent(text: str, default: int) -> int:
    return min(max(int(text), 0), 100) if text.isascii() and text.isdigit() and len(text) < 4 else default
