"""The ruled lines of a page from pdfium's raw interface: what frames the cells of tables. It asks for as little as it can."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from types import ModuleType
from typing import NamedTuple

from ingest.characters import Handle, bare
from ingest.glyph import Canvas
from ingest.line import Rule

MOST_OBJECTS = 6_000
"""A page of more objects is a map or a drawing; the rest of it is not looked at."""
_MOST_SEGMENTS = 400
"""So are paths of more segments."""
_DEEPEST = 3
_THIN, _LONG = 3.0, 6.0
"""A rule is no thicker, and no shorter, in points."""
_STRAIGHT = 0.6
"""The ends of a straight segment differ by no more across its direction."""

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _Shape(NamedTuple):
    """A rectangle or segment in the file's coordinates."""

    x0: float
    y0: float
    x1: float
    y1: float


def page_rules(pdfium: ModuleType, sheet: Handle, canvas: Canvas) -> tuple[Rule, ...]:
    """The horizontal and vertical lines drawn on an open page, as displayed: strokes, and the thin areas that stand for them."""
    reader = _Reader(pdfium)
    found = []
    page = ctypes.c_void_p(ctypes.addressof(sheet.contents))
    for shape in reader.shapes(page, "FPDFPage_CountObjects", "FPDFPage_GetObject", _IDENTITY, 0):
        (ax, ay), (bx, by) = canvas.shown(shape.x0, shape.y0), canvas.shown(shape.x1, shape.y1)
        found.append(_rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    return tuple(dict.fromkeys(found))


def _rule(x0: float, top: float, x1: float, bottom: float) -> Rule:
    """The middle of a thin area, along its longer side."""
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return Rule(round(x0, 1), round(middle, 1), round(x1, 1), round(middle, 1))
    middle = (x0 + x1) / 2
    return Rule(round(middle, 1), round(top, 1), round(middle, 1), round(bottom, 1))


class _Reader:
    """Walks the objects of a page, those of its forms among them."""

    def __init__(self, pdfium: ModuleType) -> None:
        self._pdfium = pdfium
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._refs = [ctypes.byref(side) for side in self._sides]
        self._left = MOST_OBJECTS

    def _ask(self, name: str, item: ctypes.c_void_p, *arguments: object) -> int:
        return int(bare(self._pdfium, name, ctypes.c_int)(item, *arguments))

    def shapes(self, holder: ctypes.c_void_p, count: str, item_at: str, matrix: _Matrix, depth: int) -> Iterator[_Shape]:
        pdfium = self._pdfium
        get, kind_of = bare(pdfium, item_at, ctypes.c_void_p), bare(pdfium, "FPDFPageObj_GetType", ctypes.c_int, ctypes.c_void_p)
        path, form, image = pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_IMAGE
        for index in range(min(self._ask(count, holder), self._left)):
            self._left -= 1
            address = get(holder, index)
            kind = kind_of(address)
            if kind == path:
                yield from self._path(ctypes.c_void_p(address), matrix)
            elif kind == image:
                yield from self._thin(ctypes.c_void_p(address), matrix)
            elif kind == form and depth < _DEEPEST:
                item = ctypes.c_void_p(address)
                inner = _times(self._matrix(item), matrix)
                yield from self.shapes(item, "FPDFFormObj_CountObjects", "FPDFFormObj_GetObject", inner, depth + 1)

    def _bounds(self, item: ctypes.c_void_p, matrix: _Matrix) -> _Shape | None:
        if not self._ask("FPDFPageObj_GetBounds", item, *self._refs):
            return None
        left, bottom, right, top = (side.value for side in self._sides)
        if matrix is _IDENTITY:
            return _Shape(left, bottom, right, top)
        (ax, ay), (bx, by) = _moved(left, bottom, matrix), _moved(right, top, matrix)
        return _Shape(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def _thin(self, item: ctypes.c_void_p, matrix: _Matrix) -> Iterator[_Shape]:
        bounds = self._bounds(item, matrix)
        if bounds is not None and _is_thin(bounds):
            yield bounds

    def _path(self, item: ctypes.c_void_p, matrix: _Matrix) -> Iterator[_Shape]:
        bounds = self._bounds(item, matrix)
        if bounds is None or max(bounds.x1 - bounds.x0, bounds.y1 - bounds.y0) < _LONG:
            return
        if _is_thin(bounds):
            yield bounds
            return
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        self._ask("FPDFPath_GetDrawMode", item, ctypes.byref(filled), ctypes.byref(stroked))
        count = self._ask("FPDFPath_CountSegments", item)
        if count > _MOST_SEGMENTS or not (stroked.value or (filled.value and count > 5)):
            return
        inner = _times(self._matrix(item), matrix)
        for part in self._subpaths(item, count, inner):
            if stroked.value:
                yield from (_Shape(*a, *b) for a, b in pairwise(part) if _is_straight(a, b))
            elif _is_thin(area := _around(part)):
                yield area

    def _subpaths(self, item: ctypes.c_void_p, count: int, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
        """The corners of each part of a path; a curve ends a part, for what it draws is no rule."""
        line_to, segment_at = self._pdfium.FPDF_SEGMENT_LINETO, bare(self._pdfium, "FPDFPath_GetPathSegment", ctypes.c_void_p)
        x, y = self._sides[:2]
        part: list[tuple[float, float]] = []
        for index in range(count):
            segment = ctypes.c_void_p(segment_at(item, index))
            kind = self._ask("FPDFPathSegment_GetType", segment)
            self._ask("FPDFPathSegment_GetPoint", segment, *self._refs[:2])
            point = _moved(x.value, y.value, matrix)
            if kind != line_to:
                if len(part) > 1:
                    yield part
                part = []
            part.append(point)
            if self._ask("FPDFPathSegment_GetClose", segment) and len(part) > 1:
                part.append(part[0])
        if len(part) > 1:
            yield part

    def _matrix(self, item: ctypes.c_void_p) -> _Matrix:
        matrix = self._pdfium.FS_MATRIX()
        if not self._ask("FPDFPageObj_GetMatrix", item, ctypes.byref(matrix)):
            return _IDENTITY
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _is_thin(shape: _Shape) -> bool:
    width, height = shape.x1 - shape.x0, shape.y1 - shape.y0
    return min(width, height) <= _THIN and max(width, height) >= _LONG


def _is_straight(a: tuple[float, float], b: tuple[float, float]) -> bool:
    across, along = sorted((abs(a[0] - b[0]), abs(a[1] - b[1])))
    return across <= _STRAIGHT and along >= _LONG


def _around(points: list[tuple[float, float]]) -> _Shape:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return _Shape(min(xs), min(ys), max(xs), max(ys))


def _moved(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(first: _Matrix, second: _Matrix) -> _Matrix:
    """The matrix that does ``first``, then ``second``."""
    if second is _IDENTITY:
        return first
    a, b, c, d, e, f = first
    (ax, ay), (bx, by) = _moved(a, b, second), _moved(c, d, second)
    x, y = second[4], second[5]
    ex, ey = _moved(e, f, second)
    return ax - x, ay - y, bx - x, by - y, ex, ey
