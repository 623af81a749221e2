"""``clausebridge report``: what it prints, and that no text of a report acts on a terminal or in a sheet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from app.cli import app
from app.labreporting import COLUMNS
from ingest.errors import NotADocument

REPORTS = Path(__file__).parents[1] / "corpora" / "reports"
RUN = CliRunner()


def test_a_report_as_a_table() -> None:
    said = RUN.invoke(app, ["report", str(REPORTS / "explosion-failed.pdf")])
    assert said.exit_code == 0
    lines = said.stdout.splitlines()
    assert "number\tXTL-2025-0109" in lines
    assert "1\t5.2.1\tfail\t可能堆积煤尘的表面\t≤150 ℃\t158 ℃\tp. 3" in lines
    assert any(line.startswith("11\t12.1\tfail (outside the accreditation)\t") for line in lines)


def test_a_report_as_json_and_csv_in_a_file(tmp_path: Path) -> None:
    source = str(REPORTS / "explosion-failed.docx")
    for form in ("json", "csv"):
        assert RUN.invoke(app, ["report", source, "--format", form, "--out", str(tmp_path / form)]).exit_code == 0
    found = json.loads((tmp_path / "json").read_text("utf-8"))
    rows = list(csv.reader(io.StringIO((tmp_path / "csv").read_text("utf-8-sig"))))
    head = next(at for at, row in enumerate(rows) if row == list(COLUMNS))
    assert [row[7] for row in rows[head + 1 :]] == [line["verdict"] for line in found["lines"]]
    assert ["# number: XTL-2025-0109"] in rows[:head]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (
        ("Clause", "Requirement", "Result", "Verdict"),
        ("5.1", "=1+1", "-2+3", "P"),
        ("5.2", "a\u202eb", "@SUM(A1)", "P?"),
    ):
        book.active.append(row)
    book.active["B2"].data_type = book.active["C2"].data_type = "s"
    path = tmp_path / "hostile.xlsx"
    book.save(path)
    return path


def test_no_text_of_a_report_is_a_formula_or_hides(hostile: Path) -> None:
    said = RUN.invoke(app, ["report", str(hostile), "--format", "csv"])
    assert '"\'=1+1"' in said.stdout and '"\'-2+3"' in said.stdout and '"\'@SUM(A1)"' in said.stdout
    assert "\u202e" not in said.stdout
    table = RUN.invoke(app, ["report", str(hostile)])
    assert "\u202e" not in table.stdout
    assert "2\t5.2\t? P?\t" in table.stdout
    assert "the verdict “P?” is not understood" in table.stderr


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_text('{"standard": "X", "clause": "1"}\n', encoding="utf-8")
    said = RUN.invoke(app, ["report", str(tmp_path / "list.jsonl")])
    assert isinstance(said.exception, NotADocument)
    assert "DOCX" in str(said.exception) and "XLSX" in str(said.exception)
