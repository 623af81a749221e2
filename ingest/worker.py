"""The inside of a worker process: one file, read to the end or to an error, reported as lines of JSON on the standard output.

``process`` starts it with ``main``, sends one line that says what to read, and keeps the worker's standard input open: when the
parent is gone, that stream ends, and so does the worker.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass, field, replace
from hashlib import file_digest
from pathlib import Path
from threading import Thread

from ingest.clause import Audited, Document
from ingest.content import Content, content_of
from ingest.doors import read_structured
from ingest.errors import DamagedDocument, DocumentError, FormOnly, LimitExceeded, NoText
from ingest.line import Bookmark, Page
from ingest.objects import Form
from ingest.wire import clause_to_wire, message, standard_to_wire

_MANY = 3  # pages from which a line on all of them is a watermark
_XFA = "it holds an XFA form, whose text is not on its pages: print it to PDF from the program that it was made for"
_XFA_TOO = "the file holds an XFA form besides its pages: what was filled in may be missing; print it to PDF to have it too"
_ALONE = "pdfplumber was given up on page {} ({}): pdfium alone read the file"
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
    reason: it is asked no more. ``audit`` says that pdfplumber reads every page too.
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


_STARVED = ("failed to map segment", "annot allocate memory", "out of memory")


def read_file(path: Path, request: Request, progress: Callable[[str, int, int], None]) -> Document:
    """Read a file of whatever kind its content is; ``progress`` as for ``read_pdf``.

    Raises:
        DocumentError: whatever makes the file unreadable.
    """
    from ingest.annotate import annotated

    content = content_of(path)
    found = read_pdf(path, request, progress) if content is Content.PDF else read_structured(path, content, progress)
    return annotated(found)


def read_pdf(path: Path, request: Request, progress: Callable[[str, int, int], None]) -> Document:
    """Read a PDF: pages, outline, cover, clauses, and what is told of these.

    ``progress`` hears of each step before it begins: its name, and for a page its number and the number of pages.

    Raises:
        DocumentError: whatever makes the file unreadable.
    """
    from ingest.audit import mismatch
    from ingest.cover import read_cover
    from ingest.doubt import doubt_marks, with_doubt
    from ingest.pages import form_of, read_bookmarks
    from ingest.tree import parse_pages

    audit: dict[int, Audited] = {}
    form = form_of(path)
    pages = _pages(path, request, progress, form, lambda found: audit.update({found.page: found}))
    progress("outline", 0, 0)
    bookmarks: tuple[Bookmark, ...] = read_bookmarks(path) if request.outline else ()
    progress("clauses", 0, 0)
    standard = read_cover(pages, file_name=path.name)
    clauses = with_doubt(parse_pages(pages, bookmarks, standard=standard.designation, lang=standard.lang), pages)
    marks = [*standard.marks, *(mark for page in pages for mark in page.marks), *doubt_marks(clauses, pages)]
    if not request.outline:
        marks.append("the outline (bookmarks) could not be read")
    if request.alone:
        marks.append(_ALONE.format(*request.alone))
    marks += [mark for _, found in sorted(audit.items()) for mark in mismatch(found)]
    if not clauses and form is Form.XFA_ONLY:  # what is on its pages says only that another program is needed
        raise FormOnly(path.name, _XFA)
    if form in (Form.XFA, Form.XFA_ONLY):
        marks.append(_XFA_TOO)
    if not clauses:
        marks.append("no clause was recognised")
    with path.open("rb") as file:
        source = file_digest(file, "sha256").hexdigest()
    standard = replace(standard, source=source, file_name=path.name, pages=len(pages), marks=tuple(dict.fromkeys(marks)))
    return Document(standard, clauses, tuple(audit[page] for page in sorted(audit)))


def _pages(
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
        raise FormOnly(path.name, _XFA)
    if request.ocr:
        pages = _with_ocr(path, pages, request, progress)
    if not _has_text(pages) and not (request.ocr and _is_bare(path, pages)):
        unread = next((f"; {mark}" for page in pages for mark in page.marks if "install" in mark), "")
        advice = unread or (_WITH_OCR if request.ocr else _WITHOUT_OCR)
        raise NoText(path.name, _NO_TEXT.format(count=len(pages)) + advice)
    return pages


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


def limit_memory(extra: int, reserve: int = 0) -> None:
    """Let this process have ``extra`` bytes of address space above what it has now, where the system has such a limit.

    ``more_memory`` adds the ``reserve``.
    """
    try:
        import resource

        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return  # the parent's watchdog looks at the memory of the worker in any case
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    highest = sys.maxsize if hard == resource.RLIM_INFINITY else hard  # whoever started us may have set a lower limit
    resource.setrlimit(resource.RLIMIT_AS, (min(used + extra, highest), min(used + extra + reserve, highest)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def more_memory() -> None:
    """Let this process have its reserve too: OCR brings a library and models of its own."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def main() -> None:
    """Answer one request from the standard input on the standard output."""
    # Libraries that print must not get between our lines: they get the error stream in place of the output.
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    fields = json.loads(sys.stdin.buffer.readline())
    numbered = {name: {int(page): reason for page, reason in fields[name].items()} for name in ("skip", "unread")}
    request = Request(**fields | numbered)
    Thread(target=_leave_with_parent, daemon=True).start()
    limit_memory(request.memory, request.ocr_memory)
    try:
        document = read_file(Path(request.path), request, lambda *at: _send(out.write, message("at", at)))
    except DocumentError as error:
        answer = [type(error).__name__, error.message, error.page, error.line]
        _send(out.write, message("error", answer))
    except MemoryError:
        _send(out.write, message("memory", None))
    except Exception as error:
        # Whatever a strange file makes our code or a library raise is told to the parent, which gives it a type.
        # A library that could not be loaded for want of memory says so in words of the system's linker.
        starved = isinstance(error, (ImportError, OSError)) and any(words in str(error) for words in _STARVED)
        told = message("memory", None) if starved else message("fault", f"{type(error).__name__}: {error}"[:500])
        _send(out.write, told)
    else:
        for clause in document.clauses:
            _send(out.write, message("clause", clause_to_wire(clause)))
        _send(out.write, message("audit", list(map(astuple, document.audit))))
        _send(out.write, message("standard", standard_to_wire(document.standard)))
    # No clean-up: after a file that broke a native library, taking it down in order may hang or crash.
    os._exit(0)


def _send(write: Callable[[bytes], int | None], line: bytes) -> None:
    view = memoryview(line)
    while view:
        view = view[write(bytes(view)) or 0 :]


def _leave_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)
