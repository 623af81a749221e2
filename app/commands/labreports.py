"""``report``: what is read of a test report."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app import options
from app.commands.documents import Ocr
from app.reading import ocr_progress
from app.terminal import output, put, say


class ReportFormat(StrEnum):
    """How ``report`` prints what was read."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def report(
    file: Annotated[Path, typer.Argument(help="A test report: PDF, DOCX or XLSX.")],
    form: Annotated[ReportFormat, typer.Option("--format", help="How it is printed.")] = ReportFormat.TABLE,
    ocr: Ocr = True,
    out: options.Out = None,
) -> None:
    """Print what is read of a test report.

    Its head (number, standard and edition, product, laboratory and accreditation, dates), and a line for each clause with
    requirement, result and verdict. Nothing is stored. What a person has to look at (a verdict that is not understood, a field
    that is not there) goes to stderr.
    """
    from app.labreporting import print_report, report_csv, report_json
    from ingest.labreport import read_report

    found = read_report(file, ocr=ocr, progress=ocr_progress())
    if form is ReportFormat.CSV:
        put(report_csv(found), out)
    else:
        with output(out) as write:
            if form is ReportFormat.JSON:
                write(report_json(found))
            else:
                print_report(found, write)
    for mark in found.marks:
        say(f"{file}: {mark}")
