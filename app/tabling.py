"""The cards of a comparison as rows of a table on a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.card import STATES
from app.licensed import told_clause
from app.state import Comparison, Item, accepted_relation
from app.visible import visible
from app.wording import ADVICE, DEVIATIONS, RELATIONS, SIDES
from matcher.match import Relation


def table_rows(comparison: Comparison, items: Sequence[Item], _: Callable[[str], str]) -> list[dict[str, Any]]:
    """One row for each card, its columns named in the language of ``_``."""
    return [
        {
            _("State"): _(STATES[item.state]),
            "A": _labels(comparison, "a", item.match.a_clauses),
            _("Title A"): _titles(comparison, "a", item.match.a_clauses),
            "B": _labels(comparison, "b", item.match.b_clauses),
            _("Title B"): _titles(comparison, "b", item.match.b_clauses),
            _("Relation"): _(RELATIONS[_relation(item)]),
            _("Confidence"): round(100 * item.match.confidence),
            _("How sure"): _(ADVICE[item.match.advice]),
            _("Stricter"): _(SIDES[item.match.stricter]) if item.match.deviations else "",
            _("Deviations"): ", ".join(dict.fromkeys(_(DEVIATIONS[one.kind]) for one in item.match.deviations)),
            _("Reviewer"): visible(", ".join(dict.fromkeys(one.author for one in item.said))),
        }
        for item in items
    ]


def _relation(item: Item) -> Relation:
    return accepted_relation(item) or item.match.relation


def _labels(comparison: Comparison, side: str, ids: Sequence[str]) -> str:
    return visible(", ".join(comparison.clause(side, clause_id).cited for clause_id in ids)) or "–"


def _titles(comparison: Comparison, side: str, ids: Sequence[str]) -> str:
    """Titles; the beginning of the text for clauses that have none."""
    clauses = [comparison.clause(side, clause_id) for clause_id in ids]
    told = [clause.title or told_clause(clause, comparison.licences.get(clause.standard)).text for clause in clauses]
    return visible("; ".join(" ".join(words.split())[:80] for words in told))
