"""Clauses with their parts as nodes of their own, for lists and trees; and such nodes back into the clauses they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.clause import PARTS_OF_A_CLAUSE, Clause, Kind, Part, Provision, Table
from ingest.provision import strongest

FOLDED = PARTS_OF_A_CLAUSE - {Kind.PARAGRAPH}
"""What is a part of a clause's text; a numbered paragraph of an article is cited, and matched, by itself."""
_CITED_ALONE = frozenset({Kind.TABLE, Kind.FIGURE, Kind.FORMULA})
"""Kinds that are counted through a whole document: "表 1" needs no clause before it."""


def flatten(clauses: Iterable[Clause]) -> Iterator[tuple[Clause, Table | None]]:
    """Each clause, and after it its parts as clauses of their kind whose text repeats a span of it; with the cells of a table.

    The id of a part is that of what it belongs to, "/" and its label (its kind where it has none); it is cited with the clause
    before it ("4.2 a)", "4.2 a) 1)"), tables, figures and formulae by their own label.
    """
    for clause in clauses:
        yield clause, None
        seen: Counter[str] = Counter()
        above: list[Clause] = [clause]
        for part in clause.parts:
            del above[part.level :]
            node = _node(clause, part, above[-1], seen)
            above.append(node)
            yield node, part.table


def fold(nodes: Sequence[tuple[Clause, Table | None]]) -> tuple[Clause, ...]:
    """The clauses of ``flatten``: nodes of the kinds in ``FOLDED`` become parts of the clause above them.

    The text of such a node is found in the text of its clause, after the part before it; where it is not there, it is added on
    lines of its own. A node whose clause is not among ``nodes`` stays a clause.
    """
    clauses: dict[str, Clause] = {}
    owner: dict[str, str] = {}
    levels: dict[str, int] = {}
    labels: dict[str, str] = {}
    for node, table in nodes:
        labels[node.id] = node.clause
        home = owner.get(node.parent, node.parent)
        if node.kind not in FOLDED or home not in clauses:
            clauses[node.id] = replace(node, parts=())
            continue
        owner[node.id] = home
        levels[node.id] = levels.get(node.parent, 0) + 1
        above = labels.get(node.parent, "")
        clauses[home] = _with_part(clauses[home], node, above, table, levels[node.id])
    return tuple(clauses.values())


def _node(clause: Clause, part: Part, above: Clause, seen: Counter[str]) -> Clause:
    path = f"{above.id}/{part.label or part.kind}"
    seen[path] += 1
    alone = part.kind in _CITED_ALONE and part.label
    return Clause(
        standard=clause.standard,
        clause=part.label if alone else f"{above.clause} {part.label}".strip(),
        lang=clause.lang,
        title=part.title,
        text=clause.text[part.start : part.end],
        id=path if seen[path] == 1 else f"{path}~{seen[path]}",
        level=clause.level + part.level,
        parent=above.id,
        page=part.page or clause.page,
        boxes=part.boxes,
        kind=part.kind,
        provision=_provision(clause, part),
        confidence=part.confidence,
    )


def _provision(clause: Clause, part: Part) -> Provision:
    """The strongest type of the sentences within a part; that of its clause where none is."""
    within = (s.provision for s in clause.sentences if part.start <= s.start and s.end <= part.end)
    return strongest(within) or clause.provision


def _with_part(clause: Clause, node: Clause, above: str, table: Table | None, level: int) -> Clause:
    """``clause`` with ``node`` as a part of ``level``; ``above`` is how what it belongs to is cited."""
    begin = _begin(clause.parts, level)
    start = _line_at(clause.text, node.text, begin) if node.text else -1
    text = clause.text
    if start < 0 and node.text:
        text = f"{text}\n{node.text}" if text else node.text
        start = len(text) - len(node.text)
    start = len(text) if start < 0 else start
    part = Part(
        node.kind,
        _label(node, above),
        start,
        start + len(node.text),
        node.title,
        level,
        node.page,
        node.boxes,
        table,
        node.confidence,
    )
    return replace(clause, text=text, parts=(*clause.parts, part))


def _line_at(text: str, wanted: str, begin: int) -> int:
    """Where ``wanted`` stands in ``text`` on lines of its own, at ``begin`` or later; else where it stands at all; -1 nowhere."""
    at = text.find(wanted, begin)
    first = at
    while at >= 0:
        end = at + len(wanted)
        if text[at - 1 : at] in ("", "\n") and text[end : end + 1] in ("", "\n"):
            return at
        at = text.find(wanted, at + 1)
    return first


def _label(node: Clause, above: str) -> str:
    """The label of a part as ``flatten`` was given it: how it is cited, without what it belongs to."""
    if node.kind in _CITED_ALONE and node.id.removeprefix(f"{node.parent}/").startswith(node.clause):
        return node.clause
    return node.clause.removeprefix(above).strip()


def _begin(parts: Sequence[Part], level: int) -> int:
    """Where a part of ``level`` may begin: after the last one beside it, within the last one above it."""
    for part in reversed(parts):
        if part.level == level:
            return part.end
        if part.level < level:
            return part.start
    return 0
