"""A clause tree as Markdown: lists as lists, tables as tables, notes as quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from app.cited import beside
from ingest.clause import Clause, Document, Kind, Part, Table

_QUOTED = frozenset({Kind.NOTE, Kind.EXAMPLE, Kind.FOOTNOTE})
_ACTS = re.compile(r"([\\|`*_<>\[\]])")
"""What would act in a cell of a table."""


def write_markdown(document: Document, heading: Callable[[Clause], str], write: Callable[[str], None]) -> None:
    """Write the document; ``heading`` gives label and title of a clause."""
    write(f"# {document.standard.designation} {document.standard.title}".rstrip())
    for clause in document.clauses:
        write(f"\n{'#' * min(clause.level + 1, 6)} {heading(clause)}")
        for block in _blocks(clause.text, clause.parts, 0, len(clause.text)):
            write(f"\n{block}")
        if clause.references:
            write(f"\n{beside(clause)}")


def _blocks(text: str, parts: Sequence[Part], start: int, end: int) -> Iterator[str]:
    """The blocks of characters ``start`` to ``end`` of a text; ``parts`` are those that lie in them."""
    at = start
    while parts:
        part, inside = parts[0], _inside(parts)
        yield from _paragraphs(text[at : part.start])
        yield from _part(text, part, parts[1 : 1 + inside])
        at, parts = part.end, parts[1 + inside :]
    yield from _paragraphs(text[at:end])


def _inside(parts: Sequence[Part]) -> int:
    """How many parts after the first one belong to it."""
    return next((at for at, part in enumerate(parts[1:]) if part.level <= parts[0].level), len(parts) - 1)


def _paragraphs(text: str) -> Iterator[str]:
    yield from (line for line in text.split("\n") if line.strip())


def _part(text: str, part: Part, inside: Sequence[Part]) -> Iterator[str]:
    if part.table is not None:
        unit = f"({part.table.unit})" if part.table.unit else ""
        caption = " ".join(words for words in (part.label, part.title, unit) if words)
        if caption:
            yield f"**{caption}**"
        yield "\n".join(_rows(part.table))
        for at, note in enumerate(inside):
            if note.level == part.level + 1:
                yield from _part(text, note, inside[at + 1 : at + 1 + _inside(inside[at:])])
        return
    blocks = list(_blocks(text, inside, part.start, part.end))
    if part.kind is Kind.LIST_ITEM:
        first, *rest = blocks
        yield "\n".join([f"- {first}", *(_indented(block) for block in rest)])
    elif part.kind in _QUOTED:
        yield "\n>\n".join("\n".join(f"> {line}" for line in block.split("\n")) for block in blocks)
    else:
        yield from blocks


def _indented(block: str) -> str:
    lines = block.split("\n")
    apart = "" if lines[0].startswith("- ") else "\n"
    return apart + "\n".join(f"  {line}" for line in lines)


def _rows(table: Table) -> Iterator[str]:
    """The rows of a table; a cell stands in the first of the places that it takes, the others are empty."""
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = _ACTS.sub(r"\\\1", cell.text)
    for at, row in enumerate(grid):
        yield f"| {' | '.join(row)} |"
        if not at:
            yield "|" + "---|" * table.columns
