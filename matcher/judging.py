"""Deviations and relation of every group of a pairing: sentences are embedded once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.space import joint_space
from ingest.clause import Clause, Document
from matcher.coverage import Coverage, Said, said
from matcher.definitions import Stake, at_stake, differing_terms, terms
from matcher.deviation import Parts, deviations, is_reworded, is_scope
from matcher.explain import path
from matcher.match import Deviation, DeviationKind, Reason, Relation, Side
from matcher.parameters import Parameters
from matcher.relate import SAME_WORDS, TERMS, TYPICAL, Demands, Implication, Judged, Rationale, demands, relate
from matcher.remembering import Remembering
from matcher.retrieve import Scorer
from matcher.scope import scope_relation
from matcher.standing import by_itself, scorer_of, standings
from matcher.tokens import token_encoder, tokens_of
from matcher.unsaid import Piece, by_tokens, features, pieces, unsaid

Array = NDArray[np.float32]
_SAME = frozenset({Relation.EQUAL, Relation.EQUIVALENT})
_PORTION = 64
"""Pairs whose tokens are held in memory together."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one pair of clause groups; ``stakes``: terms in it that the two standards define differently."""

    judged: Judged
    deviations: tuple[Deviation, ...]
    demands: Demands
    stakes: tuple[Stake, ...] = ()


@dataclass(frozen=True)
class Divided:
    """The parts of both sides' sentences, their similarity (a parts, b parts), and their features of ``matcher.unsaid``."""

    a: tuple[Piece, ...]
    b: tuple[Piece, ...]
    similarity: Array
    of_a: NDArray[np.float64]
    of_b: NDArray[np.float64]


def judge(
    pairs: Sequence[tuple[Sequence[Clause], Sequence[Clause]]],
    a: Document,
    b: Document,
    encoder: Encoder,
    parameters: Parameters,
    *,
    scorer: Scorer | None = None,
    alone: bool = False,
) -> list[Verdict]:
    """A verdict for each pair of groups of clauses of ``a`` and ``b``, in order.

    A relation depends on its pair and on the two documents, not on which other pairs are asked for. ``scorer`` scores all
    clauses of ``a`` against those of ``b``, where one is at hand. ``alone``: the other clauses of the documents are not looked
    at, for who has no time for that (``standing.by_itself``).
    """
    encoder = encoder if isinstance(encoder, Remembering) else Remembering(encoder)
    sides = [tuple(said(ours) for ours, _ in pairs), tuple(said(theirs) for _, theirs in pairs)]
    flat = [[s for group in side for s in group] for side in sides]
    vectors = _vectors([[(s.sentence.text, s.clause.lang) for s in side] for side in flat], encoder)
    divided = parts_of(sides[0], sides[1], encoder, parameters.tokens)
    titles = {d.standard.designation: d for d in (a, b)}
    scopes = scope_relation(a, b)
    barred, limits_apart = scopes.apart, scopes.limits_apart
    verdicts = []
    alike = _blocks(vectors, sides)
    coverages = [
        Coverage(sides[0][k], sides[1][k], alike[k], parameters.coverage["said"], parameters.coverage["floor"])
        for k in range(len(pairs))
    ]
    if alone:
        stand = [by_itself(coverage, parameters.relation[TYPICAL]) for coverage in coverages]
    else:
        stand = standings(pairs, a, b, scorer or scorer_of(a, b, encoder, parameters), encoder)
    differ = []
    for k, (ours, theirs) in enumerate(pairs):
        parts = parted(divided[k], parameters.unsaid)
        found = deviations(ours, theirs, coverages[k], parts, lambda c: _above(c, titles), scopes)
        if barred:
            found = tuple(bar(d, barred) for d in found)
        elif limits_apart:
            found = tuple(bar(d, limits_apart) if d.kind is DeviationKind.LIMIT else d for d in found)
        differ.append(found)
    stakes = _stakes(pairs, differ, a, b)
    for k, (ours, theirs) in enumerate(pairs):
        scoped = scopes.bars_equal and is_scope(ours, theirs)
        out = _SAME if stakes[k] or scoped else frozenset({Relation.EQUAL}) if is_reworded(coverages[k]) else frozenset()
        judged = relate(differ[k], coverages[k], stand[k], weights=parameters.relation, barred=bool(barred), out=out)
        if not (barred or stakes[k] or scoped) and _verbatim(ours, theirs):
            judged = VERBATIM
        if stakes[k]:
            judged = replace(judged, reasons=(Reason(TERMS, 1.0, 1.0), *judged.reasons))
        verdicts.append(Verdict(judged, differ[k], demands(differ[k], coverages[k], stand[k]), stakes[k]))
    return verdicts


def prepared(clauses: Sequence[Clause], encoder: Encoder) -> Remembering:
    """An encoder that has met the sentences of clauses, all at once; for who judges pairs of several standards one by one."""
    remembering = encoder if isinstance(encoder, Remembering) else Remembering(encoder)
    each = [said([clause]) for clause in clauses]
    cut = [piece for own in each for piece in pieces(own)]
    texts = {s.sentence.text for own in each for s in own} | {piece.sentence.text for piece in cut}
    if texts:
        remembering.encode(sorted(texts))
    known = token_encoder(remembering)
    if known:
        known.pieces(sorted({piece.said.clause.text for piece in cut}))
    return remembering


def _stakes(
    pairs: Sequence[tuple[Sequence[Clause], Sequence[Clause]]], differ: Sequence[Sequence[Deviation]], a: Document, b: Document
) -> list[tuple[Stake, ...]]:
    """For each pair the terms that both sides use and that the two standards define differently."""
    links = {(x.id, y.id): found for (ours, theirs), found in zip(pairs, differ, strict=True) for x in ours for y in theirs}
    differing = differing_terms(a, b, links, links)
    if not differing:
        return [()] * len(pairs)
    defined = terms(a), terms(b)
    return [at_stake(ours, theirs, defined, differing) for ours, theirs in pairs]


VERBATIM = Judged(Relation.EQUAL, Side.SAME, Rationale.SYNTACTIC, Implication.BOTH, (Reason(SAME_WORDS, 1.0, 1.0),))
"""What is said of the same words in the same language, however few they are."""


def _verbatim(ours: Sequence[Clause], theirs: Sequence[Clause]) -> bool:
    said_a, said_b = ([(c.lang, c.title.split(), c.text.split()) for c in side] for side in (ours, theirs))
    return said_a == said_b


def bar(deviation: Deviation, reason: str) -> Deviation:
    """The deviation as it stands between standards whose scopes are disjoint: not comparable, neither side the stricter."""
    return replace(deviation, comparable=False, stricter=Side.NOT_COMPARABLE, reason=reason)


def _above(clause: Clause, documents: Mapping[str, Document]) -> str:
    """Titles above a clause, its own, and the title of its standard: where a condition may be stated once for all."""
    document = documents.get(clause.standard)
    above = path(clause, document) if document else ()
    return "\n".join((clause.title, *reversed(above), document.standard.title if document else ""))


def parts_of(
    a: Sequence[tuple[Said, ...]], b: Sequence[tuple[Said, ...]], encoder: Encoder, weights: Mapping[str, float]
) -> list[Divided]:
    """The parts of the sentences of each pair of groups, how alike they are, and what makes each one-sided.

    ``weights`` of ``matcher.tokens``; an encoder that has no tokens leaves the features by tokens undecided.
    """
    cut = [[pieces(group) for group in side] for side in (a, b)]
    vectors = _vectors([[(p.sentence.text, p.said.clause.lang) for g in side for p in g] for side in cut], encoder)
    known = token_encoder(encoder)
    found = []
    for start in range(0, len(cut[0]), _PORTION):
        own = [side[start : start + _PORTION] for side in cut]
        texts = [p.said.clause.text for side in own for group in side for p in group]
        tokens = tokens_of(texts, known) if known else {}
        for x, y, alike in zip(*own, _blocks(vectors, cut)[start : start + _PORTION], strict=True):
            told = [
                by_tokens(ours, theirs, tokens, weights) if tokens else np.full((len(ours), 3), 0.5)
                for ours, theirs in ((x, y), (y, x))
            ]
            found.append(Divided(x, y, alike, features(x, y, alike, told[0]), features(y, x, alike.T, told[1])))
    return found


def parted(divided: Divided, weights: Mapping[str, float]) -> Parts:
    """The parts of both sides with what either does not say: where that is at least as probable as ``least`` of the weights."""
    only_a, only_b = (np.flatnonzero(unsaid(rows, weights) >= weights["least"]) for rows in (divided.of_a, divided.of_b))
    return Parts(divided.a, divided.b, divided.similarity, tuple(only_a.tolist()), tuple(only_b.tolist()))


def _blocks(vectors: tuple[Array, Array], sides: Sequence[Sequence[Sequence[object]]]) -> list[Array]:
    """The similarity of the texts of each pair of groups: (texts of a, texts of b); ``vectors`` hold all texts of a side."""
    ends = [np.cumsum([0, *(len(group) for group in side)]).tolist() for side in sides]
    return [vectors[0][ends[0][k] : ends[0][k + 1]] @ vectors[1][ends[1][k] : ends[1][k + 1]].T for k in range(len(sides[0]))]


def _vectors(sides: Sequence[Sequence[tuple[str, str]]], encoder: Encoder) -> tuple[Array, Array]:
    """Rows for the (text, language) of both sides, comparable across languages; every text is embedded once."""
    texts = sorted({text for side in sides for text, _ in side})
    place = {text: i for i, text in enumerate(texts)}
    encoded = encoder.encode(texts) if texts else np.zeros((0, encoder.dimensions), dtype=np.float32)
    ours, theirs = (encoded[[place[text] for text, _ in side]] for side in sides)
    langs = [[lang for _, lang in side] for side in sides]
    return joint_space(ours, langs[0], theirs, langs[1], encoder.means)
