"""Provision types: what a sentence demands, recommends, permits or states, by its publisher's drafting rule (``drafting``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.clause import Provision
from ingest.designation import parse
from ingest.drafting import LAWS, Words, orders, rule_of, tables

STRENGTH = (
    Provision.REQUIREMENT,
    Provision.INSTRUCTION,
    Provision.RECOMMENDATION,
    Provision.PERMISSION,
    Provision.UNSURE,
    Provision.STATEMENT,
)
"""The strongest first: what a clause as a whole counts as."""

_MARKER = re.compile(r"^[\s\d.a-z）)—-]*")
_NEGATIVE = re.compile(
    r"\b(?:not|cannot|не|нельзя|запрещ\w+|недопустим\w*|không|cấm|tidak|dilarang|لا|يحظر|تحظر|يمنع|ne|nicht|kein\w*|no|interdit\w*|"
    r"prohíbe|prohibido|yasaktır|taqiqlanadi|prohibited)\b|不|严禁|禁止|无须|无需|емес|тыйым|\w+мейді|ห้าม|ไม่|\w+ma[lz]\w+|qo'yilmaydi",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Modal:
    """Characters ``start`` to ``end`` of a text: the ``word`` that makes a provision of this type; ``negative`` if it forbids."""

    start: int
    end: int
    word: str
    provision: Provision
    negative: bool = False


def modals(text: str, lang: str, publisher: str) -> tuple[Modal, ...]:
    """The words of ``text`` that make it a provision, in order, without overlaps.

    Args:
        text: a clause or sentence.
        lang: its language, ISO 639-1.
        publisher: a publisher's code or a whole head of a designation, "ГОСТ Р ИСО". Where no rule is known for it, a word counts
            as what every known rule of the language makes of it, and is unsure where they differ.
    """
    found: dict[tuple[int, int], set[Provision]] = {}
    for words in _tables(lang, publisher):
        for match in words.pattern.finditer(text):
            kind = words.types[(match.lastindex or 1) - 1]
            if kind is not None:
                found.setdefault(match.span(), set()).add(kind)
    kept: list[Modal] = []
    for (start, end), types in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
        if kept and start < kept[-1].end:
            continue
        kind = types.pop() if len(types) == 1 else Provision.UNSURE
        kept.append(Modal(start, end, text[start:end], kind, bool(_NEGATIVE.search(text[start:end]))))
    return tuple(kept)


def provision(text: str, lang: str, publisher: str) -> Provision:
    """The strongest provision of ``text``; a statement where a known rule finds none, unsure where no rule is known.

    Arguments as for ``modals``.
    """
    found = demanded(text, lang, publisher)
    if found is not None:
        return found
    return Provision.STATEMENT if is_known(lang, publisher) else Provision.UNSURE


def demanded(text: str, lang: str, publisher: str) -> Provision | None:
    """The strongest provision that the words of ``text`` make; None where they make none. Arguments as for ``modals``."""
    found = {modal.provision for modal in modals(text, lang, publisher)}
    # An order has no modal verb; acts are written in the third person.
    may_order = found <= {Provision.STATEMENT} and rule_of(publisher) not in LAWS
    if may_order and any(_orders(line, lang) for line in text.splitlines()):
        return Provision.INSTRUCTION
    return strongest(found)


def strongest(found: Iterable[Provision]) -> Provision | None:
    """The strongest of ``found``; None where there is none."""
    return min(found, key=STRENGTH.index, default=None)


def is_known(lang: str, publisher: str) -> bool:
    """Whether a rule of this publisher is known for the language."""
    rule = rule_of(publisher)
    return rule is not None and ((rule, lang) in tables() or (rule in LAWS and any(key[1] == lang for key in tables())))


def drafter(designation: str, publisher: str = "") -> str:
    """What to give ``modals`` and ``provision`` as publisher, so that the head "ГОСТ Р ИСО" of a designation counts as well.

    ``publisher`` is the code that the cover gave, for standards whose designation says nothing.
    """
    parsed = parse(designation)
    numbered = (
        f"{parsed.series} {parsed.number}" if parsed and parsed.publisher == "GB" else ""
    )  # construction codes have their numbers
    candidates = (numbered, *((parsed.series, parsed.publisher) if parsed else ()), publisher, designation)
    return next((head for head in candidates if rule_of(head) is not None), publisher)


def _tables(lang: str, publisher: str) -> tuple[Words, ...]:
    """The words of the publisher's rule; of all rules of its kind, or of all there are, where it is not known or has none."""
    rule = rule_of(publisher)
    if rule is not None and (rule, lang) in tables():
        return (tables()[rule, lang],)
    same = tuple(words for (other, tongue), words in tables().items() if tongue == lang and rule in LAWS and other in LAWS)
    return same or tuple(words for (_, tongue), words in tables().items() if tongue == lang)


def _orders(line: str, lang: str) -> bool:
    """Whether a line, or a sentence of it, orders something without a modal verb."""
    known = orders(lang)
    if known is None:
        return False
    if known.anywhere is not None and known.anywhere.search(line):
        return True
    marker = _MARKER.match(line)
    return known.first is not None and known.first.match(line, marker.end() if marker else 0) is not None
