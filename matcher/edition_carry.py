"""Decisions on an edition taken over to the one that replaced it: what each would become, and the one act that does it.

A machine decides nothing here. Who carries writes judgements under the own name, on the texts of the new edition, each naming the
decision that it repeats (``matcher.told.Carried``); all of them are one act, taken back as one. A decision that stands on the new
edition already is never touched, and what is suspect is not carried. The links of one decision on several clauses go together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from index import filing
from index.log import Planned, canonical, find, pair_key
from index.roles import require
from ingest.clause import Clause
from ingest.errors import UsageError
from matcher.decided import decided_pairs
from matcher.edition import EditionClause, EditionMap, Succession
from matcher.edition_text import words
from matcher.editions import as_filed, require_standing
from matcher.ledger import KIND, Conflict, append, filed_names, judgements, planned, read_judgement, sound
from matcher.match import Deviation, Judgement, Span
from matcher.told import Carried

if TYPE_CHECKING:
    from index.library import Library
    from index.store import Transaction


class Outcome(StrEnum):
    """What becomes of a decision on the earlier edition.

    EDITORIAL: its clause is worded otherwise and nothing else, which a person may clear. STANDING: the clause of the new edition
    is decided already. OTHER: the text that was judged on either side is not the one on file.
    """

    CARRY = "carry"
    EDITORIAL = "editorial"
    SUSPECT = "suspect"
    STANDING = "standing"
    OTHER = "other text"


_WORST = (Outcome.CARRY, Outcome.EDITORIAL, Outcome.SUSPECT, Outcome.OTHER, Outcome.STANDING)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one decision: the ``row`` of its clause of the old edition, its clause (id) in the new one or ""."""

    judgement: Judgement
    row: EditionClause | None
    clause: str
    outcome: Outcome


def others(library: Library, old: str) -> tuple[str, ...]:
    """The standards with which an edition was compared and decided on."""
    found = [pair[1] if pair[0] == old else pair[0] for pair in decided_pairs(library) if old in pair]
    return tuple(dict.fromkeys(found))


def fates(library: Library, stated: Succession, other: str) -> tuple[Fate, ...]:
    """What becomes of every decision on the replaced edition and ``other``, oldest first; the old edition is A.

    Raises:
        UsageError: ``other`` is not on file and nothing was said of it.
    """
    mapped = as_filed(library, stated)
    old, other = filed_names(library, stated.old, other)
    taken = _taken(library, stated.new, other)
    hashes = {name: {one.id: one.text_hash for one in library.clauses(name)} for name in (old, other)}
    told = [_fate(hashes, mapped, one, taken) for one in judgements(library, old, other)]
    worst: dict[str, Outcome] = {}
    for one in told:
        key = _group(one.judgement)
        worst[key] = max(worst.get(key, Outcome.CARRY), one.outcome, key=_WORST.index)
    return tuple(replace(one, outcome=worst[_group(one.judgement)]) for one in told)


def carry(
    library: Library, stated: Succession, other: str, author: str, *, editorial: bool = False, seen: int | None = None
) -> tuple[Judgement, ...]:
    """Write the decisions that hold for the new edition, all or none, as one act; nothing where there are none.

    ``editorial`` clears those whose wording alone differs too. ``seen`` is the end of the log as the author had read it.

    Raises:
        Conflict: somebody wrote about one of the clauses, or decided on the earlier edition, since. Nothing was written.
        UsageError: nobody is named as the author, a standard is not on file or is read anew meanwhile, or it does not stand any
            more that the one edition replaces the other.
        NotPermitted: the author is no reviewer, or a clause is under double review and the author no adjudicator.
    """
    if not author.strip():
        raise UsageError("a decision is carried by a person: name the author")
    head = library.log.head().number if seen is None else seen
    old, filed = filed_names(library, stated.old, other)
    contents = {name: library.content(name) for name in (old, stated.new, filed)}
    wanted = {Outcome.CARRY, Outcome.EDITORIAL} if editorial else {Outcome.CARRY}
    chosen = [one for one in fates(library, stated, other) if one.outcome in wanted]
    sides = [{one.id: one for one in library.clauses(name)} for name in (stated.old, stated.new)] if chosen else [{}, {}]
    act = f"carried-{hashlib.sha256(canonical([stated.new, other, author, head]).encode()).hexdigest()[:16]}"
    cards = {key: n for n, key in enumerate(dict.fromkeys(_group(one.judgement) for one in chosen))}
    drafts = [_carried(one, stated, author.strip(), f"{act}/{cards[_group(one.judgement)]}", head, sides) for one in chosen]

    def prepare(transaction: Transaction) -> list[Planned]:
        require(transaction, KIND, author.strip())  # first: who may not write is not told what others wrote
        require_standing(transaction, stated)
        since = (find(transaction, kind=KIND, topic=pair_key(name, filed)) for name in (old, stated.new))
        if newer := tuple(entry for entries in since for entry in entries if entry.number > head):
            raise Conflict(newer)  # what would be carried is no longer what was shown
        for name, content in contents.items():
            if filing.find(transaction, name).content != content:
                raise UsageError(f"{name} was read anew meanwhile: look again at what becomes of the decisions")
        return [planned(transaction, sound(draft)) for draft in drafts]

    return tuple(map(read_judgement, append(library, prepare)))


def _fate(hashes: Mapping[str, Mapping[str, str]], mapped: EditionMap, one: Judgement, taken: frozenset[tuple[str, str]]) -> Fate:
    row = mapped.of_old.get(one.a_clause) if one.a_clause else None
    clause = row.new[0] if row is not None and len(row.new) == 1 else ""
    if {("a", clause), ("lone", one.b_clause)} & taken or (not one.a_clause and ("b", one.b_clause) in taken):
        return Fate(one, row, clause, Outcome.STANDING)
    sides = ((one.a_standard, one.a_clause, one.a_hash), (one.b_standard, one.b_clause, one.b_hash))
    if any(key and hashes[name].get(key) != judged for name, key, judged in sides):
        return Fate(one, row, clause, Outcome.OTHER)
    if row is None or not clause or not (row.kept or row.editorial):
        return Fate(one, row, clause, Outcome.SUSPECT)
    return Fate(one, row, clause, Outcome.CARRY if row.kept else Outcome.EDITORIAL)


def _taken(library: Library, new: str, other: str) -> frozenset[tuple[str, str]]:
    """The clauses of either side that are decided on the new edition; "lone" those of B said to have no counterpart."""
    try:
        said = judgements(library, new, other)
    except UsageError:  # nothing was said of the two, and one is not on file
        return frozenset()
    named = [("a", one.a_clause) for one in said] + [("b", one.b_clause) for one in said]
    lone = [("lone", one.b_clause) for one in said if not one.a_clause]
    return frozenset((side, clause) for side, clause in (*named, *lone) if clause)


def _group(one: Judgement) -> str:
    return one.group or f"entry {one.entry}"


def _carried(
    fate: Fate, stated: Succession, author: str, group: str, seen: int, sides: Sequence[Mapping[str, Clause]]
) -> Judgement:
    """The judgement on the new edition; places in texts are those of the new text."""
    one = fate.judgement
    carried = one.carried or Carried(one.a_standard, one.entry, one.author, one.at)
    new = sides[1].get(fate.clause)
    deviations = one.deviations
    if deviations is not None and new is not None:
        at = _places(sides[0][one.a_clause], new)
        deviations = tuple(_moved(deviation, one.a_clause, new, at) for deviation in deviations)
    return Judgement(
        stated.new, fate.clause, one.b_standard, one.b_clause, one.decision, author, one.relation, one.note, one.reason, group,
        one.model, new.text_hash if new else "", one.b_hash, seen, rationale=one.rationale, deviations=deviations,
        carried=carried,
    )  # fmt: skip


def _places(old: Clause, new: Clause) -> Mapping[int, int]:
    """Places in the new text by those in the old one, word by word, for two texts of the same words."""
    ours, theirs = words(old), words(new)
    if len(ours) != len(theirs):  # worded otherwise: what is the same at the front is all that can be said
        return {}
    found: dict[int, int] = {}
    for mine, other in zip(ours, theirs, strict=True):
        found |= {mine.start: other.start, mine.end: other.end}
    return found


def _moved(deviation: Deviation, old: str, new: Clause, at: Mapping[int, int]) -> Deviation:
    spans = [
        Span(new.id, at[one.start], at[one.end]) if one.clause == old else one
        for one in deviation.a
        if one.clause != old or (one.start in at and one.end in at)
    ]
    return replace(deviation, a=tuple(spans))
