"""What differs between the clauses of a proposal: limits, modal verbs, methods, exceptions, references, one-sided demands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from index.lexical import Anchor, anchors
from ingest.clause import Clause, Kind, Provision
from ingest.provision import Modal, modals
from matcher.coverage import Coverage, Said
from matcher.limits import Limit, limits, pairs, same, stricter
from matcher.match import Deviation, DeviationKind, Side, Span
from matcher.scope import is_scope_title

OTHER_REFERENCES = "different documents are referred to"
OTHER_METHOD = "different method of measurement"
_STRENGTH = {Provision.REQUIREMENT: 4, Provision.INSTRUCTION: 4, Provision.RECOMMENDATION: 3, Provision.PERMISSION: 2}
_EXCEPTION = re.compile(
    r"除[^，。；\n]{1,30}?外|除外|不适用于|(?<![A-Za-z])(?:unless|except(?: for| where| that)?|with the exception of|"
    r"does not apply)(?![A-Za-z])|"
    r"за исключением|кроме случаев|если не|не распространяется|trừ khi|ngoại trừ|sauf|kecuali|إلا|باستثناء",
    re.I,
)
# what is set on the instrument, by value; a method is another one where the values differ
_METHODS = {
    "fast": re.compile(r"快挡|[“\"]?F[”\"]?\s?挡|time weighting F|\bfast\b|«?быстро»?|характеристик\w+ F", re.I),
    "slow": re.compile(r"慢挡|[“\"]?S[”\"]?\s?挡|time weighting S|\bslow\b|«?медленно»?|характеристик\w+ S", re.I),
    "impulse": re.compile(r"脉冲挡|time weighting I\b|«?импульс»?", re.I),
}
_TEST = re.compile(r"试验|检验方法|\btests?\b|\bverification\b|испытани", re.I)


def deviations(
    a: Sequence[Clause], b: Sequence[Clause], coverage: Coverage, above: Callable[[Clause], str] = lambda _: ""
) -> tuple[Deviation, ...]:
    """The deviations between ``a`` and ``b``, the clauses of one proposal, in order of kind, then of place.

    ``coverage`` holds their sentences; ``above`` gives what stands above a clause (titles), where conditions may be stated.
    In a term differing limits are deviations of the definition; what the scope of one side alone names is a deviation of
    the scope.
    """
    linked = [(coverage.a[i], coverage.b[j]) for i, j in coverage.links]
    found = [*_limits(a, b, coverage, above)]
    for x, y in linked:
        found += [*_modality(x, y), *_methods(x, y), *_references(x, y), *_exceptions(x, y)]
    told = [span for d in found for span in (*d.a, *d.b)]
    missing, added = (DeviationKind.SCOPE,) * 2 if is_scope(a, b) else (DeviationKind.MISSING, DeviationKind.ADDED)
    found += [_one_sided(s, missing, ours=True) for s in coverage.only_a if not _told(s, told)]
    found += [_one_sided(s, added, ours=False) for s in coverage.only_b if not _told(s, told)]
    return tuple(found)


def is_scope(a: Sequence[Clause], b: Sequence[Clause]) -> bool:
    """Whether both sides are the clause that says what the standard is for."""
    return all(any(is_scope_title(c.title) for c in side) for side in (a, b))


def _told(said: Said, spans: Sequence[Span]) -> bool:
    """Whether another deviation already speaks of this sentence."""
    return any(s.clause == said.clause.id and said.sentence.start <= s.start < said.sentence.end for s in spans)


def _one_sided(said: Said, kind: DeviationKind, *, ours: bool) -> Deviation:
    """A sentence that one side alone has: more is demanded there; but which of two scopes is wider stays open."""
    span = (Span(said.clause.id, said.sentence.start, said.sentence.end),)
    comparable = kind is not DeviationKind.SCOPE
    side = (Side.A if ours else Side.B) if comparable else Side.NOT_COMPARABLE
    if ours:
        return Deviation(kind, a_text=said.sentence.text, a=span, comparable=comparable, stricter=side)
    return Deviation(kind, b_text=said.sentence.text, b=span, comparable=comparable, stricter=side)


def _limits(a: Sequence[Clause], b: Sequence[Clause], coverage: Coverage, above: Callable[[Clause], str]) -> Iterator[Deviation]:
    def alike(x: Limit, y: Limit) -> float:
        return coverage.alike(x.clause.id, x.quantity.value_start, y.clause.id, y.quantity.value_start)

    for x, y in pairs(limits(a, above), limits(b, above), alike):
        if same(x.quantity, y.quantity):
            continue
        comparable, side, reason = stricter(x, y)
        kind = DeviationKind.DEFINITION if Kind.TERM in (x.clause.kind, y.clause.kind) else DeviationKind.LIMIT
        if kind is DeviationKind.LIMIT and all(_TEST.search(above(z.clause)) for z in (x, y)):
            kind = DeviationKind.METHOD
        yield Deviation(kind, _words(x), _words(y), (_place(x),), (_place(y),), comparable, side, reason)


def _words(x: Limit) -> str:
    return x.clause.text[x.quantity.start : x.quantity.end]


def _place(x: Limit) -> Span:
    return Span(x.clause.id, x.quantity.start, x.quantity.end)


def _modality(x: Said, y: Said) -> Iterator[Deviation]:
    """One side demands what the other recommends: the strongest modal verbs of two sentences that answer to each other."""
    ours, theirs = _strongest(x), _strongest(y)
    if ours is None or theirs is None or _STRENGTH[ours.provision] == _STRENGTH[theirs.provision]:
        return
    side = Side.A if _STRENGTH[ours.provision] > _STRENGTH[theirs.provision] else Side.B
    spans = tuple(_at(s, m.start, m.end) for s, m in ((x, ours), (y, theirs)))
    yield Deviation(DeviationKind.MODALITY, ours.word, theirs.word, (spans[0],), (spans[1],), comparable=True, stricter=side)


def _strongest(said: Said) -> Modal | None:
    found = [m for m in modals(said.sentence.text, said.clause.lang, _publisher(said.clause)) if m.provision in _STRENGTH]
    return max(found, key=lambda m: _STRENGTH[m.provision], default=None)


def _publisher(clause: Clause) -> str:
    from ingest.designation import parse

    designation = parse(clause.standard)
    return designation.series if designation and designation.series else ""


def _at(said: Said, start: int, end: int) -> Span:
    return Span(said.clause.id, said.sentence.start + start, said.sentence.start + end)


def _methods(x: Said, y: Said) -> Iterator[Deviation]:
    """Another setting of the instrument for the same measurement."""
    ours, theirs = ({v: m for v, p in _METHODS.items() for m in [p.search(s.sentence.text)] if m} for s in (x, y))
    if not ours or not theirs or ours.keys() & theirs.keys():
        return
    (m, n) = next(iter(ours.values())), next(iter(theirs.values()))
    spans = (_at(x, *m.span()),), (_at(y, *n.span()),)
    yield Deviation(DeviationKind.METHOD, m.group(), n.group(), *spans, reason=OTHER_METHOD)


def _exceptions(x: Said, y: Said) -> Iterator[Deviation]:
    """An exception that one side alone makes: that side demands less."""
    ours, theirs = (_EXCEPTION.search(s.sentence.text) for s in (x, y))
    if ours and not theirs:
        yield Deviation(DeviationKind.CONDITION, a_text=ours.group(), a=(_at(x, *ours.span()),), comparable=True, stricter=Side.B)
    elif theirs and not ours:
        yield Deviation(
            DeviationKind.CONDITION, b_text=theirs.group(), b=(_at(y, *theirs.span()),), comparable=True, stricter=Side.A
        )


def _references(x: Said, y: Said) -> Iterator[Deviation]:
    """Documents that two sentences refer to, where no number is common to both (an adopted standard keeps its parent's)."""
    ours, theirs = (_designations(s) for s in (x, y))
    if not ours or not theirs or {a.key for a in ours} & {a.key for a in theirs}:
        return
    (m, n) = ours[0], theirs[0]
    texts = (x.sentence.text[m.start : m.end], y.sentence.text[n.start : n.end])
    spans = (_at(x, m.start, m.end),), (_at(y, n.start, n.end),)
    yield Deviation(DeviationKind.REFERENCE, *texts, *spans, reason=OTHER_REFERENCES)


def _designations(said: Said) -> list[Anchor]:
    return [a for a in anchors(said.sentence.text, said.clause.lang, words=False) if a.kind == "designation"]
