"""A report as sections of lines and tables, before it is a file: what every report says, whatever format it is filed in.

A report is built once for each language by functions that take the translation, so both have the same shape; ``beside`` puts the
two into one. ``app.papers`` writes it as XLSX, DOCX, HTML and PDF. Every text is data: none of it is markup, a formula, a link.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Value = str | int | float
"""What a cell holds; numbers stay numbers."""


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column and its share of the width, against the others of its table."""

    title: str
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below their columns; each row has a cell for every column. ``title`` stands above it and names its sheet."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: its heading, paragraphs, and the tables below them."""

    title: str
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A report. ``head`` is in the head of every page (designations); ``facts`` are names and values below the title.

    ``langs`` are the languages that it is written in, in their order ("en", "zh"); ``foot`` stands at the foot of every page
    beside its number (the end of the log).
    """

    title: str
    head: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    langs: tuple[str, ...] = ("en",)
    foot: str = ""


def beside(first: Paper, second: Paper) -> Paper:
    """Two reports of one shape in one, what differs in both languages: the second below the first.

    Raises:
        ValueError: they have not the same sections, tables, columns and rows.
    """
    return replace(
        first,
        title=_both(first.title, second.title),
        head=tuple(_both(*pair) for pair in zip(first.head, second.head, strict=True)),
        facts=tuple(
            (_both(name, other), _both(value, same))
            for (name, value), (other, same) in zip(first.facts, second.facts, strict=True)
        ),
        sections=tuple(_sections(*pair) for pair in zip(first.sections, second.sections, strict=True)),
        langs=(*first.langs, *second.langs),
        foot=_both(first.foot, second.foot),
    )


def _sections(first: Section, second: Section) -> Section:
    return Section(
        _both(first.title, second.title),
        tuple(_both(*pair) for pair in zip(first.lines, second.lines, strict=True)),
        tuple(_tables(*pair) for pair in zip(first.tables, second.tables, strict=True)),
    )


def _tables(first: Table, second: Table) -> Table:
    return Table(
        _both(first.title, second.title),
        tuple(replace(a, title=_both(a.title, b.title)) for a, b in zip(first.columns, second.columns, strict=True)),
        tuple(
            tuple(_cells(*cells) for cells in zip(row, other, strict=True))
            for row, other in zip(first.rows, second.rows, strict=True)
        ),
    )


def _cells(first: Value, second: Value) -> Value:
    return _both(first, second) if isinstance(first, str) and isinstance(second, str) else first


def _both(first: str, second: str) -> str:
    return first if first == second or not second else f"{first}\n{second}" if first else second
