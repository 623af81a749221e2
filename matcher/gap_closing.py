"""What a correspondence leaves open of a requirement, and what a measured value closes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.clause import Clause, Provision
from ingest.testreport import LabLine, Verdict
from matcher.comparators import Comparator
from matcher.gap import Arithmetic, Basis, Because, GapClass, Ground, TestItem, because
from matcher.gap_value import held
from matcher.limits import Limit, same, same_kind, stricter
from matcher.match import Deviation, DeviationKind, Relation, Side

Shown = Mapping[str, tuple[LabLine, ...]]
"""The lines of a report that pass, by clause (id) of A."""

_FOR_A_PERSON = frozenset({DeviationKind.SCOPE, DeviationKind.CONDITION, DeviationKind.DEFINITION, DeviationKind.MODALITY})
"""What cannot be compared and yet stood before the eyes of whoever called the clauses equivalent."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a clause of B, those of the clauses (ids) of A that answer to it, and the deviations that were judged."""

    own: tuple[Limit, ...]
    tested: Mapping[str, tuple[Limit, ...]]
    deviations: tuple[Deviation, ...] = ()


@dataclass(frozen=True, slots=True)
class Closed:
    """What is left: findings, what a delta test would have to show, and the arithmetic of what was closed or not."""

    grounds: tuple[Because, ...] = ()
    items: tuple[TestItem, ...] = ()
    arithmetic: tuple[Arithmetic, ...] = ()


def directed(own: Sequence[Limit], tested: Mapping[str, Sequence[Limit]], bases: Sequence[Basis]) -> tuple[Limit, ...]:
    """The limits of B, one that does not say which way it works by what was judged: if B is stricter and higher, from below."""
    found = list(own)
    for deviation in (one for basis in bases for one in basis.deviations if one.kind is DeviationKind.LIMIT):
        limit, theirs = named(deviation, found), [x for own in tested.values() for x in own]
        if limit is None or limit.quantity.comparator is not Comparator.EQUAL or deviation.stricter is not Side.B:
            continue
        beside = named(deviation.inverse, theirs)
        if not deviation.comparable or beside is None or not same_kind(beside.quantity, limit.quantity):
            continue
        way = Comparator.AT_LEAST if limit.quantity.base() > beside.quantity.base() else Comparator.AT_MOST
        found[found.index(limit)] = replace(limit, quantity=replace(limit.quantity, comparator=way))
    return tuple(found)


def is_open(deviation: Deviation) -> bool:
    """Whether B may ask for more by this difference."""
    if not deviation.comparable:
        return deviation.kind is not DeviationKind.MISSING
    return deviation.stricter in (Side.B, Side.MIXED)


def closing(basis: Basis, limits: Limits, passing: Shown, lang: str) -> Closed:
    """Of a correspondence by which A implies B: what its open deviations leave, one by one."""
    grounds: list[Because] = []
    items: list[TestItem] = []
    sums: list[Arithmetic] = []
    for deviation in filter(is_open, basis.deviations):
        found = against(deviation, limits, passing, lang)
        sums += found
        ground = _ground(deviation, found, implied=True)
        grounds.append(ground)
        if ground.leads is GapClass.DELTA:
            items.append(item(deviation))
    return Closed(tuple(grounds), tuple(items), tuple(dict.fromkeys(sums)))


def by_value(clause: Clause, bases: Sequence[Basis], limits: Limits, passing: Shown, lang: str) -> Closed:
    """Of correspondences none of which implies B: closed where measured values keep all that B limits beyond A.

    That asks for much: what differs is stated, and every open deviation is a limit that a result keeps; every limit of B is kept
    by a result or not looser in A; every sentence of B that demands something has such a limit. Else it is said what is open.
    """
    opened = [one for basis in bases for one in basis.deviations if is_open(one)]
    kept = {id(limit): _held(limit, limits, passing, lang) for limit in limits.own}
    sums = [one for found in kept.values() for one in found]
    stated = bool(opened) and all(one.deviations for one in bases if one.relation is Relation.INTERSECTS)
    closed = stated and all(_is_closed(one, limits, passing, lang) for one in opened)
    accounted = [limit for limit in limits.own if _is_kept(limit, limits, kept[id(limit)])]
    bounds = [limit for limit in limits.own if not limit.quantity.trigger]
    if closed and any(one.kept for one in sums) and all(limit in accounted for limit in bounds) and _all_told(clause, accounted):
        told = tuple(dict.fromkeys(one for one in sums if one.kept))
        return Closed((because(Ground.BY_VALUE, GapClass.MET), *_references(opened)), (), told)
    grounds = [_ground(one, against(one, limits, passing, lang), implied=False) for one in opened]
    left = [ground for ground in grounds if ground.leads is GapClass.DELTA]
    if not left:
        grounds.append(because(Ground.DEMANDS_MORE, GapClass.DELTA))
    items = tuple(item(one) for one, ground in zip(opened, grounds, strict=False) if ground.leads is GapClass.DELTA)
    told = tuple(dict.fromkeys(one for deviation in opened for one in against(deviation, limits, passing, lang)))
    return Closed(tuple(dict.fromkeys(grounds)), items, told)


def against(deviation: Deviation, limits: Limits, passing: Shown, lang: str) -> tuple[Arithmetic, ...]:
    """The results against the limit of B that a deviation names; () where it names none, or nothing can be said."""
    if deviation.kind is not DeviationKind.LIMIT:
        return ()
    limit = named(deviation, limits.own)
    return _held(limit, limits, passing, lang) if limit else ()


def item(deviation: Deviation) -> TestItem:
    """What a test has to show of a deviation."""
    return TestItem(deviation.kind.value, deviation.b_text, deviation.a_text, deviation.reason)


def _ground(deviation: Deviation, found: Sequence[Arithmetic], *, implied: bool) -> Because:
    told = {"kind": deviation.kind.value, "a": deviation.a_text, "b": deviation.b_text, "reason": deviation.reason}
    if found and all(one.kept for one in found):
        return because(Ground.BY_VALUE, GapClass.MET)
    if found:
        return because(Ground.OVER, GapClass.DELTA, **told)
    if deviation.comparable:
        return because(Ground.STRICTER, GapClass.DELTA, **told)
    if deviation.kind is DeviationKind.REFERENCE:
        return because(Ground.OTHER_REFERENCE, GapClass.CONDITION, **told)
    for_a_person = implied and deviation.kind in _FOR_A_PERSON
    return because(Ground.NOT_COMPARABLE, GapClass.CONDITION if for_a_person else GapClass.DELTA, **told)


def _references(opened: Sequence[Deviation]) -> tuple[Because, ...]:
    return tuple(_ground(one, (), implied=False) for one in opened if one.kind is DeviationKind.REFERENCE and not one.comparable)


def _is_closed(deviation: Deviation, limits: Limits, passing: Shown, lang: str) -> bool:
    if deviation.kind is DeviationKind.REFERENCE and not deviation.comparable:
        return True
    found = against(deviation, limits, passing, lang)
    return bool(found) and all(one.kept for one in found)


def _held(limit: Limit, limits: Limits, passing: Shown, lang: str) -> tuple[Arithmetic, ...]:
    found: list[Arithmetic] = []
    owners = _owners(limit, limits)
    for clause, lines in passing.items():
        if owners and clause not in owners:
            continue
        told = [line for line in lines if line.verdict is Verdict.PASS]
        found += held(limit, told, limits.tested.get(clause, ()), lang)
    return tuple(dict.fromkeys(found))


def _owners(limit: Limit, limits: Limits) -> frozenset[str]:
    """The clauses of A whose limit stands beside a limit of B, by a deviation or by its value; none where nothing tells."""
    for deviation in limits.deviations:
        if deviation.kind is DeviationKind.LIMIT and named(deviation, limits.own) is limit:
            beside = {own for own, theirs in limits.tested.items() if named(deviation.inverse, theirs) is not None}
            if beside:
                return frozenset(beside)
    return frozenset(own for own, theirs in limits.tested.items() if any(_is_same(x, limit) for x in theirs))


def _is_same(x: Limit, limit: Limit) -> bool:
    return same_kind(x.quantity, limit.quantity) and same(x.quantity, limit.quantity)


def _is_kept(limit: Limit, limits: Limits, found: Sequence[Arithmetic]) -> bool:
    """Whether a limit of B is kept by what was measured, or demanded at least so strictly by A."""
    if found:
        return all(one.kept for one in found)
    return any(_demands(x, limit) for own in limits.tested.values() for x in own)


def _demands(x: Limit, limit: Limit) -> bool:
    if not same_kind(x.quantity, limit.quantity) or x.quantity.trigger != limit.quantity.trigger:
        return False
    if same(x.quantity, limit.quantity):
        return True
    comparable, side, _ = stricter(x, limit)
    return comparable and side in (Side.A, Side.SAME)


def named(deviation: Deviation, own: Sequence[Limit]) -> Limit | None:
    """The limit among those of B that a deviation quotes; of A, for its inverse."""
    spans = [(one.clause, one.start, one.end) for one in deviation.b]
    for limit in own:
        q, text = limit.quantity, limit.clause.text
        if any(name == limit.clause.id and start < q.value_end and q.value_start < end for name, start, end in spans):
            return limit
        at = text.find(deviation.b_text) if deviation.b_text and not spans else -1
        if at >= 0 and at < q.value_end and q.value_start < at + len(deviation.b_text):
            return limit
    return None


def _all_told(clause: Clause, accounted: Sequence[Limit]) -> bool:
    """Whether every sentence that demands something has a limit that is kept."""
    demands = [s for s in clause.sentences if s.provision in (Provision.REQUIREMENT, Provision.INSTRUCTION)]
    told = demands or list(clause.sentences)
    return bool(told) and all(any(s.start <= x.quantity.value_start < s.end for x in accounted) for s in told)
