"""What two clauses cite of other standards: which citations answer to each other, and whether they mean the same document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from ingest.clause import Clause, Reference
from ingest.designation import parse
from matcher.match import Deviation, DeviationKind, Side, Span

OTHER_REFERENCES = "different documents are referred to"
ADOPTED = "a national standard against another that bears its number: the editions and the degree of adoption are to be compared"
OTHER_EDITION = "different editions of one document are referred to"
_NUMBER = re.compile(r"\d+(?:[.-]\d+)*")
_SHORTEST = 3
"""Digits of a number that says something by itself: ISO 9000 and GB 9000 may be one standard, Part 1 and GB 1 are not."""

Cited = tuple[Clause, Reference]
Alike = Callable[[str, int, str, int], float]


def references(clauses: Sequence[Clause]) -> tuple[Cited, ...]:
    """The citations of other standards in ``clauses``, in reading order, each document once a sentence at most."""
    return tuple((c, r) for c in clauses for r in c.references if r.standard)


def reference_deviations(a: Sequence[Clause], b: Sequence[Clause], alike: Alike) -> Iterator[Deviation]:
    """Citations of both sides that answer to each other and mean different documents or editions.

    They are brought together one to one: first what is the same document, then by number, then by how ``alike`` the sentences
    around them are. Of a side that cites nothing, nothing is said: a demand may be written out there.
    """
    from scipy.optimize import linear_sum_assignment

    ours, theirs = references(a), references(b)
    if not ours or not theirs:
        return
    likeness = [[alike(x.id, r.start, y.id, q.start) for y, q in theirs] for x, r in ours]
    gain = np.array(likeness) + np.array([[_kinship(r, q) for _, q in theirs] for _, r in ours])
    told: set[tuple[str, str]] = set()
    for i, j in zip(*linear_sum_assignment(gain, maximize=True), strict=True):
        (x, r), (y, q) = ours[int(i)], theirs[int(j)]
        reason = difference(r, q)
        if reason and (r.standard, q.standard) not in told:
            told.add((r.standard, q.standard))
            texts = x.text[r.start : r.end], y.text[q.start : q.end]
            spans = (Span(x.id, r.start, r.end),), (Span(y.id, q.start, q.end),)
            yield Deviation(DeviationKind.REFERENCE, *texts, *spans, stricter=Side.NOT_COMPARABLE, reason=reason)


def difference(a: Reference, b: Reference) -> str:
    """Why two citations do not mean the same; "" where they do. An undated one means any edition."""
    x, y = parse(a.standard), parse(b.standard)
    same = x.key[:2] == y.key[:2] if x and y else _undated(a.standard) == _undated(b.standard)
    if same:
        return OTHER_EDITION if a.dated and b.dated and a.standard.split() != b.standard.split() else ""
    return ADOPTED if _numbers(a) & _numbers(b) else OTHER_REFERENCES


def _kinship(a: Reference, b: Reference) -> float:
    reason = difference(a, b)
    return 4.0 if reason in ("", OTHER_EDITION) else 2.0 if reason == ADOPTED else 0.0


def _undated(designation: str) -> str:
    return re.sub(r"\s?[:—–]\s?(?:19|20)\d\d$", "", designation)


def _numbers(reference: Reference) -> set[str]:
    return {m for m in _NUMBER.findall(_undated(reference.standard)) if sum(c.isdigit() for c in m) >= _SHORTEST}
