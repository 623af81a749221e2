"""Whether a document is an amendment of a standard, and of which: by the lines at its head.

An amendment is an edition of its own, with the designation of what it amends and its own number: GB 12345—2020《…》第1号修改单,
Изменение № 1 ГОСТ 12.1.003-2014, AMENDMENT 1 on the cover of ISO 45001:2018, SỬA ĐỔI 1:2018 TCVN 7026:2013. A text that only
speaks of one ("包含……第1号修改单的内容", "с Изменением № 1") is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.designation import Designation, find_designations, parse
from ingest.front import Row
from ingest.spelling import shadow

_ROWS = 16
"""Lines at the head of a document among which its heading stands."""
_TOGETHER = 4
"""Lines over which a heading may be spread."""
_LONGEST = 220  # characters of a heading
_NUMBER = r"(?P<number>[1-9]\d?|[一二三四五六七八九])"
_HAN = "一二三四五六七八九"
_CHINESE = re.compile(
    rf"(?:[A-Z]{{2,3}}(?:/[TZ])? ?\d[^《]{{0,30}})?[《〈](?P<title>.{{2,90}}?)[》〉](?:[^《]{{0,40}}?\d[)）]?)? ?"
    rf"(?:(?:强制性|推荐性)?(?:国家|行业|地方)?标准)? ?第 ?{_NUMBER} ?号修改单$"
)
_RUSSIAN = re.compile(
    r"(?P<kind>Изменение|Поправка)(?: ?[№N] ?(?P<number>\d{1,2}))? (?:к )?(?=ГОСТ|СТ РК|СТБ|ПНСТ|СП )", re.IGNORECASE
)
_VIETNAMESE = re.compile(r"SỬA ĐỔI (?P<number>\d{1,2}) ?: ?(?P<year>(?:19|20)\d\d)", re.IGNORECASE)
_INTERNATIONAL = re.compile(
    r"(?P<kind>AMENDMENT|TECHNICAL CORRIGENDUM|CORRIGENDUM|AMENDEMENT)(?: No\.?)? (?P<number>\d{1,2})(?P<more>\b.*)",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Amending:
    """What an amendment is called, and its title where its heading has one."""

    designation: Designation
    title: str = ""


def amending(rows: Sequence[Row]) -> Amending | None:
    """The amendment that a document is; None where it is none.

    Args:
        rows: the lines of its first pages; only those at its head count.
    """
    head = [row.text for row in rows if row.page == rows[0].page][:_ROWS] if rows else []
    for at in range(len(head)):
        for end in range(at + 1, min(at + _TOGETHER, len(head)) + 1):
            text = " ".join(head[at:end])
            if len(text) > _LONGEST:
                break
            if found := _chinese(text) or _russian(text, head[end : end + 1]) or _vietnamese(text):
                return found
    return _international(head)


def _chinese(text: str) -> Amending | None:
    match = _CHINESE.fullmatch(text.strip())
    base = _only(text[: match.start("number")]) if match else None
    if match is None or base is None:
        return None
    number = match["number"]
    found = parse(f"{base}/XG{_HAN.index(number) + 1 if number in _HAN else number}")
    return Amending(found, f"{match['title']} 第{number}号修改单") if found else None


def _russian(text: str, below: Sequence[str]) -> Amending | None:
    match = _RUSSIAN.match(shadow(text))
    base = next((item for item in find_designations(text) if item.start <= match.end() + 1), None) if match else None
    if match is None or base is None:
        return None
    name = f"{match['kind'].capitalize()} № {match['number'] or 1}"
    found = parse(f"{base.designation} ({name})")
    title = text[base.end :].strip(" .—–-«»") or (below[0] if below else "")
    return Amending(found, f"{title} ({name})" if title else "") if found else None


def _vietnamese(text: str) -> Amending | None:
    match = _VIETNAMESE.match(text)
    base = _only(text[match.end() :]) if match else None
    found = parse(f"{base} Sửa đổi {match['number']}:{match['year']}") if match and base else None
    return Amending(found) if found else None


def _international(head: Sequence[str]) -> Amending | None:
    """The word stands on a line of its own on the cover, the year of the amendment on the next one."""
    base = next(
        (found for text in head if (found := _only(text)) and found.publisher in {"ISO", "IEC", "ISO/IEC", "CISPR"}), None
    )
    if base is None or base.amendments:
        return None
    for at, text in enumerate(head):
        match = _INTERNATIONAL.fullmatch(text.strip())
        if match is None or match["more"].strip():
            continue
        dated = next((day for line in head[at + 1 : at + 3] if (day := _DATE.fullmatch(line.strip()))), None)
        kind = "Amd" if match["kind"].upper().startswith("AM") else "Cor"
        found = parse(f"{base}/{kind} {match['number']}" + (f":{dated['year']}" if dated else ""))
        return Amending(found) if found else None
    return None


def _only(text: str) -> Designation | None:
    """The one designation in a text; None where there is none, or another one."""
    found = find_designations(text)
    return found[0].designation if len(found) == 1 and found[0].designation.number else None
