"""Cells of tables as provisions: heads of column and row, the unit line and the caption are their conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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

_BEFORE_UNIT = re.compile(r"(?P<mark>[(（\[/／,，:：]\s?|\s(?:in|в|en|theo)\s)$|(?<![A-Za-zА-я])$")
_ENDS_HEAD = re.compile(r"\s?(?:[)）\]]|$)")
_NUMERIC = re.compile(r"[<>≤≥＜＞±+-]?\s?\d[\d.,\s～~–—<>≤≥-]*")
_FOOTNOTE = re.compile(r"(?<=\d)\s?[a-f]$")
_NUMBERS_ROWS = re.compile(
    r"(?:.*(?:序号|编号|类别|级别|等级|代号|分类|级[)）]))|№(?: ?п/п)?|No\.?|STT|TT|N°|Item(?: no\.?)?|"
    r"(?:.* )?(?:class|category|grade|zone)",
    re.I,
)
"""Heads of a column that only counts or names the rows."""
_CONTINUED = re.compile(r"续|continued|продолжение|suite|tiếp theo", re.I)
_UNIT_LINE = re.compile(r"(?:单位|units?|единиц\w*)\s?[:：]\s?", re.I)
_SPACED_MINUS = re.compile(r"^([-−–])(\s)(?=\d)")


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
        heads = _heads_of(cell, table, places)
        start, end = places[number]
        around = " ".join(clause.text[slice(*place)] for place in (*heading, *heads))
        for q in _of_cell(clause, (start, end), heads, heading, table):
            measured = conditions_of(clause.text, q.value_start, f"{around}\n{above}")
            column = next((places[n] for n, o in enumerate(table.cells) if n in places and o.header and _over(o, cell)), None)
            bound = Bound(q, column, frozen(measured))
            yield Statement(start, end, kind, bounds=(bound,), conditions=tuple(sorted((*heading, *heads))), cell=True)


def cell_quantities(clause: Clause) -> Iterator[Quantity]:
    """The quantities of all cells of the tables of ``clause``, in the units that their heads or the table give.

    Those of the first column are among them, and heads that are numbers themselves.
    """
    for part in clause.parts:
        if part.table is None or part.start >= part.end:
            continue
        places, heading, _ = fields_of_cells(clause.text, part, part.table)
        for number, cell in enumerate(part.table.cells):
            if number in places and _NUMERIC.search(cell.text) and (not cell.header or _NUMERIC.fullmatch(cell.text)):
                yield from _of_cell(clause, places[number], _heads_of(cell, part.table, places), heading, part.table)


def _heads_of(cell: Cell, table: Table, places: Mapping[int, Place]) -> list[Place]:
    return [places[n] for n, other in enumerate(table.cells) if n in places and other is not cell and _heads(other, cell, table)]


def _of_cell(clause: Clause, place: Place, heads: Sequence[Place], heading: Sequence[Place], table: Table) -> Iterator[Quantity]:
    """The quantities of the cell at ``place``; none where its column only counts the rows."""
    stubs = {cell.text.strip() for cell in table.cells if cell.column == 0 and len(cell.text.strip()) == 1}
    told = [text for p in (*reversed(heads), *heading) if (text := clause.text[slice(*p)]).strip() not in stubs]
    if not any(_NUMBERS_ROWS.fullmatch(head.strip()) for head in told):
        yield from _values(clause, place, _unit(told, table.unit or _unit_before(clause.text, heading, place)))


def _unit_before(text: str, heading: Sequence[Place], place: Place) -> str:
    """The unit of the table that a table goes on with, where its heading says that it does."""
    first = min((start for start, _ in heading), default=place[0])
    if not _CONTINUED.search(text[max(0, first - 12) : max((end for _, end in heading), default=place[0])]):
        return ""
    lines = list(_UNIT_LINE.finditer(text, 0, place[0]))
    return text[lines[-1].end() :].partition("\n")[0] if lines else ""


def _demanded(clause: Clause, part: Part, said: Sequence[Statement]) -> Provision:
    """The strongest type of the sentences that name the table; of all of the clause where none does."""
    naming = [s.provision for s in said if part.label and part.label in clause.text[s.start : s.end]]
    return strongest(naming or [s.provision for s in said]) or Provision.STATEMENT


def _heads(other: Cell, cell: Cell, table: Table) -> bool:
    """Whether ``other`` is a head of the column of ``cell``, or the first of its row."""
    if other.header and _over(other, cell):
        return True
    beside = other.column < cell.column and other.row <= cell.row < other.row + other.rows
    return beside and table.columns > 1 and (other.column == 0 or _is_unit(other.text))


def _is_unit(text: str) -> bool:
    found = unit_at(text, 0)
    return found is not None and found[1] == len(text)


def _over(head: Cell, cell: Cell) -> bool:
    return head.row < cell.row and head.column <= cell.column < head.column + head.columns


def _unit(heads: Sequence[str], unit: str) -> Unit | None:
    """The unit of a cell: of the head that gives one, the row's before the column's, else the one given for the whole table.

    It stands in brackets, behind a solidus or a comma, or at the very end of the head ("mass fraction w %").
    """
    for head in heads:
        for at in range(len(head)):
            marked = _BEFORE_UNIT.search(head[:at])
            if marked is None or head[at].isspace():
                continue
            found = unit_at(head, at)
            if found and _ENDS_HEAD.match(head, found[1]) and (marked["mark"] or _speaks(found[0]) or _is_unit(head)):
                return found[0]
    found = unit_at(unit, 0) if unit else None
    return found[0] if found else None


def _speaks(unit: Unit) -> bool:
    """Whether a unit at the end of a head is one without a mark before it: "w %" and "限值mg/m³" have one, "type A" has none."""
    return unit.symbol in ("%", "‰", "°C") or "/" in unit.symbol or unit.symbol.startswith("dB")


def _values(clause: Clause, place: Place, unit: Unit | None) -> Iterator[Quantity]:
    """The quantities of a cell; a bare number is one in the unit of the table."""
    start, end = place
    text = _SPACED_MINUS.sub(r"\2-", clause.text[start:end])
    given = quantities(text, clause.lang)
    if unit is not None and all(q.unit is None for q in given):
        printed = f"{_FOOTNOTE.sub('', text)} {unit.symbol}"
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
