"""What regulations cite on the day that is looked at, read once for all pages of it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app.legal import LegalView, legal_view
from app.views.asof import as_of
from app.views.desk import library, location


def legal_force() -> LegalView:
    """The legal force of standards and clauses as of the day of the session."""
    return _legal(location(), as_of(), library().log.head().number)


@st.cache_resource(show_spinner=False, max_entries=4)
def _legal(place: str, day: date, head: int) -> LegalView:
    """Made once for each day and end of the log."""
    del place, head
    return legal_view(library(), day)
