"""The words for comparison of limits in the languages that are read, and how each language prints them.

The words are ``tables/comparators.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any


class Comparator(StrEnum):
    """How a quantity bounds what it limits."""

    AT_MOST = "≤"
    BELOW = "<"
    AT_LEAST = "≥"
    ABOVE = ">"
    EQUAL = "="
    RANGE = "–"


UPPER = frozenset({Comparator.AT_MOST, Comparator.BELOW})
LOWER = frozenset({Comparator.AT_LEAST, Comparator.ABOVE})

_WINDOW = 60  # characters before a number in which the words of its comparison begin
# what may stand between the words of comparison and the number, or between the unit and the words after it
_GAP_BEFORE = (
    r"(?:\s|of|the|a|an|is|be|are|value|values|to|by|than|its|total|approximately|about|around|some|every|once|in|per|for|"
    r"期|为|是|于|在|了|其|：|:|值|达|约|大约|近|新台币|新臺幣|人民币|美金|每隔?|摄氏|零下|[一-鿿]{2,8}的(?=\s?$)|NT\$|US\$|HK\$|NTD|NT|\$|€|£|¥|￥|RMB|USD|EUR|CNY|"
    r"чем|величины|значения|уровня|около|примерно|на|в|за|через|одного раза|шамамен|khoảng|là|mức|của|la|les|de|environ|"
    r"minus|plus|минус|плюс|âm|sekitar|sebesar|حوالي|نحو|مدة|من|[(（\"“=-])*"
)
_GAP_AFTER = (
    r"(?:\s|者|的|之|高度|深度|宽度|长度|距离|时间|期限|[个件台套份项家处组批辆块层支只条座栋](?=[^一-鿿]|以|及|或|内|为)|"
    r"-?[дтнп][аеі]н|ден|дан|тен|тан|нан|нен|ге|ға|ке|қа|-|[,，)）（(])*"
)


_INCLUDED = re.compile(r"\s?[个件台套份项]?\s?[(（](?P<open>不)?含(?:本数)?[^)）]{0,6}[)）]")
"""超过 5 t（含）is 5 t or more, 5 t 以上（不含）more than 5 t."""
_FORBIDS = re.compile(
    r"(?:(?<![A-Za-z])(?:(?:shall|should|must|may|can|will|does|do) (?:not|never)|cannot|never|at no time|in no case|"
    r"no (?:\w+ ){1,4}(?:shall|may|should|must))(?![A-Za-z])|不(?:得|应|准|许|允许|宜|可|能)|严禁|禁止|避免|防止|"
    r"запрещ[а-я]+|не допуска[а-я]+|недопустим[а-я]+|не долж[а-я]+|không (?:được|nên|thể)|nghiêm cấm|tidak boleh|dilarang)"
    r"(?P<between>[^。；;，,.:：\n]{0,60})$",
    re.I,
)
_TURNS = re.compile(
    r"(?<![A-Za-z])(?:where|when|if|unless|until|without|which|who|that|because)(?![A-Za-z])|当|若|如|除|未|无|"
    r"(?<![а-я])(?:если|когда|без|кроме)(?![а-я])",
    re.I,
)
"""What stands between a prohibition and a value that it does not forbid to pass."""
_CLOSED = {Comparator.ABOVE: Comparator.AT_LEAST, Comparator.BELOW: Comparator.AT_MOST}
_OPEN = {closed: opened for opened, closed in _CLOSED.items()}


def comparator_at(text: str, start: int, end: int) -> tuple[Comparator, int, int]:
    """The comparator of the value at ``start`` to ``end`` of a folded text, and the characters with its words."""
    comparator, outer_start, outer_end = _said(text, start, end)
    included = _INCLUDED.match(text, outer_end)
    if included:
        comparator, outer_end = (_OPEN if included["open"] else _CLOSED).get(comparator, comparator), included.end()
    return comparator, outer_start, outer_end


def kept(comparator: Comparator, text: str, start: int) -> Comparator:
    """What must be kept where it is forbidden to pass the value whose words begin at ``start``: 不得使温度高于60 ℃ is ≤."""
    forbidden = _FORBIDS.search(text[max(0, start - _WINDOW) : start]) if comparator in _CLOSED else None
    if forbidden is None or _TURNS.search(forbidden["between"]):
        return comparator
    return Comparator.AT_MOST if comparator is Comparator.ABOVE else Comparator.AT_LEAST


def _said(text: str, start: int, end: int) -> tuple[Comparator, int, int]:
    before, after = _patterns()
    window = max(0, start - _WINDOW)
    said = text[window:start]
    hits = [(m.start("words"), c) for c, pattern in before for m in [pattern.search(said)] if m]
    if hits:
        place, comparator = min(hits, key=lambda hit: hit[0])
        return comparator, window + place, end
    for comparator, pattern in after:
        m = pattern.match(text, end)
        if m:
            return comparator, start, m.end()
    return Comparator.EQUAL, start, end


_Patterns = tuple[tuple[Comparator, re.Pattern[str]], ...]


@cache
def _patterns() -> tuple[_Patterns, _Patterns]:
    """What finds the words before a number and after its unit; one pattern a comparator."""
    table = tomllib.loads(resources.files("matcher").joinpath("tables", "comparators.toml").read_text("utf-8"))
    before = {Comparator[name.upper()]: _words(table, words) for name, words in table["before"].items()}
    after = {Comparator[name.upper()]: _words(table, words) for name, words in table["after"].items()}
    return (
        tuple((c, re.compile(rf"(?P<words>{_bounded(w)}){_GAP_BEFORE}$", re.I)) for c, w in before.items()),
        tuple(
            (c, re.compile(rf"{_GAP_AFTER}(?P<words>(?:{_alternatives(w)})(?![A-Za-zА-Яа-я]))", re.I)) for c, w in after.items()
        ),
    )


def _words(table: dict[str, Any], by_language: dict[str, list[str]]) -> list[str]:
    found = []
    for lang, words in by_language.items():
        greater, less = (table[name].get(lang, "") for name in ("greater", "less"))
        found += [w.replace("{not}", table["not"]).replace("{greater}", greater).replace("{less}", less) for w in words]
    return found


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(w if re.search(r"[\[(]", w) else re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def _bounded(every: Sequence[str]) -> str:
    """Words of scripts with spaces must not be found inside longer words; Han words and signs stand anywhere."""
    spaced = [w for w in every if w[0].isalpha() and not "\u3400" <= w[0] <= "\u9fff"]
    other = [w for w in every if w not in spaced]
    parts = [rf"(?<![^\W\d_])(?:{_alternatives(spaced)})(?![A-Za-zА-Яа-я])"] if spaced else []
    return "|".join(parts + ([_alternatives(other)] if other else []))
