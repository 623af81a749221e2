"""The rows in which the cells of a table are laid out."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.clause import Table

_LARGEST = 20_000  # places of a table that are filled where no cell is


def grid(table: Table) -> Iterator[list[int | None]]:
    """For each row the cells that begin in it, by their place among the cells; None where no cell reaches."""
    covered = {
        (cell.row + down, cell.column + along)
        for cell in table.cells
        for down in range(min(cell.rows, table.rows - cell.row))
        for along in range(min(cell.columns, table.columns - cell.column))
    }
    filled = table.rows * table.columns <= _LARGEST
    for row in range(table.rows):
        begins = {cell.column: number for number, cell in enumerate(table.cells) if cell.row == row}
        holes = {column: None for column in range(table.columns) if filled and (row, column) not in covered}
        yield [number for _, number in sorted((begins | holes).items())]
