"""Reads from a library what ``app.standing`` counts, and keeps it: what the log says is new is read again, nothing else.

Texts, proposals and judgements of each comparison are kept under what they are made from: the contents of both standards, the
time at which the proposals were made, the last word on whether deviations can be compared, the last judgement. A page that asks
again after somebody decided one clause reads that one judgement and counts that one comparison anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.classing import classes_on_file, country_of_standard
from app.coverage import counts
from app.standing import Demand, Facts, Half, Proposal
from app.standing_cells import Compared, Place
from app.state import item_key, load_comparison
from index.log import Entry, pair_key
from index.moves import MOVING, Step, now
from ingest.clause import Provision, Standard
from matcher import confirming, ledger
from matcher.match import Judgement, Match, Relation, Side

if TYPE_CHECKING:
    from index.classes import Class
    from index.library import Library
    from index.proposals import Comparison as Proposed
    from index.shelf import Count

HOME = "CN"
DEMANDS = frozenset({Provision.REQUIREMENT, Provision.INSTRUCTION})
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """What is counted for a home country, as of the entry ``head`` of the log, and what cannot be counted and why.

    ``apart``: comparisons in which no side or both are of the home country; ``gone``: pairs on which people decided and of which
    a standard is no longer on file.
    """

    home: str
    compared: tuple[Compared, ...]
    apart: tuple[Pair, ...] = ()
    gone: tuple[Pair, ...] = ()
    head: int = 0


class Standings:
    """The comparisons of a library as they are counted, kept between questions."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._log: tuple[int, tuple[Entry, ...], Mapping[str, tuple[Judgement, ...]]] = (-1, (), {})
        self._halves: dict[str, tuple[str, Half]] = {}
        self._proposals: dict[Pair, tuple[str, tuple[Proposal, ...]]] = {}
        self._compared: dict[tuple[str, Pair], tuple[object, Compared]] = {}
        self._read: dict[str, Read] = {}

    def read(self, home: str = HOME) -> Read:
        """Every comparison of a standard of the home country (ISO 3166) with one of another.

        Raises:
            LibraryError: the log, or what is on file, is not what was written.
        """
        head = self._library.log.head().number
        if home not in self._read or self._read[home].head != head:
            self._read[home] = self._fresh(home, head)
        return self._read[home]

    def _fresh(self, home: str, head: int) -> Read:
        library = self._library
        self._hear(head)
        standards = {one.designation: one for one in library.standards()}
        held, known = library.counts(), classes_on_file(library)
        made: dict[str, Proposed] = {}
        for one in library.comparisons():
            made.setdefault(pair_key(one.a_standard, one.b_standard), one)
        pairs = [(one.a_standard, one.b_standard) for one in made.values()]
        pairs += [(own[0].a_standard, own[0].b_standard) for topic, own in self._log[2].items() if topic not in made]
        compared, apart, gone = [], [], []
        for pair in pairs:
            if not set(pair) <= set(standards):
                gone.append(pair)
                continue
            ours = [name for name in pair if country_of_standard(standards[name]) == home]
            if len(ours) != 1:
                apart.append(pair)
                continue
            turned = pair if ours[0] == pair[0] else pair[::-1]
            place = _place(standards[turned[1]], known[turned[0]])
            compared.append(self._one(turned, pair, place, held, made.get(pair_key(*pair))))
        return Read(home, tuple(compared), tuple(apart), tuple(gone), head)

    def _hear(self, head: int) -> None:
        """Read what people and machines wrote since the last time."""
        before, entries, told = self._log
        if before == head:
            return
        new = [one for one in self._library.log.entries(after=max(before, 0)) if one.number <= head]
        entries = (*entries, *(one for one in new if one.kind in _KEPT))
        if before < 0 or any(one.kind in MOVING for one in new):  # clauses may have other ids now
            told, after = {}, 0
        else:
            after = before
        found: dict[str, list[Judgement]] = {}
        for entry in self._library.log.words(kind=ledger.KIND, after=after):
            if entry.number <= head:  # what is written meanwhile is read the next time, and once
                found.setdefault(entry.topic, []).append(ledger.read_judgement(entry))
        self._log = (head, entries, {**told, **{topic: (*told.get(topic, ()), *own) for topic, own in found.items()}})

    def _one(self, turned: Pair, pair: Pair, place: Place, held: Mapping[str, Count], made: Proposed | None) -> Compared:
        here, there = (self._half(name, held[name].content) for name in turned)
        topic = pair_key(*turned)
        _, entries, told = self._log
        about = [one for one in entries if one.topic == topic]
        proposals = self._proposed(turned, pair, made, (here, there), [one for one in about if one.kind == confirming.KIND])
        judged = tuple(ledger.turned(one, turned[0]) for one in told.get(topic, ()))
        key = (place, here, there, proposals, len(judged), judged[-1].entry if judged else 0)
        kept = self._compared.get((turned[0], turned))
        if kept and _same(kept[0], key):
            return kept[1]
        days = [one.at[:10] for one in about if one.kind == "proposed"] + [one.at[:10] for one in judged[:1]]
        changes = [(one.number, one.at[:10]) for one in entries if one.kind in MOVING and one.topic in turned]
        facts = Facts(here, there, proposals, judged)
        found = Compared(pair, place, facts, min(days, default=""), tuple(changes))
        self._compared[turned[0], turned] = (key, found)
        return found

    def _half(self, name: str, content: str) -> Half:
        steps = [_step(one) for one in self._log[1] if one.kind in MOVING and one.topic == name]
        key = f"{content} {steps[-1].number if steps else 0}"
        kept = self._halves.get(name)
        if kept and kept[0] == key:
            return kept[1]
        clauses = self._library.clauses(name)
        demands = tuple(Demand(one.id, one.cited, one.title) for one in clauses if one.provision in DEMANDS and counts(one))
        changed: dict[str, list[int]] = {}
        for step in steps:
            for clause in step.changed:
                own = now(steps, name, step.moves.get(clause, clause), step.number)
                changed.setdefault(own, []).append(step.number)
        half = Half(name, demands, {one.id: one.text_hash for one in clauses}, changed)
        self._halves[name] = (key, half)
        return half

    def _proposed(
        self, turned: Pair, pair: Pair, made: Proposed | None, halves: tuple[Half, Half], said: Sequence[Entry]
    ) -> tuple[Proposal, ...]:
        if made is None:
            return ()
        key = f"{made.made} {said[-1].number if said else 0} {id(halves[0])} {id(halves[1])}"
        kept = self._proposals.get(turned)
        if kept and kept[0] == key:
            return kept[1]
        if said:  # what people said can be compared changes what is proposed
            found = [_of_match(one) for one in load_comparison(self._library, *pair).matches]
        else:
            found = [_of_row(row) for row in self._library.matches(*pair)]
        proposals = tuple(found if turned == pair else map(_turned, found))
        self._proposals[turned] = (key, proposals)
        return proposals


_KEPT = frozenset({*MOVING, "proposed", confirming.KIND})


def _place(partner: Standard, ours: Mapping[str, Class]) -> Place:
    return Place(country_of_standard(partner), ours["sector"].value, ours["field"].value)


def _same(one: object, other: object) -> bool:
    """Whether two keys have the same parts, the large ones by identity."""
    return (
        isinstance(one, tuple)
        and isinstance(other, tuple)
        and all(a is b if isinstance(a, Half | tuple) else a == b for a, b in zip(one, other, strict=True))
    )


def _step(entry: Entry) -> Step:
    return Step(entry.number, entry.topic, dict(entry.payload.get("moves", {})), dict(entry.payload.get("changed", {})))


def _of_row(row: Mapping[str, object]) -> Proposal:
    a, b = _ids(row["a_ids"]), _ids(row["b_ids"])
    relation, stricter = Relation(str(row["relation"])), Side(str(row.get("stricter", Side.NOT_COMPARABLE)))
    bare = Match(str(row["a_standard"]), a, str(row["b_standard"]), b, relation, 0.0)
    return Proposal(a, b, relation, stricter, item_key(bare))


def _of_match(match: Match) -> Proposal:
    return Proposal(match.a_clauses, match.b_clauses, match.relation, match.stricter, item_key(match))


def _turned(one: Proposal) -> Proposal:
    return replace(one, here=one.there, there=one.here, relation=one.relation.inverse, stricter=one.stricter.inverse)


def _ids(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, Iterable) else ()
