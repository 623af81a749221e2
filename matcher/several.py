"""One standard against several: the best of all of them for each clause, and what one of them says by citing another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.clause import Clause, Document
from ingest.designation import parse, same
from matcher.pairing import Group, Pairing

_RIVAL = 0.5
"""A link stays beside the best one of its clause in another standard when it is at least this likely, measured by that."""


@dataclass(frozen=True, slots=True)
class Cited:
    """Clause ``at`` (place) of the ``by``-th standard refers to clause ``to`` of the ``of``-th; ``whole``: to all of that."""

    by: int
    at: int
    of: int
    to: int
    whole: bool


def citations(documents: Sequence[Document]) -> tuple[Cited, ...]:
    """What the standards cite of each other, clause by clause; a citation of a whole standard reaches all of its clauses.

    A cited clause is one with that label, or that label and what stands below it.
    """
    found: list[Cited] = []
    names = [d.standard.designation for d in documents]
    for by, document in enumerate(documents):
        for at, clause in enumerate(document.clauses):
            for reference in clause.references:
                others = (k for k, name in enumerate(names) if reference.standard and k != by and meant(reference.standard, name))
                for of in others:
                    found += [
                        Cited(by, at, of, to, not reference.clause)
                        for to, other in enumerate(documents[of].clauses)
                        if not reference.clause or _within(other, reference.clause)
                    ]
    return tuple(dict.fromkeys(found))


def meant(cited: str, name: str) -> bool:
    """Whether a citation means this standard: this edition, or none in particular."""
    found = parse(cited)
    return same(cited, name) or (found is not None and not found.year and same(cited, name, any_edition=True))


def _within(clause: Clause, label: str) -> bool:
    return clause.clause == label or clause.clause.startswith(f"{label}.")


def bonuses(pairings: Sequence[Pairing], cited: Sequence[Cited], weight: float) -> Mapping[int, NDArray[np.float64]]:
    """By place of the cited standard what is added to its scores: ``weight`` for each unit of belief in the clause that cites.

    Only a citation of a clause says which one carries the link.
    """
    found: dict[int, NDArray[np.float64]] = {}
    for one in cited:
        if not one.whole:
            own = found.setdefault(one.of, np.zeros_like(pairings[one.of].own))
            own[:, one.to] = np.maximum(own[:, one.to], weight * pairings[one.by].alignment.posterior[:, one.at])
    return found


def kept(pairings: Sequence[Pairing]) -> list[tuple[int, Group]]:
    """The proposals of all pairings with the place of theirs, in order of A, the likeliest first.

    One that is far less likely than what another standard has for each of its clauses of A is left out.
    """
    every = [(k, group) for k, pairing in enumerate(pairings) for group in pairing.groups]
    best: dict[int, float] = {}
    for _, group in every:
        for i in group.a:
            best[i] = max(best.get(i, 0.0), group.main.posterior)
    left = [(k, g) for k, g in every if any(g.main.posterior >= _RIVAL * best[i] for i in g.a) or _alone(k, g, every)]
    return sorted(left, key=lambda found: (found[1].a[0], -found[1].main.posterior, found[0], found[1].b))


def _alone(k: int, group: Group, every: Sequence[tuple[int, Group]]) -> bool:
    """Whether no other standard has anything for a clause of A: within one standard the alignment has chosen already."""
    return any(all(other == k or i not in g.a for other, g in every) for i in group.a)


def way(pairings: Sequence[Pairing], cited: Sequence[Cited], k: int, group: Group) -> tuple[Cited, ...]:
    """How other standards lead to the link: by clauses that cite just it, and by clauses that cite its whole standard.

    The latter as far as they answer to the same clause of A, or to what stands above that.
    """
    found = []
    for one in cited:
        if one.of == k and one.to in group.b:
            near = {i for a in group.a for i in (a, *pairings[k].lineages[0].above(a))}
            answering = {link.a for link in pairings[one.by].alignment.links if link.b == one.at}
            if not one.whole or near & answering:
                found.append(one)
    return tuple(sorted(found, key=lambda one: (one.whole, one.by, one.at)))
