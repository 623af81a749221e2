"""The help page: what the words mean, and every key."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

import streamlit as st

from app.views.components import notice
from app.views.desk import _, location, page_head
from app.visible import visible
from app.wording import N_, RELATION_HELP, RELATIONS
from matcher.match import Relation

KEYS = (
    ("A", N_("Accept with the relation that is chosen, or confirm that there is no counterpart")),
    ("1 – 5", N_("Choose the relation, from “equal” to “partly overlapping”; Accept stores it")),
    ("X", N_("Reject; then 1 – 5 for the reason, Esc to go back")),
    ("U", N_("Unsure: leave it to someone else")),
    ("N", N_("No counterpart: nothing on the other side answers to the clause")),
    ("O", N_("Other counterpart; then 1 – 9 for a ranked alternative, Esc to go back")),
    ("M", N_("Write a note; Enter or Esc leaves the field")),
    ("Z", N_("Undo your last decision in this comparison")),
    ("S", N_("Skip to the next card that nobody decided")),
    ("P", N_("Back to the previous card")),
    ("V", N_("Show or hide the pages with the clauses framed")),
    ("W", N_("Show or hide which words of both sides say the same")),
    ("K / Y", N_("After a conflict: keep what is stored, or store yours as well")),
)


LAYOUT: dict[str, Any] = {"hide_index": True, "width": "stretch", "row_height": 32, "height": "content"}


def page() -> None:
    """The help page."""
    page_head(_("Keys and words"), _("Everything on the review page goes by button and by key"))
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(_("Keys of the review page"), anchor=False)
        st.dataframe(
            [{_("Key"): key, _("What it does"): _(what)} for key, what in KEYS], **LAYOUT,
            column_config={_("Key"): st.column_config.TextColumn(width="small")},
        )  # fmt: skip
        st.caption(_("Keys do nothing while you type in a field."))
    with right:
        st.subheader(_("Relations: what A demands against what B demands"), anchor=False)
        st.dataframe(
            [{_("Relation"): _(RELATIONS[one]), _("Meaning"): _(RELATION_HELP[one])} for one in Relation], **LAYOUT,
            column_config={_("Relation"): st.column_config.TextColumn(width="small")},
        )  # fmt: skip
        st.subheader(_("What this is"), anchor=False)
        st.write(
            _(
                "The machine proposes which clauses answer to each other; you decide. "
                "It never concludes that a standard is recognised."
            )
        )
        st.write(
            _("Every decision is appended to a log with your name and the time; undoing is an entry too. "
              "If somebody decides the same clause while you look at it, nothing is overwritten: you see both.")
        )  # fmt: skip
        st.write(
            _("Limits are compared only where their conditions agree. Where you know that they do, say so on the card with "
              "“Comparable after all”; it is stored with your name and told in every export.")
        )  # fmt: skip
        notice(_("Library: {place}").format(place=visible(location())), f"clausebridge {_version()}", tone="plain", key="about")


def _version() -> str:
    try:
        return version("clausebridge")
    except PackageNotFoundError:
        return ""
