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
    return _find([place_of(clause) for clause in clauses], place)


def _find(known: Sequence[Place], place: Place) -> int | None:
    by_path = next((at for at, one in enumerate(known) if one.clause == place.clause), None)
    if by_path is not None and _is_version(known[by_path], place):
        return by_path
    by_place = [at for at, one in enumerate(known) if _stands_there(one, place) and _is_version(one, place)]
    if len(by_place) == 1:
        return by_place[0]
    by_text = [at for at, one in enumerate(known) if one.text_hash == place.text_hash]
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
        found = [at for at, sign in enumerate(text) if sign == cut.words[0] and _follows(text, at, cut.words, whole=True)]
    return found[0] if len(found) == 1 else None


def follow(before: Sequence[Clause], after: Sequence[Clause]) -> dict[str, str]:
    """Where the clauses of one parse are in another: new ids by old ones, of those that have another id now.

    A clause without an entry has kept its path, or cannot be placed.
    """
    known = [place_of(clause) for clause in after]
    by_id = {place.clause: place for place in known}
    moved = {}
    for place in map(place_of, before):
        there = by_id.get(place.clause)
        if there is None or not _is_version(there, place):
            at = _find(known, place)
            if at is not None:
                moved[place.clause] = known[at].clause
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


def _follows(text: str, at: int, words: str, *, whole: bool = False) -> bool:
    """Whether ``words`` stand in ``text`` from ``at`` on, white space apart: all of them, or as far as the text goes."""
    if not 0 <= at < len(text):
        return False
    rest, sought = squeezed(text[at : at + 2 * WORDS]), words[: WORDS // 4]
    return rest.startswith(sought) or (not whole and len(rest) >= min(_FEW, len(sought)) and sought.startswith(rest))


def _stands_there(one: Place, place: Place) -> bool:
    if not place.page or one.page != place.page:
        return False
    return (place.raw >= 0 and one.raw == place.raw) or (place.top >= 0 and abs(one.top - place.top) < _NEAR)


def _is_version(one: Place, place: Place) -> bool:
    """Whether the text is the one that was seen, or begins as that did."""
    if one.text_hash == place.text_hash:
        return True
    shorter = min(len(one.words), len(place.words))
    if shorter < _FEW:
        return one.words == place.words
    return SequenceMatcher(None, one.words[:shorter], place.words[:shorter], autojunk=False).ratio() >= _ALIKE
