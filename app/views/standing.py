"""The page "Where recognition stands": partner countries × sectors × topics, history, risks, and the way down to the clause."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime

import streamlit as st

from app.classing import country_of_standard
from app.risk_wording import BANDS, RISK_MEANT
from app.standing import Answer, tallies, total
from app.standing_cells import Compared, cells, chosen, moved, series, together
from app.standing_data import COLOURS, cell_name, chart_data, matrix_data, proposed_words, risk_data
from app.standing_reading import HOME, Read, Standings
from app.standing_risk import Rates, by_band, rates, risk_series
from app.standing_wording import ANSWERS, COUNTED, PEOPLE, RULES, country_name
from app.views.asof import as_of, is_past
from app.views.components import notice
from app.views.desk import _, library, location, n_, page_head
from app.views.drawing import standing_matrix
from app.views.parts import no_comparison, said_notice
from app.views.standing_clauses import clause_list
from app.views.standing_files import report, texts
from app.wording import CLASS_VALUES
from ingest.sector import Field
from matcher.risk_classes import Band


def page() -> None:
    """The recognition page."""
    page_head(_("Where recognition stands"), _("What people decided of requirement clauses, by partner, sector and topic"))
    read = _read()
    if read is None:
        no_comparison()
        return
    notice(_(PEOPLE), _(COUNTED), tone="warn", key="people")
    said_notice()
    home, topic, day = _asked(read)
    read = _counted(home)
    counted = cells(chosen(read.compared, field=topic), day)
    if not counted:
        words = _("Nothing of this is compared with a standard of {country}.").format(country=country_name(home, _))
        notice(words, _("Whose standard it is can be stated on the page Library."), key="nothing_counted")
    placed = together(counted)
    at = _place({cell_name(*key) for key in placed})
    standing_matrix("standing_cells", matrix_data(placed, at, _), _choose)
    _notes(read)
    country, _stroke, sector = at.partition("|")
    found = chosen(read.compared, country=country if at else None, sector=sector, field=topic)
    if at:
        left, right = st.columns([5, 1], vertical_alignment="center")
        with left:
            notice(f"{country_name(country, _)} · {_(CLASS_VALUES[sector])}", tone="title", key="cell_head")
        right.button(_("All cells"), key="cell_all", on_click=_choose, args=("",), icon=":material/close:", width="stretch")
    _below(read, found, at, day)


def _below(read: Read, found: tuple[Compared, ...], at: str, day: str) -> None:
    """What a cell, or all of them, is made of: clauses, history, risks, files."""
    tabs = st.tabs([_("Clauses"), _("History"), _("Risks"), _("Report"), _("Where to get the texts")])
    with tabs[0]:
        guessed = "" if day else proposed_words(total(tallies(one.now)[0] for one in found), _)  # the past has no proposals
        if guessed:
            st.caption(guessed)
        clause_list(found, day)
    with tabs[1]:
        _history(found, day)
    with tabs[2]:
        _risks(rates(library(), found))
    with tabs[3]:
        report(read, found, day)
    with tabs[4]:
        texts(at.partition("|")[0] if at else "", at.partition("|")[2])


@st.cache_resource(show_spinner=False, max_entries=4)
def _standings(place: str, day: date) -> Standings:
    """By the place of the library, and the day on which it is looked back: who looks back sees another log than the others."""
    del place, day
    return Standings(library())


def _counted(home: str) -> Read:
    return _standings(location(), as_of() if is_past() else date.max).read(home)


def _read() -> Read | None:
    """What is counted for the home country that was chosen; None where nothing was ever compared."""
    with st.spinner(_("Counting…")):
        read = _counted(_home())
    return read if read.compared or read.apart else None


def _home() -> str:
    return str(st.session_state.get("standing_home") or st.query_params.get("home", HOME))


def _asked(read: Read) -> tuple[str, str, str]:
    """Home country, topic and day, each kept in the address of the page."""
    every = {*(one.place.country for one in read.compared), read.home, *_other_countries(read), HOME} - {""}
    left, middle, right = st.columns([2, 4, 2], vertical_alignment="bottom")
    homes = sorted(every, key=lambda one: country_name(one, _))
    home = left.selectbox(
        _("Home country"), homes, index=homes.index(read.home), format_func=lambda one: country_name(one, _), key="standing_home"
    )
    topics = ["", *map(str, Field)]
    asked = st.query_params.get("topic", "")
    with middle:
        topic = st.segmented_control(
            _("Topic"), topics, default=asked if asked in topics else "", key="standing_topic", required=True,
            format_func=lambda one: _(CLASS_VALUES[one]) if one else _("all"),
        )  # fmt: skip
    today = datetime.now(UTC).date()
    with right:
        day = st.date_input(_("As of the end of"), None, max_value=today, format="YYYY-MM-DD", key="standing_day")
    st.query_params.update({"home": str(home), "topic": str(topic)})
    return str(home), str(topic), day.isoformat() if isinstance(day, date) and day < today else ""


def _other_countries(read: Read) -> set[str]:
    """The countries of the standards whose comparisons are not counted: each may be asked for as the home country."""
    known = {one.designation: country_of_standard(one) for one in library().standards()}
    return {known[name] for pair in read.apart for name in pair if name in known}


def _place(known: Collection[str]) -> str:
    """The name of the cell that is open, where there is one of that name; "" for all of them."""
    asked = st.session_state.get("standing_cell", st.query_params.get("cell", ""))
    at = asked if asked in known else ""
    if at:
        st.query_params["cell"] = at
    else:
        st.query_params.pop("cell", None)
    return str(at)


def _choose(name: str) -> None:
    st.session_state.update(standing_cell=name, standing_pair=None)


def _notes(read: Read) -> None:
    lines = [_(one) for one in RULES]
    if read.apart:
        lines.append(
            n_("{count} comparison is not counted: no side of it, or both, are of the home country.",
               "{count} comparisons are not counted: no side of them, or both, are of the home country.", len(read.apart))
        )  # fmt: skip
    if read.gone:
        lines.append(
            n_("{count} comparison is not counted: a standard of it is no longer on file.",
               "{count} comparisons are not counted: a standard of them is no longer on file.", len(read.gone))
        )  # fmt: skip
    with st.expander(_("How this is counted")):
        notice(*lines, tone="small", key="rules")


def _history(found: Sequence[Compared], day: str) -> None:
    every = [one for one in series(found) if not day or one[0] <= day]
    if not every:
        st.caption(_("Nothing was compared by then."))
        return
    monthly = len({when[:7] for when, _tally in every}) > 2
    told = [one for one in series(found, monthly=monthly) if not day or one[0] <= day]
    when = _("Month") if monthly else _("Day")
    st.caption(_("Requirement clauses of the home standards at the end of each day or month on which something changed"))
    st.bar_chart(
        chart_data(told, when, _), x=when, y=[_(ANSWERS[one]) for one in Answer], color=[COLOURS[one] for one in Answer],
        stack=True, y_label=_("Requirement clauses"), height=280,
    )  # fmt: skip
    since = st.date_input(
        _("What moved since the end of"), date.fromisoformat(every[0][0]), format="YYYY-MM-DD", key="standing_since"
    )
    if isinstance(since, date):
        _moved(found, since.isoformat(), day)


def _moved(found: Sequence[Compared], since: str, day: str) -> None:
    counted = moved(found, since, day)
    if not counted:
        st.caption(_("Nothing moved."))
        return
    order = list(Answer)
    rows = [
        {
            _("Before"): _(ANSWERS[before]) if before else _("not yet compared"),
            _("After"): _(ANSWERS[after]),
            _("Requirement clauses"): counted[before, after],
        }
        for before, after in sorted(counted, key=lambda one: (order.index(one[0]) if one[0] else -1, order.index(one[1])))
    ]
    st.dataframe(rows, hide_index=True, width="content", row_height=30)


def _risks(found: Rates) -> None:
    st.caption(_(RISK_MEANT))
    if not found.current:
        st.caption(_("Nobody has set a risk here.") + " " + _("Set one in the list of clauses, or on a card."))
        return
    bands, again = by_band(found.current), sum(one.again for one in found.current)
    told = [f"{_(BANDS[one])} {bands[one]}" for one in reversed(Band)]
    notice(" · ".join(told), f"{_(ANSWERS[Answer.AGAIN])} {again}" if again else "", tone="plain", key="risk_bands")
    standing_matrix("standing_risks", risk_data(found.current, _), lambda _name: None)
    past = risk_series(found.histories)
    rows = [{_("Day"): day} | {_(BANDS[one]): counted[one] for one in Band} for day, counted in past]
    with st.expander(_("Risks by day")):
        st.dataframe(rows, hide_index=True, width="content", row_height=30)
