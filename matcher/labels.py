"""Numbers that measure nothing: labels of clauses and tables, designations, dates, list markers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.numerals import Number
from index.units import unit_at

_LABELS = re.compile(
    r"(?:第|附录|附件|表|图|式|公式|注|条|款|项|章|节|步骤|级别|等级|类别|版本|articles?|art\.|clauses?|sections?|subclauses?|paragraphs?|"
    r"par\.?|items?|subparagraphs?|chapters?|annex|appendix|"
    r"tables?|figures?|fig\.|notes?|parts?|steps?|page|no\.|nos\.|level|class|type|category|grade|version|formula|"
    r"equation|стать[а-я]+|пункт[а-я]*|п\.|подпункт[а-я]*|раздел[а-я]*|таблиц[а-я]*|рисун[а-я]*|"
    r"приложени[а-я]+|част[а-я]+|№|điều|khoản|mục|bảng|hình|phụ lục|pasal|ayat|tabel|gambar|lampiran|المادة|الجدول|"
    r"[§#])\s?(?:[A-Za-z]\.?)?$",
    re.I,
)
_WEAK = re.compile(
    r"(?:条|款|项|章|节|步骤|级别|等级|类别|版本|levels?|class|type|category|grade|version|items?|page|parts?|steps?)\s?$", re.I
)
"""What is before a label often, but before a quantity too."""
_AFTER_LABEL = re.compile(r"\s?(?:条|款|项|目|章|节|部分|类(?!似)|级|号|版|th\b|nd\b|rd\b|st\b)")
_HAN_DATE = re.compile(
    r"(?:每年|次年|翌年|当年|该年)(?:[\d一二三四五六七八九十]{1,3}月(?:底|份|初|中旬|上旬|下旬)?[及、至和或,，]?)+|"
    r"[每次翌当]月(?:份)?[\d一二三四五六七八九十]{1,3}日|月份[\d一二三四五六七八九十]{1,3}日|[\d一二三四五六七八九十]{1,3}月(?:底|份|初|中旬|上旬|下旬)|"
    r"[\d零〇一二三四五六七八九十百]+\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月(?:\s?[\d一二三四五六七八九十]{1,3}\s?[日号])?|"
    r"[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}[日号]|(?:19|20)\d\d\s?年"
)
_PER_AMOUNT = re.compile(r"[A-Za-zА-я克升米]/\s?$")  # the 100 of g/100 g
_OTHER_DATE = re.compile(
    r"(?<![\d.])[0-2]?\d[:：][0-5]\d(?![\d.])|"
    r"\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b|(?:ngày\s)?\d{1,2}\s(?:tháng)\s\d{1,2}(?:\snăm\s\d{4})?|tháng\s\d{1,2}(?:\snăm\s|/)\d{4}|năm\s(?:19|20)\d\d|"
    r"\d{1,2}\s(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)(?!\w)|"
    r"\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:January|February|March|April|June|July|August|September|October|November|December)(?!\w)|"
    r"(?<![\d.])(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|"
    r"th)? [A-Za-zа-я]{3,9},? (?:19|20)\d\d|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}(?:, (?:19|"
    r"20)\d\d)?|(?:19|20)\d\d\s?(?:г\.|года?\b)",
    re.I,
)
_REFERENCE = re.compile(
    r"(?<![A-Za-z])[A-Z]{2,5} \d{2,4}-\d{1,4}[A-Z]?(?![A-Za-z])|"
    r"(?:GB|GBZ|AQ|HJ|ISO|IEC|EN|ГОСТ|ИСО|МЭК|TCVN|QCVN|SNI|CNS|JIS|ASTM|СН|"
    r"СТ РК)[A-ZА-Я/ ]{0,12}\d[\d.:—–-]*(?:\s?[:—–-]\s?\d{2,4})?"
)


def measuring(text: str, found: Sequence[Number]) -> Iterator[Number]:
    """Those of ``found``, the numbers of the folded ``text``, that are no label, no part of a designation and of no date."""
    if not found:
        return
    closed = [m.span() for p in (_HAN_DATE, _OTHER_DATE, _REFERENCE) for m in p.finditer(text)]
    for number in found:
        if not any(start <= number.start < end for start, end in closed) and not _is_label(text, number):
            yield number


def _measures(text: str, number: Number) -> bool:
    """Whether a unit follows that is more than a letter: the level 85 dB, not "type 5 A"."""
    space = text[number.end : number.end + 1] == " "
    found = unit_at(text, number.end + space)
    return bool(number.unit) or (found is not None and (len(found[0].symbol) > 1 or found[0].symbol == "%"))


def _is_label(text: str, number: Number) -> bool:
    if _PER_AMOUNT.search(text[max(0, number.start - 3) : number.start]):
        return True
    if number.form == "ordinal" or (_AFTER_LABEL.match(text, number.end) and number.form != "word"):
        return True
    before = text[max(0, number.start - 16) : number.start]
    if _WEAK.search(before) and _measures(text, number):
        return False
    if _LABELS.search(before) is None:
        at_line = number.start == 0 or text[number.start - 1] == "\n"
        return bool(re.match(r"[、．]|[.)）]\s?[^\d\s]", text[number.end : number.end + 3])) and (
            at_line or text[number.start - 1] in "(（"
        )
    return True
