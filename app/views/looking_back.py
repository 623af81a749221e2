"""The control for the day as of which the library is looked at, and the line that says so on every page."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app.views import asof
from app.views.components import notice
from app.views.desk import _


def as_of_bar(*, offered: bool) -> None:
    """Above a page: the menu of the day where it is ``offered``; that the session looks back wherever it does."""
    day = asof.as_of()
    if wrong := asof.refused():
        notice(_("The link names no day: {text}").format(text=wrong), _("Shown is today."), tone="warn", key="as_of_wrong")
        asof.choose(None)
    asof.keep_as_of()
    looks_elsewhere = day != date.today()
    if not (looks_elsewhere or offered):
        return
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="as_of_line"):
        if looks_elsewhere:
            notice(_told(day), tone="warn", key="as_of_told")
            st.button(_("Back to today"), key="as_of_back", icon=":material/today:", on_click=asof.choose, args=(None,))
        if offered:
            _menu(day, _("As of {day}").format(day=day.isoformat()) if looks_elsewhere else _("As of today"))


def _menu(day: date, label: str) -> None:
    with st.popover(label, icon=":material/event:", type="tertiary"):
        st.date_input(
            _("Show the library as of"), value=day, min_value=date(1950, 1, 1), max_value=date(2099, 12, 31), format="YYYY-MM-DD",
            key=f"as_of_day_{day.isoformat()}", on_change=_chosen, args=(day,),
        )  # fmt: skip
        st.caption(_("Status, force and citations of that day, decisions by its end (UTC); texts and proposals of today."))


def _told(day: date) -> str:
    if day > date.today():
        return _("As of {day}, which lies ahead: what is known today of that day.").format(day=day.isoformat())
    return _("As of {day}: decisions by the end of that day (UTC). Nothing can be stored here.").format(day=day.isoformat())


def _chosen(before: date) -> None:
    asof.choose(st.session_state[f"as_of_day_{before.isoformat()}"])
