"""The standards on file: a table of all, and of one its properties, the health of its pages, and taking it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from app.classing import classes_on_file
from app.legal import words_of
from app.page_health import Health, PageHealth, Reader, marks_of_none, page_health
from app.pictures import picture
from app.shelving import fate, matching, removals, stated
from app.views.asof import as_of
from app.views.classes import class_filters, class_menus, country_field, edition_field, value_name
from app.views.components import notice, page_strip
from app.views.desk import _, library, may, n_, reviewer
from app.views.forces import legal_force
from app.views.seeking import finder
from app.visible import visible
from app.wording import CLASSES, LANGUAGE_NAMES, LICENCES, N_
from index.shelf import Licence
from ingest.clause import Adoption, Clause, Document, Standard
from ingest.errors import ClausebridgeError

HEALTH = {
    Health.GOOD: N_("read from the text of the file"),
    Health.MARKED: N_("read, with a remark"),
    Health.OCR: N_("read by OCR"),
    Health.LOST: N_("not or hardly read"),
    Health.EMPTY: N_("no clause on it"),
}
READERS = {Reader.LAYER: N_("text of the file"), Reader.OCR: N_("OCR"), Reader.NONE: N_("nothing")}
FEW = 5
"""Standards that need no filter."""
HIGHEST = 470
"""Pixels of the table; below it the rows scroll."""


def standards_on_file(standards: Sequence[Standard]) -> None:
    """The table on the left, the standard that is looked at on the right."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        shown = _filtered(standards)
        _table(shown)
        _removed()
    with right:
        _one(shown or standards)


def _filtered(standards: Sequence[Standard]) -> Sequence[Standard]:
    if len(standards) <= FEW:
        return standards
    words, *columns = st.columns([2, 1, 1, 1])
    text = words.text_input(_("Find a standard"), key="standards_words", placeholder=_("Number, or words of its title"))
    asked = class_filters(classes_on_file(library(), as_of()), "filter", columns)
    return tuple(standard for standard in matching(standards, text) if standard.designation in asked)


def _table(standards: Sequence[Standard]) -> None:
    counts, known, force = library().counts(), classes_on_file(library(), as_of()), legal_force()
    st.caption(n_("{count} standard on file", "{count} standards on file", len(standards)))
    if not standards:
        return
    event = st.dataframe(
        [
            {
                _("Designation"): visible(standard.designation),
                _("Title"): visible(standard.title),
                _("Language"): _(LANGUAGE_NAMES.get(standard.lang, standard.lang)),
                **{
                    _(CLASSES[kind]): value_name(one.value)
                    for kind, one in known[standard.designation].items()
                    if kind in CLASSES
                },
                _("Legal force"): visible(words_of(force.standard(standard), _)),
                _("Clauses"): counts[standard.designation].clauses if standard.designation in counts else 0,
                _("Page count"): str(standard.pages or "–"),
                _("Remarks"): str(len(standard.marks) or "–"),
                _("Corresponds to"): visible(_adopted(standard.adopts)),
                _("Published"): standard.published,
            }
            for standard in standards
        ],
        hide_index=True,
        width="stretch",
        row_height=30,
        height=min(38 + 30 * len(standards), HIGHEST),
        on_select="rerun",
        selection_mode=["single-row", "single-cell"],
        key="standards_table",
        column_config={_("Title"): st.column_config.TextColumn(width="medium")},
    )
    chosen = [*event.selection.rows, *(row for row, _column in event.selection.cells)]
    if chosen and st.session_state.get("standards_row") != chosen[0]:
        st.session_state.update(standards_row=chosen[0], properties_of=standards[chosen[0]].designation)


def _adopted(adopts: Adoption | None) -> str:
    if adopts is None:
        return ""
    return f"{adopts.designation} ({adopts.degree})" if adopts.degree else str(adopts.designation)


def _one(standards: Sequence[Standard]) -> None:
    """One standard: what is stated of it, how well it was read, and what can be done with it."""
    by_name = {standard.designation: standard for standard in standards}
    if st.session_state.get("properties_of") not in by_name:
        st.session_state["properties_of"] = next(iter(by_name))
    name = st.selectbox(_("Properties of"), list(by_name), format_func=visible, key="properties_of")
    standard = by_name[name]
    with st.container(border=True, key="properties"):
        notice(standard.title, standard.file_name, tone="plain", key="properties_title")
        licence, edition, country = st.columns([2, 1, 1])
        with licence:
            _licence(name)
        with edition:
            edition_field(standard)
        with country:
            country_field(standard)
        class_menus(name, classes_on_file(library(), as_of())[name])
        left, right = st.columns(2)
        if left.button(_("Open in the page Read"), icon=":material/segment:", width="stretch", key="open_read"):
            st.switch_page(st.session_state["pages"]["read"], query_params={"standard": name})
        if right.button(
            _("Take out of the library…"), icon=":material/delete:", width="stretch", key="remove", **may("standard-removed")
        ):
            _confirm_removal(name)
    if failed := st.session_state.pop("removal_failed", ""):
        notice(_("This could not be done."), failed, tone="bad", key="removal_failed_line")
    _health(standard, finder().clauses(name))


def _licence(name: str) -> None:
    """How much of a standard's text is shown, to be stated by whoever knows its licence; below it who stated it."""
    now = library().licence(name)
    key = f"licence_{now}_{name}"  # what a colleague states meanwhile is another widget, which shows it

    def changed() -> None:
        try:
            library().set_licence(name, st.session_state[key], author=reviewer())
        except ClausebridgeError as error:
            st.session_state["licence_failed"] = str(error)
            st.session_state[key] = now

    st.selectbox(
        _("Pages and exports show"),
        list(Licence),
        index=list(Licence).index(now),
        format_func=lambda licence: _(LICENCES[licence]),
        key=key,
        **may("licence"),
        on_change=changed,
    )
    last = stated(library(), name, "licence")
    who = _("stated by {name}, {day}").format(name=last.author, day=last.at[:10]) if last else _("nobody stated the licence")
    notice(who, tone="small", key="licence_stated")
    if failed := st.session_state.pop("licence_failed", ""):
        notice(_("This could not be done."), failed, tone="bad", key="licence_failed_line")


# ---- how well it was read


def _health(standard: Standard, clauses: tuple[Clause, ...]) -> None:
    pages = page_health(Document(standard, clauses))
    general = marks_of_none(standard.marks)
    if not pages:
        notice(
            _("It has no pages: it was read from a list, a web page or a text document."), *general, tone="small", key="no_pages"
        )
        return
    st.caption(_("How well its pages were read"))
    place = (standard.designation, st.session_state.get("health_page", (standard.designation, 0))[1])
    at = place[1] if st.session_state.get("health_page", place)[0] == standard.designation else 0
    found = Counter(page.health for page in pages)
    page_strip(
        "health",
        [{"page": one.number, "health": one.health, "says": _says(one), "current": one.number == at} for one in pages],
        [{"health": str(kind), "words": f"{_(HEALTH[kind])}: {found[kind]}"} for kind in Health if found[kind]],
        lambda page: st.session_state.update(health_page=(standard.designation, page)),
    )
    if general:
        notice(*general, tone="small", key="general_marks")
    if at:
        _page(standard, pages[at - 1], clauses)


def _says(page: PageHealth) -> str:
    """A page in one line."""
    parts = [
        _("p. {page}").format(page=page.number),
        _(HEALTH[page.health]),
        n_("{count} clause", "{count} clauses", page.clauses),
    ]
    if page.doubtful:
        parts.append(n_("{count} number or sign to compare", "{count} numbers or signs to compare", page.doubtful))
    return " · ".join(parts)


def _page(standard: Standard, page: PageHealth, clauses: Sequence[Clause]) -> None:
    """The page that was chosen: what is told of it, the way to its clauses, and its picture."""
    here = tuple(clause for clause in clauses if clause.page == page.number or any(b.page == page.number for b in clause.boxes))
    read_by = _("Read by: {reader}").format(reader=_(READERS[page.reader]))
    notice(_says(page), read_by, *page.marks, tone="warn" if page.marks else "plain", key="page_says")
    if here and st.button(_("Its clauses in the page Read"), icon=":material/segment:", key="page_clauses"):
        st.switch_page(st.session_state["pages"]["read"], query_params={"standard": standard.designation, "clause": here[0].id})
    path = library().source(standard.designation)
    if path is None or path.suffix.lower() != ".pdf" or library().licence(standard.designation) is not Licence.FULL:
        words = _("There is no page to show: no file was kept, or its licence does not allow it.")
        notice(words, tone="small", key="no_page_picture")
        return
    try:
        st.image(picture(path, page.number, here), width="stretch")
    except ClausebridgeError as error:
        notice(_("The page cannot be shown."), str(error), tone="warn", key="page_failed")


# ---- taking it out


def _confirm_removal(name: str) -> None:
    @st.dialog(_("Take out of the library?"), icon=":material/delete:")
    def ask() -> None:
        would = fate(library(), name)
        notice(name, tone="plain", key="removal_name")
        goes = [n_("{count} clause", "{count} clauses", would.clauses), _("its vectors")]
        if would.comparisons:
            goes.append(n_("the proposals of {count} comparison", "the proposals of {count} comparisons", len(would.comparisons)))
        if not would.shared:
            goes.append(_("the file that was kept"))
        stays = [n_("{count} decision about it", "{count} decisions about it", would.decisions), _("the log of who did what")]
        notice(_("What goes: {what}").format(what=_(", ").join(goes)), tone="warn", key="removal_goes")
        notice(_("What stays: {what}").format(what=_(", ").join(stays)), tone="info", key="removal_stays")
        notice(_("Whoever adds the file again has it back, with its decisions."), tone="small", key="removal_back")
        yes, no = st.columns(2)
        if yes.button(_("Take it out"), type="primary", width="stretch", key="removal_yes", on_click=_take_out, args=(name,)):
            st.rerun()
        if no.button(_("Keep it"), width="stretch", key="removal_no"):
            st.rerun()

    ask()


def _take_out(name: str) -> None:
    try:
        library().remove(name, author=reviewer())
    except ClausebridgeError as error:
        st.session_state["removal_failed"] = str(error)
    else:
        st.session_state.pop("standards_row", None)


def _removed() -> None:
    gone = removals(library())
    if not gone:
        return
    with st.expander(n_("{count} standard was taken out", "{count} standards were taken out", len(gone))):
        lines = [
            _("{designation}: by {name}, {day} ({file})").format(
                designation=one.designation, name=one.author, day=one.at[:10], file=one.file_name or "–"
            )
            for one in gone[:50]
        ]
        notice(*lines, _("Whoever adds the file again has it back, with its decisions."), tone="small", key="removed_lines")
