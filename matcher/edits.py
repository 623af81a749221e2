"""Two sentences of one language that are nearly the same: what was put in, left out or replaced, word by word.

Between editions, and between a national standard and a local one, most sentences differ in a few words: what these are is to be
told, however alike the vectors of the two are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.sentences import Sentence

NEAR = 0.72
"""The least share of common words (``difflib`` ratio) of two sentences that are wordings of one."""
HELD = 0.9
"""The least share of the shorter sentence that a longer one holds, where it goes on."""
_WHOLE = 8
_LEAST_HAN, _LEAST_WORDS = 4, 2
_TOKEN = re.compile(r"[\u3400-\u9fff]|\d[\d.,]*|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# what says the same in other letters: drafting styles, units in words, what the document calls itself; of the same length
_SAME = (
    (re.compile(r"应当|应该"), "应 "), (re.compile(r"或者"), "或 "), (re.compile(r"可以"), "可 "), (re.compile(r"免于"), "免予"),
    (re.compile(r"并且"), "并 "), (re.compile(r"本标准|本规范|本规程"), "本文件"), (re.compile(r"标准规定"), "文件规定"),
    (re.compile(r"执行"), "符合"), (re.compile(r"小时"), "h "), (re.compile(r"(?<=\d)[天日]"), "d"),
)  # fmt: skip
_EMPTY = frozenset("的了之其及和与并且应当可在对为是") | frozenset(
    ("the", "a", "an", "of", "to", "and", "or", "in", "for", "shall", "be", "is", "are")
)
_LABEL = re.compile(r"^(?:\d+(?:\.\d+)*|条|款|项|表|图|附录|[A-Z])$")


@dataclass(frozen=True, slots=True)
class Edits:
    """Characters (of the clauses' texts) that one sentence alone has; ``replaced``: whether others stand in the place of some."""

    only_a: tuple[tuple[int, int], ...] = ()
    only_b: tuple[tuple[int, int], ...] = ()
    replaced: bool = False


def edits(a: Sentence, b: Sentence) -> Edits | None:
    """What tells ``a`` from ``b``; None where they are no wordings of one sentence."""
    ours, theirs = _tokens(a), _tokens(b)
    matcher = SequenceMatcher(None, [word for word, _, _ in ours], [word for word, _, _ in theirs], autojunk=False)
    shorter = min(len(ours), len(theirs))
    common = sum(block.size for block in matcher.get_matching_blocks())
    if not shorter or (matcher.ratio() < NEAR and (shorter < _WHOLE or common < HELD * shorter)):
        return None
    only_a, only_b, replaced = [], [], False
    for what, i, j, k, m in matcher.get_opcodes():
        left, right = _telling(ours[i:j]), _telling(theirs[k:m])
        if what == "delete" and left:
            only_a.append((ours[i][1], ours[j - 1][2]))
        elif what == "insert" and right:
            only_b.append((theirs[k][1], theirs[m - 1][2]))
        elif what == "replace":
            replaced = replaced or left or right
    return Edits(tuple(only_a), tuple(only_b), replaced)


def _tokens(sentence: Sentence) -> list[tuple[str, int, int]]:
    """(word, start, end) with places in the text of the clause; words that say the same are spelt the same."""
    text = sentence.text
    for pattern, same in _SAME:
        text = pattern.sub(same, text)
    return [(m[0].casefold(), sentence.start + m.start(), sentence.start + m.end()) for m in _TOKEN.finditer(text)]


def _telling(tokens: Sequence[tuple[str, int, int]]) -> bool:
    """Whether words say enough to be told: four Han letters or two words, beyond what only joins, and labels."""
    kept = [word for word, _, _ in tokens if word not in _EMPTY and not _LABEL.match(word)]
    return (
        sum("\u3400" <= word[0] <= "\u9fff" for word in kept) >= _LEAST_HAN or sum(len(word) > 1 for word in kept) >= _LEAST_WORDS
    )
