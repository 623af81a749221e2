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
from ingest.content import KINDS, SUFFIXES, Content, content_of, head_of, is_document
from ingest.cover import NAMED_BY_FILE
from ingest.designation import nearest, same
from ingest.errors import DamagedDocument, DocumentError, UsageError, unreadable
from ingest.formats import is_gold_line, read_csv, read_jsonl
from ingest.process import Limits, Told, read_in_process
from ingest.sector import classified

_NOTHING_MISSING = frozenset({NAMED_BY_FILE})  # marks that say nothing against the text
_AHEAD = 2  # files read ahead of the one whose turn it is, for each worker: bounds what the parent holds


class FileStatus(StrEnum):
    """What became of a file: read, read in part (its marks say what is missing), failed, or passed over as known."""

    OK = "ok"
    PARTIAL = "partial"
    ERROR = "error"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file of a batch. ``documents`` is empty and ``error`` set where ``status`` is error.

    ``source`` is the sha256 (hex) of a file that is known, and empty for others.
    """

    path: Path
    status: FileStatus
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
    """Read one file: a PDF, Word document, NISO STS or web page, or a clause list in JSONL or CSV.

    Args:
        path: the file, or ``FILE#STANDARD`` to take one standard of a clause list.
        standard: the standard to take, beside a plain path.
        limits: what a file may cost.
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
        limits: what each file may cost.
        ocr: whether pages without usable text are read by OCR.
        audit: whether both readers read every page of a PDF.
        progress: told of each page before OCR reads it, by whichever thread waits for that file.

    Raises:
        UsageError: a folder without a document. It is raised before anything is read.
    """
    files = tuple(dict.fromkeys(file for path in paths for file in documents_below(Path(path))))
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
                return Outcome(file, FileStatus.KNOWN, source=sha256)
        documents = read(file, limits=limits, progress=progress)
    except DocumentError as error:
        return Outcome(file, FileStatus.ERROR, error=error)
    except OSError as error:
        return Outcome(file, FileStatus.ERROR, error=unreadable(str(file), error))
    except Exception as error:
        # A fault of ours must not cost the other files of a batch; it is named, so that it can be reported.
        said = f"unexpected {type(error).__name__} ({error}): please report it with the file"
        return Outcome(file, FileStatus.ERROR, error=DamagedDocument(file.name, said))
    missing = any(set(document.standard.marks) - _NOTHING_MISSING for document in documents)
    return Outcome(file, FileStatus.PARTIAL if missing else FileStatus.OK, documents)


def _filled(document: Document) -> Document:
    """The document with what its cover suggests: status, sector and field of the standard."""
    return replace(document, standard=classified(document.standard, date.today()))


def _read(file: Path, limits: Limits, progress: Told | None) -> tuple[Document, ...]:
    content = content_of(file)
    if content not in (Content.JSONL, Content.CSV):
        return (read_in_process(file, limits, progress),)  # annotated there, within the same limits
    return tuple(map(annotated, read_jsonl(file) if content is Content.JSONL else read_csv(file)))


def documents_below(path: Path) -> list[Path]:
    """``path`` itself, or, of a folder, the documents in it and below it by name; links to folders and hidden files are left out.

    Raises:
        UsageError: a folder without a document.
    """
    if not path.is_dir():
        return [path]
    found = []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(folder, name) for name in names if not name.startswith(".") and _is_wanted(Path(folder, name))]
    if not found:
        raise UsageError(f"{path}: there is no PDF and nothing else to read in this folder or below it (what is read: {KINDS})")
    return sorted(found)


def _is_wanted(file: Path) -> bool:
    """Whether a file of a folder is meant: a document by content or by name; gold sets are not documents."""
    try:
        head = head_of(file) if file.is_file() else b""
    except DocumentError:
        head = b""
    if file.suffix.lower() in SUFFIXES:
        return not is_gold_line(head.split(b"\n", 1)[0])
    return is_document(head)


def _chosen(documents: Sequence[Document], wanted: str, file: Path) -> Document:
    names = [document.standard.designation for document in documents]
    if wanted in names:
        return documents[names.index(wanted)]
    alike = [document for document in documents if same(document.standard.designation, wanted)]
    if len(alike) == 1:
        return alike[0]
    listed = ", ".join(nearest(wanted, names))
    raise UsageError(f"{file}: there is no standard {wanted} in it; the nearest of its {len(names)}: {listed}")
