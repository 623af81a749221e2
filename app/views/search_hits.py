"""What a search found: the hits with what is said of them, facets to narrow it down, and one hit beside what was asked."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app.answering import Answer
from app.asking import named
from app.card import choice_rows
from app.hit_card import hit_card
from app.hit_wording import (
    DECIDED,
    FACETS,
    HIT_RELATIONS,
    absent_words,
    decided_words,
    limit_words,
    limits_told,
    relation_words,
    unknown_words,
)
from app.legal import FORCES
from app.licensed import licences_of
from app.results import DEEP, Results, Wanted
from app.search_link import PARAMETERS
from app.views.components import card, choices, notice
from app.views.desk import _, library, n_
from app.views.seeking import searcher
from app.visible import visible
from app.wording import ASPECTS, CLASS_VALUES, LANGUAGE_NAMES, PROVISIONS
from index.shelf import Licence
from ingest.errors import ClausebridgeError

SHOWN, MOST = 10, DEEP
"""Hits that are judged and shown at first, and at most."""
_WORDS: Mapping[str, Mapping[str, str]] = {
    "lang": LANGUAGE_NAMES,
    "provision": {str(one): word for one, word in PROVISIONS.items()},
    "aspect": {str(one): word for one, word in ASPECTS.items()},
    "status": CLASS_VALUES,
    "force": {str(one): word for one, word in FORCES.items()},
    "sector": CLASS_VALUES,
    "field": CLASS_VALUES,
    "decided": {str(one): word for one, word in DECIDED.items()},
    "relation": {str(one): word for one, word in HIT_RELATIONS.items()},
}
_IN_SIGHT = 4
"""Facets in a row."""


def state_key(name: str) -> str:
    """The key in the session of a part of the search."""
    return f"search_{name}"


def language_name(lang: str) -> str:
    """The name of a language; "" stands for all of them."""
    return _(LANGUAGE_NAMES.get(lang, lang)) if lang else _("all")


def results_part(found: Results, wanted: Wanted) -> None:
    """The hits, with what is told of all of them above."""
    _remarks(found)
    _facets(found, wanted)
    shown = n_("{count} clause, best first", "{count} clauses, best first", len(found.answers))
    st.caption(_("{shown}, of {found} found").format(shown=shown, found=found.found))
    names = dict.fromkeys([one.clause.standard for one in found.answers] + [found.asked.clause.standard])
    licences = licences_of(library(), [name for name in names if name])
    _list(found, licences)
    if len(found.answers) < found.found and not (wanted.decided or wanted.relation) and len(found.answers) < MOST:
        st.button(_("Show more"), key="search_more", on_click=_more)
    opened = str(st.session_state.get("hit", ""))
    chosen = next((one for one in found.answers if _key(one) == opened), None)
    if chosen is not None:
        _open(found, chosen, licences)


def _remarks(found: Results) -> None:
    if found.asked.by_words:
        clause = found.asked.clause
        text = _("this is the text of {standard}, {clause}; its own standard is left out")
        notice(text.format(standard=clause.standard, clause=clause.cited), tone="plain", key="same_text")
    if words := unknown_words(found.asked, _):
        notice(words, tone="small", key="search_unknown")
    if found.absent:
        notice(*(absent_words(one, _) for one in found.absent), tone="warn", key="search_absent")


def _facets(found: Results, wanted: Wanted) -> None:
    """Choices with their counts; one that is taken limits the search at once, and stands in the link."""
    given = {name: str(st.session_state.get(state_key(name)) or "") for name in found.facets}
    told = [name for name, counts in found.facets.items() if len(counts) > 1 or given[name]]
    if wanted.relation and "relation" not in told:
        told.append("relation")
    with st.expander(_("Narrow down"), expanded=any(given.get(name) for name in ("decided", "relation"))):
        for start in range(0, len(told), _IN_SIGHT):
            for name, column in zip(told[start : start + _IN_SIGHT], st.columns(_IN_SIGHT), strict=False):
                with column:
                    _facet(name, found.facets.get(name, {}), given.get(name, ""))


def _facet(name: str, counts: Mapping[str, int], now: str) -> None:
    key = f"facet_{name}"
    values = ["", *dict.fromkeys([*counts, *([now] if now else [])])]
    st.session_state[key] = now

    def taken() -> None:
        st.session_state[state_key(name)] = st.session_state[key]
        st.session_state.pop("hit", None)

    def words(value: str) -> str:
        if not value:
            return _("all")
        word = _WORDS.get(name, {}).get(value)
        return f"{_(word) if word else visible(value)} ({counts.get(value, 0)})"

    st.selectbox(_(FACETS[name]), values, key=key, format_func=words, on_change=taken)


def _list(found: Results, licences: Mapping[str, Licence]) -> None:
    opened = str(st.session_state.get("hit", ""))
    rows = choice_rows([(one.clause, one.confidence) for one in found.answers], licences=licences)
    for row, one in zip(rows, found.answers, strict=True):
        row["key"] = _key(one)
        row["label"] = f"{visible(one.clause.standard)}  {row['label']}"
        row["current"] = row["key"] == opened
        row["note"] = visible(_note(one))
    choices("hits", rows, _("Nothing answers to this."), lambda key: st.session_state.update(hit=key))


def _note(answer: Answer) -> str:
    """What is said of a hit in the list: decided, else judged; for a quantity, how the limits lie."""
    limits = [limit_words(one, _) for one in limits_told(answer)[:1]] if answer.match is None else []
    parts = [decided_words(answer.said, _)] if answer.said else [relation_words(answer, _)]
    return " · ".join(part for part in (*parts, *limits) if part)


def _open(found: Results, answer: Answer, licences: Mapping[str, Licence]) -> None:
    """One hit side by side with what was asked."""
    try:
        document = searcher().judges.document(answer.clause.standard)
    except ClausebridgeError as error:
        notice(_("The search could not be made."), str(error), tone="bad", key="failed")
        return
    st.button(
        _("More like this"), key="search_like", icon=":material/saved_search:", on_click=_like, args=(named(answer.clause),)
    )
    nothing = dict.fromkeys(("turned", "edited", "removed", "taken"), lambda _value: None)
    card(hit_card(found.asked, answer, document, licences, _), nothing)


def _like(text: str) -> None:
    """Search from a hit: nothing that limited the search that found it holds for it."""
    for name in PARAMETERS:
        st.session_state[state_key(name)] = ""
    st.session_state[state_key("q")] = text
    st.session_state.pop("hit", None)


def _more() -> None:
    now = str(st.session_state.get(state_key("top")) or "")
    shown = int(now) if now.isascii() and now.isdecimal() else SHOWN
    st.session_state[state_key("top")] = str(min(shown + SHOWN, MOST))


def _key(answer: Answer) -> str:
    return f"{answer.clause.standard}\n{answer.clause.id}"
