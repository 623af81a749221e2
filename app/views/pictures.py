"""Pictures of the pages on which the clauses of a card stand, side by side like the card."""

from __future__ import annotations

import streamlit as st

from app.pictures import pages_of, picture
from app.state import Comparison, Item
from app.views.components import notice
from app.views.desk import _, library
from index.shelf import Licence
from ingest.clause import Clause
from ingest.errors import ClausebridgeError


def page_pictures(opened: Comparison, item: Item, counterpart: str) -> None:
    """Both sides' pages with the clauses framed, when they are asked for."""
    if not st.session_state.get("pages_shown"):
        return
    other = "b" if item.match.a_clauses else "a"
    with st.container(key="pages"):
        for side, column in zip("ab", st.columns(2), strict=True):
            ids = item.match.a_clauses if side == "a" else item.match.b_clauses
            if counterpart and side == other:
                ids = (counterpart,)
            with column:
                _side(opened, side, tuple(opened.clause(side, clause_id) for clause_id in ids))


def _side(opened: Comparison, side: str, clauses: tuple[Clause, ...]) -> None:
    standard = (opened.a if side == "a" else opened.b).designation
    pages = pages_of(clauses)
    try:
        path = library().source(standard)
        if not pages or path is None or path.suffix.lower() != ".pdf":
            notice(
                _("There is no page to show: the clauses come from a list, or the file was not kept."),
                tone="plain",
                key=f"no_page_{side}",
            )
            return
        if library().licence(standard) is not Licence.FULL:
            notice(_("The licence of this standard does not allow page pictures."), tone="plain", key=f"no_page_{side}")
            return
        page = pages[0]
        if len(pages) > 1:
            label = _("Page")
            page = st.segmented_control(
                label, pages, default=page, key=f"page_{side}_{clauses[0].id}", label_visibility="collapsed", required=True
            )
        st.image(picture(path, page or pages[0], clauses), width="stretch")
    except ClausebridgeError as error:
        notice(_("The page cannot be shown."), str(error), tone="warn", key=f"no_page_{side}")
