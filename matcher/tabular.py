"""Cells of tables as provisions: heads of column and row, the unit line and the caption are their conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.units import Unit, unit_at
from ingest.clause import Cell, Clause, Part, Provision, Table
from ingest.fields import fields_of_cells
from ingest.provision import strongest
from matcher.comparators import Comparator
from matcher.condition import conditions_of
from matcher.qualifiers import Place
from matcher.quantity import Quantity, quantities
from matcher.stated import Bound, Statement, frozen


def cell_statements(clause: Clause, said: Sequence[Statement], above: str = "") -> Iterator[Statement]:
    """One statement for every cell of the tables of ``clause`` that holds a quantity, bare numbers in the unit given above them.

    ``said`` are the statements of its sentences: a cell demands what the sentence that names its table demands. ``above`` as in
    ``statement.statements``.
    """
    for part in clause.parts:
        if part.table is not None and part.start < part.end:
            yield from _of_table(clause, part, part.table, said, above)


def _of_table(clause: Clause, part: Part, table: Table, said: Sequence[Statement], above: str) -> Iterator[Statement]:
    places, heading, _ = fields_of_cells(clause.text, part, table)
    kind = _demanded(clause, part, said)
    for number, cell in enumerate(table.cells):
        stub = cell.column == 0 and table.columns > 1  # the head of its row: what the other cells hold for
        if cell.header or stub or number not in places or not any(letter.isdigit() for letter in cell.text):
            continue
        heads = [
            places[n] for n, other in enumerate(table.cells) if n in places and other is not cell and _heads(other, cell, table)
        ]
        start, end = places[number]
        around = " ".join(clause.text[slice(*place)] for place in (*heading, *heads))
        for q in _values(clause, (start, end), _unit(around, table.unit)):
            measured = conditions_of(clause.text, q.value_start, f"{around}\n{above}")
            column = next((places[n] for n, o in enumerate(table.cells) if n in places and o.header and _over(o, cell)), None)
            bound = Bound(q, column, frozen(measured))
            yield Statement(start, end, kind, bounds=(bound,), conditions=tuple(sorted((*heading, *heads))), cell=True)


def _demanded(clause: Clause, part: Part, said: Sequence[Statement]) -> Provision:
    """The strongest type of the sentences that name the table; of all of the clause where none does."""
    naming = [s.provision for s in said if part.label and part.label in clause.text[s.start : s.end]]
    return strongest(naming or [s.provision for s in said]) or Provision.STATEMENT


def _heads(other: Cell, cell: Cell, table: Table) -> bool:
    """Whether ``other`` is a head of the column of ``cell``, or the first of its row."""
    if other.header:
        return _over(other, cell)
    first = other.column == 0 and other.row <= cell.row < other.row + other.rows
    return first and cell.column > 0 and table.columns > 1


def _over(head: Cell, cell: Cell) -> bool:
    return head.row < cell.row and head.column <= cell.column < head.column + head.columns


def _unit(around: str, unit: str) -> Unit | None:
    """The unit of a table as it is given for the whole, else in brackets or behind a solidus in its heads."""
    found = unit_at(unit, 0) if unit else None
    if found is None:
        for mark in ("(", "（", "/", ", "):
            for at, letter in enumerate(around):
                if around.startswith(mark, at) and letter == mark[0] and (found := unit_at(around, at + len(mark))):
                    return found[0]
    return found[0] if found else None


def _values(clause: Clause, place: Place, unit: Unit | None) -> Iterator[Quantity]:
    """The quantities of a cell; a bare number is one in the unit of the table."""
    start, end = place
    text = clause.text[start:end]
    given = quantities(text, clause.lang)
    if not given and unit is not None:
        printed = f"{text} {unit.symbol}"
        given = tuple(q for q in quantities(printed, clause.lang) if q.value_start < len(text))
    for q in given:
        own = q if q.unit is not None else replace(q, unit=unit)
        yield replace(
            own,
            start=start + q.start,
            end=min(start + q.end, end),
            value_start=start + q.value_start,
            value_end=min(start + q.value_end, end),
            comparator=own.comparator or Comparator.EQUAL,
        )
