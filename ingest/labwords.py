"""The words of test reports: heads of columns, labels of fields, verdicts. They stand in ``tables/labreports.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from ingest.testreport import Verdict

_LONGEST_HEAD = 60
"""Characters of the head of a column, squeezed: what is longer is a sentence."""
_INVISIBLE = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})
_STOP = re.compile(r"(?<!\.)\.(?!\.)")
_WORD = re.compile(r"[^\W_]+")
_PART = 0.3
"""So large a part of a head is the word that says what it is."""
_SHORT = 4  # letters of an English word that may stand inside of another one


class Column(StrEnum):
    """What a column of a table of results holds."""

    NUMBER = "number"
    CLAUSE = "clause"
    BASIS = "basis"
    ITEM = "item"
    REQUIREMENT = "requirement"
    UNIT = "unit"
    METHOD = "method"
    RESULT = "result"
    NOTE = "note"
    VERDICT = "verdict"


def folded(text: str) -> str:
    """``text`` for comparing: compatibility forms, small letters, nothing invisible; white space and signs as they are."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isspace() or unicodedata.category(char) not in _INVISIBLE)


def squeezed(text: str) -> str:
    """Letters and digits of ``text``, and № and %, alone."""
    return "".join(char for char in folded(text.replace("№", "no")) if char.isalnum() or char == "%")


@cache
def table() -> dict[str, dict[str, Any]]:
    """The word tables, as they are written."""
    return tomllib.loads((resources.files("ingest") / "tables" / "labreports.toml").read_text(encoding="utf-8"))


def _words(section: dict[str, list[str]]) -> list[str]:
    return [word for words in section.values() for word in words]


@cache
def _by_word(section: str) -> tuple[tuple[str, str], ...]:
    """The squeezed words of a section, each with what it stands for, the longest first."""
    found = {squeezed(word): name for name, langs in table()[section].items() for word in _words(langs)}
    return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def column_of(head: str) -> Column | None:
    """What the column below ``head`` holds: the word that it begins with, or that comes first in it, says so; None for none.

    Of words at one place the longest counts. The words have to be a good part of the head: a sentence is none.
    """
    plain = squeezed(head)
    if not plain or len(plain) > _LONGEST_HEAD:
        return None
    words = _WORD.findall(folded(head))
    found: list[tuple[int, int, str]] = []
    for word, name in _by_word("columns"):
        at = plain.find(word)
        whole = len(word) > _SHORT or not word.isascii() or word in words
        if word == plain or (at >= 0 and whole and name != Column.NUMBER and len(word) >= _PART * len(plain)):
            found.append((at, -len(word), name))
    return Column(min(found)[2]) if found else None


def names_column(head: str) -> bool:
    """Whether ``head`` is, as a whole, a name that columns have ("Complies"), whatever else it may say."""
    plain = squeezed(head)
    return any(word == plain for word, _ in _by_word("columns"))


def field_of(label: str) -> str | None:
    """The field whose label ``label`` is, in one language or several beside each other; None where it is none."""
    plain, first = squeezed(label), None
    if not plain or len(plain) > _LONGEST_HEAD:
        return None
    while plain:
        name = next(((word, name) for word, name in _by_word("fields") if plain.startswith(word)), None)
        if name is None:
            return first if first is not None and len(plain) <= 1 else None
        first = first or name[1]
        plain = plain[len(name[0]) :]
    return first


@cache
def verdict_words() -> dict[str, Verdict]:
    """What each word of a verdict says, by its folded spelling (``verdict_key``)."""
    verdicts: dict[str, Verdict] = {}
    for name, langs in table()["verdicts"].items():
        verdict = Verdict.UNSAID if name == "none" else Verdict(name)
        verdicts |= {verdict_key(word): verdict for word in _words(langs)}
    return verdicts


def verdict_key(text: str) -> str:
    """The spelling by which verdicts are compared: single blanks, no full stops; every letter counts."""
    return " ".join(_STOP.sub(" ", folded(text)).split()).replace("n / a", "n/a")


@cache
def note_words() -> frozenset[str]:
    """What may stand in brackets beside a verdict and leaves it as it is."""
    return frozenset(verdict_key(word) for word in _words(table()["notes"]))


@cache
def outside_signs() -> re.Pattern[str]:
    """The sentences that say which sign marks what the accreditation does not cover."""
    # One group of a name is all that a pattern may have: they are tried one after the other.
    patterns = [re.sub(r"\?P<sign>", f"?P<sign{at}>", pattern) for at, pattern in enumerate(_words(table()["outside"]))]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@cache
def legend() -> re.Pattern[str]:
    """A legend: a sign, a word for "means", and a verdict in words."""
    means = "|".join(map(re.escape, sorted(_words(table()["means"]), key=len, reverse=True)))
    words = "|".join(map(re.escape, sorted((w for w in verdict_words() if len(w) > 1), key=len, reverse=True)))
    quote = "[“”\"'‘’「」«»]?"
    sign = r"(?<!\w)(?P<sign>[\w/*√×○●△—–⎯-]{1,3})"
    return re.compile(rf"{sign}{quote} ?(?:{means}|[-–—:：]) ?{quote}(?P<words>{words})(?!\w)", re.IGNORECASE)
