"""A clause while it is mended: its heading as printed, its text, what stands above it; and the steps of ``ingest.mended``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.clause import Aspect, Clause, Kind, Origin, Provision
from ingest.cutting import Stretch
from ingest.mend import squeezed

_AFTER_LABEL = r"[\s.．,，:：、)）]*"
_INSIDE = re.compile(r"[0-9A-Za-z]{2}")
"""Both sides of a place inside a number or a word."""


@dataclass(slots=True, eq=False)
class Node:
    """A clause while it is mended: the words of its heading as printed, of which ``labelled`` are the label, and its text.

    ``moved`` says that it needs another id, ``named`` that it was given one here, ``changed`` that its words or what stands above
    them did. A ``loose`` one came without the clause above it, or before that; it is left so.
    """

    clause: Clause
    head: Stretch
    labelled: int
    body: Stretch
    seed: tuple[int, int]
    parent: Node | None = None
    moved: bool = False
    named: bool = False
    changed: bool = False
    loose: bool = False

    def seen(self) -> Clause:
        """The clause as the next act finds it."""
        return replace(self.clause, text=self.body.text, origins=self.body.origins, parts=self.body.parts)


def node_of(clause: Clause, number: int) -> Node:
    """The node of clause ``number`` of a parse; ``print_label`` completes it when its parent is set."""
    return Node(clause, Stretch(), 0, Stretch(clause.text, clause.origins, (), clause.parts), (number, 0))


def print_label(node: Node) -> None:
    """Set the heading as it is printed: a label without that of the clause above it, which readers cite before it."""
    clause, number = node.clause, node.seed[0]
    label, above = clause.clause, node.parent
    while above is not None:
        own = above.clause.clause
        if own and label.startswith((f"{own}(", f"{own} ")):
            label = label[len(own) :].strip()
            break
        above = above.parent if above.parent is not above else None
    node.labelled = len(label)
    words = " ".join(part for part in (label, clause.title) if part)
    node.head = Stretch(words, (), _placed(words, number, 0))
    node.body = replace(node.body, places=_placed(clause.text, number, len(words) + 1))


def _placed(words: str, number: int, at: int) -> tuple[Origin, ...]:
    return (Origin(0, len(words), number, at),) if words else ()


def line(node: Node | None) -> list[Node]:
    """The node and those above it."""
    found: list[Node] = []
    while node is not None and node not in found:
        found.append(node)
        node = node.parent
    return found


def nearest(node: Node, gone: Node, into: Node) -> Node | None:
    """What stands above ``node`` when the clause above it went ``into`` the one before: by their labels, else by the level."""
    above, label = line(into), node.clause.clause
    by_label = [one for one in above if one.clause.clause and label.startswith(f"{one.clause.clause}.")]
    if by_label:
        return max(by_label, key=lambda one: len(one.clause.clause))
    return next((one for one in above if one.parent is gone.parent or one is gone.parent), into)


def retitle(node: Node, title: str) -> None:
    """Move the end of the heading to where ``title`` ends; words that are not printed there are the person's own."""
    printed, wanted = squeezed(node.head.text[node.labelled :]), squeezed(title)
    if wanted != printed and printed.startswith(wanted):
        node.head, rest = node.head.cut(_after(node.head.text, node.labelled, len(wanted)))
        node.body = rest.join(node.body, rest.lead(node.body, node.clause.lang))
    elif wanted != printed and wanted.startswith(printed):
        more = wanted[len(printed) :]
        end = _after(node.body.text, 0, len(more))
        if squeezed(node.body.text[:end]) == more and not node.body.splits_table(end):
            first, node.body = node.body.cut(end)
            node.head = node.head.join(first, " ")
    node.changed |= node.clause.title != title
    node.moved |= not node.clause.clause and node.clause.title != title
    node.clause = replace(node.clause, title=title)


def take_heading(node: Node) -> None:
    """Move label and title, where the text begins with them, from the text to the heading."""
    text, end = node.body.text, 0
    for label in (node.clause.clause, _own_label(node)):
        found = re.compile(rf"[\s(（]*{_spaced(label)}{_AFTER_LABEL}").match(text) if label and not end else None
        if found and not _INSIDE.search(text[found.end() - 1 : found.end() + 1]):
            end = found.end()
            node.labelled = len(text[:end].strip())
    found = re.compile(rf"\s*{_spaced(node.clause.title)}").match(text, end) if node.clause.title else None
    end = found.end() if found else end
    if end:
        node.head, node.body = node.body.cut(end)
        node.head = replace(node.head, parts=())


def _own_label(node: Node) -> str:
    """The label without that of the clause above it, and without brackets: as a numbered paragraph is printed."""
    above = node.parent.clause.clause if node.parent else ""
    return node.clause.clause.removeprefix(above).strip("() ") if above else ""


def _spaced(words: str) -> str:
    return r"\s*".join(map(re.escape, squeezed(words)))


def _after(text: str, start: int, count: int) -> int:
    """Where the first ``count`` characters from ``start`` on end, white space not counted."""
    at = start
    while count and at < len(text):
        count -= not text[at].isspace()
        at += 1
    return at


def untold(clause: Clause) -> Clause:
    """The clause without what ``ingest.annotate`` tells of it."""
    return replace(clause, provision=Provision.UNSURE, aspect=Aspect.UNSURE, references=(), sentences=())


def path(clause: Clause, parent: str, *, anew: bool) -> str:
    """The id below ``parent``; where it is not to be made ``anew``, with the clause's own last step, "~2" and all."""
    if not anew and not clause.id.startswith(f"{clause.parent}/"):
        return clause.id
    own = clause.clause or (clause.title if clause.kind is Kind.CLAUSE else "") or clause.kind.value
    step = own if anew else clause.id[len(clause.parent) + 1 :]
    return f"{parent}/{step}" if parent else step


def unique(path: str, taken: set[str]) -> str:
    """``path``, told apart by "~2", "~3" where there is one already, as the parser does."""
    number, own = 1, path
    while own in taken:
        number += 1
        own = f"{path}~{number}"
    return own
