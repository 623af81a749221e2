"""Work that takes longer than a click: reading files into the library, comparing two standards; one after the other.

A page starts a task and looks at snapshots of it; it may be reloaded or left meanwhile. A task that fails says why in one line,
and the next one goes on.
"""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from app.sources import parents_on_file
from app.state import save_comparison
from ingest.errors import ClausebridgeError

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.library import Library
    from ingest.clause import Document

NAME_LIMIT = 80


class Step(StrEnum):
    """How far a task is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Filed:
    """A standard that a file brought in; ``new`` is False when it was there already, just so."""

    designation: str
    clauses: int
    marks: tuple[str, ...]
    new: bool


@dataclass(frozen=True, slots=True)
class Task:
    """One task as it was at one moment.

    ``kind`` is "read" or "compare", ``fraction`` in [0, 1]. When it is finished: ``filed`` are the standards that were read,
    ``proposals`` how many were made; ``error`` is what went wrong, ``fault`` the name of its class.
    """

    number: int
    kind: str
    label: str
    step: Step = Step.WAITING
    fraction: float = 0.0
    filed: tuple[Filed, ...] = ()
    proposals: int = 0
    error: str = ""
    fault: str = ""

    @property
    def finished(self) -> bool:
        """Nothing more will happen to it."""
        return self.step in (Step.DONE, Step.PARTIAL, Step.FAILED)


class Jobs:
    """The tasks of one library. ``load`` makes the model; it is called once, by whoever needs the model first."""

    def __init__(self, library: Library, load: Callable[[], Encoder]) -> None:
        self._library = library
        self._load = load
        self._encoder: Encoder | None = None
        self._lock, self._loading = threading.Lock(), threading.Lock()
        self._tasks: dict[int, Task] = {}
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="clausebridge")

    def encoder(self) -> Encoder:
        """The model, loaded by whoever asks first."""
        with self._loading:
            if self._encoder is None:
                self._encoder = self._load()
            return self._encoder

    def tasks(self) -> tuple[Task, ...]:
        """All tasks that were not dismissed, in the order in which they were started."""
        with self._lock:
            return tuple(self._tasks.values())

    def dismiss(self) -> None:
        """Forget the tasks that are finished."""
        with self._lock:
            self._tasks = {number: task for number, task in self._tasks.items() if not task.finished}

    def read(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Read uploaded files (name, content) into the library, each a task of its own."""
        for name, data in files:
            self._start("read", display_name(name), partial(self._read, name=name, data=data))

    def compare(self, a: str, b: str) -> None:
        """Propose what answers to what between two standards of the library."""
        self._start("compare", f"{a} ↔ {b}", partial(self._compare, a=a, b=b))

    def wait(self) -> None:
        """Return when every task that was started is finished."""
        self._worker.submit(int).result()

    def _start(self, kind: str, label: str, work: Callable[[int], None]) -> None:
        with self._lock:
            number = max(self._tasks, default=0) + 1
            self._tasks[number] = Task(number, kind, label)
        self._worker.submit(self._run, number, work)

    def _run(self, number: int, work: Callable[[int], None]) -> None:
        self._change(number, step=Step.RUNNING)
        try:
            work(number)
        except ClausebridgeError as error:
            self._failed(number, error, str(error))
        except OSError as error:
            self._failed(number, error, error.strerror or str(error))
        except Exception as error:  # a worker that dies would leave every later task waiting for ever
            self._failed(number, error, f"unexpected {type(error).__name__}: {error}")

    def _failed(self, number: int, error: Exception, message: str) -> None:
        self._change(number, step=Step.FAILED, error=message, fault=type(error).__name__)

    def _change(self, number: int, **changes: object) -> None:
        with self._lock:
            if number in self._tasks:
                self._tasks[number] = replace(self._tasks[number], **changes)  # type: ignore[arg-type]

    def _progress(self, number: int, done: int, total: int) -> None:
        self._change(number, fraction=done / total if total else 0.0)

    def _read(self, number: int, *, name: str, data: bytes) -> None:
        from ingest.read import read_many

        with tempfile.TemporaryDirectory(prefix="clausebridge-") as folder:
            path = store_upload(Path(folder), name, data)
            for outcome in read_many([path], workers=1, progress=lambda _, page, pages: self._progress(number, page, pages)):
                if outcome.error is not None:
                    raise outcome.error
                filed = tuple(self._add(number, document, path) for document in outcome.documents)
                step = Step.PARTIAL if outcome.status == "partial" else Step.DONE
                self._change(number, step=step, fraction=1.0, filed=filed)

    def _add(self, number: int, document: Document, path: Path) -> Filed:
        designation = self._library.filing(document).designation
        new = self._library.add(document, self.encoder(), source=path, progress=partial(self._progress, number))
        return Filed(designation, len(document.clauses), document.standard.marks, new)

    def _compare(self, number: int, *, a: str, b: str) -> None:
        from matcher.compare import compare
        from matcher.pivot import with_pivots

        encoder = self.encoder()
        first, second = self._library.document(a), self._library.document(b)
        vectors = {name: self._library.vectors(name, encoder) for name in (a, b)}
        on_file = [standard.designation for standard in self._library.standards()]
        matches = compare(first, second, encoder, vectors=vectors, on_file=on_file, progress=partial(self._progress, number))
        matches = with_pivots(matches, (first, second), parents_on_file((first, second), self._library), encoder, vectors)
        save_comparison(self._library, first, second, matches, encoder.name)
        self._change(number, step=Step.DONE, fraction=1.0, proposals=len(matches))


def display_name(name: str) -> str:
    """The last part of an uploaded file's name, whatever separators it has: for the eye, never a path."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    return "".join(letter for letter in last if letter.isprintable())[-NAME_LIMIT:] or "upload"


def store_upload(folder: Path, name: str, data: bytes) -> Path:
    """Write an upload below ``folder``, in a folder named by its hash, so that no name reaches another place or another file."""
    kept = (
        "".join(letter if letter.isalnum() or letter in "._- ()[]" else "_" for letter in display_name(name)).strip(". ")
        or "upload"
    )
    path = folder / hashlib.sha256(data).hexdigest()[:16] / kept
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
