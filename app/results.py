"""A search as page and command show it: what was asked, the hits, decided ones first, judged, and counted by facet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from app.answering import Answer, Judges, relation_of
from app.asking import Asked, as_on_file, asked, same_words
from app.decided_hits import Decided, Heard, Said, fits
from app.facets import Facets, counted
from app.finding import Finder, Hit, Progress
from app.limits import Limits
from app.quantity_search import by_quantity
from matcher.match import Decision, Relation

if TYPE_CHECKING:
    from index.collection import Collection
    from index.encoder import Encoder
    from index.lexicon import Glossary
    from index.library import Library
    from ingest.clause import Clause

DEEP = 50
"""So many hits are counted by facet, and looked through where only some relations or decisions are asked for."""
KEPT = 32
"""Results that are kept, the latest."""
_ORDER = {Decided.ACCEPTED: 0, Decided.UNSURE: 1, Decided.NO: 2, Decided.REJECTED: 3}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What hits are shown beside ``Limits``: only those so decided, only those of a relation (the query is A); None: all."""

    decided: Decided | None = None
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found.

    ``answers`` are what is shown, decided ones first, rejected ones last; ``absent`` where a person found that a standard has no
    counterpart; ``facets`` count all that was ``found``.
    """

    asked: Asked
    answers: tuple[Answer, ...]
    absent: tuple[Said, ...] = ()
    facets: Facets = field(default_factory=dict)
    found: int = 0


class Searcher:
    """Searches and judges in one library, for several sessions at once."""

    def __init__(self, library: Library, *, as_of: date | None = None) -> None:
        """``as_of`` is the day whose status and legal force count; None: today."""
        self._library, self._as_of = library, as_of
        self.finder = Finder(library, as_of)
        self.judges = Judges(library, self.finder)
        self.heard = Heard(library)
        self._keeping = Lock()
        self._kept: dict[tuple[object, ...], Results] = {}

    def search(
        self,
        encoder: Encoder,
        text: str | Asked,
        limits: Limits | None = None,
        wanted: Wanted | None = None,
        *,
        top: int = 10,
        glossary: Glossary = (),
        progress: Progress | None = None,
    ) -> Results:
        """The ``top`` hits for a text, or for what was read of one, that are within the limits and wanted.

        Raises:
            UsageError: an empty text, a clause that is not on file, or nothing to search in.
            LibraryError: clauses, vectors or the log are damaged.
        """
        query = text if isinstance(text, Asked) else asked(text, self._library, self.finder.clauses)
        collection = self.finder.collection(encoder, glossary=glossary, progress=progress)
        head = self._library.log.head().number
        day = self._as_of or date.today()  # of a result with limits on status and force the day is part
        key = (id(collection), head, day, query.clause, limits, wanted, top)
        found = self._kept.get(key)
        if found is None:
            found = self._searched(encoder, collection, query, limits or Limits(), wanted or Wanted(), top)
            with self._keeping:  # another session may be putting a result away
                while len(self._kept) >= KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[key] = found
        return found

    def _searched(
        self, encoder: Encoder, collection: Collection, query: Asked, limits: Limits, wanted: Wanted, top: int
    ) -> Results:
        hits = self._hits(encoder, collection, query, limits, max(top, DEEP))
        if query.document is None and (same := same_words(query.clause.text, (hit.clause for hit in hits))):
            query = as_on_file(same, self.judges.document(same.standard))
            hits = self._hits(encoder, collection, query, limits, max(top, DEEP))
        told = self.heard.of(query.clause.standard, query.clause.id) if query.document else ()
        every = self._with_decided(hits, told, collection, limits)
        shown = [one for one in every if fits(one.said, wanted.decided)]
        if wanted.relation is None:
            shown = self._judged(query, shown[:top], encoder)
        else:
            judged = self._judged(query, shown, encoder)
            shown = [one for one in judged if relation_of(one) is wanted.relation][:top]
        known = {(one.clause.standard, one.clause.id): one for one in shown}
        told_of = [known.get((one.clause.standard, one.clause.id), one) for one in every]
        absent = tuple(one for one in told if one.judgement.decision is Decision.NO_COUNTERPART and not one.judgement.b_clause)
        return Results(query, tuple(shown), absent, counted(self._library, told_of, self._as_of), len(every))

    def _hits(self, encoder: Encoder, collection: Collection, query: Asked, limits: Limits, top: int) -> Sequence[Hit]:
        from matcher.rerank import built_in

        if query.is_quantity:
            return by_quantity(self.finder, query, collection, encoder, limits, top)
        found = self.finder.found(
            [query.clause], collection, encoder, limits=limits, context=query.context, top=top, reranker=built_in(encoder)
        )
        return found[0]

    def _with_decided(self, hits: Sequence[Hit], told: Sequence[Said], collection: Collection, limits: Limits) -> list[Answer]:
        """The hits with what was said of them: accepted links first, found or not, then unsure ones, rejected ones last."""
        links = {(one.judgement.b_standard, one.judgement.b_clause): one for one in told if one.judgement.b_clause}
        found = [Answer(hit.clause, hit.score, said=links.get((hit.clause.standard, hit.clause.id))) for hit in hits]
        there = {(one.clause.standard, one.clause.id) for one in found}
        for key, said in links.items():
            if key not in there and said.state is not Decided.REJECTED and key[0] in collection.contents:
                clause = self._within(key, limits)
                found += [Answer(clause, None, said=said)] if clause else []
        return sorted(found, key=lambda one: _ORDER[one.said.state if one.said else Decided.NO])

    def _within(self, key: tuple[str, str], limits: Limits) -> Clause | None:
        """A clause on file that meets the limits; None where it does not, or is gone."""
        from app.limits import clauses_within
        from ingest.errors import UsageError

        clause = next((one for one in self.finder.clauses(key[0]) if one.id == key[1]), None)
        if clause is None:
            return None
        document = replace(self.judges.document(key[0]), clauses=(clause,))
        try:
            return clause if clauses_within([document], limits) else None
        except UsageError:
            return None

    def _judged(self, query: Asked, answers: Sequence[Answer], encoder: Encoder) -> list[Answer]:
        hits = [Hit(one.clause, one.confidence or 0.0) for one in answers]
        judged = self.judges.judged(query, hits, encoder)
        return [replace(new, said=old.said, confidence=old.confidence) for new, old in zip(judged, answers, strict=True)]


def standards_of(results: Results) -> list[str]:
    """The standards that are shown, each once."""
    return list(dict.fromkeys(one.clause.standard for one in results.answers))
