"""Sets a test report as PDF in the form of Chinese laboratories: cover, a page on what was tested, the table of results."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from corpora.fonts import register
from corpora.houses import A4, MM
from corpora.reporting import Report
from corpora.source import Table
from corpora.tables import Grid, draw_frame, draw_row, lay_out
from corpora.typeset import Face, Style, break_lines, draw_line, draw_text

VERDICTS = {"P": "符合", "F": "不符合", "N": "不适用", "T": "未检"}
HEAD = ("序号", "检验项目", "标准条款", "技术要求", "检验方法", "检验结果", "单项结论")
NOTES = ("注：“—”表示该栏无内容；不适用和未检的项目不参与结论的判定。",)
ADDED = (
    "检验报告编号第页共产品型式委托检验样品名称型号生产单位收样日期签发机构认可范围依据版本结论主检审核批准签字（虚构）一二"
    "注：“”—　表示该栏无内容；不适用和未检的项目不参与结论的判定。《》～"
) + "".join((*HEAD, *VERDICTS.values()))
FACE = Face("ReportSong", "SampleHei", "SampleRomanItalic", han=True)
CELL, LINE = Style(9, 12.5), Style(10.5, 18)
LEFT, WIDTH = 22 * MM, A4[0] - 42 * MM
TOP, BOTTOM = A4[1] - 30 * MM, 24 * MM


class Sheets:
    """Pages with the number of the report and of the page in their head."""

    def __init__(self, canvas: Canvas, report: Report, pages: int) -> None:
        """Begin the first page of ``pages``."""
        self.canvas, self.report, self.pages = canvas, report, pages
        self.page, self.y = 1, TOP
        self._furnish()

    def _furnish(self) -> None:
        draw_text(self.canvas, f"报告编号：{self.report['number']}", FACE, 9, (LEFT, A4[1] - 18 * MM))
        draw_text(self.canvas, f"第{self.page}页 共{self.pages}页", FACE, 9, (LEFT + WIDTH, A4[1] - 18 * MM), align="right")
        draw_text(self.canvas, self.report["disclaimer"], FACE, 8, (A4[0] / 2, 13 * MM), align="center")

    def turn(self) -> None:
        """Finish the page and begin the next."""
        self.canvas.showPage()
        self.page, self.y = self.page + 1, TOP
        self._furnish()

    def line(self, text: str, style: Style = LINE, *, bold: bool = False) -> None:
        """Set a paragraph."""
        shape = Style(style.size, style.leading, align=style.align, bold=bold)
        for line in break_lines(text, FACE, shape, WIDTH):
            self.y -= style.leading
            draw_line(self.canvas, line, LEFT, self.y)

    def table(self, table: Table, *, ahead: int = 0) -> None:
        """Set a table; its head comes again on every page. ``ahead`` rows at least stand together at its end."""
        grid = lay_out(table, FACE, CELL, WIDTH)
        top = self.y
        self._rows(range(grid.head), grid)
        row = grid.head
        while row < len(grid.raw):
            group = self._group(grid, row)
            if sum(grid.heights[at] for at in group) > self.y - BOTTOM:
                draw_frame(self.canvas, grid, LEFT, top, self.y)
                self.turn()
                top = self.y
                self._rows(range(grid.head), grid)
            self._rows(group, grid)
            row = group.stop
        draw_frame(self.canvas, grid, LEFT, top, self.y)
        self.y -= 12 + ahead

    def _group(self, grid: Grid, row: int) -> range:
        """Rows that no page break may part: a cell of theirs reaches over all of them, or a heading is above them."""
        end = row + 1
        while end < len(grid.raw) and ("^" in grid.raw[end] or grid.raw[end - 1][1] == "<"):
            end += 1
        return range(row, end)

    def _rows(self, rows: range, grid: Grid) -> None:
        for row in rows:
            draw_row(self.canvas, grid, row, LEFT, self.y)
            self.y -= grid.heights[row]


def make_pdf(report: Report) -> bytes:
    """The PDF of ``report``: set twice, since every page says how many there are."""
    _, pages = _set(report, 9)
    return _set(report, pages)[0]


def _set(report: Report, pages: int) -> tuple[bytes, int]:
    register()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1, lang="zh")
    canvas.setTitle(f"检验报告 {report['number']}")
    canvas.setAuthor(report["laboratory"])
    canvas.setSubject(report["disclaimer"])
    sheets = Sheets(canvas, report, pages)
    _cover(sheets)
    sheets.turn()
    _first(sheets)
    sheets.turn()
    draw_text(canvas, "检验结果", FACE, 14, (A4[0] / 2, sheets.y), align="center", bold=True)
    sheets.y -= 14
    sheets.table(Table("", "", (HEAD,), tuple(_rows(report))))
    for note in (*NOTES, *([report["outside"]] if report["outside"] else [])):
        sheets.line(note, Style(9, 14, align="left"))
    canvas.showPage()
    canvas.save()
    return target.getvalue(), sheets.page


def _cover(sheets: Sheets) -> None:
    report, canvas = sheets.report, sheets.canvas
    draw_text(canvas, report["accreditation"], FACE, 10.5, (LEFT, A4[1] - 34 * MM))
    draw_text(canvas, "检　验　报　告", FACE, 30, (A4[0] / 2, A4[1] - 82 * MM), align="center", bold=True)
    sheets.y = A4[1] - 112 * MM
    for label, value in (
        ("样品名称", report["product"]),
        ("型号规格", report["model"]),
        ("委托单位", report["applicant"]),
        ("生产单位", report["manufacturer"]),
        ("检验类别", "型式检验"),
    ):
        sheets.y -= 26
        draw_text(canvas, f"{label}：{value}", FACE, 13, (LEFT + 16 * MM, sheets.y))
    draw_text(canvas, report["laboratory"], FACE, 15, (A4[0] / 2, 46 * MM), align="center")
    draw_text(canvas, f"签发日期：{report['issued']}", FACE, 12, (A4[0] / 2, 36 * MM), align="center")


def _first(sheets: Sheets) -> None:
    report = sheets.report
    draw_text(sheets.canvas, "检验报告", FACE, 16, (A4[0] / 2, sheets.y), align="center", bold=True)
    sheets.y -= 16
    rows: Sequence[tuple[str, str, str, str]] = (
        ("样品名称", report["product"], "型号规格", report["model"]),
        ("委托单位", report["applicant"], "生产单位", report["manufacturer"]),
        ("收样日期", report["received"], "检验日期", f"{report['tested_from']}～{report['tested_to']}"),
        ("检验机构", report["laboratory"], "认可编号", report["accreditation"]),
        ("检验依据", f"{report['standard']}《{report['title']}》", "<", "<"),
        ("标准版本", report["edition"], "<", "<"),
        ("认可范围", report["scope"], "<", "<"),
        ("检验结论", f"{report['conclusion']}（{report['disclaimer']}）", "<", "<"),
        ("主检", "（签字）", "批准", "（签字）"),
    )
    sheets.table(Table("", "", (), rows))


def _rows(report: Report) -> list[tuple[str, ...]]:
    """The rows of the table of results: headings across, lines of one clause together."""
    rows: list[tuple[str, ...]] = []
    number = 0
    for entry in report.entries:
        if not entry.verdict:
            rows.append((f"{entry.clause} {entry['item']}", *["<"] * (len(HEAD) - 1)))
            continue
        own = bool(entry.clause)
        number += own
        cells = [str(number) if own else "^", entry["item"], entry.clause if own else "^", entry["requirement"]]
        cells += [entry["method"] or "—", entry["result"] or "—", VERDICTS[entry.verdict]]
        if not own and not entry["item"]:
            cells[1] = "^"
        rows.append(tuple(cells))
    return rows
