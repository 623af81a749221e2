"""What a file is, by how its content begins, whatever its name says."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from ingest.errors import EmptyDocument, FileMissing, NotADocument, unreadable
from ingest.formats import looks_like_csv

SUFFIXES = frozenset({".pdf", ".docx", ".xml", ".html", ".htm", ".xhtml", ".jsonl", ".csv"})
"""Files with these names are taken from a folder even when their content is something else, so that the user hears of it."""
KINDS = "PDF, Word (DOCX), NISO STS (XML), web pages (HTML), clause lists (JSONL, CSV)"
"""What can be read, in words for messages."""
LISTS = frozenset({".jsonl", ".csv"})
"""Names of clause lists, which may hold many standards; every other file holds one."""

_HEAD = 1024
NEITHER = "this is neither a PDF nor a Word document, NISO STS, web page or clause list"
_AGAIN = "; get it again from its source, as a PDF"
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old or an encrypted office document: save it as DOCX without a password, or as PDF"),
    (b"\x89PNG", "a picture: make a PDF of it and run OCR over it"),
    (b"\xff\xd8\xff", "a picture: make a PDF of it and run OCR over it"),
    (b"{\\rtf", "a rich text document: save it as DOCX or PDF"),
    (b"[", "a JSON list: a clause list has one object a line, without the brackets around"),
)
_MARKUP = re.compile(rb"<(?:\?xml|!|[A-Za-z])")
_MARKS_OF_UTF16 = (b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00", b"\x00<")


class Content(StrEnum):
    """The kinds of files that are read."""

    PDF = "pdf"
    ARCHIVE = "archive"
    MARKUP = "markup"
    JSONL = "jsonl"
    CSV = "csv"


def content_of(file: Path) -> Content:
    """What a file is, by its first kibibyte; the name decides only which error a file of no known kind gets.

    Raises:
        FileMissing, EmptyDocument: there is nothing to be read.
        NotADocument: it is of none of the kinds that are read.
    """
    if not file.exists():
        raise FileMissing(str(file), "no such file; check the path")
    if not file.is_file():
        raise NotADocument(str(file), "this is a folder or a device, and not a file; name a file")
    head = head_of(file)
    if not head:
        raise EmptyDocument(file.name, "the file has no bytes; get it again from its source")
    if (found := _by_head(head)) is not None:
        return found
    text = _bare(head)
    if file.suffix.lower() in LISTS and text[:1].isascii():
        return Content(file.suffix.lower()[1:])
    known = next((f" (it looks like {what})" for magic, what in _OTHERS if text.startswith(magic)), "")
    raise NotADocument(file.name, f"{NEITHER}, whatever its name says{known or _AGAIN}")


def is_document(head: bytes) -> bool:
    """Whether ``head``, the beginning of a file with a strange name, is surely that of a document."""
    return head.startswith(b"%PDF")


def head_of(file: Path) -> bytes:
    """The first kibibyte of a file.

    Raises:
        DocumentError: the system cannot read it.
    """
    try:
        with file.open("rb") as content:
            return content.read(_HEAD)
    except OSError as error:
        raise unreadable(str(file), error) from None


def _bare(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _by_head(head: bytes) -> Content | None:
    text = _bare(head)
    if text.startswith(b"{") and not text.startswith(b"{\\rtf"):
        return Content.JSONL
    if head.startswith(b"PK\x03\x04"):
        return Content.ARCHIVE
    if _MARKUP.match(text) or head.startswith(_MARKS_OF_UTF16):
        return Content.MARKUP
    if b"%PDF" in head:
        return Content.PDF
    return Content.CSV if looks_like_csv(head.decode("utf-8", "replace")) else None
