"""Choice of another counterpart, or of one more clause: the ranked alternatives, and a search among all clauses of a side."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.card import choice_rows
from app.chaining import derived_notes
from app.neighbours import around
from app.state import alternatives, answered, find, other_side
from app.views import acting, changing
from app.views.components import choices, notice
from app.views.desk import _, n_
from app.views.keys import DIGITS
from ingest.clause import Clause


def counterpart_panel(work: acting.Desk) -> None:
    """The panel below the card while another counterpart is chosen, or clauses are added to either side."""
    adds = work.mode == "more"
    side = work.pending.side if adds else other_side(work.item.match)
    take: Callable[[acting.Desk, str], None] = changing.add_clause if adds else changing.choose_counterpart
    standard = work.opened.b if side == "b" else work.opened.a
    left, right = st.columns(2)
    with left:
        _ranked(work, side, standard.designation, take)
    with right:
        words = st.text_input(
            _("Any other clause"), key=f"find_{work.item.key}_{side}", placeholder=_("Label, or words of its title or text")
        )
        known = work.opened.b_clauses if side == "b" else work.opened.a_clauses
        found = [one for one in find(known.values(), words) if one.id not in work.now.side(side)] if words else []
        if words:
            st.caption(n_("{count} clause found", "{count} clauses found", len(found)))
        rows = choice_rows([(clause, None) for clause in found], licences=work.opened.licences)
        empty = _("No clause has these words.") if words else _("Type a label or words to search all clauses of this standard.")
        choices("found", rows, empty, lambda chosen: take(work, chosen))


def _ranked(work: acting.Desk, side: str, designation: str, take: Callable[[acting.Desk, str], None]) -> None:
    """The ranked clauses of the side that has them; of the other one those around the clauses of the card."""
    adds = work.mode == "more"
    derived = derived_notes(work.opened, work.item.match, side, _)
    ranked: list[tuple[Clause, float | None]] = []
    if side == other_side(work.item.match):
        ranked += alternatives(work.opened, work.item, set(work.now.side(side)))
        listed = {clause.id for clause, _score in ranked} | set(work.now.side(side))
        ranked += [(work.opened.clause(side, clause), None) for clause in derived if clause not in listed]
        title, empty = _("Ranked alternatives"), _("There are no ranked alternatives.")
    else:
        ranked += [(clause, None) for clause in around(work.opened, side, work.now.side(side))]
        title, empty = _("Before and after the clauses of the card"), _("There is no other clause.")
    where = _("Add to {standard}") if adds else _("In {standard}")
    notice(title, where.format(standard=designation), tone="plain", key="ranked_head")
    with st.container(horizontal=True, key="takes", vertical_alignment="center"):
        for place, (clause, _score) in enumerate(ranked[:DIGITS], 1):
            st.button(str(place), key=f"take_{place}", shortcut=str(place), on_click=take, args=(work, clause.id))
        if adds:
            st.button(_("Other side"), key="turn_side", shortcut="E", on_click=changing.turn_side, args=(work,))
        close = _("Close") if adds else _("Cancel")
        st.button(close, key="cancel_other", shortcut="Escape", on_click=changing.set_mode, args=(work, ""), type="tertiary")
    taken = answered(work.opened, work.item) if side == other_side(work.item.match) else {}
    notes = {clause: _("answers to {clauses}").format(clauses=", ".join(own)) for clause, own in taken.items()}
    notes |= {clause: " · ".join(filter(None, (told, notes.get(clause, "")))) for clause, told in derived.items()}
    rows = choice_rows(ranked, keys=DIGITS, notes=notes, licences=work.opened.licences)
    choices("alternatives", rows, empty, lambda chosen: take(work, chosen))
