"""The buttons of a card: its relation, what a person decides, and what changes the card or shows more of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from app.state import neighbour, other_side
from app.views import acting, changing
from app.views.desk import _
from app.views.deviations import deviation_form, deviation_menu
from app.views.keys import DIGITS, keys_dialog
from app.views.translated import turn_translation
from app.visible import plain_label
from app.wording import CHOSEN_REASONS, RATIONALES, REASONS, RELATION_HELP, RELATIONS
from matcher.match import Decision, Relation

RELATION_KEYS = {
    Relation.EQUAL: "1",
    Relation.EQUIVALENT: "2",
    Relation.SUPERSET: "3",
    Relation.SUBSET: "4",
    Relation.INTERSECTS: "5",
}
RATIONALE_KEYS = {"syntactic": "6", "semantic": "7", "functional": "8"}
Kind = Literal["primary", "secondary", "tertiary"]
WRITING = frozenset("AXUNMZOLGDQJ")
"""The keys of what not every role may do."""


def actions(work: acting.Desk) -> None:
    """Every act on the card by a button and a key."""
    with st.container(key="actions"):
        if work.mode == "deviation":  # in the bar, which is always in sight: below the card it would open out of it
            deviation_form(work)
        with st.container(horizontal=True, key="relations", vertical_alignment="center"):
            if work.mode == "reject":
                _reasons(work)
            elif work.mode == "away":
                _clauses(work)
            elif work.mode == "deviations":
                deviation_menu(work)
            elif work.mode not in ("other", "more", "deviation") and work.linked:
                _relations(work)
            _note(work)
        _decisions(work)
        _tools(work)
        if work.barred:
            st.caption(work.barred)


def _relations(work: acting.Desk) -> None:
    for relation, key in RELATION_KEYS.items():
        st.button(
            _(RELATIONS[relation]),
            key=f"relation_{relation.value}",
            help=_(RELATION_HELP[relation]),
            type="primary" if relation is work.now.relation else "secondary",
            shortcut=key,
            on_click=changing.set_relation,
            args=(work, relation),
        )
    st.text("·", width="content")
    for rationale, key in RATIONALE_KEYS.items():
        st.button(
            _(RATIONALES[rationale]),
            key=f"rationale_{rationale}",
            help=_("On what the relation rests"),
            type="primary" if rationale == work.now.rationale else "secondary",
            shortcut=key,
            on_click=changing.set_rationale,
            args=(work, rationale),
        )


def _clauses(work: acting.Desk) -> None:
    """The clauses of the card, to take one of them away."""
    st.text(_("Take away:"), width="content")
    on_card = [(side, one) for side in ("a", "b") for one in work.now.side(side)]
    for place, (side, clause_id) in enumerate(on_card[:DIGITS], 1):
        st.button(
            f"{side.upper()} {plain_label(work.opened.clause(side, clause_id).cited)}",
            key=f"away_{place}",
            shortcut=str(place),
            on_click=changing.take_clause,
            args=(work, side, clause_id),
        )
    st.button(_("Cancel"), key="cancel_away", shortcut="Escape", on_click=changing.set_mode, args=(work, ""), type="tertiary")


def _reasons(work: acting.Desk) -> None:
    st.text(_("Rejected because:"), width="content")
    for place, reason in enumerate(CHOSEN_REASONS, 1):
        st.button(
            _(REASONS[reason]),
            key=f"reason_{reason}",
            shortcut=str(place),
            on_click=acting.decide,
            args=(work, Decision.REJECT, reason),
        )
    st.button(_("Cancel"), key="cancel_reject", shortcut="Escape", on_click=changing.set_mode, args=(work, ""), type="tertiary")


def _note(work: acting.Desk) -> None:
    with st.container(key="note"):
        st.text_input(
            _("Note"),
            key=work.note_key,
            placeholder=_("Note, stored with the decision"),
            label_visibility="collapsed",
            on_change=acting.note_changed,
            args=(work,),
            disabled=bool(work.barred),
        )


def _decisions(work: acting.Desk) -> None:
    accept = _("Accept") if work.linked else _("Confirm: no counterpart")
    if work.unrelated:
        accept = _("Confirm: not related")
    with st.container(horizontal=True, key="decisions", vertical_alignment="center"):
        _button(work, accept, "A", acting.decide, Decision.ACCEPT, icon="check", kind="primary")
        _button(work, _("Reject"), "X", changing.set_mode, "reject", icon="close")
        _button(work, _("Unsure"), "U", acting.decide, Decision.UNSURE, icon="help")
        if work.linked:
            _button(work, _("No counterpart"), "N", acting.decide, Decision.NO_COUNTERPART, icon="block")
        _button(work, _("Undo"), "Z", acting.take_back, icon="undo")
        _button(work, _("Previous"), "P", acting.go, neighbour(work.shown, work.item.key, -1), icon="arrow_back")
        _button(work, _("Skip"), "S", acting.skip, icon="arrow_forward")


def _tools(work: acting.Desk) -> None:
    """What changes the card, and what it shows on demand."""
    other = _("Other counterpart") if other_side(work.item.match) == "b" else _("Find one in A")
    with st.container(horizontal=True, key="tools", vertical_alignment="center"):
        _tool(work, other, "O", changing.set_mode, "" if work.mode == "other" else "other", icon="swap_horiz")
        _tool(work, _("Add a clause"), "L", changing.set_mode, "" if work.mode == "more" else "more", icon="add_link")
        _tool(work, _("Take away"), "G", changing.set_mode, "" if work.mode == "away" else "away", icon="link_off")
        if work.linked:
            opened = work.mode in ("deviations", "deviation")
            _tool(work, _("Deviations"), "D", changing.set_mode, "" if opened else "deviations", icon="difference")
        if work.linked and not work.now.proposed:
            _tool(work, _("Find differences"), "J", changing.look_for_deviations, icon="compare")
        if work.pending.changes or not work.now.proposed:
            _tool(work, _("As proposed"), "Q", changing.as_proposed, icon="restart_alt")
        _tool(work, _("Note"), "M", acting.focus_note, icon="edit_note")
        _tool(work, _("Words"), "W", acting.turn_shown, "words", icon="spellcheck")
        _tool(work, _("Neighbours"), "B", acting.turn_shown, "beside", icon="unfold_more")
        _tool(work, _("Translation"), "T", turn_translation, icon="translate")
        _tool(work, _("Risk"), "I", acting.turn_shown, "risk", icon="warning")
        _tool(work, _("Pages"), "V", acting.turn_shown, "pages", icon="visibility")
        st.button(_("Keys"), key="do_H", shortcut="H", on_click=_ask_for_keys, type="tertiary", icon=":material/keyboard:")
    if st.session_state.pop("keys_asked", False):
        keys_dialog()


def _ask_for_keys() -> None:
    st.session_state["keys_asked"] = True


def _tool(work: acting.Desk, label: str, key: str, act: Callable[..., None], *args: object, icon: str) -> None:
    _button(work, label, key, act, *args, icon=icon, kind="tertiary")


def _button(
    work: acting.Desk, label: str, key: str, act: Callable[..., None], *args: object, icon: str, kind: Kind = "secondary"
) -> None:
    barred = work.barred if key in WRITING else ""
    st.button(
        label, key=f"do_{key}", shortcut=key, on_click=act, args=(work, *args), type=kind, icon=f":material/{icon}:",
        disabled=bool(barred), help=barred or None,
    )  # fmt: skip
