"""The export page: what was decided, and what was proposed, as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from app.above import Kept, comparison_head
from app.deciding import agreed_scopes
from app.report import comparison_rows, decision_rows
from app.state import progress
from app.tables import Row, csv_bytes, jsonl_bytes, xlsx_bytes
from app.views.asof import as_of
from app.views.components import notice
from app.views.desk import _, cards, comparison, language, library, location, n_, open_pair, page_head, stamp
from app.views.filing import report_part
from app.views.forces import legal_force
from app.views.parts import counts_line, downloads, no_comparison, page_links, pair_menu
from app.views.sheets import sheet_part
from app.visible import visible
from index.log import Head
from index.shelf import Licence
from matcher.decided import decided_pairs

FIRST = 20
"""Rows that are looked at on the page."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Files:
    """A table as files by their kind, how many rows it has, the first of them, and what the sheet had to cut."""

    data: Mapping[str, bytes]
    count: int
    first: Sequence[Row]
    cut: tuple[str, ...]


def page() -> None:
    """The export page."""
    page_head(_("Export"), _("Decisions and proposals as files for Excel, for a record, for another program"))
    pair = open_pair()
    if pair is None:
        if decided := decided_pairs(library()):  # the standards were taken out; what was decided about them was not
            _decisions(decided)
        else:
            no_comparison()
        return
    pair_menu(pair)
    opened = comparison(pair)
    st.caption(counts_line(progress(cards(opened))))
    st.subheader(_("Report to be filed"), anchor=False)
    st.caption(
        _(
            "Clause numbers, technical differences with reasons, normative references, what has no counterpart, open points, as"
            " they are now. A frozen version is filed from the page Record."
        )
    )
    report_part(pair)
    st.subheader(_("Decisions"), anchor=False)
    scope = st.segmented_control(
        _("Scope"), ["this", "all"], default="this", key="scope", required=True, label_visibility="collapsed",
        format_func={"this": _("This comparison"), "all": _("All comparisons")}.__getitem__,
    )  # fmt: skip
    _decisions([pair] if scope != "all" else decided_pairs(library()))
    sheet_part(pair)
    st.subheader(_("Comparison table"), anchor=False)
    st.caption(
        _("All proposals of this comparison with both texts, the deviations and the evidence: a working copy, not a result.")
    )
    licences = tuple(library().licence(name) for name in pair)
    if any(licence is not Licence.FULL for licence in licences):
        notice(_("Texts are shortened or left out where the licence of a standard says so."), tone="plain", key="licence")
    with st.spinner(_("Preparing the files…")):
        kept = Kept(agreed_scopes(library(), *pair), library().log.head())
        files = _comparison_files(f"{location()} {as_of()}", pair, stamp(pair), licences, language(), kept)
    _downloads("comparison", files)


def _decisions(pairs: Sequence[Pair]) -> None:
    with st.spinner(_("Preparing the files…")):
        files = _decision_files(f"{location()} {as_of()}", tuple(pairs), library().log.head())
    if not files.count:
        notice(_("Nothing is decided yet."), _("Decide the first cards on the page Review."), key="no_decisions")
        page_links("review")
        return
    st.caption(n_("{count} decision, with reviewer, time, text hashes and the head of the log",
                  "{count} decisions, with reviewer, time, text hashes and the head of the log", files.count))  # fmt: skip
    _downloads("decisions", files)


@st.cache_resource(show_spinner=False, max_entries=8)
def _decision_files(place: str, pairs: tuple[Pair, ...], head: Head) -> Files:
    """Made once for each end of the log: decisions, new texts, licences and removals are all written there."""
    del place, head
    return _files([row for pair in pairs for row in decision_rows(library(), *pair, as_of=as_of())])


@st.cache_resource(show_spinner=False, max_entries=8)
def _comparison_files(place: str, pair: Pair, state: str, licences: tuple[Licence, ...], lang: str, kept: Kept) -> Files:
    """Made once for each state of the comparison (``desk.stamp``), end of the log and language of the interface."""
    del place, state
    documents = [library().document(name) for name in pair]
    found = dict(zip(pair, licences, strict=True))
    matches = comparison(pair).matches
    head = comparison_head(matches, documents, found, lang=lang, kept=kept)
    return _files([row | kept.cells for row in comparison_rows(matches, documents, found, lang=lang, legal=legal_force())], head)


def _files(rows: list[Row], notes: Sequence[str] = ()) -> Files:
    sheet, cut = xlsx_bytes(rows, notes=notes)
    return Files({"xlsx": sheet, "csv": csv_bytes(rows), "jsonl": jsonl_bytes(rows)}, len(rows), rows[:FIRST], cut)


def _downloads(name: str, files: Files) -> None:
    for line in files.cut:
        notice(line, tone="warn", key=f"cut_{name}_{line[:40]}")
    downloads(name, files.data)
    with st.expander(_("Look at the first rows")):
        shown = [{key: visible(str(value))[:200] for key, value in row.items()} for row in files.first]
        st.dataframe(shown, hide_index=True, width="stretch")
