"""What the licence of a standard lets be shown of it: one door for pages, exports and commands.

Clause text belongs to its publisher. With an excerpt the beginning of each text is shown, with none no text at all; labels,
titles, pages, and the figures that a comparison is about (85 dB(A) against 90 dB(A)) are facts, and are always told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.shelf import Licence
from ingest.clause import Part
from ingest.errors import UsageError
from matcher.match import DeviationKind

if TYPE_CHECKING:
    from app.state import Comparison
    from index.library import Library
    from ingest.clause import Clause, Document
    from matcher.confirming import Confirmation
    from matcher.match import Deviation, Match

Licences = Mapping[str, Licence]
"""By designation; a standard that is not named is told whole: it is the user's own file."""

EXCERPT = 200
"""Characters of a text whose licence allows an excerpt."""
_SENTENCES = frozenset(
    {DeviationKind.MISSING, DeviationKind.ADDED, DeviationKind.SCOPE, DeviationKind.CONDITION, DeviationKind.DEFINITION}
)
"""Deviations that quote a sentence."""
_QUOTING = frozenset({"words", "phrases"})
"""Evidence that quotes both sides."""


def licences_of(library: Library, names: Sequence[str]) -> dict[str, Licence]:
    """The licences of standards on file.

    Raises:
        UsageError: one is not on file.
    """
    return {name: library.licence(name) for name in names}


def licence_of(library: Library, name: str) -> Licence:
    """The licence of a standard; of one that was taken out the last that was stated: what the log quotes of it stays bound.

    Raises:
        LibraryError: the log is not what was written.
    """
    try:
        return library.licence(name)
    except UsageError:
        stated = library.log.entries(kind="licence", topic=name)
        return Licence(stated[-1].payload["licence"]) if stated else Licence.FULL


def told(text: str, licence: Licence | None) -> str:
    """A text as far as its licence lets it be told."""
    if licence is Licence.NONE:
        return ""
    return text if licence is not Licence.EXCERPT or len(text) <= EXCERPT else text[:EXCERPT].rstrip() + " …"


def told_quotes(texts: Sequence[str], licence: Licence | None) -> tuple[str, ...]:
    """What is quoted of one clause, each quote as far as its licence lets it be told; all of them share one excerpt.

    Cut by itself each of a dozen quotes would be an excerpt, and together they would be the clause. A quote of which nothing can
    be told is "…": there is a text, and it is not shown.
    """
    left, found = EXCERPT, []
    for text in texts:
        end = {Licence.NONE: 0, Licence.EXCERPT: left}.get(licence or Licence.FULL, len(text))
        left -= min(end, len(text))
        found.append(text if end >= len(text) else f"{text[:end].rstrip()} …".lstrip())
    return tuple(found)


def told_clause(clause: Clause, licence: Licence | None) -> Clause:
    """A clause with no more of its text than its licence lets be told; it is for the eye: its hash is that of another text."""
    if licence in (None, Licence.FULL):
        return clause
    text = told(clause.text, licence)
    end = 0 if licence is Licence.NONE else min(len(clause.text), EXCERPT)
    whole = text == clause.text and end + sum(map(_cells, clause.parts)) <= EXCERPT
    return replace(
        clause,
        text=text,
        parts=tuple(one for one in clause.parts if one.end <= end and (whole or one.table is None)) if end else (),
        references=tuple(one for one in clause.references if one.end <= end),
        sentences=tuple(one for one in clause.sentences if one.end <= end),
        origins=tuple(one for one in clause.origins if one.end <= end),
    )


def told_match(match: Match, licences: Licences) -> Match:
    """A proposal with the sentences and words that it quotes as far as the licences let them be told; figures are told always."""
    a, b = licences.get(match.a_standard), licences.get(match.b_standard)
    if a in (None, Licence.FULL) and b in (None, Licence.FULL) and not match.published:
        return match
    return replace(
        match,
        deviations=tuple(told_deviation(one, a, b) for one in match.deviations),
        evidence=tuple(
            replace(one, detail=told(told(one.detail, a), b)) if one.name in _QUOTING else one for one in match.evidence
        ),
        published=tuple(replace(one, note=told(one.note, licences.get(one.by))) for one in match.published),
    )


def told_deviation(deviation: Deviation, a: Licence | None, b: Licence | None) -> Deviation:
    """A deviation as far as the licences of A and B let what it quotes be told; figures are told always."""
    if deviation.kind not in _SENTENCES:
        return deviation
    return replace(deviation, a_text=told(deviation.a_text, a), b_text=told(deviation.b_text, b))


def told_confirmation(said: Confirmation, a: Licence | None, b: Licence | None) -> Confirmation:
    """A person's word on a deviation as ``told_deviation`` gives what it quotes."""
    if said.kind not in _SENTENCES:
        return said
    return replace(said, a_text=told(said.a_text, a), b_text=told(said.b_text, b))


def told_document(document: Document, licence: Licence | None) -> Document:
    """A standard with its clauses as ``told_clause`` gives them."""
    if licence in (None, Licence.FULL):
        return document
    return replace(document, clauses=tuple(told_clause(clause, licence) for clause in document.clauses))


def told_comparison(opened: Comparison) -> Comparison:
    """A comparison as a page may show it. Decisions are written with the comparison itself, whose texts have their own hashes."""
    a, b = (opened.licences.get(standard.designation) for standard in (opened.a, opened.b))
    if {a, b} <= {None, Licence.FULL}:
        return opened
    return replace(
        opened,
        a_clauses={key: told_clause(clause, a) for key, clause in opened.a_clauses.items()},
        b_clauses={key: told_clause(clause, b) for key, clause in opened.b_clauses.items()},
        matches=tuple(told_match(match, opened.licences) for match in opened.matches),
    )


def _cells(part: Part) -> int:
    """The characters in the cells of a table that stand nowhere else."""
    return sum(len(cell.text) for cell in part.table.cells) if part.table else 0
