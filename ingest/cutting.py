"""Stretches of a clause's words with all that is tied to their characters: cut in two, and joined, without changing a character.

White space at a cut is layout and may go; a line break or a space that joins two stretches comes from no page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.clause import Box, Kind, Origin, Part

_UNSPACED = frozenset({"zh", "ja", "th"})
_ENDS = "。.;；:：!?！？…"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one clause; ``origins`` lead to the raw text, ``places`` (one for one, too) to the document as it was parsed.

    ``parts`` lie within the words.
    """

    text: str = ""
    origins: tuple[Origin, ...] = ()
    places: tuple[Origin, ...] = ()
    parts: tuple[Part, ...] = ()

    def cut(self, at: int) -> tuple[Stretch, Stretch]:
        """The characters before ``at``, and those from there on; a part that goes over the cut ends there."""
        before, after = self.text[:at].rstrip(), self.text[at:].lstrip()
        end, begin = len(before), len(self.text) - len(after)
        return self._within(0, end), self._within(begin, len(self.text))

    def join(self, other: Stretch, between: str) -> Stretch:
        """These words, and those of ``other`` after ``between`` where both say something."""
        if not (self.text and other.text):
            return self if self.text else other
        by = len(self.text) + len(between)
        return Stretch(
            f"{self.text}{between}{other.text}",
            (*self.origins, *_moved(other.origins, by)),
            (*self.places, *_moved(other.places, by)),
            (*self.parts, *(replace(part, start=part.start + by, end=part.end + by) for part in other.parts)),
        )

    def lead(self, other: Stretch, lang: str) -> str:
        """What stands between these words and ``other`` where that goes on with the sentence, or begins a line of its own."""
        if self.text[-1:] in _ENDS:
            return "\n"
        return "" if lang in _UNSPACED or not other.text else " "

    def splits_table(self, at: int) -> bool:
        """Whether a cut there would go through a table."""
        return any(part.kind is Kind.TABLE and part.start < at < part.end for part in self.parts)

    def _within(self, start: int, end: int) -> Stretch:
        return Stretch(
            self.text[start:end],
            tuple(_clipped(self.origins, start, end)),
            tuple(_clipped(self.places, start, end)),
            _parts_within(self.parts, start, end),
        )


def _moved(origins: Iterable[Origin], by: int) -> Iterable[Origin]:
    return (replace(one, start=one.start + by, end=one.end + by) for one in origins)


def _clipped(origins: Iterable[Origin], start: int, end: int) -> Iterable[Origin]:
    for one in origins:
        first, last = max(one.start, start), min(one.end, end)
        if first < last:
            yield replace(one, start=first - start, end=last - start, raw_start=one.raw_start + first - one.start)


def _parts_within(parts: Iterable[Part], start: int, end: int) -> tuple[Part, ...]:
    """The parts that begin there, none deeper than one level below the one before it.

    One that begins before ``start`` has lost its mark, and with it what it was.
    """
    kept: list[Part] = []
    for part in parts:
        if start <= part.start <= end and part.end > start and (part.start < end or part.start == part.end):
            level = min(part.level, kept[-1].level + 1 if kept else 1)
            kept.append(replace(part, start=part.start - start, end=min(part.end, end) - start, level=level))
    return tuple(kept)


def boxes_joined(*groups: Sequence[Box]) -> tuple[Box, ...]:
    """One box a page around all of them."""
    found: dict[int, Box] = {}
    for box in (box for group in groups for box in group):
        old = found.get(box.page)
        corners = (min(old.x0, box.x0), min(old.top, box.top), max(old.x1, box.x1), max(old.bottom, box.bottom)) if old else ()
        found[box.page] = Box(box.page, *corners) if old else box
    return tuple(found[page] for page in sorted(found))


def boxes_cut(boxes: Sequence[Box], origins: Sequence[Origin], at: int) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """The boxes of what stands before character ``at`` and from there on.

    On a page that holds words of both the box is cut where the share of its words says: lines have no boxes of their own. Without
    origins both have all of them.
    """
    if not origins:
        return tuple(boxes), tuple(boxes)
    first, second = [], []
    for box in boxes:
        here = [one for one in origins if one.page == box.page]
        all_of_it = sum(one.end - one.start for one in here)
        before = sum(min(one.end, at) - one.start for one in here if one.start < at)
        cut = box.top + (box.bottom - box.top) * (before / all_of_it if all_of_it else 0.0)
        if before or box.page < origins[0].page:
            first.append(replace(box, bottom=cut if before < all_of_it else box.bottom))
        if before < all_of_it or (not here and box.page > origins[-1].page):
            second.append(replace(box, top=cut if before else box.top))
    return tuple(first), tuple(second)
