"""Pictures of the pages on which the clauses of a card stand, side by side like the card."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.chosen import Held, held
from app.pictures import draw_ahead, pages_of, picture, top_share
from app.state import Comparison, Item
from app.views.components import notice, scroll_to
from app.views.desk import _, library
from index.shelf import Licence
from ingest.clause import Clause
from ingest.errors import ClausebridgeError

HEIGHT = 520


def page_pictures(opened: Comparison, now: Held, following: Item | None) -> None:
    """Both sides' pages with the clauses framed, when they are asked for; those of the card ``following`` are drawn meanwhile."""
    if not st.session_state.get("pages_shown"):
        return
    with st.container(key="pages"):
        for side, column in zip("ab", st.columns(2), strict=True):
            with column:
                _side(opened, side, _clauses(opened, now.side(side), side))
    if following is not None:
        for side in "ab":
            clauses = _clauses(opened, held(following).side(side), side)
            path = _file(opened, side) if clauses else None
            if path is not None:
                draw_ahead(path, clauses)


def _clauses(opened: Comparison, ids: tuple[str, ...], side: str) -> tuple[Clause, ...]:
    return tuple(opened.clause(side, clause_id) for clause_id in ids)


def _file(opened: Comparison, side: str) -> Path | None:
    """The PDF of a side, None when there is none or its licence keeps its pages from being shown."""
    designation = (opened.a if side == "a" else opened.b).designation
    path = library().source(designation)
    shown = path is not None and path.suffix.lower() == ".pdf" and library().licence(designation) is Licence.FULL
    return path if shown else None


def _side(opened: Comparison, side: str, clauses: tuple[Clause, ...]) -> None:
    try:
        pages = pages_of(clauses)
        path = _file(opened, side) if pages else None
        if path is None:
            words = _("There is no page to show: no file was kept, or its licence does not allow it.")
            notice(words if clauses else "", tone="plain", key=f"no_page_{side}")
            return
        page = pages[0]
        if len(pages) > 1:
            page = st.segmented_control(
                _("Page"),
                pages,
                default=page,
                key=f"page_{side}_{clauses[0].id}",
                label_visibility="collapsed",
                required=True,
                format_func=lambda number: _("p. {page}").format(page=number),
            )
        with st.container(key=f"sheet_{side}", height=HEIGHT):
            st.image(picture(path, page, clauses), width="stretch")
        scroll_to(f"sheet_{side}", top_share(path, page, clauses))
    except ClausebridgeError as error:
        notice(_("The page cannot be shown."), str(error), tone="warn", key=f"no_page_{side}")
