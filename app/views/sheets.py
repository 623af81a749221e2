"""The part of the export page for review sheets: one goes out, one comes back, and is looked at before anything is stored."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.filters import Filters, Only, filtered
from app.sheet_file import read_sheet
from app.sheet_in import plan, store
from app.sheet_lines import Line, Outcome, Plan, counts, line_rows
from app.sheet_out import review_sheet
from app.state import State
from app.tables import MIME, xlsx_bytes
from app.views.components import notice
from app.views.desk import _, cards, comparison, filters, language, library, mine, n_, reviewer
from app.wording import LANGUAGES, N_
from ingest.errors import ClausebridgeError

WHICH = {
    "all": N_("all of the comparison"),
    "open": N_("not decided"),
    "mine": N_("assigned to me"),
    "filtered": N_("as filtered on the page Review"),
}
Pair = tuple[str, str]


def sheet_part(pair: Pair) -> None:
    """A review sheet of the open comparison, and the upload of one that was filled in."""
    st.subheader(_("Review sheet"), anchor=False)
    st.caption(
        _("For review in a spreadsheet program: protected, with lists, and with both texts. What is filled in comes back here.")
    )
    out, back = st.columns(2, gap="large")
    with out:
        _out(pair)
    with back:
        uploaded = st.file_uploader(_("A review sheet that was filled in"), type=["xlsx"], key="sheet_back", max_upload_size=64)
    if uploaded is None:
        st.session_state.pop("sheet_done", None)
        return
    _back(uploaded.getvalue(), uploaded.file_id)


def _out(pair: Pair) -> None:
    opened, desk, name = comparison(pair), library(), reviewer()
    lang = st.segmented_control(
        _("Language of the sheet"),
        list(LANGUAGES),
        default=language(),
        format_func=LANGUAGES.__getitem__,
        key="sheet_lang",
        required=True,
    )
    offered = {"all": Filters(), "open": Filters(states=frozenset({State.OPEN})), "mine": Filters(only=frozenset({Only.MINE}))}
    if filters().active:
        offered["filtered"] = filters()
    items, own = cards(opened), mine(opened)
    passing = {name: len(filtered(items, one, opened, mine=own)) for name, one in offered.items()}
    named = {one: f"{_(WHICH[one])} ({count})" for one, count in passing.items()}
    which = st.selectbox(_("Cards"), list(offered), format_func=named.__getitem__, key="sheet_cards")
    st.download_button(
        n_("Review sheet with {count} card", "Review sheet with {count} cards", passing[which]),
        lambda: review_sheet(desk, *pair, lang=str(lang), filters=offered[which], reader=name).data,
        file_name="clausebridge-review.xlsx", mime=MIME["xlsx"], key="sheet_out", on_click="ignore", icon=":material/download:",
        disabled=not passing[which], width="stretch",
    )  # fmt: skip


def _back(data: bytes, name: str) -> None:
    """What a sheet comes to: a look first, then, by a button, what is stored."""
    done = st.session_state.get("sheet_done")
    if done and done["name"] == name:
        _stored(done["lines"])
        return
    try:
        planned = plan(library(), read_sheet(data), reviewer(), lang=language())
    except ClausebridgeError as error:
        notice(_("This file cannot be taken."), _(str(error)), tone="bad", key="sheet_refused")
        return
    head = _("What storing this sheet would do: nothing is stored yet")
    notice(head, counts(planned.lines, _), tone="plain", key="sheet_counts")
    rows = line_rows(_told(planned.lines), _)
    chosen = set[int]()
    if rows:
        table = st.dataframe(
            rows, hide_index=True, width="stretch", key="sheet_rows", on_select="rerun", selection_mode="multi-row",
            column_config=_widths(),
        )  # fmt: skip
        st.caption(_("Select rows to store these alone."))
        chosen = {int(rows[place][_("Row")]) for place in table["selection"]["rows"]}
    waiting = [line.row for line in planned.of(Outcome.STORE) if not chosen or line.row in chosen]
    label = n_("Store {count} decision in my name", "Store {count} decisions in my name", len(waiting))
    st.button(label, type="primary", key="sheet_store", disabled=not waiting, on_click=_store, args=(planned, waiting, name))


def _store(planned: Plan, rows: list[int], name: str) -> None:
    st.session_state["sheet_done"] = {"name": name, "lines": store(library(), planned, rows)}


def _stored(lines: tuple[Line, ...]) -> None:
    notice(_("What was stored"), counts(lines, _), tone="good", key="sheet_counts")
    if rows := line_rows(_told(lines), _):
        st.dataframe(rows, hide_index=True, width="stretch", key="sheet_stored", column_config=_widths())
    st.download_button(
        _("This list as a file"), xlsx_bytes(line_rows(lines, _))[0], file_name="clausebridge-review-result.xlsx",
        mime=MIME["xlsx"], key="sheet_list", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _told(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of rows that are not as they went out, or of which something is to be said."""
    return tuple(line for line in lines if line.outcome is not Outcome.UNCHANGED or line.why)


def _widths() -> dict[str, Any]:
    """Of a table of lines: the row is narrow, what is said in words is wide."""
    widths = {_("Row"): 60, _("Card"): 110, _("Why"): 420, _("What was said since"): 260}
    return {name: st.column_config.Column(width=width) for name, width in widths.items()}
