"""What the commands that read files say of it on stderr: which page OCR is at, and where the two readers of PDFs differ."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from app.terminal import say
from ingest.clause import Audited

_EVERY = 5.0
"""Seconds between two lines on how far OCR is: it takes some two seconds for a page."""


def ocr_progress() -> Callable[[Path, int, int], None]:
    """Says which page OCR reads, for a batch as a whole no more often than every few seconds; nothing for short work."""
    last = time.monotonic()

    def told(file: Path, page: int, pages: int) -> None:
        nonlocal last
        if time.monotonic() - last > _EVERY:
            last = time.monotonic()
            say(f"{file.name}: OCR is at page {page} of {pages}")

    return told


def say_audit(file: str, audit: Sequence[Audited]) -> None:
    """Write one line that sums up what the two readers of PDFs make of ``file``, and a small table of what they disagree on."""
    from ingest.audit import is_alike

    if not audit:
        return
    rows = [found for found in audit if not is_alike(found)]
    pages, differ = sum(found.page > 0 for found in audit), sum(found.page > 0 for found in rows)
    say(f"{file}: both readers read {pages} pages, and differ on {differ}")
    if rows:
        say(f"{'':8}{'pdfium':>10}{'pdfplumber':>12}{'differ':>8}  taken")
    for found in rows:
        place = f"p. {found.page}" if found.page else "pages"
        say(f"{place:8}{found.pdfium:>10}{found.pdfplumber:>12}{found.differ:>8}  {found.taken}")
