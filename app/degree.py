"""The suggested degree of correspondence in words: for a terminal, and as the summary of a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.terminal import on_one_line
from app.wording import DEVIATIONS, N_, Translate

if TYPE_CHECKING:
    from ingest.clause import Document
    from matcher.degree import DegreeAdvice, Difference
    from matcher.match import Match


GROUNDS = {
    "no technical difference, and the same structure": N_("no technical difference, and the same structure"),
    "every technical difference is identified and explained": N_("every technical difference is identified and explained"),
    "the structure alone differs, and how is told": N_("the structure alone differs, and how is told"),
    "there are technical differences that are not identified": N_("there are technical differences that are not identified"),
    "there are technical differences that are identified, but not explained": N_(
        "there are technical differences that are identified, but not explained"
    ),
    "there are changes of structure that are not identified": N_("there are changes of structure that are not identified"),
    "less than half of the parent is taken over": N_("less than half of the parent is taken over"),
    "nothing of the two answers to each other": N_("nothing of the two answers to each other"),
}
"""Why a degree is suggested, by the values of ``matcher.degree.Ground``."""
_WHAT = {
    "relation": N_("what is demanded"),
    "clause": N_("one side alone has it"),
    "structure": N_("structure"),
    **{str(kind): words for kind, words in DEVIATIONS.items()},
}


def advice_row(advice: DegreeAdvice) -> dict[str, Any]:
    """The suggestion as plain values, with its differences as a list."""
    from dataclasses import asdict

    return asdict(advice) | {"differences": [asdict(one) | {"technical": one.technical} for one in advice.differences]}


def summary_lines(advice: DegreeAdvice, _: Translate) -> list[str]:
    """The suggestion, its ground, and how it stands to the cover, in a line each."""
    degree = str(advice.suggested) if advice.suggested else "–"
    lines = [
        _("Suggested degree of correspondence of {standard} with {parent}: {degree} ({ground})").format(
            standard=advice.standard, parent=advice.parent, degree=degree, ground=_(GROUNDS[advice.ground.value])
        )
    ]
    if not advice.adopts:
        lines.append(_("The cover names no parent."))
    elif not advice.edition:
        lines.append(_("The cover names another standard or edition: {adopts}").format(adopts=advice.adopts))
    if advice.stated is not None:
        told = _("The cover states {degree}: the same.") if advice.stated is advice.suggested else _("The cover states {degree}.")
        lines.append(told.format(degree=advice.stated))
    counted = _("Clauses with the same demands: {alike} of {clauses}; clauses of the parent taken over: {taken} of {all}")
    lines.append(counted.format(alike=advice.alike, clauses=advice.clauses, taken=advice.taken, all=advice.parent_clauses))
    return lines


def advice_lines(advice: DegreeAdvice, _: Translate) -> list[str]:
    """The summary, then a line for each difference: both clauses, what differs, whether the standard tells and explains it."""
    return [on_one_line(line) for line in (*summary_lines(advice, _), *(_difference(one, _) for one in advice.differences))]


def _difference(one: Difference, _: Translate) -> str:
    told = _("explained") if one.explained else _("identified") if one.identified else _("not told")
    return f"{one.clause or '–':>12}  {one.parent_clause or '–':<12}  {_(_WHAT.get(one.what, one.what))}  ({told})"


def report_summary(documents: Sequence[Document], matches: Sequence[Match], _: Translate) -> list[str]:
    """What a report of the first document against the others says first: its degree, for each that its cover names as parent."""
    from matcher.degree import adopts, suggest_degree

    lines = []
    for other in documents[1:]:
        if adopts(documents[0], other):
            own = [one for one in matches if one.b_standard == other.standard.designation or not one.b_clauses]
            lines += summary_lines(suggest_degree(documents[0], other, own), _)
    return lines
