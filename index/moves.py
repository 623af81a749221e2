"""Where the clauses that people's words are about are now: entries of the log as they are read, never as they stand.

A mend and a new parse say which clause has which new id. Whoever reads judgements, confirmations, assignments or opinions asks
here for their entries, and finds the ids of today in them; the entries themselves are never rewritten.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from index.chain import Entry
from ingest.errors import LibraryError

if TYPE_CHECKING:
    from index.store import Transaction

MOVING = ("mend", "standard-replaced")
"""The kinds of entries after which a clause may have another id."""
_SIDES = ("a", "b")


@dataclass(frozen=True, slots=True)
class Step:
    """What the entry ``number`` did to a standard: new ids by old ones, and of the changed texts the hashes before and after."""

    number: int
    designation: str
    moves: Mapping[str, str]
    changed: Mapping[str, Sequence[str]]

    def same_text(self, clause: str) -> bool:
        """Whether the clause with the old id ``clause`` has kept its text."""
        new = self.moves.get(clause, clause)
        was, now = self.changed.get(clause), self.changed.get(new)
        return (was is None and now is None) or (was is not None and now is not None and was[0] == now[1])


Steps = Sequence[Step]


def steps(transaction: Transaction, designations: Iterable[str]) -> tuple[Step, ...]:
    """What became of the clauses of some standards, in order.

    Raises:
        LibraryError: an entry that tells it cannot be read.
    """
    where = {"kind": list(MOVING), "topic": sorted(set(designations))}
    found = []
    for row in transaction.select("log", where, order="number"):
        try:
            payload = json.loads(row["payload"])
            found.append(Step(row["number"], row["topic"], dict(payload.get("moves", {})), dict(payload.get("changed", {}))))
        except (AttributeError, TypeError, ValueError) as error:
            said = f"log: entry {row['number']} was changed after it was written; `clausebridge check` says more"
            raise LibraryError(said) from error
    return tuple(one for one in found if one.moves or one.changed)


def now(taken: Steps, designation: str, clause: str, after: int) -> str:
    """The id today of a clause that had the id ``clause`` at the entry ``after``."""
    for step in taken:
        if step.number > after and step.designation == designation:
            clause = step.moves.get(clause, clause)
    return clause


def former(transaction: Transaction, designation: str, clause: str) -> tuple[str, ...]:
    """The ids that the clause with the id ``clause`` of today has had, that one first."""
    ids = [clause]
    for step in reversed(steps(transaction, [designation])):
        ids += [old for old, new in step.moves.items() if new in ids and old not in ids]
    return tuple(ids)


def placed(transaction: Transaction, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries about two standards with the ids of today in their payloads; ``trail`` there has the links in between."""
    names = {str(entry.payload.get(f"{side}_standard", "")) for entry in entries for side in _SIDES} - {""}
    taken = steps(transaction, names) if names else ()
    if not taken:
        return tuple(entries)
    return tuple(replace(entry, payload=_placed(entry, taken)) for entry in entries)


def placed_row(row: Mapping[str, Any], taken: Steps, after: int) -> dict[str, Any]:
    """A proposal that was made at the entry ``after``, with the ids of today; what marks words of a changed text goes."""
    new = dict(row)
    for side in _SIDES:
        name = str(row[f"{side}_standard"])
        if f"{side}_ids" in row:
            new[f"{side}_ids"] = _ids(row[f"{side}_ids"], taken, name, after)
    for key in ("deviations", "evidence"):
        new[key] = [_spans_placed(one, row, taken, after) for one in row.get(key, ())]
    new["alternatives"] = [one | {"id": now(taken, one["standard"], one["id"], after)} for one in row.get("alternatives", ())]
    absence = row.get("absence")
    if absence:
        own = str(row["a_standard"] if row.get("a_ids") else row["b_standard"])
        near = absence.get("nearest")
        new["absence"] = absence | {"taken_by": _ids(absence.get("taken_by", ()), taken, own, after)}
        if near:
            new["absence"]["nearest"] = near | {"id": now(taken, near["standard"], near["id"], after)}
    return new


def _placed(entry: Entry, taken: Steps) -> dict[str, Any]:
    payload, trail = dict(entry.payload), _trail(entry, taken)
    for at, side in enumerate(_SIDES):
        name = str(payload.get(f"{side}_standard", ""))
        if f"{side}_clause" in payload:
            payload[f"{side}_clause"] = trail[-1][at + 1]
        for key in (f"{side}_clauses", f"{side}_card"):
            if key in payload:
                payload[key] = _ids(payload[key], taken, name, entry.number)
    if isinstance(payload.get("place"), list):
        name, ids = payload["place"]
        payload["place"] = [name, _ids(ids, taken, str(name), entry.number)]
    if payload.get("deviations"):
        payload["deviations"] = [_spans_placed(one, payload, taken, entry.number) for one in payload["deviations"]]
    return payload | ({"trail": trail} if len(trail) > 1 else {})


def _trail(entry: Entry, taken: Steps) -> list[list[Any]]:
    """The links that the entry was about: since which entry, and both ids; its own first."""
    link = [entry.payload.get("a_clause", ""), entry.payload.get("b_clause", "")]
    trail: list[list[Any]] = [[entry.number, *link]]
    for step in taken:
        for at, side in enumerate(_SIDES):
            if step.number > entry.number and step.designation == entry.payload.get(f"{side}_standard"):
                link[at] = step.moves.get(link[at], link[at])
        if link != trail[-1][1:]:
            trail.append([step.number, *link])
    return trail


def _ids(ids: Iterable[str], taken: Steps, designation: str, after: int) -> list[str]:
    return list(dict.fromkeys(now(taken, designation, clause, after) for clause in ids))


def _spans_placed(one: Mapping[str, Any], sides: Mapping[str, Any], taken: Steps, after: int) -> dict[str, Any]:
    """A deviation or piece of evidence with the spans that still mark the words they marked."""
    new = dict(one)
    for side in _SIDES:
        name, kept = str(sides[f"{side}_standard"]), []
        for clause, start, end in one.get(f"{side}_spans", ()):
            at, same = str(clause), True
            for step in taken:
                if step.number > after and step.designation == name:
                    same &= step.same_text(at)
                    at = step.moves.get(at, at)
            if same:
                kept.append([at, start, end])
        if f"{side}_spans" in one:
            new[f"{side}_spans"] = kept
    return new
