"""Who or what must: the subject of a provision. None where it is not plain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from matcher.addressee import addressee, find_addressee
from matcher.nominative import ATTRIBUTE, agrees
from matcher.qualifiers import Phrase, Place, Role, Words, words

_LONGEST = {"zh": 45}
_LONG = 170  # characters: a longer subject has swallowed something
_ZH_BEFORE = re.compile(
    r"^[\s、—–]*(?:并且?|且|但是?|而且?|或者?|及|同时|此外|另外|因此|所以|则|还|也|其中|然后|随后|必要时|(?:一般|通常|原则上)(?=[，,应宜]|$)|特别是|尤其|否则|那么|即|对此|为此|"
    r"[）)]+|（[^）]{0,30}）|\([^)]{0,30}\)|[，,：:])+"
)
_ZH_AFTER = re.compile(r"(?:均|都|也|还|一般|通常|分别|至少|同时|及时|必须|原则上|亦|就|仍|才|仅|只|^方|即|又|[\s，,、（(])+$")
_ZH_NOT_NAMES = re.compile(
    r"^(?:在|对|对于|按|按照|将|把|由|从|以|用|根据|依据|为了?|经|通过|采用|使用|当|如|若|与|向|至|每|自|关于|凡|除|不|没|未|有下列|及时|该|它|它们|这|此|"
    r"本条|上述|测|进行|选|计算|确定|判断|必要|可以|首先|最后|需要|因)"
)
_ZH_NAMES = re.compile(
    r"^(?:在(?:用|岗|建|职|线)|测点|测试点|从事|(?:使用|采用|未|用于|选用|通过)[^，]{1,20}的[^，的]{1,12}$|不[^，]{1,12}的|从[^，]{1,20}的(?:时间|距离|间距|高度|长度)|以太|对讲|对地|对面|用人|用户|用电|用品|将来|把手|自动|自救|从业|由来|经营|经理|经纬|与会|因素|通过量|使用(?:者|人|单位|说明|环境|温度|场所|单元|手册)|采用率|测量(?!\s?\d)|测试|测定|选型|选用|计算机|其他|其余|该[^，]{1,12}$|不锈|不合格|未经|每(?:台|个|批|组|只|条|根|次)|进行中|至少|有)"
)
_ZH_PLACE = re.compile(r"(?:之间|之内|以内|上|内|处|中|以下|附近|[^最]后|前|时|期间|的)$")
_ARTICLE = {"en": re.compile(r"(?:the|an?)\s+", re.I), "fr": re.compile(r"(?:les?|la|une?|des)\s+|l['’]", re.I)}
_TELLS = re.compile(r"\b(?:is|are|was|were|means|est|sont|является|являются|adalah|merupakan|\w+(?:[аяуе]ют))\b", re.I)
_DANGLES = re.compile(r"\b(?:who|that|which|whose|whom|qui|que)$", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|that|which|where|whose|whom|when|if|qui|que|dont|котор\w+|yang)\b", re.I)
_ADVERB = {
    "en": re.compile(
        r"\s+(?:always|also|therefore|then|only|normally|generally|either|each|all|both|in no case|at no time)$", re.I
    ),
    "ru": re.compile(r"\s+(?:также|всегда|при этом|как правило|обычно|не)$", re.I),
    "fr": re.compile(r"\s+(?:ne|n['’])$", re.I),
}
_ADJUNCT = re.compile(
    r"^(?:elsewhere|taking|because|due|owing|despite|without|notwithstanding|having|whether|including|given|based|upon|"
    r"at(?! least| most)|in|on|for|by|within|to|from|as|with|under|of|through|during|"
    r"котор\w+|в|на|с|по|для|за|из|от|к|dans|à|au|pour|en|de|trong|tại|với|theo|di|pada|dalam|untuk|dengan|في|على)\s",
    re.IGNORECASE,
)
_AR_ON = re.compile(r"\s*على\s+(.{2,60}?)\s+(?:أن|أ[لن]ا)\s")
_INFINITIVE = re.compile(r"\s+(?:\w+\s){0,2}?\w+(?:ть|ти|ться|чь)\s+")
_PAUSES = re.compile(r"[,;]\s(?:and|but|or|и|а|но|et|mais|và|dan)?\s?|\s(?:and|but|or|и|а|но|et|mais|và|dan)\s")
_ZH_PAUSES = re.compile(r"[，；、]|并且?|且")
_SHORT = 7  # words: a longer stretch between two verbs is more than a subject


def subject(sentence: str, lang: str, modal: Place, phrases: Sequence[Phrase], earlier: Sequence[Place] = ()) -> Place | None:
    """Characters of ``sentence`` that name who or what must, without articles and without what qualifies the provision.

    ``earlier`` are modal verbs before ``modal``: where nothing stands between, their subject is meant ("shall wear … and shall
    not …").
    """
    if earlier:
        return _shared(sentence, lang, modal, phrases, earlier)
    if lang == "zh":
        return _chinese(sentence, modal, phrases)
    if lang == "kk":
        begin = max([0, *(p.end + 1 for p in phrases if p.end < modal[0])])
        who = find_addressee(sentence[begin : modal[0]], lang, first=True)
        return (begin + who[0], begin + who[1]) if who else None
    if lang == "ar":
        found = _AR_ON.match(sentence, modal[1])
        return found.span(1) if found else None
    return _before(sentence, lang, modal, phrases)


def _shared(sentence: str, lang: str, modal: Place, phrases: Sequence[Phrase], earlier: Sequence[Place]) -> Place | None:
    """The subject of the second verb of a sentence: between pause and verb, or that of the first where nothing stands."""
    last = max(earlier)
    if any(p.start <= last[0] < p.end for p in phrases):  # "where it may be expected, the employer shall"
        return subject(sentence, lang, modal, phrases, [e for e in earlier if e != last])
    clause = max(sentence.rfind(",", 0, last[0]), 0)
    if lang != "zh" and _RELATIVE.search(sentence, clause, last[0]):  # "a person who may be exposed shall"
        return subject(sentence, lang, modal, phrases, [e for e in earlier if e != last])
    pauses = _ZH_PAUSES if lang == "zh" else _PAUSES
    pause = max((m.end() for m in pauses.finditer(sentence, last[1], modal[0])), default=None)
    if pause is None:
        return None
    between = sentence[pause : modal[0]]
    if not between.strip(" ，,、且并而也还"):
        return subject(sentence, lang, last, phrases, [e for e in earlier if e != last])
    return None if lang == "zh" or len(between.split()) > _SHORT else _before(sentence, lang, modal, phrases, pause)


def _before(sentence: str, lang: str, modal: Place, phrases: Sequence[Phrase], begin: int = 0) -> Place | None:
    """In languages with the subject before the verb: what stands between the last phrase, or the last pause, and the verb."""
    known = words(lang)
    if known is None:
        return None
    room = _between_phrases(sentence, modal, phrases, known, begin)
    if room is None:
        return None
    start, end = _without_lead(sentence, known, *room)
    if (article := _ARTICLE.get(lang)) is not None and (m := article.match(sentence, start, end)):
        start = m.end()
    end = start + len(sentence[start:end].rstrip(" ,،;:—–("))
    while (adverb := _ADVERB.get(lang)) is not None and (m := adverb.search(sentence[start:end])):
        end = start + m.start()
    named = sentence[start:end]
    if not named or not _may_name(named, known):
        return _behind(sentence, lang, modal)
    if lang == "ru" and not agrees(sentence[modal[0] : modal[1]], named):
        return _behind(sentence, lang, modal)
    return start, end


def _may_name(named: str, known: Words) -> bool:
    """Whether the words can be a noun: no pronoun, no adjunct, no clause of its own ("This means that there …")."""
    broken = "\t" in named or named.count("“") != named.count("”") or _DANGLES.search(named) is not None
    if broken or len(named) > _LONG or known.nobody.fullmatch(named) or any(p.match(named) for p in (_ADJUNCT, known.opens)):
        return False
    tells = _TELLS.search(named)
    return tells is None or (_RELATIVE.search(named, 0, tells.start()) is not None and known.nobody.match(named) is None)


def _between_phrases(sentence: str, modal: Place, phrases: Sequence[Phrase], known: Words, begin: int) -> Place | None:
    """The room between the phrases before the verb where the subject stands; None where a phrase may be part of it."""
    start, end = begin, modal[0]
    if sentence[:end].rstrip().endswith(",") and not any(p.end == len(sentence[:end].rstrip(" ,")) for p in phrases):
        aside = max(begin, sentence.rfind(", ", begin, end - 2))  # "The manufacturer, including …, shall"
        end = end if ATTRIBUTE.match(sentence, aside) else aside
    for p in phrases:
        if p.start >= modal[0] or p.end <= begin:
            continue
        before = sentence[: p.start].rstrip()[-1:]
        if not sentence[start : p.start].strip(" ,;:—–(") or known.connective.fullmatch(sentence[start : p.start] + " "):
            start = p.end
        elif before in (",", "،"):
            end = min(end, p.start)
        elif p.role is Role.CONDITION and before != "(":
            return None
    return start, end


def _without_lead(sentence: str, known: Words, start: int, end: int) -> Place:
    """The room without what leads to the subject: "However,", "At the end of the shift, "."""
    start = _after_colon(sentence, start, end)
    while True:
        start += len(sentence[start:end]) - len(sentence[start:end].lstrip(" ,،;:—–"))
        connective = known.connective.match(sentence, start, end)
        if connective is None:
            break
        start = connective.end()
    while _ADJUNCT.match(sentence[start:end]) and (comma := sentence.find(", ", start, end)) >= 0:
        start = comma + 2
    return start, end


def _after_colon(sentence: str, start: int, end: int) -> int:
    at = max(sentence.rfind(": ", start, end), sentence.rfind("; ", start, end), sentence.rfind(" — ", start, end))
    return at + 2 if at >= 0 else start


def _behind(sentence: str, lang: str, modal: Place) -> Place | None:
    """The one who must where it stands behind the verb: "Измерения должна проводить испытательная лаборатория"."""
    verb = _INFINITIVE.match(sentence, modal[1]) if lang == "ru" else None
    if verb is None or agrees(sentence[modal[0] : modal[1]], "") or not addressee(sentence[verb.end() :], lang):
        return None
    found = find_addressee(sentence[verb.end() :], lang)
    if found is None or not agrees(sentence[modal[0] : modal[1]], sentence[verb.end() : verb.end() + found[1]]):
        return None
    return verb.end(), verb.end() + found[1]


def _chinese(sentence: str, modal: Place, phrases: Sequence[Phrase]) -> Place | None:
    """What stands before the verb in its part of the sentence, or before the condition that stands between: 用人单位在…前，应."""
    at = modal[0]
    begin = max(sentence.rfind(mark, 0, at) for mark in "。；：;:\n") + 1
    for number, (start, end, followed) in enumerate(_pieces(sentence, begin, at, phrases)):
        span = _chinese_name(sentence, start, end)
        if span is None:
            if _ZH_AFTER.sub("", _ZH_BEFORE.sub("", sentence[start:end])):
                return None  # something stands there that is no name
        elif number == 0 or followed or addressee(sentence[slice(*span)], "zh"):
            return span
        else:
            return None
    return None


def _pieces(sentence: str, begin: int, end: int, phrases: Sequence[Phrase]) -> Iterator[tuple[int, int, bool]]:
    """What stands between ``begin`` and the verb at ``end`` besides the phrases, cut at commas, from the verb backwards.

    With each whether a phrase follows at once, which the subject may have before it (用人单位在…前，应); before a bare comma only
    those who can act are sure to be the subject, and what an exception is made from, at the beginning.
    """
    edges: list[tuple[int, int, bool]] = []
    place = begin
    for p in sorted((p for p in phrases if begin <= p.start < end), key=lambda p: p.start):
        if p.start > place:
            edges.append((place, p.start, True))
        place = max(place, p.end)
    if place < end:
        edges.append((place, end, False))
    excepted = {p.start for p in phrases if p.role is Role.EXCEPTION}
    for first, last, followed in reversed(edges):
        stop = last
        while stop > first:
            comma = sentence.rfind("，", first, stop)
            start = comma + 1 if comma >= 0 else first
            whole = start == begin and any(not sentence[stop:at].strip("，") for at in excepted if at >= stop)
            yield start, stop, (followed and stop == last) or whole
            stop = comma if comma >= 0 else first


def _chinese_name(sentence: str, start: int, end: int) -> Place | None:
    if m := _ZH_BEFORE.match(sentence[start:end]):
        start += m.end()
    if m := _ZH_AFTER.search(sentence[start:end]):
        end = start + m.start()
    words_ = sentence[start:end]
    if (
        _ZH_PLACE.search(words_)
        or not words_
        or len(words_) > _LONGEST["zh"]
        or (_ZH_NOT_NAMES.match(words_) and not _ZH_NAMES.match(words_))
    ):
        return None
    return start, end
