"""Both clause trees of a comparison with the links between them: what moved, was split or merged, and what is missing.

Links that stand are drawn: those that people accepted, else those that are proposed and not decided. A rejected link is told
beside them, and makes nothing of a clause. *Moved* are the fewest links without which no two would cross.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.coverage import counts, top_of
from app.state import Comparison, Item, State
from matcher.match import Decision

Ends = tuple[str, str]


class Shape(StrEnum):
    """How many clauses of either side hang together: one to one, one of A to several of B, several to one, several to several."""

    PLAIN = "plain"
    SPLIT = "split"
    MERGED = "merged"
    REGROUPED = "regrouped"


class Place(StrEnum):
    """What became of a clause: it has a counterpart, people or the proposal say that it has none, or no card is about it."""

    LINKED = "linked"
    MISSING = "missing"
    UNSEEN = "unseen"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Link:
    """A line between the clauses (ids) ``a`` and ``b``; ``key`` names its card."""

    a: str
    b: str
    key: str
    state: State
    shape: Shape = Shape.PLAIN
    moved: bool = False
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A clause in its tree: the id of its chapter, the card that a click opens ("" for none) with its state, and its place.

    ``counted`` says whether it is one of those that coverage counts (``app.coverage.counts``): a heading may have a link as well.
    """

    clause: str
    chapter: str
    key: str
    state: State | None
    place: Place
    shape: Shape = Shape.PLAIN
    moved: bool = False
    suspect: bool = False
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Trees:
    """The clauses of both sides in reading order, and the links between them."""

    a: tuple[Node, ...]
    b: tuple[Node, ...]
    links: tuple[Link, ...]

    def count(self) -> dict[str, int]:
        """How many links moved, how many clauses were split, merged, regrouped, and miss a counterpart on either side."""
        shapes = {
            shape: len({link.b if shape is Shape.MERGED else link.a for link in self.links if link.shape is shape})
            for shape in (Shape.SPLIT, Shape.MERGED, Shape.REGROUPED)
        }
        missing = {
            f"missing_{side}": sum(node.place is Place.MISSING for node in nodes)
            for side, nodes in (("a", self.a), ("b", self.b))
        }
        return {"moved": sum(link.moved for link in self.links), **{shape.value: n for shape, n in shapes.items()}, **missing}


def trees(comparison: Comparison, items: Sequence[Item]) -> Trees:
    """The trees of a comparison with the cards ``items``."""
    lines: dict[Ends, tuple[Item, bool]] = {}  # with whether the link stands
    for item in items:
        for ends, stands in _links(item):
            if stands or ends not in lines:
                lines[ends] = (item, stands)
    standing = [ends for ends, (_item, stands) in lines.items() if stands]
    places = [{clause: place for place, clause in enumerate(comparison.side(side))} for side in "ab"]
    shapes, moved = shapes_of(standing), moved_of(standing, places[0], places[1])
    links = tuple(
        Link(*ends, item.key, item.state, shapes.get(ends, Shape.PLAIN), ends in moved, item.suspect)
        for ends, (item, _stands) in lines.items()
        if ends[0] in places[0] and ends[1] in places[1]
    )
    return Trees(
        _nodes(comparison, "a", items, links, set(standing)), _nodes(comparison, "b", items, links, set(standing)), links
    )


def shapes_of(links: Iterable[Ends]) -> dict[Ends, Shape]:
    """The shape of each link by the links that it hangs together with."""
    links = list(links)
    groups: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for a, b in links:
        merged = groups.get(("a", a), {("a", a)}) | groups.get(("b", b), {("b", b)})
        groups |= dict.fromkeys(merged, merged)
    found = {}
    for ends in links:
        sizes = Counter(side for side, _clause in groups["a", ends[0]])
        several = (sizes["a"] > 1, sizes["b"] > 1)
        found[ends] = {
            (False, False): Shape.PLAIN, (False, True): Shape.SPLIT, (True, False): Shape.MERGED, (True, True): Shape.REGROUPED,
        }[several]  # fmt: skip
    return found


def moved_of(links: Iterable[Ends], a_places: Mapping[str, int], b_places: Mapping[str, int]) -> frozenset[Ends]:
    """The fewest links without which no two of the others cross: those outside a longest sequence that rises on both sides."""
    known = [ends for ends in links if ends[0] in a_places and ends[1] in b_places]
    known.sort(key=lambda ends: (a_places[ends[0]], b_places[ends[1]]))
    tails: list[int] = []  # the lowest place in B at which a sequence of each length ends, and the link there
    at: list[int] = []
    before: list[int] = []
    for number, (_a, b) in enumerate(known):
        length = bisect_right(tails, b_places[b])
        before.append(at[length - 1] if length else -1)
        tails[length : length + 1] = [b_places[b]]
        at[length : length + 1] = [number]
    kept, number = set(), at[-1] if at else -1
    while number >= 0:
        kept.add(known[number])
        number = before[number]
    return frozenset(known) - kept


def _links(item: Item) -> list[tuple[Ends, bool]]:
    """The links of a card between two clauses, with whether they stand."""
    accepted = [(one.a_clause, one.b_clause) for one in item.said if one.decision is Decision.ACCEPT]
    if accepted:
        return [(ends, True) for ends in accepted]
    own = [ends for ends in item.match.links if all(ends)]
    return [(ends, item.state in (State.OPEN, State.UNSURE)) for ends in own]


def _nodes(
    comparison: Comparison, side: str, items: Sequence[Item], links: Sequence[Link], standing: set[Ends]
) -> tuple[Node, ...]:
    clauses = comparison.side(side)
    cards: dict[str, list[Item]] = {}
    for item in items:
        for clause_id in item.match.a_clauses if side == "a" else item.match.b_clauses:
            cards.setdefault(clause_id, []).append(item)
    drawn: dict[str, list[Link]] = {}
    for link in links:
        if (link.a, link.b) in standing:
            drawn.setdefault(link.a if side == "a" else link.b, []).append(link)
    found = []
    for clause in clauses.values():
        own, lines = cards.get(clause.id, []), drawn.get(clause.id, [])
        first = next((item for item in own if item.state is State.OPEN), own[0] if own else None)
        key, state = (lines[0].key, lines[0].state) if lines and not own else (first.key, first.state) if first else ("", None)
        alone = (Place.MISSING if own else Place.UNSEEN) if counts(clause) else Place.HEADING
        place = Place.LINKED if lines else alone
        shape = next((link.shape for link in lines if link.shape is not Shape.PLAIN), Shape.PLAIN)
        suspect = any(item.suspect for item in own) or any(link.suspect for link in lines)
        moved = any(link.moved for link in lines)
        chapter = top_of(clause, clauses).id
        found.append(Node(clause.id, chapter, key, state, place, shape, moved, suspect, counts(clause)))
    return tuple(found)
