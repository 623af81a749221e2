"""Two editions of a standard opened for a reader: what became of each clause, and of every decision on the earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.edition_wording import cause_words
from app.highlight import Mark, Segment, segments
from app.licensed import licence_of, told, told_quotes
from app.wording import Translate
from index.force import Citation
from index.shelf import Licence
from ingest.clause import Clause, Document, Kind
from ingest.errors import UsageError
from matcher.edition import SAME_TEXT, Change, EditionClause, EditionMap, Succession
from matcher.edition_carry import Fate, Outcome, fates, others
from matcher.edition_stated import StatedChange, stated_changes, unsaid
from matcher.edition_text import edits
from matcher.editions import Holding, as_filed, compared, succession

if TYPE_CHECKING:
    from index.library import Library

WORDS_SHOWN = 12
"""So many differences of one clause are quoted."""
_FRONT = frozenset({Kind.FOREWORD, Kind.INTRODUCTION, Kind.BIBLIOGRAPHY})


@dataclass(frozen=True)
class Editions:
    """Two editions on file. ``stated``: who said that one replaces the other, None while nobody did.

    ``fates`` by designation are the decisions on the old edition with each other standard, and what becomes of them; ``listed``
    are the changes that the new edition states, ``unlisted`` those found that it does not state; ``holding`` tells the
    citations in force that mean the old edition. ``head`` is the end of the log before all of it was read.
    """

    old: Document
    new: Document
    map: EditionMap
    stated: Succession | None
    fates: Mapping[str, tuple[Fate, ...]]
    listed: tuple[StatedChange, ...]
    unlisted: tuple[EditionClause, ...]
    holding: Holding
    licences: Mapping[str, Licence]
    head: int

    def label(self, side: str, clause: str) -> str:
        """How a clause of side "old" or "new" is cited."""
        known = next((one for one in (self.old if side == "old" else self.new).clauses if one.id == clause), None)
        return known.cited if known else clause

    def labels(self, row: EditionClause) -> tuple[str, str]:
        """How the clauses of a row are cited, the old and the new ones."""
        return ", ".join(self.label("old", one) for one in row.old), ", ".join(self.label("new", one) for one in row.new)

    def clause(self, side: str, clause: str) -> Clause | None:
        """The clause of side "old" or "new" with this id."""
        return next((one for one in (self.old if side == "old" else self.new).clauses if one.id == clause), None)

    @property
    def cited(self) -> tuple[Citation, ...]:
        """The citations in force that mean the old edition, or a part of it."""
        return self.holding.of()

    def held(self, one: Fate) -> bool:
        """Whether a decision that does not hold for the new edition is good on the old one, because that is cited."""
        doubtful = one.outcome in (Outcome.SUSPECT, Outcome.EDITORIAL)
        return doubtful and bool(self.holding.of(one.judgement.a_clause))

    @property
    def kept(self) -> tuple[EditionClause, ...]:
        """The rows on which decisions hold."""
        return tuple(row for row in self.map.rows if row.kept)

    @property
    def changed(self) -> tuple[EditionClause, ...]:
        """The rows of both editions that put decisions in doubt, the text itself or what it leans on."""
        return tuple(row for row in self.map.rows if not row.kept and row.old and row.new)

    def about(self, row: EditionClause) -> tuple[tuple[str, Fate], ...]:
        """The decisions on the clauses of a row, with the other standard."""
        return tuple((name, one) for name, own in self.fates.items() for one in own if one.judgement.a_clause in row.old)

    def counted(self, *outcomes: Outcome) -> int:
        """How many decisions have one of these outcomes."""
        return sum(one.outcome in outcomes for own in self.fates.values() for one in own)


def open_editions(library: Library, old: str, new: str, as_of: date | None = None) -> Editions:
    """Open two editions, as stated or as they compare now.

    Raises:
        UsageError: one is not on file, or they are not in one language.
    """
    head = library.log.head().number
    before, after = library.document(old), library.document(new)
    names = before.standard.designation, after.standard.designation
    said = succession(library, *names)
    found = as_filed(library, said) if said else compared(library, *names)
    assumed = said or Succession(found, "")
    listed = stated_changes(before, after, found)
    return Editions(
        before,
        after,
        found,
        said,
        {other: _fates(library, assumed, other) for other in others(library, names[0]) if other != names[1]},
        listed,
        unsaid(before, after, found, listed),
        Holding(library, names[0], as_of),
        {name: licence_of(library, name) for name in names},
        head,
    )


def difference_words(opened: Editions, row: EditionClause) -> str:
    """What differs, as words of the old text and of the new one, as far as both licences let them be told."""
    if len(row.old) != 1 or len(row.new) != 1 or row.change in SAME_TEXT:
        return ""
    old, new = opened.clause("old", row.old[0]), opened.clause("new", row.new[0])
    if old is None or new is None:
        return ""
    differing = edits(old, new)[:WORDS_SHOWN]
    ours = _quoted(opened, old, [one.old for one in differing])
    theirs = _quoted(opened, new, [one.new for one in differing])
    found = [f"{mine or '∅'} → {other or '∅'}" for mine, other in zip(ours, theirs, strict=True)]
    if old.title != new.title:
        found.append(f"{old.title or '∅'} → {new.title or '∅'}")
    return "; ".join(found)


def stated_note(opened: Editions, one: StatedChange) -> str:
    """A change as the new edition prints it, as far as its licence lets it be told."""
    return told(one.link.note, opened.licences.get(opened.map.new))


def cause_lines(opened: Editions, row: EditionClause, _: Translate) -> list[str]:
    """Why a row of the same text is in doubt, each path as a line."""
    return [cause_words(one, opened.label("new" if one.change is Change.NEW else "old", one.clause), _) for one in row.causes]


def side_by_side(opened: Editions, row: EditionClause) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Both texts of a row with the words that differ marked, as far as their licences let them be told."""
    sides = [[one for name in ids if (one := opened.clause(side, name))] for side, ids in (("old", row.old), ("new", row.new))]
    marks: list[list[Mark]] = [[], []]
    if len(sides[0]) == len(sides[1]) == 1:
        for edit in edits(sides[0][0], sides[1][0]):
            for place, span in enumerate((edit.old, edit.new)):
                marks[place] += [Mark(span[0], span[1], "deviation")] if span[0] < span[1] else []
    first, second = (segments(_told(opened, clauses), own) for clauses, own in zip(sides, marks, strict=True))
    return first, second


def is_front(opened: Editions, row: EditionClause) -> bool:
    """Whether a row is about a foreword, an introduction or a bibliography: no requirement stands there."""
    held: Iterable[Clause | None] = [
        *(opened.clause("old", one) for one in row.old), *(opened.clause("new", one) for one in row.new),
    ]  # fmt: skip
    return any(one is not None and one.kind in _FRONT for one in held)


def _fates(library: Library, assumed: Succession, other: str) -> tuple[Fate, ...]:
    try:
        return fates(library, assumed, other)
    except UsageError:  # the other standard was taken out
        return ()


def _quoted(opened: Editions, clause: Clause, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    return told_quotes([clause.text[start:end] for start, end in spans], opened.licences.get(clause.standard))


def _told(opened: Editions, clauses: Sequence[Clause]) -> str:
    return "\n".join(told(one.text, opened.licences.get(one.standard)) for one in clauses)
