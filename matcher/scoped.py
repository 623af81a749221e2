"""What the comparison of two scopes says of the clauses that state them, as deviations of kind scope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.clause import Clause
from matcher.match import Deviation, DeviationKind, Side
from matcher.scope_verdict import ScopeVerdict, ScopeWhy

OTHER_SCOPE = "the scopes differ here in a way that cannot be put in order"
_SAYS_NOTHING = frozenset({ScopeWhy.SHARED, ScopeWhy.OTHER, ScopeWhy.UNSTATED, ScopeWhy.UNREAD, ScopeWhy.UNKNOWN})


def scope_deviations(verdict: ScopeVerdict, a: Sequence[Clause], b: Sequence[Clause]) -> Iterator[Deviation]:
    """Each difference of the scopes whose words stand in the clauses ``a`` and ``b``: whose scope reaches further asks more."""
    ids = {clause.id for clause in (*a, *b)}
    for reason in verdict.reasons:
        spans = (*reason.a, *reason.b)
        if reason.why in _SAYS_NOTHING or not spans or any(span.clause not in ids for span in spans):
            continue
        ordered = reason.wider in (Side.A, Side.B)
        yield Deviation(
            DeviationKind.SCOPE,
            reason.a_text,
            reason.b_text,
            reason.a,
            reason.b,
            comparable=ordered,
            stricter=reason.wider if ordered else Side.NOT_COMPARABLE,
            reason="" if ordered else OTHER_SCOPE,
        )
