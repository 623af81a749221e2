"""On which other clauses of its standard a requirement rests: those that it refers to, and those that say how it is tested.

Where no reference says how a requirement is tested, the title of a test does: "Impact" tests what speaks of impact. One link too
many only makes a list more careful: a requirement is no better than the clauses that it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.clause import Clause
from matcher.gap_topic import chain
from matcher.gap_words import words

_TOKEN = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"^[㐀-鿿]+$")
_LATIN = re.compile(r"^[a-z]+$")
_STEM = 5
"""So many letters of a word are compared at least where words are inflected."""


def referred(clause: Clause, clauses: Mapping[str, Clause], asked: Sequence[str]) -> tuple[str, ...]:
    """The clauses among ``asked`` (ids) that a clause refers to; of a heading or an annex all below it."""
    found: dict[str, None] = {}
    for reference in clause.references:
        target = reference.target
        if reference.standard or not target or target == clause.id or clause.id.startswith(f"{target}/"):
            continue
        cited = clauses.get(target)
        if cited is None or not _says(reference.clause, clause, reference.start):
            continue
        found |= dict.fromkeys(one for one in asked if one == target or one.startswith(f"{target}/"))
    return tuple(one for one in found if one != clause.id)


def elsewhere(clause: Clause) -> tuple[str, ...]:
    """The other standards that a clause cites, as printed in house style."""
    return tuple(dict.fromkeys(one.standard for one in clause.references if one.standard))


def tested_by(clause: Clause, clauses: Mapping[str, Clause], methods: Sequence[str]) -> tuple[str, ...]:
    """The clauses (ids) among ``methods`` that say how a requirement is tested: referred to either way, else by their titles."""
    if clause.id in methods:
        return ()
    referring = {one for one in methods if clause.id in referred(clauses[one], clauses, [clause.id])}
    cited = set(referred(clause, clauses, methods))
    said = " ".join((*chain(clause, clauses), clause.text))
    by_title = {one for one in methods if _is_named(clauses[one].title, said)}
    return tuple(one for one in methods if one in referring | cited | by_title)


def _is_named(title: str, said: str) -> bool:
    """Whether all the telling words of a test's title are said."""
    told = _telling(title)
    folded = said.casefold()
    found = set(_TOKEN.findall(folded))
    return bool(told) and all(word in folded if _HAN.match(word) else _is_said(word, found) for word in told)


def _is_said(word: str, found: set[str]) -> bool:
    """Whether a word is among those found: in English but for its plural, else but for two letters at its end."""
    if _LATIN.match(word):
        return any(word.removesuffix("s") == one.removesuffix("s") for one in found)
    stem = word[: max(_STEM, len(word) - 2)]
    return any(one.startswith(stem) for one in found)


def _telling(title: str) -> tuple[str, ...]:
    """The words of a title without those that every test has."""
    bare = words("generic").sub(" ", title.casefold())
    return tuple(word for word in _TOKEN.findall(bare) if _HAN.match(word) or len(word) > 2)


def _says(label: str, clause: Clause, start: int) -> bool:
    """Whether a reference is one to a clause: the number of a value is none ("0.375 (9.5)" in a table)."""
    return bool(label) and not clause.text[max(0, start - 1) : start].endswith(("(", "（"))
