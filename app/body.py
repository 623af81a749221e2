"""The text of a clause as a page lays it out: blocks of text, list items, notes and tables, with references and sentence types.

Everything is cut from the text of the clause by its spans, so that nothing of it is lost, whatever the parser made of it;
characters keep the marks that they wear on a card (``app.highlight``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from app.gridding import grid
from app.highlight import Mark, segments
from app.visible import visible
from app.wording import PROVISIONS, Translate
from ingest.clause import Clause, Part, Provision, Reference, Sentence, Table
from ingest.fields import Field, fields_of_cells, squash

Data = dict[str, Any]

DEEPEST = 4
"""Levels of parts that are indented; deeper ones stand where the last one does."""


def body(clause: Clause, marks: Sequence[Mark], known: Mapping[str, Clause], _: Translate, nothing: str) -> Data:
    """The blocks of a clause in order, and the clauses (of ``known``, by id) that references in it lead to.

    ``nothing`` stands where one of these has no text.
    """
    targets = dict.fromkeys(one.target for one in clause.references if one.target in known and one.target != clause.id)
    return {
        "blocks": [block for block in _blocks(clause, marks, set(targets), _) if block["runs"] or block["table"]],
        "cited": {target: _cited(known[target], nothing) for target in targets},
    }


def _cited(clause: Clause, nothing: str) -> Data:
    heading = " ".join(part for part in (clause.clause, clause.title) if part)
    return {"heading": visible(heading), "text": visible(clause.text) or nothing}


def _blocks(clause: Clause, marks: Sequence[Mark], targets: set[str], _: Translate) -> Iterable[Data]:
    """The text cut where parts begin and end; each stretch belongs to the innermost part around it."""
    bounds = sorted({0, len(clause.text), *(at for part in clause.parts for at in (part.start, part.end))})
    tables = [(part, part.table) for part in clause.parts if part.table]
    for start, end in pairwise(bounds):
        around = [part for part in clause.parts if part.start <= start and end <= part.end]
        found = next(((part, table) for part, table in tables if part in around), None)
        if found is None:
            innermost = max(around, key=lambda part: (part.level, part.start), default=None)
            yield _block(clause, innermost, _trimmed(clause.text, start, end), marks, targets, _)
        elif start == found[0].start:  # a table is laid out whole, with the notes and footnotes that its span holds
            yield from _table(clause, *found, marks, targets, _)
    for part, table in tables:
        if part.start == part.end:  # its text is in its cells alone
            yield from _table(clause, part, table, marks, targets, _)


def _block(
    clause: Clause, part: Part | None, span: tuple[int, int], marks: Sequence[Mark], targets: set[str], _: Translate
) -> Data:
    return {
        "kind": str(part.kind) if part else "text",
        "level": min(part.level, DEEPEST) if part else 0,
        "runs": _runs(clause, span, marks, targets, _),
        "table": None,
    }


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of ``text`` without white space at its ends: blocks begin on lines of their own anyway."""
    inside = text[start:end]
    begin = start + len(inside) - len(inside.lstrip())
    return begin, begin + len(inside.strip())


def _runs(clause: Clause, span: tuple[int, int], marks: Sequence[Mark], targets: set[str], _: Translate) -> list[Data]:
    """A stretch of the text cut where sentences and references begin and end."""
    start, end = span
    found: Sequence[Sentence | Reference] = (*clause.sentences, *clause.references)
    inner = (at for one in found for at in (one.start, one.end) if start < at < end)
    bounds = sorted({start, end, *inner})
    return [_run(clause, piece, marks, targets, _) for piece in pairwise(bounds) if clause.text[slice(*piece)]]


def _run(clause: Clause, piece: tuple[int, int], marks: Sequence[Mark], targets: set[str], _: Translate) -> Data:
    start, end = piece
    sentence = next((one for one in clause.sentences if one.start <= start and end <= one.end), None)
    reference = next((one for one in clause.references if one.start <= start and end <= one.end), None)
    kind = sentence.provision if sentence else Provision.UNSURE
    run: Data = {"segments": _pairs(clause.text, piece, marks)}
    if sentence and kind is not Provision.UNSURE:
        run["hint"] = _(PROVISIONS[kind])
        # a sentence of the type that the clause has says nothing new
        if kind is not clause.provision and not clause.text[sentence.start : start].strip():
            run["type"] = run["hint"]
    if reference:
        run["reference"] = reference.target if reference.target in targets else ""
        if reference.standard and not reference.dated and reference.end == end:
            run["undated"] = _("undated")
    return run


def _pairs(text: str, piece: tuple[int, int], marks: Sequence[Mark]) -> list[tuple[str, str]]:
    start, end = piece
    inside = [Mark(mark.start - start, mark.end - start, mark.kind) for mark in marks if mark.start < end and mark.end > start]
    return [(segment.text, segment.kind) for segment in segments(text[start:end], inside)]


def _table(clause: Clause, part: Part, table: Table, marks: Sequence[Mark], targets: set[str], _: Translate) -> Iterable[Data]:
    """What stands above the cells (the caption), the cells, and what else the span of a table holds."""
    places, above, below = fields_of_cells(clause.text, part, table)
    level = min(part.level, DEEPEST)
    caption = _runs(clause, (above[0][0], above[-1][1]), marks, targets, _) if above else _caption(clause, part)
    rows = [[_cell(clause, table, number, places, marks) for number in row] for row in grid(table)]
    unit = "" if table.unit in clause.text[part.start : part.end] else visible(table.unit)
    yield {"kind": "table", "level": level, "runs": caption, "table": {"rows": rows, "unit": unit}}
    for start, end in below:
        around = [
            one for one in clause.parts if one is not part and part.start <= one.start <= start and end <= one.end <= part.end
        ]
        yield _block(clause, around[-1] if around else None, (start, end), marks, targets, _)


def _caption(clause: Clause, part: Part) -> list[Data]:
    """Label and title of a table whose span does not begin with them, unless the line before it says them."""
    title = f"{part.label} {part.title}".strip()
    before = clause.text[: part.start].rstrip().rpartition("\n")[2]
    return [{"segments": [(visible(title), "")]}] if title and squash(title) not in squash(before) else []


def _cell(clause: Clause, table: Table, number: int | None, places: Mapping[int, Field], marks: Sequence[Mark]) -> Data:
    if number is None:
        return {"segments": [], "columns": 1, "rows": 1, "header": False}
    own = table.cells[number]
    pairs = _pairs(clause.text, places[number], marks) if number in places else [(visible(own.text), "")]
    return {"segments": pairs, "columns": own.columns, "rows": own.rows, "header": own.header}
