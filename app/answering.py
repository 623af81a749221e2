"""The hits of a search judged: relation, stricter side, deviations, limits, and what people said; only those that are shown.

A pair that stands in a comparison on file is told as it was proposed there. Any other is judged by its own two clauses and the
scopes of both standards, without looking at the rest of either document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from app.asking import Asked
from app.decided_hits import Said
from app.wording import N_
from ingest.clause import Clause, Document
from matcher.advise import advice
from matcher.match import Advice, Decision, Match, Relation
from matcher.turning import turned

if TYPE_CHECKING:
    from app.finding import Finder, Hit
    from index.encoder import Encoder
    from index.library import Library
    from ingest.clause import Standard
    from matcher.judging import Verdict
    from matcher.limit_search import Compared

NO_SCOPE = N_("A sentence has no standard: whether the scopes agree, and which definitions hold, cannot be told.")
ONLY_QUANTITY = N_("Only the quantity was compared: what it limits, and for whom, was not asked for.")


@dataclass(frozen=True, slots=True)
class Answer:
    """A hit with what is known of it beside the query, which is A.

    ``confidence`` is the probability of being the counterpart, None for a decided one that the search did not find. ``match`` is
    what was judged of the pair; None where it was not looked at. ``limits``: the quantities of the query beside those here.
    ``compared`` says that the pair stands so in a comparison of the two standards.
    """

    clause: Clause
    confidence: float | None
    match: Match | None = None
    limits: tuple[Compared, ...] = ()
    said: Said | None = None
    compared: bool = False

    @property
    def advice(self) -> Advice:
        """What the program does at this confidence."""
        return Advice.SILENT if self.confidence is None else advice(self.confidence)


def relation_of(answer: Answer) -> Relation | None:
    """The relation of a hit: what a person said, else what was judged."""
    said = answer.said.judgement if answer.said else None
    if said is not None and said.decision is Decision.ACCEPT and said.relation is not None:
        return said.relation
    if said is not None and said.decision is Decision.REJECT:
        return Relation.NONE
    return answer.match.relation if answer.match else None


class Judges:
    """Judges hits in one library, for several sessions at once."""

    def __init__(self, library: Library, finder: Finder) -> None:
        self._library, self._finder = library, finder
        self._lock = Lock()
        self._head = -1
        self._standards: dict[str, Standard] = {}
        self._pairs: frozenset[tuple[str, str]] = frozenset()
        self._proposed: dict[tuple[str, str], dict[tuple[str, str], Match]] = {}

    def standard(self, name: str) -> Standard:
        """A standard on file, read once while the log says nothing new."""
        self._now()
        if name not in self._standards:
            self._standards[name] = self._library.standard(name)
        return self._standards[name]

    def document(self, name: str) -> Document:
        """A standard with its clauses."""
        return Document(self.standard(name), self._finder.clauses(name))

    def judged(self, asked: Asked, hits: Sequence[Hit], encoder: Encoder) -> tuple[Answer, ...]:
        """The hits with what can be judged of each, in their order."""
        found: dict[tuple[str, str], Match] = {}
        left: dict[str, list[Hit]] = {}
        known: set[tuple[str, str]] = set()
        for hit in hits:
            key = (hit.clause.standard, hit.clause.id)
            stored = self._stored(asked, hit.clause)
            if stored is not None:
                found[key] = stored
                known.add(key)
            elif not asked.is_quantity:
                left.setdefault(hit.clause.standard, []).append(hit)
        if left:
            documents = {name: self.document(name) for name in left}
            for hit, match in judged_pairs(asked, left, documents, encoder):
                found[hit.clause.standard, hit.clause.id] = match
        return tuple(self._answer(asked, hit, found, known) for hit in hits)

    def _answer(self, asked: Asked, hit: Hit, found: dict[tuple[str, str], Match], known: set[tuple[str, str]]) -> Answer:
        key = (hit.clause.standard, hit.clause.id)
        return Answer(hit.clause, hit.score, found.get(key), limits_beside(asked, hit.clause), compared=key in known)

    def _stored(self, asked: Asked, clause: Clause) -> Match | None:
        """What a comparison on file proposes for these two alone, the query as its A; None where none does."""
        ours = asked.clause.standard
        if asked.document is None:
            return None
        self._now()
        for pair in ((ours, clause.standard), (clause.standard, ours)):
            if pair in self._pairs:
                a, b = (asked.clause.id, clause.id) if pair[0] == ours else (clause.id, asked.clause.id)
                found = self._matches(pair).get((a, b))
                if found is not None:
                    return found if pair[0] == ours else turned(found)
        return None

    def _matches(self, pair: tuple[str, str]) -> dict[tuple[str, str], Match]:
        from app.state import load_comparison

        with self._lock:
            held = self._proposed.get(pair)
        if held is None:
            opened = load_comparison(self._library, *pair)
            one_to_one = [m for m in opened.matches if len(m.a_clauses) == len(m.b_clauses) == 1]
            held = {} if opened.older else {(m.a_clauses[0], m.b_clauses[0]): m for m in one_to_one}
            with self._lock:
                self._proposed[pair] = held
        return held

    def _now(self) -> None:
        """Let go of what was read before the last entry of the log."""
        head = self._library.log.head().number
        with self._lock:
            if head == self._head:
                return
            pairs = frozenset((one.a_standard, one.b_standard) for one in self._library.comparisons())
            self._standards, self._proposed, self._pairs, self._head = {}, {}, pairs, head


def judged_pairs(
    asked: Asked, hits: dict[str, list[Hit]], documents: dict[str, Document], encoder: Encoder
) -> list[tuple[Hit, Match]]:
    """What is judged of the query beside each hit; ``hits`` and ``documents`` by designation."""
    from matcher.judging import judge, prepared
    from matcher.parameters import shipped
    from matcher.scope import scope_relation

    every = [hit.clause for own in hits.values() for hit in own]
    remembering = prepared([asked.clause, *every], encoder)
    found = []
    for name, own in hits.items():
        a, b = asked.side, documents[name]
        scope = scope_relation(a, b).kind.value if asked.document else ""
        pairs = [([asked.clause], [hit.clause]) for hit in own]
        verdicts = judge(pairs, a, b, remembering, shipped(), alone=True)
        found += [(hit, _match(asked, hit, verdict, scope)) for hit, verdict in zip(own, verdicts, strict=True)]
    return found


def _match(asked: Asked, hit: Hit, verdict: Verdict, scope: str) -> Match:
    told = verdict.judged
    return Match(
        asked.clause.standard,
        (asked.clause.id,),
        hit.clause.standard,
        (hit.clause.id,),
        told.relation,
        round(hit.score, 4),
        stricter=told.stricter,
        deviations=verdict.deviations,
        advice=advice(hit.score),
        rationale=told.rationale.value,
        implication=told.implication.value,
        scope=scope,
        reasons=told.reasons,
    )


def limits_beside(asked: Asked, clause: Clause) -> tuple[Compared, ...]:
    """The quantities that are asked for beside those of a clause; of a sentence only those that it has in common.

    Where a sentence says what is limited, the differences that are judged tell which limit is stricter: the nearest number of one
    kind may limit something else (a cell of a table of classes, the temperature of a test).
    """
    from matcher.limit_search import Against, compared

    found = compared(asked.clause, clause, lambda one: one.title) if asked.quantities else ()
    return found if asked.is_quantity else tuple(one for one in found if one.verdict is Against.EQUAL)
