"""Word documents (DOCX, ISO/IEC 29500) ─▶ blocks: headings, numbers as they are printed, tables with merged cells, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.block import Block, grid, rows_text, tidy
from ingest.captions import read_labelled
from ingest.clause import Cell, Document, Kind
from ingest.counting import Counting, Printed, read_counting
from ingest.markup import Element, attribute, child, children, descendants, tag
from ingest.package import Package
from ingest.paragraphs import read_paragraphs
from ingest.word_runs import Runs, read_runs
from ingest.word_styles import Style, integer, numbering_of, outline_of, read_styles, value_of

_CONTENTS = re.compile(r"(?:toc|目录|目次|verzeichnis|оглавление)\s?\d|table of figures|toc heading", re.IGNORECASE)
_INNER = 40  # tables inside of tables, and what else may hold itself


def read_docx(path: Path) -> Document:
    """The standard in a Word document, without its source.

    Raises:
        DocumentError: it is another archive, encrypted, damaged, or too large.
    """
    reader, blocks = _read(path)
    return read_paragraphs(_lists_apart(blocks, reader.families), path.name, reader.heads())


def docx_blocks(path: Path) -> tuple[list[Block], list[str]]:
    """The paragraphs and tables of a Word document as they stand in it, and its running heads.

    Raises:
        DocumentError: as for ``read_docx``.
    """
    reader, blocks = _read(path)
    return [block for block, _ in blocks], reader.heads()


def _read(path: Path) -> tuple[_Reader, list[tuple[Block, Printed | None]]]:
    package = Package(path)
    main, root = package.main()
    reader = _Reader(package, main)
    body = child(root, "body")
    return reader, list(reader.blocks(body)) if body is not None else []


def _lists_apart(blocks: list[tuple[Block, Printed | None]], headings: set[str]) -> Iterator[Block]:
    """Where headings are counted, what is counted for itself, and one level deep, is an item of a list and no clause."""
    for block, printed in blocks:
        if printed is None or block.heading or block.kind is not None or read_labelled(block.text):
            yield block
        elif printed.bullet or (not printed.deep and printed.family not in headings and _is_item(printed, headings)):
            apart = printed.bullet or bool(headings)
            yield replace(block, kind=Kind.LIST_ITEM, label=printed.label, level=printed.at + 1, apart=apart)
        else:
            yield block


def _is_item(printed: Printed, headings: set[str]) -> bool:
    return bool(headings) or printed.label[-1] in ")）" or not any(char.isdigit() for char in printed.label)


class _Reader:
    """A Word document while it is read: its styles, its lists, and its notes."""

    def __init__(self, package: Package, main: str) -> None:
        self._package, self._main = package, main
        self._styles, lists = read_styles(self._part("styles"))
        self._counting: Counting = read_counting(self._part("numbering"), lists)
        self._notes = {**self._notes_of("footnotes"), **self._notes_of("endnotes")}
        self._called = 0
        self.families: set[str] = set()

    def _part(self, kind: str) -> Element | None:
        names = self._package.related(self._main, kind)
        return self._package.xml(names[0]) if names else None

    def _notes_of(self, kind: str) -> dict[str, Element]:
        root = self._part(kind)
        return {kind[0] + attribute(note, "id"): note for note in children(root)} if root is not None else {}

    def heads(self) -> list[str]:
        """The running heads, each once."""
        found = []
        for name in self._package.related(self._main, "header"):
            root = self._package.xml(name)
            found += [tidy(read_runs(one).text) for one in descendants(root, "p")] if root is not None else []
        return [text for text in dict.fromkeys(found) if text]

    def blocks(self, container: Element, depth: int = 0) -> Iterator[tuple[Block, Printed | None]]:
        """What stands in ``container``, in order, with what is printed before it."""
        for inner in children(container):
            name = tag(inner)
            if name == "p":
                yield from self._paragraph(inner, depth)
            elif name == "tbl":
                yield from self._table(inner, depth)
            elif name == "sdt" and _is_contents(inner):
                continue
            elif name in {"sdt", "sdtcontent", "ins", "moveto", "customxml", "smarttag"} and depth < _INNER:
                yield from self.blocks(inner, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[tuple[Block, Printed | None]]:
        properties = child(paragraph, "ppr")
        style = self._styles.get(value_of(properties, "pstyle"), Style())
        runs = read_runs(paragraph)
        if _CONTENTS.fullmatch(style.name):
            return
        printed = self._printed(properties, style) if runs.text.strip() or runs.boxes else None
        outline = outline_of(properties, style)
        if outline and printed is not None and not printed.bullet:
            self.families.add(printed.family)
        if text := _lines(runs.text):
            yield _block(text, runs, style, outline, printed, properties), printed
        for box in runs.boxes if depth < _INNER else ():
            yield from self.blocks(box, depth + 1)
        for note in runs.notes:
            yield from self._note(note)

    def _printed(self, properties: Element | None, style: Style) -> Printed | None:
        """What is printed before a paragraph, counted."""
        own = child(properties, "numpr") if properties is not None else None
        number, at = numbering_of(own)
        number = style.number if number is None else number
        if at is None:
            at = self._counting.level_of_style(number, value_of(properties, "pstyle"))
        if at is None:
            at = style.at or 0
        return self._counting.next(number, at) if number and number != "0" else None

    def _note(self, name: str) -> Iterator[tuple[Block, Printed | None]]:
        note = self._notes.get(name)
        text = "\n".join(_lines(read_runs(one).text) for one in children(note, "p")) if note is not None else ""
        if text.strip():
            self._called += 1
            yield Block(f"{self._called} {text.strip()}", Kind.FOOTNOTE, str(self._called)), None

    def _table(self, table: Element, depth: int) -> Iterator[tuple[Block, Printed | None]]:
        if depth >= _INNER:
            return
        rows = list(_rows(table))
        if len(rows) == 1 and len(list(_cells(rows[0]))) == 1:  # a frame around text
            for cell in _cells(rows[0]):
                yield from self.blocks(cell, depth + 1)
            return
        below: list[tuple[Block, Printed | None]] = []
        found = grid(_merged([self._row(row, depth, below) for row in rows]))
        if found is not None:
            yield Block(rows_text(found), Kind.TABLE, table=found), None
        yield from below

    def _row(self, row: Element, depth: int, below: list[tuple[Block, Printed | None]]) -> list[tuple[Cell, str]]:
        """The cells of a row, each with what it says of merging; footnotes of its cells go ``below`` the table."""
        properties = child(row, "trpr")
        header = properties is not None and child(properties, "tblheader") is not None
        found: list[tuple[Cell, str]] = []
        if before := integer(value_of(properties, "gridbefore")):
            found.append((Cell("", 0, 0, columns=before), ""))
        for cell in _cells(row):
            texts = []
            for block, printed in self.blocks(cell, depth + 1):
                if block.kind is Kind.FOOTNOTE:
                    below.append((block, printed))
                else:
                    texts.append(tidy(block.text))
            own = child(cell, "tcpr")
            merge = child(own, "vmerge") if own is not None else None
            said = "" if merge is None else attribute(merge, "val") or "continue"
            across = integer(value_of(own, "gridspan")) or 1
            found.append((Cell(" ".join(texts), 0, 0, columns=across, header=header), said))
        return found


def _block(text: str, runs: Runs, style: Style, outline: int, printed: Printed | None, properties: Element | None) -> Block:
    lead = f"{printed.label}{printed.glue}" if printed else ""
    bolds = tuple((a + len(lead), b + len(lead)) for a, b in runs.bolds) if text == runs.text else ()
    if not bolds and runs.bolds and sum(b - a for a, b in runs.bolds) * 2 > len(runs.text.strip()):
        bolds = ((0, len(lead) + len(text)),)
    kind = Kind.FORMULA if runs.formula else None
    size = max(runs.size, style.size) / 2
    new_page = style.breaks or (properties is not None and child(properties, "sectpr") is not None)
    return Block(lead + text, kind, heading=outline, size=size, bolds=bolds, ends_page=runs.breaks or new_page)


def _lines(text: str) -> str:
    """The lines of a paragraph, each tidy; blank ones are left out."""
    return "\n".join(line for line in map(tidy, text.split("\n")) if line)


def _is_contents(element: Element) -> bool:
    """Whether a content control is a table of contents."""
    properties = child(element, "sdtpr")
    galleries = descendants(properties, "docpartgallery") if properties is not None else ()
    return any("contents" in attribute(one, "val").lower() for one in galleries)


def _rows(table: Element) -> Iterator[Element]:
    for inner in children(table):
        if tag(inner) == "tr":
            yield inner
        elif tag(inner) in {"sdt", "sdtcontent", "ins", "customxml"}:
            yield from _rows(inner)


def _cells(row: Element) -> Iterator[Element]:
    for inner in children(row):
        if tag(inner) == "tc":
            yield inner
        elif tag(inner) in {"sdt", "sdtcontent", "customxml"}:
            yield from _cells(inner)


def _merged(rows: list[list[tuple[Cell, str]]]) -> list[list[Cell]]:
    """Cells that continue the one above them go into it, which then spans their rows."""
    out: list[list[Cell]] = []
    open_at: dict[int, tuple[int, int]] = {}  # by grid column: row and place of the cell that goes on
    for y, row in enumerate(rows):
        kept: list[Cell] = []
        column = 0
        for cell, said in row:
            place = open_at.get(column)
            if said == "continue" and place is not None:
                above = out[place[0]][place[1]]
                out[place[0]][place[1]] = replace(above, rows=y - place[0] + 1)
            else:
                open_at.pop(column, None)
                if said == "restart":
                    open_at[column] = (y, len(kept))
                kept.append(cell)
            column += cell.columns
        out.append(kept)
    return out
