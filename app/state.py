"""The review desk without its pages: a comparison as a queue of cards, what was said of each, and which one is next.

Nothing here knows streamlit. A card (``Item``) is one proposal with the words people have said of it; its ``seen`` is the end of
the log as it was when the card was read, and goes back into the log with the decision: who decides on an old view is refused
there.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ingest.clause import Clause, Document, Standard
from matcher.advise import PRECISION
from matcher.match import Candidate, Decision, Deviation, Judgement, Match, Relation, View

if TYPE_CHECKING:
    from index.library import Library
    from index.shelf import Licence
    from matcher.chains import Derived
    from matcher.edition_doubts import Doubt
    from matcher.opinions import Double


class State(StrEnum):
    """How far a card is."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"
    NO_COUNTERPART = "no-counterpart"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two standards with their clauses by id, in reading order, and what the machine (``model``) proposes for them.

    The clauses have their whole texts; ``licences`` by designation say what of them may be shown (``app.licensed``). ``older``
    says that a standard was mended or read anew since the proposals were made: they have the ids of today, and no more.
    ``derived`` is what follows from links with other standards; it is shown and counts nowhere.
    """

    a: Standard
    b: Standard
    a_clauses: Mapping[str, Clause]
    b_clauses: Mapping[str, Clause]
    matches: tuple[Match, ...]
    model: str = ""
    licences: Mapping[str, Licence] = field(default_factory=dict)
    older: bool = False
    derived: tuple[Derived, ...] = ()

    def side(self, side: str) -> Mapping[str, Clause]:
        """The clauses of side "a" or "b" by id."""
        return self.a_clauses if side == "a" else self.b_clauses

    def document(self, side: str) -> Document:
        """The standard of side "a" or "b" with its clauses."""
        return Document(self.a if side == "a" else self.b, tuple(self.side(side).values()))

    @property
    def known(self) -> dict[tuple[str, str], Clause]:
        """The clauses of both standards by designation and id."""
        return {(clause.standard, clause.id): clause for known in (self.a_clauses, self.b_clauses) for clause in known.values()}

    def clause(self, side: str, clause_id: str) -> Clause:
        """The clause of side "a" or "b"; an id that an edition no longer has gives a clause that says so by its empty text."""
        standard, known = (self.a, self.a_clauses) if side == "a" else (self.b, self.b_clauses)
        return known.get(clause_id) or Clause(standard.designation, clause_id, standard.lang, id=clause_id)

    def label(self, designation: str, clause_id: str) -> str:
        """How a clause of one of the two standards is cited."""
        return self.clause("a" if designation == self.a.designation else "b", clause_id).cited


class Dispute(StrEnum):
    """Who disagrees on a card: people with each other, or a person with the proposal."""

    PEOPLE = "people"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Item:
    """One card. ``key`` names it in links; ``said`` are the judgements that decide its state, in the order of the log.

    ``suspect`` says that a clause is no longer the text that was judged, or is gone, or is not that of an earlier edition that
    was judged (``doubts`` tell which); ``dispute`` who disagrees.
    ``double`` is its double review, where one was asked for, as the reader may see it (``app.double``).
    """

    key: str
    match: Match
    state: State
    said: tuple[Judgement, ...] = ()
    seen: int = 0
    suspect: bool = False
    dispute: Dispute | None = None
    double: Double | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reviewer does with a card.

    ``a_clauses`` and ``b_clauses`` (ids) are the clauses on either side where they are not those that are proposed; Accept links
    each of A with each of B, and an empty side says that the other has no counterpart. ``rationale`` is a value of
    ``matcher.relate.Rationale``, "" for the proposed one, ``deviations`` those that are left standing, None for the proposed.
    """

    decision: Decision
    relation: Relation | None = None
    reason: str = ""
    note: str = ""
    a_clauses: tuple[str, ...] | None = None
    b_clauses: tuple[str, ...] | None = None
    rationale: str = ""
    deviations: tuple[Deviation, ...] | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many cards of a comparison there are, and how many of each state."""

    total: int
    by_state: Mapping[State, int]

    @property
    def decided(self) -> int:
        """Cards that are no longer open."""
        return self.total - self.by_state.get(State.OPEN, 0)


def load_comparison(library: Library, a: str, b: str) -> Comparison:
    """The comparison of two standards of the library, its deviations as they stand after what people said of them.

    Raises:
        UsageError: one of the designations is unknown.
    """
    from matcher.confirming import applied, confirmations
    from matcher.match_rows import row_to_match

    first, second = library.standard(a), library.standard(b)
    stored = library.matches(first.designation, second.designation)
    made = [one for one in library.comparisons() if (one.a_standard, one.b_standard) == (first.designation, second.designation)]
    opened = Comparison(
        first,
        second,
        {clause.id: clause for clause in library.clauses(first.designation)},
        {clause.id: clause for clause in library.clauses(second.designation)},
        tuple(row_to_match(row) for row in stored),
        made[0].model if made else "",
        {name: library.licence(name) for name in (first.designation, second.designation)},
        library.is_older(first.designation, second.designation),
    )
    said = confirmations(library, first.designation, second.designation)
    return replace(opened, matches=applied(opened.matches, said, opened.known))


def save_comparison(
    library: Library,
    a: Document,
    b: Document,
    matches: Sequence[Match],
    model: str,
    *,
    precision: float = PRECISION,
    view: View = View.FREE,
    author: str = "",
) -> None:
    """Keep what the machine proposes for two standards in the library; earlier proposals go, what people said stays.

    ``precision`` and ``view`` are those with which it proposed; the log has them with the thresholds that follow.
    """
    from matcher.match_rows import match_to_row
    from matcher.parameters import shipped

    rows = [match_to_row(match, (*a.clauses, *b.clauses)) for match in matches]
    settings = {"precision": precision, "view": view.value, "thresholds": dict(shipped().thresholds)}
    names = a.standard.designation, b.standard.designation
    library.save_matches(*names, model, rows, settings=settings, author=author)


def item_key(match: Match) -> str:
    """Ten hexadecimal digits that name a proposal by its clauses, the same after every new start and new matching."""
    text = "\x1f".join((match.a_standard, *match.a_clauses, "\x1e", match.b_standard, *match.b_clauses))
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def progress(found: Sequence[Item] | Sequence[State]) -> Progress:
    """Counts of a queue, or of the states of its cards."""
    return Progress(len(found), Counter(one.state if isinstance(one, Item) else one for one in found))


def next_open(items: Sequence[Item], after: str) -> str:
    """The key of the next card that nobody decided, behind the card ``after`` and round the end; "" when there is none."""
    place = next((place for place, item in enumerate(items) if item.key == after), -1)
    ahead = [*items[place + 1 :], *items[: place + 1]]
    return next((item.key for item in ahead if item.state is State.OPEN and item.key != after), "")


def neighbour(items: Sequence[Item], of: str, step: int) -> str:
    """The key of the card ``step`` places behind ``of`` (before, when negative), inside the queue; "" in an empty one."""
    if not items:
        return ""
    place = next((place for place, item in enumerate(items) if item.key == of), 0)
    return items[min(max(place + step, 0), len(items) - 1)].key


def alternatives(comparison: Comparison, item: Item, shown: Collection[str] | None = None) -> list[tuple[Clause, float]]:
    """The ranked counterparts of a card with their scores, without those on the card: ``shown``, else the proposed ones."""
    side = other_side(item.match)
    own = set(item.match.b_clauses if side == "b" else item.match.a_clauses) if shown is None else shown
    ranked: list[Candidate] = [one for one in item.match.alternatives if one.clause_id not in own]
    return [(comparison.clause(side, one.clause_id), one.score) for one in ranked]


def answered(comparison: Comparison, item: Item) -> dict[str, list[str]]:
    """By id of a clause on the other side of a card the labels of the clauses that it is proposed for on other cards."""
    side = other_side(item.match)
    found: dict[str, list[str]] = {}
    for match in comparison.matches:
        ours, theirs = (match.a_clauses, match.b_clauses) if side == "b" else (match.b_clauses, match.a_clauses)
        if match is not item.match:
            for clause_id in theirs:
                found.setdefault(clause_id, []).extend(comparison.clause("a" if side == "b" else "b", own).cited for own in ours)
    return {clause_id: labels for clause_id, labels in found.items() if labels}


def accepted_relation(item: Item) -> Relation | None:
    """The relation with which a link of the card was accepted."""
    return next((one.relation for one in item.said if one.decision is Decision.ACCEPT), None)


def other_side(match: Match) -> str:
    """The side on which another counterpart is chosen."""
    return "b" if match.a_clauses else "a"


def find(clauses: Iterable[Clause], words: str, *, top: int = 30) -> list[Clause]:
    """Clauses whose label is, begins with, or whose title or text contains ``words``, in this order and then in reading order."""
    wanted = words.casefold().split()
    ranked: list[tuple[int, int, Clause]] = []
    for place, clause in enumerate(clauses):
        label, title = clause.clause.casefold(), clause.title.casefold()
        whole = f"{label} {title} {clause.text.casefold()}"
        if not wanted or not all(word in whole for word in wanted):
            continue
        tests = (label == wanted[0], label.startswith(wanted[0]), all(word in title for word in wanted))
        ranked.append((next((rank for rank, test in enumerate(tests) if test), len(tests)), place, clause))
    return [clause for _, _, clause in sorted(ranked, key=lambda entry: entry[:2])[:top]]
