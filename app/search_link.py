"""A search as the parameters of a link: what was asked, every limit, and which hits are wanted; and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from app.decided_hits import Decided
from app.limits import Limits
from app.results import Wanted
from matcher.match import Relation

LIMITS = tuple(field.name for field in fields(Limits))
PARAMETERS = ("q", *LIMITS, "decided", "relation", "top")
"""The names in a link."""


def parameters(text: str, limits: Limits, wanted: Wanted, top: str = "") -> dict[str, str]:
    """The parameters of a search; what limits nothing is left out."""
    found = {"q": text, **limits.given(), "top": top}
    found |= {"decided": str(wanted.decided or ""), "relation": str(wanted.relation or "")}
    return {name: found[name] for name in PARAMETERS if found.get(name)}


def read(values: Mapping[str, str]) -> tuple[Limits, Wanted]:
    """Limits and wanted hits of values by name; what is no value of a list limits nothing."""
    limits = Limits(**{name: str(values.get(name, "") or "") for name in LIMITS})
    decided, relation = values.get("decided") or "", values.get("relation") or ""
    return limits, Wanted(
        Decided(decided) if decided in set(Decided) else None, Relation(relation) if relation in set(Relation) else None
    )
