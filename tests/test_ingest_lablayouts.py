"""Test reports in other layouts: the IECEE form in English, the протокол испытаний, workbooks, heads of two rows."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from corpora.fonts import register
from ingest.labmaking import make_report
from ingest.labprint import Grid, Pages, Row, Text
from ingest.labreport import read_report
from ingest.testreport import LabReport

Cells = tuple[str, ...]


def word(path: Path, lines: list[str], *tables: list[Cells], down: list[tuple[int, int, int]] | None = None) -> Path:
    """A Word document of lines and tables; ``down`` are cells of the last one (column, first row, last row) that are one."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        made = document.add_table(rows=0, cols=max(map(len, rows)), style="Table Grid")
        for row in rows:
            cells = made.add_row().cells
            if len(row) == 1:
                cells[0].merge(cells[-1]).text = row[0]
            for cell, text in zip(cells, row, strict=False):
                cell.text = text if len(row) > 1 else cell.text
        document.add_paragraph("")
    for column, first, last in down or []:
        made.cell(first, column).merge(made.cell(last, column))
    document.save(path)
    return path


def told(report: LabReport) -> list[tuple[str, str]]:
    return [(line.clause, line.verdict.value) for line in report.lines]


TRF_HEAD = ("Clause", "Requirement + Test", "Result - Remark", "Verdict")
TRF = [
    ("XNS 2210:2023",),
    TRF_HEAD,
    ("6", "CONSTRUCTION", "", "—"),
    ("6.2", "Surface temperature", "", "P"),
    ("6.2.1", "Group I, dust can settle: max. 150 °C", "118 °C", "P"),
    ("", "Group I, dust cannot settle: max. 400 °C", "412 °C", "F"),
    ("6.3", "Enclosures", "", ""),
    ("Cl. 6.3.1", "Impact 20 J", "no damage", "P (see note)"),
    ("6.3.2, 6.3.3", "Light alloys; static charge", "steel", "N/A"),
    ("Report No. ABC-1", "", "", "Page 2 of 9"),
    TRF_HEAD,
    ("6.3.4", "Self-extinguishing within 15 s", "6 s", "does not comply"),
    ("6.4.1", "At least IP55", "", "N/E"),
    ("6.4.2", "At least IP65 at the coal face", "", ""),
    ("6.5", "Fasteners", "seen", "OK?"),
    ("Supplementary information: samples 1 to 3 were used.",),
]
TRF_FIRST = [
    ("Report Number. . . . . . . . . . . :", "ABC-2025-7"),
    ("Applicant's name .................:", "Example Apparatus Ltd. (fictitious)"),
    ("Test item description ............:", "Junction box"),
    ("Model/Type reference .............:", "JB-20"),
    ("Standard .........................:", "XNS 2210:2023"),
    ("Testing Laboratory ...............:", "Example Test House (fictitious)"),
    ("Accreditation certificate ........:", "DAkkS D-PL-99999-01-00"),
    ("Date(s) of performance of tests ..:", "3 March 2025 – 28 March 2025"),
    ("Date of issue ....................:", "2025-04-02"),
]


def check_trf(report: LabReport) -> None:
    assert told(report) == [
        ("6.2", "pass"), ("6.2.1", "pass"), ("6.2.1", "fail"), ("Cl. 6.3.1", "pass"), ("6.3.2, 6.3.3", "not applicable"),
        ("6.3.4", "fail"), ("6.4.1", "not tested"), ("6.4.2", ""), ("6.5", ""),
    ]  # fmt: skip
    assert [line.clauses for line in report.lines][3:5] == [("6.3.1",), ("6.3.2", "6.3.3")]
    assert [line.title for line in report.lines][2:4] == ["CONSTRUCTION", "Enclosures"]
    assert report.lines[2].result == "412 °C"
    marks = "\n".join(report.marks)
    assert "line 9 (6.5" in marks and "“OK?” is not understood" in marks
    assert "no verdict is printed on line 8" in marks
    assert "samples 1 to 3 were used" in marks


def test_the_iecee_form_in_word(tmp_path: Path) -> None:
    report = read_report(word(tmp_path / "trf.docx", ["TEST REPORT"], TRF_FIRST, TRF))
    check_trf(report)
    assert (report.number, report.standard, report.model, report.lang) == ("ABC-2025-7", "XNS 2210:2023", "JB-20", "en")
    assert (report.laboratory, report.accreditation) == ("Example Test House (fictitious)", "DAkkS D-PL-99999-01-00")
    assert (report.tested_from, report.tested_to, report.issued) == ("2025-03-03", "2025-03-28", "2025-04-02")


def paper(path: Path, *tables: list[Cells], widths: list[int], font: str = "SampleRoman", between: int = 12) -> Path:
    """A PDF of ruled tables, whose heads come again on every page."""
    register()
    style = ParagraphStyle("cell", fontName=font, fontSize=9, leading=11)
    rules = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    flow: list[object] = []
    for rows in tables:
        wide = max(map(len, rows))
        cells = [[Paragraph(text, style) for text in row] + [""] * (wide - len(row)) for row in rows]
        spans = [("SPAN", (0, at), (-1, at)) for at, row in enumerate(rows) if len(row) == 1]
        heads = 2 if len(rows[0]) == 1 else 1
        flow += [Table(cells, widths[:wide], style=TableStyle(rules + spans), repeatRows=heads), Spacer(1, between)]
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4, invariant=1).build(flow)
    path.write_bytes(target.getvalue())
    return path


def test_the_iecee_form_on_paper(tmp_path: Path) -> None:
    report = read_report(paper(tmp_path / "trf.pdf", [*TRF_FIRST], TRF, widths=[120, 200, 90, 70]))
    check_trf(report)
    assert report.number == "ABC-2025-7"


def test_a_table_of_results_over_many_pages(tmp_path: Path) -> None:
    rows = [(f"5.{n}", f"requirement {n} " * (n % 7 + 1), f"{n} mm", "F" if n % 10 == 0 else "P") for n in range(1, 121)]
    report = read_report(paper(tmp_path / "long.pdf", [TRF_HEAD, *rows], widths=[50, 250, 100, 50]))
    assert told(report) == [(row[0], "fail" if row[3] == "F" else "pass") for row in rows]
    assert [line.result for line in report.lines] == [row[2] for row in rows]
    assert [line.requirement for line in report.lines] == [row[1].strip() for row in rows]
    assert sorted({line.page for line in report.lines}) == list(range(1, max(line.page for line in report.lines) + 1))


PROTOCOL = [
    ("№ п/п", "Наименование показателя", "НД, пункт", "Норма по НД", "Ед. изм.", "Результат", "НД на метод испытаний", "Вывод"),
    ("1", "Уровень шума", "ГОСТ Р 99151—2021, п. 5.1.2", "не более 80", "дБА", "78,4", "ГОСТ Р 99152—2020", "соответствует"),
    ("2", "Пиковый уровень", "п. 5.1.3", "не более 137", "дБС", "139", "", "не соответствует"),
    ("", "то же, с глушителем", "", "не более 137", "дБС", "131", "", "соотв."),
    ("3", "Инфразвук*", "п. 5.4", "не более 110", "дБ", "—", "", "не испытывалось"),
    ("4", "Тональный шум", "п. 5.5", "—", "", "—", "", "не применимо"),
    ("5", "Вибрация", "пп. 5.6, 5.7", "по НД", "", "см. приложение", "", "частично соответствует"),
]  # fmt: skip
PROTOCOL_LINES = [
    "Протокол испытаний № 123-ИЛ/2025 от 12.05.2025",
    "Заявитель: ООО «Образец» (вымышленное)",
    "Изготовитель: ООО «Завод-образец» (вымышленное)",
    "Наименование продукции: Компрессор передвижной",
    "Марка: КП-7",
    "Испытательная лаборатория: ИЛ «Образец» (вымышленная)",
    "Номер записи в реестре: RA.RU.21ОБ99",
    "Дата проведения испытаний: 14.04.2025 – 30.04.2025",
    "Испытания на соответствие: ГОСТ Р 99151—2021 (Изменение № 1)",
    "Показатели, отмеченные знаком *, не входят в область аккредитации.",
]


def test_a_russian_protocol(tmp_path: Path) -> None:
    report = read_report(word(tmp_path / "p.docx", PROTOCOL_LINES, PROTOCOL))
    assert [line.verdict.value for line in report.lines] == ["pass", "fail", "pass", "not tested", "not applicable", ""]
    assert [line.clauses for line in report.lines] == [("5.1.2",), ("5.1.3",), ("5.1.3",), ("5.4",), ("5.5",), ("5.6", "5.7")]
    first = report.lines[0]
    assert (first.standard, first.method) == ("ГОСТ Р 99151—2021".replace("—", "-"), "ГОСТ Р 99152—2020")
    assert (first.requirement, first.result, first.title) == ("не более 80 дБА", "78,4 дБА", "Уровень шума")
    assert [line.outside for line in report.lines] == [False, False, False, True, False, False]
    assert (report.number, report.issued, report.lang) == ("123-ИЛ/2025", "2025-05-12", "ru")
    assert (report.standard, report.edition) == ("ГОСТ Р 99151-2021", "(Изменение № 1)")
    assert (report.model, report.accreditation) == ("КП-7", "RA.RU.21ОБ99")
    assert (report.tested_from, report.tested_to) == ("2025-04-14", "2025-04-30")
    assert any("“частично соответствует” is not understood" in mark for mark in report.marks)


def test_a_workbook_with_formulas_dates_hidden_rows_and_merged_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Results"
    for row in [
        ("Report No.: W-1", "", "", "", ""),
        (),
        ("Clause", "Test item", "Limit", "Measured value", "Pass/Fail"),
        ("5.1", "Gap", "max. 0.5 mm", 0.42, "Pass"),
        ("", "Length", "min. 25 mm", "=20+4", "=IF(D5<25,\"Fail\",\"Pass\")"),
        ("5.2", "Mass fraction", "max. 7.5 %", 0.068, "Pass"),
        ("5.3", "Hidden", "-", "-", "Fail"),
    ]:  # fmt: skip
        sheet.append(row)
    sheet["D6"].number_format = "0.0%"
    sheet.row_dimensions[7].hidden = True
    sheet.merge_cells("A4:A5")
    path = tmp_path / "w.xlsx"
    book.save(path)
    report = read_report(path)
    assert [(line.clause, line.result, line.verdict.value, line.place) for line in report.lines] == [
        ("5.1", "0.42", "pass", "Results!A4"),
        ("5.1", "", "", "Results!B5"),  # no program has computed it: nothing is taken for its value
        ("5.2", "6.8 %", "pass", "Results!A6"),
        ("5.3", "", "fail", "Results!A7"),
    ]
    assert report.number == "W-1"
    marks = "\n".join(report.marks)
    assert "2 cells hold formulas, whose values are those that the file keeps; 2 of them have none" in marks
    assert "hidden" in marks and "no verdict is printed on line 2" in marks


def grid(*rows: tuple[str | None, ...], again: dict[int, frozenset[int]] | None = None) -> Grid:
    return Grid(tuple(Row(row, 1, again=(again or {}).get(at, frozenset())) for at, row in enumerate(rows)))


def test_a_head_of_two_rows_with_samples() -> None:
    block = grid(
        ("序号", "检验项目", "标准条款", "技术要求", "检验结果", None, "单项结论"),
        ("序号", "检验项目", "标准条款", "技术要求", "1#样", "2#样", "单项结论"),
        ("1", "温度", "5.2", "≤150 ℃", "118 ℃", "121 ℃", "符合"),
        again={1: frozenset({0, 1, 2, 3, 6})},
    )
    (line,) = make_report(Pages((block,))).lines
    assert (line.result, line.verdict.value) == ("1#样: 118 ℃; 2#样: 121 ℃", "pass")


def test_a_table_goes_on_without_its_head_and_a_verdict_reaches_over_rows() -> None:
    first = grid(("Clause", "Requirement", "Result", "Verdict"), ("5.1", "a", "1", "P"))
    second = grid(("5.2", "b", "2", "F"), ("", "c", "3", "F"), again={1: frozenset({3})})
    report = make_report(Pages((first, Text("page 2", 2), second)))
    assert told(report) == [("5.1", "pass"), ("5.2", "fail"), ("5.2", "fail")]


def test_no_beside_yes_is_not_not_applicable() -> None:
    head = ("Clause", "Requirement", "Result", "Complies")
    mixed = make_report(Pages((grid(head, ("5.1", "a", "1", "Y"), ("5.2", "b", "2", "N")),)))
    alone = make_report(Pages((grid(head, ("5.1", "a", "1", "P"), ("5.2", "b", "2", "N")),)))
    assert told(mixed) == [("5.1", ""), ("5.2", "")]
    assert told(alone) == [("5.1", "pass"), ("5.2", "not applicable")]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("报告编号：XFB-1 签发日期：2025年4月2日", "issued", "2025-04-02"),
        ("报告编号：XFB-1 共12页 第1页", "number", "XFB-1"),
        ("检验依据：GB/T 99301—2024《防爆电气设备》第1号修改单", "standard", "GB/T 99301—2024"),
        ("认可编号：无", "accreditation", ""),
        ("Standard: EN 60079-0:2018+A11:2021", "edition", "+A11:2021"),
        ("Manufacturer's name: Example Works (fictitious)", "manufacturer", "Example Works (fictitious)"),
        ("Manufacturer: Example Works (fictitious)", "manufacturer", "Example Works (fictitious)"),
    ],
)
def test_fields_of_the_head(text: str, field: str, value: str) -> None:
    assert getattr(make_report(Pages((Text(text, 1),))), field) == value


def test_two_numbers_in_one_report_are_told() -> None:
    report = make_report(Pages((Text("报告编号：A-1", 1), Text("报告编号：B-2", 2))))
    assert report.number == "A-1"
    assert "it says two things of its number: “A-1” and “B-2”" in report.marks
