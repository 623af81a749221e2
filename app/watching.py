"""What the review desk has read of a library, kept for all its sessions, and read again only where the log says that it changed.

Every write is an entry of the log: who has read its head knows whether anything is new, and who reads the entries behind the last
head knows what. A card costs what was added since the one before it, however long the log is. What is kept is replaced whole,
never changed in place: sessions that run beside each other at worst read the same twice.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from app.disputes import disputed, doubted
from app.queueing import queue, states
from app.state import Comparison, Item, Progress, State, load_comparison, progress
from index.log import pair_key
from matcher import ledger
from matcher.assignments import KIND, Assignment, assignments
from matcher.chains import Derived, derived
from matcher.confirming import confirmations
from matcher.edition_doubts import doubts
from matcher.match import Judgement, Match, Relation
from matcher.record import DECIDED, KINDS, Course, course

if TYPE_CHECKING:
    from index.library import Library
    from index.proposals import Comparison as Proposed

Pair = tuple[str, str]

KEPT = 12
"""Comparisons that are kept with their texts."""
WORDS = frozenset({ledger.KIND, "opinion", "opinion-opened", "assignment", "comment", "disposition", "member", "risk"}) | KINDS
"""Kinds of entries that change neither what is proposed nor the texts it is about."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The judgements on a pair up to the entry ``number``: all of them, and those in force."""

    number: int
    history: tuple[Judgement, ...]
    current: tuple[Judgement, ...]


class Watch:
    """The comparisons of a library with their cards, as they are now."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._keeping = Lock()
        self._news: tuple[int, int, frozenset[tuple[str, str]]] = (0, 0, frozenset())
        self._pairs: tuple[int, Mapping[Pair, Proposed]] = (-1, {})
        self._stamps: dict[Pair, tuple[int, str]] = {}
        self._opened: OrderedDict[Pair, tuple[str, Comparison]] = OrderedDict()
        self._told: dict[Pair, _Told] = {}
        self._cards: dict[Pair, tuple[Comparison, _Told, tuple[Item, ...]]] = {}
        self._assigned: dict[Pair, tuple[int, tuple[Assignment, ...]]] = {}
        self._bare: dict[Pair, tuple[str, tuple[Match, ...]]] = {}
        self._derived: dict[Pair, tuple[int, tuple[Derived, ...]]] = {}
        self._courses: dict[Pair, tuple[int, Course]] = {}
        self._counted: dict[Pair, tuple[tuple[Match, ...], tuple[Judgement, ...], Progress]] = {}

    def pairs(self) -> Mapping[Pair, Proposed]:
        """The pairs of standards that have proposals, by their designations."""
        before, known = self._pairs
        head = self._library.log.head().number
        if self._is_stale(before, head):
            known = {(one.a_standard, one.b_standard): one for one in self._library.comparisons()}
        self._pairs = (head, known)
        return known

    def stamp(self, pair: Pair) -> str:
        """What changes with what is proposed for a pair, content and licence of either standard, and what people say of it."""
        before, text = self._stamps.get(pair, (-1, ""))
        head = self._library.log.head().number
        if self._is_stale(before, head):
            counts, made = self._library.counts(), self.pairs().get(pair)
            said = ",".join(str(one.entry) for one in confirmations(self._library, *pair))
            held = [f"{counts[name].content} {self._library.licence(name)}" for name in pair if name in counts]
            text = "\n".join([made.made if made else "", *held, said])
        self._stamps[pair] = (head, text)
        return text

    def comparison(self, pair: Pair) -> Comparison:
        """The comparison of a pair, read once for each state that it was in (``stamp``).

        Raises:
            UsageError: one of the designations is unknown.
        """
        now, held = self.stamp(pair), self._opened.get(pair)
        opened = held[1] if held and held[0] == now else load_comparison(self._library, *pair)
        if opened.derived != (found := self._follows(pair)):
            opened = replace(opened, derived=found)
        with self._keeping:  # another session may be putting a comparison away
            self._opened[pair] = (now, opened)
            self._opened.move_to_end(pair)
            while len(self._opened) > KEPT:
                self._cards.pop(self._opened.popitem(last=False)[0], None)
        return opened

    def cards(self, pair: Pair) -> tuple[Item, ...]:
        """The cards of a pair with what was said until now."""
        opened, told = self.comparison(pair), self._heard(pair)
        held = self._cards.get(pair)
        if held and held[0] is opened and held[1] is told:
            return held[2]
        items = disputed(queue(opened, told.current, told.number), told.history)
        items = doubted(items, doubts(self._library, opened.a.designation, opened.b.designation))
        self._cards[pair] = (opened, told, items)
        return items

    def _follows(self, pair: Pair) -> tuple[Derived, ...]:
        """What follows for a pair from links with other standards, read again when somebody has decided on one of those."""
        before, held = self._derived.get(pair, (-1, ()))
        head = self._library.log.head().number
        told = {(kind, topic) for kind, topic in self._new(before, head) if topic != pair_key(*pair)} if before >= 0 else set()
        if self._is_stale(before, head) or any(kind == ledger.KIND for kind, _topic in told):
            held = derived(self._library, *pair)
        self._derived[pair] = (head, held)
        return held

    def assigned(self, pair: Pair) -> tuple[Assignment, ...]:
        """Who is to review what of a pair."""
        before, held = self._assigned.get(pair, (-1, ()))
        head = self._library.log.head().number
        if self._is_stale(before, head) or (KIND, pair_key(*pair)) in self._new(before, head):  # clauses may have other ids now
            held = assignments(self._library.log, *pair)
        self._assigned[pair] = (head, held)
        return held

    def progress(self, pair: Pair) -> Progress:
        """How far a comparison is, without its texts: read once, and again when somebody has decided something in it."""
        made = self.pairs().get(pair)
        if made is None:
            return Progress(0, {})
        told, held = self._heard(pair), self._counted.get(pair)
        if not told.current:
            return Progress(made.count, {State.OPEN: made.count} if made.count else {})
        rows = self._links(pair, self.stamp(pair))
        if held is None or held[0] is not rows or held[1] is not told.current:
            held = (rows, told.current, progress(states(rows, told.current)))
            self._counted[pair] = held
        return held[2]

    def course(self, pair: Pair) -> Course:
        """The record of a pair as it stands, read again when somebody has changed it, or decided after its review."""
        head, held = self._library.log.head().number, self._courses.get(pair)
        new = {kind for kind, topic in self._new(held[0], head) if topic == pair_key(*pair)} if held else set[str]()
        if held is None or new & KINDS or (held[1].review and new & set(DECIDED)):
            held = (head, course(self._library, *pair))
        self._courses[pair] = (head, held[1])
        return held[1]

    def _is_stale(self, before: int, head: int) -> bool:
        """Whether what was read at the entry ``before`` may be another now; people's words alone change nothing of it."""
        return before < 0 or any(kind not in WORDS for kind, _topic in self._new(before, head))

    def _new(self, before: int, head: int) -> frozenset[tuple[str, str]]:
        """The kinds and topics of the entries behind ``before``, up to the ``head`` at least."""
        if before == head:
            return frozenset()
        if self._news[:2] != (before, head):
            found = frozenset((entry.kind, entry.topic) for entry in self._library.log.entries(after=before))
            self._news = (before, head, found)
        return self._news[2]

    def _heard(self, pair: Pair) -> _Told:
        """What was said of a pair. The head is read first: what comes in between is refused when it matters, not overlooked."""
        head, held = self._library.log.head().number, self._told.get(pair)
        if held is None or self._is_stale(held.number, head):  # clauses may have other ids now
            told = ledger.history(self._library, *pair)
            held = _Told(head, told, ledger.in_force(told))
        elif (ledger.KIND, pair_key(*pair)) in self._new(held.number, head):
            told = (*held.history, *ledger.history(self._library, *pair, after=held.history[-1].entry if held.history else 0))
            held = _Told(head, told, ledger.in_force(told))
        elif held.number != head:
            held = replace(held, number=head)
        self._told[pair] = held
        return held

    def _links(self, pair: Pair, stamp: str) -> tuple[Match, ...]:
        """The proposals of a pair with nothing but their clauses."""
        held = self._bare.get(pair)
        if held is None or held[0] != stamp:
            rows = self._library.matches(*pair)
            bare = (Match(pair[0], tuple(r["a_ids"]), pair[1], tuple(r["b_ids"]), Relation(r["relation"]), 0.0) for r in rows)
            held = (stamp, tuple(bare))
            self._bare[pair] = held
        return held[1]
