"""Status, sector and field of a standard on the library page: what is suggested and why, another choice, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.classing import VALUES, fitting
from app.deciding import NO_NAME
from app.views.components import notice
from app.views.desk import _, library, may, reviewer
from app.wording import CLASS_VALUES, CLASSES
from index import classes
from index.classes import Class
from ingest.clause import Standard
from ingest.errors import ClausebridgeError, UsageError

Known = Mapping[str, Mapping[str, Class]]


def value_name(value: str) -> str:
    """A value of one of the three in the words of the interface."""
    return _(CLASS_VALUES.get(value, value))


def class_filters(known: Known, key: str, columns: Sequence[DeltaGenerator]) -> set[str]:
    """Choice of a status, a sector and a field among those that occur, one in each column; the standards that have them."""
    return fitting(known, class_choices(known, key, columns))


def class_choices(known: Known, key: str, columns: Sequence[DeltaGenerator]) -> dict[str, str]:
    """As ``class_filters``; what was chosen, "" for what was not."""
    wanted: dict[str, str] = {}
    for name, column in zip(CLASSES, columns, strict=True):
        there = {own[name].value for own in known.values()}
        options = ["", *(str(value) for value in VALUES[name] if value in there)]
        wanted[name] = column.selectbox(
            _(CLASSES[name]), options, key=f"{key}_{name}", format_func=lambda value: value_name(value) if value else _("all")
        )
    return wanted


def class_menus(name: str, own: Mapping[str, Class]) -> None:
    """The three of one standard, each to be chosen; below it what is suggested and why, or who chose."""
    seen = library().log.head().number
    for kind, column in zip(CLASSES, st.columns(len(CLASSES)), strict=True):
        with column:
            _menu(name, kind, own[kind], seen)
    entries = library().log.entries(kind=classes.KIND, topic=name)
    if classes.undoable(entries, reviewer()) is not None:
        st.button(_("Undo your last choice"), key=f"undo_class_{name}", icon=":material/undo:", on_click=_take_back, args=(name,))
    if failed := st.session_state.pop("class_failed", ""):
        notice(_("This could not be done."), failed, tone="bad", key="class_failed_line")


def edition_field(standard: Standard) -> None:
    """The edition of a standard as it was read, to be corrected; empty leaves it as it was read."""
    _text_field(standard.designation, "edition", _("Edition"), standard.edition)


def country_field(standard: Standard) -> None:
    """The country of a standard, as its code, as its designation tells it, to be stated where it does not."""
    _text_field(standard.designation, "country", _("Country (CN, KZ, EU …)"), standard.country)


def _text_field(name: str, kind: str, label: str, now: str) -> None:
    entries = library().log.entries(kind=classes.KIND, topic=name)
    seen = library().log.head().number
    last = next((entry for entry in reversed(entries) if entry.payload.get("class") == kind), None)
    key = f"{kind}_{last.number if last else 0}_{st.session_state.get('refused_classes', 0)}_{name}"

    def changed() -> None:
        value = str(st.session_state[key]).strip() or None
        _act(lambda author: classes.choose(library().log, name, {kind: value}, author=author, seen=seen))

    st.text_input(label, value=now, key=key, max_chars=classes.LONGEST, on_change=changed)
    who = _("chosen by {name}, {day}").format(name=last.author, day=last.at[:10]) if last else _("as it was read")
    notice(who, tone="small", key=f"{kind}_stated")


def _menu(name: str, kind: str, own: Class, seen: int) -> None:
    now = own.value if own.chosen else ""
    # what a colleague chooses meanwhile, and what holds after a choice was refused, is another widget, which shows it
    key = f"class_{kind}_{seen}_{st.session_state.get('refused_classes', 0)}_{name}"

    def changed() -> None:
        _act(lambda author: classes.choose(library().log, name, {kind: st.session_state[key] or None}, author=author, seen=seen))

    suggested = _("suggested: {value}").format(value=value_name(own.suggested))
    st.selectbox(
        _(CLASSES[kind]),
        options := ["", *map(str, VALUES[kind])],
        index=options.index(now),
        format_func=lambda value: value_name(value) if value else suggested,
        key=key,
        on_change=changed,
        **may("classified"),
    )
    if own.chosen and own.entry:
        who = _("chosen by {name}, {day}").format(name=own.entry.author, day=own.entry.at[:10])
        notice(f"{who} · {suggested}", tone="small", key=f"why_{kind}")
    elif own.reasons:
        notice(_("because of {reasons}").format(reasons=", ".join(own.reasons)), tone="small", key=f"why_{kind}")
    else:
        notice(_("no sign of another"), tone="small", key=f"why_{kind}")


def _take_back(name: str) -> None:
    _act(lambda author: classes.undo(library().log, name, author))


def _act(act: Callable[[str], object]) -> None:
    """Do what the reviewer asked, under their name; what is refused is told on the page."""
    try:
        if not reviewer().strip():
            raise UsageError(_(NO_NAME))
        act(reviewer())
    except ClausebridgeError as error:
        st.session_state.update(class_failed=str(error), refused_classes=st.session_state.get("refused_classes", 0) + 1)
