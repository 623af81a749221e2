"""What proposals and judgements quote from elsewhere: a published statement (``Told``), a decision of before (``Carried``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """What one of the two standards, or another of theirs, publishes of a clause on the row (``ingest.stated``).

    ``by`` states it; ``kind`` is a value of ``Said``; ``a_clause`` and ``b_clause`` are labels, ``a_id`` and ``b_id`` the
    clauses that they mean, "" where a side has none or the label is not found. It stands on ``page`` (0 without pages) in
    characters ``start`` to ``end`` of the clause ``source`` of ``by``; ``note`` is how it is put there, as printed. ``agrees``
    says whether the proposal is what is published.
    """

    by: str
    kind: str
    a_clause: str
    b_clause: str
    a_id: str = ""
    b_id: str = ""
    page: int = 0
    source: str = ""
    start: int = 0
    end: int = 0
    note: str = ""
    agrees: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """The decision that a judgement repeats, as a person made it: its ``entry``, on the earlier edition ``standard``.

    ``author`` and ``at`` (ISO 8601, UTC) are of that entry too, however often it was carried since.
    """

    standard: str
    entry: int
    author: str
    at: str


def carried_cells(carried: Carried | None) -> dict[str, Any]:
    """What the payload of a judgement says of it; nothing where it was not carried."""
    return {} if carried is None else {"carried": asdict(carried)}


def row_to_carried(row: Mapping[str, Any] | None) -> Carried | None:
    """What ``carried_cells`` wrote; None of a payload that says nothing of it."""
    return None if not row else Carried(str(row["standard"]), int(row["entry"]), str(row["author"]), str(row["at"]))


def carried_from(carried: Carried | None) -> str:
    """The decision that was taken over, in one cell: edition, entry, who decided, on which day; "" for none."""
    return "" if carried is None else f"{carried.standard}, entry {carried.entry}, {carried.author}, {carried.at[:10]}"
