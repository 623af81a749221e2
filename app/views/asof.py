"""The day as of which a session looks at the library: chosen, or of the link (``?as_of=2026-05-01``), else today."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app.watching import Watch
from index.library import Library
from ingest.days import read_day

KEY = "as_of"
"""Of the parameter of a link, and of what the session chose."""


def as_of() -> date:
    """The day; today where none was chosen, or what the link says is none."""
    return _read(_asked()) or date.today()


def is_past() -> bool:
    """Whether the session looks back: it sees what was decided by then, and writes nothing."""
    return as_of() < date.today()


def refused() -> str:
    """What the link says in place of a day; "" where it says a day or nothing."""
    asked = _asked()
    return asked if asked and _read(asked) is None else ""


def choose(day: date | None) -> None:
    """Look at the library as of another day; None is today."""
    st.session_state[KEY] = "" if day is None or day == date.today() else day.isoformat()


def keep_as_of() -> None:
    """Put the day into the address of the page, so that a reload or a colleague sees the same."""
    if as_of() != date.today():
        st.query_params[KEY] = as_of().isoformat()
    elif KEY in st.query_params:
        del st.query_params[KEY]


@st.cache_resource(show_spinner=False, max_entries=4)
def past_library(place: str, day: date, head: int) -> Library:
    """The library by the end of a day, opened anew for each end of the log of today: what was read anew since shows."""
    del head
    opened = Library.open(place)
    opened.look_back(day)
    return opened


@st.cache_resource(show_spinner=False, max_entries=4)
def past_watch(place: str, day: date, head: int) -> Watch:
    """What is read of ``past_library``."""
    return Watch(past_library(place, day, head))


def _asked() -> str:
    if KEY not in st.session_state:  # going to another page drops the parameters of the link
        st.session_state[KEY] = st.query_params.get(KEY, "")
    return str(st.session_state[KEY])


def _read(text: str) -> date | None:
    try:
        return read_day(text) if text else None
    except ValueError:
        return None
