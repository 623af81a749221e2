"""What a standard says of itself on its cover: designation, titles, ICS, dates, what it adopts and what it replaces.

Nothing is made up: a field that is not printed stays empty, and a standard whose designation is nowhere printed is called by the
name of its file and marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ingest.clause import Adoption, Degree, Standard
from ingest.designation import Designation, find_designations
from ingest.front import Row, rows_of, titles_of
from ingest.identity import REPLACES, name_of, own_designation, parent_below
from ingest.language import is_jumbled, language
from ingest.line import Page
from ingest.sector import stamp
from ingest.series import country_of
from ingest.spelling import shadow

NAMED_BY_FILE = "no designation is printed in the first pages: the name of the file stands for it"

JUMBLED = "the text layer is damaged: its characters belong to many scripts, and cannot be what is printed"

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"
)  # fmt: skip
_ICS = re.compile(r"(?:ICS|МКС|ОКС) ?:? ?((?:\d\d(?:[. ]\d{3}(?:[. ]\d\d)?)?(?!\d)[;,、 ]*)+)", re.I)
_CCS = re.compile(r"^(?:CCS ?)?([A-Z]) ?(\d\d(?:/\d\d)?)$")
_DEGREE = re.compile(r"\b(IDT|MOD|NEQ|EQV)\b", re.I)
_CHINESE_DATES = re.compile(
    r"((?:19|20)\d\d)\D?(\d\d)\D?(\d\d)日?(?:发布|批准)(?:.{0,3}?((?:19|20)\d\d)\D?(\d\d)\D?(\d\d)日?(?:起)?实施)?"
)
_RUSSIAN_DATE = re.compile(r"(?:Дата введения|Введ[её]н в действие)\D{0,4}(?P<y>\d{4})\D(?P<m>\d\d)\D(?P<d>\d\d)")
_PUBLISHED = (
    (re.compile(r"NGÀY(?P<d>\d{1,2})THÁNG(?P<m>\d{1,2})NĂM(?P<y>\d{4})"), "compact"),  # Vietnamese acts
    (re.compile(r"^(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}) \w\w Official Journal", re.MULTILINE), "lines"),  # acts of the EU
    (re.compile(r"Date of assent (?P<d>\d{1,2}) (?P<m>\w+) (?P<y>\d{4})"), "lines"),  # acts of New Zealand
    (re.compile(r"^(?:\(.{1,12}\) )?(?P<y>\d{4})-(?P<m>\d\d)(?:-(?P<d>\d\d))?$", re.MULTILINE), "lines"),  # ISO
    (re.compile(r"^\((?P<m>\d\d)/(?P<y>\d{4})\)$", re.MULTILINE), "lines"),  # ITU
)
_ORDINALS = "First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth"
_EDITION = re.compile(
    rf"^((?:\w+ )?(?:{_ORDINALS}) edition|(?:Edition|Издание) \d[\d.]*|第.{{1,3}}版|Xuất bản lần \w+)\b", re.IGNORECASE
)


def read_cover(pages: Sequence[Page], *, file_name: str) -> Standard:
    """The standard that ``pages`` are, as far as its first pages say.

    Args:
        pages: all pages in order.
        file_name: name of the file; its stem is the designation where none is printed.
    """
    rows = rows_of(pages)
    cover = [row for row in rows if row.page == rows[0].page] if rows else []
    found = own_designation(rows)
    name, printed = name_of(found, cover, file_name)
    body = "\n".join(page.raw for page in pages[2:20]) or "\n".join(page.raw for page in pages)
    lang = _language(body, cover, country_of(found.publisher if found else ""))
    titles = titles_of(rows, lang)
    published, effective = _dates(cover, rows)
    publisher = found.publisher if found else ""
    return Standard(
        designation=name,
        lang=lang,
        title=titles[0][1] if titles else "",
        titles=titles,
        publisher=publisher,
        country=country_of(publisher),
        edition=_edition(cover, rows),
        ics=_ics(cover),
        ccs=_ccs(cover) if country_of(publisher) == "CN" else "",
        adopts=_adoption(found, cover),
        replaces=_replaced(cover, rows),
        published=published,
        effective=effective,
        marks=_marks(printed=printed, jumbled=is_jumbled(body), out_of_force=stamp(row.text for row in cover)),
    )


def _marks(*, printed: bool, jumbled: bool, out_of_force: str) -> tuple[str, ...]:
    marks = [(NAMED_BY_FILE, not printed), (JUMBLED, jumbled), (out_of_force, bool(out_of_force))]
    return tuple(mark for mark, holds in marks if holds)


def _language(body: str, cover: Sequence[Row], country: str) -> str:
    """Language of the body. Where its characters are damaged, a Chinese cover speaks for it."""
    found = language(body)
    if country == "CN" and found not in {"zh", "en"}:
        return "zh"
    if found not in {"zh", "ja"} and is_jumbled(body):
        return language("\n".join(row.text for row in cover))
    return found


def _ics(cover: Iterable[Row]) -> tuple[str, ...]:
    for row in cover:
        if match := _ICS.search(re.sub(r"(?<=\d) ?\. ?(?=\d)", ".", shadow(row.text))):
            codes = re.findall(r"\d\d(?:[. ]\d{3}(?:[. ]\d\d)?)?(?!\d)", match[1])
            return tuple(code.replace(" ", ".") for code in codes)
    return ()


def _ccs(cover: Sequence[Row]) -> str:
    match = next((found for row in cover[:6] if (found := _CCS.match(shadow(row.text)))), None)
    return f"{match[1]} {match[2]}" if match else ""


def _replaced(cover: Sequence[Row], rows: Sequence[Row]) -> str:
    """The designations that a cover says it replaces, else the one that the foreword says it cancels or repeals."""
    for row in cover:
        if (match := REPLACES.match(row.text)) and (found := find_designations(row.text[match.end() :])):
            return ", ".join(str(item.designation) for item in found)
    text = " ".join(row.text for row in rows)
    for match in re.finditer(
        r"cancels and replaces|annule et remplace|repealing|ВЗАМЕН|Взамен|本(?:文件|标准)代替|Thay thế cho", text
    ):
        found = find_designations(text[match.end() : match.end() + 160])
        if found and found[0].start < 60:
            return str(found[0].designation)
    return ""


def _adoption(found: Designation | None, cover: Sequence[Row]) -> Adoption | None:
    """The adopted standard with the degree of correspondence, from the brackets under the title or from the designation."""
    text = shadow(" ".join(row.text for row in cover))
    for bracket in re.finditer(r"\(([^()]{4,300})\)", text):
        inside = find_designations(bracket[1])
        degree = _DEGREE.search(bracket[1])
        if inside and (degree or inside[0].start == 0) and (found is None or str(inside[0].designation) != str(found)):
            return Adoption(str(inside[0].designation), _degree(degree[1]) if degree else inside[0].designation.degree)
    old = re.search(r"\b(idt|eqv|neq|≡|≠) ?", text)
    if old and (after := find_designations(text[old.end() : old.end() + 40])) and after[0].start == 0:
        return Adoption(str(after[0].designation), _degree(old[1]))
    if found and found.adopted:
        return Adoption(found.adopted, found.degree)
    parent = parent_below(found, cover)
    return Adoption(parent) if parent else None


def _degree(word: str) -> Degree:
    """IDT, MOD or NEQ; the older eqv became MOD, and ≡ and ≠ stood for idt and neq."""
    return {"EQV": Degree.MOD, "≡": Degree.IDT, "≠": Degree.NEQ}.get(word.upper()) or Degree(word.upper())


def _edition(cover: Sequence[Row], rows: Sequence[Row]) -> str:
    for row in cover:
        if match := _EDITION.match(row.text):
            return match[1]
        if match := re.match(r"as at (\d{1,2} \w+ \d{4})$|.*\((\w+ edition)[,)]", row.text):
            return f"as at {match[1]}" if match[1] else match[2]
    heads = (re.search(r"\bED ?(\d{1,2}) ©", row.text) for row in rows)
    return next((f"Edition {match[1]}" for match in heads if match), "")


def _dates(cover: Sequence[Row], rows: Sequence[Row]) -> tuple[str, str]:
    """Dates of publication and of coming into force, ISO; "" where they are not printed, or are no dates."""
    text = "\n".join(row.text for row in cover)
    compact = re.sub(r"\s", "", shadow(text))
    if match := _CHINESE_DATES.search(compact):
        return _iso(*match.groups()[:3]), _iso(*match.groups()[3:])
    if match := _RUSSIAN_DATE.search("\n".join(row.text for row in rows)):
        return "", _iso(match["y"], match["m"], match["d"])
    for pattern, where in _PUBLISHED:
        if match := pattern.search(compact.upper() if where == "compact" else text):
            parts = match.groupdict()
            month = parts["m"] or ""
            return _iso(parts["y"], str(_MONTHS.index(month) + 1) if month in _MONTHS else month, parts.get("d")), ""
    return "", ""


def _iso(year: str | None, month: str | None, day: str | None) -> str:
    """An ISO date, to the month where no day is printed; "" where it is no date."""
    try:
        whole = date(int(year or 0), int(month or 0), int(day or 1)).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7]
