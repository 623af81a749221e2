"""The risk of a link or of a clause without counterpart: what is said of it, and a small form to say it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from app.deciding import NO_NAME
from app.risk_wording import BANDS, LIKELIHOODS, RISK_MEANT, SEVERITIES
from app.views.components import notice
from app.views.desk import _, library, may, reviewer
from app.visible import visible
from ingest.errors import ClausebridgeError, UsageError
from matcher import risk
from matcher.match import Link
from matcher.risk import Risk
from matcher.risk_classes import Likelihood, Severity


def risk_form(pair: tuple[str, str], links: Sequence[Link]) -> None:
    """Risks that people set on these links (ids) of two standards, and a form to set one; the first link is the one meant."""
    known = [one for one in risk.risks(library(), *pair) if one.link in links]
    for place, one in enumerate(known):
        notice(_told(one), one.reason, tone="plain", key=f"risk_{place}")
    link = links[0]
    if len(links) > 1:
        link = st.selectbox(
            _("Counterpart"),
            links,
            format_func=lambda one: visible(" ↔ ".join(_last(key) for key in one)),
            key=f"risk_link_{pair}",
        )
    seen = library().log.head().number
    with st.form(f"risk_form_{pair}_{link}", border=False, clear_on_submit=True):
        left, middle, right, end = st.columns([2, 2, 4, 1.6], vertical_alignment="bottom")
        left.selectbox(_("Severity"), list(Severity), 2, format_func=lambda one: _(SEVERITIES[one]), key="risk_severity",
                       help=_(RISK_MEANT))  # fmt: skip
        middle.selectbox(_("Likelihood"), list(Likelihood), 1, format_func=lambda one: _(LIKELIHOODS[one]), key="risk_likelihood")
        right.text_input(_("Reason"), key="risk_reason", max_chars=risk.LONGEST)
        with end:
            st.form_submit_button(
                _("Set the risk"),
                on_click=_set,
                args=(pair, link, seen),
                width="stretch",
                icon=":material/warning:",
                **may("risk"),
            )
    if any(one.author == reviewer() for one in known):
        st.button(
            _("Take back my last risk"), key="risk_undo", on_click=_undo, args=(pair,), icon=":material/undo:", type="tertiary"
        )


def _told(one: Risk) -> str:
    words = _("{band}: severity {severity}, likelihood {likelihood} · {who}, {day}")
    return words.format(
        band=_(BANDS[one.band]),
        severity=_(SEVERITIES[one.severity]),
        likelihood=_(LIKELIHOODS[one.likelihood]),
        who=one.author,
        day=one.at[:10],
    )


def _last(clause: str) -> str:
    return clause.rpartition("/")[2] or "–"


def _set(pair: tuple[str, str], link: Link, seen: int) -> None:
    state = st.session_state
    new = Risk(
        *(pair[0], link[0], pair[1], link[1]), reviewer().strip(), state["risk_severity"], state["risk_likelihood"],
        str(state["risk_reason"]).strip(), seen=seen,
    )  # fmt: skip
    _done(lambda: risk.rate(library(), new), _("Stored: the risk."))


def _undo(pair: tuple[str, str]) -> None:
    _done(lambda: risk.undo(library(), reviewer().strip(), *pair), _("Stored: taken back."))


def _done(act: Callable[[], object], words: str) -> None:
    try:
        if not reviewer().strip():
            raise UsageError(_(NO_NAME))
        act()
    except ClausebridgeError as error:
        st.session_state.update(said=_(str(error)), said_tone="bad")
    else:
        st.session_state.update(said=words, said_tone="good")
