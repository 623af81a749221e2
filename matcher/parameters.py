"""The fitted parameters of the matcher, shipped as ``parameters.json``: weights of signals, and what makes probabilities."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).with_name("parameters.json")


@dataclass(frozen=True, slots=True)
class Weighting:
    """How one way of searching weighs its signals, and what turns the sum into a probability.

    ``weights`` by name of the signal; the score of a pair is their weighted sum. ``temperature`` and ``null`` (the score of
    "no counterpart") make a softmax over the candidates of a query.
    """

    weights: Mapping[str, float]
    temperature: float
    null: float


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters: of single and joint search, of a pair of standards; and ``fitted``: on what, with which model.

    ``link`` and ``hits`` (by the way to search) say what a link and a candidate are worth, ``closer`` what a candidate is after a
    closer look, ``thresholds`` from which confidence on proposals have a precision; ``unsaid`` when
    a part of a sentence is missing on the other side (``matcher.unsaid``), with ``least``, the probability that is told,
    and a token (``matcher.tokens``).
    """

    single: Weighting
    joint: Weighting
    pair: Weighting
    support: Mapping[str, float]
    link: Mapping[str, float]
    hits: Mapping[str, Mapping[str, float]]
    closer: Mapping[str, float]
    coverage: Mapping[str, float]
    unsaid: Mapping[str, float]
    tokens: Mapping[str, float]
    relation: Mapping[str, Mapping[str, float]]
    thresholds: Mapping[str, float]
    fitted: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """The parameters as they are shipped; the same parameters give the same bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def from_json(text: str) -> Parameters:
    """The parameters of ``to_json``; ``ValueError`` or ``TypeError`` where they are none."""
    raw = json.loads(text)
    if not isinstance(raw, dict) or not {"single", "joint", "pair"} <= raw.keys():
        raise ValueError("these are no parameters of the matcher")
    return Parameters(**(raw | {name: Weighting(**raw[name]) for name in ("single", "joint", "pair")}))


@cache
def shipped() -> Parameters:
    """The parameters of this version."""
    return from_json(SHIPPED.read_text(encoding="utf-8"))
