"""References against the lists that people read in the texts: ``python -m benchmarks.references PDFS [NAME…]``.

A list is ``tests/data/references/NAME.tsv``: id of the clause, standard cited ("" for the own one), clause cited, "dated" or
"", id of the clause that is meant. What a clause cites twice counts once. A first line "# judged: EXPRESSION" says which clauses,
by their id, were read; without it all were.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ingest.clause import Document

LISTS = Path(__file__).resolve().parent.parent / "tests" / "data" / "references"


class Cited(NamedTuple):
    """A reference as it is compared: who cites (an id), and what."""

    clause: str
    standard: str
    cited: str
    dated: str
    target: str


@dataclass(frozen=True, slots=True)
class Score:
    """What was found against what was to be found."""

    right: frozenset[Cited]
    missed: frozenset[Cited]
    false: frozenset[Cited]

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return len(self.right) / max(1, len(self.right) + len(self.false))

    @property
    def recall(self) -> float:
        """Share of what was to be found that was found."""
        return len(self.right) / max(1, len(self.right) + len(self.missed))


def read_list(path: Path) -> tuple[re.Pattern[str], frozenset[Cited]]:
    """Which clauses were read, and what they cite."""
    lines = path.read_text(encoding="utf-8").splitlines()
    judged = lines.pop(0).partition(": ")[2] if lines[0].startswith("#") else ""
    return re.compile(judged), frozenset(Cited(*line.split("\t")) for line in lines[1:])


def cited(document: Document) -> Iterator[Cited]:
    """The references of a document as they are compared."""
    for clause in document.clauses:
        for r in clause.references:
            yield Cited(clause.id, r.standard, r.clause, "dated" if r.dated else "", r.target)


def score(found: Iterable[Cited], judged: re.Pattern[str], wanted: frozenset[Cited]) -> Score:
    """What of ``found``, in the clauses that were ``judged``, is right."""
    ours = frozenset(item for item in found if judged.search(item.clause))
    return Score(ours & wanted, wanted - ours, ours - wanted)


def main(pdfs: Path, names: Sequence[str]) -> None:
    """Print one line a document, its differences below it, and the sums."""
    from ingest.read import read

    scores = []
    for path in sorted(LISTS.glob("*.tsv")):
        file = next(pdfs.rglob(f"{path.stem}.pdf"), None)
        if file is None or (names and path.stem not in names):
            continue
        (document,) = read(file)
        result = score(cited(document), *read_list(path))
        scores.append(result)
        print(f"{path.stem:24}P {result.precision:.3f}  R {result.recall:.3f}  of {len(result.right) + len(result.missed)}")
        for what, items in (("missed", result.missed), ("false", result.false)):
            for item in sorted(items):
                print(f"    {what}: {' | '.join(item)}", flush=True)
    right, missed, false = (sum(len(getattr(s, name)) for s in scores) for name in ("right", "missed", "false"))
    print(
        f"all {len(scores)}: P {right / max(1, right + false):.3f}  R {right / max(1, right + missed):.3f}  of {right + missed}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
