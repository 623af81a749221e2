"""The characters of a page from pdfium's raw interface, all of them at once: column by column, and not one by one.

Calls are what costs. Asked without the types that pdfium's library declares for arguments, and with pointers that are made once
for all pages, a call takes half of the time; what holds for all characters of a text object is asked once for each object.
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise, repeat
from operator import gt
from types import ModuleType
from typing import Any

from ingest.glyph import BLANKS, HYPHENS, SKEW, SOFT_HYPHEN, Canvas, character, is_bold, quarter
from ingest.glyphs import Glyphs

Handle = Any
"""A pointer of pdfium's interface; its library gives them no types."""
_STROKED = 2
_EM_WIDE = 0.85
_WIDE = "MWmw"
"""Letters that fill an em in honest fonts too."""
_STEEP = 0.6
"""Where one of two neighbours in a text object stands so much higher, in font sizes, they have no baseline in common."""
_CELL = 6  # floats: a matrix; a rectangle has four
_FEWEST_CELLS = 4096
_SURROGATE = re.compile("[\ud800-\udfff]")
_HYPHENS = str.maketrans({chr(code): chr(SOFT_HYPHEN) for code in HYPHENS})
_NOTHING = frozenset(map(chr, BLANKS)) | {""}


def text_glyphs(pdfium: ModuleType, text: Handle, count: int, canvas: Canvas) -> Glyphs:
    """Visible characters of an open text page, in the order of the content stream.

    Args:
        pdfium: pdfium's raw interface (``pypdfium2.raw``), which ``pages`` alone imports.
        text: the open text page.
        count: its number of characters.
        canvas: the page as displayed.
    """
    chars = _characters(pdfium, text, count)
    seen = [i for i, char in enumerate(chars) if char not in _NOTHING]
    if not seen:
        return Glyphs()
    page = _TextPage(pdfium, text, canvas)
    left, top, right, bottom = page.boxes(seen)
    objects = page.objects(seen)
    owner = list(accumulate((a != b for a, b in pairwise(objects)), initial=0))
    first = [0, *(k for k, (a, b) in enumerate(pairwise(owner), 1) if a != b)]
    styles = page.styles([seen[k] for k in first], [objects[k] for k in first])
    size, base, bold, turn = ([column[o] for o in owner] for column in zip(*styles, strict=True))
    steps = zip(owner, owner[1:], bottom, bottom[1:], size, strict=False)
    steep = {o for o, p, a, b, em in steps if o == p and abs(a - b) > _STEEP * em}  # skewed, upright, or set downwards
    for k, o in enumerate(owner):
        if o in steep or turn[k] == SKEW:
            base[k] = page.base(seen[k], turn[k])
    shown = [chars[i] for i in seen]
    for k, char in enumerate(shown):
        if right[k] - left[k] > _EM_WIDE * size[k] and char.isascii() and char.isalnum() and char not in _WIDE:
            right[k] = page.right_edge(seen[k], left[k])  # the font claims a full em for every letter
    x0, x1 = _ordered(canvas.across(left, top), canvas.across(right, bottom))
    y0, y1 = _ordered(canvas.down(left, top), canvas.down(right, bottom))
    space = [after - before > 1 and any(chars[before + 1 : after]) for before, after in pairwise([-1, *seen])]
    return Glyphs(shown, x0, x1, y0, y1, base, size, bold, turn, space)


def _ordered(one: list[float], other: list[float]) -> tuple[list[float], list[float]]:
    """The lesser and the greater of two sides of every box."""
    if not any(map(gt, one, other)):
        return one, other
    return list(map(min, one, other)), list(map(max, one, other))


def _characters(pdfium: ModuleType, text: Handle, count: int) -> Sequence[str]:
    """The character at every place of a text page, "" for the first half of a pair."""
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text, 0, count, units) - 1
    found = bytes(units).decode("utf-16-le", "surrogatepass")[:written]
    if len(found) == count and not _SURROGATE.search(found):
        return found.translate(_HYPHENS)
    out, high = [], 0
    for i in range(count):  # some of them have no character, so the text does not say what stands where
        code = pdfium.FPDFText_GetUnicode(text, i)
        if code in BLANKS:
            out.append(" ")
            continue
        char, high = character(SOFT_HYPHEN if code in HYPHENS else code, high)
        out.append(char)
    return out


@lru_cache(maxsize=2)
def _cells(count: int) -> tuple[ctypes.Array[ctypes.c_float], list[Any]]:
    """Room for ``count`` matrices or rectangles, and pointers to them."""
    room = (ctypes.c_float * (_CELL * count))()
    return room, [ctypes.byref(room, index * _CELL * ctypes.sizeof(ctypes.c_float)) for index in range(count)]


@lru_cache
def bare(pdfium: ModuleType, name: str, result: type | None, *arguments: type) -> Callable[..., Any]:
    """A function of pdfium's that trusts its arguments, but for those whose types are given."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0)


class _TextPage:
    """An open text page, asked for many characters at a time; ``places`` are their indices."""

    def __init__(self, pdfium: ModuleType, text: Handle, canvas: Canvas) -> None:
        self._pdfium = pdfium
        self._bare = ctypes.c_void_p(ctypes.addressof(text.contents))
        self._canvas = canvas
        self._sides = [ctypes.c_double() for _ in range(4)]
        self._refs = [ctypes.byref(side) for side in self._sides]

    def boxes(self, places: Sequence[int]) -> list[list[float]]:
        """Left, top, right and bottom of the loose boxes, in the file's coordinates."""
        return self._floats("FPDFText_GetLooseCharBox", places)[:4]

    def objects(self, places: Iterable[int]) -> list[int]:
        """The addresses of the text objects; one that has none belongs to the one before it."""
        ask = bare(self._pdfium, "FPDFText_GetTextObject", ctypes.c_void_p)
        found = list(map(ask, repeat(self._bare), places))
        return list(accumulate(found, lambda before, here: here or before)) if None in found else found

    def styles(self, places: Sequence[int], objects: Sequence[int]) -> Iterator[tuple[float, float, bool, int]]:
        """Size, baseline, weight and turn of ``objects``, of which each has a character in ``places``."""
        pdfium = self._pdfium
        points = map(bare(pdfium, "FPDFText_GetFontSize", ctypes.c_double), repeat(self._bare), places)
        fonts = list(map(bare(pdfium, "FPDFTextObj_GetFont", ctypes.c_void_p, ctypes.c_void_p), objects))
        modes = map(bare(pdfium, "FPDFTextObj_GetTextRenderMode", ctypes.c_int, ctypes.c_void_p), objects)
        heavy = {font: bool(font) and self._is_bold(font) for font in set(fonts)}
        a, b, c, d, e, f = self._floats("FPDFText_GetMatrix", places)
        turns = [quarter(x, y, self._canvas.rotation) for x, y in zip(a, b, strict=True)]
        across, down = self._canvas.across(e, f), self._canvas.down(e, f)
        bases = [x if turn % 2 else y for turn, x, y in zip(turns, across, down, strict=True)]
        sizes = [point * (x**2 + y**2) ** 0.5 for point, x, y in zip(points, c, d, strict=True)]
        bolds = [heavy[font] or mode == _STROKED for font, mode in zip(fonts, modes, strict=True)]
        return zip(sizes, bases, bolds, turns, strict=True)

    def base(self, place: int, turn: int) -> float:
        """The baseline of one character as displayed."""
        bare(self._pdfium, "FPDFText_GetCharOrigin", None)(self._bare, place, *self._refs[:2])
        return self._canvas.shown(self._sides[0].value, self._sides[1].value)[1 - turn % 2]

    def right_edge(self, place: int, left: float) -> float:
        """The right edge of what one character shows, at least ``left``, in the file's coordinates."""
        bare(self._pdfium, "FPDFText_GetCharBox", None)(self._bare, place, *self._refs)
        return max(left, self._sides[1].value)

    def _floats(self, name: str, places: Sequence[int]) -> list[list[float]]:
        """What a function writes for each place, float by float."""
        room, cells = _cells(max(_FEWEST_CELLS, 1 << len(places).bit_length()))
        deque(map(bare(self._pdfium, name, None), repeat(self._bare), places, cells), maxlen=0)
        found: Any = memoryview(room).cast("B").cast("f")[: _CELL * len(places)]
        return [found[column::_CELL].tolist() for column in range(_CELL)]

    def _is_bold(self, font: int) -> bool:
        pdfium = self._pdfium
        handle = ctypes.cast(font, pdfium.FPDF_FONT)
        buffer = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(handle, buffer, 256)
        return is_bold(buffer.value, pdfium.FPDFFont_GetWeight(handle))
