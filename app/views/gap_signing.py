"""Signing a gap list, what is another since it was signed, and the list as files."""

from __future__ import annotations

import streamlit as st

from app.gap_paper import differences_lines, gap_paper
from app.gapping import GapView, document
from app.papers import MIME, in_languages, paper_bytes
from app.tables import csv_bytes
from app.views.components import notice
from app.views.desk import _, language, library, may, reviewer
from app.views.record import act
from app.wording import catalogue
from ingest.jsonl import json_line
from matcher.gap import GapList
from matcher.gap_log import differences, report_key, sign

SHOWN = 12
"""Differences that are told one by one."""
FORMS = ("xlsx", "docx", "pdf", "html", "json", "csv")


def first(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The first lines, and how many more there are."""
    more = len(lines) - SHOWN
    return (*lines[:SHOWN], _("and {count} more").format(count=more)) if more > 0 else lines


def signing(shown: GapView) -> None:
    """Who signed, what is another since, and the form to sign."""
    st.subheader(_("Sign-off"), anchor=False)
    found, signed = shown.opened.found, shown.signed
    if signed is not None:
        changed = differences(library(), signed, found)
        told = _("Signed by {who} on {when}, entry {entry}").format(who=signed.author, when=signed.at[:10], entry=signed.entry)
        notice(told, *first(differences_lines(changed, _)), tone="warn" if changed else "good", key="gap_signed")
    with st.form("gap_sign", border=True, clear_on_submit=True):
        st.text_input(_("Note, stored with the signature"), key="gap_note", max_chars=2000)
        st.form_submit_button(
            _("Sign the list"), type="primary", icon=":material/draw:", on_click=_sign, args=(found, shown.opened.head),
            **may("gap-signed"),
        )  # fmt: skip


def _sign(found: GapList, head: int) -> None:
    """Sign the list as it was drawn, and not as the next run would read it."""
    note = str(st.session_state["gap_note"])
    act(_("Signed."), lambda: sign(library(), found, author=reviewer(), note=note, seen=head))


def files(shown: GapView) -> None:
    """The list as a file: made when it is asked for."""
    st.subheader(_("Files"), anchor=False)
    left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
    with left:
        form = st.selectbox(_("Format"), FORMS, key="gap_form", format_func=str.upper)
    with middle:
        names = {"en": "English", "zh": "中文", "both": _("both languages")}
        langs = list(names)
        lang = st.selectbox(
            _("Language"), langs, index=langs.index(language()) if language() in langs else 0, key="gap_lang",
            format_func=names.__getitem__,
        )  # fmt: skip
    key = f"{report_key(shown.opened.found.report)[:16]}_{shown.opened.found.target}_{form}_{lang}_{shown.log_entry}"
    with right:
        if st.button(_("Make the file"), key="gap_make", icon=":material/draft:", width="stretch"):
            with st.spinner(_("Preparing the files…")):
                st.session_state["gap_made"] = (key, *_made(shown, form, lang))
    made = st.session_state.get("gap_made")
    if made and made[0] == key:
        for line in made[2]:
            notice(line, tone="warn", key=f"gap_cut_{line[:40]}")
        st.download_button(
            form.upper(), made[1], file_name=f"clausebridge-gap-list.{form}", mime=MIME[form], key="gap_download",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip


def _made(shown: GapView, form: str, lang: str) -> tuple[bytes, tuple[str, ...]]:
    words = catalogue("zh" if lang == "zh" else "en").gettext
    if form == "json":
        return f"{json_line(document(shown, words))}\n".encode(), ()
    if form == "csv":
        return csv_bytes(document(shown, words)["lines"]), ()
    return paper_bytes(in_languages(lambda translate: gap_paper(shown, translate), lang), form)
