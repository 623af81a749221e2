"""A deviation as a person sets it: what is checked before it stands, and where its words stand in the clauses of the card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.wording import N_
from ingest.clause import Clause
from ingest.errors import UsageError
from matcher.match import Deviation, DeviationKind, Side, Span

LONGEST = 2000
"""Characters of one side of a deviation, or of a reason."""
WORDLESS = N_("A deviation quotes at least one side.")
ONE_SIDED = N_("What is missing on one side is quoted from the other alone.")
NO_REASON = N_("Say why the two sides cannot be compared.")
NO_VERDICT = N_("Say which side is stricter, or that the sides cannot be compared.")
TOO_LONG = N_("A side of a deviation has at most 2000 characters.")
_ALONE = {DeviationKind.MISSING: ("a_text", "b_text"), DeviationKind.ADDED: ("b_text", "a_text")}


@dataclass(frozen=True, slots=True)
class Edit:
    """A deviation as it was filled in; ``reason`` counts only where the sides cannot be compared, ``stricter`` where they can."""

    kind: DeviationKind
    a_text: str = ""
    b_text: str = ""
    comparable: bool = True
    stricter: Side = Side.SAME
    reason: str = ""


def sound(deviation: Deviation) -> Deviation:
    """The deviation, where it says something that holds together.

    Raises:
        UsageError: in one line, what does not fit.
    """
    if not (deviation.a_text.strip() or deviation.b_text.strip() or deviation.a or deviation.b):
        raise UsageError(WORDLESS)
    if max(len(deviation.a_text), len(deviation.b_text), len(deviation.reason)) > LONGEST:
        raise UsageError(TOO_LONG)
    return deviation


def edited(
    deviations: Sequence[Deviation], place: int | None, edit: Edit, a: Iterable[Clause], b: Iterable[Clause]
) -> tuple[Deviation, ...]:
    """The deviations with the one at ``place`` changed, or (None) with a new one at the end.

    ``a`` and ``b`` are the clauses of the card: where one of them has the words of a side, the deviation points there.

    Raises:
        UsageError: in one line, what does not fit.
    """
    old = None if place is None else deviations[place]
    new = _made(edit, old, tuple(a), tuple(b))
    found = list(deviations)
    found[len(found) if place is None else place : len(found) if place is None else place + 1] = [new]
    return tuple(found)


def without(deviations: Sequence[Deviation], place: int) -> tuple[Deviation, ...]:
    """The deviations without the one at ``place``, which a person found to be none."""
    return (*deviations[:place], *deviations[place + 1 :])


def _made(edit: Edit, old: Deviation | None, a: Sequence[Clause], b: Sequence[Clause]) -> Deviation:
    x, y = edit.a_text.strip(), edit.b_text.strip()
    if edit.kind in _ALONE:
        texts = {"a_text": x, "b_text": y}
        own, other = _ALONE[edit.kind]
        if not texts[own] or texts[other]:
            raise UsageError(ONE_SIDED)
    if edit.comparable and edit.stricter is Side.NOT_COMPARABLE:
        raise UsageError(NO_VERDICT)
    if not edit.comparable and not edit.reason.strip():
        raise UsageError(NO_REASON)
    new = Deviation(
        edit.kind,
        x,
        y,
        old.a if old and old.a_text == x else spans(x, a),
        old.b if old and old.b_text == y else spans(y, b),
        comparable=edit.comparable,
        stricter=edit.stricter if edit.comparable else Side.NOT_COMPARABLE,
        reason="" if edit.comparable else edit.reason.strip(),
    )
    return sound(old if old is not None and replace(new, by=old.by) == old else new)


def spans(words: str, clauses: Sequence[Clause]) -> tuple[Span, ...]:
    """Where ``words`` stand in the first of ``clauses`` that has them, however its lines are broken; () where none has."""
    parts = words.split()
    if not parts:
        return ()
    pattern = re.compile(r"\s*".join(map(re.escape, parts)), re.IGNORECASE)
    for clause in clauses:
        if found := pattern.search(clause.text):
            return (Span(clause.id, *found.span()),)
    return ()
