"""The words for a record: its fields, its states and steps, what a step lacks, comments and what becomes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from app.wording import DECISIONS, DEVIATIONS, N_, RATIONALES, REASONS, RELATIONS, ROLES, SIDES, Translate
from matcher.comments import CommentType, Outcome
from matcher.frozen import Difference
from matcher.match import Decision, DeviationKind, Relation, Side
from matcher.record import Course, State
from matcher.steps import Missing, Step
from matcher.versions import OPEN

FIELDS = {
    "purpose": N_("Purpose"),
    "product": N_("Product or subject"),
    "further": N_("Further documents"),
    "language": N_("Authentic language"),
    "as_of": N_("As of"),
    "separate": N_("Who decided may not approve"),
    "double": N_("Two people look at every card"),
    "committee": N_("Committee"),
}
STATES = {
    State.DRAFT: N_("draft"),
    State.REVIEWED: N_("reviewed"),
    State.FROZEN: N_("frozen"),
    State.COMMITTEE: N_("before the committee"),
    State.APPROVED: N_("approved"),
    State.RETURNED: N_("returned"),
}
STEPS = {
    Step.REVIEW: N_("State as reviewed"),
    Step.FREEZE: N_("Freeze a version"),
    Step.SUBMIT: N_("Submit to the committee"),
    Step.APPROVE: N_("Approve"),
    Step.RETURN: N_("Return"),
}
STEP_HELP = {
    Step.REVIEW: N_("Every card has been looked at and decided; a reason is asked for those that are left open."),
    Step.FREEZE: N_("The lines as they are now become a version that never changes. Judging may go on."),
    Step.SUBMIT: N_("The committee comments on the frozen version, line by line."),
    Step.APPROVE: N_("The version is the result. Every comment has its disposition."),
    Step.RETURN: N_("The version is not accepted; the next one follows after a new review."),
}
TYPES = {
    CommentType.GENERAL: N_("General"),
    CommentType.TECHNICAL: N_("Technical"),
    CommentType.EDITORIAL: N_("Editorial"),
}
OUTCOMES = {
    Outcome.ACCEPTED: N_("accepted"),
    Outcome.PARTLY: N_("partly accepted"),
    Outcome.NOT_ACCEPTED: N_("not accepted"),
    Outcome.NOTED: N_("noted"),
}
KINDS = {"added": N_("added"), "removed": N_("removed"), "changed": N_("changed")}
"""What became of a line between two versions, of a field of the record, or of a document."""
COLUMNS = {
    "decision": N_("Decision"),
    "relation": N_("Relation"),
    "stricter": N_("Stricter"),
    "rationale": N_("Rationale"),
    "deviations": N_("Deviations"),
    "reason": N_("Reason"),
    "note": N_("Note"),
    "author": N_("Reviewer"),
    "a_label": N_("Label A"),
    "b_label": N_("Label B"),
    "a_hash": N_("Text A"),
    "b_hash": N_("Text B"),
    "a_edition": N_("Edition A"),
    "b_edition": N_("Edition B"),
    "a_standing": N_("Text A since the decision"),
    "b_standing": N_("Text B since the decision"),
    "title": N_("Title"),
    "edition": N_("Edition"),
    "source": N_("Source"),
    "content": N_("Content"),
    "licence": N_("Licence"),
    **FIELDS,
}
"""What two versions can differ in, by the name of the field."""
STANDINGS = {"same": N_("unchanged"), "changed": N_("changed"), "gone": N_("gone")}
SHORT_HASH = 12


def state_words(now: Course, _: Translate) -> str:
    """How far a record is."""
    return _("Record: {state}").format(state=_(STATES[now.state]))


def state_line(now: Course, _: Translate) -> str:
    """How far a record is, and what became of its last version, in one line without a word that anybody wrote."""
    said, last = state_words(now, _), now.last
    if last is None:
        return said
    version = _("version {number} {state} on {day}").format(
        number=last.number, state=_(STATES[last.state]), day=last.acts[-1].at[:10]
    )
    return f"{said} · {version}"


def course_states(now: Course, _: Translate) -> list[dict[str, str]]:
    """The states of a record from draft to its end, with who led there and when; ``kind`` is done, current, ahead or warn."""
    told = {act.state: f"{act.author}, {act.at[:10]}" for act in (now.last.acts if now.last else ())}
    if now.last:
        told[State.REVIEWED] = str(now.last.content["reviewer"])
    if now.review:
        told = {State.REVIEWED: f"{now.review.author}, {now.review.at[:10]}"}
    end = State.RETURNED if now.state is State.RETURNED else State.APPROVED
    order = [State.DRAFT, State.REVIEWED, State.FROZEN, State.COMMITTEE, end]
    at = order.index(now.state)
    coming = len(now.versions) + (now.state in (State.DRAFT, State.REVIEWED))
    states = []
    for place, state in enumerate(order):
        kind = "done" if place < at else "ahead" if place > at else "current"
        if place == at and state in (State.APPROVED, State.RETURNED):
            kind = "done" if state is State.APPROVED else "warn"
        name = _("Version {number}: {state}").format(number=coming, state=_(STATES[state])) if state is State.FROZEN else None
        states.append({"name": name or _(STATES[state]), "told": told.get(state, "") if place <= at else "", "kind": kind})
    return states


def missing_words(one: Missing, _: Translate) -> str:
    """One thing that a step lacks."""
    what = one.what
    for table in (STATES, ROLES):
        what = _(table[what]) if what in table else what  # type: ignore[index]
    return _(one.lack.value).format(what=what)


def decision_word(row: Mapping[str, Any], _: Translate) -> str:
    """What was decided on a line."""
    return _(N_("undecided")) if row["decision"] == OPEN else _(DECISIONS[Decision(row["decision"])])


def change_words(change: Difference, _: Translate) -> list[str]:
    """What changed of a line, one entry a field: name, before, after."""
    return [
        f"{_(COLUMNS[name])}: {value_words(name, before, _)} → {value_words(name, after, _)}"
        for name, (before, after) in change.changes.items()
    ]


def value_words(name: str, value: object, _: Translate) -> str:
    """A value of a line, of a record or of a document, in words; "–" for none."""
    text = str(value or "")
    if isinstance(value, bool):
        return _(N_("yes")) if value else _(N_("no"))
    if name == "deviations" and isinstance(value, list):
        told = Counter(deviation_words(one, _) for one in value)
        return "; ".join(f"{words} × {count}" if count > 1 else words for words, count in told.items()) or "–"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "–"
    if name in {"a_hash", "b_hash", "content", "source"}:
        return text[:SHORT_HASH] or "–"
    tables: dict[str, Mapping[Any, str]] = {
        "decision": {OPEN: N_("undecided"), **DECISIONS},
        "relation": RELATIONS,
        "stricter": SIDES,
        "rationale": RATIONALES,
        "a_standing": STANDINGS,
        "b_standing": STANDINGS,
        "reason": REASONS,
    }
    table = tables.get(name, {})
    return _(table[text]) if text in table else text or "–"


def deviation_words(row: Mapping[str, Any], _: Translate) -> str:
    """One frozen deviation: its kind, the figures of both sides where it has any, and the stricter side."""
    sides = " | ".join(str(row[side] or "–") for side in "ab") if row["a"] or row["b"] else ""
    verdict = _(SIDES[Side(row["stricter"])]) if row["comparable"] else _(SIDES[Side.NOT_COMPARABLE])
    parts = (_(DEVIATIONS[DeviationKind(row["kind"])]), sides, verdict)
    return ", ".join(part for part in parts if part)


def relation_word(row: Mapping[str, Any], _: Translate) -> str:
    """The relation of a line; "" where it has none, and where the decision says so already."""
    said = row["relation"] if row["decision"] != Decision.NO_COUNTERPART.value else ""
    return _(RELATIONS[Relation(said)]) if said else ""
