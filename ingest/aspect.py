"""The aspect of a clause: a definition, what a product must be, how it is tested, sampled, marked, managed, and by whom.

Told by rules: the kind, the words of the heading and of the headings above it (``tables/aspects.toml``), then what the text does
and who is to do it. A clause that only defines is a definition under any heading. Where nothing tells, the aspect is unsure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from ingest.clause import Aspect, Clause, Document, Kind, Provision, Sentence
from ingest.defining import is_definition, leads_definitions

_HEAD_LAST = frozenset({"zh", "ja", "ko", "kk", "tr"})
_UNSPACED = frozenset({"zh", "ja", "th"})
_PREPOSITION = re.compile(r"\s(?:of|for|to|in|by|on|with|from|at|during|against|relating|concerning)\s|[:;—–(]", re.IGNORECASE)
_NO_ASPECT = frozenset({Kind.FOREWORD, Kind.INTRODUCTION, Kind.BIBLIOGRAPHY})
_WEAK = "weak"  # the list of words for requirements of any kind
_LONGEST = 120  # characters: a longer title is a sentence
_SHARE = 0.5  # of the sentences of a clause
_ACTORS = re.compile(
    r"(?:企业|单位|用人单位|建设单位|组织|机构|主管部门|负责人|生产者|经营者)(?:应|必须|不得)|"
    r"\b(?i:(?:the )?(?:employer|organi[sz]ation|manufacturer|importer|distributor|operator|authority|authorities|member states?|"
    r"commission|PCBU|minister|regulator|supplier)s? (?:shall|must|may|is|are|should)|"
    r"(?:работодател|изготовител|организаци|предприяти|заявител|импортер|орган)\w* (?:долж\w+|обязан\w*|вправе|осуществля\w+)|"
    r"(?:doanh nghiệp|tổ chức|cơ quan|cá nhân|bộ [A-ZĐ]\w+)[^.;]{0,60}(?:phải|có trách nhiệm|có quyền|chịu trách nhiệm)|"
    r"(?:pengusaha|perusahaan|pelaku usaha|produsen|menteri|lembaga|organisasi) (?:harus|wajib|dapat)|"
    r"(?:ұйым|жұмыс беруші|өндіруші|кәсіпорын)\w*|(?:l'employeur|le fabricant|l'organisme|l'entreprise) (?:doit|est tenu|peut))|"
    r"(?:يجب على|يلتزم|على) (?:ال)?(?:صاحب العمل|مورد|منشأة|مصنع|جهة)"
)
"""Who acts where a clause manages; a product does not."""
_PEOPLE = re.compile(
    r"(?:作业|操作|检验|从业|管理|维修)?人员应|(?i:\b(?:personnel|workers?|operators?|inspectors?) (?:shall|must) (?:be|have)|"
    r"(?:персонал|работники?) долж\w+|(?:người lao động|nhân viên) phải|(?:pekerja|personel) (?:harus|wajib))"
)

_OBEYS = re.compile(r"(?:按|依据)[^。；]{0,80}执行")
_TESTS = re.compile("测|试验|检验|分析|采样|取样|方法|校准|计算")


def with_aspects(document: Document) -> Document:
    """``document`` with an aspect for every clause that has none and of which something tells it."""
    by_id = {clause.id: clause for clause in document.clauses}
    clauses = tuple(
        clause if clause.aspect is not Aspect.UNSURE else replace(clause, aspect=_aspect(clause, by_id))
        for clause in document.clauses
    )
    return replace(document, clauses=clauses)


def aspect_of(titles: Sequence[str], lang: str, kind: Kind = Kind.CLAUSE, text: str = "") -> Aspect:
    """The aspect of a clause.

    Args:
        titles: its own heading first, then those above it; "" for clauses without one.
        lang: language of the headings.
        kind: what the clause is.
        text: its own text, asked where no heading tells.
    """
    if kind is Kind.TERM:
        return Aspect.DEFINITION
    if kind in _NO_ASPECT:
        return Aspect.UNSURE
    weak = False
    for title in titles:
        found, only_weak = _of_title(title, lang) if len(title) < _LONGEST else (None, False)
        if found is not None:
            return found
        weak |= only_weak
    if weak:
        return Aspect.PRODUCT
    if _PEOPLE.search(text):
        return Aspect.PERSONNEL
    return Aspect.MANAGEMENT if _ACTORS.search(text) else Aspect.UNSURE


def _aspect(clause: Clause, by_id: dict[str, Clause]) -> Aspect:
    if clause.kind not in _NO_ASPECT and _defines(clause, by_id.get(clause.parent)):
        return Aspect.DEFINITION
    titles: list[str] = []
    at: Clause | None = clause
    seen: set[str] = set()
    while at is not None and at.id not in seen:
        titles.append(at.title)
        seen.add(at.id)
        at = by_id.get(at.parent)
    found = aspect_of(titles, clause.lang, clause.kind, clause.text)
    if found is Aspect.UNSURE and clause.kind not in _NO_ASPECT:
        orders = sum(s.provision is Provision.INSTRUCTION and not _only_obeys(_said(clause, s)) for s in clause.sentences)
        if clause.sentences and orders >= _SHARE * len(clause.sentences):
            return Aspect.METHOD
    return found


def _defines(clause: Clause, above: Clause | None) -> bool:
    """Whether it demands nothing, and says first what a word means or that definitions apply, or stands below such a lead."""
    if not clause.sentences or any(s.provision not in (Provision.STATEMENT, Provision.UNSURE) for s in clause.sentences):
        return False
    first = _said(clause, clause.sentences[0])
    below = above is not None and above.sentences and leads_definitions(_said(above, above.sentences[-1]))
    return bool(below) or leads_definitions(first) or is_definition(first)


def _only_obeys(sentence: str) -> bool:
    """Whether a sentence sends to rules without a word of what is to be tested: 按本标准的规定执行."""
    return bool(_OBEYS.search(sentence)) and not _TESTS.search(sentence)


def _said(clause: Clause, sentence: Sentence) -> str:
    return clause.text[sentence.start : sentence.end]


def _of_title(title: str, lang: str) -> tuple[Aspect | None, bool]:
    """The aspect that the governing word of a heading names, None where none does; and whether it says "requirements"."""
    table = _tables().get(lang)
    if table is None:
        return None, False
    pattern, aspects = table
    head = title
    if lang == "en" and (preposition := _PREPOSITION.search(title)):
        head = title[: preposition.start()]
    weak = False
    for part in dict.fromkeys((head, title)):
        named = [aspects[(match.lastindex or 1) - 1] for match in pattern.finditer(part)]
        weak |= _WEAK in named
        told = [Aspect(name) for name in named if name not in ("none", _WEAK)]
        if told:
            return told[-1 if lang in _HEAD_LAST or (lang == "en" and part is head) else 0], weak
    return None, weak


@cache
def _tables() -> dict[str, tuple[re.Pattern[str], tuple[str, ...]]]:
    """By language a pattern with one group a word, and the list in which each word stands."""
    data: dict[str, Any] = tomllib.loads(resources.files("ingest").joinpath("tables", "aspects.toml").read_text("utf-8"))
    found = {}
    for lang, table in data.items():
        words = sorted(((word, name) for name, some in table.items() for word in some), key=lambda item: -len(item[0]))
        groups = "|".join("({})".format(re.escape(word).replace(r"\~", r"\w*")) for word, _ in words)
        bound = groups if lang in _UNSPACED else rf"(?<!\w)(?:{groups})(?!\w)"
        found[lang] = re.compile(bound, re.IGNORECASE), tuple(name for _, name in words)
    return found
