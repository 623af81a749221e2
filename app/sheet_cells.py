"""What the editable cells of a row say, read strictly: what is not understood is told with its address, never guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.sheet_columns import EDITED, LISTS, mark, value_of
from app.sheet_file import Cell, Form, SheetRow
from app.sheet_labels import Named, Unclear
from app.sheet_rows import FREE, Filled
from app.state import Item
from app.wording import N_, Translate
from matcher.match import Decision, Relation

FORMULA = N_("{address}: a formula is not read; paste its value.")
NO_VALUE = N_("{address}: “{text}” is a date, a truth value or an error, not a text.")
NOT_LISTED = N_("{address}: “{text}” is not on the list.")
NO_CLAUSE = N_("{address}: there is no clause “{text}”.")
SEVERAL = N_("{address}: “{text}” may be several clauses; write one of: {choices}")
TAKEN_BACK = N_("{address}: a decision is taken back in the review desk, not by an empty cell.")
NO_DECISION = N_("{address}: something is filled in, but no decision.")
UNRELATED = N_(
    "{address}: “accepted” and the relation “no counterpart” contradict each other: choose “rejected” or “no counterpart”."
)
NO_RELATION = N_("{address}: for clauses of your own choice a relation must be chosen.")
ACCEPTED_ONLY = N_("{address}: this goes with “accepted” alone.")
CHOSEN_WITH = N_("{address}: clauses of your own choice go with “accepted” or “unsure”.")
REJECTED_ONLY = N_("{address}: a reason goes with a rejection, not with “accepted”.")
STALE = N_("{address}: clauses were changed since the sheet was made, and a label may be another's now: write a new sheet.")
ONE_SIDE = N_("{address}: nothing stands on this side of the card: name a clause of it too.")


@dataclass(frozen=True, slots=True)
class Read:
    """What a row says (``wanted``), what it said when it went out (``before``), and what of it is not understood."""

    before: Filled
    wanted: Filled
    unclear: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything was filled in, understood or not."""
        return bool(self.unclear) or self.wanted != self.before


@dataclass(frozen=True, slots=True)
class Before:
    """What the editable cells of a row held when the sheet went out: as it is stored, and the marks of those that are free."""

    filled: Filled
    marks: Mapping[str, str]


def went_out(row: SheetRow) -> Before | None:
    """What the hidden cell of a row says of its editable cells; None where it says nothing."""
    try:
        stated: dict[str, Any] = json.loads(row.cell("before").text)
        texts = {name: str(stated[name]) for name in ("decision", "relation", "reason", "rationale", "note")}
        chosen = {name: tuple(map(str, stated[name])) for name in ("a_chosen", "b_chosen")}
        filled = Filled(**texts, a_chosen=chosen["a_chosen"], b_chosen=chosen["b_chosen"])
        return Before(filled, {name: str(stated["marks"][name]) for name in FREE})
    except (ValueError, TypeError, KeyError):
        return None


def read_cells(row: SheetRow, went: Before, item: Item, named: Mapping[str, Named], _: Translate, *, stale: bool = False) -> Read:
    """Read the editable cells of a row; ``went`` is what they held, ``named`` the clauses of side "a" and "b".

    A column that was deleted changes nothing. Of a note ``before`` holds the mark; an unchanged one stays as it was decided.
    ``stale`` says that the clauses have changed since, so that a label that was written may be that of another one.
    """
    before = wanted = went.filled
    unclear = list[str]()
    for column in EDITED:
        cell = row.cells.get(column.name)
        if cell is None:
            continue
        try:
            read: dict[str, Any] = {column.name: _value(column.name, cell, went, item, named, _)}
            wanted = replace(wanted, **read)
        except _Problem as problem:
            unclear.append(str(problem))
    if not unclear and wanted != before:
        try:
            wanted = _fitting(wanted, before, item, row, _)
        except _Problem as problem:
            unclear.append(str(problem))
        chosen = next((name for name in ("a_chosen", "b_chosen") if getattr(wanted, name)), "")
        if stale and chosen:
            unclear.append(_(STALE).format(address=row.cell(chosen).address))
    return Read(before, wanted, tuple(unclear))


class _Problem(Exception):
    """What cannot be understood, in words."""


def _value(name: str, cell: Cell, went: Before, item: Item, named: Mapping[str, Named], _: Translate) -> str | tuple[str, ...]:
    if cell.form is Form.FORMULA:
        raise _Problem(_(FORMULA).format(address=cell.address))
    if cell.form not in (Form.EMPTY, Form.TEXT, Form.NUMBER):
        raise _Problem(_(NO_VALUE).format(address=cell.address, text=_short(cell.text)))
    before: str | tuple[str, ...] = getattr(went.filled, name)
    if name in FREE and mark(cell.value) == went.marks[name]:
        return before
    if name == "note":
        return cell.text
    if name in LISTS:
        return _listed(name, cell, str(before), _)
    return _chosen(name, cell, item, named[name[0]], _)


def _listed(name: str, cell: Cell, before: str, _: Translate) -> str:
    found = value_of(name, cell.text)
    if found is None and cell.text == before:  # decided with what is on no list of ours, and not touched
        return before
    if found is None:
        raise _Problem(_(NOT_LISTED).format(address=cell.address, text=_short(cell.text)))
    return found


def _chosen(name: str, cell: Cell, item: Item, named: Named, _: Translate) -> tuple[str, ...]:
    proposed = item.match.a_clauses if name == "a_chosen" else item.match.b_clauses
    try:
        text = named.by_number(float(cell.value)) if cell.form is Form.NUMBER else cell.text
        found = named.ids(text)
    except Unclear as unclear:
        words = {"address": cell.address, "text": _short(unclear.said), "choices": "; ".join(unclear.choices[:5])}
        raise _Problem(_(SEVERAL if unclear.choices else NO_CLAUSE).format(**words)) from None
    return () if set(found) == set(proposed) else found


def _fitting(wanted: Filled, before: Filled, item: Item, row: SheetRow, _: Translate) -> Filled:
    """What is wanted, where its cells go together; what stands from before and goes no longer with the decision is left out."""
    together = _Together(wanted, before, item, row, _)
    if not wanted.decision:
        raise together.problem(TAKEN_BACK if before.decision else NO_DECISION, "decision")
    decision = Decision(wanted.decision)
    if decision is Decision.ACCEPT and not together.by_hand and not all(together.sides):
        decision = Decision.NO_COUNTERPART  # what is proposed is that there is none
    if decision is Decision.ACCEPT:
        return together.accepted()
    if decision is Decision.UNSURE:
        return together.unsure()
    return together.without_link(decision)


class _Together:
    """Whether the cells of a row go together."""

    def __init__(self, wanted: Filled, before: Filled, item: Item, row: SheetRow, _: Translate) -> None:
        self.wanted, self.before, self.row, self._ = wanted, before, row, _
        self.proposed = item.match.relation
        self.sides = wanted.a_chosen or item.match.a_clauses, wanted.b_chosen or item.match.b_clauses
        self.by_hand = bool(wanted.a_chosen or wanted.b_chosen)

    def problem(self, message: str, name: str) -> _Problem:
        """What does not fit, at the cell of a column."""
        return _Problem(self._(message).format(address=self.row.cell(name).address))

    def touched(self, *names: str) -> str:
        """The first of these columns that was filled in."""
        filled_in = ((name, getattr(self.wanted, name)) for name in names)
        return next((name for name, value in filled_in if value and value != getattr(self.before, name)), "")

    def accepted(self) -> Filled:
        """An accepted link."""
        self._on_both_sides()
        if self.by_hand and not self.wanted.relation:
            raise self.problem(NO_RELATION, "relation")
        if Relation(self.wanted.relation or self.proposed) is Relation.NONE:
            raise self.problem(UNRELATED, "relation")
        if self.touched("reason"):
            raise self.problem(REJECTED_ONLY, "reason")
        return replace(self.wanted, reason="")

    def unsure(self) -> Filled:
        """An open question, about what is proposed or about clauses of one's own choice."""
        if self.by_hand:
            self._on_both_sides()
        if name := self.touched("relation", "rationale"):
            raise self.problem(ACCEPTED_ONLY, name)
        return replace(self.wanted, relation="", rationale="")

    def without_link(self, decision: Decision) -> Filled:
        """A rejected link, or no counterpart."""
        if name := self.touched("a_chosen", "b_chosen"):
            raise self.problem(CHOSEN_WITH, name)
        said = Relation.NONE.value if decision is Decision.NO_COUNTERPART else ""
        if (name := self.touched("relation", "rationale")) and getattr(self.wanted, name) != said:
            raise self.problem(ACCEPTED_ONLY, name)
        return replace(self.wanted, decision=decision.value, a_chosen=(), b_chosen=(), relation="", rationale="")

    def _on_both_sides(self) -> None:
        if not all(self.sides):
            raise self.problem(ONE_SIDE, "b_chosen" if self.sides[0] else "a_chosen")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
