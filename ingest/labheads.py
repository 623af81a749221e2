"""The head of a table of results: which column holds clause, requirement, result, verdict. Pure functions on rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.labprint import Row
from ingest.labverdict import read_verdict
from ingest.labwords import Column, column_of, names_column, squeezed

_CELLS = 3
"""A head has so many cells at least."""
_FEWEST, _FEWER = 3, 2
"""Kinds of columns that must be known, and how many are enough where one of them is that of verdicts."""
_SHARE = 0.6
"""So large a part of the cells of a head is known."""
_DEEPEST = 3
_NAMES = frozenset({Column.CLAUSE, Column.BASIS, Column.ITEM, Column.REQUIREMENT})
_FINDS = frozenset({Column.VERDICT, Column.RESULT})


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of a table holds (None: unknown), and what is printed above it."""

    kinds: tuple[Column | None, ...]
    heads: tuple[str, ...]

    def columns(self, *kinds: Column) -> list[int]:
        """The columns that hold one of ``kinds``, from left to right."""
        return [at for at, kind in enumerate(self.kinds) if kind in kinds]

    def has(self, kind: Column) -> bool:
        """Whether a column holds ``kind``."""
        return kind in self.kinds


def find_head(rows: Sequence[Row], at: int) -> tuple[Layout, int] | None:
    """The head whose first row is row ``at``, and how many rows it takes; None where that row begins none."""
    row = rows[at]
    if any(read_verdict(text).verdict and not names_column(text) for text in row.texts) or not _is_head(
        [column_of(text) for text in row.texts]
    ):
        return None
    deep = 1
    while deep < _DEEPEST and at + deep < len(rows) and _goes_on(rows[at + deep]):
        deep += 1
    heads = tuple(_above([rows[at + down] for down in range(deep)], column) for column in range(len(row.cells)))
    kinds = _kinds(rows[at : at + deep], heads)
    return (Layout(kinds, heads), deep) if _FINDS & {*kinds} else None


def _is_head(kinds: Sequence[Column | None]) -> bool:
    known = {kind for kind in kinds if kind}
    if (
        len(kinds) < _CELLS
        or not known & _NAMES
        or not known & _FINDS
        or len([kind for kind in kinds if kind]) < _SHARE * len(kinds)
    ):
        return False
    return len(known) >= _FEWEST or (len(known) >= _FEWER and Column.VERDICT in known)


def _goes_on(row: Row) -> bool:
    """Whether a row below a head belongs to it: some of its cells began above, and the others are below one that is divided."""
    return bool(row.again) and bool(row.texts) and not any(row.cells[column] is None for column in row.again)


def _above(rows: Sequence[Row], column: int) -> str:
    """What stands above a column, each once, from the top."""
    parts: list[str] = []
    for row in rows:
        at = column
        while at > 0 and row.cells[at] is None:
            at -= 1
        if (text := row.cells[at]) and text not in parts:
            parts.append(text)
    return " ".join(parts)


def _kinds(rows: Sequence[Row], heads: Sequence[str]) -> tuple[Column | None, ...]:
    """What the columns hold; where no column has clauses, that of the documents has them."""
    first = [next((cell for cell in reversed(rows[0].cells[: at + 1]) if cell is not None), "") for at in range(len(heads))]
    kinds = [column_of(rows[-1].cells[at] or "") or column_of(heads[at]) or column_of(first[at]) for at in range(len(heads))]
    if Column.CLAUSE not in kinds:
        kinds = [Column.CLAUSE if kind is Column.BASIS else kind for kind in kinds]
    return tuple(kinds)


def is_same_head(layout: Layout, row: Row) -> bool:
    """Whether a row prints the head of ``layout`` once more."""
    cells = [squeezed(cell or "") for cell in row.cells]
    heads = [squeezed(head) for head in layout.heads]
    some = [(cell, head) for cell, head in zip(cells, heads, strict=False) if cell]
    return len(some) >= _FEWER and all(cell in head for cell, head in some) and any(cell == head for cell, head in some)
