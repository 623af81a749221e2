"""Sets a test report as DOCX, in the IECEE form with two languages, and as XLSX, in the columns of Chinese laboratories."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable
from typing import Any

import docx
import xlsxwriter
from docx.shared import Pt

from corpora.report_paper import HEAD, VERDICTS
from corpora.reporting import Entry, Report
from corpora.source import plain

_TRF = {"P": "P", "F": "F", "N": "N/A", "T": "N/T"}
_COLUMNS = ("Clause\n条款", "Requirement + Test\n要求和试验", "Result - Remark\n结果-备注", "Verdict\n结论")
_WIDTHS = (60, 230, 130, 50)
_POSSIBLE = (
    "Possible test case verdicts:",
    "- test case does not apply to the test object: N/A (不适用)",
    "- test object does meet the requirement: P (Pass)",
    "- test object does not meet the requirement: F (Fail)",
    "- test case was not carried out: N/T (Not tested)",
)
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def make_docx(report: Report) -> bytes:
    """The report as a Word document."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(9)
    when = datetime.datetime(2025, 1, 1)
    document.core_properties.author = report["laboratory_en"]
    document.core_properties.title = f"Test report {report['number']}"
    document.core_properties.created = document.core_properties.modified = when
    document.sections[0].header.paragraphs[0].text = f"Report No.: {report['number']}"
    document.sections[0].footer.paragraphs[0].text = f"{report['disclaimer_en']} {report['disclaimer']}"
    document.add_heading("TEST REPORT 检验报告", 0)
    first = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in _fields(report):
        cells = first.add_row().cells
        cells[0].text, cells[1].text = label, value
    for line in _POSSIBLE:
        document.add_paragraph(line)
    if report["outside"]:
        document.add_paragraph(f"{report['outside_en']} {report['outside']}")
    _results(document, report)
    target = io.BytesIO()
    document.save(target)
    return _undated(target.getvalue())


def _fields(report: Report) -> list[tuple[str, str]]:
    both = lambda key: "\n".join(dict.fromkeys((report.either(key, "en"), report[key])))  # noqa: E731
    return [
        ("Report Number. 报告编号 ........................:", report["number"]),
        ("Standard 检验依据 ...............................:", f"{report['standard']} {report['title_en']}"),
        ("Edition and amendments 版本及修改单 .............:", both("edition")),
        ("Test item description 样品名称 ..................:", both("product")),
        ("Model/Type reference 型号规格 ...................:", report["model"]),
        ("Applicant's name 委托单位 .......................:", both("applicant")),
        ("Manufacturer 生产单位 ...........................:", both("manufacturer")),
        ("Testing laboratory 检验机构 .....................:", both("laboratory")),
        ("Accreditation No. 认可编号 ......................:", report["accreditation_en"]),
        ("Scope of accreditation 认可范围 .................:", both("scope")),
        ("Date of receipt of test item 收样日期 ...........:", report["received"]),
        ("Date(s) of performance of tests 检验日期 ........:", f"{report['tested_from']} to {report['tested_to']}"),
        ("Date of issue 签发日期 ..........................:", report["issued"]),
        ("Conclusion 检验结论 .............................:", both("conclusion")),
    ]


def _results(document: Any, report: Report) -> None:  # noqa: ANN401 - python-docx has no public type for it
    table = document.add_table(rows=2, cols=len(_COLUMNS), style="Table Grid")
    table.rows[0].cells[0].merge(table.rows[0].cells[-1]).text = report["standard"]
    for cell, head in zip(table.rows[1].cells, _COLUMNS, strict=True):
        cell.text = head
    for entry in report.entries:
        cells = table.add_row().cells
        for cell, text in zip(cells, _trf(entry), strict=True):
            cell.text = plain(text)
    for row in table.rows:
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Pt(width)


def _trf(entry: Entry) -> tuple[str, str, str, str]:
    """A line of the form: English above Chinese, the item before the requirement."""
    if not entry.verdict:
        return entry.clause, f"{entry['item_en']}\n{entry['item']}", "", "-"
    asked = [f"{entry[f'item{end}']}: {entry[f'requirement{end}']}".removeprefix(": ") for end in ("_en", "")]
    found = dict.fromkeys(text for text in (entry["result_en"], entry["result"]) if text)
    return entry.clause, "\n".join(asked), "\n".join(found), _TRF[entry.verdict]


def _undated(data: bytes) -> bytes:
    """The archive with its members in order and one date: the same content gives the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            made.writestr(info, source.read(name))
    return target.getvalue()


def make_xlsx(report: Report) -> bytes:
    """The report as a workbook: a sheet on what was tested, a sheet of results."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime.datetime(2025, 1, 1), "title": f"检验报告 {report['number']}"})
    wrap, day = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"num_format": "yyyy-mm-dd"})
    first = book.add_worksheet("报告信息")
    first.set_column(0, 0, 16)
    first.set_column(1, 1, 60)
    dates = {"收样日期": "received", "检验开始日期": "tested_from", "检验结束日期": "tested_to", "签发日期": "issued"}
    texts = {"报告编号": "number", "检验依据": "standard", "标准版本": "edition", "样品名称": "product", "型号规格": "model"}
    texts |= {"委托单位": "applicant", "生产单位": "manufacturer", "检验机构": "laboratory", "认可编号": "accreditation"}
    texts |= {"认可范围": "scope", "检验结论": "conclusion", "说明": "disclaimer"}
    for row, (label, key) in enumerate((texts | dates).items()):
        first.write_string(row, 0, label)
        if label in dates:
            first.write_datetime(row, 1, datetime.datetime.fromisoformat(report[key]), day)
        else:
            first.write_string(row, 1, report[key], wrap)
    _sheet(book, report, wrap)
    book.close()
    return target.getvalue()


def _sheet(book: Any, report: Report, wrap: object) -> None:  # noqa: ANN401 - XlsxWriter has no types
    sheet = book.add_worksheet("检验结果")
    for column, (head, width) in enumerate(zip(HEAD, (6, 28, 12, 40, 10, 40, 10), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head)
    row = 1
    for number, (heading, lines) in enumerate(_by_clause(report.entries)):
        if heading is not None:
            sheet.merge_range(row, 0, row, len(HEAD) - 1, heading, wrap)
            row += 1
            continue
        last = row + len(lines) - 1
        for column, text in ((0, str(number)), (2, lines[0].clause)):
            if last > row:  # lines of one clause have one cell for it
                sheet.merge_range(row, column, last, column, text, wrap)
            else:
                sheet.write_string(row, column, text, wrap)
        for line in lines:
            for column, key in ((1, "item"), (3, "requirement"), (4, "method"), (5, "result")):
                sheet.write_string(row, column, plain(line[key]), wrap)
            sheet.write_string(row, 6, VERDICTS[line.verdict], wrap)
            row += 1
    if report["outside"]:
        sheet.write_string(row + 1, 0, report["outside"])


def _by_clause(entries: Iterable[Entry]) -> list[tuple[str | None, list[Entry]]]:
    """Headings, and the lines of each clause together."""
    found: list[tuple[str | None, list[Entry]]] = []
    for entry in entries:
        if not entry.verdict:
            found.append((f"{entry.clause} {entry['item']}", []))
        elif entry.clause:
            found.append((None, [entry]))
        else:
            found[-1][1].append(entry)
    return found
