"""The help page: what the words mean, and every key."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import streamlit as st

from app.views.components import notice
from app.views.desk import _, location, page_head
from app.views.keys import LAYOUT, keys_table
from app.visible import visible
from app.wording import RELATION_HELP, RELATIONS
from matcher.match import Relation


def page() -> None:
    """The help page."""
    page_head(_("Keys and words"), _("Everything on the review page goes by button and by key"))
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(_("Keys of the review page"), anchor=False)
        keys_table()
    with right:
        st.subheader(_("How a comparison goes"), anchor=False)
        steps = (
            _("Library: add two standards, look how well their pages were read, then compare them."),
            _("Review: decide the cards one by one; the Overview shows what is left and what has no counterpart."),
            _("Record: say what the comparison is for, state it as reviewed, and freeze a version for the committee."),
            _("Export: take decisions and tables away, or let colleagues review in Excel."),
        )
        notice(*(f"{number}. {step}" for number, step in enumerate(steps, 1)), tone="small", key="steps")
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
