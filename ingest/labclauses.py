"""The clauses that a cell of a test report names, a pure grammar.

"5.2.1, 5.2.3", "5.2.1~5.2.3", "Cl. 5.2", "第5.2条", "п. 5.2", "GB/T 99301—2024 5.2 b)", "附录A".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from ingest.designation import find_designations

_MOST = 60
"""A range of more clauses is given by its ends."""
_ANNEX = r"(?:附录|附件|Annex|Appendix|Приложени[ея]|прил\.)\s?[A-ZА-Я](?![\w])(?:\.\d{1,3})*"
_LABEL = re.compile(
    rf"(?<![A-Za-zА-Яа-яЁё\d.])(?:(?P<annex>{_ANNEX})|(?P<plain>(?:[A-ZА-Я]{{1,2}}\.?)?\d{{1,3}}(?:\.\d{{1,3}})*))(?![\d])(?!\.\d)",
    re.IGNORECASE,
)
_APART = re.compile(  # what is numbered too, and is no clause
    r"(?:表|图|式|公式|注|Tables?|Tab\.|Figures?|Fig\.|Notes?|Formula|Таблиц\w*|табл\.|Рис\w*\.?|Примечани\w*)\s?[A-ZА-Я]?\.?\d+(?:\.\d+)*",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?<![A-Za-zА-Яа-я])[a-zа-я]\d?\s?[)）]|[(（][a-zа-я\d][)）]|第\s?\d+\s?[段款项]", re.IGNORECASE)
_LETTER = re.compile(r"\s*([A-ZА-Я])\s*")
"""An annex, in a column of clauses."""
_UNKNOWN = re.compile(r"\s*([A-Z]{2,6}(?:[ /][A-Z]{1,6})? \d{2,6}(?:-\d{1,3})*[:—–-](?:19|20)\d\d)(?![\w.])")
"""A designation of a publisher that is not known."""
_RANGE = re.compile(r"\s*(?:~|～|–|—|-|−|‐|至|到|to|through|по|до|\.{3}|…)\s*", re.IGNORECASE)
_LEADS = re.compile(
    r"(?:第|条款|clauses?|cl\.?|sub-?clauses?|sections?|sec\.|§+|пп?\.|пункт\w*|подпункт\w*)\s?(?=[A-ZА-Я]?\.?\d)", re.IGNORECASE
)
_LEADING = re.compile(r"\s*[A-ZА-Я]?\.?\d{1,3}(?:\.\d{1,3})+(?=[\s,;、:：]|$)")


@dataclass(frozen=True, slots=True)
class Cited:
    """The labels that a cell names, in order, and the standard before them ("" for none)."""

    labels: tuple[str, ...] = ()
    standard: str = ""


def read_clauses(text: str) -> Cited:
    """The clauses that the cell of a column of clauses names; none where it names none."""
    plain = unicodedata.normalize("NFKC", text)
    designations = find_designations(plain)
    for found in reversed(designations):
        plain = f"{plain[: found.start]};{plain[found.end :]}"
    standard = str(replace(designations[0].designation, amendments=())) if designations else ""
    if not standard and (match := _UNKNOWN.match(plain)):
        standard, plain = match[1], plain[match.end() :]
    if match := _LETTER.fullmatch(plain):
        return Cited((match[1],), standard)
    plain = _ITEM.sub(" ", _APART.sub(" ", plain))
    labels: list[str] = []
    end = 0
    for match in _LABEL.finditer(plain):
        label = _printed(match)
        ranged = labels and _RANGE.fullmatch(plain, end, match.start()) is not None
        labels += _between(labels[-1], label) if ranged else [label]
        end = match.end()
    return Cited(tuple(dict.fromkeys(labels)), standard)


def read_leading(text: str) -> Cited:
    """The clauses that stand before or in a text of another kind, where a word or their dots show that they are clauses."""
    plain = unicodedata.normalize("NFKC", text)
    if match := _LEADING.match(plain):
        return read_clauses(match.group())
    if match := _LEADS.search(plain):
        rest = re.match(r"[\w.,;、~～–—-]+", plain[match.end() :])
        return read_clauses(rest.group()) if rest else Cited()
    return Cited()


def _printed(match: re.Match[str]) -> str:
    if match["annex"]:
        label = re.sub(r"\s+", " ", match["annex"]).strip()
        letter = label.rpartition(" ")[2] if " " in label else label[2:]
        if "." in letter:  # "Annex A.1" is the clause A.1
            return letter
        return label if " " in label or not label.isascii() else f"{label[:-1]} {label[-1]}"
    return re.sub(r"^([^\W\d]+)(?=\d)", r"\1.", match["plain"]) if not match["plain"][0].isdigit() else match["plain"]


def _between(first: str, last: str) -> list[str]:
    """The labels after ``first`` as far as ``last`` ("5.2.3", or "3" for it)."""
    head, dot, number = first.rpartition(".")
    above, _, end = last.rpartition(".")
    short = not above and bool(head) and last.isdigit() and int(last) > (int(number) if number.isdigit() else 0)
    if not (number.isdigit() and end.isdigit() and (above == head or short)):
        return [last]
    count = int(end) - int(number)
    if not 0 < count <= _MOST:
        return [f"{head}{dot}{end}" if short else last]
    return [f"{head}{dot}{at}" for at in range(int(number) + 1, int(end) + 1)]
