"""Accepted candidates to nodes of the tree: kinds, labels as they are cited, parents, titles that agree among siblings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.candidates import Evidence, squeeze
from ingest.clause import Kind
from ingest.clean import CleanLine
from ingest.forms import Series
from ingest.headings import Heading, split_heading
from ingest.layout import TERMINAL, Layout
from ingest.numbering import Label
from ingest.sequence import Candidate
from ingest.words import TERMS

KINDS = {
    Series.ANNEX: Kind.ANNEX,
    Series.BOOK: Kind.PART,
    Series.PART: Kind.PART,
    Series.SUBPART: Kind.PART,
    Series.CHAPTER: Kind.CHAPTER,
    Series.SECTION: Kind.SECTION,
    Series.SUBSECTION: Kind.SECTION,
    Series.ROMAN: Kind.SECTION,
    Series.ARTICLE: Kind.ARTICLE,
    Series.LETTERED: Kind.CLAUSE,
    Series.DECIMAL: Kind.CLAUSE,
    Series.BRACKET: Kind.PARAGRAPH,
}
"""What a label of each series numbers, unless the sections around it say otherwise."""
_NUMBERED = (Series.DECIMAL, Series.LETTERED)
_BELOW_NUMBERS = 20
_BRACKETS = 40
_FRONT_NUMBERS = 3
"""An act may have so many numbers before its first article; more make it a standard that cites articles."""
_TITLE_BLOCK = 10
_DIVIDER = 6
_JAPANESE_TITLE = re.compile(r"[(（][\u3040-\u9fff、・]{1,30}[)）]")
"""The title of an article, in brackets on the line above: （目的）."""


@dataclass(slots=True, eq=False)
class Node:
    """A clause while the tree is built: ``lines`` are all its own lines, ``rank`` its depth in the order of series.

    ``above`` is the line with its title where that stands above its number.
    """

    label: Label | None
    kind: Kind
    rank: int
    cited: str
    lines: list[CleanLine]
    heading: Heading
    score: float
    parent: Node | None = None
    id: str = ""
    level: int = 1
    above: CleanLine | None = None

    def printed(self) -> list[CleanLine]:
        """All lines that it takes on the pages."""
        return [self.above, *self.lines] if self.above is not None else self.lines

    def body(self) -> list[CleanLine]:
        """The lines of the text, without the heading."""
        rest = [self.heading.rest] if self.heading.rest is not None else []
        return rest + self.lines[1 + len(self.heading.lines) :]


def is_act(taken: Sequence[Candidate]) -> bool:
    """Whether the sequence is that of an act, whose numbers stand below articles: not a standard that cites some article."""
    series = [
        c.label.series for c in taken if c.label is not None and (c.label.series is not Series.DECIMAL or c.label.depth == 1)
    ]
    if series.count(Series.ARTICLE) < 2:
        return False
    return series[: series.index(Series.ARTICLE)].count(Series.DECIMAL) <= _FRONT_NUMBERS


def build_nodes(taken: Sequence[Candidate], lines: Sequence[CleanLine], layout: Layout, evidence: Evidence) -> list[Node]:
    """The accepted candidates with their lines, titles, kinds and parents, in order."""
    nodes: list[Node] = []
    stack: list[Node] = []
    act, front = is_act(taken), _roman_front(taken)
    ends = [*(c.line for c in taken[1:]), len(lines)][: len(taken)]
    for at, (candidate, end) in enumerate(zip(taken, ends, strict=True)):
        rank = 1 if _is_appendix(taken, at, stack) else _rank(candidate, front)
        while stack and (stack[-1].rank >= rank or (stack[-1].label is None and not _is_zero(candidate.label))):
            stack.pop()
        node = _node(candidate, lines[candidate.line : end], rank, stack, layout, evidence, act)
        if nodes:
            _take_title_above(node, nodes[-1], layout)
        nodes.append(node)
        stack.append(node)
    _drop_title_block(nodes)
    _drop_dividers(nodes)
    _even_out(nodes)
    if act:
        _points(nodes)
    _identify(nodes)
    return nodes


def _node(
    candidate: Candidate,
    lines: Sequence[CleanLine],
    rank: int,
    stack: Sequence[Node],
    layout: Layout,
    evidence: Evidence,
    act: bool,
) -> Node:
    label, parent = candidate.label, stack[-1] if stack else None
    term = any(
        node.label is not None and node.label.series is Series.DECIMAL and TERMS.search(node.heading.title) for node in stack
    )
    known = evidence.title(label)
    heading = split_heading(label, lines[0], lines[1:], layout, term=term, known=known)
    kind = _kind(candidate, heading, stack, act, term)
    level = parent.level + 1 if parent else 1
    return Node(label, kind, rank, _cited(label, stack), list(lines), heading, candidate.score, parent, level=level)


def _roman_front(taken: Sequence[Candidate]) -> bool:
    """Whether Roman numerals number the front matter, before 1, 2 …, and not the sections that hold these."""
    series = [c.label.series for c in taken if c.label is not None and c.label.series in (Series.ROMAN, Series.DECIMAL)]
    return series == sorted(series)


def _is_appendix(taken: Sequence[Candidate], at: int, stack: Sequence[Node]) -> bool:
    """Whether an annex belongs to one with another word ("Appendix 1" to "Annex III"): the other series goes on after it."""
    label = taken[at].label
    if label is None or label.series is not Series.ANNEX or not stack or stack[0].kind is not Kind.ANNEX:
        return False
    outer = stack[0].label
    return outer is not None and outer.form != label.form and any(c.label and c.label.form == outer.form for c in taken[at:])


def _rank(candidate: Candidate, front: bool) -> int:
    """Depth in the order of things: a node goes below the nearest one before it of a smaller rank."""
    label = candidate.label
    if label is None or label.series is Series.ANNEX:
        return label.depth - 1 if label is not None else 0
    if label.series in _NUMBERED:
        return _BELOW_NUMBERS + label.depth
    if label.series is Series.BRACKET:
        return _BRACKETS
    return _BELOW_NUMBERS + 1 if label.series is Series.ROMAN and front else int(label.series)


def _is_zero(label: Label | None) -> bool:
    """Whether the number belongs to an introduction (0.1, 0.2); other numbers stand beside it."""
    return label is not None and label.series is Series.DECIMAL and label.path[0] == 0


def _kind(candidate: Candidate, heading: Heading, stack: Sequence[Node], act: bool, term: bool) -> Kind:
    label = candidate.label
    if label is None:
        return candidate.kind or Kind.CLAUSE
    if label.series is Series.DECIMAL and act and (len(label.path) == 1 or any(node.kind is Kind.ARTICLE for node in stack)):
        return Kind.PARAGRAPH
    if term and label.series is Series.DECIMAL and len(label.path) > 1 and heading.title:
        return Kind.TERM
    return KINDS[label.series]


def _cited(label: Label | None, stack: Sequence[Node]) -> str:
    """The label as a reader cites it; parts of an annex carry the annex ("ANNEX III PART A"), paragraphs their article."""
    if label is None:
        return ""
    above = next((node for node in reversed(stack) if node.label and node.label.series is Series.ANNEX), None)
    if above is not None and label.series not in (*_NUMBERED, Series.BRACKET, Series.ANNEX):
        return f"{above.cited} {label.text}"
    article = next((node for node in reversed(stack) if node.kind is Kind.ARTICLE), None)
    if label.series is Series.BRACKET:
        holder = article or (stack[-1] if stack else None)
        return f"{holder.cited}{label.text}" if holder else label.text
    if article is not None and label.series is Series.DECIMAL:
        return f"{article.cited}({label.text})"
    return label.text


def _take_title_above(node: Node, before: Node, layout: Layout) -> None:
    """Statutory instruments set the title of a regulation above its number: a bold line on its own."""
    label, first = node.label, node.lines[0]
    if node.heading.title or label is None or label.series not in (Series.DECIMAL, Series.ARTICLE) or label.depth > 1:
        return
    if len(before.lines) < 2 + len(before.heading.lines):
        return
    line = before.lines[-1]
    if label.series is Series.ARTICLE and _JAPANESE_TITLE.fullmatch(line.text) and line.page == first.page:
        node.above = before.lines.pop()
        node.heading = replace(node.heading, title=line.text)
        return
    if not layout.bold_tells() or first.line.bold:
        return
    near = line.page == first.page and first.line.box.top - line.line.box.top < 2.5 * layout.leading
    if near and line.is_bold() and line.text[-1] not in TERMINAL + "，,":
        node.above = before.lines.pop()
        rest = node.heading.rest
        node.heading = replace(node.heading, title=line.text, rest=rest and rest.cut(rest.text.startswith("—")))


def _drop_title_block(nodes: Sequence[Node]) -> None:
    """The standard's title, printed once more above clause 1, is no text of the introduction before it."""
    for before, node in pairwise(nodes):
        if before.label is None and node.label is not None and node.label.path == (1,):
            page = node.lines[0].page
            block = [line for line in before.lines[1:] if line.page == page]
            if (
                before.lines[0].page < page
                and len(block) <= _TITLE_BLOCK
                and not any(line.text[-1] in TERMINAL for line in block)
            ):
                before.lines = [line for line in before.lines if line.page < page]
            return


def _drop_dividers(nodes: Sequence[Node]) -> None:
    """A page with the number and the title of the next chapter alone announces that one, and is no text of the one before it."""
    for before, node in pairwise(nodes):
        page = node.lines[0].page - 1
        block = [line for line in before.lines[1:] if line.page == page]
        if node.label is None or not 0 < len(block) <= _DIVIDER or before.lines[0].page >= page:
            continue
        if squeeze("".join(line.text for line in block)) == squeeze(f"{node.label.text}{node.heading.title}"):
            before.lines = [line for line in before.lines if line.page < page]


def _even_out(nodes: Sequence[Node]) -> None:
    """Clauses of one level below one parent all have titles, or none has (GB/T 1.1—2020; ISO/IEC Directives, Part 2)."""
    siblings: dict[Node | None, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.label is not None and node.label.series in _NUMBERED:
            siblings[node.parent].append(node)
    for group in siblings.values():
        if sum(not node.heading.title for node in group) * 2 <= len(group):
            continue
        for node in group:
            holds_others_only = not node.body() and node in siblings
            if node.label is not None and not holds_others_only:
                node.heading = node.heading.demoted(node.lines[0], node.label.end)


def _points(nodes: Sequence[Node]) -> None:
    """In an act's annexes numbers of two and more parts are clauses where most have titles (1.2.3. Starting), else points."""
    groups: dict[tuple[int, int], list[Node]] = defaultdict(list)
    annex = 0
    for node in nodes:
        annex += node.kind is Kind.ANNEX
        if annex and node.kind is Kind.CLAUSE and node.label is not None and node.label.series is Series.DECIMAL:
            groups[annex, len(node.label.path)].append(node)
    for group in groups.values():
        if sum(bool(node.heading.title) for node in group) * 2 < len(group):
            for node in group:
                node.kind = Kind.PARAGRAPH


def _identify(nodes: Sequence[Node]) -> None:
    """Give every node its id: the labels on the way to it; a path that comes again is told apart by "~2", "~3"."""
    seen: Counter[str] = Counter()
    for node in nodes:
        node.id = own_id(node.parent.id if node.parent else "", node.cited, node.kind, node.heading.title, seen)


def own_id(parent: str, cited: str, kind: Kind, title: str, seen: Counter[str]) -> str:
    """The id of a clause below the one with the id ``parent`` ("" at the top); ``seen`` counts the paths that there were."""
    own = cited or (kind.value if kind is not Kind.CLAUSE else title)
    path = f"{parent}/{own}" if parent else own
    seen[path] += 1
    return path if seen[path] == 1 else f"{path}~{seen[path]}"
