"""People's judgements as entries of the library's log: written by compare-and-set, taken back by an entry, never changed.

Clauses have the ids of today, whatever they were called when somebody judged (``index.moves``); the entries stay as they are.
The current judgement of a link is the last one that was not undone. "No counterpart" for a clause supersedes its earlier links,
and an accepted link supersedes an earlier "no counterpart" of its clauses; undoing the later one brings the earlier one back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from index import filing, shelf
from index.log import Conflict as LogConflict
from index.log import Draft, Entry, Planned, clause_key, compare, newest, pair_key, side_key
from index.moves import former
from index.proposals import made_by
from index.roles import require
from ingest.clause import Standard
from ingest.errors import UsageError
from matcher.assignments import refuse_double
from matcher.match import Decision, Judgement, Link, Relation
from matcher.match_rows import deviation_to_row, row_to_deviation
from matcher.told import carried_cells, row_to_carried

if TYPE_CHECKING:
    from index.library import Library
    from index.shelf import Stored
    from index.store import Transaction

KIND = "judgement"
JUDGEMENTS = frozenset({KIND, "opinion"})
"""The kinds of entries that hold judgements: ``matcher.opinions`` has those that decide nothing."""
FIELDS = tuple(field.name for field in fields(Judgement) if field.name not in {"author", "entry", "at", "trail", "carried"})
BLANK: dict[str, Any] = {
    "relation": None, "note": "", "reason": "", "entry": 0, "at": "", "rationale": "", "deviations": None, "opinions": (),
    "trail": (), "carried": None,
}  # fmt: skip


class Conflict(LogConflict):
    """Somebody was faster: ``judgements`` are the newer ones on either clause, ``entries`` also what happened to their texts."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        super().__init__(entries)
        self.judgements = tuple(read_judgement(entry) for entry in entries if entry.kind in JUDGEMENTS)


def record(library: Library, judgement: Judgement) -> Judgement:
    """Write one judgement, durably, before this returns; what is returned has its entry number, time and text hashes.

    Raises:
        Conflict: there is an entry newer than ``judgement.seen`` for either clause. Nothing was written.
        UsageError: it names no author, or no such standard or clause, or its decision does not fit its clauses.
    """
    return record_all(library, [judgement])[0]


def record_all(library: Library, judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Write the links of one decision on several clauses, all or none. Raises what ``record`` raises."""
    return _append(library, [sound(judgement) for judgement in judgements])


def undo(library: Library, author: str, a: str, b: str) -> Judgement | None:
    """Take back the author's last judgement between two standards that still counts, with the others of its group.

    Returns:
        The last of the entries that take it back; None where the author has nothing left to undo.

    Raises:
        Conflict: somebody wrote about the same clauses at the same moment. Nothing was written.
    """
    seen = library.log.head().number
    group = undoable(library, author, a, b)
    if not group:
        return None
    back = [replace(one, decision=Decision.UNDO, undoes=one.entry, seen=seen, **BLANK) for one in group]
    return _append(library, back)[-1]


def undoable(library: Library, author: str, a: str, b: str) -> tuple[Judgement, ...]:
    """The author's last act between two standards that still counts, all judgements of it; none where nothing is left to undo."""
    told = history(library, a, b)
    undone = {judgement.undoes for judgement in told}
    mine = [one for one in told if one.author == author and one.decision is not Decision.UNDO and one.entry not in undone]
    return tuple(one for one in mine if one is mine[-1] or (one.group and act_of(one) == act_of(mine[-1])))


def act_of(judgement: Judgement) -> str:
    """The name of the act that a judgement belongs to; one that is about several cards names each group ``ACT/CARD``."""
    return judgement.group.partition("/")[0]


def judgements(library: Library, a: str, b: str, *, until: str = "") -> tuple[Judgement, ...]:
    """The judgements on two standards that count now, or counted at ``until`` (``index.past.end_of`` a day), oldest first.

    Those that were written for B against A are among them, turned round.
    """
    return in_force(tuple(one for one in history(library, a, b) if not until or one.at < until))


def in_force(told: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Of a whole history the judgements that count at its end, oldest first."""
    undone = {judgement.undoes for judgement in told}
    standing = [one for one in told if one.decision is not Decision.UNDO and one.entry not in undone]
    if any(one.trail for one in standing):
        return _in_force_then(standing)
    current: dict[Link, Judgement] = {}
    for judgement in standing:
        for link in _superseded(judgement, current):
            del current[link]
        current[judgement.a_clause, judgement.b_clause] = judgement
    return tuple(current.values())


def _in_force_then(told: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Those that count where ids have changed: a judgement contradicts those on what was its own link when it was written."""
    current: list[Judgement] = []
    for judgement in told:
        own = judgement.link_at(judgement.entry)
        as_then = replace(judgement, a_clause=own[0], b_clause=own[1])
        links = {one.link_at(judgement.entry): one for one in current}
        gone = set(_superseded(as_then, links))
        current = [*(one for one in current if one.link_at(judgement.entry) not in gone), judgement]
    return tuple(current)


def history(library: Library, a: str, b: str, a_clause: str | None = None, *, after: int = 0) -> tuple[Judgement, ...]:
    """Every judgement on two standards, or on one clause of A, oldest first, with those that were undone and the undoing.

    ``after`` asks for those of later entries alone.

    Raises:
        LibraryError: an entry of the log is not what was written.
    """
    first, second = filed_names(library, a, b)
    entries = library.log.words(kind=KIND, topic=pair_key(first, second), after=after)
    told = tuple(turned(read_judgement(entry), first) for entry in entries)
    return told if a_clause is None else tuple(one for one in told if one.a_clause == a_clause)


def editions(library: Library, a: str, b: str) -> dict[int, dict[str, dict[str, str]]]:
    """For each entry on two standards, by its number: their editions and sources at the time, by designation."""
    entries = library.log.entries(kind=KIND, topic=pair_key(*filed_names(library, a, b)))
    return {entry.number: entry.payload["editions"] for entry in entries}


def sound(judgement: Judgement) -> Judgement:
    """The judgement, when it names its author and its decision fits its clauses.

    Raises:
        UsageError: it does not.
    """
    clauses = [clause for clause in (judgement.a_clause, judgement.b_clause) if clause]
    fits = {Decision.ACCEPT: len(clauses) == 2, Decision.NO_COUNTERPART: len(clauses) == 1, Decision.UNDO: False}
    if not judgement.author.strip():
        raise UsageError("a judgement needs the name of its author")
    if judgement.decision is Decision.UNDO:
        raise UsageError("a judgement is taken back with undo, not recorded as undone")
    if not fits.get(judgement.decision, bool(clauses)):
        raise UsageError(f"{judgement.decision} does not fit a judgement on {len(clauses)} clauses")
    return judgement


def _append(library: Library, judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    def prepare(transaction: Transaction) -> list[Planned]:
        return [planned(transaction, judgement) for judgement in judgements]

    return tuple(map(read_judgement, append(library, prepare)))


def append(library: Library, prepare: Callable[[Transaction], Sequence[Planned]]) -> tuple[Entry, ...]:
    """Write entries about clauses, all or none (``index.log.Log.append_all``).

    Raises:
        Conflict: there is a newer entry for one of the clauses.
    """
    try:
        return library.log.append_all(prepare)
    except LogConflict as conflict:
        raise Conflict(conflict.entries) from None


def planned(transaction: Transaction, judgement: Judgement) -> Planned:
    """The entry of a judgement for ``append``. Raises what ``record`` raises."""
    complete, payload = completed(transaction, judgement)
    pair = pair_key(complete.a_standard, complete.b_standard)
    ours, theirs = (complete.a_standard, complete.a_clause), (complete.b_standard, complete.b_clause)
    if complete.decision is not Decision.UNDO:
        refuse_double(transaction, ours, theirs, complete.author)
    require(transaction, KIND, complete.author)  # first: who may not write is not told what others wrote
    compare(transaction, subjects_until_now(transaction, pair, ours, theirs), complete.seen)
    subjects = [side_key(pair, *side) for side in (ours, theirs) if side[1]]
    return Draft(complete.author, KIND, pair, payload), subjects, complete.seen


def subjects_until_now(transaction: Transaction, pair: str, *sides: Link) -> list[str]:
    """The subject keys of clauses (designation, id) under every id that they have had: words on them may name an earlier one."""
    return [side_key(pair, name, own) for name, clause in sides if clause for own in former(transaction, name, clause)]


def completed(transaction: Transaction, judgement: Judgement) -> tuple[Judgement, dict[str, Any]]:
    """A judgement with its designations as filed and its texts compared with those on file, and the payload of its entry.

    Raises:
        LogConflict, UsageError: as ``text_judged``.
    """
    complete, editions = judgement, {}
    if judgement.decision is not Decision.UNDO:
        a, b = filing.find(transaction, judgement.a_standard), filing.find(transaction, judgement.b_standard)
        complete = replace(
            judgement,
            a_standard=a.standard.designation,
            b_standard=b.standard.designation,
            a_hash=text_judged(transaction, a, judgement.a_clause, judgement.a_hash),
            b_hash=text_judged(transaction, b, judgement.b_clause, judgement.b_hash),
        )
        editions = {stored.standard.designation: edition_of(stored.standard) for stored in (a, b)}
    payload = {name: getattr(complete, name) for name in FIELDS} | {"editions": editions} | carried_cells(complete.carried)
    payload["proposed"] = made_by(transaction, complete.a_standard, complete.b_standard)
    if complete.deviations is not None:
        payload["deviations"] = [deviation_to_row(one) for one in complete.deviations]
    return complete, payload


def text_judged(transaction: Transaction, stored: Stored, clause: str, judged: str) -> str:
    """The hash of the text on file, which must be the one that was judged where the author names it.

    Raises:
        LogConflict: the text was replaced; the entry that says so is what the author had not seen.
        UsageError: there is no such clause, or it never had that text.
    """
    if not clause:
        return ""
    found, name = shelf.text_hash(transaction, stored, clause), stored.standard.designation
    if found is None or (judged and judged != found):
        entry = newest(transaction, clause_key(name, clause))
        if entry is not None:
            raise LogConflict((entry,))
        raise UsageError(f"{name}: has no clause with the id {clause!r}" + (" and the text that was judged" if found else ""))
    return found


def edition_of(standard: Standard) -> dict[str, str]:
    """What identifies a standard's text at this moment."""
    return {"edition": standard.edition or standard.published, "source": standard.source}


def filed_names(library: Library, a: str, b: str) -> tuple[str, str]:
    """The designations as filed; as given, where a standard was taken out and the log still speaks of the two."""
    try:
        return library.standard(a).designation, library.standard(b).designation
    except UsageError:
        if not library.log.entries(topic=pair_key(a, b)):
            raise
        return a, b


def _superseded(judgement: Judgement, current: Mapping[Link, Judgement]) -> list[Link]:
    """The links whose current judgement a new one contradicts, its own among them."""
    own = (judgement.a_clause, judgement.b_clause)
    if judgement.decision is Decision.ACCEPT:
        return [link for link in (own, (own[0], ""), ("", own[1])) if link in current]
    if judgement.decision is not Decision.NO_COUNTERPART:
        return [own] if own in current else []
    side = 0 if own[0] else 1
    open_links = {link for link, said in current.items() if said.decision in (Decision.ACCEPT, Decision.UNSURE)}
    return [link for link in current if link == own or (link[side] == own[side] and link in open_links)]


def read_judgement(entry: Entry) -> Judgement:
    """The judgement that an entry holds."""
    stated: dict[str, Any] = {name: entry.payload[name] for name in FIELDS if name in entry.payload}  # older ones have fewer
    if stated.get("deviations") is not None:
        stated["deviations"] = tuple(map(row_to_deviation, stated["deviations"]))
    stated["opinions"] = tuple(stated.get("opinions", ()))
    stated["trail"] = tuple((int(number), a, b) for number, a, b in entry.payload.get("trail", ()))
    stated["carried"] = row_to_carried(entry.payload.get("carried"))
    stated["decision"] = Decision(stated["decision"])
    stated["relation"] = Relation(stated["relation"]) if stated["relation"] else None
    return Judgement(**stated, author=entry.author, entry=entry.number, at=entry.at)


def turned(judgement: Judgement, first: str) -> Judgement:
    """The judgement with ``first`` as its A: the relation of B to A is the inverse."""
    if judgement.a_standard == first:
        return judgement
    return replace(
        judgement,
        a_standard=judgement.b_standard,
        a_clause=judgement.b_clause,
        a_hash=judgement.b_hash,
        b_standard=judgement.a_standard,
        b_clause=judgement.a_clause,
        b_hash=judgement.a_hash,
        trail=tuple((number, b, a) for number, a, b in judgement.trail),
        relation=judgement.relation.inverse if judgement.relation else None,
        deviations=None if judgement.deviations is None else tuple(one.inverse for one in judgement.deviations),
    )
