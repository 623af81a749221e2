"""Provisions as structure, for readers: the marks in a clause, a small table below it, and ``clausebridge provisions``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from app.highlight import Mark
from app.terminal import on_one_line
from app.visible import visible
from app.wording import ADDRESSEES, N_, PROVISIONS, Translate
from ingest.clause import Clause, Document, Provision, Reference
from ingest.errors import UsageError
from matcher.explain import path
from matcher.qualifiers import Place
from matcher.quantity import Quantity
from matcher.stated import Bound, Statement
from matcher.statement import statements

Data = dict[str, Any]

HEAD = (N_("Type"), N_("Who or what"), N_("Limit"), N_("Condition"), N_("Exception"), N_("Test method"))
"""The columns of the table below a clause."""
COLUMNS = ("clause", "type", "subject", "addressee", "limits", "conditions", "exceptions", "methods")
"""The columns of ``clausebridge provisions --format table``."""


def structure_marks(found: Sequence[Statement]) -> tuple[Mark, ...]:
    """Where the parts of ``found`` stand in the text of their clause; a condition that a list inherits wears its mark once."""
    marks: dict[Mark, None] = {}
    for statement in found:
        if statement.cell:  # a table shows by itself what its cells stand under
            continue
        for kind, places in (
            ("condition", statement.conditions),
            ("exception", statement.exceptions),
            ("method", statement.methods),
            ("limit", tuple((b.quantity.start, b.quantity.end) for b in statement.bounds)),
        ):
            marks |= {Mark(start, end, kind): None for start, end in places}
    return tuple(marks)


def structure_table(clause: Clause, found: Sequence[Statement], _: Translate) -> Data:
    """The provisions of ``clause`` that have parts, in rows below ``HEAD``; no rows where none has."""
    rows = [_cells(clause, one, _) for one in found if not one.cell and one.provision is not Provision.UNSURE and _has_parts(one)]
    return {"caption": _("Provisions of this clause, as they were read"), "head": [_(name) for name in HEAD], "rows": rows}


def _has_parts(one: Statement) -> bool:
    return bool(one.subject or one.bounds or one.conditions or one.exceptions or one.methods)


def _cells(clause: Clause, one: Statement, _: Translate) -> list[str]:
    who = _words(clause, one.subject)
    if one.addressee:
        who = f"{who} ({_(ADDRESSEES[one.addressee])})"
    said = [replace(b, property=None) if b.property == one.subject else b for b in one.bounds]  # said in the column before
    limits = "\n".join(_limit(clause, bound) for bound in said)
    rest = ["\n".join(_words(clause, place) for place in places) for places in (one.conditions, one.exceptions, one.methods)]
    return [visible(cell) for cell in (_(PROVISIONS[one.provision]), who, limits, *rest)]


def _words(clause: Clause, place: Place | None) -> str:
    return " ".join(clause.text[place[0] : place[1]].split()) if place else ""


def _limit(clause: Clause, bound: Bound) -> str:
    said = _words(clause, (bound.quantity.start, bound.quantity.end))
    return f"{_words(clause, bound.property)}: {said}" if bound.property else said


def print_provisions(document: Document, label: str, form: str, write: Callable[[str], None]) -> None:
    """Write the provisions of ``document``, of the clause ``label`` (label or id; "" for all) alone; ``form`` is table or jsonl.

    Raises:
        UsageError: no clause has that label.
    """
    chosen = [c for c in document.clauses if not label or label in (c.clause, c.id)]
    if not chosen:
        raise UsageError(f"--clause {label}: {document.standard.designation} has no such clause; clausebridge parse lists them")
    if form == "table":
        write("\t".join(COLUMNS))
    for clause in chosen:
        for statement in statements(clause, "\n".join((clause.title, *path(clause, document), document.standard.title))):
            if form == "jsonl":
                write(json.dumps(as_row(clause, statement), ensure_ascii=False))
            elif _has_parts(statement) or statement.provision not in (Provision.STATEMENT, Provision.UNSURE):
                write(_row(clause, statement))


def _row(clause: Clause, one: Statement) -> str:
    limits = "; ".join(_limit(clause, bound) for bound in one.bounds)
    parts = ["; ".join(_words(clause, p) for p in places) for places in (one.conditions, one.exceptions, one.methods)]
    cells = (clause.cited, one.provision.value, _words(clause, one.subject), one.addressee, limits, *parts)
    return "\t".join(on_one_line(cell) for cell in cells)


def as_row(clause: Clause, one: Statement) -> Data:
    """A statement as plain data; every part has its words and its characters in the text of the clause."""

    def spans(places: Iterable[Place]) -> list[Data]:
        return [span for place in places if (span := _span(clause, place))]

    return {
        "standard": clause.standard,
        "clause": clause.clause,
        "id": clause.id,
        "lang": clause.lang,
        "text": clause.text[one.start : one.end],
        "start": one.start,
        "end": one.end,
        "provision": one.provision.value,
        "modal": _span(clause, one.modal),
        "negative": one.negative,
        "subject": _span(clause, one.subject),
        "addressee": one.addressee,
        "limits": [
            _quantity(clause, b.quantity)
            | {"property": _span(clause, b.property), "measured": {g: list(v) for g, v in b.measured}}
            for b in one.bounds
        ],
        "triggers": [_quantity(clause, q) for q in one.triggers],
        "conditions": spans(one.conditions),
        "exceptions": spans(one.exceptions),
        "methods": spans(one.methods),
        "references": [*_references(clause, one.references)],
        "lead": _span(clause, one.lead),
        "cell": one.cell,
    }


def _span(clause: Clause, place: Place | None) -> Data | None:
    return {"text": clause.text[place[0] : place[1]], "start": place[0], "end": place[1]} if place else None


def _quantity(clause: Clause, q: Quantity) -> Data:
    return {
        "text": clause.text[q.start : q.end],
        "start": q.start,
        "end": q.end,
        "comparator": q.comparator.value,
        "value": f"{q.value:f}",
        "upper": f"{q.upper:f}" if q.upper is not None else "",
        "tolerance": f"{q.tolerance:f}" if q.tolerance is not None else "",
        "unit": q.unit.symbol if q.unit else "",
    }


def _references(clause: Clause, references: Sequence[Reference]) -> Iterator[Data]:
    for r in references:
        yield {"text": clause.text[r.start : r.end], "start": r.start, "end": r.end, "standard": r.standard, "clause": r.clause}
