"""Two standards that adopt the same parent, brought together by way of it: suggestions with their chain, never decisions.

The parent must be the same edition, stated by both, and the scopes must be able to meet. Where the parent is on file, both are
compared with it, and what they publish of it counts for more than a proposal; where it is not, their published comparisons of
structure are joined at the labels of the parent. A relation is told only where it follows (``matcher.compose``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from ingest.clause import Document, Standard
from ingest.designation import parse, same
from ingest.listed import neutral
from ingest.published import published
from ingest.stated import LINKING
from matcher.beside import between
from matcher.compare import compare
from matcher.compose import compose
from matcher.match import Advice, Evidence, Match, Relation
from matcher.scope import apart
from matcher.several import meant

PIVOT = "pivot"
"""The name of the evidence."""
UNDETERMINED = "undetermined"
_MOST = 3
"""So many suggestions are told of a row."""
Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Derived:
    """Clause ``a`` of A and clause ``b`` of B (ids) answer to clause ``pivot`` (a label) of ``parent``.

    ``relation`` of A to B where it follows, else None; ``confidence`` in [0, 1]: the product of those of both links, a published
    one counting as 1; ``published`` says that both links are.
    """

    a: str
    b: str
    parent: str
    pivot: str
    relation: Relation | None
    confidence: float
    published: bool


@dataclass(frozen=True, slots=True)
class _Link:
    """A clause (id) of A or B against the parent: the relation in the direction of the chain, None where it is not known."""

    clause: str
    relation: Relation | None
    confidence: float
    published: bool


def common_parent(a: Standard, b: Standard) -> str:
    """The standard that both adopt, in the same edition; "" where there is none, or an edition is not stated."""
    if a.adopts is None or b.adopts is None:
        return ""
    first, second = a.adopts.designation, b.adopts.designation
    dated = parse(first)
    return first if dated and dated.year and same(first, second) else ""


def derive(
    a: Document, b: Document, parent: Document | None, encoder: Encoder, *, vectors: Mapping[str, Array] | None = None
) -> tuple[Derived, ...]:
    """What follows for ``a`` and ``b`` from their common parent, in the order of A; ``parent`` where it is on file."""
    name = common_parent(a.standard, b.standard)
    if not name or apart(a, b):
        return ()
    if parent is None:
        first, second = _by_label(a, name), _by_label(b, name)
        labels = {key: label for own in (second, first) for key, (label, _) in own.items()}
    else:
        first, second = (_against(one, parent, encoder, vectors, turned=turned) for one, turned in ((a, False), (b, True)))
        labels = {clause.id: clause.cited for clause in parent.clauses}
    found: dict[tuple[str, str], Derived] = {}
    for key in sorted(first.keys() & second.keys()):
        for one in first[key][1]:
            for other in second[key][1]:
                follows = compose(one.relation, other.relation) if one.relation and other.relation else None
                derived = Derived(
                    one.clause,
                    other.clause,
                    name,
                    labels[key],
                    follows,
                    round(one.confidence * other.confidence, 4),
                    one.published and other.published,
                )
                found[one.clause, other.clause] = max(found.get((one.clause, other.clause), derived), derived, key=_worth)
    ours, theirs = ({clause.id: at for at, clause in enumerate(document.clauses)} for document in (a, b))
    return tuple(sorted(found.values(), key=lambda one: (ours[one.a], -one.confidence, theirs[one.b])))


def _worth(one: Derived) -> tuple[bool, bool, float]:
    return one.published, one.relation is not None, one.confidence


def _by_label(document: Document, parent: str) -> dict[str, tuple[str, list[_Link]]]:
    """What ``document`` publishes of its parent, by the labels of that in a form that is the same in every language."""
    found: dict[str, tuple[str, list[_Link]]] = {}
    lang = document.standard.lang
    for link in published(document):
        key = neutral(link.other_clause, lang) if link.kind in LINKING and link.target and meant(link.other, parent) else ""
        if key:
            same_words = Relation.EQUAL if link.kind.value == "same" else None
            found.setdefault(key, (link.other_clause, []))[1].append(_Link(link.target, same_words, 1.0, published=True))
    return found


def _against(
    document: Document, parent: Document, encoder: Encoder, vectors: Mapping[str, Array] | None, *, turned: bool
) -> dict[str, tuple[str, list[_Link]]]:
    """What of ``document`` answers to each clause (id) of ``parent``; the relation is that of the parent where ``turned``.

    Of a link of several clauses no relation is told: it holds of them together.
    """
    pair = (parent, document) if turned else (document, parent)
    stated = {(one.a, one.b) for one in between(document, parent) if one.link.kind in LINKING and one.a and one.b}
    found: dict[str, tuple[str, list[_Link]]] = {}
    seen: set[tuple[str, str]] = set()
    for match in compare(*pair, encoder, vectors=vectors):
        if match.relation is Relation.NONE or match.advice is Advice.SILENT:
            continue
        ours, theirs = (match.b_clauses, match.a_clauses) if turned else (match.a_clauses, match.b_clauses)
        alone = len(ours) == len(theirs) == 1
        for own in ours:
            for other in theirs:
                told = (own, other) in stated
                link = _Link(own, match.relation if alone else None, 1.0 if told else match.confidence, told)
                found.setdefault(other, ("", []))[1].append(link)
                seen.add((own, other))
    for own, other in sorted(stated - seen):
        found.setdefault(other, ("", []))[1].append(_Link(own, None, 1.0, published=True))
    return found


def with_pivots(
    matches: Sequence[Match],
    documents: Sequence[Document],
    parents: Sequence[Document],
    encoder: Encoder,
    vectors: Mapping[str, Array] | None = None,
) -> tuple[Match, ...]:
    """``matches`` of the first of ``documents`` with the others, with what is derived by way of their common parents.

    ``parents`` are standards on file; a parent among ``documents`` serves as well.
    """
    first, *others = documents
    for other in others:
        name = common_parent(first.standard, other.standard)
        if name:
            parent = next((one for one in (*others, *parents) if same(one.standard.designation, name)), None)
            matches = with_derived(matches, derive(first, other, parent, encoder, vectors=vectors), first, other)
    return tuple(matches)


def with_derived(matches: Sequence[Match], derived: Sequence[Derived], a: Document, b: Document) -> tuple[Match, ...]:
    """``matches`` with what is derived of their clauses as evidence that has no share of the score; rows of others stay."""
    labels = {clause.id: clause.cited for clause in a.clauses}, {clause.id: clause.cited for clause in b.clauses}
    found = []
    for match in matches:
        between_them = match.b_standard in ("", b.standard.designation)
        own = [one for one in derived if (one.a in match.a_clauses if match.a_clauses else one.b in match.b_clauses)]
        own.sort(key=lambda one: (one.b not in match.b_clauses, -one.confidence))
        told = tuple(_evidence(one, *labels) for one in own[:_MOST]) if between_them else ()
        found.append(replace(match, evidence=(*match.evidence, *told)) if told else match)
    return tuple(found)


def _evidence(one: Derived, ours: Mapping[str, str], theirs: Mapping[str, str]) -> Evidence:
    relation = str(one.relation) if one.relation else UNDETERMINED
    return Evidence(PIVOT, one.confidence, " | ".join((one.parent, one.pivot, ours[one.a], theirs[one.b], relation)))
