"""A test report as it was read, for readers: its head and its lines as rows, and ``clausebridge report``."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any

from app.tables import csv_bytes
from app.terminal import on_one_line
from ingest.testreport import LabReport

Row = dict[str, Any]
COLUMNS = (
    "line", "clause", "clauses", "title", "requirement", "method", "result", "verdict", "printed", "outside_accreditation",
    "standard", "page", "place",
)  # fmt: skip
"""The columns of the lines, in CSV and in the table."""
_NO_FIELDS = frozenset({"lines", "marks"})
_SHOWN = ("line", "clause", "verdict", "title", "requirement", "result", "at")


def head_of(report: LabReport) -> dict[str, str]:
    """The fields of the head by name, in their order; "" for what the report does not say."""
    return {field.name: getattr(report, field.name) for field in fields(report) if field.name not in _NO_FIELDS}


def lines_of(report: LabReport) -> list[Row]:
    """The lines as rows of ``COLUMNS``; a verdict that is not understood is "" beside what is printed."""
    return [
        {
            "line": line.number,
            "clause": line.clause,
            "clauses": ", ".join(line.clauses),
            "title": line.title,
            "requirement": line.requirement,
            "method": line.method,
            "result": line.result,
            "verdict": line.verdict.value,
            "printed": line.printed,
            "outside_accreditation": "yes" if line.outside else "",
            "standard": line.standard,
            "page": line.page or "",
            "place": line.place,
        }
        for line in report.lines
    ]


def report_json(report: LabReport) -> str:
    """Everything that was read, with its marks, as JSON; the same report gives the same text."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=2)


def report_csv(report: LabReport) -> bytes:
    """The lines as CSV, the head above them in comment lines."""
    head = [f"{name}: {value}" for name, value in head_of(report).items() if value]
    return csv_bytes(lines_of(report), columns=COLUMNS, head=head)


def print_report(report: LabReport, write: Callable[[str], None]) -> None:
    """The head line by line, then a line for each line of results with tabs between the columns; texts of the file made safe."""
    for name, value in head_of(report).items():
        write(f"{name}\t{_cell(value)}")
    write("")
    write("\t".join(_SHOWN))
    for row in lines_of(report):
        verdict = row["verdict"] or (f"? {row['printed']}" if row["printed"].strip() else "-")
        outside = " (outside the accreditation)" if row["outside_accreditation"] else ""
        at = f"p. {row['page']}" if row["page"] else row["place"]
        cells = (row["line"], row["clause"], f"{verdict}{outside}", row["title"], row["requirement"], row["result"], at)
        write("\t".join(_cell(str(cell)) for cell in cells))


def _cell(text: str) -> str:
    return on_one_line(" ".join(text.split()))
