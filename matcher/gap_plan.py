"""The delta-test plan: what is left to test, by the clause of the target that says how, with what the report shows already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.clause import Clause, Document
from matcher.gap import Arithmetic, GapClass, GapLine, GapList, TestItem
from matcher.gap_topic import Topic, about
from matcher.gap_words import words


@dataclass(frozen=True, slots=True)
class Test:
    """One line of the list that needs a test: what it has to show, and what the lines of the report show of it already."""

    line: GapLine
    items: tuple[TestItem, ...]
    arithmetic: tuple[Arithmetic, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Tests under one clause of the target that says how to test; ``method`` is None where none is known to say it."""

    method: Clause | None
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The groups in the order of the target, and the clauses of it that say how many samples are tested."""

    groups: tuple[Group, ...]
    samples: tuple[Clause, ...]


def plan(found: GapList, target: Document) -> Plan:
    """The tests that a gap list asks for, as its classes stand now."""
    clauses = {clause.id: clause for clause in target.clauses}
    grouped: dict[str, list[Test]] = {}
    for line in found.lines:
        if line.gap is GapClass.DELTA:
            items = line.items or (TestItem("clause"),)
            grouped.setdefault(next(iter(line.methods), ""), []).append(Test(line, items, line.arithmetic))
    order = {own: place for place, own in enumerate(clauses)}
    keys = sorted(grouped, key=lambda own: order.get(own, len(order)))
    groups = tuple(Group(clauses.get(own), tuple(grouped[own])) for own in keys)
    return Plan(groups, tuple(_samples(target.clauses)) if groups else ())


def _samples(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses on verification that speak of samples."""
    known = {clause.id: clause for clause in clauses}
    for clause in clauses:
        if words("samples").search(clause.text) and about(clause, known).topic is Topic.METHOD:
            yield clause
