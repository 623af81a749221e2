"""Writers that are killed while they write: ``python -m benchmarks.killed [--database URL] [--kills 300]``.

Three reviewers decide without a pause and say after each decision that they were told it is written. Again and again one of
them is killed (SIGKILL) at a moment that nobody chose, and a new one takes the place. At the end the log is compared with what
was said: what was acknowledged is there, whole and once; each killed writer may have written a word it could not hear of.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.process import BaseProcess
from pathlib import Path

from benchmarks.writers import A, B, Plan, decided, fill
from index.library import Library
from ingest.errors import ClausebridgeError
from matcher.ledger import Conflict, history

AT_ONCE = 3
PATIENCE = 10
"""Seconds in which somebody is told that something is written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was acknowledged, what of it the log lacks or has twice, what it has beside it, and what its check finds."""

    kills: int
    acknowledged: int
    lost: int
    doubled: int
    beside: int
    faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was lost, doubled or half written."""
        return not (self.lost or self.doubled or self.faults) and self.beside <= self.kills + AT_ONCE


def write(plan: Plan, number: int, said: int) -> None:
    """Decide until killed; each word goes to the pipe ``said`` when its writer was told that it is written."""
    draw, seen = random.Random(number), dict[str, int]()
    library = Library.open(plan.folder, database=plan.database)
    for count in range(1_000_000):
        item = str(draw.randrange(plan.items))
        try:
            seen[item] = decided(library, item, f"reviewer {number}", f"{number}:{count}", seen.get(item, 0))
        except Conflict as conflict:
            seen[item] = conflict.entries[-1].number
        except ClausebridgeError:  # the server went away: what was asked is not acknowledged, and is tried no more
            time.sleep(0.05)
        else:
            os.write(said, f"{number}:{count}\n".encode())


def killed(plan: Plan, kills: int, crash: Callable[[int], None] = lambda _number: None) -> Outcome:
    """Kill writers ``kills`` times; ``crash`` is called after each, with its number, and may do worse."""
    draw, context = random.Random(0), multiprocessing.get_context("fork")
    reading, said = os.pipe()
    os.set_blocking(reading, False)
    heard, started = bytearray(), 0
    writers: list[BaseProcess] = []

    def listen() -> None:
        with suppress(BlockingIOError):
            while piece := os.read(reading, 1 << 16):
                heard.extend(piece)

    for number in range(kills):
        while len(writers) < AT_ONCE:
            writers.append(context.Process(target=write, args=(plan, started, said), daemon=True))
            writers[-1].start()
            started += 1
        before, until = len(heard), time.monotonic() + PATIENCE
        while len(heard) == before and time.monotonic() < until:
            time.sleep(0.005)
            listen()
        time.sleep(draw.uniform(0, 0.1))
        victim = writers.pop(draw.randrange(len(writers)))
        victim.kill()
        victim.join()
        crash(number)
    for writer in writers:
        writer.kill()
        writer.join()
    os.close(said)
    listen()
    os.close(reading)
    return _outcome(plan, kills, heard.decode().split())


def _outcome(plan: Plan, kills: int, words: list[str]) -> Outcome:
    with Library.open(plan.folder, database=plan.database) as library:
        written = Counter(one.note for one in history(library, A, B))
        faults = [*library.log.faults(library.log.head().hash), *map(str, library.check())]
    lost = set(words) - set(written)
    doubled = sum(count - 1 for count in written.values())
    return Outcome(kills, len(words), len(lost), doubled, len(set(written) - set(words)), tuple(faults))


def main() -> int:
    """Print what came of it; 1 where something is lost, doubled or half written."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--database", default="", help="URL of an empty PostgreSQL database; SQLite without it")
    options.add_argument("--folder", help="where to work (a disk, not memory); a temporary folder without it")
    options.add_argument("--kills", type=int, default=300)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        plan = Plan(str(Path(folder) / "library"), given.database, AT_ONCE, 0, 20)
        fill(plan)
        outcome = killed(plan, given.kills)
    print(replace(outcome, faults=outcome.faults[:5]))
    return int(not outcome.sound)


if __name__ == "__main__":
    sys.exit(main())
