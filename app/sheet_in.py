"""A review sheet comes back: what it would store, what is unchanged, unclear, or decided by others since; then storing it.

A row is found by its hidden cells and compared with what went out: what a person changed becomes a decision, everything else is
told. Each decision is written as if the card had been decided when the sheet was made: what anybody wrote about its clauses since
refuses it. So nothing is overwritten, and a sheet that is taken twice stores nothing the second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app import deciding
from app.card_lines import said_line
from app.double import as_seen_by
from app.queueing import queue
from app.sheet_columns import EDITED, Meta
from app.sheet_file import Returned, SheetRow
from app.sheet_lines import Line, Outcome, Plan
from app.sheet_reader import Reader
from app.state import Item, load_comparison
from app.visible import visible
from app.wording import N_, Translate, catalogue
from index.log import pair_key, side_key
from ingest.errors import NotPermitted, UsageError
from matcher import ledger
from matcher.match import Decision, Judgement

if TYPE_CHECKING:
    from index.library import Library
    from index.log import Entry

OTHER_LIBRARY = N_("This sheet was made from another library: its log is not the log of this one.")
OTHER_PAIR = N_("This library has no comparison of {a} and {b}, of which this sheet was made.")
TWICE = N_("Rows {rows} are the same card and do not say the same.")
AS_WELL = N_("Row {row} is the same card and says the same.")
AGAINST = N_("Row {row} contradicts this.")


def plan(library: Library, returned: Returned, author: str, *, lang: str = "en") -> Plan:
    """What storing a sheet in the name of ``author`` would do, told in ``lang``.

    Raises:
        UsageError: nobody is named; the sheet is of another library, or of a comparison that is not there.
        LibraryError: the library is not what was written.
    """
    if not author.strip():
        raise UsageError(deciding.NO_NAME)
    meta, _ = returned.meta, catalogue(lang).gettext
    _same_log(library, meta)
    if (meta.a, meta.b) not in {(one.a_standard, one.b_standard) for one in library.comparisons()}:
        raise UsageError(_(OTHER_PAIR).format(a=visible(meta.a), b=visible(meta.b)))
    head = library.log.head().number
    comparison = load_comparison(library, meta.a, meta.b)
    items = queue(comparison, ledger.judgements(library, meta.a, meta.b), head)
    own_view = {item.key: item for item in as_seen_by(author.strip(), library, comparison, items)}
    stale = (library.content(meta.a), library.content(meta.b)) != (meta.a_content, meta.b_content)
    reader = Reader(comparison, meta, own_view, author.strip(), _, stale=stale)
    lines = _consistent(_once([reader.line(row) for row in returned.rows if _is_card(row)], _), _)
    own = frozenset(one.entry for line in lines if line.outcome is Outcome.ALREADY and line.item for one in line.item.said)
    found = Plan(comparison, meta, author.strip(), lang, tuple(lines), own)
    entries = _since(library, meta, meta.number)
    return replace(found, lines=tuple(_checked(library, found, line, entries) for line in lines))


def store(library: Library, planned: Plan, rows: Collection[int] | None = None) -> tuple[Line, ...]:
    """Store what a sheet says, each row for itself, of all rows or of these; returns every line as it came out.

    Raises:
        LibraryError: the library is not what was written; rows before may be stored.
    """
    own, lines, entries = set(planned.own), list[Line](), list(_since(library, planned.meta, planned.meta.number))
    for line in planned.lines:
        if line.outcome is not Outcome.STORE or line.item is None or (rows is not None and line.row not in rows):
            lines.append(line)
            continue
        entries += _since(library, planned.meta, entries[-1].number if entries else planned.meta.number)
        newer = _about(planned.meta, line, entries)
        if others := [one for one in newer if one.number not in own]:
            lines.append(_conflict(library, planned, line, others))
            continue
        item = replace(line.item, seen=max([planned.meta.number, *(one.number for one in newer)]))
        stored, written = _store(library, planned, line, item)
        own |= {one.entry for one in written}
        lines.append(stored)
    return tuple(lines)


def _store(library: Library, planned: Plan, line: Line, item: Item) -> tuple[Line, Sequence[Judgement]]:
    """Write one row; ``item`` has seen what this taking of the sheet wrote, and nothing else since the sheet was made."""
    try:
        if line.choice is None:
            written = deciding.annotate(library, item, line.note, planned.author)
        else:
            written = deciding.apply(library, planned.comparison, item, line.choice, planned.author)
    except ledger.Conflict as conflict:
        return _conflict(library, planned, line, conflict.entries), ()
    except (NotPermitted, UsageError) as error:
        outcome = Outcome.REFUSED if isinstance(error, NotPermitted) else Outcome.UNCLEAR
        return replace(line, outcome=outcome, why=(catalogue(planned.lang).gettext(str(error)),)), ()
    return replace(line, outcome=Outcome.STORED), written


def _same_log(library: Library, meta: Meta) -> None:
    """Refuse a sheet whose log is not this library's: its first entry and what was its last must both be in it."""
    entries = library.log.entries()
    same = len(entries) >= meta.number and (not meta.number or entries[meta.number - 1].hash == meta.head)
    if not same or (entries[0].hash if entries else "") != meta.library:
        raise UsageError(OTHER_LIBRARY)


def _is_card(row: SheetRow) -> bool:
    """Whether a row is a card, or something was filled into it: a line that somebody wrote between the cards is neither."""
    return bool(row.cell("key").text) or any(row.cell(column.name).text for column in EDITED)


def _once(lines: Iterable[Line], _: Translate) -> list[Line]:
    """The lines, each card said once: copies that say the same count once, those that do not are not understood."""
    by_card: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_card[line.key or f"row {line.row}"].append(line)
    found = []
    for same in by_card.values():
        said = {(one.outcome, one.choice, one.note, one.why if one.outcome is Outcome.UNCLEAR else ()) for one in same}
        if len(said) == 1:
            copy = (_(AS_WELL).format(row=same[0].row),)
            found += [same[0], *(replace(one, outcome=Outcome.UNCHANGED, why=copy) for one in same[1:])]
        else:
            rows = ", ".join(str(one.row) for one in same)
            found += [replace(one, outcome=Outcome.UNCLEAR, why=(_(TWICE).format(rows=rows), *one.why)) for one in same]
    return sorted(found, key=lambda line: line.row)


def _consistent(lines: Sequence[Line], _: Translate) -> list[Line]:
    """The lines, but those not that contradict each other: one link decided in two ways, or linked and said to have none."""
    speaking = [line for line in lines if line.outcome in (Outcome.STORE, Outcome.ALREADY)]
    said: dict[tuple[str, str], list[tuple[int, object]]] = defaultdict(list)
    for line in speaking:
        for one in line.links:
            said[one.a_clause, one.b_clause].append((line.row, (one.decision, one.relation)))
            if one.decision in (Decision.ACCEPT, Decision.NO_COUNTERPART):
                for key in ((one.a_clause, "?"), ("?", one.b_clause)):
                    if all(key):
                        said[key].append((line.row, one.decision))
    against: dict[int, int] = {}
    for words in said.values():
        for row, word in words:
            other = next((number for number, theirs in words if number != row and theirs != word), 0)
            if other:
                against.setdefault(row, other)
    return [
        replace(line, outcome=Outcome.UNCLEAR, why=(_(AGAINST).format(row=against[line.row]),))
        if line.outcome is Outcome.STORE and line.row in against
        else line
        for line in lines
    ]


def _since(library: Library, meta: Meta, number: int) -> tuple[Entry, ...]:
    """What was written about the two standards after an entry."""
    return library.log.entries(topic=pair_key(meta.a, meta.b), after=number)


def _about(meta: Meta, line: Line, entries: Iterable[Entry]) -> list[Entry]:
    """Of these entries those about a clause that a line would decide on."""
    pair = pair_key(meta.a, meta.b)
    sides = {(meta.a, one.a_clause) for one in line.links} | {(meta.b, one.b_clause) for one in line.links}
    keys = {side_key(pair, name, clause) for name, clause in sides if clause}
    return [one for one in entries if keys & set(one.subjects)]


def _checked(library: Library, planned: Plan, line: Line, entries: Sequence[Entry]) -> Line:
    if line.outcome is not Outcome.STORE:
        return line
    others = [one for one in _about(planned.meta, line, entries) if one.number not in planned.own]
    return _conflict(library, planned, line, others) if others else line


def _conflict(library: Library, planned: Plan, line: Line, entries: Sequence[Entry]) -> Line:
    """The line as a conflict with what was written meanwhile, told in words."""
    _, numbers = catalogue(planned.lang).gettext, {one.number for one in entries}
    told = [one for one in ledger.history(library, planned.meta.a, planned.meta.b) if one.entry in numbers]
    theirs = [said_line(one, planned.comparison, _) for one in told]
    theirs = theirs or [" · ".join((one.author, one.kind, one.at[:16])) for one in entries]
    return replace(line, outcome=Outcome.CONFLICT, theirs=tuple(theirs))
