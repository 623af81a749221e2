"""The overview of a comparison: all proposals as a table, how much is decided, what of either standard is covered."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.coverage import coverage
from app.deciding import agreed_scopes, turn_scopes
from app.filters import filtered
from app.scope_wording import scope_head_lines, scope_lines
from app.state import Comparison, Item, progress
from app.tabling import table_rows
from app.views.components import notice
from app.views.desk import (
    _,
    cards,
    choose_pair,
    comparison,
    filters,
    keep_link,
    library,
    n_,
    open_pair,
    reviewer,
    settings_menu,
)  # fmt: skip
from app.views.parts import counts_line, filter_menu, no_cards, no_comparison, pair_menu, progress_bar
from app.visible import visible
from index.shelf import Licence
from ingest.errors import ClausebridgeError
from matcher.scope import scope_relation
from matcher.scope_verdict import ScopeKind


def page() -> None:
    """The overview page."""
    pair = open_pair()
    if pair is None:
        notice(_("Overview"), tone="head", key="head")
        no_comparison()
        return
    left, middle, right, end = st.columns([5, 3, 1.2, 1.3], vertical_alignment="center")
    with left:
        pair_menu(pair)
    opened = comparison(pair)
    items = cards(opened)
    with middle:
        progress_bar(progress(items))
    with right:
        filter_menu()
    with end:
        settings_menu()
    keep_link(pair)
    _scopes(opened)
    st.caption(counts_line(progress(items)))
    shown = filtered(items, filters(), opened)
    if not shown:
        no_cards(items)
    else:
        _table(opened, shown, pair)
    st.subheader(_("Coverage by chapter"), anchor=False)
    st.caption(_("Clauses with a proposed or accepted counterpart; what people decided counts before what was proposed."))
    for column, side, standard in zip(st.columns(2), "ab", (opened.a, opened.b), strict=True):
        with column:
            notice(f"{side.upper()}  {standard.designation}", tone="plain", key=f"coverage_{side}")
            st.dataframe(
                [
                    {
                        _("Chapter"): visible(row.chapter),
                        _("Clauses"): row.clauses,
                        _("With counterpart"): row.linked,
                        _("Decided"): row.decided,
                        _("Share"): round(100 * row.linked / row.clauses),
                    }
                    for row in coverage(opened, items, side)
                ],
                hide_index=True,
                width="stretch",
                row_height=30,
                column_config={_("Share"): st.column_config.ProgressColumn(format="%d %%", min_value=0, max_value=100)},
            )


def _scopes(opened: Comparison) -> None:
    """How the scopes of the two standards lie to each other, which every pair below inherits; the reasons on request."""
    verdict = scope_relation(opened.document("a"), opened.document("b"))
    names = opened.a.designation, opened.b.designation
    agreed = agreed_scopes(library(), *names)
    tone = "good" if agreed else {ScopeKind.SAME: "good", ScopeKind.DISJOINT: "bad"}.get(verdict.kind, "info")
    notice(*scope_head_lines(verdict, *names, _, agreed=agreed), tone=tone, key="scopes")
    if message := st.session_state.pop("said", ""):
        notice(message, tone=st.session_state.pop("said_tone", "good"), key="said_line")
    with st.expander(_("Scopes of the two standards")):
        if Licence.NONE not in opened.licences.values():  # the reasons quote both texts
            notice(*scope_lines(verdict, *names, _), tone="plain", key="scope_reasons")
        if agreed or verdict.kind is not ScopeKind.SAME:
            st.button(
                _("Take back") if agreed else _("The scopes agree"), key="scopes_agree", on_click=_turn_scopes, args=(opened,)
            )


def _turn_scopes(opened: Comparison) -> None:
    try:
        turn_scopes(library(), opened, reviewer())
    except ClausebridgeError as error:
        st.session_state.update(said=_(str(error)), said_tone="bad")


def _table(opened: Comparison, shown: Sequence[Item], pair: tuple[str, str]) -> None:
    st.caption(n_("{count} card", "{count} cards", len(shown)) + " · " + _("click a row to open its card"))
    rows = table_rows(opened, shown, _)
    event = st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=min(38 + 32 * len(rows), 560),
        row_height=32,
        on_select="rerun",
        selection_mode=["single-row", "single-cell"],
        key="proposals",
        column_config={_("Confidence"): st.column_config.NumberColumn(format="%d %%", width="small")},
    )
    chosen = [*event.selection.rows, *(row for row, _column in event.selection.cells)]
    if chosen:
        choose_pair(pair, shown[chosen[0]].key)
        st.switch_page(st.session_state["pages"]["review"])
