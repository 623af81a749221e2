"""The review page: one card, one decision, by button or by key; the next card that nobody decided comes by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from app.ahead import card_ahead
from app.card import card_data
from app.explaining import told_in_words
from app.neighbours import beside
from app.state import Comparison, Item, State, neighbour, next_open, other_side, progress
from app.views import acting, changing
from app.views.components import card, notice
from app.views.counterparts import counterpart_panel
from app.views.desk import _, cards, comparison, jobs, keep_link, language, open_pair, record, reviewer, settings_menu
from app.views.deviations import deviation_form, deviation_menu
from app.views.double import double_panel
from app.views.filtering import filter_chips, filter_menu, no_cards, passing
from app.views.following import mend_links, older_notice
from app.views.keys import keys_dialog
from app.views.parts import no_comparison, pair_menu, progress_bar
from app.views.past import card_history
from app.views.pictures import page_pictures
from app.views.translated import translated, turn_translation, watch_translations
from app.visible import plain_label, visible
from app.wording import RATIONALES, REASONS, RELATION_HELP, RELATIONS, catalogue
from matcher.match import Decision, Relation

RELATION_KEYS = {
    Relation.EQUAL: "1",
    Relation.EQUIVALENT: "2",
    Relation.SUPERSET: "3",
    Relation.SUBSET: "4",
    Relation.INTERSECTS: "5",
}
RATIONALE_KEYS = {"syntactic": "6", "semantic": "7", "functional": "8"}
DIGITS = 9
Kind = Literal["primary", "secondary", "tertiary"]
WRITING = frozenset("AXUNMZOLGDQ")
"""The keys of what not every role may do."""
CHOSEN_REASONS = ("other-subject", "other-scope", "other-kind", "too-loose", "wrong-clause")


def page() -> None:
    """The review page."""
    pair = open_pair()
    if pair is None:
        notice(_("Review"), tone="head", key="head")
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
    _messages(work, items)
    older_notice(opened)
    card(
        translated(work, card_data(opened, _with_words(opened, item), _, pending=work.pending))
        | {
            "focus": st.session_state.get("focus_note", 0),
            "place": f"{shown.index(item) + 1} / {len(shown)}",
            "reviewer": visible(reviewer()),
            "beside": _beside(work),
            "compact": work.mode if work.mode in ("other", "more", "deviation") else "",
        },
        _clicks(work),
    )
    double_panel(opened, item)
    _actions(work)
    watch_translations()
    if work.mode in ("other", "more"):
        counterpart_panel(work)
    card_history(item.match)
    ahead = next_open(shown, at)
    following = next((one for one in shown if one.key == ahead), None)
    page_pictures(opened, work.now, following)
    mend_links(opened, item, work.now)
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
            _("Take the result away on the page Export, or look it over in the Overview."),
            tone="good",
            key="done",
        )


def _actions(work: acting.Desk) -> None:
    if work.mode == "deviation":
        deviation_form(work)
    with st.container(key="actions"):
        with st.container(horizontal=True, key="relations", vertical_alignment="center"):
            if work.mode == "reject":
                _reasons(work)
            elif work.mode == "away":
                _clauses(work)
            elif work.mode == "deviations":
                deviation_menu(work)
            elif work.mode not in ("other", "more", "deviation") and work.linked:
                _relations(work)
            _note(work)
        _decisions(work)
        _tools(work)
        if work.barred:
            st.caption(work.barred)


def _relations(work: acting.Desk) -> None:
    for relation, key in RELATION_KEYS.items():
        st.button(
            _(RELATIONS[relation]),
            key=f"relation_{relation.value}",
            help=_(RELATION_HELP[relation]),
            type="primary" if relation is work.now.relation else "secondary",
            shortcut=key,
            on_click=changing.set_relation,
            args=(work, relation),
        )
    st.text("·", width="content")
    for rationale, key in RATIONALE_KEYS.items():
        st.button(
            _(RATIONALES[rationale]),
            key=f"rationale_{rationale}",
            help=_("On what the relation rests"),
            type="primary" if rationale == work.now.rationale else "secondary",
            shortcut=key,
            on_click=changing.set_rationale,
            args=(work, rationale),
        )


def _clauses(work: acting.Desk) -> None:
    """The clauses of the card, to take one of them away."""
    st.text(_("Take away:"), width="content")
    on_card = [(side, one) for side in ("a", "b") for one in work.now.side(side)]
    for place, (side, clause_id) in enumerate(on_card[:DIGITS], 1):
        st.button(
            f"{side.upper()} {plain_label(work.opened.clause(side, clause_id).cited)}",
            key=f"away_{place}",
            shortcut=str(place),
            on_click=changing.take_clause,
            args=(work, side, clause_id),
        )
    st.button(_("Cancel"), key="cancel_away", shortcut="Escape", on_click=changing.set_mode, args=(work, ""), type="tertiary")


def _reasons(work: acting.Desk) -> None:
    st.text(_("Rejected because:"), width="content")
    for place, reason in enumerate(CHOSEN_REASONS, 1):
        st.button(
            _(REASONS[reason]),
            key=f"reason_{reason}",
            shortcut=str(place),
            on_click=acting.decide,
            args=(work, Decision.REJECT, reason),
        )
    st.button(_("Cancel"), key="cancel_reject", shortcut="Escape", on_click=changing.set_mode, args=(work, ""), type="tertiary")


def _note(work: acting.Desk) -> None:
    with st.container(key="note"):
        st.text_input(
            _("Note"),
            key=work.note_key,
            placeholder=_("Note, stored with the decision"),
            label_visibility="collapsed",
            on_change=acting.note_changed,
            args=(work,),
            disabled=bool(work.barred),
        )


def _decisions(work: acting.Desk) -> None:
    accept = _("Accept") if work.linked else _("Confirm: no counterpart")
    if work.unrelated:
        accept = _("Confirm: not related")
    with st.container(horizontal=True, key="decisions", vertical_alignment="center"):
        _button(work, accept, "A", acting.decide, Decision.ACCEPT, icon="check", kind="primary")
        _button(work, _("Reject"), "X", changing.set_mode, "reject", icon="close")
        _button(work, _("Unsure"), "U", acting.decide, Decision.UNSURE, icon="help")
        if work.linked:
            _button(work, _("No counterpart"), "N", acting.decide, Decision.NO_COUNTERPART, icon="block")
        _button(work, _("Undo"), "Z", acting.take_back, icon="undo")
        _button(work, _("Previous"), "P", acting.go, neighbour(work.shown, work.item.key, -1), icon="arrow_back")
        _button(work, _("Skip"), "S", acting.skip, icon="arrow_forward")


def _tools(work: acting.Desk) -> None:
    """What changes the card, and what it shows on demand."""
    other = _("Other counterpart") if other_side(work.item.match) == "b" else _("Find one in A")
    with st.container(horizontal=True, key="tools", vertical_alignment="center"):
        _tool(work, other, "O", changing.set_mode, "" if work.mode == "other" else "other", icon="swap_horiz")
        _tool(work, _("Add a clause"), "L", changing.set_mode, "" if work.mode == "more" else "more", icon="add_link")
        _tool(work, _("Take away"), "G", changing.set_mode, "" if work.mode == "away" else "away", icon="link_off")
        if work.linked:
            opened = work.mode in ("deviations", "deviation")
            _tool(work, _("Deviations"), "D", changing.set_mode, "" if opened else "deviations", icon="difference")
        if work.pending.changes or not work.now.proposed:
            _tool(work, _("As proposed"), "Q", changing.as_proposed, icon="restart_alt")
        _tool(work, _("Note"), "M", acting.focus_note, icon="edit_note")
        _tool(work, _("Words"), "W", acting.turn_shown, "words", icon="spellcheck")
        _tool(work, _("Neighbours"), "B", acting.turn_shown, "beside", icon="unfold_more")
        _tool(work, _("Translation"), "T", turn_translation, icon="translate")
        _tool(work, _("Pages"), "V", acting.turn_shown, "pages", icon="visibility")
        st.button(_("Keys"), key="do_H", shortcut="H", on_click=_ask_for_keys, type="tertiary", icon=":material/keyboard:")
    if st.session_state.pop("keys_asked", False):
        keys_dialog()


def _ask_for_keys() -> None:
    st.session_state["keys_asked"] = True


def _tool(work: acting.Desk, label: str, key: str, act: Callable[..., None], *args: object, icon: str) -> None:
    _button(work, label, key, act, *args, icon=icon, kind="tertiary")


def _button(
    work: acting.Desk, label: str, key: str, act: Callable[..., None], *args: object, icon: str, kind: Kind = "secondary"
) -> None:
    barred = work.barred if key in WRITING else ""
    st.button(
        label, key=f"do_{key}", shortcut=key, on_click=act, args=(work, *args), type=kind, icon=f":material/{icon}:",
        disabled=bool(barred), help=barred or None,
    )  # fmt: skip
