"""Provision types: what a clause demands, recommends, permits or states, by the drafting rule of its publisher (``drafting``)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from ingest.clause import Clause, Document, Kind, Provision
from ingest.designation import parse
from ingest.drafting import WORDS, Rule, rule_of

STRENGTH = (
    Provision.REQUIREMENT,
    Provision.INSTRUCTION,
    Provision.RECOMMENDATION,
    Provision.PERMISSION,
    Provision.UNSURE,
    Provision.STATEMENT,
)
"""The strongest first: what a clause as a whole counts as."""

_LONG_TITLE = 60  # characters: longer ones are sentences
_NOT_SPACED = frozenset({"zh", "ja", "th"})
_NEGATIVE = re.compile(
    r"\b(?:not|cannot|не|нельзя|запрещ\w+|không|cấm|tidak|dilarang|لا|يحظر|يمنع|ne|nicht|no)\b|不|严禁|禁止|емес|тыйым|\w+мейді|ห้าม|ไม่",
    re.I,
)
_ORDERS = {
    # Orders without a modal verb (指示): imperatives of test methods, and "is measured according to"; ГОСТ tells what one does.
    "zh": re.compile(
        r"(?m)^[\s\d.a-z）)]*"
        r"(?:将|称取|移取|吸取|量取|取出|加入|打开|关闭|开启|启动|记录|放置|调节|测量|按照?|用)"
        r"(?=[^的]{2,40}。)|(?:按照?|依据)[^。]{2,60}(?:执行|测定|进行|计算)[。；]"
    ),
    "en": re.compile(
        r"(?m)^[\s\d.a-z)—-]*(?:[A-Z]\w+ly )?(?i:weigh|add|place|determine|record|measure|take|calculate|remove|repeat|prepare|"
        r"transfer|mix|dry|heat|cool|set|adjust|connect|start|stop|switch|use|check|verify|ensure|report|select|carry out)"
        r"(?=,? \w)(?! (?:of|for|is|are|and|or)\b)"
    ),
    "ru": re.compile(
        r"\b(?i:определяют|вычисляют|рассчитывают|измеряют|проводят|выполняют|взвешивают|помещают|отбирают|выбирают|записывают|"
        r"устанавливают|принимают|повторяют|включают|снимают|подключают|оформляют)\b"
    ),
}


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
        text: a clause.
        lang: its language, ISO 639-1.
        publisher: a publisher's code or a whole head of a designation, "ГОСТ Р ИСО". Where no rule is known for it, a word counts
            as what every known rule of the language makes of it, and is unsure where they differ.
    """
    rule = rule_of(publisher)
    tables = [_pattern(rule, lang)] if rule is not None and (rule, lang) in WORDS else _all_patterns(lang)
    found: dict[tuple[int, int], set[Provision]] = {}
    for pattern in tables:
        for match in pattern.finditer(text):
            found.setdefault(match.span(), set()).add(Provision[match.lastgroup or ""])
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
    found = {modal.provision for modal in modals(text, lang, publisher)}
    orders = _ORDERS.get(lang)
    if orders is not None and orders.search(text):
        found.add(Provision.INSTRUCTION)
    for kind in STRENGTH:
        if kind in found:
            return kind
    known = rule_of(publisher) is not None and (rule_of(publisher), lang) in WORDS
    return Provision.STATEMENT if known else Provision.UNSURE


def drafter(designation: str, publisher: str = "") -> str:
    """What to give ``modals`` and ``provision`` as publisher, so that the head "ГОСТ Р ИСО" of a designation counts as well.

    ``publisher`` is the code that the cover gave, for standards whose designation says nothing.
    """
    parsed = parse(designation)
    candidates = (*((parsed.series, parsed.publisher) if parsed else ()), publisher, designation)
    return next((head for head in candidates if rule_of(head) is not None), publisher)


def with_provisions(document: Document) -> Document:
    """``document`` with a provision type for every clause that has none; a term and a clause without words are statements."""
    publisher = drafter(document.standard.designation, document.standard.publisher)
    clauses = tuple(
        clause if clause.provision is not Provision.UNSURE else replace(clause, provision=_of_clause(clause, publisher))
        for clause in document.clauses
    )
    return replace(document, clauses=clauses)


def _of_clause(clause: Clause, publisher: str) -> Provision:
    if clause.kind is Kind.TERM:
        return Provision.STATEMENT
    # The sentence that leads in a list may stand where other clauses have their title.
    leads = not clause.text or len(clause.title) > _LONG_TITLE or clause.title.endswith(("—", ":", "：", ",", "，"))
    return provision(f"{clause.title}\n{clause.text}" if leads else clause.text, clause.lang, publisher)


@cache
def _pattern(rule: Rule, lang: str) -> re.Pattern[str]:
    words = WORDS[rule, lang]
    groups = "|".join(f"(?P<{kind.name}>{words[kind]})" for kind in STRENGTH if kind in words)
    bare = lang in _NOT_SPACED
    return re.compile(groups if bare else rf"(?<!\w)(?:{groups})(?!\w)", re.IGNORECASE)


@cache
def _all_patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(rule, tongue) for rule, tongue in WORDS if tongue == lang)
