"""Pictures of the pages on which the clauses of a card stand, side by side like the card."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.chosen import Held, held
from app.pictures import draw_ahead, pages_of, picture, top_share
from app.state import Comparison, Item
from app.views.components import notice, page_view
from app.views.desk import _, library
from index.shelf import Licence
from ingest.clause import Clause
from ingest.errors import ClausebridgeError


def page_pictures(opened: Comparison, now: Held, following: Item | None) -> None:
    """Both sides' pages with the clauses framed, when they are asked for; those of the card ``following`` are drawn meanwhile."""
    if not st.session_state.get("pages_shown"):
        return
    with st.container(key="pages"):
        for side, column in zip("ab", st.columns(2), strict=True):
            with column:
                st.fragment(_side)(opened, side, _clauses(opened, now.side(side), side))
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
        _page(opened, side, clauses, pages, path)
    except ClausebridgeError as error:
        notice(_("The page cannot be shown."), str(error), tone="warn", key=f"no_page_{side}")


def _page(opened: Comparison, side: str, clauses: tuple[Clause, ...], pages: tuple[int, ...], path: Path) -> None:
    """The page that was asked for, else the first on which the clauses stand."""
    place, standard = f"page_{side}", opened.a if side == "a" else opened.b
    about = "|".join((standard.designation, *(one.id for one in clauses)))
    asked = st.session_state.get(place) or {}
    page, fine = (asked["page"], asked["fine"]) if asked.get("about") == about else (pages[0], False)

    def show(number: int, *, fine: bool = False) -> None:
        st.session_state[place] = {"about": about, "page": number, "fine": fine}

    where = _("p. {page} of {last}") if standard.pages else _("p. {page}")
    data = {
        "sheet": f"{about}|{page}",
        "page": page,
        "last": standard.pages,
        "pages": list(pages),
        "share": top_share(path, page, clauses) if page in pages else 0.0,
        "sharp": fine,
        "label": where.format(page=page, last=standard.pages),
        "words": {
            "before": _("Page before"), "after": _("Page after"), "clause": _("Page with the clause"),
            "larger": _("Larger"), "smaller": _("Smaller"), "home": _("Whole width, at the clause"),
        },
    }  # fmt: skip
    page_view(f"sheet_{side}", picture(path, page, clauses, fine=fine), data, turned=show, sharper=lambda: show(page, fine=True))
