"""The deviations of two scope clauses from the verdict on the scopes: the wider scope asks more of who meets it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.clause import Clause
from matcher.match import Deviation, DeviationKind, Side, Span
from matcher.scope_verdict import ScopeReason, ScopeVerdict, ScopeWhy

_DIFFER = frozenset(
    {
        ScopeWhy.NAMED,
        ScopeWhy.LIMITED,
        ScopeWhy.ELSEWHERE,
        ScopeWhy.COVERED,
        ScopeWhy.EXCLUDED,
        ScopeWhy.BOUND,
        ScopeWhy.BOUNDED,
        ScopeWhy.SUBJECT,
        ScopeWhy.AGENT,
    }
)
_GAP = 14
"""Characters between words that are one thing: "fixed or mobile, including offshore"."""


def scope_deviations(verdict: ScopeVerdict, a: Sequence[Clause], b: Sequence[Clause]) -> tuple[Deviation, ...]:
    """The deviations of the scope clauses ``a`` and ``b``: one for each thing in which the scopes differ, as printed.

    The wider side is the stricter one, since more has to meet it; what cannot be put in order is not comparable. Reasons whose
    words stand in other clauses or in titles are left out.
    """
    found = (d for reason in verdict.reasons if reason.why in _DIFFER for d in _told(reason, a, b))
    return tuple(dict.fromkeys(found))


def _told(reason: ScopeReason, a: Sequence[Clause], b: Sequence[Clause]) -> Iterator[Deviation]:
    ours, theirs = [*_runs(reason.a, a)], [*_runs(reason.b, b)]
    pairs = [(x, y) for x in ours for y in theirs] if len(ours) == len(theirs) == 1 else [
        *((x, None) for x in ours), *((None, y) for y in theirs)
    ]  # fmt: skip
    for x, y in pairs:
        comparable = reason.wider in (Side.A, Side.B)
        yield Deviation(
            DeviationKind.SCOPE,
            x[0] if x else "",
            y[0] if y else "",
            (x[1],) if x else (),
            (y[1],) if y else (),
            comparable,
            reason.wider if comparable else Side.NOT_COMPARABLE,
        )


def _runs(spans: Sequence[Span], clauses: Sequence[Clause]) -> Iterator[tuple[str, Span]]:
    """Words and places of a reason in these clauses; those that nearly touch are one."""
    texts = {clause.id: clause.text for clause in clauses}
    runs: list[Span] = []
    for span in sorted((s for s in spans if s.clause in texts), key=lambda s: (s.clause, s.start)):
        last = runs[-1] if runs else None
        if (
            last is not None
            and last.clause == span.clause
            and span.start - last.end <= _GAP
            and "\n" not in texts[span.clause][last.end : max(span.start, last.end)]
        ):
            runs[-1] = Span(span.clause, last.start, max(last.end, span.end))
        else:
            runs.append(span)
    for span in runs:
        yield texts[span.clause][span.start : span.end], span
