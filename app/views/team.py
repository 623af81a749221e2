"""The page of the team: members and roles, assignments, double review, and how far reviewers agree."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app import deciding
from app.agreeing import DECISION, RELATION, SOURCE, agreement_of, confusion_rows, kappa_words
from app.assigning import assignment_words
from app.card_lines import said_line
from app.double import stages
from app.state import Comparison, Item
from app.views.components import notice
from app.views.desk import _, barred, cards, choose_pair, comparison, library, n_, open_pair, page_head, reviewer
from app.views.parts import no_comparison, pair_menu, said_notice
from app.visible import visible
from app.wording import ROLES
from index.members import appoint, members
from index.place import NAME_LIMIT
from index.roles import MEMBER, Role
from ingest.errors import ClausebridgeError
from matcher import assignments
from matcher.assignments import Assignment
from matcher.opinions import ASKED


def page() -> None:
    """The team page."""
    page_head(_("Team"), _("Who may do what here, who reviews what, and how far reviewers agree."))
    said_notice()
    _members()
    pair = open_pair()
    if pair is None:
        no_comparison()
        return
    pair_menu(pair)
    opened = comparison(pair)
    _assignments(opened)
    _double(opened, cards(opened))
    _agreement(opened)


def _members() -> None:
    st.subheader(_("Members"), anchor=False)
    known, why = members(library().log), barred(MEMBER)
    if known:
        rows = [{_("Name"): visible(name), _("Role"): _(ROLES[role])} for name, role in known.items()]
        st.dataframe(rows, hide_index=True, width="stretch", row_height=30)
    else:
        notice(
            _("The library has no members: whoever can open it may do everything."),
            _("The first member is an admin; from then on every write asks for a role."),
            key="no_members",
        )
    name, role, add, dismiss = st.columns([4, 2, 1.5, 1.5], vertical_alignment="bottom")
    name.text_input(_("Name that is stored with decisions"), key="member_name", max_chars=NAME_LIMIT, disabled=bool(why))
    role.selectbox(_("Role"), list(Role), 3 if not known else 1, format_func=lambda one: _(ROLES[one]), key="member_role")
    with add:
        _button(_("Appoint"), why, _appoint, icon="person_add")
    if known:
        with dismiss:
            _button(_("Dismiss"), why, _dismiss, icon="person_remove")


def _appoint() -> None:
    name, role = str(st.session_state["member_name"]).strip(), st.session_state["member_role"]
    _done(lambda: appoint(library().log, name, role, author=reviewer()), _("Stored: the role of {name}.").format(name=name))
    if members(library().log):  # the first one is an admin; the next is offered as a reviewer, never an admin by oversight
        st.session_state.update(member_name="", member_role=Role.REVIEWER)


def _dismiss() -> None:
    name = str(st.session_state["member_name"]).strip()
    _done(lambda: appoint(library().log, name, None, author=reviewer()), _("{name} is no member any more.").format(name=name))


def _assignments(opened: Comparison) -> None:
    st.subheader(_("Assignments"), anchor=False)
    held, why = assignments.assignments(library().log, opened.a.designation, opened.b.designation), barred(assignments.KIND)
    chosen: list[int] = []
    if held:
        words = [assignment_words(library(), one) for one in held]
        rows = [
            {
                _("Person"): visible(one.person),
                _("What"): visible(what) or _("the whole comparison"),
                _("Double review"): bool(double),
                _("Assigned by"): visible(by),
            }
            for one, (what, double, by) in zip(held, words, strict=True)
        ]
        event = st.dataframe(
            rows, hide_index=True, width="stretch", row_height=30, on_select="rerun", selection_mode="multi-row", key="assigned"
        )
        chosen = list(event.selection.rows)
        _button(_("Take back what is marked"), why or ("" if chosen else _("Mark rows of the table first.")), _withdraw,
                [held[row] for row in chosen], icon="undo")  # fmt: skip
    else:
        st.caption(_("Nothing of this comparison is assigned to anybody."))
    with st.expander(_("Assign"), icon=":material/assignment_ind:"):
        known = [name for name, role in members(library().log).items() if role.reaches(Role.REVIEWER)]
        if known:
            st.selectbox(_("Person"), known, format_func=visible, key="assign_person")
        else:
            st.text_input(_("Person"), key="assign_person", max_chars=NAME_LIMIT)
        for side, column in zip("ab", st.columns(2), strict=True):
            clauses = opened.a_clauses if side == "a" else opened.b_clauses
            names = {key: visible(f"{clause.clause} {clause.title}".strip()) for key, clause in clauses.items()}
            label = _("Chapters and clauses of A") if side == "a" else _("Chapters and clauses of B")
            column.multiselect(label, list(names), format_func=names.__getitem__, key=f"assign_{side}", placeholder=_("all"))
        st.checkbox(_("Double review: whoever is assigned judges without seeing the others"), key="assign_double")
        _button(_("Assign"), why, _assign, opened, icon="check")


def _assign(opened: Comparison) -> None:
    state = st.session_state
    new = Assignment(
        opened.a.designation,
        opened.b.designation,
        str(state["assign_person"] or "").strip(),
        reviewer(),
        tuple(state["assign_a"]),
        tuple(state["assign_b"]),
        bool(state["assign_double"]),
    )
    _done(lambda: assignments.assign(library(), new), _("Stored: assigned to {name}.").format(name=new.person))


def _withdraw(held: list[Assignment]) -> None:
    def act() -> None:
        for one in held:
            assignments.withdraw(library(), one, reviewer())

    _done(act, _("Stored: taken back."))


def _double(opened: Comparison, items: tuple[Item, ...]) -> None:
    found = stages(items)
    if not found.total:
        return
    st.subheader(_("Double review"), anchor=False)
    counts = (
        n_("{count} card waits for opinions", "{count} cards wait for opinions", len(found.waiting)),
        n_("{count} card agrees", "{count} cards agree", len(found.agreed)),
        n_("{count} card differs", "{count} cards differ", len(found.differing)),
        n_("{count} card is settled", "{count} cards are settled", len(found.settled)),
    )
    st.caption(" · ".join(counts))
    if alone := sum(one.double is not None and len(one.double.asked) < ASKED for one in found.waiting):
        words = n_(
            "{count} card is assigned to one person alone: assign it to a second one as well.",
            "{count} cards are assigned to one person alone: assign them to a second one as well.",
            alone,
        )
        notice(words, tone="warn", key="double_alone")
    why = barred("assignment") or ("" if found.agreed else _("There is no card on which all say the same."))
    label = n_(
        "Take over {count} card on which all say the same", "Take over {count} cards on which all say the same", len(found.agreed)
    )
    _button(label, why, _take_over, items, icon="done_all")
    _cards(opened, found.differing, _("The opinions differ: click a row to decide its card."), "differing")
    _cards(opened, found.waiting, _("Waiting for opinions: click a row to open its card."), "waiting")


def _take_over(items: tuple[Item, ...]) -> None:
    _done(lambda: deciding.take_over(library(), items, reviewer()), _("Stored: the decisions on which all agree."))


def _cards(opened: Comparison, items: tuple[Item, ...], words: str, key: str) -> None:
    """A row for each card, with the opinions that the reader may see."""
    if not items:
        return
    st.caption(words)
    rows = []
    for item in items:
        sides = (("a", item.match.a_clauses), ("b", item.match.b_clauses))
        labels = [", ".join(opened.clause(side, one).cited for one in ids) or "–" for side, ids in sides]
        double = item.double
        given = f"{len(double.given)} / {len(double.asked)}" if double else ""
        opinions = double.opinions if double else ()
        told = {one.author: "; ".join(said_line(word, opened, _) for word in one.words) for one in opinions}
        row = {"A": labels[0], "B": labels[1], _("Given"): given} | told
        rows.append({visible(name): visible(words) for name, words in row.items()})
    event = st.dataframe(
        rows, hide_index=True, width="stretch", on_select="rerun", selection_mode="single-row", key=f"cards_{key}"
    )
    if event.selection.rows:
        choose_pair((opened.a.designation, opened.b.designation), items[event.selection.rows[0]].key)
        st.switch_page(st.session_state["pages"]["review"])


def _agreement(opened: Comparison) -> None:
    found = agreement_of(library(), opened.a.designation, opened.b.designation, reviewer())
    if not found:
        return
    st.subheader(_("Agreement"), anchor=False)
    st.caption(_(SOURCE))
    told = [(one, word, kappa) for one in found for word, kappa in ((DECISION, one.decision), (RELATION, one.relation))]
    st.dataframe(
        [
            {
                _("Reviewers"): visible(f"{one.first} / {one.second}"),
                _("About"): _(word),
                _("Cards"): kappa.n,
                _("Same answer"): f"{kappa.observed:.0%}" if kappa.n else "–",
                "κ": kappa_words(kappa, _),
            }
            for one, word, kappa in told
        ],
        hide_index=True,
        width="stretch",
        row_height=30,
    )
    with st.expander(_("Which answers stand against which"), icon=":material/table:"):
        for place, (one, word, kappa) in enumerate(told):
            if kappa.n:
                names = _("Rows: {first}. Columns: {second}.").format(first=one.first, second=one.second)
                notice(_(word), names, tone="plain", key=f"table_{place}")
                st.dataframe(confusion_rows(kappa, _), hide_index=True, width="stretch", row_height=30)


def _button(label: str, why: str, act: Callable[..., None], *args: object, icon: str) -> None:
    """A button that says why it may not be pressed."""
    key = f"team_{act.__name__}"
    st.button(label, on_click=act, args=args, disabled=bool(why), help=why or None, icon=f":material/{icon}:", key=key)


def _done(act: Callable[[], object], words: str) -> None:
    try:
        act()
    except ClausebridgeError as error:
        st.session_state.update(said=_(str(error)), said_tone="bad")
    else:
        st.session_state.update(said=words, said_tone="good")
