"""The overview of a comparison: both clause trees with their links, all proposals as a table, and what is covered."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.coverage_data import GROUPS, behind, coverage_data
from app.deciding import agreed_scopes, turn_scopes
from app.scope_wording import scope_head_lines, scope_lines
from app.state import Comparison, Item, progress
from app.tabling import table_rows
from app.tree_data import trees_data
from app.trees import trees
from app.views.chains import chains_part
from app.views.components import notice
from app.views.desk import (
    _,
    cards,
    choose_pair,
    comparison,
    keep_link,
    library,
    may,
    n_,
    open_pair,
    page_head,
    record,
    reviewer,
    settings_menu,
)  # fmt: skip
from app.views.drawing import coverage_table
from app.views.drawing import trees as tree_view
from app.views.filtering import filter_chips, filter_menu, no_cards, passing
from app.views.following import gone_notice, older_notice
from app.views.parts import counts_line, no_comparison, pair_menu, progress_bar, record_link
from app.wording import N_
from index.shelf import Licence
from ingest.errors import ClausebridgeError
from matcher.scope import scope_relation
from matcher.scope_verdict import ScopeKind

VIEWS = {"links": N_("Links"), "table": N_("Table"), "coverage": N_("Coverage"), "derived": N_("Derived")}


def page() -> None:
    """The overview page."""
    pair = open_pair()
    if pair is None:
        page_head(_("Overview"))
        no_comparison()
        return
    opened = comparison(pair)
    items = cards(opened)
    left, middle, right, end = st.columns([5, 3, 1.2, 1.3], vertical_alignment="center")
    with left:
        pair_menu(pair)
    with middle:
        progress_bar(progress(items), record(pair))
    with right:
        filter_menu(opened, items)
    with end:
        settings_menu()
    keep_link(pair)
    older_notice(opened)
    gone_notice(opened)
    _scopes(opened)
    shown = passing(opened, items)
    with st.container(horizontal=True, vertical_alignment="center", key="view_line"):
        view = st.segmented_control(
            _("View"), list(VIEWS), default=_asked(), format_func=lambda one: _(VIEWS[one]), key="view", required=True,
            label_visibility="collapsed",
        )  # fmt: skip
        st.caption(counts_line(progress(items)), width="content")
        record_link(record(pair))
    st.session_state["overview_view"] = st.query_params["view"] = view
    filter_chips(opened, items, shown)
    if view == "coverage":
        _coverage(opened, items, pair)
    elif view == "derived":
        chains_part(pair)
    elif not shown:
        no_cards(items)
    elif view == "table":
        _table(opened, shown, pair)
    else:
        _trees(opened, items, shown, pair)


def _asked() -> str:
    """The view that was open here, else that of the link, else the first."""
    asked = st.session_state.get("overview_view") or st.query_params.get("view", "")
    return asked if asked in VIEWS else next(iter(VIEWS))


def _trees(opened: Comparison, items: Sequence[Item], shown: Sequence[Item], pair: tuple[str, str]) -> None:
    found = trees(opened, items)
    tree_view(trees_data(opened, found, {item.key for item in shown}, _), lambda key: _open(pair, key))
    _go()


def _open(pair: tuple[str, str], key: str) -> None:
    choose_pair(pair, key)
    st.session_state["goes_on"] = True


def _go() -> None:
    """Go on to the review page, where a click has asked for it: a page cannot be left from within what a click calls."""
    if st.session_state.pop("goes_on", False):
        st.switch_page(st.session_state["pages"]["review"])


def _coverage(opened: Comparison, items: Sequence[Item], pair: tuple[str, str]) -> None:
    st.caption(
        _("Clauses with a proposed or accepted counterpart; what people decided counts before what was proposed.")
        + " "
        + _("A click on a number opens the cards that it counts.")
    )

    def chosen(name: str) -> None:
        st.session_state["filters"] = behind(name)
        _open(pair, "")

    for side, standard, column in zip("ab", (opened.a, opened.b), st.columns(2, gap="medium"), strict=True):
        with column:
            notice(f"{side.upper()}  {standard.designation}  {standard.title}", tone="plain", key=f"coverage_{side}")
            for by in GROUPS:
                coverage_table(f"coverage_{side}_{by.value}", coverage_data(opened, items, side, by, _), chosen)
    _go()


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
                _("Take back") if agreed else _("The scopes agree"),
                key="scopes_agree",
                on_click=_turn_scopes,
                args=(opened,),
                **may("comparable"),
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
        height=min(38 + 32 * len(rows), 720),
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
