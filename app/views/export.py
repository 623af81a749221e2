"""The export page: what was decided, and what was proposed, as files."""

from __future__ import annotations

import streamlit as st

from app.report import comparison_rows, decision_rows
from app.state import progress
from app.tables import csv_bytes, jsonl_bytes, xlsx_bytes
from app.views.components import notice
from app.views.desk import _, cards, comparison, library, n_, open_pair, page_head, pairs
from app.views.parts import counts_line, no_comparison, pair_menu
from app.visible import visible
from index.shelf import Licence

MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
}


def page() -> None:
    """The export page."""
    page_head(_("Export"), _("Decisions and proposals as files for Excel, for a record, for another program"))
    pair = open_pair()
    if pair is None:
        no_comparison()
        return
    pair_menu(pair)
    opened = comparison(pair)
    counts = progress(cards(opened))
    st.caption(counts_line(counts))
    st.subheader(_("Decisions"), anchor=False)
    scope = st.segmented_control(
        _("Scope"), ["this", "all"], default="this", key="scope", required=True, label_visibility="collapsed",
        format_func={"this": _("This comparison"), "all": _("All comparisons")}.__getitem__,
    )  # fmt: skip
    wanted = [pair] if scope != "all" else list(pairs())
    rows = [row for one in wanted for row in decision_rows(library(), *one)]
    if rows:
        st.caption(n_("{count} decision, with reviewer, time, text hashes and the head of the log",
                      "{count} decisions, with reviewer, time, text hashes and the head of the log", len(rows)))  # fmt: skip
        _downloads("decisions", rows)
    else:
        notice(_("Nothing is decided yet."), _("Decide the first cards on the page Review."), key="no_decisions")
    st.subheader(_("Comparison table"), anchor=False)
    st.caption(
        _("All proposals of this comparison with both texts, the deviations and the evidence: a working copy, not a result.")
    )
    licences = {name: library().licence(name) for name in pair}
    documents = [library().document(name) for name in pair]
    if any(licence is not Licence.FULL for licence in licences.values()):
        notice(_("Texts are shortened or left out where the licence of a standard says so."), tone="plain", key="licence")
    _downloads("comparison", comparison_rows(opened.matches, documents, licences))


def _downloads(name: str, rows: list[dict[str, object]]) -> None:
    file_name = "clausebridge-" + name
    sheet, announced = xlsx_bytes(rows)
    for line in announced:
        notice(line, tone="warn", key=f"cut_{name}_{line[:40]}")
    files = {"xlsx": sheet, "csv": csv_bytes(rows), "jsonl": jsonl_bytes(rows)}
    with st.container(horizontal=True):
        for kind, data in files.items():
            st.download_button(
                kind.upper(), data, file_name=f"{file_name}.{kind}", mime=MIME[kind], key=f"{name}_{kind}", on_click="ignore",
                icon=":material/download:",
            )  # fmt: skip
    with st.expander(_("Look at the first rows")):
        shown = [{key: visible(str(value))[:200] for key, value in row.items()} for row in rows[:20]]
        st.dataframe(shown, hide_index=True, width="stretch")
