"""How a standard is related to others: which one it adopts and to what degree, and which ones it replaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.clause import Adoption, Degree
from ingest.designation import Designation, find_designations, same
from ingest.front import Row
from ingest.identity import REPLACES, parent_below
from ingest.spelling import shadow

_DEGREE = re.compile(r"\b(IDT|MOD|NEQ|EQV)\b", re.I)
_IN_WORDS = (
    (Degree.IDT, r"等同采用|идентичен|identical (?:to|with)|hoàn toàn tương đương|adopsi identik|identik dengan"),
    (Degree.MOD, r"修改采用|модифицирован\w+ по отношению к|modified in relation to|tương đương có sửa đổi|adopsi modifikasi"),
    (Degree.NEQ, r"非等效采用|неэквивалент\w+|not equivalent to|không tương đương"),
)
"""How forewords say the degree of correspondence; the adopted standard follows."""
_OWN = (
    r"本(?:文件|标准|部分|指导性技术文件)|[Нн]астоящий стандарт|"
    r"[Tt]his (?:\w+ ){0,2}(?:[Ss]tandard|document)|[Tt]iêu chuẩn này|Standar ini"
)
_BEFORE = 90  # characters before these words in which the standard speaks of itself
_NEAR = 130  # characters from these words to the designation

_CANCELS = re.compile(
    r"cancels and replaces|annule et remplace|repealing|zur Aufhebung|abrogeant|por el que se deroga|ВЗАМЕН|Взамен|"
    r"本(?:文件|标准)代替|[Tt]hay thế(?: cho)?|[Ss]upersed(?:es|ing)|[Rr]eplacing|Revision of|Ersatz für|Remplace|Sustituye"
)
_IN_PLACE = re.compile(r"ОРНЫНА|орнына енгізіл|o'rniga", re.IGNORECASE)  # behind the designation that is replaced
_CLOSE = 60  # characters between these words and the designation


def replaced_by(found: Designation | None, cover: Sequence[Row], rows: Sequence[Row]) -> str:
    """The designations that a cover says it replaces, else the one that the foreword says it cancels or repeals."""
    for row in cover:
        if (match := REPLACES.match(row.text)) and (others := find_designations(row.text[match.end() :])):
            return ", ".join(str(item.designation) for item in others)
    text = " ".join(row.text for row in rows)
    for match in _CANCELS.finditer(text):
        others = find_designations(text[match.end() : match.end() + 160])
        if others and others[0].start < _CLOSE and not (found and same(str(others[0].designation), str(found))):
            return str(others[0].designation)
    for match in _IN_PLACE.finditer(shadow(text)):
        others = find_designations(text[max(0, match.start() - _CLOSE) : match.start()])
        if others and not (found and same(str(others[-1].designation), str(found))):
            return str(others[-1].designation)
    return ""


def adoption_of(found: Designation | None, cover: Sequence[Row], rows: Sequence[Row]) -> Adoption | None:
    """The adopted standard with the degree of correspondence: from the cover, from the foreword, or from the designation."""
    text = shadow(" ".join(row.text for row in cover))
    own = str(found) if found else ""
    if bracketed := _in_brackets(text, own):
        return bracketed
    old = re.search(r"\b(idt|eqv|neq|≡|≠) ?", text)
    if old and (after := find_designations(text[old.end() : old.end() + 40])) and after[0].start == 0:
        return Adoption(str(after[0].designation), _degree(old[1]))
    said = _in_foreword(found, rows)
    if said and (not found or not found.adopted or same(said.designation, found.adopted, any_edition=True)):
        return said
    if found and found.adopted:
        return Adoption(_dated(found.adopted, text), found.degree)
    parent = parent_below(found, cover)
    return Adoption(parent) if parent else None


def _in_brackets(text: str, own: str) -> Adoption | None:
    """What stands in the brackets under the title: (ISO 9612:2009, …, IDT)."""
    for bracket in re.finditer(r"\(([^()]{4,300})\)", text):
        inside = find_designations(bracket[1])
        degree = _DEGREE.search(bracket[1])
        if inside and (degree or inside[0].start == 0) and str(inside[0].designation) != own:
            return Adoption(str(inside[0].designation), _degree(degree[1]) if degree else inside[0].designation.degree)
    return None


def _in_foreword(found: Designation | None, rows: Sequence[Row]) -> Adoption | None:
    """What a foreword says in words: 本文件等同采用 ISO …, идентичен международному стандарту …."""
    text = " ".join(row.text for row in rows)
    for degree, words in _IN_WORDS:
        for match in re.finditer(words, text):
            near = find_designations(text[match.end() : match.end() + _NEAR])
            subject = text[max(0, match.start() - _BEFORE) : match.start()]
            if not (re.search(_OWN, subject) or (found and f"{found.number}{found.part}" in subject)):
                continue
            others = [item.designation for item in near if not (found and same(str(item.designation), str(found)))]
            if others:
                return Adoption(str(others[0]), degree)
    return None


def _dated(adopted: str, text: str) -> str:
    """``adopted``, with the year where the cover names it elsewhere: Deutsche Fassung EN 352-1:2020."""
    for item in find_designations(text):
        if item.designation.year and same(str(item.designation), adopted, any_edition=True):
            return str(item.designation)
    return adopted


def _degree(word: str) -> Degree:
    """IDT, MOD or NEQ; the older eqv became MOD, and ≡ and ≠ stood for idt and neq."""
    return {"EQV": Degree.MOD, "≡": Degree.IDT, "≠": Degree.NEQ}.get(word.upper()) or Degree(word.upper())
