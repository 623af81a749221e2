"""Search as the command line offers it: one text or a list of clauses, in a list or in the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.sources import open_library
from ingest.clause import Clause
from ingest.errors import UsageError
from ingest.jsonl import json_line

if TYPE_CHECKING:
    from index.encoder import Encoder
    from matcher.match import Candidate

SNIPPET = 160


@dataclass(frozen=True, slots=True)
class Place:
    """Where to search: a clause list (``corpus``) or the library, there only one language or one standard."""

    library: Path | None = None
    corpus: Path | None = None
    lang: str | None = None
    standard: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The queries, the ranked candidates of each, and the clauses that the candidates name by (standard, id)."""

    queries: Sequence[Clause]
    rankings: Sequence[Sequence[Candidate]]
    clauses: dict[tuple[str, str], Clause]


def search_place(
    text: str | None,
    queries: Path | None,
    place: Place,
    encoder: Encoder,
    *,
    top: int,
    joint: bool,
    progress: Callable[[int, int], None] | None = None,
) -> Found:
    """Search for ``text`` or for every clause of the list ``queries``; a query's own standard is left out.

    Raises:
        UsageError: an empty text, an unknown clause, or nothing to search in.
    """
    from matcher.retrieve import search

    asked = _listed(queries) if queries else _query(text or "", place.library)
    own = "" if queries else asked[0].standard
    everything = _listed(place.corpus) if place.corpus else _library_clauses(place.library)
    wanted = _standard(place)
    clauses = [c for c in everything if c.standard != own or not own]
    clauses = [c for c in clauses if place.lang in (None, c.lang) and wanted in (None, c.standard)]
    if not clauses:
        raise UsageError("nothing to search in: check --lang and --standard, or add standards with: clausebridge ingest FILE…")
    rankings = search(asked, clauses, encoder, top=top, joint=joint, progress=progress)
    return Found(asked, rankings, {(c.standard, c.id): c for c in clauses})


def batch_rows(found: Found) -> Iterator[str]:
    """The rows of the batch contract, one JSON object a line."""
    for query, candidates in zip(found.queries, found.rankings, strict=True):
        for rank, candidate in enumerate(candidates, 1):
            label = found.clauses[candidate.standard, candidate.clause_id].clause
            row = {"a_standard": query.standard, "a_clause": query.clause, "rank": rank}
            row |= {"b_standard": candidate.standard, "b_clause": label, "confidence": round(candidate.score, 4)}
            yield json_line(row)


def result_lines(found: Found) -> Iterator[str]:
    """The results of one query for a reader: rank, confidence, where, title and the beginning of the text."""
    for rank, candidate in enumerate(found.rankings[0], 1):
        clause = found.clauses[candidate.standard, candidate.clause_id]
        text = " ".join(f"{clause.title} {clause.text}".split())
        yield f"{rank:3} {candidate.score:5.2f}  {clause.standard}  {clause.clause}  {text[:SNIPPET]}"


def _listed(path: Path) -> list[Clause]:
    from ingest.read import read

    return [clause for document in read(path) for clause in document.clauses]


def _library_clauses(location: Path | None) -> list[Clause]:
    library = open_library(location)
    if library is None:
        raise UsageError("there is no library yet. Make one with: clausebridge ingest FILE…")
    with library:
        return [clause for s in library.standards() for clause in library.clauses(s.designation)]


def _standard(place: Place) -> str | None:
    """The designation that ``--standard`` means: as written in a clause list, looked up in the library."""
    if place.standard is None or place.corpus:
        return place.standard
    library = open_library(place.library)
    if library is None:
        return place.standard
    with library:
        return library.standard(place.standard).designation


def _query(text: str, location: Path | None) -> list[Clause]:
    """The query as a clause: of the library for STANDARD#CLAUSE, else free text that belongs to no standard."""
    from ingest.language import language

    if not text.strip():
        raise UsageError("the text to search for is empty")
    designation, hash_sign, label = text.rpartition("#")
    library = open_library(location) if hash_sign else None
    if library is None:
        return [Clause(standard="", clause="", lang=language(text), text=text)]
    with library:
        standard = library.standard(designation)
        found = [c for c in library.clauses(standard.designation) if label in (c.clause, c.id)]
    if not found:
        raise UsageError(f"{standard.designation} has no clause {label}")
    return found[:1]
