"""Amendments and corrigenda behind a designation: /Amd 1:2020, +AMD1:2020 CSV, +A1:2014, /XG1—2012, (Изменение № 1)."""

from __future__ import annotations

import re

from ingest.spelling import LONG_YEAR

_HAN = "一二三四五六七八九"
_LETTERED = re.compile(
    r" ?(?:(?P<joint>[/+,(]) ?)?(?P<kind>AMD|Amd\.?|Amendment(?: No\.?)?|COR|Cor\.?|Corrigendum|XG)[ .]?(?P<number>\d{1,2})"
    rf"(?: ?[:-] ?(?P<year>{LONG_YEAR}(?:-\d\d(?!\d))?))?(?!\w|\.\d)\)?"
)
_EUROPEAN = re.compile(
    rf" ?(?P<joint>[/+]) ?(?:(?P<kind>AC|A|C)(?P<number>\d{{1,2}})|(?P<bare>AC)(?=:))"
    rf"(?: ?: ?(?P<year>{LONG_YEAR}(?:-\d\d(?!\d))?))?(?!\w|\.\d)"
)
_RUSSIAN = re.compile(
    r" ?(?:\( ?)?(?:с )?(?P<kind>Изменени[еяй]м?|[Ии]зм\.|Поправк[аой]+) ?[N№]? ?(?P<number>\d{1,2})(?!\w|\.\d)(?: ?\))?",
    re.IGNORECASE,
)
_CHINESE = re.compile(rf" ?[《(]?第 ?(?P<number>[1-9{_HAN}]) ?号修改单[》)]?")
_VIETNAMESE = re.compile(rf" ?,? ?(?:\( ?)?[Ss]ửa đổi (?P<number>\d)(?: ?: ?(?P<year>{LONG_YEAR}))?(?: ?\))?(?!\d)")
_CONSOLIDATED = re.compile(r" CSV\b")
_ELECTRICAL = frozenset({"IEC", "CISPR"})
"""Publishers that print AMD1 where ISO prints Amd 1."""


def read_amendments(text: str, end: int, publisher: str) -> tuple[int, tuple[str, ...]]:
    """Amendments behind the designation that ends at ``end`` of ``text``, a shadow: where they end, and as they are printed."""
    found: list[str] = []
    while (read := _one(text, end, publisher)) is not None:
        end, printed = read
        found.append(printed)
    if found and publisher in _ELECTRICAL and (match := _CONSOLIDATED.match(text, end)):
        return match.end(), (*found[:-1], f"{found[-1]} CSV")
    return end, tuple(found)


def _one(text: str, end: int, publisher: str) -> tuple[int, str] | None:
    if match := _LETTERED.match(text, end):
        return match.end(), _lettered(match, publisher)
    if match := _EUROPEAN.match(text, end):
        year = f":{match['year']}" if match["year"] else ""
        return match.end(), f"{match['joint']}{match['kind'] or match['bare']}{match['number'] or ''}{year}"
    if match := _RUSSIAN.match(text, end):
        return match.end(), f" ({'Поправка' if match['kind'].lower().startswith('п') else 'Изменение'} № {match['number']})"
    if match := _CHINESE.match(text, end):
        number = match["number"]
        return match.end(), f"/XG{_HAN.index(number) + 1 if number in _HAN else number}"
    if match := _VIETNAMESE.match(text, end):
        return match.end(), f" Sửa đổi {match['number']}" + (f":{match['year']}" if match["year"] else "")
    return None


def _lettered(match: re.Match[str], publisher: str) -> str:
    number, year = match["number"], match["year"]
    if match["kind"] == "XG":
        return f"/XG{number}" + (f"—{year}" if year else "")
    name = "Cor" if match["kind"].lower().startswith("cor") else "Amd"
    dated = f":{year}" if year else ""
    if publisher in _ELECTRICAL:
        return f"{'+' if match['joint'] == '+' else '/'}{name.upper()}{number}{dated}"
    return f"/{name} {number}{dated}"
