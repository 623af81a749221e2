"""Published links against the lists that people read in the texts: ``python -m benchmarks.published PDFS [NAME…]``.

A list is ``tests/data/published/NAME.tsv``: own clause, other standard, clause there, kind; what is told in words alone has no
clauses, and counts as often as it is told. A list without rows is of a document that publishes nothing of the kind.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ingest.clause import Document
from ingest.published import published

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "tests" / "data" / "published"


class Link(NamedTuple):
    """A published link as it is compared; labels in small letters."""

    clause: str
    other: str
    other_clause: str
    kind: str


@dataclass(frozen=True, slots=True)
class Score:
    """What was found against what was to be found."""

    right: Counter[Link]
    missed: Counter[Link]
    false: Counter[Link]

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1.0 where nothing was found."""
        return self.right.total() / max(1, self.right.total() + self.false.total()) if self.right or self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of what was to be found that was found; 1.0 where there is nothing."""
        return self.right.total() / max(1, self.right.total() + self.missed.total()) if self.right or self.missed else 1.0


def read_list(path: Path) -> Counter[Link]:
    """The links of a list."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return Counter(Link(clause.casefold(), other, there.casefold(), kind) for clause, other, there, kind in rows)


def links(document: Document) -> Counter[Link]:
    """What is read in a document, as it is compared."""
    return Counter(Link(p.clause.casefold(), p.other, p.other_clause.casefold(), p.kind.value) for p in published(document))


def score(found: Counter[Link], wanted: Counter[Link]) -> Score:
    """What of ``found`` is right."""
    return Score(found & wanted, wanted - found, found - wanted)


def main(pdfs: Path, names: Sequence[str]) -> None:
    """Print one line a document, its differences below it, and the sums."""
    from ingest.read import read

    scores = []
    for path in sorted(LISTS.glob("*.tsv")):
        file = next((f for folder in (pdfs, ROOT / "corpora") for f in folder.rglob(f"{path.stem}.pdf")), None)
        if file is None or (names and path.stem not in names):
            continue
        (document,) = read(file)
        result = score(links(document), read_list(path))
        scores.append(result)
        total = result.right.total() + result.missed.total()
        print(f"{path.stem:24}P {result.precision:.3f}  R {result.recall:.3f}  of {total}")
        for what, items in (("missed", result.missed), ("false", result.false)):
            for item in sorted(items.elements()):
                print(f"    {what}: {' | '.join(item)}", flush=True)
    right, missed, false = (sum((getattr(s, name) for s in scores), Counter[Link]()) for name in ("right", "missed", "false"))
    every = Score(right, missed, false)
    print(f"all {len(scores)}: P {every.precision:.3f}  R {every.recall:.3f}  of {right.total() + missed.total()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
