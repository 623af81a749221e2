"""Double review on the desk: what a reader sees of the cards under it, and what stands there for an adjudicator."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.card_lines import said_line
from app.queueing import state_of
from app.state import Item, State
from matcher.opinions import ASKED, Double, Opinions, opinions

if TYPE_CHECKING:
    from app.state import Comparison
    from index.library import Library


@dataclass(frozen=True, slots=True)
class Stages:
    """The cards of a comparison under double review, by how far they are.

    ``waiting`` for an opinion, ``agreed`` and ``differing`` for an adjudicator; ``settled`` are decided.
    """

    waiting: tuple[Item, ...] = ()
    agreed: tuple[Item, ...] = ()
    differing: tuple[Item, ...] = ()
    settled: tuple[Item, ...] = ()

    @property
    def total(self) -> int:
        """How many cards are under double review."""
        return len(self.waiting) + len(self.agreed) + len(self.differing) + len(self.settled)


def as_seen_by(reader: str, library: Library, comparison: Comparison, items: Iterable[Item]) -> tuple[Item, ...]:
    """The cards with their double review as ``reader`` may see it.

    Until an adjudicator has settled a card, whoever is asked for an opinion finds nothing there but their own; to everybody else
    it is open, whatever was said of it before double review was asked for.
    """
    view = opinions(library, comparison.a.designation, comparison.b.designation, reader)
    return tuple(_seen(item, view) for item in items) if view.assignments else tuple(items)


def stages(items: Iterable[Item]) -> Stages:
    """The cards under double review by how far they are."""
    found: dict[str, list[Item]] = {name: [] for name in Stages.__slots__}
    for item in items:
        if item.double is not None:
            shown = "agreed" if item.double.agreed else "differing"
            found["settled" if is_settled(item) else shown if item.double.shown else "waiting"].append(item)
    return Stages(**{name: tuple(held) for name, held in found.items()})


def is_settled(item: Item) -> bool:
    """Whether an adjudicator has decided a card since double review was asked for."""
    double = item.double
    return double is not None and _settled(item, double)


def is_blind(item: Item, author: str) -> bool:
    """Whether what ``author`` says of a card now is an opinion that the others do not see yet."""
    return item.double is not None and author in item.double.asked and not item.double.shown and not is_settled(item)


def decided(item: Item) -> Item:
    """The card with nothing said of it but decisions."""
    opinions = item.double.entries if item.double else ()
    return replace(item, said=tuple(one for one in item.said if one.entry not in opinions))


def double_lines(item: Item, comparison: Comparison, reader: str, _: Callable[[str], str]) -> list[str]:
    """What a reader is told of the double review of a card: how far it is, and the opinions that the reader may see."""
    double = item.double
    if double is None:
        return []
    count = _("{given} of {asked} opinions are given.").format(given=len(double.given), asked=max(len(double.asked), ASKED))
    told = [said_line(word, comparison, _) for one in double.opinions for word in one.words]
    if is_settled(item):
        return [_("Double review: settled."), *told]
    if double.shown:
        return [_("Double review: all say the same.") if double.agreed else _("Double review: the opinions differ."), *told]
    if not is_blind(item, reader):
        return [_("Double review:") + " " + count]
    if reader in double.given:
        return [_("Double review: your opinion is stored.") + " " + count]
    return [_("Double review: what you decide here is your opinion; the others see it when all have given theirs."), count]


def _seen(item: Item, view: Opinions) -> Item:
    double = view.of(item.match)
    if double is None or _settled(item, double):
        return replace(item, double=double)
    if view.reader not in double.asked:
        return replace(item, double=double, state=State.OPEN, dispute=None)
    own = next((one.words for one in double.opinions if one.author == view.reader), ())
    return replace(item, double=double, said=own, state=state_of(own), suspect=False, dispute=None, doubts=())


def _settled(item: Item, double: Double) -> bool:
    return any(one.entry > double.since and one.entry not in double.entries for one in item.said)
