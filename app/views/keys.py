"""The keys of the review page: a table on the help page, and over the card when it is asked for."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.views.desk import _
from app.wording import N_

KEYS = (
    ("A", N_("Accept what stands on the card, or confirm that there is no counterpart")),
    ("1 – 5", N_("Choose the relation, from “equal” to “partly overlapping”; Accept stores it")),
    ("6 – 8", N_("Choose on what the relation rests: the words, the meaning, what is achieved")),
    ("X", N_("Reject; then 1 – 5 for the reason, Esc to go back")),
    ("U", N_("Unsure: leave it to someone else")),
    ("N", N_("No counterpart: nothing on the other side answers to the clause")),
    ("Z", N_("Undo your last act in this comparison: a decision, or what you said of comparability")),
    ("P", N_("Back to the previous card")),
    ("S", N_("Skip to the next card that nobody decided")),
    ("O", N_("Other counterpart; then 1 – 9 for a ranked alternative, Esc to go back")),
    ("L", N_("Add a clause; then 1 – 9, E for the other side, Esc to close")),
    ("G", N_("Take a clause away; then 1 – 9 for which")),
    ("D", N_("Edit a deviation; then 1 – 9 for which, 0 for a new one")),
    ("J", N_("Find what differs between clauses that were put together by hand")),
    ("Q", N_("Put the card back to what is proposed")),
    ("M", N_("Write a note; Enter or Esc leaves the field")),
    ("W", N_("Show or hide which words of both sides say the same")),
    ("B", N_("Show or hide the clauses before and after, and the chapter")),
    ("T", N_("Machine translation: into the language of the interface, into that of the other side, off")),
    ("I", N_("Show or hide the risk that people set, with a form to set it")),
    ("V", N_("Show or hide the pages with the clauses framed")),
    ("+ − 0", N_("In a page picture: zoom, whole width; arrows move, PageUp and PageDown turn pages")),
    ("H", N_("Show this list over the card")),
    ("K / Y", N_("After a conflict: keep what is stored, or store yours as well")),
)
DIGITS = 9
"""So many rows of a list can be taken by a digit."""
LAYOUT: dict[str, Any] = {"hide_index": True, "width": "stretch", "row_height": 32, "height": "content"}


def keys_table() -> None:
    """Every key and what it does."""
    st.dataframe(
        [{_("Key"): key, _("What it does"): _(what)} for key, what in KEYS], **LAYOUT,
        column_config={_("Key"): st.column_config.TextColumn(width="small")},
    )  # fmt: skip
    st.caption(_("Keys do nothing while you type in a field."))


def keys_dialog() -> None:
    """The keys over the card; Esc closes them."""
    st.dialog(_("Keys of the review page"), width="medium")(keys_table)()
