"""How far two reviewers agree who judged the same cards without seeing each other: Cohen's kappa with its interval.

κ = (p_o - p_e) / (1 - p_e), where p_o is the share of cards on which both say the same, and p_e the share on which they would by
chance, each keeping the frequencies of their own answers (J. Cohen, A coefficient of agreement for nominal scales, Educational
and Psychological Measurement 20 (1), 1960, 37-46). Where both give one and the same answer to every card, p_e is 1 and κ is not
defined: nothing could have told agreement from habit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from matcher.match import Decision
from matcher.opinions import Opinion, Opinions

DRAWS = 2000
SEED = 1960
COVERED = 0.95
ENOUGH = 0.5
"""The share of draws in which κ must be defined for an interval to be given."""
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Kappa:
    """``table`` counts the pairs of answers (of the first, of the second); ``value`` is κ, None where it is not defined.

    ``interval`` holds κ with 95 % by the percentiles of a bootstrap over cards; None without κ, and where too few of the draws
    have one or all have the same. ``why`` says why there is no κ.
    """

    n: int
    observed: float
    expected: float
    value: float | None
    interval: tuple[float, float] | None
    table: dict[tuple[str, str], int]
    why: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The answers that were given, sorted."""
        return tuple(sorted({label for pair in self.table for label in pair}))


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far ``first`` and ``second`` agree: in what they decide, and in the relation of the links that both accept."""

    first: str
    second: str
    decision: Kappa
    relation: Kappa


NO_CARDS = "no card was judged by both"
ONE_ANSWER = "both gave one and the same answer to every card"


def agreements(view: Opinions) -> tuple[Agreement, ...]:
    """The agreement of every two people who judged the same cards, by name; cards whose opinions are not shown do not count."""
    shown = [told for told in view.told.values() if len(told) > 1 and view.is_shown(told[0])]
    people = sorted({one.author for told in shown for one in told})
    found = []
    for first, second in combinations(people, 2):
        cards = [{one.author: one for one in told} for told in shown]
        both = [(card[first], card[second]) for card in cards if first in card and second in card]
        if both:
            found.append(Agreement(first, second, kappa([(_answer(x), _answer(y)) for x, y in both]), kappa(_relations(both))))
    return tuple(found)


def kappa(pairs: Sequence[tuple[str, str]]) -> Kappa:
    """Cohen's kappa of pairs of answers, one pair for each card."""
    table = Counter(pairs)
    observed, expected, value = _kappa(table)
    why = "" if value is not None else ONE_ANSWER if pairs else NO_CARDS
    return Kappa(len(pairs), observed, expected, value, _interval(table) if value is not None else None, dict(table), why)


def _kappa(table: Counter[tuple[str, str]]) -> tuple[float, float, float | None]:
    total = table.total()
    if not total:
        return 0.0, 0.0, None
    rows: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    for (first, second), count in table.items():
        rows[first] += count
        columns[second] += count
    agreed = sum(count for (first, second), count in table.items() if first == second)
    by_chance = sum(rows[label] * columns[label] for label in rows)
    value = (agreed * total - by_chance) / (total * total - by_chance) if by_chance < total * total else None
    return agreed / total, by_chance / total**2, value


def _interval(table: Counter[tuple[str, str]]) -> tuple[float, float] | None:
    """Cards are drawn with replacement; the same table gives the same interval."""
    import numpy as np

    cells, n = sorted(table), table.total()
    labels = sorted({label for cell in cells for label in cell})
    rows = np.array([[cell[0] == label for label in labels] for cell in cells], float)
    columns = np.array([[cell[1] == label for label in labels] for cell in cells], float)
    drawn = np.random.default_rng(SEED).multinomial(n, [table[cell] / n for cell in cells], DRAWS)
    agreed = drawn @ np.array([cell[0] == cell[1] for cell in cells], float)
    by_chance = ((drawn @ rows) * (drawn @ columns)).sum(axis=1)
    known = by_chance < n * n
    if known.mean() < ENOUGH:
        return None
    values = (agreed * n - by_chance)[known] / (n * n - by_chance)[known]
    low, high = np.quantile(values, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    return (float(low), float(high)) if low < high else None  # draws that are all alike say nothing of what was not drawn


def _answer(opinion: Opinion) -> str:
    """What somebody says of a card in one word; of another counterpart than the proposed one, which."""
    accepted = [word for word in opinion.words if word.decision is Decision.ACCEPT]
    other = sorted(
        {f"{word.a_clause} ↔ {word.b_clause}" for word in accepted if not _is_proposed(opinion, word.a_clause, word.b_clause)}
    )
    if other:
        return f"{OTHER}: {', '.join(other)}"
    order = (Decision.ACCEPT, Decision.NO_COUNTERPART, Decision.UNSURE, Decision.REJECT)
    said = {word.decision for word in opinion.words}
    return next(decision.value for decision in order if decision in said)


def _relations(both: Iterable[tuple[Opinion, Opinion]]) -> list[tuple[str, str]]:
    """The relations with which two people accept the same links of a card."""
    found = []
    for first, second in both:
        ours, theirs = _accepted(first), _accepted(second)
        if ours and set(ours) == set(theirs):
            found.append((", ".join(sorted(set(ours.values()))), ", ".join(sorted(set(theirs.values())))))
    return found


def _accepted(opinion: Opinion) -> dict[tuple[str, str], str]:
    return {
        (word.a_clause, word.b_clause): word.relation.value if word.relation else ""
        for word in opinion.words
        if word.decision is Decision.ACCEPT
    }


def _is_proposed(opinion: Opinion, a_clause: str, b_clause: str) -> bool:
    return a_clause in opinion.a_clauses and b_clause in opinion.b_clauses
