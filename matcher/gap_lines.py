"""Which lines of a test report are about a clause, and what they say of it together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ingest.testreport import LabLine, Verdict

_HEAD = re.compile(
    r"^(?:clauses?|cl\.?|sub-?clauses?|sections?|articles?|art\.?|annex|appendix|第|条款|条|附录|пункты?|пп?\.|статья|ст\.|"
    r"приложение|điều|mục|phụ lục|pasal|butir|lampiran|§+)\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:[A-ZА-Я](?=[.\d\s)）]|$)(?:\.?\d+)*|\d+(?:\.\d+)*)")
_BETWEEN = re.compile(r"\s*(?:[,，、;；/&+]|和|及|与|\band\b|\bи\b|–|—|~|至|\bto\b)\s*", re.IGNORECASE)

_RANGE = re.compile(r"(\d+(?:\.\d+)*)\s?(?:~|–|—|-|至|到|to|по)\s?(\d+(?:\.\d+)*)", re.IGNORECASE)
_MANY = 60


class Says(StrEnum):
    """What the lines on a clause say together; the first that holds, in this order."""

    FAIL = "fail"
    NOT_TESTED = "not tested"
    UNSAID = "unsaid"
    PASS = "pass"  # noqa: S105
    PARTLY = "partly not applicable"
    NOT_APPLICABLE = "not applicable"
    PARENT = "clause above"
    NOTHING = "no line"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a report shows of a clause: the lines, in their order, and what they say."""

    says: Says
    lines: tuple[LabLine, ...] = ()


@lru_cache(maxsize=4096)
def labels(printed: str) -> tuple[str, ...]:
    """The clauses that a line of a report names: "5.3.3 a)" is about 5.3.3, "5.2.1、5.2.2" about both, "附录A" about A."""
    plain = unicodedata.normalize("NFKC", printed).strip()
    found = [one for m in _RANGE.finditer(plain) for one in _between(m[1], m[2])]
    for part in _BETWEEN.split(plain):
        bare = part.strip()
        while (head := _HEAD.match(bare)) is not None:
            bare = bare[head.end() :]
        number = _NUMBER.match(bare)
        found.append(number.group() if number else bare)
    return tuple(dict.fromkeys(label for label in found if label))


def named(line: LabLine) -> tuple[str, ...]:
    """The clauses that a line is about: those that its reader found, else those that its cell names."""
    return tuple(dict.fromkeys(one for label in line.clauses for one in labels(label))) or labels(line.clause)


def _between(first: str, last: str) -> list[str]:
    """The labels of a range, written out: 11.1 to 11.6; none where the two are no neighbours of one clause."""
    head, _, low = first.rpartition(".")
    other, _, high = last.rpartition(".")
    if head != other or not 0 < int(high) - int(low) <= _MANY:
        return []
    return [f"{head}.{one}" if head else str(one) for one in range(int(low), int(high) + 1)]


def shown(lines: Sequence[LabLine], label: str) -> Shown:
    """What the lines say of the clause with that label: its own and those below it, else a verdict on a clause above it.

    A row without verdict and without result is a heading where other rows speak of the clause.
    """
    own = labels(label)[0] if labels(label) else label
    about = [line for line in lines if any(one == own or one.startswith(f"{own}.") for one in named(line))]
    telling = [line for line in about if line.verdict is not Verdict.UNSAID or line.printed or line.result.strip()]
    if telling:
        return Shown(_together([line.verdict for line in telling]), tuple(telling))
    if about:
        return Shown(Says.UNSAID, tuple(about))
    above = own
    while "." in above:
        above = above.rpartition(".")[0]
        found = [line for line in lines if above in named(line) and line.verdict is not Verdict.UNSAID]
        if found:
            return Shown(_of_parent([line.verdict for line in found]), tuple(found))
    return Shown(Says.NOTHING)


def _together(verdicts: Sequence[Verdict]) -> Says:
    has = set(verdicts)
    for verdict, says in ((Verdict.FAIL, Says.FAIL), (Verdict.NOT_TESTED, Says.NOT_TESTED), (Verdict.UNSAID, Says.UNSAID)):
        if verdict in has:
            return says
    if has == {Verdict.PASS}:
        return Says.PASS
    return Says.PARTLY if Verdict.PASS in has else Says.NOT_APPLICABLE


def _of_parent(verdicts: Sequence[Verdict]) -> Says:
    said = _together(verdicts)
    return Says.PARENT if said in (Says.PASS, Says.PARTLY) else said
