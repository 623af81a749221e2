"""Labels in running text: one, or a list, or a range, as it stands behind a word or by itself; and the captions of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.citing import JOINED, RIGHT, TIMES, UNTIL, Level, word_pattern
from ingest.numerals import SYSTEMS
from ingest.spelling import shadow
from ingest.words import COUNTER, UNIT

CONTINUED = re.compile(r"\s*(?:续|продолжение |continued )?\s*", re.IGNORECASE)
"""Before the label of a table that goes on."""

_CAPTION = 120  # characters: longer lines are no captions
_HAN_STOP = re.compile(r"(?<=[A-Z])。(?=\d)")
_ENDS = re.compile(r"[。.;；:：!?！？,，]\s*$")
STOP = r"(?![0-9A-Za-z_À-ɏЀ-ӿḀ-ỹء-ي])(?![.,]\d)"
HAN = "[零〇一二三四五六七八九十百两]{1,6}"
TAIL = r"(?:(?: ?\((?:\d{1,3}|[a-zа-я]{1,2}|[ivx]{1,5})\)){1,6}|(?: (?:[a-zа-яđ]|\d{1,2})\)){1,2}|(?:[a-zа-я]\)){1,2})"
NUMBER = r"(?:[A-ZА-Я]\.\d{1,2}(?:\.\d{1,3})*|[A-ZА-Я]\d{1,2}(?:\.\d{1,3})+|\d{1,4}(?:\.\d{1,4})*(?:bis|ter|[a-z]|[A-Z]{1,2})?)"
_ROMAN = "[IVXLC]{1,7}"
_LABELS: dict[Level, re.Pattern[str]] = {
    Level.ANNEX: re.compile(
        rf"\s?(?P<o>\()?(?P<n>[A-ZА-Я]\.\d{{1,2}}(?:\.\d{{1,3}})*|{_ROMAN}|Д[А-И]|[A-ZА-Я]|\d{{1,2}}|{HAN})(?(o)\)?){STOP}"
    ),
    Level.POINT: re.compile(
        rf"\s?(?:[«\"](?=[a-zа-я][»\"]))?(?P<n>(?<=[«\"])[a-zа-я](?=[»\"])|\d{{1,3}}(?:\.\d{{1,3}})+|\((?:[a-zа-яđ]{{1,2}}|\d{{1,3}}|[ivx]{{1,5}})\)|(?:[a-zа-яđ]|\d{{1,3}})\)|\d{{1,3}}|"
        rf"[b-zđб-я]{STOP}|[aа](?= (?:khoản|пункта|Điều|dan|atau|và)\b|[,;.\n]|$))[»\"]?(?P<tail>{TAIL})?{STOP}"
    ),
    Level.PARAGRAPH: re.compile(rf"\s?(?P<n>\d{{1,3}}[a-z]?|\(\d{{1,3}}\)|\([a-z]\))(?P<tail>{TAIL})?{STOP}"),
}
_NUMBERED = re.compile(
    rf"\s?(?P<o>\()?(?P<n>[LRDA]\. ?\d{{1,4}}(?:-\d{{1,3}})*|{NUMBER}|{_ROMAN}|{SYSTEMS['ar'].pattern})(?(o)\)?)"
    rf"(?P<tail>{TAIL})?{STOP}"
)
LETTERED = re.compile(rf"\s?(?P<n>{NUMBER}|{_ROMAN}|[A-Z])(?P<tail>{TAIL})?{STOP}")
_EQUATION = re.compile(rf" ?(?P<o>\()?(?P<n>(?:[A-ZА-Я]{{1,2}}[.-]?)?\d{{1,3}}(?:[.-]\d{{1,3}}){{0,3}}[a-z]?)(?(o)\)?){STOP}")
"""The number of a formula: one on the next line is that of a formula which stands there."""
_OBJECT = re.compile(_EQUATION.pattern.replace(" ?", r"\s?", 1))
_CLOSES = re.compile(r"\s*(?:[,.;:)]|$|(?:unless|if|shall|may|must|is|are|of|to|in|as|do|does|appl\w+|ha[sv]e?|where|when)\b)")
_MORE = re.compile(rf"(\((?:\d{{1,3}}|[a-z]{{1,2}})\)){STOP}")


@dataclass(frozen=True, slots=True)
class Value:
    """A label at ``start`` to ``end``: ``number`` as written, ``tail`` what follows in brackets ("(1)(b)", "a)")."""

    start: int
    end: int
    number: str
    tail: tuple[str, ...] = ()
    until: bool = False
    """Whether it ends a range that the value before begins."""


def values(plain: str, at: int, level: Level, lang: str, *, plural: bool, bare: bool = False) -> tuple[Value, ...]:
    """The labels of a list that begins at ``at``; each may have its own word again."""
    pattern = _pattern_of(level)
    first = pattern.match(plain, at)
    if first is None or (not bare and is_measured(plain, first.end()) and first["n"][0].isdigit()):
        return ()
    found = [_value(first)]
    while True:
        until = UNTIL.match(plain, found[-1].end)
        between = until or JOINED.match(plain, found[-1].end)
        if between is None or not between[0]:
            return tuple(found)
        more = _MORE.match(plain, between.end()) if found[-1].tail and found[-1].tail[-1][0] == "(" else None
        if more:  # Article 5(1), (2) and (3)
            alike = [n for n, part in enumerate(found[-1].tail) if part[1].isdecimal() is more[1][1].isdecimal()]
            tail = (*found[-1].tail[: alike[-1] if alike else -1], more[1])  # 10(1)(b) and (d), and (2)
            found.append(Value(more.start(), more.end(), found[-1].number, tail, until=bool(until)))
            continue
        repeated = _repeated(plain, between.end(), level, lang)
        following = pattern.match(plain, repeated or between.end())
        if following is None or is_measured(plain, following.end()):
            return tuple(found)
        dotted = "." in following["n"]
        nested = repeated and not until and found[-1].number.isdigit() and following["n"][0] == "("  # point 1, point (c)
        told = repeated or plural or (dotted and "." in found[0].number) or _is_one_of_two(plain, between[0], following.end())
        if nested or not told or (bare and not dotted):
            return tuple(found)
        found.append(replace(_value(following), until=bool(until)))


def _is_one_of_two(plain: str, between: str, end: int) -> bool:
    """Whether a number belongs to the word before: "Section 5 to 8", "Article 10 and 24."; not "Table 1 and 2 bars"."""
    sign = between.strip()
    return sign not in ("-", ",", "、") and (bool(_CLOSES.match(plain, end)) or not JOINED.fullmatch(between))


def _repeated(plain: str, start: int, level: Level, lang: str) -> int:
    """Where the word of ``level`` ends that stands at ``start``; 0 where none does."""
    pattern, words = word_pattern(lang)
    match = pattern.match(plain, start)
    return match.end() if match and match.lastindex and words[match.lastindex - 1].level is level else 0


def _pattern_of(level: Level) -> re.Pattern[str]:
    if level >= Level.TABLE:
        return _EQUATION if level is Level.FORMULA else _OBJECT
    if level in (Level.PART, Level.CHAPTER, Level.SECTION):
        return LETTERED
    return _LABELS.get(level, _NUMBERED)


def _value(match: re.Match[str]) -> Value:
    start = match.start() + match[0][:1].isspace()
    return Value(start, match.end(), match["n"], tail_of(match.groupdict().get("tail")))


def tail_of(text: str | None) -> tuple[str, ...]:
    """The brackets behind a label, one by one."""
    return tuple(re.findall(r"\([^()]*\)|\w+\)", text or ""))


def is_measured(plain: str, end: int) -> bool:
    """Whether a number that ends at ``end`` counts or measures something."""
    rest = plain[end : end + 12]
    return bool(TIMES.match(rest) or UNIT.match(rest.lstrip(" ")) or (COUNTER.match(rest.lstrip(" ")) and not RIGHT.match(rest)))


def is_caption(line: str) -> bool:
    """Whether a line that begins with the label of a table or figure is its caption, and no sentence about it."""
    return len(line) < _CAPTION and not _ENDS.search(line)


def dotted(label: str) -> str:
    """``label`` with a full stop for the Han one between a letter and a digit: 图C。1; of the same length."""
    return _HAN_STOP.sub(".", label)


def captions(text: str, lang: str) -> Iterator[tuple[Level, str]]:
    """The labels of the captions of tables and figures in ``text``."""
    pattern, words = word_pattern(lang)
    for line in dotted(shadow(text)).split("\n"):
        begin = CONTINUED.match(line)
        match = pattern.match(line, begin.end() if begin else 0)
        if match and match.lastindex and words[match.lastindex - 1].level >= Level.TABLE and is_caption(line):
            label = _OBJECT.match(line, match.end())
            if label:
                yield words[match.lastindex - 1].level, label["n"]
