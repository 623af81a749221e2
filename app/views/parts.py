"""Parts that several pages share: choice of a comparison, filters, progress, and what to do when there is nothing yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from app.card import STATES, clause_data, heading_path
from app.filters import Filters
from app.highlight import own_marks
from app.licensed import told_clause
from app.state import Item, Progress, State
from app.structure import structure_marks, structure_table
from app.views.components import notice, reading
from app.views.desk import _, choose_pair, filters, n_, pairs
from app.visible import visible
from app.wording import ADVICE, ADVICE_HELP, RELATIONS
from index.shelf import Licence
from ingest.clause import Clause, Standard
from matcher.match import Advice, Relation
from matcher.statement import statements


def pair_menu(pair: tuple[str, str]) -> None:
    """Choice of the comparison, without a label: it stands where its heading would stand."""
    options = pairs()

    def chosen() -> None:
        choose_pair(st.session_state["pair_menu"])

    st.selectbox(
        _("Comparison"),
        options,
        index=options.index(pair),
        format_func=lambda names: visible(f"{names[0]}  ↔  {names[1]}"),
        key="pair_menu",
        on_change=chosen,
        label_visibility="collapsed",
    )


def filter_menu() -> None:
    """The filters, behind a button that says when some are on."""
    now = filters()

    def changed() -> None:
        state = st.session_state
        lowest, highest = state["filter_confidence"]
        st.session_state["filters"] = Filters(
            frozenset(state["filter_states"]),
            frozenset(state["filter_relations"]),
            lowest,
            highest,
            state["filter_deviations"],
            state["filter_requirements"],
            frozenset(state["filter_advice"]),
        )

    with st.popover(_("Filter"), icon=":material/filter_alt:", width="stretch", type="primary" if now.active else "secondary"):
        st.multiselect(
            _("State"), list(State), [one for one in State if one in now.states],
            format_func=lambda state: _(STATES[state]), key="filter_states", on_change=changed, placeholder=_("all"),
        )  # fmt: skip
        st.multiselect(
            _("Proposed relation"), list(Relation), [one for one in Relation if one in now.relations],
            format_func=lambda relation: _(RELATIONS[relation]), key="filter_relations", on_change=changed, placeholder=_("all"),
        )  # fmt: skip
        st.multiselect(
            _("How sure"), list(Advice), [one for one in Advice if one in now.advice], help=_(ADVICE_HELP),
            format_func=lambda advice: _(ADVICE[advice]), key="filter_advice", on_change=changed, placeholder=_("all"),
        )  # fmt: skip
        st.slider(_("Confidence, %"), 0, 100, (now.lowest, now.highest), key="filter_confidence", on_change=changed)
        st.checkbox(_("Only with deviations"), now.deviations, key="filter_deviations", on_change=changed)
        st.checkbox(_("Only requirements"), now.requirements, key="filter_requirements", on_change=changed)


def progress_bar(counts: Progress) -> None:
    """How much is decided."""
    share = counts.decided / counts.total if counts.total else 0.0
    st.progress(share, text=_("{decided} of {total} decided").format(decided=counts.decided, total=counts.total))


def counts_line(counts: Progress) -> str:
    """The counts of the states that occur, in one line."""
    return " · ".join(f"{_(STATES[state])} {counts.by_state[state]}" for state in State if counts.by_state.get(state))


def clause_view(
    clause: Clause,
    clauses: Iterable[Clause],
    standard: Standard,
    cited: Callable[[str], None] | None = None,
    *,
    licence: Licence,
) -> None:
    """One clause with its heading path and as much of its text as ``licence`` lets be shown, read only.

    ``cited`` as in ``components.reading``.
    """
    known = {one.id: told_clause(one, licence) for one in clauses}
    clause = known.get(clause.id) or told_clause(clause, licence)
    found = statements(clause, "\n".join((clause.title, *heading_path(known, clause), standard.title)))
    data = clause_data(clause, known, (*own_marks(clause, standard.publisher), *structure_marks(found)), _)
    name = {"designation": visible(standard.designation), "name": visible(standard.title)}
    if licence is not Licence.FULL:
        notice(_("The licence of this standard does not let its whole text be shown."), tone="small", key="licence_binds")
    reading({"clause": data, "structure": structure_table(clause, found, _), **name}, cited)


def no_comparison() -> None:
    """What to do when nothing is compared yet."""
    from app.views.desk import library

    count = len(library().standards())
    if count < 2:
        notice(
            _("There is nothing to review yet."),
            _("First add two standards to the library (PDF, Word, STS, web pages or clause lists), then compare them."),
            key="empty",
        )
    else:
        notice(
            _("There is nothing to review yet."),
            n_("The library holds {count} standard.", "The library holds {count} standards.", count)
            + " "
            + _("Compare two of them: the proposals then wait here."),
            key="empty",
        )
    st.page_link(st.session_state["pages"]["library"], label=_("Open the library"), icon=":material/library_books:")


def no_cards(items: tuple[Item, ...]) -> None:
    """What to do when the filters let no card through."""
    notice(
        _("No card passes the filters."),
        n_("The comparison has {count} card.", "The comparison has {count} cards.", len(items)),
        key="empty",
    )
    st.button(_("Clear the filters"), on_click=lambda: st.session_state.update(filters=Filters()))
