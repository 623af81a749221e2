"""The parts of a page that show text from files: components that set it as the text of elements, never as markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from app.visible import visible

ASSETS = Path(__file__).parent.parent / "assets"


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


_card = st.components.v2.component(
    "clausebridge_card", html='<div id="card"></div>', css=_asset("card.css"), js=_asset("card.js")
)
_choices = st.components.v2.component(
    "clausebridge_choices", html='<div id="choices"></div>', css=_asset("choices.css"), js=_asset("choices.js")
)
_notice = st.components.v2.component(
    "clausebridge_notice", html='<div id="notice"></div>', css=_asset("notice.css"), js=_asset("notice.js")
)
_scroll = st.components.v2.component("clausebridge_scroll", html="", js=_asset("scroll.js"))


def style() -> None:
    """The desk's own style sheet; nothing but what ships with the program."""
    st.html(f"<style>{_asset('desk.css')}</style>")


def card(data: Mapping[str, Any]) -> None:
    """The two sides of a card with evidence and deviations; ``data`` as ``app.card.card_data`` makes it."""
    _card(key="card", data=dict(data))


def choices(key: str, rows: Sequence[Mapping[str, Any]], empty: str, chosen: Callable[[str], None]) -> None:
    """A list of clauses; a click on one calls ``chosen`` with its key before the page is drawn again."""

    def clicked() -> None:
        value = st.session_state[key].get("chosen")
        if value:
            chosen(str(value))

    _choices(key=key, data={"rows": [dict(row) for row in rows], "empty": empty}, on_chosen_change=clicked)


def scroll_to(box: str, share: float) -> None:
    """Scroll the container with the key ``box`` so that what stands at ``share`` of its picture's height is seen."""
    _scroll(key=f"scroll_{box}", data={"box": box, "share": share})


def notice(*lines: str, tone: str = "info", key: str | None = None) -> None:
    """Lines of plain text in a box: ``tone`` info, good, warn, bad; "head" for a heading with a line below, "plain" for text."""
    _notice(key=key, data={"lines": [visible(line) for line in lines if line], "tone": tone})
