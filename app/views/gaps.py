"""The page "Gap list": a test report, what was read of it, and what it shows of the requirements of another standard."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import streamlit as st

from app.gap_paper import FIELDS, NO_RECOGNITION, page_words
from app.gap_wording import CLASSES, EDITIONS, VERDICTS, ground_sentence, ground_sentences
from app.gapping import GapView, counted, head_of, read_file, view
from app.uploads import LARGEST, display_name, store_upload
from app.views.asof import as_of
from app.views.components import notice
from app.views.desk import _, library, location, may, n_, page_head, reviewer
from app.views.gap_line import opened_line
from app.views.gap_signing import files, signing
from app.views.parts import said_notice
from app.views.record import act
from app.visible import visible
from ingest.designation import same
from ingest.errors import ClausebridgeError
from ingest.testreport import LabReport, Verdict
from matcher.gap import GapClass, GapLine
from matcher.gap_log import Filed, file_report, report_key, reports
from matcher.gap_read import Opened, open_list

TYPES = ["pdf", "docx", "xlsx"]


def page() -> None:
    """The gap list page."""
    page_head(_("Gap list"), _("What a test report against one standard shows of the requirements of another"))
    said_notice()
    _upload()
    filed = reports(library())
    if not filed:
        notice(_("No test report is on file yet."), _("Upload one: what it says is read line by line."), key="no_report")
        return
    left, right = st.columns(2)
    with left:
        report = _chosen_report(filed)
    with right:
        target = _chosen_target(report)
    _read(report)
    if not target:
        notice(_("Choose the standard whose requirements are asked for."), key="no_target")
        return
    try:
        with st.spinner(_("Comparing…")):
            opened = _opened(location(), report_key(report), target, library().log.head().number, as_of())
    except ClausebridgeError as error:
        notice(_("There is no gap list."), str(error), tone="bad", key="no_list")
        return
    _list(view(library(), opened))


@st.cache_resource(show_spinner=False, max_entries=8)
def _opened(place: str, report: str, target: str, head: int, day: date) -> Opened:
    """Made once for each end of the log; what is read here for all is told to each as licences let it."""
    del place, head
    (found,) = (one.report for one in reports(library()) if report_key(one.report) == report)
    return open_list(library(), found, target, as_of=day)


# ---- which report, which target


def _upload() -> None:
    with st.expander(_("Add a test report"), icon=":material/upload_file:"):
        given = st.file_uploader(
            _("PDF, Word (DOCX) or Excel (XLSX)"), type=TYPES, key="gap_upload", max_upload_size=LARGEST // 2**20,
            **may("report-filed"),
        )  # fmt: skip
        if given is not None and st.button(_("Read the report"), key="gap_read", type="primary", **may("report-filed")):
            with st.spinner(_("Reading…")):
                act(_("The report is on file."), lambda: _filed(given.name, given.getvalue()))
            st.rerun()


def _filed(name: str, data: bytes) -> Filed:
    with tempfile.TemporaryDirectory() as folder:
        read = read_file(store_upload(Path(folder), name, data))
    return file_report(library(), read, author=reviewer())


def _chosen_report(filed: tuple[Filed, ...]) -> LabReport:
    known = {report_key(one.report)[:16]: one.report for one in reversed(filed)}
    asked = st.query_params.get("report", "")
    keys = list(known)
    chosen = st.selectbox(
        _("Test report"), keys, index=keys.index(asked) if asked in known else 0, key="gap_report",
        format_func=lambda key: visible(f"{known[key].number or display_name(known[key].file_name)} · {known[key].product}"),
    )  # fmt: skip
    st.query_params["report"] = chosen
    return known[chosen]


def _chosen_target(report: LabReport) -> str:
    names = _targets(report)
    asked = st.query_params.get("target", "")
    chosen = st.selectbox(
        _("Requirements of"), names, index=names.index(asked) if asked in names else 0 if names else None, key="gap_target",
        format_func=visible,
    )  # fmt: skip
    if chosen:
        st.query_params["target"] = chosen
    return chosen or ""


def _targets(report: LabReport) -> list[str]:
    """The standards on file that requirements can be taken from, those first that were compared with the one of the report."""
    beside: set[str] = set()
    for one in library().comparisons():
        pair = (one.a_standard, one.b_standard)
        if any(same(name, report.standard, any_edition=True) for name in pair):
            beside.update(pair)
    names = [one.designation for one in library().standards() if not same(one.designation, report.standard, any_edition=True)]
    return sorted(names, key=lambda name: name not in beside)


# ---- what was read


def _read(report: LabReport) -> None:
    counts = {verdict: sum(line.verdict is verdict for line in report.lines) for verdict in Verdict}
    told = " · ".join(_(VERDICTS[verdict]) + f" {number}" for verdict, number in counts.items() if number)
    lines = n_("{count} line", "{count} lines", len(report.lines))
    with st.expander(_("What was read of the report"), icon=":material/description:"):
        rows = [{_("Field"): _(FIELDS[name]), _("Value"): visible(value) or "–"} for name, value in head_of(report).items()]
        st.dataframe(rows, hide_index=True, width="stretch", key="gap_head")
        failed = [line for line in report.lines if line.verdict in (Verdict.FAIL, Verdict.UNSAID)]
        shown = [
            {
                _("Line"): line.number,
                _("Clause"): visible(line.clause),
                _("Result"): visible(line.result),
                _("Verdict"): _(VERDICTS[line.verdict]),
                _("Page"): visible(page_words(line.page, _, line.place)),
            }
            for line in failed
        ]
        if shown:
            st.caption(_("Lines that failed or have no verdict"))
            st.dataframe(shown, hide_index=True, width="stretch", key="gap_failed")
        for number, mark in enumerate(report.marks):
            notice(mark, tone="small", key=f"gap_mark_{number}")
    notice(visible(f"{report.standard} · {lines}"), told, tone="plain", key="gap_counts")
    if counts[Verdict.FAIL]:
        said = n_("{count} line failed: what rests on it is never met.", "{count} lines failed: what rests on them is never met.",
                  counts[Verdict.FAIL])  # fmt: skip
        notice(said, tone="warn", key="gap_fails")


# ---- the list


def _list(shown: GapView) -> None:
    found = shown.opened.found
    for number, why in enumerate(found.warnings):
        notice(ground_sentence(why, _, whole=True), tone="warn", key=f"gap_warning_{number}")
    if not found.compared:
        notice(
            _("These two standards were not compared yet: compare them first, on the page Library."),
            tone="warn",
            key="gap_uncompared",
        )
    edition = _("{standard}: {edition}").format(standard=found.tested, edition=_(EDITIONS[found.edition]))
    notice(counted(found.counts(), _), edition, tone="title", key="gap_summary")
    notice(_(NO_RECOGNITION), tone="small", key="gap_nothing")
    lines = _filtered(found.lines)
    rows = [_row(line) for line in lines]
    st.dataframe(rows, hide_index=True, width="stretch", key="gap_table")
    _line(shown, lines)
    signing(shown)
    files(shown)


def _filtered(lines: tuple[GapLine, ...]) -> tuple[GapLine, ...]:
    counts = {one: sum(line.gap is one for line in lines) for one in GapClass}
    options = ["", *(one.value for one in GapClass if counts[one])]
    asked = st.query_params.get("class", "")
    chosen = st.segmented_control(
        _("Class"), options, default=asked if asked in options else "", key="gap_class", required=True,
        format_func=lambda value: f"{_(CLASSES[GapClass(value)])} {counts[GapClass(value)]}" if value else _("all"),
    )  # fmt: skip
    st.query_params["class"] = chosen or ""
    return tuple(line for line in lines if not chosen or line.gap.value == chosen)


def _row(line: GapLine) -> dict[str, str | int]:
    return {
        _("Clause"): visible(line.label),
        _("Title"): visible(line.title),
        _("Class"): _(CLASSES[line.gap]),
        _("Lines of the report"): ", ".join(map(str, line.lines)),
        _("Why"): visible(next(iter(ground_sentences(line.grounds, _)), "")),
        _("Page"): line.page or "",
    }


def _line(shown: GapView, lines: tuple[GapLine, ...]) -> None:
    if not lines:
        notice(_("No line has this class."), key="gap_none")
        return
    labels = [line.label for line in lines]
    asked = st.query_params.get("line", "")
    chosen = st.selectbox(
        _("Open a line"), labels, index=labels.index(asked) if asked in labels else 0, key="gap_open",
        format_func=lambda label: visible(" ".join((label, next(line.title for line in lines if line.label == label)))),
    )  # fmt: skip
    st.query_params["line"] = chosen
    opened_line(shown, next(line for line in lines if line.label == chosen))
