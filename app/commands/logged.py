"""``log``: who did what, when and why, as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.terminal import on_one_line, output, put, say

if TYPE_CHECKING:
    from app.history import Line
    from app.tables import Row


class LogFormat(StrEnum):
    """How the log is written."""

    TEXT = "text"
    JSONL = "jsonl"
    CSV = "csv"


def log(
    a: Annotated[str, typer.Argument(metavar="A", help="Only about this standard.")] = "",
    b: Annotated[str, typer.Argument(metavar="B", help="Only about the comparison of A with this one.")] = "",
    clause: Annotated[str, typer.Option("--clause", metavar="LABEL", help="Only about this clause of A or of B.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Only what this person did.")] = "",
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only entries of this kind, as JSONL names it.")] = None,
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="From this day on (2026-01-31, UTC).")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="Up to this day.")] = "",
    last: Annotated[int, typer.Option("--last", min=0, help="So many of the newest entries; 0: all.")] = 0,
    form: Annotated[LogFormat, typer.Option("--format", help="How the log is written.")] = LogFormat.TEXT,
    out: options.Out = None,
    lang: options.Lang = options.Language.EN,
    as_of: options.AsOf = options.TODAY,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """Tell what is in the log, the newest entry first, as sentences.

    The end of the log is named last: `clausebridge check --anchor HASH` shows later that nothing before it was changed.
    """
    from itertools import islice

    from app.history import History, Wanted
    from app.wording import catalogue
    from index.library import Library, default_location

    wanted = Wanted(a, b, clause, by=by, kinds=tuple(kind or ()), since=since, until=until)
    with Library.open(library or default_location()) as opened:
        opened.look_back(as_of)
        head = opened.log.head()
        told = History(opened, author)
        lines = islice(told.all(wanted, catalogue(str(lang)).gettext), last or None)
        count = _write(lines, form, out)
    say(f"{count} entries. The log ends with entry {head.number}: {head.hash or 'it is empty'}")


def _write(lines: Iterator[Line], form: LogFormat, out: Path | None) -> int:
    from app.tables import csv_bytes, jsonl_bytes

    if form is LogFormat.TEXT:
        count = 0
        with output(out) as write:
            for line in lines:
                write(on_one_line(line.text))
                count += 1
        return count
    rows = [_row(line) for line in lines]
    data = jsonl_bytes(rows) if form is LogFormat.JSONL else csv_bytes(rows)
    put(data, out)
    return len(rows)


def _row(line: Line) -> Row:
    """A line as plain values; what an entry holds word for word stays in the log."""
    own = {name: getattr(line, name) for name in ("number", "at", "author", "kind", "topic", "sentence")}
    return own | {"details": "; ".join(line.details), "hash": line.hash}
