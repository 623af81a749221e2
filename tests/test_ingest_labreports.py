"""Sample test reports are read exactly, in each of their forms; hostile files end in typed errors."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pytest

from corpora.reporting import Entry, Report, make, read_source
from corpora.source import plain
from ingest.errors import DocumentError, EmptyDocument, FileMissing, LimitExceeded, NotADocument, PasswordNeeded
from ingest.labreport import read_report
from ingest.process import Limits
from ingest.testreport import LabReport, Verdict

REPORTS = Path(__file__).parents[1] / "corpora" / "reports"
BAD = Path(__file__).parents[2] / "shared" / "badpdf"
NAMES = ("explosion-full", "explosion-edition", "explosion-failed")
FILES = [(name, form) for name in NAMES for form in read_source(REPORTS / f"{name}.md").meta["forms"]]
VERDICTS = {"P": Verdict.PASS, "F": Verdict.FAIL, "N": Verdict.NOT_APPLICABLE, "T": Verdict.NOT_TESTED}
FIELDS = ("number", "standard", "edition", "product", "model", "applicant", "manufacturer", "laboratory", "scope")
DATES = ("tested_from", "tested_to", "issued")


@pytest.fixture(scope="module")
def read() -> dict[tuple[str, str], LabReport]:
    return {(name, form): read_report(REPORTS / f"{name}.{form}") for name, form in FILES}


def bare(text: str) -> str:
    """A text without what setting it changes: blanks, full-width forms, inline marks, and the sign of the accreditation."""
    return "".join(unicodedata.normalize("NFKC", plain(text)).replace("#", "").split())


def expected(source: Report, form: str) -> list[tuple[str, str, str, Verdict]]:
    """Clause, requirement, result and verdict of every line, as the source of a report says them; it is what a person checked."""
    lines: list[tuple[str, str, str, Verdict]] = []
    for entry in source.entries:
        if entry.verdict:
            requirement, result = both(entry) if form == "docx" else (entry["requirement"], entry["result"])
            lines.append((entry.clause or lines[-1][0], bare(requirement), bare(result), VERDICTS[entry.verdict]))
    return lines


def both(entry: Entry) -> tuple[str, str]:
    texts = [f"{entry[f'item{end}']}:{entry[f'requirement{end}']}".removeprefix(":") for end in ("_en", "")]
    return "".join(texts), "".join(dict.fromkeys((entry["result_en"], entry["result"])))


@pytest.mark.parametrize(("name", "form"), FILES)
def test_every_line_of_a_sample_report_is_read(name: str, form: str, read: dict[tuple[str, str], LabReport]) -> None:
    found = read[name, form]
    told = [(line.clause, bare(line.requirement), bare(line.result), line.verdict) for line in found.lines]
    assert told == expected(read_source(REPORTS / f"{name}.md"), form)
    assert [line.number for line in found.lines] == list(range(1, len(told) + 1))
    assert all(line.clauses for line in found.lines)
    assert found.marks == ()


@pytest.mark.parametrize(("name", "form"), FILES)
def test_the_head_of_a_sample_report_is_read(name: str, form: str, read: dict[tuple[str, str], LabReport]) -> None:
    found, source = read[name, form], read_source(REPORTS / f"{name}.md")
    for field in FIELDS:
        said = dict.fromkeys((source.either(field, "en"), source[field])) if form == "docx" else [source[field]]
        assert bare(getattr(found, field)) == bare("".join(said)), field
    assert [getattr(found, field) for field in DATES] == [source[field] for field in DATES]
    assert bare(found.accreditation) in {bare(source["accreditation"]), bare(source["accreditation_en"])}
    assert found.lang == ("en" if form == "docx" else "zh")
    assert (found.file_name, len(found.source)) == (f"{name}.{form}", 64)


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_places_methods_titles_and_accreditation_are_told(form: str, read: dict[tuple[str, str], LabReport]) -> None:
    found = read["explosion-full", form]
    lines = {line.clause: line for line in found.lines}
    assert lines["11.1～11.6"].clauses == ("11.1", "11.2", "11.3", "11.4", "11.5", "11.6")
    assert lines["8.2.2, 8.2.3"].clauses == ("8.2.2", "8.2.3")
    assert [line.clause for line in found.lines if line.outside] == ["5.7.2", "5.7.2"]
    assert lines["5.4.1"].title == ("Degree of protection 外壳防护等级" if form == "docx" else "外壳防护等级")
    if form != "docx":
        assert lines["5.2.2"].method == "9.1"
    places = {"pdf": (4, ""), "docx": (0, "table 2, row 36"), "xlsx": (0, "检验结果!A35")}
    assert (lines["5.6.4"].page, lines["5.6.4"].place) == places[form]


@pytest.mark.parametrize(("name", "form"), FILES)
def test_a_sample_report_is_what_its_source_makes(name: str, form: str) -> None:
    assert (REPORTS / f"{name}.{form}").read_bytes() == make(read_source(REPORTS / f"{name}.md"), form)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_report_says_that_it_is_fictitious(name: str) -> None:
    source = read_source(REPORTS / f"{name}.md")
    assert "虚构" in source["disclaimer"] and "虚构" in source["laboratory"] and "虚构" in source["applicant"]


# hostile files


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(path: Path, sheet: str, shared: bytes = b"") -> Path:
    """A workbook of one sheet, whose XML is ``sheet``."""
    relation = f'<Relationship Id="r{{}}" Type="{RELATIONS}/{{}}" Target="{{}}"/>'
    top = f'<Relationships xmlns="{PACKAGE}">' + relation.format(1, "officeDocument", "xl/workbook.xml") + "</Relationships>"
    inner = relation.format(1, "worksheet", "sheet1.xml") + relation.format(2, "sharedStrings", "shared.xml")
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    return archive(path, {
        "[Content_Types].xml": b"<Types/>", "_rels/.rels": top.encode(), "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'.encode(),
        "xl/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'.encode(),
        "xl/shared.xml": shared or f'<sst xmlns="{MAIN}"/>'.encode(),
    })  # fmt: skip


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    bomb = workbook(tmp_path / "bomb.xlsx", "<sheetData/>", b"<sst>" + b" " * (130 * 2**20) + b"</sst>")
    assert bomb.stat().st_size < 2**20
    with pytest.raises(LimitExceeded, match="split the file"):
        read_report(bomb)


def test_entities_that_grow_are_not_expanded(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE sst [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(12)
    )
    with pytest.raises(DocumentError):
        read_report(workbook(tmp_path / "l.xlsx", "<sheetData/>", f"{laughs}]><sst><si><t>&m;</t></si></sst>".encode()))


def test_ranges_over_the_whole_sheet_cost_nothing(tmp_path: Path) -> None:
    head = "".join(map(inline, ("A1", "B1", "C1", "D1"), ("Clause", "Requirement + Test", "Result - Remark", "Verdict")))
    row = inline("A2", "5.1") + inline("B2", "shall hold") + inline("C2", "holds") + inline("D2", "F")
    merged = '<mergeCells><mergeCell ref="F1:XFD1048576"/><mergeCell ref="A2:A1048576"/></mergeCells>'
    sheet = f'<sheetData><row r="1">{head}</row><row r="2">{row}</row></sheetData>{merged}'
    (line,) = read_report(workbook(tmp_path / "wide.xlsx", sheet), limits=Limits(seconds=30)).lines
    assert (line.clause, line.verdict) == ("5.1", Verdict.FAIL)


def test_more_cells_than_a_report_has_are_refused(tmp_path: Path) -> None:
    row = "<row>" + "<c><v>1</v></c>" * 1000 + "</row>"
    with pytest.raises(LimitExceeded, match="cells"):
        read_report(workbook(tmp_path / "large.xlsx", f"<sheetData>{row * 500}</sheetData>"))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", EmptyDocument),
        (b"\x89PNG\r\n\x1a\n", NotADocument),
        (b"PK\x03\x04 broken", DocumentError),
        (b"\xd0\xcf\x11\xe0 old", NotADocument),
        (b'{"standard": "X"}\n', NotADocument),
        (b"<html><body>P</body></html>", NotADocument),
        (b"%PDF-1.7\nnothing", DocumentError),
    ],
)
@pytest.mark.parametrize("name", ["r.pdf", "r.docx", "r.xlsx"])
def test_what_is_no_report_is_a_typed_error_of_one_line(tmp_path: Path, content: bytes, kind: type[Exception], name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(kind) as raised:
        read_report(path)
    assert "\n" not in str(raised.value)


def test_a_report_is_known_by_its_content_whatever_its_name(tmp_path: Path, read: dict[tuple[str, str], LabReport]) -> None:
    for form, name in (("xlsx", "a.pdf"), ("docx", "b.xlsx"), ("pdf", "c.docx")):
        path = tmp_path / name
        path.write_bytes((REPORTS / f"explosion-full.{form}").read_bytes())
        assert read_report(path).lines == read["explosion-full", form].lines
    with pytest.raises(FileMissing):
        read_report(tmp_path / "none.pdf")
    with pytest.raises(NotADocument, match="Word document"):
        read_report(archive(tmp_path / "zip.docx", {"a.txt": b"a"}))


@pytest.mark.skipif(not BAD.exists(), reason="the malformed files are not there")
@pytest.mark.parametrize(
    "name",
    ["PdfPig__Hang.pdf", "pdf__infinite-loop-103.pdf", "PdfPig__stackoverflow_error.pdf", "pdfium__bookmarks_circular.pdf",
     "pdfbox__PasswordSample-128bit.pdf", "PdfPig__Type0_CJK_Font.pdf", "limits/chars_4M.pdf", "limits/array_nest_200k.pdf"],
)  # fmt: skip
def test_malformed_files_end_in_a_report_or_a_typed_error(name: str) -> None:
    try:
        found = read_report(BAD / name, limits=Limits(seconds=25, ocr=False))
    except PasswordNeeded:
        assert "Password" in name
    except DocumentError as error:
        assert "\n" not in str(error)
    else:
        assert "no table of clauses and results was found" in found.marks or found.lines == ()


def test_a_report_without_a_table_of_results_says_so() -> None:
    found = read_report(Path(__file__).parents[1] / "corpora" / "standards" / "explosion-zh.pdf")
    assert found.lines == ()
    assert "no table of clauses and results was found" in found.marks
