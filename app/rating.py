"""Risks for pages and commands: set by the labels of clauses, and as rows that tell whether what they rest on still holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.assigning import B_SIDE, clause_ids
from matcher.decided import Standing, standing
from matcher.ledger import judgements
from matcher.risk import Risk, decision_on, rate, risks
from matcher.risk_classes import Likelihood, Severity

if TYPE_CHECKING:
    from index.library import Library
    from matcher.match import Judgement

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rating:
    """What a person sets: both classes, and why."""

    severity: Severity
    likelihood: Likelihood
    reason: str


def rate_clauses(library: Library, pair: Pair, clause: str, other: str, rating: Rating, author: str) -> Risk:
    """Set the risk of a link by the labels or ids of its clauses; of a clause of B without counterpart ``clause`` is "b:LABEL".

    Raises:
        UsageError: there is no such clause; and what ``matcher.risk.rate`` raises.
    """
    seen = library.log.head().number
    if clause.startswith(B_SIDE):
        own, answer = "", clause_ids(library, pair[1], [clause.removeprefix(B_SIDE)])[0]
    else:
        own = clause_ids(library, pair[0], [clause])[0]
        answer = clause_ids(library, pair[1], [other.removeprefix(B_SIDE)])[0] if other else ""
    return rate(
        library, Risk(*(pair[0], own, pair[1], answer), author, rating.severity, rating.likelihood, rating.reason, seen=seen)
    )


def is_again(risk: Risk, current: Iterable[Judgement], texts: Mapping[tuple[str, str], str]) -> bool:
    """Whether a risk is to be looked at again: a text is another than the one looked at, or the link was decided otherwise.

    ``current`` are the judgements in force with the risk's A as their A, ``texts`` the hashes by designation and id of today.
    """
    sides = ((risk.a_standard, risk.a_clause, risk.a_hash), (risk.b_standard, risk.b_clause, risk.b_hash))
    if any(own and texts.get((name, own)) != seen for name, own, seen in sides):
        return True
    return decision_on(current, risk.link) != risk.rests_on


def risk_rows(library: Library, a: str, b: str) -> list[dict[str, Any]]:
    """The risks that count between two standards, oldest first, as rows for a table or a file."""
    first, second = library.standard(a).designation, library.standard(b).designation
    labels = {(one.standard, one.id): one.cited for name in (first, second) for one in library.clauses(name)}
    current = judgements(library, first, second)
    return [_row(library, one, current, labels) for one in risks(library, first, second)]


def _row(library: Library, risk: Risk, current: Iterable[Judgement], labels: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    sides = ((risk.a_standard, risk.a_clause, risk.a_hash), (risk.b_standard, risk.b_clause, risk.b_hash))
    moved = any(own and standing(library, name, own, seen) is not Standing.SAME for name, own, seen in sides)
    return {
        "a_standard": risk.a_standard,
        "a_clause": labels.get((risk.a_standard, risk.a_clause), risk.a_clause),
        "b_standard": risk.b_standard,
        "b_clause": labels.get((risk.b_standard, risk.b_clause), risk.b_clause),
        "severity": int(risk.severity),
        "likelihood": int(risk.likelihood),
        "band": risk.band.value,
        "again": moved or decision_on(current, risk.link) != risk.rests_on,
        "reason": risk.reason,
        "author": risk.author,
        "at": risk.at,
        "entry": risk.entry,
    }
