"""The signals behind a proposal, one function each: as a matrix for ranking, and as ``Evidence`` with places for a reviewer."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.lexical import Anchor, Lexicon, anchors
from ingest.clause import Clause, Provision
from matcher.match import Evidence, Span

Array = NDArray[np.float32]

_SHOWN = 6
_ALIKE = {
    Provision.REQUIREMENT: 3,
    Provision.INSTRUCTION: 3,
    Provision.RECOMMENDATION: 2,
    Provision.PERMISSION: 1,
    Provision.STATEMENT: 0,
}


def text_of(clause: Clause) -> str:
    """Title and text, as the signals read them."""
    return f"{clause.title}\n{clause.text}" if clause.title else clause.text


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
    return Evidence("meaning", round(min(max(similarity, 0.0), 1.0), 4))


def anchor_evidence(a: Clause, b: Clause, lexicon: Lexicon | None = None) -> Evidence | None:
    """The rarest anchors that both texts have, with their places in the texts; None where there is none.

    Words count only where both clauses are in one language, or stand in Latin script in a text of another.
    """
    ours, theirs = _by_key(anchors(a.text, a.lang)), _by_key(anchors(b.text, b.lang))
    shared = [key for key in ours if key in theirs]
    rarity = {key: lexicon.rarity(key) if lexicon else 1.0 for key in shared}
    if lexicon:
        shared = [key for key in shared if rarity[key] > 0.5]
    quantities = " ".join(key for key in shared if key.startswith("quantity:"))
    shared = [
        key for key in shared if not key.startswith("number:") or f"{key[7:]} " not in f"{quantities.replace('quantity:', '')} "
    ]
    if not shared:
        return None
    shared.sort(key=lambda key: (-rarity[key], key))
    best = shared[:_SHOWN]
    total = sum(rarity.values())
    value = round(1 - math.exp(-total / 8), 4)
    return Evidence(
        "anchors",
        value,
        ", ".join(key.partition(":")[2] for key in best),
        tuple(_span(a, ours[key]) for key in best),
        tuple(_span(b, theirs[key]) for key in best),
    )


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
    return Evidence("title", round(min(max(similarity, 0.0), 1.0), 4), f"{a.title} | {b.title}")


def path_evidence(a: Sequence[str], b: Sequence[str], belief: float) -> Evidence | None:
    """Whether what stands above them matches too: ``belief`` that the parents do; ``a`` and ``b`` are the heading paths."""
    if not a or not b:
        return None
    return Evidence("headings", round(belief, 4), f"{' / '.join(a)} | {' / '.join(b)}")


def context_evidence(support: float) -> Evidence:
    """How far parents, children and neighbours of the two clauses match as well, in [0, 1]."""
    return Evidence("context", round(support, 4))


def order_evidence(*, kept: bool, order: float) -> Evidence:
    """Whether the pair keeps the common order of the two documents (``order``: how far there is one)."""
    return Evidence("order", 1.0 if kept else 0.0, "" if kept else "moved", (), ()) if order > 0 else Evidence("order", 0.5)


def modality_evidence(a: Clause, b: Clause) -> Evidence | None:
    """Whether both sides are of one provision type; None where one is unsure."""
    if Provision.UNSURE in (a.provision, b.provision):
        return None
    value = 1 - abs(_ALIKE[a.provision] - _ALIKE[b.provision]) / 3
    return Evidence("provision", round(value, 4), f"{a.provision.value} | {b.provision.value}")
