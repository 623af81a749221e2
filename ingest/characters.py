"""The characters of a page from pdfium's raw interface: a loop that asks for as little as it can, for it runs very often."""

from __future__ import annotations

import ctypes
from types import ModuleType
from typing import Any

from ingest.glyph import BLANKS, HYPHENS, SOFT_HYPHEN, Canvas, Glyph, character, is_bold, quarter

Handle = Any
"""A pointer of pdfium's interface; its library gives them no types."""
_STROKED = 2
_ASCII = 0x80
_EM_WIDE = 0.85
_WIDE = "MWmw"
"""Letters that fill an em in honest fonts too."""


def text_glyphs(pdfium: ModuleType, text: Handle, count: int, canvas: Canvas) -> list[Glyph]:
    """Visible characters of an open text page, in the order of the content stream.

    Args:
        pdfium: pdfium's raw interface (``pypdfium2.raw``), which ``pages`` alone imports.
        text: the open text page.
        count: its number of characters.
        canvas: the page as displayed.
    """
    styles = _Styles(pdfium, text, canvas)
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_rect, at_x, at_y = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    unicode, loose, origin = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    glyphs: list[Glyph] = []
    space, high = False, 0
    for i in range(count):
        code = unicode(text, i)
        if code in BLANKS:
            space = True
            continue
        char, high = character(SOFT_HYPHEN if code in HYPHENS else code, high)
        if not char or not (loose(text, i, at_rect) and origin(text, i, at_x, at_y)):
            continue
        size, bold, turn = styles.of(i)
        right = rect.right
        if code < _ASCII and right - rect.left > _EM_WIDE * size and char.isalnum() and char not in _WIDE:
            right = styles.right_edge(i, rect.left)  # the font claims a full em for every letter
        ax, ay = canvas.shown(rect.left, rect.top)
        bx, by = canvas.shown(right, rect.bottom)
        base = canvas.shown(x.value, y.value)[1 - turn % 2]
        if ax > bx:
            ax, bx = bx, ax
        if ay > by:
            ay, by = by, ay
        glyphs.append(Glyph(char, ax, bx, ay, by, base, size, bold, turn, space))
        space = False
    return glyphs


class _Styles:
    """Size, weight and direction of the characters of a text page, asked once for each text object and font."""

    def __init__(self, pdfium: ModuleType, text: Handle, canvas: Canvas) -> None:
        self._pdfium = pdfium
        self._text = text
        self._canvas = canvas
        self._object = 0
        self._last = (0.0, False, 0)
        self._bold: dict[int, bool] = {}

    def of(self, index: int) -> tuple[float, bool, int]:
        """Font size in points, bold, and turn of character ``index``."""
        pdfium = self._pdfium
        handle = pdfium.FPDFText_GetTextObject(self._text, index)
        address = ctypes.addressof(handle.contents) if handle else self._object
        if address == self._object:
            return self._last
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, index, ctypes.byref(matrix))
        size = pdfium.FPDFText_GetFontSize(self._text, index) * (matrix.c**2 + matrix.d**2) ** 0.5
        font = pdfium.FPDFTextObj_GetFont(handle)
        bold = bool(font) and self._is_bold(font)
        bold = bold or pdfium.FPDFTextObj_GetTextRenderMode(handle) == _STROKED
        self._object, self._last = address, (size, bold, quarter(matrix.a, matrix.b, self._canvas.rotation))
        return self._last

    def right_edge(self, index: int, left: float) -> float:
        """The right edge of what character ``index`` shows, at least ``left``, in the file's coordinates."""
        pdfium = self._pdfium
        sides = [ctypes.c_double() for _ in range(4)]
        pdfium.FPDFText_GetCharBox(self._text, index, *(ctypes.byref(side) for side in sides))
        return max(left, sides[1].value)

    def _is_bold(self, font: Handle) -> bool:
        pdfium = self._pdfium
        address = ctypes.addressof(font.contents)
        if address not in self._bold:
            buffer = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
            self._bold[address] = is_bold(buffer.value, pdfium.FPDFFont_GetWeight(font))
        return self._bold[address]
