"""Many processes decide on few items at once: ``python -m benchmarks.writers [--database URL] [--processes 20 …]``.

Each process decides as a person does: it reads what was said of an item, decides through ``matcher.ledger``, and where
somebody was faster looks at the newer word and decides again. Nobody pauses to think. At the end the log is compared with what
every process was told is written. The plain way beside it reads a row, adds its word and writes the row back, each statement its
own transaction.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.library import Library
from index.log import pair_key, side_key
from ingest.clause import Clause, Document, Standard
from matcher.ledger import Conflict, history, record
from matcher.match import Decision, Judgement, Relation

if TYPE_CHECKING:
    import sqlalchemy as sa

A, B = "XX 1:2024", "YY 1:2023"
GOAL_MS = 250


class Barrier(Protocol):
    """Where the processes wait for each other."""

    def wait(self) -> int:
        """Wait until all are there."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where (a folder, and the URL of a database or "" for SQLite), and how much."""

    folder: str
    database: str
    processes: int
    decisions: int
    items: int


@dataclass(frozen=True, slots=True)
class Report:
    """What one process was told: its words that are written, how often it was refused, and the ms that each answer took."""

    words: tuple[str, ...]
    conflicts: int
    answers: tuple[float, ...]
    errors: tuple[str, ...] = ()


class Hashes:
    """Vectors from hashes: no model is needed here."""

    name = "hash@1"
    dimensions = 16
    means: Mapping[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
        """(n, 16) unit vectors."""
        del progress
        rows = np.array([np.frombuffer(hashlib.sha256(text.encode()).digest()[:16], np.uint8) for text in texts], np.float32) + 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def fill(plan: Plan) -> None:
    """Make a library with two standards of as many clauses as there are items."""
    with Library.open(plan.folder, create=True, database=plan.database) as library:
        for name in (A, B):
            clauses = [
                Clause(name, str(number), "en", f"Title {number}", f"The level shall not exceed {number} dB.", id=str(number))
                for number in range(plan.items)
            ]
            library.add(Document(Standard(name, "en", "Noise"), tuple(clauses)), Hashes(), author="first admin")


def decided(library: Library, item: str, author: str, word: str, seen: int) -> int:
    """Accept the link of an item, with ``word`` as the note; the number of the entry."""
    given = Judgement(A, item, B, item, Decision.ACCEPT, author, Relation.EQUIVALENT, word, seen=seen)
    return record(library, given).entry


def decide(plan: Plan, number: int, together: Barrier) -> Report:
    """One reviewer at work, through the ledger."""
    draw, words, answers, conflicts = random.Random(number), [], [], 0
    author, pair = f"reviewer {number}", pair_key(A, B)
    with Library.open(plan.folder, database=plan.database) as library:
        library.log.entries(kind="none")  # a desk that is open has read the log
        together.wait()
        for count in range(plan.decisions):
            item, word = str(draw.randrange(plan.items)), f"{number}:{count}"
            seen = library.log.last([side_key(pair, A, item), side_key(pair, B, item)])
            while True:
                start = time.perf_counter()
                try:
                    decided(library, item, author, word, seen)
                except Conflict as conflict:
                    conflicts, seen = conflicts + 1, conflict.entries[-1].number
                else:
                    words.append(word)
                    break
                finally:
                    answers.append((time.perf_counter() - start) * 1000)
    return Report(tuple(words), conflicts, tuple(answers))


def decide_plainly(plan: Plan, number: int, together: Barrier) -> Report:
    """The plain way: read the row of an item, add a word, write it back."""
    import sqlalchemy as sa

    draw, words, answers, errors = random.Random(number), [], [], []
    engine = _plain_engine(plan)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        together.wait()
        for count in range(plan.decisions):
            item, word = draw.randrange(plan.items), f"{number}:{count}"
            start = time.perf_counter()
            try:
                said = json.loads(
                    connection.execute(sa.text("SELECT words FROM plain WHERE item = :item"), {"item": item}).scalar_one()
                )
                values = {"item": item, "words": json.dumps([*said, word])}
                connection.execute(sa.text("UPDATE plain SET words = :words WHERE item = :item"), values)
            except sa.exc.DBAPIError as error:
                errors.append(str(error.orig).splitlines()[0])
            else:
                words.append(word)
            answers.append((time.perf_counter() - start) * 1000)
    engine.dispose()
    return Report(tuple(words), 0, tuple(answers), tuple(errors))


def _plain_engine(plan: Plan) -> sa.Engine:
    import sqlalchemy as sa

    return sa.create_engine(plan.database or f"sqlite:///{plan.folder}/plain.db")


def at_once(work: Callable[[Plan, int, Barrier], Report], plan: Plan) -> tuple[list[Report], float]:
    """What the processes report, and the seconds from the first decision to the last."""
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, context.Pool(plan.processes) as pool:
        together = manager.Barrier(plan.processes + 1)
        started = pool.starmap_async(work, [(plan, number, together) for number in range(plan.processes)], chunksize=1)
        together.wait()
        start = time.perf_counter()
        return started.get(), time.perf_counter() - start


def compared(plan: Plan, reports: Sequence[Report]) -> dict[str, Any]:
    """What of the acknowledged words the log lacks or has twice, who wrote over a word unseen, and whether the chain holds."""
    acknowledged = {word for report in reports for word in report.words}
    with Library.open(plan.folder, database=plan.database) as library:
        told = history(library, A, B)
        faults = library.log.faults(library.log.head().hash)
        wrong = library.check()
    written = Counter(one.note for one in told)
    last: dict[str, int] = {}
    unseen = 0
    for one in told:
        unseen += one.seen < last.get(one.a_clause, 0)
        last[one.a_clause] = one.entry
    return {
        "lost": len(acknowledged - set(written)),
        "doubled": sum(count - 1 for count in written.values()),
        "unacknowledged": len(set(written) - acknowledged),
        "written over unseen": unseen,
        "faults": len(faults) + len(wrong),
    }


def compared_plainly(plan: Plan, reports: Sequence[Report]) -> dict[str, Any]:
    """The same of the plain way."""
    import sqlalchemy as sa

    engine = _plain_engine(plan)
    with engine.connect() as connection:
        kept = {word for row in connection.execute(sa.text("SELECT words FROM plain")) for word in json.loads(row[0])}
    engine.dispose()
    return {"lost": len({word for report in reports for word in report.words} - kept)}


def line(name: str, reports: Sequence[Report], seconds: float, found: Mapping[str, Any]) -> str:
    """The figures of a run in one line."""
    answers = sorted(ms for report in reports for ms in report.answers)
    told = {
        "acknowledged": sum(len(report.words) for report in reports),
        "conflicts": sum(report.conflicts for report in reports),
        "errors": sum(len(report.errors) for report in reports),
        **found,
        "p50": f"{statistics.median(answers):.0f} ms",
        "p95": f"{answers[int(len(answers) * 0.95)]:.0f} ms",
        "max": f"{answers[-1]:.0f} ms",
        "rate": f"{sum(len(report.words) for report in reports) / seconds:.0f}/s",
    }
    return f"{name}: " + ", ".join(f"{key} {value}" for key, value in told.items())


def _make_plain(plan: Plan) -> None:
    import sqlalchemy as sa

    engine = _plain_engine(plan)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE IF EXISTS plain"))
        connection.execute(sa.text("CREATE TABLE plain (item INTEGER PRIMARY KEY, words TEXT NOT NULL)"))
        connection.execute(sa.text("INSERT INTO plain VALUES (:item, '[]')"), [{"item": item} for item in range(plan.items)])
    engine.dispose()


def main() -> int:
    """Print a line for ours and one for the plain way; 1 where a word is lost or the goal is missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--database", default="", help="URL of an empty PostgreSQL database; SQLite without it")
    options.add_argument("--folder", help="where to work (a disk, not memory); a temporary folder without it")
    options.add_argument("--no-plain", action="store_true", help="leave out the plain way")
    for name, value in (("processes", 20), ("decisions", 500), ("items", 50)):
        options.add_argument(f"--{name}", type=int, default=value)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        plan = Plan(str(Path(folder) / "library"), given.database, given.processes, given.decisions, given.items)
        fill(plan)
        reports, seconds = at_once(decide, plan)
        found = compared(plan, reports)
        print(line("ledger", reports, seconds, found), flush=True)
        answers = sorted(ms for report in reports for ms in report.answers)
        if not given.no_plain:
            _make_plain(plan)
            plain, seconds = at_once(decide_plainly, plan)
            print(line("read, then write", plain, seconds, compared_plainly(plan, plain)))
    return int(any(found.values()) or answers[int(len(answers) * 0.95)] >= GOAL_MS)


if __name__ == "__main__":
    sys.exit(main())
