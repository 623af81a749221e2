"""How a figure is taken: CPU and wall seconds of repeated runs, peak memory of a process of its own."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: ours and the plain way in ``unit``; ``ratio`` above 1 means that ours is better."""

    what: str
    unit: str
    ours: float
    plain: float
    ratio: float
    note: str = ""


def cpu_used() -> float:
    """CPU seconds (user + system) that this process and its children that have ended have used."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def wall_seconds(run: Callable[[], object], repeats: int = 3) -> float:
    """Median wall seconds of ``run`` over ``repeats`` runs after one that warms up."""
    run()
    return statistics.median(_wall(run) for _ in range(repeats))


def peak_memory(code: str) -> float:
    """Peak resident memory in MiB of a new Python process that runs ``code`` (Linux).

    From /proc, for ru_maxrss of a new process still holds the peak of the one that started it.
    """
    report = "\nprint('peak', next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    run = subprocess.run([sys.executable, "-c", code + report], capture_output=True, text=True, check=True)
    return int(run.stdout.rsplit("peak", 1)[1]) / 1024


def process_seconds(command: list[str], repeats: int = 5) -> float:
    """Median wall seconds of a whole process, start and end included."""
    return wall_seconds(lambda: subprocess.run(command, capture_output=True, check=True), repeats)


def faster(what: str, unit: str, work: float, ours: float, plain: float, note: str = "") -> Row:
    """A row from seconds: ``work`` (pages, clauses) a second on both sides."""
    return Row(what, unit, work / ours, work / plain, plain / ours, note)


def _wall(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
