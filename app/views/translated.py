"""Machine translations on the review page: off, into the language of the interface, or into that of the other side."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.licensed import told_clause
from app.translating import Translations, named, with_translations
from app.views import acting
from app.views.desk import _, language
from index.translator import Translator

INTO = ("", "interface", "other")
EVERY = 1.0
"""Seconds after which the page looks whether a translation has come."""


@st.cache_resource(show_spinner=False)
def _translations(model: str) -> Translations:
    def load() -> Translator:
        from index.translator import load_translator

        return load_translator(model)

    return Translations(load)


def translations() -> Translations | None:
    """The translations by the model that was named; None where none was."""
    return _translations(named()) if named() else None


def turn_translation(_work: acting.Desk) -> None:
    """Off, into the language of the interface, into that of the other side, and off again; or how a model is named."""
    if translations() is None:
        said = _("No translation model was named: start with clausebridge review --translation MODEL (a folder, or a hub name).")
        st.session_state.update(said=said, said_tone="info")
        return
    now = st.session_state.get("translation", "")
    st.session_state["translation"] = INTO[(INTO.index(now) + 1) % len(INTO)]


def translated(work: acting.Desk, data: dict[str, Any]) -> dict[str, Any]:
    """The data of a card with translations, where they are asked for."""
    made, into = translations(), st.session_state.get("translation", "")
    if made is None or not into:
        return data
    sides = {"a": work.opened.a, "b": work.opened.b}
    other = {"a": sides["b"].lang, "b": sides["a"].lang}
    clauses = {
        side: [
            told_clause(work.opened.clause(side, one), work.opened.licences.get(standard.designation))
            for one in work.now.side(side)
        ]
        for side, standard in sides.items()
    }
    targets = dict.fromkeys(sides, language()) if into == "interface" else other
    return with_translations(data, clauses, targets, made, _)


def watch_translations() -> None:
    """Draw the card again when a translation that it waits for has come; until then nothing waits for it."""
    made = translations()
    if made is not None and st.session_state.get("translation") and made.waiting:
        st.fragment(_look, run_every=EVERY)()


def _look() -> None:
    made = translations()
    if made is None or not made.waiting:
        st.rerun()
