"""Anchors: what of a clause survives translation, and how rare each of them is in a corpus.

Numbers (20 = 二十 = twenty), quantities with their unit, chemical formulae, CAS numbers, designations of other standards,
dates, words in Latin script, and, between texts of one language, the words themselves. Weights are the idf of BM25
(Robertson and Zaragoza, 2009).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.numerals import fold, numbers
from index.units import unit_at

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_CAS = re.compile(r"(?<![\d-])(\d{2,7}-\d{2}-\d)(?![\d-])")
_FORMULA = re.compile(r"(?<![A-Za-z])((?:[A-Z][a-z]?\d{0,2}){2,8})(?![A-Za-z])")
_SYMBOL = re.compile(r"[A-Z][a-z]?")
_ELEMENTS = frozenset(
    _SYMBOL.findall("HHeLiBeBCNOFNeNaMgAlSiPSClArKCaTiVCrMnFeCoNiCuZnGaGeAsSeBrKrRbSrZrMoAgCdSnSbTeIXeCsBaWPtAuHgTlPbBiRaThU")
)
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
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
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
Array = NDArray[np.float32]
_PRIOR = 2.0
"""Keeps a single shared anchor from being everything."""
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
        """number, quantity, formula, cas, designation, date, word."""
        return self.key.partition(":")[0]


def anchors(text: str, lang: str = "", *, words: bool = True) -> tuple[Anchor, ...]:
    """The anchors of ``text`` in reading order; with ``words`` its words too (Han script: pairs of characters)."""
    folded = fold(text)
    found = [
        *_designations(folded),
        *_dates(folded),
        *(Anchor(f"cas:{m[1]}", *m.span()) for m in _CAS.finditer(folded)),
        *_formulae(folded),
    ]
    taken = [(a.start, a.end) for a in found]
    found += [a for a in _numbers(text, lang) if not any(a.start < e and s < a.end for s, e in taken)]
    if words:
        found += _words(folded)
    return tuple(sorted(found, key=lambda a: (a.start, a.end, a.key)))


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
    for m in _FORMULA.finditer(text.translate(_SUBSCRIPTS)):
        parts = _SYMBOL.findall(m[1])
        if any(c.isdigit() for c in m[1]) and all(p in _ELEMENTS for p in parts) and len(parts) > 1:
            found.append(Anchor(f"formula:{m[1]}", *m.span()))
    return found


def _numbers(text: str, lang: str) -> list[Anchor]:
    found = []
    for number in numbers(text, lang):
        gap = 1 if text[number.end : number.end + 1] in (" ", "-", "\u00a0") else 0
        measured = unit_at(text, number.end + gap)
        if measured or number.unit:
            symbol, end = (number.unit, number.end) if number.unit else (measured[0].symbol, measured[1])  # type: ignore[index]
            found.append(Anchor(f"quantity:{number.value} {symbol}", number.start, end))
        if measured or number.value >= _ALONE[number.form]:
            found.append(Anchor(f"number:{abs(number.value)}", number.start, number.end))
    return found


def _words(text: str) -> list[Anchor]:
    found = []
    for m in _WORD.finditer(text):
        word = m.group()
        if _HAN.search(word):
            for run in _HAN.finditer(word):
                at = m.start() + run.start()
                found += [Anchor(f"word:{text[i : i + 2]}", i, i + 2) for i in range(at, at + len(run.group()) - 1)]
        elif len(word) > 1:
            found.append(Anchor(f"word:{word.casefold()}", *m.span()))
    return found


class Lexicon:
    """The anchors of a corpus with their rarity. Memory grows with the anchors of the corpus, one number each.

    The score of two texts is Dice's coefficient over their anchors, each weighted by its idf: what both have, against what
    either has, so that a number without a counterpart speaks against the pair. Words count as missing only between texts of
    one language.
    """

    def __init__(self, texts: Sequence[str], langs: Sequence[str]) -> None:
        counts = [keys(text, lang) for text, lang in zip(texts, langs, strict=True)]
        self.langs = np.array(langs)
        self._columns: dict[str, int] = {}
        for count in counts:
            for key in count:
                self._columns.setdefault(key, len(self._columns))
        frequency = np.zeros(len(self._columns))
        for count in counts:
            for key in count:
                frequency[self._columns[key]] += 1
        self.idf: Array = np.log(1 + (len(counts) - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
        self._unseen = float(np.log(1 + 2 * (len(counts) + 0.5)))
        self._matrix = self._sparse(counts)
        is_word = np.array([key.startswith("word:") for key in self._columns], dtype=bool)
        self._sums = self._matrix @ (self.idf * ~is_word), self._matrix @ self.idf

    def rarity(self, key: str) -> float:
        """The idf of one anchor in this corpus; 0 where the corpus does not have it."""
        column = self._columns.get(key)
        return 0.0 if column is None else float(self.idf[column])

    def scores(self, texts: Sequence[str], langs: Sequence[str]) -> Array:
        """(queries, corpus) in [0, 1]. Each row depends on its query and the corpus alone."""
        counts = [keys(text, lang) for text, lang in zip(texts, langs, strict=True)]
        queries = self._sparse(counts)
        weighted = queries.copy()
        weighted.data = weighted.data * self.idf[weighted.indices]
        shared: Array = (weighted @ self._matrix.T).toarray()
        scores = np.empty_like(shared)
        for row, (count, lang) in enumerate(zip(counts, langs, strict=True)):
            unseen = sum(self._unseen for key in count if key not in self._columns and not key.startswith("word:"))
            known = sum(self.rarity(key) for key in count if not key.startswith("word:"))
            words = sum(self.rarity(key) for key in count if key.startswith("word:"))
            alike = self.langs == lang
            ours = unseen + known + np.where(alike, words, 0.0)
            theirs = np.where(alike, self._sums[1], self._sums[0])
            scores[row] = 2 * shared[row] / np.maximum(ours + theirs + _PRIOR, 2 * shared[row])
        return scores

    def _sparse(self, counts: Sequence[Counter[str]]) -> csr_matrix[np.float32]:
        from scipy.sparse import csr_matrix

        indptr, indices = [0], []
        for count in counts:
            indices += [self._columns[key] for key in count if key in self._columns]
            indptr.append(len(indices))
        data = np.ones(len(indices), dtype=np.float32)
        return csr_matrix((data, indices, indptr), shape=(len(counts), len(self._columns)))


def keys(text: str, lang: str = "") -> Counter[str]:
    """How often each anchor of ``text`` occurs."""
    return Counter(anchor.key for anchor in anchors(text, lang))
