"""What a comparison says of mends: whether its proposals are older than the texts, which decisions lost their clause; links."""

from __future__ import annotations

import streamlit as st

from app.chosen import Held
from app.mending import gone
from app.state import Comparison
from app.views.components import notice
from app.views.desk import _, library, n_
from app.views.mending import open_at
from matcher.ledger import judgements


def older_notice(opened: Comparison) -> None:
    """That a standard was mended or read anew since the proposals were made."""
    if opened.older:
        words = _("The proposals are older than the texts: a standard was mended or read anew. Compare again.")
        notice(words, tone="warn", key="older")


def gone_notice(opened: Comparison) -> None:
    """The decisions whose clause is found nowhere any more: no card can show them."""
    lost = gone(opened, judgements(library(), opened.a.designation, opened.b.designation))
    if lost:
        named = ", ".join(f"{one.a_clause or '–'} ↔ {one.b_clause or '–'} ({one.author})" for one in lost)
        words = n_(
            "{count} decision is about a clause that is gone: {clauses}",
            "{count} decisions are about clauses that are gone: {clauses}",
            len(lost),
        )
        notice(words.replace("{clauses}", named), tone="warn", key="gone")


def mend_links(opened: Comparison, now: Held) -> None:
    """For the first clause of each side a button that leads to its page and its mending, and back again."""
    with st.container(horizontal=True, key="mend_links"):
        for side, standard in (("a", opened.a), ("b", opened.b)):
            ids = now.side(side)
            if not ids:
                continue
            words = _("Mend the clause of {side}").format(side=side.upper())
            if st.button(words, key=f"mend_{side}", type="tertiary", icon=":material/handyman:"):
                open_at(standard.designation, ids[0], (opened.a.designation, opened.b.designation))
                st.switch_page(st.session_state["pages"]["read"])
