"""What is taken away from the recognition page, and where the official texts behind it are had."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.papers import LANGS, MIME, in_languages, paper_bytes
from app.publishers import every
from app.standing_cells import Compared
from app.standing_paper import Asked, standing_paper
from app.standing_reading import Read
from app.standing_wording import country_name
from app.views.desk import _, language, library
from app.visible import visible
from app.wording import LANGUAGE_NAMES, N_

FORMS = ("xlsx", "docx", "html", "pdf")
NAMES = {"en": "English", "zh": "中文", "both": "English · 中文"}
ACCESS = {
    "free": N_("free"),
    "free-to-read": N_("free to read"),
    "sold": N_("sold"),
    "mixed": N_("free in part"),
}


def report(read: Read, found: Sequence[Compared], day: str) -> None:
    """The report of what is open, made when it is asked for."""
    left, right, end = st.columns([2, 2, 2], vertical_alignment="bottom")
    form = left.selectbox(_("Format"), FORMS, format_func=str.upper, key="standing_form")
    lang = right.selectbox(
        _("Language"), LANGS, index=LANGS.index(language()), format_func=NAMES.__getitem__, key="standing_lang"
    )
    if not end.button(_("Make the report"), key="standing_make", icon=":material/description:", width="stretch"):
        return
    with st.spinner(_("Preparing the files…")):
        data, cut = paper_bytes(in_languages(standing_paper(library(), Asked(read, tuple(found), day)), lang), form)
    for line in cut:
        st.caption(visible(line))
    st.download_button(
        _("Download {form}").format(form=form.upper()), data, file_name=f"clausebridge-standing.{form}", mime=MIME[form],
        key="standing_file", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def texts(country: str, sector: str) -> None:
    """The publishers of a country (of all, for "") and of the world, those for the sector first."""
    st.caption(
        _("Where the official texts are lawfully had: facts about publishers. Free to read is not a right to copy.")
        + " "
        + _("Nothing is fetched from here.")
    )
    known = [one for one in every() if country in ("", one.country.upper())]
    if not known:
        st.caption(_("No publisher of this country is listed."))
        return
    known.sort(key=lambda one: sector not in one.sectors)  # what is equal stays in the order of the file
    st.dataframe(
        [
            {
                _("Country"): country_name(one.country.upper(), _),
                _("Publisher"): f"{one.name} · {one.native}" if one.native != one.name else one.name,
                _("Site"): one.site,
                _("Access"): _(ACCESS[one.access]),
                _("Series"): ", ".join(one.series),
                _("Language"): ", ".join(_(LANGUAGE_NAMES.get(lang, lang)) for lang in one.languages[:4]),
                _("Terms"): one.terms,
            }
            for one in known
        ],
        hide_index=True,
        width="stretch",
        row_height=30,
        height=min(38 + 30 * len(known), 420),
    )
