"""The spans of a clause (parts, references, sentences) in JSON's own types and back: for pipe, database and clause lists.

Values come back checked, for they may come from a process that read a file nobody vouches for, or from a list made elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ingest.clause import Box, Cell, Kind, Origin, Part, Provision, Reference, Sentence, Table

Plain = dict[str, Any]


def part_to_plain(part: Part) -> Plain:
    """Every field of ``part``; boxes as lists (page, x0, top, x1, bottom)."""
    boxes = [[box.page, box.x0, box.top, box.x1, box.bottom] for box in part.boxes]
    fields = {name: getattr(part, name) for name in Part.__slots__}
    return fields | {"kind": part.kind.value, "boxes": boxes, "table": table_to_plain(part.table) if part.table else None}


def part_from_plain(value: object) -> Part:
    """The part of ``part_to_plain``.

    Raises:
        ValueError: it is none.
    """
    fields = _mapping(value)
    try:
        return Part(
            kind=Kind(fields["kind"]),
            label=str(fields["label"]),
            start=_count(fields["start"]),
            end=_count(fields["end"]),
            title=str(fields.get("title", "")),
            level=_count(fields.get("level", 1)),
            page=_count(fields.get("page", 0)),
            boxes=tuple(_box(box) for box in fields.get("boxes", ())),
            table=table_from_plain(fields["table"]) if fields.get("table") else None,
            confidence=_share(fields.get("confidence", 1.0)),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"a part without {error}") from error


def origin_to_plain(origin: Origin) -> list[int]:
    """Every field of ``origin``; the last one only where it is set."""
    return [origin.start, origin.end, origin.page, origin.raw_start, *([1] if origin.ocr else [])]


def origin_from_plain(value: Sequence[int]) -> Origin:
    """The origin of ``origin_to_plain``.

    Raises:
        ValueError, TypeError: it is none.
    """
    start, end, page, raw_start, *ocr = map(int, value)
    return Origin(start, end, page, raw_start, ocr == [1])


def table_to_plain(table: Table) -> Plain:
    """Every field of ``table``; each cell as an object without the fields that say nothing."""
    cells = [_cell_to_plain(cell) for cell in table.cells]
    return {"rows": table.rows, "columns": table.columns, "unit": table.unit, "cells": cells}


def table_from_plain(value: object) -> Table:
    """The table of ``table_to_plain``.

    Raises:
        ValueError: it is none.
    """
    fields = _mapping(value)
    try:
        cells = tuple(_cell_from_plain(_mapping(cell)) for cell in fields["cells"])
        return Table(cells, _count(fields["rows"]), _count(fields["columns"]), str(fields.get("unit", "")))
    except (KeyError, TypeError) as error:
        raise ValueError(f"a table without {error}") from error


def reference_to_plain(reference: Reference) -> Plain:
    """Every field of ``reference``."""
    return asdict(reference)


def reference_from_plain(value: object) -> Reference:
    """The reference of ``reference_to_plain``.

    Raises:
        ValueError: it is none.
    """
    fields = _mapping(value)
    try:
        start, end = _count(fields["start"]), _count(fields["end"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"a reference without {error}") from error
    texts = {name: str(fields.get(name, "")) for name in ("standard", "clause", "target")}
    return Reference(start, end, texts["standard"], texts["clause"], bool(fields.get("dated")), texts["target"])


def sentence_to_plain(sentence: Sentence) -> Plain:
    """Every field of ``sentence``."""
    return {"start": sentence.start, "end": sentence.end, "provision": sentence.provision.value}


def sentence_from_plain(value: object) -> Sentence:
    """The sentence of ``sentence_to_plain``.

    Raises:
        ValueError: it is none.
    """
    fields = _mapping(value)
    try:
        return Sentence(_count(fields["start"]), _count(fields["end"]), Provision(fields["provision"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"a sentence without {error}") from error


def within(spans: Iterable[Part | Reference | Sentence], length: int) -> bool:
    """Whether all spans lie in a text of ``length`` characters."""
    return all(0 <= span.start <= span.end <= length for span in spans)


def _cell_to_plain(cell: Cell) -> Plain:
    fields: Plain = {"text": cell.text, "row": cell.row, "column": cell.column}
    spans = {name: value for name, value in (("rows", cell.rows), ("columns", cell.columns)) if value != 1}
    return fields | spans | ({"header": True} if cell.header else {})


def _cell_from_plain(fields: Mapping[str, Any]) -> Cell:
    places = {name: _count(fields[name]) for name in ("row", "column")}
    spans = {name: _count(fields.get(name, 1)) for name in ("rows", "columns")}
    return Cell(str(fields.get("text", "")), **places, **spans, header=bool(fields.get("header")))


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{type(value).__name__} in place of an object")  # noqa: TRY004 - callers wait for one error
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise ValueError(f"{str(value)[:40]!r} in place of a number from 0")
    return value


def _share(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise ValueError(f"{str(value)[:40]!r} in place of a number from 0 to 1")
    return float(value)


def _box(value: Sequence[float]) -> Box:
    page, *corners = value
    if len(corners) != 4 or not all(isinstance(corner, int | float) and math.isfinite(corner) for corner in corners):
        raise ValueError("a box of other than four finite numbers")
    return Box(_count(page), *map(float, corners))
