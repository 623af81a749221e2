"""The page of regulations: what they cite on a day, stated from a table, and what of it is on file."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.deciding import NO_NAME
from app.legal import PURPOSES, Checked, checked, read_bytes, remarks
from app.views.asof import as_of
from app.views.components import notice
from app.views.desk import _, library, may, n_, page_head, reviewer
from app.views.seeking import finder
from app.visible import plain_label, visible
from index.force import CITED_KIND, citations
from index.force_log import state, undo, undoable
from index.force_table import COLUMNS, Table
from ingest.clause import Clause
from ingest.errors import ClausebridgeError, UsageError

HIGHEST = 520
"""Pixels of the table; below it the rows scroll."""
MANY = 12
"""Faults that are named, and clauses that are linked."""


def page() -> None:
    """The page of regulations."""
    if goes := st.session_state.pop("legal_goes_to", None):
        st.switch_page(st.session_state["pages"]["read"], query_params={"standard": goes[0], "clause": goes[1]})
    page_head(_("Regulations"), _("Which standards regulations cite, in which edition, for what, from when until when"))
    left, right = st.columns([3, 1.4], gap="medium")
    with right:
        _import()
    with left:
        _listed()


def _listed() -> None:
    day = as_of()
    known = citations(library().log)
    every = st.toggle(_("Also what is valid on other days"), key="legal_every") if known else False
    found = checked(library(), [one for one in known if every or one.valid_on(day)])
    if not found:
        notice(
            _("No regulation is stated to cite anything on {day}.").format(day=day.isoformat()),
            _("State what regulations cite from a table, on the right."),
            key="no_citations",
        )
        return
    regulations = sorted({one.citation.regulation for one in found})
    chosen = st.selectbox(
        _("Regulation"), ["", *regulations], key="legal_regulation", format_func=lambda one: visible(one) if one else _("all")
    )
    only = st.checkbox(_("Only what is not on file, or has no such clause"), key="legal_unsound")
    shown = [one for one in found if chosen in ("", one.citation.regulation) and not (only and one.is_sound)]
    st.caption(n_("{count} citation", "{count} citations", len(shown)) + " · " + _("click a row to see what it cites"))
    if not shown:
        return
    event = st.dataframe(
        [_row(one) for one in shown], hide_index=True, width="stretch", row_height=30,
        height=min(38 + 30 * len(shown), HIGHEST), on_select="rerun", selection_mode=["single-row", "single-cell"],
        key="legal_table",
    )  # fmt: skip
    rows = [*event.selection.rows, *(row for row, _column in event.selection.cells)]
    if rows and rows[0] < len(shown):
        _cited(shown[rows[0]])


def _row(one: Checked) -> dict[str, str]:
    cited = one.citation
    return {
        _("Regulation"): visible(cited.regulation),
        _("Article"): visible(cited.article),
        _("Standard"): visible(" ".join(filter(None, (cited.standard, cited.edition)))),
        _("Clauses"): visible("; ".join(cited.clauses)),
        _("Purpose"): _(PURPOSES[cited.purpose]),
        _("Valid from"): cited.valid_from,
        _("Valid to"): cited.valid_to,
        _("On file"): visible(", ".join(one.standards)) or "–",
        _("Remarks"): visible("; ".join(remarks(one, _))),
    }


def _cited(one: Checked) -> None:
    """What a row cites: the editions on file, and links to its clauses."""
    entry = next((entry for entry in library().log.entries(kind=CITED_KIND) if entry.number == one.citation.entry), None)
    who = _("stated by {name}, {day}").format(name=entry.author, day=entry.at[:10]) if entry else ""
    notice(one.citation.regulation, *remarks(one, _), who, tone="plain", key="legal_row")
    for name in one.standards:
        clauses = {clause.id: clause for clause in finder().clauses(name)}
        ids = one.clauses.get(name, ())[:MANY]
        _link(name, None)
        for clause_id in ids:
            _link(name, clauses.get(clause_id))


def _link(name: str, clause: Clause | None) -> None:
    st.button(
        plain_label(f"{name} · {clause.cited}" if clause else name),
        key=f"legal_open_{name}_{clause.id if clause else ''}",
        icon=":material/segment:",
        type="tertiary",
        on_click=_open,
        args=(name, clause.id if clause else ""),
    )


def _open(name: str, clause_id: str) -> None:
    st.session_state["legal_goes_to"] = (name, clause_id)


def _import() -> None:
    st.subheader(_("State what regulations cite"), anchor=False)
    notice(
        _("A table as CSV or Excel, its columns named in English, Chinese or Russian:"), ", ".join(COLUMNS),
        _("It replaces what was stated of the same regulations."), tone="small", key="legal_columns",
    )  # fmt: skip
    upload = st.file_uploader(_("Table"), type=["csv", "xlsx", "txt"], key="legal_file", label_visibility="collapsed")
    if upload is not None:
        _offered(upload.name, upload.getvalue())
    if undoable(library().log.entries(kind=CITED_KIND), reviewer()):
        st.button(_("Undo what you stated last"), key="legal_undo", icon=":material/undo:", on_click=_undo, **may("cited"))
    if failed := st.session_state.pop("legal_failed", ""):
        notice(_("This could not be done."), failed, tone="bad", key="legal_failed_line")
    if done := st.session_state.pop("legal_done", ""):
        notice(done, tone="good", key="legal_done_line")


def _offered(name: str, data: bytes) -> None:
    """A table that was chosen: its rows counted, or each that cannot be read named; and the button that states it."""
    try:
        table = read_bytes(data)
    except ClausebridgeError as error:
        notice(_("This table cannot be read."), _(str(error)), tone="bad", key="legal_unread")
        return
    if table.unknown:
        notice(_("Not read: {columns}").format(columns=", ".join(table.unknown)), tone="warn", key="legal_unknown")
    if table.faults:
        more = [_("and {count} more").format(count=len(table.faults) - MANY)] if len(table.faults) > MANY else []
        notice(
            _("Rows that cannot be read; nothing is stated until they are mended:"), *map(str, table.faults[:MANY]), *more,
            tone="bad", key="legal_faults",
        )  # fmt: skip
        return
    seen = library().log.head().number
    label = n_("State {count} row", "State {count} rows", len(table.citations))
    st.button(
        label, type="primary", key="legal_state", width="stretch", on_click=_state, args=(table, name, seen), **may("cited")
    )


def _state(table: Table, name: str, seen: int) -> None:
    def act() -> str:
        entries = state(library().log, table.citations, author=_author(), file=name, seen=seen)
        return n_("{count} regulation stated anew", "{count} regulations stated anew", len(entries))

    _act(act)


def _undo() -> None:
    def act() -> str:
        topics = [entry.topic for entry in undo(library().log, _author())]
        return _("Taken back: {regulations}").format(regulations=", ".join(topics))

    _act(act)


def _author() -> str:
    if not reviewer().strip():
        raise UsageError(_(NO_NAME))
    return reviewer()


def _act(act: Callable[[], str]) -> None:
    """Do what was asked; what is refused is told on the page."""
    try:
        st.session_state["legal_done"] = act()
    except ClausebridgeError as error:
        st.session_state["legal_failed"] = str(error)
