"""``chains``: what follows for two standards from links that people accepted with standards between them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.terminal import on_one_line, output, put, say
from ingest.errors import UsageError

if TYPE_CHECKING:
    from app.tables import Row


class ChainFormat(StrEnum):
    """How chains are written."""

    TEXT = "text"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


def chains(
    a: Annotated[str, typer.Argument(metavar="A", help="A standard of the library.")],
    c: Annotated[str, typer.Argument(metavar="C", help="Another; they need not have been compared.")],
    longest: Annotated[int, typer.Option("--longest", min=2, max=5, help="Steps that a chain may have.")] = 3,
    form: Annotated[ChainFormat, typer.Option("--format", help="How they are written.")] = ChainFormat.TEXT,
    out: options.Out = None,
    lang: options.Lang = options.Language.EN,
    library: options.Library = None,
) -> None:
    """Tell what follows for A and C from decided links A–B and B–C.

    Each chain with its clauses, who decided its steps and when, and the relation where one follows (docs/composition.md). What is
    derived is a suggestion: it is stored nowhere and counts as decided nowhere. Chains for the same clauses that contradict each
    other are told as such, and none of them is chosen.
    """
    from app.chaining import derived_lines, derived_rows
    from app.wording import catalogue
    from index.library import Library, default_location
    from matcher.chains import derived, excluded

    if form is ChainFormat.XLSX and out is None:
        raise UsageError("an Excel file cannot be written to the terminal: add --out FILE.xlsx")
    _ = catalogue(str(lang)).gettext
    with Library.open(library or default_location()) as opened:
        found = derived(opened, a, c, longest=longest)
        rows = derived_rows(opened, a, c, found)
        why = "" if rows else excluded(opened, a, c)
    if form is ChainFormat.TEXT:
        with output(out) as write:
            for line in (line for one in found for line in derived_lines(one, _)):
                write(on_one_line(line))
    else:
        put(_written(rows, form), out)
    say(f"{len(rows)} chains." + (f" The scopes exclude each other: {on_one_line(why)}" if why else ""))


def _written(rows: list[Row], form: ChainFormat) -> bytes:
    from app.chaining import flat_row
    from app.tables import csv_bytes, jsonl_bytes, xlsx_bytes

    if form is ChainFormat.JSONL:
        return jsonl_bytes(rows)
    flat = [flat_row(row) for row in rows]
    return csv_bytes(flat) if form is ChainFormat.CSV else xlsx_bytes(flat)[0]
