"""What comes into the library: uploads, a folder of the server's machine, and the list of what became of each file."""

from __future__ import annotations

import streamlit as st

from app.explain import fault_words
from app.tasks import Filed, Step, Task
from app.uploads import LARGEST, MOST
from app.views.components import notice
from app.views.desk import _, jobs, may, n_, reviewer
from app.views.standards import READERS
from app.visible import visible
from app.wording import N_
from ingest.content import SUFFIXES
from ingest.errors import ClausebridgeError

STEPS = {
    Step.WAITING: N_("waiting"),
    Step.RUNNING: N_("working"),
    Step.DONE: N_("done"),
    Step.PARTIAL: N_("done, with remarks"),
    Step.FAILED: N_("failed"),
    Step.CANCELLED: N_("cancelled"),
}
HIGHEST = 420
"""Pixels of the list of tasks."""


def adding() -> None:
    """Upload on the left, what becomes of the files on the right."""
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _upload()
        _folder()
    with right:
        task_list()


def _upload() -> None:
    place = st.session_state.setdefault("uploads", 0)
    files = st.file_uploader(
        _("PDF, Word (DOCX), NISO STS (XML), web pages (HTML), clause lists (JSONL, CSV)"),
        accept_multiple_files=True,
        key=f"upload_{place}",
        type=sorted(suffix.removeprefix(".") for suffix in SUFFIXES),
        max_upload_size=LARGEST // 2**20,
        **may("standard-added"),
    )
    words = _("At most {most} files at once, {size} MB each. They are read one after the other; you may leave this page.")
    st.caption(words.format(most=MOST, size=LARGEST // 2**20))
    if len(files) > MOST:
        notice(_("These are more files than are read at once: take some out."), tone="warn", key="too_many")
    if st.button(_("Read into the library"), disabled=not 0 < len(files) <= MOST, type="primary", key="read"):
        try:
            jobs().read(((file.name, file.getbuffer()) for file in files), reviewer())
        except ClausebridgeError as error:
            st.session_state["adding_failed"] = str(error)
        else:
            st.session_state["uploads"] = place + 1
        st.rerun()
    if failed := st.session_state.pop("adding_failed", ""):
        notice(_("This could not be done."), failed, tone="bad", key="adding_failed_line")


def _folder() -> None:
    with st.expander(_("A folder of the machine on which this runs")), st.form("folder", border=False):
        folder = st.text_input(_("Folder"), key="folder_path", placeholder=_("Its whole path, from the root on"))
        st.caption(_("For admins: every document in it and below it is read."))
        if st.form_submit_button(_("Read the folder"), **may("standard-added")):
            try:
                jobs().read_folder(folder, reviewer())
            except ClausebridgeError as error:
                st.session_state["adding_failed"] = str(error)
            st.rerun()


def task_list() -> None:
    """What was read and compared, is being, and waits; kept through a reload and a restart."""
    tasks = jobs().tasks()
    if not tasks:
        notice(_("Nothing was read yet."), _("Choose files on the left; what becomes of each is told here."), key="no_tasks")
        return
    running = any(not task.finished for task in tasks)

    @st.fragment(run_every=1.0 if running else None)
    def shown() -> None:
        now = jobs().tasks()
        _at_work(now)
        _rows(now)
        if running and all(task.finished for task in now):
            st.rerun()  # the tables beside show what has come in

    shown()
    if any(task.finished for task in tasks):
        st.button(_("Clear the list"), on_click=jobs().dismiss, key="dismiss")


def _at_work(tasks: tuple[Task, ...]) -> None:
    """The task at work with how far it is, and the way to take back one that waits."""
    for task in tasks:
        if task.step is Step.RUNNING:
            notice(f"{task.label} — {_(STEPS[task.step])}", tone="plain", key="task_running")
            st.progress(min(max(task.fraction, 0.0), 1.0))
    waiting = {task.number: task.label for task in tasks if task.step is Step.WAITING}
    if waiting:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            number = st.selectbox(
                n_("{count} file or comparison waits", "{count} files or comparisons wait", len(waiting)),
                list(waiting),
                format_func=lambda one: visible(waiting.get(one, "–")),
                key="waiting",
            )
            st.button(_("Cancel it"), on_click=_cancel, args=([number],), key="cancel_one")
            st.button(_("Cancel all"), on_click=_cancel, args=(list(waiting),), key="cancel_all")
    if failed := st.session_state.pop("cancel_failed", ""):
        notice(_("This could not be done."), failed, tone="bad", key="cancel_failed_line")


def _cancel(numbers: list[int]) -> None:
    try:
        for number in numbers:
            jobs().cancel(number, reviewer())
    except ClausebridgeError as error:
        st.session_state["cancel_failed"] = str(error)


def _rows(tasks: tuple[Task, ...]) -> None:
    rows = [
        {
            _("File or comparison"): visible(task.label),
            _("Status"): _(STEPS[task.step]),
            _("What came of it"): visible(_outcome(task)),
            _("Read by"): "; ".join(dict.fromkeys(filter(None, map(_readers, task.filed)))),
            _("Page count"): str(sum(one.pages for one in task.filed) or "–"),
            _("Clauses"): str(sum(one.clauses for one in task.filed) or "–"),
            _("Remarks"): visible("; ".join(mark for one in task.filed for mark in one.marks)),
            _("Seconds"): f"{task.seconds:.1f}" if task.finished and task.seconds else "–",
            _("By whom"): visible(task.author),
        }
        for task in reversed(tasks)
    ]
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        row_height=30,
        height=min(38 + 30 * len(rows), HIGHEST),
        column_config={
            _("File or comparison"): st.column_config.TextColumn(width="medium"),
            _("What came of it"): st.column_config.TextColumn(width="large"),
        },
    )
    for task in [task for task in reversed(tasks) if task.step is Step.FAILED][:3]:
        notice(task.label, fault_words(task.fault, _), task.error, tone="bad", key=f"failed_{task.number}")


def _outcome(task: Task) -> str:
    if task.step is Step.FAILED:
        return f"{fault_words(task.fault, _)} {task.error}"
    if task.kind == "compare" and task.step is Step.DONE:
        return n_("{count} proposal waits for review", "{count} proposals wait for review", task.proposals)
    return "; ".join(map(_filed_line, task.filed))


def _filed_line(filed: Filed) -> str:
    known = _("already there, unchanged")
    return filed.designation if filed.new else f"{filed.designation} ({known})"


def _readers(filed: Filed) -> str:
    return ", ".join(f"{_(READERS[reader])} {pages}" for name, pages in filed.readers for reader in READERS if reader == name)
