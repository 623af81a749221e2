"""The reading page: a standard as it was read, clause by clause, with what belongs to each."""

from __future__ import annotations

import streamlit as st

from app.card import choice_rows
from app.state import find
from app.views.components import choices, notice
from app.views.desk import _, finder, library, n_, page_head
from app.views.parts import clause_view
from app.visible import visible
from index.shelf import Licence
from ingest.clause import Clause, Standard

MOST = 2000
"""Clauses that are listed at once; a search finds the others."""


def page() -> None:
    """The reading page."""
    page_head(_("Read"), _("A standard as it was parsed: clauses with their lists, notes, tables and references"))
    standards = {standard.designation: standard for standard in library().standards()}
    if not standards:
        notice(_("The library is empty."), _("Add standards to the library first."), key="empty")
        st.page_link(st.session_state["pages"]["library"], label=_("Open the library"), icon=":material/library_books:")
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        standard = _chosen(standards)
        clauses = finder().clauses(standard.designation)
        at = str(st.session_state.get("reading_at") or st.query_params.get("clause", ""))
        clause = next((one for one in clauses if one.id == at), clauses[0] if clauses else None)
        licence = library().licence(standard.designation)
        _outline(clauses, clause.id if clause else "", licence)
    if clause is not None:
        st.query_params.update(standard=standard.designation, clause=clause.id)
        with right:
            clause_view(clause, clauses, standard, _go, licence=licence)


def _go(clause_id: str) -> None:
    st.session_state["reading_at"] = clause_id


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
    choices("outline", rows, _("No clause has these words."), _go, tall=True)
