"""The gap list: every requirement of a target with its class, after what it rests on and what the report leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ingest.clause import Clause, Document
from ingest.errors import UsageError
from ingest.testreport import LabReport
from matcher.gap import Because, GapClass, GapLine, GapList, Ground, Left, TestItem, because, worst
from matcher.gap_basis import Correspondence
from matcher.gap_edition import Edition, edition_of, outside, reservations
from matcher.gap_methods import referred, tested_by
from matcher.gap_rules import Own, Sides, judged
from matcher.gap_topic import About, Topic, about, chain
from matcher.gap_value import is_bound
from matcher.gap_words import words

_SCALES = frozenset({"°C", "°F"})
_HOPEFUL = (GapClass.MET, GapClass.CONDITION)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a gap list is made of.

    ``tested`` is A as compared, ``target`` B; ``known`` what corresponds. Where the report was made against another edition that
    is on file, ``labels`` are the labels there of the clauses (ids) of A, and ``unchanged`` those that say the same; None where
    it is not on file. ``clauses`` (labels) restrict the list: a clause with all below it.
    """

    report: LabReport
    tested: Document
    target: Document
    known: Correspondence
    as_of: date
    unchanged: frozenset[str] = frozenset()
    labels: Mapping[str, str] | None = None
    clauses: tuple[str, ...] = ()


def gap_list(asked: Asked) -> GapList:
    """The list; the same input gives the same list."""
    clauses = {clause.id: clause for clause in asked.target.clauses}
    topics = {own: about(clause, clauses) for own, clause in clauses.items()}
    wanted = [own for own, topic in topics.items() if topic.topic is not Topic.LEFT]
    made = _Lines(asked, clauses, topics, wanted).lines()
    chosen = _chosen(asked, clauses)
    left: dict[str, list[str]] = {}
    for own, topic in topics.items():
        if topic.why and own in chosen:
            left.setdefault(topic.why, []).append(clauses[own].cited)
    edition = edition_of(asked.report, asked.tested.standard)
    return GapList(
        asked.report,
        asked.tested.standard.designation,
        asked.target.standard.designation,
        edition.value,
        tuple(line for line in made if line.clause in chosen),
        tuple(Left(why, tuple(labels)) for why, labels in left.items()),
        (*_edition(asked, edition), *reservations(asked.report, asked.tested.standard, asked.as_of)),
        asked.clauses,
        len(asked.known.bases),
        asked.as_of.isoformat(),
    )


class _Lines:
    """Makes the lines of a target: each by itself, then by what it rests on, then by what the report leaves open."""

    def __init__(self, asked: Asked, clauses: Mapping[str, Clause], topics: Mapping[str, About], wanted: Sequence[str]) -> None:
        self._asked, self._clauses, self._topics, self._wanted = asked, clauses, topics, wanted
        tested = {clause.id: clause for clause in asked.tested.clauses}
        self._sides = Sides(asked.report, tested, asked.known.bases, asked.known.absent, asked.labels)
        tests = [own for own in wanted if topics[own].topic is Topic.METHOD]
        self._methods = {own: tested_by(clauses[own], clauses, tests) for own in wanted}
        self._rests = {own: referred(clauses[own], clauses, wanted) for own in wanted}
        self._ambient = [own for own in wanted if words("ambient").search(clauses[own].title)]

    def lines(self) -> tuple[GapLine, ...]:
        """All lines, numbered in the order of the target."""
        own = {one: self._own(one) for one in self._wanted}
        grounds = {one: own[one].grounds for one in self._wanted}
        while True:  # what a clause rests on may itself rest on another; a class only ever gets worse, so this ends
            classes = {one: worst(grounds[one]) for one in self._wanted}
            more = {one: tuple(self._resting(one, own, classes)) for one in self._wanted}
            grown = {one: tuple(dict.fromkeys((*own[one].grounds, *more[one]))) for one in self._wanted}
            if grown == grounds:
                break
            grounds = grown
        return tuple(self._line(number, one, own[one], grounds[one]) for number, one in enumerate(self._wanted, 1))

    def _own(self, one: str) -> Own:
        topic = self._topics[one]
        found = judged(self._clauses[one], self._sides, method=topic.topic is Topic.METHOD, tested=bool(self._methods[one]))
        if topic.ground is None:
            return found
        # what no test settles keeps its class; that a line failed is told all the same
        failed = [replace(why, leads=topic.ground.leads) for why in found.grounds if why.ground is Ground.FAILED]
        return replace(found, grounds=(topic.ground, *failed), items=())

    def _resting(self, one: str, own: Mapping[str, Own], classes: Mapping[str, GapClass]) -> Iterator[Because]:
        """What a requirement that looks met, or met on condition, still rests on."""
        if worst(own[one].grounds) not in _HOPEFUL:
            return
        methods = self._methods[one]
        for method in methods:
            told = {"clause": self._clauses[method].cited}
            if classes[method] is GapClass.CONDITION:
                yield because(Ground.METHOD_OPEN, GapClass.CONDITION, **told)
            elif classes[method] is not GapClass.MET:
                yield because(Ground.METHOD, GapClass.DELTA, **told)
        open_ = [other for other in self._rests[one] if other not in methods and classes[other] is not GapClass.MET]
        if open_:
            labels = ", ".join(self._clauses[other].cited for other in open_)
            yield because(Ground.RESTS, GapClass.CONDITION, clauses=labels)
        yield from self._surroundings(one, own[one], classes)
        yield from self._whole_report(own[one])

    def _surroundings(self, one: str, own: Own, classes: Mapping[str, GapClass]) -> Iterator[Because]:
        """A temperature is corrected to the surroundings that its own standard names: 112 °C at 40 °C are 117 °C at 45 °C."""
        clause = self._clauses[one]
        heat = any(x.quantity.unit is not None and x.quantity.unit.symbol in _SCALES and is_bound(x.quantity) for x in own.limits)
        named = self._topics[one].topic is Topic.METHOD and words("ambient").search(clause.text)
        others = [other for other in self._ambient if other != one and classes[other] is not GapClass.MET]
        if (heat or named) and others:
            left = [(Decimal(one_.margin), one_.unit) for one_ in own.arithmetic if one_.unit in _SCALES]
            margin = " ".join(map(str, min(left))) if left else ""
            labels = ", ".join(self._clauses[other].cited for other in others)
            yield because(Ground.AMBIENT, GapClass.CONDITION, clauses=labels, margin=margin)

    def _whole_report(self, own: Own) -> Iterator[Because]:
        asked = self._asked
        edition = edition_of(asked.report, asked.tested.standard)
        if edition is not Edition.SAME:
            ids = tuple(dict.fromkeys(a for basis in own.bases for a in basis.a_clauses))
            carried = edition is Edition.OTHER and ids and asked.unchanged.issuperset(ids)
            labels = ", ".join(self._sides.tested[a].cited if a in self._sides.tested else a for a in ids)
            if carried:
                yield because(Ground.UNCHANGED, GapClass.MET, clauses=labels, edition=asked.report.standard)
            else:
                ground = Ground.UNDATED if edition is Edition.UNDATED else Ground.EDITION
                yield because(ground, GapClass.CONDITION, clauses=labels, **_named(asked))
        named = [self._sides.tested[a].cited for basis in own.bases for a in basis.a_clauses if a in self._sides.tested]
        marked = [line.number for line in asked.report.lines if line.number in own.lines and line.outside]
        if marked:
            yield because(
                Ground.OUTSIDE, GapClass.CONDITION, lines=", ".join(map(str, marked)), number=asked.report.accreditation
            )
        yield from outside(asked.report, tuple(dict.fromkeys(named)), asked.tested.standard.designation)
        yield from reservations(asked.report, asked.tested.standard, asked.as_of)

    def _line(self, number: int, one: str, own: Own, grounds: tuple[Because, ...]) -> GapLine:
        clause, gap = self._clauses[one], worst(grounds)
        topic = self._topics[one].topic
        methods = (one,) if topic is Topic.METHOD else self._methods[one] if topic is Topic.PRODUCT else ()
        more = [why for why in grounds if why not in own.grounds and why.leads is GapClass.DELTA]
        return GapLine(
            number,
            one,
            clause.cited,
            next(iter(chain(clause, self._clauses)), ""),
            clause.page,
            clause.text_hash,
            gap,
            tuple(why for why in grounds if not (why.ground is Ground.PASSED and gap is not GapClass.MET)),
            own.origin,
            own.bases,
            own.lines,
            own.arithmetic,
            (own.items or _by_method(more)) if gap is GapClass.DELTA else (),
            methods,
        )


def _by_method(more: Sequence[Because]) -> tuple[TestItem, ...]:
    return (TestItem("clause"),) if more else ()


def _edition(asked: Asked, edition: Edition) -> Iterator[Because]:
    if edition is not Edition.SAME:
        ground = Ground.UNDATED if edition is Edition.UNDATED else Ground.EDITION
        yield because(ground, GapClass.CONDITION, clauses="", **_named(asked))


def _named(asked: Asked) -> dict[str, str]:
    edition = f"{asked.report.standard} {asked.report.edition}".strip()
    return {"edition": edition or "–", "judged": asked.tested.standard.designation}


def _chosen(asked: Asked, clauses: Mapping[str, Clause]) -> frozenset[str]:
    """The clauses (ids) to which the list is restricted.

    Raises:
        UsageError: the target has no clause of a label.
    """
    if not asked.clauses:
        return frozenset(clauses)
    found: set[str] = set()
    for label in asked.clauses:
        roots = [own for own, clause in clauses.items() if label in (clause.clause, own)]
        if not roots:
            raise UsageError(f"{asked.target.standard.designation} has no clause {label}")
        found |= {own for own in clauses for root in roots if own == root or own.startswith(f"{root}/")}
    return frozenset(found)
