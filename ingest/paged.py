"""All pages of a PDF, as a worker reads them: those that may not be read are blank, those without usable text go to OCR."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.clause import Audited
from ingest.errors import DamagedDocument, FormOnly, LimitExceeded, NoText
from ingest.line import Page
from ingest.memory import more_memory
from ingest.objects import Form

_MANY = 3  # pages from which a line on all of them is a watermark
_XFA = "it holds an XFA form, whose text is not on its pages: print it to PDF from the program that it was made for"
_NO_TEXT = "none of its pages ({count}) has usable text: they are pictures, or have a watermark only"
_WITHOUT_OCR = "; let OCR read them (leave out --no-ocr), or run OCR over the file first"
_WITH_OCR = "; OCR found none either: get a better scan"


@dataclass(frozen=True, slots=True)
class Request:
    """What a worker is asked to do.

    ``memory`` bytes above what the worker has when it starts; ``pages`` the most that a file may have; ``skip`` pages on which an
    earlier worker came to its end, with the reason; ``outline`` False where the bookmarks brought it to its end; ``ocr`` whether
    OCR may read pages without usable text, on ``threads`` processors, with ``ocr_memory`` bytes more; ``unread`` pages on which
    OCR brought an earlier worker to its end, with the reason; ``alone`` the page (0: opening) on which pdfplumber did so, and the
    reason: it is asked no more. ``audit`` says that pdfplumber reads every page too; ``report`` that the file is a test report.
    """

    path: str
    memory: int
    pages: int
    skip: dict[int, str]
    outline: bool = True
    ocr: bool = True
    threads: int = 2
    ocr_memory: int = 0
    unread: dict[int, str] = field(default_factory=dict)
    audit: bool = False
    alone: tuple[int, str] | None = None
    report: bool = False


def all_pages(
    path: Path,
    request: Request,
    progress: Callable[[str, int, int], None],
    form: Form,
    audit: Callable[[Audited], None],
) -> list[Page]:
    """All pages in order; the ones to be skipped are blank and marked."""
    from ingest.pages import read_pages

    count = 1

    def begin(number: int, total: int) -> None:
        nonlocal count
        count = total
        if total > request.pages:
            most = f"{request.pages} are the most that one file may have; split it"
            raise LimitExceeded(path.name, f"it has {total} pages, and {most}")
        progress("page", number, total)

    def second(number: int) -> bool:
        if request.alone is None:
            progress("second", number, count)
        return request.alone is None

    found: dict[int, Page] = {}
    for stretch in _stretches(request.skip, request.pages):
        tell = audit if request.audit else None
        read = read_pages(path, pages=stretch, blank=True, progress=begin, second=second, audit=tell)
        found |= {page.number: page for page in read}
    pages = [found.get(number) or _blank(number, request.skip) for number in range(1, count + 1)]
    if form in (Form.XFA, Form.XFA_ONLY) and not _has_text(pages):
        raise form_only(path)
    if request.ocr:
        pages = _with_ocr(path, pages, request, progress)
    if not _has_text(pages) and not (request.ocr and _is_bare(path, pages)):
        unread = next((f"; {mark}" for page in pages for mark in page.marks if "install" in mark), "")
        advice = unread or (_WITH_OCR if request.ocr else _WITHOUT_OCR)
        raise NoText(path.name, _NO_TEXT.format(count=len(pages)) + advice)
    return pages


def form_only(path: Path) -> FormOnly:
    """What to raise for a file whose pages only say that another program is needed."""
    return FormOnly(path.name, _XFA)


def _with_ocr(path: Path, pages: list[Page], request: Request, progress: Callable[[str, int, int], None]) -> list[Page]:
    """The pages, those without usable text read by OCR."""
    from ingest.ocr import read_pictures

    ready = False

    def begin(number: int) -> None:
        nonlocal ready
        if not ready:
            more_memory()
            ready = True
        progress("ocr", number, len(pages))

    try:
        return read_pictures(path, pages, begin, threads=request.threads, leave=request.unread)
    except DamagedDocument:  # pdfplumber alone opens the file, and nobody can draw its pages
        return pages


def _is_bare(path: Path, pages: Sequence[Page]) -> bool:
    """Whether the same text on every page is all that there is: no watermark then, for there is nothing below it."""
    from ingest.ocr import has_more

    some = [page for page in pages if page.lines]
    return bool(some) and not any(has_more(path, page) for page in some)


def _has_text(pages: Iterable[Page]) -> bool:
    """Whether anything is printed but what every page has: a watermark over pictures is no text."""
    some = [page for page in pages if page.lines]
    if len(some) < _MANY:
        return bool(some)
    seen = Counter(text for page in some for text in {line.text.strip() for line in page.lines})
    return any(times * 2 <= len(some) for times in seen.values())


def _stretches(skip: Iterable[int], most: int) -> list[range]:
    """The pages between those of ``skip``, up to page ``most``."""
    stretches, begin = [], 1
    for number in sorted(skip):
        stretches.append(range(begin, number))
        begin = number + 1
    return [stretch for stretch in [*stretches, range(begin, most + 1)] if stretch]


def _blank(number: int, skip: dict[int, str]) -> Page:
    reason = skip.get(number, "it has no usable text")
    return Page(number, 0.0, 0.0, (), "", "none", (f"page {number} could not be read: {reason}",))
