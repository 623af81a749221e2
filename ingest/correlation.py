"""Tables in which a standard says what answers to its clauses elsewhere, or which standard stands for which.

Comparisons of structure (附录 … 章条编号对照, приложение ДБ, the correlation table of an EU act), lists of technical differences
with their reasons, and tables of the standards that are cited in place of others (приложение ДА). What is no such table gives
nothing: two standards must be named, in the head, the caption or by what the standard adopts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.citing import OWN
from ingest.clause import Document
from ingest.designation import find_designations, parse, same
from ingest.listed import Label, Named, heading_named, other_labels, paired, steps_of
from ingest.sheets import Sheet, shares, sheets
from ingest.stated import PublishedLink, Said, degree_in, page_of, words

_MOST = 0.5
"""More than this share of the cells of a column are what the column holds."""
_INTERNATIONAL = frozenset({"ISO", "IEC", "ISO/IEC", "CISPR", "ITU-T", "EN", "OHSAS"})


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column of a table holds what: labels by standard ("" the own one), degree, differences and reasons."""

    labels: dict[str, int] = field(default_factory=dict)
    degree: int = -1
    difference: int = -1
    reason: int = -1


def correlations(document: Document, own: Named) -> Iterator[PublishedLink]:
    """The links that the tables of ``document`` state, in the order of their rows."""
    for sheet in sheets(document):
        heads = " ".join(sheet.head(column) for column in range(len(sheet.heads[0])))
        about = f"{sheet.title}\n{heads}"
        if words("about", "compares").search(about):
            yield from _clauses(sheet, document, own)
        if words("about", "referenced").search(about) or words("columns", "degree").search(heads):
            yield from _standards(sheet)


def _clauses(sheet: Sheet, document: Document, own: Named) -> Iterator[PublishedLink]:
    columns = _columns(sheet, document)
    base = next(iter(columns.labels), None)
    if base is None:
        return
    others = [name for name in columns.labels if name != base]
    if not others and base == "" and columns.difference >= 0:
        others = [_other(sheet, document) or ""]
    for row, place in zip(sheet.rows, sheet.places, strict=True):
        for other in filter(None, others):
            yield from _row(sheet, document, own, columns, row, place, base, other)


def _row(
    sheet: Sheet,
    document: Document,
    own: Named,
    columns: _Columns,
    row: tuple[str, ...],
    place: tuple[int, int],
    base: str,
    other: str,
) -> Iterator[PublishedLink]:
    lang = document.standard.lang
    mine, theirs = row[columns.labels[base]], row[columns.labels[other]] if other in columns.labels else ""
    ours = own.named(mine, lang, sheet.clause) if base == "" else other_labels(mine, lang)
    answers = other_labels(theirs, lang)
    if not _is_told(mine, ours) or not _is_told(theirs, answers) or not (ours or answers):
        return
    note = row[columns.difference].strip() if columns.difference >= 0 else ""
    for a, b in paired(ours, answers):
        kind = _kind(note, ours, answers, listed=other in columns.labels)
        yield PublishedLink(
            base or document.standard.designation,
            a.label,
            other,
            edition_of(other),
            b.label,
            kind,
            sheet.clause.id,
            *place,
            page=page_of(sheet.clause, place[0]),
            target=a.target,
            note=note,
            reason=row[columns.reason].strip() if columns.reason >= 0 else "",
        )


def _is_told(cell: str, labels: tuple[Label, ...]) -> bool:
    """Whether a cell names labels, or says that there are none; one with other words is not understood."""
    return bool(labels) or bool(words("nothing", "cell").fullmatch(cell.strip()))


def _kind(note: str, ours: tuple[Label, ...], theirs: tuple[Label, ...], *, listed: bool) -> Said:
    if listed and not theirs:
        return Said.ADDED
    if not ours:
        return Said.DELETED
    if note and words("kinds", "same").search(note):
        return Said.SAME
    return kind_of(note, Said.CHANGED) if note and not words("nothing", "cell").fullmatch(note) else Said.CORRESPONDS


def kind_of(text: str, otherwise: Said) -> Said:
    """What the first verb of ``text`` says became of a clause."""
    found = [
        (match.start(), -len(match[0]), kind)
        for kind in (Said.ADDED, Said.DELETED, Said.MOVED, Said.CHANGED)
        if (match := words("kinds", kind.value).search(text))
    ]
    return min(found)[2] if found else otherwise


def edition_of(designation: str) -> str:
    """The year that a designation names, "" for none."""
    found = parse(designation)
    return str(found.year) if found and found.year else ""


def _columns(sheet: Sheet, document: Document) -> _Columns:
    lang, width = document.standard.lang, len(sheet.heads[0])
    heads = [sheet.head(column) for column in range(width)]
    labels: dict[str, int] = {}
    wordy: dict[str, int] = {}
    for name in ("degree", "reason", "difference"):
        taken = (c for c in range(width) if words("columns", name).search(heads[c]) and c not in wordy.values())
        wordy[name] = next((c for c in taken if not _holds_labels(sheet, c, lang)), -1)
    labelled = [c for c in range(width) if c not in wordy.values() and _holds_labels(sheet, c, lang)]
    unnamed: list[int] = []
    for column in labelled:
        named = _named(heads[column], document)
        if named is None:
            unnamed.append(column)
        else:
            labels.setdefault(named, column)
    if unnamed and len(labels) < 2:
        told = [name for name in (_own_or_none(sheet, labels), _other(sheet, document)) if name is not None]
        labels |= zip([name for name in told if name not in labels], unnamed, strict=False)
    if "" in labels:  # the own clauses come first, whatever the order of the columns
        labels = {"": labels[""], **labels}
    return _Columns(labels, wordy["degree"], wordy["difference"], wordy["reason"])


def _holds_labels(sheet: Sheet, column: int, lang: str) -> bool:
    cells = [cell for cell in sheet.column(column) if not words("nothing", "cell").fullmatch(cell.strip())]
    return shares(cells, [bool(steps_of(cell, lang) or heading_named(cell)) for cell in cells]) > _MOST


def _named(head: str, document: Document) -> str | None:
    """The standard that a head names: "" for the own one, None where it names none."""
    mine = document.standard.designation
    for found in find_designations(head):
        return "" if same(str(found.designation), mine) else str(found.designation)
    return "" if OWN.search(head) else None


def _own_or_none(sheet: Sheet, labels: dict[str, int]) -> str | None:
    """The own standard, when the head or the title speaks of it, or of one other standard alone."""
    named = {str(found.designation) for found in find_designations(sheet.title)}
    return "" if labels or OWN.search(sheet.title) or len(named) == 1 else None


def _other(sheet: Sheet, document: Document) -> str | None:
    """The standard that a table compares with where its head does not say: from its title, else the one that is adopted."""
    mine = document.standard
    named = (str(found.designation) for found in find_designations(sheet.title))
    first = next((name for name in named if not same(name, mine.designation)), None)
    return first or (mine.adopts.designation if mine.adopts else None)


def _standards(sheet: Sheet) -> Iterator[PublishedLink]:
    """The rows of a table of standards that are cited in place of others."""
    width = len(sheet.heads[0])
    degree = next((c for c in range(width) if words("columns", "degree").search(sheet.head(c))), -1)
    holding = [
        c
        for c in range(width)
        if c != degree and shares(sheet.column(c), [bool(find_designations(t)) for t in sheet.column(c)]) > 0.3
    ]
    if len(holding) < 2:
        return
    first, second = holding[:2]
    if _international(sheet, first) > _international(sheet, second):
        first, second = second, first  # the national standard is the one that stands for the other
    for row, place in zip(sheet.rows, sheet.places, strict=True):
        theirs = find_designations(row[second])
        if not theirs:
            continue
        ours = find_designations(row[first])
        other = str(theirs[0].designation)
        yield PublishedLink(
            str(ours[0].designation) if ours else "",
            "",
            other,
            edition_of(other),
            "",
            Said.REFERENCE if ours else Said.DELETED,
            sheet.clause.id,
            *place,
            page=page_of(sheet.clause, place[0]),
            degree=degree_in(row[degree]) if degree >= 0 else degree_in(" ".join(row)),
        )


def _international(sheet: Sheet, column: int) -> float:
    cells = sheet.column(column)
    told = [any(d.designation.publisher in _INTERNATIONAL for d in find_designations(cell)[:1]) for cell in cells]
    return shares(cells, told)
