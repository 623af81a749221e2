"""The log page: who did what, when and why, as sentences that can be narrowed down and paged through."""

from __future__ import annotations

import streamlit as st

from app.history import PAGE, Wanted, shown_line
from app.history_wording import KINDS
from app.views.components import log, notice
from app.views.desk import _, library, page_head
from app.views.past import history
from app.visible import visible
from index.roles import NEEDED
from ingest.errors import UsageError

KEYS = ("log_a", "log_b", "log_clause", "log_by", "log_kinds", "log_since", "log_until")


def page() -> None:
    """The log page."""
    page_head(_("Log"), _("Who did what, when and why. Entries are added; none is ever changed or taken away."))
    if not library().log.head().number:
        notice(_("Nothing was done yet."), _("Add standards to the library first."), key="empty")
        st.page_link(st.session_state["pages"]["library"], label=_("Open the library"), icon=":material/library_books:")
        return
    told = history()
    wanted = _wanted()
    try:
        total = told.count(wanted)
        before = _before(wanted)
        lines = told.page(wanted, _, before=before[-1])
    except UsageError as error:
        notice(str(error), tone="warn", key="log_refused")
        return
    if not lines:
        notice(_("There is no such entry."), _("Choose less above, and more is shown."), key="log_empty")
        return
    log([shown_line(line, _) for line in lines])
    _pager(before, [line.number for line in lines], total)
    head = library().log.head()
    notice(
        _("The log ends with entry {number}: {hash}").format(number=head.number, hash=head.hash),
        _("Kept elsewhere, this line shows any later change: clausebridge check --anchor HASH"),
        tone="small",
        key="log_head",
    )


def _wanted() -> Wanted:
    """What the reader chose above the list; a link keeps standards, clause and person."""
    for key in KEYS[:4]:
        st.session_state.setdefault(key, st.query_params.get(key.removeprefix("log_"), ""))
    names = ["", *(standard.designation for standard in library().standards())]
    people = ["", *sorted(library().log.counts("author"))]
    a, b, clause, by = st.columns([3, 3, 2, 2])
    for column, key, label, values in (
        (a, "log_a", _("Standard"), names),
        (b, "log_b", _("Compared with"), names),
        (by, "log_by", _("Person"), people),
    ):
        if st.session_state[key] not in values:
            st.session_state[key] = ""
        column.selectbox(label, values, key=key, format_func=lambda name: visible(name) if name else _("all"))
    clause.text_input(
        _("Clause"), key="log_clause", placeholder=_("label, for example 4.1"), disabled=not st.session_state["log_a"]
    )
    kinds, since, until = st.columns([6, 2, 2])
    kinds.multiselect(_("What"), list(NEEDED), key="log_kinds", format_func=lambda kind: _(KINDS[kind]), placeholder=_("all"))
    since.date_input(_("From"), None, key="log_since", format="YYYY-MM-DD")
    until.date_input(_("To"), None, key="log_until", format="YYYY-MM-DD")
    chosen = st.session_state
    for key in KEYS[:4]:
        name = key.removeprefix("log_")
        if chosen[key]:
            st.query_params[name] = chosen[key]
        elif name in st.query_params:
            del st.query_params[name]
    a_name, b_name = chosen["log_a"], chosen["log_b"]
    days = {name: str(chosen[f"log_{name}"] or "") for name in ("since", "until")}
    first, second = (a_name, b_name) if a_name else (b_name, "")
    return Wanted(
        first,
        second if second != first else "",
        chosen["log_clause"].strip() if first else "",
        by=chosen["log_by"],
        kinds=tuple(chosen["log_kinds"]),
        **days,
    )


def _before(wanted: Wanted) -> list[int]:
    """The entries behind which the pages up to the present one begin; another choice begins at the newest again."""
    if st.session_state.get("log_wanted") != wanted:
        st.session_state.update(log_wanted=wanted, log_before=[0])
    found: list[int] = st.session_state["log_before"]
    return found


def _pager(before: list[int], numbers: list[int], total: int) -> None:
    first = (len(before) - 1) * PAGE + 1
    text = _("{first} to {last} of {total} entries").format(first=first, last=first + len(numbers) - 1, total=total)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(_("Newer"), icon=":material/arrow_back:", disabled=len(before) == 1, on_click=_newer, key="log_newer")
        st.button(
            _("Older"), icon=":material/arrow_forward:", disabled=first + len(numbers) > total, key="log_older",
            on_click=before.append, args=(numbers[-1],),
        )  # fmt: skip
        st.caption(text)


def _newer() -> None:
    st.session_state["log_before"].pop()
