"""What the machine proposed for two standards: rows that the next run replaces. People's judgements are elsewhere, in the log."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from index.log import canonical
from index.rows import digest
from ingest.errors import LibraryError

if TYPE_CHECKING:
    from index.store import Transaction

COLUMNS = ("a_standard", "b_standard", "model", "made")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The proposals for two standards: by which model and when (ISO 8601, UTC)."""

    a_standard: str
    b_standard: str
    model: str
    made: str


def save(transaction: Transaction, a: str, b: str, model: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep proposals, in place of earlier ones for the same two standards in the same order."""
    texts = [canonical(row) for row in rows]
    transaction.delete("comparisons", {"a_standard": a, "b_standard": b})
    made = datetime.now(UTC).isoformat(timespec="microseconds")
    own = {"a_standard": a, "b_standard": b, "model": model, "made": made}
    number = transaction.insert("comparisons", own | {"content": _content(own, texts)})
    data = [{"comparison_id": number, "position": position, "data": text} for position, text in enumerate(texts)]
    transaction.insert("proposals", *data)


def rows(transaction: Transaction, a: str, b: str) -> tuple[dict[str, Any], ...]:
    """The proposals for A against B, in their order.

    Raises:
        LibraryError: they are not those that were written.
    """
    own = transaction.first("comparisons", {"a_standard": a, "b_standard": b})
    if own is None:
        return ()
    texts = [str(row["data"]) for row in transaction.select("proposals", {"comparison_id": own["id"]}, order="position")]
    if _content(own, texts) != own["content"]:
        raise LibraryError(f"the proposals for {a} and {b} are damaged; `clausebridge match` makes them again")
    return tuple(json.loads(text) for text in texts)


def comparisons(transaction: Transaction) -> tuple[Comparison, ...]:
    """All pairs that have proposals, by their designations."""
    found = (Comparison(*(row[column] for column in COLUMNS)) for row in transaction.select("comparisons"))
    return tuple(sorted(found, key=lambda pair: (pair.a_standard, pair.b_standard)))


def _content(own: Mapping[str, Any], texts: Sequence[str]) -> str:
    return digest("\n".join([canonical([own[column] for column in COLUMNS]), *texts]))
