"""The types of a comparison of two editions of one standard: what became of each clause, and why a decision on it is in doubt.

Three questions are kept apart. What became of the text of a clause (``Change``). What else it says that its own words do not:
what it refers to, the terms it uses, the heading it stands below (``Cause``, one step and no further). And which decisions that
puts in doubt: a clause is *kept* where its text is the same and so is all that it leans on, every other is suspect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from ingest.clause import Clause


class Change(StrEnum):
    """What became of a clause from one edition to the next.

    MOVED: the same text under another number. EDITORIAL: other words that a drafting rule puts for one another, all of them in a
    table (``tables/editorial.toml``); any other difference is CHANGED. SPLIT: one clause became several; MERGED: several became
    one. NEW stands in the new edition alone, WITHDRAWN in the old one.
    """

    UNCHANGED = "unchanged"
    MOVED = "moved"
    EDITORIAL = "editorial"
    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    WITHDRAWN = "withdrawn"


SAME_TEXT = frozenset({Change.UNCHANGED, Change.MOVED})
"""What leaves a text as it is."""
PAIRED = SAME_TEXT | {Change.EDITORIAL, Change.CHANGED}
"""What leaves one clause of either edition."""


class Touch(StrEnum):
    """What a difference of words touches; the first of a clause that applies leads."""

    NUMBER = "number"
    UNIT = "unit"
    VERB = "verb"
    CONDITION = "condition"
    REFERENCE = "reference"
    TITLE = "title"
    WORDS = "words"


class Lean(StrEnum):
    """How the meaning of a clause leans on another place of its standard; BELOW: a heading without text is what it holds."""

    REFERENCE = "reference"
    TERM = "term"
    HEADING = "heading"
    BELOW = "below"
    STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a clause with the same text may say something else: it leans on ``clause`` (an id), of which ``change`` is told.

    ``clause`` is one of the old edition, of the new one where it is NEW. ``words`` name what stands between: the label that is
    cited, the name of the term, the title of the heading, or the designation of the cited standard.
    """

    lean: Lean
    clause: str
    change: Change
    words: str = ""


@dataclass(frozen=True, slots=True)
class EditionClause:
    """What became of clauses: ids of the old edition, ids of the new one, and why they are suspect where the text is not.

    One id on either side but for SPLIT and MERGED; an empty side for NEW and WITHDRAWN. ``touches`` are told where the text
    differs.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    change: Change
    causes: tuple[Cause, ...] = ()
    touches: tuple[Touch, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether a decision on it holds as it is."""
        return self.change in SAME_TEXT and not self.causes

    @property
    def editorial(self) -> bool:
        """Whether nothing but the wording differs, of it and of what it leans on."""
        own = self.change in SAME_TEXT | {Change.EDITORIAL}
        return own and not self.kept and all(cause.change is Change.EDITORIAL for cause in self.causes)

    @property
    def suspect(self) -> bool:
        """Whether a decision on it is in doubt; of a clause that is new there is none."""
        return not self.kept and self.change is not Change.NEW


@dataclass(frozen=True)
class EditionMap:
    """What became of every clause of two editions, in the order of the new edition, withdrawn ones where they stood.

    ``contents`` are the hashes of the contents of both editions by designation, as they were compared.
    """

    old: str
    new: str
    rows: tuple[EditionClause, ...]
    contents: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def of_old(self) -> Mapping[str, EditionClause]:
        """The row of each clause of the old edition."""
        return {clause: row for row in self.rows for clause in row.old}

    @cached_property
    def of_new(self) -> Mapping[str, EditionClause]:
        """The row of each clause of the new edition."""
        return {clause: row for row in self.rows for clause in row.new}

    def having(self, *changes: Change) -> tuple[EditionClause, ...]:
        """The rows with one of these changes."""
        return tuple(row for row in self.rows if row.change in changes)


@dataclass(frozen=True, slots=True)
class Succession:
    """A person's word that one edition replaces another, with the map of clauses on which it rests.

    The log gives ``entry`` and ``at`` (ISO 8601, UTC).
    """

    map: EditionMap
    author: str
    note: str = ""
    entry: int = 0
    at: str = ""

    @property
    def old(self) -> str:
        """The designation of the edition that is replaced."""
        return self.map.old

    @property
    def new(self) -> str:
        """The designation of the edition that replaces it."""
        return self.map.new


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of the old text that became characters of the new one; an empty side is an insertion or a deletion."""

    old: tuple[int, int]
    new: tuple[int, int]
    touches: tuple[Touch, ...]


Clauses = Mapping[str, Clause]
"""Clauses by id, in reading order."""


def row_of_map(row: EditionClause) -> dict[str, object]:
    """A row as JSON values; ids and words of the two editions, never a sentence of them."""
    causes = [[one.lean.value, one.clause, one.change.value, one.words] for one in row.causes]
    return {
        "old": list(row.old), "new": list(row.new), "change": row.change.value, "causes": causes,
        "touches": [one.value for one in row.touches],
    }  # fmt: skip


def map_of_row(row: Mapping[str, object]) -> EditionClause:
    """The row of ``row_of_map``; ``KeyError`` or ``ValueError`` where it is none."""
    old, new, causes, touches = (row.get(name) or [] for name in ("old", "new", "causes", "touches"))
    if not (isinstance(old, list) and isinstance(new, list) and isinstance(causes, list) and isinstance(touches, list)):
        raise TypeError("no row of a map of editions")
    told = tuple(Cause(Lean(lean), str(clause), Change(change), str(words)) for lean, clause, change, words in causes)
    return EditionClause(tuple(old), tuple(new), Change(str(row["change"])), told, tuple(map(Touch, touches)))
