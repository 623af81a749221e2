"""The commenting template on the page of a record: one goes out, one comes back, and is looked at before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from app.commenting import Form, template
from app.commenting_file import read_template
from app.commenting_in import counts, plan, store, taken_lines
from app.papers import MIME, paper_bytes
from app.recording import Opened
from app.views.components import notice
from app.views.desk import _, library, n_, reviewer
from app.wording import N_
from ingest.errors import ClausebridgeError
from matcher.record import Version

FORMS = {Form.ISO: N_("ISO commenting template"), Form.GB: N_("Chinese table of opinions (意见汇总处理表)")}
SUFFIXES = ("docx", "xlsx")
Doing = Callable[[str, Callable[[], object]], bool]


def commenting(opened: Opened, version: Version, act: Doing) -> None:
    """The templates of a version, and the upload of one that was filled in; ``act`` stores, and says what came of it."""
    st.subheader(_("Commenting template"), anchor=False)
    out, back = st.columns(2, gap="large")
    with out:
        form = st.segmented_control(
            _("Template"), list(FORMS), default=Form.ISO, key="template_form", required=True,
            format_func=lambda one: _(FORMS[Form(one)]), label_visibility="collapsed",
        )  # fmt: skip
        blank = st.toggle(_("Blank, without what others said"), key="template_blank")
        with st.container(horizontal=True):
            for suffix in SUFFIXES:
                st.download_button(
                    suffix.upper(), partial(_bytes, opened, version, Form(form), suffix, blank=blank),
                    file_name=f"clausebridge-comments-{version.number}-{form}.{suffix}", mime=MIME[suffix],
                    key=f"template_{suffix}", on_click="ignore", icon=":material/download:",
                )  # fmt: skip
    with back:
        key = f"template_back_{st.session_state.get('template_round', 0)}"  # another key empties it after its rows were stored
        given = st.file_uploader(_("A template that was filled in"), type=list(SUFFIXES), key=key, max_upload_size=16)
    if given is not None and opened.role is not None:
        _back(opened, version, given.getvalue(), act)


def _bytes(opened: Opened, version: Version, form: Form, suffix: str, *, blank: bool) -> bytes:
    return paper_bytes(template(opened, version, form, blank=blank), suffix)[0]


def _back(opened: Opened, version: Version, data: bytes, act: Doing) -> None:
    """What a file comes to; stored by a button."""
    try:
        taken = plan(opened, read_template(data), reviewer(), _, number=version.number)
    except ClausebridgeError as error:
        notice(_("This file cannot be taken."), _(str(error)), tone="bad", key="template_refused")
        return
    notice(_("What storing this file would do: nothing is stored yet"), counts(taken, _), tone="plain", key="template_counts")
    if lines := list(taken_lines(taken, _)):
        notice(*lines, tone="warn" if taken.problems else "info", key="template_lines")

    def keep() -> None:
        if act(_("What the file says is stored."), lambda: store(library(), opened, taken, reviewer())):
            st.session_state["template_round"] = st.session_state.get("template_round", 0) + 1

    st.button(
        n_("Store {count} row in my name", "Store {count} rows in my name", taken.count),
        type="primary", key="template_store", disabled=not taken.count, on_click=keep,
    )  # fmt: skip
