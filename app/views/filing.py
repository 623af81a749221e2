"""The report of a comparison as downloads, in each format and language."""

from __future__ import annotations

import streamlit as st

from app.filing import Filing
from app.papers import MIME
from app.views.desk import _, language, library
from app.wording import LANGUAGES, N_

FORMS = ("xlsx", "docx", "html", "pdf", "csv", "jsonl")
BOTH = N_("both, side by side")

Pair = tuple[str, str]


def report_part(pair: Pair, version: int | None = None) -> None:
    """A button for each format of the report; it is made when it is asked for.

    What a format cannot hold whole is told in the file: in the sheet of notes, or in the text by the code point of a character.
    """
    key = f"report_{version or 'now'}"
    chosen = st.segmented_control(
        _("Language of the report"), [*LANGUAGES, "both"], default=language(), key=f"{key}_lang", required=True,
        format_func=lambda lang: LANGUAGES.get(lang) or _(BOTH),
    )  # fmt: skip
    lang, desk = str(chosen or language()), library()
    name = f"clausebridge-report-{version}" if version else "clausebridge-report"
    with st.container(horizontal=True):
        for form in FORMS:
            st.download_button(
                form.upper(), Filing(desk, pair, version, lang, form), file_name=f"{name}-{lang}.{form}", mime=MIME[form],
                key=f"{key}_{form}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
