"""What follows for A and C from links that people accepted with standards between them: chains, never decisions.

A chain goes from clauses of A over clauses of other standards to clauses of C, each step one act of a person. The same clauses
must meet in the middle, all of them, in the same text and of the same edition; where only some do, the chain is told without a
relation. Else a relation is told where it follows (``matcher.compose``). Chains for the same clauses that come to different
relations contradict each other: they are told, and none of them is chosen. Nothing is written, and what is derived is nobody's
word: it counts nowhere.

No chain goes between standards whose scopes exclude each other (``matcher.scope.apart``), unless people said that they agree.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

from matcher.chain_steps import Step, steps
from matcher.compose import compose
from matcher.confirming import SCOPES, confirmations
from matcher.match import Link, Relation
from matcher.scope import apart

if TYPE_CHECKING:
    from index.library import Library
    from ingest.clause import Document

LONGEST = 3
"""Steps that a chain may have: with each one, one more person's reading stands between the two clauses."""
_SAME = frozenset({Relation.EQUAL, Relation.EQUIVALENT})


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps from A to C; ``relation`` of A to C where it follows from them, else None."""

    steps: tuple[Step, ...]
    relation: Relation | None

    @property
    def ends(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The clauses (ids) of A and of C, each side sorted."""
        return tuple(key for key, *_ in self.steps[0].a), tuple(key for key, *_ in self.steps[-1].b)

    @property
    def between(self) -> tuple[str, ...]:
        """The standards that it goes over."""
        return tuple(step.b_standard for step in self.steps[:-1])


@dataclass(frozen=True, slots=True)
class Derived:
    """What chains say of clauses (ids) of A and of C: ``relation`` where it follows and nothing contradicts it, else None.

    ``conflict`` says that chains contradict each other.
    """

    a: tuple[str, ...]
    c: tuple[str, ...]
    chains: tuple[Chain, ...]
    relation: Relation | None
    conflict: bool = False

    @property
    def links(self) -> tuple[Link, ...]:
        """The links that it is about."""
        return tuple(product(self.a, self.c))


def chains(library: Library, a: str, c: str, *, longest: int = LONGEST) -> tuple[Chain, ...]:
    """The chains from A to C, in the order of the clauses of A, then of C, the shorter ones first.

    Raises:
        UsageError: a designation is unknown.
        LibraryError: log, clauses or proposals are not what was written.
    """
    names = library.standard(a).designation, library.standard(c).designation
    routes = list(_routes(_spoken_of(library), *names, longest))
    documents = {name: library.document(name) for name in {name for route in routes for name in route}}
    routes = [route for route in routes if not _excluded(library, route, documents)]
    known = {pair: steps(library, *pair) for pair in {_pair(*pair) for route in routes for pair in pairwise(route)}}
    found = [chain for route in routes for chain in _along(route, known)]
    places = [{clause.id: at for at, clause in enumerate(documents[name].clauses)} if found else {} for name in names]
    return tuple(sorted(found, key=lambda one: _order(one, places)))


def derived(library: Library, a: str, c: str, *, longest: int = LONGEST) -> tuple[Derived, ...]:
    """What follows for A and C, each set of clauses once, in the order of ``chains``.

    Raises:
        UsageError, LibraryError: as ``chains``.
    """
    grouped: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Chain]] = {}
    for chain in chains(library, a, c, longest=longest):
        grouped.setdefault(chain.ends, []).append(chain)
    return tuple(_derived(ends, own) for ends, own in grouped.items())


def reachable(library: Library) -> tuple[tuple[str, str], ...]:
    """The pairs of standards that were both compared with a third, and never with each other: chains may lead between them."""
    beside = _neighbours(_spoken_of(library))
    made = {_pair(one.a_standard, one.b_standard) for one in library.comparisons()}
    met = {_pair(one, other) for own in beside.values() for one in own for other in own if one != other}
    return tuple(sorted(pair for pair in met - made if pair[1] not in beside[pair[0]]))


def excluded(library: Library, a: str, c: str) -> str:
    """Why there can be no chain between A and C: their scopes exclude each other; "" where they do not."""
    return _excluded(library, (a, c), {name: library.document(name) for name in (a, c)})


def _derived(ends: tuple[tuple[str, ...], tuple[str, ...]], own: Sequence[Chain]) -> Derived:
    told = {chain.relation for chain in own if chain.relation}
    if told == _SAME:
        told = {Relation.EQUIVALENT}  # both say that the demands are the same; of the wording no more follows
    return Derived(*ends, tuple(own), told.pop() if len(told) == 1 else None, len(told) > 1)


# ---- routes and chains


def _spoken_of(library: Library) -> Iterator[tuple[str, str]]:
    """The pairs of standards on file that the log speaks of; whether anything was decided, its entries say."""
    filed = {one.designation for one in library.standards()}
    for topic in library.log.counts("topic"):
        names = json.loads(topic) if topic.startswith("[") else []
        if len(names) == 2 and set(names) <= filed:
            yield names[0], names[1]


def _routes(pairs: Iterable[tuple[str, str]], a: str, c: str, longest: int) -> Iterator[tuple[str, ...]]:
    """The ways from A to C over standards that were compared, each standard once, the shortest first."""
    beside = _neighbours(pairs)
    ways: list[tuple[str, ...]] = [(a,)]
    for _length in range(longest):
        ways = [(*way, name) for way in ways for name in sorted(beside.get(way[-1], ())) if name not in way]
        yield from (way for way in ways if way[-1] == c and len(way) > 2)
        ways = [way for way in ways if way[-1] != c]


def _neighbours(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    beside: dict[str, set[str]] = {}
    for one, other in pairs:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    return beside


def _along(route: Sequence[str], known: Mapping[tuple[str, str], Sequence[Step]]) -> Iterator[Chain]:
    """The chains along one route."""
    begun: list[tuple[tuple[Step, ...], Relation | None]] = []
    for place, (one, other) in enumerate(pairwise(route)):
        told = known[_pair(one, other)]
        forward = [step if step.a_standard == one else step.inverse for step in told]
        if place == 0:
            begun = [((step,), step.relation) for step in forward]
            continue
        begun = [
            ((*way, step), _composed(way[-1], relation, step))
            for way, relation in begun
            for step in forward
            if _meet(way[-1], step)
        ]
    yield from (Chain(way, relation) for way, relation in begun)


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _composed(last: Step, relation: Relation | None, step: Step) -> Relation | None:
    """What follows from a chain so far and one more step: nothing where they do not meet in just the same clauses."""
    if relation is None or step.relation is None or not len(last.b) == len(step.a) == len(_meet(last, step)):
        return None
    return compose(relation, step.relation)


def _meet(last: Step, step: Step) -> set[str]:
    """The clauses (ids) in which two steps meet: the same text, of editions that were not told apart."""
    before = {(key, text): edition for key, text, edition in last.b}
    shared = [(key, edition, before[key, text]) for key, text, edition in step.a if (key, text) in before]
    return {key for key, edition, other in shared if "" in (edition, other) or edition == other}


def _excluded(library: Library, route: Sequence[str], documents: Mapping[str, Document]) -> str:
    """Why two standards of a route cannot be compared: its neighbours, and its ends."""
    for one, other in (*pairwise(route), (route[0], route[-1])):
        why = apart(documents[one], documents[other])
        if why and not any(said.kind == SCOPES for said in confirmations(library, one, other)):
            return why
    return ""


def _order(chain: Chain, places: Sequence[Mapping[str, int]]) -> tuple[list[int], list[int], int, list[int]]:
    ours, theirs = chain.ends
    return (
        sorted(places[0][key] for key in ours),
        sorted(places[1][key] for key in theirs),
        len(chain.steps),
        [step.entry for step in chain.steps],
    )
