"""Makes the fonts that reports are set in, ``app/assets/fonts``, from Debian's fonts: ``python -m corpora.paper_fonts [NOTO]``.

Needs fonts-noto-cjk, fonts-noto-core and unicode-data of Debian 13; ``NOTO`` is the folder of fonts-noto-core where it is not
installed but unpacked. All are under the SIL Open Font License; the subsets bear names of their own, as it asks. What they cover
is written to ``coverage.txt`` beside them, so that a report can name what it cannot show.
"""

from __future__ import annotations

import bz2
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "app" / "assets" / "fonts"
CJK = Path("/usr/share/fonts/opentype/noto")
CORE = Path("/usr/share/fonts/truetype/noto")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
VARIANTS = Path("/usr/share/unicode/Unihan_Variants.txt.bz2")
SIMPLIFIED_CHINESE = 2  # the index of "SC" in the Noto CJK collections
HAN_SIGNS = ((0x2E80, 0x2FDF), (0x3000, 0x30FF), (0x3200, 0x33FF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x2460, 0x24FF))
QUOTES = "·—‘’“”…‰′″※℃℉№℡ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ←↑→↓∈∏∑√∝∞∠∥∧∨∩∪∫∮∴∵∶∷∽≈≌≠≡≤≥≦≧⊙⊥⊿⌒─│┌┐└┘■□▲△◆◇○◎●★☆♀♂"
"""What Chinese standards print beside Han and that the Han font draws in its own width."""
LATIN = ((0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x2AF), (0x2B0, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1FFF),
         (0x2000, 0x206F), (0x2070, 0x20CF), (0x2100, 0x218F), (0x27E6, 0x27EF), (0xFFFD, 0xFFFD))  # fmt: skip
ARABIC = ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))
THAI = ((0xE00, 0xE7F),)
SIGNS = (
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2300, 0x23FF),
    (0x2500, 0x25FF),
    (0x2700, 0x27BF),
    (0x27C0, 0x27EF),
    (0x2A00, 0x2AFF),
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A subset font: its family, weight, the file it is made from (and its place in a collection), the code points it keeps."""

    family: str
    bold: bool
    source: Path
    codes: frozenset[int]
    number: int = -1
    shaped: bool = True

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return f"{self.family.replace(' ', '')}-{'Bold' if self.bold else 'Regular'}{self.source.suffix.replace('.ttc', '.otf')}"


def recipes(core: Path) -> Iterator[Recipe]:
    """Every font that is made, from fonts-noto-cjk and from fonts-noto-core in ``core``."""
    listed, traditional = general()
    han = frozenset(listed | gb2312() | {ord(one) for one in QUOTES} | set(_codes(HAN_SIGNS)))
    for bold in (False, True):
        weight = "Bold" if bold else "Regular"
        drawn = han if bold else han | traditional  # a heading with a traditional form falls back to the regular weight
        yield Recipe("Clausebridge Han", bold, CJK / f"NotoSansCJK-{weight}.ttc", drawn, SIMPLIFIED_CHINESE, shaped=False)
        yield Recipe("Clausebridge Sans", bold, core / f"NotoSans-{weight}.ttf", frozenset(_codes(LATIN)))
        yield Recipe("Clausebridge Arabic", bold, core / f"NotoSansArabic-{weight}.ttf", frozenset(_codes(ARABIC)))
        yield Recipe("Clausebridge Thai", bold, core / f"NotoSansThai-{weight}.ttf", frozenset(_codes(THAI)))
    yield Recipe("Clausebridge Signs", False, core / "NotoSansMath-Regular.ttf", frozenset(_codes(SIGNS)), shaped=False)


def general() -> tuple[set[int], set[int]]:
    """The characters of 通用规范汉字表 (2013), by the field kTGH of Unihan, and their traditional forms."""
    listed = {code for code, field, _value in _unihan(UNIHAN) if field == "kTGH"}
    forms = {
        int(one[2:], 16)
        for code, field, value in _unihan(VARIANTS)
        if field == "kTraditionalVariant" and code in listed
        for one in value.split()
    }
    return listed, forms


def gb2312() -> set[int]:
    """The Han characters of GB/T 2312—1980."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(one) for cell in cells if (one := cell.decode("gb2312", "ignore"))}


def make(recipe: Recipe) -> list[int]:
    """Write the font; the code points that it has."""
    font = TTFont(recipe.source, fontNumber=recipe.number, recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.name_IDs = [0, 13, 14]
    options.drop_tables += ["VORG", "BASE", "vhea", "vmtx", *(() if recipe.shaped else ("GSUB", "GPOS"))]
    if not recipe.shaped:
        options.layout_features = []
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=recipe.codes)
    subsetter.subset(font)
    _rename(font, recipe)
    font["head"].created = font["head"].modified = 0
    font.save(TARGET / recipe.file_name)
    return sorted(font.getBestCmap())


def ranges(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive code points, first and last."""
    first = last = -2
    for code in sorted(codes):
        if code != last + 1:
            if last >= 0:
                yield first, last
            first = code
        last = code
    if last >= 0:
        yield first, last


def main(arguments: Sequence[str]) -> None:
    """Make every font and the list of what they cover."""
    TARGET.mkdir(parents=True, exist_ok=True)
    covered: set[int] = set()
    for recipe in recipes(Path(arguments[0]) if arguments else CORE):
        found = make(recipe)
        covered.update(found)
        print(recipe.file_name, len(found), (TARGET / recipe.file_name).stat().st_size)
    lines = "".join(f"{first:X}-{last:X}\n" if last > first else f"{first:X}\n" for first, last in ranges(covered))
    (TARGET / "coverage.txt").write_text(lines, encoding="ascii")


def _rename(font: TTFont, recipe: Recipe) -> None:
    """Give the font its own family, style and PostScript name."""
    style = "Bold" if recipe.bold else "Regular"
    postscript = f"{recipe.family.replace(' ', '')}-{style}"
    table = font["name"]
    table.names = [one for one in table.names if one.nameID in (0, 13, 14) and one.platformID == 3 and one.langID == 0x409]
    for number, text in ((1, recipe.family), (2, style), (3, postscript), (4, f"{recipe.family} {style}"), (6, postscript)):
        table.setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        top = cff.topDictIndex[0]
        for name in ("FullName", "FamilyName", "Notice"):
            if name in top.rawDict:
                del top.rawDict[name]
        top.FullName, top.FamilyName = f"{recipe.family} {style}", recipe.family


def _codes(pieces: Iterable[tuple[int, int]]) -> Iterator[int]:
    for first, last in pieces:
        yield from range(first, last + 1)


def _unihan(path: Path) -> Iterator[tuple[int, str, str]]:
    """Code point, field and value of every line of a Unihan file (UAX 38)."""
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code, field, value = line.rstrip("\n").split("\t")
                yield int(code[2:], 16), field, value


if __name__ == "__main__":
    main(sys.argv[1:])
