"""What was said until now: the log of a library with the labels of its clauses, and the history of the card that is open."""

from __future__ import annotations

import streamlit as st

from app.history import History, shown_line
from app.views.asof import as_of
from app.views.components import log, notice
from app.views.desk import _, library, location, reviewer
from matcher.match import Match


@st.cache_resource(show_spinner=False, max_entries=8)
def _history(place: str, reader: str, contents: str) -> History:
    """Made once for each reader and state of the standards: it keeps the labels of their clauses."""
    del place, contents
    return History(library(), reader)


def history() -> History:
    """The log as the reviewer may read it."""
    return _history(f"{location()} {as_of()}", reviewer(), "\n".join(one.content for one in library().counts().values()))


def card_history(match: Match) -> None:
    """Everything that was said of the clauses of a card, when it is asked for."""
    # a button, no switch: a switch keeps the focus, and the keys of the card are dead while a field has it
    shown = bool(st.session_state.get("past_shown"))
    icon = "expand_less" if shown else "history"
    st.button(_("What was said until now"), key="past", type="tertiary", icon=f":material/{icon}:", on_click=_turn, args=(shown,))
    if not shown:
        return
    if lines := history().of_card(match, _):
        log([shown_line(line, _) for line in lines])
    else:
        notice(_("Nothing was said of this card yet."), tone="small", key="past_none")


def _turn(shown: bool) -> None:
    st.session_state["past_shown"] = not shown
