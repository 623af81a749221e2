"""Tasks that take longer than a click, as pages see them, and the list of them that is kept in the library's folder.

The list outlives the desk: what waited when it was stopped waits again when it is started, what was finished can still be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from index.files import write_whole
from ingest.errors import ClausebridgeError

FILE = "tasks.json"
KEPT = 500
"""Finished tasks that the list keeps, the latest."""


class Step(StrEnum):
    """How far a task is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    PARTIAL = "partial"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Filed:
    """A standard that a file brought in; ``new`` is False when it was there already, just so.

    ``readers`` says how many of its pages were read by what (``app.page_health.Reader``).
    """

    designation: str
    clauses: int
    marks: tuple[str, ...]
    new: bool
    pages: int = 0
    readers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One task as it was at one moment.

    ``kind`` is "read" or "compare", ``fraction`` in [0, 1], ``author`` who asked for it. ``names`` is the file, or both
    designations. When it is finished: ``filed`` are the standards that were read, ``proposals`` how many were made, ``seconds``
    how long it took, ``at`` when it began (ISO 8601, UTC); ``error`` is what went wrong, ``fault`` the name of its class.
    """

    number: int
    kind: str
    label: str
    author: str = ""
    names: tuple[str, ...] = ()
    step: Step = Step.WAITING
    fraction: float = 0.0
    filed: tuple[Filed, ...] = ()
    proposals: int = 0
    error: str = ""
    fault: str = ""
    at: str = ""
    seconds: float = 0.0

    @property
    def finished(self) -> bool:
        """Nothing more will happen to it."""
        return self.step not in (Step.WAITING, Step.RUNNING)


class TaskList:
    """The list on disk. A list that cannot be read is empty, one that cannot be written is kept in memory alone."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def load(self) -> tuple[Task, ...]:
        """What was kept; what was at work when the desk was stopped waits again."""
        rows: Any = []
        with suppress(OSError, ValueError):
            rows = json.loads(self._path.read_text(encoding="utf-8"))
        found = [task for row in rows if (task := _task(row)) is not None] if isinstance(rows, list) else []
        return tuple(replace(task, step=Step.WAITING, fraction=0.0) if not task.finished else task for task in found)

    def save(self, tasks: Iterable[Task]) -> None:
        """Keep these, of the finished ones the latest."""
        listed = list(tasks)
        finished = [task.number for task in listed if task.finished]
        dropped = set(finished[: max(len(finished) - KEPT, 0)])
        rows = [asdict(task) for task in listed if task.number not in dropped]
        with suppress(ClausebridgeError):
            write_whole(self._path, json.dumps(rows, ensure_ascii=True).encode("ascii"))


_FIELDS = frozenset(one.name for one in fields(Task))


def _task(row: object) -> Task | None:
    """A row as a task; None for what this version does not know."""
    if not (isinstance(row, dict) and set(row) <= _FIELDS):
        return None
    try:
        filed = tuple(
            Filed(**one | {"marks": tuple(one["marks"]), "readers": tuple((str(a), int(b)) for a, b in one["readers"])})
            for one in row["filed"]
        )
        return Task(**row | {"filed": filed, "step": Step(row["step"]), "names": tuple(map(str, row["names"]))})
    except (KeyError, TypeError, ValueError):
        return None
