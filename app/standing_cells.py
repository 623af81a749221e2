"""Where recognition stands, for all comparisons: partner countries × sectors × topics, over time, and what moved meanwhile.

A comparison belongs to the country of its partner's standard, and to sector and field of the home standard. Days are those of the
log (UTC): what stood on a day is what was decided by its end, on the requirement clauses as they are on file today; a comparison
counts from the day on which it was first proposed or decided. Status, sector, field and country are those of today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from app.standing import NONE, Answer, Answers, Facts, Tally, answers, tallies, total
from matcher.ledger import in_force
from matcher.match import Judgement


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A cell: the partner's country ("" where nobody stated it), sector and field."""

    country: str
    sector: str
    field: str


@dataclass(frozen=True)
class Compared:
    """A comparison of a home standard with a partner's: its place, its facts, and the day (ISO) from which it counts.

    ``changes`` are the numbers of the log's entries after which a text of it was another, with their days; ``pair`` has both
    designations as they are compared, so that a link finds the card.
    """

    pair: tuple[str, str]
    place: Place
    facts: Facts
    since: str
    changes: tuple[tuple[int, str], ...] = ()

    @cached_property
    def now(self) -> Answers:
        """The answers as they stand."""
        return answers(self.facts, in_force(self.facts.told))

    @cached_property
    def steps(self) -> tuple[tuple[str, Tally, Tally], ...]:
        """Each day on which something changed with the counts at its end: of our clauses, and of theirs."""
        days = {self.since, *(one.at[:10] for one in self.facts.told), *(day for _, day in self.changes)}
        return tuple((day, *tallies(self.at(day))) for day in sorted(days) if day and day >= self.since)

    def at(self, day: str) -> Answers:
        """The answers at the end of a day."""
        told: Sequence[Judgement] = [one for one in self.facts.told if one.at[:10] <= day]
        entries = [one.entry for one in told] + [number for number, when in self.changes if when <= day]
        return answers(self.facts, in_force(told), max(entries, default=1))

    def tally(self, day: str = "") -> tuple[Tally, Tally] | None:
        """The counts of both sides at the end of a day, now for ""; None where it was not yet compared."""
        if not day:
            return tallies(self.now)
        if day < self.since:
            return None
        past = [one for one in self.steps if one[0] <= day]
        return past[-1][1:] if past else None


@dataclass(frozen=True, slots=True)
class Cell:
    """The counts of several comparisons: of our requirement clauses (``here``) and of the partner's (``there``)."""

    comparisons: int = 0
    here: Tally = NONE
    there: Tally = NONE

    def __add__(self, other: Cell) -> Cell:
        return Cell(self.comparisons + other.comparisons, self.here + other.here, self.there + other.there)


def cells(found: Iterable[Compared], day: str = "") -> dict[Place, Cell]:
    """The counts of each place at the end of a day, now for "", in the order of the places."""
    counted: dict[Place, Cell] = {}
    for one in found:
        sides = one.tally(day)
        if sides is not None:
            counted[one.place] = counted.get(one.place, Cell()) + Cell(1, *sides)
    return dict(sorted(counted.items()))


def together(counted: Mapping[Place, Cell], *, field: str = "") -> dict[tuple[str, str], Cell]:
    """The cells by country and sector: of one field, or of all."""
    found: dict[tuple[str, str], Cell] = {}
    for place, cell in counted.items():
        if field in ("", place.field):
            key = place.country, place.sector
            found[key] = found.get(key, Cell()) + cell
    return found


def chosen(found: Iterable[Compared], *, country: str | None = None, sector: str = "", field: str = "") -> tuple[Compared, ...]:
    """The comparisons of a country (None: all), a sector and a field ("": all)."""
    return tuple(
        one
        for one in found
        if country in (None, one.place.country) and sector in ("", one.place.sector) and field in ("", one.place.field)
    )


def series(found: Sequence[Compared], *, monthly: bool = False) -> tuple[tuple[str, Tally], ...]:
    """The counts of our clauses at the end of each day (or month) on which something changed, oldest first."""
    days = sorted({day for one in found for day, _, _ in one.steps})
    if monthly:
        days = [list(own)[-1] for _, own in groupby(days, key=lambda day: day[:7])]
    told = []
    for day in days:
        sides = [tally for one in found if (tally := one.tally(day))]
        told.append((day[:7] if monthly else day, total(here for here, _ in sides)))
    return tuple(told)


def moved(found: Iterable[Compared], since: str, until: str = "") -> dict[tuple[Answer | None, Answer], int]:
    """How many of our clauses had another answer at the end of ``since`` than they have at the end of ``until`` (now for "").

    The answer before is None for clauses of a comparison that there was not yet.
    """
    counted: Counter[tuple[Answer | None, Answer]] = Counter()
    for one in found:
        if until and until < one.since:
            continue
        after = (one.at(until) if until else one.now).here
        before = one.at(since).here if since >= one.since else {}
        counted.update((before.get(key), now) for key, now in after.items() if before.get(key) is not now)
    return dict(counted)
