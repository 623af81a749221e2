"""Damaged, odd and hostile PDFs, made here: what is read of them, what is marked, and which error says what to do."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from rawpdf import document, text, write_pdf

from ingest.audit import is_alike
from ingest.clause import Audited
from ingest.pages import page_picture, read_pages
from ingest.read import read
from ingest.second import SecondReader

ROOT = Path(__file__).parent.parent
ROWS = (
    "1 Scope",
    "This document sets limits for the noise of machines.",
    "2 Limits",
    "The level shall not exceed 85 dB at any place of work.",
)


def made(path: Path, objects: dict[int, bytes], **options: bytes) -> Path:
    path.write_bytes(write_pdf(objects, **options))
    return path


def marks(path: Path, **options: object) -> tuple[str, ...]:
    return read(path, **options)[0].standard.marks  # type: ignore[arg-type]


# pages and boxes


def test_a_page_without_a_size_gets_one_and_keeps_its_text(tmp_path: Path) -> None:
    path = made(tmp_path / "nobox.pdf", document(text(*ROWS), text("3 Marking", "It shall bear a mark."), box=None))
    first, second = read_pages(path)
    assert (first.width, first.height) == (612, 792)
    assert [line.text for line in first.lines] == list(ROWS)
    assert second.lines
    seen = SecondReader(path).read(1)
    assert seen is not None, "pdfplumber alone raises on such a page"
    assert "".join(glyph.text for glyph in seen[1]) == "".join(ROWS).replace(" ", "")
    assert [c.clause for c in read(path)[0].clauses] == ["1", "2", "3"]


FRAMES = [
    (box, rotation, crop)
    for rotation in (0, 90, 180, 270)
    for box, crop in [
        (b"[0 0 595 842]", b""),
        (b"[0 0 842 595]", b""),
        (b"[100 50 695 892]", b""),
        (b"[0 0 900 1000]", b"/CropBox [40 60 635 902] "),
    ]
]


@pytest.mark.parametrize(("box", "rotation", "crop"), FRAMES)
def test_boxes_sit_on_the_words_of_the_page_as_it_is_displayed(tmp_path: Path, box: bytes, rotation: int, crop: bytes) -> None:
    content = text(*ROWS, x=160, y=480)
    path = made(tmp_path / "page.pdf", document(content, box=box, page=b"/Rotate %d %s" % (rotation, crop)))
    (page,) = read_pages(path)
    picture = Image.open(io.BytesIO(page_picture(path, 1, long_side=1684))).convert("L").point(lambda grey: 255 * (grey < 128))
    scale = max(picture.size) / max(page.width, page.height)
    assert picture.size == (pytest.approx(page.width * scale, abs=2), pytest.approx(page.height * scale, abs=2))
    assert [line.text for line in page.lines] == list(ROWS)
    everything = picture.histogram()[255]
    inside = 0
    for line in page.lines:
        sides = (line.box.x0, line.box.top, line.box.x1, line.box.bottom)
        found = picture.crop([round(side * scale) for side in sides])  # type: ignore[arg-type]
        ink = found.histogram()[255]
        left, upper, right, lower = found.getbbox() or (0, 0, 0, 0)
        assert (right - left) * (lower - upper) > 0.5 * found.width * found.height, "the box is no larger than its words"
        inside += ink
    assert inside > 0.97 * everything > 0
    assert _agree(path)


def _agree(path: Path) -> bool:
    """Whether pdfplumber places every character where pdfium does."""
    told: list[Audited] = []
    (page,) = read_pages(path, audit=told.append)
    seen = SecondReader(path).read(1)
    assert seen is not None
    canvas, glyphs = seen
    assert (canvas.width, canvas.height) == (pytest.approx(page.width), pytest.approx(page.height))
    spread = [(g.x0, g.bottom if g.turn % 2 else g.x1, g.base) for g in glyphs]
    low, high = min(side[0] for side in spread), max(g.x1 for g in glyphs)
    assert low == pytest.approx(min(line.box.x0 for line in page.lines), abs=3)
    assert high == pytest.approx(max(line.box.x1 for line in page.lines), abs=3)
    return all(is_alike(found) for found in told)
