"""Drafting rules: which words make a requirement, a recommendation, a permission, in whose texts.

The same word binds differently by publisher: следует is a requirement in ГОСТ Р 2.105—2019 and stands for "should" in a
translated ISO standard; *must* is an external constraint in ISO/IEC Directives Part 2 and an obligation in an act. So the tables
are by rule and language, never by language alone. Sources: GB/T 1.1—2020; ISO/IEC Directives Part 2, clause 7; ГОСТ Р 2.105—2019
and ГОСТ 1.5—2001; DIN 820-2; for the others the usage of the standards and acts themselves.
"""

from __future__ import annotations

import re
from enum import StrEnum

from ingest.clause import Provision
from ingest.series import AMERICAN, CHINA, COLON, HYPHEN, INTERNATIONAL

R, S, P, C = Provision.REQUIREMENT, Provision.RECOMMENDATION, Provision.PERMISSION, Provision.STATEMENT


class Rule(StrEnum):
    """A drafting rule: for national standards of China, for ISO and all who follow its Directives, and so on."""

    GB = "GB/T 1.1"
    ISO = "ISO/IEC Directives Part 2"
    GOST = "ГОСТ 1.5"
    UNION = "technical regulations of the EAEU"
    ACT = "acts"
    SOCIETY = "American societies"


Words = dict[Provision, str]
"""For each type of provision a regular expression of its words; the longer and stricter words are tried first."""

_SHALL_ZH = (
    "不应当?|应当|应该|必须|不得|严禁|禁止|不允许|不准|不许|"
    "(?<![相对响反适供效感呼一顺因])应(?!用|力|变|急|答|激|聘|届|付账|对措施|对能力|对策略|对突发|收|邀|声虫)"
)
_MAY_ZH = (
    "可以|不必|无须|无需|(?<![许认不])可(?!能|靠|见|行|燃|调|比|接受|溶|视|逆|追溯|操作|控|变|选|持续|用性|编程|移动|拆|再生|听|锻|观|读|"
    "吸入|挥发|回收|焊|触及|折|互换|信|塑|疑|贵|惜|达性|维|得性|执行|量化|识别|降解|燃性)"
)
_CAN_ZH = "不可能|可能|能够|不能|(?<![性功节可职智机技动电热核光阳才本势潜势效产储])能(?!力|量|源|耗|效|级|见|动)"

_EN_SHALL = r"shall(?: not)?"
_EN_SHOULD = r"should(?: not)?|(?:is|are) (?:not )?recommended|ought(?: not)? to"
_EN_MAY = r"may(?: not)?|need not|(?:is|are) permitted"
_EN_CAN = r"cannot|can(?: not)?|could(?: not)?"
_EN_ACT = r"shall(?: not)?|must(?: not)?|may not|(?:is|are) (?:prohibited|required|obliged|not permitted)|commits an offence"

_RU_SHALL = (
    r"(?:не )?долж(?:ен|на|но|ны)|не допускаются|не допускается|запреща[ею]тся|запрещен[оаы]?|запрещён|нельзя|необходимо|"
    r"обязан[аоы]?|надлежит|не разреша[ею]тся|разреша[ею]тся только|требу[ею]тся|(?:не )?подлеж[аи]т|недопустим[оаы]?"
)
_RU_FOLLOWS = r"(?:не )?следует(?! из| за)"
_RU_SHOULD = r"(?:не )?рекоменд(?:уется|уются|овано)|целесообразно|желательно|предпочтительн[оаы]"
_RU_MAY = r"допуска[ею]тся|разреша[ею]тся|вправе|допустимо|не обязательно"
_RU_CAN = r"(?:не )?мо(?:жет|гут)|возможно|можно"

_VI_SHALL = r"phải|không được(?: phép)?|cấm|nghiêm cấm|bắt buộc|có trách nhiệm|có nghĩa vụ|chỉ được"
_VI_SHOULD = r"(?:không )?nên|khuyến nghị|khuyến khích|cần"
_VI_MAY = r"được phép|được quyền|có quyền|cho phép|không nhất thiết|không cần"
_KK_SHALL = r"тиіс(?:ті)?(?: емес)?|керек|қажет|міндетті|рұқсат (?:етілмейді|берілмейді)|жол берілмейді|тыйым салын(?:ады|ған)"
_KK_SHOULD = r"ұсынылады|ұсынылмайды|орынды"
_KK_MAY = r"рұқсат (?:етіледі|беріледі)|жол беріледі|құқылы|құқығы бар"
_ID_SHALL = r"harus(?:lah)?|wajib|tidak (?:boleh|diperbolehkan|diperkenankan|diizinkan)|dilarang|berkewajiban"
_ID_SHOULD = r"sebaiknya|seyogianya|seyogyanya|disarankan|direkomendasikan|dianjurkan|hendaknya"
_AR_SHALL = r"(?:ف|و)?(?:يجب|تجب|يتعين|يلزم|يلتزم|تلتزم|يحظر|يمنع|يشترط)|لا (?:يجوز|تجوز|يسمح|ينبغي أن)|لا بد"
_AR_MAY = r"(?<!لا )(?:و|ف)?(?:يجوز|تجوز|يسمح|يحق)"
_FR_SHALL = r"(?:ne )?doi(?:t|vent)(?: pas)?|(?:est|sont) (?:interdit|tenu)e?s?|il est obligatoire|ne (?:peut|peuvent)"
_FR_SHOULD = r"il convient|(?:ne )?devrai(?:t|ent)(?: pas)?|il est recommandé|est recommandée?"
_DE_SHALL = (
    r"muss|müssen|(?:darf|dürfen) (?:\w+ ){0,4}?(?:nicht|kein\w*|nur)|hat sicherzustellen|ist verpflichtet|sind verpflichtet"
)

_ISO_EN: Words = {R: _EN_SHALL, S: _EN_SHOULD, P: _EN_MAY, C: rf"{_EN_CAN}|must(?: not)?"}
_ISO_RU: Words = {R: _RU_SHALL, S: f"{_RU_SHOULD}|{_RU_FOLLOWS}", P: _RU_MAY, C: _RU_CAN}
_GOST_RU: Words = {R: f"{_RU_SHALL}|{_RU_FOLLOWS}", S: _RU_SHOULD, P: rf"{_RU_MAY}|{_RU_CAN}"}
_ISO_ZH: Words = {R: _SHALL_ZH, S: "不宜|(?<![适便相事时权])宜|建议|推荐采用", P: _MAY_ZH, C: _CAN_ZH}
_VI: Words = {R: _VI_SHALL, S: _VI_SHOULD, P: _VI_MAY, C: r"(?:không )?có thể"}
_VI_ACT: Words = {R: rf"{_VI_SHALL}|cần", S: r"(?:không )?nên|khuyến nghị|khuyến khích", P: rf"{_VI_MAY}|có thể"}
_KK: Words = {R: _KK_SHALL, S: _KK_SHOULD, P: _KK_MAY, C: r"мүмкін(?: емес)?|алады|алмайды"}
_ID: Words = {R: _ID_SHALL, S: _ID_SHOULD, P: r"boleh|diperbolehkan|diizinkan|tidak perlu", C: r"(?:tidak )?dapat"}
_ID_ACT: Words = {R: _ID_SHALL, S: _ID_SHOULD, P: r"boleh|diperbolehkan|diizinkan|berhak|dapat"}
_AR: Words = {R: _AR_SHALL, S: r"(?<!لا )(?:و|ف)?ينبغي|يوصى|يستحسن|يفضل", P: _AR_MAY, C: r"(?:لا )?(?:و|ف)?يمكن"}
_FR: Words = {
    R: _FR_SHALL,
    S: _FR_SHOULD,
    P: r"peu(?:t|vent)|est autorisée?|est admise?|n'est pas nécessaire",
    C: "pourrai(?:t|ent)",
}
_DE: Words = {R: _DE_SHALL, S: r"soll(?:te)?n?", P: r"darf|dürfen|muss nicht|braucht nicht", C: r"kann|können|könnte[n]?"}
_ES: Words = {
    R: r"(?:no )?debe(?:n|rá|rán)?|se prohíbe|está prohibido|no (?:puede|podrá)n?",
    S: r"deberían?|se recomienda|conviene",
    P: r"pueden?|podrán?|se permite",
    C: r"podrían?",
}
_TH: Words = {R: "ต้อง|ห้าม|ไม่ให้", S: "ควร", P: "อาจ|ให้ใช้ได้", C: "สามารถ"}

WORDS: dict[tuple[Rule, str], Words] = {
    (Rule.GB, "zh"): _ISO_ZH,
    (Rule.GB, "en"): _ISO_EN | {R: rf"{_EN_SHALL}|must(?: not)?", C: _EN_CAN},
    (Rule.ISO, "zh"): _ISO_ZH,
    (Rule.ISO, "en"): _ISO_EN,
    (Rule.ISO, "ru"): _ISO_RU,
    (Rule.ISO, "vi"): _VI,
    (Rule.ISO, "id"): _ID,
    (Rule.ISO, "ar"): _AR,
    (Rule.ISO, "fr"): _FR,
    (Rule.ISO, "de"): _DE,
    (Rule.ISO, "es"): _ES,
    (Rule.ISO, "th"): _TH,
    (Rule.ISO, "kk"): _KK,
    (Rule.GOST, "ru"): _GOST_RU,
    (Rule.GOST, "kk"): _KK,
    (Rule.GOST, "en"): _ISO_EN,
    (Rule.UNION, "ru"): _GOST_RU,
    (Rule.UNION, "kk"): _KK,
    (Rule.UNION, "en"): {R: _EN_ACT, S: _EN_SHOULD, P: _EN_MAY, C: _EN_CAN},
    (Rule.ACT, "en"): {R: _EN_ACT, S: _EN_SHOULD, P: _EN_MAY, C: _EN_CAN},
    # 得 alone is the "may" of acts in traditional legal style
    (Rule.ACT, "zh"): {
        R: _SHALL_ZH, S: "不宜|(?<![适便相事时权])宜|鼓励|提倡", C: _CAN_ZH,
        P: rf"{_MAY_ZH}|(?<![不取获所值使觉记懂求晓应免获须])得(?!到|出|以|分|知|失|当)|有权",
    },
    (Rule.ACT, "vi"): _VI_ACT,
    (Rule.ACT, "id"): _ID_ACT,
    (Rule.ACT, "ru"): _GOST_RU,
    (Rule.ACT, "kk"): _KK,
    (Rule.ACT, "ar"): _AR,
    (Rule.ACT, "fr"): _FR,
    (Rule.ACT, "de"): _DE | {R: rf"{_DE_SHALL}|ist zu|sind zu"},
    (Rule.ACT, "es"): _ES,
    (Rule.SOCIETY, "en"): {R: rf"{_EN_SHALL}|must(?: not)?", S: _EN_SHOULD, P: _EN_MAY, C: _EN_CAN},
}  # fmt: skip

_ACTS = frozenset({"EU", "VN", "NZ", "UK", "CFR", "QCVN", "CN", "TW", "KZ", "RU", "ID", "HSE"})
_LIKE_ISO = frozenset({*INTERNATIONAL, *COLON, "O'z", "ABNT", "ITU-T", "ITU-R", "OGC", "มอก.", "TIS"})
_HEAD_OF_ACT = re.compile(r"(?:Regulation|Directive|Decision|Verordnung|Richtlinie|Règlement|Directiva|Reglamento|\d+ CFR)\b")
_NAME_OF_ACT = re.compile(r"\b(?:Act|Regulations|Rules|Order|Code|Ordinance) (?:19|20)\d\d$|(?:法|条例|规定|办法|规程)$")


def rule_of(publisher: str) -> Rule | None:
    """The drafting rule of a publisher; None where it is not known.

    ``publisher`` is a code ("GB"), the whole head of a designation ("ГОСТ Р ИСО"), or the name of an act.
    """
    code = publisher.strip().removesuffix("/T").removesuffix("/Z")
    first = code.split(" ")[0]
    interstate = any(code == head or code.startswith(f"{head} ") for head in HYPHEN)
    # An adopted ISO standard keeps ISO's modal verbs; its own clauses are few.
    adopted = interstate and code.endswith(("ИСО", "МЭК", "ISO", "IEC"))
    holds = {
        Rule.GB: code in CHINA or code.startswith(("DB", "T/", "Q/")),
        Rule.UNION: code in {"ТР ТС", "ТР ЕАЭС"},
        Rule.ACT: first in _ACTS or bool(_HEAD_OF_ACT.match(code) or _NAME_OF_ACT.search(code)),
        Rule.GOST: interstate and not adopted,
        Rule.ISO: adopted or first in _LIKE_ISO or first.split("/")[0] in _LIKE_ISO,
        Rule.SOCIETY: first in AMERICAN,
    }
    return next((rule for rule, is_so in holds.items() if is_so), None)
