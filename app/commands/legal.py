"""``regulations``: what regulations cite, stated from a table and listed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.terminal import on_one_line, output, put, say
from ingest.errors import ClausebridgeError, UsageError

if TYPE_CHECKING:
    from app.legal import Checked
    from app.wording import Translate
    from index.library import Library


class RowsRefused(ClausebridgeError):
    """Rows of a table cannot be read; each was named."""


class ListFormat(StrEnum):
    """How the list is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def regulations(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[CSV]",
            help="A table (CSV or XLSX) with the columns regulation, article, standard, edition, clauses, purpose, valid from, "
            "valid to; in English, Chinese or Russian.",
        ),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what you stated last.")] = False,
    as_of: options.AsOf = options.TODAY,
    every: Annotated[bool, typer.Option("--all", help="List also what is valid on other days.")] = False,
    form: Annotated[
        ListFormat, typer.Option("--format", help="How the list is written; csv holds all and is read back.")
    ] = ListFormat.TABLE,
    lang: options.Lang = options.Language.EN,
    out: options.Out = None,
    author: options.Author = "",
    library: options.Library = None,
) -> None:
    """State what regulations cite from a table, or list what is stated.

    A table replaces what was stated of the same regulations before. A row that cannot be read is named, and nothing is stored.
    The list tells which cited editions are not on file, and which cited clauses do not exist.
    """
    from app.legal import checked
    from app.wording import catalogue
    from index.force import citations
    from index.library import Library, default_location

    if undo and file is not None:
        raise UsageError("--undo takes back what was stated; it needs no file")
    with Library.open(library or default_location(), create=file is not None) as opened:
        if file is not None:
            _state(opened, file, author)
            return
        if undo:
            _undo(opened, author)
            return
        found = checked(opened, citations(opened.log, None if every or form is ListFormat.CSV else as_of))
    _write(found, form, out, catalogue(str(lang)).gettext)
    if not found:
        say("No regulation is stated to cite anything then. State some with: clausebridge regulations FILE.csv")


def _state(opened: Library, file: Path, author: str) -> None:
    """State what a table says; every row that cannot be read is named first, and then nothing is stated."""
    from app.legal import checked, read_file, remarks
    from index.force_log import state

    seen = opened.log.head().number
    table = read_file(file)
    for column in table.unknown:
        say(f"{file}: the column {column!r} is not read")
    for fault in table.faults:
        say(f"{file}, {fault}")
    if table.faults:
        raise RowsRefused(
            f"{file}: rows that cannot be read: {len(table.faults)}; nothing was stated. Mend them and state the file again"
        )
    entries = state(opened.log, table.citations, author=author, file=file.name, seen=seen)
    for one in checked(opened, table.citations):
        for line in remarks(one, str):
            say(f"{one.citation.regulation} {one.citation.article}, {one.citation.standard}: {line}")
    say(
        f"citations read: {len(table.citations)}; regulations stated anew: {len(entries)}"
        + ("" if entries else ": it was stated before")
    )


def _undo(opened: Library, author: str) -> None:
    from index.force_log import undo

    entries = undo(opened.log, author)
    for entry in entries:
        say(f"{entry.topic}: entry {entry.payload['undoes']} is taken back.")
    if not entries:
        say("There is nothing of yours to take back, or somebody stated it anew since.")


def _write(found: Sequence[Checked], form: ListFormat, out: Path | None, _: Translate) -> None:
    from app.legal import listed_row, place_of, remarks
    from app.tables import csv_bytes
    from index.force_table import COLUMNS, row_of_table
    from ingest.jsonl import json_line

    if form is ListFormat.CSV:
        put(csv_bytes([row_of_table(one.citation) for one in found], columns=COLUMNS), out)
        return
    with output(out) as write:
        for one in found:
            if form is ListFormat.JSON:
                write(json_line(listed_row(one, _)))
                continue
            cited = one.citation
            name = f"{cited.standard} {cited.edition}".strip()
            valid = f"{cited.valid_from or '…'} – {cited.valid_to or '…'}"
            cells = (place_of(cited, _), name, "; ".join(cited.clauses) or "–", valid, "; ".join(remarks(one, _)) or "–")
            write("\t".join(map(on_one_line, cells)))
