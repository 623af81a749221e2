"""The types of a comparison of scopes: the verdict on two standards, its reasons, and what each reason says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.condition import conditions, disjoint
from matcher.match import Side, Span

OTHER_THINGS = "the two standards are for things that exclude each other"


class ScopeKind(StrEnum):
    """How the scopes of two standards lie to each other; B against A is the inverse."""

    SAME = "same"
    A_WIDER = "A wider"
    B_WIDER = "B wider"
    OVERLAP = "overlap"
    DISJOINT = "disjoint"
    UNDETERMINED = "undetermined"


class ScopeWhy(StrEnum):
    """What a reason says: a key whose sentence the interface has."""

    SHARED = "both are for this"
    SUBJECT = "they are for things that exclude each other"
    AGENT = "they limit different things"
    OTHER = "they are for different things"
    NAMED = "covered on one side alone"
    LIMITED = "one side alone is limited to this"
    ELSEWHERE = "delimited in another way"
    COVERED = "left out on one side, covered on the other"
    EXCLUDED = "left out on one side alone"
    UNSURE = "left out on both sides, in words that cannot be compared"
    BOUND = "holds up to another value"
    BOUNDED = "one side alone holds up to a value"
    TERRITORY = "a local standard"
    UNSTATED = "no sentence says what it applies to"
    UNREAD = "the language of the scope is not read"
    UNKNOWN = "nothing that the scope names is known"


@dataclass(frozen=True, slots=True)
class ScopeReason:
    """One thing in which two scopes agree or differ, in the words of both sides ("" where a side says nothing of it).

    ``wider`` is the side that reaches further by it: A or B; SAME where both agree; NOT_COMPARABLE where the difference cannot
    be put in order. ``a`` and ``b`` are the characters, without those words that stand in a title.
    """

    why: ScopeWhy
    wider: Side
    a_text: str = ""
    b_text: str = ""
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ScopeVerdict:
    """The relation of two scopes with its reasons; every pair of clauses of the two standards inherits it."""

    kind: ScopeKind
    reasons: tuple[ScopeReason, ...] = ()

    @property
    def apart(self) -> str:
        """Why nothing of the one answers to anything of the other (a message key); "" where that is not so.

        That is where the two measure different things (exposure at work, noise at a boundary). Standards for different things
        that measure the same, noise at the boundary of a plant and of a building site, may share definitions and methods: there
        only the limits cannot be compared (``limits_apart``).
        """
        if self.kind is not ScopeKind.DISJOINT:
            return ""
        words = [" ".join(r.a_text for r in self.reasons), " ".join(r.b_text for r in self.reasons)]
        return disjoint(conditions(words[0]), conditions(words[1]))

    @property
    def limits_apart(self) -> str:
        """Why no limit of the one can be compared with one of the other (a message key); "" where that is not so."""
        return OTHER_THINGS if self.kind is ScopeKind.DISJOINT else ""

    @property
    def bars_equal(self) -> bool:
        """Whether two clauses may not be called equal or equivalent before a person has looked at the scopes."""
        return self.kind in (ScopeKind.A_WIDER, ScopeKind.B_WIDER, ScopeKind.OVERLAP, ScopeKind.DISJOINT)
