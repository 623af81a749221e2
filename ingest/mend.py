"""A person's correction of the clause tree, and how the clause that it is about is found again after a new parse.

A mend says what the tree should be; the text stays the source's. ``ingest.mended`` applies it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from ingest.clause import Clause, Kind

WORDS = 160
"""So many characters of a clause, without white space, tell whether two texts are versions of one."""
_ALIKE = 0.8
_FEW = 12
"""Shorter texts are alike only where they are the same."""
_NEAR = 0.5  # points: the same line, whatever rounding did


class Act(StrEnum):
    """What is done with a clause."""

    LABEL = "label"
    TITLE = "title"
    LEVEL = "level"
    KIND = "kind"
    SPLIT = "split"
    MERGE = "merge"
    DROP = "not-a-clause"


@dataclass(frozen=True, slots=True)
class Place:
    """A clause as whoever mended it saw it: by its path, the version of its text, and where it stands in the source.

    ``page`` (1-based, 0 without pages) and ``raw`` are the origin of its first character, ``raw`` -1 without one; ``top`` where
    its heading begins, in points from the top, -1 without a box; ``words`` how it begins, without white space.
    """

    clause: str
    text_hash: str = ""
    page: int = 0
    raw: int = -1
    top: float = -1.0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A place in the text of a clause: character ``at``, its origin (``page``, ``raw``; 0 and -1 without one), what follows."""

    at: int
    page: int = 0
    raw: int = -1
    words: str = ""


@dataclass(frozen=True, slots=True)
class Mend:
    """One act on the clause at ``place``.

    ``label`` and ``title`` are those to be, also of the clause that a SPLIT at ``cut`` begins; ``parent`` (LEVEL) the clause
    above it, None at the top; ``kind`` (KIND) what it is.
    """

    act: Act
    place: Place
    label: str = ""
    title: str = ""
    parent: Place | None = None
    kind: Kind = Kind.CLAUSE
    cut: Cut | None = None


def squeezed(text: str) -> str:
    """``text`` without white space."""
    return "".join(text.split())


def words_of(clause: Clause) -> str:
    """How a clause begins, without its label: the same wherever its title ends."""
    return squeezed(f"{clause.title[:WORDS]}{clause.text[: 3 * WORDS]}")[:WORDS]


def place_of(clause: Clause) -> Place:
    """How a mend names ``clause``."""
    first = clause.origins[0] if clause.origins else None
    page, raw = (first.page, first.raw_start) if first else (clause.page, -1)
    top = clause.boxes[0].top if clause.boxes else -1.0
    return Place(clause.id, clause.text_hash, page, raw, top, words_of(clause))


def cut_at(clause: Clause, at: int) -> Cut:
    """How a mend names character ``at`` of the text of ``clause``."""
    origin = next((one for one in clause.origins if one.start <= at < one.end), None)
    page, raw = (origin.page, origin.raw_start + at - origin.start) if origin else (0, -1)
    return Cut(at, page, raw, squeezed(clause.text[at : at + WORDS])[: WORDS // 2])


def find(clauses: Sequence[Clause], place: Place) -> int | None:
    """Which of ``clauses`` a mend means: by path, then by place in the source, then by text; None where none is sure to be it.

    What has the path or the place, but other words, is another clause.
    """
    by_path = next((at for at, clause in enumerate(clauses) if clause.id == place.clause), None)
    if by_path is not None and _is_version(clauses[by_path], place):
        return by_path
    by_place = [at for at, clause in enumerate(clauses) if _stands_there(clause, place) and _is_version(clause, place)]
    if len(by_place) == 1:
        return by_place[0]
    by_text = [at for at, clause in enumerate(clauses) if clause.text_hash == place.text_hash]
    return by_text[0] if len(by_text) == 1 else None


def find_cut(clause: Clause, cut: Cut, text_hash: str) -> int | None:
    """Where in the text of ``clause`` a cut is: by its origin, by its number in the same text, else by its words if unique."""
    text = clause.text
    by_origin = [
        one.start + cut.raw - one.raw_start
        for one in clause.origins
        if one.page == cut.page and one.raw_start <= cut.raw < one.raw_start + one.end - one.start
    ]
    found = [at for at in by_origin if cut.raw >= 0 and _follows(text, at, cut.words)]
    if not found and clause.text_hash == text_hash and _follows(text, cut.at, cut.words):
        found = [cut.at]
    if not found and cut.words:
        found = [at for at, sign in enumerate(text) if sign == cut.words[0] and _follows(text, at, cut.words)]
    return found[0] if len(found) == 1 else None


def follow(before: Sequence[Clause], after: Sequence[Clause]) -> dict[str, str]:
    """Where the clauses of one parse are in another: new ids by old ones, of those that have another id now.

    A clause without an entry has kept its path, or cannot be placed.
    """
    by_id = {clause.id: clause for clause in after}
    kept = {clause.id for clause in before if clause.id in by_id and _is_version(by_id[clause.id], place_of(clause))}
    moved = {}
    for clause in before:
        if clause.id not in kept:
            at = find(after, place_of(clause))
            if at is not None:
                moved[clause.id] = after[at].id
    return moved


def to_plain(mend: Mend) -> dict[str, Any]:
    """A mend as JSON values."""
    return asdict(mend) | {"act": mend.act.value, "kind": mend.kind.value}


def from_plain(value: dict[str, Any]) -> Mend:
    """The mend of ``to_plain``.

    Raises:
        ValueError: it is none.
    """
    try:
        return Mend(
            Act(value["act"]),
            Place(**value["place"]),
            str(value["label"]),
            str(value["title"]),
            Place(**value["parent"]) if value["parent"] else None,
            Kind(value["kind"]),
            Cut(**value["cut"]) if value["cut"] else None,
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"no mend: {error}") from error


def _follows(text: str, at: int, words: str) -> bool:
    """Whether ``words`` stand in ``text`` from ``at`` on, white space apart."""
    return 0 <= at < len(text) and squeezed(text[at : at + 2 * WORDS]).startswith(words[: WORDS // 4])


def _stands_there(clause: Clause, place: Place) -> bool:
    own = place_of(clause)
    if not place.page or own.page != place.page:
        return False
    return (place.raw >= 0 and own.raw == place.raw) or (place.top >= 0 and abs(own.top - place.top) < _NEAR)


def _is_version(clause: Clause, place: Place) -> bool:
    """Whether the text is the one that was seen, or begins as that did."""
    if clause.text_hash == place.text_hash:
        return True
    first, second = words_of(clause), place.words
    shorter = min(len(first), len(second))
    if shorter < _FEW:
        return first == second
    return SequenceMatcher(None, first[:shorter], second[:shorter], autojunk=False).ratio() >= _ALIKE
