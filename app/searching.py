"""Search as the command line offers it: one text or a list of clauses, in a list or in the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.classing import Wanted, classes_on_file, fitting
from app.sources import open_library
from app.terminal import on_one_line
from ingest.clause import Clause, Document
from ingest.errors import UsageError
from ingest.jsonl import json_line

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from index.encoder import Encoder
    from matcher.match import Candidate

SNIPPET = 160


@dataclass(frozen=True, slots=True)
class Place:
    """Where to search: a clause list (``corpus``) or the library, there only one language, one standard, or some ``classes``."""

    library: Path | None = None
    corpus: Path | None = None
    lang: str | None = None
    standard: str | None = None
    classes: Wanted = field(default_factory=dict)


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
    from matcher.retrieve import embed

    asked = _listed(queries) if queries else _query(text or "", place.library)
    clauses, vectors = _in_list(place) if place.corpus else _in_library(place, encoder, progress)
    if not {c.standard for c in clauses} - ({asked[0].standard} if text else set()):
        raise UsageError(
            "nothing to search in: check --lang, --standard and the like, or add standards with: clausebridge ingest FILE…"
        )
    if vectors is None:
        vectors = embed(clauses, encoder, progress=progress)
    rankings = _ranked(asked, clauses, vectors, encoder, top=top, joint=joint, progress=progress)
    return Found(asked, rankings, {(c.standard, c.id): c for c in clauses})


def _ranked(
    asked: Sequence[Clause],
    clauses: Sequence[Clause],
    vectors: NDArray[float32],
    encoder: Encoder,
    *,
    top: int,
    joint: bool,
    progress: Callable[[int, int], None] | None,
) -> list[list[Candidate]]:
    """The ranking of each query; queries whose own standard is among ``clauses`` are asked apart, without it."""
    from matcher.retrieve import search

    there = {c.standard for c in clauses}
    by_own: dict[str, list[int]] = {}
    for number, query in enumerate(asked):
        by_own.setdefault(query.standard if query.standard in there else "", []).append(number)
    ranked: list[list[Candidate]] = [[] for _ in asked]
    for own, numbers in by_own.items():
        kept = [n for n, c in enumerate(clauses) if not own or c.standard != own]
        some, others = [asked[n] for n in numbers], [clauses[n] for n in kept]
        found = search(some, others, encoder, top=top, joint=joint, vectors=vectors[kept], progress=progress)
        for number, candidates in zip(numbers, found, strict=True):
            ranked[number] = candidates
    return ranked


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
        yield on_one_line(f"{rank:3} {candidate.score:5.2f}  {clause.standard}  {clause.clause}  {text[:SNIPPET]}")


def _listed(path: Path) -> list[Clause]:
    return [clause for document in _read(path) for clause in document.clauses]


def _read(path: Path) -> tuple[Document, ...]:
    from ingest.read import read

    return read(path)


def _in_list(place: Place) -> tuple[list[Clause], None]:
    """The clauses of the list, of the standard as it is written there; they have no vectors yet."""
    documents = _read(place.corpus) if place.corpus else ()
    asked = [d for d in documents if all(getattr(d.standard, name) == value for name, value in place.classes.items())]
    listed = [clause for document in asked for clause in document.clauses]
    return [c for c in listed if place.lang in (None, c.lang) and place.standard in (None, c.standard)], None


def _in_library(
    place: Place, encoder: Encoder, progress: Callable[[int, int], None] | None
) -> tuple[list[Clause], NDArray[float32]]:
    """The clauses on file and their vectors, row by row; ``--standard`` is looked up, however it is written."""
    import numpy as np

    library = open_library(place.library)
    if library is None:
        raise UsageError("there is no library yet. Make one with: clausebridge ingest FILE…")
    clauses: list[Clause] = []
    rows = [np.zeros((0, encoder.dimensions), dtype=np.float32)]
    with library:
        names = [library.standard(place.standard)] if place.standard else library.standards()
        asked = fitting(classes_on_file(library), place.classes) if place.classes else None
        for standard in names:
            if asked is not None and standard.designation not in asked:
                continue
            clauses += library.clauses(standard.designation)
            rows.append(library.vectors(standard.designation, encoder, progress=progress))
    kept = [n for n, clause in enumerate(clauses) if place.lang in (None, clause.lang)]
    return [clauses[n] for n in kept], np.concatenate(rows)[kept]


def _query(text: str, location: Path | None) -> list[Clause]:
    """The query as a clause: of the library for STANDARD#CLAUSE, else free text that belongs to no standard."""
    from ingest.designation import parse
    from ingest.language import language

    if not text.strip():
        raise UsageError("the text to search for is empty")
    free = [Clause(standard="", clause="", lang=language(text), text=text)]
    designation, hash_sign, label = text.rpartition("#")
    library = open_library(location) if hash_sign else None
    if library is None:
        return free
    with library:
        try:
            standard = library.standard(designation)
        except UsageError:
            if parse(designation) is None:
                return free  # a sentence with the sign in it
            raise
        found = [c for c in library.clauses(standard.designation) if label in (c.clause, c.id)]
    if not found:
        raise UsageError(f"{standard.designation} has no clause {label}")
    return found[:1]
