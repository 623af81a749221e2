"""Which edition replaces which: stated by people, read back, and what that does to decisions on the edition that was replaced.

That NEW replaces OLD is an entry of the log (kind ``succession``) with the map of clauses as its author was shown it, and nothing
else. A decision on the replaced edition is never touched: it is told to be suspect where its clause is not the same in the new
edition, and to be good all the same while a regulation in force cites the replaced edition by its date.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

from index import filing
from index.force import Citation, citations, citing
from index.log import Draft, Entry, Planned, canonical, find, pair_key
from ingest.clause import Standard
from ingest.editions import edition_key, is_earlier, same_work, work_key
from ingest.errors import UsageError
from matcher.edition import Change, EditionClause, EditionMap, Succession, map_of_row, row_of_map
from matcher.edition_compare import compare_editions
from matcher.ledger import filed_names, judgements
from matcher.match import Judgement

if TYPE_CHECKING:
    from index.library import Library
    from index.store import Transaction

KIND = "succession"
MODEL = "editions@1"
"""The rules by which clauses were compared: they are words and tables, and no model of a machine."""
KEPT = 16
"""Maps that are kept for texts that were read anew since their succession was stated."""
_OPENS = frozenset({Change.NEW, Change.CHANGED, Change.SPLIT, Change.MERGED})
"""Changes after which a search in the earlier edition says nothing of the new one."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A decision on an edition that was replaced, where its clause is not the same any more.

    ``judgement`` has the standards as they were asked for; ``side`` ("a" or "b") is the one that was replaced, ``row`` what
    became of its clause, None where the decision says that nothing in it answers to a clause of the other side. ``held_by`` are
    the citations in force that mean the replaced edition: while there is one the decision is good.
    """

    judgement: Judgement
    side: str
    succession: Succession
    row: EditionClause | None
    held_by: tuple[Citation, ...] = ()

    @property
    def suspect(self) -> bool:
        """Whether the decision is in doubt; no regulation holds the edition that it was made on."""
        return not self.held_by


def works(library: Library) -> tuple[tuple[str, ...], ...]:
    """The works with several editions on file: their designations, the earliest edition first."""
    found: dict[tuple[str, str], list[str]] = {}
    for standard in library.standards():
        found.setdefault(work_key(standard.designation), []).append(standard.designation)
    return tuple(tuple(sorted(names, key=edition_key)) for names in found.values() if len(names) > 1)


def compared(library: Library, old: str, new: str) -> EditionMap:
    """What became of each clause of ``old`` in ``new``, as both are on file.

    Raises:
        UsageError: one is not on file, both are the same, or they are not in one language.
    """
    ours, theirs = library.document(old), library.document(new)
    names = ours.standard.designation, theirs.standard.designation
    if names[0] == names[1]:
        raise UsageError(f"{names[0]} is no other edition of itself: name the earlier and the later one")
    return compare_editions(ours, theirs, {name: library.content(name) for name in names})


def state(library: Library, found: EditionMap, author: str, *, note: str = "", seen: int | None = None) -> Succession:
    """State that the new edition of a map replaces the old one, durably, before this returns.

    ``seen`` is the end of the log as the author had read it.

    Raises:
        UsageError: it is stated already, or that the old one replaces the new one, by itself or by way of other editions, or the
            new one is the earlier of the two, or they are no editions of one standard.
        Conflict: somebody stated something of the two since, or one of them has another text now.
        NotPermitted: the author is no reviewer.
    """
    if not author.strip():
        raise UsageError("a statement needs the name of its author")
    if not same_work(found.old, found.new):
        raise UsageError(f"{found.old} and {found.new} are no editions of one standard")
    if is_earlier(found.new, found.old):
        raise UsageError(f"{found.new} is the earlier edition and cannot replace {found.old}: name the earlier one first")
    topic = pair_key(found.old, found.new)

    def prepare(transaction: Transaction) -> list[Planned]:
        for name in (found.old, found.new):
            if filing.find(transaction, name).content != found.contents.get(name):
                raise UsageError(f"{name} has another text than the one that was compared: compare again")
        held = _current(find(transaction, kind=KIND, topic=topic))
        if held:
            raise UsageError(f"{held[0].author} stated already that {held[0].new} replaces {held[0].old}")
        if way := _way(_current(find(transaction, kind=KIND)), found.new, found.old):
            raise UsageError(f"{found.new} is replaced by {' → '.join(way)} as people stated: take one of these back first")
        payload: dict[str, Any] = {"a_standard": found.old, "b_standard": found.new, "contents": dict(found.contents)}
        payload |= {"map": [row_of_map(row) for row in found.rows], "model": MODEL, "note": note}
        return [(Draft(author.strip(), KIND, topic, payload), [_key(topic)], seen)]

    return _succession(library.log.append_all(prepare)[0])


def take_back(library: Library, old: str, new: str, author: str) -> Entry:
    """Take back that ``new`` replaces ``old``, whoever stated it; decisions that were carried stay.

    Raises:
        UsageError: it is not stated.
        NotPermitted: the author is no reviewer.
    """
    names = filed_names(library, old, new)
    topic = pair_key(*names)

    def prepare(transaction: Transaction) -> list[Planned]:
        held = [one for one in _current(find(transaction, kind=KIND, topic=topic)) if (one.old, one.new) == names]
        if not held:
            raise UsageError(f"nobody stated that {names[1]} replaces {names[0]}")
        payload = {"a_standard": names[0], "b_standard": names[1], "undoes": held[0].entry}
        return [(Draft(author, KIND, topic, payload), [_key(topic)], None)]

    return library.log.append_all(prepare)[0]


def successions(library: Library) -> tuple[Succession, ...]:
    """What people stated of editions and did not take back, oldest first.

    Raises:
        LibraryError: the log is not what was written.
    """
    return _current(library.log.entries(kind=KIND))


def succession(library: Library, old: str, new: str) -> Succession | None:
    """The statement that ``new`` replaces ``old``; None where there is none."""
    return next((one for one in successions(library) if (one.old, one.new) == (old, new)), None)


def require_standing(transaction: Transaction, stated: Succession) -> None:
    """Go on only while a statement stands, in the transaction that writes what rests on it.

    Raises:
        UsageError: nobody made it, or it was taken back.
    """
    held = _current(find(transaction, kind=KIND, topic=pair_key(stated.old, stated.new)))
    if not any(one.entry == stated.entry for one in held):
        raise UsageError(f"it does not stand that {stated.new} replaces {stated.old}: state it first")


def suspects(library: Library, a: str, b: str, as_of: date | None = None) -> tuple[Suspect, ...]:
    """The decisions on two standards whose clause is not the same in the edition that replaced one of them, oldest first.

    ``as_of`` is the day for which citations of regulations count, today where none is given.

    Raises:
        LibraryError: the log or the texts are not what was written.
    """
    names = filed_names(library, a, b)
    stated = [(side, one) for side, name in zip("ab", names, strict=True) for one in successions(library) if one.old == name]
    if not stated:
        return ()
    said, found = judgements(library, *names), []
    for side, one in stated:
        mapped, held = as_filed(library, one), Holding(library, one.old, as_of)
        for judgement in said:
            clause = _clause(judgement, side)
            found += [Suspect(judgement, side, one, row, held.of(clause)) for row in _doubted(mapped, clause)]
    return tuple(sorted(found, key=lambda one: (one.judgement.entry, one.side)))


def as_filed(library: Library, stated: Succession) -> EditionMap:
    """The map of a succession for the texts on file: as it was stated, or compared anew where one was read anew since."""
    try:
        now = {name: library.content(name) for name in (stated.old, stated.new)}
    except UsageError:  # one was taken out: the log alone speaks
        return stated.map
    return stated.map if now == dict(stated.map.contents) else _MAPS.of(library, stated, now)


class _Maps:
    """The last maps of texts that were read anew, by what was compared: a card asks for them at each decision."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[tuple[str, str], ...], EditionMap] = OrderedDict()
        self._keeping = Lock()

    def of(self, library: Library, stated: Succession, contents: Mapping[str, str]) -> EditionMap:
        """The map of two texts; ``contents`` are their hashes by designation, the old edition first."""
        key = tuple(contents.items())
        with self._keeping:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        found = compared(library, stated.old, stated.new)
        if found.contents == contents:  # else one was read anew between, and this is the map of another text
            with self._keeping:
                self._held[key] = found
                while len(self._held) > KEPT:
                    self._held.popitem(last=False)
        return found


_MAPS = _Maps()


class Holding:
    """The citations in force on a day (today where none is given) that mean an edition by its date."""

    def __init__(self, library: Library, designation: str, as_of: date | None = None) -> None:
        cited = [one for one in citations(library.log, as_of or date.today()) if one.dated]
        try:
            self._standard: Standard | None = library.standard(designation)
            self._clauses = {one.id: one for one in library.clauses(designation)} if cited else {}
        except UsageError:  # it was taken out
            self._standard, self._clauses = None, {}
        self._cited = citing(self._standard, None, cited) if self._standard else ()

    def of(self, clause: str = "") -> tuple[Citation, ...]:
        """Those that concern a clause (an id), or any part of the standard."""
        if self._standard is None:
            return ()
        return citing(self._standard, self._clauses.get(clause), self._cited)


def _doubted(mapped: EditionMap, clause: str) -> Sequence[EditionClause | None]:
    """What became of a clause if that puts a decision on it in doubt: one row or none."""
    if not clause:
        return (None,) if mapped.having(*_OPENS) else ()
    row = mapped.of_old.get(clause)
    return (row,) if row is not None and row.suspect else ()


def _clause(judgement: Judgement, side: str) -> str:
    return judgement.a_clause if side == "a" else judgement.b_clause


def _key(topic: str) -> str:
    return canonical({"succession": topic})


def _current(entries: Sequence[Entry]) -> tuple[Succession, ...]:
    undone = {entry.payload.get("undoes") for entry in entries}
    return tuple(_succession(one) for one in entries if not one.payload.get("undoes") and one.number not in undone)


def _way(stated: Sequence[Succession], first: str, last: str) -> tuple[str, ...]:
    """The editions by which ``first`` is replaced until ``last``, that one included; empty where it is not."""
    ways: list[tuple[str, ...]] = [(first,)]
    seen = {first}
    for way in ways:
        for one in stated:
            if one.old == way[-1] and one.new not in seen:
                if one.new == last:
                    return (*way[1:], last)
                seen.add(one.new)
                ways.append((*way, one.new))
    return ()


def _succession(entry: Entry) -> Succession:
    said = entry.payload
    rows = tuple(map_of_row(row) for row in said["map"])
    found = EditionMap(said["a_standard"], said["b_standard"], rows, dict(said["contents"]))
    return Succession(found, entry.author, str(said.get("note") or ""), entry.number, entry.at)
