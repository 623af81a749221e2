"""The one way in: files and folders ─▶ documents. The content says what a file is, not its name."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import file_digest
from pathlib import Path

from ingest.annotate import annotated
from ingest.clause import Document
from ingest.cover import NAMED_BY_FILE
from ingest.designation import nearest, same
from ingest.errors import DamagedDocument, DocumentError, EmptyDocument, FileMissing, NotADocument, UsageError, unreadable
from ingest.formats import is_gold_line, looks_like_csv, read_csv, read_jsonl
from ingest.process import Limits, Told, read_in_process
from ingest.sector import classified

SUFFIXES = frozenset({".pdf", ".jsonl", ".csv"})
"""Files with these names are taken from a folder even when their content is something else, so that the user hears of it."""

_NOTHING_MISSING = frozenset({NAMED_BY_FILE})  # marks that say nothing against the text
_HEAD = 1024
_AHEAD = 2  # files read ahead of the one whose turn it is, for each worker: bounds what the parent holds
_AGAIN = "; get it again from its source, as a PDF"
_OTHERS = (
    (b"PK\x03\x04", "a ZIP archive or an office document: save it as PDF"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save it as PDF"),
    (b"\x89PNG", "a picture: make a PDF of it and run OCR over it"),
    (b"\xff\xd8\xff", "a picture: make a PDF of it and run OCR over it"),
    (b"<", "a web page or XML: save it as PDF"),
    (b"[", "a JSON list: a clause list has one object a line, without the brackets around"),
)


class Status(StrEnum):
    """What became of a file: read, read in part (its marks say what is missing), failed, or passed over as known."""

    OK = "ok"
    PARTIAL = "partial"
    ERROR = "error"
    KNOWN = "known"


class _Content(StrEnum):
    PDF = "pdf"
    JSONL = "jsonl"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file of a batch. ``documents`` is empty and ``error`` set where ``status`` is error.

    ``source`` is the sha256 (hex) of a file that is known, and empty for others.
    """

    path: Path
    status: Status
    documents: tuple[Document, ...] = ()
    error: DocumentError | None = None
    source: str = ""


def read(
    path: Path | str,
    *,
    standard: str | None = None,
    limits: Limits | None = None,
    ocr: bool = True,
    audit: bool = False,
    progress: Told | None = None,
) -> tuple[Document, ...]:
    """Read one file: a PDF, or a clause list in JSONL or CSV.

    Args:
        path: the file, or ``FILE#STANDARD`` to take one standard of a clause list.
        standard: the standard to take, beside a plain path.
        limits: what a PDF may cost.
        ocr: whether pages without usable text are read by OCR.
        audit: whether both readers read every page of a PDF; what they make of it is the documents' ``audit``.
        progress: told of each page before OCR reads it.

    Raises:
        DocumentError: the file cannot be read; the subclass says why.
        UsageError: the standard asked for is not in the file.
    """
    file, wanted = (Path(path), standard) if standard is not None else file_and_standard(path)
    found = tuple(_filled(document) for document in _read(file, _limits(limits, ocr, audit), progress))
    return found if wanted is None else (_chosen(found, wanted, file),)


def file_and_standard(path: Path | str) -> tuple[Path, str | None]:
    """``FILE#STANDARD`` taken apart; None where no standard is named. A file may have the sign in its own name."""
    name, sign, wanted = str(path).rpartition("#")
    return (Path(name), wanted) if sign and not Path(path).exists() else (Path(path), None)


def read_many(
    paths: Iterable[Path | str],
    *,
    workers: int = 0,
    known: Callable[[str], bool] | None = None,
    limits: Limits | None = None,
    ocr: bool = True,
    audit: bool = False,
    progress: Told | None = None,
) -> Iterator[Outcome]:
    """Read files and folders, one outcome a file, in the order given and by name within a folder, whatever finishes first.

    No file can stop the batch. At most ``2 * workers`` outcomes wait for their turn.

    Args:
        paths: files and folders; folders are walked, links to folders and hidden files left out.
        workers: files read at the same time; 0 is one for each processor.
        known: asked with the sha256 of a file's bytes; a file that is known is passed over.
        limits: what each PDF may cost.
        ocr: whether pages without usable text are read by OCR.
        audit: whether both readers read every page of a PDF.
        progress: told of each page before OCR reads it, by whichever thread waits for that file.

    Raises:
        UsageError: a folder without a document. It is raised before anything is read.
    """
    files = tuple(dict.fromkeys(file for path in paths for file in _files(Path(path))))
    workers = workers or os.cpu_count() or 1
    threads = max(1, (os.cpu_count() or 1) // workers)
    limits = replace(_limits(limits, ocr, audit), ocr_threads=threads)
    return _outcomes(files, workers, lambda file: _outcome(file, known, limits, progress))


def _limits(limits: Limits | None, ocr: bool, audit: bool) -> Limits:
    limits = limits or Limits()
    return replace(limits, ocr=limits.ocr and ocr, audit=limits.audit or audit)


def _outcomes(files: Sequence[Path], workers: int, outcome: Callable[[Path], Outcome]) -> Iterator[Outcome]:
    waiting: deque[Future[Outcome]] = deque()
    # The threads only wait for worker processes; no library that reads PDFs runs in them.
    with ThreadPoolExecutor(workers) as pool:
        try:
            for file in files:
                waiting.append(pool.submit(outcome, file))
                if len(waiting) >= _AHEAD * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _outcome(file: Path, known: Callable[[str], bool] | None, limits: Limits, progress: Told | None) -> Outcome:
    try:
        if known is not None and file.is_file():
            with file.open("rb") as content:
                sha256 = file_digest(content, "sha256").hexdigest()
            if known(sha256):
                return Outcome(file, Status.KNOWN, source=sha256)
        documents = read(file, limits=limits, progress=progress)
    except DocumentError as error:
        return Outcome(file, Status.ERROR, error=error)
    except OSError as error:
        return Outcome(file, Status.ERROR, error=unreadable(str(file), error))
    except Exception as error:
        # A fault of ours must not cost the other files of a batch; it is named, so that it can be reported.
        said = f"unexpected {type(error).__name__} ({error}): please report it with the file"
        return Outcome(file, Status.ERROR, error=DamagedDocument(file.name, said))
    missing = any(set(document.standard.marks) - _NOTHING_MISSING for document in documents)
    return Outcome(file, Status.PARTIAL if missing else Status.OK, documents)


def _filled(document: Document) -> Document:
    """The document with what its cover suggests: status, sector and field of the standard."""
    return replace(document, standard=classified(document.standard, date.today()))


def _read(file: Path, limits: Limits, progress: Told | None) -> tuple[Document, ...]:
    content = _content(file)
    if content is _Content.PDF:
        return (read_in_process(file, limits, progress),)  # annotated there, within the same limits
    return tuple(map(annotated, read_jsonl(file) if content is _Content.JSONL else read_csv(file)))


def _content(file: Path) -> _Content:
    """What a file is, by its first kibibyte; the name decides only which error a file of no known kind gets."""
    if not file.exists():
        raise FileMissing(str(file), "no such file; check the path")
    if not file.is_file():
        raise NotADocument(str(file), "this is a folder or a device, and not a file; name a file")
    head = _head(file)
    if not head:
        raise EmptyDocument(file.name, "the file has no bytes; get it again from its source")
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"{"):
        return _Content.JSONL
    if b"%PDF" in head:
        return _Content.PDF
    if looks_like_csv(head.decode("utf-8", "replace")):
        return _Content.CSV
    if file.suffix.lower() in {".jsonl", ".csv"} and text[:1].isascii():
        return _Content(file.suffix.lower()[1:])
    known = next((f" (it looks like {what})" for magic, what in _OTHERS if text.startswith(magic)), "")
    raise NotADocument(file.name, f"this is neither a PDF nor a clause list, whatever its name says{known or _AGAIN}")


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as content:
            return content.read(_HEAD)
    except OSError as error:
        raise DocumentError(
            str(file), f"the system cannot read it ({error.strerror}); check the file and its permissions"
        ) from None


def _files(path: Path) -> list[Path]:
    """``path`` itself, or the documents below it."""
    if not path.is_dir():
        return [path]
    found = []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(folder, name) for name in names if not name.startswith(".") and _is_wanted(Path(folder, name))]
    if not found:
        raise UsageError(f"{path}: there is no PDF and no clause list (JSONL, CSV) in this folder or below it")
    return sorted(found)


def _is_wanted(file: Path) -> bool:
    """Whether a file of a folder is meant: a document by content or by name; gold sets are not documents."""
    try:
        head = _head(file) if file.is_file() else b""
    except DocumentError:
        head = b""
    if file.suffix.lower() in SUFFIXES:
        return not is_gold_line(head.split(b"\n", 1)[0])
    return head.startswith(b"%PDF")


def _chosen(documents: Sequence[Document], wanted: str, file: Path) -> Document:
    names = [document.standard.designation for document in documents]
    if wanted in names:
        return documents[names.index(wanted)]
    alike = [document for document in documents if same(document.standard.designation, wanted)]
    if len(alike) == 1:
        return alike[0]
    listed = ", ".join(nearest(wanted, names))
    raise UsageError(f"{file}: there is no standard {wanted} in it; the nearest of its {len(names)}: {listed}")
