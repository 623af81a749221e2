"""Qualifying phrases of languages that put the word last: 在…时, …后, …的，, 除…外; Kazakh … болған жағдайда.

A phrase ends with its word; where it begins is told by 当, 如, 在 and their like, by a comma, or by the
beginning of the sentence.
"""

from __future__ import annotations

import re
from functools import cache

from matcher.addressee import find_addressee
from matcher.qualifiers import Phrase, Place, Role, table

_BOUND = "，。；：:;\\n"
_WITHIN = rf"[^{_BOUND}]"
_LAST = (
    r"(?:(?<![同此及随定临小有平按暂实届当工用学计即何准及费课顿])时(?:候)?(?!间|段|刻|限|效|速|期|域|标)|(?<![最然此以先落前善背靠随])之?后(?!果|续|部|端|面|退|备|方可用)|"
    r"(?<![目提事此当先超])(?:之|以)?前(?!端|部|面|后|述|提|期|言|款|项|条|者)|期间|(?:的)?情况下|(?:的)?情形下|(?:的)?条件下|过程中|状态下|(?:的)?场合下?)"
)
_VERBS = (
    "应|须|宜|可|不|必|方|才|立即|进行|对|由|把|将|向|测|检|使用|采用|完成|确认|开|关|停|能|均|都|也|其|允许|禁止|严禁|打开|重新|没有|仍|设|需|要|"
    "仅|只|切断|断开|给出|发出|按|每|从|以"
)
_WHEN = re.compile(
    rf"(?:(?<![适相应妥恰正得不充担])当(?![地前日年天量事选班然初场代归])|一旦|(?<![例诸譬假比])如(?:果)?(?![下图表实何此同上期约：:])|假如|倘若|(?<!倘)若(?!干)|凡(?:是)?|只要|每当)(?:{_WITHIN}{{1,60}}?)"
    rf"(?:(?:{_LAST}|的|者)(?=[，,]|$)|{_LAST}(?={_VERBS})|(?=[，,]))"
)
_COMMA = re.compile(rf"(?<![^{_BOUND}（(])({_WITHIN}{{1,70}}?)(?:{_LAST}|(?<![目])的|(?<=[以之])上者)(?=[，,])")
_MAIN = re.compile(rf"(?<![^{_BOUND}（(])({_WITHIN}{{1,40}}?){_LAST}(?=(?:{_VERBS}))")
_ANY = re.compile(rf"(?<![^{_BOUND}（(]){_WITHIN}{{1,30}}?{_LAST}")  # 测量时作业人员…
_WHO_HAS = re.compile(rf"(?<![^{_BOUND}（(])(?:{_WITHIN}{{1,40}}?)(?<![目])的(?=(?:不?应|不得|可|宜|须))")
_INSIDE = re.compile(rf"(?<=[应须宜可得能必，])在({_WITHIN}{{1,45}}?){_LAST}")
_FOR = re.compile(
    rf"(?<![^{_BOUND}])对(?![应照外方比流地称讲面])于?[^应{_BOUND}]{{1,45}}?(?=[，,])|(?<![^{_BOUND}])对于{_WITHIN}{{1,30}}?(?=应|宜|须|不应|不得|可)"
)
_APPROVED = re.compile(
    rf"(?<![^{_BOUND}应须得可])(?:未)?经{_WITHIN}{{1,30}}?(?:批准|同意|许可|合格|确认|授权)(?:之?后)?(?=[，,]|方|才|不得|严禁|，)"
)
_IN = re.compile(r"(?<![存现潜所实旨差])在(?!线|用|役|岗|场|\s*\d)|(?<=[^，][^，并且及和])经(?!营|理|济|常|验|纬)")
_LEAD = re.compile(r"[\s,—–、-]*(?:以及|或者|并且)?")
_OF_NOUN = re.compile(r"应[^，。；]{1,12}的")
_NOT_CONDITION = re.compile(r"(?:本(?:文件|标准|部分)|其中|同|与此同|此)$")


def suspended(sentence: str, lang: str, modal: Place | None) -> tuple[Phrase, ...]:
    """The phrases of a sentence in Chinese or Kazakh, in order; ``modal`` is the verb that makes the provision."""
    patterns = _tables(lang)
    if patterns is None:
        return ()
    taken: list[Phrase] = []
    for role in (Role.EXCEPTION, Role.METHOD):
        for pattern in patterns[role]:
            _take(taken, [Phrase(role, *m.span()) for m in pattern.finditer(sentence) if m[0].strip()])
    conditions: list[Phrase] = []
    for pattern in patterns[Role.CONDITION]:
        _take(conditions, [Phrase(Role.CONDITION, *_trimmed(sentence, m.span())) for m in pattern.finditer(sentence)])
    if lang == "zh":
        for span in _chinese(sentence, modal):
            _take(conditions, [Phrase(Role.CONDITION, *_trimmed(sentence, span))])
    excepted = [p for p in taken if p.role is Role.EXCEPTION]
    kept = [c for c in conditions if not any(c.start < e.end and e.start < c.end for e in excepted)]
    return tuple(sorted((*taken, *kept), key=lambda p: (p.start, -p.end)))


def _take(taken: list[Phrase], found: list[Phrase]) -> None:
    """Add those that share no characters with one that is there."""
    for phrase in found:
        if not any(phrase.start < other.end and other.start < phrase.end for other in taken):
            taken.append(phrase)


def _trimmed(sentence: str, span: Place) -> Place:
    start, end = span
    inside = sentence[start:end]
    lead = _LEAD.match(inside)
    return start + (lead.end() if lead else 0), start + len(inside.rstrip(" ,"))


def _chinese(sentence: str, modal: Place | None) -> list[Place]:
    found = [m.span() for m in _WHEN.finditer(sentence)]
    for pattern in (_COMMA, _MAIN, _INSIDE):
        for m in pattern.finditer(sentence):
            attributive = pattern is _MAIN and modal is not None and m.start() > modal[0] and _OF_NOUN.match(sentence, m.end())
            if attributive:  # 使用时应注意的事项 names matters
                continue
            if _NOT_CONDITION.search(m[1]) or (modal is not None and m.start(1) <= modal[0] < m.end(1)):
                inside = _INSIDE.search(m[0])
                if inside is None:
                    continue
                found.append((m.start() + inside.start(), m.start() + inside.end()))
                continue
            # 用人单位在…前，: who has to do it stands before
            at = _IN.search(m[1]) if not m[0].endswith("的") else None
            who = find_addressee(m[1], "zh", first=True) if pattern is _MAIN else None
            begin = at.start() if at and pattern is not _INSIDE else who[1] if who and not m[1].startswith("的", who[1]) else None
            found.append((m.start(1) + begin if begin is not None else m.start(), m.end()))
    found += [m.span() for m in _ANY.finditer(sentence) if find_addressee(sentence[m.end() :], "zh", first=True)]
    found += [m.span() for m in _APPROVED.finditer(sentence)]
    found += [m.span() for m in _FOR.finditer(sentence)]
    found += [m.span() for m in _WHO_HAS.finditer(sentence) if modal is not None and m.end() == modal[0]]
    return found


@cache
def _tables(lang: str) -> dict[Role, tuple[re.Pattern[str], ...]] | None:
    entry = table(lang)
    if entry is None or lang not in ("zh", "kk"):
        return None
    return {role: tuple(re.compile(p, re.IGNORECASE) for p in entry.get(role.value, ())) for role in Role}
