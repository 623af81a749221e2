"""What ``parse`` and ``ingest`` say on stderr while they read: the table of an audit, how far OCR is, the word for a failure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rawpdf import document, text, write_pdf
from typer.testing import CliRunner

from app import reading
from app.cli import app

ROWS = ("1 Scope", "This document sets limits for the noise of machines.", "2 Limits", "The level shall not exceed 85 dB.")


def endless(path: Path) -> Path:
    """A document whose second page pdfplumber finds empty: the length of its stream is missing."""
    objects = document(text(*ROWS), text("3 Marking", "It shall bear a mark."))
    objects[13] = re.sub(rb"/Length \d+", b"", objects[13])
    path.write_bytes(write_pdf(objects))
    return path


def test_parse_lists_what_the_readers_disagree_on(tmp_path: Path) -> None:
    path = endless(tmp_path / "endless.pdf")
    run = CliRunner().invoke(app, ["parse", str(path), "--audit"])
    assert run.exit_code == 0
    lines = run.stderr.splitlines()
    assert [line.split() for line in lines[1:3]] == [
        ["pdfium", "pdfplumber", "differ", "taken"], ["p.", "2", "25", "0", "25", "pdfium"],
    ]  # fmt: skip
    assert lines[0] == f"{path}: both readers read 2 pages, and differ on 1"
    assert any("page 2: pdfium reads 25 characters and pdfplumber 0" in line for line in lines[3:])
    assert "3 Marking" in run.stdout
    assert "pdfplumber" not in CliRunner().invoke(app, ["parse", str(path)]).stderr


def test_a_batch_says_how_each_file_failed(tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "a.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (bad / "b.pdf").write_bytes(b"")
    (bad / "c.pdf").write_bytes(b"%PDF-1.7\nnothing else")
    run = CliRunner().invoke(app, ["ingest", str(bad), "--library", str(tmp_path / "library")])
    assert run.exit_code == 1
    assert [(line.split()[0], line.split()[-1]) for line in run.stdout.splitlines()] == [
        ("error", "[damaged]"), ("error", "[empty]"), ("error", "[damaged]"),
    ]  # fmt: skip
    assert "3 of 3 files could not be read (2 damaged, 1 empty)" in run.stderr
    assert "no reader opens it (PDFium: Data format error); get it again" in run.stdout
    (bad / "a.pdf").unlink()
    (bad / "c.jsonl").write_text('{"standard": "A 1", "clause": "1", "text": "Pumps shall be tested."}\n')
    run = CliRunner().invoke(app, ["ingest", str(bad), "--library", str(tmp_path / "library")])
    assert "2 of 3 files could not be read (1 damaged, 1 empty)" in run.stderr


def test_ocr_says_where_it_is_but_not_at_every_page(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    clock = iter(range(0, 100, 2))
    monkeypatch.setattr(reading.time, "monotonic", lambda: float(next(clock)))
    told = reading.ocr_progress()
    for page in range(1, 8):
        told(Path("folder", "scan.pdf"), page, 7)
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "scan.pdf: OCR is at page 3 of 7"
    assert len(said) == 2
