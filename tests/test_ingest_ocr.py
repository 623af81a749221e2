import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest import engines, tesseract
from ingest.clause import Box
from ingest.doubt import doubt_in_words, doubtful
from ingest.errors import NoText
from ingest.line import Line, Page
from ingest.ocr import read_pictures
from ingest.pages import read_pages
from ingest.rapid import is_installed
from ingest.read import read
from ingest.scan import even_sizes, scanned_page
from ingest.strip import Strip, Word
from ingest.tree import parse_pages

FONTS = Path(__file__).parent.parent / "corpora" / "fonts"
CHINESE = (
    (60, "中华人民共和国国家标准"),
    (110, "1　范围"),
    (140, "本标准规定了噪声的限值和试验方法。"),
    (180, "2　要求"),
    (210, "2.1　噪声限值"),
    (240, "噪声应不大于85 dB(A)，振动应≤2.8 m/s²。"),
    (280, "2.2　试验方法"),
    (310, "试验方法应符合规定的要求。"),
    (350, "3　标准的要求"),
    (380, "标准应规定噪声的试验方法和限值的要求。"),
)
RUSSIAN = (
    (60, "ОБЩИЕ ТРЕБОВАНИЯ"),
    (110, "1 Область применения"),
    (140, "Настоящий стандарт устанавливает общие требования к ограждениям."),
    (180, "2 Общие требования"),
    (210, "2.1 Ограждения должны быть прочными и устойчивыми к нагрузкам."),
    (240, "2.2 Высота ограждения должна быть не менее одного метра."),
    (280, "3 Методы испытаний"),
    (310, "Испытания проводят при нормальных климатических условиях."),
)

with_rapidocr = pytest.mark.skipif(not is_installed(), reason="rapidocr is not installed")
with_russian = pytest.mark.skipif(not tesseract.can_read("ru"), reason="tesseract-ocr-rus is not installed")


def picture(rows, font="SampleSong.ttf", size=15, turn=0):
    """A page of 420 by 600 points as a scanner would see it, at 200 dpi."""
    scale = 200 / 72
    sheet = Image.new("L", (round(420 * scale), round(600 * scale)), 255)
    pen = ImageDraw.Draw(sheet)
    letters = ImageFont.truetype(str(FONTS / font), round(size * scale))
    for top, text in rows:
        pen.text((30 * scale, top * scale), text, font=letters, fill=0)
    return sheet.rotate(90 * turn, expand=True, fillcolor=255)


def scan(path, *pictures, watermark="", over=lambda canvas: None):
    """A PDF with pictures for pages."""
    canvas = Canvas(str(path), invariant=True)
    for sheet in pictures:
        width, height = (side * 72 / 200 for side in sheet.size)
        canvas.setPageSize((width, height))
        data = io.BytesIO()
        sheet.save(data, format="PNG")
        canvas.drawImage(ImageReader(data), 0, 0, width, height)
        if watermark:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(100, 10, watermark)
        over(canvas)
        canvas.showPage()
    canvas.save()
    return path


def ocr(path, **options):
    return read_pictures(path, read_pages(path, blank=True), lambda number: None, **options)


def page(strips, turn=0, size=(1000, 2000)):
    blank = Page(4, 500, 1000, (), "", "none")
    return scanned_page(strips, blank, size, "rapidocr", turn)


def strip(text, x=100.0, top=100.0, height=20.0, score=0.99, slope=0.0):
    words = []
    for part in text.split():
        width = len(part) * 0.6 * height
        rise = slope * (x - 100)
        words.append(Word(part, x, top + rise, x + width, top + rise + 1.3 * height))
        x += width + 0.4 * height
    return Strip(tuple(words), height, slope, 0.0, score)


@with_rapidocr
def test_a_scan_becomes_clauses_and_says_that_ocr_read_it(tmp_path):
    path = scan(tmp_path / "scan.pdf", picture(CHINESE))
    (document,) = read(path)
    assert [(c.clause, c.title) for c in document.clauses] == [
        ("1", "范围"), ("2", "要求"), ("2.1", "噪声限值"), ("2.2", "试验方法"), ("3", "标准的要求"),
    ]  # fmt: skip
    assert all(c.confidence < 1 for c in document.clauses)
    whole, doubts = [mark for mark in document.standard.marks if "OCR" in mark]
    assert "page 1 was read by OCR (rapidocr)" in whole
    assert "1 comparison sign" in whole
    assert doubts == "page 1: OCR read numbers and signs in 2.1 (2 numbers, ≤): compare them with the page"
    limits = document.clauses[2]
    assert [limits.text[start:end] for start, end in doubtful(limits)] == ["85", "≤", "2.8"]
    assert doubt_in_words(limits) == "2 numbers, ≤"
    assert doubt_in_words(document.clauses[0]) == ""
    with pytest.raises(NoText):
        read(path, ocr=False)


@with_rapidocr
def test_pages_on_their_side_and_watermarks_are_read_in_place(tmp_path):
    path = scan(tmp_path / "side.pdf", picture(CHINESE, turn=1), watermark="copy from the library of example.org")
    (read_page,) = ocr(path)
    assert read_page.reader == "rapidocr"
    line = next(line for line in read_page.lines if "噪声限值" in line.text)
    assert line.box.bottom - line.box.top > 3 * (line.box.x1 - line.box.x0)
    assert line.box.x0 == pytest.approx(210, abs=12)
    assert [line.text[:2] for line in read_page.lines if line.text[0].isdigit()] == ["1 ", "2 ", "2.", "2.", "3 "]


@with_rapidocr
@with_russian
def test_russian_goes_to_tesseract(tmp_path):
    (read_page,) = ocr(scan(tmp_path / "scan.pdf", picture(RUSSIAN, "SampleRoman.ttf", 11)))
    assert read_page.reader == "tesseract"
    clauses = parse_pages([read_page], (), standard="X", lang="ru")
    assert [c.clause for c in clauses] == ["1", "2", "2.1", "2.2", "3"]
    assert clauses[0].title == "Область применения"


@with_rapidocr
def test_a_missing_language_is_named_with_its_package(tmp_path, monkeypatch):
    monkeypatch.setattr(tesseract, "languages", lambda: frozenset({"eng"}))
    (unread,) = ocr(scan(tmp_path / "gost-scan.pdf", picture(RUSSIAN, "SampleRoman.ttf", 11)))
    assert not unread.lines
    assert "tesseract-ocr-rus" in unread.marks[0]


@with_rapidocr
@pytest.mark.parametrize("variable", ["PATH", "TESSDATA_PREFIX"])
def test_without_tesseract_or_its_data_the_package_is_named(tmp_path, monkeypatch, variable):
    monkeypatch.setenv(variable, str(tmp_path))
    tesseract.languages.cache_clear()
    named = scan(tmp_path / ("gost-scan.pdf" if variable == "PATH" else "scan.pdf"), picture(RUSSIAN, "SampleRoman.ttf", 11))
    (unread,) = ocr(named)
    monkeypatch.undo()
    tesseract.languages.cache_clear()
    assert "page 1 could not be read" in unread.marks[0]
    known = "apt install tesseract-ocr tesseract-ocr-rus"
    assert (known if variable == "PATH" else "apt install tesseract-ocr, and its language (tesseract-ocr-rus") in unread.marks[0]


@with_rapidocr
def test_a_noisy_layer_of_somebody_is_read_again(tmp_path):
    def layer(canvas):
        canvas.setFont("Helvetica", 8)
        for row in range(12):
            words = canvas.beginText(40, 560 - 40 * row)
            words.setTextRenderMode(3)
            words.textLine("2,2 f8 SOt" if row % 2 else "l;")
            canvas.drawText(words)

    path = scan(tmp_path / "layer.pdf", picture(CHINESE), over=layer)
    assert any("2,2" in line.text for line in read_pages(path)[0].lines)
    (read_page,) = ocr(path)
    assert read_page.reader == "rapidocr"
    assert "2.1 噪声限值" in [line.text for line in read_page.lines]


def test_without_rapidocr_the_page_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(engines.rapid, "is_installed", lambda: False)
    (unread,) = ocr(scan(tmp_path / "scan.pdf", picture(CHINESE)))
    assert "pip install rapidocr" in unread.marks[0]


def test_blank_pages_and_pages_given_up_cost_no_ocr(tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.ocr.read_picture", lambda *a, **k: pytest.fail("OCR was asked"))
    path = scan(tmp_path / "scan.pdf", picture(()), picture(CHINESE))
    blank, given_up = ocr(path, leave={2: "it takes longer than 1 s"})
    assert not blank.lines
    assert "given up (it takes longer than 1 s)" in given_up.marks[-1]


def test_healthy_files_do_not_load_ocr(tmp_path, monkeypatch):
    canvas = Canvas(str(tmp_path / "text.pdf"))
    for row in range(20):
        canvas.drawString(72, 700 - 20 * row, f"{row + 1} A clause with a title and some words after it")
    canvas.save()
    monkeypatch.setattr("ingest.ocr.read_picture", lambda *a, **k: pytest.fail("OCR was asked"))
    (healthy,) = ocr(tmp_path / "text.pdf")
    assert healthy.reader == "pdfium"
    assert not healthy.marks


def test_strips_of_a_skewed_page_are_put_in_rows():
    skew = 0.03
    long = [strip("words that fill the line from margin to margin", top=100.0 + 60 * i, slope=skew) for i in range(4)]
    number = strip("3.1", x=40, top=280 - 60 * skew - 100 * skew + 3, slope=skew)
    lines = page([*long[::-1], number]).lines
    assert [line.text[:9] for line in lines] == ["words tha", "words tha", "words tha", "3.1 words"]
    assert lines[0].box == Box(4, 50.0, pytest.approx(50, abs=9), pytest.approx(340, abs=60), pytest.approx(63, abs=25))


def test_what_ocr_finds_twice_is_there_once():
    row = strip("Paddy rice 2,5 0,3 per cent", x=100, top=100)
    lines = page([row, strip("2,5 0,3", x=row.words[0].x0 + 220, top=103), strip("2,5 0,3", x=320, top=500)]).lines
    assert [line.text for line in lines] == ["Paddy rice 2,5 0,3 per cent", "2,5 0,3"]


def test_running_text_has_one_size_on_all_pages_that_ocr_read():
    pages = [page([strip("words that fill the line from margin to margin", top=100.0 + 60 * i) for i in range(6)]) for _ in "abc"]
    odd = replace(pages[1], lines=tuple(replace(line, size=line.size * 1.1) for line in pages[1].lines))
    evened = even_sizes([pages[0], odd, pages[2]], frozenset(("rapidocr",)))
    assert {line.size for sheet in evened for line in sheet.lines} == {pages[0].lines[0].size}
    assert even_sizes([pages[0], odd, pages[2]], frozenset())[1] == odd


def test_what_ocr_is_not_sure_of_is_marked_and_counted():
    strips = [strip("5.1 level ≤ 85"), strip("5.2 level < 90", top=200, score=0.7), strip("smudge", top=300, score=0.2)]
    read_page = page(strips)
    assert [line.text for line in read_page.lines] == ["5.1 level ≤ 85", "5.2 level < 90"]
    assert [line.certainty for line in read_page.lines] == [0.99, 0.7]
    assert "8 digits and 2 comparison signs" in read_page.marks[0]
    assert "unsure of 1 of its 3 lines" in read_page.marks[1]
    assert "1 line could not be read" in read_page.marks[2]


def test_words_on_a_head_down_page_stand_where_they_are_displayed():
    (line,) = page([strip("7 Marking", x=100, top=1800)], turn=2).lines
    assert line.text == "7 Marking"
    assert (line.box.x1, line.box.bottom) == (pytest.approx(450), pytest.approx(100))


def lines(*texts, certainty=1.0):
    body = "The text of the clause fills the line up to its margin, and it ends with a stop."
    rows = [row for text in texts for row in (text, body)]
    boxes = [Box(1, 50, 40 + 20 * i, 50 + 5 * len(text), 52 + 20 * i) for i, text in enumerate(rows)]
    placed = tuple(Line(text, box, 10, certainty=certainty) for text, box in zip(rows, boxes, strict=True))
    return Page(1, 500, 800, placed, "\n".join(rows))


BADLY_READ = ("2 Terms", "2.1 Noise", "2,2 Vibration", "2. 3 Dust", "3 Limits", "3. l General", "3.2 Noise", "4 Tests")


def test_numbers_read_badly_are_settled_by_the_sequence():
    clauses = parse_pages([lines(*BADLY_READ, certainty=0.95)], (), standard="X", lang="en")
    assert [c.clause for c in clauses] == ["2", "2.1", "2.2", "2.3", "3", "3.1", "3.2", "4"]
    assert clauses[2].title == "Vibration"
    assert clauses[2].confidence < clauses[1].confidence


def test_numbers_of_a_text_layer_are_not_reinterpreted():
    clauses = parse_pages([lines(*BADLY_READ)], (), standard="X", lang="en")
    assert "2.2" not in [c.clause for c in clauses]


ACT = (
    "Chương I",
    "Điều 1. Phạm vi",
    "ChuongH",
    "Điều 2. Đối tượng",
    "Chương IH",
    "Điều 3 . Yêu cầu",
    "Chương ?V",
    "Điều 4. Thi hành",
)


def test_numerals_after_a_word_are_settled_by_the_sequence():
    clauses = parse_pages([lines(*ACT, certainty=0.95)], (), standard="X", lang="vi")
    chapters = [c for c in clauses if c.level == 1]
    assert [c.clause for c in chapters] == ["Chương I", "Chương II", "Chương III", "Chương IV"]
    assert [c.title for c in clauses if c.level == 2] == ["Phạm vi", "Đối tượng", "Yêu cầu", "Thi hành"]
    assert "Chương II" not in [c.clause for c in parse_pages([lines(*ACT)], (), standard="X", lang="vi")]


def with_pictured_numbers(path):
    """A page of text, the numbers of whose second level are pictures at the margin, as some word processors write them."""
    canvas = Canvas(str(path), invariant=True, pagesize=(420, 600))
    canvas.setFont("Helvetica", 11)
    rows = ("1 Scope", "#1.1 This standard applies to pumps.", "#1.2 It does not apply to valves.", "2 Requirements")
    rows += ("#2.1 Noise shall not exceed the limits given by the maker.", "#2.2 Vibration shall be low.", "#2.3 Oil is kept.")
    letters = ImageFont.truetype(str(FONTS / "SampleSong.ttf"), 44)
    for at, row in enumerate(rows):
        height = 540 - 24 * at
        number, _, text = row.lstrip("#").partition(" ")
        if row.startswith("#"):
            sheet = Image.new("L", (90, 52), 255)
            ImageDraw.Draw(sheet).text((6, 0), number, font=letters, fill=0)
            canvas.drawImage(ImageReader(sheet), 40, height - 2.5, 22.5, 13)
            canvas.drawString(70, height, text)
        else:
            canvas.drawString(40, height, row)
    canvas.showPage()
    canvas.save()


@with_rapidocr
def test_numbers_that_are_pictures_come_into_their_lines(tmp_path):
    with_pictured_numbers(tmp_path / "a.pdf")
    (document,) = read(tmp_path / "a.pdf")
    assert [c.clause for c in document.clauses] == ["1", "1.1", "1.2", "2", "2.1", "2.2", "2.3"]
    assert document.clauses[1].text == "This standard applies to pumps."
    assert any("5 numbers are pictures" in mark for mark in document.standard.marks)


def test_numbers_that_are_pictures_are_marked_where_nobody_reads_them(tmp_path, monkeypatch):
    with_pictured_numbers(tmp_path / "a.pdf")
    pages = read_pages(tmp_path / "a.pdf")
    monkeypatch.setattr("ingest.ocr.is_installed", lambda: False)
    (page,) = read_pictures(tmp_path / "a.pdf", pages, lambda _: None)
    assert page.lines == pages[0].lines
    assert page.marks == ("page 1: 5 small pictures, where numbers of clauses stand, were not read",)
