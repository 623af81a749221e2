"""Assignments by the labels that people read and write, and as words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.errors import UsageError
from matcher.assignments import Assignment, assign, assignments, withdraw

if TYPE_CHECKING:
    from index.library import Library

Pair = tuple[str, str]
B_SIDE = "b:"


def assign_clauses(
    library: Library, pair: Pair, person: str, labels: Sequence[str], author: str, *, double: bool = False
) -> Assignment:
    """Assign a comparison, or the clauses and chapters of A (after ``b:``, of B) with these labels or ids.

    Raises:
        UsageError: no such clause; and what ``assign`` raises.
    """
    ours, theirs = _clauses(library, pair, labels)
    return assign(library, Assignment(*pair, person, author, ours, theirs, double))


def withdraw_clauses(library: Library, pair: Pair, person: str, labels: Sequence[str], author: str) -> tuple[Assignment, ...]:
    """Take back every assignment of a person in a comparison, or those of exactly these clauses.

    Raises:
        UsageError: there is none; and what ``withdraw`` raises.
    """
    wanted = _clauses(library, pair, labels)
    held = [one for one in assignments(library.log, *pair) if one.person == person]
    meant = [one for one in held if not labels or (set(one.a_clauses), set(one.b_clauses)) == (set(wanted[0]), set(wanted[1]))]
    if not meant:
        raise UsageError(f"nothing of this is assigned to {person}")
    return tuple(withdraw(library, one, author) for one in meant)


def assignment_words(library: Library, assignment: Assignment) -> tuple[str, str, str]:
    """What is assigned in the labels of its clauses ("" for the whole comparison), "double" or "", and who said so when."""
    parts = []
    for prefix, name, clauses in (
        ("", assignment.a_standard, assignment.a_clauses),
        (B_SIDE, assignment.b_standard, assignment.b_clauses),
    ):
        labels = {clause.id: clause.clause for clause in library.clauses(name)} if clauses else {}
        parts += [f"{prefix}{labels.get(clause, clause)}" for clause in clauses]
    return ", ".join(parts), "double" if assignment.double else "", f"{assignment.author}, {assignment.at[:10]}"


def _clauses(library: Library, pair: Pair, labels: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    own = [label for label in labels if not label.startswith(B_SIDE)]
    other = [label.removeprefix(B_SIDE) for label in labels if label.startswith(B_SIDE)]
    return clause_ids(library, pair[0], own), clause_ids(library, pair[1], other)


def clause_ids(library: Library, designation: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The ids of the clauses of a standard with these labels or ids.

    Raises:
        UsageError: a label is that of no clause, or of several.
    """
    found = []
    clauses = library.clauses(designation) if labels else ()
    for label in labels:
        meant = [clause.id for clause in clauses if label.strip() in (clause.id, clause.clause)]
        if len(meant) != 1:
            many = f" more than once, as {', '.join(meant)}" if meant else " nowhere"
            raise UsageError(f"{designation}: clause {label!r} occurs{many}")
        found.append(meant[0])
    return tuple(dict.fromkeys(found))
