"""The library page: what is on file, the comparisons between standards, and what comes in."""

from __future__ import annotations

import streamlit as st

from app.shelving import pairs_matching
from app.views.adding import adding, task_list
from app.views.components import notice
from app.views.desk import _, choose_pair, jobs, library, may, n_, page_head, pairs, progress_of, reviewer
from app.views.standards import standards_on_file
from app.visible import visible
from app.wording import N_
from ingest.clause import Standard
from ingest.errors import ClausebridgeError

SECTIONS = {"standards": N_("Standards"), "comparisons": N_("Comparisons"), "add": N_("Add and read")}
HIGHEST = 520
"""Pixels of the table of comparisons."""
MANY = 8
"""Comparisons from which on a search helps."""


def page() -> None:
    """The library page."""
    page_head(_("Library"), _("Standards on file, and comparisons between them"))
    standards = library().standards()
    if not standards:
        notice(
            _("The library is empty."),
            _("Add standards below: PDF, Word, NISO STS, web pages, clause lists. Files stay on this machine."),
            key="empty",
        )
        adding()
        return
    asked = st.query_params.get("section", "")
    section = st.segmented_control(
        _("Section"), list(SECTIONS), default=asked if asked in SECTIONS else "standards",
        format_func=lambda one: _(SECTIONS[one]), key="section", label_visibility="collapsed", required=True,
    )  # fmt: skip
    st.query_params["section"] = str(section)
    if section == "comparisons":
        _comparisons(standards)
    elif section == "add":
        adding()
    else:
        standards_on_file(standards)


def _comparisons(standards: tuple[Standard, ...]) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _made()
    with right:
        _compare(standards)
        if jobs().tasks():
            task_list()


def _made() -> None:
    known = list(pairs())
    if not known:
        notice(_("Nothing is compared yet."), _("Choose two standards on the right."), key="no_comparisons")
        return
    words = ""
    if len(known) >= MANY:
        words = st.text_input(_("Find a comparison"), key="pairs_words", placeholder=_("Parts of its designations"))
    shown = pairs_matching(known, words)
    st.caption(n_("{count} comparison", "{count} comparisons", len(shown)) + " · " + _("click a row to review it"))
    counted = [progress_of(pair) for pair in shown]
    event = st.dataframe(
        [
            {
                "A": visible(pair[0]),
                "B": visible(pair[1]),
                _("Cards"): counts.total,
                _("Decided"): counts.decided,
                _("Share"): round(100 * counts.decided / counts.total) if counts.total else 0,
            }
            for pair, counts in zip(shown, counted, strict=True)
        ],
        hide_index=True,
        width="stretch",
        row_height=30,
        height=min(38 + 30 * max(len(shown), 1), HIGHEST),
        on_select="rerun",
        selection_mode=["single-row", "single-cell"],
        key="pairs_table",
        column_config={_("Share"): st.column_config.ProgressColumn(format="%d %%", min_value=0, max_value=100)},
    )
    chosen = [*event.selection.rows, *(row for row, _column in event.selection.cells)]
    if chosen:
        choose_pair(shown[chosen[0]])
        st.switch_page(st.session_state["pages"]["review"])


def _compare(standards: tuple[Standard, ...]) -> None:
    if len(standards) < 2:
        notice(_("A comparison needs two standards."), _("Add another one."), key="one_standard")
        return
    # ours is Chinese for most users; whoever compares others chooses
    names = [one.designation for one in sorted(standards, key=lambda one: one.lang != "zh")]
    st.subheader(_("Compare two standards"), anchor=False)
    a = st.selectbox(_("A: ours"), names, format_func=visible, key="compare_a")
    rest = [name for name in reversed(names) if name != a]
    b = st.selectbox(_("B: theirs"), rest, format_func=visible, key="compare_b")
    known = (a, b) in pairs()
    if known:
        st.caption(_("They are compared already. Comparing again replaces the proposals; decisions stay."))
    if st.button(_("Compare again") if known else _("Compare"), type="primary", key="compare", **may("proposed")):
        try:
            jobs().compare(a, b, reviewer())
        except ClausebridgeError as error:
            st.session_state["compare_failed"] = str(error)
        st.rerun()
    if failed := st.session_state.pop("compare_failed", ""):
        notice(_("This could not be done."), failed, tone="bad", key="compare_failed_line")
