"""The search page: a sentence, a quantity or a clause in any language, and what on file answers to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.classing import classes_on_file
from app.limits import Limits, values_on_file
from app.results import DEEP, Wanted
from app.search_link import LIMITS, PARAMETERS, parameters, read
from app.views.asof import is_past
from app.views.classes import class_choices
from app.views.components import notice
from app.views.desk import _, jobs, library, page_head
from app.views.search_batch import batch_part
from app.views.search_hits import MOST, SHOWN, language_name, results_part, state_key
from app.views.seeking import searcher
from app.visible import visible
from app.wording import ASPECTS, PROVISIONS
from app.wording import LIMITS as LIMIT_WORDS
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
    _from_link()
    _form(standards)
    text = str(st.session_state.get(state_key("q"), "")).strip()
    if text:
        _search(text)
    if not is_past():
        batch_part()


def _form(standards: Sequence[Standard]) -> None:
    with st.form("search", border=False):
        st.text_area(
            _("Text"), key=state_key("q"), height=90, max_chars=4000,
            placeholder=_("A requirement, a line of a test report, a quantity (≤ 85 dB(A)), or STANDARD#CLAUSE for a clause"),
        )  # fmt: skip
        left, middle, *classes, right = st.columns([2, 3, 2, 2, 2, 1.5], vertical_alignment="bottom")
        _select(left, _("Only in the language"), "lang", sorted({one.lang for one in standards}), language_name)
        names = [standard.designation for standard in standards]
        _select(middle, _("Only in the standard"), "standard", names, lambda name: visible(name) if name else _("all"))
        known = classes_on_file(library())
        for name in ("status", "sector", "field"):
            _held(name, {own[name].value for own in known.values()})
        class_choices(known, "search", classes)
        _more_limits(standards)
        right.form_submit_button(_("Search"), type="primary", width="stretch", on_click=_anew)


def _anew() -> None:
    """A new text shows its best hits first, and none of an earlier search."""
    st.session_state[state_key("top")] = ""
    st.session_state.pop("hit", None)


def _more_limits(standards: Sequence[Standard]) -> None:
    """Choice of publisher, country, year, provision type and aspect."""
    options: dict[str, Sequence[str]] = {name: found for name, found in values_on_file(standards).items()}
    options |= {"provision": [str(one) for one in PROVISIONS], "aspect": [str(one) for one in ASPECTS]}
    words = {(name, str(one)): word for name, of in (("provision", PROVISIONS), ("aspect", ASPECTS)) for one, word in of.items()}
    with st.expander(_("More limits")):
        columns = st.columns(len(options))
    for (name, values), column in zip(options.items(), columns, strict=True):
        _select(column, _(LIMIT_WORDS[name]), name, values, partial(_limit_name, name, words))


def _select(column: DeltaGenerator, label: str, name: str, values: Sequence[str], words: Callable[[str], str]) -> None:
    _held(name, values)
    column.selectbox(label, ["", *values], key=state_key(name), format_func=words)


def _held(name: str, values: Sequence[str] | set[str]) -> None:
    """What a link asks for and nothing on file has limits nothing: a list cannot show it."""
    if st.session_state.get(state_key(name), "") not in {"", *values}:
        st.session_state[state_key(name)] = ""


def _limit_name(name: str, words: Mapping[tuple[str, str], str], value: str) -> str:
    """A value that a search can be limited to, in the words of the interface where it has some."""
    word = words.get((name, value))
    return _(word) if word else visible(value) if value else _("all")


def _from_link() -> None:
    """What the link asks for, when the page has just been opened."""
    if state_key("q") in st.session_state:
        return
    for name in PARAMETERS:
        st.session_state[state_key(name)] = st.query_params.get(name, "")


def _keep_link(text: str, limits: Limits, wanted: Wanted, top: str) -> None:
    """Put the search into the address of the page, so that a reload or a colleague finds the same."""
    now = parameters(text, limits, wanted, top)
    if {name: st.query_params[name] for name in PARAMETERS if name in st.query_params} == now:
        return
    for name in PARAMETERS:
        if name in st.query_params and name not in now:
            del st.query_params[name]
    st.query_params.update(now)


def _search(text: str) -> None:
    values = {name: str(st.session_state.get(state_key(name)) or "") for name in (*LIMITS, "decided", "relation", "top")}
    limits, wanted = read(values)
    top = min(int(values["top"]), MOST) if values["top"].isascii() and values["top"].isdecimal() else SHOWN
    _keep_link(text, limits, wanted, values["top"])
    try:
        with st.spinner(_("Searching…")):
            encoder = jobs().encoder()
            found = searcher().search(encoder, text, limits, wanted, top=max(1, min(top, DEEP)), progress=_told_on(st.empty()))
            unknown = spoken.unknown(encoder.name, [found.asked.clause.lang])
    except ClausebridgeError as error:
        notice(_("The search could not be made."), str(error), tone="bad", key="failed")
        return
    for name in unknown:
        notice(_("The model does not know this language: {lang}.").format(lang=language_name(name)), tone="plain", key="unknown")
    results_part(found, wanted)


def _told_on(place: DeltaGenerator) -> Callable[[int, int], None]:
    """Shows how far the standards are embedded for a model that the library has not met yet."""

    def told(done: int, total: int) -> None:
        text = _("Preparing the standards for this model: {done} of {total} clauses").format(done=done, total=total)
        place.progress(done / max(total, 1), text=text)
        if done >= total:
            place.empty()

    return told
