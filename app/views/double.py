"""What stands on a card that is under double review, and why its reader may not decide it."""

from __future__ import annotations

import streamlit as st

from app.double import double_lines, is_blind, is_settled
from app.state import Comparison, Item
from app.views.components import notice
from app.views.desk import _, barred, library, reviewer, role
from index.roles import Role
from ingest.errors import ClausebridgeError
from matcher.opinions import show


def barred_card(item: Item) -> str:
    """Why the reviewer may not decide a card; "" where they may. The ledger asks again."""
    own, why = role(), barred("judgement")
    if why or item.double is None or is_blind(item, reviewer()) or (own and own.reaches(Role.ADJUDICATOR)):
        return why
    return _("This card is under double review: an adjudicator decides it.")


def double_panel(opened: Comparison, item: Item) -> None:
    """How far the double review of a card is; an adjudicator can show what was said before all have spoken."""
    lines = double_lines(item, opened, reviewer(), _)
    if not lines or item.double is None:
        return
    notice(*lines, tone="good" if is_settled(item) else "info", key="double")
    owes = reviewer() in item.double.asked and reviewer() not in item.double.given  # who has yet to judge sees nothing before
    if item.double.given and not (owes or item.double.shown or is_settled(item) or barred("opinion-opened")):
        st.button(
            _("Show what was said until now"), key="double_open", on_click=_open, args=(item,), icon=":material/visibility:"
        )


def _open(item: Item) -> None:
    try:
        show(library(), item.match, reviewer())
    except ClausebridgeError as error:
        st.session_state.update(said=_(str(error)), said_tone="bad")
