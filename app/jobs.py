"""Work that takes longer than a click: reading files into the library, comparing two standards; one after the other.

A page starts a task and looks at snapshots of it; it may be reloaded or left meanwhile, and the desk may be stopped: what waited
is done when it is started again. A task that fails says why in one line, and the next one goes on. Uploads wait on the disk, so
that fifty of them take no more memory than one.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.page_health import page_health, readers
from app.sources import parents_on_file
from app.state import save_comparison
from app.tasks import Filed, Step, Task, TaskList
from app.uploads import FOLDER, Content, display_name, drop_uploads, store_upload
from index.members import members, role_among
from index.roles import NEEDED, Role
from ingest.errors import ClausebridgeError, NotPermitted, UsageError

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.library import Library
    from ingest.clause import Document

MOST_BELOW = 5_000
"""Files that are read from one folder at once."""


class Jobs:
    """The tasks of one library. ``load`` makes the model; it is called once, by whoever needs the model first."""

    def __init__(self, library: Library, load: Callable[[], Encoder]) -> None:
        self._library = library
        self._load = load
        self._encoder: Encoder | None = None
        self._lock, self._loading = threading.Lock(), threading.Lock()
        self._kept = TaskList(library.folder)
        self._incoming = library.folder / FOLDER
        self._tasks = {task.number: task for task in self._kept.load()}
        self._last = max(self._tasks, default=0)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="clausebridge")
        waiting = [task.number for task in self._tasks.values() if not task.finished]
        drop_uploads(self._incoming, keep=waiting)
        for number in waiting:
            self._worker.submit(self._run, number)

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
            self._kept.save(self._tasks.values())

    def read(self, files: Iterable[tuple[str, Content]], author: str = "") -> None:
        """Read uploaded files (name, content) into the library, each a task of its own; the content is not held here.

        Raises:
            NotPermitted: ``author`` may not add standards.
        """
        self._ask(NEEDED["standard-added"], author)
        for name, data in files:
            task = self._numbered("read", display_name(name), author)
            try:
                path = store_upload(self._incoming / str(task.number), name, data)
            except (ClausebridgeError, OSError) as error:
                self._put(replace(task, step=Step.FAILED, error=_line(error), fault=type(error).__name__))
            else:
                self._put(replace(task, names=(path.relative_to(self._library.folder).as_posix(),)))

    def read_folder(self, folder: str, author: str = "") -> int:
        """Read the documents of a folder of this machine, or one file, each a task of its own; how many there are.

        Raises:
            NotPermitted: ``author`` is no admin: a folder of the machine may hold what was not meant for the library.
            UsageError: there is no such folder, it has no document, or too many.
        """
        from ingest.read import documents_below

        self._ask(Role.ADMIN, author)
        place = Path(folder.strip()).expanduser()
        if not folder.strip() or not place.is_absolute() or not place.exists():
            raise UsageError(f"{folder.strip() or '–'}: no such folder on this machine; give its whole path, from the root on")
        files = documents_below(place)
        if len(files) > MOST_BELOW:
            raise UsageError(
                f"{place}: has {len(files)} documents, at most {MOST_BELOW} are read at once; name a folder below it"
            )
        for file in files:
            task = self._numbered("read", display_name(file.name), author)
            self._put(replace(task, names=(str(file),)))
        return len(files)

    def compare(self, a: str, b: str, author: str = "") -> None:
        """Propose what answers to what between two standards of the library.

        Raises:
            NotPermitted: ``author`` may not have anything proposed.
        """
        self._ask(NEEDED["proposed"], author)
        self._put(replace(self._numbered("compare", f"{a} ↔ {b}", author), names=(a, b)))

    def cancel(self, number: int, author: str = "") -> bool:
        """Do not begin a task that waits; False when it has begun, or is not there any more.

        Raises:
            NotPermitted: somebody else asked for it, and ``author`` is no admin.
        """
        with self._lock:
            task = self._tasks.get(number)
        if task is None:
            return False
        if task.author != author:
            self._ask(Role.ADMIN, author)
        return self._step(number, Step.WAITING, Step.CANCELLED)

    def wait(self) -> None:
        """Return when every task that was started is finished."""
        self._worker.submit(int).result()

    def _ask(self, needed: Role, author: str) -> None:
        """Refuse early what the log would refuse late: before anything is stored or read."""
        own = role_among(members(self._library.log), author)
        if own is None or not own.reaches(needed):
            raise NotPermitted(f"{author or 'nobody'} is {own or 'no member'} here, and this asks for {needed}; ask an admin")

    def _numbered(self, kind: str, label: str, author: str) -> Task:
        with self._lock:
            self._last += 1
            return Task(self._last, kind, label, author)

    def _put(self, task: Task) -> None:
        with self._lock:
            self._tasks[task.number] = task
            self._kept.save(self._tasks.values())
        if not task.finished:
            self._worker.submit(self._run, task.number)

    def _step(self, number: int, before: Step, after: Step) -> bool:
        """Take a task from one step to another; False when it is not at the first."""
        with self._lock:
            task = self._tasks.get(number)
            if task is None or task.step is not before:
                return False
            self._tasks[number] = replace(task, step=after, at=datetime.now(UTC).isoformat(timespec="seconds"))
            self._kept.save(self._tasks.values())
        if after is Step.CANCELLED:
            drop_uploads(self._incoming, drop=number)
        return True

    def _run(self, number: int) -> None:
        if not self._step(number, Step.WAITING, Step.RUNNING):
            return
        begun = time.monotonic()
        try:
            done = self._work(self._tasks[number])
        except (ClausebridgeError, OSError) as error:
            done = {"step": Step.FAILED, "error": _line(error), "fault": type(error).__name__}
        except Exception as error:  # a worker that dies would leave every later task waiting for ever
            line = f"unexpected {type(error).__name__}: {error}"
            done = {"step": Step.FAILED, "error": line, "fault": type(error).__name__}
        drop_uploads(self._incoming, drop=number)
        with self._lock:
            if number in self._tasks:
                self._tasks[number] = replace(self._tasks[number], fraction=1.0, seconds=time.monotonic() - begun, **done)  # type: ignore[arg-type]
                self._kept.save(self._tasks.values())

    def _work(self, task: Task) -> dict[str, object]:
        told = partial(self._progress, task.number)
        if task.kind == "compare":
            return {"step": Step.DONE, "proposals": self._compare(task.names[0], task.names[1], task.author, told)}
        return self._read(self._library.folder / task.names[0], task.author, told)

    def _progress(self, number: int, done: int, total: int) -> None:
        with self._lock:
            if number in self._tasks:
                self._tasks[number] = replace(self._tasks[number], fraction=done / total if total else 0.0)

    def _read(self, path: Path, author: str, told: Callable[[int, int], None]) -> dict[str, object]:
        from ingest.read import read_many

        filed: list[Filed] = []
        partly = False
        for outcome in read_many([path], workers=1, progress=lambda _, page, pages: told(page, pages)):
            if outcome.error is not None:
                raise outcome.error
            partly |= outcome.status == "partial"
            filed += [self._add(document, path, author, told) for document in outcome.documents]
        return {"step": Step.PARTIAL if partly else Step.DONE, "filed": tuple(filed)}

    def _add(self, document: Document, path: Path, author: str, told: Callable[[int, int], None]) -> Filed:
        designation = self._library.filing(document).designation
        new = self._library.add(document, self.encoder(), source=path, progress=told, author=author)
        own = document.standard
        return Filed(designation, len(document.clauses), own.marks, new, own.pages, readers(page_health(document)))

    def _compare(self, a: str, b: str, author: str, told: Callable[[int, int], None]) -> int:
        from matcher.compare import compare
        from matcher.pivot import with_pivots

        encoder = self.encoder()
        first, second = self._library.document(a), self._library.document(b)
        vectors = {name: self._library.vectors(name, encoder) for name in (a, b)}
        on_file = [standard.designation for standard in self._library.standards()]
        matches = compare(first, second, encoder, vectors=vectors, on_file=on_file, progress=told)
        matches = with_pivots(matches, (first, second), parents_on_file((first, second), self._library), encoder, vectors)
        save_comparison(self._library, first, second, matches, encoder.name, author=author)
        return len(matches)


def _line(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
