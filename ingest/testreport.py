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

    ``requirement`` and ``result`` as printed, with the unit where a column of its own has it, the result with its remark;
    ``printed`` the verdict as printed; ``page`` 1-based, 0 where there are no pages; ``place`` where it stands where there are
    none ("Sheet1!A12", "table 3, row 4"), "" with pages.

    ``clauses`` are the labels that ``clause`` names, a range written out ("5.2.1~5.2.3"), without letters of items; a line
    without a clause of its own has those of the line above. ``title`` is the name of the characteristic, else the heading above
    the line; ``method`` the test method as printed; ``standard`` the designation where the line itself names one. ``outside``
    says that the laboratory marked the line as outside the scope of its accreditation.
    """

    number: int
    clause: str
    requirement: str = ""
    result: str = ""
    verdict: Verdict = Verdict.UNSAID
    printed: str = ""
    page: int = 0
    place: str = ""
    clauses: tuple[str, ...] = ()
    title: str = ""
    method: str = ""
    standard: str = ""
    outside: bool = False


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
