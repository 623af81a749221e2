"""What of a standard is covered by a comparison, chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.state import Comparison, Item, State
from ingest.clause import PARTS_OF_A_CLAUSE, Clause
from matcher.match import Decision


@dataclass(frozen=True, slots=True)
class Coverage:
    """One chapter: how many clauses it has, how many of them have a counterpart, and how many were decided by people."""

    chapter: str
    clauses: int
    linked: int
    decided: int


def coverage(comparison: Comparison, items: Iterable[Item], side: str) -> list[Coverage]:
    """The chapters (clauses of the first level) of side "a" or "b" in reading order.

    A clause counts as linked when a person accepted a link of it, or when nobody decided and one is proposed. Headings without
    text and what belongs to a clause (notes, figures …) do not count.
    """
    clauses = comparison.a_clauses if side == "a" else comparison.b_clauses
    linked, decided = _linked(items, side)
    chapters: dict[str, list[Clause]] = {}
    for clause in clauses.values():
        if clause.text.strip() and clause.kind not in PARTS_OF_A_CLAUSE:
            chapters.setdefault(_chapter(clause, clauses), []).append(clause)
    return [
        Coverage(
            _name(clauses[chapter]),
            len(found),
            sum(clause.id in linked for clause in found),
            sum(clause.id in decided for clause in found),
        )
        for chapter, found in chapters.items()
    ]


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


def _chapter(clause: Clause, clauses: Mapping[str, Clause]) -> str:
    """The id of the topmost clause above ``clause``."""
    top = clause
    for _ in range(len(clauses)):
        above = clauses.get(top.parent)
        if above is None or above.id == top.id:
            break
        top = above
    return top.id


def _name(clause: Clause) -> str:
    return " ".join(part for part in (clause.clause, clause.title) if part) or clause.kind
