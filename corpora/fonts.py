"""The fonts of the sample standards: subsets of OFL fonts, made once from Debian's packages and committed.

Han glyphs come from Noto CJK (fonts-noto-cjk), Latin, Greek and Cyrillic ones from Liberation (fonts-liberation). reportlab embeds
TrueType outlines only, so the cubic outlines of Noto CJK are converted to quadratic ones. The subsets bear names of their own, as
the licence asks of modified fonts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
NOTO, LIBERATION = Path("/usr/share/fonts/opentype/noto"), Path("/usr/share/fonts/truetype/liberation")
SIMPLIFIED_CHINESE = 2  # the index of "SC" in the Noto CJK collections
EM = 1000


@dataclass(frozen=True, slots=True)
class Recipe:
    """A subset font: its name, the collection of its Han glyphs (or none) and the font of everything else."""

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
FULL_WIDTH = set("“”‘’—…·")  # shared code points that Chinese setting takes from the Han font


class MissingGlyph(LookupError):
    """A character of a source that a committed font lacks."""


def register() -> None:
    """Make the committed fonts known to reportlab under their recipes' names."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    for recipe in RECIPES:
        pdfmetrics.registerFont(ttfonts.TTFont(recipe.name, str(FONTS / f"{recipe.name}.ttf")))


def check(font: str, text: str) -> None:
    """Raise ``MissingGlyph`` for a character of ``text`` that ``font`` cannot show."""
    from reportlab.pdfbase import pdfmetrics

    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    for character in text:
        if ord(character) not in glyphs:
            raise MissingGlyph(f"{font} has no {character!r} (U+{ord(character):04X}): run python -m corpora.build --fonts")


def make_fonts(han: Iterable[str], western: Iterable[str]) -> None:
    """Write the subsets for the characters ``han`` (texts of Chinese standards) and ``western`` (the others) into ``fonts/``.

    Needs Debian's fonts-noto-cjk and fonts-liberation; raises ``FileNotFoundError`` without them.
    """
    ascii_letters = {chr(code) for code in range(0x20, 0x7F)}
    chinese, other = set(han) | ascii_letters, set(western) | ascii_letters
    for recipe in RECIPES:
        wanted = chinese if recipe.han else other | {c for c in chinese if c.isascii() or 0x370 <= ord(c) < 0x400}
        _make(recipe, wanted)


def _make(recipe: Recipe, wanted: set[str]) -> None:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib import TTFont

    fonts = [TTFont(LIBERATION / recipe.western)]
    if recipe.han:
        fonts.append(TTFont(NOTO / recipe.han, fontNumber=SIMPLIFIED_CHINESE))
    glyphs, metrics, cmap = {}, {}, {}
    for name, font, origin, code in _choose(fonts, wanted):
        glyphs[name], metrics[name] = _outline(font, origin)
        if code is not None:
            cmap[code] = name
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (advance, builder.font["glyf"][name].xMin if builder.font["glyf"][name].numberOfContours else 0)
                                    for name, advance in metrics.items()})  # fmt: skip
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({
        "familyName": recipe.name, "styleName": "Regular", "psName": recipe.name, "uniqueFontIdentifier": f"{recipe.name} subset",
        "copyright": "Subset of Liberation and Noto CJK; see OFL.txt", "licenseDescription": "SIL Open Font License 1.1",
    })  # fmt: skip
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    builder.save(FONTS / f"{recipe.name}.ttf")


def _choose(fonts: list, wanted: set[str]) -> Iterable[tuple[str, object, str, int | None]]:  # type: ignore[type-arg]
    """Glyph name, font, its name there and code point for every wanted character that a font has, .notdef first."""
    yield ".notdef", fonts[0], ".notdef", None
    maps = [font.getBestCmap() for font in fonts]
    for character in sorted(wanted):
        order = range(len(fonts))
        if character in FULL_WIDTH:
            order = reversed(order)  # type: ignore[assignment]
        for place in order:
            if ord(character) in maps[place]:
                yield f"uni{ord(character):04X}", fonts[place], maps[place][ord(character)], ord(character)
                break


def _outline(font, name: str):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """The glyph ``name`` of ``font`` as a TrueType glyph on the common em, and its advance."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    glyph_set, scale = font.getGlyphSet(), EM / font["head"].unitsPerEm
    pen = TTGlyphPen(None)
    cubic = "CFF " in font
    target = Cu2QuPen(pen, max_err=1.0, reverse_direction=True) if cubic else pen
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    recording = DecomposingRecordingPen(glyph_set)
    glyph_set[name].draw(recording)
    recording.replay(TransformPen(target, (scale, 0, 0, scale, 0, 0)))
    return pen.glyph(), round(glyph_set[name].width * scale)
