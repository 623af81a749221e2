"""The cards of a comparison as rows of a review sheet: what is shown in words, what is edited, and what finds the row again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from app.card import STATES, heading_path
from app.card_lines import said_line
from app.chosen import held
from app.deviation_wording import Sides, deviation_sentence
from app.licensed import told, told_match
from app.relation_wording import relation_sentence
from app.report import explanation
from app.sheet_columns import LISTS, Meta, mark, marks
from app.sheet_labels import Named
from app.state import Comparison, Item
from app.tables import CELL_LIMIT, fitted
from app.visible import visible
from app.wording import ADVICE, ASPECTS, PROVISIONS, RELATIONS, Translate, catalogue
from ingest.clause import Aspect, Clause
from ingest.doubt import doubtful_words
from matcher.match import Decision

if TYPE_CHECKING:
    from index.library import Library
    from index.shelf import Licence

Row = dict[str, Any]
FREE = ("a_chosen", "b_chosen", "note")
"""Columns in which anything can be written."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What the editable cells of a row say, as it is stored: values of lists, ids of clauses, a note.

    ``a_chosen`` and ``b_chosen`` are the clauses on either side where they are not those that are proposed.
    """

    decision: str = ""
    relation: str = ""
    reason: str = ""
    rationale: str = ""
    a_chosen: tuple[str, ...] = ()
    b_chosen: tuple[str, ...] = ()
    note: str = ""

    def to_json(self, shown: Mapping[str, str]) -> str:
        """One line for a hidden cell; ``shown`` are the texts of the cells that are free.

        Of these it has the marks: a note may be longer than a cell, and a label may name another clause by then.
        """
        free = {name: mark(fitted(visible(shown[name]))[0]) for name in FREE}
        return json.dumps(asdict(self) | {"note": free["note"], "marks": free})


def filled(item: Item) -> Filled:
    """What was decided of a card, as its row says it; empty where nothing was."""
    said = [one for one in item.said if one.decision is not Decision.REJECT] or list(item.said)
    if not said:
        return Filled()
    first, now = said[0], held(item)
    match = item.match
    a, b = (() if set(ids) == set(own) else ids for ids, own in ((now.a, match.a_clauses), (now.b, match.b_clauses)))
    relation = first.relation.value if first.relation else ""
    return Filled(first.decision.value, relation, first.reason, first.rationale, a, b, first.note)


def meta(library: Library, comparison: Comparison, seen: int, lang: str) -> Meta:
    """What identifies a sheet that is made of a comparison now; ``seen`` is the end of the log when its cards were read.

    Raises:
        LibraryError: the log is not what was written.
    """
    entries = library.log.entries()
    a, b = comparison.a, comparison.b
    return Meta(
        entries[0].hash if entries else "",
        seen,
        entries[seen - 1].hash if seen else "",
        a.designation,
        b.designation,
        a.edition or a.published,
        b.edition or b.published,
        library.content(a.designation),
        library.content(b.designation),
        comparison.model,
        lang,
    )


def sheet_row(number: int, item: Item, comparison: Comparison, sheet: Meta) -> tuple[Row, Row]:
    """The cells of one card by the names of their columns, as they are written; and of what had to be cut its whole length."""
    _ = catalogue(sheet.lang).gettext
    row: Row = {"number": number, "state": _(STATES[item.state]), "key": item.key, "sheet": sheet.token}
    for side, ids in (("a", item.match.a_clauses), ("b", item.match.b_clauses)):
        clauses = [comparison.clause(side, clause_id) for clause_id in ids]
        row |= _side(side, clauses, comparison, _)
        row |= {f"{side}_ids": json.dumps(ids), f"{side}_hashes": json.dumps([clause.text_hash for clause in clauses])}
    row |= _proposal(item, comparison, _)
    row["said"] = "\n".join(said_line(one, comparison, _) for one in item.said)
    cells = _edited(item, comparison, _)
    row |= cells
    row["before"] = filled(item).to_json(cells)
    written = {name: fitted(visible(cell)) if isinstance(cell, str) else (cell, 0) for name, cell in row.items()}
    cut = {name: units for name, (_cell, units) in written.items() if units > CELL_LIMIT}
    row = {name: cell for name, (cell, _units) in written.items()}
    return row | {"marks": marks(row)}, cut


def _side(side: str, clauses: Sequence[Clause], comparison: Comparison, _: Translate) -> Row:
    known = comparison.a_clauses if side == "a" else comparison.b_clauses
    licence = comparison.licences.get((comparison.a if side == "a" else comparison.b).designation)
    return {
        f"{side}_clause": "\n".join(clause.cited for clause in clauses),
        f"{side}_path": "\n".join(" › ".join(heading_path(known, clause)) for clause in clauses),
        f"{side}_type": "\n".join(_type(clause, _) for clause in clauses),
        f"{side}_text": "\n\n".join(_text(clause, licence, _, named=len(clauses) > 1) for clause in clauses),
    }


def _text(clause: Clause, licence: Licence | None, _: Translate, *, named: bool) -> str:
    """Title and text as the licence allows, cells of tables set apart, and what OCR read of it, to be compared with the page."""
    head = " ".join(part for part in (clause.clause if named else "", clause.title) if part)
    lines = [head, told(clause.text, licence).replace("\t", " | ")]
    if words := doubtful_words(clause):
        lines.append(_("Read by OCR, compare with the page: {words}").format(words=words))
    return "\n".join(line for line in lines if line)


def _type(clause: Clause, _: Translate) -> str:
    parts = [_(PROVISIONS[clause.provision])]
    if clause.aspect is not Aspect.UNSURE:
        parts.append(_(ASPECTS[clause.aspect]))
    if clause.page:
        parts.append(_("p. {page}").format(page=clause.page))
    return " · ".join(parts)


def _proposal(item: Item, comparison: Comparison, _: Translate) -> Row:
    """What is proposed, and what differs as it stands: as proposed, or as a person set it."""
    match = told_match(replace(item.match, deviations=held(item).deviations), comparison.licences)
    sides = Sides.of(match, comparison.known)
    lines = (relation_sentence(match, comparison.label, _), *(deviation_sentence(one, sides, _) for one in match.deviations))
    return {
        "proposed": f"{_(RELATIONS[match.relation])}\n{_(ADVICE[match.advice])}",
        "confidence": min(round(match.confidence, 2), 0.99),  # nothing that is proposed is certain
        "differs": "\n".join(filter(None, lines)),
        "explanation": explanation(match, comparison.label, _),
    }


def _edited(item: Item, comparison: Comparison, _: Translate) -> Row:
    """The editable cells in words, as they stand after what was decided."""
    now = filled(item)
    cells = {name: _(words.get(value, value)) if (value := getattr(now, name)) else "" for name, words in LISTS.items()}
    for side, chosen in (("a", now.a_chosen), ("b", now.b_chosen)):
        cells[f"{side}_chosen"] = "\n".join(Named(comparison, side).name(clause_id) for clause_id in chosen)
    return cells | {"note": now.note}
