"""The drawn parts of the overview and of the queue: components, as those of ``components``, that set texts as texts alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from app.views.components import script, styles

_trees = st.components.v2.component(
    "clausebridge_trees", html='<div id="trees"></div>', css=styles("trees.css"), js=script("trees.js")
)
_coverage = st.components.v2.component(
    "clausebridge_coverage", html='<div id="coverage"></div>', css=styles("coverage.css"), js=script("coverage.js")
)
_chips = st.components.v2.component(
    "clausebridge_chips", html='<div id="chips"></div>', css=styles("chips.css"), js=script("chips.js")
)
_standing = st.components.v2.component(
    "clausebridge_standing", html='<div id="standing"></div>', css=styles("standing.css"), js=script("standing.js")
)


def trees(data: Mapping[str, Any], chosen: Callable[[str], None]) -> None:
    """Two clause trees with their links (``app.tree_data.trees_data``); a click on a clause or a link calls ``chosen``."""
    _trees(key="trees", data=dict(data), on_chosen_change=lambda: _told("trees", "chosen", chosen))


def coverage_table(key: str, data: Mapping[str, Any], chosen: Callable[[str], None]) -> None:
    """How much of each group is covered; a click on a number calls ``chosen`` with its name."""
    _coverage(key=key, data=dict(data), on_chosen_change=lambda: _told(key, "chosen", chosen))


def chips(
    key: str, rows: Sequence[Mapping[str, Any]], passed: str, clear: str, help_: str, removed: Callable[[int], None]
) -> None:
    """Conditions that can be taken away; a click calls ``removed`` with the place of one, with -1 for all."""
    data = {"rows": [dict(row) for row in rows], "passed": passed, "clear": clear, "help": help_}
    _chips(key=key, data=data, on_removed_change=lambda: _told(key, "removed", lambda place: removed(int(place))))


def standing_matrix(key: str, data: Mapping[str, Any], chosen: Callable[[str], None]) -> None:
    """A matrix of cells or of risks (``app.standing_data``); a click on a cell calls ``chosen`` with its name."""
    _standing(key=key, data=dict(data), on_chosen_change=lambda: _told(key, "chosen", chosen))


def _told(key: str, name: str, act: Callable[[str], None]) -> None:
    value = st.session_state[key].get(name)
    if value:
        act(str(value))
