"""The library page: what is on file, what comes in, and the comparison of two standards."""

from __future__ import annotations

import streamlit as st

from app.classing import classes_on_file
from app.explain import fault_words
from app.jobs import Filed, Step, Task
from app.views.classes import class_filters, class_menus, value_name
from app.views.components import notice
from app.views.desk import _, choose_pair, jobs, library, n_, page_head, pairs, progress_of, reviewer
from app.visible import visible
from app.wording import CLASSES, LANGUAGE_NAMES, N_
from index.shelf import Licence
from ingest.clause import Adoption
from ingest.content import SUFFIXES
from ingest.errors import ClausebridgeError

STEPS = {
    Step.WAITING: N_("waiting"),
    Step.RUNNING: N_("working"),
    Step.DONE: N_("done"),
    Step.PARTIAL: N_("done, with remarks"),
    Step.FAILED: N_("failed"),
}
LICENCES = {
    Licence.FULL: N_("the full text"),
    Licence.EXCERPT: N_("a short excerpt"),
    Licence.NONE: N_("no text"),
}
SHORT = 12
FEW = 5
"""Standards that need no filter."""
_TONES = {Step.DONE: "good", Step.PARTIAL: "warn", Step.FAILED: "bad"}


def page() -> None:
    """The library page."""
    page_head(_("Library"), _("Standards on file, and comparisons between them"))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _standards()
        _comparisons()
    with right:
        _upload()
        _compare()
        _tasks()


def _standards() -> None:
    standards = library().standards()
    if not standards:
        notice(
            _("The library is empty."),
            _("Add standards on the right: PDF, Word, NISO STS, web pages, clause lists. Files stay on this machine."),
            key="empty",
        )
        return
    counts, known = library().counts(), classes_on_file(library())
    if len(standards) > FEW:
        asked = class_filters(known, "filter", st.columns(len(CLASSES)))
        standards = tuple(standard for standard in standards if standard.designation in asked)
    st.caption(n_("{count} standard on file", "{count} standards on file", len(standards)))
    if not standards:
        return
    st.dataframe(
        [
            {
                _("Designation"): visible(standard.designation),
                _("Title"): visible(standard.title),
                _("Language"): _(LANGUAGE_NAMES.get(standard.lang, standard.lang)),
                **{_(CLASSES[kind]): value_name(one.value) for kind, one in known[standard.designation].items()},
                _("Clauses"): counts[standard.designation].clauses if standard.designation in counts else 0,
                _("Page count"): str(standard.pages) if standard.pages else "–",
                _("Remarks"): visible("; ".join(standard.marks)) or "–",
                _("Corresponds to"): visible(_adopted(standard.adopts)),
                _("Published"): standard.published,
            }
            for standard in standards
        ],
        hide_index=True,
        width="stretch",
        row_height=32,
        height="content" if len(standards) <= SHORT else 420,
        column_config={_("Title"): st.column_config.TextColumn(width="medium")},
    )
    with st.container(border=True, key="properties"):
        left, right = st.columns(2)
        names = [standard.designation for standard in standards]
        name = left.selectbox(_("Properties of"), names, format_func=visible, key="properties_of")
        with right:
            _licence(name)
        class_menus(name, known[name])


def _licence(name: str) -> None:
    """How much of a standard's text leaves the desk, to be stated by whoever knows its licence."""
    now = library().licence(name)
    key = f"licence_{now}_{name}"  # what a colleague states meanwhile is another widget, which shows it

    def changed() -> None:
        try:
            library().set_licence(name, st.session_state[key], author=reviewer())
        except ClausebridgeError as error:
            st.session_state["licence_failed"] = str(error)

    st.selectbox(
        _("Exports and pictures of pages show"),
        list(Licence),
        index=list(Licence).index(now),
        format_func=lambda licence: _(LICENCES[licence]),
        key=key,
        on_change=changed,
    )
    if failed := st.session_state.pop("licence_failed", ""):
        notice(_("This could not be done."), failed, tone="bad", key="licence_failed_line")


def _adopted(adopts: Adoption | None) -> str:
    if adopts is None:
        return ""
    return f"{adopts.designation} ({adopts.degree})" if adopts.degree else str(adopts.designation)


def _comparisons() -> None:
    known = pairs()
    if not known:
        return
    st.caption(n_("{count} comparison", "{count} comparisons", len(known)))
    for place, pair in enumerate(known):
        counts = progress_of(pair)
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"pair_{place}"):
            notice(f"{pair[0]}  ↔  {pair[1]}", tone="plain", key=f"pair_name_{place}")
            st.progress(
                counts.decided / counts.total if counts.total else 0.0,
                text=_("{decided} of {total} decided").format(decided=counts.decided, total=counts.total),
            )
            if st.button(_("Review"), key=f"review_{place}", type="primary"):
                choose_pair(pair)
                st.switch_page(st.session_state["pages"]["review"])


def _upload() -> None:
    st.subheader(_("Add standards"), anchor=False)
    place = st.session_state.setdefault("uploads", 0)
    files = st.file_uploader(
        _("PDF, Word (DOCX), NISO STS (XML), web pages (HTML), clause lists (JSONL, CSV)"),
        accept_multiple_files=True,
        key=f"upload_{place}",
        type=sorted(suffix.removeprefix(".") for suffix in SUFFIXES),
    )
    if st.button(_("Read into the library"), disabled=not files, type="primary", key="read"):
        jobs().read([(file.name, file.getvalue()) for file in files])
        st.session_state["uploads"] = place + 1
        st.rerun()


def _compare() -> None:
    standards = library().standards()
    if len(standards) < 2:
        return
    # ours is Chinese for most users; whoever compares others chooses
    names = [one.designation for one in sorted(standards, key=lambda one: one.lang != "zh")]
    st.subheader(_("Compare two standards"), anchor=False)
    a = st.selectbox(_("A: ours"), names, format_func=visible, key="compare_a")
    rest = [name for name in reversed(names) if name != a]
    b = st.selectbox(_("B: theirs"), rest, format_func=visible, key="compare_b")
    known = (a, b) in pairs()
    if known:
        st.caption(_("They are compared already. Comparing again replaces the proposals; decisions stay."))
    if st.button(_("Compare again") if known else _("Compare"), type="primary", key="compare"):
        jobs().compare(a, b)
        st.rerun()


def _tasks() -> None:
    tasks = jobs().tasks()
    if not tasks:
        return
    running = any(not task.finished for task in tasks)
    st.subheader(_("Tasks"), anchor=False)

    @st.fragment(run_every=1.0 if running else None)
    def shown() -> None:
        now = jobs().tasks()
        for task in now:
            _task(task)
        if running and all(task.finished for task in now):
            st.rerun()  # the lists beside show what has come in

    shown()
    if not running:
        st.button(_("Clear the list"), on_click=jobs().dismiss, key="dismiss")


def _task(task: Task) -> None:
    head = f"{task.label} — {_(STEPS[task.step])}"
    if not task.finished:
        notice(head, tone="plain", key=f"task_{task.number}")
        st.progress(min(max(task.fraction, 0.0), 1.0))
        return
    lines = [_filed_line(filed) for filed in task.filed]
    if task.step is Step.FAILED:
        lines = [fault_words(task.fault, _), task.error]
    elif task.kind == "compare":
        lines = [n_("{count} proposal waits for review", "{count} proposals wait for review", task.proposals)]
    notice(head, *lines, tone=_TONES[task.step], key=f"task_{task.number}")


def _filed_line(filed: Filed) -> str:
    clauses = n_("{count} clause", "{count} clauses", filed.clauses)
    remarks = [] if filed.new else [_("already there, unchanged")]
    return ", ".join([f"{filed.designation}: {clauses}", *remarks, *filed.marks])
