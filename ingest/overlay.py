"""Pictures of pages with what was read drawn on them, to look at: ``parse --overlay``.

A frame for each clause, coloured by its level, or by its kind where it is no numbered clause; its label at the frame. Thinner
frames for what belongs to a clause. A clause whose confidence is low is red and dashed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.clause import Box, Document, Kind

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont
    from PIL.ImageFont import ImageFont as PlainFont

    Font = FreeTypeFont | PlainFont

Colour = tuple[int, int, int]

DOUBTFUL = 0.5
"""A clause of a lower confidence is drawn as doubtful."""
_RED = (214, 30, 30)
_BY_LEVEL = ((20, 90, 200), (0, 130, 90), (150, 70, 190), (190, 110, 0), (0, 130, 160), (110, 110, 30))
_BY_KIND: dict[Kind, Colour] = {
    Kind.FOREWORD: (110, 110, 110),
    Kind.INTRODUCTION: (110, 110, 110),
    Kind.BIBLIOGRAPHY: (110, 110, 110),
    Kind.ANNEX: (120, 60, 20),
    Kind.TERM: (170, 0, 110),
    Kind.TABLE: (0, 150, 60),
    Kind.FIGURE: (0, 140, 190),
    Kind.FORMULA: (0, 140, 190),
    Kind.NOTE: (200, 130, 0),
    Kind.EXAMPLE: (200, 130, 0),
    Kind.FOOTNOTE: (200, 130, 0),
    Kind.LIST_ITEM: (90, 130, 220),
}
_FONTS = (
    "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "msyh.ttc", "PingFang.ttc", "simsun.ttc",
    "wqy-microhei.ttc", "DejaVuSans.ttf", "arial.ttf",
)  # fmt: skip
"""Fonts of a system that may have the letters of labels; without any, labels outside of ASCII are left out."""
_DASH = 9
_MARGIN = 0.1  # of the page's width, on either side: names stand there, and cover nothing


@dataclass(frozen=True, slots=True)
class Mark:
    """A frame on a page: ``name`` what is written at it, "" for nothing; ``thin`` for a part of a clause."""

    box: Box
    name: str
    colour: Colour
    thin: bool = False
    doubtful: bool = False


def marks_of(document: Document) -> dict[int, list[Mark]]:
    """What is drawn on each page: the clauses in order, each before its parts."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for clause in document.clauses:
        doubtful = clause.confidence < DOUBTFUL
        colour = _RED if doubtful else _BY_KIND.get(clause.kind) or _BY_LEVEL[min(clause.level, len(_BY_LEVEL)) - 1]
        name = clause.cited if clause.kind is Kind.CLAUSE else f"{clause.cited} · {clause.kind}"
        name += f" ({clause.confidence:.0%})" if doubtful else ""
        for n, box in enumerate(clause.boxes):
            found[box.page].append(Mark(box, name if not n else f"… {name}", colour, doubtful=doubtful))
        for part in clause.parts:
            weak = part.confidence < DOUBTFUL
            for box in part.boxes:
                colour = _RED if weak else _BY_KIND.get(part.kind, _BY_LEVEL[0])
                found[box.page].append(Mark(box, part.label or str(part.kind), colour, thin=True, doubtful=weak))
    return found


def draw_overlays(document: Document, path: Path, folder: Path, *, long_side: int = 1600) -> Iterator[Path]:
    """Write a PNG for each page of the PDF at ``path`` into ``folder``, which is made, and yield its place.

    A page that cannot be drawn has no picture.

    Raises:
        DocumentError: the PDF cannot be opened.
        OSError: a picture cannot be written.
    """
    from ingest.pages import page_images

    marks = marks_of(document)
    folder.mkdir(parents=True, exist_ok=True)
    for page, image, scale in page_images(path, long_side=long_side):
        if image is None:
            continue
        place = folder / f"{path.stem}-p{page:03}.png"
        _drawn(image, marks.get(page, ()), scale).save(place, format="PNG")
        yield place


def _drawn(page: Image, marks: Iterable[Mark], scale: float) -> Image:
    """``page`` between margins for the names, with ``marks`` drawn."""
    from PIL import Image as Images
    from PIL import ImageDraw

    margin = round(_MARGIN * page.width)
    image = Images.new("RGB", (page.width + 2 * margin, page.height), (235, 235, 235))
    image.paste(page, (margin, 0))
    pen = ImageDraw.Draw(image)
    font = _font(max(11, round(max(image.size) / 110)))
    for mark in marks:
        box = mark.box
        # Parts stand inside of their clause, so that the lines of both are seen.
        away = -1 if mark.thin else 2
        left, right = sorted((margin + box.x0 * scale - away, margin + box.x1 * scale + away))
        top, bottom = sorted((box.top * scale - away, box.bottom * scale + away))
        corners = (left, top, right, bottom)
        if mark.doubtful:
            _dashed(pen, corners, mark.colour, 1 if mark.thin else 2)
        else:
            pen.rectangle(corners, outline=mark.colour, width=1 if mark.thin else 2)
        _name(pen, corners, mark, font)
    return image


def _name(pen: ImageDraw, corners: tuple[float, float, float, float], mark: Mark, font: Font) -> None:
    """The name on its colour: of a clause before the frame, of a part behind it, so that neither covers the text."""
    name = _writable(mark.name, font)
    if not name:
        return
    left, top, right, bottom = pen.textbbox((0, 0), name, font=font)
    x = corners[2] + 2 if mark.thin else max(0.0, corners[0] - (right - left) - 6)
    y = corners[1]
    pen.rectangle((x, y, x + right - left + 4, y + bottom - top + 4), fill=mark.colour)
    pen.text((x + 2 - left, y + 2 - top), name, fill=(255, 255, 255), font=font)


def _dashed(pen: ImageDraw, corners: tuple[float, float, float, float], colour: Colour, width: int) -> None:
    x0, y0, x1, y1 = corners
    for y in (y0, y1):
        for start in _steps(x0, x1):
            pen.line((start, y, min(start + _DASH, x1), y), fill=colour, width=width)
    for x in (x0, x1):
        for start in _steps(y0, y1):
            pen.line((x, start, x, min(start + _DASH, y1)), fill=colour, width=width)


def _steps(first: float, last: float) -> Iterator[float]:
    for n in count():
        if (at := first + 2 * n * _DASH) > last:
            return
        yield at


def _font(size: int) -> Font:
    from PIL import ImageFont

    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _writable(name: str, font: Font) -> str:
    """``name`` as far as a font has its letters: Pillow's own has ASCII only."""
    own = getattr(font, "path", None)
    return name if isinstance(own, str) and own else "".join(char for char in name if char.isascii()).strip()
