"""What kind of thing a clause of the target asks for: nothing, a test, papers, or what only the maker and the scheme settle.

The words are ``tables/gap.toml``; types and aspects are those that the parser found. A clause is called a test method by the
titles above it, not by its aspect, which single words of a text can mislead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ingest.clause import Aspect, Clause, Kind, Provision
from ingest.provision import demanded, drafter
from matcher.gap import Because, GapClass, Ground, because
from matcher.gap_words import words
from matcher.statement import statements

_NO_CLAUSES = frozenset({Kind.FOREWORD, Kind.INTRODUCTION, Kind.BIBLIOGRAPHY, Kind.TERM})
_SITE = frozenset({"operator", "employer", "worker", "management", "organization"})
"""Roles that ``matcher.addressee`` names: what they must do is shown by no sample of a product."""
_ADMINISTRATIVE = (
    (Ground.MARKING, "marking", True),
    (Ground.LANGUAGE, "language", False),
    (Ground.REPRESENTATIVE, "representative", False),
    (Ground.FACTORY, "factory", False),
    (Ground.RENEWAL, "renewal", True),
)
"""Ground, group of words, and whether titles alone are asked."""


class Topic(StrEnum):
    """What a clause asks for."""

    LEFT = "left out"
    PRODUCT = "product"
    METHOD = "test method"
    DOCUMENT = "document"
    ADMINISTRATIVE = "administrative"


@dataclass(frozen=True, slots=True)
class About:
    """The topic of a clause; ``why`` it is left out ("" else), and the ``ground`` of a class that no test settles."""

    topic: Topic
    why: str = ""
    ground: Because | None = None


def about(clause: Clause, clauses: Mapping[str, Clause]) -> About:
    """What a clause asks for; ``clauses`` are those of its standard by id."""
    titles = chain(clause, clauses)
    is_method = any(words("method").search(title) for title in titles)
    why = _left(clause, titles, is_method=is_method)
    if why:
        return About(Topic.LEFT, why)
    for ground, group, in_titles in _ADMINISTRATIVE:
        if any(words(group).search(text) for text in (titles if in_titles else (*titles, clause.text))):
            return About(Topic.ADMINISTRATIVE, ground=because(ground, GapClass.ADMINISTRATIVE))
    papers = _papers(clause, clauses, titles)
    if papers and not is_method:
        return About(Topic.DOCUMENT, ground=because(papers, GapClass.DOCUMENT))
    return About(Topic.METHOD if is_method else Topic.PRODUCT)


def chain(clause: Clause, clauses: Mapping[str, Clause]) -> tuple[str, ...]:
    """The title of a clause and those above it, its own first."""
    found = [clause.title]
    parent = clauses.get(clause.parent)
    while parent is not None:
        found.append(parent.title)
        parent = clauses.get(parent.parent)
    return tuple(title for title in found if title)


def _left(clause: Clause, titles: tuple[str, ...], *, is_method: bool) -> str:
    """Why a clause is no requirement; "" where it is one."""
    if clause.kind in _NO_CLAUSES or clause.aspect is Aspect.DEFINITION:
        return "definition" if clause.kind is Kind.TERM or clause.aspect is Aspect.DEFINITION else Provision.STATEMENT.value
    if not clause.text.strip():
        return "heading"
    if titles and words("left_out").fullmatch(titles[-1].strip()):
        return Provision.STATEMENT.value
    if clause.provision in (Provision.REQUIREMENT, Provision.INSTRUCTION):
        return ""
    if clause.provision in (Provision.RECOMMENDATION, Provision.PERMISSION):
        return clause.provision.value
    # a procedure is told without a verb that demands it: "the mixture is ignited ten times"
    ambiguous = demanded(clause.text, clause.lang, drafter(clause.standard)) is Provision.UNSURE
    return "" if is_method or ambiguous else Provision.STATEMENT.value


def _papers(clause: Clause, clauses: Mapping[str, Clause], titles: tuple[str, ...]) -> Ground | None:
    parent, aspects = clauses.get(clause.parent), [clause.aspect]
    while parent is not None:
        aspects.append(parent.aspect)
        parent = clauses.get(parent.parent)
    if Aspect.MANAGEMENT in aspects or Aspect.PERSONNEL in aspects:
        return Ground.SITE
    if _addressed(clause) & _SITE:
        return Ground.SITE
    if clause.aspect is Aspect.DOCUMENTS or any(words("document").search(title) for title in titles):
        return Ground.PAPERS
    return None


@lru_cache(maxsize=4096)
def _addressed(clause: Clause) -> frozenset[str]:
    """Who must, by the provisions of a clause."""
    return frozenset(one.addressee for one in statements(clause))
