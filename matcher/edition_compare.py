"""Two editions of one standard compared, clause by clause: what became of each, and what else is in doubt by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ingest.clause import Clause, Document
from ingest.designation import parse
from ingest.errors import UsageError
from matcher.edition import Change, Clauses, EditionClause, EditionMap, Touch
from matcher.edition_leaning import leaning
from matcher.edition_pairing import divided, paired
from matcher.edition_text import editorial_form, edits, meant, title_form, words


def compare_editions(old: Document, new: Document, contents: Mapping[str, str] | None = None) -> EditionMap:
    """What became of every clause of ``old`` in ``new``; ``contents`` are the hashes of both as they are on file.

    Raises:
        UsageError: they are not in one language, one has no clauses, or the new one is an amendment that is printed alone: all
            that it does not name would be taken for withdrawn.
    """
    names = old.standard.designation, new.standard.designation
    if old.standard.lang != new.standard.lang:
        raise UsageError(
            f"{names[0]} is in {old.standard.lang} and {names[1]} in {new.standard.lang}: editions are of one language"
        )
    for document in (old, new):
        if not document.clauses:
            raise UsageError(f"{document.standard.designation} has no clauses")
    if _amends_alone(old, new):
        raise UsageError(
            f"{names[1]} is an amendment printed alone: add {names[0]} with the amendment worked in, and compare that"
        )
    ours, theirs = ({clause.id: clause for clause in document.clauses} for document in (old, new))
    found = _Map(ours, theirs)
    return EditionMap(*names, leaning(old, new, found.rows()), dict(contents or {}))


def _amends_alone(old: Document, new: Document) -> bool:
    """Whether the new edition is the old one's by an amendment, and holds less than half of its clauses."""
    mine, theirs = parse(old.standard.designation), parse(new.standard.designation)
    if mine is None or theirs is None or len(theirs.amendments) <= len(mine.amendments):
        return False
    return 2 * len(new.clauses) < len(old.clauses)


class _Map:
    """The rows of the map, from pairs and from what was split and merged."""

    def __init__(self, old: Clauses, new: Clauses) -> None:
        self._old, self._new = old, new
        pairs = paired(old, new)
        split, merged = divided(old, new, pairs)
        self._groups = _groups(pairs, split, merged)
        self._became = {mine: theirs for ours, theirs in self._groups for mine in ours}

    def rows(self) -> tuple[EditionClause, ...]:
        """What became of each clause, in the order of the new edition; withdrawn ones behind what stood before them."""
        rows = [self._row(ours, theirs) for ours, theirs in self._groups]
        ours, theirs = {one for row in rows for one in row.old}, {one for row in rows for one in row.new}
        rows += [EditionClause((one,), (), Change.WITHDRAWN) for one in self._old if one not in ours]
        rows += [EditionClause((), (one,), Change.NEW) for one in self._new if one not in theirs]
        return tuple(sorted(rows, key=self._place))

    def _place(self, row: EditionClause) -> tuple[int, int]:
        at = {one: n for n, one in enumerate(self._new)}
        if row.new:
            return min(at[one] for one in row.new), -1
        before = -1
        for n, one in enumerate(self._old):
            if one == row.old[0]:
                return before, n
            before = max((at[other] for other in self._became.get(one, ())), default=before)
        return before, 0

    def _row(self, ours: tuple[str, ...], theirs: tuple[str, ...]) -> EditionClause:
        if len(theirs) > 1:
            return EditionClause(ours, theirs, Change.SPLIT)
        if len(ours) > 1:
            return EditionClause(ours, theirs, Change.MERGED)
        change, touches = self._pair(self._old[ours[0]], self._new[theirs[0]])
        return EditionClause(ours, theirs, change, touches=tuple(touches))

    def _pair(self, one: Clause, other: Clause) -> tuple[Change, list[Touch]]:
        titled = title_form(one) == title_form(other)
        same = [word.form for word in words(one)] == [word.form for word in words(other)]
        moved = [] if self._mean_the_same(one, other) else [Touch.REFERENCE]
        if same and titled and not moved:
            return (Change.UNCHANGED if one.clause == other.clause else Change.MOVED), []
        touches = [*moved, *(touch for edit in edits(one, other) for touch in edit.touches), *([] if titled else [Touch.TITLE])]
        ordered = sorted(dict.fromkeys(touches), key=list(Touch).index)
        if not moved and editorial_form(one) == editorial_form(other):
            return Change.EDITORIAL, ordered
        return Change.CHANGED, ordered

    def _mean_the_same(self, one: Clause, other: Clause) -> bool:
        """Whether the references of two texts mean the same clauses, one after the other, as the map says what became of them."""
        ours = [meant(word, self._old) for word in words(one) if word.reference]
        theirs = [meant(word, self._new) for word in words(other) if word.reference]
        return [(self._became.get(target, ()), part) for target, part in ours] == [((target,), part) for target, part in theirs]


def _groups(
    pairs: Mapping[str, str], split: Mapping[str, list[str]], merged: Mapping[str, list[str]]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs with what came out of them or went into them; a clause goes into one group."""
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    back = {theirs: ours for ours, theirs in pairs.items()}
    for one in dict.fromkeys((*pairs, *split)):
        theirs = tuple(_present(pairs.get(one), split.get(one, ())))
        if one in split or not (set(theirs) & set(merged)):
            found.append(((one,), theirs))
    taken = {other for _ours, theirs in found for other in theirs}
    for other, parts in merged.items():
        if other not in taken:
            found.append((tuple(_present(back.get(other), parts)), (other,)))
    return found


def _present(first: str | None, rest: Iterable[str]) -> Iterator[str]:
    if first is not None:
        yield first
    yield from rest
