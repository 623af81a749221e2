"""Tables against the ones that people read from page pictures: ``python -m benchmarks.tables PDFS [NAME…]``.

A list is ``tests/data/tables/NAME.json``: for each table its page, label ("" for none), numbers of rows and columns, and its
cells with text: row, column, rows and columns that it takes, and the beginning of the sha256 of the text (after NFKC, without
white space). A cell is found when all of these agree, in the table of that label on that page.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.gold import squeeze
from ingest.clause import Clause, Kind, Table

LISTS = Path(__file__).resolve().parent.parent / "tests" / "data" / "tables"
_DIGITS = 16

Place = tuple[int, int, int, int, str]
"""Row, column, rows, columns of a cell, and the digest of its text."""


class Printed(NamedTuple):
    """A table as it is compared."""

    page: int
    label: str
    rows: int
    columns: int
    cells: frozenset[Place]


class Score(NamedTuple):
    """Cells in the lists, in the trees, in both; and the tables (page, label) that are not right to the last cell."""

    wanted: int
    got: int
    found: int
    wrong: tuple[tuple[int, str], ...]

    @property
    def precision(self) -> float:
        """Share of the cells read that are in the list; of the tables that are listed."""
        return self.found / max(1, self.got)

    @property
    def recall(self) -> float:
        """Share of the cells in the list that were read."""
        return self.found / max(1, self.wanted)


def digest(text: str) -> str:
    """The beginning of the sha256 (hex) of a squeezed text."""
    return hashlib.sha256(squeeze(text).encode()).hexdigest()[:_DIGITS]


def printed(table: Table, page: int, label: str) -> Printed:
    """A table of a tree as it is compared."""
    cells = frozenset((c.row, c.column, c.rows, c.columns, digest(c.text)) for c in table.cells if c.text.strip())
    return Printed(page, squeeze(label), table.rows, table.columns, cells)


def tables_of(clauses: Iterable[Clause]) -> list[Printed]:
    """The tables of a tree, in order."""
    parts = [part for clause in clauses for part in clause.parts]
    pages = {id(part): min((box.page for box in part.boxes), default=part.page) for part in parts}
    return [printed(part.table, pages[id(part)], part.label) for part in parts if part.kind is Kind.TABLE and part.table]


def read_list(path: Path) -> list[Printed]:
    """The tables of a list."""
    rows = json.loads(path.read_text(encoding="utf8"))
    return [
        Printed(row["page"], row["label"], row["rows"], row["columns"], frozenset((*cell[:4], cell[4]) for cell in row["cells"]))
        for row in rows
    ]


def score(got: Sequence[Printed], want: Sequence[Printed]) -> Score:
    """Compare the tables of a tree with those of a list; what the list does not have is not judged."""
    read = {(table.page, table.label): table for table in reversed(got)}
    wanted = found = number = 0
    wrong = []
    for table in want:
        mine = read.get((table.page, table.label))
        cells = mine.cells if mine else frozenset()
        wanted += len(table.cells)
        number += len(cells)
        found += len(cells & table.cells)
        if mine is None or cells != table.cells or (mine.rows, mine.columns) != (table.rows, table.columns):
            wrong.append((table.page, table.label))
    return Score(wanted, number, found, tuple(wrong))


def main(pdfs: Path, names: Sequence[str]) -> None:
    """Print one line a document, and the sums."""
    from ingest.read import read

    scores = []
    for path in sorted(LISTS.glob("*.json")):
        file = next(pdfs.rglob(f"{path.stem}.pdf"), None)
        if file is None or (names and path.stem not in names):
            continue
        (document,) = read(file, ocr=False)
        want = read_list(path)
        result = score(tables_of(document.clauses), want)
        scores.append(result)
        wrong = ", ".join(f"{label or 'without label'} (p. {page})" for page, label in result.wrong)
        shares = f"P {result.precision:.3f}  R {result.recall:.3f}"
        print(f"{path.stem:22}{len(want):3} tables {result.wanted:5} cells  {shares}  {wrong}".rstrip())
    if scores:
        whole = Score(*(sum(s[i] for s in scores) for i in range(3)), ())
        print(f"{'all':22}{whole.wanted:16} cells  P {whole.precision:.3f}  R {whole.recall:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
