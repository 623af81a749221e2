"""List items among the paragraphs of a clause: a mark is one only among its siblings, not by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.body import Paragraph
from ingest.layout import Layout
from ingest.markers import Mark, follows, read_marks

_SAME_INDENT = 1.6
"""Siblings begin at one place, give or take so many font sizes."""
_DEEPER = 0.7
"""What belongs to an item begins so many font sizes further in than its mark."""
_WEAK = frozenset(f"{system} " for system in ("1", "arabic-indic"))
_SURE, _FAIR, _ALONE = 0.97, 0.8, 0.55


@dataclass(slots=True, eq=False)
class Run:
    """Siblings: the paragraphs (indices) of the items and their marks; ``level`` 1 for a list of the clause itself.

    ``host`` is the paragraph whose list it is (an item, a note), -1 for the clause.
    """

    indent: float
    level: int
    host: int
    places: list[int] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    broken: bool = False

    @property
    def confidence(self) -> float:
        """How sure it is that these are items of a list."""
        if len(self.places) == 1:
            return _ALONE
        return _FAIR if self.marks[0].style in _WEAK or (len(self.places) == 2 and self.marks[0].style.endswith(".")) else _SURE


def find_runs(paragraphs: Sequence[Paragraph], layout: Layout, hosts: dict[int, int], barred: set[int]) -> list[Run]:
    """The lists of a clause.

    Args:
        paragraphs: of the clause, in order.
        layout: the document's usual measures.
        hosts: paragraphs (notes, formulae) that may head a list, with their level; the list begins right after them.
        barred: paragraphs that are no items, whatever they begin with: rows, captions, notes.
    """
    done: list[Run] = []
    stack: list[Run] = []
    for at, paragraph in enumerate(paragraphs):
        if at in barred:
            continue
        readings = read_marks(paragraph.lines[0].text) if _may_begin(paragraphs, at, layout) else []
        indent, size = layout.indent(paragraph.lines[0]), paragraph.lines[0].line.size
        if not readings:
            for run in stack:
                run.broken = run.broken or indent <= run.indent + _DEEPER * size
            continue
        depth, mark = _sibling(stack, readings, indent, size)
        if mark is not None:
            del stack[depth + 1 :]
        elif (mark := next((m for m in readings if m.ordinal <= 1), None)) is not None:
            while stack and not _nests(stack[-1], mark, indent, size, at):
                stack.pop()
            run = _opened(stack, at, indent, hosts)
            stack.append(run)
            done.append(run)
        else:
            continue
        stack[-1].places.append(at)
        stack[-1].marks.append(mark)
        stack[-1].broken = False
    return _kept(done, paragraphs)


def _may_begin(paragraphs: Sequence[Paragraph], at: int, layout: Layout) -> bool:
    """Whether an item may begin here: not where a full line before it breaks off in the middle of a sentence."""
    if not at or paragraphs[at - 1].found is not None:
        return True
    before, first = paragraphs[at - 1].lines[-1], paragraphs[at].lines[0]
    ended = before.text[-1] in "。；：.;:!?！？，,、)）" or not layout.is_full(before)
    return ended or before.page != first.page or layout.indent(first) > _DEEPER * first.line.size


def _sibling(stack: Sequence[Run], readings: Sequence[Mark], indent: float, size: float) -> tuple[int, Mark | None]:
    for depth in range(len(stack) - 1, -1, -1):
        run = stack[depth]
        if abs(run.indent - indent) > _SAME_INDENT * size or (run.broken and not run.marks[-1].ordinal):
            continue
        for mark in readings:
            if _follows(run, mark):
                return depth, mark
    return -1, None


def _follows(run: Run, mark: Mark) -> bool:
    """Whether the mark goes on with the run; the second one settles what the first one meant ("i" before "j", or before "ii")."""
    if len(run.marks) == 1 and mark.ordinal:
        first = next((m for m in read_marks(run.marks[0].label + " x") if m.style == mark.style and follows(m, mark)), None)
        if first is not None and first.ordinal == 1:
            run.marks[0] = first._replace(end=run.marks[0].end)
            return True
    return follows(run.marks[-1], mark)


def _nests(run: Run, mark: Mark, indent: float, size: float, at: int) -> bool:
    """Whether a list that begins with ``mark`` belongs to the last item of ``run``."""
    if run.broken or run.marks[-1].style == mark.style:
        return False
    return indent > run.indent + _DEEPER * size or (at == run.places[-1] + 1 and indent > run.indent - _DEEPER * size)


def _opened(stack: Sequence[Run], at: int, indent: float, hosts: dict[int, int]) -> Run:
    if at - 1 in hosts:
        return Run(indent, hosts[at - 1] + 1, at - 1)
    return Run(indent, stack[-1].level + 1, stack[-1].places[-1]) if stack else Run(indent, 1, -1)


def _kept(runs: Sequence[Run], paragraphs: Sequence[Paragraph]) -> list[Run]:
    """The runs that are lists: with siblings, or a bullet after a colon; what is below a run that is none moves up."""
    kept: list[Run] = []
    lost: dict[int, int] = {}
    for run in runs:
        if run.host in lost:
            run.host, run.level = lost[run.host], run.level - 1
        bullet = not run.marks[0].ordinal
        before = paragraphs[run.places[0] - 1].lines[-1].text if run.places[0] else ""
        if len(run.places) > 1 or (bullet and before.endswith((":", "："))):
            kept.append(run)
        else:
            lost[run.places[0]] = run.host
    return kept
