"""Malformed and hostile PDFs in one batch through the one way in: ``python -m benchmarks.badpdf FOLDER``.

FOLDER holds PDFs, ``INDEX.tsv`` with what two readers made of each (columns file, class, plumber_status, pdfium_status,
plumber_pages, pdfium_pages, silent_loss), and ``limits/`` with files that ask for unlimited memory or time. Own sample standards
stand between them in the batch: no bad file may change what is read of them. Linux, for what it looks up in /proc.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from ingest.audit import is_alike
from ingest.clause import Document
from ingest.memory import resident
from ingest.read import FileStatus, Outcome, read, read_many

GOOD = Path(__file__).resolve().parent.parent / "corpora" / "standards"
MiB = 2**20
_TICK = 0.1
_HANGS = 300.0
"""Seconds: a file that has a worker for longer than this has hung."""


@dataclass(eq=False)
class Watch(Thread):
    """Looks at the workers of this process: by file how long it had one (s) and the most memory of one (B), and our growth."""

    seconds: dict[str, float] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)
    growth: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.done = Event()

    def run(self) -> None:
        """Look until ``done``."""
        own = Path("/proc/self")
        first = resident(int(own.resolve().name))
        while not self.done.wait(_TICK):
            self.growth = max(self.growth, resident(int(own.resolve().name)) - first)
            for task in own.glob("task/*/children"):
                self._look(task)

    def _look(self, task: Path) -> None:
        try:
            for pid in task.read_text().split():
                words = Path("/proc", pid, "cmdline").read_bytes().decode().split("\0")
                if len(words) > 2 and words[-2].lower().endswith(".pdf"):
                    self.seconds[words[-2]] = self.seconds.get(words[-2], 0.0) + _TICK
                    self.most[words[-2]] = max(self.most.get(words[-2], 0), resident(int(pid)))
        except OSError:
            return  # it has ended meanwhile


def main(folder: Path) -> None:
    """Print the table, and below it each file with its end."""
    folder = folder.resolve()  # workers are known by the absolute place of their file
    index = {row["file"]: row for row in csv.DictReader((folder / "INDEX.tsv").open(encoding="utf8"), delimiter="\t")}
    bad = sorted(folder.rglob("*.pdf"))
    good = sorted(GOOD.rglob("*.pdf"))
    alone = {path: read(path, audit=True) for path in good}
    step = len(bad) // (len(good) + 1)
    batch = list(bad)
    for i, path in enumerate(good):
        batch.insert((i + 1) * (step + 1), path)
    watch = Watch()
    watch.start()
    begin = time.monotonic()
    outcomes = []
    for outcome in read_many(batch, audit=True):
        outcomes.append(outcome)
        print(f"{_end(outcome):18}{watch.seconds.get(str(outcome.path), 0):6.1f} s  {_said(outcome)}", flush=True)
    wall = time.monotonic() - begin
    watch.done.set()
    print()
    for line in _table(batch, outcomes, index, alone, watch):
        print(line)
    print(f"{'whole batch':64}{wall:.0f} s")


def _table(
    batch: Sequence[Path],
    outcomes: Sequence[Outcome],
    index: Mapping[str, Mapping[str, str]],
    alone: Mapping[Path, tuple[Document, ...]],
    watch: Watch,
) -> list[str]:
    bad = [outcome for outcome in outcomes if outcome.path not in alone]
    indexed = [outcome for outcome in bad if outcome.path.name in index]
    limits = [outcome for outcome in bad if outcome.path.name not in index]
    opened = [o for o in indexed if _pages(index[o.path.name], "pdfium") or _pages(index[o.path.name], "plumber")]
    read_of = [o for o in opened if o.documents and o.documents[0].standard.pages]
    told = [o for o in opened if o.error is not None and o.error.status in ("no text", "form")]
    differ = [o for o in indexed if _differs(index[o.path.name])]
    alike = [o for o in differ if not _tells(o) and _agree(o)]
    silent = [o for o in differ if not _tells(o) and not _agree(o)]
    hollow = [o for o in bad if o.status is FileStatus.OK and not any(d.standard.pages and d.clauses for d in o.documents)]
    slow = [name for name, seconds in watch.seconds.items() if seconds > _HANGS]
    ends = Counter(map(_end, bad))
    times = [watch.seconds.get(str(o.path), 0.0) for o in limits]
    most = [watch.most.get(str(o.path), 0) / MiB for o in limits]
    same = sum(o.documents == alone[o.path] for o in outcomes if o.path in alone)
    share = (len(read_of) + len(told)) / max(1, len(opened))
    rows = [
        ("files, records", f"{len(batch)}, {len(outcomes)}"),
        ("ends of the bad files", ", ".join(f"{count} {end}" for end, count in ends.most_common())),
        ("hangs", str(len(slow))),
        ("our growth, MiB (below 200)", f"{watch.growth / MiB:.0f}"),
        ("largest worker, MiB", f"{max(watch.most.values(), default=0) / MiB:.0f}"),
        ("opened by any reader, with pages", str(len(opened))),
        ("  of these read", str(len(read_of))),
        ("  of these pages without text, and said so", str(len(told))),
        ("  recovery (at least .95)", f"{share:.3f}"),
        ("ok without pages or clauses (0)", str(len(hollow))),
        ("pages or characters differ between the readers", str(len(differ))),
        ("  of these alike here, where a page without a size gets one", str(len(alike))),
        ("  of these not told (0)", f"{len(silent)} {' '.join(o.path.name for o in silent)}".strip()),
        ("limits: typed errors", f"{sum(o.error is not None for o in limits)} of {len(limits)}"),
        ("limits: longest, s (at most 25)", f"{max(times, default=0):.1f}"),
        ("limits: largest worker, MiB (at most 1024)", f"{max(most, default=0):.0f}"),
        ("good files between them, unchanged", f"{same} of {len(alone)}"),
    ]
    return [f"{what:64}{figure}" for what, figure in rows]


def _pages(row: Mapping[str, str], reader: str) -> int:
    return int(row[f"{reader}_pages"] or 0)


def _differs(row: Mapping[str, str]) -> bool:
    """Whether the index says that one of the readers sees other pages or characters than the other, or none where it opens."""
    return bool(row["silent_loss"]) or _pages(row, "pdfium") != _pages(row, "plumber")


def _tells(outcome: Outcome) -> bool:
    """Whether the user hears of a difference: by an error, or by a mark that names both readers."""
    if outcome.error is not None:
        return True
    return any("pdfplumber" in mark for document in outcome.documents for mark in document.standard.marks)


def _agree(outcome: Outcome) -> bool:
    """Whether both readers, as we use them, see the same in every page."""
    return all(document.audit and all(map(is_alike, document.audit)) for document in outcome.documents)


def _end(outcome: Outcome) -> str:
    return f"error: {outcome.error.status}" if outcome.error is not None else str(outcome.status)


def _said(outcome: Outcome) -> str:
    if outcome.error is not None:
        return str(outcome.error)
    found = [f"{d.standard.pages} pages, {len(d.clauses)} clauses; {'; '.join(d.standard.marks)}" for d in outcome.documents]
    return f"{outcome.path.name}: {' | '.join(found)}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
