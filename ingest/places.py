"""Where the characters of a line stand: what cuts a row of a table into its cells."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.bidi import is_leftward, logical_order


def places(text: str, glyphs: Sequence[tuple[str, float, float]]) -> tuple[float, ...]:
    """Where the middle of each character of ``text`` stands along the line, in the order in which it is read.

    ``glyphs`` are the characters (or words) of ``text`` in the order of display, with their ends along the line in points. A
    space stands where the glyph before it ends.
    """
    found: list[float] = []
    for char, u0, u1 in glyphs:
        start = text.index(char, len(found))
        found += [found[-1] if found else u0] * (start - len(found))
        step = (u1 - u0) / len(char)
        found += [round(u0 + step * (at + 0.5), 1) for at in range(len(char))]
    return tuple(found[at] for at in logical_order(text)) if is_leftward(text) else tuple(found)
