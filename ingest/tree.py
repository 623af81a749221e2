"""Pages to the clause tree: candidates, the one consistent sequence, titles, parents, boxes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp

from ingest.candidates import Evidence, find_candidates, squeeze
from ingest.clause import Box, Clause, Kind
from ingest.clean import CleanLine, Writer, clean_line, is_founder, spread_title
from ingest.furniture import Entry, body_lines, split_contents
from ingest.headings import Heading, split_heading
from ingest.layout import Layout, measure
from ingest.line import Bookmark, Page
from ingest.numbering import Label, Series, read_labels
from ingest.sequence import Candidate, best_sequence, with_brackets
from ingest.style import restyle

_TERMS = re.compile(
    r"术语|定义|用語|terms|definitions|vocabulary|термин|определени|thuật ngữ|định nghĩa|istilah|definisi|termes|définitions|مصطلحات|تعاريف|термин|begriffe",
    re.IGNORECASE,
)
_KINDS = {
    Series.ANNEX: Kind.ANNEX, Series.BOOK: Kind.PART, Series.PART: Kind.PART, Series.SUBPART: Kind.PART, Series.CHAPTER: Kind.CHAPTER,
    Series.SECTION: Kind.SECTION, Series.SUBSECTION: Kind.SECTION, Series.ROMAN: Kind.SECTION, Series.ARTICLE: Kind.ARTICLE,
    Series.LETTERED: Kind.CLAUSE, Series.DECIMAL: Kind.CLAUSE, Series.BRACKET: Kind.PARAGRAPH,
}  # fmt: skip


@dataclass(slots=True)
class _Node:
    """A clause while the tree is built."""

    label: Label | None
    kind: Kind
    rank: int
    text: str
    lines: list[CleanLine]
    heading: Heading
    score: float
    parent: _Node | None = None
    id: str = ""
    level: int = 1


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
    layout = measure(lines)
    evidence = _evidence(entries, bookmarks)
    dark = [page.number for page in pages if not page.lines]
    candidates = find_candidates(lines, layout, evidence, dark)
    taken = best_sequence(candidates)
    candidates = restyle(candidates, taken, lines, layout)
    taken = with_brackets(candidates, best_sequence(candidates))
    nodes = _nodes([candidates[i] for i in taken], lines, layout, evidence)
    return tuple(_clause(node, standard, lang, layout) for node in nodes)


def _evidence(entries: Iterable[Entry], bookmarks: Iterable[Bookmark]) -> Evidence:
    contents: dict[tuple[Series, tuple[int, ...]], str] = {}
    outline: dict[tuple[Series, tuple[int, ...]], str] = {}
    for table, texts in ((contents, [entry.text for entry in entries]), (outline, [mark.title for mark in bookmarks])):
        for text in texts:
            for label in read_labels(text.strip()):
                if label.series is not Series.BRACKET:
                    table.setdefault((label.series, label.path), text.strip()[label.end :].strip())
    depths = Counter(len(path) for series, path in contents if series is Series.DECIMAL)
    depth = max((d for d, count in depths.items() if count > 1), default=0)
    places = {}
    for mark in bookmarks:
        for label in read_labels(mark.title.strip()):
            title = squeeze(mark.title.strip()[label.end :])
            if title and label.series in (Series.DECIMAL, Series.LETTERED):
                places[mark.page, title] = replace(label, end=0, mark="", tight=False)
    return Evidence(contents, outline, depth, places)


def _nodes(taken: Sequence[Candidate], lines: Sequence[CleanLine], layout: Layout, evidence: Evidence) -> list[_Node]:
    """The accepted candidates with their lines, titles, kinds and parents."""
    nodes: list[_Node] = []
    stack: list[_Node] = []
    lawful = any(c.label is not None and c.label.series is Series.ARTICLE for c in taken)
    ends = [*(c.line for c in taken[1:]), len(lines)][: len(taken)]
    ids: Counter[str] = Counter()
    front = _roman_front(taken)
    for candidate, end in zip(taken, ends, strict=True):
        first, after = lines[candidate.line], lines[candidate.line + 1 : end]
        rank = _rank(candidate, stack, front)
        while stack and stack[-1].rank >= rank:
            stack.pop()
        parent = stack[-1] if stack else None
        term = parent is not None and _is_terms(parent, stack)
        known = _known(candidate.label, evidence)
        heading = split_heading(candidate.label, first, after, layout, term=term, known=known)
        kind = _kind(candidate, heading, stack, lawful, term)
        if nodes and not heading.title and (above := _above(candidate.label, first, nodes[-1], layout)):
            nodes[-1].lines.remove(above)
            heading = replace(
                heading, title=above.text, rest=heading.rest and heading.rest.cut(heading.rest.text.startswith("—"))
            )
        node = _Node(candidate.label, kind, rank, _cited(candidate.label, stack), [first, *after], heading, candidate.score)
        node.parent, node.level = parent, (parent.level + 1 if parent else 1)
        node.id = _identity(node, ids)
        nodes.append(node)
        stack.append(node)
    _even_out(nodes)
    if lawful:
        _points(nodes)
    return nodes


def _even_out(nodes: Sequence[_Node]) -> None:
    """Clauses of one level below one parent all have titles, or none has (GB/T 1.1—2020, 7.3.2; ISO/IEC Directives, Part 2, 22.3.2)."""
    siblings: dict[int, list[_Node]] = defaultdict(list)
    for node in nodes:
        if node.label is not None and node.label.series in (Series.DECIMAL, Series.LETTERED):
            siblings[id(node.parent)].append(node)
    for group in siblings.values():
        if sum(not node.heading.title for node in group) * 2 > len(group):
            for node in group:
                bare = len(node.lines) == 1 + len(node.heading.lines) and id(node) in siblings
                if node.label is not None and not bare:
                    node.heading = node.heading.demoted(node.lines[0], node.label.end)


def _points(nodes: Sequence[_Node]) -> None:
    """In the annexes of an act numbers of two and more parts are clauses where most have titles (1.2.3. Starting), else points."""
    groups: dict[tuple[int, int], list[_Node]] = defaultdict(list)
    annex = 0
    for node in nodes:
        annex += node.kind is Kind.ANNEX
        if annex and node.kind is Kind.CLAUSE and node.label is not None and node.label.series is Series.DECIMAL:
            groups[annex, len(node.label.path)].append(node)
    for group in groups.values():
        if sum(bool(node.heading.title) for node in group) * 2 < len(group):
            for node in group:
                node.kind = Kind.PARAGRAPH


def _above(label: Label | None, first: CleanLine, before: _Node, layout: Layout) -> CleanLine | None:
    """The title that stands above its number, as in statutory instruments: a bold line on its own."""
    if label is None or label.series not in (Series.DECIMAL, Series.ARTICLE) or len(label.path) > 1 or not layout.bold_tells():
        return None
    if len(before.lines) < 2 + len(before.heading.lines) or first.line.bold:
        return None
    line = before.lines[-1]
    near = line.page == first.page and first.line.box.top - line.line.box.top < 2.5 * layout.leading
    return (
        line if near and line.line.bold and line.text[-1] not in ".;:,。；：，" and line.bold_from() >= len(line.text) else None
    )


def _roman_front(taken: Sequence[Candidate]) -> bool:
    """Whether Roman numerals number the front matter, before 1, 2 …, and not the sections that hold these."""
    series = [c.label.series for c in taken if c.label is not None and c.label.series in (Series.ROMAN, Series.DECIMAL)]
    return series == sorted(series)


def _rank(candidate: Candidate, stack: Sequence[_Node], front: bool) -> int:
    """Depth in the order of things: a node goes below the nearest one before it of a smaller rank."""
    label = candidate.label
    if label is None:
        return 0
    if label.series is Series.ANNEX:
        inside = any(node.label and node.label.series is Series.ANNEX and node.label.form != label.form for node in stack)
        return 1 if inside and label.path == (1,) else 0
    if label.series in (Series.LETTERED, Series.DECIMAL):
        return 20 + len(label.path)
    if label.series is Series.BRACKET:
        return 40
    if label.series is Series.ROMAN and front:
        return 21
    return int(label.series)


def _is_terms(parent: _Node, stack: Sequence[_Node]) -> bool:
    return any(
        node.label is not None and node.label.series is Series.DECIMAL and _TERMS.search(node.heading.title) is not None
        for node in stack
    )


def _known(label: Label | None, evidence: Evidence) -> str:
    if label is None:
        return ""
    key = label.series, label.path
    return evidence.bookmarks.get(key) or evidence.contents.get(key) or ""


def _kind(candidate: Candidate, heading: Heading, stack: Sequence[_Node], lawful: bool, term: bool) -> Kind:
    label = candidate.label
    if label is None:
        return candidate.kind or Kind.CLAUSE
    if label.series is Series.DECIMAL and lawful and (any(node.kind is Kind.ARTICLE for node in stack) or len(label.path) == 1):
        return Kind.PARAGRAPH
    if term and label.series is Series.DECIMAL and len(label.path) > 1 and heading.title:
        return Kind.TERM
    return _KINDS[label.series]


def _cited(label: Label | None, stack: Sequence[_Node]) -> str:
    """The label as a reader cites it; parts of an annex carry the annex ("ANNEX III PART A")."""
    if label is None:
        return ""
    above = next((node for node in reversed(stack) if node.label and node.label.series is Series.ANNEX), None)
    if above is not None and label.series not in (Series.LETTERED, Series.DECIMAL, Series.BRACKET, Series.ANNEX):
        return f"{above.text} {label.text}"
    article = next((node for node in reversed(stack) if node.kind in (Kind.ARTICLE, Kind.SECTION)), None)
    if article is not None and label.series is Series.BRACKET:
        return f"{article.text}{label.text}"
    if article is not None and article.kind is Kind.ARTICLE and label.series is Series.DECIMAL:
        return f"{article.text}({label.text})"
    return label.text


def _identity(node: _Node, ids: Counter[str]) -> str:
    own = node.text or (node.kind.value if node.kind is not Kind.CLAUSE else node.heading.title)
    path = f"{node.parent.id}/{own}" if node.parent else own
    ids[path] += 1
    return path if ids[path] == 1 else f"{path}~{ids[path]}"


def _clause(node: _Node, standard: str, lang: str, layout: Layout) -> Clause:
    writer = Writer()
    before: CleanLine | None = None
    body = [node.heading.rest] if node.heading.rest is not None else []
    body += node.lines[1 + len(node.heading.lines) :]
    for line in body:
        writer.add(line, joined=before is not None and layout.continues(before, line))
        before = line
    text, origins = writer.finish()
    return Clause(
        standard=standard,
        clause=node.text,
        lang=lang,
        title=node.heading.title,
        text=text,
        id=node.id,
        level=node.level,
        parent=node.parent.id if node.parent else "",
        page=node.lines[0].page,
        boxes=_boxes(node.lines),
        kind=node.kind,
        origins=origins,
        confidence=round(1 / (1 + exp(-node.score)), 3),
    )


def _boxes(lines: Sequence[CleanLine]) -> tuple[Box, ...]:
    """One box a page around the lines of a clause."""
    by_page: dict[int, list[Box]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line.line.box)
    return tuple(
        Box(page, min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes))
        for page, boxes in sorted(by_page.items())
    )
