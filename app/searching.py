"""Search as the command line offers it: one text or a list of clauses, in a list or in the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.answering import Answer, judged_pairs, limits_beside
from app.asking import Asked
from app.asking import asked as read_query
from app.finding import Finder, Hit, ranked
from app.hit_wording import absent_words, answer_lines, snippet, unknown_words
from app.licensed import licences_of
from app.limits import Limits, clauses_within
from app.results import Results, Searcher, Wanted
from app.sources import open_library
from app.terminal import on_one_line
from ingest.clause import Clause, Document
from ingest.errors import UsageError
from ingest.jsonl import json_line

if TYPE_CHECKING:
    from app.requirements import Requirements
    from app.wording import Translate
    from index.encoder import Encoder
    from index.lexicon import Glossary
    from index.library import Library
    from index.shelf import Licence
    from matcher.rerank import Reranker

SNIPPET = 160
INDENT = " " * 11


@dataclass(frozen=True, slots=True)
class Place:
    """Where to search: a clause list (``corpus``) or the library, within ``limits``; ``terms``: a CSV of the user's own terms.

    ``as_of`` is the day as of which the library is searched, None for today.
    """

    library: Path | None = None
    corpus: Path | None = None
    limits: Limits = field(default_factory=Limits)
    terms: Path | None = None
    as_of: date | None = None


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
    asked: Sequence[Clause] = _listed(queries) if queries else ()
    context: Sequence[Clause] = ()
    if not queries:
        query = _query(text or "", place.library)
        asked, context = [query.clause], query.context
    licences: Mapping[str, Licence] = {}
    if place.corpus:
        rankings = _in_list(asked, place, encoder, glossary, top=top, joint=joint, reranker=reranker, progress=progress)
    else:
        with _opened(place.library, place.as_of) as library:
            limits = place.limits
            if limits.standard:  # however it is written
                limits = _with_standard(limits, library)
            finder = Finder(library, place.as_of)
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


def search_rows(
    asked: Requirements,
    place: Place,
    encoder: Encoder,
    wanted: Wanted,
    *,
    top: int,
    partial: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[dict[str, Any]]:
    """What the library answers to each of many requirements, as rows of ``batch.COLUMNS``; ``partial`` keeps what is done.

    Raises:
        UsageError: nothing to search in.
    """
    from app.batch import Batch, run
    from index.glossary import read_glossary

    with _opened(place.library, place.as_of) as library:
        limits = _with_standard(place.limits, library) if place.limits.standard else place.limits
        batch = Batch(asked, limits, wanted, top, glossary=read_glossary(place.terms) if place.terms else ())
        return run(Searcher(library, as_of=place.as_of), library, encoder, batch, partial=partial, progress=progress)


def requirements_of(path: Path, *, sheet: str = "", column: str = "") -> Requirements:
    """The requirements of a spreadsheet, or the clauses of a list.

    Raises:
        UsageError: it has no requirements.
        DocumentError: it cannot be read.
    """
    import hashlib

    from app.requirements import is_table, of_clauses, read_file

    if not path.exists() or is_table(path) or column:
        return read_file(path, sheet=sheet, column=column)
    return of_clauses(_listed(path), hashlib.sha256(path.read_bytes()).hexdigest())


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


def search_text(
    text: str, place: Place, encoder: Encoder, wanted: Wanted, *, top: int, progress: Callable[[int, int], None] | None = None
) -> tuple[Results, Mapping[str, Licence]]:
    """What the library answers to one text, judged, decided ones first; and the licences of what was found.

    Raises:
        UsageError: an empty text, an unknown clause, or nothing to search in.
    """
    from index.glossary import read_glossary

    glossary = read_glossary(place.terms) if place.terms else ()
    with _opened(place.library, place.as_of) as library:
        limits = _with_standard(place.limits, library) if place.limits.standard else place.limits
        searcher = Searcher(library, as_of=place.as_of)
        found = searcher.search(encoder, text, limits, wanted, top=top, glossary=glossary, progress=progress)
        names = {answer.clause.standard for answer in found.answers} | ({found.asked.clause.standard} - {""})
        licences = licences_of(library, sorted(names))
    if not found.found:
        raise UsageError("nothing to search in but the standard of the clause itself; `clausebridge ingest FILE…` adds others")
    return found, licences


def judged(text: str, found: Found, place: Place, encoder: Encoder) -> Results:
    """The hits of one text in a list, or in another order than the library's own, judged."""
    query = _query(text, place.library)
    hits: dict[str, list[Hit]] = {}
    for hit in found.rankings[0]:
        hits.setdefault(hit.clause.standard, []).append(hit)
    if place.corpus:
        documents = {document.standard.designation: document for document in _read(place.corpus)}
    else:
        with _opened(place.library) as library:
            documents = {name: library.document(name) for name in hits}
    matches = {(hit.clause.standard, hit.clause.id): match for hit, match in judged_pairs(query, hits, documents, encoder)}
    answers = [
        Answer(hit.clause, hit.score, matches[hit.clause.standard, hit.clause.id], limits_beside(query, hit.clause))
        for hit in found.rankings[0]
    ]
    return Results(query, tuple(answers), found=len(answers))


def result_lines(found: Results, licences: Mapping[str, Licence], _: Translate) -> Iterator[str]:
    """The results of one text for a reader: rank, confidence, where, title and the beginning of the text; below, what is said."""
    for said in found.absent:
        yield on_one_line(absent_words(said, _))
    for rank, answer in enumerate(found.answers, 1):
        clause = answer.clause
        sure = "    –" if answer.confidence is None else f"{answer.confidence:5.2f}"
        yield on_one_line(f"{rank:3} {sure}  {clause.standard}  {clause.clause}  {snippet(answer, licences, SNIPPET)}")
        for line in answer_lines(answer, found.asked, licences, _):
            yield on_one_line(f"{INDENT}{line}")


def unknown_language(found: Results, encoder: Encoder) -> Sequence[str]:
    """The language of the query, where the model does not know it."""
    from index.spoken import unknown

    return unknown(encoder.name, [found.asked.clause.lang])


def remarks(found: Results, _: Translate) -> Iterator[str]:
    """What a reader is to know of all results: what the text was taken for, and what could not be told."""
    if found.asked.by_words:
        clause = found.asked.clause
        yield _("this is the text of {standard}, {clause}; its own standard is left out").format(
            standard=clause.standard, clause=clause.cited
        )
    if words := unknown_words(found.asked, _):
        yield words


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


def _opened(location: Path | None, as_of: date | None = None) -> Library:
    library = open_library(location)
    if library is None:
        raise UsageError("there is no library yet. Make one with: clausebridge ingest FILE…")
    if as_of is not None and as_of < date.today():
        library.look_back(as_of)
    return library


def _with_standard(limits: Limits, library: Library) -> Limits:
    return replace(limits, standard=library.standard(limits.standard).designation)


def _query(text: str, location: Path | None) -> Asked:
    """What is asked: of the library for STANDARD#CLAUSE, else free text."""
    library = open_library(location) if "#" in text else None
    if library is None:
        return read_query(text, None)
    with library:
        return read_query(text, library)
