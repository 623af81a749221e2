"""The property that a limit bounds: the noise level, 接地电阻, сопротивление заземления. None where it is not plain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matcher.addressee import addressee
from matcher.qualifiers import Phrase, Place

_ZH_COMPARES = re.compile(
    r"(?:不|应|得|低于|高于|小于|大于|超过|至少|等于|为|降到|降至|升到|升至|达到|达|分别|约|是|在|均|宜|可|少于|多于)+$"
)
_ZH_CUT = re.compile(r".*(?:是指|指|距|的值|为|是|使(?!用)|将|把|保证|确保)")
_ZH_VERB = re.compile(
    r"^(?:或者|或|以及|和|mm处|处|确保|保证|使|令|保持|采用|使用|选用|具有|具备|有|设置|设|配备|安装|选取|选|取|留|能够?|承受|经受|控制|满足|达到|保留|留有|符合|限制|规定|提供|在|"
    r"的|为)+"
)
_ZH_NO_PROPERTY = re.compile(
    r"^(?:放置|保持|持续|延续|每|按|经|由|从|向|至|自|与|以|用|根据|测|进行|工作|作业|保存|施加|等待|静置|其?值$|该值|数值$|且|但|日|于|应|自|此后|接受|允许(?!偏差|误差))"
)
_ZH_AREA = re.compile(r"[一-鿿A-Za-z_{},0-9()（）/·、]{1,24}$")
_LINKS = re.compile(
    r"\s*(?:(?:not|be|between|within|at|least|from|more|less|than|exceeds?|is|are|no|remain|kept|likely|to|быть|превышать|составлять|принимать|"
    r"устанавливать|находиться|не|в|пределах|от|être|dépasser|lớn|nhỏ|hơn|vượt|quá|melebihi)\s*)*",
    re.I,
)
_QUANTITIES = (
    r"(?:resistance|temperature|pressure|level|thickness|length|width|height|depth|distance|gap|voltage|current|power|concentration|"
    r"force|torque|time|period|speed|frequency|area|surface|pitch|clearance|mass|diameter|density|fraction|value|angle|interval|content|"
    r"weight|rate|load|number|humidity|uncertainty|ratio|degree of protection)(?:es|s)?"
)
_SYMBOL = r"[A-Za-z]\w*[\d,_{}]\w*"
_EN = re.compile(
    rf"(?<!\w)((?:(?!(?:a|an|the|at|in|over|of|with|without|and|or|shall|should|may|is|are|be|have|has|having|no)\b)[\w/-]+\s){{0,3}}?(?:{_QUANTITIES}|{_SYMBOL})"
    r"(?:\s(?:of|between|in|to)\s(?!at\b)[^,;.]{1,50}?(?=\s(?:of|is|are|shall|be)\b))?)"
    r"(?:\s(?:of|is|are|shall|be|likely|to|from|up|not|no|at|least|most|exceeding|greater|less|more|between|within|above|below|than))*\s*$",
    re.IGNORECASE,
)
_RU_ADJECTIVE = r"(?:[А-Яа-яё]+(?:ый|ий|ая|ое|ой|ого|ым|им|ых)\s)?"
_RU_QUANTITIES = (
    r"(?:сопротивлени|температур|давлени|уров|толщин|длин|ширин|высот|глубин|расстояни|зазор|напряжени|ток|мощност|"
    r"концентраци|сил|момент|врем|длительност|скорост|частот|площад|масс|диаметр|дол|значени|продолжительност)"
)
_RU = re.compile(
    rf"({_RU_ADJECTIVE}(?:{_RU_QUANTITIES}[а-яё]*|{_SYMBOL})"
    r"(?:\s[а-яё]+(?:а|я|ы|и|ов|ей|ого|его|ой|ых|их)){0,4})\s*$",
    re.IGNORECASE,
)
_SPACED = {"en": _EN, "ru": _RU}
_IS_QUANTITY = {
    "en": re.compile(rf"(?:[\w/-]+\s){{0,3}}?(?:{_QUANTITIES}|{_SYMBOL})(?!\w)", re.IGNORECASE),
    "ru": re.compile(rf"(?:[\w-]+\s){{0,3}}?(?:{_RU_QUANTITIES}|{_SYMBOL})", re.IGNORECASE),
}


_PAUSE = re.compile(r"[。；，：(（\n]|[;:,]\s|\s—\s")
_SAYS = re.compile(r"(?:为|是|＝|=|:|：|\b(?:of|is|are|be|равн\w+|составляет)\b)\s*$", re.IGNORECASE)


def limited(
    sentence: str, lang: str, at: int, modal: Place | None, phrases: Sequence[Phrase], who: Place | None, *, compared: bool = True
) -> Place | None:
    """The property that the limit whose words of comparison begin at ``at`` bounds.

    It is what stands between the verb and the comparison (应采用厚度不小于…), or else the subject ``who`` (噪声应不大于…) of the
    verb at ``modal``. ``compared`` is False for a value without words of comparison, which may say anything.
    """
    begin = max([0, *(m.end() for m in _PAUSE.finditer(sentence, 0, at)), *(p.end for p in phrases if p.end <= at)])
    if modal is not None and begin <= modal[0] <= at:
        between = sentence[modal[1] : at]
        if who is not None and _only_links(between, lang):
            return who if _may_be_limited(sentence[slice(*who)], lang) else None
        begin = min(modal[1], at)
    if not compared and not _SAYS.search(sentence[begin:at]):
        return None
    if lang == "zh":
        return _chinese(sentence, begin, at)
    pattern = _SPACED.get(lang)
    found = pattern.search(sentence[begin:at]) if pattern else None
    return (begin + found.start(1), begin + found.end(1)) if found else None


def _may_be_limited(subject: str, lang: str) -> bool:
    """Whether a subject may be a property: terminals 2 in apart are none, and nobody is."""
    known = _IS_QUANTITY.get(lang)
    return not addressee(subject, lang) and (known is None or known.match(subject) is not None)


def _only_links(between: str, lang: str) -> bool:
    """Whether nothing but words of comparison stands between the modal verb and the value."""
    return not _ZH_COMPARES.sub("", between).strip() if lang == "zh" else _LINKS.fullmatch(between) is not None


def _chinese(sentence: str, begin: int, at: int) -> Place | None:
    found = _ZH_AREA.search(_ZH_COMPARES.sub("", sentence[begin:at].rstrip()))
    if found is None:
        return None
    start, words = begin + found.start(), found[0]
    for pattern in (_ZH_CUT, _ZH_VERB):
        if m := pattern.match(words):
            start, words = start + m.end(), words[m.end() :]
    return (start, start + len(words)) if 1 < len(words) <= 18 and not _ZH_NO_PROPERTY.match(words) else None
