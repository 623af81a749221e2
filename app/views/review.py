"""The review page: one card, one decision, by button or by key; the next card that nobody decided comes by itself."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import streamlit as st

from app.ahead import card_ahead
from app.card import card_data
from app.double import is_blind
from app.explaining import told_in_words
from app.neighbours import beside
from app.state import Comparison, Item, State, next_open, progress
from app.views import acting, changing
from app.views.actions import actions
from app.views.components import card, notice
from app.views.counterparts import counterpart_panel
from app.views.desk import _, cards, comparison, jobs, keep_link, language, open_pair, page_head, record, reviewer, settings_menu
from app.views.double import double_panel
from app.views.filtering import filter_chips, filter_menu, no_cards, passing
from app.views.following import mend_links, older_notice
from app.views.forces import legal_force
from app.views.parts import no_comparison, page_links, pair_menu, progress_bar
from app.views.past import card_history
from app.views.pictures import page_pictures
from app.views.risks import risk_form
from app.views.translated import translated, watch_translations
from app.visible import visible
from app.wording import catalogue


def page() -> None:
    """The review page."""
    pair = open_pair()
    if pair is None:
        page_head(_("Review"))
        no_comparison()
        return
    opened = comparison(pair)
    items = cards(opened)
    _top(pair, opened, items)
    at = _place(items, opened)
    shown = passing(opened, items, at)
    filter_chips(opened, items, shown)
    item = next((one for one in shown if one.key == at), None)
    keep_link(pair, at)
    if item is None:
        no_cards(items)
        return
    work = acting.Desk(opened, items, shown, item)
    with st.container():  # in any case: where a line came and went, the card would be made anew
        _messages(work, items)
        older_notice(opened)
        double_panel(opened, item)
    card(
        translated(work, card_data(opened, _with_words(opened, item), _, pending=work.pending, legal=legal_force()))
        | {
            "focus": st.session_state.get("focus_note", 0),
            "place": f"{shown.index(item) + 1} / {len(shown)}",
            "reviewer": visible(reviewer()),
            "beside": _beside(work),
            "compact": work.mode if work.mode in ("other", "more", "deviation") else "",
        },
        _clicks(work),
    )
    mend_links(opened, work.now)
    actions(work)
    watch_translations()
    if work.mode in ("other", "more"):
        counterpart_panel(work)
    if not is_blind(item, reviewer()):  # to see what was decided before would not be blind
        if st.session_state.get("risk_shown", False):
            risk_form(pair, list(product(work.now.side("a") or ("",), work.now.side("b") or ("",))))
        card_history(item.match)
    ahead = next_open(shown, at)
    following = next((one for one in shown if one.key == ahead), None)
    page_pictures(opened, work.now, following)
    if following is not None:
        card_ahead(opened, following, catalogue(language()).gettext)


def _clicks(work: acting.Desk) -> dict[str, Callable[[str], None]]:
    """What a click on the card does, by what was clicked."""
    return {
        "turned": lambda place: acting.turn(work, int(place)),
        "edited": lambda place: changing.edit_deviation(work, int(place) if place != "new" else None),
        "removed": lambda place: changing.remove_deviation(work, int(place)),
        "taken": lambda clause: changing.take_clause(work, clause[0], clause[1:]),
    }


def _beside(work: acting.Desk) -> dict[str, object]:
    """The clauses around those of the card by side, where the reviewer asked for them."""
    if not st.session_state.get("beside_shown", False):
        return {}
    sides: dict[str, object] = {side: beside(work.opened, side, work.now.side(side), _) for side in ("a", "b")}
    return sides | {"words": {"above": _("Chapter"), "before": _("Before"), "after": _("After")}}


def _with_words(opened: Comparison, item: Item) -> Item:
    """The card with the words of both sides that say the same, where the reviewer asked for them."""
    if not st.session_state.get("words_shown", False):
        return item
    with st.spinner(_("Looking for the words that carry it…")):
        return told_in_words(opened, item, jobs().encoder())


def _top(pair: tuple[str, str], opened: Comparison, items: tuple[Item, ...]) -> None:
    left, middle, right, end = st.columns([5, 3, 1.2, 1.3], vertical_alignment="center")
    with left:
        pair_menu(pair)
    with middle:
        progress_bar(progress(items), record(pair))
    with right:
        filter_menu(opened, items)
    with end:
        settings_menu()


def _place(items: tuple[Item, ...], opened: Comparison) -> str:
    """The key of the card to show: the session's, else the link's, else the first that nobody decided."""
    at = st.session_state.get("at") or st.query_params.get("at", "")
    if not any(item.key == at for item in items):
        shown = passing(opened, items)
        at = next_open(shown, "") or next((item.key for item in shown), "")
    st.session_state["at"] = at
    return str(at)


def _messages(work: acting.Desk, items: tuple[Item, ...]) -> None:
    """What happened since the last card: a refused decision, an undo, the end of the queue."""
    clash = st.session_state.get("clash")
    if clash and clash["key"] == work.item.key:
        notice(_("Not stored: the clause was decided by someone else meanwhile."), *clash["lines"], tone="warn", key="clash")
        keep, mine = st.columns([1.4, 1.4, 5])[:2]
        keep.button(_("Keep what is stored"), on_click=acting.keep_theirs, args=(work,), shortcut="K", width="stretch")
        mine.button(
            _("Store mine as well"), on_click=acting.store_mine, args=(work,), shortcut="Y", width="stretch", type="primary"
        )
    elif message := st.session_state.pop("said", ""):
        notice(message, tone=st.session_state.pop("said_tone", "good"), key="said_line")
    elif all(item.state is not State.OPEN for item in items):
        notice(
            _("Every card is decided."),
            _("Look it over in the Overview, then take it on the page Record to the version that is filed."),
            tone="good",
            key="done",
        )
        page_links("record", "overview")
