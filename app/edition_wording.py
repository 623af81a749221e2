"""The words for what became of clauses and decisions from one edition to the next."""

from __future__ import annotations

from collections.abc import Mapping

from app.wording import DECISIONS, N_, Translate
from matcher.edition import Cause, Change, EditionClause, Lean, Touch
from matcher.edition_carry import Outcome
from matcher.edition_doubts import Doubt
from matcher.told import Carried

CHANGES: Mapping[Change, str] = {
    Change.UNCHANGED: N_("unchanged"),
    Change.MOVED: N_("renumbered, text unchanged"),
    Change.EDITORIAL: N_("worded otherwise"),
    Change.CHANGED: N_("changed"),
    Change.SPLIT: N_("split"),
    Change.MERGED: N_("merged"),
    Change.NEW: N_("new"),
    Change.WITHDRAWN: N_("withdrawn"),
}
TOUCHES: Mapping[Touch, str] = {
    Touch.NUMBER: N_("number"),
    Touch.UNIT: N_("unit"),
    Touch.VERB: N_("verb or negation"),
    Touch.CONDITION: N_("condition"),
    Touch.REFERENCE: N_("reference"),
    Touch.TITLE: N_("title"),
    Touch.WORDS: N_("words"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.CARRY: N_("holds: can be carried"),
    Outcome.EDITORIAL: N_("wording alone differs: can be cleared"),
    Outcome.SUSPECT: N_("suspect: decide anew"),
    Outcome.STANDING: N_("decided on the new edition already"),
    Outcome.OTHER: N_("the text judged is not the one on file"),
}
_LEANS: Mapping[Lean, str] = {
    Lean.REFERENCE: N_("cites {words}: {clause} is {change}"),
    Lean.TERM: N_("uses “{words}”: {clause} is {change}"),
    Lean.HEADING: N_("stands below {clause}, which is {change}"),
    Lean.BELOW: N_("holds {clause}, which is {change}"),
    Lean.STANDARD: N_("cites {words}, of which {clause} names another edition now"),
}


HELD = N_("good on the earlier edition, which is cited; to be decided for the later one")


def cause_words(cause: Cause, label: str, _: Translate) -> str:
    """Why a clause of the same text is in doubt: the path from it to what changed; ``label`` names that clause."""
    return _(_LEANS[cause.lean]).format(words=cause.words, clause=label or cause.words, change=_(CHANGES[cause.change]))


def change_words(row: EditionClause, _: Translate) -> str:
    """What became of a clause, and what the difference touches."""
    touched = ", ".join(_(TOUCHES[one]) for one in row.touches)
    return f"{_(CHANGES[row.change])} ({touched})" if touched else _(CHANGES[row.change])


def doubt_words(doubt: Doubt, _: Translate) -> str:
    """What a card tells of an earlier or a later edition, in a line."""
    one, said = doubt.judgement, doubt.succession
    change = change_words(doubt.row, _) if doubt.row else _("other clauses are new or changed")
    if doubt.row and doubt.row.causes:
        change += "; " + "; ".join(cause_words(cause, cause.clause.rpartition("/")[2], _) for cause in doubt.row.causes)
    values = {"who": one.author, "day": one.at[:10], "old": said.old, "new": said.new, "change": change}
    if doubt.replaced:
        return _("{new} replaces this edition, and there: {change}.").format(**values)
    decision = _(DECISIONS[one.decision])
    return _("Decided on {old} by {who}, {day}: {decision}. Since then: {change}. See the page Editions.").format(
        decision=decision, **values
    )


def carried_words(carried: Carried, author: str, _: Translate) -> str:
    """That a decision was carried, from whom and by whom."""
    return _("decided by {who} on {day} on {edition}, carried by {carrier}").format(
        who=carried.author, day=carried.at[:10], edition=carried.standard, carrier=author
    )
