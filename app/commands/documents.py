"""``parse`` and ``ingest``: from files to clauses, on the screen or into the library."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.terminal import progress, result, say
from ingest.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.library import Library
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
            status, line = _file(outcome, opened, encoder)
            failed += status == "error"
            result(f"{status:8} {line}")
    if failed:
        say(f"{failed} of the files could not be read; all the others are in the library.")
        raise typer.Exit(1)


def _file(outcome: Outcome, library: Library, encoder: Encoder) -> tuple[str, str]:
    """File what was read; the status of the file, and what to say of it. A file that cannot be filed costs only itself."""
    if outcome.error is not None:
        return "error", str(outcome.error)
    from ingest.read import file_and_standard

    source, _ = file_and_standard(outcome.path)
    filed, changed = [], False
    try:
        for document in outcome.documents:
            filing = library.filing(document)
            with progress(f"embedding {filing.designation}") as update:
                changed |= library.add(document, encoder, source=source, progress=update)
            filed.append(_summary(document, filing.designation, replaced=filing.state == "replaces"))
    except DocumentError as error:
        return "error", str(error)
    except UsageError as error:
        return "error", f"{outcome.path}: {error}"
    if not changed:
        return "known", str(outcome.path)
    marks = sorted({mark for document in outcome.documents for mark in document.standard.marks})
    return str(outcome.status), f"{outcome.path}: {'; '.join(filed)}{''.join(f' [{mark}]' for mark in marks)}"


def _summary(document: Document, designation: str, *, replaced: bool) -> str:
    own = document.standard
    pages = f"{own.pages} pages, " if own.pages else ""
    return (
        f"{designation} ({own.lang}, {pages}{len(document.clauses)} clauses{', replaces the earlier parse' if replaced else ''})"
    )
