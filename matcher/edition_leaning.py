"""On what else the meaning of a clause leans: what it cites, the terms that it uses, the headings above it.

One step and no further: a clause that cites a changed table is in doubt, one that cites that clause is not. What a changed scope
does to all clauses is told of the whole edition, not of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.clause import Clause, Document, Kind
from ingest.designation import find_designations, parse, same
from ingest.stated import words as published_words
from matcher.edition import SAME_TEXT, Cause, Change, EditionClause, Lean
from matcher.naming import names_pattern, terms


def leaning(old: Document, new: Document, rows: Sequence[EditionClause]) -> tuple[EditionClause, ...]:
    """The rows with the causes for which a clause of the same text may say something else."""
    seen = _Seen(old, new, rows)
    return tuple(replace(row, causes=tuple(seen.causes(row))) if row.change in SAME_TEXT else row for row in rows)


class _Seen:
    """The two editions as what leans on them sees them."""

    def __init__(self, old: Document, new: Document, rows: Sequence[EditionClause]) -> None:
        self._old = {clause.id: clause for clause in old.clauses}
        self._new = {clause.id: clause for clause in new.clauses}
        self._changed = {one: row.change for row in rows if row.change not in SAME_TEXT for one in row.old}
        self._added = {one for row in rows if row.change is Change.NEW for one in row.new}
        self._below: defaultdict[str, list[str]] = defaultdict(list)
        for clause in old.clauses:
            self._below[clause.parent].append(clause.id)
        self._pattern, self._terms = names_pattern(tuple(one for one in terms(old) if one.clause in self._changed))
        fresh = tuple(one for one in terms(new) if one.clause in self._added)
        self._new_pattern, self._new_terms = names_pattern(fresh)
        self._cited = _cited(old, new)

    def causes(self, row: EditionClause) -> Iterator[Cause]:
        """Why the clause of a row of the same text is in doubt, each cause once."""
        for one in row.old:
            clause = self._old[one]
            found = (*self._references(clause), *self._used(clause), *self._headings(clause), *self._held(clause, row))
            yield from dict.fromkeys(found)

    def _references(self, clause: Clause) -> Iterator[Cause]:
        for reference in clause.references:
            if reference.standard and not reference.target:
                for name, (listed, change) in self._cited.items():
                    if same(name, reference.standard, any_edition=True):
                        yield Cause(Lean.STANDARD, listed, change, name)
                continue
            for target in self._with_parts(reference.target) if reference.target else ():
                if target != clause.id and target in self._changed:
                    yield Cause(Lean.REFERENCE, target, self._changed[target], reference.clause)

    def _with_parts(self, target: str) -> Iterator[str]:
        """A clause that is cited, with everything below it: an annex is cited as a whole."""
        yield target
        for child in self._below.get(target, ()):
            yield from self._with_parts(child)

    def _used(self, clause: Clause) -> Iterator[Cause]:
        """Terms of another definition, of none any more, or that had none before."""
        text = f"{clause.title}\n{clause.text}"
        for pattern, known, change in ((self._pattern, self._terms, None), (self._new_pattern, self._new_terms, Change.NEW)):
            for found in pattern.finditer(text) if pattern else ():
                term = known[(found.lastindex or 1) - 1]
                if term.clause != clause.id:
                    yield Cause(Lean.TERM, term.clause, change or self._changed[term.clause], term.names[0])

    def _headings(self, clause: Clause) -> Iterator[Cause]:
        """Headings above whose title, or whose words that lead in what stands below, are others."""
        above = self._old.get(clause.parent)
        while above is not None:
            if above.id in self._changed and above.kind is not Kind.TERM:
                yield Cause(Lean.HEADING, above.id, self._changed[above.id], above.title)
            above = self._old.get(above.parent)

    def _held(self, clause: Clause, row: EditionClause) -> Iterator[Cause]:
        """What stands below a heading without text: such a heading demands nothing but that."""
        if clause.text.strip():
            return
        for one in self._with_parts(clause.id):
            if one in self._changed:
                yield Cause(Lean.BELOW, one, self._changed[one])
        held = set(row.new)
        for below in self._new.values():
            if below.parent in held:
                held.add(below.id)
                if below.id in self._added:
                    yield Cause(Lean.BELOW, below.id, Change.NEW)


def _cited(old: Document, new: Document) -> Mapping[str, tuple[str, Change]]:
    """Of the lists of normative references the designations that name another edition now, or stand no more, by the old one."""
    before, after = _listed(old), _listed(new)
    found = {}
    for name, clause in before.items():
        others = [other for other in after if same(name, other, any_edition=True)]
        if name not in others and after:
            found[name] = (clause, Change.CHANGED if others else Change.WITHDRAWN)
    return found


def _listed(document: Document) -> Mapping[str, str]:
    """The designations that the clause of normative references lists, with the id of that clause."""
    found: dict[str, str] = {}
    for clause in document.clauses:
        if clause.level == 1 and clause.kind is Kind.CLAUSE and published_words("about", "referenced").search(clause.title):
            for line in clause.text.split("\n"):
                for one in find_designations(line)[:1]:
                    if parse(str(one.designation)) is not None:
                        found[str(one.designation)] = clause.id
    return found
