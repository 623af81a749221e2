"""Search as the command line offers it: one text or a list of clauses, in a list or in the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.finding import Finder, Hit, query_of, ranked
from app.licensed import licences_of, told_clause
from app.limits import Limits, clauses_within
from app.sources import open_library
from app.terminal import on_one_line
from ingest.clause import Clause, Document
from ingest.errors import UsageError
from ingest.jsonl import json_line

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.lexicon import Glossary
    from index.library import Library
    from index.shelf import Licence
    from matcher.rerank import Reranker

SNIPPET = 160


@dataclass(frozen=True, slots=True)
class Place:
    """Where to search: a clause list (``corpus``) or the library, within ``limits``; ``terms``: a CSV of the user's own terms."""

    library: Path | None = None
    corpus: Path | None = None
    limits: Limits = field(default_factory=Limits)
    terms: Path | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The queries, the ranked hits of each, languages of queries that the model does not know, and licences of the hits."""

    queries: Sequence[Clause]
    rankings: Sequence[Sequence[Hit]]
    unknown: Sequence[str]
    licences: Mapping[str, Licence] = field(default_factory=dict)


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
    from index.glossary import read_glossary
    from index.spoken import unknown
    from matcher.rerank import built_in

    reranker = None if joint else built_in(encoder)
    glossary = read_glossary(place.terms) if place.terms else ()
    asked, context = (_listed(queries), ()) if queries else _query(text or "", place.library)
    licences: Mapping[str, Licence] = {}
    if place.corpus:
        rankings = _in_list(asked, place, encoder, glossary, top=top, joint=joint, reranker=reranker, progress=progress)
    else:
        with _opened(place.library) as library:
            limits = place.limits
            if limits.standard:  # however it is written
                limits = _with_standard(limits, library)
            finder = Finder(library)
            collection = finder.collection(encoder, glossary=glossary, progress=progress)
            rankings = finder.found(
                asked,
                collection,
                encoder,
                limits=limits,
                context=context,
                top=top,
                joint=joint,
                reranker=reranker,
                progress=progress,
            )
            licences = licences_of(library, list({hit.clause.standard for hits in rankings for hit in hits}))
    if text and not rankings[0]:
        raise UsageError("nothing to search in but the standard of the clause itself; `clausebridge ingest FILE…` adds others")
    return Found(asked, rankings, unknown(encoder.name, (clause.lang for clause in asked)), licences)


def read_again(found: Found, reranker: Reranker, top: int) -> Found:
    """What was found, the best of it read again by a reranker; of each query the ``top`` hits."""
    from matcher.crossed import reranked

    rankings = reranked(found.queries, [[(hit.clause, hit.score) for hit in hits] for hits in found.rankings], reranker)
    return replace(found, rankings=[tuple(Hit(clause, score) for clause, score in ranking[:top]) for ranking in rankings])


def batch_rows(found: Found) -> Iterator[str]:
    """The rows of the batch contract, one JSON object a line."""
    for query, hits in zip(found.queries, found.rankings, strict=True):
        for rank, hit in enumerate(hits, 1):
            row = {"a_standard": query.standard, "a_clause": query.clause, "rank": rank}
            row |= {"b_standard": hit.clause.standard, "b_clause": hit.clause.clause, "confidence": round(hit.score, 4)}
            yield json_line(row)


def result_lines(found: Found) -> Iterator[str]:
    """The results of one query for a reader: rank, confidence, where, title and the beginning of the text."""
    for rank, hit in enumerate(found.rankings[0], 1):
        clause = told_clause(hit.clause, found.licences.get(hit.clause.standard))
        text = " ".join(f"{clause.title} {clause.text}".split())
        yield on_one_line(f"{rank:3} {hit.score:5.2f}  {clause.standard}  {clause.clause}  {text[:SNIPPET]}")


def _listed(path: Path) -> list[Clause]:
    return [clause for document in _read(path) for clause in document.clauses]


def _read(path: Path) -> tuple[Document, ...]:
    from ingest.read import read

    return read(path)


def _in_list(
    asked: Sequence[Clause],
    place: Place,
    encoder: Encoder,
    glossary: Glossary,
    *,
    top: int,
    joint: bool,
    reranker: Reranker | None,
    progress: Callable[[int, int], None] | None,
) -> list[tuple[Hit, ...]]:
    from index.embedding import embed

    clauses = clauses_within(_read(place.corpus) if place.corpus else (), place.limits)
    if not clauses:
        raise UsageError(f"{place.corpus}: has no clauses to search in")
    embedded = embed(clauses, encoder, progress=progress)
    return ranked(
        asked, clauses, embedded, encoder, top=top, joint=joint, glossary=glossary, reranker=reranker, progress=progress
    )


def _opened(location: Path | None) -> Library:
    library = open_library(location)
    if library is None:
        raise UsageError("there is no library yet. Make one with: clausebridge ingest FILE…")
    return library


def _with_standard(limits: Limits, library: Library) -> Limits:
    return replace(limits, standard=library.standard(limits.standard).designation)


def _query(text: str, location: Path | None) -> tuple[list[Clause], Sequence[Clause]]:
    """The query as a clause, and the clauses of its document: of the library for STANDARD#CLAUSE, else free text without any."""
    from ingest.designation import parse

    free = [query_of(text)]
    designation, hash_sign, label = text.rpartition("#")
    library = open_library(location) if hash_sign else None
    if library is None:
        return free, ()
    with library:
        try:
            standard = library.standard(designation)
        except UsageError:
            if parse(designation) is None:
                return free, ()  # a sentence with the sign in it
            raise
        clauses = library.clauses(standard.designation)
    found = [c for c in clauses if label in (c.clause, c.id)]
    if not found:
        raise UsageError(f"{standard.designation} has no clause {label}")
    return found[:1], clauses
