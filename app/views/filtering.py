"""The filters of the queue: a menu with counts, and what is on as chips that can be taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Literal

import streamlit as st

from app.card import STATES
from app.coverage import heading
from app.filters import Filters, Only, Sort, filtered
from app.state import Comparison, Item, State
from app.views.components import notice
from app.views.desk import _, filters, mine, n_
from app.views.drawing import chips
from app.visible import visible
from app.wording import ADVICE, ADVICE_HELP, ASPECTS, N_, PROVISIONS, RELATIONS
from ingest.clause import Aspect, Provision
from matcher.match import Advice, Relation

ONLY = {
    Only.REQUIREMENTS: N_("requirements"),
    Only.DEVIATIONS: N_("with deviations"),
    Only.LINKED: N_("with a counterpart"),
    Only.ALONE: N_("without counterpart"),
    Only.DISPUTED: N_("people disagree"),
    Only.SUSPECT: N_("suspect: the text was changed"),
    Only.MINE: N_("assigned to me"),
    Only.DERIVED: N_("derived from decided links"),
}
SORTS = {
    Sort.DOCUMENT: N_("as in the document"),
    Sort.CONFIDENCE: N_("least confident first"),
    Sort.DISPUTES: N_("disagreement first"),
}
NAMES: Mapping[str, tuple[str, Mapping[Any, str]]] = {
    "states": (N_("State"), STATES),
    "relations": (N_("Relation"), RELATIONS),
    "only": (N_("Only"), ONLY),
    "advice": (N_("How sure"), ADVICE),
    "provisions": (N_("Provision"), PROVISIONS),
    "aspects": (N_("Aspect"), ASPECTS),
}
KINDS: Mapping[str, type[StrEnum]] = {
    "states": State, "relations": Relation, "only": Only, "advice": Advice, "provisions": Provision, "aspects": Aspect,
}  # fmt: skip


def passing(opened: Comparison, items: Sequence[Item], keep: str = "") -> tuple[Item, ...]:
    """The cards that the session's filters let through, in its order; the card ``keep`` stays."""
    return filtered(items, filters(), opened, keep, mine(opened))


def filter_menu(opened: Comparison, items: Sequence[Item]) -> None:
    """The filters, behind a button that says when some are on; each value with the number of cards that have it."""
    now = filters()

    def named(field: str) -> Callable[[Any], str]:
        def name(value: Any) -> str:  # noqa: ANN401 - a member of the field's type
            alone: dict[str, Any] = {field: frozenset({value})}
            passed = filtered(items, Filters(**alone), opened, mine=mine(opened))
            return f"{_(NAMES[field][1][value])} ({len(passed)})"

        return name

    look: Literal["primary", "secondary"] = "primary" if now.active else "secondary"
    menu = st.popover(_("Filter"), icon=":material/filter_alt:", width="stretch", type=look, key="filter_menu", on_change="rerun")
    if not menu.open:  # what nobody looks at is neither counted nor sent
        return
    _fill(now)
    with menu:
        st.text_input(
            _("Words"), key="filter_words", on_change=_changed, placeholder=_("In labels, titles, texts and notes"), max_chars=200
        )
        columns = st.columns(2)
        for place, (field, kind) in enumerate(KINDS.items()):
            columns[place % 2].multiselect(
                _(NAMES[field][0]), list(kind), format_func=named(field), key=f"filter_{field}", on_change=_changed,
                placeholder=_("all"), help=_(ADVICE_HELP) if field == "advice" else None,
            )  # fmt: skip
        columns[0].slider(_("Confidence, %"), 0, 100, key="filter_confidence", on_change=_changed)
        columns[1].selectbox(_("Order"), list(Sort), format_func=lambda one: _(SORTS[one]), key="filter_sort", on_change=_changed)


def filter_chips(opened: Comparison, items: Sequence[Item], shown: Sequence[Item]) -> None:
    """What is filtered, with how many cards each condition has, and how many pass them all; a click takes one away."""
    now = filters()
    if not now.active and now.sort is Sort.DOCUMENT:
        return
    parts = list(now.parts())
    rows = [
        {"text": _chip(opened, now, name, value), "count": len(filtered(items, alone, opened, mine=mine(opened)))}
        for name, value, _rest, alone in parts
    ]
    if now.sort is not Sort.DOCUMENT:
        rows.append({"text": ": ".join((_("Order"), _(SORTS[now.sort]))), "count": None})
    passed = _("{passed} of {count} cards pass").format(passed=len(shown), count=len(items))

    def removed(place: int) -> None:
        if place < 0:
            st.session_state["filters"] = Filters()
        elif place < len(parts):
            st.session_state["filters"] = parts[place][2]
        else:
            st.session_state["filters"] = replace(now, sort=Sort.DOCUMENT)

    chips("filter_chips", rows, passed, _("Clear the filters"), _("Take this filter away"), removed)


def _chip(opened: Comparison, now: Filters, name: str, value: Any) -> str:  # noqa: ANN401 - the value of a field of its own type
    if name in NAMES:
        label, words = NAMES[name]
        side = f" {now.side.upper()}" if now.side and name in ("provisions", "aspects") else ""
        return f"{_(label)}{side}: {_(words[value])}"
    if name == "chapter":
        side = now.side or ("a" if value in opened.a_clauses else "b")
        return visible(f"{side.upper()}: {heading(opened.clause(side, value))}")
    if name == "words":
        return visible(": ".join((_("Words"), str(value))))
    return ": ".join((_("Confidence, %"), f"{value[0]}–{value[1]}"))


def _fill(now: Filters) -> None:
    """Give the widgets what holds: it may have come from a link, or from a chip."""
    on = {field: [one for one in kind if one in getattr(now, field)] for field, kind in KINDS.items()}
    held: dict[str, Any] = {f"filter_{field}": chosen for field, chosen in on.items()}
    held |= {"filter_confidence": (now.lowest, now.highest), "filter_words": now.words, "filter_sort": now.sort}
    for key, value in held.items():
        if st.session_state.get(key) != value:
            st.session_state[key] = value


def _changed() -> None:
    state, now = st.session_state, filters()
    lowest, highest = state["filter_confidence"]
    sets: dict[str, Any] = {field: frozenset(state[f"filter_{field}"]) for field in KINDS}
    words, sort = str(state["filter_words"]).strip(), state["filter_sort"]
    state["filters"] = Filters(**sets, side=now.side, chapter=now.chapter, lowest=lowest, highest=highest, words=words, sort=sort)


def no_cards(items: Sequence[Item]) -> None:
    """What to do when the filters let no card through."""
    notice(
        _("No card passes the filters."),
        n_("The comparison has {count} card.", "The comparison has {count} cards.", len(items)),
        key="empty",
    )
    st.button(_("Clear the filters"), on_click=lambda: st.session_state.update(filters=Filters()))
