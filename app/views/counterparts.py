"""Choice of another counterpart: the ranked alternatives, and a search among all clauses of that side."""

from __future__ import annotations

import streamlit as st

from app.card import choice_rows
from app.state import alternatives, answered, find, other_side
from app.views import acting
from app.views.components import choices, notice
from app.views.desk import _, n_

DIGITS = 9


def counterpart_panel(work: acting.Desk) -> None:
    """The panel below the card while another counterpart is chosen."""
    side = other_side(work.item.match)
    standard = work.opened.b if side == "b" else work.opened.a
    ranked = alternatives(work.opened, work.item, work.counterpart)
    left, right = st.columns(2)
    with left:
        notice(
            _("Ranked alternatives"), _("In {standard}").format(standard=standard.designation), tone="plain", key="ranked_head"
        )
        with st.container(horizontal=True, key="takes", vertical_alignment="center"):
            for place, (clause, _score) in enumerate(ranked[:DIGITS], 1):
                st.button(
                    str(place),
                    key=f"take_{place}",
                    shortcut=str(place),
                    on_click=acting.choose_counterpart,
                    args=(work, clause.id),
                )
            st.button(
                _("Cancel"), key="cancel_other", shortcut="Escape", on_click=acting.set_mode, args=(work, ""), type="tertiary"
            )
        taken = answered(work.opened, work.item)
        notes = {clause: _("answers to {clauses}").format(clauses=", ".join(own)) for clause, own in taken.items()}
        rows = choice_rows(ranked, current=work.counterpart, keys=DIGITS, notes=notes, licences=work.opened.licences)
        choices(
            "alternatives", rows, _("There are no ranked alternatives."), lambda chosen: acting.choose_counterpart(work, chosen)
        )
    with right:
        words = st.text_input(
            _("Any other clause"), key=f"find_{work.item.key}", placeholder=_("Label, or words of its title or text")
        )
        known = work.opened.b_clauses if side == "b" else work.opened.a_clauses
        found = find(known.values(), words) if words else []
        if words:
            st.caption(n_("{count} clause found", "{count} clauses found", len(found)))
        rows = choice_rows([(clause, None) for clause in found], current=work.counterpart, licences=work.opened.licences)
        empty = _("No clause has these words.") if words else _("Type a label or words to search all clauses of this standard.")
        choices("found", rows, empty, lambda chosen: acting.choose_counterpart(work, chosen))
