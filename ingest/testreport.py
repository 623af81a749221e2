"""The types of a test report: what a laboratory found of a product against the clauses of one standard.

The line is the unit that a certification body argues with: which clause, what was measured or noted, and the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The verdict of a line (IECEE OD-2020: P, F, N/A); UNSAID where none is printed or what is printed is not understood."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    NOT_APPLICABLE = "not applicable"
    NOT_TESTED = "not tested"
    UNSAID = ""


@dataclass(frozen=True, slots=True)
class LabLine:
    """Line ``number`` of a report (from 1, in its order): the clause as it is cited there, and what was found.

    ``requirement`` and ``result`` as printed; ``printed`` the verdict as printed; ``page`` 1-based, 0 where there are no pages;
    ``place`` where it stands where there are none ("Sheet1!A12", "table 3, row 4"), "" with pages.
    """

    number: int
    clause: str
    requirement: str = ""
    result: str = ""
    verdict: Verdict = Verdict.UNSAID
    printed: str = ""
    page: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class LabReport:
    """A test report as it was read; "" for whatever it does not say.

    ``standard`` is the designation as printed, with its year; ``edition`` what it says of edition and amendments beside that.
    ``accreditation`` is the number of the laboratory's accreditation, ``scope`` what it covers in the report's words. Dates are
    ISO 8601. ``source`` is the sha256 of the file, ``marks`` what a reader must know: pages that were not read, verdicts that
    were not understood, fields that are not there.
    """

    number: str = ""
    standard: str = ""
    edition: str = ""
    product: str = ""
    model: str = ""
    applicant: str = ""
    manufacturer: str = ""
    laboratory: str = ""
    accreditation: str = ""
    scope: str = ""
    tested_from: str = ""
    tested_to: str = ""
    issued: str = ""
    lang: str = ""
    lines: tuple[LabLine, ...] = ()
    marks: tuple[str, ...] = ()
    source: str = ""
    file_name: str = ""
