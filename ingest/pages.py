"""PDF to pages of positioned lines. The only module that imports pypdfium2 and pdfplumber.

pdfium reads every page: its characters with boxes are about twenty times as fast as pdfplumber's words. pdfplumber reads a page only
where pdfium reads it badly, and the better of the two is taken. A page that fails costs that page alone and leaves a mark.
"""

from __future__ import annotations

import ctypes
import io
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.clause import Box
from ingest.errors import DamagedDocument, DocumentError, EmptyDocument, FileMissing, NotADocument, NoText, PasswordNeeded
from ingest.glyph import SKEW, Canvas, Glyph
from ingest.health import better, is_poor, page_marks
from ingest.line import Bookmark, Page
from ingest.lines import page_lines, raw_text

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

MOST_GLYPHS = 200_000
"""A page with more characters than this is not a printed page; it is marked and not read."""
MOST_PIXELS = 40_000_000
_HEAD = 1024
_BOLD_WEIGHTS = range(600, 951)
"""What lies above is no weight: pdfium guesses it from a stem width that some writers invent."""
_BOLD_NAMES = ("bold", "black", "heavy", "simhei", "stheiti", "demi", "黑", "fzht", "fzhei", "hei-", "-bd", "-hv")
_STROKED = 2
_SLOPE = 0.2
_ASCII = 0x80
_EM_WIDE = 0.85
_HYPHENS = frozenset((2, 0xAD, 0xFFFE))
"""How pdfium reports a hyphen that breaks a word at the end of a line."""
_BLANKS = frozenset((*range(0x21), 0xA0, 0x2000, 0x2001, 0x2002, 0x2003, 0x2009, 0x200B, 0x3000, 0xFEFF, 0xFFFF)) - _HYPHENS
_SURROGATES = (0xD800, 0xDC00, 0xE000)
_PASSWORD_ERROR = 4
_LETTER = (0.0, 0.0, 612.0, 792.0)


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
        sheet = document[page - 1]
        scale = long_side / max(sheet.get_size())
        width, height = sheet.get_size()
        scale = min(scale, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        image = sheet.render(scale=scale).to_pil().convert("RGB")
    _draw(image, [box for box in boxes if box.page == page], scale)
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


def page_pictures(path: Path, pages: Sequence[int]) -> dict[int, tuple[Box, ...]]:
    """The boxes of the pictures on each of ``pages`` (1-based), as displayed; a page that cannot be opened has none."""
    import pypdfium2

    found: dict[int, tuple[Box, ...]] = {}
    with _opened(path) as document:
        for number in pages:
            try:
                found[number] = _pictures(document, number)
            except (pypdfium2.PdfiumError, OSError, ValueError):
                found[number] = ()
    return found


def _pictures(document: pypdfium2.PdfDocument, number: int) -> tuple[Box, ...]:
    import pypdfium2.raw as pdfium

    sheet = document[number - 1]
    canvas = Canvas(*sheet.get_bbox(), (sheet.get_rotation() // 90) % 4)
    sides = [ctypes.c_float() for _ in range(4)]
    boxes = []
    for index in range(pdfium.FPDFPage_CountObjects(sheet.raw)):
        item = pdfium.FPDFPage_GetObject(sheet.raw, index)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_IMAGE and pdfium.FPDFPageObj_GetBounds(item, *sides):
            left, bottom, right, top = (side.value for side in sides)
            (ax, ay), (bx, by) = canvas.shown(left, top), canvas.shown(right, bottom)
            boxes.append(Box(number, min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    sheet.close()
    return tuple(boxes)


def _draw(image: Image, boxes: Sequence[Box], scale: float) -> None:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    width = max(2, round(scale * 1.5))
    for box in boxes:
        corners = [box.x0 * scale - width, box.top * scale - width, box.x1 * scale + width, box.bottom * scale + width]
        pen.rectangle(corners, outline=(200, 30, 30), width=width)


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

    try:
        canvas, glyphs, mark = _pdfium_glyphs(document, number)
    except (pypdfium2.PdfiumError, OSError, ValueError) as error:
        canvas, glyphs, mark = Canvas(*_LETTER, 0), [], f"page {number} could not be read ({error})"
    reader = "pdfium" if glyphs else "none"
    if not mark and is_poor(glyphs):
        other = _plumber_glyphs(path, number, canvas)
        if better(other, glyphs):
            glyphs, reader = other, "pdfplumber"
    lines = page_lines(glyphs, number)
    marks = (mark,) if mark else page_marks(glyphs, number)
    return Page(number, canvas.width, canvas.height, lines, raw_text(lines), reader, marks)


def _pdfium_glyphs(document: pypdfium2.PdfDocument, number: int) -> tuple[Canvas, list[Glyph], str]:
    """Canvas, glyphs and a mark ("" when all went well) of a page."""
    import pypdfium2.raw as pdfium

    sheet = document[number - 1]
    x0, y0, x1, y1 = sheet.get_bbox()
    canvas = Canvas(x0, y0, x1, y1, (sheet.get_rotation() // 90) % 4)
    if canvas.width <= 0 or canvas.height <= 0:
        canvas = Canvas(*_LETTER, 0)
    text = sheet.get_textpage()
    count = pdfium.FPDFText_CountChars(text.raw)
    if count > MOST_GLYPHS:
        return canvas, [], f"page {number} claims {count} characters and was not read"
    glyphs = _glyphs(text.raw, count, canvas)
    text.close()
    sheet.close()
    return canvas, glyphs, ""


def _glyphs(text: Any, count: int, canvas: Canvas) -> list[Glyph]:
    """Visible characters of an open text page, in the order of the content stream."""
    import pypdfium2.raw as pdfium

    styles = _Styles()
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_rect, at_x, at_y = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    unicode, loose, origin = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    tight, box = pdfium.FPDFText_GetCharBox, [ctypes.c_double() for _ in range(4)]
    sides = [ctypes.byref(side) for side in box]
    shown = canvas.shown
    glyphs: list[Glyph] = []
    space = False
    high = 0
    for i in range(count):
        code = unicode(text, i)
        if code in _HYPHENS:
            code = 0xAD
        elif code in _BLANKS:
            space = True
            continue
        elif _SURROGATES[0] <= code < _SURROGATES[1]:
            high = code
            continue
        elif _SURROGATES[1] <= code < _SURROGATES[2]:
            code, high = (0x10000 + ((high - _SURROGATES[0]) << 10) + (code - _SURROGATES[1]), 0) if high else (0xFFFD, 0)
        if not (loose(text, i, at_rect) and origin(text, i, at_x, at_y)):
            continue
        size, bold, turn = styles.of(text, i, canvas)
        right = rect.right
        if code < _ASCII and chr(code).isalnum() and right - rect.left > _EM_WIDE * size and tight(text, i, *sides):
            right = max(rect.left, box[1].value)  # the font claims a full em for every letter
        ax, ay = shown(rect.left, rect.top)
        bx, by = shown(right, rect.bottom)
        ox, oy = shown(x.value, y.value)
        base = ox if turn % 2 else oy
        glyphs.append(Glyph(chr(code), min(ax, bx), max(ax, bx), min(ay, by), max(ay, by), base, size, bold, turn, space))
        space = False
    return glyphs


class _Styles:
    """Size, weight and direction of characters, asked once for each text object and font."""

    def __init__(self) -> None:
        self._object = 0
        self._last = (0.0, False, 0)
        self._bold: dict[int, bool] = {}

    def of(self, text: Any, index: int, canvas: Canvas) -> tuple[float, bool, int]:
        import pypdfium2.raw as pdfium

        handle = pdfium.FPDFText_GetTextObject(text, index)
        if not handle:
            return self._last
        address = ctypes.addressof(handle.contents)
        if address == self._object:
            return self._last
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
        size = pdfium.FPDFText_GetFontSize(text, index) * (matrix.c**2 + matrix.d**2) ** 0.5
        turn = _quarter(matrix.a, matrix.b, canvas.rotation)
        font = pdfium.FPDFTextObj_GetFont(handle)
        bold = self._is_bold(font) if font else False
        bold = bold or pdfium.FPDFTextObj_GetTextRenderMode(handle) == _STROKED
        self._object, self._last = address, (size, bold, turn)
        return self._last

    def _is_bold(self, font: Any) -> bool:
        import pypdfium2.raw as pdfium

        address = ctypes.addressof(font.contents)
        if address not in self._bold:
            buffer = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = _font_name(buffer.value)
            heavy = pdfium.FPDFFont_GetWeight(font) in _BOLD_WEIGHTS
            self._bold[address] = heavy or any(word in name for word in _BOLD_NAMES)
        return self._bold[address]


def _font_name(name: bytes) -> str:
    """A font's name in lower case; Chinese writers put it in GBK."""
    try:
        return name.decode("utf8").lower()
    except UnicodeDecodeError:
        return name.decode("gbk", "replace").lower()


def _quarter(a: float, b: float, rotation: int) -> int:
    """Writing direction as displayed in quarter turns clockwise, from the text matrix and the page's rotation."""
    if min(abs(a), abs(b)) > _SLOPE * max(abs(a), abs(b)):
        return SKEW
    if abs(a) >= abs(b):
        turn = 0 if a >= 0 else 2
    else:
        turn = 3 if b > 0 else 1
    return (turn + rotation) % 4


def _plumber_glyphs(path: Path, number: int, canvas: Canvas) -> list[Glyph]:
    """The glyphs that pdfplumber reads on a page; none where it fails."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(path, pages=[number], password="") as document:
            found = [_plumbed(char, canvas) for char in document.pages[0].chars if char["text"].strip()]
    except Exception:  # noqa: BLE001 - pdfminer raises whatever a broken file makes of it; pdfium's reading stands then
        return []
    return found


def _plumbed(char: dict[str, Any], canvas: Canvas) -> Glyph:
    turn = 0 if char.get("upright", True) else 1
    base = float(char["x0"] if turn else char["bottom"] - 0.2 * char["size"])
    bold = any(word in str(char.get("fontname", "")).lower() for word in _BOLD_NAMES)
    return Glyph(
        char["text"], float(char["x0"]), float(char["x1"]), float(char["top"]), float(char["bottom"]), base,
        float(char["size"]), bold, turn, False,
    )
