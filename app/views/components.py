"""The parts of a page that show text from files: components that set it as the text of elements, never as markup."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from app.visible import visible

ASSETS = Path(__file__).parent.parent / "assets"


def asset(name: str) -> str:
    """A file of ``assets``."""
    return (ASSETS / name).read_text(encoding="utf-8")


def styles(name: str) -> str:
    """A component's own styles behind the fonts of each language; their colours are the properties of ``tokens.css``."""
    return asset("fonts.css") + asset(name)


def script(*names: str) -> str:
    """A component's own scripts behind what makes their elements."""
    return "".join(map(asset, ("make.js", *names)))


_card = st.components.v2.component(
    "clausebridge_card", html='<div id="card"></div>', css=styles("card.css"), js=script("clause.js", "card.js")
)
_reading = st.components.v2.component(
    "clausebridge_reading", html='<div id="card"></div>', css=styles("card.css"), js=script("clause.js", "reading.js")
)
_choices = st.components.v2.component(
    "clausebridge_choices", html='<div id="choices"></div>', css=styles("choices.css"), js=script("choices.js")
)
_leaf = st.components.v2.component(
    "clausebridge_leaf", html='<div id="leaf"></div>', css=styles("leaf.css"), js=script("leaf.js")
)
_notice = st.components.v2.component(
    "clausebridge_notice", html='<div id="notice"></div>', css=styles("notice.css"), js=asset("notice.js")
)
_health = st.components.v2.component(
    "clausebridge_health", html='<div id="health"></div>', css=styles("health.css"), js=asset("health.js")
)
_course = st.components.v2.component(
    "clausebridge_course", html='<ol id="course"></ol>', css=styles("course.css"), js=script("course.js")
)
_editions = st.components.v2.component(
    "clausebridge_editions", html='<div id="editions"></div>', css=styles("editions.css"), js=script("editions.js")
)
_log = st.components.v2.component("clausebridge_log", html='<div id="log"></div>', css=styles("log.css"), js=asset("log.js"))
_pages = st.components.v2.component(
    "clausebridge_pages", html='<div id="pages"></div>', css=styles("pages.css"), js=asset("pages.js")
)


def style(words: Mapping[str, str]) -> None:
    """The desk's own style sheet; nothing but what ships with the program.

    ``words`` of our catalogues stand in place of what streamlit says in English, by the names that ``desk.css`` gives them.
    """
    said = "".join(f"--cb-word-{name}: {json.dumps(word, ensure_ascii=False)};" for name, word in words.items())
    st.html(f"<style>{asset('tokens.css')}:root {{ {said} }}{asset('desk.css')}</style>")


def card(data: Mapping[str, Any], clicks: Mapping[str, Callable[[str], None]]) -> None:
    """The two sides of a card with evidence and deviations; ``data`` as ``app.card.card_data`` makes it.

    ``clicks`` by what is clicked: "turned", "edited" and "removed" get the place of a deviation ("new" for one that is to be
    made), "taken" the letter of a side and the id of one of its clauses.
    """

    def clicked(name: str) -> Callable[[], None]:
        def call() -> None:
            value = st.session_state["card_shown"].get(name)
            if value:
                clicks[name](str(value))

        return call

    _card(
        key="card_shown",
        data=dict(data),
        on_turned_change=clicked("turned"),
        on_edited_change=clicked("edited"),
        on_removed_change=clicked("removed"),
        on_taken_change=clicked("taken"),
    )


def reading(data: Mapping[str, Any], cited: Callable[[str], None] | None = None, *, key: str = "reading") -> None:
    """One clause with the name of its standard; a click on a reference calls ``cited`` with the id of the clause it leads to.

    Without ``cited`` what is cited is shown below the reference. ``data``: "clause" as ``app.card.clause_data`` makes it,
    "designation" and "name" of its standard, and "structure" as ``app.structure.structure_table`` makes it. Each on a page has
    a ``key`` of its own.
    """

    def clicked() -> None:
        value = st.session_state[key].get("cited")
        if value and cited:
            cited(str(value))

    _reading(key=key, data={**data, "goes": cited is not None}, on_cited_change=clicked)


def choices(
    key: str, rows: Sequence[Mapping[str, Any]], empty: str, chosen: Callable[[str], None], *, tall: bool = False
) -> None:
    """A list of clauses; a click on one calls ``chosen`` with its key before the page is drawn again."""

    def clicked() -> None:
        value = st.session_state[key].get("chosen")
        if value:
            chosen(str(value))

    _choices(key=key, data={"rows": [dict(row) for row in rows], "empty": empty, "tall": tall}, on_chosen_change=clicked)


def page_strip(
    key: str, cells: Sequence[Mapping[str, Any]], legend: Sequence[Mapping[str, str]], chosen: Callable[[int], None]
) -> None:
    """A strip with a cell for each page; a click on one calls ``chosen`` with its number.

    A cell has "page", "health" (``app.page_health.Health``), "says" in a line, and "current".
    """

    def clicked() -> None:
        value = st.session_state[key].get("chosen")
        if value:
            chosen(int(value))

    _health(
        key=key, data={"cells": [dict(cell) for cell in cells], "legend": [dict(one) for one in legend]}, on_chosen_change=clicked
    )


def course(states: Sequence[Mapping[str, str]]) -> None:
    """The states of a record in their order: "name", "told" (who and when), "kind" (done, current, ahead, warn)."""
    rows = [{name: visible(value) for name, value in state.items()} for state in states]
    _course(key="course", data={"states": rows})


def edition_rows(rows: Sequence[Mapping[str, Any]], *, lang: str, direction: str) -> None:
    """Clauses of two editions side by side in the language ``lang``.

    A row has "head", "tone" (bold, mild), the labels "old" and "new", "old_text" and "new_text" as lists of text and kind of
    mark, and the lines "causes" and "decisions".
    """
    shown = [
        {name: [visible(line) for line in value] if name in ("causes", "decisions") else value for name, value in row.items()}
        | {name: visible(row[name]) for name in ("head", "old", "new")}
        for row in rows
    ]
    _editions(key="edition_rows", data={"rows": shown, "lang": lang, "dir": direction})


def log(lines: Sequence[Mapping[str, Any]]) -> None:
    """Entries of the log under their days; ``lines`` as ``app.history.shown_line`` makes them."""
    _log(key="log", data={"lines": [dict(line) for line in lines]})


def leaf(data: Mapping[str, Any], chosen: Callable[[str], None]) -> None:
    """A page with the boxes of its clauses; a click on one calls ``chosen`` with its id. ``data`` as ``app.leaf.leaf_data``."""

    def clicked() -> None:
        value = st.session_state["leaf"].get("chosen")
        if value:
            chosen(str(value))

    _leaf(key="leaf", data=dict(data), on_chosen_change=clicked)


def page_view(
    key: str, png: bytes, data: Mapping[str, Any], *, turned: Callable[[int], None], sharper: Callable[[], None]
) -> None:
    """The picture of a page, to be zoomed and moved.

    ``data``: "sheet" names what is shown (another one starts at its clause), "page" and "last" its number and that of the last
    page (0 where it is not known), "pages" those on which the clauses stand, "share" where the first of them begins, "sharp"
    whether this is the finer picture, "label" and "words". ``turned`` gets the page that is asked for; ``sharper`` is called
    once where the picture is too coarse for the zoom.
    """

    def clicked() -> None:
        if value := st.session_state[key].get("page"):
            turned(int(value))

    def zoomed() -> None:
        if st.session_state[key].get("sharper"):
            sharper()

    drawn = {"png": base64.b64encode(png).decode(), "name": key, **data}
    _pages(key=key, data=drawn, on_page_change=clicked, on_sharper_change=zoomed)


def notice(*lines: str, tone: str = "info", key: str | None = None) -> None:
    """Lines of plain text in a box: ``tone`` info, good, warn, bad; "head" for heading and a line, "title", "plain", "small"."""
    _notice(key=key, data={"lines": [visible(line) for line in lines if line], "tone": tone})
