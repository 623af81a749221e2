"""What the judgements of a library teach: accepted links are lessons, rejected links say what is to be told apart.

Whole top-level clauses of the first standard are held out to judge by, for a library may hold a single pair of standards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.clause import Clause, Document
from ingest.errors import UsageError
from matcher.decided import Standing, decided_pairs, standing
from matcher.ledger import judgements
from matcher.lessons import Lesson, Wording, wording_of
from matcher.match import Decision, Judgement, Relation

if TYPE_CHECKING:
    from index.library import Library

Key = tuple[str, str]
HELD_OUT = 0.25
LEARNT, ASKED = 40, 20
"""Fewer lessons teach nothing, and of fewer clauses held out no gain could be told from chance."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A pair of standards to judge by: the clauses of ``a`` that are held out, each with its counterparts (ids) in ``b``."""

    a: Document
    b: Document
    wanted: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgements of a library.

    ``lessons`` to learn from; ``rejected`` are pairs of them (positions) that a person said are not the same; ``asked`` is held
    out.
    """

    lessons: tuple[Lesson, ...]
    rejected: tuple[tuple[int, int], ...]
    asked: tuple[Asked, ...]

    @property
    def queries(self) -> int:
        """How many clauses are held out."""
        return sum(len(one.wanted) for one in self.asked)

    @property
    def marks(self) -> frozenset[str]:
        """The texts that are learnt from, by hash: an adapter says which they were without holding them."""
        return frozenset(mark(wording.passage) for lesson in self.lessons for wording in lesson.wordings)


@dataclass(frozen=True, slots=True)
class _Link:
    """A judged link: the clause of either side as it is learnt from, and its document, which is held out together."""

    told: Judgement
    a: Wording
    b: Wording

    @property
    def texts(self) -> frozenset[str]:
        return frozenset((self.a.passage, self.b.passage))

    @property
    def document(self) -> str:
        """The top-level clause of the first standard."""
        return f"{self.told.a_standard}/{self.told.a_clause.partition('/')[0]}"


def mark(text: str) -> str:
    """A text by its hash."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def judged(library: Library, known: frozenset[str] = frozenset()) -> Judged:
    """What the library's judgements teach, of texts that are still as they were judged.

    Top-level clauses are held out in the order of the hashes of their names, with every link elsewhere that has a text in common
    with theirs, until that is a quarter of all accepted links; none with a text that the model has learnt from before (``known``,
    by ``mark``). What is asked shares no text with what is learnt.

    Raises:
        UsageError: there are too few; it says how many are needed.
    """
    documents, links = _links(library)
    accepted = [one for one in links if one.told.decision is Decision.ACCEPT and one.told.relation is not Relation.NONE]
    teaching = [one for one in accepted if one.told.relation is not Relation.INTERSECTS and one.a.text != one.b.text]
    hidden = _hidden(teaching, known)
    learnt = [one for one in teaching if not one.texts & hidden]
    seen = frozenset[str]().union(*(one.texts for one in learnt))
    lessons = [Lesson((one.a, one.b), one.document) for one in learnt]
    rejected = _rejected([one for one in links if one.told.decision is Decision.REJECT and not one.texts & hidden], lessons)
    held = [
        one for one in teaching if one.texts & hidden and not one.texts & seen and not known.intersection(map(mark, one.texts))
    ]
    found = Judged(tuple(lessons), tuple(rejected), _asked(held, accepted, documents))
    if len(learnt) < LEARNT or found.queries < ASKED:
        needed = max(round(LEARNT / (1 - HELD_OUT)), round(ASKED / HELD_OUT))
        raise UsageError(
            f"too few judgements: {len(learnt)} accepted links to learn from and {found.queries} clauses held out to judge by, "
            f"{LEARNT} and {ASKED} are needed: about {needed} accepted links (the library has {len(teaching)} of texts that are "
            "still as they were judged), below several top-level clauses"
        )
    return found


def _worded(clause: Clause) -> Wording:
    """A clause as it is learnt from; where it is nothing but a title, that is its text."""
    wording = wording_of(clause)
    return wording if wording.text else Wording(wording.lang, "", wording.passage)


def _links(library: Library) -> tuple[dict[str, Document], list[_Link]]:
    """The standards that links were judged on, and the judgements that count on texts that have not changed since.

    The first standard of a pair is the first by designation, whichever way it was judged.
    """
    documents: dict[str, Document] = {}
    found: list[_Link] = []
    for pair in sorted({(min(pair), max(pair)) for pair in decided_pairs(library)}):
        try:
            documents |= {name: library.document(name) for name in pair if name not in documents}
        except UsageError:  # it was taken out: its words are gone
            continue
        clauses = {(clause.standard, clause.id): clause for name in pair for clause in documents[name].clauses}
        for one in judgements(library, *pair):
            sides = (one.a_standard, one.a_clause, one.a_hash), (one.b_standard, one.b_clause, one.b_hash)
            if one.a_clause and one.b_clause and all(standing(library, *side) is Standing.SAME for side in sides):
                found.append(_Link(one, *(_worded(clauses[side[:2]]) for side in sides)))
    return documents, found


def _hidden(links: Sequence[_Link], known: frozenset[str]) -> frozenset[str]:
    """The texts of the top-level clauses that are held out; none with which more than half of all links would be."""
    by_document: dict[str, set[str]] = {}
    for one in links:
        by_document.setdefault(one.document, set()).update(one.texts)
    hidden: frozenset[str] = frozenset()
    for name in sorted(by_document, key=mark):
        more = hidden | by_document[name]
        touched = sum(bool(one.texts & hidden) for one in links)
        if touched >= HELD_OUT * len(links):
            break
        if not known.intersection(map(mark, by_document[name])) and 2 * sum(bool(one.texts & more) for one in links) <= len(
            links
        ):
            hidden = more
    return hidden


def _asked(held: Sequence[_Link], accepted: Sequence[_Link], documents: Mapping[str, Document]) -> tuple[Asked, ...]:
    """What is held out, by pair of standards; every accepted counterpart of a clause is right."""
    right: dict[tuple[Key, str], set[str]] = {}
    for one in accepted:
        right.setdefault(((one.told.a_standard, one.told.a_clause), one.told.b_standard), set()).add(one.told.b_clause)
    found: dict[Key, dict[str, frozenset[str]]] = {}
    for one in held:
        query, other = (one.told.a_standard, one.told.a_clause), one.told.b_standard
        found.setdefault((query[0], other), {})[query[1]] = frozenset(right[query, other])
    return tuple(Asked(documents[a], documents[b], wanted) for (a, b), wanted in found.items())


def _rejected(links: Sequence[_Link], lessons: list[Lesson]) -> list[tuple[int, int]]:
    """The pairs of lessons that hold the clauses of rejected links.

    A clause that no accepted link holds becomes a lesson of its own, with its title and without, at the end of ``lessons``; one
    without title or without text cannot.
    """
    place: dict[str, int] = {}
    for number, lesson in enumerate(lessons):
        for wording in lesson.wordings:
            place.setdefault(wording.passage, number)
    found = []
    for one in links:
        ends = []
        for wording in (one.a, one.b):
            if wording.passage not in place and wording.title and wording.text:
                place[wording.passage] = len(lessons)
                both = Wording(wording.lang, "", wording.text), Wording(wording.lang, "", wording.passage)
                lessons.append(Lesson(both, one.document))
            if wording.passage in place:
                ends.append(place[wording.passage])
        if len(ends) == 2 and ends[0] != ends[1]:
            found.append((ends[0], ends[1]))
    return found
