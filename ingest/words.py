"""The words that tell a heading from what only looks like one, in the languages of the standards and laws that are read."""

from __future__ import annotations

import re

from ingest.clause import Kind

_COMPOUND_UNITS = (
    r"[kMGmµμncdh](?:Pa|m|g|W|V|A|Hz|L|l|s|N|J|bar|mol|eV|Ω|Bq|Gy|Sv)",
    r"Pa|Hz|bar|mol|min|eV|rad|Bq|Gy|Sv|lx|cd|dB(?:\(A\))?|℃|°C|ppm|%|‰|rpm|kWh",
    r"мм|см|км|кг|Па|кПа|МПа|Вт|кВт|Гц|мин|дБ|шт|руб",
)
UNIT = re.compile(
    rf"(?:{'|'.join(_COMPOUND_UNITS)})[²³23]?(?=[\s,.;:，。；：、)）/·×^-]|$)|"
    r"[mgWVALlsNJhdtKΩ][²³]?(?=[,.;:，。；：、)）/·×]|\s*(?![声类型级式相计频组区])[\u3400-\u9fff]|$)|[мгтВАчсл][²³]?(?=[,;)/·×]|\.?$)"
)
"""A unit after a number: "5.2 kPa" is a quantity. Single letters only where no word can follow ("В" is also a preposition)."""

COUNTER = re.compile(
    r"年(?![度限检份代审])|月(?![度报])|日(?![常期志报照间光])|条(?![件款例文码形])|款(?![项式])|项(?!目)|个(?![人体别性])|"
    r"种(?![类植子群苗])|类(?![别型])|分钟|小时|天(?![然线车气平])|次(?![数氯要级生声])|倍(?![频数])|台(?![账站架式面阶])|米(?!制)|"
    r"公斤|元(?![素件器])|人(?=[，。、])|号(?=[，。])|级(?=[，。])"
)
"""What Chinese counts with: "8.4.2 条规定外" goes on with a sentence."""

STOP_WORDS = re.compile(
    r"(?:of|in|to(?! (?:Subp|P)art )|"
    r"and|or|is|are|shall|may|does|gives|contains|provides|describes|specifies|applies|through|for|the|hereto|"
    r"给出|规定|中|为|是|所|的|和|或|与|至|、|及)(?=\W|$|[\u3400-\u9fff])"
)
"""After the label of an annex or an article these words go on with a sentence about it."""

OTHER_SIDE = re.compile(r"(?:под)?раздел|пункт|приложени|(?:sub)?(?:clause|section)|annex|article|条|章", re.IGNORECASE)
"""What stands in the second cell of a table that compares the structures of two standards."""

TERMS = re.compile(
    r"术语|定义|用語|terms|definitions|vocabulary|термин|определени|thuật ngữ|định nghĩa|istilah|definisi|termes|définitions|"
    r"begriffe|مصطلحات|تعاريف",
    re.IGNORECASE,
)
"""In the title of a chapter that lists terms."""

_STATUS_WORDS = (
    "规范性|资料性|规范性附录|资料性附录|补充件|参考件|标准的附录|提示的附录|normative|informative|informatif|normatif|normativa|"
    "informativa|normativo|informativo|обязательное|рекомендуемое|справочное|обязательная|справочная|quy định|tham khảo|міндетті|"
    "ақпараттық|ұсынылатын|normativ|informativ"
)
STATUS = re.compile(rf"[(（]\s*(?:{_STATUS_WORDS})\s*[)）]", re.IGNORECASE)
STATUS_LINE = re.compile(rf"[(（]?\s*(?:{_STATUS_WORDS})\s*[)）]?", re.IGNORECASE)
"""The status of an annex, in brackets, and on a line of its own."""

MODAL = re.compile(
    r"\b(?:shall|should|must|may|is|are|was|were|has|have|can|doit|doivent|est|sont|peut|peuvent|должн[а-яё]*|следует|допускается|"
    r"является|являются|[а-яё]{2,}(?:ают|яют|уют|ятся|ются|дят|сят|вят)|phải|được|là|harus|wajib|adalah|dapat|тиіс|керек|muss|"
    r"müssen|soll|sollen|ist|sind|deberá|debe|es|son)\b|يجب|ينبغي",
    re.IGNORECASE,
)
"""Verbs that make a sentence, not a title."""

HAN_VERBAL = re.compile(r"应|宜|可以|必须|不得|按照?|如下|下列|以下|包括|符合|规定|为[^了]|是")
"""The same for Chinese, before a colon."""

_FOREWORDS = (
    "前言 序言 まえがき 서문 foreword preface avant-propos vorwort prólogo предисловие вступление алғысөз lờinóiđầu prakata "
    "önsöz تمهيد تصدير europäischesvorwort europeanforeword avant-proposeuropéen nationalforeword nationalesvorwort"
)
_INTRODUCTIONS = "引言 序文 introduction einleitung introducción введение кіріспе lờigiớithiệu pendahuluan giriş مقدمة المقدمة"
_BIBLIOGRAPHIES = (
    "参考文献 参考資料 bibliography references bibliographie bibliografía literaturhinweise библиография thưmụctàiliệuthamkhảo "
    "tàiliệuthamkhảo bibliografi daftarpustaka kaynaklar المراجع"
)
UNTITLED: dict[str, Kind] = {
    **dict.fromkeys(_FOREWORDS.split(), Kind.FOREWORD),
    **dict.fromkeys(_INTRODUCTIONS.split(), Kind.INTRODUCTION),
    **dict.fromkeys(_BIBLIOGRAPHIES.split(), Kind.BIBLIOGRAPHY),
}
"""Headings without a number, in small letters and without white space."""
