"""The types of a comparison: what the matcher proposes (``Match``) and what a person decides (``Judgement``)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

from matcher.told import Carried, Told

Link = tuple[str, str]
"""Clause id of A and clause id of B; "" for the side that has no counterpart."""


class Relation(StrEnum):
    """What A demands against what B demands (after NIST IR 8477 and OSCAL control mapping).

    A is a superset of B when whoever meets A meets B: A demands more.
    """

    EQUAL = "equal-to"
    EQUIVALENT = "equivalent-to"
    SUPERSET = "superset-of"
    SUBSET = "subset-of"
    INTERSECTS = "intersects-with"
    NONE = "no-relationship"

    @property
    def inverse(self) -> Relation:
        """The relation of B to A."""
        return {Relation.SUPERSET: Relation.SUBSET, Relation.SUBSET: Relation.SUPERSET}.get(self, self)


class Side(StrEnum):
    """The stricter side of a pair, or of one deviation."""

    A = "A"
    B = "B"
    SAME = "same"
    MIXED = "mixed"
    NOT_COMPARABLE = "not comparable"

    @property
    def inverse(self) -> Side:
        """The side when A and B change places."""
        return {Side.A: Side.B, Side.B: Side.A}.get(self, self)


class View(StrEnum):
    """How clauses are brought together: each with its best partner wherever that stands, or in the order of both documents."""

    FREE = "free"
    ORDERED = "ordered"


class Advice(StrEnum):
    """What the program does with a proposal of a given confidence."""

    PROPOSE = "propose"
    ASK = "ask"
    SILENT = "silent"


class DeviationKind(StrEnum):
    """What differs between two clauses."""

    LIMIT = "limit"
    MODALITY = "modality"
    CONDITION = "condition"
    SCOPE = "scope"
    METHOD = "method"
    REFERENCE = "reference"
    MISSING = "missing"
    ADDED = "added"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a clause's text."""

    clause: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """One signal behind a proposal: its ``name``, its ``value`` in [0, 1], and what carried it.

    ``a`` and ``b`` are the characters on either side that carried it; ``detail`` names it in words that need no translation
    (shared numbers, units, terms), never a sentence. ``share`` in [-1, 1] is what it adds to the score of the proposal, as a
    share of all that speaks for it and against it; 0 where it is only told.
    """

    name: str
    value: float
    detail: str = ""
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Deviation:
    """One difference between the clauses of a match: the characters on both sides, whether comparable, the stricter side.

    ``a_text`` and ``b_text`` are the two sides as printed ("" for what is missing); ``reason`` says why they cannot be compared,
    as a message key with its English text as value. ``by`` names the person, with the day, who said that they can be compared
    all the same (``matcher.confirming``); "" where that is what the machine found.
    """

    kind: DeviationKind
    a_text: str = ""
    b_text: str = ""
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()
    comparable: bool = False
    stricter: Side = Side.NOT_COMPARABLE
    reason: str = ""
    by: str = ""

    @property
    def inverse(self) -> Deviation:
        """The same difference with B as A: what is missing there is added here."""
        kind = {DeviationKind.MISSING: DeviationKind.ADDED, DeviationKind.ADDED: DeviationKind.MISSING}.get(self.kind, self.kind)
        side = self.stricter.inverse
        return replace(self, kind=kind, a_text=self.b_text, b_text=self.a_text, a=self.b, b=self.a, stricter=side)


@dataclass(frozen=True, slots=True)
class Reason:
    """What spoke for the relation of a match, or against it: a number of ``matcher.relate.Demands`` by ``name`` and ``value``.

    ``share`` in [-1, 1] is what it adds to the odds of this relation, as a share of all that does; below 0 it speaks against it.
    """

    name: str
    value: float
    share: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that was considered as the counterpart: its standard and id, and its score in [0, 1]."""

    standard: str
    clause_id: str
    score: float


class Why(StrEnum):
    """Why the nearest clause on the other side was not taken as the counterpart."""

    TAKEN = "taken"
    WEAK = "too little in common"
    SCOPE = "other scope"
    KIND = "other kind"
    ASPECT = "other aspect"
    WORDLESS = "no words"
    NOTHING = "nothing to search"


@dataclass(frozen=True, slots=True)
class Searched:
    """A standard that was searched: how many clauses it has, and their languages (ISO 639-1), the most frequent first."""

    standard: str
    clauses: int
    langs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """What stands behind "no counterpart": the ``nearest`` clause, ``why`` it was not taken, and what could be looked at.

    ``by`` names the clauses (ids, on the side of the row) that answer better to the nearest where it is taken; ``detail`` tells
    both kinds or aspects, or the reason of disjoint scopes. ``missing`` are the normative references of the searched standards
    that are not on file: a counterpart may stand there. ``unknown`` is the language of the clause if the model does not know it.
    """

    why: Why
    nearest: Candidate | None = None
    by: tuple[str, ...] = ()
    detail: str = ""
    searched: tuple[Searched, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A proposed correspondence between clauses (ids) of A and clauses of B; an empty side states that no counterpart was found.

    ``confidence`` is the probability that the link is right, calibrated; ``advice`` says whether it is sure enough to be
    proposed, or a question; ``alternatives`` the ranked candidates, best first, on the other side of the first named clause;
    ``searched`` the designations that were searched; ``absence`` what is told of a clause without counterpart; ``published``
    what the standards state of these clauses themselves, which no part of the proposal rests on. ``rationale``, ``implication``
    and ``scope`` are values of ``matcher.relate.Rationale`` and ``Implication`` and of ``matcher.scope_verdict.ScopeKind``: on
    what the relation rests, what meeting one side says about the other, and how the scopes of the two standards lie to each
    other; "" where none was judged (no counterpart, an earlier comparison). ``reasons`` are what spoke for the relation and
    against it, the weightiest first.
    """

    a_standard: str
    a_clauses: tuple[str, ...]
    b_standard: str
    b_clauses: tuple[str, ...]
    relation: Relation
    confidence: float
    stricter: Side = Side.NOT_COMPARABLE
    deviations: tuple[Deviation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Candidate, ...] = ()
    searched: tuple[str, ...] = ()
    absence: Absence | None = None
    advice: Advice = Advice.ASK
    published: tuple[Told, ...] = ()
    rationale: str = ""
    implication: str = ""
    scope: str = ""
    reasons: tuple[Reason, ...] = ()

    @property
    def links(self) -> tuple[Link, ...]:
        """The links that it stands for; one for each clause where the other side is empty."""
        return tuple(product(self.a_clauses or ("",), self.b_clauses or ("",)))


class Decision(StrEnum):
    """What a person said of a link."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNSURE = "unsure"
    NO_COUNTERPART = "no-counterpart"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on one link between two clauses, or on one "no counterpart" (``b_clause`` empty).

    Clauses are ids in their standards, ``a_hash`` and ``b_hash`` the versions of the texts that were judged. ``seen`` is the
    number of the last log entry that the author had seen for either clause. The log gives ``entry`` and ``at`` (ISO 8601, UTC).
    ``undoes`` is the entry that an UNDO takes back. A clause of B without counterpart has an empty ``a_clause``.
    ``rationale`` is a value of ``matcher.relate.Rationale`` that the author chose, "" for the proposed one; ``deviations`` are
    those that the author leaves standing, as edited, None where they were left as proposed. The links of one act on several
    clauses share a ``group``. ``opinions`` are the entries of the opinions that an adjudicator settled by it; ``carried`` names
    the decision on an earlier edition that the author took over, None where the author decided. Read from the log, clauses have
    the ids of today; ``trail`` are the links it has had, where they changed: since which entry, and both ids.
    """

    a_standard: str
    a_clause: str
    b_standard: str
    b_clause: str
    decision: Decision
    author: str
    relation: Relation | None = None
    note: str = ""
    reason: str = ""
    group: str = ""
    model: str = ""
    a_hash: str = ""
    b_hash: str = ""
    seen: int = 0
    entry: int = 0
    at: str = ""
    undoes: int = 0
    rationale: str = ""
    deviations: tuple[Deviation, ...] | None = None
    opinions: tuple[int, ...] = ()
    carried: Carried | None = None
    trail: tuple[tuple[int, str, str], ...] = ()

    def link_at(self, entry: int) -> Link:
        """The link (both ids) as it was called at an entry of the log."""
        had = [(a, b) for number, a, b in self.trail if number <= entry]
        return had[-1] if had else (self.a_clause, self.b_clause)
