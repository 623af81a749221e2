"""Searches for many requirements behind the search page, one file after the other; what is done outlives the desk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.batch import Batch, run
from app.batch_files import batch_bytes
from app.limits import Limits
from app.requirements import Fault, Requirements, read_bytes
from app.results import Searcher, Wanted
from app.uploads import display_name
from app.wording import N_
from ingest.errors import ClausebridgeError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from index.encoder import Encoder
    from index.library import Library

FOLDER = "searches"
"""Below the library's folder: what is done of files that are not finished."""
KEPT, ALL, MOST = 6, 60, 2_000
"""Files that are remembered of one person and of all, and requirements that are searched for at once from a page."""

BUSY = N_("too many files wait already; give this one when one of them is done")


@dataclass(frozen=True, slots=True)
class Task:
    """One file as it was at one moment: ``done`` of ``total`` requirements, the rows that cannot be used, what went wrong."""

    number: int
    owner: str
    name: str
    done: int = 0
    total: int = 0
    faults: tuple[Fault, ...] = ()
    finished: bool = False
    error: str = ""


class Batches:
    """The files of one library that are searched for, each shown to its owner alone: what a person asks for is not the desk's.

    ``encoder`` gives the model, loaded by whoever asks first.
    """

    def __init__(self, library: Library, searcher: Searcher, encoder: Callable[[], Encoder]) -> None:
        self._library, self._searcher, self._encoder = library, searcher, encoder
        self._lock = threading.Lock()
        self._tasks: dict[int, Task] = {}
        self._rows: dict[int, list[dict[str, Any]]] = {}
        self._files: dict[tuple[int, str], bytes] = {}
        self._last = 0
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="clausebridge-search")

    def tasks(self, owner: str) -> tuple[Task, ...]:
        """The latest files of a person, in the order in which they were given."""
        with self._lock:
            return tuple(task for task in self._tasks.values() if task.owner == owner)

    def start(self, owner: str, name: str, data: bytes, *, sheet: str = "", column: str = "", top: int, lang: str = "en") -> int:
        """Search for the requirements of a person's file, with notes in ``lang``; its number.

        Raises:
            UsageError: it has no requirements, or too many; or as many files as are remembered wait already.
        """
        asked = read_bytes(data, sheet=sheet, column=column)
        if len(asked.rows) > MOST:
            raise UsageError(f"it has {len(asked.rows)} requirements, at most {MOST} at once; the command line takes more")
        with self._lock:
            waiting = [task.owner for task in self._tasks.values() if not task.finished]
            if waiting.count(owner) >= KEPT or len(waiting) >= ALL:
                raise UsageError(BUSY)
            self._last += 1
            number = self._last
            self._tasks[number] = Task(number, owner, display_name(name), total=len(asked.rows), faults=asked.faults)
            mine = [one for one, task in self._tasks.items() if task.owner == owner]
            self._let_go(mine, KEPT)
            self._let_go(list(self._tasks), ALL)
        self._worker.submit(self._run, number, asked, top, lang)
        return number

    def _let_go(self, numbers: Sequence[int], kept: int) -> None:
        """Forget the oldest of these that are finished, down to ``kept``; the lock is held."""
        for old in [one for one in numbers if self._tasks[one].finished][: max(len(numbers) - kept, 0)]:
            del self._tasks[old]
            self._rows.pop(old, None)
            self._files = {key: made for key, made in self._files.items() if key[0] != old}

    def file(self, owner: str, number: int, form: str) -> bytes:
        """The result of a person's file that is finished, in a format; made once, as a page is drawn every second.

        Raises:
            UsageError: the person has no such file.
        """
        with self._lock:
            if number not in self._tasks or self._tasks[number].owner != owner:
                raise UsageError(f"there is no file {number} of yours")
            rows, made = self._rows.get(number, []), self._files.get((number, form))
        if made is None:
            made = batch_bytes(rows, form)
            with self._lock:
                if number in self._rows:  # of what is not finished, or was let go, nothing is kept
                    self._files[number, form] = made
        return made

    def wait(self) -> None:
        """Return when every file that was given is finished."""
        self._worker.submit(int).result()

    def _run(self, number: int, asked: Requirements, top: int, lang: str) -> None:
        partial: Path = self._library.folder / FOLDER / f"{asked.digest[:32]}.done"
        error = ""
        rows: list[dict[str, Any]] = []
        try:
            partial.parent.mkdir(exist_ok=True)
            _prune(partial)
            batch = Batch(asked, Limits(), Wanted(), top, lang)
            rows = run(self._searcher, self._library, self._encoder(), batch, partial=partial, progress=self._progress(number))
            partial.unlink(missing_ok=True)
        except (ClausebridgeError, OSError) as failed:
            error = str(failed)
        except Exception as failed:  # a worker that dies would leave every later file waiting for ever
            error = f"unexpected {type(failed).__name__}: {failed}"
        with self._lock:
            self._rows[number] = rows
            self._tasks[number] = replace(self._tasks[number], finished=True, error=error)

    def _progress(self, number: int) -> Callable[[int, int], None]:
        def told(done: int, total: int) -> None:
            with self._lock:
                if total == self._tasks[number].total:
                    self._tasks[number] = replace(self._tasks[number], done=done)

        return told


def _prune(partial: Path) -> None:
    """Remove the oldest of what desks that were stopped have left, ``partial`` not among them."""
    left = sorted((one for one in partial.parent.glob("*.done*") if one != partial), key=lambda one: one.stat().st_mtime_ns)
    for old in left[: max(len(left) - KEPT, 0)]:
        old.unlink(missing_ok=True)
