"""Where a Russian phrase before the verb ends and the subject begins: Russian sets no comma between them.

"При выявлении неисправности работник должен …": the head of the phrase and what depends on it stand in oblique cases, the
subject in the nominative that agrees with the modal verb. The endings (Русская грамматика, 1980, §§ 1166–1300) tell them apart
often enough; where they do not, no end is given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_WORD = re.compile(r"[А-Яа-яёЁ][А-Яа-яёЁ-]*|[A-Z]_?\{?[A-Za-z0-9,]+\}?")
_SUBORDINATE = re.compile(r"(?:если|когда|в\s+случа[ея]|при\s+условии|как\s+только|пока|только)", re.IGNORECASE)
_OBLIQUE = (
    "ов",
    "ев",
    "ёв",
    "ом",
    "ем",
    "ём",
    "ам",
    "ям",
    "ах",
    "ях",
    "ых",
    "их",
    "ым",
    "им",
    "ий",
    "ей",
    "ой",
    "ан",
    "ен",
    "мин",
    "раз",
)
_PREPOSITIONS = frozenset(
    {
        "в",
        "на",
        "с",
        "по",
        "из",
        "от",
        "к",
        "под",
        "над",
        "без",
        "для",
        "при",
        "до",
        "о",
        "об",
        "у",
        "за",
        "через",
        "между",
        "из-за",
    }
)
ATTRIBUTE = re.compile(
    r",\s(?:\w+(?:нн|м|щ|вш)(?:ый|ий|ая|яя|ое|ее|ые|ие|ых|их|ого|его|ой|ей|ом|ем)|(?:(?:в|на|для|с|из|к)\s)?котор\w+)\b"
)
"""What is said of the noun before a comma: a participle or a relative clause."""
_CONSONANT = re.compile(r"[бвгджзклмнпрстфхцчшщ]$")
_PLURAL = re.compile(r"(?:ые|ие)$")
_NOUN_PLURAL = re.compile(r"(?:тели|ники|ания|ения|цы|оры|еры|аты|боры|воды|лица|люди)$")


def begins_subject(sentence: str, opener: tuple[int, int], modal: tuple[int, int], commas: Sequence[int]) -> int | None:
    """Where the phrase at ``opener`` ends, before the ``modal`` verb: at a comma, at the verb, or where a nominative begins.

    ``commas`` are those between them. None where nothing tells.
    """
    start, after = opener
    if commas and (_SUBORDINATE.match(sentence, start) or _is_participle(sentence, commas)):
        return commas[-1]
    verb = sentence[modal[0] : modal[1]].lower().removeprefix("не ")
    if verb not in _AGREES:
        return None if commas else _impersonal(sentence, after, modal[0])
    tokens = [m for m in _WORD.finditer(sentence, commas[-1] if commas else after, modal[0])]
    skip = 0 if commas else 1  # the head of the phrase itself
    for previous, token in pairwise(tokens):
        if skip:
            skip -= 1
        if previous[0].lower() in _PREPOSITIONS or token[0].lower() in _PREPOSITIONS:
            continue
        if _AGREES[verb](token[0]):
            return len(sentence[: token.start()].rstrip())
    if commas:
        return commas[-1]
    last = tokens[-1] if len(tokens) > 2 and verb in ("должны", "обязаны") else None
    ends = last is not None and last[0].lower().endswith(("ы", "и")) and tokens[-2][0].lower() not in _PREPOSITIONS
    return len(sentence[: last.start()].rstrip()) if last is not None and ends else None


def agrees(verb: str, words: str) -> bool:
    """Whether a word of ``words`` may be the nominative that ``verb`` (должен, должна …) asks for; True for other verbs."""
    form = _AGREES.get(verb.lower().removeprefix("не "))
    ends = _ENDS.get(form) if form is not None else None
    return form is None or any(form(m[0]) for m in _WORD.finditer(words)) or (ends is not None and bool(ends.search(words)))


def _impersonal(sentence: str, after: int, modal: int) -> int | None:
    """Before следует, необходимо there need be no subject; a short phrase then reaches to the verb."""
    short = len(_WORD.findall(sentence, after, modal)) <= (3 if re.match(r"\w+(?:ют|ят|ут|ат)(?!\w)", sentence[modal:]) else 8)
    return len(sentence[:modal].rstrip()) if short else None


def _is_participle(sentence: str, commas: Sequence[int]) -> bool:
    """Whether the first comma opens what is said of the noun: "для видов труда, указанных в таблице 1, …", ", которые …, "."""
    return len(commas) > 1 and ATTRIBUTE.match(sentence, commas[0]) is not None


def _masculine(word: str) -> bool:
    lower = word.lower()
    if word[0].isascii():
        return True
    if lower.endswith(("ый", "ий")) and not lower.endswith(("ний", "сий", "тий", "вий")):
        return True
    return (lower.endswith(("тель", "вень", "арь")) or bool(_CONSONANT.search(lower))) and not lower.endswith(_OBLIQUE)


def _feminine(word: str) -> bool:
    return word.lower().endswith(("ая", "яя", "ция", "сть"))


def _neuter(word: str) -> bool:
    return word.lower().endswith(("ое", "ее", "ние", "тие", "ство"))


def _plural(word: str) -> bool:
    return bool(_PLURAL.search(word.lower()) or _NOUN_PLURAL.search(word.lower()))


_AGREES = {
    "должен": _masculine,
    "должна": _feminine,
    "должно": _neuter,
    "должны": _plural,
    "обязан": _masculine,
    "обязана": _feminine,
    "обязаны": _plural,
}
_ENDS = {_plural: re.compile(r"[ыи]\b|^\w+[ая]\b", re.I), _feminine: re.compile(r"^\w+(?:[^и]я|а)\b|^\w+ \w+(?:[^и]я|а)\b", re.I)}
