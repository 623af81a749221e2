"""The versions of a record on its page: their lines, the committee's comments, and what differs between two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from app.filed import filed_head
from app.filed_forms import forms_of, version_bytes
from app.record_tables import (
    clauses_of,
    comment_lines,
    comment_rows,
    difference_rows,
    difference_table,
    line_words,
    version_table,
)
from app.record_wording import OUTCOMES, STATES, TYPES
from app.recording import NOW, Opened, said
from app.tables import Row, csv_bytes, html_bytes, xlsx_bytes
from app.views.commenting import commenting
from app.views.components import notice
from app.views.desk import _, language, library, n_, reviewer
from app.views.filing import report_part
from app.views.parts import downloads
from app.visible import visible
from index.roles import Role
from matcher import comments
from matcher.comments import WHOLE, Comment, CommentType, Outcome
from matcher.record import State, Version

TONES = {Outcome.ACCEPTED: "good", Outcome.PARTLY: "warn", Outcome.NOT_ACCEPTED: "warn", Outcome.NOTED: "plain"}
Doing = Callable[[str, Callable[[], object]], bool]


def versions(opened: Opened, act: Doing) -> None:
    """The versions that were frozen; ``act`` does something and says on the next page what came of it."""
    now = opened.course
    st.subheader(_("Versions"), anchor=False)
    if not now.versions:
        notice(
            _("No version was frozen yet."),
            _("Once every card is decided and the review is stated, an adjudicator freezes the lines as version 1."),
            key="no_version",
        )
        return
    numbers = [version.number for version in now.versions]
    chosen = st.segmented_control(
        _("Version"), numbers, default=numbers[-1], key=f"version_{now.a}_{now.b}_{numbers[-1]}", required=True,
        format_func=lambda number: _version_name(now.version(number)), label_visibility="collapsed",
    )  # fmt: skip
    version = now.version(int(chosen or numbers[-1]))
    lines, said_of, differs, about = st.tabs([_("Lines"), _("Comments"), _("Differences"), _("Head and hashes")])
    with lines:
        _lines(opened, version)
    with said_of:
        _comments(opened, version, act)
    with differs:
        _differences(opened, version)
    with about:
        notice(*filed_head(version, language())[:-1], tone="small", key="filed_head")


def _version_name(version: Version) -> str:
    return _("Version {number}: {state}").format(number=version.number, state=_(STATES[version.state]))


def _lines(opened: Opened, version: Version) -> None:
    counts: dict[str, int] = {}
    for one in opened.of(version):
        counts[one.line] = counts.get(one.line, 0) + 1
    rows = [
        {**told, _("Comments"): str(counts.get(row["key"], ""))}
        for row, told in zip(version.rows, version_table(version.rows, _), strict=True)
    ]
    for place in _table(rows, "version_lines")[:1]:
        row = version.rows[place]
        notice(*line_words(row, _), tone="info", key="line_shown")
        for one in opened.of(version):
            if one.line == row["key"]:
                notice(*comment_lines(one, version, _), tone=_tone(one), key=f"line_comment_{one.entry}")
    downloads(f"version-{version.number}", {form: _filed(version, form, language()) for form in forms_of(version)})
    st.caption(_("Report to be filed"))
    report_part((opened.course.a, opened.course.b), version.number)


@st.cache_data(show_spinner=False, max_entries=32, hash_funcs={Version: lambda one: (one.hash, one.acts[-1].hash)})
def _filed(version: Version, form: str, lang: str) -> bytes:
    return version_bytes(version, form, lang)[0]


# ---- comments


def _comments(opened: Opened, version: Version, act: Doing) -> None:
    told = opened.of(version)
    waiting = [one for one in told if one.disposition is None]
    st.caption(
        n_("{count} comment", "{count} comments", len(told))
        + " · "
        + n_("{count} without a disposition", "{count} without a disposition", len(waiting))
    )
    for one in told:
        _comment(opened, version, one, act)
    left, right = st.columns(2, gap="large")
    if version.state is State.COMMITTEE and opened.role is not None:
        with left:
            _comment_form(opened, version, act)
    if told and opened.role is not None and opened.role.reaches(Role.ADJUDICATOR) and version.state is not State.APPROVED:
        with right:
            _disposition_form(opened, version, [*waiting, *(one for one in told if one.disposition)], act)
    if told:
        rows = comment_rows(opened, version)
        made = {"xlsx": xlsx_bytes(rows)[0], "csv": csv_bytes(rows), "html": html_bytes(rows)}
        downloads(f"comments-{version.number}", made)
    commenting(opened, version, act)


def _comment(opened: Opened, version: Version, one: Comment, act: Doing) -> None:
    """A comment with what became of it; its author can take it back as long as nothing did."""
    now, lines = opened.course, comment_lines(one, version, _)
    if one.disposition or one.author != opened.person or version.state is not State.COMMITTEE:
        notice(*lines, tone=_tone(one), key=f"comment_{one.entry}")
        return

    def back() -> None:
        act(_("Taken back."), lambda: comments.withdraw(library(), now.a, now.b, one.entry, author=reviewer()))

    left, right = st.columns([8, 1], vertical_alignment="center")
    with left:
        notice(*lines, tone=_tone(one), key=f"comment_{one.entry}")
    with right:
        st.button(_("Take back"), key=f"withdraw_{one.entry}", on_click=back, width="stretch")


def _tone(one: Comment) -> str:
    return TONES[one.disposition.outcome] if one.disposition else "info"


def _comment_form(opened: Opened, version: Version, act: Doing) -> None:
    now, names = opened.course, {row["key"]: f"{row['line']}. {clauses_of(row)}" for row in version.rows}

    def store() -> None:
        state = st.session_state
        new = Comment(
            version.number,
            state["comment_line"],
            state["comment_text"],
            reviewer(),
            state["comment_type"],
            state["comment_change"],
        )
        act(_("The comment is stored."), lambda: comments.comment(library(), now.a, now.b, new))

    with st.form("comment_form", border=True, clear_on_submit=True):
        notice(_("Comment on a line"), tone="title", key="comment_head")
        line, kind = st.columns([3, 2])
        with line:
            st.selectbox(
                _("Line"), [WHOLE, *names], key="comment_line",
                format_func=lambda key: visible(names[key]) if key else _("The version as a whole"),
            )  # fmt: skip
        with kind:
            st.selectbox(
                _("Type"), list(CommentType), index=1, key="comment_type", format_func=lambda one: _(TYPES[CommentType(one)])
            )
        st.text_area(_("Comment"), key="comment_text", height=80, max_chars=4000)
        st.text_area(_("Proposed change"), key="comment_change", height=68, max_chars=4000)
        st.form_submit_button(_("Store the comment"), type="primary", icon=":material/add_comment:", on_click=store)


def _disposition_form(opened: Opened, version: Version, told: Sequence[Comment], act: Doing) -> None:
    now, known = opened.course, {one.entry: one for one in told}

    def name(entry: int) -> str:
        where, text, *_rest = comment_lines(known[entry], version, _)
        return visible(f"{where}: {text[:60]}")

    def store() -> None:
        state = st.session_state
        said = (state["disposition_of"], Outcome(state["disposition_outcome"]), state["disposition_reason"])
        act(
            _("The disposition is stored."),
            lambda: comments.dispose(library(), now.a, now.b, *said, author=reviewer(), seen=now.seen),
        )

    with st.form("disposition_form", border=True, clear_on_submit=True):
        notice(_("Say what becomes of a comment"), tone="title", key="disposition_head")
        st.selectbox(_("Comment"), list(known), key="disposition_of", format_func=name)
        st.selectbox(
            _("Disposition"), list(Outcome), key="disposition_outcome", format_func=lambda one: _(OUTCOMES[Outcome(one)])
        )
        st.text_area(_("Reason"), key="disposition_reason", height=68, max_chars=4000)
        st.form_submit_button(_("Store the disposition"), type="primary", icon=":material/gavel:", on_click=store)


# ---- differences


def _differences(opened: Opened, version: Version) -> None:
    names = [str(one.number) for one in opened.course.versions] + ([NOW] if opened.work else [])
    first, second = max(0, version.number - 2), version.number - 1
    if first == second and len(names) > 1:
        second = len(names) - 1
    left, right = st.columns(2)
    suffix = f"{version.number}_{len(names)}"
    with left:
        before = st.selectbox(_("From"), names, index=first, key=f"before_{suffix}", format_func=_named)
    with right:
        after = st.selectbox(_("To"), names, index=second, key=f"after_{suffix}", format_func=_named)
    earlier, later = said(opened, before), said(opened, after)
    table = difference_table(earlier, later, _)
    if not table:
        notice(_("The two say the same."), tone="good", key="no_difference")
        return
    st.caption(n_("{count} difference", "{count} differences", len(table)))
    for place in _table(table, "difference_lines")[:1]:
        notice(*(f"{name}: {value}" for name, value in table[place].items() if value), tone="info", key="difference_shown")
    rows = difference_rows(earlier, later, _)
    made = {"xlsx": xlsx_bytes(rows)[0], "csv": csv_bytes(rows), "html": html_bytes(rows, lang=language())}
    downloads(f"differences-{before}-{after}", made)


def _named(name: str) -> str:
    return _("as it is now") if name == NOW else _("Version {number}").format(number=name)


# ---- parts


def _table(rows: Sequence[Row], key: str) -> Sequence[int]:
    """A table of lines; the places of those that are chosen."""
    shown: list[dict[str, Any]] = [dict(row) for row in rows]
    wide = {_("Deviations"): 230, _("What changed"): 420, _("Line"): 48, "A": 72, "B": 72, _("Comments"): 72}
    chosen = st.dataframe(
        shown, hide_index=True, width="stretch", height=min(38 + 32 * len(shown), 560), row_height=32, key=key,
        on_select="rerun", selection_mode="single-row",
        column_config={name: st.column_config.Column(width=width) for name, width in wide.items()},
    )  # fmt: skip
    places: Sequence[int] = chosen.selection.rows
    return places
