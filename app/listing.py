"""The cards of a comparison for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.derived import is_derived
from app.double import as_seen_by
from app.filters import relation_of
from app.state import Comparison, Item
from app.watching import Watch
from ingest.errors import UsageError

if TYPE_CHECKING:
    from index.library import Library


def open_cards(library: Library, a: str, b: str, reader: str) -> tuple[Comparison, tuple[Item, ...]]:
    """A comparison with its cards as ``reader`` may see them.

    Raises:
        UsageError: a standard is not on file, or the two were not compared.
    """
    pair = library.standard(a).designation, library.standard(b).designation
    watch = Watch(library)
    if pair not in watch.pairs():
        turned = " (they are compared the other way round)" if pair[::-1] in watch.pairs() else ""
        raise UsageError(f"{pair[0]} and {pair[1]} are not compared{turned}: compare them on the desk, page Library")
    comparison = watch.comparison(pair)
    return comparison, as_seen_by(reader, library, comparison, watch.cards(pair))


def row_of(comparison: Comparison, item: Item) -> dict[str, Any]:
    """One card: its key, state, clauses, relation, confidence in per cent, and who disagrees."""
    return {
        "card": item.key,
        "state": item.state.value,
        "a_clauses": _cited(comparison, "a", item.match.a_clauses),
        "b_clauses": _cited(comparison, "b", item.match.b_clauses),
        "relation": relation_of(item).value,
        "confidence": round(100 * item.match.confidence),
        "deviations": len(item.match.deviations),
        "dispute": item.dispute.value if item.dispute else "",
        "suspect": "suspect" if item.suspect else "",
        "derived": "derived" if is_derived(comparison, item.match) else "",
        "reviewers": ", ".join(dict.fromkeys(one.author for one in item.said)),
    }


def _cited(comparison: Comparison, side: str, ids: tuple[str, ...]) -> str:
    return ", ".join(comparison.clause(side, clause_id).cited for clause_id in ids) or "–"
