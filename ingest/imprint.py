"""What covers print beside the title: heads of publishers, kinds of documents, places, dates, marks of drafts."""

from __future__ import annotations

import re

_CHINESE = (
    r"中华人民共和国.*标准.*|.*(?:地方|行业|团体|企业|国家)标准(?:化指导性技术文件)?|[（(].{1,5}稿[）)]|.*标准样本|.*本电子版.*|.*电子文本.*|"
    r"备案号.*|ICS.*|CCS.*|UDC.*|[A-Z] ?\d\d|(?-i:[A-Z]{1,4}|DB ?\d{2,6}|[QT]/[A-Z]{2,8}|[A-Z]{2,4}/T)|国务院令|"
    r"中华人民共和国.{2,4}令|第.{1,6}号|(?:部分)?代替.*|.*发 ?布.*|.*实 ?施|.*颁布|委员会草案.*|"
    r"NATIONAL STANDARD OF .*|Issued (?:on|by).*|Implemented on.*"
)
_WORLD = (
    r"(?:INTERNATIONALE?|STANDARD|TECHNICAL|SPECIFICATION|REPORT|FINAL|DRAFT|NORME|PUBLISHED|I(?:SO|EC)(?:/[A-Z]{2,5})?|[\d-]|\s)+|"
    r"ISO/TC.*|IEC SC.*|Secretariat.*|Voting .*|AMENDMENT \d+|SERIES [A-Z]:.*|ITU ?Publications.*|Telecommunication Standardi.*|"
    r"OGC.*DOCUMENT.*|Reference number.*|©.*|(?:\w+ )?(?:First|Second|Third|Fourth|Fifth|Sixth) edition.*|Version.*"
)
_CYRILLIC = (
    r"Группа .*|(?:МКС|ОКС|УДК|ОКП).*|Дата введения.*|.*(?:ГОСУДАРСТВЕННЫЙ|МЕЖГОСУДАРСТВЕННЫЙ|НАЦИОНАЛЬНЫЙ) СТАНДАРТ.*|"
    r"СТАНДАРТ|МЕЖГОСУДАРСТВЕННЫЙ|НАЦИОНАЛЬНЫЙ|РОССИЙСК(?:ОЙ|АЯ)|ФЕДЕРАЦИ[ИЯ]|РОССИЙСК(?:ОЙ|АЯ) ФЕДЕРАЦИ[ИЯ]|СОЮЗА ССР|"
    r"(?:ГОСТ|СТ РК|ҚР СТ|СТБ)(?: Р)?(?: (?:ИСО|МЭК|ЕН|ISO|IEC|EN)\S*)?|Издание официальное|МЕЖГОСУДАРСТВЕННЫЙ СОВЕТ.*|"
    r"ФЕДЕРАЛЬНОЕ АГЕНТСТВО.*|ФЕДЕРАЛЬНЫЙ ЗАКОН|ТЕХНИЧЕСКИЙ РЕГЛАМЕНТ.*|ТАМОЖЕННОГО СОЮЗА|Евразийского экономического союза|"
    r"УТВЕРЖДЕН|ПРИНЯТ|INTERSTATE COUNCIL.*|\(.{2,5}\)|.*СТАНДАРТ РЕСПУБЛИКИ .*|.*(?:МЕМЛЕКЕТТІК|ҰЛТТЫҚ) СТАНДАРТЫ|"
    r"МОНГОЛ УЛСЫН СТАНДАРТ"
)
_OTHERS = (
    r"Standar Nasional Indonesia|Badan Standardisasi Nasional|MALAYSIAN(?: STANDARD)?|Indian Standard|भारतीय मानक|BSI .*|"
    r"(?:BRITISH|INDIAN|PAKISTAN|SAUDI|GULF) STANDARD|DEUTSCHE NORM.*|Norme (?:européenne|française).*|EUROPEAN STANDARD.*|"
    r"EUROPÄISCHE NORM.*|English Version|This European Standard was .*|AN AMERICAN NATIONAL STANDARD|Subtitle .*|Title \d+.*|"
    r"มาตรฐานผลิตภัณฑ์อุตสาหกรรม|THAI INDUSTRIAL STANDARD|مواصفة قياسية.*|日本(?:産業|工業)規格.*|O.?ZBEKISTON (?:DAVLAT )?STANDARTI|"
    r"TIÊU CHUẨN QUỐC GIA.*|THÔNG TƯ|NGHỊ ĐỊNH|QUYẾT ĐỊNH|.*CỘNG H(?:ÒA|OÀ) .*|Độc lập.*|CHÍNH PHỦ|QUỐC HỘI|BỘ .{2,30}|"
    r"Xuất bản lần.*|HÀ NỘI.*"
)
NO_TITLE = re.compile(rf"(?:{_CHINESE}|{_WORLD}|{_CYRILLIC}|{_OTHERS}|[\d\W]+)", re.IGNORECASE)
"""Matches a whole line that is not the title, or a part of it."""
