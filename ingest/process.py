"""Each file is read in a process of its own, with limits on memory and time: a file can cost its own process, never ours.

A worker that dies or is stopped on one page is replaced by another that leaves out that page. What a worker says comes as lines
of JSON over a pipe, and is checked (``wire``).
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any, TypeVar

import ingest
from ingest import errors
from ingest.clause import Audited, Clause, Document, Standard
from ingest.errors import DamagedDocument, DocumentError, LimitExceeded
from ingest.labwire import line_from_wire, report_from_wire
from ingest.memory import resident
from ingest.paged import Request
from ingest.testreport import LabLine, LabReport
from ingest.wire import NonsenseError, audited_from_wire, clause_from_wire, messages, standard_from_wire

MiB = 2**20

_LONGEST_LINE = 16 * MiB
# Seconds between two looks of the watchdog; where memory is asked of a command (``memory``), each look starts a process.
_TICK = 0.05 if sys.platform == "linux" else 0.5
_SECOND_SECONDS = 1.0
"""What a page that pdfplumber reads adds to the time of its file: usually a tenth of it is enough."""
_Kind = TypeVar("_Kind", Document, LabReport)
_START = "import sys; sys.path.append(sys.argv[1]); from ingest.worker import main; main()"
_ERRORS = {name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, DocumentError)}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost.

    ``memory`` and ``answer`` (what a worker may send back) in bytes; ``seconds`` for the whole file, ``page_seconds`` for opening
    it and for each page, ``step_seconds`` for the outline and for the structure; ``pages`` the most that a file may have;
    ``lost_pages`` how many pages may be left out, each with a new worker, before the file is given up. ``ocr`` says whether
    OCR reads the pages without usable text: on ``ocr_threads`` processors, with ``ocr_memory`` and, for each such page,
    ``ocr_seconds`` on top. ``second_seconds`` is what pdfplumber may take for a page; ``audit`` says that it reads every page.
    """

    memory: int = 900 * MiB
    seconds: float = 240.0
    page_seconds: float = 20.0
    step_seconds: float = 60.0
    pages: int = 5_000
    lost_pages: int = 3
    answer: int = 256 * MiB
    ocr: bool = True
    ocr_threads: int = 2
    ocr_memory: int = 1500 * MiB
    ocr_seconds: float = 150.0
    second_seconds: float = 10.0
    audit: bool = False


@dataclass(frozen=True, slots=True)
class _End:
    """How a worker came to its end: with what it read, with an error of the file, or without a word at some stage."""

    found: Document | LabReport | None = None
    error: DocumentError | None = None
    stage: str = "open"
    page: int = 0
    pages: int = 0
    reason: str = ""
    too_much: bool = False
    extra: float = 0.0


Told = Callable[[Path, int, int], None]
"""Told of each page before OCR reads it: the file, the number of the page, the number of pages."""


def read_in_process(path: Path, limits: Limits, progress: Told | None = None) -> Document:
    """Read the standard at ``path`` in a worker process; ``progress`` hears of the pages that OCR reads.

    Raises:
        LimitExceeded: it needed more time or memory than ``limits`` allow.
        DamagedDocument: the reader crashed on it.
        DocumentError: whatever else the worker found.
    """
    return _read_as(Document, path, limits, progress)


def read_report_in_process(path: Path, limits: Limits, progress: Told | None = None) -> LabReport:
    """Read the test report at ``path`` in a worker process.

    Raises:
        DocumentError: as for ``read_in_process``.
    """
    return _read_as(LabReport, path, limits, progress)


def _read_as(kind: type[_Kind], path: Path, limits: Limits, progress: Told | None) -> _Kind:
    deadline = time.monotonic() + limits.seconds
    request = Request(str(path.absolute()), limits.memory, limits.pages, {}, ocr=limits.ocr, threads=limits.ocr_threads,
                      ocr_memory=limits.ocr_memory, audit=limits.audit, report=kind is LabReport)  # fmt: skip
    while True:
        end = _attempt(request, limits, deadline, progress)
        if isinstance(end.found, kind):
            return end.found
        if end.error is not None:
            raise end.error
        deadline += end.extra
        others = end.pages - len(request.skip) > 1
        again = len(request.skip) + len(request.unread) < limits.lost_pages and time.monotonic() < deadline
        if end.stage == "ocr" and again:
            request = replace(request, unread={**request.unread, end.page: end.reason})
        elif end.stage == "page" and others and again:
            request = replace(request, skip={**request.skip, end.page: end.reason})
        elif end.stage == "second" and request.alone is None and again:
            request = replace(request, alone=(end.page, end.reason))
        elif end.stage == "outline" and request.outline:
            request = replace(request, outline=False)
        else:
            error = LimitExceeded if end.too_much else DamagedDocument
            raise error(path.name, f"{end.reason}; get the file again from its source, or split it", page=end.page or None)


def _attempt(request: Request, limits: Limits, deadline: float, progress: Told | None) -> _End:
    # -P keeps the current folder off the path of modules: it may hold anybody's files.
    # The path at the end is for whoever looks at the processes.
    command = [sys.executable, "-P", "-c", _START, str(Path(ingest.__path__[0]).parent), request.path]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes) as child:  # type: ignore[call-overload]
        watch = _Watch(child, limits, deadline, partial(progress, Path(request.path)) if progress else None)
        watch.start()
        try:
            return _listen(child, request, limits, watch)
        finally:
            watch.done.set()
            child.kill()
            watch.join()
            with suppress(OSError):  # what a worker that died at once has not read
                child.stdin.close()


def _listen(child: subprocess.Popen[bytes], request: Request, limits: Limits, watch: _Watch) -> _End:
    """Follow a worker to its end."""
    name = Path(request.path).name
    found = _Found()
    try:
        child.stdin.write(json.dumps(asdict(request)).encode() + b"\n")  # type: ignore[union-attr]
        child.stdin.flush()  # type: ignore[union-attr]
        for kind, value in messages(_answer(child.stdout, limits, watch)):
            if kind == "at":
                watch.step(str(value[0]), int(value[1]), int(value[2]))
            elif kind == "error":
                return _End(error=_error(name, value))
            elif kind == "memory":
                watch.verdict = watch.verdict or _too_much_memory(limits)
            elif kind == "fault":
                return _at(watch, f"the reader failed on it ({value})")
            else:
                found.take(kind, value)
    except (NonsenseError, BrokenPipeError, ValueError, TypeError, LookupError) as error:
        # A worker that was stopped for a limit leaves a broken pipe or half an answer behind: the limit is what to tell.
        lost = f"the reader lost its way in it ({type(error).__name__})"
        return _at(watch, watch.verdict or lost, too_much=bool(watch.verdict))
    if (whole := found.whole()) is not None:
        return _End(found=whole)
    near = watch.most > 0.6 * limits.memory
    reason = watch.verdict or (_too_much_memory(limits) if near else "the reader crashed on it")
    return _at(watch, reason, too_much=bool(watch.verdict) or near)


@dataclass(slots=True)
class _Found:
    """What a worker has told of a document or a test report so far."""

    clauses: list[Clause] = field(default_factory=list)
    lines: list[LabLine] = field(default_factory=list)
    audit: tuple[Audited, ...] = ()
    standard: Standard | None = None
    report: LabReport | None = None

    def take(self, kind: str, value: Any) -> None:  # noqa: ANN401 - it is checked here
        """One more part of it; nothing where it is no such message."""
        if kind == "clause":
            self.clauses.append(clause_from_wire(value))
        elif kind == "audit":
            self.audit = tuple(map(audited_from_wire, value))
        elif kind == "standard":
            self.standard = standard_from_wire(value)
        elif kind == "line":
            self.lines.append(line_from_wire(value))
        elif kind == "report":
            self.report = report_from_wire(value)

    def whole(self) -> Document | LabReport | None:
        """All of it; None where the worker came to its end before."""
        if self.report is not None:
            return replace(self.report, lines=tuple(self.lines))
        return Document(self.standard, tuple(self.clauses), self.audit) if self.standard is not None else None


def _at(watch: _Watch, reason: str, *, too_much: bool = False) -> _End:
    return _End(stage=watch.stage, page=watch.page, pages=watch.pages, reason=reason, too_much=too_much, extra=watch.extra)


def _answer(stream: IO[bytes] | None, limits: Limits, watch: _Watch) -> Iterator[bytes]:
    """Lines of a worker, until it ends or has said more than it may."""
    rest = limits.answer
    while stream is not None and (line := stream.readline(_LONGEST_LINE)):
        rest -= len(line)
        if rest < 0 or len(line) == _LONGEST_LINE:
            watch.verdict = f"its clauses take more than {limits.answer // MiB} MiB"
            return
        if not line.endswith(b"\n"):
            return  # the worker died in the middle of a line
        yield line


def _error(name: str, value: list[Any]) -> DocumentError:
    kind, text, page, line = value
    return _ERRORS.get(str(kind), DamagedDocument)(name, str(text), page=page and int(page), line=line and int(line))


def _too_much_memory(limits: Limits) -> str:
    return f"it needs more than {limits.memory // MiB} MiB of memory"


class _Watch(Thread):
    """Stops a worker that takes too long over one step, over the whole file, or takes too much memory.

    ``verdict`` says why, "" while nothing is wrong; ``stage``, ``page`` and ``pages`` where the worker is; ``most`` the bytes
    that it has had; ``extra`` the seconds that OCR and the second reader have added to the deadline.
    """

    def __init__(
        self, child: subprocess.Popen[bytes], limits: Limits, deadline: float, ocr: Callable[[int, int], None] | None
    ) -> None:
        super().__init__(daemon=True)
        self.done = Event()
        self.verdict = ""
        self.stage, self.page, self.pages = "open", 0, 0
        self.most = 0
        self.extra = 0.0
        self._reserve = 0
        self._child, self._limits, self._deadline = child, limits, deadline
        self._since = time.monotonic()
        self._ocr = ocr

    def step(self, stage: str, page: int, pages: int) -> None:
        """The worker goes on to its next step; ``pages`` is the number of them while it reads pages."""
        self.stage, self.page, self.pages = stage, page, pages
        self._since = time.monotonic()
        if stage == "second":
            self.extra += _SECOND_SECONDS
        if stage == "ocr":
            self.extra += self._limits.ocr_seconds
            self._reserve = self._limits.ocr_memory
            if self._ocr is not None:
                self._ocr(page, pages)

    def run(self) -> None:
        # The first look comes at once: a worker that dies early must have been seen.
        while not (verdict := self._judge()):
            if self.done.wait(_TICK):
                return
        self.verdict = verdict
        self._child.kill()

    def _judge(self) -> str:
        now, limits = time.monotonic(), self._limits
        by_stage = {
            "open": limits.page_seconds,
            "page": limits.page_seconds,
            "ocr": limits.ocr_seconds,
            "second": limits.second_seconds,
        }
        allowed = by_stage.get(self.stage, limits.step_seconds)
        if now > self._deadline + self.extra:
            return f"it takes longer than {limits.seconds + self.extra:g} s"
        if now - self._since > allowed:
            return f"it takes longer than {allowed:g} s"
        self.most = max(self.most, resident(self._child.pid))
        return _too_much_memory(limits) if self.most > limits.memory + self._reserve else ""
