"""What stands around the rows of a table: caption and unit above it, header rows, notes and footnotes below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ingest.captions import Caption, read_caption, read_labelled, read_unit, split_unit
from ingest.clause import Kind
from ingest.clean import CleanLine, is_cjk
from ingest.found import Found, Held, cut_words, extent
from ingest.grid import Slot, frame, step_of
from ingest.layout import Layout
from ingest.rowcut import is_value

_ABOVE = 8
"""So many lines may stand between a caption and its table: a title that runs on, a unit."""
_NEXT = 3.6
"""Lines from the caption down to the table follow each other within so many line pitches."""
_SHORT = 24
_AT_END = 2
"""A caption that a page break cuts off is the last line of its page, or stands above the unit there."""
_EQUAL = 0.6
_MIDDLE = 0.08
"""What is centred in a column stands so near to its middle, in parts of its width."""
_FOOTNOTE = re.compile(r"(?:[a-z]|\*{1,3}|\d|[①-⑨])\s?[)）]?\s(?=\S)|[a-z*†‡][)）]|[a-z](?=[\u3400-\u9fff])")


class Head(NamedTuple):
    """What stands above the first rule: the lines (indices) from the caption on, caption, unit, the lines that are rows."""

    lines: tuple[int, ...] = ()
    caption: Caption | None = None
    unit: str = ""
    rows: tuple[int, ...] = ()


def find_head(
    us: Sequence[float], top: float, turn: int, above: Sequence[int], lines: Sequence[CleanLine], layout: Layout
) -> Head:
    """The head of a table whose columns begin and end at ``us`` and whose frame begins at ``top``.

    ``above`` are the lines of its page before it.
    """
    between: list[int] = []
    unit, edge = "", top
    for at in reversed(above[-_ABOVE:]):
        line = lines[at]
        _, u1, v0, v1 = frame(line.line.box, turn)
        if v1 > edge + line.line.size or edge - v1 > _NEXT * layout.leading or u1 < us[0]:
            break
        caption = read_caption(line.text)
        if caption is not None:
            return _below(caption, at, between, unit, lines, us) if caption.kind is Kind.TABLE else Head()
        found = read_unit(line.text)
        if not found and line.text[-1] in "。；.;" and len(line.text) > _SHORT:
            break
        unit = unit or found
        between.append(at)
        edge = v0
    rows = _rows(between, lines, us, top, turn)
    named = tuple(at for at in between if read_unit(lines[at].text))[:1]
    return Head(named, None, unit if named else "", rows)


def head_before_break(first: int, lines: Sequence[CleanLine]) -> Head:
    """The head of a table that is the first thing on its page (its line ``first``), where its caption ends the page before."""
    unit = ""
    for at in range(first - 1, max(first - 1 - _AT_END, -1), -1):
        caption = read_caption(lines[at].text)
        if lines[at].page != lines[first].page - 1:
            break
        if caption is not None and caption.kind is Kind.TABLE:
            title, beside = split_unit(caption.title)
            return Head(tuple(range(at, first)), caption._replace(title=title), unit or beside)
        unit = read_unit(lines[at].text)
        if not unit:
            break
    return Head()


def _below(caption: Caption, at: int, between: Sequence[int], unit: str, lines: Sequence[CleanLine], us: Sequence[float]) -> Head:
    """The head that begins with ``caption`` in line ``at``; ``between`` are the lines under it, from the last to the first."""
    title, beside = split_unit(caption.title)
    size = lines[at].line.size
    heads = [i for i in between if _is_head(lines[i], us, size)]
    if heads:  # its cells may have several lines
        low = max(lines[i].line.box.bottom for i in heads) + 1.5 * lines[heads[0]].line.size
        same = [
            i for i in between if abs(lines[i].line.size - lines[heads[0]].line.size) < _EQUAL and not read_unit(lines[i].text)
        ]
        heads = [i for i in same if abs(lines[i].line.size - size) >= _EQUAL or i in heads if lines[i].line.box.top < low]
    more = [lines[i].text for i in reversed(between) if i not in heads and _runs_on(lines[i], size)]
    return Head((at, *reversed(between)), caption._replace(title=joined_text([title, *more])), unit or beside, tuple(heads[::-1]))


def _rows(between: Sequence[int], lines: Sequence[CleanLine], us: Sequence[float], top: float, turn: int) -> tuple[int, ...]:
    """The line right above a frame without a caption, where it heads its columns."""
    if not between:
        return ()
    line = lines[between[0]]
    near = top - frame(line.line.box, turn)[3] < 0.6 * line.line.size
    return (between[0],) if near and line.line.bold and _is_head(line, us, 0.0) else ()


def _runs_on(line: CleanLine, size: float) -> bool:
    """Whether a line below a caption goes on with its title."""
    return not read_unit(line.text) and line.text[0] not in "(（" and abs(line.line.size - size) < _EQUAL


def _is_head(line: CleanLine, us: Sequence[float], size: float) -> bool:
    """Whether a line above the first rule is a row: its words stand in several columns, or differ from the caption's in size."""
    if read_unit(line.text) or line.text[0] in "(（":
        return False
    if len(us) == 2:
        return line.line.bold and abs(line.line.size - size) >= _EQUAL
    columns = {step_of(us, place) for _, _, place in cut_words(line)} if line.line.places else set()
    return bool(line.gaps) and len(columns) > 1


def joined_text(parts: Iterable[str]) -> str:
    """The parts of a title as one text: a space between them unless both are Han."""
    out = ""
    for part in parts:
        han = out[-1:] and is_cjk(out[-1]) and is_cjk(part[:1] or " ")
        out = f"{out}{'' if han or not out or not part else ' '}{part}"
    return out.strip()


def with_head(table: Found, above: Sequence[int], lines: Sequence[CleanLine]) -> Found:
    """The table with the lines ``above`` its first rule as its first row."""
    columns = len(table.us) - 1
    cells = [replace(held, slot=held.slot._replace(row=held.slot.row + 1)) for held in table.cells]
    pieces: list[list[CleanLine]] = [[] for _ in range(columns)]
    for line in (lines[at] for at in above):
        spans: dict[int, tuple[int, int]] = {}
        for start, end, place in cut_words(line) if columns > 1 and line.line.places else _whole(line):
            column = step_of(table.us, place)
            spans[column] = spans.get(column, (start, end))[0], end
        for column, (start, end) in spans.items():
            pieces[column].append(line.cut(start, end))
    cells += [Held(Slot(0, column, 1, 1), tuple(found)) for column, found in enumerate(pieces)]
    cells.sort(key=lambda held: held.slot)
    head = tuple(at for at in table.head if at not in above)
    header = table.header + 1 if table.header and not table.ruled else 1
    return replace(table, cells=tuple(cells), rows=table.rows + 1, lines=table.lines | set(above), head=head, header=header)


def _whole(line: CleanLine) -> list[tuple[int, int, float]]:
    return [(0, len(line.text), (line.line.box.x0 + line.line.box.x1) / 2)]


def captioned_inside(table: Found, lines: Sequence[CleanLine]) -> Found:
    """The table without its first row where that is its caption: Metanorma sets it into the frame."""
    first = [held for held in table.cells if held.slot.row == 0]
    if len(first) != 1 or first[0].slot.rows != 1 or not first[0].pieces or table.rows < 2:
        return table
    caption = read_caption(joined_text(piece.text for piece in first[0].pieces))
    if caption is None or caption.kind is not Kind.TABLE:
        return table
    title, unit = split_unit(caption.title)
    own = {id(piece.line) for piece in first[0].pieces}
    head = tuple(sorted(at for at in table.lines if id(lines[at].line) in own))
    cells = tuple(replace(held, slot=held.slot._replace(row=held.slot.row - 1)) for held in table.cells if held is not first[0])
    return replace(
        table, cells=cells, rows=table.rows - 1, caption=caption._replace(title=title), unit=unit, head=head,
        lines=table.lines - set(head),
    )  # fmt: skip


def without_notes(table: Found, inside: Sequence[int], lines: Sequence[CleanLine]) -> Found:
    """The table without the rows at its end that hold notes and footnotes across all columns."""
    columns, rows, cells = len(table.us) - 1, table.rows, list(table.cells)
    below: list[CleanLine] = []
    while rows > 1 or (rows == 1 and columns == 1):
        last = [held for held in cells if held.slot.row + held.slot.rows == rows]
        whole = len(last) == 1 and last[0].slot.columns == columns and last[0].slot.rows == 1
        if not whole or not _begins_below(last[0]):
            break
        below = [*last[0].pieces, *below]
        cells.remove(last[0])
        rows -= 1
    taken = {id(piece.line) for piece in below}
    under = tuple(at for at in inside if id(lines[at].line) in taken)
    return replace(table, cells=tuple(cells), rows=rows, below=under, lines=table.lines - set(under))


def _begins_below(held: Held) -> bool:
    """Whether a line of a cell begins a note or a footnote, or the cell does whose label stands alone."""
    whole = " ".join(piece.text for piece in held.pieces)
    return is_below(whole) or any(is_below(piece.text) for piece in held.pieces)


def is_below(text: str) -> bool:
    """Whether what stands below a table begins like a note or a footnote."""
    return read_labelled(text) is not None or _FOOTNOTE.match(text) is not None


def header_rows(table: Found) -> int:
    """How many of the first rows are the head: down to where the cells of the first row end, further where type stays bold."""
    filled = [held for held in table.cells if held.pieces]
    first = [held for held in filled if held.slot.row == 0]
    if not first or table.rows < 2:
        return 0
    values = [held for held in first if held.slot.column and is_value(held.pieces[0].text)]
    numbers = bool(values) and len(values) * 2 >= len([held for held in first if held.slot.column])
    if numbers and table.caption is None:
        return 0
    if table.caption is None and not all(_is_set_off(held, table.us) for held in first):
        return 0
    wide = [held for held in table.cells if held.slot.row == 0]
    if len(first) * 2 <= len(wide):
        return 0  # a form, with room beside each label
    deep = max((held.slot.rows for held in wide if held.slot.column), default=1)
    if deep == table.rows:
        deep = 1
    if all(held.slot.columns == len(table.us) - 1 for held in first) and table.rows > deep + 1 and len(table.us) > 2:
        deep += 1
    if any(held.slot.columns > 1 for held in first) and deep == 1 and table.rows > 2 and not _has_values(filled, 1):
        deep = 2
    bold = all(piece.line.bold for held in first for piece in held.pieces)
    while bold and deep < table.rows - 1:
        row = [held for held in filled if held.slot.row == deep]
        if not row or not all(piece.is_bold() for held in row for piece in held.pieces):
            break
        deep += 1
    return deep


def _is_set_off(held: Held, us: Sequence[float]) -> bool:
    """Whether a cell looks like one of a head: bold, or in the middle of its column."""
    if all(piece.is_bold() for piece in held.pieces):
        return True
    left, right = us[held.slot.column], us[held.slot.column + held.slot.columns]
    start, end = extent(held.pieces[0], 0)
    return abs((start + end) / 2 - (left + right) / 2) < _MIDDLE * (right - left)


def _has_values(filled: Sequence[Held], row: int) -> bool:
    return any(held.slot.row == row and held.slot.column and is_value(held.pieces[0].text) for held in filled)
