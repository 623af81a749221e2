"""Frozen lines: their keys and hashes, and what two versions have otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from index.log import canonical
from index.rows import digest
from matcher.record import Row, Version

COMPARED = (
    "decision", "relation", "stricter", "rationale", "deviations", "reason", "note", "author", "a_label", "b_label", "a_hash",
    "b_hash", "a_edition", "b_edition", "a_standing", "b_standing",
)  # fmt: skip
"""What two versions of a line can differ in, in the order in which it is told."""


def line_key(a: tuple[str, str], b: tuple[str, str]) -> str:
    """Ten hexadecimal digits that name a link, whichever of its sides (designation, clause id) is named first."""
    return digest(canonical(sorted((list(a), list(b)))))[:10]


def content_hash(content: Row) -> str:
    """The hash of what a version says."""
    return digest(canonical(content))


def intact(version: Version) -> bool:
    """Whether a version is what its hash says."""
    return content_hash(version.content) == version.hash


# ---- differences


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that one of two versions has alone ("added", "removed"), or has otherwise ("changed"): by field before and after.

    ``row`` is the line as it is later; as it was, where it is gone.
    """

    kind: str
    row: Row
    changes: Mapping[str, tuple[Any, Any]]


def differences(before: Iterable[Row], after: Iterable[Row]) -> tuple[Difference, ...]:
    """What ``after`` has otherwise than ``before``, in the order of its lines; what is gone comes last.

    When the same person says the same again, that is no difference; that another person answers for it is one.
    """
    old, new = ({row["key"]: row for row in rows} for rows in (before, after))
    found = []
    for key, row in new.items():
        if key not in old:
            found.append(Difference("added", row, {}))
        elif changes := {name: (old[key].get(name), row.get(name)) for name in COMPARED if old[key].get(name) != row.get(name)}:
            found.append(Difference("changed", row, changes))
    return (*found, *(Difference("removed", row, {}) for key, row in old.items() if key not in new))
