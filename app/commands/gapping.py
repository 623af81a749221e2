"""``gap``, ``gap-line``, ``gap-sign``, ``reports``: from a test report to the gap list against another standard."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.terminal import on_one_line, output, put, result, say
from ingest.errors import UsageError

if TYPE_CHECKING:
    from app.gapping import GapView
    from app.wording import Translate
    from index.library import Library
    from ingest.testreport import LabReport
    from matcher.gap import GapLine

Report = Annotated[
    str, typer.Argument(metavar="REPORT", help="A test report: a file, or the number or file name of a report on file.")
]
Target = Annotated[str, typer.Argument(metavar="TARGET", help="The standard of the library whose requirements are asked for.")]
Clauses = Annotated[
    list[str] | None, typer.Option("--clause", metavar="LABEL", help="Only this clause and those below it. Again for more.")
]


class GapForm(StrEnum):
    """How a gap list is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    HTML = "html"
    PDF = "pdf"


class Class(StrEnum):
    """The classes of a line, as they are typed."""

    MET = "met"
    CONDITION = "condition"
    DELTA = "delta-test"
    DOCUMENT = "document"
    ADMINISTRATIVE = "administrative"
    OPEN = "not-covered"


def gap(
    report: Report,
    targets: Annotated[list[str], typer.Argument(metavar="TARGET…", help="Standards of the library that are asked for.")],
    clauses: Clauses = None,
    form: Annotated[GapForm, typer.Option("--format", help="How it is written.")] = GapForm.TABLE,
    verify: Annotated[bool, typer.Option("--verify", help="Say what is another than when the list was signed.")] = False,
    out: options.Out = None,
    lang: options.PaperLang = options.PaperLanguage.EN,
    as_of: options.AsOf = options.TODAY,
    library: options.Library = None,
) -> None:
    """List what a test report shows of the requirements of another standard, and what is still to be tested.

    Each requirement of TARGET is met by a line of the report, met on a condition, in need of a delta test, for document review,
    administrative, or not covered, with the evidence and its pages. Recognition is never concluded. With `--verify` the exit code
    is 1 where something changed since the list was signed.
    """
    from index.library import Library, default_location

    if form in (GapForm.XLSX, GapForm.DOCX, GapForm.PDF) and out is None:
        raise UsageError(f"{form.value} cannot be written to the terminal: add --out FILE.{form.value}")
    if len(targets) > 1 and (clauses or form not in (GapForm.TABLE, GapForm.JSON, GapForm.JSONL, GapForm.CSV)):
        raise UsageError("several targets are written as table, json, jsonl or csv, whole; ask for one at a time")
    with Library.open(library or default_location()) as opened:
        read = _report(opened, report)
        views = [_view(opened, read, target, tuple(clauses or ()), as_of) for target in targets]
        if verify:
            _verify(opened, read, views, lang)
            return
    _write(views, form, out, lang)


def gap_line(
    report: Report,
    target: Target,
    clause: Annotated[str, typer.Argument(metavar="CLAUSE", help="The line, by the label of its clause.")],
    class_: Annotated[Class | None, typer.Argument(metavar="CLASS", help="The class that it gets.")] = None,
    reason: Annotated[str, typer.Argument(metavar="REASON", help="Why.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was last made of the line.")] = False,
    as_of: options.AsOf = options.TODAY,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Give a line of a gap list another class, with a reason, or take that back."""
    from index.library import Library, default_location
    from matcher.gap import GapClass
    from matcher.gap_log import change_line, undo_line

    with Library.open(library or default_location()) as opened:
        found = _view(opened, _report(opened, report), target, (), as_of).opened.found
        if undo:
            undo_line(opened, found, clause, author=author)
            say(f"{clause}: taken back.")
            return
        if class_ is None:
            raise UsageError("say which class the line gets, and why")
        change_line(opened, found, clause, GapClass[class_.name], reason, author=author)
    say(f"{clause}: {class_.value}.")


def gap_sign(
    report: Report,
    target: Target,
    clauses: Clauses = None,
    note: Annotated[str, typer.Option("--note", help="What is stored with the signature.")] = "",
    as_of: options.AsOf = options.TODAY,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Sign a gap list as it stands, as an adjudicator: the whole of it is stored, with hashes and editions."""
    from index.library import Library, default_location
    from matcher.gap import Origin
    from matcher.gap_log import file_report, sign

    with Library.open(library or default_location()) as opened:
        read = _report(opened, report)
        file_report(opened, read, author=author)
        shown = _view(opened, read, target, tuple(clauses or ()), as_of).opened
        found = shown.found
        signed = sign(opened, found, author=author, note=note, seen=shown.head)
    proposed = sum(line.origin is Origin.PROPOSED for line in found.lines)
    say(f"Signed in entry {signed.entry}: {len(found.lines)} lines; of these on correspondences that nobody decided: {proposed}.")


def reports(
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE…]", help="Reports to be filed.")] = None,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """File test reports, or list those on file.

    What is kept is what was read (clauses, results, verdicts, pages), not the file and not the requirements printed in it.
    """
    from index.library import Library, default_location
    from matcher.gap_log import file_report
    from matcher.gap_log import reports as on_file

    with Library.open(library or default_location()) as opened:
        for path in files or ():
            filed = file_report(opened, _read(path), author=author)
            say(f"{path}: filed in entry {filed.entry}, {len(filed.report.lines)} lines.")
        if not files:
            for one in on_file(opened):
                read = one.report
                parts = (read.number, read.standard, read.product, read.laboratory, read.issued, read.file_name)
                result(on_one_line("  ".join(part or "–" for part in parts)))


def _report(library: Library, name: str) -> LabReport:
    from app.gapping import report_of

    path = Path(name)
    return _read(path) if path.is_file() else report_of(library, name).report


def _read(path: Path) -> LabReport:
    from app.gapping import read_file

    return read_file(path)


def _view(library: Library, report: LabReport, target: str, clauses: tuple[str, ...], as_of: date) -> GapView:
    from app.gapping import view
    from matcher.gap_read import open_list

    return view(library, open_list(library, report, target, clauses=clauses, as_of=as_of))


def _verify(library: Library, report: LabReport, views: list[GapView], lang: str) -> None:
    from app.gap_paper import differences_lines
    from app.wording import catalogue
    from matcher.gap_log import differences

    words = catalogue("zh" if lang == "zh" else "en").gettext
    changed = False
    for shown in views:
        if shown.signed is None:
            raise UsageError(f"{report.number or report.file_name} → {shown.opened.found.target}: this list was never signed")
        found = differences(library, shown.signed, shown.opened.found)
        changed |= bool(found)
        for line in differences_lines(found, words):
            result(on_one_line(line))
    if changed:
        raise typer.Exit(1)


def _write(views: list[GapView], form: GapForm, out: Path | None, lang: options.PaperLanguage) -> None:
    from app.gap_paper import gap_paper
    from app.gapping import document, rows
    from app.papers import in_languages, paper_bytes
    from app.tables import csv_bytes, jsonl_bytes
    from app.wording import catalogue
    from ingest.jsonl import json_line

    words = catalogue("zh" if lang is options.PaperLanguage.ZH else "en").gettext
    if form is GapForm.TABLE:
        _table(views, out, words)
        return
    if form is GapForm.JSON:
        told = [document(shown, words) for shown in views]
        data = f"{json_line(told[0] if len(told) == 1 else {'lists': told})}\n".encode()
    elif form in (GapForm.JSONL, GapForm.CSV):
        made = [row for shown in views for row in rows(shown, words)]
        data = jsonl_bytes(made) if form is GapForm.JSONL else csv_bytes(made)
    else:
        data, cut = paper_bytes(in_languages(lambda _: gap_paper(views[0], _), lang.value), form.value)
        for line in cut:
            say(line)
        if out is not None:
            from app.terminal import whole

            with whole(out) as path:
                path.write_bytes(data)
            return
    put(data, out)


def _table(views: list[GapView], out: Path | None, words: Translate) -> None:
    from app.gap_paper import page_words
    from app.gap_wording import ground_sentence
    from app.gapping import counted, rows

    with output(out) as write:
        for shown in views:
            found = shown.opened.found
            for warning in found.warnings:
                say(ground_sentence(warning, words, whole=True))
            for line, row in zip(found.lines, rows(shown, words), strict=True):
                lines = ", ".join(str(one["line"]) for one in row["evidence"])
                why = next(iter([*row["arithmetic"][: _is_told_by_values(line)], *row["reasons"]]), "")
                cells = (row["clause"], page_words(row["page"], words), row["class_name"], lines, why)
                write(on_one_line("\t".join(cells)))
            say(f"{found.target}: {counted(found.counts(), words)}")


def _is_told_by_values(line: GapLine) -> bool:
    """Whether a measured value is what decides a class; else another reason comes before it."""
    from matcher.gap import Ground

    return any(one.leads is line.gap and one.ground in (Ground.OVER, Ground.BY_VALUE) for one in line.grounds)
