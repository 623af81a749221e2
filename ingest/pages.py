"""PDF to pages of positioned lines. The only module that imports pypdfium2.

pdfium reads every page: its characters with boxes are about twenty times as fast as pdfplumber's words. pdfplumber (``second``)
reads only the pages that pdfium reads badly, in an audit all of them, and the better of the two is taken. A page that fails costs
that page alone and leaves a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.audit import compare, count_pages
from ingest.characters import text_glyphs
from ingest.clause import Audited, Box
from ingest.errors import DamagedDocument, DocumentError, EmptyDocument, FileMissing, NotADocument, NoText, PasswordNeeded
from ingest.glyph import LETTER, NOTHING, Canvas, Glyph
from ingest.glyphs import Glyphs
from ingest.health import better, is_poor, page_marks
from ingest.line import Bookmark, Page, Pictures, Rule
from ingest.lines import main_turn, page_lines, raw_text
from ingest.objects import Form, pictures_of, shows_text
from ingest.picture import framed
from ingest.rules import page_rules
from ingest.second import LockedError, SecondReader

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

MOST_GLYPHS = 200_000
"""A page with more characters than this is not a printed page; it is marked and not read."""
MOST_PIXELS = 40_000_000
_FEWEST_RULES = 2
"""A table has so many ruled lines at least."""
_HEAD = 1024
_PASSWORD_ERROR, _SECURITY_ERROR = 4, 5
_ALONE = "pdfium does not open the file, pdfplumber alone read it: compare the text with the page"
_LOCKED = "the file is encrypted, and no reader opens it without its password; save a copy without a password"


def read_pages(
    path: Path,
    *,
    pages: range | None = None,
    blank: bool = False,
    progress: Callable[[int, int], None] | None = None,
    second: Callable[[int], bool] = lambda _: True,
    audit: Callable[[Audited], None] | None = None,
) -> tuple[Page, ...]:
    """Every page of a PDF as lines, in order.

    Args:
        path: the file.
        pages: 1-based numbers of the pages wanted; all when None.
        blank: give pages even where none of them has text, for OCR to read.
        progress: called before each page with its number and the number of pages in the file; what it raises is passed on.
        second: asked before pdfplumber reads a page; False leaves it out.
        audit: told of each page what both readers make of it, and in the end of page 0 how many pages they find.

    Raises:
        FileMissing, EmptyDocument, NotADocument, PasswordNeeded, DamagedDocument: the file as a whole cannot be read.
        NoText: none of its pages has usable text.
    """
    other = SecondReader(path)
    try:
        with _opened(path) as document:
            count = len(document)
            wanted = [n for n in (pages or range(1, count + 1)) if 1 <= n <= count]
            read = tuple(_read_page(document, other, n, second, audit) for n in _announced(wanted, count, progress))
            if audit is not None and second(0):
                audit(count_pages(count, other))
    except DamagedDocument:
        read = _by_second_reader(path, other, pages, progress, second)
        if not read:
            raise
    if read and not blank and not any(page.lines for page in read):
        raise NoText(path.name, "no page has usable text; run OCR over the file before it is read")
    return read


def _announced(wanted: list[int], count: int, progress: Callable[[int, int], None] | None) -> Iterator[int]:
    for number in wanted:
        if progress is not None:
            progress(number, count)
        yield number


def read_bookmarks(path: Path) -> tuple[Bookmark, ...]:
    """The outline of a PDF, in order; empty where there is none, or where it or the file is broken."""
    import pypdfium2

    found = []
    with suppress(DamagedDocument, pypdfium2.PdfiumError, UnicodeDecodeError, ValueError), _opened(path) as document:
        for entry in document.get_toc():
            target = entry.get_dest()
            index = target.get_index() if target else None
            found.append(Bookmark(entry.get_title().strip(), 0 if index is None else index + 1, entry.level + 1))
    return tuple(found)


def form_of(path: Path) -> Form:
    """What form a PDF holds; none where pdfium does not open the file."""
    with suppress(DamagedDocument), _opened(path) as document:
        return Form(document.get_formtype())
    return Form.NONE


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
            raise DocumentError(path.name, f"there is no page {page}; name one of its {len(document)}", page=page)
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

    found = dict.fromkeys(pages, Pictures())
    with suppress(DamagedDocument), _opened(path) as document:
        for number in pages:
            with suppress(pypdfium2.PdfiumError, OSError, ValueError):
                found[number] = _pictures(document, number)
    return found


def _pictures(document: pypdfium2.PdfDocument, number: int) -> Pictures:
    import pypdfium2.raw as pdfium

    sheet = document[number - 1]
    found = pictures_of(pdfium, sheet.raw, _canvas(sheet), number)
    sheet.close()
    return found


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """The document, open in pdfium; every way of failing as one of the typed errors."""
    import pypdfium2

    _check_file(path)
    try:
        document = pypdfium2.PdfDocument(path, password="")
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD_ERROR, _SECURITY_ERROR):
            raise PasswordNeeded(path.name, _LOCKED) from error
        reason = str(error).partition("(")[2].rstrip(".)") or str(error)  # "Failed to load document (PDFium: …)."
        raise DamagedDocument(path.name, f"no reader opens it ({reason:.80}); get it again from its source") from error
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
        raise NotADocument(path.name, "this is not a PDF, whatever its name says; get it again from its source")


def _read_page(
    document: pypdfium2.PdfDocument,
    other: SecondReader,
    number: int,
    second: Callable[[int], bool],
    audit: Callable[[Audited], None] | None,
) -> Page:
    """One page by the reader that reads it best; never raises for a page."""
    import pypdfium2

    failed, again, huge = "", False, False
    canvas = NOTHING
    glyphs: Sequence[Glyph] = ()
    rules: tuple[Rule, ...] = ()
    try:
        canvas, glyphs, rules, again = _pdfium_glyphs(document, number)
    except ValueError as error:
        canvas, failed, huge = LETTER, str(error), True
    except (pypdfium2.PdfiumError, OSError) as error:
        failed, again = str(error).rstrip("."), True
    reader = "pdfium"
    if (again or audit is not None) and not huge and second(number):
        size, theirs = other.read(number) or (NOTHING, [])
        taken = better(theirs, glyphs)
        if audit is not None:
            audit(compare(number, glyphs, theirs, "pdfplumber" if taken else "pdfium"))
        if taken:
            canvas, glyphs, reader, failed = size, theirs, "pdfplumber", ""
    if failed:
        return Page(number, canvas.width, canvas.height, (), "", "none", (f"page {number} could not be read ({failed})",))
    return _page(number, canvas, glyphs, reader, rules)


def _page(number: int, canvas: Canvas, glyphs: Sequence[Glyph], reader: str, rules: tuple[Rule, ...] = ()) -> Page:
    lines = page_lines(glyphs, number, ruled=len(rules) >= _FEWEST_RULES)
    marks = page_marks(glyphs, number)
    reader = reader if glyphs else "none"
    return Page(number, canvas.width, canvas.height, lines, raw_text(lines), reader, marks, rules, main_turn(glyphs))


def _by_second_reader(
    path: Path,
    other: SecondReader,
    pages: range | None,
    progress: Callable[[int, int], None] | None,
    second: Callable[[int], bool],
) -> tuple[Page, ...]:
    """The pages of a file that pdfium does not open, as pdfplumber reads them; none where it reads nothing either."""
    try:
        count = other.count() if second(0) else 0
    except LockedError:
        raise PasswordNeeded(path.name, _LOCKED) from None
    wanted = [n for n in (pages or range(1, count + 1)) if 1 <= n <= count]
    found = []
    for number in _announced(wanted, count, progress):
        canvas, glyphs = (other.read(number) if second(number) else None) or (NOTHING, [])
        page = _page(number, canvas, glyphs, "pdfplumber")
        found.append(replace(page, marks=(*page.marks, f"page {number}: {_ALONE}")))
    return tuple(found) if any(page.lines for page in found) else ()


def _canvas(sheet: pypdfium2.PdfPage) -> Canvas:
    x0, y0, x1, y1 = sheet.get_bbox()
    return Canvas(x0, y0, x1, y1, (sheet.get_rotation() // 90) % 4)


def _pdfium_glyphs(document: pypdfium2.PdfDocument, number: int) -> tuple[Canvas, Glyphs, tuple[Rule, ...], bool]:
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
    again = is_poor(glyphs) and shows_text(pdfium, sheet.raw)
    rules = page_rules(pdfium, sheet.raw, canvas)
    text.close()
    sheet.close()
    return canvas, glyphs, rules, again
