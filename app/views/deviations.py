"""The deviations of a card by hand: which of them to edit, and the form for one."""

from __future__ import annotations

import streamlit as st

from app.explain import incomparable
from app.licensed import told
from app.views import acting, changing
from app.views.desk import _
from app.views.keys import DIGITS
from app.wording import DEVIATIONS, SIDES
from matcher.match import Deviation, DeviationKind, Side


def deviation_menu(work: acting.Desk) -> None:
    """Which deviation to edit, by digit, or a new one."""
    st.text(_("Edit deviation:"), width="content")
    for place, one in enumerate(work.now.deviations[:DIGITS]):
        st.button(
            _(DEVIATIONS[one.kind]),
            key=f"deviation_{place}",
            shortcut=str(place + 1),
            on_click=changing.edit_deviation,
            args=(work, place),
        )
    st.button(
        _("New"), key="deviation_new", shortcut="0", icon=":material/add:", on_click=changing.edit_deviation, args=(work, None)
    )
    st.button(_("Close"), key="deviation_close", shortcut="Escape", on_click=changing.set_mode, args=(work, ""), type="tertiary")


def deviation_form(work: acting.Desk) -> None:
    """One deviation, to be changed, removed, or made; it stands on the card from “Keep” on and is stored with Accept."""
    place = work.pending.place
    old = work.now.deviations[place] if place is not None and place < len(work.now.deviations) else None
    start = old or Deviation(DeviationKind.LIMIT, comparable=True, stricter=Side.SAME)
    form = f"form_{work.item.key}_{'new' if old is None else place}"
    kinds, verdicts = list(DeviationKind), list(Side)
    known = list(dict.fromkeys([*filter(None, [start.reason]), *incomparable()]))
    with st.form(form, border=True):
        first, second, third = st.columns([1, 1.4, 2])
        first.selectbox(
            _("Kind"), kinds, kinds.index(start.kind), key=f"{form}_kind", format_func=lambda kind: _(DEVIATIONS[kind])
        )
        verdict = start.stricter if start.comparable else Side.NOT_COMPARABLE
        second.selectbox(
            _("Which side is stricter"), verdicts, verdicts.index(verdict), key=f"{form}_verdict",
            format_func=lambda side: _(SIDES[side]),
        )  # fmt: skip
        third.selectbox(
            _("If not comparable: why"), known, known.index(start.reason) if start.reason else None, key=f"{form}_reason",
            format_func=_, accept_new_options=True, placeholder=_("Choose a reason, or type one"),
        )  # fmt: skip
        left, right = st.columns(2)
        bound = (work.opened.licences.get(standard.designation) for standard in (work.opened.a, work.opened.b))
        shown = dict(zip("ab", map(told, (start.a_text, start.b_text), bound), strict=True))
        for side, column in (("a", left), ("b", right)):
            column.text_area(_("Words of {side}").format(side=side.upper()), shown[side], key=f"{form}_{side}", height=80)
        with st.container(horizontal=True):
            st.form_submit_button(
                _("Keep"), type="primary", icon=":material/check:", on_click=changing.keep_deviation, args=(work, form)
            )
            if old is not None and place is not None:
                st.form_submit_button(
                    _("Remove: it is none"), icon=":material/delete:", on_click=changing.remove_deviation, args=(work, place)
                )
            st.form_submit_button(_("Cancel"), type="tertiary", on_click=changing.set_mode, args=(work, ""))
