"""The clauses behind a cell: which comparisons, which clauses with which answer, the risk of one, and the way to its card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app.double import is_blind
from app.standing import Answer
from app.standing_cells import Compared
from app.standing_rows import clause_rows
from app.standing_wording import ANSWERS, MISSING_HERE, percent
from app.views.components import notice
from app.views.desk import _, cards, choose_pair, comparison, pairs, reviewer
from app.views.risks import risk_form
from app.visible import visible
from app.wording import N_
from matcher.match import Link

SIDES = {"here": N_("Clauses of the home standard"), "there": N_("Clauses of the partner's standard")}


def clause_list(found: Sequence[Compared], day: str) -> None:
    """The comparisons of a cell as a table; of the one that is chosen its clauses."""
    known = [(one, sides) for one in found if (sides := one.tally(day))]
    if not known:
        st.caption(_("Nothing was compared by then."))
        return
    rows = [
        {_("Home standard"): visible(one.facts.here.designation), _("Partner's standard"): visible(one.facts.there.designation)}
        | {_("Requirement clauses"): ours.clauses}
        | {_(ANSWERS[answer]): percent(ours.of(answer), ours.clauses) for answer in Answer}
        | {_(MISSING_HERE): percent(theirs.of(Answer.MISSING), theirs.clauses)}
        for one, (ours, theirs) in known
    ]
    st.caption(_("Click a row to see its clauses."))
    event = st.dataframe(
        rows, hide_index=True, width="stretch", row_height=30, height=min(38 + 30 * len(rows), 340), on_select="rerun",
        selection_mode=["single-row", "single-cell"], key="standing_comparisons",
    )  # fmt: skip
    marked = [*event.selection.rows, *(row for row, _column in event.selection.cells)]
    if marked:
        st.session_state["standing_pair"] = known[marked[0]][0].pair
    asked = st.session_state.get("standing_pair")
    one = next((one for one, _sides in known if one.pair == asked), known[0][0] if len(known) == 1 else None)
    if one is not None:
        _clauses(one)


def _clauses(one: Compared) -> None:
    """The requirement clauses of a side as they stand now."""
    names = f"{one.facts.here.designation}  ↔  {one.facts.there.designation}"
    notice(names, _("As it stands now; a click on a row opens what can be done."), tone="plain", key="standing_names")
    left, right = st.columns([2, 5], vertical_alignment="bottom")
    with left:
        side = st.segmented_control(
            _("Side"), list(SIDES), default="here", key="standing_side", required=True, format_func=lambda one: _(SIDES[one]),
            label_visibility="collapsed",
        )  # fmt: skip
    rows = _seen(one, clause_rows(one, here=side == "here"))
    with right:
        answer = st.pills(
            _("Answer"),
            [found for found in Answer if any(row["answer"] is found for row in rows)],
            format_func=lambda found: f"{_words(found, str(side))} {sum(row['answer'] is found for row in rows)}",
            key=f"standing_answer_{side}",
            label_visibility="collapsed",
        )
    shown = [row for row in rows if answer in (None, row["answer"])]
    event = st.dataframe(
        [
            {
                _("Clause"): visible(row["clause"]),
                _("Title"): visible(row["title"]),
                _("Answer"): _words(row["answer"], str(side)),
                _("Proposed"): _words(row["proposed"], str(side)) if row["proposed"] else "",
                _("Counterparts"): visible(", ".join(row["counterparts"])),
            }
            for row in shown
        ],
        hide_index=True, width="stretch", row_height=30, height=min(38 + 30 * len(shown), 420), on_select="rerun",
        selection_mode=["single-row", "single-cell"], key=f"standing_rows_{side}_{answer}_{one.pair}",
    )  # fmt: skip
    marked = [*event.selection.rows, *(row for row, _column in event.selection.cells)]
    if marked and marked[0] < len(shown):
        _open(one, shown[marked[0]], here=side == "here")


def _open(one: Compared, row: dict[str, Any], *, here: bool) -> None:
    """What can be done with a clause: go to its card, set its risk."""
    with st.container(border=True):
        notice(f"{row['clause']}  {row['title']}", tone="plain", key="standing_clause")
        if row["card"] and one.pair in pairs():
            if st.button(_("Open its card"), key="standing_card", icon=":material/fact_check:"):
                choose_pair(one.pair, row["card"])
                st.switch_page(st.session_state["pages"]["review"])
        else:
            st.caption(_("No card: nothing is proposed for this clause."))
        links: list[Link] = [(row["id"], key) if here else (key, row["id"]) for key in row["linked"]]
        alone: Link = (row["id"], "") if here else ("", row["id"])
        offered = links if links and row["answer"] is not Answer.MISSING else [alone]
        risk_form((one.facts.here.designation, one.facts.there.designation), offered)


def _seen(one: Compared, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as the reader may see them: of what they have yet to judge blind nothing that others decided."""
    if one.pair not in pairs():
        return rows
    blind = {item.key for item in cards(comparison(one.pair)) if is_blind(item, reviewer())}
    hidden: dict[str, Any] = {"answer": Answer.UNDECIDED, "proposed": None, "counterparts": [], "linked": []}
    return [row | hidden if row["card"] in blind else row for row in rows]


def _words(answer: Answer, side: str) -> str:
    """An answer in words, from the home country's side: what is missing for a partner's clause is missing here."""
    if side == "there":
        return _(MISSING_HERE) if answer is Answer.MISSING else _(ANSWERS[answer.inverse])
    return _(ANSWERS[answer])
