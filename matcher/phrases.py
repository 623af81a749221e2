"""Which words of one clause say what which words of the other say: the mutually best pairs of their phrases, embedded.

Made for a reader who looks at one proposal: it embeds some dozens of phrases, and is not done for a whole comparison unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.space import centred
from ingest.clause import Clause

_MOST = 64
"""Phrases of one side that are looked at, from its beginning: a card is not the place for a book."""
_SHOWN = 4
"""Pairs that are told of two clauses."""
Array = NDArray[np.float32]
_ALIKE = 0.44
"""The least similarity of two phrases that are shown, and by how much it is above that of the next best on either side."""
_AHEAD = 0.02
_WORDS = 4
_HAN = 12
_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W\d_\u3400-\u9fff]+(?:[-’'][^\W\d_\u3400-\u9fff]+)*|[^\s\w]|\d[\d.,]*|\n")
# words that only join others, or say how binding a sentence is; a Han letter that is also part of words is spared there
_JOIN_HAN = re.compile(
    r"应当|应该|必须|不得|不应|不宜|可以|以及|或者|并且|其中|进行|采用|根据|按照|下列|以下|上述|对于|如果|除非|所有|任何|通过|相应|有关|至少|至多|不大于|不小于|大于|小于|低于|高于|超过|也没有|一次|一个|个月|"
    r"本文件|本标准|规定|要求|的|和(?!谐)|与|或|及|在|由|按|为|以(?![上下内外])|并|将|从(?![业事])|于|是|被|该|均应|且|而|但|若|如|对(?![应比称])|"
    r"应(?![急力用])|宜|可(?![燃靠见溶能])|不(?![锈计同足良确])|(?<!相)等(?![级效])|其(?!他)|(?<![规原准])则|时(?!间)|并(?!联)|至|到(?!达)|当(?!量)|者|各|每"
)
_JOIN = frozenset(
    (  # noqa: SIM905 - lists of words read best as lines
        "a an the of to in on at by for from with without and or as is are be been being was were shall should must may can will "
        "would not no any all each every such that this these those which who whom whose it its their there where when if than "
        "then into under over per within between during after before above below other same applicable also only so have has had "
        "do does use used using accordance according least most more less once case "
        "и в во на по с со к ко о об от до из за у а но или не ни при для без под над между после перед как что чтобы это этот "
        "эта эти который которая которые должен должна должно должны следует может могут быть если то также их его её все всех "
        "le la les un une des du de et ou dans par pour avec sans sur est sont doit doivent peut peuvent être au aux que qui "
        "dan atau yang di ke dari untuk dengan pada harus dapat tidak adalah "
        "và hoặc của cho các những trong với phải được không là"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters ``start`` to ``end`` of a clause's text (of its title where ``title``), and these words."""

    start: int
    end: int
    words: str
    title: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Two phrases, of A and of B, that say the same, and how alike they are (corrected cosine)."""

    a: Phrase
    b: Phrase
    alike: float


_FOUND: dict[tuple[str, ...], tuple[Said, ...]] = {}
_KEPT = 1024


def phrases(clause: Clause) -> tuple[Phrase, ...]:
    """The phrases of a clause in reading order, title first, each wording once: one to four words, or a run of Han letters.

    What joins them (articles, prepositions, modal verbs, punctuation) and numbers are left out.
    """
    found: dict[str, Phrase] = {}
    letters = [c for c in clause.title + clause.text if c.isalpha()]
    latin = 5 * sum(_is_other(c) for c in letters) < len(letters)
    for text, title in ((clause.title, True), (clause.text[: 40 * _MOST], False)):
        for start, end in _pieces(text):
            words = text[start:end]
            symbol = words.isascii() and not latin  # LEX or dB in a text of another script: an anchor, and told as such
            if len(words) > 1 and len(found) < _MOST and not symbol:
                found.setdefault(words.casefold(), Phrase(start, end, words, title))
    return tuple(found.values())


def _is_other(letter: str) -> bool:
    """Whether a letter is of another script than Latin, of which Vietnamese has a block of its own."""
    return letter > "\u02ff" and not "\u1e00" <= letter <= "\u1eff"


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    run: list[tuple[int, int]] = []
    for m in _RUN.finditer(text):
        word = m.group()
        if "\u3400" <= word[0] <= "\u9fff":
            yield from _cut(run, _WORDS)
            run = []
            yield from _han(m.start(), word)
        elif not word[0].isalpha() or word.casefold() in _JOIN:
            yield from _cut(run, _WORDS)
            run = []
        else:
            run.append(m.span())
    yield from _cut(run, _WORDS)


def _han(at: int, word: str) -> Iterator[tuple[int, int]]:
    """The runs of Han letters between joining words; a long one in parts of equal length."""
    start = 0
    for end, after in [*(m.span() for m in _JOIN_HAN.finditer(word)), (len(word), len(word))]:
        if end > start:
            yield from _cut([(at + k, at + k + 1) for k in range(start, end)], _HAN)
        start = after


def _cut(run: list[tuple[int, int]], most: int) -> Iterator[tuple[int, int]]:
    if run:
        for part in np.array_split(np.arange(len(run)), -(-len(run) // most)):
            yield run[part[0]][0], run[part[-1]][1]


def same_words(encoder: Encoder, a: Clause, b: Clause) -> tuple[Said, ...]:
    """The phrases of two clauses that say the same, the most alike first, at most four; none where nothing stands out.

    Only mutually best pairs that are clearly ahead of the next best count. What was found is kept for the next look at the card.
    """
    key = (encoder.name, a.lang, a.title, a.text, b.lang, b.title, b.text)
    if key not in _FOUND:
        if len(_FOUND) >= _KEPT:
            _FOUND.clear()
        _FOUND[key] = _same_words(encoder, a, b)
    return _FOUND[key]


def _same_words(encoder: Encoder, a: Clause, b: Clause) -> tuple[Said, ...]:
    ours, theirs = phrases(a), phrases(b)
    same = {p.words.casefold() for p in ours} & {p.words.casefold() for p in theirs}  # plain to see, and told as such
    ours, theirs = (tuple(p for p in side if p.words.casefold() not in same) for side in (ours, theirs))
    if not ours or not theirs:
        return ()
    vectors = encoder.encode([p.words for p in (*ours, *theirs)])
    x, y = _moved(vectors[: len(ours)], a.lang, encoder), _moved(vectors[len(ours) :], b.lang, encoder)
    alike = x @ y.T
    found = []
    for i in range(len(ours)):
        j = int(alike[i].argmax())
        if int(alike[:, j].argmax()) == i and alike[i, j] >= _ALIKE:
            others = np.append(np.delete(alike[i], j), np.delete(alike[:, j], i))
            if not others.size or alike[i, j] - others.max() >= _AHEAD:
                found.append(Said(ours[i], theirs[j], round(float(alike[i, j]), 4)))
    found.sort(key=lambda said: (-said.alike, said.a.start, said.b.start))
    return tuple(found[:_SHOWN])


def _moved(rows: Array, lang: str, encoder: Encoder) -> Array:
    """Rows less the whole mean of their language: what phrases share beyond what they say is the language."""
    return centred(rows, [lang] * len(rows), {lang: encoder.means.get(lang, rows.mean(axis=0))})
