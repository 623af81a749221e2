"""Many requirements at once: a spreadsheet goes in, is searched for behind the page, and its results are taken away."""

from __future__ import annotations

import streamlit as st

from app.batch_files import FORMATS
from app.batches import Task
from app.tables import MIME
from app.views.components import notice
from app.views.desk import _, language, n_, reviewer
from app.views.seeking import batches
from app.visible import visible
from ingest.errors import ClausebridgeError

_EVERY = 1.0
"""Seconds between two looks at a search that is running."""
TOP = 5
"""Hits that are told of each requirement."""


def batch_part() -> None:
    """Upload, progress and download."""
    with st.expander(_("Many requirements at once, from a spreadsheet"), expanded=bool(batches().tasks(reviewer()))):
        notice(
            _("A workbook (XLSX) or CSV file whose first row names its columns: one is called requirement, 要求 or требование."),
            _("Others that are read: number, standard, clause, language. Formulas are not computed: paste their values."),
            tone="plain",
            key="batch_help",
        )
        file = st.file_uploader(_("Spreadsheet of requirements"), type=["xlsx", "csv"], key="batch_file")
        sheet, column, go = st.columns([2, 2, 1], vertical_alignment="bottom")
        named = sheet.text_input(_("Sheet"), key="batch_sheet", placeholder=_("the first"))
        called = column.text_input(_("Column of the requirements"), key="batch_column", placeholder=_("by its head"))
        if go.button(_("Search for all"), key="batch_go", disabled=file is None, width="stretch") and file is not None:
            try:
                batches().start(
                    reviewer(), file.name, file.getvalue(), sheet=named.strip(), column=called.strip(), top=TOP, lang=language()
                )
            except ClausebridgeError as error:
                notice(_("This file cannot be searched for."), _(str(error)), tone="bad", key="batch_failed")
        if batches().tasks(reviewer()):
            _tasks()


@st.fragment(run_every=_EVERY)
def _tasks() -> None:
    for task in reversed(batches().tasks(reviewer())):
        _task(task)


def _task(task: Task) -> None:
    notice(visible(task.name), *_lines(task), tone="bad" if task.error else "plain", key=f"batch_{task.number}")
    if not task.finished:
        st.progress(task.done / max(task.total, 1))
        return
    if task.error:
        return
    with st.container(horizontal=True):
        for form in FORMATS[1:]:
            st.download_button(
                form.upper(), batches().file(task.owner, task.number, form),
                file_name=f"clausebridge-search-{task.number}.{form}",
                mime=MIME[form], key=f"batch_{task.number}_{form}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip


def _lines(task: Task) -> list[str]:
    said = [_("{done} of {total} requirements").format(done=task.done, total=task.total)]
    said += [fault.told(_) for fault in task.faults[:10]]
    if len(task.faults) > 10:
        said.append(n_("{count} more row cannot be used", "{count} more rows cannot be used", len(task.faults) - 10))
    return [*said, *([_(task.error)] if task.error else [])]
