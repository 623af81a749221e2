"""Where recognition stands, for one comparison: how every requirement clause of either standard is answered on the other side.

"Here" is the home country, "there" the partner. What is counted are clauses that demand something (requirement or instruction,
``ingest.clause.Provision``), have a text of their own and belong to no other clause. Each counts once for each comparison:

1. A link that people accepted says what the clause is against its counterpart (``answer_of``): equal or equivalent: EQUIVALENT;
   superset (whoever meets ours meets theirs, ours demands more): HERE; subset: THERE; intersects: HERE or THERE where the
   deviations that were left standing have one stricter side, else INCOMPARABLE. Relation and deviations that the reviewer left
   as they were proposed are those of the proposal on file. A link accepted as "no relationship" answers nothing.
2. A clause of which people said that it has no counterpart is MISSING on the other side.
3. A clause with several links has the worst of their answers (``worst``), EQUIVALENT < HERE, THERE < INCOMPARABLE < MISSING;
   stricter here by one link and there by another is INCOMPARABLE: neither side is enough.
4. One decision that rests on a text that is another now makes the clause AGAIN, whatever else is said of it.
5. Every other clause is UNDECIDED, also one whose proposed counterpart was rejected or is unsure. What the machine proposes for
   it, by the same rules, is told apart and never added to what people decided.

For the clauses of the partner the same rules hold with both sides changed, so that MISSING is what is missing here. All of it is
pure: the order of judgements on different links changes nothing, and the numbers of a ``Tally`` add up to its clauses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce

from matcher.match import Decision, Judgement, Link, Relation, Side
from matcher.relate import stricter_side


class Answer(StrEnum):
    """How a requirement clause is answered on the other side; the order is that in which it is told: what is open first."""

    UNDECIDED = "undecided"
    AGAIN = "to be looked at again"
    MISSING = "missing"
    INCOMPARABLE = "not comparable"
    HERE = "stricter here"
    THERE = "stricter there"
    EQUIVALENT = "equivalent"

    @property
    def inverse(self) -> Answer:
        """The answer as the other side sees it."""
        return {Answer.HERE: Answer.THERE, Answer.THERE: Answer.HERE}.get(self, self)


DECIDED = (Answer.MISSING, Answer.INCOMPARABLE, Answer.HERE, Answer.THERE, Answer.EQUIVALENT)
"""What people decided and what still holds."""
_RANKS = {Answer.EQUIVALENT: 0, Answer.HERE: 1, Answer.THERE: 1, Answer.INCOMPARABLE: 2, Answer.MISSING: 3, Answer.AGAIN: 4}
_OF_RELATION = {
    Relation.EQUAL: Answer.EQUIVALENT,
    Relation.EQUIVALENT: Answer.EQUIVALENT,
    Relation.SUPERSET: Answer.HERE,
    Relation.SUBSET: Answer.THERE,
}


@dataclass(frozen=True, slots=True)
class Demand:
    """A requirement clause: its id, and label and title for the eye."""

    id: str
    label: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Half:
    """One standard of a comparison: its requirement clauses in reading order, and of all its clauses the hashes of their texts.

    ``changed`` has the numbers of the entries of the log with which the text of a clause became another, ascending.
    """

    designation: str
    demands: tuple[Demand, ...]
    texts: Mapping[str, str]
    changed: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the machine proposes: links of ours and theirs, the relation, the stricter side, and the key of the card."""

    here: tuple[str, ...]
    there: tuple[str, ...]
    relation: Relation
    stricter: Side
    card: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A comparison with the home standard as A: both standards, what is proposed, and every judgement, oldest first."""

    here: Half
    there: Half
    proposals: tuple[Proposal, ...] = ()
    told: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many requirement clauses there are, how many of each answer, and of those undecided what is proposed."""

    clauses: int = 0
    counts: Mapping[Answer, int] = field(default_factory=dict)
    proposed: Mapping[Answer, int] = field(default_factory=dict)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.clauses + other.clauses,
            Counter(self.counts) + Counter(other.counts),
            Counter(self.proposed) + Counter(other.proposed),
        )

    def of(self, answer: Answer) -> int:
        """How many clauses have this answer."""
        return self.counts.get(answer, 0)

    def share(self, answer: Answer) -> float | None:
        """The share of an answer in all clauses, in [0, 1]; None where there is no clause to have a share of."""
        return self.of(answer) / self.clauses if self.clauses else None

    @property
    def decided(self) -> int:
        """Clauses of which people decided, and what they decided on still holds."""
        return sum(map(self.of, DECIDED))


NONE = Tally()


@dataclass(frozen=True, slots=True)
class Answers:
    """For each requirement clause of a side its answer, and of those undecided what is proposed, if anything is."""

    here: Mapping[str, Answer]
    there: Mapping[str, Answer]
    proposed_here: Mapping[str, Answer] = field(default_factory=dict)
    proposed_there: Mapping[str, Answer] = field(default_factory=dict)


def answer_of(relation: Relation | None, stricter: Side) -> Answer | None:
    """What a link says of the clause of A; None where it is no answer: "no relationship", or no relation stated."""
    if relation is Relation.INTERSECTS:
        return {Side.A: Answer.HERE, Side.B: Answer.THERE}.get(stricter, Answer.INCOMPARABLE)
    return _OF_RELATION.get(relation) if relation else None


def worst(one: Answer, other: Answer) -> Answer:
    """What a clause is that two links answer to: the worse, and INCOMPARABLE where one is stricter here and one there."""
    if {one, other} == {Answer.HERE, Answer.THERE}:
        return Answer.INCOMPARABLE
    return max(one, other, key=_RANKS.__getitem__)


def answers(facts: Facts, current: Sequence[Judgement], until: int = 0) -> Answers:
    """The answers to all requirement clauses, ``current`` the judgements in force after the entry ``until`` (0: now)."""
    proposed = {link: one for one in facts.proposals for link in _links(one)}
    found: dict[tuple[int, str], list[Answer]] = {}
    for judgement in current:
        said = _said(facts, judgement, proposed, until)
        for side, clause in enumerate((judgement.a_clause, judgement.b_clause)):
            if clause and said:
                found.setdefault((side, clause), []).append(said.inverse if side else said)
    refused = {(one.a_clause, one.b_clause) for one in current if one.decision is Decision.REJECT}
    open_ = _proposed(facts.proposals, refused)
    sides = []
    for side, half in enumerate((facts.here, facts.there)):
        own = {
            one.id: reduce(worst, found[side, one.id]) if (side, one.id) in found else Answer.UNDECIDED for one in half.demands
        }
        guess = {key: open_[side, key] for key, one in own.items() if one is Answer.UNDECIDED and (side, key) in open_}
        sides.append((own, guess))
    return Answers(sides[0][0], sides[1][0], sides[0][1], sides[1][1])


def tallies(found: Answers) -> tuple[Tally, Tally]:
    """The counts of both sides."""
    return (
        Tally(len(found.here), Counter(found.here.values()), Counter(found.proposed_here.values())),
        Tally(len(found.there), Counter(found.there.values()), Counter(found.proposed_there.values())),
    )


def total(tallies_: Iterable[Tally]) -> Tally:
    """Several counts in one."""
    return reduce(Tally.__add__, tallies_, NONE)


def card_of(facts: Facts, clause: str, *, here: bool = True) -> str:
    """The key of the card on which a clause stands; "" where no proposal is about it."""
    return next((one.card for one in facts.proposals if clause in (one.here if here else one.there)), "")


def _said(facts: Facts, judgement: Judgement, proposed: Mapping[Link, Proposal], until: int) -> Answer | None:
    """What a judgement in force says of its clause of A."""
    link = judgement.a_clause, judgement.b_clause
    if judgement.decision is Decision.NO_COUNTERPART:
        said: Answer | None = Answer.MISSING
    elif judgement.decision is Decision.ACCEPT:
        relation = judgement.relation or (proposed[link].relation if link in proposed else None)
        if judgement.deviations is not None:
            stricter = stricter_side(judgement.deviations)
        else:
            stricter = proposed[link].stricter if link in proposed else Side.NOT_COMPARABLE
        said = answer_of(relation, stricter)
    else:
        return None
    pairs = ((facts.here, judgement.a_clause, judgement.a_hash), (facts.there, judgement.b_clause, judgement.b_hash))
    if said and any(clause and _is_another(half, clause, seen, judgement.entry, until) for half, clause, seen in pairs):
        return Answer.AGAIN
    return said


def _is_another(half: Half, clause: str, judged: str, entry: int, until: int) -> bool:
    """Whether a text is another, after the entry ``until``, than the one that was judged at ``entry``."""
    if not judged or half.texts.get(clause) == judged:
        return False
    changes = half.changed.get(clause, ())
    return not until or not changes or any(entry < number <= until for number in changes)


def _links(proposal: Proposal) -> list[Link]:
    return [(a, b) for a in proposal.here or ("",) for b in proposal.there or ("",)]


def _proposed(proposals: Iterable[Proposal], refused: set[Link]) -> dict[tuple[int, str], Answer]:
    """What is proposed for each clause of either side, without proposals of which a link was rejected."""
    found: dict[tuple[int, str], Answer] = {}
    for one in proposals:
        said = answer_of(one.relation, one.stricter) if one.here and one.there else Answer.MISSING
        if said is None or not refused.isdisjoint(_links(one)):
            continue
        for side, clauses in enumerate((one.here, one.there)):
            own = said.inverse if side else said
            for clause in clauses:
                found[side, clause] = worst(found[side, clause], own) if (side, clause) in found else own
    return found
