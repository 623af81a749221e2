"""Pages to the clause tree: candidates, the one consistent sequence, and out of it clauses with text, origins and boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from math import exp

from ingest.aligned import aligned_tables
from ingest.body import Tables, write_body
from ingest.candidates import Evidence, find_candidates, squeeze
from ingest.clause import Clause
from ingest.clean import CleanLine, clean_line, is_founder, spread_title
from ingest.forms import Series
from ingest.found import Found
from ingest.furniture import Entry, body_lines, split_contents
from ingest.hyphens import soften
from ingest.layout import Layout, measure
from ingest.line import Bookmark, Page
from ingest.nodes import Node, build_nodes, is_act
from ingest.numbering import NOTICE, Label, read_labels
from ingest.parts import boxes, find_parts
from ingest.sequence import Candidate, best_sequence, with_brackets
from ingest.style import restyle
from ingest.tables import ruled_tables

_FEWEST = 4
"""With so many numbered clauses or articles a document counts otherwise than by 一、 and （一）."""


def parse_pages(pages: Sequence[Page], bookmarks: Sequence[Bookmark], *, standard: str, lang: str) -> tuple[Clause, ...]:
    """The clause tree of a document in reading order; empty where nothing in it looks like clauses.

    Args:
        pages: as ``pages.read_pages`` gives them.
        bookmarks: the outline; evidence, never the structure.
        standard: the designation that every clause carries.
        lang: ISO 639-1 of the text.
    """
    founder = is_founder(pages)
    body = body_lines(pages)
    cleaned = [spread_title(clean_line(line, page.number, founder=founder)) for page in pages for line in body[page.number]]
    lines, entries = split_contents([line for line in cleaned if line.text])
    lines = soften(lines)
    layout = measure(lines)
    evidence = read_evidence(entries, bookmarks)
    found = ruled_tables(pages, lines, layout)
    return parse_lines(lines, layout, evidence, standard=standard, lang=lang, found=found, pages=pages)


def parse_lines(
    lines: Sequence[CleanLine],
    layout: Layout,
    evidence: Evidence,
    *,
    standard: str,
    lang: str,
    found: Sequence[Found] = (),
    apart: Collection[int] = (),
    pages: Sequence[Page] = (),
) -> tuple[Clause, ...]:
    """The clause tree of the cleaned lines of a document.

    Args:
        lines: without furniture and contents.
        layout: their usual measures.
        evidence: of contents and outline.
        standard: the designation that every clause carries.
        lang: ISO 639-1 of the text.
        found: the tables in frames.
        apart: indices of lines that start no clause, whatever they begin with.
        pages: for the rules drawn on them, and for those without usable text; none for lines that come from no pages.
    """
    rows = frozenset(at for table in found for at in table.lines)
    dark = [page.number for page in pages if not page.lines]
    candidates = find_candidates(lines, layout, evidence, dark, rows)
    if apart:
        candidates = [c for c in candidates if c.line not in apart]
    nodes = build_nodes(_sequence(candidates, lines, layout), lines, layout, evidence)
    found = [*found, *aligned_tables([node.body() for node in nodes], lines, pages, found, layout)]
    tables, feet = Tables(found, lines), _feet(lines)
    return tuple(_clause(node, standard, lang, layout, tables, feet) for node in nodes)


def _feet(lines: Iterable[CleanLine]) -> dict[int, float]:
    """Where the last line of each page ends, in points from the top."""
    feet: dict[int, float] = {}
    for line in lines:
        if not line.line.turned:
            feet[line.page] = max(feet.get(line.page, 0.0), line.line.box.bottom)
    return feet


def _sequence(candidates: list[Candidate], lines: Sequence[CleanLine], layout: Layout) -> list[Candidate]:
    """The candidates that are clauses: searched twice, for the first result shows what clauses look like in this document."""
    candidates = _without_notices(candidates)
    first = best_sequence(candidates)
    others = [c for c in candidates if c.label is None or c.label.series is not Series.ARTICLE]
    if len(others) < len(candidates) and not is_act([candidates[at] for at in first]):
        candidates = others
        first = best_sequence(candidates)
    moved = restyle(candidates, first, lines, layout)
    return [moved[at] for at in with_brackets(moved, best_sequence(moved))]


def read_evidence(entries: Iterable[Entry], bookmarks: Iterable[Bookmark]) -> Evidence:
    """What the entries of printed contents and the bookmarks of an outline say about labels, titles and depth."""
    contents: dict[tuple[Series, tuple[int, ...]], str] = {}
    outline: dict[tuple[Series, tuple[int, ...]], str] = {}
    for table, texts in ((contents, [entry.text for entry in entries]), (outline, [mark.title for mark in bookmarks])):
        for text in texts:
            for label in read_labels(text.strip()):
                if label.series is not Series.BRACKET:
                    table.setdefault((label.series, label.path), text.strip()[label.end :].strip())
    depths = Counter(len(path) for series, path in contents if series is Series.DECIMAL)
    depth = max((d for d, count in depths.items() if count > 1), default=0)
    places: dict[tuple[int, str], Label] = {}
    for mark in bookmarks:
        for label in read_labels(mark.title.strip()):
            title = squeeze(mark.title.strip()[label.end :])
            if title and label.series in (Series.DECIMAL, Series.LETTERED):
                places[mark.page, title] = replace(label, end=0, mark="", tight=False)
    return Evidence(contents, outline, depth, places)


def _clause(node: Node, standard: str, lang: str, layout: Layout, tables: Tables, feet: Mapping[int, float]) -> Clause:
    body = write_body(node.body(), layout, tables)
    return Clause(
        standard=standard,
        clause=node.cited,
        lang=lang,
        title=node.heading.title,
        text=body.text,
        id=node.id,
        level=node.level,
        parent=node.parent.id if node.parent else "",
        page=node.lines[0].page,
        boxes=boxes(node.printed()),
        kind=node.kind,
        origins=body.origins,
        confidence=round(1 / (1 + exp(-node.score)), 3),
        parts=find_parts(body, layout, feet),
    )


def _without_notices(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates without 一、 and （一）, which count items, unless next to nothing else counts anything."""
    others = [c for c in candidates if c.label is None or c.label.system != NOTICE]
    if len(others) == len(candidates):
        return candidates
    found = [label for at in best_sequence(others) if (label := others[at].label) is not None]
    return candidates if sum(label.series is not Series.ANNEX for label in found) < _FEWEST else others
