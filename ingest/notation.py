"""How publishers write a designation: one regular expression a family, and what its parts mean. ``designation`` is the door.

Text is matched in a shadow copy of the same length (``shadow``), in which dashes are hyphens and full-width letters are plain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ingest.series import AMERICAN, CHINA, COLON, HYPHEN, INTERNATIONAL, TYPES

_ALIKE: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "‐‑‒–—―−─━﹣"), "-"),
    **dict.fromkeys(map(ord, "∕⁄"), "/"),
    **dict.fromkeys(map(ord, "∶﹕"), ":"),
    **dict.fromkeys(map(ord, "\u00a0\u3000\u2002\u2003\u2009\u202f\t"), " "),
    **dict.fromkeys(map(ord, "‘’ʻʼ`´"), "'"),
    **dict.fromkeys(map(ord, "﹒"), "."),
}  # fmt: skip


def shadow(text: str) -> str:
    """``text`` with one spelling for dashes, slashes, colons, blanks, quotes and full-width letters; of the same length."""
    return text.translate(_ALIKE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A designation taken apart: ``head`` and ``sign`` (before the year) in house style, ``year`` as written ("" where undated).

    ``publisher`` the head without mandate and kind; ``chain`` the adopted publisher inside of the head ("ISO/IEC"); ``tail`` what
    follows the year ("/BYT"); ``first`` whether the year is printed before the number.
    """

    head: str
    publisher: str
    number: str
    part: str = ""
    year: str = ""
    sign: str = ":"
    mandate: str = ""
    chain: str = ""
    tail: str = ""
    first: bool = False


def _any(words: Iterable[str]) -> str:
    """One of ``words``, the longest first; blanks and apostrophes may be missing, a slash may have blanks around."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", " ?").replace("/", " ?/ ?").replace("'", "'?") for word in longest)


_RUSSIAN = {"ИСО/МЭК": "ISO/IEC", "ИСО": "ISO", "МЭК": "IEC", "СИСПР": "CISPR", "ЕН": "EN", "ТС": "TS", "ТО": "TR", "CEI": "IEC"}

# Han beside a designation is text, and not part of it: \w would not do.
_WORD = r"[0-9A-Za-zÀ-ɏЀ-ӿ_]"
_BEFORE = rf"(?<!{_WORD})(?<![/.'-])"
_LONG_YEAR = r"(?:19|20)\d\d"
_YEAR = rf"(?P<year>{_LONG_YEAR}|[4-9]\d)(?!{_WORD}|[.,]\d)"
_OPEN = rf"(?!{_WORD}|[.,]\d)"  # nothing that would go on with the number
_WORLD_HEADS = [*INTERNATIONAL, "ИСО/МЭК", "ИСО", "МЭК", "СИСПР", "CEI"]
_KINDS = [*TYPES, "ТС", "ТО", "Руководство"]
_CHAIN = (
    rf"(?P<chain>(?:(?:EN|ЕН|GSO)[ /-])?(?:{_any([*_WORLD_HEADS, 'EN', 'ЕН', 'GSO', 'CLC', 'HD'])})"
    rf"(?:[ /](?:{_any(_KINDS)}))?)[ /-] ?"
)
_HYPHENED = rf"(?:-(?!{_LONG_YEAR}(?!\d))\d{{1,4}}[A-Z]?(?!{_WORD}))*"
_UNION_HEADS = ["ТР ТС", "ТР ЕАЭС", "КО ТР", "ЕАЭО ТР", "TR CU", "TR TS", "TR EAEU", "CU TR"]

_PATTERNS = {
    # GB/T 45001—2020, GBZ/T 189.8—2007, HJ 2.4-2021, TSG G0001-2012
    "chinese": rf"(?P<head>{_any(CHINA)})(?P<mandate> ?/ ?[TZ]|T|(?<!GB)Z)? {{0,2}}-?(?P<number>[A-Z]?\d{{1,6}}[A-Z]?)"
    rf"(?P<part>(?:\.\d{{1,4}}[A-Z]?)*)(?: ?[-:] ?{_YEAR}|{_OPEN})",
    # DB44/ 2367—2022, DB4403/T 123—2020
    "local": r"DB[ -]?(?P<head>\d\d(?:\d\d)?) ?(?P<mandate>/ ?T|/|T|(?=[ -]))[ -]?(?P<number>\d{1,5})"
    rf"(?P<part>(?:\.\d{{1,3}})*)(?: ?[-:] ?{_YEAR}|{_OPEN})",
    # T/CAEPI 11—2017, Q/SY 1002.1—2013
    "group": r"(?P<head>[TQ] ?/ ?[A-Z0-9]{2,12}) ?(?P<number>[A-Z]?\d{1,6}(?:-\d{1,3}(?=-))?)(?P<part>(?:\.\d{1,3})*)"
    rf"(?: ?- ?{_YEAR}|{_OPEN})",
    # ISO 17301-1:2016, ISO/IEC TS 17021-2:2016, МЭК 60079-0:2017
    "world": rf"(?P<head>{_any(_WORLD_HEADS)})(?:[/ -] ?(?P<type>{_any(_KINDS)}))?[ -]? ?(?P<number>\d{{1,6}})"
    rf"(?P<part>{_HYPHENED})(?: ?[:-] ?(?P<year>{_LONG_YEAR})(?:-\d\d)?(?!\d)|{_OPEN})",
    # SNI 03-1726-2002
    "indonesian": rf"(?P<head>SNI) ?(?P<number>\d\d-\d{{4}}(?:\.\d)?)-(?P<year>{_LONG_YEAR})(?!\d)",
    # TCVN ISO 45001:2018, DIN EN ISO 12100:2011, IS 2062 (Part 1):2011, QCVN 24:2016/BYT
    "national": rf"(?P<head>{_any(COLON)})(?:/(?P<type>TS|TR|TSE))?(?:[ /-] ?|: ?|(?=\d))(?:{_CHAIN})?(?:No\.? ?)?"
    rf"(?P<number>(?:[A-Z] )?\d{{1,6}}(?:/\d{{1,2}}(?!\d))?)(?P<part>{_HYPHENED.replace('(?:-', '(?:[.-]', 1)})"
    rf"(?P<section> ?\((?:Part|Pt) ?\d+(?:/Sec ?\d+)?\))?"
    rf"(?: ?[:-] ?(?P<year>{_LONG_YEAR})(?:-\d\d(?!\d))?(?P<tail>/[A-ZĐ]{{2,6}})?(?!\d)|{_OPEN})",
    # ГОСТ Р ИСО/МЭК 27001-2021, ГОСТ 12.1.003-83, СТ РК ISO 45001-2019
    "interstate": rf"(?P<head>{_any([*HYPHEN, 'GOST R', 'GOST', 'ST RK'])}) ?(?:{_CHAIN})?(?P<number>\d{{1,6}}(?:\.\d{{1,4}})*)"
    rf"(?P<part>(?:-(?!(?:{_LONG_YEAR}|[4-9]\d)(?!{_WORD}|-))\d{{1,3}}(?!{_WORD}))*)(?: ?- ?{_YEAR}|{_OPEN})",
    # ASTM D4809-18, ASME BPVC.VIII.1-2021, API RP 500, IEEE Std 80-2013, NFPA 70E
    "society": rf"(?P<head>(?:ANSI/)?(?:{_any(AMERICAN)})(?:/[A-Z]{{2,6}})?"
    r"(?:[ .](?:RP|Std|STD|Spec|SPEC|MPMS|PTC|BPVC|Bull|TR)\.?)?)[ .]?"
    r"(?P<number>[A-Z]{0,4}[.-]?\d+[A-Z]{0,4}(?:\.\d+[A-Z]{0,3})*|[IVX]+(?:[.-][0-9A-Z]{1,3})*?(?=-\d{4}|\b))"
    rf"(?P<part>(?:-\d)?(?!\d))(?P<metric>/[A-Z]\d+M)?"
    rf"(?: ?[-:] ?(?P<year>{_LONG_YEAR}|\d\d)(?P<tail>[a-z]?\d?)(?!{_WORD})|{_OPEN})",
    # มอก. 2415-2552, in years of the Buddhist era
    "thai": r"(?P<head>มอก\.?|TIS) ?(?P<number>\d{1,6})(?P<part>(?:\(\d+\)|-\d{1,2}(?!\d))?)"
    rf"(?: ?- ?(?P<year>2[45]\d\d)|{_OPEN})",
    # ТР ТС 010/2011
    "union": rf"(?P<head>(?:{_any(_UNION_HEADS)})) ?[N№]? ?(?P<number>\d{{3}}) ?/ ?(?P<year>20\d\d)(?!\d)",
    # Regulation (EU) 2023/1230, Regulation (EC) No 1907/2006, Directive 2006/42/EC
    "act": r"(?P<head>Regulation|Directive|Decision|Recommendation|Verordnung|Richtlinie|Règlement|Directiva|Reglamento) "
    r"(?:\((?P<body>EU|EC|EEC|UE|CE|Euratom)\) ?)?(?P<no>(?:No|Nr\.?|n[º°o]) ?)?(?P<one>\d{1,4})/(?P<two>\d{1,4})"
    rf"(?:/(?P<old>EU|EC|EEC|UE|CE|EG|EWG|Euratom))?(?!{_WORD})",
    # 68/2006/QH11, 132/2008/NĐ-CP
    "vietnamese": rf"(?P<number>\d{{1,4}}) ?/ ?(?P<year>{_LONG_YEAR}) ?/ ?"
    rf"(?P<tail>QH ?\d{{1,2}}|(?:NĐ|TT|QĐ|TTLT|NQ|UBTVQH|PL)\d{{0,2}}(?:-[A-ZĐ]+)*)(?!{_WORD})",
    # ITU-T P.1203 (10/2017)
    "telecom": r"(?:Recommendation )?(?P<head>ITU-[TR]) ?(?:Rec\.? ?|Recommendation )?(?P<number>[A-Z]{1,2}\.\d{1,5}(?:\.\d+)*)"
    rf"(?P<part>(?:-\d{{1,2}})?)(?: ?\(?(?P<tail>\d\d ?/ ?{_LONG_YEAR})\)?)?",
    # OGC 00-027
    "geospatial": rf"(?P<head>OGC) ?(?P<number>\d\d-\d{{3}}(?:r\d{{1,2}})?)(?!{_WORD})",
    # 29 CFR 1910.95
    "code": rf"(?P<one>\d{{1,2}}) ?CFR ?(?:Part |§ ?)?(?P<number>\d{{1,4}})(?P<part>(?:\.\d{{1,4}})?)(?!{_WORD})",
}
_COMPILED = {name: re.compile(_BEFORE + pattern) for name, pattern in _PATTERNS.items()}


def find_parts(text: str) -> list[tuple[int, int, Parts]]:
    """Designations in ``text`` (a ``shadow``) with begin and end, in order; of two that overlap the earlier, then the longer."""
    found = []
    for name, pattern in _COMPILED.items():
        for match in pattern.finditer(text):
            parts = _BUILD.get(name, _plain)(match)
            if parts is not None:
                found.append((match.start(), match.end(), parts))
    found.sort(key=lambda item: (item[0], -item[1]))
    kept: list[tuple[int, int, Parts]] = []
    for item in found:
        if not kept or item[0] >= kept[-1][1]:
            kept.append(item)
    return kept


def _tight(head: str) -> str:
    return re.sub(r" ?/ ?", "/", re.sub(r" +", " ", head)).strip()


def _spelt(head: str, known: Iterable[str]) -> str:
    """The spelling of ``head`` among ``known`` that differs only in blanks, apostrophes and full stops."""
    bare = re.sub(r"[ .']", "", head)
    return next((name for name in known if re.sub(r"[ .']", "", name) == bare), head)


def _group(match: re.Match[str], name: str) -> str:
    return (match.groupdict().get(name) or "").strip()


def _plain(match: re.Match[str]) -> Parts:
    head = _tight(match["head"])
    return Parts(head, head, match["number"], _group(match, "part"), _group(match, "year"), tail=_group(match, "tail"))


def _chinese(match: re.Match[str]) -> Parts | None:
    head, mandate = match["head"], _group(match, "mandate").replace("/", "").strip()
    number, part, year = match["number"], match["part"], _group(match, "year")
    if not (year or mandate or head.startswith("GB") or len(number) > 2):
        return None  # two letters and a small number in running text
    series = f"{head}/{mandate}" if mandate else head
    return Parts(series, head, number, part, year, "—", {"T": "T", "Z": "Z"}.get(mandate, "mandatory"))


def _local(match: re.Match[str]) -> Parts:
    voluntary = "T" in match["mandate"]
    code = f"DB{match['head']}"
    series = f"{code}/T" if voluntary else f"{code}/"
    return Parts(series, code, match["number"], match["part"], _group(match, "year"), "—", "T" if voluntary else "mandatory")


def _association(match: re.Match[str]) -> Parts:
    head = _tight(match["head"])
    return Parts(head, head, match["number"], match["part"], _group(match, "year"), "—", head[0])


def _world(match: re.Match[str]) -> Parts:
    head = _tight(match["head"])
    head = _RUSSIAN.get(head, head)
    kind = _group(match, "type")
    kind = {"GUIDE": "Guide", "Руководство": "Guide"}.get(kind, _RUSSIAN.get(kind, kind))
    # ISO writes ISO/TS and ISO Guide, IEC and the two together write IEC TS and ISO/IEC TS.
    joint = "/" if head == "ISO" and kind != "Guide" else " "
    return Parts(f"{head}{joint}{kind}" if kind else head, head, match["number"], match["part"], _group(match, "year"))


def _national(match: re.Match[str]) -> Parts | None:
    head = _spelt(_tight(match["head"]), COLON)
    chain, year, number = _tight(_group(match, "chain")), _group(match, "year"), match["number"]
    if not (chain or year or len(number) > 2) or (len(head) < 4 and not (chain or year) and head not in {"EN", "BS", "DIN"}):
        return None
    kind = _group(match, "type")
    series = f"{head}/{kind}" if kind else head
    if chain:
        chain = re.sub(r"[ -](?=[A-Z])", " ", chain)
        series += ("/" if head == "IS" else " ") + chain
    section = f" {_group(match, 'section')}" if _group(match, "section") else ""
    return Parts(series, head, number, match["part"] + section, year, chain=chain, tail=_group(match, "tail"))


def _interstate(match: re.Match[str]) -> Parts:
    head, chain = _tight(match["head"]), _tight(_group(match, "chain"))
    head = {"GOST R": "ГОСТ Р", "GOST": "ГОСТ", "ST RK": "СТ РК"}.get(head, _spelt(head, HYPHEN))
    latin = " ".join(_RUSSIAN.get(word, word) for word in chain.split(" "))
    return Parts(f"{head} {chain}".strip(), head, match["number"], match["part"], _group(match, "year"), "-", chain=latin)


def _society(match: re.Match[str]) -> Parts | None:
    head = _tight(match["head"]).rstrip(".").replace(".", " ")
    number = match["number"].lstrip(".-") if not match["number"][0].isalpha() else match["number"]
    if head.endswith("BPVC"):  # the boiler code's parts are written in one: BPVC.VIII.1
        head, number = head[:-4].strip(" ."), f"BPVC.{number}"
    publisher = next(name for name in sorted(AMERICAN, key=len, reverse=True) if name in head)
    return Parts(
        head, publisher, number, match["part"] + _group(match, "metric"), _group(match, "year"), "-", tail=match["tail"] or ""
    )


def _thai(match: re.Match[str]) -> Parts:
    return Parts("มอก.", "มอก.", match["number"], match["part"], _group(match, "year"), "-")


def _hyphenated(match: re.Match[str]) -> Parts:
    return Parts(match["head"], match["head"], match["number"], "", match["year"], "-")


def _union(match: re.Match[str]) -> Parts:
    head = _tight(match["head"]).replace(" ", "")
    series = "ТР ТС" if head in {"ТРТС", "КОТР", "TRCU", "TRTS", "CUTR"} else "ТР ЕАЭС"
    return Parts(series, series, match["number"], "", match["year"], "/", "mandatory")


def _act(match: re.Match[str]) -> Parts | None:
    body, old, number = _group(match, "body"), _group(match, "old"), bool(_group(match, "no"))
    if not (body or old):
        return None
    # "No 1907/2006" has the number first; "2023/1230" and "2006/42/EC" the year.
    first = not number
    year, serial = (match["one"], match["two"]) if first else (match["two"], match["one"])
    series = f"{match['head']} ({body})" if body else match["head"]
    return Parts(
        f"{series} No" if number else series, "EU", serial, "", year, "/", "mandatory", tail=f"/{old}" if old else "", first=first
    )


def _vietnamese(match: re.Match[str]) -> Parts:
    return Parts("", "VN", match["number"], "", match["year"], "/", "mandatory", tail=f"/{match['tail'].replace(' ', '')}")


def _telecom(match: re.Match[str]) -> Parts:
    tail = _group(match, "tail").replace(" ", "")
    return Parts(match["head"], match["head"], match["number"], match["part"], tail=f" ({tail})" if tail else "")


def _code(match: re.Match[str]) -> Parts:
    return Parts(f"{match['one']} CFR", "CFR", match["number"], match["part"], mandate="mandatory")


_BUILD: dict[str, Callable[[re.Match[str]], Parts | None]] = {
    "chinese": _chinese,
    "local": _local,
    "group": _association,
    "world": _world,
    "national": _national,
    "interstate": _interstate,
    "society": _society,
    "thai": _thai,
    "indonesian": _hyphenated,
    "union": _union,
    "act": _act,
    "vietnamese": _vietnamese,
    "telecom": _telecom,
    "code": _code,
}
