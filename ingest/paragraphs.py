"""Paragraphs in reading order ─▶ a document, by the way that the lines of a PDF go: cover, the one consistent sequence, the tree.

What the author of the file made a heading stands out as a heading on a page would; what is a table or a note starts no clause.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.block import Block, as_typed, captioned, parts_of
from ingest.branches import Branch, grown
from ingest.clause import Box, Clause, Document, Kind
from ingest.clean import CleanLine, clean_line, spread_title
from ingest.cover import NAMED_BY_FILE, read_cover
from ingest.forms import Series
from ingest.identity import name_before
from ingest.layout import measure
from ingest.line import Bookmark, Line, Page
from ingest.numbering import read_labels
from ingest.tree import parse_lines, read_evidence
from ingest.words import MODAL, UNTITLED

_SIZE, _HEADING_SIZE, _TITLE_SIZE = 10.0, 12.0, 20.0
_WIDTH, _HEIGHT = 600.0, 800.0
_LEFT, _RIGHT = 72.0, 500.0
_STEP = 14.0
_COVER = 60
"""A cover has no more lines, where nothing says where it ends."""
_SHEET = 45  # lines
_NUMBERED = (Series.DECIMAL, Series.ARTICLE, Series.CHAPTER, Series.PART, Series.BOOK, Series.SECTION)
_NEVER = frozenset({Kind.TABLE, Kind.NOTE, Kind.EXAMPLE, Kind.FIGURE, Kind.FORMULA, Kind.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block at characters ``start`` to ``end`` of the raw text."""

    start: int
    end: int
    block: Block


def read_paragraphs(blocks: Iterable[Block], file_name: str, heads: Sequence[str] = (), called: str = "") -> Document:
    """The document that ``blocks`` are, without its source; ``heads`` are the running heads, which may name the standard.

    ``called`` is what the file calls itself outside of its text: a cover for a document that does not name itself.
    """
    whole = captioned(as_typed(block for block in blocks if block.text))
    placed = list(_placed(whole))
    standard = read_cover(_pages(whole, heads), file_name=file_name)
    name, title = name_before(called)
    if name and NAMED_BY_FILE in standard.marks:
        standard = read_cover(_pages([Block(name), *whole], heads), file_name=file_name)
        if title and not (standard.title and _has_title(whole)):
            standard = replace(standard, title=title, titles=((standard.lang, title),))
    lines, apart = _lines(placed)
    evidence = read_evidence((), _outline(placed))
    clauses = parse_lines(
        lines, replace(measure(lines), whole=True), evidence, standard=standard.designation, lang=standard.lang, apart=apart
    )
    if any(clause.clause for clause in clauses):
        clauses = tuple(_with_parts(clauses, placed))
    else:
        clauses = grown(_by_heading(whole), standard=standard.designation, lang=standard.lang)
    return Document(standard, clauses)


def _placed(blocks: Iterable[Block]) -> Iterator[_Placed]:
    at = 0
    for block in blocks:
        yield _Placed(at, at + len(block.text), block)
        at += len(block.text) + 1


def _is_heading(block: Block) -> bool:
    """Whether a block stands out: some templates give numbered sentences a heading's style."""
    sentence = block.text[-1] in "。；;" or (block.text[-1] == "." and MODAL.search(block.text))
    return block.heading > 0 and not sentence


def _lines(placed: Iterable[_Placed]) -> tuple[list[CleanLine], set[int]]:
    """The lines of the blocks, one below the other on one long page, and the places of those that start no clause."""
    lines: list[CleanLine] = []
    apart: set[int] = set()
    for one in placed:
        start = one.start
        for text in one.block.text.split("\n"):
            line = spread_title(clean_line(_line(one.block, text, start, start - one.start, len(lines)), 1))
            start += len(text) + 1
            if line.text:
                if one.block.apart or one.block.kind in _NEVER:
                    apart.add(len(lines))
                lines.append(line)
    return lines, apart


def _line(block: Block, text: str, raw_start: int, offset: int, at: int) -> Line:
    """One line of a block, which begins at ``offset`` of the block's text."""
    heading = _is_heading(block)
    spans = ((0, len(text)),) if heading else tuple(
        (max(a - offset, 0), min(b - offset, len(text))) for a, b in block.bolds if a - offset < len(text) and b > offset
    )  # fmt: skip
    bold = sum(b - a for a, b in spans) * 2 > len(text)
    box = Box(1, _LEFT, at * _STEP, _RIGHT, (at + 1) * _STEP)
    return Line(text, box, _HEADING_SIZE if heading else _SIZE, bold, raw_start, spans)


def _outline(placed: Iterable[_Placed]) -> list[Bookmark]:
    return [Bookmark(one.block.text.split("\n")[0], -1, one.block.heading) for one in placed if _is_heading(one.block)]


def _with_parts(clauses: Sequence[Clause], placed: Sequence[_Placed]) -> Iterator[Clause]:
    """The clauses without places on a page that there never was, and with the blocks in their text that are parts of them."""
    origins = ((origin, n) for n, clause in enumerate(clauses) for origin in clause.origins)
    runs = sorted((origin.raw_start, origin.end - origin.start, n, origin.start) for origin, n in origins)
    begins = [run[0] for run in runs]
    spans: dict[int, list[tuple[int, int, Block]]] = defaultdict(list)
    for one in placed:
        if one.block.kind is None:
            continue
        at = bisect_right(begins, one.start) - 1
        if at < 0 or one.start >= runs[at][0] + runs[at][1]:
            continue  # its beginning is the label of a clause
        raw, _, owner, start = runs[at]
        last = bisect_right(begins, one.end - 1) - 1
        if runs[last][2] != owner:
            continue
        end = runs[last][3] + min(runs[last][1], one.end - runs[last][0])
        spans[owner].append((start + one.start - raw, end, one.block))
    for n, clause in enumerate(clauses):
        yield replace(clause, page=0, boxes=(), origins=(), parts=parts_of(spans[n]))


def _by_heading(blocks: Iterable[Block]) -> Iterator[Branch]:
    """Sections by headings alone, for a document without a single number; what stands before the first is its cover."""
    branch: Branch | None = None
    for block in blocks:
        if _is_heading(block):
            if branch is not None:
                yield branch
            branch = Branch(block.heading, title=" ".join(block.text.split()))
        elif branch is not None:
            branch.blocks.append(block)
    if branch is not None:
        yield branch


def _pages(blocks: Sequence[Block], heads: Sequence[str]) -> list[Page]:
    """The blocks as sheets of paper for who reads covers: the cover, then the rest, with the running heads above."""
    ends = _end_of_cover(blocks)
    pages = [_page(1, blocks[:ends], ())]
    for start in range(ends, len(blocks), _SHEET):
        pages.append(_page(len(pages) + 1, blocks[start : start + _SHEET], heads))
    return pages


def _end_of_cover(blocks: Sequence[Block]) -> int:
    for at, block in enumerate(blocks[:_COVER]):
        if at and _opens(block):
            return at
        if block.ends_page:
            return at + 1
    return min(_COVER, len(blocks))


def _has_title(blocks: Sequence[Block]) -> bool:
    """Whether a heading above the text may be the title of the document."""
    return bool(blocks) and not _opens(blocks[0]) and any(block.heading == 1 for block in blocks[: _end_of_cover(blocks)])


def _opens(block: Block) -> bool:
    """Whether a block is the first heading of the text: of a foreword, of number one."""
    if re.sub(r"\s+", "", block.text).lower() in UNTITLED:
        return True
    return any(label.path == (1,) and label.series in _NUMBERED and not label.tight for label in read_labels(block.text))


def _page(number: int, blocks: Sequence[Block], heads: Sequence[str]) -> Page:
    texts = [(block, text) for block in blocks for text in block.text.split("\n") if text.strip()]
    lines = [Line(head, Box(number, _LEFT, 30.0, _RIGHT, 42.0), _SIZE) for head in heads]
    for at, (block, text) in enumerate(texts):
        top = _HEIGHT * (0.15 + 0.55 * at / len(texts))
        size = block.size or (_TITLE_SIZE if block.heading == 1 and number == 1 else _HEADING_SIZE if block.heading else _SIZE)
        lines.append(Line(text, Box(number, _LEFT, top, _RIGHT, top + size), size))
    return Page(number, _WIDTH, _HEIGHT, tuple(lines), "\n".join(line.text for line in lines))
