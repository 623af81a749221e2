"""The inside of a worker process: one file, read to the end or to an error, reported as lines of JSON on the standard output.

``process`` starts it with ``main``, sends one line that says what to read, and keeps the worker's standard input open: when the
parent is gone, that stream ends, and so does the worker.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, astuple, replace
from hashlib import file_digest
from pathlib import Path
from threading import Thread

from ingest.clause import Audited, Document
from ingest.content import Content, content_of
from ingest.doors import read_structured
from ingest.errors import DocumentError
from ingest.labdoors import read_lab
from ingest.line import Bookmark
from ingest.memory import limit_memory
from ingest.objects import Form
from ingest.paged import Request, all_pages, form_only
from ingest.testreport import LabReport
from ingest.wire import clause_to_wire, message, standard_to_wire

_XFA_TOO = "the file holds an XFA form besides its pages: what was filled in may be missing; print it to PDF to have it too"
_ALONE = "pdfplumber was given up on page {} ({}): pdfium alone read the file"
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
    pages = all_pages(path, request, progress, form, lambda found: audit.update({found.page: found}))
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
        raise form_only(path)
    if form in (Form.XFA, Form.XFA_ONLY):
        marks.append(_XFA_TOO)
    if not clauses:
        marks.append("no clause was recognised")
    with path.open("rb") as file:
        source = file_digest(file, "sha256").hexdigest()
    standard = replace(standard, source=source, file_name=path.name, pages=len(pages), marks=tuple(dict.fromkeys(marks)))
    return Document(standard, clauses, tuple(audit[page] for page in sorted(audit)))


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
        reader = read_lab if request.report else read_file
        found = reader(Path(request.path), request, lambda *at: _send(out.write, message("at", at)))
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
        _tell(found, out.write)
    # No clean-up: after a file that broke a native library, taking it down in order may hang or crash.
    os._exit(0)


def _tell(found: Document | LabReport, write: Callable[[bytes], int | None]) -> None:
    """Send what was read, in pieces; the last of them says that it is whole."""
    if isinstance(found, LabReport):
        for line in found.lines:
            _send(write, message("line", asdict(line)))
        _send(write, message("report", asdict(replace(found, lines=()))))
        return
    for clause in found.clauses:
        _send(write, message("clause", clause_to_wire(clause)))
    _send(write, message("audit", list(map(astuple, found.audit))))
    _send(write, message("standard", standard_to_wire(found.standard)))


def _send(write: Callable[[bytes], int | None], line: bytes) -> None:
    view = memoryview(line)
    while view:
        view = view[write(bytes(view)) or 0 :]


def _leave_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)
