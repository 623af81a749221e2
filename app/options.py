"""Options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.settings import REVIEWER, who_acts
from app.terminal import say
from index.force import Force
from ingest.errors import UsageError

TODAY = date.min
"""The default of ``AsOf``; a command never sees it."""


def read_as_of(text: str | date) -> date:
    """The day that ``--as-of`` names, in any form of ``ingest.days``.

    Raises:
        UsageError: it is no date.
    """
    from ingest.days import read_day

    if isinstance(text, date):
        return text
    try:
        return read_day(text)
    except ValueError as error:
        raise UsageError(f"--as-of: {error}") from None


def _as_of(day: date) -> date:
    today = date.today()
    if day == TODAY:
        return today
    if day > today:
        say(f"--as-of {day}: that day lies ahead; what is told of it is what is known today.")
    return day


class Language(StrEnum):
    """The languages of what is told in words: those of the interface."""

    EN = "en"
    ZH = "zh"


class PaperLanguage(StrEnum):
    """The languages of a report: one, or both side by side."""

    EN = "en"
    ZH = "zh"
    BOTH = "both"


class PaperForm(StrEnum):
    """The formats of a report (``app.papers.FORMS``)."""

    XLSX = "xlsx"
    DOCX = "docx"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


Library = Annotated[
    Path | None,
    typer.Option("--library", envvar="CLAUSEBRIDGE_LIBRARY", help="Folder of the library.", show_default="your data folder"),
]
Model = Annotated[
    str,
    typer.Option(
        "--model", envvar="CLAUSEBRIDGE_MODEL", help="'bundled', a folder, or the name of a model on the Hugging Face hub."
    ),
]
Reranker = Annotated[
    str | None,
    typer.Option(
        "--reranker",
        help="A cross-encoder (a folder, or a name on the Hugging Face hub) that reads the 20 best again; evaluate it first.",
    ),
]
Out = Annotated[Path | None, typer.Option("--out", help="Write to this file.", show_default="stdout")]
Precision = Annotated[
    float, typer.Option(min=0.5, max=0.999, help="How much of what is proposed is to be right; what is less sure is asked.")
]
Status = Annotated[str | None, typer.Option("--status", help="current, upcoming, replaced, withdrawn.")]
Sector = Annotated[str | None, typer.Option("--sector", help="oil and gas, coal, power, minerals, general.")]
Field = Annotated[str | None, typer.Option("--field", help="HSE, certification, product.")]
LegalForce = Annotated[
    Force | None, typer.Option("--force", help="mandatory, cited by a regulation, voluntary; as of the day of --as-of.")
]
Author = Annotated[
    str,
    typer.Option(
        "--as", metavar="NAME", envvar=REVIEWER, help="Who acts.", show_default="the reviewer of the desk", callback=who_acts
    ),
]
"""Who acts, resolved before a command begins: every command that writes has it, and those that show what one person may see."""
Lang = Annotated[Language, typer.Option("--lang", help="Language of headings, lists and explanations.")]
AsOf = Annotated[
    date,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Tell what held on this day (YYYY-MM-DD): what was in force and cited, and what was decided by its end (UTC).",
        show_default="today",
        parser=read_as_of,
        callback=_as_of,
    ),
]
"""The day as of which a command tells; its default is ``TODAY``, which is made today before the command begins."""
PaperLang = Annotated[PaperLanguage, typer.Option("--lang", help="Language of the report: en, zh, or both side by side.")]
