"""What differs between the clauses of a proposal: limits, modal verbs, methods, conditions, references, one-sided demands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.units import NOT_THE_SAME, obstacle
from ingest.clause import Clause, Kind
from matcher.cited import reference_deviations
from matcher.condition import REASONS, excluding
from matcher.coverage import Coverage, Said
from matcher.gases import agree, is_mixed
from matcher.limit_pairs import divided_otherwise, pairs, unlike_pairs
from matcher.limits import NO_DIRECTION, OTHER_DIVISION, Limit, limits, opposed, same, stricter
from matcher.match import Deviation, DeviationKind, Side, Span
from matcher.modality import modality_deviations
from matcher.scope import is_scope_title
from matcher.scope_deviation import scope_deviations
from matcher.scope_verdict import ScopeVerdict
from matcher.unsaid import Piece, Role

OTHER_METHOD = "different method of measurement"
OTHER_CONDITION = "different conditions"
# what is set on the instrument, by value; a method is another one where the values differ
_METHODS = {
    "fast": re.compile(r"快挡|[“\"]?F[”\"]?\s?挡|time weighting F|\bfast\b|«?быстро»?|характеристик\w+ F", re.I),
    "slow": re.compile(r"慢挡|[“\"]?S[”\"]?\s?挡|time weighting S|\bslow\b|«?медленно»?|характеристик\w+ S", re.I),
    "impulse": re.compile(r"脉冲挡|time weighting I\b|«?импульс»?", re.I),
}
_TEST = re.compile(r"试验|检验方法|\btests?\b|\bverification\b|испытани|thử nghiệm", re.I)
# numbers that say how a result is worked out, not what it must be
_WORKED_OUT = re.compile(
    r"修约|有效位数|包含概率|置信|round(?:ed|ing)?\b|nearest|coverage probability|confidence|округл|охват\w*|làm tròn", re.I
)
_SEVERAL, _MOST = 3, 0.6
_AROUND = 40
_SURROUNDINGS = frozenset({"K1", "L-1 M1 T-2", "L3 N-1"})
"""Temperature, pressure and molar volume without words of comparison: under which a value is measured or converted."""
_DIFFERING = frozenset({Role.CONDITION, Role.EXCEPTION})


@dataclass(frozen=True)
class Parts:
    """The parts of both sides' sentences, how alike they are (a parts, b parts), and which the other side does not say.

    ``only_a`` and ``only_b``: places of the parts that are missing on the other side.
    """

    a: tuple[Piece, ...]
    b: tuple[Piece, ...]
    similarity: NDArray[np.float32]
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]


def deviations(
    a: Sequence[Clause],
    b: Sequence[Clause],
    coverage: Coverage,
    parts: Parts,
    above: Callable[[Clause], str] = lambda _: "",
    scopes: ScopeVerdict | None = None,
) -> tuple[Deviation, ...]:
    """The deviations between ``a`` and ``b``, the clauses of one proposal, in order of kind, then of place.

    ``coverage`` holds their sentences, ``parts`` what these are made of; ``above`` gives what stands above a clause (titles),
    where conditions may be stated; ``scopes`` how the scopes of the two standards lie to each other. In a term everything that
    differs is a deviation of the definition, in the clause that says what a standard is for, of the scope.
    """
    found = [*_limits(a, b, coverage, above), *modality_deviations(coverage)]
    for i, j in coverage.links:
        found += _methods(coverage, i, j)
    found += reference_deviations(a, b, coverage.alike)
    found += _edited(coverage, found)
    found += _one_sided(parts, found)
    if any(c.kind is Kind.TERM for c in (*a, *b)):
        found = [replace(d, kind=DeviationKind.DEFINITION) for d in found if d.kind is not DeviationKind.MODALITY]
    elif is_scope(a, b):
        told = [*scope_deviations(scopes, a, b)] if scopes else []
        found = [d for d in found if d.kind is DeviationKind.REFERENCE] + (told or [*_of_scope(found)])
    return tuple(found)


def is_reworded(coverage: Coverage) -> bool:
    """Whether two sentences of one language that are nearly the same have other words in a place."""
    return any(found.replaced for _, _, found in coverage.edits)


def _edited(coverage: Coverage, known: Sequence[Deviation]) -> Iterator[Deviation]:
    """What one of two sentences that are nearly the same has beyond the other; of what is told already nothing is said."""
    told = [span for d in known for span in (*d.a, *d.b)]
    for x, y, found in coverage.edits:
        for said, places, ours in ((x, found.only_a, True), (y, found.only_b, False)):
            for start, end in places:
                span = Span(said.clause.id, start, end)
                if not _is_told(span, told):
                    yield _only(
                        DeviationKind.MISSING if ours else DeviationKind.ADDED, said.clause.text[start:end], span, ours=ours
                    )


def _only(kind: DeviationKind, words: str, span: Span, *, ours: bool, less: bool = False) -> Deviation:
    """What one side alone has: it demands more by that, or ``less``."""
    side = Side.A if ours != less else Side.B
    if ours:
        return Deviation(kind, a_text=words, a=(span,), comparable=True, stricter=side)
    return Deviation(kind, b_text=words, b=(span,), comparable=True, stricter=side)


def is_scope(a: Sequence[Clause], b: Sequence[Clause]) -> bool:
    """Whether both sides are the clause that says what the standard is for."""
    return all(any(is_scope_title(c.title) for c in side) for side in (a, b))


def _of_scope(found: Sequence[Deviation]) -> Iterator[Deviation]:
    """Which of two scopes is wider is not told by what one of them alone names (``matcher.scope`` judges that)."""
    for d in found:
        if d.kind not in (DeviationKind.REFERENCE, DeviationKind.MODALITY):
            yield replace(d, kind=DeviationKind.SCOPE, comparable=False, stricter=Side.NOT_COMPARABLE)


def _one_sided(parts: Parts, known: Sequence[Deviation]) -> Iterator[Deviation]:
    """What one side alone says: conditions of both sides that answer to each other, then what is left over on either."""
    told = [span for d in known for span in (*d.a, *d.b)]
    ours = [i for i in parts.only_a if not _is_told(_place(parts.a[i]), told)]
    theirs = [j for j in parts.only_b if not _is_told(_place(parts.b[j]), told)]
    bound = [(i, j) for i in ours for j in theirs if {parts.a[i].role, parts.b[j].role} <= _DIFFERING]
    for i, j in sorted(bound, key=lambda pair: -parts.similarity[pair]):
        if i in ours and j in theirs:
            ours.remove(i)
            theirs.remove(j)
            yield Deviation(
                DeviationKind.CONDITION,
                parts.a[i].sentence.text,
                parts.b[j].sentence.text,
                (_place(parts.a[i]),),
                (_place(parts.b[j]),),
                reason=OTHER_CONDITION,
            )
    if _hardly_answer(parts):
        return
    yield from (_alone(parts.a[i], ours=True) for i in ours)
    yield from (_alone(parts.b[j], ours=False) for j in theirs)


def _hardly_answer(parts: Parts) -> bool:
    """Whether most of either side is said there alone: the clauses hardly answer to each other, and a list would say nothing."""
    return min(len(parts.a), len(parts.b)) >= _SEVERAL and all(
        len(only) > _MOST * len(own) for only, own in ((parts.only_a, parts.a), (parts.only_b, parts.b))
    )


def _alone(piece: Piece, *, ours: bool) -> Deviation:
    """A part that one side alone has: more is demanded there, but by an exception less; a condition narrows what it is put on."""
    bound = piece.role in _DIFFERING
    kind = DeviationKind.CONDITION if bound else DeviationKind.MISSING if ours else DeviationKind.ADDED
    return _only(kind, piece.sentence.text, _place(piece), ours=ours, less=bound)


def _place(piece: Piece) -> Span:
    return Span(piece.said.clause.id, piece.sentence.start, piece.sentence.end)


def _is_told(span: Span, told: Sequence[Span]) -> bool:
    """Whether another deviation already speaks of these characters."""
    return any(s.clause == span.clause and span.start < s.end and s.start < span.end for s in told)


def _limits(a: Sequence[Clause], b: Sequence[Clause], coverage: Coverage, above: Callable[[Clause], str]) -> Iterator[Deviation]:
    def alike(x: Limit, y: Limit) -> float:
        return coverage.alike(x.clause.id, x.quantity.value_start, y.clause.id, y.quantity.value_start)

    ours, theirs = limits(a, above), limits(b, above)
    found = pairs(ours, theirs, alike)
    for x, y in unlike_pairs(ours, theirs, found, alike):
        u, v = x.quantity.unit, y.quantity.unit
        reason = (obstacle(u, v) if u and v else "") or NOT_THE_SAME
        yield Deviation(DeviationKind.LIMIT, _words(x), _words(y), (_span(x),), (_span(y),), reason=reason)
    divided = divided_otherwise(ours, theirs, found)
    if divided:
        x, y = divided
        yield Deviation(DeviationKind.LIMIT, _words(x), _words(y), (_span(x),), (_span(y),), reason=OTHER_DIVISION)
    for x, y in found:
        p, q = x.quantity, y.quantity
        agreed = agree((x.clause, p), (y.clause, q)) if is_mixed(p, q) else same(p, q)
        if agreed and not opposed(p, q) and not _under_other_conditions(x, y):
            continue
        comparable, side, reason = stricter(x, y)
        tested = all(_TEST.search(above(z.clause)) for z in (x, y)) or all(_WORKED_OUT.search(_around(z)) for z in (x, y))
        set_up = reason == NO_DIRECTION and x.quantity.dimension in _SURROUNDINGS and not (x.row or y.row)
        kind = DeviationKind.METHOD if tested or set_up else DeviationKind.LIMIT
        yield Deviation(kind, _words(x), _words(y), (_span(x),), (_span(y),), comparable, side, reason)


def _under_other_conditions(x: Limit, y: Limit) -> bool:
    """Whether one value is set under conditions that exclude each other: 85 dB(A) over 8 h, and over 15 min.

    What is measured is often said by titles alone, which part limits that are the same.
    """
    return excluding(x.conditions, y.conditions) not in ("", REASONS["measurand"])


def _words(x: Limit) -> str:
    return x.clause.text[x.quantity.start : x.quantity.end]


def _around(x: Limit) -> str:
    return x.clause.text[max(0, x.quantity.start - _AROUND) : x.quantity.end + _AROUND // 4]


def _span(x: Limit) -> Span:
    return Span(x.clause.id, x.quantity.start, x.quantity.end)


def _methods(coverage: Coverage, i: int, j: int) -> Iterator[Deviation]:
    """Another setting of the instrument for the same measurement."""
    x, y = coverage.a[i], coverage.b[j]
    ours, theirs = ({v: m for v, p in _METHODS.items() for m in [p.search(s.sentence.text)] if m} for s in (x, y))
    if not ours or not theirs or ours.keys() & theirs.keys():
        return
    (m, n) = next(iter(ours.values())), next(iter(theirs.values()))
    yield Deviation(DeviationKind.METHOD, m.group(), n.group(), _found(x, m), _found(y, n), reason=OTHER_METHOD)


def _found(said: Said, m: re.Match[str]) -> tuple[Span, ...]:
    return (Span(said.clause.id, said.sentence.start + m.start(), said.sentence.start + m.end()),)
