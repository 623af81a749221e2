"""The types of a provision as structure: ``Statement`` and its limits (``Bound``)."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.clause import Provision, Reference
from matcher.qualifiers import Place
from matcher.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit: its ``quantity`` (places in the text of the clause), the ``property`` that it bounds, and how that is measured.

    ``measured`` are (group, values) of ``matcher.condition``: weighting, averaging, measurand, class and so on, as far as they
    are stated in the sentence, the clause or above it.
    """

    quantity: Quantity
    property: Place | None = None
    measured: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One provision: characters ``start`` to ``end`` of the text of its clause, its type and its parts.

    ``modal`` is the verb that makes it, ``negative`` whether that forbids; ``subject`` who or what must, ``addressee`` the role
    that this names ("" for a thing). ``bounds`` are its limits; ``triggers`` the quantities of its conditions. What the sentence
    that leads in says for a list item is in the parts of the item; ``lead`` is that sentence. ``cell``: it is a cell of a table.
    """

    start: int
    end: int
    provision: Provision
    modal: Place | None = None
    negative: bool = False
    subject: Place | None = None
    addressee: str = ""
    bounds: tuple[Bound, ...] = ()
    triggers: tuple[Quantity, ...] = ()
    conditions: tuple[Place, ...] = ()
    exceptions: tuple[Place, ...] = ()
    methods: tuple[Place, ...] = ()
    references: tuple[Reference, ...] = ()
    lead: Place | None = None
    cell: bool = False


def frozen(measured: dict[str, frozenset[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What ``condition.conditions_of`` found, in an order that is always the same."""
    return tuple((group, tuple(sorted(values))) for group, values in sorted(measured.items()))
