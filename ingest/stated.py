"""The types of what standards state themselves: which clause answers to which clause of another standard, and what changed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from ingest.clause import Clause, Degree

_DEGREE = re.compile(r"\b(IDT|MOD|NEQ|EQV)\b|[≡≠]|(?<![\w≤≥])=(?![\w=])", re.IGNORECASE)
_DEGREES = {"IDT": Degree.IDT, "≡": Degree.IDT, "MOD": Degree.MOD, "EQV": Degree.MOD, "=": Degree.MOD}


class Said(StrEnum):
    """What a standard says of two clauses.

    CORRESPONDS: a comparison of structures sets them side by side, and says no more. ADDED: the own clause, or something in it,
    has nothing that answers to it; DELETED: the other one has nothing, or something of it is left out. REFERENCE: one standard
    stands for another where it is cited.
    """

    SAME = "same"
    CORRESPONDS = "corresponds"
    CHANGED = "changed"
    MOVED = "moved"
    ADDED = "added"
    DELETED = "deleted"
    REFERENCE = "reference"


LINKING = frozenset({Said.SAME, Said.CORRESPONDS, Said.CHANGED, Said.MOVED})
"""What says that two clauses answer to each other."""


@dataclass(frozen=True, slots=True)
class PublishedLink:
    """What a standard states: ``clause`` of ``standard`` against ``other_clause`` of ``other``; labels are as they are cited.

    ``standard`` is the standard itself, but for a REFERENCE, where it is the one that is cited in place of ``other``. ``other``
    is "" for an earlier edition that is not named, ``edition`` its year as stated, "" where none is. A label is "" for a whole
    standard, for what is told in words alone, and for the side that has nothing. ``target`` is the id of the own clause, ""
    where the document has none of that label. ``degree`` of correspondence, where one is given; ``note`` the words that say
    it, ``reason`` those that say why. It stands on ``page`` (1-based, 0 without pages) in characters ``start`` to ``end`` of
    the text of the clause ``source`` (an id); links of one row or sentence have the same.
    """

    standard: str
    clause: str
    other: str
    edition: str
    other_clause: str
    kind: Said
    source: str
    start: int
    end: int
    page: int = 0
    target: str = ""
    degree: Degree | None = None
    note: str = ""
    reason: str = ""


@cache
def words(table: str, name: str) -> re.Pattern[str]:
    """The pattern ``name`` of a table of ``tables/published.toml``."""
    plain = resources.files("ingest").joinpath("tables", "published.toml").read_text("utf-8")
    pattern = str(tomllib.loads(plain)[table][name])
    return re.compile(pattern.replace("\n", ""), re.IGNORECASE)


def degree_in(text: str) -> Degree | None:
    """The degree of correspondence that ``text`` names by its abbreviation or its older sign."""
    match = _DEGREE.search(text)
    return _DEGREES.get(match[0].upper(), Degree.NEQ) if match else None


def page_of(clause: Clause, at: int) -> int:
    """The page (1-based, 0 without pages) on which character ``at`` of the text of ``clause`` stands."""
    held = (origin.page for origin in clause.origins if origin.start <= at < origin.end)
    before = (origin.page for origin in reversed(clause.origins) if origin.start <= at)
    return next(held, 0) or next(before, 0) or clause.page
