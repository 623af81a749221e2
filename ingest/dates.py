"""When a standard was published and comes into force: dates in many languages, told apart by what stands at them.

Thai years are of the Buddhist era. A date to the month is an ISO date to the month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.spelling import LONG_YEAR, shadow

_BUDDHIST = 543
_PIVOT = 30  # a year of two digits from here on is of the twentieth century

_MONTHS = (
    "january|janvier|januar|enero|gennaio|январ[ья]|қаңтар\\w*|januari|yanvar|มกราคม|يناير",
    "february|février|februar|febrero|febbraio|феврал[ья]|ақпан\\w*|februari|pebruari|fevral|กุมภาพันธ์|فبراير",
    "march|mars|märz|marzo|марта?|наурыз\\w*|maret|mart|มีนาคม|مارس",
    "april|avril|abril|aprile|апрел[ья]|сәуір\\w*|aprel|เมษายน|أبريل|إبريل",
    "may|mai|mayo|maggio|ма[йя]|мамыр\\w*|mei|พฤษภาคม|مايو",
    "june|juin|juni|junio|giugno|июн[ья]|маусым\\w*|iyun|มิถุนายน|يونيو",
    "july|juillet|juli|julio|luglio|июл[ья]|шілде\\w*|iyul|กรกฎาคม|يوليو",
    "august|août|agosto|августа?|тамыз\\w*|agustus|avgust|สิงหาคม|أغسطس",
    "september|septembre|septiembre|settembre|сентябр[ья]|қыркүйек\\w*|sentabr|sentyabr|กันยายน|سبتمبر",
    "october|octobre|oktober|octubre|ottobre|октябр[ья]|қазан\\w*|oktabr|oktyabr|ตุลาคม|أكتوبر",
    "november|novembre|noviembre|ноябр[ья]|қараша\\w*|nopember|noyabr|พฤศจิกายน|نوفمبر",
    "december|décembre|dezember|diciembre|dicembre|декабр[ья]|желтоқсан\\w*|desember|dekabr|ธันวาคม|ديسمبر",
)
_NAME = "|".join(f"(?P<m{n}>{names})" for n, names in enumerate(_MONTHS, 1))
_NAMES = re.compile(_NAME, re.IGNORECASE)
_MONTH = f"(?:{'|'.join(_MONTHS)})"
_THAI_YEAR = r"(?:พ\.ศ\. ?|พุทธศักราช ?)?"
_FORMS = (
    rf"(?P<y1>{LONG_YEAR}) ?(?:[-./]|年) ?(?P<n1>\d\d?) ?(?:[-./]|月) ?(?P<d1>\d\d?)(?!\d)(?: ?日)?",
    r"(?P<d2>\d\d?) ?[./] ?(?P<n2>\d\d?) ?[./] ?(?P<y2>(?:19|20)\d\d|\d\d)(?!\d)",
    rf"(?P<d3>\d\d?)(?:st|nd|rd|th|er|\.)?,? (?:day of |de |of )?(?P<w3>{_MONTH}),? (?:de |г\. )?"
    rf"{_THAI_YEAR}(?P<y3>(?:19|20|2[45])\d\d)(?!\d)",
    rf"(?P<w4>{_MONTH}) (?P<d4>\d\d?)(?:st|nd|rd|th)?, (?P<y4>{LONG_YEAR})(?!\d)",
    rf"(?P<y5>{LONG_YEAR}) жылғы (?P<d5>\d\d?) (?P<w5>{_MONTH})",
    r"(?i:ngày) ?(?P<d6>\d\d?) ?(?i:tháng) ?(?P<n6>\d\d?) ?(?i:năm) ?(?P<y6>(?:19|20)\d\d)",
    rf"(?P<w7>{_MONTH}) (?:de )?(?P<y7>{LONG_YEAR})(?!\d)",
    rf"(?P<y8>{LONG_YEAR})-(?P<n8>\d\d)(?![\d-])",
    rf"(?P<n9>\d\d)/(?P<y9>{LONG_YEAR})(?!\d)",
)
_DATE = re.compile(rf"(?<![\w./-])(?:{'|'.join(_FORMS)})", re.IGNORECASE)

_IN_FORCE = (
    r"实施日期|施行日期|Implemented on|Implementation date|Effective date|"
    r"Coming into force(?: in accordance with \w+ \d+)?|Дата введения|"
    r"введ[её]н\w* в действие (?:[^.;]{0,140} )?с|срок введения(?: установлен)?(?: с)?|Введ\.|Енгізілген күні|Енгізу күні|"
    r"Joriy etil\w+ sanasi|có hiệu lực (?:thi hành )?(?:kể )?từ|تاريخ (?:النفاذ|التطبيق|العمل به)|يعمل به (?:اعتبارا )?من"
)
_ISSUED = (
    r"发布日期|Issued on|Issue date|Date of issu\w+|Date of publication|Date of assent|Published(?: on)?|"
    r"(?:Приказом|Решением|Постановлением)\b[^.;]{0,140}? от|Ditetapkan di \w+ pada tanggal|"
    r"ประกาศในราชกิจจานุเบกษา.{0,60}?วันที่|تاريخ (?:الإصدار|الاعتماد|النشر)"
)
_IN_JOURNAL = r"\(OJ [LC] \d+,"
"""Where a consolidated act of the EU was published."""
_ON_COVER = r"Made|\bthis(?= \d{1,2}(?:st|nd|rd|th) day of)|\bDate:|Hà Nội|Москва, Кремль|Решени(?:ем|я)\b[^.;]{0,80}? от"
_AT_LAW = re.compile(
    r"[（(]?(?P<date>(?:19|20)\d\d年\d\d?月\d\d?日)[^。；)）]{0,60}?(?P<what>通过|公布|发布|批准|起施行|施行|起实施)"
)

_CHINESE = re.compile(
    r"((?:19|20)\d\d)\D?(\d\d)\D?(\d\d)日?(?:发布|批准|颁布)(?:.{0,3}?((?:19|20)\d\d)\D?(\d\d)\D?(\d\d)日?(?:起)?实施)?"
)
_VIETNAMESE = re.compile(r"NGÀY([\dLI]{1,2})THÁNG([\dLI]{1,2})NĂM((?:19|20)\d\d)")  # OCR reads 1 as a letter
_JOURNAL = re.compile(
    r"Official Journal|Amtsblatt|Journal officiel|Diario Oficial|Gazzetta ufficiale|Dziennik Urz", re.IGNORECASE
)
_ALONE = re.compile(  # what may stand beside a date that nobody explains: it is that of publication
    r"[\[(]?(?:\(.{1,12}\) |Edition [\d.]+ |(?:\w+ )?edition,? |\d{4}/\d+ |(?:EUROPÄISCHE|DEUTSCHE) NORM |norme française )?"
    r"(?P<at>@)(?: Price Group.*|[\])]+)?",
    re.IGNORECASE,
)
_SHORT = 40  # characters of a line that belongs to the head of a journal
_ONES = str.maketrans("LI", "11")
_GAP = 24  # characters between what explains a date and the date


@dataclass(frozen=True, slots=True)
class Dated:
    """A date at characters ``start`` to ``end`` of a text; ``iso`` to the day or to the month."""

    start: int
    end: int
    iso: str


def find_dates(text: str) -> Iterator[Dated]:
    """The dates in ``text``, a shadow, in order."""
    for match in _DATE.finditer(text):
        year, month, day = (_group(match, letter) for letter in "ynd")
        word = _group(match, "w")
        if word and (named := _NAMES.fullmatch(word)):
            month = next(name[1:] for name, value in named.groupdict().items() if value)
        if iso := iso_date(_our_year(year), month, day):
            yield Dated(match.start(), match.end(), iso)


def _group(match: re.Match[str], letter: str) -> str:
    return next((value for name, value in match.groupdict().items() if value and name[0] == letter and name[1:].isdigit()), "")


def _our_year(year: str) -> str:
    number = int(year)
    if number < 100:
        return str(number + (1900 if number >= _PIVOT else 2000))
    return str(number - _BUDDHIST if number >= 2400 else number)


def iso_date(year: str | None, month: str | None, day: str | None) -> str:
    """An ISO date, to the month where no day is printed; "" where it is no date."""
    try:
        whole = date(int(year or 0), int(month or 0), int(day or 1)).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7]


def dates_of(cover: Sequence[str], first: Sequence[str], *, amended: bool = False) -> tuple[str, str]:
    """Dates of publication and of coming into force; "" where they are not printed, or are no dates.

    Args:
        cover: lines of the cover.
        first: lines of the first pages, the cover among them.
        amended: whether the document is an amendment: its date stands below that of what it amends.
    """
    plain, everything = shadow("\n".join(cover)), shadow(" ".join(first))
    compact = re.sub(r"\s", "", plain)
    if match := _CHINESE.search(compact):
        return iso_date(*match.groups()[:3]), iso_date(*match.groups()[3:])
    if match := _VIETNAMESE.search(compact.upper()):
        day, month = (part.translate(_ONES) for part in match.groups()[:2])
        return iso_date(match[3], month, day), _explained(shadow(" ".join(first)), _IN_FORCE)
    one_line = plain.replace("\n", " ")
    effective = _explained(one_line, _IN_FORCE) or _explained(everything, _IN_FORCE) or _at_law(everything, "施行")
    if amended:  # a Chinese amendment says in its first sentence when it was approved and when it comes into force
        effective = effective or _at_law(everything, "起实施")
    published = _explained(one_line, f"{_ISSUED}|{_ON_COVER}") or _in_journal(plain)
    published = (
        published
        or _explained(one_line, _IN_JOURNAL)
        or _alone(cover, last=amended)
        or _explained(everything, _ISSUED)
        or _at_law(everything, "通过|公布|发布|批准" if amended else "通过|公布|发布")
    )
    return published, effective


def _explained(text: str, words: str) -> str:
    """The date that stands right after one of ``words``."""
    for match in re.finditer(words, text, re.IGNORECASE):
        found = next(find_dates(text[match.end() : match.end() + _GAP + 20]), None)
        if found and found.start <= _GAP and not re.search(r"[:：].*[:：]", text[match.end() : match.end() + found.start]):
            return found.iso
    return ""


def _at_law(text: str, words: str) -> str:
    for match in _AT_LAW.finditer(re.sub(r"(?<=\d) (?=[年月日])|(?<=[年月]) (?=\d)", "", text)):
        if re.search(words, match["what"]):
            return next((found.iso for found in find_dates(match["date"])), "")
    return ""


def _in_journal(text: str) -> str:
    """The date in the head of an official journal: on its line, or on one of the two lines after it."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if _JOURNAL.search(line):
            below = [other for other in lines[at + 1 : at + 3] if len(other) < _SHORT]
            found = next(find_dates(" ".join([line, *below])), None)
            if found:
                return found.iso
    return ""


def _alone(cover: Sequence[str], *, last: bool) -> str:
    dates = []
    for before, line in zip(["", *cover], cover, strict=False):
        plain = shadow(line).strip()
        found = next(find_dates(plain), None)
        if (
            found
            and not before.rstrip().endswith((":", "："))
            and _ALONE.fullmatch(f"{plain[: found.start]}@{plain[found.end :]}")
        ):
            dates.append(found.iso)
    return (dates[-1] if last else dates[0]) if dates else ""
