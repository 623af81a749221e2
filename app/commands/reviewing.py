"""``review`` and ``export``: the review desk, and what was decided there."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app import options
from app.terminal import result, say
from ingest.errors import UsageError


class ExportFormat(StrEnum):
    """How decisions are written."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


def review(
    library: options.Library = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 8501,
    open_browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = False,
    host: Annotated[str, typer.Option(help="Address to listen at; another than this machine's own needs sign-in.")] = "localhost",
    secrets: Annotated[
        Path | None,
        typer.Option(help="Settings of sign-in by OpenID Connect.", show_default=".streamlit/secrets.toml in the library"),
    ] = None,
    translation: Annotated[
        str,
        typer.Option(
            envvar="CLAUSEBRIDGE_TRANSLATION", help="A model that translates clauses on request: a folder, or a hub name."
        ),
    ] = "",
) -> None:
    """Start the review desk, for this machine alone, or for the members of the library who sign in."""
    from app.serve import serve
    from app.translating import TRANSLATION
    from index.library import default_location

    place = library or default_location()
    os.environ[TRANSLATION] = translation  # where the server and its pages look for it
    raise typer.Exit(serve(place, port=port, headless=not open_browser, host=host, secrets=secrets))


def export(
    form: Annotated[ExportFormat, typer.Option("--format", help="How the decisions are written.")] = ExportFormat.JSONL,
    out: options.Out = None,
    as_of: options.AsOf = options.TODAY,
    library: options.Library = None,
) -> None:
    """Write what was decided, by today or by the end of another day.

    With author and time, relation and note, editions, text hashes, model, and the head of the log.
    """
    from app.report import write_decisions
    from index.library import Library, default_location

    if form is ExportFormat.XLSX and out is None:
        raise UsageError("an Excel file cannot be written to the terminal: add --out FILE.xlsx")
    with Library.open(library or default_location()) as opened:
        opened.look_back(as_of)
        count = write_decisions(opened, str(form), out, result, as_of=as_of)
    say(f"{count} decisions.")
