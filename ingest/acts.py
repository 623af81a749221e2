"""How acts of law are designated that have a number: of the EU and the EAEU, of China, Viet Nam, Indonesia, Russia and others."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.spelling import BEFORE, LONG_YEAR, WORD, Parts, any_of, group

_ACTS = {
    "Regulation", "Directive", "Decision", "Recommendation", "Verordnung", "Richtlinie", "Beschluss", "Règlement", "Décision",
    "Directiva", "Reglamento", "Decisión", "Direttiva", "Regolamento", "Директива", "Регламент",
}  # fmt: skip
_BODIES = "EU|EC|EEC|UE|CE|EG|EWG|CEE|ЕС|Euratom"
_UNION_HEADS = ["ТР ТС", "ТР ЕАЭС", "КО ТР", "ЕАЭО ТР", "TR CU", "TR TS", "TR EAEU", "CU TR", "EAEU TR"]
_INDONESIAN = {
    "UU": "Undang-Undang", "PP": "Peraturan Pemerintah", "Perpres": "Peraturan Presiden",
    "Permenaker": "Peraturan Menteri Ketenagakerjaan", "Permenkes": "Peraturan Menteri Kesehatan",
    "Permen ESDM": "Peraturan Menteri Energi dan Sumber Daya Mineral",
}  # fmt: skip

_PATTERNS = {
    # ТР ТС 010/2011
    "union": rf"(?P<head>(?:{any_of(_UNION_HEADS)})) ?[N№]? ?(?P<number>\d{{3}}) ?/ ?(?P<year>20\d\d)(?!\d)",
    # Regulation (EU) 2023/1230, Commission Regulation (EC) No 1907/2006, Directive 2006/42/EC
    "act": r"(?i:(?:(?:Commission|Council) )?(?:(?:Implementing|Delegated) )?)"
    rf"(?P<head>(?i:{'|'.join(sorted(_ACTS))}))s? "
    rf"(?:\((?P<body>{_BODIES})\) ?)?(?P<no>(?i:No\.?|Nr\.?|N[º°]) ?)?(?P<one>\d{{1,4}})/(?P<two>\d{{1,4}})"
    rf"(?:/(?P<old>{_BODIES}))?(?!{WORD})",
    # 2006/42/EC, (EU) 2023/1230, where a text in another language names an act of the EU
    "bare": rf"(?P<year>{LONG_YEAR}|[6-9]\d)/(?P<number>\d{{1,4}})/(?P<old>EU|EC|EEC)(?!{WORD})",
    "bracketed": rf"\((?P<body>EU|EC)\) ?(?P<year>{LONG_YEAR})/(?P<number>\d{{1,4}})(?![\d/])",
    # 68/2006/QH11, 132/2008/NĐ-CP
    "vietnamese": rf"(?i:(?:(?:Bộ )?Luật|Nghị định|Thông tư|Quyết định) (?:số:? ?)?)?"
    rf"(?P<number>\d{{1,4}}) ?/ ?(?P<year>{LONG_YEAR}) ?/ ?"
    rf"(?P<tail>QH ?\d{{1,2}}|(?:NĐ|TT|QĐ|TTLT|NQ|UBTVQH|PL)\d{{0,2}}(?: ?- ?[A-ZĐ]+)*)(?!{WORD})",
    # UU No. 1 Tahun 1970, Peraturan Menteri Ketenagakerjaan Nomor 5 Tahun 2018
    "indonesian": r"(?P<head>(?i:Undang-Undang|Peraturan (?:Pemerintah|Presiden|Menteri(?: [A-Za-z]+){1,7}?)|"
    rf"Keputusan (?:Presiden|Menteri(?: [A-Za-z]+){{1,7}}?))|{any_of(_INDONESIAN)})(?i: (?:Republik Indonesia|RI))? "
    rf"(?i:Nomor|No\.?) ?:? ?(?P<number>[0-9A-Z./-]{{1,24}}) (?i:Tahun) (?P<year>{LONG_YEAR})(?!\d)",
    # Федеральный закон № 184-ФЗ, 188-V ЗРК, O'RQ-410
    "russian": r"(?:Федеральн\w+ (?:конституционн\w+ )?закон\w* (?:от .{4,22}? )?)?(?:[N№] ?)?"
    rf"(?P<number>\d{{1,4}})(?P<tail>-(?:ФЗ|ФКЗ))(?!{WORD})",
    "kazakh": rf"(?:[N№] ?)?(?P<number>\d{{1,4}}-[IVX]+) ?(?P<tail>ЗРК|ҚРЗ)(?!{WORD})",
    "uzbek": rf"(?P<head>O'RQ|ЎРҚ|ЗРУ) ?- ?(?P<number>\d{{1,4}})(?!{WORD})",
    # SI 2005/1643
    "british": rf"S\.?I\.? (?:No\.? ?)?(?P<year>{LONG_YEAR}) ?/ ?(?P<number>\d{{1,4}})(?!\d)",
    # 国务院令第591号
    "chinese": r"国务院令 ?(?:\(?第 ?)(?P<number>\d{1,4}) ?号",
    # UN Regulation No. 155, UN R155
    "nations": r"(?:(?:UN(?:[/ -]?ECE)?|ECE) (?:Regulation (?:No\.? ?)?|R ?)|Правила (?:ООН|ЕЭК ООН) [N№] ?)"
    r"(?P<number>\d{1,3})(?!\d)",
    # 29 CFR 1910.95
    "code": rf"(?P<one>\d{{1,2}}) ?C\.?F\.?R\.? ?(?:Part |§{{1,2}} ?)?(?P<number>\d{{1,4}})(?P<part>(?:\.\d{{1,4}})?)(?!{WORD})",
}


def _union(match: re.Match[str]) -> Parts:
    series = "ТР ЕАЭС" if re.search("[ЕE][АA]Э|EAEU", match["head"]) else "ТР ТС"
    return Parts(series, series, match["number"], "", match["year"], "/", "mandatory")


def _act(match: re.Match[str]) -> Parts | None:
    body, old, number = group(match, "body"), group(match, "old"), bool(group(match, "no"))
    if not (body or old):
        return None
    # "No 1907/2006" has the number first; "2023/1230" and "2006/42/EC" the year.
    first = not number
    year, serial = (match["one"], match["two"]) if first else (match["two"], match["one"])
    head = match["head"].capitalize()
    series = f"{head} ({body})" if body else head
    return Parts(
        f"{series} No" if number else series, "EU", serial, "", year, "/", "mandatory", tail=f"/{old}" if old else "", first=first
    )


def _bare(match: re.Match[str]) -> Parts:
    body, old = group(match, "body"), group(match, "old")
    head = f"({body})" if body else ""
    return Parts(head, "EU", match["number"], "", match["year"], "/", "mandatory", tail=f"/{old}" if old else "", first=True)


def _vietnamese(match: re.Match[str]) -> Parts:
    return Parts("", "VN", match["number"], "", match["year"], "/", "mandatory", tail=f"/{match['tail'].replace(' ', '')}")


def _indonesian(match: re.Match[str]) -> Parts:
    words = _INDONESIAN.get(match["head"], match["head"]).title().replace(" Dan ", " dan ")
    return Parts(f"{words} Nomor", "ID", match["number"], "", match["year"], " Tahun ", "mandatory")


def _russian(match: re.Match[str]) -> Parts:
    return Parts("", "RU", match["number"], mandate="mandatory", tail=match["tail"])


def _kazakh(match: re.Match[str]) -> Parts:
    return Parts("", "KZ", match["number"], mandate="mandatory", tail=f" {match['tail']}")


def _uzbek(match: re.Match[str]) -> Parts:
    return Parts("", "UZ", f"{match['head']}-{match['number']}", mandate="mandatory")


def _british(match: re.Match[str]) -> Parts:
    return Parts("SI", "UK", match["number"], "", match["year"], "/", "mandatory", first=True)


def _chinese(match: re.Match[str]) -> Parts:
    return Parts("", "CN", f"国务院令第{match['number']}号", mandate="mandatory")


def _nations(match: re.Match[str]) -> Parts:
    return Parts("UN Regulation No.", "UN", match["number"], mandate="mandatory")


def _code(match: re.Match[str]) -> Parts:
    return Parts(f"{match['one']} CFR", "CFR", match["number"], match["part"], mandate="mandatory")


_BUILD: dict[str, Callable[[re.Match[str]], Parts | None]] = {
    "union": _union,
    "act": _act,
    "bare": _bare,
    "bracketed": _bare,
    "vietnamese": _vietnamese,
    "indonesian": _indonesian,
    "russian": _russian,
    "kazakh": _kazakh,
    "uzbek": _uzbek,
    "british": _british,
    "chinese": _chinese,
    "nations": _nations,
    "code": _code,
}
FAMILIES = [(re.compile(BEFORE + pattern), _BUILD[name]) for name, pattern in _PATTERNS.items()]
"""The pattern of each family, and what makes ``Parts`` of its match (None where the match is no designation)."""
