"""Double review: what several people say of a card, each without seeing what the others say, until an adjudicator settles it.

An opinion is a judgement that decides nothing. It is about a card, named by the clauses that ask for a counterpart (``Place``),
and stands beside the others': opinions never supersede each other, and two people's never conflict. Others see an opinion when
all whom double review was assigned to (two at least) have given theirs on that card, or when an adjudicator has opened it. That
holds for every reader, adjudicators too, and there is no way from here to an opinion that its reader may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from index.log import Draft, Entry, Planned, canonical, compare, pair_key, words
from ingest.errors import UsageError
from matcher.assignments import Assignment, assigned, assignments, in_force
from matcher.ledger import BLANK, append, completed, read_judgement, sound, subjects_until_now, turned
from matcher.match import Decision, Judgement, Match

if TYPE_CHECKING:
    from index.library import Library
    from index.log import Log
    from index.store import Transaction

KIND = "opinion"
OPENED = "opinion-opened"
"""The kind of the entries by which an adjudicator shows everybody what was said of a card until then."""
ASKED = 2
"""How many people double review asks at least."""

Place = tuple[str, tuple[str, ...]]
"""What a card is about: a designation, and the clauses (ids) that ask for a counterpart. It outlives a new proposal for them."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person says of a card: one word for each link. ``a_clauses`` and ``b_clauses`` are those that were proposed."""

    author: str
    a_clauses: tuple[str, ...]
    b_clauses: tuple[str, ...]
    words: tuple[Judgement, ...]
    place: Place

    @property
    def entry(self) -> int:
        """The number of its last entry."""
        return self.words[-1].entry

    @property
    def verdict(self) -> frozenset[tuple[object, ...]]:
        """What two opinions have in common that agree; reasons and notes may differ."""
        return frozenset((w.a_clause, w.b_clause, w.decision, w.relation, w.rationale, w.deviations) for w in self.words)

    @property
    def is_unsure(self) -> bool:
        """Whether it leaves the card undecided."""
        return all(word.decision is Decision.UNSURE for word in self.words)


@dataclass(frozen=True, slots=True)
class Double:
    """The double review of one card as one reader may see it.

    ``asked`` are those whom it was assigned to, ``given`` who has said something; ``shown`` whether everybody may see everything;
    ``opinions`` those that the reader may see; ``since`` is the entry of the log that asked for it first.
    """

    asked: tuple[str, ...]
    given: tuple[str, ...] = ()
    shown: bool = False
    opinions: tuple[Opinion, ...] = ()
    since: int = 0

    @property
    def agreed(self) -> bool:
        """Whether all say the same, and know what they say."""
        told = self.opinions
        return self.shown and len(told) >= ASKED and len({one.verdict for one in told}) == 1 and not told[0].is_unsure

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries of the log that hold the opinions."""
        return tuple(word.entry for one in self.opinions for word in one.words)


@dataclass(frozen=True, slots=True)
class Opinions:
    """The opinions on two standards as ``reader`` may see them; ``given`` names who has said something of which card."""

    reader: str
    assignments: tuple[Assignment, ...]
    told: Mapping[Place, tuple[Opinion, ...]]
    given: Mapping[Place, tuple[str, ...]]
    opened: frozenset[Place]

    def of(self, match: Match) -> Double | None:
        """The double review of a card; None where none was asked for."""
        held = assigned(self.assignments, match.a_clauses, match.b_clauses)
        if not held:
            return None
        place, asked = place_of(match), _asked(held, match)
        shown = self._shown(place, asked)
        return Double(asked, self.given.get(place, ()), shown, self.told.get(place, ()), held[0].entry)

    def is_shown(self, opinion: Opinion) -> bool:
        """Whether everybody may see what is said of the card that an opinion is about."""
        return self._shown(opinion.place, _asked(self.assignments, opinion))

    def _shown(self, place: Place, asked: Sequence[str]) -> bool:
        return place in self.opened or (len(asked) >= ASKED and set(asked) <= set(self.given.get(place, ())))


def place_of(match: Match) -> Place:
    """What a card is about."""
    return (match.a_standard, match.a_clauses) if match.a_clauses else (match.b_standard, match.b_clauses)


def opinions(library: Library, a: str, b: str, reader: str) -> Opinions:
    """The opinions on two standards (designations as filed) that are in force and that ``reader`` may see, ``a`` as their A.

    Raises:
        LibraryError: the log is not what was written.
    """
    pair = pair_key(a, b)
    said, opened = library.log.words(kind=KIND, topic=pair), library.log.words(kind=OPENED, topic=pair)
    return _view(reader, assignments(library.log, a, b), a, said, opened)


def give(library: Library, match: Match, words: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Write the opinion of one author on a card, all its words or none, in place of an earlier one of the same author.

    Raises:
        Conflict: since ``seen`` somebody decided on one of the clauses, or the same author said something else.
        UsageError: it was not asked for, or the others' are shown already.
        NotPermitted: the author is no reviewer.
    """
    own = tuple(map(sound, words))
    opinion = Opinion(own[0].author, match.a_clauses, match.b_clauses, own, place_of(match))

    def prepare(transaction: Transaction) -> Sequence[Planned]:
        _check(transaction, opinion)
        return [_planned(transaction, opinion, word) for word in own]

    return _append(library, prepare)


def undoable(library: Library, author: str, a: str, b: str) -> Opinion | None:
    """The author's last opinion that can be taken back: one that nobody else may have seen."""
    view = opinions(library, a, b, author)
    own = [one for told in view.told.values() for one in told if one.author == author]
    return max((one for one in own if not view.is_shown(one)), key=lambda one: one.entry, default=None)


def undo(library: Library, opinion: Opinion) -> Judgement:
    """Take an opinion back; the last of the entries that say so.

    Raises:
        UsageError: it is not in force, or the others' are shown already.
    """
    back = [replace(one, decision=Decision.UNDO, undoes=one.entry, **BLANK) for one in opinion.words]

    def prepare(transaction: Transaction) -> Sequence[Planned]:
        now = _check(transaction, opinion).told.get(opinion.place, ())
        if opinion.entry not in {one.entry for one in now if one.author == opinion.author}:
            raise UsageError("this opinion holds no longer: look again")
        return [(draft, subjects, None) for draft, subjects, _ in (_planned(transaction, opinion, word) for word in back)]

    return _append(library, prepare)[-1]


def show(library: Library, match: Match, author: str) -> Entry:
    """Show everybody what was said of a card, though not all whom it was assigned to have said something.

    Raises:
        NotPermitted: the author is no adjudicator.
    """
    payload = {"a_standard": match.a_standard, "b_standard": match.b_standard, "place": place_of(match)}
    return library.log.append(Draft(author, OPENED, pair_key(match.a_standard, match.b_standard), payload))


def hidden(log: Log, reader: str) -> frozenset[int]:
    """The numbers of the entries that ``reader`` may not see yet, whatever page or file they would stand in."""
    by_pair: dict[str, list[Entry]] = {}
    for entry in log.words(kind=KIND):
        by_pair.setdefault(entry.topic, []).append(entry)
    found: set[int] = set()
    for pair, said in by_pair.items():
        first, second = str(said[0].payload["a_standard"]), str(said[0].payload["b_standard"])
        view = _view(reader, assignments(log, first, second), first, said, log.words(kind=OPENED, topic=pair))
        found |= {one.number for one in said if one.author != reader and not view.is_shown(_opinion([one], first))}
    return frozenset(found)


def _view(
    reader: str, held: tuple[Assignment, ...], first: str, said: Sequence[Entry], opened: Sequence[Entry]
) -> Opinions:  # fmt: skip
    """What is in force of ``said``: of each author's acts on a card the last, and of these what the reader may see."""
    undone = {entry.payload["undoes"] for entry in said}
    acts: dict[tuple[Place, str], dict[str, list[Entry]]] = {}
    for entry in said:
        if entry.payload["decision"] != Decision.UNDO and entry.number not in undone:
            groups = acts.setdefault((_opinion([entry], first).place, entry.author), {})
            groups.setdefault(entry.payload["group"] or str(entry.number), []).append(entry)
    current: dict[Place, list[Opinion]] = {}
    for (place, _author), groups in acts.items():
        current.setdefault(place, []).append(_opinion(list(groups.values())[-1], first))
    given = {place: tuple(one.author for one in told) for place, told in current.items()}
    shown = frozenset((str(entry.payload["place"][0]), tuple(entry.payload["place"][1])) for entry in opened)
    view = Opinions(reader, held, {}, given, shown)
    seen = {place: tuple(one for one in told if one.author == reader or view.is_shown(one)) for place, told in current.items()}
    return replace(view, told=seen)


def _append(library: Library, prepare: Callable[[Transaction], Sequence[Planned]]) -> tuple[Judgement, ...]:
    return tuple(map(read_judgement, append(library, prepare)))


def _check(transaction: Transaction, opinion: Opinion) -> Opinions:
    """Refuse an opinion that nobody asked of its author, or that comes when the others' are shown."""
    a, b = opinion.words[0].a_standard, opinion.words[0].b_standard
    held, pair = in_force(transaction, a, b), pair_key(a, b)
    if opinion.author not in _asked(held, opinion):
        raise UsageError(f"no double review of this was asked of {opinion.author}")
    view = _view(opinion.author, held, a, words(transaction, kind=KIND, topic=pair), words(transaction, kind=OPENED, topic=pair))
    if view.is_shown(opinion):
        raise UsageError("every opinion on this is shown already: an adjudicator settles it")
    return view


def _asked(held: Iterable[Assignment], card: Opinion | Match) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.person for one in assigned(held, card.a_clauses, card.b_clauses)))


def _planned(transaction: Transaction, opinion: Opinion, word: Judgement) -> Planned:
    """The entry of one word. Its subject is its author's alone; yet what was decided on its clauses meanwhile refuses it."""
    complete, payload = completed(transaction, word)
    pair = pair_key(complete.a_standard, complete.b_standard)
    sides = ((complete.a_standard, complete.a_clause), (complete.b_standard, complete.b_clause))
    if word.decision is not Decision.UNDO:
        compare(transaction, subjects_until_now(transaction, pair, *sides), word.seen)
    # The hash of an entry is told before the opinion is: what nobody can guess in it keeps it from being found by trying.
    payload |= {"a_card": opinion.a_clauses, "b_card": opinion.b_clauses, "salt": token_hex(16)}
    subject = canonical({"opinion": pair, "author": word.author, "place": opinion.place})
    return Draft(word.author, KIND, pair, payload), [subject], word.seen


def _opinion(entries: Sequence[Entry], first: str) -> Opinion:
    words = tuple(turned(read_judgement(entry), first) for entry in entries)
    payload = entries[0].payload
    cards = tuple(payload["a_card"]), tuple(payload["b_card"])
    return Opinion(entries[0].author, *(cards if payload["a_standard"] == first else cards[::-1]), words, _place(payload))


def _place(payload: Mapping[str, Any]) -> Place:
    own = ("a_standard", "a_card") if payload["a_card"] else ("b_standard", "b_card")
    return str(payload[own[0]]), tuple(payload[own[1]])
