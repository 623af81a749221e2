"""``parse`` and ``ingest``: from files to clauses, on the screen or into the library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from app import options
from app.reading import ocr_progress, say_audit
from app.terminal import on_one_line, progress, result, say
from ingest.errors import DocumentError, LibraryError, UsageError

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.filing import Superseded
    from index.library import Library
    from index.shelf import Filing
    from ingest.clause import Document, Standard
    from ingest.read import Outcome

Audit = Annotated[
    bool, typer.Option("--audit", help="Read every page with both readers of PDFs, and mark and list where they differ.")
]
Ocr = Annotated[bool, typer.Option("--ocr/--no-ocr", help="Read pages that have no usable text by OCR.")]


class TreeFormat(StrEnum):
    """How ``parse`` prints a clause tree."""

    JSONL = "jsonl"
    CSV = "csv"
    JSON = "json"
    MD = "md"
    TREE = "tree"


def parse(
    file: Annotated[
        str, typer.Argument(help="PDF, DOCX, STS, HTML or clause list (JSONL, CSV); FILE#STANDARD names one of several.")
    ],
    form: Annotated[TreeFormat, typer.Option("--format", help="How the tree is printed.")] = TreeFormat.TREE,
    references: Annotated[bool, typer.Option("--references", help="List what the clauses cite, in place of the tree.")] = False,
    ocr: Ocr = True,
    audit: Audit = False,
    overlay: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Also draw what was read on a picture of each page, into this folder.")
    ] = None,
) -> None:
    """Print the clause tree of a file.

    Nothing is stored. Marks of the reader (pages without text, doubtful characters) go to stderr.
    """
    from app.cited import print_references
    from app.tree import print_document
    from ingest.read import read

    if overlay is not None and overlay.exists() and not overlay.is_dir():
        raise UsageError(f"--overlay {overlay}: this is a file; name a folder for the pictures")
    for document in read(file, ocr=ocr, audit=audit, progress=ocr_progress()):
        if overlay is not None and not (document.standard.pages and any(clause.boxes for clause in document.clauses)):
            raise UsageError(f"{file}: it has no pages to draw on; --overlay is for PDFs")
        if references:
            print_references(document, result)
        else:
            print_document(document, form, result)
        say_audit(file, document.audit)
        if overlay is not None:
            _overlay(document, file, overlay)
        for mark in document.standard.marks:
            say(f"{file}: {mark}")


class ListFormat(StrEnum):
    """How ``provisions`` prints what it found."""

    TABLE = "table"
    JSONL = "jsonl"


def provisions(
    file: Annotated[
        str, typer.Argument(help="PDF, DOCX, STS, HTML or clause list (JSONL, CSV); FILE#STANDARD names one of several.")
    ],
    clause: Annotated[str, typer.Option("--clause", metavar="LABEL", help="Of this clause alone, by its label or its id.")] = "",
    form: Annotated[ListFormat, typer.Option("--format", help="How they are printed.")] = ListFormat.TABLE,
    ocr: Ocr = True,
) -> None:
    """List the provisions of a file with their parts.

    For each sentence and list item: its type, who or what must, the limits, under which conditions, with which exceptions, by
    which test method. Nothing is stored. A table has a line for each that has such parts or demands something, with tabs
    between the columns; JSONL has all of them, with the characters.
    """
    from app.structure import print_provisions
    from ingest.read import read

    for document in read(file, ocr=ocr, progress=ocr_progress()):
        print_provisions(document, clause, form, result)


def _overlay(document: Document, file: str, folder: Path) -> None:
    from ingest.overlay import draw_overlays
    from ingest.read import file_and_standard

    path, _ = file_and_standard(file)
    drawn = sum(1 for _ in draw_overlays(document, path, folder))
    say(f"{file}: {drawn} pictures in {folder}")


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="PDF, DOCX, STS, HTML files, clause lists (JSONL, CSV), or folders of them.")
    ],
    library: options.Library = None,
    model: options.Model = "bundled",
    workers: Annotated[int, typer.Option(min=0, help="Files read at the same time; 0: one for each processor.")] = 0,
    ocr: Ocr = True,
    audit: Audit = False,
    again: Annotated[bool, typer.Option("--again", help="Also read files that are known or were replaced by another.")] = False,
    author: options.Author = "",
) -> None:
    """Read files into the library.

    One status line per file. Run it again to go on where it stopped: files that are known are passed over. Of two files of one
    standard in one language the later replaces the earlier, which is passed over from then on.
    """
    from index.encoder import LateEncoder
    from index.filing import superseded
    from index.library import Library, default_location
    from ingest.read import read_many

    with Library.open(library or default_location(), create=True) as opened:
        gone = () if again else superseded(opened.log.entries())
        shelf = _Shelf(opened, LateEncoder(model), author, opened.standards(), gone)
        known = None if again else shelf.knows
        failed: Counter[str] = Counter()
        files = 0
        for outcome in read_many(paths, workers=workers, known=known, ocr=ocr, audit=audit, progress=ocr_progress()):
            files += 1
            status, line = shelf.file(outcome)
            if status == "error":
                failed[outcome.error.status if outcome.error else "library"] += 1
            result(on_one_line(f"{status:8} {line}"))
            for document in outcome.documents:
                say_audit(str(outcome.path), document.audit)
    if failed:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(failed.items()))
        say(f"{failed.total()} of {files} files could not be read ({kinds}); all the others are in the library.")
        raise typer.Exit(1)


@dataclass
class _Shelf:
    """The library of a batch: ``before`` the standards that were on file when it began, ``gone`` the files to be passed over."""

    library: Library
    encoder: Encoder
    author: str
    before: Iterable[Standard]
    gone: Iterable[Superseded]
    _by_source: dict[str, list[str]] = field(default_factory=dict)
    _replaced: dict[tuple[str, str], str] = field(default_factory=dict)  # by source and designation, the file that is there now
    _single: dict[str, str] = field(default_factory=dict)  # of those the files of one standard: a clause list may hold many

    def __post_init__(self) -> None:
        for standard in self.before:
            self._by_source.setdefault(standard.source, []).append(standard.designation)
        from ingest.content import LISTS

        for old in self.gone:
            self._replaced[old.source, old.designation] = old.by
            if PurePath(old.file_name).suffix.lower() not in LISTS:
                self._single[old.source] = old.by

    def knows(self, sha256: str) -> bool:
        """Whether the file of that hash need not be read."""
        return self.library.has_source(sha256) or sha256 in self._single

    def file(self, outcome: Outcome) -> tuple[str, str]:
        """File what was read; the status, and what to say of it. A file that cannot be filed costs only itself."""
        if outcome.error is not None:
            return "error", f"{outcome.error} [{outcome.error.status}]"
        _ = self.encoder.name  # a model that cannot be had ends the batch here, before anything is filed
        try:
            return self._file(outcome) if outcome.documents else self._known(outcome)
        except DocumentError as error:
            return "error", str(error)
        except UsageError as error:
            return "error", f"{outcome.path}: {error}"

    def _file(self, outcome: Outcome) -> tuple[str, str]:
        from ingest.read import file_and_standard

        source, _ = file_and_standard(outcome.path)
        filed, changed, replaced = [], False, ""
        for document in outcome.documents:
            filing = self.library.filing(document)
            by = self._replaced.get((document.standard.source, filing.designation), "")
            if by:
                replaced = by
                continue
            with progress(f"embedding {filing.designation}") as update:
                changed |= self.library.add(document, self.encoder, source=source, author=self.author, progress=update)
            filed.append(_summary(document, filing))
        if not changed:
            return "known", f"{outcome.path}{f' (replaced by {replaced})' if replaced else ''}"
        marks = sorted({mark for document in outcome.documents for mark in document.standard.marks})
        return str(outcome.status), f"{outcome.path}: {'; '.join(filed)}{''.join(f' [{mark}]' for mark in marks)}"

    def _known(self, outcome: Outcome) -> tuple[str, str]:
        """A file that was passed over; an earlier run may have ended before its clauses were embedded, or used another model."""
        for designation in self._by_source.get(outcome.source, []):
            with progress(f"embedding {designation}") as update:
                try:
                    self.library.vectors(designation, self.encoder, progress=update)
                except LibraryError as error:
                    return "error", f"{outcome.path}: {error}"
        by = "" if self.library.has_source(outcome.source) else self._single.get(outcome.source, "")
        return "known", f"{outcome.path}{f' (replaced by {by})' if by else ''}"


def _summary(document: Document, filing: Filing) -> str:
    own = document.standard
    pages = f"{own.pages} pages, " if own.pages else ""
    instead = ""
    if filing.old and filing.state == "replaces":
        old = filing.old.standard
        instead = f", replaces {'the earlier parse' if old.source == own.source else old.file_name}"
    return f"{filing.designation} ({own.lang}, {pages}{len(document.clauses)} clauses{instead})"
