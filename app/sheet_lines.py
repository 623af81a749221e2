"""What the rows of a review sheet that came back come to, as lines for a page, a terminal and a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.sheet_columns import Meta
from app.state import Choice, Comparison, Item
from app.visible import visible
from app.wording import DECISIONS, N_, RATIONALES, REASONS, RELATIONS, Translate
from matcher.match import Decision, Judgement


class Outcome(StrEnum):
    """What becomes of a row; what needs a person comes first."""

    CONFLICT = "conflict"
    UNCLEAR = "unclear"
    REFUSED = "refused"
    STORE = "store"
    STORED = "stored"
    ALREADY = "already"
    UNCHANGED = "unchanged"


OUTCOMES = {
    Outcome.CONFLICT: N_("decided otherwise since"),
    Outcome.UNCLEAR: N_("not understood"),
    Outcome.REFUSED: N_("not permitted"),
    Outcome.STORE: N_("to be stored"),
    Outcome.STORED: N_("stored now"),
    Outcome.ALREADY: N_("stored before"),
    Outcome.UNCHANGED: N_("unchanged"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What a row comes to: its number, the labels of its card, ``what`` it says in words, ``why`` not, what others said.

    ``choice`` is what would be stored of ``item``; None says its decision again with another ``note``. ``links`` are its
    judgements, not yet written.
    """

    row: int
    card: str
    outcome: Outcome
    what: str = ""
    why: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    key: str = ""
    item: Item | None = None
    choice: Choice | None = None
    note: str = ""
    links: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sheet comes to for ``author``, row by row; ``own`` are entries of the log that an earlier taking of it wrote."""

    comparison: Comparison
    meta: Meta
    author: str
    lang: str
    lines: tuple[Line, ...]
    own: frozenset[int] = frozenset()

    def of(self, *outcomes: Outcome) -> tuple[Line, ...]:
        """The lines with one of these outcomes."""
        return tuple(line for line in self.lines if line.outcome in outcomes)


def said_in_words(choice: Choice, comparison: Comparison, _: Translate) -> str:
    """A decision as it would be stored, in one line."""
    parts = [_(DECISIONS[choice.decision])]
    if choice.relation and choice.decision is Decision.ACCEPT:
        parts[0] += f" ({_(RELATIONS[choice.relation])})"
    chosen = [
        " + ".join(comparison.clause(side, clause_id).cited for clause_id in ids)
        for side, ids in (("a", choice.a_clauses), ("b", choice.b_clauses))
        if ids
    ]
    parts += [" ↔ ".join(chosen)] if chosen else []
    parts += [_(words[value]) for words, value in ((RATIONALES, choice.rationale), (REASONS, choice.reason)) if value in words]
    parts += [f"“{choice.note}”" if choice.note else ""]
    return " · ".join(part for part in parts if part)


def counts(lines: Sequence[Line], _: Translate) -> str:
    """How many rows came to what, in one line."""
    found = Counter(line.outcome for line in lines)
    return " · ".join(f"{_(OUTCOMES[one])}: {found[one]}" for one in Outcome if found[one])


def line_rows(lines: Sequence[Line], _: Translate) -> list[dict[str, Any]]:
    """Lines as rows for a table: what needs a person first, then in the order of the sheet."""
    order = list(Outcome)
    return [
        {
            _("Row"): line.row,
            _("Card"): visible(line.card),
            _("What it comes to"): _(OUTCOMES[line.outcome]),
            _("What the row says"): visible(line.what),
            _("Why"): visible("\n".join(line.why)),
            _("What was said since"): visible("\n".join(line.theirs)),
        }
        for line in sorted(lines, key=lambda line: (order.index(line.outcome), line.row))
    ]
