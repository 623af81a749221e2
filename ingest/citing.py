"""The words with which standards and laws cite: clause, annex, table, article, in the languages that are read.

The words for a level, and how the label is printed beside them, are in ``tables/citing.toml``.
"""

from __future__ import annotations

import re
import tomllib
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import Any, NamedTuple


class Level(IntEnum):
    """What is cited; a smaller value stands above a greater one in a citation."""

    DOCUMENT = 0
    ANNEX = 1
    PART = 2
    CHAPTER = 3
    SECTION = 4
    ARTICLE = 5
    CLAUSE = 6
    PARAGRAPH = 7
    POINT = 8
    TABLE = 9
    FIGURE = 10
    FORMULA = 11


class Word(NamedTuple):
    """A word before a label: ``shown`` prints both ("Article {}"); ``plural`` that it may lead in several labels."""

    level: Level
    shown: str
    plural: bool


OWN = re.compile(
    r"本(?:标准|文件|部分|规范|规程|法|条例|办法|规定|规则)|"
    r"\b(?i:this (?:document|(?:international |national )?standard|regulation|directive|act|law|code|decision|recommendation)|"
    r"настоящ\w{2,4} (?:стандарт|документ|(?:технического )?регламент|федеральн\w+ закон|закон|кодекс|правил|положени)\w*|"
    r"(?:tiêu chuẩn|luật|nghị định|quy chuẩn|thông tư) này|"
    r"(?:standar|peraturan(?: \w+){0,2}|undang-undang) ini|(?:la présente norme|le présent \w+)|осы (?:стандарт|заң|ереже)\w*|"
    r"dieser? (?:norm|verordnung))|هذ[اه] (?:النظام|المواصفة|اللائحة|القانون)"
)
"""The document itself."""

OWN_PART: dict[Level, re.Pattern[str]] = {
    Level.ARTICLE: re.compile(
        r"本条(?!例|件)|\b(?i:this article|điều này|настоящей статьи|pasal ini|осы баптың|cet article)\b|هذه المادة"
    ),
    Level.ANNEX: re.compile(
        r"本附录|\b(?i:this (?:annex|appendix|schedule)|phụ lục này|настояще\w+ приложени\w+|lampiran ini|cette annexe)\b|"
        r"هذا الملحق"
    ),
    Level.PART: re.compile(
        r"本章|\b(?i:this (?:part|chapter|section)|chương này|настояще\w+ (?:раздел|глав)\w*|bab ini)\b|هذا (?:الفصل|الباب)"
    ),
}
"""The article, annex or other part in which these words stand."""

LAST = re.compile(r"该(?:标准|文件|规范|法|条例)|\b(?i:thereof|that (?:standard|regulation|directive|act|decision|document))\b")
"""The document that was named last."""

FOREIGN = re.compile(
    r"\b(?:of|to) (?:the |that |those )?(?!Annex|Article|Chapter|Section|Part\b|Union|Member|Schedule|Table)[A-Z]|"
    r"(?:của )?(?:Luật|Bộ luật|Nghị định|Pháp lệnh|Thông tư|Quyết định)\b(?! này)|"
    r"(?:Федеральн\w+ закон|Закон|Кодекс|Конституци|Трудов\w+ кодекс|Гражданск\w+ кодекс)|"
    r"(?:Undang-Undang|Peraturan)(?!(?: \w+){0,2} ini)|(?:de la loi|du code|du décret|de la directive)\b|"
    r"من (?:ال)?(?:قانون|نظام|لائحة)"
)
"""After an article: it is one of another act, which has no designation here."""

JOINED = re.compile(
    r"\s*(?:,\s*)?(?:(?:和|及|以及|与|或)|(?:(?:and/or|and|or|и/или|и|или|và|hoặc|dan|atau|et|ou|und|oder|sowie|y|o|және|немесе|ve|veya|أو)\s|"
    r"و ?(?=[(\d])))\s*|\s*[,、]\s*"
)
"""Between the labels of a list."""

UNTIL = re.compile(r"\s*(?:~|至|到|-)\s*|\s+(?:to|through|bis|à|đến|до|по|sampai dengan|sampai|s\.d\.|hingga|إلى)\s+")
"""Between the ends of a range."""

LEFT = re.compile(
    r"(?:见|按照?|依据|依照|根据|符合|满足|执行|达到|遵守|采用|除|在|由|与|和|及|或|、|同|本标准|本文件|本规范|对于?|从|如|用)\s*$|"
    r"\b(?i:see|also|refer to|cf\.|in|of|with|to|from|by|under|per|and|or|than|both|meets?|following|apply|"
    r"см\.|по|в|во|из|с|со|согласно|на|к|и|или|xem|theo|tại|của|ở|trong|và|hoặc|với|voir|selon|en|de|du|au|aux|à|dans|par|et|ou|"
    r"lihat|menurut|pada|di|dari|dalam|dengan|dan|atau|siehe|nach|gemäß|von|mit|aus|und|véase|según|por|con)\s*$|[(\[]\s*$|"
    r"(?:انظر|راجع|في|من|إلى|وفق|مع)\s*$"
)
"""What stands before a bare number that is a citation."""

STRONG = re.compile(
    r"(?:[参详]?见)\s*$|\b(?i:see(?: also)?|refer to|cf\.|см\.|смотри|xem|voir|lihat|siehe|véase)\s*$|(?:انظر|راجع)\s*$"
)
"""The same where the number needs no clause of the document to be believed."""

RIGHT = re.compile(
    r"\s*(?:条(?!件)|节(?!点)|章|款|(?:的|中的?|所述|规定的?)?(?:规定|要求|所述|给出|描述|方法|步骤|计算|条件)|中(?!心|间|性|国)|"
    r"\s(?:appl(?:y|ies)|is|are|shall)\b|\s(?:настоящего|бойынша|сәйкес|талап))"
)
"""What stands behind one."""

TIMES = re.compile(r"\s*(?:倍|次|раза?|lần|fois|mal|kali|times?|%|‰|°|:\d|/\d)")


_UNBOUND = re.compile("[\u3400-\u9fff\u0e00-\u0e7f§]")


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(resources.files("ingest").joinpath("tables", "citing.toml").read_text("utf-8"))


@cache
def affixed(which: str) -> tuple[re.Pattern[str], dict[str, tuple[Level, str]]]:
    """A pattern of the words that stand ``which``, "around" or "behind" a number, and what each is and how it is printed."""
    words = {word: (Level[level.upper()], shown) for word, (level, shown) in _tables()[which].items()}
    return re.compile("|".join(sorted(words, key=len, reverse=True))), words


@cache
def word_pattern(lang: str) -> tuple[re.Pattern[str], tuple[Word, ...]]:
    """A pattern of all words of ``lang`` and of English, one group a word, and what each group is."""
    words: list[Word] = []
    patterns: list[str] = []
    for tongue in dict.fromkeys((lang, "en")):
        for level, entries in _tables().get(tongue, {}).items():
            for shown, forms in entries.items():
                words += [Word(Level[level.upper()], shown, form == forms[-1]) for form in forms]
                patterns += forms
    # Longer words are tried first: "annexes" before "annex". A word of an alphabet begins where a word can begin.
    order = sorted(range(len(patterns)), key=lambda n: (not words[n].plural, -len(patterns[n])))
    bound, free = ([n for n in order if bool(_UNBOUND.search(patterns[n])) is unbound] for unbound in (False, True))
    groups = ["|".join(f"({patterns[n]})" for n in some) for some in (bound, free)]
    either = [rf"\b(?:{groups[0]})(?![^\W\d_])", *filter(None, groups[1:])]
    return re.compile("|".join(either), re.IGNORECASE), tuple(words[n] for n in (*bound, *free))
