"""The evidence of a proposal: every signal with its value, its share of the score and the characters that carried it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from index.encoder import Encoder
from ingest.clause import Clause, Document
from matcher.align import Link
from matcher.match import Evidence, Match, Span, View
from matcher.pairing import Pairing
from matcher.phrases import Said, same_words
from matcher.signals import (
    anchor_evidence,
    children_evidence,
    context_evidence,
    dense_evidence,
    language_evidence,
    length_evidence,
    modality_evidence,
    order_evidence,
    path_evidence,
    title_evidence,
    tree_evidence,
    word_evidence,
)

_SHOWN_AS = {"hubs": "meaning", "modality": "provision", "parent": "headings", "earlier": "context", "later": "context"}
"""Under which evidence a part of the score is told, where that has another name. Hubs correct the meaning (CSLS)."""
_TOLD = 0.02
"""A part of the score without evidence of its own is told from this share on."""
_PAIRS = 4


def evidence(pairing: Pairing, link: Link, cited: str = "") -> tuple[Evidence, ...]:
    """The signals behind ``link``, what the texts say first, then where they stand; only those that tell something.

    The shares of all evidence add up, sign aside, to 1: a negative share speaks against the link. ``cited`` tells which clause of
    another standard refers to this one, and to what of it.
    """
    a, b = pairing.a.clauses[link.a], pairing.b.clauses[link.b]
    parts = _parts(pairing.contributions(link.a, link.b))
    similarity = float(pairing.scorer.ours[link.a] @ pairing.scorer.theirs[link.b])
    found = (
        dense_evidence(similarity),
        anchor_evidence(a, b, pairing.scorer.lexicon),
        word_evidence(a, b, pairing.scorer.lexicon),
        title_evidence(a, b, similarity),
        length_evidence(a, b),
        path_evidence(path(a, pairing.a), path(b, pairing.b), _parents(pairing, link)),
        children_evidence(*_children(pairing, link)),
        context_evidence(parts.get("context", 0.0) / max(pairing.parameters.support["neighbours"], 1e-9)),
        modality_evidence(a, b),
        order_evidence(link.order, _elsewhere(pairing, link), ordered=pairing.view is View.ORDERED),
        _tree(pairing, link),
        Evidence("cited", 1.0, cited) if cited else None,
        language_evidence([lang for lang in (a.lang, b.lang) if lang in pairing.unknown]),
    )
    return tuple(_with_shares([e for e in found if e is not None], parts))


def _parts(contributions: Mapping[str, float]) -> dict[str, float]:
    parts: dict[str, float] = {}
    for name, value in contributions.items():
        shown = _SHOWN_AS.get(name, name)
        parts[shown] = parts.get(shown, 0.0) + value
    return parts


def _with_shares(found: Iterable[Evidence], parts: Mapping[str, float]) -> list[Evidence]:
    """The evidence with its share of what speaks for and against, and what is left of the score by its own name."""
    whole = sum(abs(value) for value in parts.values()) or 1.0
    told = [replace(e, share=round(parts.get(e.name, 0.0) / whole, 4)) for e in found]
    left = {name: value / whole for name, value in parts.items() if name not in {e.name for e in told}}
    return told + [Evidence(n, float(v > 0), share=round(v, 4)) for n, v in left.items() if abs(v) >= _TOLD]


def _parents(pairing: Pairing, link: Link) -> float:
    """The belief that the clauses above answer to each other; 0 where one side has none."""
    above_a, above_b = (int(side.parent[place]) for side, place in zip(pairing.lineages, (link.a, link.b), strict=True))
    return float(pairing.alignment.posterior[above_a, above_b]) if above_a >= 0 and above_b >= 0 else 0.0


def _children(pairing: Pairing, link: Link) -> tuple[int, int]:
    """How many clauses directly below A's have a counterpart directly below B's, and how many have one at all."""
    ours, theirs = pairing.lineages
    linked = [pairing.links_of[i] for i in ours.children[link.a].nonzero()[0] if int(i) in pairing.links_of]
    return sum(any(theirs.parent[j] == link.b for j in to) for to in linked), len(linked)


def _elsewhere(pairing: Pairing, link: Link) -> str:
    """What the other view has for A's clause; "" where that is nothing, or the same."""
    other = pairing.alignment.free if pairing.view is View.ORDERED else pairing.alignment.along
    there = [j for i, j in other if i == link.a and j != link.b]
    return pairing.b.clauses[min(there)].cited if there else ""


def _tree(pairing: Pairing, link: Link) -> Evidence | None:
    found = pairing.contradiction(link)
    if found is None:
        return None
    above, counterpart = pairing.a.clauses[found[0]], pairing.b.clauses[found[1]]
    return tree_evidence(*(f"{c.clause} {c.title}".strip() or c.cited for c in (above, counterpart)))


def with_phrases(match: Match, a: Sequence[Clause], b: Sequence[Clause], encoder: Encoder) -> Match:
    """``match`` with one more piece of evidence: which phrases of its clauses ``a`` say the same as which of ``b``.

    Of several clauses on a side the most alike pairs are taken. Unchanged where nothing stands out or a side is empty.
    """
    found = [(x, y, said) for x in a for y in b for said in same_words(encoder, x, y)]
    found.sort(key=lambda one: -one[2].alike)
    best: list[tuple[Clause, Clause, Said]] = []
    for x, y, said in found:
        if not any(said.a.words == s.a.words or said.b.words == s.b.words for _, _, s in best):
            best.append((x, y, said))
    best = best[:_PAIRS]
    if not best:
        return match
    one = Evidence(
        "phrases",
        round(sum(said.alike for *_, said in best) / len(best), 4),
        "\n".join(f"{said.a.words} | {said.b.words}" for *_, said in best),
        tuple(Span(x.id, said.a.start, said.a.end) for x, _, said in best if not said.a.title),
        tuple(Span(y.id, said.b.start, said.b.end) for _, y, said in best if not said.b.title),
    )
    return replace(match, evidence=(*(e for e in match.evidence if e.name != "phrases"), one))


def path(clause: Clause, document: Document) -> tuple[str, ...]:
    """The titles (labels where there is none) of what stands above ``clause``, topmost first."""
    by_id = {c.id: c for c in document.clauses if c.id}
    titles: list[str] = []
    seen = {clause.id}
    above = by_id.get(clause.parent)
    while above is not None and above.id not in seen:
        titles.insert(0, above.title or above.clause)
        seen.add(above.id)
        above = by_id.get(above.parent)
    return tuple(titles)
