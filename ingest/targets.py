"""What citations mean: the clauses of a document by how they are cited, and the one that the steps of a citation lead to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.citation import Step, label_steps
from ingest.citing import Level
from ingest.clause import Clause, Kind
from ingest.labels import captions, dotted
from ingest.numerals import SYSTEMS, read_digits, read_han, read_roman

_ALSO: dict[Level, tuple[Level, ...]] = {
    Level.PART: (Level.PART, Level.CHAPTER),
    Level.CHAPTER: (Level.CHAPTER, Level.CLAUSE, Level.SECTION),
    Level.SECTION: (Level.SECTION, Level.CLAUSE, Level.ARTICLE, Level.CHAPTER),
    Level.ARTICLE: (Level.ARTICLE, Level.CLAUSE),
    Level.CLAUSE: (Level.CLAUSE, Level.ARTICLE, Level.SECTION, Level.CHAPTER),
    Level.POINT: (Level.CLAUSE,),
    Level.PARAGRAPH: (Level.CLAUSE,),
}
"""Under which words a document may number what a citation calls by another: "section 12" is a clause 12 in an act."""
_ROMANS = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.ARTICLE})
BRACKETED = frozenset({Level.PARAGRAPH, Level.POINT})
"""Levels that are written in brackets behind their article."""
OBJECTS = {Kind.TABLE: Level.TABLE, Kind.FIGURE: Level.FIGURE, Kind.FORMULA: Level.FORMULA}
_LOOK_ALIKE = str.maketrans("авекмнорстху", "abekmhopctxy")
_OBJECT_NUMBER = re.compile(r"(?:[A-ZА-Я]{1,2}[.-]?)?\d[\d.-]*")
_FORMULA_NUMBER = re.compile(r"(?:^|=.*)[(（](\d{1,3}|[A-Z]\.\d{1,3})[)）]\s*$", re.MULTILINE)


class Targets:
    """What citations mean: the clauses of a document by how they are cited, and the one that the steps of a citation lead to."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._by_id = {clause.id: clause for clause in clauses}
        self._steps = {clause.id: label_steps(clause.clause, clause.lang) for clause in clauses}
        self._found: dict[tuple[Level, str], list[Clause]] = defaultdict(list)
        self._objects: dict[tuple[Level, str], list[Clause]] = defaultdict(list)
        for clause in clauses:
            if steps := self._steps[clause.id]:
                self._found[steps[-1].level, _key(steps[-1], steps[-1].tail)].append(clause)
            self._hold(clause)
        self._above = {clause.id: dict.fromkeys(self._ancestry(clause)) for clause in clauses}

    def base(self, clause: Clause) -> Step | None:
        """The article that ``clause`` is or belongs to, as a step without brackets."""
        for above in self._above[clause.id]:
            steps = self._steps[above]
            if steps and steps[-1].level in (Level.ARTICLE, Level.CLAUSE) and "." not in steps[-1].number:
                return replace(steps[-1], tail=())
        return None

    def find(self, steps: Sequence[Step], clause: Clause, within: Level | None = None) -> tuple[Clause | None, list[str]]:
        """The clause that ``steps`` lead to from ``clause``, and what of them leads on below it.

        ``within``: ANNEX for "this annex", DOCUMENT for "this standard", which in an annex means the clauses outside of it.
        """
        if steps[-1].level >= Level.TABLE:
            held = self._objects.get((steps[-1].level, normal(steps[-1])), [])
            if upper := self.find(steps[:-1], clause, within)[0] if steps[1:] else None:
                return next((c for c in held if upper.id in self._above[c.id]), None), []
            if within is Level.ANNEX:
                held = [c for c in held if self._annex(c) is self._annex(clause)]
            return self._chosen(self._told(held, within), clause, None), []
        at = self._annex(clause) if within is Level.ANNEX else None
        rest: list[str] = []
        before: Step | None = None
        for step in steps:
            if at is None and before is not None:
                return None, []
            if before is not None and step.level in BRACKETED and before.level not in (Level.ANNEX, Level.PART):
                before = replace(before, tail=(*before.tail, _bracket(step), *step.tail))
                found, rest = self._nearest(before, clause, None, within)
                at = found or at
                continue
            found, rest = self._nearest(step, clause, at, within)
            if found is None and at is not None:
                return at, [str(step)]
            at, before = found, step
        return at, rest

    def _nearest(self, step: Step, clause: Clause, scope: Clause | None, within: Level | None) -> tuple[Clause | None, list[str]]:
        """The clause with the label of ``step``, or with as much of its brackets as there is; and the other brackets."""
        levels = () if step.level in BRACKETED and step.number[0] == "(" else _ALSO.get(step.level, (step.level,))
        for level in levels:
            for cut in range(len(step.tail), -1, -1):
                found = self._found.get((level, _key(step, step.tail[:cut], level)), ())
                chosen = self._chosen(self._told(found, within), clause, scope)
                if chosen is not None:
                    return chosen, list(step.tail[cut:])
        return None, []

    def _told(self, found: Sequence[Clause], within: Level | None) -> Sequence[Clause]:
        """Those outside of annexes where "this standard" is said, and there are any."""
        outside = [c for c in found if self._annex(c) is None] if within is Level.DOCUMENT else []
        return outside or found

    def _annex(self, clause: Clause) -> Clause | None:
        """The annex in which a clause stands."""
        return next((self._by_id[i] for i in self._above[clause.id] if self._by_id[i].kind is Kind.ANNEX), None)

    def _chosen(self, found: Sequence[Clause], clause: Clause, scope: Clause | None) -> Clause | None:
        """Of clauses with one label the one in ``scope``, else the nearest: same annex or chapter, then outside of annexes."""
        if scope is not None:
            return next((c for c in found if scope.id in self._above[c.id]), None)
        if len(found) < 2:
            return found[0] if found else None
        near = self._above[clause.id].keys()
        ranked = sorted(found, key=lambda c: -len(self._above[c.id].keys() & near))
        if self._above[ranked[0].id].keys() & near:
            return ranked[0]
        outside = [c for c in found if self._annex(c) is None]
        return outside[0] if outside else None

    def _ancestry(self, clause: Clause) -> Iterator[str]:
        """The ids of a clause and of its ancestors, the nearest first."""
        seen: set[str] = set()
        at: Clause | None = clause
        while at is not None and at.id not in seen:
            yield at.id
            seen.add(at.id)
            at = self._by_id.get(at.parent)

    def _hold(self, clause: Clause) -> None:
        """Note the tables, figures and formulae of ``clause``: its parts, captions, and numbers at the end of lines."""
        held = [
            (OBJECTS[p.kind], m[0]) for p in clause.parts if p.kind in OBJECTS and (m := _OBJECT_NUMBER.search(dotted(p.label)))
        ]
        held += captions(clause.text, clause.lang)
        held += [(Level.FORMULA, match[1]) for match in _FORMULA_NUMBER.finditer(clause.text)]
        for level, number in held:
            places = self._objects[level, normal(Step(level, number))]
            if clause not in places:
                places.append(clause)


def _key(step: Step, tail: Sequence[str], level: Level | None = None) -> str:
    return normal(step, level) + "".join(part.strip("() ").casefold().join("()") for part in tail)


def _bracket(step: Step) -> str:
    """A paragraph or point as it is written behind its article: (2), or 第二款."""
    return str(replace(step, tail=())) if step.shown != "{}" else f"({step.number.strip('()')})"


def normal(step: Step, level: Level | None = None) -> str:
    """The number of a step in one spelling: digits for Han, Arabic-Indic and Roman numerals.

    Roman ones only where they number articles and chapters.
    """
    text = step.number.strip("()（）. ")
    number = read_digits(text) or read_han(text)
    if not number and (level or step.level) in _ROMANS:
        number = read_roman(text)
    for words in ("ar", "ar-m", "id"):
        number = number or SYSTEMS[words].read(text)
    return str(number) if number else text.casefold().translate(_LOOK_ALIKE)
