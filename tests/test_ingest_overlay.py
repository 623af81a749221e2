"""Pictures of pages show where clauses were found, and which of them are doubtful."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ingest.clause import Box, Clause, Document, Kind, Part, Standard
from ingest.errors import NotADocument
from ingest.overlay import draw_overlays

FIRST = Box(1, 100, 100, 400, 200)
SECOND = Box(1, 100, 300, 400, 500)
NOTE = Box(1, 150, 400, 350, 450)
TURNED = Box(2, 50, 50, 700, 150)


def document(confidence: float = 1.0) -> Document:
    note = Part(Kind.NOTE, "NOTE", 0, 4, page=1, boxes=(NOTE,))
    clauses = (
        Clause("S 1", "1", "en", text="It is so.", id="1", page=1, boxes=(FIRST,)),
        Clause("S 1", "2", "en", text="NOTE", id="2", page=1, boxes=(SECOND, TURNED), parts=(note,), confidence=confidence),
    )
    return Document(Standard("S 1", "en", pages=2), clauses)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    canvas = Canvas(str(tmp_path / "two.pdf"), pagesize=(600, 800))
    canvas.showPage()
    canvas.setPageSize((800, 600))  # as displayed: a sheet of 600 by 800 that is turned
    canvas.setPageRotation(90)
    canvas.showPage()
    canvas.save()
    return tmp_path / "two.pdf"


def coloured(picture: Path, width: float, box: Box) -> list[tuple[int, int, int]]:
    """The colours along the upper edge of a box, some pixels to either side; ``width`` of the page in points."""
    with Image.open(picture) as image:
        margin = round(image.width / 12)
        scale = (image.width - 2 * margin) / width
        x = [round(margin + scale * at) for at in (box.x0 + (box.x1 - box.x0) * part / 40 for part in range(8, 32))]
        y = range(round(scale * box.top) - 5, round(scale * box.top) + 6)
        pixels = [min((image.getpixel((at, row)) for row in y), key=sum) for at in x]
    return [(int(r), int(g), int(b)) for r, g, b in pixels]


def is_red(pixel: tuple[int, int, int]) -> bool:
    return pixel[0] > 150 and pixel[1] < 100 and pixel[2] < 100


def test_each_page_has_a_picture_with_the_frames_of_its_clauses(pdf: Path, tmp_path: Path) -> None:
    first, second = draw_overlays(document(), pdf, tmp_path / "out" / "here", long_side=800)
    assert [first.name, second.name] == ["two-p001.png", "two-p002.png"]
    for box in (FIRST, SECOND, NOTE):
        assert all(sum(pixel) < 600 for pixel in coloured(first, 600, box)), box
    assert all(sum(pixel) > 700 for pixel in coloured(first, 600, Box(1, 100, 600, 400, 700)))
    assert all(sum(pixel) < 600 for pixel in coloured(second, 800, TURNED))


def test_what_is_doubtful_is_red_and_dashed(pdf: Path, tmp_path: Path) -> None:
    first, _ = draw_overlays(document(confidence=0.2), pdf, tmp_path, long_side=800)
    edge = coloured(first, 600, SECOND)
    assert any(map(is_red, edge))
    assert not all(map(is_red, edge))
    assert not any(map(is_red, coloured(first, 600, FIRST)))


def test_only_a_pdf_has_pages_to_draw_on(tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_text("{}")
    with pytest.raises(NotADocument):
        list(draw_overlays(document(), tmp_path / "list.jsonl", tmp_path))
