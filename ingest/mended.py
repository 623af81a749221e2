"""The clause tree of a document as people mended it: acts applied one after the other, no character changed.

Every character of the document, headings among them, is in the result once and in its order; what an act cannot be placed on is
told, and left as it was. Ids follow from labels and parents; what stands below a clause goes along with it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.annotate import annotated
from ingest.clause import Document
from ingest.cutting import Stretch, boxes_cut, boxes_joined
from ingest.mend import WORDS, Act, Mend, Place, find, find_cut, squeezed
from ingest.movable import Node, line, nearest, node_of, path, print_label, retitle, take_heading, unique, untold

_SURE = 24
"""So many characters tell a text from every other."""


class Why(StrEnum):
    """Why an act was not applied."""

    NOT_FOUND = "the clause is not found any more"
    NO_CUT = "the place in the text is not found any more"
    FIRST = "no clause stands before it"
    NO_PARENT = "the clause above it is not found, or does not stand before it"
    IN_TABLE = "a table cannot be cut"
    NOTHING = "nothing would stand before the cut, or after it"


@dataclass(frozen=True, slots=True)
class Left:
    """An act that was not applied, and why."""

    mend: Mend
    why: Why


@dataclass(frozen=True, slots=True)
class Mended:
    """A document with its mends.

    ``applied`` and ``left`` are together the mends that were given. For each clause of the document ``heads`` has the words that
    are printed as its heading, and ``seeds`` where it begins in the parse (number of the clause there, and of its character).
    """

    document: Document
    applied: tuple[Mend, ...]
    left: tuple[Left, ...]
    heads: tuple[str, ...]
    seeds: tuple[tuple[int, int], ...]


def apply(document: Document, mends: Sequence[Mend]) -> Mended:
    """``document`` with ``mends`` applied in order; each is placed on the tree as the ones before it left it."""
    tree = _Tree(document)
    applied, left = [], []
    for mend in mends:
        why = tree.act(mend)
        if why is None:
            applied.append(mend)
        else:
            left.append(Left(mend, why))
    done = tree.finished() if applied else document
    heads = tuple(" ".join(node.head.text.split()) for node in tree.nodes)
    return Mended(done, tuple(applied), tuple(left), heads, tuple(node.seed for node in tree.nodes))


def moves(before: Mended, after: Mended) -> dict[str, str]:
    """New ids by old ones, of the clauses that have another id after; both are mends of one parse.

    A clause that is none any more has become part of the one that holds its first character.
    """
    found = {}
    for clause, seed in zip(before.document.clauses, before.seeds, strict=True):
        new = after.document.clauses[max(bisect_right(after.seeds, seed) - 1, 0)]
        if new.id != clause.id:
            found[clause.id] = new.id
    return found


class _Tree:
    def __init__(self, document: Document) -> None:
        self._document = document
        self.nodes = [node_of(clause, number) for number, clause in enumerate(document.clauses)]
        known = {node.clause.id: node for node in self.nodes}
        for before, node in zip((None, *self.nodes), self.nodes, strict=False):
            node.parent = known.get(node.clause.parent)
            node.loose = bool(node.clause.parent) and node.parent not in line(before)
            print_label(node)

    def act(self, mend: Mend) -> Why | None:
        """Do it, or say why not."""
        at = self._at(mend.place)
        if at is None:
            return None if self._is_so(mend) else Why.NOT_FOUND
        node, why = self.nodes[at], None
        match mend.act:
            case Act.LABEL:
                node.moved |= node.clause.clause != mend.label
                node.clause = replace(node.clause, clause=mend.label, confidence=1.0)
            case Act.TITLE:
                retitle(node, mend.title)
            case Act.KIND:
                node.changed |= node.clause.kind is not mend.kind
                node.moved |= not node.clause.clause and node.changed
                node.clause = replace(node.clause, kind=mend.kind)
            case Act.LEVEL:
                why = self._level(at, mend.parent)
            case Act.SPLIT:
                why = self._split(at, mend)
            case Act.MERGE | Act.DROP:
                why = self._merge(at, running=mend.act is Act.DROP)
        if why is None:
            self._identify()
        return why

    def finished(self) -> Document:
        """The document with what is told of its clauses told anew where they, or what stands above them, changed."""
        fresh: set[int] = set()
        for node in self.nodes:
            if node.changed or id(node.parent) in fresh:
                fresh.add(id(node))
        given = self._given([node for node in self.nodes if id(node) in fresh and not node.changed])
        ids = {node.clause.id for node in self.nodes}
        seen, again = [node.seen() for node in self.nodes], set[int]()
        for at, node in enumerate(self.nodes):
            if id(node) in fresh and node.seed not in given:
                again.add(at)
                seen[at] = untold(seen[at])
            elif any(not one.standard and one.target not in ids for one in seen[at].references):
                again.add(at)  # it cites a clause that has another id now, or one that may have come
                seen[at] = replace(seen[at], references=())
        told = annotated(replace(self._document, clauses=tuple(seen))).clauses
        return replace(self._document, clauses=tuple(told[at] if at in again else one for at, one in enumerate(seen)))

    def _given(self, nodes: Iterable[Node]) -> set[tuple[int, int]]:
        """Those of which something is told that no rule says again: it came with a clause list."""
        wanted = [node.seed for node in nodes]
        clauses = list(self._document.clauses)
        for number, _ in wanted:
            clauses[number] = untold(clauses[number])
        again = annotated(replace(self._document, clauses=tuple(clauses))).clauses if wanted else ()
        return {seed for seed in wanted if again[seed[0]] != self._document.clauses[seed[0]]}

    def _at(self, place: Place) -> int | None:
        return find([node.seen() for node in self.nodes], place)

    def _level(self, at: int, place: Place | None) -> Why | None:
        node, above = self.nodes[at], None if place is None else self._at(place)
        if place is not None and (above is None or self.nodes[above] not in line(self.nodes[at - 1] if at else None)):
            return Why.NO_PARENT
        node.moved = node.changed = True
        node.loose = False
        node.parent = None if above is None else self.nodes[above]
        return None

    def _split(self, at: int, mend: Mend) -> Why | None:
        node, clause = self.nodes[at], self.nodes[at].clause
        place = find_cut(node.seen(), mend.cut, mend.place.text_hash) if mend.cut else None
        if place is None:
            return None if self._is_so(mend) else Why.NO_CUT
        if node.body.splits_table(place):
            return Why.IN_TABLE
        first, second = node.body.cut(place)
        if not (second.text and (first.text or node.head.text)):
            return Why.NOTHING
        boxes, rest = boxes_cut(clause.boxes, node.body.origins, place)
        page = second.origins[0].page if second.origins else clause.page
        below = bool(clause.clause) and mend.label.startswith((f"{clause.clause}.", f"{clause.clause}("))
        new = replace(clause, id="", clause=mend.label, title=mend.title, page=page, boxes=rest, confidence=1.0, kind=mend.kind)
        seed = (second.places[0].page, second.places[0].raw_start)
        part = Node(new, Stretch(), 0, second, seed, node if below else node.parent, moved=True, changed=True)
        take_heading(part)
        node.clause, node.body, node.changed = replace(clause, boxes=boxes or clause.boxes), first, True
        self.nodes.insert(at + 1, part)
        return None

    def _merge(self, at: int, *, running: bool) -> Why | None:
        if at == 0:
            return Why.FIRST
        node, into = self.nodes.pop(at), self.nodes[at - 1]
        lang = into.clause.lang
        words = node.head.join(node.body, node.head.lead(node.body, lang) if running else "\n")
        into.body = into.body.join(words, into.body.lead(words, lang) if running else "\n")
        into.clause = replace(into.clause, boxes=boxes_joined(into.clause.boxes, node.clause.boxes))
        into.changed = True
        for other in self.nodes:
            if other.parent is node:
                other.parent = nearest(other, node, into)
        return None

    def _is_so(self, mend: Mend) -> bool:
        """Whether a parse that has come since does by itself what the mend asks for."""
        if mend.act is Act.SPLIT and mend.cut and mend.cut.words:
            words = mend.cut.words
            begins = (squeezed(f"{n.head.text}{n.body.text[:WORDS]}") for n in self.nodes if n.clause.clause == mend.label)
            return any(own.startswith(words[: WORDS // 4]) for own in begins)
        if mend.act in (Act.MERGE, Act.DROP) and len(mend.place.words) >= _SURE:
            return sum(squeezed(node.body.text).find(mend.place.words) > 0 for node in self.nodes) == 1
        return False

    def _identify(self) -> None:
        """Parents, ids and levels anew where something changed; what stood below a clause that is closed moves up."""
        taken = {node.clause.id for node in self.nodes}
        shift: dict[int, int] = {}
        before: Node | None = None
        for node in self.nodes:
            if node.parent is not None and not node.loose and node.parent not in line(before):
                closed = node.parent
                node.parent = next((one for one in line(before) if one.parent is closed.parent), before)
                node.changed = True
            old, above = node.clause, node.parent.clause if node.parent else None
            parent = above.id if above else old.parent if node.loose else ""
            if node.moved or old.parent != parent or (node.named and "~" in old.id):
                taken.discard(old.id)
                own = unique(path(old, parent, anew=node.moved or node.named), taken)
                taken.add(own)
                node.named |= node.moved
                level = above.level + 1 if above else 1
                node.clause = replace(old, id=own, parent=parent, level=level)
            else:
                node.clause = replace(old, level=old.level + shift.get(id(node.parent), 0))
            shift[id(node)] = node.clause.level - old.level
            node.moved = False
            before = node
