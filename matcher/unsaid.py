"""What one side says and the other does not, down to the parts of sentences.

A sentence that answers to one of the other side may still hold a condition, an exception or a further demand that is missing
there. It is cut at its commas and around its conditions; of every part it is asked how probable it is that the other side does
not say it: from how alike it is to what stands there, with weights that are fitted on gold (``matcher.fit_unsaid``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from index.numerals import numbers
from ingest.clause import Clause
from ingest.sentences import Sentence
from matcher import logistic
from matcher.coverage import Said, letters
from matcher.statement import statements
from matcher.tokens import unsaid as unsaid_tokens

Array = NDArray[np.float32]
Tokens = Mapping[str, tuple[Array, NDArray[np.int64]]]
"""By the text of a clause the rows of its tokens and the characters of each (``matcher.tokens``)."""
FEATURES = ("unlike", "unpaired", "length", "more", "number", "gone", "mostly", "single", "whole")
"""``unlike``: to the nearest part of the other side; ``unpaired``: to the part that it is paired with, one to one; ``length``:
the logarithm of its letters; ``more``: by how many parts its side has more, within three; ``number``: it has a number that the
other side lacks. By tokens (``matcher.tokens``): ``gone`` and ``mostly``, the mean and the middle of how probable it is that each
is not said; ``single``, the share of those that have no mutual match. ``whole``: it is a sentence or an item."""
_CUT = re.compile(r"[，；;]|,\s(?!\d)|[(（]")
_LEAST = 8
"""Letters of a part that says something by itself."""
_FAR = -0.2


class Role(StrEnum):
    """What a part of a sentence does in it."""

    DEMAND = "demand"
    CONDITION = "condition"
    EXCEPTION = "exception"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence, or all of it; ``of`` is the place of the sentence on its side."""

    said: Said
    sentence: Sentence
    of: int
    role: Role = Role.DEMAND

    @property
    def whole(self) -> bool:
        """Whether it is the sentence."""
        return self.sentence == self.said.sentence


def pieces(side: Sequence[Said]) -> tuple[Piece, ...]:
    """The parts of the sentences of one side, in order."""
    roles = {clause.id: _roles(clause) for clause in {one.clause.id: one.clause for one in side}.values()}
    return tuple(piece for at, one in enumerate(side) for piece in _pieces(one, at, roles[one.clause.id]))


def _roles(clause: Clause) -> tuple[tuple[int, int, Role], ...]:
    found = []
    for statement in statements(clause):
        for role, places in (
            (Role.EXCEPTION, statement.exceptions),
            (Role.CONDITION, statement.conditions),
            (Role.METHOD, statement.methods),
        ):
            found += [(start, end, role) for start, end in places]
    return tuple(dict.fromkeys(found))


def _pieces(one: Said, at: int, roles: Sequence[tuple[int, int, Role]]) -> list[Piece]:
    text, first = one.sentence.text, one.sentence.start
    own = [(s - first, e - first, role) for s, e, role in roles if first <= s and e <= one.sentence.end]
    edges = {0, len(text), *(m.start() if m[0] in "(（" else m.end() for m in _CUT.finditer(text))}
    edges -= {edge for edge in edges if any(s < edge < e for s, e, _ in own)}
    edges |= {edge for s, e, _ in own for edge in (s, e)}
    cuts = [0]
    for edge in sorted(edges - {0, len(text)}):
        if letters(text[cuts[-1] : edge]) >= _LEAST and letters(text[edge:]) >= _LEAST:
            cuts.append(edge)
    found = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        cut = text[start:end]
        begin = start + len(cut) - len(cut.lstrip(" ,，;；、"))
        cut = text[begin:end].rstrip(" ,，;；、")
        role = next((r for s, e, r in own if s < begin + len(cut) and begin < e and 2 * (e - s) >= len(cut)), Role.DEMAND)
        found.append(Piece(one, Sentence(cut, first + begin, first + begin + len(cut)), at, role))
    return found


def features(
    ours: Sequence[Piece], theirs: Sequence[Piece], similarity: Array, by_token: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(pieces of ours, features) from the similarity (ours, theirs) of the pieces of both sides.

    ``by_token`` (pieces of ours, 3): the features by tokens (``by_tokens``).
    """
    from scipy.optimize import linear_sum_assignment

    if not ours:
        return np.zeros((0, len(FEATURES)))
    alike, paired = np.full(len(ours), _FAR), np.full(len(ours), _FAR)
    if theirs:
        alike = similarity.max(axis=1).astype(np.float64)
        rows, columns = linear_sum_assignment(similarity, maximize=True)
        paired[rows] = similarity[rows, columns]
    values = {n.value for p in theirs for n in numbers(p.sentence.text, p.said.clause.lang)}
    new = [any(n.value not in values for n in numbers(p.sentence.text, p.said.clause.lang)) for p in ours]
    length = [np.log(1 + letters(p.sentence.text)) for p in ours]
    more = np.full(len(ours), np.clip(len(ours) - len(theirs), -3, 3))
    whole = np.array([p.whole for p in ours], dtype=np.float64)
    return np.column_stack((-alike, -paired, length, more, np.array(new, dtype=np.float64), by_token, whole))


def by_tokens(
    ours: Sequence[Piece], theirs: Sequence[Piece], tokens: Tokens, weights: Mapping[str, float]
) -> NDArray[np.float64]:
    """(pieces of ours, 3) ``gone``, ``mostly`` and ``single`` of each: from all tokens of the clauses of both sides."""
    found = np.full((len(ours), 3), 0.5)
    other = [tokens[text][0] for text in dict.fromkeys(p.said.clause.text for p in theirs)]
    against = np.concatenate(other) if other else np.zeros((0, 1), dtype=np.float32)
    texts = list(dict.fromkeys(p.said.clause.text for p in ours))
    rows = np.concatenate([tokens[text][0] for text in texts]) if texts else against
    if not len(rows):
        return found
    missing, mutual = unsaid_tokens(rows, against, weights)
    first = dict(zip(texts, np.cumsum([0, *(len(tokens[text][0]) for text in texts)]).tolist(), strict=False))
    for k, piece in enumerate(ours):
        places = tokens[piece.said.clause.text][1]
        own = np.flatnonzero((places[:, 0] < piece.sentence.end) & (places[:, 1] > piece.sentence.start))
        if len(own):
            at = own + first[piece.said.clause.text]
            found[k] = missing[at].mean(), np.median(missing[at]), 1 - mutual[at].mean()
    return found


def unsaid(rows: NDArray[np.float64], weights: Mapping[str, float]) -> NDArray[np.float64]:
    """(pieces,) how probable it is that the other side does not say it, from their features (``features``)."""
    return logistic.probabilities(rows, FEATURES, weights)
