"""Tables among the lines of a document: which lines are their rows, cut into cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.clean import CleanLine
from ingest.found import Found, Held, cut_words, extent, mirrored, overlap
from ingest.grid import Grid, Slot, find_grids, frame, step_of
from ingest.heads import captioned_inside, find_head, head_before_break, header_rows, with_head, without_notes
from ingest.joins import joined_tables
from ingest.layout import Layout
from ingest.line import Page
from ingest.rowcut import cut_rows, middle

_SLACK = 2.5
"""Text may stand so far outside of the lines that frame it, in points."""
_CROWD, _FEW = 20, 6
"""So many lines in one of so few cells: a frame around a text."""
_LEVEL = 0.55
"""Pieces whose middles differ by less than this part of their size stand on one line of their cell."""
_FILLED = 0.2
"""A grid with less in it than this part of its cells is a drawing, when no caption calls it a table."""


def ruled_tables(pages: Sequence[Page], lines: Sequence[CleanLine], layout: Layout) -> list[Found]:
    """The tables in frames, in order; frames that hold no table (a box around a text, a drawing) are left out."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        by_page[line.page].append(at)
    out: list[Found] = []
    for page in pages:
        taken: set[int] = set()
        for grid in find_grids(page.rules, page.turn):
            found = _fill(grid, page, [at for at in by_page[page.number] if at not in taken], lines, layout)
            if found is not None:
                out.append(found)
                taken |= found.lines | set(found.below) | set(found.head)
    out.sort(key=lambda table: min((*table.lines, *table.below)))
    return [table for table in joined_tables(out, lines, layout) if is_table(table)]


def _fill(grid: Grid, page: Page, places: Sequence[int], lines: Sequence[CleanLine], layout: Layout) -> Found | None:
    parted = {at: sides for at in places if (sides := _parted(lines[at], grid, page.turn)) is not None}
    inside = {at: sides[0] for at, sides in parted.items()}
    if not inside:
        return None
    grid, cells = cut_rows(grid, _pieces(grid, page.turn, inside.values()), page.turn)
    held = tuple(Held(slot, tuple(cells.get(slot, ()))) for slot in grid.slots)
    above = [at for at in places if at < min(inside) and not lines[at].line.turned]
    before = head_before_break(min(inside), lines)
    head = find_head(grid.us, grid.vs[0], page.turn, above, lines, layout) if above else before
    table = Found(
        page.number, grid.us, len(grid.vs) - 1, held, frozenset(inside), caption=head.caption, head=head.lines, unit=head.unit,
        closed=grid.bottom, opened=not grid.top, last_page=page.number,
        rests=tuple((at, sides[1]) for at, sides in parted.items() if sides[1].text),
    )  # fmt: skip
    table = without_notes(captioned_inside(table, lines), sorted(inside), lines)
    table = replace(table, header=header_rows(table))
    table = _even(with_head(table, head.rows, lines) if head.rows else table)
    return mirrored(table) if layout.leftward else table


def _even(table: Found) -> Found:
    """The table with as many columns as each of its rows has cells, where every row has cells of its own width."""
    rows = [[held for held in table.cells if held.slot.row == row] for row in range(table.rows)]
    count = len(rows[0]) if rows else 0
    if count in (0, len(table.us) - 1) or any(len(row) != count for row in rows) or any(h.slot.rows > 1 for h in table.cells):
        return table
    starts = [table.us[held.slot.column] for held in rows[0]]
    cells = tuple(
        replace(held, slot=held.slot._replace(column=column, columns=1)) for row in rows for column, held in enumerate(row)
    )
    return replace(table, us=(*starts, table.us[-1]), cells=cells)


def _parted(line: CleanLine, grid: Grid, turn: int) -> tuple[CleanLine, CleanLine] | None:
    """The part of a line inside of the frame, and the rest of it; None where nothing of it is inside."""
    u0, u1, v0, v1 = frame(line.line.box, turn)
    left, right = grid.us[0] - _SLACK, grid.us[-1] + _SLACK
    if not grid.vs[0] < (v0 + v1) / 2 < grid.vs[-1] or u1 <= left or u0 >= right:
        return None
    if u0 >= left and u1 <= right:
        return line, line.cut(0, 0)
    if not line.line.places or line.line.turned:
        return None
    within = [(start, end) for start, end, place in cut_words(line) if left < place < right]
    if not within:
        return None
    start, end = within[0][0], within[-1][1]
    if (start and start not in line.gaps) or (end < len(line.text) and end + 1 not in line.gaps):
        return None  # running text across the frame
    return line.cut(start, end), line.cut(0, start) if start else line.cut(end)


def _pieces(grid: Grid, turn: int, inside: Iterable[CleanLine]) -> dict[Slot, list[CleanLine]]:
    """The text of every cell, in reading order."""
    owner = {(r, c): s for s in grid.slots for r in range(s.row, s.row + s.rows) for c in range(s.column, s.column + s.columns)}
    cells: dict[Slot, list[CleanLine]] = defaultdict(list)
    for line in inside:
        u0, u1, v0, v1 = frame(line.line.box, turn)
        row = step_of(grid.vs, (v0 + v1) / 2)
        if line.line.turned or not line.line.places:
            cells[owner[row, step_of(grid.us, (u0 + u1) / 2)]].append(line)
            continue
        runs: list[tuple[Slot, int, int]] = []
        for start, end, place in cut_words(line):
            slot = owner[row, step_of(grid.us, place)]
            if runs and runs[-1][0] == slot:
                runs[-1] = slot, runs[-1][1], end
            else:
                runs.append((slot, start, end))
        for slot, start, end in runs:
            cells[slot].append(line.cut(start, end))
    return {slot: _in_order(pieces, turn) for slot, pieces in cells.items()}


def _in_order(pieces: Sequence[CleanLine], turn: int) -> list[CleanLine]:
    """The pieces of a cell as they are read; what is set a little higher or lower stands on the line beside it."""
    lines: list[list[CleanLine]] = []
    for piece in sorted(pieces, key=lambda piece: middle(piece, turn)):
        last = lines[-1] if lines else []
        near = last and middle(piece, turn) - middle(last[-1], turn) < _LEVEL * max(piece.line.size, last[-1].line.size)
        if near and not any(overlap(piece, other, turn) for other in last):
            last.append(piece)
        else:
            lines.append([piece])
    return [piece for line in lines for piece in sorted(line, key=lambda piece: extent(piece, turn))]


def is_table(table: Found) -> bool:
    """Whether what a frame holds is a table: several rows and columns with text in them, or a caption that says so."""
    filled = [held for held in table.cells if held.pieces]
    if not filled:
        return False
    if table.caption is not None:
        return True
    columns = {held.slot.column for held in filled}
    rows = {held.slot.row for held in filled}
    crowded = max(len(held.pieces) for held in filled)
    if len(columns) < 2 or len(rows) < 2 or len(filled) < _FILLED * len(table.cells):
        return False
    return not (crowded >= _CROWD and len(filled) <= _FEW)
