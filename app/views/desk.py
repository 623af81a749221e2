"""What every page of the review desk needs: the library, the language, the reviewer, and the comparison that is open.

What is opened once for all sessions is cached by the place of the library; what a session is doing stands in ``st.session_state``
and, so that a reload and a link find it again, in the query parameters.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypedDict

import streamlit as st

from app import wording
from app.double import as_seen_by
from app.filters import PARAMETERS, Filters, from_parameters
from app.jobs import Jobs
from app.settings import Settings, load_settings, save_settings
from app.signing import SIGN_IN, person, shown_name
from app.state import Comparison, Item, Progress
from app.views.asof import as_of, is_past, past_library, past_watch
from app.views.components import notice
from app.watching import Watch
from app.wording import ROLES
from index.encoder import Encoder
from index.library import Library, default_location
from index.members import members, role_among
from index.place import NAME_LIMIT, clean_name
from index.roles import NEEDED, Role
from matcher.assignments import is_assigned
from matcher.match import Match
from matcher.record import Course

MODEL = "CLAUSEBRIDGE_MODEL"


def location() -> str:
    """The folder of the library."""
    return str(default_location())


@st.cache_resource(show_spinner=False)
def _library(place: str) -> Library:
    return Library.open(place, create=True)


@st.cache_resource(show_spinner=False)
def _jobs(place: str) -> Jobs:
    return Jobs(_library(place), _load_encoder)


def _load_encoder() -> Encoder:
    from index.encoder import load_encoder

    return load_encoder(os.environ.get(MODEL, "bundled"))


@st.cache_resource(show_spinner=False)
def _watch(place: str) -> Watch:
    return Watch(_library(place))


def library() -> Library:
    """The library, opened once; as of another day where the session looks back."""
    now = _library(location())
    return past_library(location(), as_of(), now.log.head().number) if is_past() else now


def _watching() -> Watch:
    if not is_past():
        return _watch(location())
    return past_watch(location(), as_of(), _library(location()).log.head().number)


def jobs() -> Jobs:
    """The tasks of the library."""
    return _jobs(location())


# ---- words


def language() -> str:
    """The language of the interface: chosen here, else kept in the settings, else the browser's."""
    return str(st.session_state.get("language") or settings().language or wording.supported(st.context.locale))


def _(message: str) -> str:
    """``message`` in the language of the interface."""
    return wording.catalogue(language()).gettext(message)


def n_(one: str, many: str, count: int) -> str:
    """``one`` or ``many`` in the language of the interface, with ``{count}`` filled in."""
    return wording.catalogue(language()).ngettext(one, many, count).format(count=count)


# ---- who


def providers() -> tuple[str, ...]:
    """The services by which people sign in here; none where the desk has one local user."""
    return tuple(filter(None, os.environ.get(SIGN_IN, "").split(",")))


def identity() -> dict[str, Any]:
    """What the service states of who signed in; empty for nobody."""
    claims = st.user.to_dict() if providers() else {}
    return claims if claims.get("is_logged_in") is True else {}


def settings() -> Settings:
    """Reviewer and language of this session; where people sign in, nothing that was kept is anybody's."""
    if "settings" not in st.session_state:
        st.session_state["settings"] = Settings() if providers() else load_settings()
    found: Settings = st.session_state["settings"]
    return found


def reviewer() -> str:
    """The name under which decisions are stored: of who signed in, where people do, and then it cannot be typed."""
    return person(identity()) if providers() else settings().reviewer


def role() -> Role | None:
    """The role of the reviewer, None for who is no member; nobody is where people sign in and no member was named yet."""
    known = members(library().log)
    return role_among(known, reviewer()) if known or not providers() else None


def barred(kind: str) -> str:
    """Why the reviewer may not write entries of a kind (``index.roles``), for a button that says so; "" where they may.

    The button is a courtesy: the log asks again. No name stands in it: what a button says is read as markup.
    """
    if is_past():
        return _("This is the library as of another day: go back to today to store anything.")
    own, needed = role(), NEEDED[kind]
    if own is None:
        return _("You are no member of this library.")
    if own.reaches(needed):
        return ""
    return _("This asks for the role {needed}; yours is {own}.").format(needed=_(ROLES[needed]), own=_(ROLES[own]))


class May(TypedDict):
    """What a widget is told: that it is closed, and why."""

    disabled: bool
    help: str | None


def may(kind: str) -> May:
    """For a widget that writes entries of a kind: closed, with the reason, to whom they are barred."""
    why = barred(kind)
    return May(disabled=bool(why), help=why or None)


def sign_out() -> None:
    """End the session of who signed in, here and at the service."""
    st.session_state.clear()
    st.logout()


def _settings_changed() -> None:
    new = replace(settings(), language=st.session_state["language"])
    if not providers():
        new = replace(new, reviewer=clean_name(st.session_state["reviewer_name"]))
        try:
            save_settings(new)
        except OSError:
            st.session_state["settings_lost"] = True
    st.session_state["settings"] = new


def settings_menu() -> None:
    """Who reviews, with which role, and the language of the interface, behind a button."""
    with st.popover(_("Settings"), icon=":material/tune:", width="stretch"):
        if not providers():
            st.text_input(_("Reviewer"), value=reviewer(), key="reviewer_name", max_chars=NAME_LIMIT, on_change=_settings_changed)
            st.caption(_("Stored with every decision."))
        elif identity():
            notice(shown_name(identity()), reviewer(), _("Stored with every decision."), tone="plain", key="signed_in")
        if (own := role()) and members(library().log):
            st.caption(_("Role: {role}").format(role=_(ROLES[own])))
        languages = list(wording.LANGUAGES)
        st.selectbox(
            "Language · 语言",
            languages,
            index=languages.index(wording.supported(language())),
            format_func=wording.LANGUAGES.__getitem__,
            key="language",
            on_change=_settings_changed,
        )
        if st.session_state.get("settings_lost"):
            st.caption(_("The settings could not be written: they hold until the page is closed."))
        if identity() and st.button(_("Sign out"), key="sign_out", icon=":material/logout:"):
            sign_out()


def page_head(title: str, about: str = "") -> None:
    """Heading of a page, with the settings at its end."""
    left, right = st.columns([6, 1], vertical_alignment="center")
    with left:
        notice(title, about, tone="head", key="head")
    with right:
        settings_menu()


# ---- the comparison that is open


def pairs() -> tuple[tuple[str, str], ...]:
    """The pairs of standards that have proposals."""
    return tuple(_watching().pairs())


def open_pair() -> tuple[str, str] | None:
    """The pair that the session has open: chosen, else of the link, else the first; None when there is none."""
    known = pairs()
    asked = (st.query_params.get("a", ""), st.query_params.get("b", ""))
    chosen = st.session_state.get("pair")
    found = chosen if chosen in known else asked if asked in known else next(iter(known), None)
    st.session_state["pair"] = found
    return found


def choose_pair(pair: tuple[str, str], at: str = "") -> None:
    """Open another comparison, at the card ``at``."""
    st.session_state.update(pair=pair, at=at, card=None)


def stamp(pair: tuple[str, str]) -> str:
    """What changes with what is proposed for a pair, content and licence of either standard, and what people say of it."""
    return _watching().stamp(pair)


def comparison(pair: tuple[str, str]) -> Comparison:
    """The comparison of a pair, read once for each state that it was in (``stamp``)."""
    return _watching().comparison(pair)


def record(pair: tuple[str, str]) -> Course:
    """The record of a comparison as it stands."""
    return _watching().course(pair)


def cards(opened: Comparison) -> tuple[Item, ...]:
    """The cards of a comparison with what was said until now."""
    return as_seen_by(reviewer(), library(), opened, _watching().cards((opened.a.designation, opened.b.designation)))


def mine(opened: Comparison) -> Callable[[Match], bool]:
    """Whether a card is assigned to the reviewer."""
    held = _watching().assigned((opened.a.designation, opened.b.designation))
    person = reviewer()
    return lambda match: is_assigned(held, person, match)


def progress_of(pair: tuple[str, str]) -> Progress:
    """How far a comparison is, without opening it."""
    return _watching().progress(pair)


def filters() -> Filters:
    """The filters of the session, of the link when it has just begun."""
    if "filters" not in st.session_state:
        st.session_state["filters"] = from_parameters(st.query_params)
    found: Filters = st.session_state["filters"]
    return found


def keep_link(pair: tuple[str, str], at: str = "") -> None:
    """Put what is open into the address of the page, so that a reload or a colleague finds the same place."""
    wanted = {"a": pair[0], "b": pair[1], **({"at": at} if at else {}), **filters().parameters()}
    ours = ("a", "b", "at", *PARAMETERS)
    if {name: st.query_params[name] for name in ours if name in st.query_params} == wanted:
        return
    for name in ours:
        if name in st.query_params and name not in wanted:
            del st.query_params[name]
    st.query_params.update(wanted)
