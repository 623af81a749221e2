"""Bare numbers in the rows of a table that stands in the text of a clause, in the units of its unit line or of its heads.

For texts whose tables are lines alone (clause lists, plain files); where a reading knows the cells of a table,
``matcher.tabular`` takes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.units import Unit, unit_at
from matcher.comparators import Comparator
from matcher.quantity import Quantity

CAPTION = re.compile(r"^\s*(?:续?表|Table|Таблица|Bảng|Tabel|Tableau|الجدول)\s?[A-ZА-Я]?\.?\d", re.I)
SENTENCE = re.compile(r"[。；;:：!?]|[.](?:\s|$)")
LONGEST = 160
_UNIT_LINE = re.compile(
    r"(?:单位(?:为|是|：|:)\s?|(?:^|\b(?:levels|values|dimensions|pressures?|times?|limits?|lengths?|temperatures?)\s)in |"
    r"^\s*[(（]*в |(?:размеры|значения|уровни)\s?,? в |đơn vị(?: tính)?:?\s)(?=\S{1,12}\s?(?:[)）\]]|$))",
    re.I,
)
_VALUE = re.compile(r"(?<![\w.,–—~～-])(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+(?:[.,]\d+)?)(?![\w.,–—~～-]|\s?[–—~～])")
_HEAD = re.compile(r"(?:[(（,，/]\s?|\s)(?=\S)")


def cells(text: str) -> Iterator[Quantity]:
    """The bare numbers of the rows of the tables of ``text``, in reading order.

    With one unit for the table every number counts behind what names its row; with units in the heads, as many as there are.
    """
    heads: list[Unit] = []
    whole: Unit | None = None
    inside = seen = False
    at = 0
    for line in text.split("\n"):
        named = _UNIT_LINE.search(line)
        if CAPTION.match(line):
            heads, whole, inside, seen = [], None, True, False
        elif named:
            found = unit_at(line, named.end())
            whole, inside = (found[0] if found else None), True
        elif not inside or SENTENCE.search(line) or len(line) > LONGEST:
            inside = False
        else:
            values = row_values(line)
            if values and (whole or len(heads) == len(values)):
                seen = True
                units = [whole] * len(values) if whole else heads
                yield from (_cell(v, unit, at) for v, unit in zip(values, units, strict=True) if unit)
            elif not seen and not values:
                heads += _units(line)
        at += len(line) + 1


def row_values(line: str) -> list[re.Match[str]]:
    """The numbers that stand alone in a row, but for the first where nothing else names the row."""
    found = list(_VALUE.finditer(line))
    named = any(c.isalpha() for c in line[: found[0].start()]) if found else True
    return found if named else found[1:]


def _units(line: str) -> Sequence[Unit]:
    """The units that the heads of columns name, in order; symbols alone, for words of a head are no units."""
    found: list[Unit] = []
    end = 0
    for m in _HEAD.finditer(line):
        given = unit_at(line, m.end()) if m.end() >= end else None
        if (
            given
            and not re.match(r"[\w]", line[given[1] : given[1] + 1])
            and re.search(r"[A-Za-zА-я%°‰]", line[m.end() : given[1]])
        ):
            found.append(given[0])
            end = given[1]
    return found


def _cell(m: re.Match[str], unit: Unit, at: int) -> Quantity:
    value = Decimal(re.sub(r"[ \u00a0\u202f]", "", m[0]).replace(",", "."))
    start, end = at + m.start(), at + m.end()
    return Quantity(Comparator.EQUAL, value, unit, start, end, start, end)
