"""Options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.settings import REVIEWER, who_acts


class Language(StrEnum):
    """The languages of what is told in words: those of the interface."""

    EN = "en"
    ZH = "zh"


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
Author = Annotated[
    str,
    typer.Option(
        "--as", metavar="NAME", envvar=REVIEWER, help="Who acts.", show_default="the reviewer of the desk", callback=who_acts
    ),
]
"""Who acts, resolved before a command begins: every command that writes has it, and those that show what one person may see."""
Lang = Annotated[Language, typer.Option("--lang", help="Language of headings, lists and explanations.")]
