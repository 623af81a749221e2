"""The reading page: a standard as it was read: its tree, the page with its clauses framed, one clause, read and mended."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.card import choice_rows
from app.leaf import leaf_data, marks
from app.pictures import pages_of
from app.state import find
from app.views.components import choices, leaf, notice
from app.views.desk import _, library, n_, page_head
from app.views.mending import mending
from app.views.parts import clause_view
from app.views.seeking import finder
from app.visible import visible
from index.shelf import Licence
from ingest.clause import Clause, Standard
from ingest.errors import ClausebridgeError

MOST = 2000
"""Clauses that are listed at once; a search finds the others."""


def page() -> None:
    """The reading page."""
    page_head(
        _("Read"),
        _("A standard as it was read, beside its pages; mend its tree where it was read wrongly"),
    )
    standards = {standard.designation: standard for standard in library().standards()}
    if not standards:
        notice(_("The library is empty."), _("Add standards to the library first."), key="empty")
        st.page_link(st.session_state["pages"]["library"], label=_("Open the library"), icon=":material/library_books:")
        return
    standard = _chosen(standards)
    clauses = finder().clauses(standard.designation)
    at = str(st.session_state.get("reading_at") or st.query_params.get("clause", ""))
    clause = next((one for one in clauses if one.id == at), clauses[0] if clauses else None)
    licence, pages = library().licence(standard.designation), pages_of(clauses)
    path = _file(standard.designation, licence) if clause is not None and pages else None
    left, *middle, right = st.columns([5, 7, 7] if path else [2, 3], gap="medium")
    with left:
        _outline(clauses, clause.id if clause else "", licence)
    if clause is None:
        return
    st.query_params.update(standard=standard.designation, clause=clause.id)
    if path:
        with middle[0]:
            _page(path, pages, clauses, clause)
    with right:
        mending(clauses, clause, licence)
        clause_view(clause, clauses, standard, _go, licence=licence)


def _go(clause_id: str) -> None:
    st.session_state["reading_at"] = clause_id


def _file(designation: str, licence: Licence) -> Path | None:
    """The PDF of a standard, None where there is none, it is damaged, or the licence keeps its pages from being shown."""
    if licence is not Licence.FULL:
        return None
    try:
        path = library().source(designation)
    except ClausebridgeError as error:
        notice(str(error), tone="warn", key="no_source")
        return None
    return path if path is not None and path.suffix.lower() == ".pdf" else None


def _page(path: Path, pages: tuple[int, ...], clauses: tuple[Clause, ...], clause: Clause) -> None:
    """The page on which the clause stands, with all clauses framed; another page can be turned to."""
    own = pages_of((clause,)) or pages[:1]
    turned = st.session_state.get("reading_page")
    page = turned[1] if turned and turned[0] == clause.id and turned[1] in pages else own[0]
    place = pages.index(page)

    def turn(to: int) -> None:
        st.session_state["reading_page"] = (clause.id, to)

    before, words, after = st.columns([1, 6, 1], vertical_alignment="center")
    before.button("‹", key="page_before", help=_("Page before"), disabled=place == 0, on_click=turn, args=(pages[place - 1],))
    with words:
        told = _("p. {page}").format(page=page)
        rest = ", ".join(str(one) for one in own if one != page)
        notice(f"{told} · " + _("also on p. {pages}").format(pages=rest) if rest else told, tone="plain", key="page_now")
    after.button(
        "›", key="page_after", help=_("Page after"), disabled=place + 1 == len(pages), on_click=turn,
        args=(pages[(place + 1) % len(pages)],),
    )  # fmt: skip
    try:
        leaf(leaf_data(path, page, clauses, clause.id, _), _go)
    except ClausebridgeError as error:
        notice(_("The page cannot be shown."), str(error), tone="warn", key="no_page")


def _chosen(standards: dict[str, Standard]) -> Standard:
    """The standard that is read: chosen, else of the link, else the first."""
    names = list(standards)
    asked = st.query_params.get("standard", "")
    name = st.selectbox(
        _("Standard"),
        names,
        index=names.index(asked) if asked in standards else 0,
        format_func=lambda one: visible(f"{one}  {standards[one].title}"),
        key="reading_standard",
        on_change=_go,
        args=("",),
        label_visibility="collapsed",
    )
    if name != asked:
        st.query_params.pop("clause", None)
    return standards[name]


def _outline(clauses: tuple[Clause, ...], current: str, licence: Licence) -> None:
    words = st.text_input(
        _("Find a clause"),
        key="reading_words",
        placeholder=_("Label, or words of its title or text"),
        label_visibility="collapsed",
    )
    listed = find(clauses, words, top=MOST) if words.strip() else list(clauses[:MOST])
    st.caption(n_("{count} clause", "{count} clauses", len(listed)))
    licences = {clause.standard: licence for clause in clauses[:1]}
    rows = choice_rows([(one, None) for one in listed], current=current, licences=licences)
    for row, clause in zip(rows, listed, strict=True):
        row |= {"level": 0 if words.strip() else clause.level - 1, "snippet": "" if clause.title else row["snippet"]}
        row["note"] = visible(" · ".join(marks(clause, _)))
    choices("outline", rows, _("No clause has these words."), _go, tall=True)
