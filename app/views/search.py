"""The search page: a sentence, a quantity or a clause in any language, and what on file answers to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.asking import query_of
from app.card import choice_rows
from app.classing import classes_on_file
from app.finding import Hit
from app.licensed import licences_of
from app.limits import Limits, values_on_file
from app.views.classes import class_choices
from app.views.components import choices, notice
from app.views.desk import _, finder, jobs, library, n_, page_head
from app.views.parts import clause_view
from app.visible import visible
from app.wording import ASPECTS, LANGUAGE_NAMES, LIMITS, PROVISIONS
from index import spoken
from ingest.clause import Standard
from ingest.errors import ClausebridgeError


def page() -> None:
    """The search page."""
    page_head(_("Search"), _("A requirement in any language; what answers to it in the standards on file"))
    standards = library().standards()
    if not standards:
        notice(_("There is nothing to search yet."), _("Add standards to the library first."), key="empty")
        st.page_link(st.session_state["pages"]["library"], label=_("Open the library"), icon=":material/library_books:")
        return
    with st.form("search", border=False):
        text = st.text_area(
            _("Text"), value=st.query_params.get("q", ""), height=90, max_chars=4000,
            placeholder=_("For example a requirement of a foreign standard, or a line of a test report"),
        )  # fmt: skip
        left, middle, *classes, right = st.columns([2, 3, 2, 2, 2, 1.5], vertical_alignment="bottom")
        langs = sorted({standard.lang for standard in standards})
        lang = left.selectbox(_("Only in the language"), ["", *langs], key="search_lang", format_func=language_name)
        names = [standard.designation for standard in standards]
        where = middle.selectbox(
            _("Only in the standard"), ["", *names], format_func=lambda name: visible(name) if name else _("all")
        )
        chosen = class_choices(classes_on_file(library()), "search", classes)
        limits = Limits(lang=lang, standard=where, **chosen, **_more_limits(standards))
        right.form_submit_button(_("Search"), type="primary", width="stretch")
    if not text.strip():
        return
    st.query_params["q"] = text.strip()
    try:
        with st.spinner(_("Searching…")):
            encoder = jobs().encoder()
            told = _told_on(st.empty())
            hits = finder().find(encoder, text.strip(), limits, progress=told)
            unknown = spoken.unknown(encoder.name, [query_of(text).lang])
    except ClausebridgeError as error:
        notice(_("The search could not be made."), str(error), tone="bad", key="failed")
        return
    for name in unknown:
        notice(_("The model does not know this language: {lang}.").format(lang=language_name(name)), tone="plain", key="unknown")
    _results(hits)


def _more_limits(standards: Sequence[Standard]) -> dict[str, str]:
    """Choice of publisher, country, year, provision type and aspect; what was chosen, "" for what was not."""
    options: dict[str, Sequence[str]] = {name: found for name, found in values_on_file(standards).items()}
    options |= {"provision": [str(one) for one in PROVISIONS], "aspect": [str(one) for one in ASPECTS]}
    words = {(name, str(one)): word for name, of in (("provision", PROVISIONS), ("aspect", ASPECTS)) for one, word in of.items()}
    with st.expander(_("More limits")):
        columns = st.columns(len(options))
    return {
        name: column.selectbox(
            _(LIMITS[name]), ["", *values], key=f"search_{name}", format_func=partial(_limit_name, name, words)
        )
        for (name, values), column in zip(options.items(), columns, strict=True)
    }


def _limit_name(name: str, words: Mapping[tuple[str, str], str], value: str) -> str:
    """A value that a search can be limited to, in the words of the interface where it has some."""
    word = words.get((name, value))
    return _(word) if word else visible(value) if value else _("all")


def _told_on(place: DeltaGenerator) -> Callable[[int, int], None]:
    """Shows how far the standards are embedded for a model that the library has not met yet."""

    def told(done: int, total: int) -> None:
        text = _("Preparing the standards for this model: {done} of {total} clauses").format(done=done, total=total)
        place.progress(done / max(total, 1), text=text)
        if done >= total:
            place.empty()

    return told


def language_name(lang: str) -> str:
    """The name of a language; "" stands for all of them."""
    return _(LANGUAGE_NAMES.get(lang, lang)) if lang else _("all")


def _results(hits: tuple[Hit, ...]) -> None:
    st.caption(n_("{count} clause, best first", "{count} clauses, best first", len(hits)))
    opened = str(st.session_state.get("hit", ""))
    licences = licences_of(library(), list(dict.fromkeys(hit.clause.standard for hit in hits)))
    rows = choice_rows([(hit.clause, hit.score) for hit in hits], licences=licences)
    for row, hit in zip(rows, hits, strict=True):
        row["key"] = f"{hit.clause.standard}\n{hit.clause.id}"
        row["label"] = f"{visible(hit.clause.standard)}  {row['label']}"
        row["current"] = row["key"] == opened
    choices("hits", rows, _("Nothing answers to this."), lambda key: st.session_state.update(hit=key))
    chosen = next((hit for hit, row in zip(hits, rows, strict=True) if row["current"]), None)
    if chosen is not None:
        name = chosen.clause.standard
        clause_view(chosen.clause, finder().clauses(name), library().standard(name), licence=licences[name])
