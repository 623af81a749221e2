"""The words of a text as a search counts them: case folded, inflection taken off lightly, Han script in pairs of characters.

English loses its plural, -ed and -ing (after the first steps of Porter 1980), Russian the endings of nouns and adjectives; other
languages only their case. Nothing here needs a dictionary, and a stem is a key, not a word to show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_VOWEL = re.compile("[aeiouy]")
_CYRILLIC = re.compile("[а-яё]")
_RUSSIAN_ENDING = re.compile(
    r"(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|иям|иях|ых|их|ой|ей|ый|ий|ая|яя|ое|ее|ые|ие|ия|ии|ию|ов|ев|ам|ям|ах|ях|ом|ем|"
    r"ую|юю|[аяоеуюыиь])$"
)
_LEAST_STEM = 3


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of ``text`` (folded, see ``numerals.fold``) as its key, and where it stands; single letters are none."""
    for m in _WORD.finditer(text):
        word = m.group()
        if _HAN.search(word):
            for run in _HAN.finditer(word):
                at = m.start() + run.start()
                for i in range(at, at + len(run.group()) - 1):
                    yield text[i : i + 2], i, i + 2
        elif len(word) > 1:
            yield stem(word), *m.span()


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The key of a word: "limits", "limited" and "limiting" have one."""
    word = word.casefold().replace("’", "'").removesuffix("'s")
    if _CYRILLIC.search(word):
        cut = _RUSSIAN_ENDING.sub("", word)
        return cut if len(cut) >= _LEAST_STEM else word
    return _english(word) if word.isascii() else word


def _english(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _LEAST_STEM:
        word = word[:-1]
    for ending in ("ing", "ed"):
        cut = word.removesuffix(ending)
        if cut != word and len(cut) >= _LEAST_STEM and _VOWEL.search(cut):
            word = cut[:-1] if cut[-1] == cut[-2] and cut[-1] not in "lsz" else cut
            break
    return word.removesuffix("e") if len(word) > 4 else word
