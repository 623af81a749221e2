"""Pages without usable text, read from their picture; what OCR read is marked, page by page."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.clause import Box
from ingest.engines import RAPID, TESSERACT, read_picture, sureness
from ingest.health import is_bad, is_strange
from ingest.line import Page
from ingest.pictured import pictured_labels, read_labels_of, with_labels
from ingest.rapid import is_installed
from ingest.scan import even_sizes, scanned_page
from ingest.script import hint
from ingest.triage import Reason, without_text

if TYPE_CHECKING:
    from PIL.Image import Image

LONG_SIDE = 2200
"""Pixels of the longer side of a page's picture: by pixels and not by dpi, because a scan's page may claim to be a metre high."""
_SMALL = 400
_INK = 0.002
_BETTER = 1.15
"""Somebody's OCR of a page is kept where it has this much more text than ours."""
_MORE = 1.5
"""A page with exact text of its own, a little, is read by OCR only if it gains this much."""
_DARK = 160


def read_pictures(
    path: Path,
    pages: Sequence[Page],
    progress: Callable[[int], None],
    *,
    threads: int = 2,
    leave: Mapping[int, str] | None = None,
) -> list[Page]:
    """``pages`` with those read by OCR that have no usable text.

    Args:
        path: the PDF.
        pages: all pages of it, as ``pages.read_pages`` gives them, blank ones for pages without text.
        progress: called with the number of each page before it is read.
        threads: processors that OCR may use.
        leave: pages that OCR must leave alone, with the reason.
    """
    from ingest.pages import page_pictures

    shown = [page.number for page in pages if page.width > 0]
    pictures = page_pictures(path, shown)
    reasons = without_text(pages, pictures)
    sound = [page.raw for page in pages if page.number not in reasons]
    expected = hint(sound, path.stem) if reasons else ""
    labels = pictured_labels([page for page in pages if page.number not in reasons], pictures)
    out = []
    for page in pages:
        reason = reasons.get(page.number)
        if page.width <= 0 or (reason is None and not labels.get(page.number)):
            out.append(page)
        elif leave and page.number in leave:
            out.append(replace(page, marks=(*page.marks, f"page {page.number}: OCR was given up ({leave[page.number]})")))
        else:
            progress(page.number)
            if reason is None:
                out.append(_with_labels(path, page, labels[page.number], threads))
                continue
            read, lang = _read(path, page, reason, expected, threads)
            expected = lang or expected
            out.append(read)
    return even_sizes(out, frozenset((RAPID, TESSERACT))) if reasons else out


def _read(path: Path, page: Page, reason: Reason, expected: str, threads: int) -> tuple[Page, str]:
    """The page after OCR, and the language that tesseract was told ("" for rapidocr)."""
    if reason in (Reason.EMPTY, Reason.WATERMARK) and not has_more(path, page):
        return page, ""
    picture = _picture(path, page.number, LONG_SIDE)
    found = read_picture(picture, expected, threads=threads)
    if found.missing:
        return _unread(page, reason, found.missing), ""
    read = scanned_page(found.strips, page, picture.size, found.reader, found.turn)
    if worth(read.raw) <= 0:  # lines of a drawing, taken for a letter or two
        return page, ""
    if reason is Reason.LAYER and worth(page.raw) > _BETTER * worth(read.raw) * sureness(found.strips):
        return _unread(page, reason, "our own reads it no better; a person must check its digits and comparison signs"), ""
    if reason in (Reason.PICTURE, Reason.WATERMARK) and worth(read.raw) < _MORE * worth(page.raw):
        return page, ""
    return read, found.lang


def _with_labels(path: Path, page: Page, boxes: Sequence[Box], threads: int) -> Page:
    """A page of text whose numbers of clauses are pictures, these read."""
    if not is_installed():
        return with_labels(page, dict.fromkeys(boxes, ("", 0.0)))
    picture = _picture(path, page.number, LONG_SIDE)
    scale = max(picture.size) / max(page.width, page.height)
    sides = [(box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1) for box in boxes]
    crops = [picture.crop([round(side * scale) for side in box]) for box in sides]  # type: ignore[arg-type]
    return with_labels(page, dict(zip(boxes, read_labels_of(crops, threads=threads), strict=True)))


def _unread(page: Page, reason: Reason, why: str) -> Page:
    """A page that OCR does not read: its own text, where that is not wrong, and in any case a mark."""
    if reason in (Reason.LAYER, Reason.PICTURE):
        return replace(page, marks=(*page.marks, f"page {page.number}: {reason}; {why}"))
    return replace(page, lines=(), raw="", marks=(f"page {page.number} could not be read, {reason}: {why}",))


def worth(raw: str) -> float:
    """How much text a reading of a page has, in characters; noise counts against it.

    Bad OCR leaves letters that stand alone on lines of their own, and characters that nobody prints.
    """
    lines = [line.replace(" ", "") for line in raw.splitlines()]
    alone = sum(len(line) for line in lines if len(line) <= 2 and not line.isdigit())
    strange = sum(is_strange(char) or is_bad(char) for line in lines for char in line)
    return sum(map(len, lines)) - 3.0 * (alone + strange)


def _picture(path: Path, number: int, long_side: int) -> Image:
    from PIL import Image

    from ingest.pages import page_picture

    return Image.open(io.BytesIO(page_picture(path, number, long_side=long_side))).convert("L")


def has_more(path: Path, page: Page) -> bool:
    """Whether there is anything on the page beside its text."""
    from PIL import ImageDraw

    picture = _picture(path, page.number, _SMALL)
    scale = max(picture.size) / max(page.width, page.height)
    pen = ImageDraw.Draw(picture)
    for line in page.lines:
        pen.rectangle([side * scale for side in (line.box.x0, line.box.top, line.box.x1, line.box.bottom)], fill=255)
    dark = sum(picture.histogram()[:_DARK])
    return dark > _INK * picture.width * picture.height
