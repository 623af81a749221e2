"""The one way in for test reports: a file ─▶ ``LabReport``. The content says what a file is, not its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.process import Limits, Told, read_report_in_process
from ingest.testreport import LabReport


def read_report(path: Path | str, *, limits: Limits | None = None, ocr: bool = True, progress: Told | None = None) -> LabReport:
    """Read a test report: a PDF, a Word document or a workbook, in a process of its own with limits on memory and time.

    Args:
        path: the file.
        limits: what it may cost.
        ocr: whether pages without usable text are read by OCR.
        progress: told of each page before OCR reads it.

    Raises:
        DocumentError: the file cannot be read; the subclass says why.
    """
    limits = limits or Limits()
    return read_report_in_process(Path(path), replace(limits, ocr=limits.ocr and ocr), progress)
