"""What a report as a whole must have for its lines to count: the edition that was judged, a competent laboratory, sound dates.

Accreditation is evidence for TBT 6.1 (is the body competent?); whether it is enough is for a person to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from ingest.clause import Standard
from ingest.designation import parse, same
from ingest.errors import UsageError
from ingest.testreport import LabReport
from matcher.gap import Because, GapClass, Ground, because
from matcher.gap_words import words

_CLAUSES = re.compile(
    r"第\s?(\d[\d.]*)\s?[章条]|\b(?:clauses?|chapters?)\s(\d[\d.]*)|\bпп?\.\s?(\d[\d.]*)|раздел\w*\s(\d[\d.]*)",
    re.IGNORECASE,
)
"""Clauses to which the scope of an accreditation is restricted."""
_YEARS = re.compile(r"\s*[:—–-]\s*(?:19|20)\d\d(?!\d)")
_BEFORE = r"(?<![^\W_\u3400-\u9fff])"
"""No letter or digit goes on into a designation; Chinese stands before one without a blank."""


class Edition(StrEnum):
    """How the edition that a report names stands to the one whose clauses were compared."""

    SAME = "same"
    OTHER = "other"
    UNDATED = "undated"
    AMENDED = "amended"


def on_file(report: LabReport, standards: Sequence[Standard]) -> tuple[Standard, ...]:
    """The standards on file that a report can mean, its own edition first.

    Raises:
        UsageError: the report names none, or none that is on file in any edition.
    """
    if not report.standard.strip():
        raise UsageError("the report names no standard: name the one that it was made against, or mend its head")
    found = [one for one in standards if same(one.designation, report.standard, any_edition=True)]
    if not found:
        raise UsageError(f"{report.standard} is not on file, in no edition: add it to the library and compare it first")
    return tuple(sorted(found, key=lambda one: not same(one.designation, report.standard)))


def edition_of(report: LabReport, tested: Standard) -> Edition:
    """How the edition of the report stands to that of ``tested``."""
    named = parse(report.standard)
    own = parse(tested.designation)
    if named is None or not named.year:
        return Edition.UNDATED
    if not same(report.standard, tested.designation):
        return Edition.OTHER
    filed = f"{tested.designation} {tested.edition}"
    said = words("no_amendment").sub("", report.edition)
    beside = words("amendment").search(said) is not None and said.strip() not in filed
    return Edition.AMENDED if beside or (own and named.amendments != own.amendments) else Edition.SAME


def reservations(report: LabReport, tested: Standard, as_of: date) -> tuple[Because, ...]:
    """What the head of a report leaves open; each of it makes what is met conditional."""
    return (*_laboratory(report, tested), *_dates(report, tested, as_of))


def _laboratory(report: LabReport, tested: Standard) -> Iterator[Because]:
    if not report.accreditation.strip():
        yield because(Ground.ACCREDITATION, GapClass.CONDITION, laboratory=report.laboratory or "–")
    elif report.scope.strip() and not covers(report.scope, tested.designation):
        yield because(Ground.SCOPE, GapClass.CONDITION, number=report.accreditation, standard=tested.designation)


def covers(scope: str, designation: str) -> bool:
    """Whether what an accreditation covers names a standard, in this edition or without one."""
    parsed = parse(designation)
    if parsed is None:
        return designation.casefold() in scope.casefold()
    bare = re.sub(r"\s+", "", f"{parsed.series}{parsed.number}{parsed.part}")
    spaced = r"\s*".join(map(re.escape, bare))
    for m in re.finditer(rf"{_BEFORE}{spaced}(?!\s*\.?\d)", scope, re.IGNORECASE):
        year = _YEARS.match(scope, m.end())
        if year is None or str(parsed.year) in year.group():
            return True
    return False


def outside(report: LabReport, labels: Sequence[str], standard: str) -> tuple[Because, ...]:
    """Clauses (labels) that the accreditation does not cover where it names some of the standard: "GB/T 99301—2024, clause 5"."""
    named = [next(one for one in m.groups() if one).rstrip(".") for m in _CLAUSES.finditer(report.scope)]
    left = [label for label in labels if named and not any(label == one or label.startswith(f"{one}.") for one in named)]
    number = report.accreditation
    return (because(Ground.SCOPE, GapClass.CONDITION, number=number, standard=f"{standard} {', '.join(left)}"),) if left else ()


def _dates(report: LabReport, tested: Standard, as_of: date) -> Iterator[Because]:
    done, issued = report.tested_to or report.tested_from, report.issued
    if not (issued or done):
        yield because(Ground.DATES, GapClass.CONDITION, what="none")
    elif _after(done, issued) or _after(report.tested_from, report.tested_to):
        yield because(Ground.DATES, GapClass.CONDITION, what="order", first=done or report.tested_from, second=issued or done)
    elif _after(tested.published, report.tested_from or issued or done):
        first = report.tested_from or issued or done
        yield because(Ground.DATES, GapClass.CONDITION, what="before", first=first, second=tested.published)
    elif _after(issued or done, as_of.isoformat()):
        yield because(Ground.DATES, GapClass.CONDITION, what="future", first=issued or done, second=as_of.isoformat())


def _after(first: str, second: str) -> bool:
    """Whether one ISO date is after another, as far as both say: "2024-04" is not after "2024-04-25"."""
    length = min(len(first), len(second))
    return bool(length >= 4 and first[:length] > second[:length])
