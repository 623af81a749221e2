"""Whether a label that cites a part of a standard covers a clause: "第4章", "5.2–5.4", "Annex A", "表1", "5(1)(a)".

A label covers the clause that it names and all that stands below it. A label of an item covers the clause in which the item
stands, since that is the smallest that is matched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.citation import Step, label_steps
from ingest.citing import Level
from ingest.clause import Clause
from ingest.targets import OBJECTS, normal

_TONGUES = ("en", "zh", "ru", "vi", "id", "kk")
_RANGE = re.compile(r"\s*(?:~|～|至|到|–|—|-|…|\.\.\.?)\s*|\s+(?:to|through|по|до|đến|sampai|hingga)\s+")
_LAST = re.compile(r"(\d+)\)?$")
_LONGEST_RANGE = 200
_AGAIN = re.compile(r"~\d+$")
"""What makes the id of a second clause with one label unique."""
_MAY_NUMBER: dict[Level, frozenset[Level]] = {
    Level.ANNEX: frozenset({Level.ANNEX}),
    Level.PART: frozenset({Level.PART, Level.CHAPTER}),
    Level.CHAPTER: frozenset({Level.CHAPTER, Level.CLAUSE, Level.SECTION}),
    Level.SECTION: frozenset({Level.SECTION, Level.CLAUSE, Level.ARTICLE, Level.CHAPTER}),
    Level.ARTICLE: frozenset({Level.ARTICLE, Level.CLAUSE}),
    Level.CLAUSE: frozenset({Level.CLAUSE, Level.ARTICLE}),
    Level.PARAGRAPH: frozenset({Level.PARAGRAPH, Level.CLAUSE}),
    Level.POINT: frozenset({Level.POINT, Level.CLAUSE}),
}
"""What a document may call that which a citation names by this word: "section 4" is a clause 4 without a word."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A label taken apart: its level, its number in one spelling, and what follows in brackets."""

    level: Level
    number: str
    tail: tuple[str, ...] = ()


def covers(label: str, clause: Clause) -> bool:
    """Whether ``label``, one label or a range of them, covers ``clause``."""
    return any(_covers(one, clause) for one in spread(label))


def spread(label: str) -> tuple[str, ...]:
    """The labels of a range ("5.2–5.4": 5.2, 5.3, 5.4); what is no range is itself."""
    whole = " ".join(label.split())
    if _names(whole, "") and not _RANGE.search(whole):
        return (whole,)
    ends = _RANGE.split(whole)
    if len(ends) != 2:
        return (whole,)
    first, last = (next(iter(_names(end, "")), None) for end in ends)
    if first is None or last is None:
        return (whole,)
    a, b = _LAST.search(first.number), _LAST.search(last.number)
    if not (a and b) or first.number[: a.start()] != last.number[: b.start()]:
        return (whole,)
    low, high = int(a[1]), int(b[1])
    if not low < high <= low + _LONGEST_RANGE:
        return (whole,)
    head = "Annex " if first.level is Level.ANNEX else "Article " if first.level is Level.ARTICLE else ""
    return tuple(f"{head}{first.number[: a.start()]}{number}" for number in range(low, high + 1))


def _covers(label: str, clause: Clause) -> bool:
    wanted = _names(label, clause.lang)
    if not wanted:
        return label.strip().casefold() == clause.cited.casefold()
    last = wanted[-1]
    if last.level >= Level.TABLE:
        return any(_is(last, part.label, clause) for part in clause.parts if OBJECTS.get(part.kind) == last.level)
    places = [names for text in _path(clause) if (names := _names(text, clause.lang))]
    at = 0
    for step in wanted:
        hit = next(
            (n for n in range(at, len(places)) if any(_meets(step, one, own=n == len(places) - 1) for one in places[n])), None
        )
        if hit is None:
            return False
        at = hit
    return True


def _is(wanted: _Name, label: str, clause: Clause) -> bool:
    return any(one.level == wanted.level and one.number == wanted.number for one in _names(label, clause.lang))


def _meets(wanted: _Name, there: _Name, *, own: bool) -> bool:
    """Whether a step names ``there``; where that is the clause's ``own`` label, a step to an item inside of it does too."""
    if wanted.level is Level.ANNEX and there.level is Level.CLAUSE:  # the clauses of an annex in a list without its heading
        return there.number.startswith(f"{wanted.number}.")
    if there.level not in _MAY_NUMBER.get(wanted.level, frozenset({wanted.level})):
        return False
    if wanted.number == there.number:
        shorter = min(len(wanted.tail), len(there.tail)) if own else len(wanted.tail)
        return wanted.tail[:shorter] == there.tail[:shorter]
    is_clause = there.level is Level.CLAUSE and not wanted.tail
    return is_clause and there.number.startswith(f"{wanted.number}.")  # not of articles: Статья 4.1 stands beside Статья 4


def _path(clause: Clause) -> Iterator[str]:
    """The labels from the top down to the clause, as its id has them, and its own."""
    if "/" not in clause.clause:
        yield from (_AGAIN.sub("", part) for part in clause.id.split("/")[:-1])
    yield clause.clause.replace("/", ".") if re.fullmatch(r"\d+(?:/\d+)+", clause.clause) else clause.clause


@lru_cache(maxsize=65536)
def _names(label: str, lang: str) -> tuple[_Name, ...]:
    """A label as names, outermost first; () where it is none in any of the languages that cite."""
    for tongue in dict.fromkeys((lang, *_TONGUES)):
        steps = label_steps(label, tongue) if tongue else ()
        if steps:
            return tuple(map(_name, steps))
    return ()


def _name(step: Step) -> _Name:
    return _Name(step.level, normal(step), tuple(part.strip("() ").casefold() for part in step.tail))
