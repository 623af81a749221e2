"""Fits what a missing token looks like (``matcher.tokens``): on wordings of the same demands of which a part is taken away.

Nothing is annotated by hand: two wordings of a demand that have as many sentences, or of several demands one after the other,
say the same part by part. Of one of them a part is left out at random; what it said is what the other says alone.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from index.encoder import PieceEncoder
from ingest.sentences import sentences
from matcher import logistic
from matcher.lessons import Lesson, Wording
from matcher.tokens import FEATURES, features, tokens_of

SEED = 23
TEXTS = 2400
"""So many pairs of texts are made: 200,000 tokens, after which nothing changes."""
_LONGEST, _MOST, _GAPS = 900, 5, (0, 1, 1, 2)


def fit_tokens(lessons: Sequence[Lesson], encoder: PieceEncoder) -> dict[str, float]:
    """The weights of ``matcher.tokens``; ``lessons`` should be of many languages."""
    made = list(_made(lessons))
    known = tokens_of([text for a, b, _ in made for text in (a, b)], encoder)
    rows, missing = [], []
    for a, b, gaps in made:
        (ours, places), (theirs, _) = known[a], known[b]
        if len(ours) and len(theirs):
            rows.append(features(ours, theirs))
            missing.append([float(any(s < end and start < e for start, end in gaps)) for s, e in places])
    x, y = np.concatenate(rows), np.concatenate(missing)
    return logistic.fitted(x, y, np.ones(len(y)), FEATURES, signed=True)


def _made(lessons: Sequence[Lesson]) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    """(text, other text, characters of the text that the other does not say)."""
    draw = random.Random(SEED)  # noqa: S311 (examples that must repeat, not a secret)
    whole = [lesson for lesson in lessons if not lesson.partly]
    by_document: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in whole:
        by_document[lesson.document].append(lesson)
    made = 0
    while made < TEXTS and whole:
        first = draw.choice(whole)
        a, b = draw.sample(first.wordings, 2)
        parts = _parts(a, b)
        if len(parts) < 2:
            parts = list(_beside(first, by_document[first.document], (a.lang, b.lang), draw))
        found = _gapped(parts, draw) if len(parts) > 1 else None
        made += 1
        if found:
            yield found


def _parts(a: Wording, b: Wording) -> list[tuple[str, str]]:
    """The sentences of two wordings side by side; none where they have not as many, or too many."""
    ours, theirs = sentences(a.text), sentences(b.text)
    if len(ours) != len(theirs) or not 2 <= len(ours) <= _MOST or max(len(a.text), len(b.text)) > _LONGEST:
        return []
    return [(x.text, y.text) for x, y in zip(ours, theirs, strict=True)]


def _beside(first: Lesson, others: Sequence[Lesson], langs: tuple[str, str], draw: random.Random) -> Iterator[tuple[str, str]]:
    """Demands of one document one after the other, each in both languages."""
    for lesson in (first, *draw.sample(others, min(len(others), 3))):
        ours, theirs = ([w for w in lesson.wordings if w.lang == lang] for lang in langs)
        if ours and theirs and ours[0].text != theirs[-1].text and max(len(ours[0].text), len(theirs[-1].text)) < _LONGEST // 3:
            yield ours[0].text, theirs[-1].text


def _gapped(parts: Sequence[tuple[str, str]], draw: random.Random) -> tuple[str, str, list[tuple[int, int]]] | None:
    gone = set(draw.sample(range(len(parts)), min(draw.choice(_GAPS), len(parts) - 1)))
    text, gaps = "", []
    for at, (ours, _) in enumerate(parts):
        if at in gone:
            gaps.append((len(text), len(text) + len(ours)))
        text += ours + " "
    other = [theirs for at, (_, theirs) in enumerate(parts) if at not in gone]
    return text.rstrip(), " ".join(other), gaps
