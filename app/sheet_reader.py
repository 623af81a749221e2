"""One row of a review sheet that came back: which card it is, whether it still is what went out, and what was filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from app import deciding
from app.chosen import Pending, choice
from app.double import decided, is_blind
from app.sheet_cells import Read, read_cells, went_out
from app.sheet_columns import COLUMNS, Meta, Use, changed
from app.sheet_file import SheetRow
from app.sheet_labels import Named
from app.sheet_lines import Line, Outcome, said_in_words
from app.sheet_rows import Filled, filled
from app.state import Choice, Comparison, Item, State
from app.wording import N_, Translate
from matcher.match import Decision, Judgement, Match, Relation

NO_CARD = N_("Something is filled in, but the hidden cells that name the card are gone.")
OTHER_SHEET = N_("This row comes from another sheet.")
TOUCHED = N_("{address} ({column}) was changed, and is no cell to be changed.")
MADE_ANEW = N_("The comparison was made anew and has no such card any more: write a new sheet.")
NEW_TEXT = N_("The text of {clause} was changed since the sheet was made: write a new sheet.")
_BEYOND = ("key", "before", "marks", "sheet", "a_ids", "b_ids", "a_hashes", "b_hashes")
"""Hidden columns; without them a row says nothing."""


class Reader:
    """Reads the rows of one sheet against the comparison as it stands now."""

    def __init__(
        self, comparison: Comparison, meta: Meta, items: Mapping[str, Item], author: str, _: Translate, *, stale: bool
    ) -> None:
        self._stale = stale
        self._comparison, self._meta, self._items, self._author, self._ = comparison, meta, items, author, _
        self._named = {side: Named(comparison, side) for side in ("a", "b")}

    def line(self, row: SheetRow) -> Line:
        """What a row comes to by itself."""
        key = row.cell("key").text
        card = " ↔ ".join(" + ".join(row.cell(f"{side}_clause").text.split("\n")) or "–" for side in ("a", "b"))
        line = Line(row.number, card, Outcome.UNCLEAR, key=key)
        before = went_out(row)
        if not key:
            return replace(line, why=(self._(NO_CARD),))
        if before is None:
            return replace(line, why=self._touched(row))
        item = self._items.get(key)
        read = read_cells(row, before, item or _stub(row, self._meta), self._named, self._, stale=self._stale)
        touched = self._touched(row)
        if not read.changed:
            return replace(line, outcome=Outcome.UNCHANGED, why=touched)
        if item is None:
            return replace(line, why=(self._(MADE_ANEW), *touched))
        if why := (*read.unclear, *self._outdated(row, item), *touched):
            return replace(line, why=why)
        return self._decided(replace(line, item=item), item, read)

    def _touched(self, row: SheetRow) -> tuple[str, ...]:
        """Which cells that were not to change did; a column that was deleted is missed only where it is a hidden one."""
        if row.cell("sheet").text != self._meta.token and len(row.cell("sheet").text) == len(self._meta.token):
            return (self._(OTHER_SHEET),)
        heads = {column.name: column.head if column.use is Use.HIDDEN else self._(column.head) for column in COLUMNS}
        names = [name for name in changed(row.values) if name in row.cells or name in _BEYOND]
        return tuple(self._(TOUCHED).format(address=row.cell(name).address, column=heads[name]) for name in names)

    def _outdated(self, row: SheetRow, item: Item) -> list[str]:
        found = []
        for side, ids in (("a", item.match.a_clauses), ("b", item.match.b_clauses)):
            for clause_id, text in zip(ids, _list(row, f"{side}_hashes"), strict=False):
                clause = self._comparison.clause(side, clause_id)
                if clause.text_hash != text:
                    found.append(self._(NEW_TEXT).format(clause=f"{side.upper()} {clause.cited}"))
        return found

    def _decided(self, line: Line, item: Item, read: Read) -> Line:
        """The line of a row whose cells are understood."""
        wanted, before = read.wanted, read.before
        if replace(wanted, note=before.note) == before:
            made, links = None, tuple(replace(one, note=wanted.note) for one in item.said)
            what = f"“{wanted.note}”"
        else:
            note = filled(item).note if wanted.note == before.note else wanted.note
            made = _choice(item, wanted, note)
            about = item if is_blind(item, self._author) else decided(item)
            links = tuple(deciding.judgements_of(self._comparison, about, made, self._author))
            what = said_in_words(made, self._comparison, self._)
        line = replace(line, what=what, choice=made, note=wanted.note, links=links)
        if _stored(links, item, self._author, self._meta.number):
            return replace(line, outcome=Outcome.ALREADY)
        if made is None and any(one.author != self._author and one.entry <= self._meta.number for one in item.said):
            return replace(line, why=(self._(deciding.NOT_YOURS),))
        return replace(line, outcome=Outcome.STORE)


def _choice(item: Item, wanted: Filled, note: str) -> Choice:
    """What the cells say as the choice of a card; an empty cell is what is proposed, whatever was decided before."""
    match, by_hand = item.match, bool(wanted.a_chosen or wanted.b_chosen)
    pending = Pending(
        item.key,
        a=wanted.a_chosen or match.a_clauses,
        b=wanted.b_chosen or match.b_clauses,
        relation=Relation(wanted.relation) if wanted.relation else match.relation,
        rationale=wanted.rationale or ("" if by_hand else match.rationale),
    )
    return choice(item, pending, Decision(wanted.decision), reason=wanted.reason, note=note)


def _stored(links: tuple[Judgement, ...], item: Item, author: str, since: int) -> bool:
    """Whether the log has all of this, from the same person, since the sheet was made."""
    said = {deciding.saying(one) for one in item.said if one.author == author and one.entry > since}
    return bool(links) and set(map(deciding.saying, links)) <= said


def _stub(row: SheetRow, meta: Meta) -> Item:
    """A card that the comparison has no more, for reading its row."""
    ids = [tuple(map(str, _list(row, name))) for name in ("a_ids", "b_ids")]
    return Item(row.cell("key").text, Match(meta.a, ids[0], meta.b, ids[1], Relation.NONE, 0.0), State.OPEN)


def _list(row: SheetRow, name: str) -> list[object]:
    try:
        found = json.loads(row.cell(name).text)
    except ValueError:
        return []
    return found if isinstance(found, list) else []
