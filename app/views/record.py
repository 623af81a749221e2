"""The record page: what a comparison is for, how far it is, what the next step asks for; its versions below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date

import streamlit as st

from app.record_wording import FIELDS, STEP_HELP, STEPS, course_states, missing_words
from app.recording import CURED, GONE, Next, Opened, open_record, recorded_pairs, work_now
from app.views.components import course as course_view
from app.views.components import notice
from app.views.desk import _, choose_pair, library, location, open_pair, page_head, pairs, reviewer, role
from app.views.parts import no_comparison, page_links, pair_menu, said_notice
from app.views.record_versions import versions
from app.visible import visible
from app.wording import ROLES
from index.log import Conflict
from index.members import members
from index.roles import Role
from ingest.errors import ClausebridgeError
from matcher.record import Course, Record, State, course, record_fields
from matcher.record_changes import change, undo
from matcher.steps import Lack, Step, take
from matcher.versions import Work

ICONS = {
    Step.REVIEW: "fact_check",
    Step.FREEZE: "ac_unit",
    Step.SUBMIT: "groups",
    Step.APPROVE: "verified",
    Step.RETURN: "undo",
}
Pair = tuple[str, str]


def page() -> None:
    """The record page."""
    page_head(_("Record"), _("What this comparison is for, how far it is, and its frozen versions"))
    head = library().log.head().number
    known = _known(location(), head)
    pair = _pair(known)
    if pair is None:
        no_comparison()
        return
    pair_menu(pair, known, _choose, key="record_menu")
    opened = open_record(library(), *pair, reviewer(), role(), _work(location(), *pair, head))
    course_view(course_states(opened.course, _))
    said_notice()
    left, right = st.columns([1, 1], gap="large")
    with left:
        _stated(opened)
    with right:
        _next(opened)
    versions(opened, act)


@st.cache_resource(show_spinner=False, max_entries=2)
def _known(place: str, head: int) -> list[Pair]:
    del place, head  # another end of the log, another entry of the cache
    return recorded_pairs(library())


@st.cache_resource(show_spinner=False, max_entries=8)
def _work(place: str, a: str, b: str, head: int) -> Work | None:
    del place, head  # another end of the log, another entry of the cache
    return work_now(library(), course(library(), a, b))


def _pair(known: list[Pair]) -> Pair | None:
    """The comparison that is open; one whose standards were taken out where that was chosen here."""
    chosen: Pair | None = st.session_state.get("record_of")
    if chosen in known and chosen not in pairs():
        return chosen
    return open_pair() or next(iter(known), None)


def _choose(pair: Pair) -> None:
    st.session_state["record_of"] = pair
    if pair in pairs():
        choose_pair(pair)


def act(done: str, what: Callable[[], object]) -> bool:
    """Do something with a record, and say on the next page what came of it; whether it was not refused."""
    refused = True
    try:
        said, tone = (done, "good") if what() is not None else (_("Nothing was changed."), "info")
        refused = False
    except Conflict as conflict:
        authors = ", ".join(sorted({entry.author for entry in conflict.entries}))
        said, tone = _("Not stored: {who} changed this meanwhile. Look again, then decide.").format(who=authors), "warn"
    except ClausebridgeError as error:
        said, tone = _(str(error)), "bad"
    st.session_state.update(said=said, said_tone=tone)
    return not refused


# ---- what is stated


def _stated(opened: Opened) -> None:
    """The form of the record; its fields are drawn anew whenever the record is another."""
    now = opened.course
    st.subheader(_("What the record states"), anchor=False)
    drawn = f"{abs(hash((now.a, now.b, now.record)))}"
    if kept := st.session_state.pop("record_kept", None):  # what was typed on a record that somebody changed meanwhile
        st.session_state[f"record_kept_{drawn}"] = kept
    with st.form("record_form", border=True):
        ruled = opened.role is not None and opened.role.reaches(Role.ADJUDICATOR)
        _fields(replace(now.record, **st.session_state.get(f"record_kept_{drawn}", {})), drawn, ruled=ruled)
        left, right = st.columns(2)
        with left:
            st.form_submit_button(
                _("Store"), type="primary", icon=":material/save:", width="stretch", on_click=_store, args=(now, drawn)
            )
        with right:
            st.form_submit_button(
                _("Undo my last change"), icon=":material/undo:", width="stretch", on_click=_undo, args=(now.a, now.b)
            )


def _key(name: str, drawn: str) -> str:
    return f"record_{name}_{drawn}"


def _field(name: str) -> str:
    return _(FIELDS[name])


def _fields(record: Record, drawn: str, *, ruled: bool) -> None:
    """The fields of the record; those that bind who may take a step are an adjudicator's (``ruled``)."""
    st.text_area(_field("purpose"), record.purpose, key=_key("purpose", drawn), height=68, max_chars=2000)
    left, right = st.columns(2)
    with left:
        st.text_input(_field("product"), record.product, key=_key("product", drawn), max_chars=2000)
        st.text_input(_field("language"), record.language, key=_key("language", drawn), max_chars=2000)
    with right:
        day = date.fromisoformat(record.as_of) if record.as_of else None
        st.date_input(_field("as_of"), day, key=_key("as_of", drawn), format="YYYY-MM-DD")
        st.multiselect(
            _field("further"), record.further, record.further, key=_key("further", drawn), accept_new_options=True,
            placeholder=_("Designation, then Enter"), format_func=visible,
        )  # fmt: skip
    names = list(dict.fromkeys([*record.committee, *members(library().log)]))
    st.multiselect(
        _field("committee"), names, record.committee, key=_key("committee", drawn), accept_new_options=True, disabled=not ruled,
        placeholder=_("Name, then Enter"), format_func=visible,
    )  # fmt: skip
    st.checkbox(_field("separate"), record.separate, key=_key("separate", drawn), disabled=not ruled)
    st.checkbox(_field("double"), record.double, key=_key("double", drawn), disabled=not ruled)


def _store(now: Course, drawn: str) -> None:
    """Store what the form says otherwise than the record on which it was drawn."""
    found = {name: st.session_state[_key(name, drawn)] for name in asdict(now.record)}
    day = found["as_of"]
    given = record_fields({**found, "as_of": day.isoformat() if day else ""})
    changes = {name: value for name, value in given.items() if value != getattr(now.record, name)}
    done = act(_("Stored."), lambda: change(library(), now.a, now.b, changes, author=reviewer(), seen=now.seen))
    if not done:
        st.session_state["record_kept"] = changes


def _undo(a: str, b: str) -> None:
    act(_("Taken back."), lambda: undo(library(), a, b, reviewer()))


# ---- what comes next


def _next(opened: Opened) -> None:
    st.subheader(_("What comes next"), anchor=False)
    if opened.work is None:
        notice(_(GONE), tone="warn", key="gone")
    if opened.course.state in (State.APPROVED, State.RETURNED):
        notice(_("This version is closed. A new review leads to the next one."), tone="good", key="closed")
    onward = next((one.step for one in reversed(opened.next) if one.step is not Step.RETURN), None)
    for one in opened.next:
        _step(opened, one, onward)
    if any(lack.lack is Lack.OPEN for one in opened.next for lack in one.missing):
        page_links("review")


def _step(opened: Opened, one: Next, onward: Step | None) -> None:
    now = opened.course
    with st.form(f"step_{one.step.value}", border=True, clear_on_submit=True):
        notice(_(STEPS[one.step]), _(STEP_HELP[one.step]), tone="title", key=f"step_head_{one.step.value}")
        lacks = [f"○ {missing_words(lack, _)}" for lack in one.missing]
        may = _("Who may: {role}").format(role=_(ROLES[one.role]))
        tone = "warn" if one.missing else "good"
        notice(*(lacks or [_("Nothing is missing.")]), may, tone=tone, key=f"step_lacks_{one.step.value}")
        needs_note = any(lack.lack in CURED for lack in one.missing)
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        with left:
            st.text_input(
                _("Reason or note"), key=f"step_note_{one.step.value}", max_chars=2000, label_visibility="collapsed",
                placeholder=_("State the reason") if needs_note else _("Note, stored with the step"),
            )  # fmt: skip
        with right:
            st.form_submit_button(
                _(STEPS[one.step]),
                type="primary" if one.step is onward else "secondary",
                icon=f":material/{ICONS[one.step]}:",
                disabled=not one.possible,
                width="stretch",
                on_click=_take,
                args=(now.a, now.b, one.step, now.seen),
            )


def _take(a: str, b: str, step: Step, seen: int) -> None:
    note = st.session_state[f"step_note_{step.value}"]
    act(_("Stored."), lambda: take(library(), a, b, step, author=reviewer(), note=note, seen=seen))
