"""Where the characters of a line stand: what cuts a row of a table into its cells."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.bidi import is_leftward, logical_order


def places(text: str, glyphs: Sequence[str], u0: Sequence[float], u1: Sequence[float], words: Sequence[int]) -> tuple[float, ...]:
    """Where the middle of each character of ``text`` stands along the line, in the order in which it is read.

    Args:
        text: the line, in the order of display.
        glyphs: its characters (or words).
        u0: where they begin along the line, in points.
        u1: where they end.
        words: the glyphs before which there is a space; it stands where the glyph before it does.
    """
    middles = [
        [round(a + (b - a) / len(glyph) * (at + 0.5), 1) for at in range(len(glyph))]
        if len(glyph) > 1
        else [round((a + b) / 2, 1)]
        for glyph, a, b in zip(glyphs, u0, u1, strict=True)
    ]
    for k in words:
        middles[k].insert(0, middles[k - 1][-1])
    found = [place for middle in middles for place in middle]
    return tuple(found[at] for at in logical_order(text)) if is_leftward(text) else tuple(found)
