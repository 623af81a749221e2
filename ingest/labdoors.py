"""Test reports in PDF, Word documents and workbooks ─▶ ``LabReport``. Runs in a worker process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import file_digest
from pathlib import Path

from ingest.content import NEITHER, Content, content_of
from ingest.errors import NotADocument, NoText
from ingest.labmaking import make_report
from ingest.labprint import Pages
from ingest.paged import Request, all_pages, form_only
from ingest.testreport import LabReport

Progress = Callable[[str, int, int], None]
_KINDS = "a test report is read from a PDF, a Word document (DOCX) or a workbook (XLSX); save it as one of these"


def read_lab(path: Path, request: Request, progress: Progress) -> LabReport:
    """Read the test report at ``path``; ``progress`` as for ``worker.read_pdf``.

    Raises:
        DocumentError: whatever makes the file unreadable.
    """
    from ingest.labfields import texts_of
    from ingest.language import language

    try:
        content = content_of(path)
    except NotADocument as error:
        if NEITHER not in str(error):  # what it is, and how to make something of it, was said
            raise
        raise NotADocument(path.name, f"this is no test report: {_KINDS}") from error
    if content is Content.PDF:
        pages = _paper(path, request, progress)
    elif content is Content.ARCHIVE:
        progress("open", 0, 0)
        pages = _office(path)
    else:
        raise NotADocument(path.name, f"this is no test report: {_KINDS}")
    progress("clauses", 0, 0)
    texts = [text for text in (*texts_of(pages.printed), *pages.heads) if text.strip()]
    if not texts:
        raise NoText(path.name, f"there is no text in it; {_KINDS}")
    with path.open("rb") as file:
        source = file_digest(file, "sha256").hexdigest()
    return replace(make_report(pages), lang=language("\n".join(texts)), source=source, file_name=path.name)


def _paper(path: Path, request: Request, progress: Progress) -> Pages:
    from ingest.labpages import paper_pages
    from ingest.objects import Form
    from ingest.pages import form_of

    form = form_of(path)
    pages = all_pages(path, request, progress, form, lambda _: None)
    if form is Form.XFA_ONLY:
        raise form_only(path)
    return paper_pages(pages, [mark for page in pages for mark in page.marks])


def _office(path: Path) -> Pages:
    from ingest.labsheet import sheet_pages
    from ingest.labword import word_pages
    from ingest.package import Package

    return sheet_pages(path) if Package(path).kind() == "workbook" else word_pages(path)
