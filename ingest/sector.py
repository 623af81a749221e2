"""Suggests status, sector and field of a standard from what its cover says; a person may change all three.

Evidence is the series and number of the designation, ICS, CCS and words of the titles. Each piece of evidence has a weight, the
heaviest answer is suggested, and what spoke for it is the reason. Sources: the International Classification for Standards
(groups 13, 27, 29, 73, 75, 03.120.20); the Chinese one, 中国标准文献分类法 (classes C, D, E, F, Z); the sector codes of China's
standardisation administration; the series in which standards of one matter are numbered (AQ 1nnn, ГОСТ 12).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from ingest.clause import Standard
from ingest.designation import parse

Value = TypeVar("Value", bound=StrEnum)


class Validity(StrEnum):
    """Status of a standard by its own dates and words: 现行, 即将实施, 被代替, 废止; "" where neither says anything."""

    CURRENT = "current"
    UPCOMING = "upcoming"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    UNSAID = ""


class Sector(StrEnum):
    """The industry that a standard is for; GENERAL where none shows."""

    OIL_AND_GAS = "oil and gas"
    COAL = "coal"
    POWER = "power"
    MINERALS = "minerals"
    GENERAL = "general"


class Field(StrEnum):
    """What a standard is about: safety, health and environment; how conformity is assessed; or a product, process or method."""

    HSE = "HSE"
    CERTIFICATION = "certification"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is suggested, and why.

    ``reasons`` are pairs: "status", "sector" or "field", and the evidence as the cover prints it ("ICS 13.140", "SY/T", "噪声").
    A sector "general" and a field "product" without a reason are what is left where nothing speaks for another.
    """

    status: Validity
    sector: Sector
    field: Field
    reasons: tuple[tuple[str, str], ...] = ()


OUT_OF_FORCE = "the cover says that it is no longer in force: "
"""How the mark of a standard begins whose cover bears such a stamp; the words of the stamp follow."""

_REPLACED = (
    r"已?被.{0,40}(?:代替|替代)|superseded by|replaced by|замен[её]н(?:а|о)? (?:на )?(?=ГОСТ|СТ РК|СП|РД)|được thay thế bởi"
)
_WITHDRAWN = (
    r"废止|作废|\bwithdrawn\b|\bobsolete\b|утратил[аио]? силу|не действует|отмен[её]н[ао]?\b|күшін жой|hết hiệu lực|"
    r"\bdicabut\b|\bannulée?\b|\babrogée?\b|ملغا?[ىة]|ยกเลิก"
)
_STAMP = re.compile(rf"(?P<replaced>{_REPLACED})|(?P<withdrawn>{_WITHDRAWN})", re.IGNORECASE)
_LONGEST_STAMP = 60  # characters of a line that is a stamp; a sentence about another standard's end is longer

_SERIES, _CLASS, _WORD = 3, 2, 1  # weights: a number in a series says more than a class, a class more than a word

_SECTOR_OF_SERIES: Mapping[Sector, str] = {
    Sector.OIL_AND_GAS: r"SY\b|SH\b|Q/(?:SY|SH|SHS|HS)\b|API\b|AGA\b|NACE\b|AQ(?:/T)? 2012\b",
    Sector.COAL: r"MT\b|AQ(?:/T)? 1\d{3}\b|NB/T 51\d{3}\b",
    Sector.POWER: r"DL\b|NB\b(?!/T (?:47|51)\d{3})|EJ\b|Q/(?:GDW|CSG)\b",
    Sector.MINERALS: r"DZ\b|YS\b|YB\b|XB\b|AQ(?:/T)? 2(?!012)\d{3}\b",
}
_SECTOR_OF_ICS: Mapping[Sector, str] = {
    Sector.OIL_AND_GAS: r"75\b",
    Sector.POWER: r"27\b|29\b(?!\.260)",  # 29.260: electrical equipment for places where it may explode, of any industry
    Sector.MINERALS: r"73\.(?!040)|73$",
    Sector.COAL: r"73\.(?:020|040|100)",  # mining, coals, mining equipment: the title tells what is mined
}
_SECTOR_OF_CCS: Mapping[Sector, str] = {
    Sector.OIL_AND_GAS: "E",
    Sector.COAL: "D 2",
    Sector.POWER: "F [0-2]",
    Sector.MINERALS: "D [013-9]",
}
_FIELD_OF_SERIES: Mapping[Field, str] = {
    Field.HSE: r"GBZ\b|AQ\b|HJ\b|KA\b|LD\b|XF\b|NFPA\b|29 CFR 19|HSE\b|ПБ\b|T/(?:COSHA|CAEPI)\b|QCVN \S+/(?:BTNMT|BLĐTBXH|BYT)|"
    r"ГОСТ(?: Р)?(?: ИСО| ISO)? (?:12|17)\.\d|(?:.* )?ISO(?:/PAS)? (?:45\d{3}|1400[1-5])\b|GB/T (?:2400|4500)\d\b",
    Field.CERTIFICATION: r"RB\b|CNAS\b|TSG Z|CCGF\b|GB/T 270[0-6]\d\b|(?:.* )?(?:ISO/IEC|ИСО/МЭК)(?: T[SR])? 170[0-6]\d\b",
}
_FIELD_OF_ICS: Mapping[Field, str] = {Field.HSE: r"13\b", Field.CERTIFICATION: r"03\.120\.20"}
_FIELD_OF_CCS: Mapping[Field, str] = {Field.HSE: "C [5-8]|Z"}


def _words(*by_language: str) -> str:
    """One pattern of the words of all languages: zh, en, ru, kk, vi, id, fr, ar."""
    return "|".join(by_language)


_SECTOR_OF_WORD: Mapping[Sector, str] = {
    Sector.OIL_AND_GAS: _words(
        r"石油|油气|天然气|钻井|炼油|页岩气|油田",
        r"\bpetroleum|\bnatural gas|\boil\b|\bdrilling|\bwell(?:head|bore)s?\b|\brefiner",
        r"нефт|газопровод|природн\w+ газ|скважин|бурен",
        r"мұнай|газ құбыр",
        r"dầu khí|dầu mỏ|khí thiên nhiên",
        r"minyak (?:dan gas )?bumi",
        r"\bpétrol|gaz naturel",
        r"البترول|النفط|الغاز الطبيعي",
    ),
    Sector.COAL: _words(
        r"煤",
        r"\bcoals?\b|\bcoke\b|\bcolliery",
        r"\bуг(?:оль|ля|лей|ли\b|ольн)|шахт",
        r"көмір",
        r"\bthan đá|than antraxit",
        r"\bbatubara|batu bara",
        r"charbon|houille",
        r"الفحم",
    ),
    Sector.POWER: _words(
        r"电力|发电|电站|电厂|核电|输电|配电|变电|风电|光伏",
        r"\bpower (?:plants?|stations?|systems?|transmission)|\bnuclear power|\bwind (?:turbines?|energy)|\bphotovoltaic",
        r"электростанц|электроэнерг|энергосистем",
        r"электр станция|электр энергия",
        r"nhà máy điện|hệ thống điện",
        r"pembangkit|ketenagalistrikan",
        r"centrales? électrique|réseaux? électrique",
        r"الطاقة الكهربائية|محطات توليد",
    ),
    Sector.MINERALS: _words(
        r"(?<!煤)矿(?!物油|物棉|物绝缘)|冶金",
        r"(?<!coal )\bmin(?:es?|ing)\b|\bores?\b|\bminerals?\b(?! (?:oil|wool|insulat|water))",
        r"\bруд[аы]?\b|рудник|\bгорн(?:ы[ейх]|о)|полезн\w+ ископаем",
        r"кен орын|тау-кен",
        r"khoáng sản|khai thác mỏ",
        r"pertambangan|mineral dan",
        r"\bminerais?\b",
        r"التعدين|المناجم",
    ),
}
_FIELD_OF_WORD: Mapping[Field, str] = {
    Field.HSE: _words(
        r"安全|健康|卫生|环境|排放|污染|噪声|防护|职业病|粉尘|防爆|爆炸|消防|危险",
        r"\bsafety|\bhealth|\benvironment|\bemission|\bpollut|\bnoise|\bprotective|\bhazard|\bexplosi|\bfire\b",
        r"безопасност|охран[аы] (?:труда|природы)|шум|пожар|вредн|индивидуальной защиты|взрыв|выброс|окружающ",
        r"қауіпсіздік|еңбекті қорғау|қоршаған орта|шуыл|өрт",
        r"an toàn|sức khỏe|môi trường|tiếng ồn|nước thải|khí thải|bảo hộ",
        r"keselamatan|kesehatan|lingkungan|kebisingan|kebakaran|alat pelindung",
        r"\bsécurité|\bsanté|environnement|\bbruit|\bincendie",
        r"السلامة|الصحة|البيئة|الضوضاء|الحريق",
    ),
    Field.CERTIFICATION: _words(
        r"合格评定|认证|认可|检验机构",
        r"\bconformity assessment|\bcertification|\baccreditation",
        r"оценк\w+ соответствия|сертификац|аккредитац",
        r"сәйкестікті бағалау|сертификаттау",
        r"đánh giá sự phù hợp|chứng nhận|công nhận",
        r"penilaian kesesuaian|sertifikasi|akreditasi",
        r"évaluation de la conformité|accréditation",
        r"تقييم المطابقة|الاعتماد",
    ),
}


def suggest(standard: Standard, today: date) -> Suggestion:
    """Status, sector and field of ``standard`` as seen on ``today``.

    The status knows the standard's own dates and what is stamped on its cover; whether a newer edition exists, it does not know.
    """
    status, why = _status(standard, today)
    sector, of_sector = _heaviest(
        _evidence(standard, _SECTOR_OF_SERIES, _SECTOR_OF_ICS, _SECTOR_OF_CCS, _SECTOR_OF_WORD), Sector.GENERAL
    )
    field, of_field = _heaviest(
        _evidence(standard, _FIELD_OF_SERIES, _FIELD_OF_ICS, _FIELD_OF_CCS, _FIELD_OF_WORD), Field.PRODUCT
    )
    reasons = [*(("status", why),) * bool(why), *(("sector", it) for it in of_sector), *(("field", it) for it in of_field)]
    return Suggestion(status, sector, field, tuple(reasons))


def classified(standard: Standard, today: date) -> Standard:
    """``standard`` with what is suggested where it says nothing; a status that depends on the day is that of ``today``."""
    found = suggest(standard, today)
    dated = standard.status in {Validity.UNSAID, Validity.UPCOMING, Validity.CURRENT}
    status = found.status if dated and found.status else standard.status
    return replace(
        standard, status=str(status), sector=standard.sector or str(found.sector), field=standard.field or str(found.field)
    )


def stamp(lines: Iterable[str]) -> str:
    """The mark for a cover on one of whose ``lines`` is stamped that the standard was replaced or withdrawn; "" where none is."""
    for line in lines:
        if len(line) <= _LONGEST_STAMP and _STAMP.search(line):
            return OUT_OF_FORCE + line.strip()
    return ""


def _status(standard: Standard, today: date) -> tuple[Validity, str]:
    for mark in standard.marks:
        if mark.startswith(OUT_OF_FORCE) and (found := _STAMP.search(mark, len(OUT_OF_FORCE))):
            return Validity.REPLACED if found["replaced"] else Validity.WITHDRAWN, mark.removeprefix(OUT_OF_FORCE)
    begins = standard.effective or standard.published  # ISO and many others are in force from the day of publication
    if not begins:
        return Validity.UNSAID, ""
    # A date to the month or the year begins with its first day.
    first = f"{begins}-01-01"[: len("2000-01-01")] if len(begins) == 4 else f"{begins}-01"[: len("2000-01-01")]
    return Validity.UPCOMING if first > today.isoformat() else Validity.CURRENT, begins


def _evidence(
    standard: Standard,
    series: Mapping[Value, str],
    ics: Mapping[Value, str],
    ccs: Mapping[Value, str],
    words: Mapping[Value, str],
) -> Iterator[tuple[Value, int, str]]:
    """What speaks for which value, with its weight."""
    designation = parse(standard.designation)
    for value, pattern in series.items():
        if re.match(pattern, standard.designation):
            yield value, _SERIES, f"{designation.series} {designation.number}" if designation else standard.designation
    for value, pattern in ics.items():
        yield from ((value, _CLASS, f"ICS {code}") for code in standard.ics if re.match(pattern, code))
    for value, pattern in ccs.items():
        if standard.ccs and re.match(pattern, standard.ccs):
            yield value, _CLASS, f"CCS {standard.ccs}"
    titles = [title for _, title in standard.titles] or [standard.title]
    for value, pattern in words.items():
        found = (re.search(pattern, title, re.IGNORECASE) for title in titles)
        yield from ((value, _WORD, match[0].lower()) for match in found if match)


def _heaviest(evidence: Iterable[tuple[Value, int, str]], otherwise: Value) -> tuple[Value, list[str]]:
    """The value with most weight, the first met where several have; ``otherwise`` without evidence."""
    said = list(evidence)
    weights: Counter[Value] = Counter()
    for value, weight, _ in said:
        weights[value] += weight
    if not weights:
        return otherwise, []
    best = max(weights, key=lambda value: weights[value])
    return best, list(dict.fromkeys(reason for value, _, reason in said if value is best))
