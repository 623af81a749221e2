"""The editions page: a work with several editions on file, what the later one changed, and what becomes of decisions."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import streamlit as st

from app.edition_paper import cited_words
from app.edition_wording import OUTCOMES, change_words
from app.editions import Editions, cause_lines, is_front, open_editions, side_by_side
from app.views.asof import as_of
from app.views.components import edition_rows, notice
from app.views.desk import _, library, location, may, n_, page_head, reviewer
from app.views.edition_lists import decision_line, decisions, report, stated_changes
from app.views.parts import said_notice
from app.views.record import act
from app.visible import direction, plain_label, visible
from matcher import edition_carry, editions, ledger
from matcher.edition import Change, EditionClause
from matcher.edition_carry import Outcome
from matcher.match import Judgement

Pair = tuple[str, str]
ROWS = 60
"""Changed clauses that are shown at once."""


def page() -> None:
    """The editions page."""
    page_head(_("Editions"), _("What a later edition changed, and what becomes of decisions on the earlier one"))
    said_notice()
    known = [pair for names in editions.works(library()) for pair in combinations(names, 2)]
    if not known:
        notice(
            _("No standard is on file in several editions."),
            _("Add an earlier or a later edition to the library, and it is compared here."),
            key="editions_empty",
        )
        st.page_link(st.session_state["pages"]["library"], label=_("Open the library"), icon=":material/library_books:")
        return
    opened = _open(location(), *_chosen(known), library().log.head().number, as_of())
    _standing(opened)
    _tabs(opened)


@st.cache_resource(show_spinner=False, max_entries=4)
def _open(place: str, old: str, new: str, head: int, day: date) -> Editions:
    del place, head  # another end of the log, another entry of the cache
    return open_editions(library(), old, new, day)


def _chosen(known: list[Pair]) -> Pair:
    """The two editions that are shown: chosen, else of the link, else the first."""
    asked = (st.query_params.get("old", ""), st.query_params.get("new", ""))
    if st.session_state.get("editions_pair") not in known:
        st.session_state["editions_pair"] = asked if asked in known else known[0]
    pair: Pair = st.selectbox(
        _("Editions"), known, key="editions_pair", format_func=lambda one: visible(f"{one[0]}  →  {one[1]}"),
        label_visibility="collapsed",
    )  # fmt: skip
    st.query_params.update(old=pair[0], new=pair[1])
    return pair


# ---- what stands, and what a person can do


def _standing(opened: Editions) -> None:
    """Whether the later edition is stated to replace the earlier one, and the acts that follow, each with what it will do."""
    old, new = opened.map.old, opened.map.new
    said = opened.stated
    if said is None:
        words = _("Nobody stated yet that {new} replaces {old}: decisions on {old} stay as they are.").format(old=old, new=new)
        notice(words, tone="warn", key="editions_open")
        words = _("State that it replaces {old}").format(old=old)
        st.button(
            plain_label(words), key="editions_state", type="primary", icon=":material/verified:", on_click=_state,
            args=(opened,), **may("succession"),
        )  # fmt: skip
        return
    words = _("{who} stated on {day} that {new} replaces {old}.").format(who=said.author, day=said.at[:10], old=old, new=new)
    held = _("It is replaced, but cited by {cited}: decisions on it are good.").format(cited=cited_words(opened, _))
    notice(words, held if opened.cited else "", tone="good", key="editions_said")
    for number, other in enumerate(opened.fates):
        _carrying(opened, other, number)
    if st.button(
        _("Take back that it replaces the earlier one"), key="editions_undo", icon=":material/undo:", **may("succession")
    ):
        act(_("Taken back. Decisions that were carried stay."), lambda: editions.take_back(library(), old, new, reviewer()))
        st.rerun()


def _carrying(opened: Editions, other: str, number: int) -> None:
    """What becomes of the decisions with one other standard, and the buttons that carry and take back."""
    counts = {outcome: sum(one.outcome is outcome for one in opened.fates[other]) for outcome in Outcome}
    told = " · ".join(f"{_(OUTCOMES[outcome])}: {count}" for outcome, count in counts.items() if count)
    notice(other, told or _("no decisions"), tone="plain", key=f"editions_fates_{number}")
    mild = counts[Outcome.EDITORIAL]
    mine = [one for one in ledger.undoable(library(), reviewer(), opened.map.new, other) if one.carried]
    with st.container(horizontal=True):
        words = n_("Carry {count} decision under my name", "Carry {count} decisions under my name", counts[Outcome.CARRY])
        if counts[Outcome.CARRY]:
            st.button(
                words,
                key=f"carry_{number}",
                icon=":material/move_down:",
                on_click=_carry,
                args=(opened, other),
                **may("judgement"),
            )
        words = n_("Clear and carry {count} of other wording", "Clear and carry {count} of other wording", mild)
        if mild:
            st.button(
                words, key=f"clear_{number}", icon=":material/spellcheck:", on_click=_carry, args=(opened, other, True),
                **may("judgement"),
            )  # fmt: skip
        words = n_("Take back the {count} that I carried", "Take back the {count} that I carried", len(mine))
        if mine:
            st.button(
                words, key=f"back_{number}", icon=":material/undo:", on_click=_back, args=(opened, other), **may("judgement")
            )


def _state(opened: Editions) -> None:
    said = _("It is stated, and stands in the log.")
    act(said, lambda: editions.state(library(), opened.map, reviewer(), seen=opened.head))


def _carry(opened: Editions, other: str, editorial: bool = False) -> None:
    stated = opened.stated
    if stated is None:
        return
    written: list[Judgement] = []

    def carry() -> tuple[Judgement, ...] | None:
        written.extend(edition_carry.carry(library(), stated, other, reviewer(), editorial=editorial, seen=opened.head))
        return tuple(written) or None

    act(_("Carried under your name, each with who decided it first."), carry)


def _back(opened: Editions, other: str) -> None:
    act(_("What you carried is taken back."), lambda: ledger.undo(library(), reviewer(), opened.map.new, other))


# ---- what changed


def _tabs(opened: Editions) -> None:
    """The lists: changed, same, new, withdrawn, decisions, what is stated; and the report."""
    changed = [row for row in opened.changed if not is_front(opened, row)]
    new, gone = opened.map.having(Change.NEW), opened.map.having(Change.WITHDRAWN)
    names = [
        _("Changed ({count})").format(count=len(changed)), _("Same ({count})").format(count=len(opened.kept)),
        _("New ({count})").format(count=len(new)), _("Withdrawn ({count})").format(count=len(gone)), _("Decisions"),
        _("Stated changes"), _("Report"),
    ]  # fmt: skip
    tabs = st.tabs(names)
    with tabs[0]:
        _changed(opened, changed)
    for tab, rows in ((tabs[1], opened.kept), (tabs[2], new), (tabs[3], gone)):
        with tab:
            _list(opened, rows)
    with tabs[4]:
        decisions(opened)
    with tabs[5]:
        stated_changes(opened)
    with tabs[6]:
        report(opened)


def _changed(opened: Editions, rows: list[EditionClause]) -> None:
    if not rows:
        notice(_("Nothing changed."), tone="good", key="editions_same")
        return
    lang = opened.new.standard.lang
    edition_rows([_shown(opened, row) for row in rows[:ROWS]], lang=lang, direction=direction(lang))
    if len(rows) > ROWS:
        notice(_("{count} more stand in the report.").format(count=len(rows) - ROWS), tone="small", key="editions_more")


def _shown(opened: Editions, row: EditionClause) -> dict[str, Any]:
    """A changed clause for the component: both texts in segments, why it is in doubt, the decisions in doubt."""
    old, new = opened.labels(row)
    first, second = side_by_side(opened, row)
    title = next((one.title for one in (opened.clause("new", row.new[0]), opened.clause("old", row.old[0])) if one), "")
    return {
        "head": " · ".join(part for part in (title, change_words(row, _)) if part),
        "tone": "mild" if row.editorial else "bold",
        "old": old,
        "new": new,
        "old_text": [[one.text, one.kind] for one in first],
        "new_text": [[one.text, one.kind] for one in second],
        "causes": cause_lines(opened, row, _),
        "decisions": [decision_line(opened, name, one) for name, one in opened.about(row)],
    }


def _list(opened: Editions, rows: tuple[EditionClause, ...]) -> None:
    told = []
    for row in rows:
        old, new = opened.labels(row)
        one = opened.clause("new", row.new[0]) if row.new else opened.clause("old", row.old[0])
        told.append(
            {
                _("Earlier"): old,
                _("Later"): new,
                _("Title"): visible(one.title if one else ""),
                _("Decisions"): len(opened.about(row)),
            }
        )
    st.dataframe(told, hide_index=True, width="stretch")
