"""Editions of one standard: which designations are the same work, and in which order its editions were made.

An amendment is an edition of its own: 第1号修改单, Изменение № 1, Amd 1, Cor 1, A11. In China a number belongs to one standard
whatever its mandate: GB 3836.1—2010 became GB/T 3836.1—2021, so that "/T" and "/Z" are no part of the work's name.
In Europe EN 60079-0 became EN IEC 60079-0, and its number stayed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.designation import Designation, parse
from ingest.series import CHINA

_AMENDMENT = re.compile(
    r"(?P<kind>[^\W\d]+(?: [^\W\d]+)?)\.? ?[№N]? ?(?P<number>\d{1,2})?(?:[:—-](?P<year>(?:19|20)\d\d)(?:-(?P<month>\d\d))?)?"
)
_KINDS = {"ИЗМЕНЕНИЕ": "AMD", "SỬA ĐỔI": "AMD", "XG": "AMD", "A": "AMD", "ПОПРАВКА": "COR", "C": "COR", "AC": "COR"}
"""One name for what amends and what corrects, whoever prints it; others stand as they are."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_LAST = re.compile(r"\s*[:：—–-]\s*((?:19|20)\d\d)$")
_MANDATE = re.compile(r"/[tz]$")


class Amendment(NamedTuple):
    """An amendment of an edition: ``kind`` AMD or COR where it is known to be one, ``number`` 1 where none is printed."""

    kind: str
    number: int
    year: int = 0
    """0 where it is not dated."""
    month: int = 0


EditionKey = tuple[int, int, tuple[tuple[int, int, int, str], ...]]


def amendments_of(designation: Designation) -> tuple[Amendment, ...]:
    """The amendments that a designation names, in the order given."""
    return tuple(one for text in designation.amendments if (one := _amendment(text)))


def edition_key(designation: str) -> EditionKey:
    """What orders the editions of one work: year, then what is added to the year, then the amendments.

    The base stands before its amendments, an earlier amendment before a later one: by year where the publisher dates its
    amendments, else by number. A text without a year is the least.
    """
    found = parse(designation)
    if found is None:
        year = _YEAR_LAST.search(designation)
        return int(year[1]) if year else 0, 0, ()
    added = _YEAR.search(found.edition)
    more = sorted((one.year, one.number, one.month, one.kind) for one in amendments_of(found))
    if any(text.startswith(("/XG", " (")) for text in found.amendments):  # counted in one row; often one is dated and another not
        more = sorted((0, number, 0, kind) for _, number, _, kind in more)
    return found.year, int(added[0]) if added else 0, tuple(more)


def is_earlier(a: str, b: str) -> bool:
    """Whether ``a`` is surely an earlier edition of a work than ``b``; not where a year is missing, or both are one.

    Of two sets of amendments of one edition the last ones are compared, by year, or by number where they are of one kind: the
    second amendment may be older than the first corrigendum.
    """
    mine, theirs = edition_key(a), edition_key(b)
    if not (mine[0] and theirs[0]):
        return False
    if mine[:2] != theirs[:2] or not (mine[2] and theirs[2]):
        return mine < theirs
    (year, number, _, kind), (other_year, other_number, _, other_kind) = mine[2][-1], theirs[2][-1]
    if year and other_year and year != other_year:
        return year < other_year
    return year == other_year and kind == other_kind and number < other_number


def same_work(a: str, b: str) -> bool:
    """Whether two designations are editions of one standard, amendments among them; dated or not."""
    return work_key(a) == work_key(b)


def work_key(designation: str) -> tuple[str, str]:
    """What all editions of a standard have in common: head without the Chinese mandate, and number."""
    found = parse(designation)
    if found is None:
        return "", " ".join(_YEAR_LAST.sub("", designation).split()).casefold()
    head, number = found.key[:2]
    is_chinese = found.publisher in CHINA or found.publisher.startswith("DB")
    return _MANDATE.sub("", head).rstrip("/") if is_chinese else re.sub("eniec$", "en", head), number


def _amendment(text: str) -> Amendment | None:
    found = _AMENDMENT.search(text)
    if not found:
        return None
    kind = found["kind"].upper()
    number, year, month = (int(found[name] or 0) for name in ("number", "year", "month"))
    return Amendment(_KINDS.get(kind, kind), number or 1, year, month)
