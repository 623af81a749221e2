"""Reports as files: what each format says is read back by another program and is what the report holds; nothing in it acts."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile

import docx
import openpyxl
import pypdfium2
import pytest
from hostile import HOSTILE
from lxml import etree

from app.paper import Column, Paper, Section, Table, beside
from app.paper_pdf import BREAK
from app.paper_text import shown
from app.papers import FORMS, LANGS, MIME, in_languages, paper_bytes
from app.tables import CELL_LIMIT
from app.visible import visible
from app.wording import catalogue
from ingest.errors import UsageError

MORE = (
    '#link("http://evil.example")[x] #eval("1+1") #import "@preview/x:0.1.0": * #read("/etc/passwd")',
    "$x^2$ *strong* _emph_ `raw` = Heading <label> @ref \\ #sys.inputs // comment /* open",
    ']]>&amp;&#x0;<w:p><w:r><w:fldSimple w:instr="HYPERLINK http://evil.example"/></w:r></w:p>',
    '{ HYPERLINK "http://evil.example" } \\* MERGEFORMAT DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe',
    '"; } @import url(http://evil.example/x.css); a { content: "',
    '&P &N &"Arial,Bold"&14 &Lleft &Cmiddle',
    "lone \ud800 surrogate \udfff and \ufdd0 \uffff",
    "emoji \U0001f600 and an unassigned \U0003fffd",
    "\n\nempty lines\n\n",
    "_x0041_ _x000D_ escaped as in SpreadsheetML",
    "㈱①℃ ≤ ≥ ± µ Ω 鬆 Ứng đụng Қазақ العربية ภาษาไทย",
)
PAYLOADS = (*HOSTILE, *MORE, *(f"={one}" for one in HOSTILE), *(f"噪声 {one} 85 dB(A)" for one in HOSTILE))
TAGS = {"html", "head", "meta", "title", "style", "body", "p", "h1", "h2", "span", "div", "section", "table", "caption",
        "colgroup", "col", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
ATTRIBUTES = {"lang", "dir", "class", "id", "scope", "charset", "name", "content", "http-equiv"}
REORDERED = re.compile("[\u0590-\u06ff\u0300-\u036f]")
"""What pdfium gives back in the order of the page: right to left, and marks above letters."""
IN_DATE = re.compile(rb"\d{4}-\d\d-\d\dT")


def hostile_paper() -> Paper:
    """Every payload in a cell of either column, in titles, heads, facts and paragraphs."""
    rows = tuple((str(number), one, PAYLOADS[-number], number / 2) for number, one in enumerate(PAYLOADS))
    columns = (Column("No."), Column(HOSTILE[0], 3), Column(MORE[0], 3), Column("Number", 0.1))
    tables = [Table(PAYLOADS[at], columns, rows[at : at + 60]) for at in range(0, len(rows), 60)]
    section = Section(MORE[1], PAYLOADS[20:40], tuple(tables))
    facts = tuple((one, other) for one, other in zip(HOSTILE, MORE, strict=False))
    return Paper(HOSTILE[11], (HOSTILE[0], MORE[4], MORE[5]), facts, (section, Section("Empty")), ("zh",), MORE[4] + MORE[5])


def sample(_) -> Paper:
    """A small report as a builder makes it."""
    table = Table(
        _("requirement"),
        (Column("A"), Column(_("no counterpart"), 3), Column(_("limit"))),
        (("4.1", _("limit"), 85), ("4.2", "85 dB(A) < 90 dB(A)", 0.5), ("附录A", "", -3)),
    )
    title = _("Comparison of {a} and {b}, version {number}").format(a="GB/T 1—2024", b="ГОСТ Р 2—2020", number=1)
    return Paper(
        title, ("GB/T 1—2024", "ГОСТ Р 2—2020"), ((_("Status"), "a" * 64),), (Section(_("limit"), ("x", "y"), (table,)),)
    )


@pytest.fixture(scope="module")
def hostile() -> Paper:
    return hostile_paper()


def cells(paper: Paper) -> list[list[str]]:
    """What every table should say: its head, then its rows."""
    found = []
    for table in (table for section in paper.sections for table in section.tables):
        found += [[one.title for one in table.columns], *([shown(value) for value in row] for row in table.rows)]
    return [[visible(one) for one in row] for row in found]


def bare(text: str) -> str:
    """A text without what a page's layout adds or takes: white space, places for breaks; composed as in NFC."""
    return unicodedata.normalize("NFC", re.sub(rf"\s|{BREAK}|[\u200b\u00ad\u200e\u200f\u202a-\u202e]", "", text))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", FORMS)
def test_the_same_report_gives_the_same_bytes(form, lang):
    first, second = (paper_bytes(in_languages(sample, lang), form) for _ in range(2))
    assert first == second
    assert first[1] == ()
    assert form in MIME


def test_both_languages_stand_below_each_other():
    both = in_languages(sample, "both")
    assert both.langs == ("en", "zh")
    assert both.sections[0].title == f"limit\n{catalogue('zh').gettext('limit')}"
    assert both.sections[0].tables[0].rows[1] == ("4.2", "85 dB(A) < 90 dB(A)", 0.5)
    with pytest.raises(ValueError, match="zip"):
        beside(both, Paper(""))


def test_no_other_form_and_no_other_language():
    with pytest.raises(UsageError):
        paper_bytes(Paper(""), "exe")
    with pytest.raises(UsageError):
        in_languages(sample, "fr")


def test_a_workbook_reads_back_with_texts_only(hostile):
    data, notices = paper_bytes(hostile, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheets = book.worksheets[1 : 1 + len(hostile.sections[0].tables)]
    read = [[cell.value for cell in row] for sheet in sheets for row in sheet.iter_rows()]
    assert [["" if one is None else shown(one) for one in row] for row in read] == cells(hostile)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)
    assert all(sheet.freeze_panes == "A2" and sheet.print_title_rows == "$1:$1" for sheet in sheets)
    assert {sheet.oddFooter.right.text for sheet in sheets} == {"&P / &N"}
    assert all(one.startswith("The head of the pages") for one in notices)


def test_a_cell_that_is_cut_is_told_and_numbers_stay_exact():
    long = "噪" * 40_000
    rows = ((long, 2**60, float("nan"), 0.1),)
    paper = Paper("x", sections=(Section("s", (), (Table("t", tuple(map(Column, "abcd")), rows),)),))
    data, notices = paper_bytes(paper, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    text, large, odd, number = (cell.value for cell in book["t"][2])
    assert len(text) == CELL_LIMIT
    assert (large, odd, number) == (str(2**60), "nan", 0.1)
    assert notices == (f"t, row 2, column 1: 40000 characters, cut to {CELL_LIMIT}.",)
    assert [cell.value for cell in book["Notes"]["A"]] == list(notices)
    for form in ("docx", "html", "pdf"):
        assert paper_bytes(paper, form)[1] == ()
    assert bare(pdf_text(paper_bytes(paper, "pdf")[0])).count("噪") == len(long)


def test_a_head_that_a_sheet_cannot_hold_is_cut_and_told():
    paper = Paper("x", ("1&" * 60, "9" * 10), sections=(Section("s", (), (Table("t", (Column("c"),), ((1,),)),)),), foot="8&14")
    data, notices = paper_bytes(paper, "xlsx")
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet2.xml"))
    head, foot = (root.find(f".//{{*}}{name}").text for name in ("oddHeader", "oddFooter"))
    assert head == '&L&"Arial,Regular"&8 ' + "1&&" * 60 + '&R&"Arial,Regular"&8 t'
    assert foot == '&L&"Arial,Regular"&8 8&&14&R&"Arial,Regular"&8 &P / &N'
    assert [one.split(":")[0] for one in notices] == ["The head or foot of the sheets"]
    assert all(paper_bytes(paper, form)[1] == () for form in ("docx", "html", "pdf"))


def test_names_of_sheets_are_as_excel_allows_them():
    titles = ("a" * 40, "a" * 40, "[x]:*?/\\", "History", "'q'", "Notes", "")
    tables = tuple(Table(title, (Column("c"),), ((1,),)) for title in titles)
    names = openpyxl.load_workbook(
        io.BytesIO(paper_bytes(Paper("x", sections=(Section("s", (), tables),)), "xlsx")[0])
    ).sheetnames
    assert names == ["Report", "a" * 31, "a" * 29 + " 2", "x", "History 2", "q", "Notes 2", "Table"]


def test_a_document_reads_back_with_no_field_of_the_data(hostile):
    data, _notices = paper_bytes(hostile, "docx")
    document = docx.Document(io.BytesIO(data))
    read = [[cell.text for cell in row.cells] for table in document.tables[1:] for row in table.rows]
    assert read == cells(hostile)
    facts = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert facts == [[visible(name), visible(value)] for name, value in hostile.facts]
    package = zipfile.ZipFile(io.BytesIO(data))
    everything = {name: package.read(name) for name in package.namelist()}
    assert [name for name, part in everything.items() if b"TargetMode" in part] == []
    words = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for name, part in everything.items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        nodes = list(etree.fromstring(part).iter())
        assert not [one for one in nodes if one.tag in (f"{words}hyperlink", f"{words}fldSimple", f"{words}object")]
        assert {one.text for one in nodes if one.tag == f"{words}instrText"} <= {"PAGE", "NUMPAGES"}
    assert b"tblHeader" in everything["word/document.xml"]
    told = set(re.findall(rb'w:(?:val|eastAsia|bidi)="(\w\w-\w\w)"', everything["word/document.xml"]))
    assert {b"zh-CN", b"ar-SA", b"ru-RU", b"en-GB"} <= told


def test_a_page_reads_back_and_holds_nothing_that_acts(hostile):
    data, _notices = paper_bytes(hostile, "html")
    root = etree.fromstring(data)
    read = [
        ["\n".join("".join(line.itertext()) for line in cell) for cell in row]
        for table in root.iterfind(".//section/table")
        for row in table.iter("tr")
    ]
    assert read == cells(hostile)
    assert {one.tag for one in root.iter()} <= TAGS
    assert {name for one in root.iter() for name in one.attrib} <= ATTRIBUTES
    assert "evil" not in "".join(one.text for one in root.iter("style")).replace(r"\2e ", "").split("@bottom-right")[1]
    policy = root.find(".//meta[@http-equiv]").get("content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert root.get("lang") == "zh-CN"


def pdf_text(data: bytes) -> str:
    """The text of all pages, as pdfium reads it."""
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)


def test_a_pdf_reads_back_with_names_for_what_no_font_has(hostile):
    data, notices = paper_bytes(hostile, "pdf")
    missing = re.findall(r"U\+([0-9A-F]+)", "".join(one for one in notices if one.startswith("No bundled font")))
    assert {"1F600", "3FFFD"} <= set(missing) <= {"1F600", "3FFFD", "1160"}
    said = "".join(bare(pdf_text(data)))
    lost = []
    for text in (one for row in cells(hostile) for one in row):
        named = "".join(f"⟨U+{ord(sign):04X}⟩" if f"{ord(sign):04X}" in missing else sign for sign in text)
        pieces = [bare(line)[at : at + 30] for line in named.split("\n") for at in range(0, len(line), 30)]  # heads come between
        lost += [piece for piece in pieces if piece not in said and not REORDERED.search(named)]
    assert lost == []
    assert not re.search(rb"/(URI|JavaScript|Launch|EmbeddedFile|GoToR)\b", data)
    document = pypdfium2.PdfDocument(data)
    assert f"{len(document)}/{len(document)}" in bare(document[len(document) - 1].get_textpage().get_text_range())
    assert not IN_DATE.search(data)


def test_the_lists_for_machines_keep_texts_as_they_are(hostile):
    told = json.loads(paper_bytes(hostile, "json")[0])
    rows = [row for section in hostile.sections for table in section.tables for row in table.rows]
    assert [tuple(row) for one in told["sections"] for table in one["tables"] for row in table["rows"]] == rows
    lines = paper_bytes(hostile, "jsonl")[0].decode().split("\n")[:-1]
    assert [tuple(json.loads(line)["row"].values()) for line in lines] == rows
    read = list(csv.reader(io.StringIO(paper_bytes(hostile, "csv")[0].decode("utf-8-sig"))))
    assert not [cell for row in read for cell in row if cell[:1] in "=+@" and cell]
    assert sum(len(row) == 4 for row in read) == len(rows) + len(hostile.sections[0].tables)
