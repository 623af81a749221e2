"""Anchors: what of a clause survives translation, and, for texts of one language, its words.

Numbers (20 = 二十 = twenty), quantities with their unit, substances by name, formula or CAS number, designations of other
standards, dates, abbreviations and whatever else stands in Latin script in a text of another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.numerals import fold, numbers
from index.passage import text_of
from index.substances import SUBSCRIPTS, substances
from index.units import unit_at
from index.words import words as words_of
from ingest.clause import Clause

_CAS = re.compile(r"(?<![\d-])(\d{2,7}-\d{2}-\d)(?![\d-])")
_FORMULA = re.compile(r"(?<![A-Za-z])((?:[A-Z][a-z]?\d{0,2}){2,8})(?![A-Za-z])")
_SYMBOL = re.compile(r"[A-Z][a-z]?")
_ELEMENTS = frozenset(
    _SYMBOL.findall("HHeLiBeBCNOFNeNaMgAlSiPSClArKCaTiVCrMnFeCoNiCuZnGaGeAsSeBrKrRbSrZrMoAgCdSnSbTeIXeCsBaWPtAuHgTlPbBiRaThU")
)
_PUBLISHERS = {"ИСО": "ISO", "МЭК": "IEC", "ГОСТ Р": "GOST R", "ГОСТ": "GOST", "СТ РК": "ST RK"}
_DESIGNATION = re.compile(
    r"(?<![A-Za-zА-Я])((?:GB|GBZ|GBJ|JJG|AQ|HJ|SY|DL|NB|MT|LD|WS|GA|ISO|IEC|IEEE|EN|DIN|BS|ANSI|ASTM|API|NFPA|ASME|"
    r"CNS|JIS|TCVN|QCVN|SNI|SASO|GSO|ITU|"
    r"ИСО|МЭК|ГОСТ(?: Р)?|СТ РК|СН|СП|РД)(?:[ /]?(?:T|Z|TS|TR|IEC|ISO|МЭК|ИСО|Guide|"
    r"CISPR))*)[ -]?(\d+(?:[.-]\d{1,3})*)(?:\s?[:—–-]\s?(\d{4}|\d{2}))?(?!\d)"
)
_DATES = (
    re.compile(r"(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日"),
    re.compile(r"(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<name>[A-Za-zА-Яа-я]{3,12}),? (?P<y>(?:19|20)\d\d)"),
    re.compile(r"(?P<name>[A-Z][a-z]{2,8}) (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)\d\d)"),
)
_MONTHS = {
    name: i
    for i, names in enumerate(
        [
            "jan янв",
            "feb фев",
            "mar мар",
            "apr апр",
            "may мая",
            "jun июн",
            "jul июл",
            "aug авг",
            "sep сен",
            "oct окт",
            "nov ноя",
            "dec дек",
        ],
        1,
    )
    for name in names.split()
}
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]+(?:[-/&][A-Za-z0-9]+)*(?![A-Za-z0-9])")
_CAPITAL = re.compile("[A-Z]")
_OTHER_SCRIPTS = frozenset("zh ja ko ru uk be bg sr mk kk ky tg mn ar fa ur he el th hi bn ta te ka hy am lo km my".split())  # noqa: SIM905
"""Languages in whose texts a word in Latin script is a name, a symbol or an abbreviation."""
_SHOUTED = frozenset("ALL AND CAUTION DANGER IF MAY MUST NEVER NO NOT NOTE ONLY OR SHALL SHOULD WARNING".split())  # noqa: SIM905
"""English words that are written in capitals for emphasis, and are no abbreviations."""
_LONGEST_ABBREVIATION = 12
_LONGEST_UNIT = 64  # characters in which a unit and what it is divided by end
_ALONE = Counter({"han": 2, "word": 2, "ordinal": 2})
"""The smallest value that a numeral of this form must have to be an anchor by itself: 一 and "one" are mostly no numbers."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something that survives translation: a ``key`` equal in all languages, and where it stands in the text."""

    key: str
    start: int
    end: int

    @property
    def kind(self) -> str:
        """number, quantity, substance, formula, cas, designation, date, latin, word."""
        return self.key.partition(":")[0]


def anchors(text: str, lang: str = "", *, words: bool = True) -> tuple[Anchor, ...]:
    """The anchors of ``text`` in reading order; with ``words`` its words too (Han script: pairs of characters)."""
    return _anchors(text, lang, (), words=words)


def keys_of(clause: Clause) -> Counter[str]:
    """How often each anchor and each word of a clause occurs in its title and text.

    What it refers to within its own standard is no anchor: the number of a clause means nothing elsewhere. A standard that it
    cites is one, whatever grammar found it.
    """
    text = text_of(clause)
    shift = len(text) - len(clause.text)
    own = [(r.start + shift, r.end + shift) for r in clause.references if not r.standard]
    found = Counter(anchor.key for anchor in _anchors(text, clause.lang, own, words=True))
    for reference in clause.references:
        for anchor in _designations(reference.standard):
            found[anchor.key] = max(found[anchor.key], 1)
    return found


def _anchors(text: str, lang: str, left_out: Sequence[tuple[int, int]], *, words: bool) -> tuple[Anchor, ...]:
    folded = fold(text)
    found = [*_designations(folded), *_dates(folded)]
    found += [Anchor(f"substance:{key}", start, end) for key, start, end in substances(folded)]
    taken = _Taken(found, left_out)
    found += taken.free([*(Anchor(f"cas:{m[1]}", *m.span()) for m in _CAS.finditer(folded)), *_formulae(folded)])
    taken = _Taken(found, left_out)
    found += (measured := taken.free(_numbers(folded, lang)))
    found += _Taken([*found, *measured], left_out).free(_latin(folded, lang))
    if words:
        found += [Anchor(f"word:{key}", start, end) for key, start, end in words_of(folded)]
    return tuple(sorted(found, key=lambda a: (a.start, a.end, a.key)))


class _Taken:
    """The characters that something stands on already."""

    def __init__(self, found: Sequence[Anchor], others: Sequence[tuple[int, int]]) -> None:
        self._places = {place for start, end in [*((a.start, a.end) for a in found), *others] for place in range(start, end)}

    def free(self, anchors: Sequence[Anchor]) -> list[Anchor]:
        """Those that stand on none of them."""
        return [a for a in anchors if self._places.isdisjoint(range(a.start, a.end))]


def _designations(text: str) -> list[Anchor]:
    found = []
    for m in _DESIGNATION.finditer(text):
        name = m[1]
        for native, latin in _PUBLISHERS.items():
            name = name.replace(native, latin)
        # an adopted number carries over: ГОСТ Р ИСО 45001 and GB/T 45001 share 45001 with ISO 45001
        found.append(Anchor(f"designation:{re.split(r'[.-]', m[2])[0]}", *m.span()))
        found.append(Anchor(f"designation:{name.replace(' ', '').replace('/', '')}{m[2]}".lower(), *m.span()))
    return found


def _dates(text: str) -> list[Anchor]:
    found = []
    for pattern in _DATES:
        for m in pattern.finditer(text):
            parts = m.groupdict()
            month = _MONTHS.get(parts["name"][:3].lower(), 0) if parts.get("name") else int(parts["m"])
            if 1 <= month <= 12 and 1 <= int(parts["d"]) <= 31:
                found.append(Anchor(f"date:{parts['y']}-{month:02}-{int(parts['d']):02}", *m.span()))
    return found


def _formulae(text: str) -> list[Anchor]:
    found = []
    for m in _FORMULA.finditer(text.translate(SUBSCRIPTS)):
        parts = _SYMBOL.findall(m[1])
        if any(c.isdigit() for c in m[1]) and all(p in _ELEMENTS for p in parts) and len(parts) > 1:
            found.append(Anchor(f"formula:{m[1]}", *m.span()))
    return found


def _numbers(text: str, lang: str) -> list[Anchor]:
    found = []
    for number in numbers(text, lang):
        at = number.end + (1 if text[number.end : number.end + 1] in (" ", "-", "\u00a0") else 0)
        measured = unit_at(text[at : at + _LONGEST_UNIT], 0)
        if measured or number.unit:
            symbol, end = (number.unit, number.end) if number.unit else (measured[0].symbol, at + measured[1])  # type: ignore[index]
            found.append(Anchor(f"quantity:{number.value} {symbol}", number.start, end))
        if measured or number.value >= _ALONE[number.form]:
            found.append(Anchor(f"number:{abs(number.value)}", number.start, number.end))
    return found


def _latin(text: str, lang: str) -> list[Anchor]:
    """Words in Latin script in a text of another; in a text in Latin script only what is written like an abbreviation."""
    if lang in _OTHER_SCRIPTS:
        return [Anchor(f"latin:{m.group().casefold()}", *m.span()) for m in _LATIN.finditer(text)]
    return [Anchor(f"latin:{m.group().casefold()}", *m.span()) for m in _abbreviations(text)]


def _abbreviations(text: str) -> Iterator[re.Match[str]]:
    at = 0
    for line in text.splitlines(keepends=True):
        shouted = line.isupper() and " " in line.strip()  # a heading in capitals is no abbreviation
        for m in _LATIN.finditer(text, at, at + len(line)):
            capitals = len(_CAPITAL.findall(m.group()))
            coined = capitals > 1 or (capitals and any(c.isdigit() for c in m.group()))
            if coined and not shouted and len(m.group()) <= _LONGEST_ABBREVIATION and m.group() not in _SHOUTED:
                yield m
        at += len(line)
