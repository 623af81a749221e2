"""``parse`` and ``ingest``: from files to clauses, on the screen or into the library."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.terminal import progress, result, say

if TYPE_CHECKING:
    from ingest.clause import Document
    from ingest.read import Outcome


class TreeFormat(StrEnum):
    """How ``parse`` prints a clause tree."""

    JSONL = "jsonl"
    JSON = "json"
    MD = "md"
    TREE = "tree"


def parse(
    file: Annotated[str, typer.Argument(help="PDF or clause list (JSONL, CSV); FILE#STANDARD names one of several standards.")],
    form: Annotated[TreeFormat, typer.Option("--format", help="How the tree is printed.")] = TreeFormat.TREE,
) -> None:
    """Print the clause tree of a file.

    Nothing is stored. Marks of the reader (pages without text, doubtful characters) go to stderr.
    """
    from app.tree import print_document
    from ingest.read import read

    for document in read(file):
        print_document(document, form, result)
        for mark in document.standard.marks:
            say(f"{file}: {mark}")


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="PDFs, clause lists (JSONL, CSV), or folders of them.")],
    library: options.Library = None,
    model: options.Model = "bundled",
    workers: Annotated[int, typer.Option(min=0, help="Files read at the same time; 0: one for each processor.")] = 0,
) -> None:
    """Read files into the library.

    One status line per file. Run it again to go on where it stopped: files that are known are passed over.
    """
    from index.encoder import load_encoder
    from index.library import Library, default_location
    from ingest.read import read_many

    with Library.open(library or default_location(), create=True) as opened:
        encoder = load_encoder(model)
        failed = 0
        for outcome in read_many(paths, workers=workers, known=opened.has_source):
            failed += outcome.error is not None
            for document in outcome.documents:
                with progress(f"embedding {document.standard.designation}") as update:
                    opened.add(document, encoder, source=outcome.path, progress=update)
            result(status_line(outcome))
    if failed:
        say(f"{failed} of the files could not be read; all the others are in the library.")
        raise typer.Exit(1)


def status_line(outcome: Outcome) -> str:
    """One line that says what became of a file: status, path, then designation and counts, or the reason."""
    if outcome.error is not None:
        return f"error    {outcome.error}"
    if outcome.status == "known":
        return f"known    {outcome.path}"
    marks = {mark for document in outcome.documents for mark in document.standard.marks}
    what = "; ".join(_summary(document) for document in outcome.documents)
    return f"{outcome.status:8} {outcome.path}: {what}{''.join(f' [{mark}]' for mark in sorted(marks))}"


def _summary(document: Document) -> str:
    standard = document.standard
    pages = f"{standard.pages} pages, " if standard.pages else ""
    return f"{standard.designation} ({standard.lang}, {pages}{len(document.clauses)} clauses)"
