"""Whether a quantity says from when a provision applies ("where the level exceeds 85 dB(A)"), not what must be kept."""

from __future__ import annotations

import re

from ingest.clause import Clause, Provision
from ingest.provision import drafter, modals
from ingest.sentences import sentences
from matcher.comparators import Comparator

_TRIGGER_BEFORE = re.compile(
    r"(?:当|若|如|如果|凡|(?<![A-Za-z])(?:when|where|if|whenever|once|in case|until)(?![A-Za-z])|(?<![А-Яа-я])(?:если|при|"
    r"когда|в случае)(?![А-Яа-я])|khi|nếu|lorsque|si\s|jika|apabila|إذا|عند)",
    re.I,
)
_TRIGGER_AFTER = re.compile(
    r"^[^。；;.\n]{0,12}?(?:的[，,]|者[，,]|的场所|的作业|的岗位|的区域)|^[^。；;\n，]{0,40}?时(?:[，,]|$)"
)
_ASKED = re.compile(
    r"不|至少|最[低小少]|下限|\bnot?\b|at least|minimum|\bmin\b|\bне\b|минимум|không|tối thiểu|ít nhất|au moins|لا|الأقل|أدنى|"
    r"tidak|paling|sekurang",
    re.I,
)
_EXEMPTS = re.compile(
    r"\bnot (?:be )?(?:required|necessary)|\bexempt|\bno (?:\w+ ){1,4}need\b|不需要|不要求|免[于予除]|"
    r"не требуется|не обязательн|không cần",
    re.I,
)
_STOP = re.compile(r"[。；;！？\n]|\.\s|[!?]")


def triggers(comparator: Comparator, text: str, outer: tuple[int, int], value: tuple[int, int]) -> bool:
    """Whether the quantity with its words at ``outer`` of ``text``, without them at ``value``, begins a duty."""
    words = text[outer[0] : value[0]] + text[value[1] : outer[1]]
    return _may_trigger(comparator, words) and _is_trigger(text, *outer)


def _may_trigger(comparator: Comparator, words: str) -> bool:
    """Passing a value starts a duty ("exceeds", "reaches", "below"); "at least" and "not less than" ask for a value."""
    return comparator in (Comparator.ABOVE, Comparator.BELOW) or (comparator is Comparator.AT_LEAST and not _ASKED.search(words))


def _is_trigger(text: str, start: int, end: int) -> bool:
    """Whether the quantity stands in a condition: 当…超过 85 dB(A) 时, where … exceeds, если … выше."""
    before = text[max(0, start - 60) : start]
    stops = [m.end() for m in _STOP.finditer(before)]
    before = before[stops[-1] :] if stops else before
    opened = _TRIGGER_BEFORE.search(before)
    if opened and not re.search(r"[，,](?!.*(?:and|or)\b)", before[opened.end() :]):
        return True
    return bool(_TRIGGER_AFTER.match(text[end : end + 44]))


def exempts(clause: Clause, at: int) -> bool:
    """Whether the sentence at ``at`` of ``clause`` permits or exempts and demands nothing: below 80 dB(A) none need be worn."""
    said = next((s.text for s in sentences(clause.text) if s.start <= at < s.end), "")
    if _EXEMPTS.search(said):
        return True
    found = {modal.provision for modal in modals(said, clause.lang, drafter(clause.standard))}
    return Provision.PERMISSION in found and Provision.REQUIREMENT not in found
