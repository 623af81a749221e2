"""Entry of the review desk: ``streamlit run app/main.py``, or ``clausebridge review``."""

from __future__ import annotations

import logging

import streamlit as st

from app.views import (
    desk,
    editions,
    export,
    gaps,
    help,
    legal,
    library,
    log,
    looking_back,
    overview,
    reading,
    record,
    review,
    search,
    signing,
    standing,
    team,
)
from app.views.components import ASSETS, notice, style
from ingest.errors import ClausebridgeError

_ = desk._
DATED = frozenset({"overview", "library", "search", "regulations", "record", "export"})  # pages that offer another day


def main() -> None:
    """Draw the page that is asked for; whatever goes wrong is one line for the reader."""
    st.set_page_config(
        page_title="clausebridge", page_icon=str(ASSETS / "icon.png"), layout="wide", initial_sidebar_state="collapsed"
    )
    style({"upload": _("Choose files"), "drop": _("or drop them here")})
    pages = {  # in the order of work: judge, look up, certify, the library, people and files
        "review": st.Page(review.page, title=_("Review"), url_path="review", icon=":material/fact_check:", default=True),
        "overview": st.Page(overview.page, title=_("Overview"), url_path="overview", icon=":material/table_rows:"),
        "record": st.Page(record.page, title=_("Record"), url_path="record", icon=":material/assignment:"),
        "search": st.Page(search.page, title=_("Search"), url_path="search", icon=":material/search:"),
        "gaps": st.Page(gaps.page, title=_("Gap list"), url_path="gaps", icon=":material/rule:"),
        "standing": st.Page(standing.page, title=_("Recognition"), url_path="standing", icon=":material/handshake:"),
        "library": st.Page(library.page, title=_("Library"), url_path="library", icon=":material/library_books:"),
        "editions": st.Page(editions.page, title=_("Editions"), url_path="editions", icon=":material/difference:"),
        "legal": st.Page(legal.page, title=_("Regulations"), url_path="regulations", icon=":material/gavel:"),
        "read": st.Page(reading.page, title=_("Read"), url_path="read", icon=":material/segment:"),
        "team": st.Page(team.page, title=_("Team"), url_path="team", icon=":material/group:"),
        "log": st.Page(log.page, title=_("Log"), url_path="log", icon=":material/history:"),
        "export": st.Page(export.page, title=_("Export"), url_path="export", icon=":material/download:"),
        "help": st.Page(help.page, title=_("Keys"), url_path="help", icon=":material/keyboard:"),
    }
    st.session_state["pages"] = pages
    try:
        inside = signing.may_enter()
        chosen = st.navigation(list(pages.values()), position="top" if inside else "hidden")
        if inside:
            looking_back.as_of_bar(offered=chosen.url_path in DATED)
            chosen.run()
        else:
            signing.page()
    except ClausebridgeError as error:
        notice(_("This could not be done."), str(error), tone="bad", key="failure")
    except Exception as error:  # a fault of ours: one line for the reader, the rest for who looks after the desk
        logging.getLogger("clausebridge").exception("a page failed")
        name = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        notice(
            _("Something unexpected went wrong."),
            _("Load the page again. If it happens again, report it: {fault}").format(fault=name),
            tone="bad",
            key="failure",
        )


main()
