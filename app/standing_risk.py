"""The risks that people set, beside where recognition stands: those that count, those to be looked at again, over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.rating import is_again
from app.standing_cells import Compared
from index.log import pair_key
from matcher import risk
from matcher.ledger import in_force
from matcher.risk import Risk
from matcher.risk_classes import Band, Likelihood, Severity

if TYPE_CHECKING:
    from index.library import Library


@dataclass(frozen=True, slots=True)
class Rated:
    """A risk that counts, turned so that its A is the home standard; ``again`` says that what it rests on is another now."""

    compared: Compared
    risk: Risk
    again: bool


@dataclass(frozen=True, slots=True)
class Rates:
    """The risks of some comparisons: those that count, and of each comparison every one that was ever set or taken back."""

    current: tuple[Rated, ...]
    histories: tuple[tuple[Risk, ...], ...]


def rates(library: Library, compared: Sequence[Compared]) -> Rates:
    """The risks of comparisons.

    Raises:
        LibraryError: the log is not what was written.
    """
    told: dict[str, list[Risk]] = {}
    for entry in library.log.words(kind=risk.KIND):
        told.setdefault(entry.topic, []).append(risk.read_risk(entry))
    current, histories = [], []
    for one in compared:
        ours, theirs = one.facts.here, one.facts.there
        own = tuple(risk.turned(found, ours.designation) for found in told.get(pair_key(*one.pair), ()))
        if not own:
            continue
        histories.append(own)
        judged = in_force(one.facts.told)
        texts = {(half.designation, clause): text for half in (ours, theirs) for clause, text in half.texts.items()}
        current += [Rated(one, found, is_again(found, judged, texts)) for found in risk.in_force(own)]
    return Rates(tuple(current), tuple(histories))


def matrix(found: Iterable[Rated]) -> dict[tuple[Severity, Likelihood], int]:
    """How many risks have each pair of classes; those to be looked at again are left out."""
    return dict(Counter((one.risk.severity, one.risk.likelihood) for one in found if not one.again))


def by_band(found: Iterable[Rated]) -> dict[Band, int]:
    """How many risks are in each band, every band named; those to be looked at again are left out."""
    counted = Counter(one.risk.band for one in found if not one.again)
    return {one: counted[one] for one in Band}


def risk_series(histories: Iterable[Sequence[Risk]]) -> tuple[tuple[str, dict[Band, int]], ...]:
    """How many risks counted in each band at the end of each day on which one was set or taken back, oldest first."""
    every = tuple(histories)
    found = []
    for day in sorted({one.at[:10] for told in every for one in told}):
        counted = Counter(one.band for told in every for one in risk.in_force([past for past in told if past.at[:10] <= day]))
        found.append((day, {one: counted[one] for one in Band}))
    return tuple(found)
