"""The second reader: what pdfplumber makes of a file, page by page, whatever is broken in it. The only module that imports it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from ingest.glyph import Canvas, Glyph, from_pdfminer

Found = Any
"""A page or a document of pdfminer and pdfplumber, which have no types for what is damaged."""
_LOCKED = ("PDFPasswordIncorrect", "PDFEncryptionError")


class LockedError(Exception):
    """The file is encrypted, and the empty password does not open it."""


class SecondReader:
    """A file as pdfplumber reads it; opened when it is first asked for a page, and never failing for one.

    ``pages`` is how many it finds, None before it was asked; ``broken`` says that it lost its way in the tree of pages, so that
    there may be more.
    """

    def __init__(self, path: Path) -> None:
        self.pages: int | None = None
        self.broken = False
        self._path = path
        self._found: list[Found] = []
        self._document: Found = None

    def count(self) -> int:
        """How many pages it finds; 0 where it cannot open the file.

        Raises:
            LockedError: the file has a password.
        """
        if self.pages is None:
            try:
                self._open()
            except Exception as error:  # pdfminer raises whatever a broken file makes of it
                cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
                if type(cause).__name__ in _LOCKED:
                    self.pages = 0
                    raise LockedError from error
                self.broken = True
            self.pages = len(self._found)
        return self.pages

    def _open(self) -> None:
        import pdfplumber
        from pdfminer.pdfpage import PDFPage

        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
        self._document = pdfplumber.open(self._path, password="")
        for page in PDFPage.create_pages(self._document.doc):
            self._found.append(page)  # one by one: what comes before a broken page is kept

    def read(self, number: int) -> tuple[Canvas, list[Glyph]] | None:
        """Canvas and glyphs of page ``number`` (1-based); None where it finds no such page, or fails on it."""
        try:
            if not 1 <= number <= self.count():
                return None
            return self._read(self._found[number - 1], number)
        except Exception:  # as above; the other reader's text stands then
            return None

    def _read(self, found: Found, number: int) -> tuple[Canvas, list[Glyph]]:
        from pdfplumber.page import Page

        x0, y0, x1, y1 = _visible(found)
        # pdfplumber fails on a page without a box of its own, and measures from the corner of the sheet and not of what is shown.
        found.mediabox = (x0, y0, x1, y1)
        found.attrs["MediaBox"] = [x0, y0, x1, y1]
        for name in ("CropBox", "TrimBox", "BleedBox", "ArtBox"):
            found.attrs.pop(name, None)
        found.attrs["Rotate"] = found.rotate = found.rotate // 90 * 90 % 360
        canvas = Canvas(x0, y0, x1, y1, found.rotate // 90)
        page = Page(self._document, found, page_number=number, initial_doctop=0)
        left, top = page.bbox[:2]
        glyphs: list[Glyph] = []
        space = False
        for char in page.chars:
            if char["text"].strip():
                glyphs.append(from_pdfminer(char, left, top, canvas.height)._replace(space=space))
                space = False
            else:
                space = True
        page.close()
        return canvas, glyphs


def _visible(found: Found) -> tuple[float, float, float, float]:
    """The part of the sheet that is displayed, in the file's coordinates."""
    (a, b, c, d), (e, f, g, h) = found.mediabox, found.cropbox
    a, b, c, d = min(a, c), min(b, d), max(a, c), max(b, d)
    x0, y0, x1, y1 = max(a, min(e, g)), max(b, min(f, h)), min(c, max(e, g)), min(d, max(f, h))
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else (a, b, c, d)
