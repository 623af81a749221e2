"""The signals behind a proposal, one function each: as a matrix for ranking, and as ``Evidence`` with places for a reviewer.

The value of a piece of evidence is in [0, 1]; what it adds to the score of a proposal is told by ``matcher.explain``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.lexical import Anchor, anchors
from index.lexicon import Lexicon
from index.passage import text_of
from ingest.clause import Clause, Provision
from matcher.match import Evidence, Span

Array = NDArray[np.float32]

_SHOWN = 6
_BARE = re.compile(r"number:\d")
"""A number below ten without a unit: it counts, but to be told that both texts have a 1 helps nobody."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_ALIKE = {
    Provision.REQUIREMENT: 3,
    Provision.INSTRUCTION: 3,
    Provision.RECOMMENDATION: 2,
    Provision.PERMISSION: 1,
    Provision.STATEMENT: 0,
}


# as matrices ------------------------------------------------------------------------------------------------------------------


def size(clause: Clause) -> float:
    """Logarithm of the length in letters; a Han character counts as four (measured on the training laws)."""
    return math.log(5 + sum(4.0 if "\u3400" <= c <= "\u9fff" else 1.0 for c in text_of(clause) if not c.isspace()))


def lengths(a: Array, b: Array) -> Array:
    """(n, m) in [-1, 0] from ``size`` of both: 0 where they agree, -1 where one is 1.5 times as long (Gale and Church 1993)."""
    apart = np.abs(a[:, None] - b[None, :])
    return np.asarray(-(np.minimum(apart / 0.4, 1.0) ** 2), dtype=np.float32)


def modality(a: Sequence[Clause], b: Sequence[Clause]) -> Array:
    """(n, m) in [-1, 0]: how far the provision types are apart; 0 where one is unsure."""
    strength_a = np.array([_ALIKE.get(c.provision, -1) for c in a], dtype=np.float32)
    strength_b = np.array([_ALIKE.get(c.provision, -1) for c in b], dtype=np.float32)
    known = (strength_a >= 0)[:, None] & (strength_b >= 0)[None, :]
    return np.where(known, -np.abs(strength_a[:, None] - strength_b[None, :]) / 3, 0).astype(np.float32)


# as evidence ------------------------------------------------------------------------------------------------------------------


def dense_evidence(similarity: float) -> Evidence:
    """What the model says: the share of the corpus-corrected cosine, in [0, 1]."""
    return Evidence("meaning", _unit(similarity))


def anchor_evidence(a: Clause, b: Clause, lexicon: Lexicon | None = None) -> Evidence | None:
    """The rarest anchors that both texts have, with their places in the texts; None where there is none.

    Numbers, units, names of documents and substances; and, between two languages, words in Latin script.
    """
    return _shared("anchors", a, b, lexicon, words=a.lang != b.lang, others=True)


def word_evidence(a: Clause, b: Clause, lexicon: Lexicon | None = None) -> Evidence | None:
    """The rarest words that two texts of one language share, with their places; None where there is none.

    Of Han letters, which are matched in pairs, the longest runs that both texts have.
    """
    if a.lang != b.lang:
        return None
    found = _shared("words", a, b, lexicon, words=True, others=False)
    runs = _runs(a, b)
    if found is None or not runs:
        return found
    spans = tuple(Span(a.id, at, at + len(run)) for run, at in runs), tuple(_first(b, run) for run, _ in runs)
    return replace(found, detail=", ".join(run for run, _ in runs), a=spans[0], b=spans[1])


def _runs(a: Clause, b: Clause) -> list[tuple[str, int]]:
    """The longest runs of at least three Han letters of ``a`` that ``b`` has too, with their places, each once."""
    theirs = {x.key for x in _anchors(b.text, b.lang) if x.kind == "word"}
    runs: dict[str, int] = {}
    start = end = -1
    for x in (x for x in _anchors(a.text, a.lang) if x.kind == "word" and _HAN.match(x.key[5:])):
        grown = x.key in theirs and x.start < end and a.text[start : x.end] in b.text
        if x.key in theirs:
            start, end = (start if grown else x.start), x.end
            if end - start > 2:
                runs[a.text[start:end]] = start
    longest = [run for run in runs if not any(run != other and run in other for other in runs)]
    return [(run, runs[run]) for run in sorted(longest, key=lambda run: (-len(run), runs[run]))[:_SHOWN]]


def _first(clause: Clause, words: str) -> Span:
    at = clause.text.index(words)
    return Span(clause.id, at, at + len(words))


def _shared(name: str, a: Clause, b: Clause, lexicon: Lexicon | None, *, words: bool, others: bool) -> Evidence | None:
    ours, theirs = _by_key(_anchors(a.text, a.lang)), _by_key(_anchors(b.text, b.lang))
    shared = [key for key in ours if key in theirs and (words if key.startswith("word:") else others)]
    rarity = {key: lexicon.rarity(key) if lexicon else 1.0 for key in shared}
    if lexicon:
        shared = [key for key in shared if rarity[key] > 0.5]
    whole = {key.partition(":")[2].partition(" ")[0] for key in shared if key.startswith("quantity:")}
    inside = [ours[key] for key in shared if not key.startswith("word:")]
    shared = [
        key
        for key in shared
        if not (key.startswith("number:") and key[7:] in whole)
        and not (key.startswith("word:") and any(x.start <= ours[key].start and ours[key].end <= x.end for x in inside))
    ]
    if not shared:
        return None
    shared.sort(key=lambda key: (-rarity[key], key))
    best = shared[:_SHOWN]
    return Evidence(
        name,
        round(1 - math.exp(-sum(rarity.values()) / 8), 4),
        ", ".join(dict.fromkeys(_printed(a, ours[key], b, theirs[key]) for key in best if not _BARE.fullmatch(key))),
        tuple(_span(a, ours[key]) for key in best),
        tuple(_span(b, theirs[key]) for key in best),
    )


def _printed(a: Clause, ours: Anchor, b: Clause, theirs: Anchor) -> str:
    """An anchor as both sides print it: "8 h", or "6个月 = 6 months" where they differ."""
    x, y = (" ".join(c.text[anchor.start : anchor.end].split()) for c, anchor in ((a, ours), (b, theirs)))
    return x if x.casefold() == y.casefold() else f"{x} = {y}"


@lru_cache(maxsize=64)
def _anchors(text: str, lang: str) -> tuple[Anchor, ...]:
    """The anchors of a text, read once for all that is told of one proposal."""
    return anchors(text, lang)


def _by_key(found: Sequence[Anchor]) -> dict[str, Anchor]:
    first: dict[str, Anchor] = {}
    for anchor in found:
        first.setdefault(anchor.key, anchor)
    return first


def _span(clause: Clause, anchor: Anchor) -> Span:
    return Span(clause.id, anchor.start, anchor.end)


def title_evidence(a: Clause, b: Clause, similarity: float) -> Evidence | None:
    """How alike the two titles are (corrected cosine in [0, 1]); None where one has none."""
    if not a.title or not b.title:
        return None
    return Evidence("title", _unit(similarity), f"{a.title} | {b.title}")


def length_evidence(a: Clause, b: Clause) -> Evidence:
    """Whether both are about as long, see ``lengths``."""
    sizes = (np.array([size(clause)], dtype=np.float32) for clause in (a, b))
    return Evidence("length", _unit(1 + float(lengths(*sizes)[0, 0])))


def path_evidence(a: Sequence[str], b: Sequence[str], belief: float) -> Evidence | None:
    """Whether what stands above them matches too: ``belief`` that the parents do; ``a`` and ``b`` are the heading paths."""
    if not a or not b:
        return None
    return Evidence("headings", round(belief, 4), f"{' / '.join(a)} | {' / '.join(b)}")


def children_evidence(together: int, linked: int) -> Evidence | None:
    """How many of the ``linked`` clauses below A's clause have their counterpart below B's; None where none is linked."""
    return Evidence("children", round(together / linked, 4), f"{together} / {linked}") if linked else None


def context_evidence(support: float) -> Evidence:
    """How far the clauses before and after the two answer to each other as well, in [0, 1]."""
    return Evidence("context", _unit(support))


def order_evidence(agreement: float, elsewhere: str = "", *, ordered: bool = False) -> Evidence:
    """How far the other view agrees (``Link.order``: above .5 it has the pair too, at .5 there is no order).

    Below, an order-free link has moved, and ``elsewhere`` is the clause of B that stands where its counterpart would; an
    ``ordered`` one keeps the order, and ``elsewhere`` is what would answer to it if clauses could cross. "": none would.
    """
    apart = "order kept" if ordered else "moved"
    return Evidence("order", round(agreement, 4), " | ".join(filter(None, (apart, elsewhere))) if agreement < 0.5 else "")


def tree_evidence(above: str, counterpart: str) -> Evidence:
    """The link contradicts one above it: the clause ``above`` A's has a ``counterpart`` under which B's does not stand."""
    return Evidence("tree", 0.0, f"{above} | {counterpart}")


def language_evidence(langs: Sequence[str]) -> Evidence | None:
    """The first of ``langs``, those that the model does not know: meaning says nothing there; None without any."""
    return Evidence("language", 0.0, langs[0]) if langs else None


def modality_evidence(a: Clause, b: Clause) -> Evidence | None:
    """Whether both sides are of one provision type; None where one is unsure."""
    if Provision.UNSURE in (a.provision, b.provision):
        return None
    value = 1 - abs(_ALIKE[a.provision] - _ALIKE[b.provision]) / 3
    return Evidence("provision", round(value, 4), f"{a.provision.value} | {b.provision.value}")


def _unit(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 4)
