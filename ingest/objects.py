"""What is in a file beside text, from pdfium's raw interface: the pictures of a page, whether it shows text at all, forms."""

from __future__ import annotations

import ctypes
from enum import IntEnum
from types import ModuleType

from ingest.characters import Handle
from ingest.clause import Box
from ingest.glyph import Canvas
from ingest.line import Pictures

_INVISIBLE = 3
_WHOLE = 0.8
"""A picture that covers this part of a page hides the text below it."""
_MOST_OBJECTS = 2_000


class Form(IntEnum):
    """What form a file holds: a sheet with an XFA form besides, or nothing but an XFA form; as pdfium counts them."""

    NONE = 0
    PLAIN = 1
    XFA_ONLY = 2
    XFA = 3


def pictures_of(pdfium: ModuleType, sheet: Handle, canvas: Canvas, number: int) -> Pictures:
    """The pictures on page ``number``, and how much of its text cannot be seen.

    Args:
        pdfium: pdfium's raw interface (``pypdfium2.raw``), which ``pages`` alone imports.
        sheet: the open page.
        canvas: the page as displayed.
        number: its 1-based number.
    """
    sides = [ctypes.c_float() for _ in range(4)]
    boxes = []
    texts = hidden = 0
    for index in range(min(pdfium.FPDFPage_CountObjects(sheet), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(sheet, index)
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
    return Pictures(tuple(boxes), hidden / texts if texts else 0.0)


def shows_text(pdfium: ModuleType, sheet: Handle) -> bool:
    """Whether the page shows text, or a form that may hold some: then a reader that found none has failed."""
    kinds = (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM)
    count = min(pdfium.FPDFPage_CountObjects(sheet), _MOST_OBJECTS)
    return any(pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(sheet, i)) in kinds for i in range(count))
