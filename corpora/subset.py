"""Makes the subset fonts anew from Debian's fonts-noto-cjk and fonts-liberation; needed when a source has a new character.

Han glyphs come from Noto CJK, everything else from Liberation; both are under the SIL Open Font License. reportlab embeds
TrueType outlines only, so the cubic outlines of Noto CJK are converted to quadratic ones. The subsets bear names of their own, as
that licence asks of modified fonts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from corpora.fonts import FONTS

NOTO, LIBERATION = Path("/usr/share/fonts/opentype/noto"), Path("/usr/share/fonts/truetype/liberation")
SIMPLIFIED_CHINESE = 2  # the index of "SC" in the Noto CJK collections
EM, ASCENT, DESCENT = 1000, 880, 120
FULL_WIDTH = frozenset("“”‘’—…·")  # shared code points that Chinese setting takes from the Han font
ASCII = frozenset(chr(code) for code in range(0x20, 0x7F))
GREEK = range(0x370, 0x400)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A subset font: its name, the font of what is not Han, and the collection of its Han glyphs (or none)."""

    name: str
    western: str
    han: str = ""


RECIPES = (
    Recipe("SampleSong", "LiberationSerif-Regular.ttf", "NotoSerifCJK-Regular.ttc"),
    Recipe("SampleHei", "LiberationSans-Bold.ttf", "NotoSansCJK-Bold.ttc"),
    Recipe("SampleRoman", "LiberationSerif-Regular.ttf"),
    Recipe("SampleRomanBold", "LiberationSerif-Bold.ttf"),
    Recipe("SampleRomanItalic", "LiberationSerif-Italic.ttf"),
    Recipe("SampleGrotesk", "LiberationSans-Regular.ttf"),
    Recipe("SampleGroteskBold", "LiberationSans-Bold.ttf"),
)


def make_fonts(han: Iterable[str], western: Iterable[str]) -> None:
    """Write the subsets for the characters ``han`` (of Chinese standards) and ``western`` (of the others) into ``fonts/``.

    Raises ``FileNotFoundError`` where Debian's fonts are not installed.
    """
    chinese, other = ASCII | set(han), ASCII | set(western)
    for recipe in RECIPES:
        borrowed = {character for character in chinese if ord(character) in GREEK}
        _make(recipe, chinese if recipe.han else other | borrowed)


def make_font(name: str, wanted: Iterable[str]) -> None:
    """Write the subset ``name`` of the Song fonts for ``wanted`` into ``fonts/``: one that no standard is set in."""
    _make(Recipe(name, RECIPES[0].western, RECIPES[0].han), ASCII | set(wanted))


def _make(recipe: Recipe, wanted: Iterable[str]) -> None:
    fonts = [TTFont(LIBERATION / recipe.western)]
    if recipe.han:
        fonts.append(TTFont(NOTO / recipe.han, fontNumber=SIMPLIFIED_CHINESE))
    glyphs: dict[str, Any] = {}
    advances: dict[str, int] = {}
    cmap: dict[int, str] = {}
    glyphs[".notdef"], advances[".notdef"] = _outline(fonts[0], ".notdef")
    for code, font, origin in _choose(fonts, wanted):
        cmap[code] = f"uni{code:04X}"
        glyphs[cmap[code]], advances[cmap[code]] = _outline(font, origin)
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    bearings = {name: table[name].xMin if table[name].numberOfContours else 0 for name in glyphs}
    builder.setupHorizontalMetrics({name: (advance, bearings[name]) for name, advance in advances.items()})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=-DESCENT)
    names = {"familyName": recipe.name, "styleName": "Regular", "psName": recipe.name, "uniqueFontIdentifier": recipe.name}
    licence = {"copyright": "Subset of Liberation and Noto CJK; see OFL.txt", "licenseDescription": "SIL Open Font License 1.1"}
    builder.setupNameTable(names | licence)
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=-DESCENT, usWinAscent=ASCENT, usWinDescent=DESCENT)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    builder.save(FONTS / f"{recipe.name}.ttf")


def _choose(fonts: list[TTFont], wanted: Iterable[str]) -> Iterator[tuple[int, TTFont, str]]:
    """Code point, font and name of the glyph for every wanted character that one of ``fonts`` has."""
    maps = [(font, font.getBestCmap()) for font in fonts]
    for character in sorted(wanted):
        for font, cmap in reversed(maps) if character in FULL_WIDTH else maps:
            if ord(character) in cmap:
                yield ord(character), font, cmap[ord(character)]
                break


def _outline(font: TTFont, name: str) -> tuple[Any, int]:
    """The glyph ``name`` of ``font`` as a TrueType glyph on the common em, and its advance."""
    glyphs, scale = font.getGlyphSet(), EM / font["head"].unitsPerEm
    recording, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
    glyphs[name].draw(recording)
    target = Cu2QuPen(pen, max_err=1.0, reverse_direction=True) if "CFF " in font else pen
    recording.replay(TransformPen(target, (scale, 0, 0, scale, 0, 0)))
    return pen.glyph(), round(glyphs[name].width * scale)
