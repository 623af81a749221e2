"""Designations of standards: found in text, taken apart, printed in their publisher's house style, compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from ingest.amendment import read_amendments
from ingest.clause import Degree
from ingest.notation import find_parts
from ingest.series import LATIN, OWN_YEAR
from ingest.spelling import Parts, shadow

_BUDDHIST = 543  # years by which the Buddhist era is ahead
_PIVOT = 30  # a year of two digits from here on is of the twentieth century
_CHINESE_EDITION = re.compile(r" ?\((?P<year>(?:19|20)\d\d) ?年版\)")
_DUAL = re.compile(r" ?(?P<open>[/(]) ?(?=ISO|IEC|ИСО|МЭК|EN |ЕН |OHSAS|CISPR)")
_DEGREE = re.compile(r" ?[,;] ?(?P<degree>IDT|MOD|NEQ|idt|mod|neq|eqv|EQV)\b")
_DEGREES = {"IDT": Degree.IDT, "MOD": Degree.MOD, "NEQ": Degree.NEQ, "EQV": Degree.MOD}


class Mandate(StrEnum):
    """What the designation itself says of a standard's force; "" where it says nothing."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    GUIDANCE = "guidance"
    ASSOCIATION = "association"
    COMPANY = "company"
    UNSAID = ""


_MANDATES = {
    "T": Mandate.RECOMMENDED, "Z": Mandate.GUIDANCE, "Q": Mandate.COMPANY, "mandatory": Mandate.MANDATORY,
    "association": Mandate.ASSOCIATION, "": Mandate.UNSAID,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Designation:
    """A designation taken apart; ``str`` prints it in house style.

    ``series`` is the printed head ("GB/T", "DIN EN ISO"), ``publisher`` the code that it begins with ("GB", "DIN"); ``year`` 0
    where undated, of our era always; ``edition`` what the publisher adds to the year; ``amendments`` in the order given;
    ``adopted`` the standard that is adopted, with ``degree`` where it is said; ``original`` the spelling that was read.
    """

    series: str
    publisher: str
    number: str
    part: str = ""
    year: int = 0
    edition: str = ""
    mandate: Mandate = Mandate.UNSAID
    amendments: tuple[str, ...] = ()
    adopted: str = ""
    degree: Degree | None = None
    original: str = ""
    sign: str = ":"
    short_year: bool = False
    year_first: bool = False

    def __str__(self) -> str:
        """House style, without the adopted standard unless it is part of the head."""
        number = f"{self.number}{self.part}"
        year = self._printed_year()
        halves = [year, number] if self.year_first else [number, year]
        body = self.sign.join(half for half in halves if half)
        return f"{self.series} {body}{self.edition}{''.join(self.amendments)}".strip()

    def _printed_year(self) -> str:
        if not self.year:
            return ""
        if self.publisher == "มอก.":
            return str(self.year + _BUDDHIST)
        return f"{self.year % 100:02d}" if self.short_year else str(self.year)

    @property
    def key(self) -> tuple[str, str, int, str]:
        """What tells standards apart in any script and spelling: head, number, year (0 undated), edition and amendments.

        The month that German and Polish standards add to their year does not count: no two editions of a year differ in it.
        """
        head = self.series
        for native, latin in LATIN.items():
            head = re.sub(rf"^{re.escape(native)}(?= |$)", latin, head)
        edition = re.sub(r"\W", "", re.sub(r"^-\d\d", "", self.edition) + "".join(self.amendments)).casefold()
        return _latin(head, kept="/"), f"{self.number}{self.part}".casefold(), self.year, edition


@dataclass(frozen=True, slots=True)
class Found:
    """A designation at characters ``start`` to ``end`` of a text."""

    start: int
    end: int
    designation: Designation


def find_designations(text: str) -> tuple[Found, ...]:
    """Every designation in ``text``, in order; offsets are those of ``text`` itself."""
    plain = shadow(text)
    found: list[Found] = []
    pieces = find_parts(plain)
    taken = 0
    for start, end, parts in pieces:
        if start < taken:
            continue  # the adopted half of a dual number, which its owner has
        stop, designation = _completed(plain, end, _designation(parts))
        original = text[start:stop]
        found.append(Found(start, stop, replace(designation, original=original)))
        taken = stop
    return tuple(found)


def parse(text: str) -> Designation | None:
    """The designation that ``text`` is, as a whole; None where it is none, or more than one."""
    for spelling in _spellings(text.strip()):
        found = find_designations(spelling)
        if len(found) == 1 and not spelling[: found[0].start].strip() and not spelling[found[0].end :].strip(" ()[]R.:E*"):
            return replace(found[0].designation, original=text)
    return None


def _spellings(text: str) -> Iterator[str]:
    """``text`` as it is, and as it may be meant: in capitals, its year set apart by a blank, its letters spread over a line."""
    yield text
    yield text.upper()
    yield re.sub(r"(?<=\d) +(?=(?:19|20)\d\d$)", "-", text.upper())
    if re.fullmatch(r"\S(?: +\S)+", text):
        yield text.replace(" ", "").upper()


def house_style(text: str) -> str:
    """``text`` printed in its publisher's house style; as it is where it is no designation."""
    designation = parse(text)
    return str(designation) if designation else " ".join(text.split())


def publisher_of(text: str) -> str:
    """Code of the publisher of a designation; "" where ``text`` is none."""
    designation = parse(text)
    return designation.publisher if designation else ""


def same(a: str, b: str, *, any_edition: bool = False) -> bool:
    """Whether two spellings mean one standard. A dated and an undated one do only for ``any_edition``: never guess an edition."""
    one, other = _key(a), _key(b)
    return one[:2] == other[:2] if any_edition else one == other


def nearest(designation: str, known: Sequence[str], *, top: int = 3) -> tuple[str, ...]:
    """The ``top`` of ``known`` most like ``designation``, the most alike first: other editions, then by spelling."""
    wanted = _latin(shadow(designation))

    def unlike(other: str) -> tuple[bool, float, str]:
        spelt = SequenceMatcher(None, wanted, _latin(shadow(other)), autojunk=False).ratio()
        return not same(designation, other, any_edition=True), -spelt, other

    return tuple(sorted(dict.fromkeys(known), key=unlike)[:top])


def _key(text: str) -> tuple[str, str, int, str]:
    designation = parse(text)
    return designation.key if designation else (_latin(shadow(text)), "", 0, "")


_LETTERS = str.maketrans(
    {
        "г": "g",
        "о": "o",
        "с": "s",
        "т": "t",
        "р": "r",
        "и": "i",
        "м": "m",
        "э": "e",
        "к": "c",
        "а": "a",
        "е": "e",
        "н": "n",
        "қ": "k",
    }
)


def _latin(text: str, *, kept: str = "") -> str:
    """Letters, digits and what is ``kept`` of ``text`` in Latin spelling: a look-up form, not for the eye."""
    return re.sub(rf"[^\w{kept}]|_", "", text.casefold().translate(_LETTERS))


def _designation(parts: Parts) -> Designation:
    year, short = _year(parts)
    adopted = ""
    if parts.chain:
        own = parts.publisher in OWN_YEAR and parts.chain != "GSO"
        dated = f":{year}" if year and parts.sign == ":" and not own else ""
        adopted = f"{parts.chain} {parts.number}{parts.part}{dated}"
    mandate = Mandate.ASSOCIATION if parts.publisher.startswith("T/") else _MANDATES[parts.mandate]
    return Designation(
        series=parts.head, publisher=parts.publisher, number=parts.number, part=parts.part, year=year, edition=parts.tail,
        mandate=mandate, adopted=adopted, sign=parts.sign, short_year=short, year_first=parts.first,
    )  # fmt: skip


def _year(parts: Parts) -> tuple[int, bool]:
    """Year of our era, and whether it was written with two digits."""
    if not parts.year:
        return 0, False
    year = int(parts.year)
    if year < 100:
        return year + (1900 if year >= _PIVOT else 2000), True
    return (year - _BUDDHIST if parts.publisher == "มอก." else year), False


def _completed(text: str, end: int, designation: Designation) -> tuple[int, Designation]:
    """Take in what may follow a designation: amendments, the adopted standard, the degree of correspondence."""
    if designation.publisher.startswith("GB") and (match := _CHINESE_EDITION.match(text, end)):
        end, designation = match.end(), replace(designation, edition=f"（{match['year']}年版）")
    end, amendments = read_amendments(text, end, designation.publisher)
    designation = replace(designation, amendments=amendments)
    if dual := _DUAL.match(text, end):
        other = next((item for item in find_parts(text[dual.end() : dual.end() + 60]) if item[0] == 0), None)
        if other is not None:
            end = dual.end() + other[1]
            designation = replace(designation, adopted=str(_designation(other[2])))
            if degree := _DEGREE.match(text, end):
                designation = replace(designation, degree=_DEGREES[degree["degree"].upper()])
                end = degree.end()
            if dual["open"] == "(" and (close := re.compile(r" ?\)").match(text, end)):
                end = close.end()
    return end, designation
