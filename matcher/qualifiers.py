"""Phrases that qualify a provision: its conditions, its exceptions, and how something is to be tested.

Languages that put the word before what it opens ("where the level exceeds …") are read here, those that put it last
(当…时, … болған жағдайда) in ``suspended``. Where it is not clear how far a phrase reaches, none is given.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from matcher.nominative import begins_subject

Place = tuple[int, int]
"""Characters of a text: from, to."""

LONGEST = 320
"""Characters: what reaches further has swallowed its sentence."""


class Role(StrEnum):
    """What a phrase does to a provision."""

    CONDITION = "condition"
    EXCEPTION = "exception"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters ``start`` to ``end`` of a sentence and their role."""

    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language (``tables/qualifying.toml``): what opens a phrase, and where."""

    opens: re.Pattern[str]
    testing: re.Pattern[str] | None
    connective: re.Pattern[str]
    nobody: re.Pattern[str]


_OPENERS = {
    "not": None,
    "exception": Role.EXCEPTION,
    "method": Role.METHOD,
    "procedure": Role.METHOD,
    "condition": Role.CONDITION,
}
_SPACED = frozenset({"en", "ru", "fr", "vi", "id", "ar"})
_PAUSE = re.compile(r"[,،;:؛—–(（)）\]]\s*$|^\s*$")
_CLOSES = re.compile(r"[.;؛:]\s*$")
_LIST = re.compile(r"[,،]\s[^,،]{1,60}(?:[,،]\s[^,،]{1,60})*[,،]?\s(?:and|or|и|или|et|ou|và|hoặc|dan|atau|أو|و)\s?[^,،]+$")
_PARTICIPLE = re.compile(r",\s\w+(?:нн|ем|им|ющ|ящ|вш)(?:ому|ой|ого|ым|ых|ом|ими|ую)(?=\s)")
_RU_FINITE = re.compile(r"(?<!\w)[а-яё]{3,}(?:ют|ят|ут|ат)(?:ся)?(?!\w)")
_RU_CLAUSE = re.compile(
    r"(?:если|когда|пока|как\s+только|при\s+условии|за\s+исключением\s+случаев|кроме\s+случаев)", re.IGNORECASE
)
_RU_VERB = re.compile(r",?\s(?:и|а)\s(?=(?:не\s)?[а-яё]+(?:ют|ят|ут|ат)(?:ся)?\b)")
_WHEN = re.compile(r"(?:when|where|if|while)\b", re.IGNORECASE)  # "when in use, …"
_ALSO = re.compile(r",?\s(?:and|or|et|ou)\s(?=[a-zéè])")
_JOINS = re.compile(r"[,،]?\s(?:and|but|or|и|но|а|et|mais|và|nhưng|dan|tetapi)\s")


@cache
def table(lang: str) -> dict[str, Any] | None:
    """The entries of a language in ``tables/qualifying.toml``; None where it has none."""
    data: dict[str, Any] = tomllib.loads(resources.files("matcher").joinpath("tables", "qualifying.toml").read_text("utf-8"))
    return data.get(lang)


@cache
def words(lang: str) -> Words | None:
    """The words of a language that puts them before what they open; None where they are not known."""
    entry = table(lang)
    if entry is None or lang not in _SPACED:
        return None
    groups = "|".join(f"(?P<{kind}>{_any(entry[kind])})" for kind in (*_OPENERS, "first") if entry.get(kind))
    testing = entry.get("testing")
    return Words(
        re.compile(rf"(?<!\w)(?:{groups})(?:(?!\w)|(?<=['’]))", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{testing})(?!\w)", re.IGNORECASE) if testing else None,
        re.compile(rf"\s*(?:{_any(entry['connective'])})(?!\w),?\s+", re.IGNORECASE),
        re.compile(rf"\s*(?:{_any(entry['nobody'])})(?!\w)", re.IGNORECASE),
    )


def _any(entries: Sequence[str]) -> str:
    return "|".join(sorted((e.replace(" ", r"\s+") for e in entries), key=len, reverse=True))


def opened(sentence: str, lang: str, modal: Place | None, modals: Sequence[Place]) -> tuple[Phrase, ...]:
    """The phrases of ``sentence`` in a language that puts the word before what it opens, in order.

    Args:
        sentence: one sentence.
        lang: ISO 639-1; a language without words has no phrases.
        modal: the modal verb that makes the provision; None where there is none.
        modals: all of its modal verbs.
    """
    known = words(lang)
    if known is None:
        return ()
    tests = known.testing is not None and known.testing.search(sentence) is not None
    openers = [(m.start(), m.end(), m.lastgroup or "") for m in known.opens.finditer(sentence)]
    openers = [o for o in openers if o[2] != "not"]
    found: list[Phrase] = []
    for start, after, kind in openers:
        role = _OPENERS.get(kind, Role.CONDITION) or Role.CONDITION
        if (kind == "procedure" and not (tests and _near(known, sentence, start))) or any(
            p.start <= start < p.end and not _holds(p, role) for p in found
        ):
            continue
        said = kind in ("procedure", "method") and _said(known, sentence, start)
        if not said and not _may_open(sentence, start, kind, modal, lang):
            continue
        others = [o[0] for o in openers if o[2] not in ("first", "procedure")]
        end = _end(sentence, (start, after), lang, modal, [m for m in modals if m != modal], others)
        if end is not None and kind == "procedure" and (joined := _ALSO.search(sentence, after, end)):
            end = joined.start()  # "in accordance with 5.2 and recorded"
        if end is not None and 0 < end - start <= LONGEST and sentence[after:end].strip():
            found.append(Phrase(role, start, end))
    return tuple(found)


def _near(known: Words, sentence: str, start: int) -> bool:
    """Whether testing is spoken of shortly before, or right behind."""
    return known.testing is not None and known.testing.search(sentence, max(0, start - 90), start + 90) is not None


def _said(known: Words, sentence: str, start: int) -> bool:
    """Whether the word before says testing: "determined in accordance with …" belongs to its noun and still names a method."""
    return (
        known.testing is not None and re.search(rf"(?:{known.testing.pattern})\s$", sentence[:start], re.IGNORECASE) is not None
    )


def _holds(outer: Phrase, role: Role) -> bool:
    """A condition may say how something was measured; what excepts or names a method is one phrase."""
    return outer.role is Role.CONDITION and role is Role.METHOD


def _may_open(sentence: str, start: int, kind: str, modal: Place | None, lang: str) -> bool:
    """A word opens a phrase at the beginning, after a pause or behind the verb; before the verb it belongs to the noun."""
    before = sentence[:start]
    first = _begins(before, lang)
    if kind == "first":
        return first
    return first or kind == "exception" or modal is None or start > modal[0] or _PAUSE.search(before) is not None


def _begins(before: str, lang: str) -> bool:
    """Whether nothing of the sentence stands before, or nothing but "In addition,"."""
    return not before.strip() or _CLOSES.search(before) is not None or _only_connective(before, lang)


def _only_connective(before: str, lang: str) -> bool:
    known = words(lang)
    return known is not None and known.connective.fullmatch(before if before.endswith(" ") else before + " ") is not None


def _end(
    sentence: str, opener: Place, lang: str, modal: Place | None, others: Sequence[Place], openers: Sequence[int]
) -> int | None:
    """Where the phrase that begins at ``opener`` ends."""
    start, after = opener
    closing = _closing(sentence, start)
    if closing is None and (modal is None or start < modal[0]):
        if _begins(sentence[:start], lang):
            return _before_main(sentence, opener, modal, lang)
        if modal is not None and start < modal[0]:  # "Enclosures, except for …, shall"; "all doors other than …shall"
            return next((at for at in _commas(sentence, after) if at <= modal[0]), len(sentence[: modal[0]].rstrip()))
    stop = closing if closing is not None else len(sentence.rstrip(" .;:؛,،"))
    comma = next(
        (at for at in _commas(sentence, after) if at < stop and not (lang == "ru" and _PARTICIPLE.match(sentence, at))), None
    )
    short = comma is not None and len(sentence[after:comma].split()) <= 2 and _WHEN.match(sentence, start) is not None
    if comma is not None:
        ends = [at for at in (*_commas(sentence, comma + 1), stop) if at <= stop]
        stop = comma if short or modal is None else next((at for at in ends if _LIST.fullmatch(sentence[comma:at])), comma)
    following = [at for at in openers if after + 1 < at < stop and not _belongs(sentence, at)]
    stop = min([stop, *following])
    ahead = [m[0] for m in others if after < m[0] < stop]
    if ahead and (joins := list(_JOINS.finditer(sentence, after, ahead[-1]))):
        stop = joins[-1].start()  # "… after repair and shall be marked": what is joined is another demand
    if lang == "ru" and (verb := _RU_VERB.search(sentence, after, stop)):
        stop = verb.start()
    if lang == "ru" and comma is None and _RU_FINITE.search(sentence, after, stop) and not _RU_CLAUSE.match(sentence, start):
        return None  # a noun that opens a condition ends somewhere before the verb
    return start + len(sentence[start:stop].rstrip(" ,،;:—–("))


def _belongs(sentence: str, at: int) -> bool:
    """Whether the opener there only goes on: "if and when", "except where"."""
    return bool(re.search(r"(?:and|or|и|или|et|ou)\s$", sentence[:at]))


def _before_main(sentence: str, opener: Place, modal: Place | None, lang: str) -> int | None:
    """Where a phrase ends that stands before the main part of its sentence: at the last comma before the modal verb."""
    start, after = opener
    if modal is None:
        return next(iter(_commas(sentence, after)), None)
    commas = [at for at in _commas(sentence, after) if at < modal[0]]
    if sentence[modal[0]] in ":：" and not commas:
        return modal[0]  # it leads in a list: "if the tank held acid:"
    if lang == "ru":
        return begins_subject(sentence, (start, after), modal, commas)
    if lang == "vi" and (then := sentence.find(" thì ", after, modal[0])) >= 0:
        return then
    if lang != "ar" and commas and not sentence[commas[-1] + 1 : modal[0]].strip():
        commas = commas[:-2]  # "Where …, the manufacturer, including …, shall": the last two set off what is said of the subject
    return commas[-1] if commas else None


def _closing(sentence: str, start: int) -> int | None:
    """Where the brackets close in which ``start`` stands; None where it stands in none."""
    depth = 0
    for at in range(start - 1, -1, -1):
        depth += (sentence[at] in "(（") - (sentence[at] in ")）")
        if depth > 0:
            found = re.search(r"[)）]", sentence[start:])
            return start + found.start() if found else None
    return None


def _commas(sentence: str, start: int) -> list[int]:
    """The commas from ``start`` on that stand in no brackets and in no word."""
    found, depth = [], 0
    for at in range(start, len(sentence)):
        letter = sentence[at]
        depth = max(0, depth + (letter in "(（") - (letter in ")）"))
        if letter in ",،" and not depth and not sentence[at + 1 : at + 2].strip():  # 1,5 and L_EX,8h are one word
            found.append(at)
    return found
