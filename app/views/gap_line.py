"""One line of a gap list with its evidence: the lines of the report, both clauses, what differs, the arithmetic; its class."""

from __future__ import annotations

import streamlit as st

from app.deviation_wording import Sides, deviation_sentence
from app.gap_paper import answer_line, page_words
from app.gap_wording import CLASSES, ORIGINS, arithmetic_sentence, ground_sentences
from app.gapping import GapView, row
from app.views.components import notice
from app.views.desk import _, library, may, reviewer
from app.views.parts import clause_view
from app.views.record import act
from app.visible import visible
from ingest.clause import Document
from matcher.gap import GapClass, GapLine, GapList
from matcher.gap_log import change_line, undo_line

TONES = {GapClass.MET: "good", GapClass.CONDITION: "info", GapClass.DELTA: "warn", GapClass.OPEN: "bad"}


def opened_line(shown: GapView, line: GapLine) -> None:
    """The line, open."""
    changed = line.changed
    said = list(ground_sentences(line.grounds, _))
    if changed:
        told = _("Class given by {who}: {reason}").format(who=changed.author, reason=changed.reason)
        said = [told, _("By the rules: {class_}").format(class_=_(CLASSES[line.proposed])), *said]
    notice(f"{line.label} · {_(CLASSES[line.gap])}", *said, tone=TONES.get(line.gap, "info"), key="gap_line")
    for number, one in enumerate(line.arithmetic):
        notice(arithmetic_sentence(one, _), tone="good" if one.kept else "warn", key=f"gap_sum_{number}")
    _evidence(shown, line)
    _clauses(shown, line)
    _change(shown, line)


def _evidence(shown: GapView, line: GapLine) -> None:
    told = row(shown, line, _)
    rows = [
        {
            _("Line"): one["line"],
            _("Clause"): visible(one["clause"]),
            _("Result"): visible(one["result"]),
            _("Verdict"): one["verdict"],
            _("Page"): visible(page_words(one["page"], _, one["place"])),
        }
        for one in told["evidence"]
    ]
    st.caption(_("Lines of the report"))
    if rows:
        st.dataframe(rows, hide_index=True, width="stretch", key="gap_evidence")
    else:
        notice(_("The report has no line on it."), tone="plain", key="gap_no_line")
    for number, one in enumerate(told["answered_by"]):
        notice(answer_line(one, told["origin"], _), tone="small", key=f"gap_answer_{number}")
    for number, sentence in enumerate(_deviations(shown, line)):
        notice(sentence, tone="plain", key=f"gap_deviation_{number}")


def _deviations(shown: GapView, line: GapLine) -> list[str]:
    tested, target = shown.opened.tested, shown.opened.target
    names = tested.standard.designation, target.standard.designation
    clauses = {(one.standard, one.id): one for document in (tested, target) for one in document.clauses}
    sides = Sides(*names, *names, tested.standard.lang, target.standard.lang, clauses)
    return [deviation_sentence(one, sides, _) for basis in line.bases for one in basis.deviations]


def _clauses(shown: GapView, line: GapLine) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        ids = line.a_clauses
        if ids:
            own = _one(shown.opened.tested, ids, line.number)
            if own:
                _shown(shown, shown.opened.tested, own, "gap_a")
        else:
            notice(_(ORIGINS[line.origin]), tone="plain", key="gap_a_none")
    with right:
        _shown(shown, shown.opened.target, line.clause, "gap_b")


def _one(tested: Document, ids: tuple[str, ...], number: int) -> str:
    """The clause of A to be shown: of several, the one that is chosen."""
    labels = {one.id: one.cited for one in tested.clauses if one.id in ids}
    if len(labels) < 2:
        return next(iter(labels), "")
    chosen = st.segmented_control(
        _("Clause"), list(labels), default=next(iter(labels)), key=f"gap_a_clause_{number}", required=True,
        format_func=lambda own: visible(labels[own]),
    )  # fmt: skip
    return str(chosen or next(iter(labels)))


def _shown(shown: GapView, document: Document, own: str, key: str) -> None:
    clause = next((one for one in document.clauses if one.id == own), None)
    if clause is not None:
        licence = shown.licences[document.standard.designation]
        clause_view(clause, document.clauses, document.standard, licence=licence, key=key)


def _change(shown: GapView, line: GapLine) -> None:
    found, head, values = shown.opened.found, shown.opened.head, [one.value for one in GapClass]
    with st.form("gap_change", border=True, clear_on_submit=True):
        left, right = st.columns([2, 3], vertical_alignment="bottom")
        with left:
            st.selectbox(
                _("Class"), values, index=values.index(line.gap.value), key=f"gap_new_class_{line.number}",
                format_func=lambda one: _(CLASSES[GapClass(one)]),
            )  # fmt: skip
        with right:
            st.text_input(_("Reason"), key="gap_reason", max_chars=2000, placeholder=_("State the reason"))
        # what is written is compared with the list as it was drawn, which the next run would read anew: so by callbacks
        st.form_submit_button(
            _("Change the class"), icon=":material/edit:", on_click=_store, args=(found, line, head), **may("gap-line")
        )
    if line.changed:
        st.button(
            _("Take the change back"), key="gap_undo", icon=":material/undo:", on_click=_back, args=(found, line, head),
            **may("gap-line"),
        )  # fmt: skip


def _store(found: GapList, line: GapLine, head: int) -> None:
    made, reason = GapClass(st.session_state[f"gap_new_class_{line.number}"]), str(st.session_state["gap_reason"])
    act(_("Stored."), lambda: change_line(library(), found, line.clause, made, reason, author=reviewer(), seen=head))


def _back(found: GapList, line: GapLine, head: int) -> None:
    act(_("Taken back."), lambda: undo_line(library(), found, line.clause, author=reviewer(), seen=head))
