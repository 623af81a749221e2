"""What people said of a clause: its decided links, and where they found no counterpart; kept while the log says nothing new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING

from ingest.errors import UsageError
from matcher.match import Decision, Judgement, Match, Relation

if TYPE_CHECKING:
    from index.library import Library


class Decided(StrEnum):
    """Whether people decided that a hit answers to the query, as a filter names it."""

    YES = "decided"
    NO = "undecided"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"


OF_DECISIONS = {
    Decision.ACCEPT: Decided.ACCEPTED,
    Decision.REJECT: Decided.REJECTED,
    Decision.UNSURE: Decided.UNSURE,
    Decision.NO_COUNTERPART: Decided.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Said:
    """A person's judgement on a link of the clause that is asked for, as its A; ``suspect``: a text is another since then."""

    judgement: Judgement
    suspect: bool = False

    @property
    def state(self) -> Decided:
        """What was decided, as a filter names it."""
        return OF_DECISIONS.get(self.judgement.decision, Decided.NO)


def fits(said: Said | None, wanted: Decided | None) -> bool:
    """Whether a hit passes a filter on what was decided."""
    state = said.state if said else Decided.NO
    if wanted is None:
        return True
    return state is not Decided.NO if wanted is Decided.YES else state is wanted


class Heard:
    """The judgements of a library by clause. What waits for the settling of a double review is told to nobody here."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = Lock()
        self._head = -1
        self._others: Mapping[str, tuple[str, ...]] = {}
        self._told: dict[tuple[str, str], tuple[Judgement, ...]] = {}

    def of(self, standard: str, clause_id: str) -> tuple[Said, ...]:
        """What counts now of a clause (its standard as filed), each judgement with the clause as its A, oldest first.

        Raises:
            LibraryError: the log is not what was written.
        """
        found = []
        for other in self._partners(standard):
            told = self._between(standard, other)
            mine = [one for one in told if one.a_clause == clause_id]
            found += [Said(one, self._is_suspect(one)) for one in mine if not self._is_blind(one)]
        return tuple(sorted(found, key=lambda said: said.judgement.entry))

    def _partners(self, standard: str) -> tuple[str, ...]:
        from matcher.decided import decided_pairs

        head = self._library.log.head().number
        with self._lock:
            if head != self._head:
                others: dict[str, list[str]] = {}
                for a, b in decided_pairs(self._library):
                    others.setdefault(a, []).append(b)
                    others.setdefault(b, []).append(a)
                self._others = {name: tuple(dict.fromkeys(own)) for name, own in others.items()}
                self._told.clear()
                self._head = head
            return self._others.get(standard, ())

    def _between(self, a: str, b: str) -> tuple[Judgement, ...]:
        from matcher.ledger import judgements

        with self._lock:
            head, held = self._head, self._told.get((a, b))
        if held is None:
            held = judgements(self._library, a, b)
            with self._lock:
                if head == self._head:  # else another session has seen a newer log, and what was read may be without it
                    self._told[a, b] = held
        return held

    def _is_suspect(self, judgement: Judgement) -> bool:
        from matcher.decided import Standing, standing

        sides = (
            (judgement.a_standard, judgement.a_clause, judgement.a_hash),
            (judgement.b_standard, judgement.b_clause, judgement.b_hash),
        )
        return any(standing(self._library, *side) is not Standing.SAME for side in sides if side[1])

    def _is_blind(self, judgement: Judgement) -> bool:
        """Whether its card is under a double review that nobody has settled since: then it is not told what was said before."""
        from matcher.opinions import opinions

        view = opinions(self._library, judgement.a_standard, judgement.b_standard, "")
        if not view.assignments:
            return False
        a, b = ((own,) if own else () for own in (judgement.a_clause, judgement.b_clause))
        double = view.of(Match(judgement.a_standard, a, judgement.b_standard, b, Relation.NONE, 0.0))
        return double is not None and judgement.entry <= double.since


def named_decided(text: str) -> Decided:
    """A value of the filter, however its case is written.

    Raises:
        UsageError: there is none of that name.
    """
    try:
        return Decided(text.strip().casefold())
    except ValueError:
        raise UsageError(f"--decided {text!r}: there is none; one of {', '.join(Decided)}") from None


def named_relation(text: str) -> Relation:
    """A relation, however its case is written; without what stands behind its dash too.

    Raises:
        UsageError: there is none of that name.
    """
    wanted = text.strip().casefold()
    found = next((one for one in Relation if wanted in (one.value, one.value.partition("-")[0])), None)
    if found is None:
        raise UsageError(f"--relation {text!r}: there is none; one of {', '.join(Relation)}")
    return found
