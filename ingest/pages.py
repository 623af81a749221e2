"""PDF to pages of positioned lines. The only module that imports pypdfium2 and pdfplumber.

pdfium reads every page: its characters with boxes are about twenty times as fast as pdfplumber's words. pdfplumber reads only the
pages that pdfium reads badly, and the better of the two is taken. A page that fails costs that page alone and leaves a mark.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.characters import Handle, text_glyphs
from ingest.clause import Box
from ingest.errors import DamagedDocument, DocumentError, EmptyDocument, FileMissing, NotADocument, NoText, PasswordNeeded
from ingest.glyph import LETTER, Canvas, Glyph, from_pdfminer
from ingest.health import better, is_poor, page_marks
from ingest.line import Bookmark, Page, Pictures, Rule
from ingest.lines import main_turn, page_lines, raw_text
from ingest.picture import framed
from ingest.rules import page_rules

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

MOST_GLYPHS = 200_000
"""A page with more characters than this is not a printed page; it is marked and not read."""
MOST_PIXELS = 40_000_000
_INVISIBLE = 3
_WHOLE = 0.8
"""A picture that covers this part of a page hides the text below it."""
_MOST_OBJECTS = 2_000
_FEWEST_RULES = 2
"""A table has so many ruled lines at least."""
_HEAD = 1024
_PASSWORD_ERROR = 4


def read_pages(
    path: Path, *, pages: range | None = None, blank: bool = False, progress: Callable[[int, int], None] | None = None
) -> tuple[Page, ...]:
    """Every page of a PDF as lines, in order.

    Args:
        path: the file.
        pages: 1-based numbers of the pages wanted; all when None.
        blank: give pages even where none of them has text, for OCR to read.
        progress: called before each page with its number and the number of pages in the file; what it raises is passed on.

    Raises:
        FileMissing, EmptyDocument, NotADocument, PasswordNeeded, DamagedDocument: the file as a whole cannot be read.
        NoText: none of its pages has usable text.
    """
    with _opened(path) as document:
        count = len(document)
        wanted = [n for n in (pages or range(1, count + 1)) if 1 <= n <= count]
        read = tuple(_read_page(document, path, number) for number in _announced(wanted, count, progress))
    if read and not blank and not any(page.lines for page in read):
        raise NoText(path.name, "no page has usable text; the file needs OCR before it can be read")
    return read


def _announced(wanted: list[int], count: int, progress: Callable[[int, int], None] | None) -> Iterator[int]:
    for number in wanted:
        if progress is not None:
            progress(number, count)
        yield number


def read_bookmarks(path: Path) -> tuple[Bookmark, ...]:
    """The outline of a PDF, in order; empty where there is none or where it is broken."""
    import pypdfium2

    found = []
    with _opened(path) as document:
        try:
            for entry in document.get_toc():
                target = entry.get_dest()
                index = target.get_index() if target else None
                found.append(Bookmark(entry.get_title().strip(), 0 if index is None else index + 1, entry.level + 1))
        except (pypdfium2.PdfiumError, UnicodeDecodeError, ValueError):
            return tuple(found)
    return tuple(found)


def page_picture(path: Path, page: int, *, boxes: Sequence[Box] = (), long_side: int = 1600) -> bytes:
    """One page as a PNG with frames around ``boxes``; boxes of other pages are left out.

    Args:
        path: the file.
        page: 1-based number of the page.
        boxes: rectangles to frame, in points as displayed.
        long_side: pixels of the longer side.

    Raises:
        DocumentError: the file cannot be opened, or has no such page.
    """
    with _opened(path) as document:
        if not 1 <= page <= len(document):
            raise DocumentError(path.name, f"there is no page {page}; the file has {len(document)}", page=page)
        image, scale = _drawn(document, page, long_side)
        return framed(image, [box for box in boxes if box.page == page], scale)


def page_images(path: Path, *, long_side: int = 1600) -> Iterator[tuple[int, Image | None, float]]:
    """Every page in turn: its number, its picture, and the pixels of a point; None for a page that cannot be drawn.

    Raises:
        DocumentError: the file cannot be opened.
    """
    import pypdfium2

    with _opened(path) as document:
        for page in range(1, len(document) + 1):
            try:
                image, scale = _drawn(document, page, long_side)
            except (pypdfium2.PdfiumError, OSError, ValueError, ZeroDivisionError):
                yield page, None, 0.0
            else:
                yield page, image, scale


def _drawn(document: pypdfium2.PdfDocument, page: int, long_side: int) -> tuple[Image, float]:
    sheet = document[page - 1]
    width, height = sheet.get_size()
    scale = min(long_side / max(width, height), (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    image = sheet.render(scale=scale).to_pil().convert("RGB")
    sheet.close()
    return image, scale


def page_pictures(path: Path, pages: Sequence[int]) -> dict[int, Pictures]:
    """The pictures on each of ``pages`` (1-based); a page that cannot be opened has none."""
    import pypdfium2

    found: dict[int, Pictures] = {}
    with _opened(path) as document:
        for number in pages:
            try:
                found[number] = _pictures(document, number)
            except (pypdfium2.PdfiumError, OSError, ValueError):
                found[number] = Pictures()
    return found


def _pictures(document: pypdfium2.PdfDocument, number: int) -> Pictures:
    import pypdfium2.raw as pdfium

    sheet = document[number - 1]
    canvas = _canvas(sheet)
    sides = [ctypes.c_float() for _ in range(4)]
    boxes = []
    texts = hidden = 0
    for index in range(min(pdfium.FPDFPage_CountObjects(sheet.raw), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(sheet.raw, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts += 1
            hidden += pdfium.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
        if kind != pdfium.FPDF_PAGEOBJ_IMAGE or not pdfium.FPDFPageObj_GetBounds(item, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        (ax, ay), (bx, by) = canvas.shown(left, top), canvas.shown(right, bottom)
        boxes.append(Box(number, min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
        if abs((ax - bx) * (ay - by)) > _WHOLE * canvas.width * canvas.height:
            hidden = texts
    sheet.close()
    return Pictures(tuple(boxes), hidden / texts if texts else 0.0)


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """The document, open in pdfium; every way of failing as one of the typed errors."""
    import pypdfium2

    _check_file(path)
    try:
        document = pypdfium2.PdfDocument(path, password="")
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR:
            raise PasswordNeeded(path.name, "the file is encrypted; save a copy without a password") from error
        raise DamagedDocument(path.name, f"no reader opens it ({error}); get the file again from its source") from error
    try:
        if len(document) == 0:
            raise EmptyDocument(path.name, "the file has no pages; get it again from its source")
        yield document
    finally:
        document.close()


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise FileMissing(path.name, "no such file; check the path")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise EmptyDocument(path.name, "the file has no bytes; get it again from its source")
    if b"%PDF" not in head:
        raise NotADocument(path.name, "this is not a PDF, whatever its name says")


def _read_page(document: pypdfium2.PdfDocument, path: Path, number: int) -> Page:
    """One page by the reader that reads it best; never raises for a page."""
    import pypdfium2

    mark, second = "", False
    rules: tuple[Rule, ...] = ()
    try:
        canvas, glyphs, rules, second = _pdfium_glyphs(document, number)
    except (pypdfium2.PdfiumError, OSError, ValueError) as error:
        canvas, glyphs, mark = LETTER, [], f"page {number} could not be read ({error})"
    reader = "pdfium" if glyphs else "none"
    if second and not mark:
        other = _plumber_glyphs(path, number)
        if better(other, glyphs):
            glyphs, reader = other, "pdfplumber"
    lines = page_lines(glyphs, number, ruled=len(rules) >= _FEWEST_RULES)
    marks = (mark,) if mark else page_marks(glyphs, number)
    return Page(number, canvas.width, canvas.height, lines, raw_text(lines), reader, marks, rules, main_turn(glyphs))


def _canvas(sheet: pypdfium2.PdfPage) -> Canvas:
    x0, y0, x1, y1 = sheet.get_bbox()
    return Canvas(x0, y0, x1, y1, (sheet.get_rotation() // 90) % 4)


def _pdfium_glyphs(document: pypdfium2.PdfDocument, number: int) -> tuple[Canvas, list[Glyph], tuple[Rule, ...], bool]:
    """Canvas, glyphs and ruled lines of a page, and whether another reader should try it.

    Raises:
        ValueError: the page claims more characters than a printed page has.
    """
    import pypdfium2.raw as pdfium

    sheet = document[number - 1]
    canvas = _canvas(sheet)
    if canvas.width <= 0 or canvas.height <= 0:
        canvas = LETTER
    text = sheet.get_textpage()
    count = pdfium.FPDFText_CountChars(text.raw)
    if count > MOST_GLYPHS:
        raise ValueError(f"it claims {count} characters")
    glyphs = text_glyphs(pdfium, text.raw, count, canvas)
    second = is_poor(glyphs) and _has_text(sheet.raw)
    rules = page_rules(pdfium, sheet.raw, canvas)
    text.close()
    sheet.close()
    return canvas, glyphs, rules, second


def _has_text(sheet: Handle) -> bool:
    """Whether the page shows text, or a form that may hold some: then a reader that found none has failed."""
    import pypdfium2.raw as pdfium

    kinds = (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM)
    count = min(pdfium.FPDFPage_CountObjects(sheet), _MOST_OBJECTS)
    return any(pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(sheet, i)) in kinds for i in range(count))


def _plumber_glyphs(path: Path, number: int) -> list[Glyph]:
    """The glyphs that pdfplumber reads on a page; none where it fails."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(path, pages=[number], password="") as document:
            return [from_pdfminer(char) for char in document.pages[0].chars if char["text"].strip()]
    except Exception:  # pdfminer raises whatever a broken file makes of it; pdfium's reading stands then
        return []
