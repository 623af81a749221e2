"""How binding two sentences that answer to each other are: one side demands what the other recommends or permits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.clause import Provision
from ingest.provision import Modal, drafter, modals
from matcher.comparators import UPPER
from matcher.coverage import Coverage, Said
from matcher.match import Deviation, DeviationKind, Side, Span
from matcher.quantity import quantities

_STRENGTH = {Provision.REQUIREMENT: 4, Provision.INSTRUCTION: 4, Provision.RECOMMENDATION: 3, Provision.PERMISSION: 2}
_ANSWERS = 0.42
"""Sentences less alike than this may stand beside each other and demand different things: their verbs are not compared."""
# "may only", "not … unless": a permission that is bound to something demands it
_ONLY_BEFORE = re.compile(r"(?:方|才|只有?|仅|只能|只)$|(?<![а-я])(?:только|лишь)\s$", re.I)
_ONLY_AFTER = re.compile(
    r"^\s?(?:only|not\b|be \w+ only|\w+ only|только|лишь|不|chỉ)|^[^.;]{0,80}\bonly\b|^[^。；]{0,30}方可", re.I
)
_BREATH = re.compile(r"[,，;；]\s?")
_SOON = 40
"""Characters behind a verb in which the limit stands that it permits."""
_EITHER = frozenset({"应该", "不应该"})
"""What translators write for "shall" and for "should": how binding it is cannot be told."""
_LEAD_IN = re.compile(r"[:：]\s*$")


def modality_deviations(coverage: Coverage) -> Iterator[Deviation]:
    """Of every two sentences that answer to each other, where one is more binding than the other."""
    for i, j in coverage.links:
        if coverage.similarity[i, j] >= _ANSWERS:
            ours, theirs = binding(coverage.a, i), binding(coverage.b, j)
            if ours and theirs and ours[0] != theirs[0]:
                side = Side.A if ours[0] > theirs[0] else Side.B
                words = (ours[2], theirs[2])
                yield Deviation(DeviationKind.MODALITY, *words, ours[1], theirs[1], comparable=True, stricter=side)


def binding(said: tuple[Said, ...], at: int) -> tuple[int, tuple[Span, ...], str] | None:
    """How binding sentence ``at`` is (4 a requirement, 3 a recommendation, 2 a permission), by which words; None if it is not.

    An item of a list without a verb of its own is as binding as the sentence that leads the list in; then the item is named.
    """
    one = said[at]
    own = _strongest(one)
    if own:
        strength = _strength(own[0], one)
        spans = tuple(Span(one.clause.id, one.sentence.start + m.start, one.sentence.start + m.end) for m in own)
        return strength, spans, own[0].word
    lead = next((s for s in reversed(said[:at]) if s.clause.id == one.clause.id and _LEAD_IN.search(s.sentence.text)), None)
    leading = _strongest(lead) if lead else ()
    if lead is None or not leading:
        return None
    place = Span(one.clause.id, one.sentence.start, one.sentence.end)
    return _strength(leading[0], lead), (place,), one.sentence.text


def _strength(modal: Modal, said: Said) -> int:
    """A permission that is bound to something demands it: "may only", 方可, "may last no longer than"."""
    text = said.sentence.text
    if modal.provision is Provision.PERMISSION and (
        _ONLY_BEFORE.search(text[: modal.start])
        or _ONLY_AFTER.match(text[modal.end :])
        or any(q.comparator in UPPER for q in quantities(_BREATH.split(text[modal.end :])[0][:_SOON], said.clause.lang))
    ):
        return _STRENGTH[Provision.REQUIREMENT]
    return _STRENGTH[modal.provision]


def _strongest(said: Said) -> tuple[Modal, ...]:
    """The most binding verbs of a sentence, all of one type."""
    publisher = drafter(said.clause.standard)
    found = [m for m in modals(said.sentence.text, said.clause.lang, publisher) if m.provision in _STRENGTH]
    if any(m.word in _EITHER for m in found):
        return ()
    most = max((_STRENGTH[m.provision] for m in found), default=0)
    return tuple(m for m in found if _STRENGTH[m.provision] == most)
