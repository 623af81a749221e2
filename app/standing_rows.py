"""Where recognition stands as rows: for a table, for another program, and for the clauses behind a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.standing import DECIDED, Answer, Tally, card_of
from app.standing_cells import Cell, Compared, Place

Row = dict[str, Any]
KEYS = {
    Answer.UNDECIDED: "undecided",
    Answer.AGAIN: "look_again",
    Answer.MISSING: "missing_there",
    Answer.INCOMPARABLE: "not_comparable",
    Answer.HERE: "stricter_here",
    Answer.THERE: "stricter_there",
    Answer.EQUIVALENT: "equivalent",
}
"""The name of each answer in a file."""


def cell_rows(counted: Mapping[Place, Cell], home: str, day: str = "") -> list[Row]:
    """A row for each cell: counts of the home clauses, their shares (None of no clauses), what is proposed, and the partner's."""
    return [
        {"home": home, "country": place.country, "sector": place.sector, "topic": place.field, "as_of": day}
        | {"comparisons": cell.comparisons, **_counts(cell.here)}
        | {"clauses_of_partner": cell.there.clauses, "missing_here": cell.there.of(Answer.MISSING)}
        | {"undecided_of_partner": cell.there.of(Answer.UNDECIDED), "look_again_of_partner": cell.there.of(Answer.AGAIN)}
        for place, cell in counted.items()
    ]


def comparison_rows(found: Iterable[Compared], day: str = "") -> list[Row]:
    """A row for each comparison that there was at the end of a day (now for "")."""
    rows = []
    for one in found:
        sides = one.tally(day)
        if sides:
            own: Row = {"standard": one.facts.here.designation, "partner": one.facts.there.designation}
            own |= {"country": one.place.country, "sector": one.place.sector, "topic": one.place.field}
            rows.append(own | _counts(sides[0]) | {"missing_here": sides[1].of(Answer.MISSING)})
    return rows


def clause_rows(one: Compared, *, here: bool = True) -> list[Row]:
    """A row for each requirement clause of a side, in reading order: its answer now, its counterparts, and its card."""
    half, other = (one.facts.here, one.facts.there) if here else (one.facts.there, one.facts.here)
    found, guessed = (one.now.here, one.now.proposed_here) if here else (one.now.there, one.now.proposed_there)
    labels = {demand.id: demand.label for demand in other.demands}
    linked = _linked(one, here=here)
    return [
        {
            "id": demand.id,
            "clause": demand.label,
            "title": demand.title,
            "answer": found[demand.id],
            "proposed": guessed.get(demand.id),
            "counterparts": [labels.get(key, key.rpartition("/")[2]) for key in linked.get(demand.id, ())],
            "linked": list(linked.get(demand.id, ())),
            "card": card_of(one.facts, demand.id, here=here),
        }
        for demand in half.demands
    ]


def _linked(one: Compared, *, here: bool) -> dict[str, list[str]]:
    """The counterparts of each clause: accepted ones, else those that are proposed."""
    from matcher.ledger import in_force
    from matcher.match import Decision

    decided: dict[str, list[str]] = {}
    for judgement in in_force(one.facts.told):
        if judgement.decision is Decision.ACCEPT:
            a, b = (judgement.a_clause, judgement.b_clause) if here else (judgement.b_clause, judgement.a_clause)
            decided.setdefault(a, []).append(b)
    proposed: dict[str, list[str]] = {}
    for found in one.facts.proposals:
        ours, theirs = (found.here, found.there) if here else (found.there, found.here)
        for clause in ours:
            proposed.setdefault(clause, []).extend(theirs)
    return proposed | decided


def _counts(tally: Tally) -> Row:
    found: Row = {"clauses": tally.clauses, "decided": tally.decided}
    found |= {KEYS[one]: tally.of(one) for one in Answer}
    shares = {f"{KEYS[one]}_share": tally.share(one) for one in Answer}
    found |= {key: None if share is None else round(share, 4) for key, share in shares.items()}
    return found | {f"proposed_{KEYS[one]}": tally.proposed.get(one, 0) for one in DECIDED}
