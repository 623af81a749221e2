"""What the machine proposed for two standards: rows that the next run replaces. People's judgements are elsewhere, in the log."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from index.log import Draft, append, canonical, find, pair_key
from index.moves import placed_row, steps
from index.rows import digest
from ingest.errors import LibraryError

if TYPE_CHECKING:
    from index.shelf import Stored
    from index.store import Transaction

Row = Mapping[str, Any]
KIND = "proposed"
"""The kind of the entries that say that the proposals for two standards were made, or made anew."""
NO_SETTINGS: Row = MappingProxyType({})

COLUMNS = ("a_standard", "b_standard", "model", "made")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The proposals for two standards: by which model and when (ISO 8601, UTC), and how many they are."""

    a_standard: str
    b_standard: str
    model: str
    made: str
    count: int = 0


def file(
    transaction: Transaction, sides: tuple[Stored, Stored], model: str, rows: Sequence[Row], settings: Row, author: str
) -> None:
    """Keep proposals (``save``), and log who had them made, by what, on which contents."""
    a, b = (stored.standard.designation for stored in sides)
    content = save(transaction, a, b, model, rows)
    said = {"a_standard": a, "b_standard": b, "model": model, "settings": dict(settings), "rows": len(rows), "content": content}
    said["contents"] = {stored.standard.designation: stored.content for stored in sides}
    append(transaction, Draft(author, KIND, pair_key(a, b), said))


def made_by(transaction: Transaction, a: str, b: str) -> int:
    """The number of the last entry that says that proposals for two standards were made; 0 where none were."""
    found = find(transaction, kind=KIND, topic=pair_key(a, b), last=True)
    return found[0].number if found else 0


def save(transaction: Transaction, a: str, b: str, model: str, rows: Sequence[Row]) -> str:
    """Keep proposals, in place of earlier ones for the same two standards in the same order; returns the hash of what is kept."""
    texts = [canonical(row) for row in rows]
    transaction.delete("comparisons", {"a_standard": a, "b_standard": b})
    made = datetime.now(UTC).isoformat(timespec="microseconds")
    own = {"a_standard": a, "b_standard": b, "model": model, "made": made}
    content = _content(own, texts)
    number = transaction.insert("comparisons", own | {"content": content})
    data = [{"comparison_id": number, "position": position, "data": text} for position, text in enumerate(texts)]
    transaction.insert("proposals", *data)
    return content


def rows(transaction: Transaction, a: str, b: str) -> tuple[dict[str, Any], ...]:
    """The proposals for A against B, in their order, with the ids that their clauses have now (``index.moves``).

    Raises:
        LibraryError: they are not those that were written.
    """
    own = transaction.first("comparisons", {"a_standard": a, "b_standard": b})
    if own is None:
        return ()
    texts = [str(row["data"]) for row in transaction.select("proposals", {"comparison_id": own["id"]}, order="position")]
    if _content(own, texts) != own["content"]:
        raise LibraryError(f"the proposals for {a} and {b} are damaged; `clausebridge match` makes them again")
    found = tuple(json.loads(text) for text in texts)
    taken = steps(transaction, (a, b))
    after = max(
        (one.number for one in find(transaction, kind=KIND, topic=pair_key(a, b)) if one.payload.get("a_standard") == a),
        default=0,
    )
    return tuple(placed_row(row, taken, after) for row in found) if taken and after < taken[-1].number else found


def older_than_its_texts(transaction: Transaction, a: str, b: str) -> bool:
    """Whether one of the two standards was mended or read anew since the proposals were made."""
    taken = steps(transaction, (a, b))
    return bool(taken) and made_by(transaction, a, b) < taken[-1].number


def comparisons(transaction: Transaction) -> tuple[Comparison, ...]:
    """All pairs that have proposals, by their designations."""
    counts = transaction.counts("proposals", "comparison_id")
    rows = transaction.select("comparisons")
    found = (Comparison(**{column: row[column] for column in COLUMNS}, count=counts.get(row["id"], 0)) for row in rows)
    return tuple(sorted(found, key=lambda pair: (pair.a_standard, pair.b_standard)))


def _content(own: Mapping[str, Any], texts: Sequence[str]) -> str:
    return digest("\n".join([canonical([own[column] for column in COLUMNS]), *texts]))
