"""``record``, ``comment``, ``dispose``, ``verify``: a comparison as a record, its versions, what a committee says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.terminal import on_one_line, put, result, say
from ingest.errors import UsageError

if TYPE_CHECKING:
    from app.recording import Opened
    from app.tables import Row
    from index.library import Library

A = Annotated[str, typer.Argument(metavar="A", help="A standard of the library.")]
B = Annotated[str, typer.Argument(metavar="B", help="The one that it is compared with.")]


class RecordFormat(StrEnum):
    """How a record, a version, comments or differences are written."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    OSCAL = "oscal"


class Type(StrEnum):
    """The type of a comment."""

    GENERAL = "general"
    TECHNICAL = "technical"
    EDITORIAL = "editorial"


class Becomes(StrEnum):
    """What becomes of a comment."""

    ACCEPTED = "accepted"
    PARTLY = "partly-accepted"
    NOT_ACCEPTED = "not-accepted"
    NOTED = "noted"


def record(
    a: A,
    b: B,
    stated: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="purpose, product, further, language, as_of, separate, double, committee; lists by semicolons. Again for more.",
        ),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back your last change of the record, or your review.")] = False,
    review: Annotated[bool, typer.Option("--review", help="State that every card is decided.")] = False,
    freeze: Annotated[bool, typer.Option("--freeze", help="Freeze the lines as they are as the next version.")] = False,
    submit: Annotated[bool, typer.Option("--submit", help="Put the frozen version before the committee.")] = False,
    approve: Annotated[bool, typer.Option("--approve", help="Approve the version.")] = False,
    back: Annotated[str | None, typer.Option("--return", metavar="NOTE", help="Return the version, and say why.")] = None,
    note: Annotated[str, typer.Option("--note", help="What is stored with a step; the reason of cards left open.")] = "",
    version: Annotated[int | None, typer.Option("--version", min=1, help="Write the lines of this frozen version.")] = None,
    diff: Annotated[
        tuple[str, str] | None,
        typer.Option("--diff", help="Write what differs between two versions; `now` is one."),
    ] = None,
    comments: Annotated[int | None, typer.Option("--comments", min=1, help="Write the comments on this version.")] = None,
    withdraw: Annotated[
        int | None, typer.Option("--withdraw", metavar="COMMENT", help="Take back a comment of your own, by its entry.")
    ] = None,
    form: Annotated[RecordFormat, typer.Option("--format", help="How it is written.")] = RecordFormat.TABLE,
    out: options.Out = None,
    lang: options.Lang = options.Language.EN,
    as_of: options.AsOf = options.TODAY,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Show the record of a comparison, or take it further.

    What it is for, draft to reviewed to frozen version to committee to approved or returned, and what the next step lacks. A
    frozen version never changes; it is written with a head that `verify` can check.
    """
    from app.recording import open_record
    from index.library import Library, default_location
    from index.members import members, role_among
    from matcher.comments import withdraw as withdraw_comment
    from matcher.steps import Step

    asked = {Step.REVIEW: review, Step.FREEZE: freeze, Step.SUBMIT: submit, Step.APPROVE: approve, Step.RETURN: back is not None}
    chosen = [step for step, wanted in asked.items() if wanted]
    if len(chosen) > 1 or sum(one is not None for one in (version, diff, comments)) > 1:
        raise UsageError("one step, and one table, at a time")
    if form is RecordFormat.XLSX and out is None:
        raise UsageError("an Excel file cannot be written to the terminal: add --out FILE.xlsx")
    with Library.open(library or default_location()) as opened:
        opened.look_back(as_of)
        if stated or undo or chosen:
            _act(opened, (a, b), author, stated or [], undo=undo, step=chosen[0] if chosen else None, note=back or note)
        if withdraw:
            withdraw_comment(opened, a, b, withdraw, author=author)
        found = open_record(opened, a, b, author, role_among(members(opened.log), author))
        working = _working_copy(opened, found) if form is RecordFormat.OSCAL and not version else b""
    if version:
        _write_version(found, version, form, out, lang)
    elif diff:
        _write_differences(found, diff, form, out, lang)
    elif comments:
        _write_comments(found, comments, form, out, lang)
    elif form is RecordFormat.OSCAL:
        put(working, out)
    else:
        _write_record(found, form, out, lang)


def comment(
    a: A,
    b: B,
    version: Annotated[int, typer.Argument(metavar="VERSION", help="The version that is before the committee.")],
    line: Annotated[str, typer.Argument(metavar="LINE", help="The line, by number or key; 0 for the version as a whole.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The comment.")],
    type_: Annotated[Type, typer.Option("--type", help="As in the ISO template.")] = Type.TECHNICAL,
    proposed: Annotated[str, typer.Option("--propose", metavar="TEXT", help="The change that is proposed.")] = "",
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Comment on a line of a frozen version, as a member of the committee."""
    from index.library import Library, default_location
    from matcher import comments
    from matcher.comments import WHOLE, Comment, CommentType

    new = Comment(version, WHOLE if line == "0" else line, text, author, CommentType(type_.value), proposed)
    with Library.open(library or default_location()) as opened:
        written = comments.comment(opened, a, b, new)
    say(f"Comment {written.entry} is written.")


def dispose(
    a: A,
    b: B,
    number: Annotated[int, typer.Argument(metavar="COMMENT", help="The comment, by the number of its entry.")],
    outcome: Annotated[Becomes, typer.Argument(metavar="OUTCOME", help="accepted, partly-accepted, not-accepted, noted.")],
    reason: Annotated[str, typer.Argument(metavar="REASON", help="Why.")],
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Say what becomes of a comment, and why, as an adjudicator."""
    from index.library import Library, default_location
    from matcher import comments
    from matcher.comments import Outcome

    with Library.open(library or default_location()) as opened:
        comments.dispose(opened, a, b, number, Outcome(outcome.value.replace("-", " ")), reason, author=author)
    say(f"Comment {number}: {outcome.value}.")


def verify(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Frozen versions as they were written.")],
    library: options.Library = None,
) -> None:
    """Check that frozen versions that were filed say what the log of this library says.

    Each file is made again from the log and compared, line by line; the head of the log that it names must be in the chain. Exit
    code 1 where one differs.
    """
    from app.verifying import verify as found_otherwise
    from index.library import Library, default_location

    differs = False
    with Library.open(library or default_location()) as opened:
        for path in files:
            faults = found_otherwise(opened, path)
            for fault in faults:
                result(on_one_line(f"{path}: {fault}"))
            differs |= bool(faults)
            if not faults:
                say(f"{path}: says what the log says.")
    if differs:
        raise typer.Exit(1)


def _act(
    library: Library, names: tuple[str, str], author: str, stated: Iterable[str], *, undo: bool, step: object, note: str
) -> None:
    from app.recording import parsed
    from matcher import record_changes
    from matcher.steps import Step, take

    if undo and record_changes.undo(library, *names, author) is None:
        say("There is nothing of yours to take back.")
    changes = {}
    for one in stated:
        name, sign, value = one.partition("=")
        if not sign:
            raise UsageError(f"{one!r}: write FIELD=VALUE")
        changes[name.strip()] = parsed(name.strip(), value)
    if changes:
        record_changes.change(library, *names, changes, author=author)
    if isinstance(step, Step):
        take(library, *names, step, author=author, note=note)


def _write_record(found: Opened, form: RecordFormat, out: Path | None, lang: str) -> None:
    from dataclasses import asdict

    from app.record_lines import record_lines

    now = found.course
    row = {"a_standard": now.a, "b_standard": now.b, "state": now.state.value, **asdict(now.record)}
    row |= {"versions": [{"version": one.number, "state": one.state.value, "hash": one.hash} for one in now.versions]}
    _put([row], record_lines(found, _words(lang)), form, out, lang)


def _working_copy(library: Library, found: Opened) -> bytes:
    from app.oscal import of_work, oscal_bytes
    from app.recording import GONE

    if found.work is None:
        raise UsageError(GONE)
    return oscal_bytes(of_work(library, found.work))


def _write_version(found: Opened, number: int, form: RecordFormat, out: Path | None, lang: str) -> None:
    from app.filed import filed_head
    from app.filed_forms import version_bytes
    from app.record_lines import version_lines

    version = found.course.version(number)
    if form is RecordFormat.TABLE:
        _lines([*filed_head(version, lang)[:-1], *version_lines(version.rows, _words(lang))], out)
        return
    data, cut = version_bytes(version, form.value, lang)
    _file(data, out, cut)


def _write_differences(found: Opened, names: tuple[str, str], form: RecordFormat, out: Path | None, lang: str) -> None:
    from app.record_lines import difference_lines
    from app.record_tables import difference_rows
    from app.recording import said

    before, after = (said(found, name) for name in names)
    _put(difference_rows(before, after, _words(lang)), difference_lines(before, after, _words(lang)), form, out, lang)


def _write_comments(found: Opened, number: int, form: RecordFormat, out: Path | None, lang: str) -> None:
    from app.record_tables import comment_lines, comment_rows

    version, words = found.course.version(number), _words(lang)
    lines = [f"{one.entry}  {' | '.join(comment_lines(one, version, words))}" for one in found.of(version)]
    _put(comment_rows(found, version), lines, form, out, lang)


def _put(rows: list[Row], lines: Iterable[str], form: RecordFormat, out: Path | None, lang: str) -> None:
    """Write rows as a file of the form that is asked for, or the lines for a terminal."""
    from app.tables import csv_bytes, html_bytes, jsonl_bytes, xlsx_bytes

    if form is RecordFormat.TABLE:
        _lines(lines, out)
        return
    if form is RecordFormat.OSCAL:
        raise UsageError("OSCAL has a form for lines of a comparison, not for comments and differences")
    made: dict[RecordFormat, Callable[[], tuple[bytes, tuple[str, ...]]]] = {
        RecordFormat.JSONL: lambda: (jsonl_bytes(rows), ()),
        RecordFormat.CSV: lambda: (csv_bytes(rows), ()),
        RecordFormat.HTML: lambda: (html_bytes(rows, lang=lang), ()),
        RecordFormat.XLSX: lambda: xlsx_bytes(rows),
    }
    data, cut = made[form]()
    _file(data, out, cut)


def _lines(lines: Iterable[str], out: Path | None) -> None:
    from app.terminal import output

    with output(out) as write:
        for line in lines:
            write(on_one_line(line))


def _file(data: bytes, out: Path | None, cut: Iterable[str]) -> None:
    for line in cut:
        say(line)
    put(data, out)


def _words(lang: str) -> Callable[[str], str]:
    from app.wording import catalogue

    return catalogue(lang).gettext
