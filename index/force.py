"""Legal force: which regulations cite a standard or its clauses, in which edition, for what, and from when until when.

A row of a regulation is a fact that a person states; it is an entry of the log and nothing else. What a standard demands of
itself (``Provision``) is another question than whether a law demands it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Force(StrEnum):
    """The legal force of a standard or a clause: mandatory by its own mandate, cited by a regulation in force, or voluntary."""

    MANDATORY = "mandatory"
    CITED = "cited"
    VOLUNTARY = "voluntary"
    UNSAID = ""


class Purpose(StrEnum):
    """What a regulation cites a standard for."""

    REQUIREMENT = "requirement"
    METHOD = "test method"
    UNSAID = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One row: ``article`` of ``regulation`` cites ``standard`` (a designation, with its year where it is dated).

    ``edition`` is what else names the edition; ``clauses`` the labels that are cited, none for the whole standard; ``valid_from``
    and ``valid_to`` are ISO dates, the last day included, "" for no bound. ``entry`` is its number in the log.
    """

    regulation: str
    article: str
    standard: str
    edition: str = ""
    clauses: tuple[str, ...] = ()
    purpose: Purpose = Purpose.UNSAID
    valid_from: str = ""
    valid_to: str = ""
    entry: int = 0
