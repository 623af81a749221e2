import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.clause import Box
from ingest.errors import DamagedDocument, DocumentError, EmptyDocument, FileMissing, NotADocument, NoText, PasswordNeeded
from ingest.glyph import Glyph
from ingest.health import better
from ingest.lines import page_lines, raw_text
from ingest.pages import page_picture, read_bookmarks, read_pages

SHARED = Path(__file__).parent.parent.parent / "shared" / "pdf"


def glyphs(text, x=50.0, base=100.0, size=10.0, step=6.0, bold=False, space=False):
    out = []
    for i, char in enumerate(text):
        if char != " ":
            blank = space or (i > 0 and text[i - 1] == " ")
            x0 = x + i * step
            out.append(Glyph(char, x0, x0 + step, base - 0.8 * size, base + 0.2 * size, base, size, bold, 0, blank))
    return out


def sheet(path, draw, **options):
    canvas = Canvas(str(path), pagesize=(400, 600), **options)
    draw(canvas)
    canvas.save()
    return path


def shared(name):
    found = next(SHARED.glob(f"*/{name}.pdf"), None)
    if found is None:
        pytest.skip(f"../shared/pdf has no {name}.pdf")
    return found


def test_a_line_is_no_higher_than_its_letters_whatever_the_font_claims():
    tall = [glyph._replace(top=glyph.base - 30, bottom=glyph.base + 25) for glyph in glyphs("Test report")]
    (line,) = page_lines(tall, 1)
    assert line.box.top > 100 - 15
    assert line.box.bottom < 100 + 6


def test_lines_are_grouped_by_baseline_whatever_the_boxes_say():
    dropped = Glyph(".", 56, 58, 104, 109, 100.0, 10, False, 0, False)
    lines = page_lines([*glyphs("5"), dropped, *glyphs("2", x=59)], 1)
    assert [line.text for line in lines] == ["5.2"]


def test_a_superscript_stays_with_its_word():
    raised = Glyph("3", 62, 66, 90, 97, 95.0, 6, False, 0, False)
    assert [line.text for line in page_lines([*glyphs("75 m", x=38), raised], 1)] == ["75 m3"]


def test_letters_printed_twice_to_look_bold_are_read_once():
    shadow = [g._replace(x0=g.x0 + 0.3, x1=g.x1 + 0.3) for g in glyphs("A")]
    assert page_lines([*glyphs("A"), *shadow], 1)[0].text == "A"


def test_more_text_is_better_and_doubled_text_is_not():
    text = glyphs("The level of noise shall be low")
    doubled = [g._replace(x0=g.x0 + shift, x1=g.x1 + shift) for g in text for shift in (0.0, 0.4, 0.8)]
    assert not better(doubled, text)
    assert better([*text, *glyphs("and measured each year", base=114)], text)
    assert not better([g._replace(text="\ufffd") for g in [*text, *glyphs("and measured each year", base=114)]], text)


def test_letter_spaced_titles_are_closed_up():
    spaced = [g._replace(space=True, x1=g.x0 + 5) for g in [*glyphs("Normal", step=8), *glyphs("stop", x=106, step=8)]]
    assert page_lines(spaced, 1)[0].text == "Normal stop"


def test_raw_text_and_offsets_agree():
    lines = page_lines([*glyphs("first line"), *glyphs("second", base=120), *glyphs("cell", x=300, base=120)], 1)
    raw = raw_text(lines)
    assert [raw[line.raw_start : line.raw_start + len(line.text)] for line in lines] == [line.text for line in lines]
    assert lines[1].gaps == (7,)


def test_bold_spans_are_told():
    line = page_lines([*glyphs("A.1 Sieve,", bold=True), *glyphs("of wire", x=116, space=True)], 1)[0]
    assert [line.text[start:end] for start, end in line.bolds] == ["A.1 Sieve,"]


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_columns_are_read_one_after_the_other(count):
    texts = [f"column {at} and its text runs on here" for at in range(count)]
    rows = [g for i in range(16) for at, text in enumerate(texts) for g in glyphs(text, x=30 + 230 * at, base=100 + 12 * i)]
    across = glyphs("A heading that stands across all of the columns of the page", step=3.8 * count, size=5 * count, base=70)
    read = [line.text for line in page_lines([*across, *rows], 1)]
    assert read[1:] == [text for text in texts for _ in range(16)]
    assert read[0].startswith("A heading")


def test_a_table_is_no_set_of_columns():
    rows = [g for i in range(16) for at in range(4) for g in glyphs(f"4{i} dB", x=30 + 150 * at, base=100 + 12 * i)]
    assert {line.text for line in page_lines(rows, 1)} == {" ".join([f"4{i} dB"] * 4) for i in range(16)}


def test_a_turned_page_is_read_as_displayed(tmp_path):
    def draw(canvas):
        canvas.setPageRotation(90)
        canvas.rotate(90)
        canvas.drawString(100, -200, "Turned text of a wide table")
        canvas.showPage()

    page = read_pages(sheet(tmp_path / "turned.pdf", draw))[0]
    assert (page.width, page.height) == (400, 600)
    assert page.lines[0].text == "Turned text of a wide table"
    assert page.lines[0].box.x1 > page.lines[0].box.x0 + 5 * (page.lines[0].box.bottom - page.lines[0].box.top)


def test_a_watermark_across_the_page_stands_apart(tmp_path):
    def draw(canvas):
        canvas.drawString(50, 500, "4.1 General requirements of this part")
        canvas.saveState()
        canvas.translate(100, 100)
        canvas.rotate(45)
        canvas.drawString(0, 0, "DRAFT COPY")
        canvas.restoreState()

    lines = read_pages(sheet(tmp_path / "mark.pdf", draw))[0].lines
    assert lines[0].text == "4.1 General requirements of this part"
    assert not lines[0].turned
    assert all(line.turned for line in lines[1:])


def test_an_empty_user_password_opens(tmp_path):
    locked = StandardEncryption("", ownerPassword="owner", canPrint=0)
    path = sheet(tmp_path / "locked.pdf", lambda c: c.drawString(50, 500, "readable without a password"), encrypt=locked)
    assert read_pages(path)[0].lines[0].text == "readable without a password"


def test_every_unreadable_file_has_its_error(tmp_path):
    locked = StandardEncryption("secret", ownerPassword="owner")
    files = {
        "none.pdf": (None, FileMissing),
        "empty.pdf": (b"", EmptyDocument),
        "text.pdf": (b"not a pdf at all, only words", NotADocument),
        "broken.pdf": (b"%PDF-1.7\nnothing follows", DamagedDocument),
    }
    for name, (content, error) in files.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(error, match=name):
            read_pages(tmp_path / name)
    with pytest.raises(PasswordNeeded):
        read_pages(sheet(tmp_path / "secret.pdf", lambda c: c.drawString(50, 500, "hidden"), encrypt=locked))
    with pytest.raises(NoText):
        read_pages(sheet(tmp_path / "blank.pdf", lambda c: c.rect(50, 50, 100, 100)))


def test_a_page_without_text_is_marked_and_costs_itself_alone(tmp_path):
    def draw(canvas):
        canvas.drawString(50, 500, "a page with enough text")
        canvas.showPage()
        canvas.rect(10, 10, 100, 100)
        canvas.showPage()
        canvas.drawString(50, 500, "another page with text")

    pages = read_pages(sheet(tmp_path / "mixed.pdf", draw))
    assert [page.reader for page in pages] == ["pdfium", "none", "pdfium"]
    assert "page 2" in pages[1].marks[0]
    assert pages[0].marks == pages[2].marks == ()
    assert [page.number for page in read_pages(tmp_path / "mixed.pdf", pages=range(3, 4))] == [3]


def test_bookmarks_have_page_and_level(tmp_path):
    def draw(canvas):
        canvas.drawString(50, 500, "text on the first page")
        canvas.showPage()
        canvas.bookmarkPage("one")
        canvas.addOutlineEntry("1 Scope", "one", level=0)
        canvas.bookmarkPage("two")
        canvas.addOutlineEntry("1.1 General", "two", level=1)
        canvas.drawString(50, 500, "text on the second page")

    found = read_bookmarks(sheet(tmp_path / "outline.pdf", draw))
    assert [(mark.title, mark.page, mark.level) for mark in found] == [("1 Scope", 2, 1), ("1.1 General", 2, 2)]


def test_a_page_picture_frames_the_boxes_of_that_page(tmp_path):
    path = sheet(tmp_path / "plain.pdf", lambda c: c.drawString(50, 500, "framed text"))
    box = read_pages(path)[0].lines[0].box
    picture = Image.open(io.BytesIO(page_picture(path, 1, boxes=[box, Box(2, 0, 0, 9, 9)], long_side=600)))
    assert picture.size == (400, 600)
    red = [(x, y) for x in range(400) for y in range(600) if picture.getpixel((x, y)) == (200, 30, 30)]
    assert red
    assert min(x for x, _ in red) == pytest.approx(box.x0, abs=5)
    assert max(y for _, y in red) == pytest.approx(box.bottom, abs=5)
    with pytest.raises(DocumentError, match="no page 9"):
        page_picture(path, 9)


def test_full_em_digits_of_founder_fonts_do_not_fall_apart():
    page = read_pages(shared("GBT-38629-2020"), pages=range(5, 6))[0]
    assert any(line.text.startswith("5.2.1 ") for line in page.lines)


def test_a_garbled_text_layer_is_marked():
    page = read_pages(shared("GMZ-0001-2013"), pages=range(6, 7))[0]
    assert "damaged text layer" in page.marks[0]


def test_a_font_that_pdfplumber_cannot_read_is_read():
    page = read_pages(shared("EU-2023-1230"), pages=range(11, 12))[0]
    assert page.reader == "pdfium"
    assert sum(len(line.text) for line in page.lines) > 3000
