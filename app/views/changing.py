"""What the buttons of the review page change on a card without storing anything: Accept stores what stands there then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from app import chosen, editing
from app.licensed import told
from app.looking import deviations_of
from app.state import other_side
from app.views.acting import Desk
from app.views.desk import _, jobs
from ingest.errors import ClausebridgeError
from matcher.match import DeviationKind, Relation, Side


def set_relation(work: Desk, relation: Relation) -> None:
    """Choose the relation that Accept stores."""
    work.pend(replace(work.pending, relation=relation))


def set_rationale(work: Desk, rationale: str) -> None:
    """Choose on what the relation rests."""
    work.pend(replace(work.pending, rationale=rationale))


def set_mode(work: Desk, mode: str) -> None:
    """Ask for a reason, offer clauses or deviations, or stop doing so."""
    work.pend(replace(work.pending, mode=mode, side=other_side(work.item.match) if mode == "more" else ""))


def turn_side(work: Desk) -> None:
    """Add clauses to the other side from now on."""
    work.pend(replace(work.pending, side="a" if work.pending.side == "b" else "b"))


def choose_counterpart(work: Desk, clause_id: str) -> None:
    """Put another clause in place of the counterpart; Accept stores it."""
    work.pend(replace(chosen.with_counterpart(work.pending, other_side(work.item.match), clause_id), mode=""))


def add_clause(work: Desk, clause_id: str) -> None:
    """Put one more clause on the side that clauses are being added to; the panel stays open for the next."""
    _try(work, lambda: chosen.with_clause(work.item, work.pending, work.pending.side, clause_id))


def take_clause(work: Desk, side: str, clause_id: str) -> None:
    """Take a clause off the card."""
    _try(work, lambda: replace(chosen.without_clause(work.item, work.pending, side, clause_id), mode=""))


def as_proposed(work: Desk) -> None:
    """Put the card back to what is proposed: clauses, relation, rationale and deviations."""
    work.pend(chosen.as_proposed(work.item))


def look_for_deviations(work: Desk) -> None:
    """Have the matcher say what differs between clauses that were put together by hand."""

    def found() -> chosen.Pending:
        deviations = deviations_of(work.opened, work.now, jobs().encoder())
        said = _("Differences that were found: {count}. Check them; they are stored with Accept.")
        st.session_state.update(said=said.format(count=len(deviations)), said_tone="info")
        return replace(work.pending, deviations=deviations, mode="", place=None)

    _try(work, found)


def edit_deviation(work: Desk, place: int | None) -> None:
    """Open the form for a deviation (its place on the card), or for a new one."""
    work.pend(replace(work.pending, mode="deviation", place=place))


def remove_deviation(work: Desk, place: int) -> None:
    """Take a deviation away as false."""
    if place < len(work.now.deviations):
        left = editing.without(work.now.deviations, place)
        work.pend(replace(work.pending, deviations=left, mode="", place=None))


def keep_deviation(work: Desk, form: str) -> None:
    """Put what the form says on the card; what does not fit is said, and the form stays."""
    filled = {name: st.session_state[f"{form}_{name}"] for name in ("kind", "a", "b", "verdict", "reason")}
    verdict, place = Side(filled["verdict"]), work.pending.place
    old = None if place is None else work.now.deviations[place]
    for side, text in (("a", old.a_text), ("b", old.b_text)) if old else ():
        if filled[side] == told(text, work.opened.licences.get((work.opened.a if side == "a" else work.opened.b).designation)):
            filled[side] = text  # what its licence keeps back was not changed
    edit = editing.Edit(
        DeviationKind(filled["kind"]), str(filled["a"]), str(filled["b"]), verdict is not Side.NOT_COMPARABLE, verdict,
        str(filled["reason"] or ""),
    )  # fmt: skip
    a, b = ([work.opened.clause(side, one) for one in work.now.side(side)] for side in ("a", "b"))

    def kept() -> chosen.Pending:
        found = editing.edited(work.now.deviations, place, edit, a, b)
        return replace(work.pending, deviations=found, mode="", place=None)

    _try(work, kept)


def _try(work: Desk, changed: Callable[[], chosen.Pending]) -> None:
    try:
        work.pend(changed())
    except ClausebridgeError as error:
        st.session_state.update(said=_(str(error)), said_tone="warn")
