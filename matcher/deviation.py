"""What differs between the clauses of a proposal: limits, modal verbs, conditions, references, and what one side alone demands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.lexical import anchors
from ingest.clause import Clause, Provision
from matcher.condition import Condition, conditions
from matcher.coverage import Coverage, Said
from matcher.limits import Limit, limits, pairs, same, stricter
from matcher.match import Deviation, DeviationKind, Side, Span

OTHER_REFERENCES = "different documents are referred to"
_STRENGTH = {Provision.REQUIREMENT: 4, Provision.INSTRUCTION: 4, Provision.RECOMMENDATION: 3, Provision.PERMISSION: 2, Provision.STATEMENT: 1}
_EXCEPTION = re.compile(
    r"除[^，。；\n]{1,30}?外|不适用于|(?<![A-Za-z])(?:unless|except(?: for| where| that)?|other than|with the exception of|does not apply)(?![A-Za-z])|"
    r"за исключением|кроме случаев|если не|не распространяется|trừ khi|ngoại trừ|sauf|kecuali|إلا|باستثناء",
    re.I,
)

Alike = Callable[[Limit, Limit], float]


def deviations(
    a: Sequence[Clause], b: Sequence[Clause], coverage: Coverage, above: Callable[[Clause], str] = lambda _: ""
) -> tuple[Deviation, ...]:
    """The deviations between ``a`` and ``b``, the clauses of one proposal, in order of kind, then of place.

    ``coverage`` holds their sentences; ``above`` gives what stands above a clause (titles), where conditions may be stated.
    """
    found = [
        *_limits(a, b, coverage, above),
        *_modality(a, b),
        *_exceptions(a, b),
        *_references(a, b),
    ]
    told = [span for d in found for span in (*d.a, *d.b)]
    found += [_one_sided(s, DeviationKind.MISSING) for s in coverage.only_a if not _told(s, told)]
    found += [_one_sided(s, DeviationKind.ADDED) for s in coverage.only_b if not _told(s, told)]
    return tuple(found)


def _told(said: Said, spans: Sequence[Span]) -> bool:
    """Whether another deviation already speaks of this sentence."""
    return any(s.clause == said.clause.id and said.sentence.start <= s.start < said.sentence.end for s in spans)


def _one_sided(said: Said, kind: DeviationKind) -> Deviation:
    """A sentence that one side alone has: more is demanded there."""
    span = (Span(said.clause.id, said.sentence.start, said.sentence.end),)
    if kind is DeviationKind.MISSING:
        return Deviation(kind, a_text=said.sentence.text, a=span, comparable=True, stricter=Side.A)
    return Deviation(kind, b_text=said.sentence.text, b=span, comparable=True, stricter=Side.B)


def _limits(a: Sequence[Clause], b: Sequence[Clause], coverage: Coverage, above: Callable[[Clause], str]) -> list[Deviation]:
    ours, theirs = limits(a, above), limits(b, above)

    def alike(x: Limit, y: Limit) -> float:
        return coverage.alike(x.clause.id, x.quantity.value_start, y.clause.id, y.quantity.value_start)

    found = []
    for x, y in pairs(ours, theirs, alike):
        if same(x.quantity, y.quantity) and not (_open(x) != _open(y) and _bounds(x) == _bounds(y)):
            continue
        comparable, side, reason = stricter(x, y)
        found.append(
            Deviation(DeviationKind.LIMIT, _words(x), _words(y), (_place(x),), (_place(y),), comparable, side, reason)
        )
    return found


def _open(x: Limit) -> bool:
    return x.quantity.comparator.value in "<>"


def _bounds(x: Limit) -> bool:
    return x.quantity.comparator.value in "≤<"


def _words(x: Limit) -> str:
    return x.clause.text[x.quantity.start : x.quantity.end]


def _place(x: Limit) -> Span:
    return Span(x.clause.id, x.quantity.start, x.quantity.end)


def _modality(a: Sequence[Clause], b: Sequence[Clause]) -> list[Deviation]:
    """One side demands what the other recommends or permits: the strongest provisions of both sides differ."""
    ours, theirs = (max(side, key=lambda c: _STRENGTH.get(c.provision, 0), default=None) for side in (a, b))
    if ours is None or theirs is None:
        return []
    x, y = _STRENGTH.get(ours.provision, 0), _STRENGTH.get(theirs.provision, 0)
    if x == y or min(x, y) < 2:  # a statement beside a provision is mostly a title or a definition: no modal verb to set against another
        return []
    spans = tuple(_modal_spans(c) for c in (ours, theirs))
    texts = [c.text[s[0].start : s[0].end] if s else c.provision.value for c, s in zip((ours, theirs), spans, strict=True)]
    return [Deviation(DeviationKind.MODALITY, texts[0], texts[1], spans[0], spans[1], True, Side.A if x > y else Side.B)]


def _modal_spans(clause: Clause) -> tuple[Span, ...]:
    """The first modal verb that makes the clause what it is."""
    from ingest.provision import modals

    return tuple(Span(clause.id, m.start, m.end) for m in modals(clause.text, clause.lang, "") if m.provision == clause.provision)[:1]


def _exceptions(a: Sequence[Clause], b: Sequence[Clause]) -> list[Deviation]:
    """An exception that one side alone makes: that side demands less."""
    ours, theirs = ([(c, m) for c in side for m in _EXCEPTION.finditer(c.text)] for side in (a, b))
    if bool(ours) == bool(theirs):
        return []
    clause, m = (ours or theirs)[0]
    span = (Span(clause.id, m.start(), m.end()),)
    if ours:
        return [Deviation(DeviationKind.CONDITION, a_text=m.group(), a=span, comparable=True, stricter=Side.B)]
    return [Deviation(DeviationKind.CONDITION, b_text=m.group(), b=span, comparable=True, stricter=Side.A)]


def _references(a: Sequence[Clause], b: Sequence[Clause]) -> list[Deviation]:
    """Documents that the two sides refer to, where no number is common to both (an adopted standard keeps the number of its parent)."""
    ours, theirs = ({x.key: (c, x) for c in side for x in anchors(c.text, c.lang, words=False) if x.kind == "designation"} for side in (a, b))
    if not ours or not theirs or ours.keys() & theirs.keys():
        return []
    (x, at_x), (y, at_y) = next(iter(ours.values())), next(iter(theirs.values()))
    return [
        Deviation(
            DeviationKind.REFERENCE,
            x.text[at_x.start : at_x.end],
            y.text[at_y.start : at_y.end],
            (Span(x.id, at_x.start, at_x.end),),
            (Span(y.id, at_y.start, at_y.end),),
            reason=OTHER_REFERENCES,
        )
    ]


def excluded(a: Sequence[Clause], b: Sequence[Clause], groups: Sequence[str]) -> tuple[Condition, Condition] | None:
    """Conditions of ``groups`` that exclude each other as a whole: each side states that group, and no value is common."""
    for group in groups:
        ours, theirs = ([c for clause in side for c in conditions(f"{clause.title}\n{clause.text}") if c.group == group] for side in (a, b))
        if ours and theirs and not {c.value for c in ours} & {c.value for c in theirs}:
            return ours[0], theirs[0]
    return None
