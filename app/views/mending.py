"""The mending part of the reading page: what is to be done with a clause, what that would change, and the mends there are."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.licensed import told
from app.mending import (
    ACTS,
    SHORT,
    Spot,
    act_words,
    card_with,
    change_words,
    heading_mends,
    mend_words,
    possible_parents,
    split_mend,
    spots,
    suspects,
)
from app.views.components import notice
from app.views.desk import _, barred, cards, choose_pair, comparison, jobs, library, n_, reviewer
from app.visible import visible
from app.wording import KINDS
from index.mending import Preview, preview
from index.mends import KIND, State
from index.shelf import Licence
from ingest.clause import PARTS_OF_A_CLAUSE, Clause, Kind
from ingest.errors import ClausebridgeError, UsageError
from ingest.mend import Act, Mend, place_of

FORMS = (Act.LABEL, Act.LEVEL, Act.KIND, Act.SPLIT, Act.MERGE, Act.DROP)
"""What is chosen from; label and title have one form."""
TOP = ""
MOST = 12
"""Lines of what would change that are shown."""


def mending(clauses: Sequence[Clause], clause: Clause, licence: Licence) -> None:
    """The forms for one clause of a standard, and the list of the standard's mends."""
    said = st.session_state.pop("mend_said", None)
    if said:
        notice(*said["lines"], tone=said["tone"], key="mend_said")
    _back()
    with st.expander(_("Mend this clause"), icon=":material/handyman:", expanded=bool(st.session_state.get("mend_act"))):
        why = barred(KIND)
        if why:
            notice(why, tone="plain", key="mend_barred")
        else:
            _form(clauses, clause, licence)
    _kept(clause.standard)


def open_at(designation: str, clause_id: str, pair: tuple[str, str]) -> None:
    """Have the reading page show a clause with its forms, and a way back to the clause's card in the comparison of ``pair``."""
    st.session_state.update(
        reading_standard=designation,
        reading_at=clause_id,
        reading_words="",
        mend_act=Act.LABEL,
        mend_back=(pair, designation, clause_id),
    )


def _back() -> None:
    back = st.session_state.get("mend_back")
    if back and st.button(_("Back to the card"), icon=":material/arrow_back:", key="mend_return", type="tertiary"):
        pair, designation, clause_id = back
        choose_pair(pair, card_with(cards(comparison(pair)), designation, clause_id))
        st.session_state.update(mend_back=None, mend_act=None)
        st.switch_page(st.session_state["pages"]["review"])


def _form(clauses: Sequence[Clause], clause: Clause, licence: Licence) -> None:
    seen = library().log.head().number  # before the tree is read: what comes in between is refused, never overlooked
    state = library().mends(clause.standard)
    act = st.segmented_control(
        _("What is wrong?"),
        FORMS,
        format_func=lambda one: _("label and title") if one is Act.LABEL else _(ACTS[one]),
        key="mend_act",
        label_visibility="collapsed",
    )
    if act is None:
        st.caption(
            _("The text stays the source's: a mend changes where clauses begin, what they are called and where they stand.")
        )
        return
    mends = _wished(act, clauses, clause, licence)
    if not mends:
        return
    try:
        shown = preview(state, mends)
    except UsageError as error:
        notice(str(error), tone="warn", key="mend_refused")
        return
    _show(clause.standard, shown)
    st.button(
        _("Store the mend"),
        key="mend_store",
        type="primary",
        icon=":material/check:",
        on_click=_store,
        args=(clause.standard, mends, seen, clause.id),
    )


def _wished(act: Act, clauses: Sequence[Clause], clause: Clause, licence: Licence) -> list[Mend]:
    """The mends that the form of an act asks for; none where nothing was entered yet."""
    place = place_of(clause)
    if act is Act.LABEL:
        label = st.text_input(_("Label"), clause.clause, key=f"mend_label_{clause.id}")
        title = st.text_input(_("Title"), clause.title, key=f"mend_title_{clause.id}")
        return heading_mends(clause, label.strip(), title.strip())
    if act is Act.LEVEL:
        return _level(clauses, clause)
    if act is Act.KIND:
        kinds = [kind for kind in Kind if kind not in PARTS_OF_A_CLAUSE or kind is Kind.PARAGRAPH]
        kind = st.selectbox(
            _("It is"), kinds, kinds.index(clause.kind) if clause.kind in kinds else 0,
            format_func=lambda one: _(KINDS[one]), key=f"mend_kind_{clause.id}",
        )  # fmt: skip
        return [Mend(act, place, kind=kind)] if kind is not clause.kind else []
    if act is Act.SPLIT:
        return _split(clause, licence)
    return [Mend(act, place)]


def _level(clauses: Sequence[Clause], clause: Clause) -> list[Mend]:
    by_id = {one.id: one for one in possible_parents(clauses, clause)}
    ids = [TOP, *by_id]
    now = clause.parent if clause.parent in ids else TOP
    chosen = st.selectbox(
        _("It stands below"), ids, ids.index(now), key=f"mend_parent_{clause.id}",
        format_func=lambda one: visible(f"{by_id[one].clause} {by_id[one].title}".strip()) if one else _("nothing: at the top"),
    )  # fmt: skip
    if chosen == now:
        return []
    return [Mend(Act.LEVEL, place_of(clause), parent=place_of(by_id[chosen]) if chosen else None)]


def _split(clause: Clause, licence: Licence) -> list[Mend]:
    if licence is not Licence.FULL:
        notice(
            _("The licence of this standard keeps its text from being shown: the place cannot be chosen here."),
            tone="plain",
            key="mend_licence",
        )
        return []
    found = {spot.at: spot for spot in spots(clause)}
    if not found:
        notice(_("It has no text that could be split."), tone="plain", key="mend_empty")
        return []
    at = st.selectbox(
        _("A new clause begins with"), list(found), index=None, key=f"mend_spot_{clause.id}",
        format_func=lambda one: visible(told(found[one].words, licence)), placeholder=_("choose the place in the text"),
    )  # fmt: skip
    if at is None:
        return []
    spot: Spot = found[at]
    label = st.text_input(_("Label of the new clause"), spot.label, key=f"mend_new_label_{clause.id}_{at}")
    title = st.text_input(_("Title of the new clause"), spot.title, key=f"mend_new_title_{clause.id}_{at}", max_chars=4 * SHORT)
    return [split_mend(clause, spot, label.strip(), title.strip())]


def _show(designation: str, shown: Preview) -> None:
    """What would change, before anything is stored."""
    lines = change_words(shown, _)
    more = [_("and {count} more").format(count=len(lines) - MOST)] if len(lines) > MOST else []
    notice(_("This would change:"), *lines[:MOST], *more, tone="info", key="mend_preview")
    count = suspects(library(), designation, shown)
    if count:
        words = n_(
            "{count} decision was made on a text that would be another: it stays and is marked suspect.",
            "{count} decisions were made on texts that would be others: they stay and are marked suspect.",
            count,
        )
        notice(words, tone="warn", key="mend_suspects")


def _store(designation: str, mends: Sequence[Mend], seen: int, clause_id: str, undoes: int = 0) -> None:
    try:
        entry = library().mend(designation, mends, jobs().encoder(), seen=seen, undoes=undoes, author=reviewer())
    except ClausebridgeError as error:
        st.session_state["mend_said"] = {"lines": [_("Not stored."), str(error)], "tone": "warn"}
        return
    moves = entry.payload["moves"]
    st.session_state["reading_at"] = moves.get(clause_id, clause_id)
    back = st.session_state.get("mend_back")
    if back and back[1] == designation:
        st.session_state["mend_back"] = (*back[:2], moves.get(back[2], back[2]))
    st.session_state["mend_act"] = None
    words = _("Stored as entry {number} of the log. Comparisons with this standard should be made again.")
    st.session_state["mend_said"] = {"lines": [words.format(number=entry.number)], "tone": "good"}


def _kept(designation: str) -> None:
    """The mends in force, who made them and when, each to be taken back; and those that this parse has no place for."""
    if not library().log.entries(kind=KIND, topic=designation):
        return
    seen = library().log.head().number
    state: State = library().mends(designation)
    title = n_("{count} mend of this standard", "{count} mends of this standard", len(state.acts))
    with st.expander(title, icon=":material/history:"):
        for act in reversed(state.acts):
            left, right = st.columns([5, 1], vertical_alignment="center")
            unplaced = _("cannot be placed on this parse, look again")
            lost = [f"{mend_words(one.mend, _)}: {unplaced}" for one in state.left(act)]
            with left:
                notice(
                    act_words(act.entry, act.mends, _), *lost, tone="warn" if lost else "plain", key=f"mend_{act.entry.number}"
                )
            if not barred(KIND):
                right.button(
                    _("Take back"), key=f"unmend_{act.entry.number}", on_click=_store,
                    args=(designation, (), seen, str(st.session_state.get("reading_at", "")), act.entry.number),
                )  # fmt: skip
