"""Files whose structure is written in them, STS, web pages, Word documents, to documents. Runs in a worker process, like PDFs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import file_digest
from pathlib import Path

from ingest.clause import Document
from ingest.content import Content
from ingest.errors import LimitExceeded, NotADocument, NoText

_HTML = re.compile(rb"<!doctype\s+html|<(?:html|head|body|title|meta|div|p|table|h[1-6]|span|article)\b", re.IGNORECASE)
_HEAD = 4096
_MOST_BYTES = 256 * 2**20


def read_structured(path: Path, content: Content, progress: Callable[[str, int, int], None]) -> Document:
    """Read a Word document, NISO STS or a web page.

    ``progress`` hears of each step before it begins.

    Raises:
        DocumentError: whatever makes the file unreadable.
    """
    progress("open", 0, 0)
    document = _word(path) if content is Content.ARCHIVE else _markup(path, progress)
    if not any(clause.text or clause.title for clause in document.clauses) and not document.standard.title:
        raise NoText(path.name, "there is no text of a standard in it; get it again from its source")
    with path.open("rb") as file:
        source = file_digest(file, "sha256").hexdigest()
    marks = document.standard.marks if document.clauses else (*document.standard.marks, "no clause was recognised")
    return replace(document, standard=replace(document.standard, source=source, file_name=path.name, marks=marks))


def _word(path: Path) -> Document:
    from ingest.word import read_docx

    return read_docx(path)


def _markup(path: Path, progress: Callable[[str, int, int], None]) -> Document:
    from ingest.markup import parse_html, parse_xml, tag, unread_entities
    from ingest.sts import is_sts, read_sts
    from ingest.web import is_html, read_html

    if path.stat().st_size > _MOST_BYTES:
        raise LimitExceeded(path.name, f"it has more than {_MOST_BYTES // 2**20} MiB of markup, which no standard has; split it")
    data = path.read_bytes()
    root = parse_html(data, path.name) if _is_html(data) else parse_xml(data, path.name)
    progress("clauses", 0, 0)
    if is_sts(root):
        return _marked(read_sts(root, path.name), unread_entities(root))
    if is_html(root):
        return read_html(root, path.name)
    raise NotADocument(
        path.name, f"this is XML of another kind (<{tag(root)[:40]}>), neither NISO STS nor a web page; save it as PDF"
    )


def _marked(document: Document, entities: Sequence[str]) -> Document:
    """``document`` with a mark for the entities that stand in its text unread."""
    if not entities:
        return document
    names = ", ".join(entities[:5]) + (", …" if len(entities) > 5 else "")
    marks = (
        *document.standard.marks,
        f"it holds entities that are not read ({names:.200}); get it with their text in their place",
    )
    return replace(document, standard=replace(document.standard, marks=marks))


def _is_html(data: bytes) -> bool:
    """Whether markup is a web page, also one that calls itself XML."""
    head = re.sub(rb"\x00", b"", data[:_HEAD])  # of UTF-16
    found = _HTML.search(re.sub(rb"<!--.*?-->|<\?.*?\?>", b"", head, flags=re.DOTALL))
    return found is not None and not re.search(rb"<(?:\w+:)?(?:standard|adoption)\b", head)
