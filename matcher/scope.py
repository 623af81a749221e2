"""The scopes of two standards against each other: the same, one wider, overlapping, disjoint, or not to be told, with reasons.

Two standards are compared by what their scopes name in the same values (``matcher.scope_reading``), by the values up to which
they hold, and by what they leave out. Each difference is a ``ScopeReason`` with the words of both sides; the verdict follows
from them by rule:

- disjoint, where what the standards are for, or what they limit, excludes each other (noise at work, noise at a boundary);
- undetermined, where a scope is not stated or its language not read, where the two are for different things that do not exclude
  each other, or where nothing of a scope is in the table;
- else overlap, where either side reaches further somewhere; A wider or B wider, where one side alone does; the same, where
  neither does. What cannot be put in order (places named in another way) leaves a verdict undetermined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.clause import Document
from ingest.designation import parse
from matcher.comparators import LOWER, UPPER
from matcher.match import Side, Span
from matcher.scope_reading import Bound, Excluded, Named, Scope, Value, is_scope_title, scope_of, vocabulary
from matcher.scope_verdict import ScopeKind, ScopeReason, ScopeVerdict, ScopeWhy

__all__ = ["ScopeKind", "ScopeReason", "ScopeVerdict", "ScopeWhy", "apart", "is_scope_title", "scope_relation"]


def scope_relation(a: Document, b: Document) -> ScopeVerdict:
    """How the scopes of two standards lie to each other. Languages: those of ``scope_reading.READ``; others are undetermined."""
    ours, theirs = scope_of(a), scope_of(b)
    if apart_by := [*_apart(ours, theirs)]:
        return ScopeVerdict(ScopeKind.DISJOINT, tuple(apart_by))
    if unread := [*_unread(ours, theirs)]:
        return ScopeVerdict(ScopeKind.UNDETERMINED, tuple(unread))
    shared = _kin(ours, theirs, "subject")
    if not shared:
        return ScopeVerdict(ScopeKind.UNDETERMINED, (_other(ours, theirs),))
    found = [
        _both(ScopeWhy.SHARED, Side.SAME, *shared),
        *(r for table in ("subject", "agent", "manner", "place", "sector") for r in _extra(ours, theirs, table)),
        *_bounds(ours, theirs),
        *_left_out(ours, theirs),
        *_territory(a, b),
    ]
    return ScopeVerdict(_kind(found), tuple(found))


def apart(a: Document, b: Document) -> str:
    """Why nothing of ``a`` can be compared with anything of ``b``; "" where their scopes may meet."""
    return scope_relation(a, b).apart


def _kind(reasons: Sequence[ScopeReason]) -> ScopeKind:
    sides = {r.wider for r in reasons}
    if {Side.A, Side.B} <= sides:
        return ScopeKind.OVERLAP
    if Side.NOT_COMPARABLE in sides:
        return ScopeKind.UNDETERMINED
    return ScopeKind.A_WIDER if Side.A in sides else ScopeKind.B_WIDER if Side.B in sides else ScopeKind.SAME


def _unread(ours: Scope, theirs: Scope) -> Iterator[ScopeReason]:
    """Why a scope cannot be judged at all; a title alone still says what a standard is for, but not where it ends."""
    for scope, side in ((ours, Side.A), (theirs, Side.B)):
        why = (
            ScopeWhy.UNREAD
            if not scope.read
            else ScopeWhy.UNSTATED
            if not scope.stated
            else ScopeWhy.UNKNOWN
            if not scope.values("subject")
            else None
        )
        if why:
            words = scope.lang or "?"
            yield _one(ScopeReason(why, Side.NOT_COMPARABLE), words if why is ScopeWhy.UNREAD else "–", (), side)


def _one(reason: ScopeReason, text: str, spans: tuple[Span, ...], side: Side) -> ScopeReason:
    return replace(reason, a_text=text, a=spans) if side is Side.A else replace(reason, b_text=text, b=spans)


def _met(value: str, by: frozenset[str], table: str) -> bool:
    """Whether a value is among ``by``, or lies in one of them."""
    return value in by or bool(vocabulary().wider[table, value] & by)


def _kin(ours: Scope, theirs: Scope, table: str) -> tuple[tuple[Named, ...], tuple[Named, ...]] | None:
    """The words of both sides for the values that they share; None without any."""
    a, b = ours.values(table), theirs.values(table)
    of_a = frozenset(v for v in a if _met(v, b, table)) | frozenset(
        v for v in a if any(_met(w, frozenset({v}), table) for w in b)
    )
    of_b = frozenset(v for v in b if _met(v, a, table)) | frozenset(
        v for v in b if any(_met(w, frozenset({v}), table) for w in a)
    )
    return (ours.named(table, of_a), theirs.named(table, of_b)) if of_a else None


def _apart(ours: Scope, theirs: Scope) -> Iterator[ScopeReason]:
    """Subjects, or agents, of one family of which no two agree and no two lie in one wider thing.

    What has no family and is named besides (hearing protectors in a standard on noise) does not count, unless it is shared.
    """
    for table, why in (("subject", ScopeWhy.SUBJECT), ("agent", ScopeWhy.AGENT)):
        a, b = ours.values(table), theirs.values(table)
        kept = [frozenset(v for v in side if vocabulary().family[table, v]) for side in (a, b)]
        families = [{vocabulary().family[table, v] for v in side} for side in kept]
        above = [frozenset(w for v in side for w in vocabulary().wider[table, v]) for side in kept]
        if all(kept) and families[0] == families[1] and not _kin(ours, theirs, table) and not above[0] & above[1]:
            yield _both(why, Side.NOT_COMPARABLE, ours.named(table, kept[0]), theirs.named(table, kept[1]))


def _other(ours: Scope, theirs: Scope) -> ScopeReason:
    a, b = ours.values("subject"), theirs.values("subject")
    return _both(ScopeWhy.OTHER, Side.NOT_COMPARABLE, ours.named("subject", a), theirs.named("subject", b))


def _extra(ours: Scope, theirs: Scope, table: str) -> Iterator[ScopeReason]:
    """What one side covers beyond the other, in the values of one table."""
    a, b = ours.values(table), theirs.values(table)
    more_a, more_b = _beyond(ours, b, table), _beyond(theirs, a, table)
    if table != "subject" and a and b and not _kin(ours, theirs, table):
        yield _both(ScopeWhy.ELSEWHERE, Side.NOT_COMPARABLE, ours.named(table, a), theirs.named(table, b))
        return
    for more, other, side in ((more_a, theirs, Side.A), (more_b, ours, Side.B)):
        scope = ours if side is Side.A else theirs
        words = scope.named(table, more)
        if not words:
            continue
        if other.values(table):
            inside = frozenset(v for v in other.values(table) if vocabulary().wider[table, v] & more)
            yield _sided(ScopeWhy.NAMED, side, words, other.named(table, inside), side)
        elif table == "place" and all(w.applies and not w.besides for w in words):
            wider = Side.B if side is Side.A else Side.A
            yield _one(ScopeReason(ScopeWhy.LIMITED, wider), _joined(words), _spans(words), side)


def _beyond(scope: Scope, other: frozenset[str], table: str) -> frozenset[str]:
    """The values that ``scope`` covers and the other does not; of subjects those alone to which it is said to apply."""
    told = {n.value[1] for n in scope.covered if n.value[0] == table and (n.applies or table != "subject")}
    return frozenset(v for v in told if not _met(v, other, table))


def _bounds(ours: Scope, theirs: Scope) -> Iterator[ScopeReason]:
    """The first upper (or lower) value of either side in each dimension."""
    for comparators, sign in ((UPPER, 1), (LOWER, -1)):
        first: list[dict[str, Bound]] = [{}, {}]
        for found, scope in zip(first, (ours, theirs), strict=True):
            for bound in scope.bounds:
                if bound.quantity.comparator in comparators:
                    found.setdefault(bound.quantity.dimension, bound)
        for dimension in sorted(first[0].keys() | first[1].keys()):
            x, y = (found.get(dimension) for found in first)
            if x and y:
                low, high = x.quantity.base() * sign, y.quantity.base() * sign
                wider = Side.SAME if low == high else Side.A if low > high else Side.B
                yield ScopeReason(ScopeWhy.BOUND, wider, x.text, y.text, (x.span,), (y.span,))
            elif alone := x or y:
                side, wider, other = (Side.A, Side.B, theirs) if x else (Side.B, Side.A, ours)
                unclear = next((b for b in other.bounds if b.quantity.dimension == dimension), None)
                if unclear is not None:
                    both = (alone, unclear) if x else (unclear, alone)
                    texts, spans = [b.text for b in both], [(b.span,) for b in both]
                    yield ScopeReason(ScopeWhy.BOUND, Side.NOT_COMPARABLE, texts[0], texts[1], spans[0], spans[1])
                    continue
                yield _one(ScopeReason(ScopeWhy.BOUNDED, wider), alone.text, (alone.span,), side)


def _left_out(ours: Scope, theirs: Scope) -> Iterator[ScopeReason]:
    """What one side leaves out: the other reaches further by it, unless it leaves out the same or is not about it at all."""
    open_a, open_b = _open(ours, theirs), _open(theirs, ours)
    unsure = ours.lang != theirs.lang and any(not v for _, v in open_a) and any(not v for _, v in open_b)
    for found, other, side in ((open_a, theirs, Side.A), (open_b, ours, Side.B)):
        wider = Side.B if side is Side.A else Side.A
        covered = {n.value for n in other.covered}
        named = {value for _, values in found for value in values & covered}
        met = tuple({n.value: n for n in other.covered if n.value in named and n.span is not None}.values())
        for why, items in (
            (ScopeWhy.COVERED, [e for e, v in found if v & covered]),
            (ScopeWhy.EXCLUDED, [e for e, v in found if not v & covered and (v or not unsure)]),
        ):
            for text, span in _adjacent(items):
                reason = _one(ScopeReason(why, wider), text, (span,), side)
                yield _one(reason, _joined(met), _spans(met), wider) if why is ScopeWhy.COVERED and met else reason
    if unsure:
        a, b = ([*_adjacent([e for e, v in found if not v])] for found in (open_a, open_b))
        words = ["; ".join(text for text, _ in side) for side in (a, b)]
        spans = [tuple(span for _, span in side) for side in (a, b)]
        yield ScopeReason(ScopeWhy.UNSURE, Side.NOT_COMPARABLE, words[0], words[1], spans[0], spans[1])


def _open(scope: Scope, other: Scope) -> list[tuple[Excluded, frozenset[Value]]]:
    """What ``scope`` leaves out and ``other`` does not, with the values by which it is known."""
    also = frozenset(v for e in other.excluded for v in e.values)
    own = frozenset(n.value for n in scope.covered)
    found = []
    for item in scope.excluded:
        values = item.values - own  # a part of what it is for is left out: the other values say which
        if any(_met(value, frozenset(v for t, v in also if t == table), table) for table, value in values) or (
            not values and any(_alike(item, e) for e in other.excluded if not e.values - own)
        ):
            continue
        subjects = {v for v in values if v[0] in ("subject", "agent")}
        cases = values - subjects
        if subjects and not cases and not any(n.value in subjects for n in other.covered):
            continue
        found.append((item, cases or values))
    return found


def _alike(a: Excluded, b: Excluded) -> bool:
    """Whether two things are named by nearly the same words: by the pairs of their letters (Dice)."""
    pairs = [{x.text.lower()[i : i + 2] for i in range(len(x.text) - 1)} for x in (a, b)]
    return 2 * len(pairs[0] & pairs[1]) >= 0.5 * (len(pairs[0]) + len(pairs[1]))


_GAP = 5  # characters between two things that are printed as one list


def _adjacent(items: Sequence[Excluded]) -> Iterator[tuple[str, Span]]:
    """What is left out, neighbours of one list joined, as printed."""
    joined: list[tuple[Excluded, Span]] = []
    for item in items:
        before = joined[-1][1] if joined else None
        if before is not None and before.clause == item.span.clause and 0 <= item.span.start - before.end <= _GAP:
            joined[-1] = (item, replace(before, end=item.span.end))
        else:
            joined.append((item, item.span))
    for item, span in joined:
        yield item.source[span.start : span.end], span


def _territory(a: Document, b: Document) -> Iterator[ScopeReason]:
    """A local standard (DB44/…) holds in one province, a national one of the same country in all."""
    names = [parse(d.standard.designation) for d in (a, b)]
    if not all(names):
        return
    local = [bool(n and n.publisher.startswith("DB")) for n in names]
    if local[0] == local[1] or not all(d.standard.lang == "zh" for d in (a, b)):
        return
    side = Side.A if local[0] else Side.B
    document = a if local[0] else b
    yield _one(ScopeReason(ScopeWhy.TERRITORY, Side.B if local[0] else Side.A), document.standard.designation, (), side)


def _sided(why: ScopeWhy, wider: Side, words: Sequence[Named], others: Sequence[Named], side: Side) -> ScopeReason:
    """A reason with the ``words`` of ``side`` and those of the other."""
    return _both(why, wider, words, others) if side is Side.A else _both(why, wider, others, words)


def _both(why: ScopeWhy, wider: Side, a: Sequence[Named], b: Sequence[Named]) -> ScopeReason:
    return ScopeReason(why, wider, _joined(a), _joined(b), _spans(a), _spans(b))


def _joined(words: Sequence[Named]) -> str:
    return "; ".join(dict.fromkeys(w.text for w in words))


def _spans(words: Sequence[Named]) -> tuple[Span, ...]:
    return tuple(w.span for w in words if w.span is not None)
