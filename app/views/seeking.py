"""The search of the desk: what it has read, judged and found, for all sessions; as of another day where a session looks back."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app.batches import Batches
from app.finding import Finder
from app.results import Searcher
from app.views.asof import as_of, is_past
from app.views.desk import jobs, library, location


@st.cache_resource(show_spinner=False, max_entries=4)
def _searcher(place: str, day: date, head: int) -> Searcher:
    """By the place of the library, and where it is looked back on, the day and the end of the log of today."""
    del place, head
    return Searcher(library(), as_of=day if is_past() else None)


@st.cache_resource(show_spinner=False)
def _batches(place: str) -> Batches:
    del place  # by which it is kept
    return Batches(library(), searcher(), jobs().encoder)


def searcher() -> Searcher:
    """The search, with what it has read, judged and found."""
    if not is_past():
        return _searcher(location(), date.max, 0)
    return _searcher(location(), as_of(), library().log.head().number)


def finder() -> Finder:
    """What of the search has read the texts of standards."""
    return searcher().finder


def batches() -> Batches:
    """The searches for many requirements; only for who looks at the library as it is now."""
    return _batches(location())
