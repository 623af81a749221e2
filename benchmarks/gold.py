"""Clause trees against the lists that people read from page pictures: ``python -m benchmarks.gold PDFS [NAME…]``.

A list is ``tests/data/gold/NAME.json``: number ("" for a foreword), page, kind, level, and the sha256 of the title ("" for a
numbered paragraph without one). A clause is found when number and page agree; what belongs to a clause (paragraphs of an article,
list items, notes …) is not counted. Numbers and titles are compared after NFKC and without white space.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ingest.clause import PARTS_OF_A_CLAUSE, Clause

LISTS = Path(__file__).resolve().parent.parent / "tests" / "data" / "gold"
_ANNEX = re.compile(r"^(?:annexe|annex|appendix|附录|приложение)")


class Row(NamedTuple):
    """A clause as it is compared: ``number`` and ``title`` squeezed, the title hashed ("" for none)."""

    number: str
    page: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Score:
    """How well a tree agrees with a list: counts, and among the clauses found the shares of right titles and parents."""

    wanted: int
    got: int
    found: int
    titles: float
    parents: float
    missed: tuple[Row, ...]
    false: tuple[Row, ...]
    untitled: tuple[Row, ...]

    @property
    def precision(self) -> float:
        """Share of the clauses in the tree that are in the list."""
        return self.found / max(1, self.got)

    @property
    def recall(self) -> float:
        """Share of the clauses in the list that are in the tree."""
        return self.found / max(1, self.wanted)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.found / max(1, self.wanted + self.got)


def squeeze(text: str) -> str:
    """``text`` after NFKC, without white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def digest(title: str) -> str:
    """sha256 (hex) of a squeezed title, "" for none."""
    return hashlib.sha256(squeeze(title).encode()).hexdigest() if squeeze(title) else ""


def number(label: str) -> str:
    """A label without the word for "annex" and without the full stop after its letter (A1, A.1)."""
    bare = _ANNEX.sub("", squeeze(label).lower()).rstrip(".")
    return re.sub(r"^([a-z])\.?(?=\d)", r"\1", bare)


def read_list(path: Path) -> list[Row]:
    """The numbered rows of a gold list."""
    rows = json.loads(path.read_text(encoding="utf8"))
    return [Row(number(row["number"]), row["page"], row["level"], row["title_sha256"]) for row in rows if row["number"]]


def rows_of(clauses: Iterable[Clause]) -> list[Row]:
    """The clauses of a tree that a gold list would have."""
    counted = (c for c in clauses if c.clause and c.page and c.kind not in PARTS_OF_A_CLAUSE)
    return [Row(number(c.clause), c.page, c.level, digest(c.title)) for c in counted]


def score(got: Sequence[Row], want: Sequence[Row]) -> Score:
    """Compare a tree with a list."""
    mine, true = _by_place(got), _by_place(want)
    hits = [key for key in true if key in mine]
    titled = [key for key in hits if true[key].title]
    wrong = [key for key in hits if mine[key].title != true[key].title and (true[key].title or mine[key].title)]
    ours, theirs = _parents(got), _parents(want)
    return Score(
        wanted=len(true),
        got=len(mine),
        found=len(hits),
        titles=1 - sum(key in titled for key in wrong) / max(1, len(titled)),
        parents=sum(ours[key] == theirs[key] for key in hits) / max(1, len(hits)),
        missed=tuple(true[key] for key in true if key not in mine),
        false=tuple(mine[key] for key in mine if key not in true),
        untitled=tuple(mine[key] for key in wrong),
    )


def _by_place(rows: Iterable[Row]) -> dict[tuple[str, int], Row]:
    found: dict[tuple[str, int], Row] = {}
    for row in rows:
        found.setdefault((row.number, row.page), row)
    return found


def _parents(rows: Iterable[Row]) -> dict[tuple[str, int], str]:
    """Number of the nearest earlier clause of a lower level, by number and page."""
    found: dict[tuple[str, int], str] = {}
    above: list[Row] = []
    for row in rows:
        while above and above[-1].level >= row.level:
            above.pop()
        found.setdefault((row.number, row.page), above[-1].number if above else "")
        above.append(row)
    return found


def main(pdfs: Path, names: Sequence[str]) -> None:
    """Print one line a document, its differences below it, and the mean over all."""
    from ingest.read import read

    scores = []
    for path in sorted(LISTS.glob("*.json")):
        file = next(pdfs.rglob(f"{path.stem}.pdf"), None)
        if file is None or (names and path.stem not in names):
            continue
        (document,) = read(file)
        result = score(rows_of(document.clauses), read_list(path))
        scores.append(result)
        shares = f"P {result.precision:.3f}  R {result.recall:.3f}  F1 {result.f1:.3f}"
        print(f"{path.stem:20}{shares}  titles {result.titles:.3f}  parents {result.parents:.3f}  false {len(result.false)}")
        for what, rows in (("missed", result.missed), ("false", result.false), ("other title", result.untitled)):
            if rows:
                print(f"    {what}: " + ", ".join(f"{row.number} (p. {row.page})" for row in rows), flush=True)
    if scores:
        means = [sum(getattr(s, name) for s in scores) / len(scores) for name in ("f1", "titles", "parents")]
        print(f"macro over {len(scores)}: F1 {means[0]:.3f}  titles {means[1]:.3f}  parents {means[2]:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
