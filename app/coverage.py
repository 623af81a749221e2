"""What of a standard is covered by a comparison: by chapter, by type of provision, by aspect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.state import Comparison, Item, State
from ingest.clause import PARTS_OF_A_CLAUSE, Aspect, Clause, Provision
from matcher.match import Decision


class By(StrEnum):
    """How clauses are put together to be counted."""

    CHAPTER = "chapter"
    PROVISION = "provision"
    ASPECT = "aspect"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One group: how many clauses it has, how many of them have a counterpart, and how many were decided by people.

    ``key`` is the id of the chapter, or the value of the type or aspect; ``name`` the heading of the chapter, else ``key``.
    """

    key: str
    name: str
    clauses: int
    linked: int
    decided: int

    @property
    def alone(self) -> int:
        """Clauses without counterpart."""
        return self.clauses - self.linked


def coverage(comparison: Comparison, items: Iterable[Item], side: str, by: By = By.CHAPTER) -> list[Coverage]:
    """The groups of side "a" or "b": chapters (clauses of the first level) in reading order, types and aspects in their own.

    A clause counts as linked when a person accepted a link of it, or when nobody decided and one is proposed. Headings without
    text and what belongs to a clause (notes, figures …) do not count.
    """
    clauses = comparison.side(side)
    linked, decided = _linked(items, side)
    groups: dict[str, list[Clause]] = {}
    for clause in clauses.values():
        if counts(clause):
            groups.setdefault(_key(clause, clauses, by), []).append(clause)
    keys = list(groups) if by is By.CHAPTER else sorted(groups, key=_order(by).index)
    return [
        Coverage(
            key,
            heading(clauses[key]) if by is By.CHAPTER else key,
            len(groups[key]),
            sum(clause.id in linked for clause in groups[key]),
            sum(clause.id in decided for clause in groups[key]),
        )
        for key in keys
    ]


def counts(clause: Clause) -> bool:
    """Whether a clause is one that can have a counterpart: it has a text, and does not belong to another."""
    return bool(clause.text.strip()) and clause.kind not in PARTS_OF_A_CLAUSE


def is_linked(item: Item) -> bool:
    """Whether a counterpart stands on the card: accepted, or proposed and not decided."""
    if item.state is State.OPEN:
        return bool(item.match.a_clauses and item.match.b_clauses)
    return any(judgement.decision is Decision.ACCEPT for judgement in item.said)


def top_of(clause: Clause, clauses: Mapping[str, Clause]) -> Clause:
    """The topmost clause above ``clause``, itself where nothing is."""
    top = clause
    for _ in range(len(clauses)):
        above = clauses.get(top.parent)
        if above is None or above.id == top.id:
            break
        top = above
    return top


def heading(clause: Clause) -> str:
    """Label and title of a clause; its kind where it has neither."""
    return " ".join(part for part in (clause.clause, clause.title) if part) or clause.kind


def _linked(items: Iterable[Item], side: str) -> tuple[set[str], set[str]]:
    linked: set[str] = set()
    decided: set[str] = set()
    for item in items:
        match = item.match
        own = match.a_clauses if side == "a" else match.b_clauses
        other = match.b_clauses if side == "a" else match.a_clauses
        if item.state is State.OPEN:
            linked |= set(own) if other else set()
            continue
        decided |= set(own)
        accepted = [judgement for judgement in item.said if judgement.decision is Decision.ACCEPT]
        linked |= {judgement.a_clause if side == "a" else judgement.b_clause for judgement in accepted}
    return linked, decided


def _key(clause: Clause, clauses: Mapping[str, Clause], by: By) -> str:
    return {By.CHAPTER: top_of(clause, clauses).id, By.PROVISION: clause.provision.value, By.ASPECT: clause.aspect.value}[by]


def _order(by: By) -> list[str]:
    return [one.value for one in (Provision if by is By.PROVISION else Aspect)]
