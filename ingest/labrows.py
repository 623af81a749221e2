"""Rows of the tables of a test report ─▶ its lines. Pure functions: no file is read here.

A row with a result or a verdict is a line. A row without both is the heading of those below it where these go on from it, and a
line without verdict else. What stands in a table of results and is neither is told in a mark: nothing is lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.labclauses import Cited, read_clauses, read_leading
from ingest.labheads import Layout, find_head, is_same_head
from ingest.labprint import Grid, Printed, Row, Text
from ingest.labverdict import Reading, read_verdict
from ingest.labwords import Column, squeezed
from ingest.testreport import Verdict

_SHEET = re.compile(
    r"(?:page|sheet|стр\.?|страница|лист)\s*\d+\s*(?:of|/|из|листов)\s*\d+|第?\s*\d+\s*页\s*[/，,]?\s*共\s*\d+\s*页|共\s*\d+\s*页\s*[/，,]?\s*第\s*\d+\s*页",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*(?:备注|注|说明|remarks?|notes?|supplementary information|примечани[ея])\s*\d*\s*[:：.—-]", re.IGNORECASE
)
_HEADING = re.compile(
    r"\s*(?:附录|第|annex|appendix|приложение|clause|раздел)?\s*(?P<label>[A-ZА-Я](?![^\W\d_])(?:\.?\d+)*|\d+(?:\.\d+)*)",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[-–—―⎯−/\s]*")
_OUTSIDE = re.compile(r"[*#†‡△▲☆★※]")


@dataclass(slots=True)
class Entry:
    """A row of results before it is known whether it is a line or a heading."""

    cited: str
    labels: tuple[str, ...]
    standard: str = ""
    item: str = ""
    requirement: str = ""
    result: str = ""
    method: str = ""
    printed: str = ""
    page: int = 0
    place: str = ""
    own: bool = True
    signs: frozenset[str] = frozenset()
    title: str = ""
    loose: bool = False

    @property
    def bare(self) -> bool:
        """Whether it has neither a result nor a verdict."""
        return not self.result and read_verdict(self.printed) == Reading(Verdict.UNSAID)


@dataclass(slots=True)
class Found:
    """The entries of a report in order, the grids that held none of them, and what stood beside them in their tables."""

    entries: list[Entry] = field(default_factory=list)
    others: list[Printed] = field(default_factory=list)
    asides: list[tuple[str, int, str]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    unjudged: list[str] = field(default_factory=list)


def find_entries(printed: Iterable[Printed]) -> Found:
    """The rows of results among what is ``printed``; everything else goes into ``others``."""
    found = Found()
    layout: Layout | None = None
    for block in printed:
        if isinstance(block, Text):
            found.others.append(block)
            continue
        layout = _take(block, layout, found)
    return found


def _take(grid: Grid, before: Layout | None, found: Found) -> Layout | None:
    """The rows of a table; returns its layout, or that of the table before where it is no table of results."""
    layout = before if before is not None and _goes_on(grid, before) else None
    above: list[Row] = []
    at = 0
    while at < len(grid.rows):
        row = grid.rows[at]
        judged = layout is not None and _is_judged(row, layout)
        if not judged and (head := find_head(grid.rows, at)) is not None:
            if layout is None:
                found.titles += [text for one in above for text in one.texts]
            layout, above = head[0], []
            at += head[1]
            if not layout.has(Column.VERDICT):
                found.unjudged.append(row.place or f"page {row.page}")
            continue
        if layout is None:
            above.append(row)
        elif judged or not is_same_head(layout, row):
            _row(row, layout, found)
        at += 1
    if layout is None:
        found.others.append(grid)
    elif above:
        found.others.append(Grid(tuple(above)))
    return layout or before


def _goes_on(grid: Grid, before: Layout) -> bool:
    """Whether a table without a head of its own goes on with the one before: as wide, and with verdicts where that has them."""
    columns = before.columns(Column.VERDICT)
    rows = grid.rows
    if (
        not rows
        or not columns
        or len(rows[0].cells) != len(before.kinds)
        or any(find_head(rows, at) for at in (0, 1) if at < len(rows))
    ):
        return False
    return any(read_verdict(row.cells[columns[0]] or "").verdict for row in rows)


def _row(row: Row, layout: Layout, found: Found) -> None:
    texts = row.texts
    if not texts:
        return
    judged = _is_judged(row, layout)
    if not judged and any(_SHEET.fullmatch(text.strip()) for text in texts):  # the head of a page, drawn as a row of the table
        found.titles += texts
    elif judged or len(texts) > 1 or row.again:
        found.entries.append(_entry(row, layout, found.entries))
    elif _ASIDE.match(texts[0]) or not _begins(row, layout):
        _beside(texts[0], row, layout, found)
    else:
        found.entries.append(_heading(texts[0], row))


def _is_judged(row: Row, layout: Layout) -> bool:
    """Whether a row prints a verdict: then it is a line, whatever else it looks like."""
    columns = [at for at in layout.columns(Column.VERDICT) if at < len(row.cells)]
    return any(read_verdict(row.cells[at] or "").verdict for at in columns)


def _heading(text: str, row: Row) -> Entry:
    """A row that holds a heading and nothing else."""
    match = _HEADING.match(text)
    labels = (match["label"],) if match else ()
    return Entry(text, labels, title=text, page=row.page, place=row.place)


def _begins(row: Row, layout: Layout) -> bool:
    """Whether the only text of a row stands where a heading does: in one of the first columns, or over several."""
    column = next(at for at, cell in enumerate(row.cells) if cell and at not in row.again)
    wide = column + 1 < len(row.cells) and row.cells[column + 1] is None
    return wide or layout.kinds[column] in (Column.NUMBER, Column.CLAUSE, Column.ITEM) or column == 0


def _beside(text: str, row: Row, layout: Layout, found: Found) -> None:
    """A text alone in its row: the rest of the requirement above where it stands below that, else an aside."""
    column = next(at for at, cell in enumerate(row.cells) if cell and at not in row.again)
    last = found.entries[-1] if found.entries else None
    kind = layout.kinds[column]
    if last is not None and not _ASIDE.match(text) and kind is Column.REQUIREMENT:
        last.requirement = _joined([last.requirement, text])
    elif last is not None and not _ASIDE.match(text) and kind in (Column.RESULT, Column.NOTE):
        last.result = _joined([last.result, text])
    else:
        found.asides.append((text, row.page, row.place))


def _entry(row: Row, layout: Layout, before: Sequence[Entry]) -> Entry:
    """The entry that a row is; what it does not say of its clause it has from the one above."""
    cell = {kind: _cell(row, layout, kind) for kind in Column}
    signs = frozenset(
        sign
        for kind in (Column.NUMBER, Column.CLAUSE, Column.ITEM, Column.REQUIREMENT)
        for sign in _OUTSIDE.findall(cell[kind][:2] + cell[kind][-2:])
    )
    cited, read = _cited(cell, layout)
    last = before[-1] if before else None
    own = bool(read.labels)
    item = cell[Column.ITEM]
    if not own and last is not None and not cell[Column.CLAUSE].strip():
        cited, read = last.cited, Cited(last.labels, last.standard)
        item = item or last.item
    unit = cell[Column.UNIT]
    return Entry(
        cited=cited,
        labels=read.labels,
        standard=read.standard or _standard(cell[Column.BASIS]),
        item=item,
        requirement=_with_unit(cell[Column.REQUIREMENT], unit),
        result=_joined([_with_unit(cell[Column.RESULT], unit), cell[Column.NOTE]]),
        method=cell[Column.METHOD],
        printed=cell[Column.VERDICT],
        page=row.page,
        place=row.place,
        own=own,
        signs=signs,
        loose=own and any(at in row.loose for at in layout.columns(Column.CLAUSE)),
    )


def _cited(cell: dict[Column, str], layout: Layout) -> tuple[str, Cited]:
    """The clause as printed and as read: of its own column; where a table has none, of where else it may stand."""
    text = cell[Column.CLAUSE]
    if text or layout.has(Column.CLAUSE):
        return text, read_clauses(text)
    for kind in (Column.ITEM, Column.REQUIREMENT):
        if (read := read_leading(cell[kind])).labels:
            return ", ".join(read.labels), read
    return "", Cited()


def _standard(text: str) -> str:
    return read_clauses(text).standard if text else ""


def _cell(row: Row, layout: Layout, kind: Column) -> str:
    """The texts of the columns of one kind; of several columns of results each says whose it is."""
    columns = [at for at in layout.columns(kind) if at < len(row.cells)]
    texts = [
        (layout.heads[at], (row.cells[at] or "").strip())
        for at in columns
        if kind not in (Column.CLAUSE, Column.NUMBER) or at not in row.again
    ]
    filled = [(head, text) for head, text in texts if text]
    if kind is Column.RESULT and len(filled) > 1:
        common = _common([head for head, _ in filled])
        return "; ".join(f"{head[common:].strip()}: {text}" if head[common:].strip() else text for head, text in filled)
    return _joined([text for _, text in filled if kind in (Column.VERDICT, Column.CLAUSE) or not _NOTHING.fullmatch(text)])


def _common(heads: Sequence[str]) -> int:
    """How many characters all of the heads begin with."""
    first, last = min(heads), max(heads)
    return next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _with_unit(text: str, unit: str) -> str:
    """A value with its unit behind it, where it has a number and the unit is not in it already."""
    bare = unit.strip(" -–—/")
    return f"{text} {bare}" if bare and re.search(r"\d\W*$", text) and squeezed(bare) not in squeezed(text) else text


def headings(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that are lines, each with the heading above it; headings are left out."""
    kept: list[Entry] = []
    open_: list[Entry] = []
    for at, entry in enumerate(entries):
        after = entries[at + 1] if at + 1 < len(entries) else None
        if entry.bare and (entry.title or (after is not None and _is_above(entry, after))):
            entry.title = _joined([entry.item, entry.requirement]) or entry.title
            open_ = [one for one in open_ if _is_above(one, entry)] + [entry]
            continue
        over = [one for one in open_ if not one.labels or _is_above(one, entry)]
        entry.title = entry.item or (over[-1].title if over else "")
        kept.append(entry)
    return kept


def _is_above(entry: Entry, after: Entry) -> bool:
    """Whether what comes after goes on from a heading: a row without a clause of its own, or with one below."""
    if entry.labels and after.labels == entry.labels:
        return True
    return any(label.startswith(f"{mine}.") for label in after.labels for mine in entry.labels)
