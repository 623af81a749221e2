"""Tables of a document as rows of text with their places, for those who read what a table says and not how it is set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.clause import Clause, Document, Kind, Part, Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in a clause: its rows, each as wide as the table, a cell that spans several repeated in each of them.

    ``heads`` the first rows, which are its head; ``places`` the characters of the clause's text that each other row takes;
    ``title`` its caption, and the titles of its clause and of those above that.
    """

    clause: Clause
    title: str
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[tuple[int, int], ...]

    def head(self, column: int) -> str:
        """What stands above a column."""
        return "\n".join(dict.fromkeys(row[column] for row in self.heads))

    def column(self, column: int) -> list[str]:
        """The cells of a column, from the top."""
        return [row[column] for row in self.rows]


def sheets(document: Document) -> Iterator[Sheet]:
    """The tables of ``document``, in order; where a clause has no cells, lines with tabs between their words are a table."""
    by_id = {clause.id: clause for clause in document.clauses}
    for clause in document.clauses:
        title = "\n".join(one.title for one in (clause, *_above(clause, by_id)) if one.title)
        tables = [(part, part.table) for part in clause.parts if part.kind is Kind.TABLE and part.table is not None]
        for part, table in tables:
            yield _sheet(clause, part, table, f"{part.title}\n{title}")
        if not tables and (typed := _typed(clause, title)):
            yield typed


def _above(clause: Clause, by_id: dict[str, Clause]) -> Iterator[Clause]:
    seen = {clause.id}
    at = by_id.get(clause.parent)
    while at is not None and at.id not in seen:
        seen.add(at.id)
        yield at
        at = by_id.get(at.parent)


def _sheet(clause: Clause, part: Part, table: Table, title: str) -> Sheet:
    grid = [[""] * table.columns for _ in range(table.rows)]
    first = [""] * table.rows
    for cell in table.cells:
        first[cell.row] = first[cell.row] or cell.text
        for row in range(cell.row, min(cell.row + cell.rows, table.rows)):
            grid[row][cell.column : cell.column + cell.columns] = [cell.text] * len(
                grid[row][cell.column : cell.column + cell.columns]
            )
    heads = {cell.row for cell in table.cells if cell.header} or {0}
    top = max(heads) + 1
    places, at = [], part.start
    for row in range(table.rows):
        start = clause.text.find(first[row], at, part.end) if first[row] else -1
        if start >= 0:
            end = clause.text.find("\n", start + len(first[row]), part.end)
            at = end if end >= 0 else part.end
            places.append((start, at))
        else:
            places.append((part.start, part.end))
    return Sheet(clause, title, tuple(map(tuple, grid[:top])), tuple(map(tuple, grid[top:])), tuple(places[top:]))


def _typed(clause: Clause, title: str) -> Sheet | None:
    """The lines of a clause that have tabs in them, when they are one block of one width."""
    rows: list[tuple[str, ...]] = []
    places: list[tuple[int, int]] = []
    before = ""
    at = 0
    for line in clause.text.split("\n"):
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if len(cells) > 1 and (not rows or len(cells) == len(rows[0])):
            rows.append(cells)
            places.append((at, at + len(line)))
        elif not rows:
            before = line
        at += len(line) + 1
    if len(rows) < 2:
        return None
    return Sheet(clause, f"{before}\n{title}", (rows[0],), tuple(rows[1:]), tuple(places[1:]))


def shares(cells: Sequence[str], told: Sequence[bool]) -> float:
    """The share of the cells with text in them of which ``told`` holds; 0.0 where all are empty."""
    filled = [yes for cell, yes in zip(cells, told, strict=True) if cell.strip()]
    return sum(filled) / len(filled) if filled else 0.0
