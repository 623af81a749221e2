"""How publishers write the designation of a standard: one regular expression a family, and what its parts mean.

``acts`` does the same for acts of law, ``designation`` is the door to both.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest import acts
from ingest.series import AMERICAN, CHINA, COLON, CYRILLIC_CODES, HYPHEN, INTERNATIONAL, JOINTS, ORDINARY, SLASHED, TYPES
from ingest.spelling import BEFORE, LONG_YEAR, OPEN, WORD, YEAR, Parts, any_of, group, spelt, tight

_COLON_SPELT = [*COLON, "O'Z DST"]
_RUSSIAN = {
    "ИСО/МЭК": "ISO/IEC", "ИСО": "ISO", "МЭК": "IEC", "СИСПР": "CISPR", "ЕН": "EN", "ТС": "TS", "ТУ": "TS", "ТО": "TR",
    "CEI": "IEC",
}  # fmt: skip
_GUIDE = dict.fromkeys(("GUIDE", "Руководство", "指南"), "Guide")
_WORLD_HEADS = [*INTERNATIONAL, "ИСО/МЭК", "ИСО", "МЭК", "СИСПР", "CEI"]
_KINDS = [*TYPES, "ТС", "ТУ", "ТО", "Руководство", "指南"]
_CHAIN_HEADS = [*_WORLD_HEADS, "EN", "ЕН", "GSO", "CLC", "HD"]
_CHAIN = rf"(?P<chain>(?:(?:EN|ЕН|GSO)[ /-])?(?:{any_of(_CHAIN_HEADS)})(?:[ /](?:{any_of(_KINDS)}))?)[ /-] ?"
_HYPHENED = rf"(?:-(?!{LONG_YEAR}(?!\d))\d{{1,4}}[A-Z]?(?!{WORD}))*"
_AMERICAN_KINDS = {
    "RP": "RP", "Recommended Practice": "RP", "Std": "Std", "STD": "STD", "Standard": "STD", "Spec": "Spec", "SPEC": "Spec",
    "Specification": "Spec", "MPMS": "MPMS", "PTC": "PTC", "BPVC": "BPVC", "Bull": "Bull", "TR": "TR",
}  # fmt: skip

_UNITS = "[mc]?m|k?g|dB|k?V|m?A|k?W|k?Hz|[kM]?Pa|h|s|min|°|%|K|J|N|t|l|L|lx|ppm"

_PATTERNS = {
    # GB/T 45001—2020, GBZ/T 189.8—2007, HJ 2.4-2021, TSG G0001-2012
    "chinese": rf"(?P<head>{any_of(CHINA)})(?P<mandate> ?[/_] ?[TZ]| [TZ](?= \d)|T|(?<!GB)Z)? {{0,2}}-?"
    rf"(?P<number>[A-Z]?\d{{1,6}}[A-Z]?)"
    rf"(?P<part>(?:\.\d{{1,4}}[A-Z]?)*)(?: ?(?P<sign>[-:]) ?{YEAR}|{OPEN})",
    # DB44/ 2367—2022, DB4403/T 123—2020
    "local": r"DB[ -]?(?P<head>\d\d(?:\d\d)?) ?(?P<mandate>/ ?T|/|T|(?=[ -]))[ -]?(?P<number>\d{1,5})"
    rf"(?P<part>(?:\.\d{{1,3}})*)(?: ?[-:] ?{YEAR}|{OPEN})",
    # T/CAEPI 11—2017, Q/SY 1002.1—2013
    "group": r"(?P<head>[TQ] ?/ ?[A-Z0-9]{2,12}?) ?(?P<number>[A-Z]?\d{1,6}(?:-\d{1,3}(?=-))?)(?P<part>(?:\.\d{1,3})*)"
    rf"(?: ?- ?{YEAR}|{OPEN})",
    # CNAS-CL01:2018
    "accreditation": rf"(?P<number>CNAS ?-? ?[A-Z]{{2}} ?\d\d)(?P<part>(?:-[A-Z]?\d{{1,3}}(?!\d))?)"
    rf"(?: ?: ?(?P<year>{LONG_YEAR})|{OPEN})",
    # ISO 17301-1:2016, ISO/IEC TS 17021-2:2016, МЭК 60079-0:2017
    "world": rf"(?P<head>{any_of(_WORLD_HEADS)})(?:[/ -]? ?(?P<type>{any_of(_KINDS)}))?[ -]? ?(?P<number>\d{{1,6}})"
    rf"(?P<part>{_HYPHENED})(?: ?[:-] ?(?P<year>{LONG_YEAR})(?:-\d\d)?(?!\d)|{OPEN})",
    # SNI 03-1726-2002
    "indonesian": rf"(?P<head>SNI) ?(?P<number>\d\d-\d{{4}}(?:\.\d+)*)-(?P<year>{LONG_YEAR})(?!\d)",
    # TCVN ISO 45001:2018, DIN EN ISO 12100:2011-03, IS 2062 (Part 1):2011, QCVN 24:2016/BYT
    "national": rf"(?P<head>{any_of(_COLON_SPELT)})\.?(?:/(?P<type>TS|TR|TSE))?(?: ?: ?|[ -] ?| ?/ ?|(?=\d|EN[ -]))"
    rf"(?:(?P<class>[A-Z]) )?(?:{_CHAIN})?(?:No\.? ?)?"
    rf"(?P<number>(?:[A-Z] ?)?\d{{1,6}}(?:/\d{{1,2}}(?!\d))?)(?P<part>{_HYPHENED.replace('(?:-', '(?:[.-]', 1)})"
    rf"(?P<section> ?\((?:Part|Pt) ?\d+(?:/Sec(?:tion)? ?\d+)?\))?"
    rf"(?: ?(?P<sign>[:/-]) ?(?P<year>{LONG_YEAR}|[4-9]\d(?!\d))(?P<month>-\d\d(?!\d))?"
    rf"(?P<tail>/(?!AC\b|AMD|COR)[A-ZĐ]{{2,8}})?(?!\d)|{OPEN})",
    # ГОСТ Р ИСО/МЭК 27001-2021, ГОСТ 12.1.003-83, СТ РК ISO 45001-2019
    "interstate": rf"(?P<head>{any_of([*HYPHEN, 'GOST R', 'GOST', 'ST RK'])}) ?"
    rf"(?:(?P<own>{any_of(['ГОСТ Р', 'ГОСТ'])}) |{_CHAIN})?(?P<number>\d{{1,6}}(?:\.\d{{1,4}})*)"
    rf"(?P<part>(?:-(?!(?:{LONG_YEAR}|[4-9]\d)(?!{WORD}|-))\d{{1,3}}(?!{WORD}))*)(?: ?[:-] ?{YEAR}|{OPEN})",
    # СанПиН 1.2.3685-21, ПБ 03-576-03, СП 51.13330.2011
    "russian": rf"(?P<head>{any_of(CYRILLIC_CODES)}) ?(?P<number>[IVX\d]+(?:[./-][\dIVX]+)*?)"
    rf" ?(?P<sign>[.-]) ?(?P<year>{LONG_YEAR}|(?<=-)\d\d|(?<=- )\d\d)(?!{WORD}|[.,/-]\d)",
    # ASTM D4809-18, ASME BPVC.VIII.1-2021, API RP 500, IEEE Std 80-2013, NFPA 70E
    "society": rf"(?P<head>(?:ANSI/)?(?:{any_of(AMERICAN)})(?:/[A-Z]{{2,6}})?)"
    rf"(?:[ .](?P<type>{any_of(_AMERICAN_KINDS)})\.?)?[ .]?"
    r"(?P<number>[A-G] ?\d+(?=[-/])|[A-Z]{0,4}[.-]?\d+[A-Z]{0,4}(?:-[A-Z]{3})?(?:\.\d+(?:[A-Z]{0,3}|[a-z]{1,2}))*|"
    r"[IVX]+(?:[.-][0-9A-Z]{1,3})*?(?=-\d{4}|\b)|Section [IVX]+(?: Div(?:ision|\.) \d)?)"
    rf"(?P<part>(?:-\d)?(?!\d))(?P<metric>/[A-Z]\d+M)?[®™]?(?:,? (?P<edited>{LONG_YEAR}) [Ee]dition)?"
    rf"(?: ?[-:] ?(?P<year>{LONG_YEAR}|\d\d)(?P<tail> ?\(R ?{LONG_YEAR}\)|[a-z]?\d?(?:\({LONG_YEAR}\))?(?:e\d)?)(?!{WORD})"
    rf"|{OPEN})",
    # มอก. 2415-2552, in years of the Buddhist era
    "thai": r"(?P<head>มอก\.?|TIS) ?(?P<number>\d{1,6})(?P<part>(?:\(\d+\)| เล่ม \d+|-\d{1,2}(?!\d))?)"
    rf"(?: ?- ?(?P<year>2[45]\d\d)(?: ?\({LONG_YEAR}\))?|{OPEN})",
    # ITU-T P.1203 (10/2017)
    "telecom": r"(?:Recommendation )?(?P<head>ITU-[TR]) ?(?:Rec\.? ?|Recommendation )?(?P<number>[A-Z]{1,2}\.\d{1,5}(?:\.\d+)*)"
    rf"(?P<part>(?:-\d{{1,2}})?)(?: ?\(?(?P<tail>\d\d ?/ ?{LONG_YEAR})\)?)?",
    # OGC 00-027
    "geospatial": rf"(?P<head>OGC) ?(?P<number>\d\d-\d{{3}}(?:r\d{{1,2}})?)(?!{WORD})",
}


def find_parts(text: str) -> list[tuple[int, int, Parts]]:
    """Designations in ``text`` (a ``shadow``) with begin and end, in order; of two that overlap the earlier, then the longer."""
    found = []
    for pattern, build in _FAMILIES:
        for match in pattern.finditer(text):
            parts = build(match)
            if parts is not None:
                found.append((match.start(), match.end(), parts))
    found.sort(key=lambda item: (item[0], -item[1]))
    kept: list[tuple[int, int, Parts]] = []
    for item in found:
        if not kept or item[0] >= kept[-1][1]:
            kept.append(item)
    return kept


def _plain(match: re.Match[str]) -> Parts:
    head = tight(match["head"])
    return Parts(head, head, match["number"], group(match, "part"), group(match, "year"), tail=group(match, "tail"))


def _chinese(match: re.Match[str]) -> Parts | None:
    head, written = match["head"], match["mandate"] or ""
    mandate = re.sub("[/_ ]", "", written)
    number, part, year = match["number"], match["part"], group(match, "year")
    if written.strip() in {"T", "Z"} and match["sign"] == ":":
        return None  # LST 1590:2004 is Lithuanian
    if not year and (_is_a_quantity(match) if not mandate else written.startswith(" ") and "/" not in written):
        return None
    series = f"{head}/{mandate}" if mandate else head
    if head == "CECS":  # an association's, from before there was T/CECS
        return Parts(series, head, number, part, year, ":", "association")
    return Parts(series, head, number, part, year, "—", {"T": "T", "Z": "Z"}.get(mandate, "mandatory"))


_UNLIKELY = frozenset({"HJ", "CJJ", "JGJ", "JJF", "JJG"})
"""Heads that mean nothing else before a number of two digits: HJ 38."""


def _is_a_quantity(match: re.Match[str]) -> bool:
    """Whether letters and a number, without a year, may be something else: 16 GB 2400, hardness HB 150, customs code HS 8481."""
    if match["head"].startswith("GB"):
        return match.string[: match.start()].rstrip()[-1:].isdigit()
    shortest = 2 if match["head"] in _UNLIKELY else 3
    return len(match["number"]) < shortest or match["head"] in ORDINARY


def _local(match: re.Match[str]) -> Parts:
    voluntary = "T" in match["mandate"]
    code = f"DB{match['head']}"
    series = f"{code}/T" if voluntary else f"{code}/"
    return Parts(series, code, match["number"], match["part"], group(match, "year"), "—", "T" if voluntary else "mandatory")


def _association(match: re.Match[str]) -> Parts:
    head = tight(match["head"])
    return Parts(head, head, match["number"], match["part"], group(match, "year"), "—", head[0])


def _accreditation(match: re.Match[str]) -> Parts:
    number = re.sub(r"CNAS ?-? ?", "CNAS-", match["number"]).replace(" ", "")
    return Parts("", "CNAS", number, match["part"], group(match, "year"))


def _world(match: re.Match[str]) -> Parts | None:
    head, kind, number = tight(match["head"]), group(match, "type"), match["number"]
    if len(number) == 1 and not match["year"] and re.match(r" ?(?:级|[Cc]lass)", match.string[match.end() :]):
        return None  # a class of clean rooms
    head = _RUSSIAN.get(head, head)
    kind = _GUIDE.get(kind, _RUSSIAN.get(kind, kind))
    # ISO writes ISO/TS and ISO Guide, IEC and the two together write IEC TS and ISO/IEC TS.
    joint = "/" if head == "ISO" and kind != "Guide" else " "
    return Parts(f"{head}{joint}{kind}" if kind else head, head, number, match["part"], group(match, "year"))


def _national(match: re.Match[str]) -> Parts | None:
    head = spelt(tight(match["head"]), COLON)
    chain, year, number = tight(group(match, "chain")), group(match, "year"), match["number"]
    if not (chain or year or (len(number) > 2 and (len(head) > 3 or head in {"EN", "BS", "DIN"} or _is_indian(match)))):
        return None
    if match["sign"] == "/" and head not in SLASHED:
        return None
    part = match["part"]
    if head.startswith("TC") and not year and (old := re.search(r"-([4-9]\d)$", part)):  # TCVN 4086-85
        year, part = old[1], part[: old.start()]
    kind, joint = group(match, "type"), JOINTS.get(head, " ")
    series = f"{head}/{kind}" if kind else head
    series += f" {match['class']}" if match["class"] and chain else ""
    if chain:
        chain = re.sub(r"[ -](?=[A-Z])", " ", chain)
        series += joint + (chain.replace(" ", "-") if head == "NEN" else chain)
    number = f"{match['class']} {number}" if match["class"] and not chain else re.sub(r"^([A-Z]) ?", r"\1 ", number)
    section = f" {group(match, 'section').replace('Section', 'Sec')}" if match["section"] else ""
    month = match["month"] or "" if head in {"DIN", "DIN VDE", "DIN SPEC", "PN"} else ""
    year = f"19{year}" if len(year) == 2 else year
    mandate = "mandatory" if head == "QCVN" else ""
    return Parts(series, head, number, part + section, year, mandate=mandate, chain=chain, tail=month + group(match, "tail"))


def _is_indian(match: re.Match[str]) -> bool:
    """Whether IS before a number, without a year, is the publisher: the number is no year, and no unit follows it."""
    number = match["number"]
    no_year = not re.fullmatch(r"19\d\d|20[0-3]\d", number)
    return match["head"] == "IS" and no_year and not re.match(rf" ?(?:{_UNITS})(?!{WORD})", match.string[match.end() :])


def _interstate(match: re.Match[str]) -> Parts:
    head, chain, year = tight(match["head"]), tight(group(match, "own") or group(match, "chain")), group(match, "year")
    head = {"GOST R": "ГОСТ Р", "GOST": "ГОСТ", "ST RK": "СТ РК"}.get(head, spelt(head, HYPHEN))
    if match["own"]:
        chain = spelt(chain, HYPHEN)
    latin = re.sub("|".join(_RUSSIAN), lambda found: _RUSSIAN[found[0]], chain) if not match["own"] else chain
    sign = ":" if head == "ДСТУ" and len(year) == len("2015") else "-"
    return Parts(f"{head} {chain}".strip(), head, match["number"], match["part"], year, sign, chain=latin)


def _russian(match: re.Match[str]) -> Parts | None:
    if match["sign"] == "." and match["head"] != "СП":
        return None
    return Parts(match["head"], match["head"], match["number"], "", match["year"], match["sign"])


def _society(match: re.Match[str]) -> Parts | None:
    head, kind, number = tight(match["head"]), _AMERICAN_KINDS.get(group(match, "type"), ""), match["number"]
    if re.fullmatch(r"\d{1,2}", number) and not (kind or match["year"] or head.startswith(("NFPA", "UL", "ANSI"))):
        return None  # three letters and a small number in running text
    if head == "AWS" and not re.match(r"[A-G]\d+\.\d", number):
        return None
    if head == "API" and kind == "Std":
        kind = "STD"
    if kind == "BPVC":  # the boiler code's parts are written in one: BPVC.VIII.1
        parts = re.findall(r"[IVX]+|\d+", number) if number.startswith("Section") else [number.lstrip(".-")]
        kind, number = "", ".".join(["BPVC", *parts])
    elif not number[0].isalpha():
        number = number.lstrip(".-")
    publisher = next(name for name in sorted(AMERICAN, key=len, reverse=True) if name in head)
    tail = group(match, "tail")
    tail = f" {tail.replace(' ', '')}" if tail.startswith("(R") else tail
    return Parts(
        f"{head} {kind}".strip(), publisher, re.sub(r"^([A-Z]) ", r"\1", number), match["part"] + group(match, "metric"),
        group(match, "year") or group(match, "edited"), "-", tail=tail,
    )  # fmt: skip


def _thai(match: re.Match[str]) -> Parts:
    return Parts("มอก.", "มอก.", match["number"], match["part"], group(match, "year"), "-")


def _hyphenated(match: re.Match[str]) -> Parts:
    return Parts(match["head"], match["head"], match["number"], "", match["year"], "-")


def _telecom(match: re.Match[str]) -> Parts:
    tail = group(match, "tail").replace(" ", "")
    return Parts(match["head"], match["head"], match["number"], match["part"], tail=f" ({tail})" if tail else "")


_BUILD: dict[str, Callable[[re.Match[str]], Parts | None]] = {
    "chinese": _chinese,
    "local": _local,
    "group": _association,
    "accreditation": _accreditation,
    "world": _world,
    "national": _national,
    "interstate": _interstate,
    "russian": _russian,
    "society": _society,
    "thai": _thai,
    "indonesian": _hyphenated,
    "telecom": _telecom,
}
_FAMILIES = [(re.compile(BEFORE + pattern), _BUILD.get(name, _plain)) for name, pattern in _PATTERNS.items()] + acts.FAMILIES
