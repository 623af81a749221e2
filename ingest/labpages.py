"""A test report in a PDF ─▶ its lines and tables, page by page. The reader of standards reads the pages and finds the tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from ingest.clean import CleanLine, clean_line, is_cjk, is_founder
from ingest.found import Found
from ingest.furniture import body_lines
from ingest.grid import Grid as Frame
from ingest.grid import find_grids, frame
from ingest.labprint import Grid, Pages, Printed, Row, Text
from ingest.layout import measure
from ingest.line import Line, Page
from ingest.tables import ruled_tables


def paper_pages(pages: Sequence[Page], marks: Sequence[str] = ()) -> Pages:
    """What ``pages`` print: tables in frames as tables, every other line for itself, running heads apart."""
    founder = is_founder(pages)
    kept = body_lines(pages)
    lines: list[CleanLine] = []
    heads: dict[str, None] = {}
    for page in pages:
        frames = find_grids(page.rules, page.turn)
        running = {id(line) for line in page.lines} - {id(line) for line in kept[page.number]}
        for line in page.lines:
            cleaned = clean_line(line, page.number, founder=founder)
            # Verdicts repeat from page to page like running heads do: what stands in a frame is no furniture.
            if id(line) in running and not _is_framed(line, frames, page.turn):
                heads[cleaned.text] = None
            elif cleaned.text:
                lines.append(cleaned)
    tables = ruled_tables(pages, lines, measure(lines)) if lines else []
    return Pages(tuple(_printed(lines, tables)), tuple(head for head in heads if head), tuple(marks))


def _is_framed(line: Line, frames: Sequence[Frame], turn: int) -> bool:
    u0, u1, v0, v1 = frame(line.box, turn)
    u, v = (u0 + u1) / 2, (v0 + v1) / 2
    return any(grid.us[0] < u < grid.us[-1] and grid.vs[0] < v < grid.vs[-1] for grid in frames)


def _printed(lines: Sequence[CleanLine], tables: Sequence[Found]) -> Iterator[Printed]:
    first = {table.first: table for table in tables}
    taken = {at for table in tables for at in (*table.lines, *table.below, *table.head)}
    rests = {at: rest for table in tables for at, rest in table.rests}
    for at, line in enumerate(lines):
        if (rest := rests.get(at)) is not None:
            yield Text(rest.text, line.page)
        if (table := first.get(at)) is not None:
            yield from (Text(lines[other].text, lines[other].page) for other in table.head)
            yield _grid(table)
            yield from (Text(lines[other].text, lines[other].page) for other in table.below)
        elif at not in taken:
            yield Text(line.text, line.page)


def _grid(table: Found) -> Grid:
    columns = len(table.us) - 1
    cells: list[list[str | None]] = [["" for _ in range(columns)] for _ in range(table.rows)]
    again: list[set[int]] = [set() for _ in range(table.rows)]
    pages = [0] * table.rows
    for held in table.cells:
        slot, text = held.slot, _together(piece.text for piece in held.pieces)
        for row in range(slot.row, min(slot.row + slot.rows, table.rows)):
            cells[row][slot.column : slot.column + slot.columns] = [text, *[None] * (slot.columns - 1)]
            if row > slot.row:
                again[row].add(slot.column)
        if held.pieces and slot.row < table.rows:
            pages[slot.row] = min([piece.page for piece in held.pieces] + [pages[slot.row] or held.pieces[0].page])
    rows: list[Row] = []
    for texts, above, page in zip(cells, again, pages, strict=True):
        rows.append(Row(tuple(texts), page or (rows[-1].page if rows else table.page), again=frozenset(above)))
    return Grid(tuple(rows))


def _together(parts: Iterable[str]) -> str:
    """The lines of a cell as one text: a blank between them, none beside Han, full-width signs and hyphens."""
    out = ""
    for part in parts:
        tight = not out or _is_wide(out[-1]) or _is_wide(part[:1] or " ") or out[-1] == "-"
        out = f"{out}{'' if tight else ' '}{part}"
    return out


def _is_wide(char: str) -> bool:
    return is_cjk(char) or unicodedata.east_asian_width(char) in "WF"
