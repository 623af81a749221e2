"""The steps of a record: reviewed, frozen, submitted to the committee, approved or returned, each with what it asks for.

``missing`` says what a step lacks; a page shows that, and ``take`` asks the same again while nobody else can write, so no way
round it leads through a page, a command or another program. Reviewing and freezing rest on what the comparison says (``Work``):
where somebody decided meanwhile, or a text was read anew, the step is refused and what is newer is shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from index import shelf
from index.log import Conflict, Draft, Entry, Planned, canonical, find, pair_key
from index.roles import NEEDED, Role, require, role_of
from ingest.errors import UsageError
from matcher.comments import comments_of
from matcher.frozen import content_hash
from matcher.record import CLOSED, DECIDED, FROZEN, REVIEWED, Course, State, course, fold, record_key
from matcher.versions import Work, work

if TYPE_CHECKING:
    from index.library import Library
    from index.store import Transaction
    from matcher.comments import Comment


class Step(StrEnum):
    """What can be done with a record."""

    REVIEW = "review"
    FREEZE = "freeze"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"


KINDS = {Step.REVIEW: REVIEWED, Step.FREEZE: FROZEN, Step.SUBMIT: CLOSED, Step.APPROVE: CLOSED, Step.RETURN: CLOSED}
"""The kind of the entry that each step writes; the role it asks for is that of the kind (``index.roles.NEEDED``)."""
FROM: Mapping[Step, frozenset[State]] = {
    Step.REVIEW: frozenset({State.DRAFT, State.REVIEWED, State.APPROVED, State.RETURNED}),
    Step.FREEZE: frozenset({State.REVIEWED}),
    Step.SUBMIT: frozenset({State.FROZEN}),
    Step.APPROVE: frozenset({State.COMMITTEE}),
    Step.RETURN: frozenset({State.FROZEN, State.COMMITTEE}),
}
"""The states from which a step leads on. After a version is approved or returned, a review begins the next one."""
OUTCOMES = {Step.SUBMIT: State.COMMITTEE, Step.APPROVE: State.APPROVED, Step.RETURN: State.RETURNED}


class Lack(StrEnum):
    """What a step lacks, as the message key with its English text; ``{what}`` is filled in."""

    STATE = "this does not follow on the state of the record: {what}"
    ROLE = "this asks for the role: {what}"
    NOTHING = "nothing is proposed or decided yet"
    OPEN = "cards that nobody decided: {what}; decide them, or state a reason"
    SINGLE = "cards that fewer than two people looked at: {what}; have them looked at, or state a reason"
    PURPOSE = "the record states no purpose"
    AS_OF = "the record states no date for which the texts hold"
    TEXTS = "a text was read anew after the review: {what}; review again"
    COMMITTEE = "the record names no committee"
    COMMENTS = "comments without a disposition: {what}"
    DECIDER = "whoever decided may not approve: {what}"
    NOTE = "a note has to say why"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a step lacks, and the count or names that fill its message."""

    lack: Lack
    what: str = ""

    def __str__(self) -> str:
        return self.lack.value.format(what=self.what)


class Refused(UsageError):
    """A step lacks something: ``missing`` says what."""

    def __init__(self, step: Step, missing: tuple[Missing, ...]) -> None:
        self.missing = missing
        super().__init__(f"{step}: not done; {'; '.join(map(str, missing))}")


def take(library: Library, a: str, b: str, step: Step, *, author: str, note: str = "", seen: int | None = None) -> Entry:
    """Take a step, durably, before this returns.

    ``note`` is stored with it; ``seen`` is the number of the last entry of the log that the author had seen.

    Raises:
        Refused: it lacks something.
        NotPermitted: the author's role does not reach.
        Conflict: somebody else changed the record, or decided on the comparison, meanwhile. Nothing was written.
        UsageError: a standard is not on file any more, or was read anew meanwhile; nobody is named as the author.
    """
    if not author.strip():
        raise UsageError("a step of a record needs the name of who takes it")
    found = course(library, a, b)
    names = found.a, found.b
    rests_on = work(library, *names) if step in (Step.REVIEW, Step.FREEZE) else None
    topic = pair_key(*names)

    def drafts(transaction: Transaction) -> list[Planned]:
        require(transaction, KINDS[step], author)  # first: who may not write is not told what is missing
        if rests_on:
            _still(transaction, topic, rests_on)
        told = find(transaction, topic=topic)
        now = fold(told, *names)
        said = comments_of(told)
        lacks = missing(now, step, author, role_of(transaction, author), work=rests_on, comments=said, note=note)
        if lacks:
            raise Refused(step, lacks)
        payload = _payload(now, step, note.strip(), rests_on)
        return [(Draft(author, KINDS[step], topic, payload), [record_key(*names)], seen)]

    return library.log.append_all(drafts)[0]


def missing(
    now: Course,
    step: Step,
    author: str,
    role: Role | None,
    *,
    work: Work | None = None,
    comments: Iterable[Comment] = (),
    note: str = "",
) -> tuple[Missing, ...]:
    """What a step lacks when ``author``, who has ``role``, takes it; ``work`` is asked for by a review and by freezing."""
    needed = NEEDED[KINDS[step]]
    lacks = [] if role and role.reaches(needed) else [Missing(Lack.ROLE, needed.value)]
    if now.state not in FROM[step]:
        return (Missing(Lack.STATE, now.state.value), *lacks)
    said = bool(note.strip())
    if step is Step.REVIEW and work:
        lacks += _unreviewed(now, work, said=said)
    if step is Step.FREEZE and work:
        lacks += _unfit(now, work)
    if step is Step.SUBMIT and not now.record.committee:
        lacks.append(Missing(Lack.COMMITTEE))
    if step is Step.APPROVE:
        lacks += _unapproved(now, author, comments)
    if step is Step.RETURN and not said:
        lacks.append(Missing(Lack.NOTE))
    return tuple(lacks)


def _unreviewed(now: Course, work: Work, *, said: bool) -> list[Missing]:
    lacks = [] if work.rows else [Missing(Lack.NOTHING)]
    if work.open and not said:
        lacks.append(Missing(Lack.OPEN, str(work.open)))
    if now.record.double and work.single and not said:
        lacks.append(Missing(Lack.SINGLE, str(work.single)))
    return lacks


def _unfit(now: Course, work: Work) -> list[Missing]:
    was: Mapping[str, str] = now.review.payload["contents"] if now.review else {}
    changed = [name for name, content in work.contents.items() if was.get(name) != content]
    lacks = [Missing(Lack.TEXTS, ", ".join(changed))] if changed else []
    lacks += [] if now.record.purpose else [Missing(Lack.PURPOSE)]
    return lacks + ([] if now.record.as_of else [Missing(Lack.AS_OF)])


def _unapproved(now: Course, author: str, comments: Iterable[Comment]) -> list[Missing]:
    last = now.last
    if last is None:
        return []
    waiting = sum(one.version == last.number and one.disposition is None for one in comments)
    lacks = [Missing(Lack.COMMENTS, str(waiting))] if waiting else []
    # the rule as it was frozen holds, and one that was made stricter since
    if author in last.deciders and (last.record.separate or now.record.separate):
        lacks.append(Missing(Lack.DECIDER, author))
    return lacks


def _still(transaction: Transaction, topic: str, read: Work) -> None:
    """Refuse to go on where the comparison says something else than what was read.

    Raises:
        Conflict: somebody decided on it, or had it proposed anew, meanwhile.
        UsageError: a standard was read anew, or taken out, meanwhile.
    """
    newer = [entry for entry in find(transaction, topic=topic) if entry.number > read.head and entry.kind in DECIDED]
    if newer:
        raise Conflict(tuple(newer))
    for name, content in read.contents.items():
        stored = shelf.find(transaction, name)
        if stored is None or stored.content != content:
            raise UsageError(f"{name}: was read anew meanwhile; look again")


def _payload(now: Course, step: Step, note: str, read: Work | None) -> dict[str, Any]:
    payload: dict[str, Any] = {"a_standard": now.a, "b_standard": now.b, "note": note}
    if step is Step.REVIEW and read:
        return payload | {"open": read.open, "single": read.single, "contents": dict(read.contents)}
    if step is Step.FREEZE and read:
        review = now.review
        payload["note"] = note or (review.payload["note"] if review else "")
        payload |= {"version": len(now.versions) + 1, "record": asdict(now.record), "review": review.number if review else 0}
        payload |= {"reviewer": review.author if review else "", "open": read.open, "single": read.single}
        payload |= {"documents": list(read.documents), "proposals": list(read.proposals), "deciders": list(read.deciders)}
        payload["rows"] = list(read.rows)
        plain: dict[str, Any] = json.loads(canonical(payload))  # as the log gives it back
        return plain | {"hash": content_hash(plain)}
    return payload | {"version": len(now.versions), "outcome": OUTCOMES[step].value}
