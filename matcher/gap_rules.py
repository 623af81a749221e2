"""The class of one requirement by itself: from the lines of the report and the correspondence, before what it rests on is asked.

Every rule adds findings and none takes one away, so that a line is as far from met as its worst finding. Met asks for all of it:
passed lines only, a correspondence that a person decided on the texts on file, by which whoever meets A meets B, and nothing
open that a measured value does not close.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ingest.clause import Clause
from ingest.designation import parse, same
from ingest.testreport import LabLine, LabReport, Verdict
from matcher.gap import SEVERITY, Arithmetic, Basis, Because, GapClass, Ground, Origin, TestItem, because, worst
from matcher.gap_closing import Closed, Limits, by_value, closing, directed, is_open, item
from matcher.gap_doubt import tells_of_failure
from matcher.gap_lines import Says, Shown, shown
from matcher.gap_methods import elsewhere
from matcher.limits import Limit, limits
from matcher.match import Advice, DeviationKind, Relation

_BARS = {Says.FAIL: Ground.FAILED, Says.NOT_TESTED: Ground.NOT_TESTED, Says.UNSAID: Ground.UNSAID}
"""What bars a requirement, whichever of its correspondences it stands on."""
_VALUES = (DeviationKind.LIMIT, DeviationKind.METHOD, DeviationKind.REFERENCE)
_GOOD = (Says.PASS, Says.PARTLY, Says.PARENT)


@dataclass(frozen=True, slots=True)
class Sides:
    """The report with the clauses of A (by id) that it was made against and the bases of the clauses of B.

    ``labels`` are the labels of these clauses in the edition of the report, where that is another one that is on file.
    """

    report: LabReport
    tested: Mapping[str, Clause]
    bases: Mapping[str, tuple[Basis, ...]]
    absent: Mapping[str, Because]
    labels: Mapping[str, str] | None = None

    def shown(self, clause: str) -> Shown:
        """What the report shows of a clause of A."""
        found = self.tested.get(clause)
        label = found.cited if found and self.labels is None else (self.labels or {}).get(clause, "")
        return shown(self.lines, label) if label else Shown(Says.NOTHING)

    @property
    def lines(self) -> tuple[LabLine, ...]:
        """The lines of the report; one that names another standard is about no clause of A."""
        return tuple(one for one in self.report.lines if not one.standard or _names(one.standard, self.report.standard))


def _names(standard: str, own: str) -> bool:
    """Whether a designation on a line is that of the report, or names no edition of it."""
    parsed = parse(standard)
    return same(standard, own) or (same(standard, own, any_edition=True) and parsed is not None and not parsed.year)


@dataclass(frozen=True, slots=True)
class Own:
    """What the rules find of one clause: the grounds, the correspondences that count, and what stands behind them."""

    grounds: tuple[Because, ...]
    bases: tuple[Basis, ...] = ()
    lines: tuple[int, ...] = ()
    arithmetic: tuple[Arithmetic, ...] = ()
    items: tuple[TestItem, ...] = ()
    limits: tuple[Limit, ...] = field(default=())

    @property
    def origin(self) -> Origin:
        """Decided where every correspondence that counts was."""
        if not self.bases:
            return Origin.NONE
        return Origin.DECIDED if all(one.origin is Origin.DECIDED for one in self.bases) else Origin.PROPOSED


def judged(clause: Clause, sides: Sides, *, method: bool, tested: bool) -> Own:
    """What the rules find of a clause of B; ``method``: it says how something is tested; ``tested``: another says so of it."""
    known = sides.bases.get(clause.id, ())
    usable = tuple(one for one in known if _is_usable(one))
    own_limits = limits_of(clause)
    if not usable:
        return replace(_without(clause, sides, bool(known), can_test=method or tested), bases=known, limits=own_limits)
    implied = [_implied(one, sides, own_limits, method=method) for one in usable if one.implies]
    best = min(implied, key=lambda one: SEVERITY[worst(one.grounds)], default=None)
    found = best or _together(clause, usable, sides, own_limits, can_test=method or tested)
    barred = [ground for ground in _bars(usable, sides) if ground not in found.grounds]
    lines = tuple(sorted({line.number for one in usable for own in one.a_clauses for line in sides.shown(own).lines}))
    grounds = (*found.grounds, *barred, *_cited(clause, found, sides))
    items = found.items or ((TestItem("clause"),) if worst(grounds) is GapClass.DELTA else ())
    return Own(tuple(dict.fromkeys(grounds)), found.bases, lines, found.arithmetic, items, own_limits)


@lru_cache(maxsize=4096)
def limits_of(clause: Clause) -> tuple[Limit, ...]:
    """The limits of a clause by its own words; read once, many reports are held against them."""
    return limits((clause,), lambda _: "")


def _is_usable(basis: Basis) -> bool:
    """Whether anything can rest on a correspondence; that clauses are not related, as a person decided, is none."""
    decided = basis.origin is Origin.DECIDED and basis.relation is not Relation.NONE
    return decided or basis.unsure or basis.advice is Advice.PROPOSE


def _without(clause: Clause, sides: Sides, asked: bool, *, can_test: bool) -> Own:
    """A requirement that nothing in A answers to: a delta test where it is known how it is tested."""
    leads = GapClass.DELTA if can_test else GapClass.OPEN
    if asked:
        reason = because(Ground.ASKED, leads, clauses=_labels(sides.bases[clause.id], sides))
    elif clause.id in sides.absent:
        reason = replace(sides.absent[clause.id], leads=leads)
    else:
        reason = because(Ground.NOT_COMPARED, leads)
    grounds = (reason, *((because(Ground.METHOD_KNOWN, GapClass.DELTA),) if can_test else ()))
    return Own(grounds, items=(TestItem("clause"),) if can_test else ())


def _labels(bases: Sequence[Basis], sides: Sides) -> str:
    ids = dict.fromkeys(own for basis in bases for own in basis.a_clauses)
    return ", ".join(sides.tested[own].cited if own in sides.tested else own for own in ids)


# ---- one correspondence by which A implies B


def _implied(basis: Basis, sides: Sides, own: Sequence[Limit], *, method: bool) -> Own:
    grounds = [*_verdicts(basis, sides, implied=True, method=method), *_origin(basis)]
    closed = closing(basis, _limits([basis], own, sides), _passing([basis], sides), sides.report.lang)
    grounds += closed.grounds
    if worst(grounds) is GapClass.MET and not any(one.ground is Ground.BY_VALUE for one in grounds):
        grounds.append(because(Ground.PASSED, GapClass.MET))
    return Own(tuple(grounds), (basis,), arithmetic=closed.arithmetic, items=closed.items)


def _verdicts(basis: Basis, sides: Sides, *, implied: bool, method: bool = False, can_test: bool = False) -> Iterator[Because]:
    """What the lines on each clause of A say, where it is not simply that they passed."""
    for own in basis.a_clauses:
        found = sides.shown(own)
        told = {"clause": sides.tested[own].cited if own in sides.tested else own, "lines": _numbers(found.lines)}
        if found.says in _BARS:
            yield because(_BARS[found.says], GapClass.DELTA, **told)
        elif found.says is Says.NOTHING and implied and method:
            yield because(Ground.METHOD_UNTOLD, GapClass.CONDITION, **told)
        elif found.says is Says.NOTHING:
            yield because(Ground.NO_LINE, GapClass.DELTA if can_test else GapClass.OPEN, **told)
        elif found.says is Says.NOT_APPLICABLE and (implied or _applies_alike(basis)):
            yield because(Ground.NOT_APPLICABLE, GapClass.CONDITION, **told)
        elif found.says is Says.NOT_APPLICABLE:
            yield because(Ground.INAPPLICABLE, GapClass.OPEN, **told)
        elif found.says is not Says.PASS:
            yield because(Ground.PARTLY if found.says is Says.PARTLY else Ground.PARENT, GapClass.CONDITION, **told)
        against = [one for one in found.lines if one.verdict is Verdict.PASS and tells_of_failure(one.result)]
        if against:
            yield because(Ground.CONTRADICTED, GapClass.CONDITION, clause=told["clause"], lines=_numbers(against))


def _applies_alike(basis: Basis) -> bool:
    """Whether both sides apply to the same things: what differs are values and methods alone."""
    return bool(basis.deviations) and all(one.kind in _VALUES for one in basis.deviations)


def _origin(basis: Basis) -> Iterator[Because]:
    """Who says that the clauses correspond, where that leaves a condition."""
    if basis.unsure:
        yield because(Ground.UNSURE, GapClass.CONDITION)
    elif basis.origin is not Origin.DECIDED:
        yield because(Ground.PROPOSED, GapClass.CONDITION, relation=basis.relation.value)
    elif not basis.current:
        yield because(Ground.STALE, GapClass.CONDITION, entry=basis.entry)


# ---- several correspondences, none of which implies B


def _together(clause: Clause, bases: Sequence[Basis], sides: Sides, own: Sequence[Limit], *, can_test: bool) -> Own:
    says = {id(one): [sides.shown(a).says for a in one.a_clauses] for one in bases}
    good = [one for one in bases if all(said in _GOOD for said in says[id(one)])]
    verdicts = [ground for one in bases for ground in _verdicts(one, sides, implied=False, can_test=can_test)]
    if not good:
        items = tuple(item(one) for basis in bases for one in basis.deviations if is_open(one))
        return Own(tuple(dict.fromkeys(verdicts)), tuple(bases), items=items)
    found: Closed = by_value(clause, good, _limits(good, own, sides), _passing(good, sides), sides.report.lang)
    met = any(one.ground is Ground.BY_VALUE and one.leads is GapClass.MET for one in found.grounds) and not found.items
    others = [_softened(one) if met and one.ground is Ground.INAPPLICABLE else one for one in verdicts]
    origins = [ground for one in bases for ground in _origin(one)]
    grounds = tuple(dict.fromkeys((*found.grounds, *others, *origins)))
    return Own(grounds, tuple(bases), arithmetic=found.arithmetic, items=found.items)


def _softened(one: Because) -> Because:
    """A part that did not apply in A, where the measured values cover the whole: a condition."""
    return replace(one, ground=Ground.NOT_APPLICABLE, leads=GapClass.CONDITION)


def _bars(bases: Sequence[Basis], sides: Sides) -> Iterator[Because]:
    """Lines that failed, were not tested or say nothing: no other correspondence makes up for them."""
    for basis in bases:
        yield from (one for one in _verdicts(basis, sides, implied=False) if one.ground in _BARS.values())


def _cited(clause: Clause, found: Own, sides: Sides) -> Iterator[Because]:
    """Other standards that a clause cites and its counterpart does not: nobody compared what they demand."""
    if any(one.ground is Ground.OTHER_REFERENCE for one in found.grounds):
        return
    ours = {
        name for basis in found.bases for own in basis.a_clauses if own in sides.tested for name in elsewhere(sides.tested[own])
    }
    others = [name for name in elsewhere(clause) if name not in ours]
    if others:
        yield because(Ground.CITES, GapClass.CONDITION, standards=", ".join(others))


def _limits(bases: Sequence[Basis], own: Sequence[Limit], sides: Sides) -> Limits:
    ids = dict.fromkeys(a for basis in bases for a in basis.a_clauses if a in sides.tested)
    tested = {a: limits_of(sides.tested[a]) for a in ids}
    judged_ones = tuple(one for basis in bases for one in basis.deviations)
    return Limits(directed(own, tested, bases), tested, judged_ones)


def _passing(bases: Sequence[Basis], sides: Sides) -> dict[str, tuple[LabLine, ...]]:
    ids = dict.fromkeys(a for basis in bases for a in basis.a_clauses)
    return {a: sides.shown(a).lines for a in ids if sides.shown(a).says in (Says.PASS, Says.PARTLY)}


def _numbers(lines: Sequence[LabLine]) -> str:
    return ", ".join(str(line.number) for line in lines)
