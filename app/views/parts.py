"""Parts that several pages share: choice of a comparison, filters, progress, and what to do when there is nothing yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

from app.card import STATES, clause_data, heading_path
from app.highlight import own_marks
from app.legal import words_of
from app.licensed import told_clause
from app.record_wording import state_line, state_words
from app.state import Progress, State
from app.structure import structure_marks, structure_table
from app.tables import ENDINGS, MIME
from app.views.components import notice, reading
from app.views.desk import _, choose_pair, n_, pairs
from app.views.forces import legal_force
from app.visible import visible
from index.shelf import Licence
from ingest.clause import Clause, Standard
from matcher.record import Course
from matcher.statement import statements


def pair_menu(
    pair: tuple[str, str],
    options: Sequence[tuple[str, str]] = (),
    choose: Callable[[tuple[str, str]], None] = choose_pair,
    key: str = "pair_menu",
) -> None:
    """Choice of the comparison, without a label: it stands where its heading would stand.

    ``options`` are those to choose from, where they are not all that have proposals; ``choose`` is called with the chosen one.
    """
    options = options or pairs()

    def chosen() -> None:
        choose(st.session_state[key])

    st.selectbox(
        _("Comparison"),
        options,
        index=options.index(pair),
        format_func=lambda names: visible(f"{names[0]}  ↔  {names[1]}"),
        key=key,
        on_change=chosen,
        label_visibility="collapsed",
    )


def progress_bar(counts: Progress, record: Course) -> None:
    """How much is decided, and how far the record of the comparison is."""
    share = counts.decided / counts.total if counts.total else 0.0
    decided = _("{decided} of {total} decided").format(decided=counts.decided, total=counts.total)
    st.progress(share, text=f"{decided} · {state_words(record, _)}")


def record_link(record: Course) -> None:
    """The state of the record in a line, which leads to its page."""
    st.page_link(st.session_state["pages"]["record"], label=state_line(record, _), icon=":material/assignment:")


def said_notice() -> None:
    """What came of the last act, if anything is to be said of it.

    Its container is there in any case: where a line came and went, all below it would be made anew, and tabs and expanders shut.
    """
    with st.container():
        if message := st.session_state.pop("said", ""):
            notice(message, tone=st.session_state.pop("said_tone", "good"), key="said_line")


def page_links(*names: str) -> None:
    """Links to other pages, by their names in ``app.main``: where the work goes on."""
    with st.container(horizontal=True):
        for name in names:
            st.page_link(st.session_state["pages"][name])


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
    key: str = "reading",
) -> None:
    """One clause with its heading path and as much of its text as ``licence`` lets be shown, read only.

    ``cited`` and ``key`` as in ``components.reading``.
    """
    known = {one.id: told_clause(one, licence) for one in clauses}
    clause = known.get(clause.id) or told_clause(clause, licence)
    found = statements(clause, "\n".join((clause.title, *heading_path(known, clause), standard.title)))
    data = clause_data(clause, known, (*own_marks(clause, standard.publisher), *structure_marks(found)), _, licence)
    if force := words_of(legal_force().clause(standard, clause, tuple(known.values())), _):
        data["tags"].append(visible(force))
    name = {"designation": visible(standard.designation), "name": visible(standard.title)}
    if licence is not Licence.FULL:
        notice(_("The licence of this standard does not let its whole text be shown."), tone="small", key=f"licence_binds_{key}")
    reading({"clause": data, "structure": structure_table(clause, found, _), **name}, cited, key=key)


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
    pages = st.session_state["pages"]
    with st.container(horizontal=True):
        st.page_link(pages["library"], label=_("Open the library"), icon=":material/library_books:")
        st.page_link(pages["help"], label=_("How a comparison goes"), icon=":material/help:")


def downloads(name: str, files: Mapping[str, bytes]) -> None:
    """A button for each format of a table."""
    with st.container(horizontal=True):
        for form, data in files.items():
            st.download_button(
                form.upper(), data, file_name=f"clausebridge-{name}.{ENDINGS.get(form, form)}", mime=MIME[form],
                key=f"{name}_{form}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
