"""Test reports: the samples are read exactly, verdicts are never better than printed, hostile files end in typed errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.labreport import read_report
from ingest.testreport import LabReport, Verdict

REPORTS = Path(__file__).parents[1] / "corpora" / "reports"


@pytest.fixture(scope="module")
def full() -> LabReport:
    return read_report(REPORTS / "explosion-full.pdf")


def test_the_head_of_the_full_report_is_read(full: LabReport) -> None:
    assert (full.number, full.standard, full.model) == ("XFB-2025-0317", "GB/T 99301—2024", "XQJZ-200/1140")
    assert (full.tested_from, full.tested_to, full.issued) == ("2025-03-03", "2025-03-28", "2025-04-02")
    assert full.accreditation == "CNAS L99001；CMA 990000000001"
    assert full.marks == ()


def test_every_line_of_the_full_report_is_read(full: LabReport) -> None:
    assert [line.number for line in full.lines] == list(range(1, 82))
    assert all(line.clauses and line.verdict for line in full.lines)
    by_clause = {line.clause: line for line in full.lines}
    assert by_clause["5.2.2"].result == "386 ℃"
    assert by_clause["5.6.3"].verdict is Verdict.NOT_TESTED
    assert by_clause["8.2.2, 8.2.3"].clauses == ("8.2.2", "8.2.3")
    assert [line.clause for line in full.lines if line.outside] == ["5.7.2", "5.7.2"]
